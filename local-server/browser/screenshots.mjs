// Takes a picture of every page at every size, light and dark, into target/screenshots.

import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { everyPage, grant, logIn, newClient, newPage, ROOT, startBrowser, startServer, USER, PASSWORD } from "./world.mjs";

const SIZES = { phone: [390, 844], till: [1024, 768], desk: [1366, 900] };
const directory = join(ROOT, "target/screenshots");
mkdirSync(directory, { recursive: true });
const browser = await startBrowser();
for (const colorScheme of ["light", "dark"]) {
  for (const [size, [width, height]] of Object.entries(SIZES)) {
    const server = await startServer();
    const page = await newPage(browser, server, { viewport: { width, height }, colorScheme });
    const shot = (name) => page.screenshot({
      path: join(directory, `${name}-${size}-${colorScheme}.png`),
      fullPage: true,
    });
    await page.goto("/login");
    await shot("login");
    await logIn(page);
    const client = await newClient(page, `Till at the front desk`);
    await shot("secret");
    await grant(page, { grant_type: "password", username: USER, password: PASSWORD }, client);
    await grant(page, { grant_type: "password", username: USER, password: "wrong" }, client);
    await grant(page, { grant_type: "refresh_token", refresh_token: "spent" }, client);
    await grant(page, { grant_type: "password" }, { id: "9_mistyped", secret: "x" });
    const { body } = await grant(page, { grant_type: "password", username: USER, password: PASSWORD });
    const headers = { Authorization: `Bearer ${body.access_token}` };
    await page.request.get("/api/transactions-history?tranDate[gte]=1553538663&page=2", { headers });
    await page.goto("/faults");
    await page.getByRole("button", { name: "Lose the reply" }).click();
    await page.getByRole("button", { name: "Be down" }).click();
    await shot("faults-said");
    await page.getByRole("button", { name: "Clear all" }).click();
    for (const [name, path] of Object.entries(await everyPage(page, client))) {
      await page.goto(path);
      await shot(name);
    }
    await page.context().close();
    await server.stop();
  }
}
await browser.close();
