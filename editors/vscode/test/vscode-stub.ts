// Stands in for the module `vscode`: enough of it for the extension and vscode-languageclient to
// run in plain Node. What is not named here exists and does nothing.
import Module from "node:module";
import * as path from "node:path";
import { pathToFileURL } from "node:url";

export class Uri {
  constructor(
    readonly scheme: string,
    readonly path: string,
  ) {}
  readonly authority = "";
  readonly query = "";
  readonly fragment = "";
  get fsPath(): string {
    return this.path;
  }
  toString(): string {
    return this.scheme === "file" ? pathToFileURL(this.path).href : `${this.scheme}:${this.path}`;
  }
  static from(parts: { scheme: string; path: string }): Uri {
    return new Uri(parts.scheme, parts.path);
  }
  static file(file: string): Uri {
    return new Uri("file", file);
  }
  static parse(text: string): Uri {
    const url = new URL(text);
    return new Uri(url.protocol.replace(/:$/, ""), decodeURIComponent(url.pathname));
  }
}

export class Position {
  constructor(
    readonly line: number,
    readonly character: number,
  ) {}
}

export class Range {
  readonly start: Position;
  readonly end: Position;
  constructor(startLine: number, startCharacter: number, endLine: number, endCharacter: number) {
    this.start = new Position(startLine, startCharacter);
    this.end = new Position(endLine, endCharacter);
  }
}

export class Diagnostic {
  code?: unknown;
  source?: string;
  relatedInformation?: { location: { uri: Uri; range: Range }; message: string }[];
  constructor(
    readonly range: Range,
    readonly message: string,
    readonly severity: number,
  ) {}
}

class DiagnosticRelatedInformation {
  constructor(
    readonly location: unknown,
    readonly message: string,
  ) {}
}

class Location {
  constructor(
    readonly uri: Uri,
    readonly range: Range,
  ) {}
}

export class EventEmitter<T> {
  private readonly listeners = new Set<(event: T) => unknown>();
  readonly event = (listener: (event: T) => unknown, self?: unknown) => {
    const bound = listener.bind(self);
    this.listeners.add(bound);
    return { dispose: () => this.listeners.delete(bound) };
  };
  async fire(event: T): Promise<void> {
    for (const listener of [...this.listeners]) await listener(event);
  }
  dispose(): void {
    this.listeners.clear();
  }
}

class CancellationTokenSource {
  readonly token = {
    isCancellationRequested: false,
    onCancellationRequested: () => ({ dispose() {} }),
  };
  cancel(): void {}
  dispose(): void {}
}

class Disposable {
  constructor(readonly dispose: () => void) {}
  static from(...all: { dispose(): void }[]): Disposable {
    return new Disposable(() => {
      for (const one of all) one.dispose();
    });
  }
}

class TabInputText {
  constructor(readonly uri: Uri) {}
}

export interface TextDocument {
  readonly uri: Uri;
  readonly fileName: string;
  readonly languageId: string;
  readonly version: number;
  getText(): string;
}

/** A document of the editor. */
export function document(uri: Uri, languageId: string, text: string): TextDocument {
  return { uri, fileName: uri.fsPath, languageId, version: 1, getText: () => text };
}

/** What a test sets before, and reads after. */
export class Editor {
  readonly settings: Record<string, unknown> = {};
  readonly documents: TextDocument[] = [];
  /** What was asked of the user, and what the user answers. */
  readonly errors: string[] = [];
  answer: string | undefined;
  pick: string | undefined;
  readonly log: string[] = [];
  /** Commands of others that were run, with what they were given. */
  readonly ran: { command: string; args: unknown[] }[] = [];
  readonly commands = new Map<string, (...args: unknown[]) => unknown>();
  readonly pages = new Map<string, { provideTextDocumentContent(uri: Uri): Promise<string> }>();
  readonly diagnostics = new Map<string, readonly Diagnostic[]>();
  readonly configurationChanged = new EventEmitter<{ affectsConfiguration(): boolean }>();
  readonly opened = new EventEmitter<TextDocument>();
  private readonly changed = new EventEmitter<void>();

  constructor(readonly folder: string) {}

  /** Waits until the diagnostics of a document fulfil a condition. */
  until(uri: Uri, holds: (diagnostics: readonly Diagnostic[]) => boolean): Promise<void> {
    const now = () => holds(this.diagnostics.get(uri.toString()) ?? []);
    if (now()) return Promise.resolve();
    return new Promise((resolve, reject) => {
      const late = setTimeout(() => reject(new Error("no such diagnostics in a minute")), 60_000);
      this.changed.event(() => {
        if (!now()) return;
        clearTimeout(late);
        resolve();
      });
    });
  }

  async set(key: string, value: unknown): Promise<void> {
    this.settings[key] = value;
    await this.configurationChanged.fire({ affectsConfiguration: () => true });
  }

