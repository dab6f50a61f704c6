// Takes the README's pictures of the portal anew, into docs/images.

import { join } from "node:path";
import { grant, logIn, newClient, newPage, ROOT, startBrowser, startServer, USER, PASSWORD } from "./world.mjs";

const server = await startServer();
const browser = await startBrowser();
const page = await newPage(browser, server, { viewport: { width: 1200, height: 800 } });
const picture = (name) => page.screenshot({ path: join(ROOT, "docs/images", `${name}.png`) });

await logIn(page);
const client = await newClient(page, "Till at the front desk");
await picture("api-access");

// A till's morning, with what goes wrong in one.
await grant(page, { grant_type: "password", username: USER, password: "wrong" }, client);
const { body } = await grant(page, { grant_type: "password", username: USER, password: PASSWORD }, client);
const headers = { Authorization: `Bearer ${body.access_token}` };
await page.request.get("/api/customers?lastName=Abbot", { headers });
await page.request.post("/api/customers", { headers, data: { lastName: "Abbot" } });
await page.request.get("/api/customers", { headers: { Authorization: "bearer mistyped" } });
await grant(page, { grant_type: "refresh_token", refresh_token: body.refresh_token }, client);
await grant(page, { grant_type: "refresh_token", refresh_token: body.refresh_token }, client);
await page.goto("/traffic");
await picture("traffic");

await browser.close();
await server.stop();
