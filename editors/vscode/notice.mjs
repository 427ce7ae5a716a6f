// Writes THIRD-PARTY-NOTICES.md: what is in the bundle, with its licences. With --check it only
// says whether the file is up to date.
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { build } from "esbuild";

const ALLOWED = ["MIT", "ISC", "BlueOak-1.0.0"];
const FILE = "THIRD-PARTY-NOTICES.md";

const { metafile } = await build({
  entryPoints: ["src/extension.ts"],
  bundle: true,
  platform: "node",
  format: "cjs",
  external: ["vscode"],
  write: false,
  metafile: true,
  outdir: "dist",
});
const folders = new Set();
for (const input of Object.keys(metafile.inputs)) {
  const folder = /^(?:.*\/)?node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input)?.[0];
  if (folder !== undefined) folders.add(folder);
}

let text = "# What is in the bundle\n\nThe extension contains these packages.\n";
for (const folder of [...folders].sort()) {
  const { name, version, license } = JSON.parse(readFileSync(`${folder}/package.json`, "utf8"));
  if (!ALLOWED.includes(license)) throw new Error(`${name}: the licence ${license}`);
  const file = readdirSync(folder).find((entry) => /^licen[cs]e/i.test(entry));
  if (file === undefined) throw new Error(`${name}: there is no text of its licence`);
  const words = readFileSync(`${folder}/${file}`, "utf8").replaceAll("\r\n", "\n").trim();
  text += `\n## ${name} ${version} (${license})\n\n\`\`\`text\n${words}\n\`\`\`\n`;
}

if (!process.argv.includes("--check")) {
  writeFileSync(FILE, text);
} else if (!existsSync(FILE) || readFileSync(FILE, "utf8") !== text) {
  console.error(`${FILE} is out of date: npm run notice`);
  process.exitCode = 1;
}
