// What the tests share: a local server, a browser, and a person who is logged in.

import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";

export const ROOT = fileURLToPath(new URL("../..", import.meta.url));
// Where cargo builds.
export const TARGET = resolve(ROOT, process.env.CARGO_TARGET_DIR ?? "target");
export const USER = "omnifund_user";
export const PASSWORD = "omnifund_password";
export const CLIENT_ID = "1_3bcbxd9e24g0gk4swg0kwgcwg4o8k8g4g888kwc44gcc0gwwk4";
export const CLIENT_SECRET = "4ok2x70rlfokc8g0wws8c8kwcokw80k44sg48goc0ok4w0so0k";
export const CLIENTS = "/profile/api-access";

// Starts omnifund-local with the example client and user. It ends when this process does.
export async function startServer(...options) {
  const scratch = mkdtempSync(join(tmpdir(), "omnifund-browser-"));
  const program = process.env.OMNIFUND_LOCAL ?? join(TARGET, "debug/omnifund-local");
  const child = spawn(
    program,
    ["--listen", "127.0.0.1:0", "--example", "--fast-passwords", "--exit-with-parent",
      "--tls-dir", join(scratch, "tls"), ...options],
    { stdio: ["pipe", "pipe", "ignore"] },
  );
  const settings = {};
  for await (const line of createInterface({ input: child.stdout })) {
    const [name, value] = line.split("=", 2);
    settings[name] = value;
    if (name === "OMNIFUND_LOCAL_READY") break;
  }
  const url = settings.OMNIFUND_BASE_URL;
  if (!url) throw new Error(`${program} did not start`);
  return {
    url,
    caFile: settings.OMNIFUND_CA_FILE,
    control: settings.OMNIFUND_LOCAL_CONTROL,
    scratch,
    async stop() {
      child.stdin.end();
      if (child.exitCode === null) await once(child, "exit");
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}

// Chromium as Debian has it. Root has no sandbox.
export function startBrowser() {
  return chromium.launch({
    executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
    args: process.getuid() === 0 ? ["--no-sandbox"] : [],
  });
}

// A page in a browser of its own. What the browser complains about is collected in page.complaints.
export async function newPage(browser, server, options = {}) {
  const context = await browser.newContext({
    baseURL: server.url,
    ignoreHTTPSErrors: true,
    ...options,
  });
  const page = await context.newPage();
  page.complaints = [];
  page.on("console", (message) => {
    const isOwn = message.location().url.startsWith(server.url);
    if (isOwn && ["error", "warning"].includes(message.type())) page.complaints.push(message.text());
  });
  page.on("pageerror", (error) => page.complaints.push(String(error)));
  return page;
}

export async function logIn(page, user = USER, password = PASSWORD) {
  await page.goto("/login");
  await page.fill("#username", user);
  await page.fill("#password", password);
  await page.click("main button");
}

// Makes an OAuth client; gives its id and secret.
export async function newClient(page, name) {
  await page.goto(CLIENTS);
  await page.fill("#name", name);
  await page.getByRole("button", { name: "New OAuth Client" }).click();
  await page.waitForSelector("#secret");
  return {
    id: await page.textContent("#client-id"),
    secret: await page.textContent("#secret"),
  };
}

// Every page that there is, by name. The page must be logged in.
export async function everyPage(page, client) {
  return {
    "api-access": CLIENTS,
    client: `${CLIENTS}/${client.id}`,
    remove: `${CLIENTS}/${client.id}/remove`,
    users: "/users",
    traffic: "/traffic",
    faults: "/faults",
    profile: "/profile",
    authorize: authorization(),
    missing: `${CLIENTS}/9_none`,
  };
}

export function authorization(redirectUri = "http://127.0.0.1:8400/callback", clientId = CLIENT_ID) {
  return "/oauth/v2/auth?" + new URLSearchParams({
    client_id: clientId,
    response_type: "code",
    redirect_uri: redirectUri,
    state: "st&te",
  });
}

// Sends a form to the token endpoint, as an integration does.
export async function grant(page, parameters, client = { id: CLIENT_ID, secret: CLIENT_SECRET }) {
  const form = { client_id: client.id, client_secret: client.secret, ...parameters };
  const answer = await page.request.post("/oauth/v2/token", { form });
  return { status: answer.status(), body: await answer.json() };
}