  private collection() {
    const set = (uri: Uri, found: readonly Diagnostic[] | undefined) => {
      this.diagnostics.set(uri.toString(), found ?? []);
      void this.changed.fire();
    };
    return anything({
      set,
      delete: (uri: Uri) => set(uri, []),
      clear: () => this.diagnostics.clear(),
      dispose: () => {},
    });
  }

  /** The module. */
  module(): unknown {
    const folders = [{ uri: Uri.file(this.folder), name: path.basename(this.folder), index: 0 }];
    const write = (line: unknown) => this.log.push(String(line));
    const lookup = (key: string) => this.settings[key];
    return anything({
      Uri,
      Position,
      Range,
      Diagnostic,
      DiagnosticRelatedInformation,
      Location,
      EventEmitter,
      CancellationTokenSource,
      Disposable,
      TabInputText,
      DiagnosticSeverity: { Error: 0, Warning: 1, Information: 2, Hint: 3 },
      DiagnosticTag: { Unnecessary: 1, Deprecated: 2 },
      LogLevel: { Off: 0, Trace: 1, Debug: 2, Info: 3, Warning: 4, Error: 5 },
      version: "1.91.0",
      env: anything({ language: "en", appName: "stub" }),
      commands: anything({
        registerCommand: (name: string, command: (...args: unknown[]) => unknown) => {
          if (this.commands.has(name)) throw new Error(`command '${name}' already exists`);
          this.commands.set(name, command);
          return { dispose: () => this.commands.delete(name) };
        },
        executeCommand: async (command: string, ...args: unknown[]) => {
          this.ran.push({ command, args });
        },
      }),
      languages: anything({
        createDiagnosticCollection: () => this.collection(),
        getDiagnostics: (uri: Uri) => this.diagnostics.get(uri.toString()) ?? [],
        match: (selector: { language?: string; scheme?: string }[], document: TextDocument) =>
          [selector]
            .flat()
            .some(
              ({ language, scheme }) =>
                (language === undefined || language === document.languageId) &&
                (scheme === undefined || scheme === document.uri.scheme),
            )
            ? 10
            : 0,
      }),
      window: anything({
        createOutputChannel: () =>
          anything({
            logLevel: 3,
            info: write,
            warn: write,
            error: write,
            appendLine: write,
            show: () => this.ran.push({ command: "show output", args: [] }),
          }),
        showErrorMessage: async (message: string) => {
          this.errors.push(message);
          return this.answer;
        },
        showQuickPick: async (items: { label: string }[]) =>
          items.find(({ label }) => label === this.pick),
        visibleTextEditors: [],
        activeTextEditor: undefined,
        tabGroups: anything({
          all: [{ tabs: this.documents.map(({ uri }) => ({ input: new TabInputText(uri) })) }],
        }),
      }),
      workspace: anything({
        workspaceFolders: folders,
        textDocuments: this.documents,
        notebookDocuments: [],
        getWorkspaceFolder: () => folders[0],
        getConfiguration: (section?: string) => {
          const all = { ...this.settings };
          const get = (key: string) =>
            section === undefined && key === "pmlint"
              ? all
              : lookup(section === "pmlint" ? key : key.replace(/^pmlint\./, ""));
          return { ...all, get, has: (key: string) => get(key) !== undefined };
        },
        onDidChangeConfiguration: this.configurationChanged.event,
        onDidOpenTextDocument: this.opened.event,
        registerTextDocumentContentProvider: (
          scheme: string,
          provider: { provideTextDocumentContent(uri: Uri): Promise<string> },
        ) => {
          this.pages.set(scheme, provider);
          return { dispose: () => this.pages.delete(scheme) };
        },
      }),
    });
  }
}

/** The given members; any other is a class, a function or an enumeration that does nothing. */
function anything(members: Record<string, unknown>): Record<string, unknown> {
  return new Proxy(members, {
    get: (target, name) => {
      if (name in target || typeof name === "symbol") return target[name as string];
      return name === "then" ? undefined : nothing();
    },
  });
}

function nothing(): unknown {
  // biome-ignore lint/complexity/useArrowFunction: a class may be derived from it
  const made = function () {
    return anything({ dispose: () => {} });
  };
  return new Proxy(made, {
    get: (target, name) =>
      name in target || typeof name === "symbol" ? Reflect.get(target, name) : nothing(),
  });
}

interface Bundle {
  activate(context: { subscriptions: { dispose(): void }[] }): Promise<void>;
  deactivate(): Promise<void>;
}

/** Loads the bundle that is shipped, with this editor in place of VS Code. */
export function load(editor: Editor): Bundle {
  const loader = Module as unknown as { _load(request: string, ...rest: unknown[]): unknown };
  const original = loader._load;
  const vscode = editor.module();
  loader._load = (request, ...rest) =>
    request === "vscode" ? vscode : original.call(Module, request, ...rest);
  try {
    const file = path.resolve("dist/extension.js");
    delete require.cache[file];
    return require(file) as Bundle;
  } finally {
    loader._load = original;
  }
}
