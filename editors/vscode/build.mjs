// Bundles the extension into dist/extension.js, or with --test the tests into out/.
import { rmSync } from "node:fs";
import { readdir } from "node:fs/promises";
import { build } from "esbuild";

const test = process.argv.includes("--test");
const minify = process.argv.includes("--minify");
const outdir = test ? "out" : "dist";
rmSync(outdir, { recursive: true, force: true });
const tests = (await readdir("test")).filter((name) => name.endsWith(".test.ts"));

await build({
  entryPoints: test ? tests.map((name) => `test/${name}`) : ["src/extension.ts"],
  outdir,
  bundle: true,
  platform: "node",
  format: "cjs",
  target: "node20",
  external: ["vscode"],
  minify,
  sourcemap: test ? "inline" : false,
  legalComments: "none",
  logLevel: "warning",
});
