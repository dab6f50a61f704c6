// A person walks through the portal in a real browser.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { createServer } from "node:http";
import { join } from "node:path";
import { after, before, test } from "node:test";
import { promisify } from "node:util";
import {
  authorization, CLIENT_ID, CLIENT_SECRET, CLIENTS, grant, logIn, newClient, newPage, PASSWORD, ROOT, startBrowser, startServer,
  TARGET, USER,
} from "./world.mjs";

const run = promisify(execFile);
let server, browser;

before(async () => {
  [server, browser] = await Promise.all([startServer(), startBrowser()]);
});

after(async () => {
  await browser?.close();
  await server?.stop();
});

async function loggedIn(options) {
  const page = await newPage(browser, server, options);
  await logIn(page);
  await page.waitForURL(`**${CLIENTS}`);
  return page;
}

test("a client is made, its secret copied once, used from C for the three calls, and removed", async () => {
  const page = await loggedIn({ permissions: ["clipboard-read", "clipboard-write"] });
  const client = await newClient(page, "Till 1");
  await page.getByRole("button", { name: "Copy the client secret" }).click();
  await page.getByText("Copied").waitFor();
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), client.secret);
  assert.equal(client.secret.length, 50);

  await page.reload();
  assert.ok(!(await page.content()).includes(client.secret), "gone after a reload");
  await page.goto(CLIENTS);
  await page.goBack();
  assert.ok(!(await page.content()).includes(client.secret), "gone by back and forward");

  await page.fill("#name", "Front desk");
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByRole("heading", { name: "Front desk" }).waitFor();

  const quickstart = join(server.scratch, "quickstart");
  const library = join(TARGET, "release");
  await run("cc", [
    "-std=c99", "-I", join(ROOT, "include"), join(ROOT, "examples/c/quickstart.c"),
    "-L", library, `-Wl,-rpath,${library}`, "-lomnifund", "-o", quickstart,
  ]);
  const environment = {
    PATH: process.env.PATH,
    OMNIFUND_BASE_URL: server.url,
    OMNIFUND_CA_FILE: server.caFile,
    OMNIFUND_CLIENT_ID: client.id,
    OMNIFUND_CLIENT_SECRET: client.secret,
    OMNIFUND_USERNAME: USER,
    OMNIFUND_PASSWORD: PASSWORD,
  };
  const worked = await run(quickstart, { env: environment });
  assert.match(worked.stdout, /200/);
  await page.reload();
  assert.ok(!(await page.locator("dl").textContent()).includes("Never"), "it was used");

  await page.getByRole("link", { name: "Remove this OAuth client" }).click();
  await page.getByRole("button", { name: "Remove" }).click();
  await page.getByText("The OAuth client is removed").waitFor();
  const refused = await run(quickstart, { env: environment }).catch((error) => error);
  assert.notEqual(refused.code ?? 0, 0);
  assert.match(refused.stdout + refused.stderr, /invalid_client/);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("a token login lands logged in", async () => {
  const page = await newPage(browser, server);
  const { body } = await grant(page, { grant_type: "password", username: USER, password: PASSWORD });
  const headers = { Authorization: `Bearer ${body.access_token}` };
  const login = await page.request.post("/login", { headers });
  assert.equal(login.status(), 200);
  await page.goto("/");
  await page.getByRole("heading", { name: "API Access" }).waitFor();
  assert.equal(await page.textContent(".who .user"), USER);
  await page.context().close();
});

