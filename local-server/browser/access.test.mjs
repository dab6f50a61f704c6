// Every page is for everybody: on a phone, a till and a desk, by day and by night.

import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { after, before, test } from "node:test";
import {
  CLIENTS, everyPage, grant, logIn, newClient, newPage, startBrowser, startServer,
} from "./world.mjs";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core"), "utf8");
export const SIZES = {
  phone: { width: 390, height: 844 },
  till: { width: 1024, height: 768 },
  desk: { width: 1366, height: 900 },
};
let server, browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

// What is wrong with the page as it is shown.
async function problems(page) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => globalThis.axe.run(document, { resultTypes: ["violations"] }));
  const told = found.violations.map((one) => `${one.id}: ${one.nodes[0].html}: ${one.nodes[0].failureSummary}`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  return [...told, ...(wide ? ["the page scrolls sideways"] : []), ...page.complaints];
}

for (const colorScheme of ["light", "dark"]) {
  for (const [size, viewport] of Object.entries(SIZES)) {
    test(`axe finds nothing on any page, ${colorScheme}, ${size}`, async () => {
      const page = await newPage(browser, server, { viewport, colorScheme });
      await page.goto("/login");
      assert.deepEqual(await problems(page), [], "login");
      await logIn(page, `nobody on a ${size}, ${colorScheme}`, "wrong");
      // The browser itself says of a 422 that it is one.
      const isOwn = (one) => !one.includes("422") && !one.includes("404");
      assert.deepEqual((await problems(page)).filter(isOwn), [], "login, wrong password");
      await logIn(page);
      const client = await newClient(page, "A descriptive name that is as long as anybody would write it, perhaps");
      assert.deepEqual((await problems(page)).filter(isOwn), [], "secret");
      await grant(page, { grant_type: "password", username: "a".repeat(60), password: "wrong" });
      await grant(page, { grant_type: "refresh_token", refresh_token: "nonsense" });
      for (const [name, path] of Object.entries(await everyPage(page, client))) {
        await page.goto(path);
        assert.deepEqual((await problems(page)).filter(isOwn), [], name);
      }
      await page.goto(`${CLIENTS}/${client.id}`);
      await page.fill("#redirect_uris", "javascript:alert(1)");
      await page.click("text=Save");
      assert.deepEqual((await problems(page)).filter(isOwn), [], "a refused form");
      await page.context().close();
    });
  }
}
