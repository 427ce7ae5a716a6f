// Where the program is, and whether it can serve. Knows nothing of the editor.
import { execFile } from "node:child_process";
import { constants } from "node:fs";
import { access, stat } from "node:fs/promises";
import * as path from "node:path";

/** What the search depends on, so that tests can choose it. */
export interface Surroundings {
  readonly platform: NodeJS.Platform;
  /** The variable `PATH`. */
  readonly searchPath: string;
  readonly home: string;
  /** The first folder of the workspace, if there is one. */
  readonly workspaceFolder: string | undefined;
  readonly isProgram: (file: string) => Promise<boolean>;
}

/** A program that can serve, or what to tell the user. */
export type Found = { readonly program: string } | { readonly problem: string };

/** Finds the program: the setting `pmlint.path` if there is one, else the `PATH`. */
export async function findProgram(setting: string, around: Surroundings): Promise<Found> {
  if (setting === "") {
    const program = await onPath("pmlint", around);
    return program === undefined
      ? { problem: "pmlint was not found on the PATH. Install it, or say where it is." }
      : { program };
  }
  const paths = around.platform === "win32" ? path.win32 : path.posix;
  const named = !/[\\/]/.test(setting);
  const program = named
    ? await onPath(setting, around)
    : absolute(expand(setting, around), around, paths);
  if (program === undefined || !(named || (await around.isProgram(program)))) {
    return { problem: `The setting pmlint.path names “${setting}”, and there is no such program.` };
  }
  return { program };
}

/** Replaces `~` and `${workspaceFolder}` at the beginning. */
export function expand(setting: string, around: Surroundings): string {
  const folder = around.workspaceFolder ?? "";
  return setting
    .replace(/^~(?=[\\/])/, () => around.home)
    .replace(/^\$\{workspaceFolder\}/, () => folder);
}

function absolute(
  file: string,
  around: Surroundings,
  paths: path.PlatformPath,
): string | undefined {
  if (paths.isAbsolute(file)) return file;
  return around.workspaceFolder === undefined
    ? undefined
    : paths.join(around.workspaceFolder, file);
}

/** Relative entries of the `PATH` are passed over: they would mean the folder that is open. */
async function onPath(name: string, around: Surroundings): Promise<string | undefined> {
  const windows = around.platform === "win32";
  const paths = windows ? path.win32 : path.posix;
  const file = windows && !name.toLowerCase().endsWith(".exe") ? `${name}.exe` : name;
  for (const folder of around.searchPath.split(windows ? ";" : ":")) {
    if (!paths.isAbsolute(folder)) continue;
    const candidate = paths.join(folder, file);
    if (await around.isProgram(candidate)) return candidate;
  }
  return undefined;
}

/** Whether there is a file that may be run. */
export async function isProgram(file: string): Promise<boolean> {
  try {
    await access(file, constants.X_OK);
    return (await stat(file)).isFile();
  } catch {
    return false;
  }
}

/** How a command ended: `code` is undefined where it could not be run at all. */
export interface Ending {
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

export type Run = (program: string, args: readonly string[]) => Promise<Ending>;

/** Runs a command to its end, for at most ten seconds. */
export const run: Run = (program, args) =>
  new Promise((resolve) => {
    execFile(
      program,
      [...args],
      { timeout: 10_000, windowsHide: true },
      (error, stdout, stderr) => {
        const code = error === null ? 0 : typeof error.code === "number" ? error.code : undefined;
        resolve({ code, stdout, stderr: stderr || (error?.message ?? "") });
      },
    );
  });

/** What keeps the program from serving; undefined where nothing does. */
export async function whyNot(program: string, run: Run): Promise<string | undefined> {
  const help = await run(program, ["lsp", "--help"]);
  if (help.code === 0) return undefined;
  if (help.code === undefined) return `${program} cannot be run: ${firstLine(help.stderr)}`;
  const version = await run(program, ["--version"]);
  const name = version.code === 0 ? firstLine(version.stdout) : "";
  if (!/^pmlint\b/.test(name)) return `${program} is another program than pmlint.`;
  return `${program} is ${name}, which is too old to serve an editor. Install a newer one.`;
}

function firstLine(text: string): string {
  return text.trim().split(/\r?\n/, 1)[0] ?? "";
}