test("a user allows an application and denies it", async () => {
  const came = [];
  const application = createServer((request, response) => {
    if (request.url.startsWith("/callback")) came.push(new URL(request.url, "http://h").searchParams);
    response.end("<!DOCTYPE html><title>Application</title>");
  });
  await new Promise((ready) => application.listen(0, "127.0.0.1", ready));
  const redirectUri = `http://127.0.0.1:${application.address().port}/callback`;

  const page = await loggedIn();
  const client = await newClient(page, "Web shop");
  await page.fill("#redirect_uris", redirectUri);
  await page.getByRole("button", { name: "Save" }).click();
  await page.getByText("Saved.").waitFor();

  for (const decision of ["Allow", "Deny"]) {
    await page.goto(authorization(redirectUri, client.id));
    await page.getByRole("heading", { name: "Allow “Web shop” to act for you?" }).waitFor();
    await page.getByRole("button", { name: decision, exact: true }).click();
    await page.waitForURL(`${redirectUri}?**`);
  }
  application.close();
  const [allowed, denied] = came;
  assert.equal(allowed.get("state"), "st&te");
  const code = allowed.get("code");
  const parameters = { grant_type: "authorization_code", code, redirect_uri: redirectUri };
  assert.equal((await grant(page, parameters, client)).status, 200);
  assert.equal((await grant(page, parameters, client)).body.error, "invalid_grant");
  assert.equal(denied.get("error"), "access_denied");
  assert.equal(denied.get("state"), "st&te");
  assert.equal(denied.get("code"), null);
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("the traffic view is live, until it is paused", async () => {
  const page = await loggedIn();
  await page.goto("/traffic");
  const wrong = (username) => grant(page, { grant_type: "password", username, password: "wrong" });
  await wrong("first");
  await page.getByRole("cell", { name: "first" }).waitFor();
  await page.getByText("there is no such user").first().waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  // A round that was under way may still come in.
  await page.waitForTimeout(1200);
  await wrong("second");
  const asked = page.waitForRequest("**/traffic/rows", { timeout: 2500 }).catch(() => null);
  assert.equal(await asked, null);
  assert.equal(await page.getByRole("cell", { name: "second" }).count(), 0);
  await page.getByRole("button", { name: "Go on" }).click();
  await page.getByRole("cell", { name: "second" }).waitFor();
  assert.deepEqual(page.complaints, []);
  await page.context().close();
});

test("a page of another site commands nothing", async () => {
  const [own, evil] = [await startServer("--control", "127.0.0.1:0"), await newPage(browser, server)];
  const foreign = createServer((_, response) => {
    response.setHeader("Content-Type", "text/html");
    response.end("<!DOCTYPE html><title>Foreign</title>");
  });
  await new Promise((ready) => foreign.listen(0, "127.0.0.1", ready));
  await evil.goto(`http://localhost:${foreign.address().port}/`);
  const control = own.control;
  await evil.evaluate(async (control) => {
    const send = (path, options) => fetch(control + path, { method: "POST", mode: "no-cors", ...options }).catch(() => {});
    await send("/revoke", { body: '{"tokens":"all"}', headers: { "Content-Type": "text/plain" } });
    await send("/users/omnifund_user/disable", {});
    await send("/users/omnifund_user/disable", { mode: "cors", headers: { "Omnifund-Control": "1" } });
    await send("/faults", { mode: "cors", method: "DELETE" });
  }, control);
  const form = { grant_type: "password", client_id: CLIENT_ID, client_secret: CLIENT_SECRET, username: USER, password: PASSWORD };
  const answer = await evil.request.post(`${own.url}/oauth/v2/token`, { form });
  assert.equal(answer.status(), 200, await answer.text());
  foreign.close();
  await evil.context().close();
  await own.stop();
});

test("all but copying and the live view works without script", async () => {
  const page = await loggedIn({ javaScriptEnabled: false });
  const client = await newClient(page, "No script");
  assert.equal(await page.locator("button.copy:visible").count(), 0);
  await page.reload();
  assert.ok(!(await page.content()).includes(client.secret));
  await page.fill("#name", "Still none");
  await page.click("text=Save");
  await page.click("text=Remove this OAuth client");
  await page.click("button.danger");
  await page.getByText("The OAuth client is removed").waitFor();

  await page.goto("/users");
  await page.fill("#new-name", "till_1");
  await page.fill("#new-password", "a password");
  await page.click("text=Add >> nth=-1");
  await page.getByRole("button", { name: "Disable till_1" }).click();
  await page.getByRole("button", { name: "Enable till_1" }).waitFor();

  await page.goto("/faults");
  await page.getByRole("button", { name: "Answer 503" }).click();
  await page.getByText("Added: Answer 503").waitFor();
  await page.getByText("used 0 times").waitFor();
  await page.getByRole("button", { name: "Show a captive portal" }).click();
  await page.getByRole("button", { name: "Remove the rule" }).first().click();
  await page.getByText("The rule is removed.").waitFor();
  await page.getByText("garbage").first().waitFor();
  await page.getByRole("button", { name: "Clear all" }).click();
  await page.goto("/traffic");
  await page.getByRole("link", { name: "Reload" }).click();
  await page.getByRole("button", { name: "Log out" }).click();
  await page.waitForURL("**/login");
  await page.context().close();
});

test("a keyboard is enough", async () => {
  const page = await newPage(browser, server);
  await page.goto("/login");
  assert.equal(await page.evaluate(() => document.activeElement.id), "username");
  await page.keyboard.type(USER);
  await page.keyboard.press("Tab");
  await page.keyboard.type(PASSWORD);
  await page.keyboard.press("Enter");
  await page.waitForURL(`**${CLIENTS}`);
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
  const reached = [];
  for (let step = 0; step < 14; step++) {
    await page.keyboard.press("Tab");
    const name = () => document.activeElement.textContent.trim() || document.activeElement.id;
    reached.push(await page.evaluate(name));
  }
  for (const name of ["API Access", "Users", "Traffic", "Faults", "Log out", "name", "New OAuth Client"]) {
    assert.ok(reached.includes(name), `${name} is not among ${reached}`);
  }
  await page.context().close();
});
