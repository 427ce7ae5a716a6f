#!/usr/bin/env bash
# Measures pmlint, as it is released, against the least that a checker does
# (benches/floor.rs), against rumdl, a fast linter of Markdown, and with a
# second program against that:  ci/compare-speed.sh [OTHER-PMLINT]
# The programs run in turn and on the same two cores, so that a busy machine is
# busy for all of them. ROUNDS (9) says how often; what is printed is the
# median. GROWTH=no leaves out what follows the comparison.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
# shellcheck source=ci/tools.sh
source ci/tools.sh

cargo build --profile dist --locked --quiet --bin pmlint --example floor --example generate
target=${CARGO_TARGET_DIR:-target}
place=$target/speed
[[ -d $place/corpus ]] || "$target/dist/examples/generate" "$place"

rumdl=
if python_tools rumdl==0.3.0; then
    # It would pass over files in a folder that git ignores, as this one.
    rumdl="$tools/python/bin/rumdl check --no-cache --no-config --respect-gitignore=false --fail-on never"
    said=$($rumdl "$place/corpus" | tail -n 3)
    [[ $said == *2000\ files* || $said == */2000* ]] || fail "rumdl does not read the 2,000 files: $said"
else
    skip "the comparison with rumdl: it cannot be installed"
fi
command -v valgrind >/dev/null || skip "the instructions of a cold run: valgrind is missing"

python3 - "$target" "$place" "${ROUNDS:-9}" "${GROWTH:-yes}" "$rumdl" "$@" <<'PYTHON' || fail "the comparison stopped"
import os, re, shutil, statistics, subprocess, sys, time

target, place, rounds, growth, rumdl, *others = sys.argv[1:]
LINT = ["check", "--isolated", "--fail-on", "never", "--output-format", "concise", "-q"]
programs = {"floor": [f"{target}/dist/examples/floor"], "pmlint": [f"{target}/dist/pmlint", *LINT]}
programs.update({f"other {i}": [path, *LINT] for i, path in enumerate(others, 1)})
if rumdl:
    programs["rumdl"] = [*rumdl.split(" "), "-q"]

if hasattr(os, "sched_setaffinity") and len(os.sched_getaffinity(0)) >= 2:
    cores = sorted(os.sched_getaffinity(0))[:2]
    os.sched_setaffinity(0, cores)
    print(f"All programs run on cores {cores[0]} and {cores[1]}")
else:
    print("\n!! NOT PINNED: there are no two cores here to which programs can be bound", file=sys.stderr)


def run(command):
    """Seconds on the clock, seconds of work, peak memory in MiB (no less than this script's own, about 15)."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(title, path, rounds):
    size = sum(os.path.getsize(os.path.join(folder, file)) for folder, _, files in os.walk(path) for file in files)
    size = (size or os.path.getsize(path)) / 2**20
    runs = {name: [] for name in programs}
    for _ in range(rounds):
        for name, command in programs.items():
            runs[name].append(run([*command, path]))
    print(f"\n{title} ({size:.3f} MiB), median of {rounds}")
    middle = {name: [statistics.median(column) for column in zip(*measured)] for name, measured in runs.items()}
    for name, (clock, work, memory) in middle.items():
        line = f"  {name:8} {clock * 1e3:9.1f} ms  {work * 1e3:9.1f} ms of work  {memory:7.1f} MiB"
        for other in ("floor", "rumdl"):
            if other in middle:
                line += f"   {clock / middle[other][0]:6.2f} x {other}, work {work / middle[other][1]:6.2f} x"
        print(line)


def instructions(title, path):
    """Counted, not timed: the same on a busy machine."""
    print(f"\n{title}: instructions of a cold run")
    for name, command in programs.items():
        counting = ["valgrind", "--tool=callgrind", "--callgrind-out-file=/dev/null", *command, path]
        said = subprocess.run(counting, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True).stderr
        counted = re.search(r"Collected : (\d+)", said)
        if not counted:
            sys.exit(f"valgrind did not count {command[0]}:\n{said}")
        print(f"  {name:8} {int(counted[1]) / 1e6:9.2f} million")


def grow(title, files):
    print(f"\n{title}: seconds of work for each")
    best = [min(run([*programs["pmlint"], f"{place}/{file}"])[1:] for _ in range(3)) for file in files]
    for file, (work, memory), (before, _) in zip(files, best, [best[0], *best]):
        print(f"  {file:22} {work:7.3f} s  {work / before:5.2f} x the one before  {memory:7.1f} MiB")


rounds = int(rounds)
compare("2,000 files of 5 KB", f"{place}/corpus", rounds)
compare("one file of 10 MB", f"{place}/ten.md", rounds)
# A run takes milliseconds, much of it the system's: more of them.
compare("one file of 5 KB, cold", f"{place}/one.md", rounds * 10)
if shutil.which("valgrind"):
    instructions("one file of 5 KB", f"{place}/one.md")
if growth == "no":
    sys.exit()
grow("Growth with size", [f"{n}-mb.md" for n in (1, 2, 4, 8, 16)])
for kind in ("timeline", "sections", "findings"):
    grow(f"Growth with {kind}", [f"{kind}-{n}.md" for n in (25000, 50000, 100000)])
print("\n50,000 findings, each format: seconds of work")
for form in ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson"):
    command = [programs["pmlint"][0], *LINT[:-2], form, "-q", f"{place}/findings-100000.md"]
    print(f"  {form:8} {min(run(command)[1] for _ in range(3)):7.3f} s")
PYTHON
finish "Speed: all measured"
