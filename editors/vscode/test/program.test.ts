import assert from "node:assert/strict";
import { chmodSync, mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import * as path from "node:path";
import { test } from "node:test";
import {
  type Ending,
  expand,
  findProgram,
  isProgram,
  run,
  type Surroundings,
  whyNot,
} from "../src/program";

function around(programs: string[], more: Partial<Surroundings> = {}): Surroundings {
  return {
    platform: "linux",
    searchPath: "/usr/local/bin:/usr/bin",
    home: "/home/ada",
    workspaceFolder: "/srv/reports",
    isProgram: async (file) => programs.includes(file),
    ...more,
  };
}

test("without a setting the first on the PATH is taken", async () => {
  const found = await findProgram("", around(["/usr/bin/pmlint", "/usr/local/bin/pmlint"]));
  assert.deepEqual(found, { program: "/usr/local/bin/pmlint" });
});

test("relative entries of the PATH are passed over", async () => {
  const where = around(["/srv/reports/pmlint", "pmlint", "bin/pmlint"], { searchPath: ".:bin::" });
  assert.deepEqual(await findProgram("", where), {
    problem: "pmlint was not found on the PATH. Install it, or say where it is.",
  });
});

test("the setting may be an address, a name, or begin with ~ or the folder", async () => {
  const programs = [
    "/opt/pmlint",
    "/home/ada/bin/pmlint",
    "/srv/reports/tools/pmlint",
    "/usr/bin/pmlint-next",
  ];
  for (const [setting, program] of [
    ["/opt/pmlint", "/opt/pmlint"],
    ["~/bin/pmlint", "/home/ada/bin/pmlint"],
    ["${workspaceFolder}/tools/pmlint", "/srv/reports/tools/pmlint"],
    ["tools/pmlint", "/srv/reports/tools/pmlint"],
    ["pmlint-next", "/usr/bin/pmlint-next"],
  ] as const) {
    assert.deepEqual(await findProgram(setting, around(programs)), { program }, setting);
  }
});

test("a setting that names nothing is said to, and the PATH does not stand in for it", async () => {
  for (const setting of ["/opt/gone", "gone", "~/gone"]) {
    assert.deepEqual(await findProgram(setting, around(["/usr/bin/pmlint"])), {
      problem: `The setting pmlint.path names “${setting}”, and there is no such program.`,
    });
  }
});

test("what stands in the folder's name is not replaced a second time", () => {
  const where = around([], { workspaceFolder: "/srv/$& $1", home: "/home/$'" });
  assert.equal(expand("${workspaceFolder}/x", where), "/srv/$& $1/x");
  assert.equal(expand("~/x", where), "/home/$'/x");
  assert.equal(expand("/a/~/x", where), "/a/~/x");
});

test("Windows: entries end at semicolons, programs in .exe", async () => {
  const where = around(["C:\\Tools\\pmlint.exe", "D:\\pmlint.exe"], {
    platform: "win32",
    searchPath: "C:\\Windows;C:\\Tools",
  });
  assert.deepEqual(await findProgram("", where), { program: "C:\\Tools\\pmlint.exe" });
  assert.deepEqual(await findProgram("D:\\pmlint.exe", where), { program: "D:\\pmlint.exe" });
});

const ending = (code: number | undefined, stdout = "", stderr = ""): Ending => ({
  code,
  stdout,
  stderr,
});

test("a program that knows lsp will do", async () => {
  assert.equal(await whyNot("/bin/pmlint", async () => ending(0)), undefined);
});

test("an old one, another one and a broken one are told apart", async () => {
  const old = async (_: string, args: readonly string[]) =>
    args[0] === "--version" ? ending(0, "pmlint 0.0.9\n") : ending(2);
  assert.match((await whyNot("/bin/pmlint", old)) ?? "", /is pmlint 0\.0\.9, which is too old/);
  const other = async (_: string, args: readonly string[]) =>
    args[0] === "--version" ? ending(0, "true 9.1\n") : ending(1);
  assert.match((await whyNot("/bin/true", other)) ?? "", /another program/);
  const broken = async () => ending(undefined, "", "spawn EACCES\nmore");
  assert.equal(await whyNot("/bin/x", broken), "/bin/x cannot be run: spawn EACCES");
});

test("commands are run as they are, and their ends told", async () => {
  assert.deepEqual(await run(process.execPath, ["-e", "console.log('$HOME a')"]), {
    code: 0,
    stdout: "$HOME a\n",
    stderr: "",
  });
  assert.equal((await run(process.execPath, ["-e", "process.exit(3)"])).code, 3);
  assert.equal((await run("/nowhere/pmlint", [])).code, undefined);
});

test("a folder or a text is no program", { skip: process.platform === "win32" }, async () => {
  const folder = mkdtempSync(path.join(tmpdir(), "pmlint-"));
  const file = path.join(folder, "pmlint");
  writeFileSync(file, "#!/bin/sh\n");
  chmodSync(file, 0o644);
  assert.equal(await isProgram(folder), false);
  assert.equal(await isProgram(file), false);
  chmodSync(file, 0o755);
  assert.equal(await isProgram(file), true);
});
