// Chromium with a service's pages, watched: whatever a page may not do fails the test at its end.
// RECERT_WEB=src/web in the environment takes the pages' files from that folder, for who writes
// them.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { chromium } from "playwright-core";

export const { URL: url, TOKEN: token, OUT: out, RECERT_WEB: web } = process.env;
const CHROMIUM = process.env.CHROMIUM ?? "/usr/bin/chromium";

export const launch = () =>
  chromium.launch({
    executablePath: CHROMIUM,
    args: ["--no-sandbox", "--disable-dev-shm-usage"],
  });

const MEDIA = { css: "text/css", js: "text/javascript", html: "text/html" };

async function fromFolder(route) {
  const { pathname } = new URL(route.request().url());
  const name = pathname.startsWith("/web/") ? pathname.split("/").pop() : "my.html";
  const path = name === "preact.js" ? `vendor/${name}` : name;
  const headers = {
    "Content-Security-Policy": (await fetch(`${url}/docs`)).headers.get("content-security-policy"),
  };
  const body = await readFile(`${web}/${path}`);
  await route.fulfill({
    body,
    contentType: `${MEDIA[name.split(".").pop()]}; charset=utf-8`,
    headers,
  });
}

// A page, and what it did that it may not: `faults` must be empty at the end.
export async function open(browser, options = {}) {
  const context = await browser.newContext({
    locale: "en-GB",
    timezoneId: "Europe/Berlin",
    ...options,
  });
  const faults = [];
  context.on("request", (request) => {
    const to = new URL(request.url());
    if (to.origin !== url && to.protocol !== "blob:") faults.push(`a request to ${to}`);
  });
  if (web) {
    await context.route(`${url}/my**`, fromFolder);
    await context.route(`${url}/web/**`, fromFolder);
  }
  const page = await context.newPage();
  page.on("pageerror", (error) => faults.push(`an error: ${error.stack}`));
  page.on("console", (message) => {
    if (/Content Security Policy|TrustedHTML|Trusted Type/i.test(message.text()))
      faults.push(message.text());
  });
  page.setDefaultTimeout(15_000);
  return { context, page, faults };
}

// One step of a story after the other; a picture of where it failed is kept.
export const stepsOn = (page) => async (name, act) => {
  try {
    await act();
    console.log(`ok: ${name}`);
  } catch (error) {
    await page.screenshot({ path: `${out}/failed.png`, fullPage: true });
    error.message = `${name}: ${error.message}`;
    throw error;
  }
};

export const isClean = (faults) => assert.deepEqual(faults, []);

export async function call(method, path, body) {
  const answer = await fetch(url + path, {
    method,
    headers: { Authorization: `Bearer ${token}`, "Content-Type": "application/json" },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  const text = await answer.text();
  assert.ok(answer.ok, `${method} ${path}: ${answer.status} ${text}`);
  return text ? JSON.parse(text) : null;
}

// By a link, as staff hand it over; pressed by `press`.
export async function signIn(page, holder, press = (button) => button.click()) {
  const link = await call("POST", `/v1/holders/${holder}/sign-in-links`, {});
  await page.goto(new URL(link.url, url).href);
  await press(page.getByRole("button", { name: "Sign in" }));
  await page.waitForURL(`${url}/**`);
}
