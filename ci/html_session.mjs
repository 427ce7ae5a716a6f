// Opens what `ci/html.sh` has written in a browser, and looks at it as a
// reader does:  node ci/html_session.mjs NPM-FOLDER CHROMIUM FOLDER PICTURES
import assert from "node:assert/strict";
import fs from "node:fs";
import { createRequire } from "node:module";
import path from "node:path";
import { pathToFileURL } from "node:url";

const [npm, chromium, folder, pictures] = process.argv.slice(2);
const require = createRequire(path.resolve(npm, "package.json"));
const axe = fs.readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const mermaid = path.resolve(npm, "node_modules/mermaid/dist/mermaid.min.js");
const browser = await require("playwright-core").chromium.launch({
  executablePath: chromium,
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
});

// A page that writes down what goes wrong in it.
async function open(file, options = {}) {
  const { bypass, ...rest } = options;
  const context = await browser.newContext({ bypassCSP: bypass ?? false, ...rest });
  const page = await context.newPage();
  const wrong = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) wrong.push(message.text());
  });
  page.on("pageerror", (error) => wrong.push(String(error)));
  page.on("request", (request) => {
    if (!/^(file|data|about):/.test(request.url())) wrong.push(`request to ${request.url()}`);
  });
  if (file) await page.goto(pathToFileURL(path.join(folder, file)).href);
  return { page, wrong, close: () => context.close() };
}

const hacked = (page) => page.evaluate(() => window.hacked ?? null);

// --- every page: no error, no request, nothing hostile runs, axe is content
for (const file of ["report.html", "timeline.html", "incidents.html"]) {
  for (const colorScheme of ["light", "dark"]) {
    const { page, wrong, close } = await open(file, { colorScheme });
    assert.equal(await hacked(page), null, `${file}: text of a document ran`);
    assert.equal(await page.locator("iframe, img, object, embed").count(), 0);
    const text = await page.locator("body").innerText();
    assert.ok(text.includes("<script>window.hacked = 6</script>"), `${file}: hostile text is not shown as text`);
    assert.deepEqual(wrong, [], file);
    await close();

    // The page's own policy forbids axe, so it is set aside for it alone.
    const tested = await open(file, { colorScheme, bypass: true });
    await tested.page.evaluate(axe);
    const found = await tested.page.evaluate(() => window.axe.run());
    const told = found.violations.map((v) => `${v.id}: ${v.help}\n  ${v.nodes.slice(0, 3).map((n) => n.html).join("\n  ")}`);
    assert.deepEqual(told, [], `${file} in ${colorScheme}`);
    await tested.close();
  }
  console.log(`${file}: no error, no request, nothing hostile runs, axe finds nothing`);
}

// --- the report: both ends of a contradiction, by pointer, click and keyboard
{
  const { page, wrong, close } = await open("report.html", { viewport: { width: 1500, height: 900 } });
  const article = page.locator("article", { hasText: "fixtures/flawed/figures-that-disagree.md" });
  const ends = article.locator("a.m");
  assert.equal(await ends.count(), 3);
  const paint = (place) => place.evaluate((element) => getComputedStyle(element).backgroundColor);
  const before = await paint(ends.nth(2));
  await ends.nth(0).hover();
  assert.notEqual(await paint(ends.nth(2)), before, "the other end is not lit when one is pointed to");
  await page.mouse.move(0, 0);
  assert.equal(await paint(ends.nth(2)), before);
  await ends.nth(0).focus();
  assert.notEqual(await paint(ends.nth(2)), before, "the other end is not lit when one has the focus");
  for (const act of [(place) => place.click(), (place) => place.press("Enter")]) {
    await page.goto(page.url().split("#")[0]);
    await act(ends.nth(0));
    const goal = await page.evaluate(() => location.hash);
    const other = page.locator(goal);
    assert.notEqual(await other.getAttribute("id"), await ends.nth(0).getAttribute("id"));
    const box = await other.boundingBox();
    assert.ok(box && box.y >= 0 && box.y < 900, "the other end is not on the screen");
    assert.ok(await other.evaluate((element) => element.matches(":target")));
  }
  const rule = article.locator(".note a").first();
  await rule.click();
  assert.ok(await page.locator(await page.evaluate(() => location.hash)).isVisible(), "the rule's page is not shown");
  assert.deepEqual(wrong, []);
  console.log("report.html: each end leads to the other and lights it; the rule's page is one click away");

  // --- filters
  const shown = () => page.locator(".note:visible").count();
  const all = await shown();
  await page.getByRole("checkbox", { name: "error" }).uncheck();
  const without = await shown();
  assert.ok(without < all);
  assert.equal(await page.locator(".note.error:visible").count(), 0);
  await page.getByRole("checkbox", { name: "error" }).check();
  const chosen = "duration/window-mismatch";
  await page.getByRole("combobox").selectOption(chosen);
  const rules = await page.locator(".note:visible").evaluateAll((notes) => notes.map((n) => n.dataset.rule));
  assert.ok(rules.length > 0 && rules.every((name) => name === chosen), String(rules));
  assert.equal(await page.locator("#shown").innerText(), `${rules.length} shown`);
  const idle = await page.locator("article:visible").evaluateAll((articles) => {
    const shows = (article) => [...article.querySelectorAll(".note")].some((note) => !note.hidden);
    return articles.filter((article) => !shows(article)).map((article) => article.id);
  });
  assert.deepEqual(idle, [], "documents without a shown finding stay");
  const articles = await page.locator("article:visible").count();
  assert.equal(await page.locator("tbody tr:visible td a[href^='#d']").count(), articles);
  console.log(`report.html: filters show ${rules.length} and ${without} of ${all} findings`);
  await page.emulateMedia({ media: "print" });
  assert.equal(await page.locator("form").isVisible(), false);
  await close();
}

