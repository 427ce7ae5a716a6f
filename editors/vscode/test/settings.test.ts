import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { initializationOptions, needsRestart, readSettings } from "../src/settings";

const defaults = readSettings(() => undefined);

test("nothing set: enabled, and everything else as pmlint.toml has it", () => {
  assert.deepEqual(initializationOptions(defaults), {
    pmlint: { enable: true, profile: null, config: null, inlayHints: false },
  });
});

test("what is set arrives, without the path", () => {
  const values: Record<string, unknown> = {
    enable: false,
    path: " /opt/pmlint ",
    profile: "sre",
    config: "docs/pmlint.toml",
    inlayHints: true,
  };
  const settings = readSettings((key) => values[key]);
  assert.equal(settings.path, "/opt/pmlint");
  assert.deepEqual(initializationOptions(settings).pmlint, {
    enable: false,
    profile: "sre",
    config: "docs/pmlint.toml",
    inlayHints: true,
  });
});

test("a value of a wrong type counts as not set", () => {
  const values: Record<string, unknown> = {
    enable: "no",
    path: 7,
    profile: [],
    config: "  ",
    inlayHints: "true",
  };
  assert.deepEqual(
    readSettings((key) => values[key]),
    defaults,
  );
});

test("only the path and the switch need another server", () => {
  assert.equal(needsRestart(defaults, { ...defaults, path: "/opt/pmlint" }), true);
  assert.equal(needsRestart(defaults, { ...defaults, enable: false }), true);
  assert.equal(needsRestart(defaults, { ...defaults, profile: "sre", inlayHints: true }), false);
});

test("package.json declares each setting with the default that is read without it", () => {
  const { properties } = JSON.parse(readFileSync("package.json", "utf8")).contributes.configuration;
  for (const [key, value] of Object.entries(defaults)) {
    assert.deepEqual(properties[`pmlint.${key}`]?.default, value, key);
  }
  assert.equal(properties["pmlint.trace.server"].default, "off");
  assert.equal(Object.keys(properties).length, Object.keys(defaults).length + 1);
});

test("package.json offers the profiles that there are", () => {
  const manifest = JSON.parse(readFileSync("package.json", "utf8"));
  const { enum: names, enumDescriptions } =
    manifest.contributes.configuration.properties["pmlint.profile"];
  assert.equal(names.length, enumDescriptions.length);
  for (const name of names.filter((name: string | null) => name !== null)) {
    assert.ok(readFileSync(`../../rules/profiles/${name}.toml`, "utf8") !== "", name);
  }
});

test("a folder that is not trusted cannot choose the program", () => {
  const { capabilities } = JSON.parse(readFileSync("package.json", "utf8"));
  assert.equal(capabilities.untrustedWorkspaces.supported, "limited");
  assert.deepEqual(capabilities.untrustedWorkspaces.restrictedConfigurations, ["pmlint.path"]);
});
