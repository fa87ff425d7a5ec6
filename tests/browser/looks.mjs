// How the pages look and read: pictures of each at three widths, light and dark, kept for people to
// look at; nothing wider than its page; and axe finds nothing against WCAG 2.2 AA.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { isClean, launch, open, out, signIn, url } from "./browser.mjs";
import { settle } from "./data.mjs";

const AXE = await readFile(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"];
const WIDTHS = [360, 768, 1280];

// [name, address, what to do there]
const PAGES = {
  ada: [
    ["overview", "/my"],
    ["log", "/my/log"],
    ["log-refused", "/my/log", (page) => page.getByRole("button", { name: "Log it" }).click()],
    ["log-preview", "/my/log", fill],
    ["activities", "/my/activities/shrm-1"],
    [
      "activity",
      "/my/activity/cptm-1/conf-1",
      (page) => page.getByRole("button", { name: "Amend" }).click(),
    ],
    ["upload-refused", "/my/upload", spoilt],
    ["documents", "/my/documents"],
  ],
  cleo: [
    ["candidate", "/my"],
    ["path", "/my/path/cptm-2", change],
    ["nothing-to-log", "/my/log"],
  ],
  iva: [
    ["conditions", "/my"],
    ["log-split", "/my/log", split],
    ["capped", "/my/activities/cpa-1"],
  ],
  nel: [["empty", "/my"]],
  "": [
    ["front", "/"],
    ["signed-out", "/my"],
    ["sign-in", "/signin"],
  ],
};

async function fill(page) {
  await page.getByLabel("What was it?").fill("Panel on pay transparency");
  await page.getByLabel("Done on").fill("2030-04-02");
  await page.getByLabel("How much").fill("90");
  await page.getByLabel("SHRM").check();
  await page.getByLabel("Counted in").selectOption("minutes");
  await page.getByLabel(/Category in SHRM/).selectOption("organization");
  await page.getByRole("heading", { name: "What comes of it" }).waitFor();
}

async function split(page) {
  await page.getByLabel("How much").fill("6");
  await page.getByRole("button", { name: "Split over categories" }).click();
  await page.getByLabel("Category of part 1").selectOption({ index: 1 });
}

async function spoilt(page) {
  const rows = ["date,title,provider,hours,category,certification(s),certificate file name"];
  rows.push(
    "2030-03-01,A good row,,2,,cptm,",
    "03/04/2030,When was that?,,two,,cptm,",
    "2030-03-02,,,1,wrong,shrm-cp,",
  );
  const buffer = Buffer.from(rows.join("\r\n"));
  await page
    .getByLabel("Your spreadsheet")
    .setInputFiles({ name: "my.csv", mimeType: "text/csv", buffer });
  await page.getByRole("alert").waitFor();
}

async function change(page) {
  await page.getByRole("button", { name: /15 July 2030/ }).click();
  await page.getByRole("heading", { name: /Change to/ }).waitFor();
}

async function wait(page) {
  await page.waitForLoadState("networkidle");
  await page.waitForFunction(
    () =>
      ![...document.querySelectorAll("[role=status]")].some((each) => /…$/.test(each.textContent)),
  );
}

async function isReadable(page, name) {
  const found = await page.evaluate(
    async ({ source, tags }) => {
      if (!window.axe) new Function(source).call(window);
      const { violations } = await window.axe.run(document, { runOnly: tags });
      return violations.map(
        ({ id, nodes }) =>
          `${id}: ${nodes.map((each) => each.html + each.failureSummary).join(" | ")}`,
      );
    },
    { source: AXE, tags: TAGS },
  );
  assert.deepEqual(found, [], name);
}

async function fits(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `${name} is ${wide} px wider than the window`);
}

const browser = await launch();
await settle();
for (const [holder, pages] of Object.entries(PAGES))
  for (const colorScheme of ["light", "dark"]) {
    // axe is put into the page by the test, which the page's own policy would not have.
    const { context, page, faults } = await open(browser, { colorScheme, bypassCSP: true });
    if (holder) await signIn(page, holder);
    for (const [name, address, act] of pages) {
      await page.setViewportSize({ width: WIDTHS.at(-1), height: 900 });
      await page.evaluate(() => location.origin !== "null" && localStorage.clear()).catch(() => {});
      await page.goto(url + address);
      await wait(page);
      await act?.(page);
      for (const width of WIDTHS) {
        await page.setViewportSize({ width, height: 900 });
        await fits(page, `${name} at ${width}`);
        await page.screenshot({
          path: `${out}/${name}-${width}-${colorScheme}.png`,
          fullPage: true,
        });
      }
      await isReadable(page, `${name} in ${colorScheme}`);
    }
    isClean(faults);
    await context.close();
  }
await browser.close();
console.log(`the pictures are in ${out}`);
