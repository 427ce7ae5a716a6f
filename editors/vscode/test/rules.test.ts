import assert from "node:assert/strict";
import { test } from "node:test";
import { codeOf, isRule, pageOf, parseRules } from "../src/rules";

test("rules are read, and what is none is passed over", () => {
  const json = JSON.stringify([
    { name: "timeline/out-of-order", severity: "error", summary: "Steps back.", url: "x" },
    { name: "--config=x" },
    null,
  ]);
  assert.deepEqual(parseRules(json), [
    { name: "timeline/out-of-order", severity: "error", summary: "Steps back." },
  ]);
  assert.equal(parseRules("error: no such command"), undefined);
  assert.equal(parseRules("{}"), undefined);
});

test("the code of a diagnostic, alone or beside its address", () => {
  const rule = "timeline/out-of-order";
  assert.equal(codeOf({ source: "pmlint", code: rule }), rule);
  assert.equal(codeOf({ source: "pmlint", code: { value: rule, target: "x" } }), rule);
  assert.equal(codeOf({ source: "other", code: rule }), undefined);
  assert.equal(codeOf({ source: "pmlint", code: 7 }), undefined);
  assert.equal(codeOf({ source: "pmlint" }), undefined);
});

test("only the name of a rule becomes an argument", async () => {
  for (const name of ["--help", "a/b c", "../x", "a", "", "A/b", "a/b/c"]) {
    assert.equal(isRule(name), false, name);
    const page = await pageOf("/bin/pmlint", name, async () => assert.fail("was run"));
    assert.equal(page, undefined);
  }
});

test("the page is what the program prints, if it has one", async () => {
  const says = async (_: string, args: readonly string[]) => ({
    code: args[3] === "a/b" ? 0 : 2,
    stdout: "# a/b\n",
    stderr: "no rule is named `a/c`\n",
  });
  assert.equal(await pageOf("/bin/pmlint", "a/b", says), "# a/b\n");
  assert.equal(await pageOf("/bin/pmlint", "a/c", says), undefined);
});
