#!/usr/bin/env bash
# Measures pmlint against the least that a checker does (benches/floor.rs) and,
# with a second program, against that:  ci/compare-speed.sh [OTHER-PMLINT]
# The programs run in turn, so that a busy machine is busy for all of them.
# ROUNDS (9) says how often; what is printed is the median.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

cargo build --release --quiet --bin pmlint --example floor --example generate
target=${CARGO_TARGET_DIR:-target}
place=$target/speed
[[ -d $place/corpus ]] || "$target/release/examples/generate" "$place"

python3 - "$target" "$place" "${ROUNDS:-9}" "$@" <<'PYTHON'
import os, resource, statistics, subprocess, sys, time

target, place, rounds, *others = sys.argv[1:]
LINT = ["check", "--isolated", "--fail-on", "never", "--output-format", "concise", "-q"]
programs = {"floor": [f"{target}/release/examples/floor"], "pmlint": [f"{target}/release/pmlint", *LINT]}
programs.update({f"other {i}": [path, *LINT] for i, path in enumerate(others, 1)})


def run(command):
    """Seconds on the clock, seconds of work, peak memory in MiB."""
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{command[0]} ended with {process.returncode}")
    return time.perf_counter() - began, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(title, path):
    size = sum(os.path.getsize(os.path.join(folder, file)) for folder, _, files in os.walk(path) for file in files)
    size = (size or os.path.getsize(path)) / 2**20
    runs = {name: [] for name in programs}
    for _ in range(int(rounds)):
        for name, command in programs.items():
            runs[name].append(run([*command, path]))
    print(f"\n{title} ({size:.3f} MiB)")
    floor = None
    for name, measured in runs.items():
        clock, work, memory = (statistics.median(column) for column in zip(*measured))
        floor = floor or (clock, work)
        print(f"  {name:8} {clock * 1e3:9.1f} ms  {work * 1e3:9.1f} ms of work  {memory:7.1f} MiB"
              f"   {clock / floor[0]:6.1f} x, work {work / floor[1]:6.1f} x")


def grow(title, files):
    print(f"\n{title}: seconds of work for each")
    best = [min(run([*programs["pmlint"], f"{place}/{file}"])[1:] for _ in range(3)) for file in files]
    for file, (work, memory), (before, _) in zip(files, best, [best[0], *best]):
        print(f"  {file:22} {work:7.3f} s  {work / before:5.2f} x the one before  {memory:7.1f} MiB")


compare("2,000 files of 5 KB", f"{place}/corpus")
compare("one file of 10 MB", f"{place}/ten.md")
compare("one file of 5 KB", f"{place}/one.md")
grow("Growth with size", [f"{n}-mb.md" for n in (1, 2, 4, 8, 16)])
for kind in ("timeline", "sections", "findings"):
    grow(f"Growth with {kind}", [f"{kind}-{n}.md" for n in (25000, 50000, 100000)])
print("\n50,000 findings, each format: seconds of work")
for form in ("full", "concise", "json", "sarif", "github", "gitlab", "junit", "rdjson"):
    command = [programs["pmlint"][0], *LINT[:-2], form, "-q", f"{place}/findings-100000.md"]
    print(f"  {form:8} {min(run(command)[1] for _ in range(3)):7.3f} s")
PYTHON
