// Rules and their pages. Knows nothing of the editor.
import type { Run } from "./program";

export interface Rule {
  readonly name: string;
  readonly severity: string;
  readonly summary: string;
}

/** Reads what `pmlint rules --output-format json` prints; undefined where it is something else. */
export function parseRules(json: string): Rule[] | undefined {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch {
    return undefined;
  }
  if (!Array.isArray(value)) return undefined;
  return value.flatMap((rule: Partial<Record<keyof Rule, unknown>> | null) => {
    const { name, severity, summary } = rule ?? {};
    return isRule(name)
      ? [{ name, severity: String(severity ?? ""), summary: String(summary ?? "") }]
      : [];
  });
}

/** Whether this can be the name of a rule, and so an argument of the program. */
export function isRule(name: unknown): name is string {
  return typeof name === "string" && /^[a-z][a-z0-9-]*\/[a-z][a-z0-9-]*$/.test(name);
}

/** The code of a diagnostic, which may stand beside an address. */
export function codeOf(diagnostic: {
  readonly code?: unknown;
  readonly source?: string | undefined;
}): string | undefined {
  if (diagnostic.source !== "pmlint") return undefined;
  const { code } = diagnostic;
  const value = typeof code === "object" && code !== null && "value" in code ? code.value : code;
  return isRule(value) ? value : undefined;
}

/** The page of a rule as Markdown; undefined where the program has none, as of a team's own rule. */
export async function pageOf(program: string, rule: string, run: Run): Promise<string | undefined> {
  if (!isRule(rule)) return undefined;
  const page = await run(program, ["--color", "never", "explain", rule]);
  return page.code === 0 ? page.stdout : undefined;
}