// --- the table of incidents fits a screen, and a sheet of paper
{
  const { page, close } = await open("incidents.html", { viewport: { width: 1400, height: 900 } });
  const hidden = () => page.locator(".scroll").evaluate((box) => box.scrollWidth - box.clientWidth);
  assert.ok((await hidden()) <= 0, "columns lie beyond the edge of the screen");
  await page.emulateMedia({ media: "print" });
  // A4 across, less its margins.
  await page.setViewportSize({ width: 1047, height: 718 });
  assert.ok((await hidden()) <= 0, "columns are not on the paper");
  assert.equal(await page.locator(".scroll").evaluate((box) => getComputedStyle(box).overflowX), "visible");
  await close();
}

// --- without script all is there to be read, and there are no idle filters
{
  const { page, close } = await open("report.html", { javaScriptEnabled: false });
  assert.equal(await page.locator("form").isVisible(), false);
  assert.ok((await page.locator(".note").count()) > 3);
  assert.ok(await page.locator(".note").first().isVisible());
  await close();
}

// --- pictures: nothing is cut, no label lies on another
const svgs = fs.readdirSync(folder).filter((name) => name.endsWith(".svg"));
for (const name of svgs) {
  const svg = fs.readFileSync(path.join(folder, name), "utf8");
  for (const colorScheme of ["light", "dark"]) {
    const { page, wrong, close } = await open(null, { colorScheme, viewport: { width: 960, height: 400 } });
    await page.setContent(`<!doctype html><body style="margin:0">${svg}</body>`);
    const problems = await page.evaluate(() => {
      const frame = document.querySelector("svg").getBoundingClientRect();
      const texts = [...document.querySelectorAll("svg text")].filter((t) => !t.classList.contains("num"));
      const boxes = texts.map((t) => [t.textContent, t.getBoundingClientRect()]);
      const told = [];
      boxes.forEach(([text, box], i) => {
        if (box.left < frame.left || box.right > frame.right || box.bottom > frame.bottom) told.push(`cut: ${text}`);
        for (const [other, b] of boxes.slice(i + 1)) {
          const wide = Math.min(box.right, b.right) - Math.max(box.left, b.left);
          const high = Math.min(box.bottom, b.bottom) - Math.max(box.top, b.top);
          if (wide > 1 && high > 3) told.push(`overlap: ${text} / ${other}`);
        }
      });
      return told;
    });
    assert.deepEqual(problems, [], name);
    assert.equal(await hacked(page), null, `${name}: text of a document ran`);
    assert.deepEqual(wrong, [], name);
    const target = path.join(pictures, `${path.basename(name, ".svg")}-${colorScheme}.png`);
    await page.screenshot({ path: target, fullPage: true });
    await close();
  }
}
console.log(`${svgs.length} pictures: nothing is cut, nothing overlaps`);

// --- Mermaid draws each of its blocks
for (const name of fs.readdirSync(folder).filter((name) => name.endsWith(".mermaid"))) {
  const chart = fs.readFileSync(path.join(folder, name), "utf8").replace(/^```mermaid\n/, "").replace(/```\s*$/, "");
  const { page, close } = await open(null, { viewport: { width: 1200, height: 600 } });
  await page.setContent("<!doctype html><body></body>");
  await page.addScriptTag({ path: mermaid });
  const svg = await page.evaluate(async (text) => {
    window.mermaid.initialize({ startOnLoad: false, securityLevel: "strict" });
    const drawn = await window.mermaid.render("chart", text);
    document.body.innerHTML = drawn.svg;
    return drawn.svg;
  }, chart);
  assert.ok(svg.includes("<svg") && !svg.includes("Syntax error"), name);
  assert.equal(await hacked(page), null, `${name}: text of a document ran`);
  await page.screenshot({ path: path.join(pictures, `${path.basename(name, ".mermaid")}-mermaid.png`), fullPage: true });
  await close();
}
console.log("Mermaid draws each block");
await browser.close();
