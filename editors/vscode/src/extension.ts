// The one file that knows the editor: finds the program, starts it as a server, offers commands.
import { homedir } from "node:os";
import * as vscode from "vscode";
import { LanguageClient } from "vscode-languageclient/node";
import { findProgram, isProgram, run, whyNot } from "./program";
import { codeOf, isRule, pageOf, parseRules } from "./rules";
import { initializationOptions, needsRestart, readSettings, type Settings } from "./settings";

const PAGES = "pmlint-rule";

let extension: Extension | undefined;

export async function activate(context: vscode.ExtensionContext): Promise<void> {
  extension = new Extension();
  context.subscriptions.push(extension);
  await extension.restart();
}

export async function deactivate(): Promise<void> {
  await extension?.stop();
  extension = undefined;
}

class Extension implements vscode.Disposable {
  private readonly output = vscode.window.createOutputChannel("pmlint", { log: true });
  private readonly disposables: vscode.Disposable[];
  private settings = currentSettings();
  private program: string | undefined;
  private client: LanguageClient | undefined;
  /** Starts and stops wait for each other. */
  private queue: Promise<void> = Promise.resolve();

  constructor() {
    const { commands, workspace } = vscode;
    this.disposables = [
      this.output,
      commands.registerCommand("pmlint.restart", () => this.restart()),
      commands.registerCommand("pmlint.showOutput", () => this.output.show()),
      commands.registerCommand("pmlint.openRulePage", (rule?: unknown) => this.explain(rule)),
      workspace.registerTextDocumentContentProvider(PAGES, {
        provideTextDocumentContent: (uri) => this.page(uri),
      }),
      workspace.onDidChangeConfiguration(async (event) => {
        if (!event.affectsConfiguration("pmlint")) return;
        const before = this.settings;
        this.settings = currentSettings();
        if (needsRestart(before, this.settings)) await this.restart();
      }),
      workspace.onDidGrantWorkspaceTrust(() => this.restart()),
    ];
  }

  dispose(): void {
    for (const disposable of this.disposables) disposable.dispose();
  }

  restart(): Promise<void> {
    return this.enqueue(async () => {
      await this.stopNow();
      this.settings = currentSettings();
      if (this.settings.enable) await this.startNow();
      else this.output.info("pmlint is off: pmlint.enable");
    });
  }

  stop(): Promise<void> {
    return this.enqueue(() => this.stopNow());
  }

  private enqueue(work: () => Promise<void>): Promise<void> {
    this.queue = this.queue.then(work).catch((error: unknown) => {
      this.output.error(String(error));
    });
    return this.queue;
  }

  private async startNow(): Promise<void> {
    const found = await findProgram(this.settings.path, {
      platform: process.platform,
      searchPath: process.env["PATH"] ?? "",
      home: homedir(),
      workspaceFolder: vscode.workspace.workspaceFolders?.[0]?.uri.fsPath,
      isProgram,
    });
    if ("problem" in found) return this.complain(found.problem);
    const problem = await whyNot(found.program, run);
    if (problem !== undefined) return this.complain(problem);
    this.program = found.program;
    this.output.info(`Starting ${found.program} lsp`);
    this.client = this.createClient(found.program);
    try {
      await this.client.start();
    } catch (error) {
      this.complain(`pmlint did not start: ${error instanceof Error ? error.message : error}`);
    }
  }

  private createClient(program: string): LanguageClient {
    // Settings are read when the server asks, so that a crash does not bring old ones back.
    return new LanguageClient(
      "pmlint",
      "pmlint",
      { command: program, args: ["lsp"] },
      {
        documentSelector: ["markdown", "plaintext"].flatMap((language) =>
          ["file", "untitled"].map((scheme) => ({ language, scheme })),
        ),
        diagnosticCollectionName: "pmlint",
        outputChannel: this.output,
        initializationOptions: () => initializationOptions(currentSettings()),
        synchronize: { configurationSection: "pmlint" },
        middleware: {
          // The server would open a built-in page in a browser; here is a preview for it.
          executeCommand: async (command, args, next) => {
            const [rule] = args;
            if (command !== "pmlint.explain" || !isRule(rule)) return next(command, args);
            const page = await pageOf(program, rule, run);
            return page === undefined ? next(command, args) : this.show(rule);
          },
        },
      },
    );
  }

  private async stopNow(): Promise<void> {
    const client = this.client;
    this.client = undefined;
    if (client === undefined) return;
    // A server that failed to start cannot be stopped, and needs not be.
    if (client.needsStop()) await client.stop().catch(() => undefined);
    await client.dispose().catch(() => undefined);
  }

  /** Not awaited: a message stays until the user closes it. */
  private complain(problem: string): void {
    this.output.error(problem);
    const setting = "Open Setting";
    const log = "Show Output";
    vscode.window.showErrorMessage(problem, setting, log).then((answer) => {
      if (answer === setting) {
        vscode.commands.executeCommand("workbench.action.openSettings", "pmlint.path");
      } else if (answer === log) {
        this.output.show();
      }
    });
  }

  /** Shows the page of the given rule, of the one at the cursor, or of one that is picked. */
  private async explain(given: unknown): Promise<void> {
    if (this.program === undefined) {
      return this.complain("pmlint is not running, and its pages are in it.");
    }
    const rule = codeOf({ code: given, source: "pmlint" }) ?? ruleAtCursor() ?? (await this.pick());
    if (rule !== undefined) await this.show(rule);
  }

  private async show(rule: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: PAGES, path: `/${rule}.md` });
    await vscode.commands.executeCommand("markdown.showPreview", uri);
  }

  private async pick(): Promise<string | undefined> {
    const program = this.program;
    if (program === undefined) return undefined;
    const rules = parseRules((await run(program, ["rules", "--output-format", "json"])).stdout);
    const items = (rules ?? []).map(({ name, severity, summary }) => ({
      label: name,
      description: severity,
      detail: summary,
    }));
    const choice = await vscode.window.showQuickPick(items, {
      placeHolder: "Which rule?",
      matchOnDetail: true,
    });
    return choice?.label;
  }

  private async page(uri: vscode.Uri): Promise<string> {
    const rule = uri.path.replace(/^\/|\.md$/g, "");
    const page = this.program && (await pageOf(this.program, rule, run));
    return page ?? "pmlint has no page of this name.\n";
  }
}

function currentSettings(): Settings {
  const configuration = vscode.workspace.getConfiguration("pmlint");
  return readSettings((key) => configuration.get(key));
}

function ruleAtCursor(): string | undefined {
  const editor = vscode.window.activeTextEditor;
  if (editor === undefined) return undefined;
  const here = vscode.languages
    .getDiagnostics(editor.document.uri)
    .filter(({ range }) => range.contains(editor.selection.active));
  return here.map(codeOf).find((rule) => rule !== undefined);
}
