// The site in a real browser, opened as a folder: at a phone's size and at a desk's, light and dark, and without a net.

import assert from "node:assert/strict";
import { mkdirSync, readdirSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { pathToFileURL } from "node:url";
import { ROOT, startBrowser, TARGET } from "../../local-server/browser/world.mjs";

const SITE = join(TARGET, "site");
const SIZES = { phone: [390, 844], desk: [1366, 900] };
const LOOKED_AT = ["index", "bindings/php/README", "docs/operations", "c/omnifund_session", "start/install"];
const axe = createRequire(join(ROOT, "local-server/browser/package.json")).resolve("axe-core");

let browser;
before(async () => { browser = await startBrowser(); });
after(async () => browser.close());

const address = (page) => pathToFileURL(join(SITE, page)).href;

function everyPage() {
  return readdirSync(SITE, { recursive: true }).filter((name) => name.endsWith(".html") && !name.startsWith("_"));
}

// A page that has no net. What it asks for outside of the folder and what the browser complains about is collected.
async function open(size, colorScheme = "light") {
  const [width, height] = SIZES[size];
  const context = await browser.newContext({ viewport: { width, height }, colorScheme, offline: true });
  // A busy machine may take its time.
  context.setDefaultTimeout(180_000);
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  page.on("request", (request) => {
    if (!/^(file|data|blob):/.test(request.url())) page.complaints.push(`asks for ${request.url()}`);
  });
  return page;
}

test("no page is wider than a phone, asks another machine for anything or is complained about", async () => {
  const page = await open("phone");
  const pages = everyPage();
  assert.ok(pages.length > 50, String(pages.length));
  for (const name of pages) {
    await page.goto(address(name));
    const [wanted, there] = await page.evaluate(() => [document.documentElement.scrollWidth, window.innerWidth]);
    assert.ok(wanted <= there, `${name} is ${wanted} wide, and a phone ${there}`);
    assert.deepEqual(page.complaints, [], name);
  }
  await page.context().close();
});

test("the front page leads to a start in each language, and names a line that installs it", async () => {
  const page = await open("desk");
  await page.goto(address("index.html"));
  const cards = await page.locator(".sd-card").evaluateAll((all) => all.map((card) => ({
    title: card.querySelector(".sd-card-title").textContent.trim(),
    line: card.querySelector("code")?.textContent,
    href: card.querySelector("a").href,
  })));
  for (const language of ["PHP", "Python", "Go", "C ", "C#", "Delphi", "Java", "Node", "Ruby", "Basic", "command"]) {
    const card = cards.find((one) => `${one.title} `.includes(language));
    assert.ok(card?.line, `${language}: ${JSON.stringify(card)}`);
    await page.goto(card.href);
    assert.match(await page.textContent("h1"), /./);
  }
  await page.context().close();
});

for (const size of Object.keys(SIZES)) {
  test(`on a ${size} a word is found, by the search that every page has`, async () => {
    const page = await open(size);
    await page.goto(address("docs/operations.html"));
    if (size === "phone") await page.locator("label[for=__navigation]:visible").first().click();
    await page.fill(".sidebar-search", "sealing key");
    await page.press(".sidebar-search", "Enter");
    const first = page.locator("#search-results li a").first();
    await first.waitFor();
    await first.click();
    await page.waitForSelector("h1");
    assert.deepEqual(page.complaints, []);
    await page.context().close();
  });

  for (const scheme of ["light", "dark"]) {
    test(`on a ${size} everything can be read where the system is ${scheme}`, async () => {
      const page = await open(size, scheme);
      const pictures = join(TARGET, "screenshots");
      mkdirSync(pictures, { recursive: true });
      for (const name of LOOKED_AT) {
        await page.goto(address(`${name}.html`));
        await page.addScriptTag({ path: axe });
        const found = await page.evaluate(async () =>
          (await window.axe.run(document, { runOnly: ["color-contrast", "image-alt", "link-name", "document-title"] }))
            .violations.map((one) => [one.id, ...one.nodes.slice(0, 3).map((node) => node.html)]));
        assert.deepEqual(found, [], name);
        const isDark = await page.evaluate(() => {
          const [red] = getComputedStyle(document.body).backgroundColor.match(/\d+/);
          return Number(red) < 128;
        });
        assert.equal(isDark, scheme === "dark", name);
        await page.screenshot({ path: join(pictures, `site-${name.replaceAll("/", "-")}-${size}-${scheme}.png`) });
      }
      await page.context().close();
    });
  }
}
