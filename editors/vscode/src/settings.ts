// What the user may set. Pure: knows nothing of the editor.

/** Gives the value of a setting below `pmlint.`. */
export type Lookup = (key: string) => unknown;

/** What the server is told, under the key `pmlint`, at the start and after each change. */
export interface ServerSettings {
  readonly enable: boolean;
  readonly profile: string | null;
  readonly config: string | null;
  readonly inlayHints: boolean;
}

/** All settings of the extension; a value of a wrong type counts as not set. */
export interface Settings extends ServerSettings {
  readonly path: string;
}

export function readSettings(lookup: Lookup): Settings {
  return {
    enable: lookup("enable") !== false,
    path: text(lookup("path")) ?? "",
    profile: text(lookup("profile")),
    config: text(lookup("config")),
    inlayHints: lookup("inlayHints") === true,
  };
}

/** The `initializationOptions`, in the shape of `workspace/didChangeConfiguration`. */
export function initializationOptions(settings: Settings): { pmlint: ServerSettings } {
  const { enable, profile, config, inlayHints } = settings;
  return { pmlint: { enable, profile, config, inlayHints } };
}

/** Whether the server must be stopped or started; it learns of all other changes by itself. */
export function needsRestart(before: Settings, after: Settings): boolean {
  return before.path !== after.path || before.enable !== after.enable;
}

function text(value: unknown): string | null {
  return typeof value === "string" && value.trim() !== "" ? value.trim() : null;
}
