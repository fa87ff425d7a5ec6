// The story once more by keyboard alone: no pointer is ever used, every control is reached in the
// order of the page, and what has the focus can be seen.
import assert from "node:assert/strict";
import { call, isClean, launch, open, signIn, stepsOn, url } from "./browser.mjs";
import { settle } from "./data.mjs";

const STOPS_MAX = 60; // of the Tab key, from one control to the next that is wanted

const browser = await launch();
await settle();
const { page, faults } = await open(browser);
const step = stepsOn(page);
const keys = page.keyboard;
const see = (text) => page.getByText(text).first().waitFor();

const focused = () =>
  page.evaluate(() => {
    const at = document.activeElement;
    const own = at.labels?.[0]?.textContent ?? at.getAttribute("aria-label") ?? at.textContent;
    const { outlineStyle, outlineWidth } = getComputedStyle(at);
    const box = at.getBoundingClientRect();
    const isSeen = box.bottom > 0 && box.top < innerHeight;
    return {
      name: own.trim(),
      tag: at.tagName,
      outline: `${outlineStyle} ${outlineWidth}`,
      isSeen,
    };
  });

async function tabTo(name, key = "Tab") {
  const met = [];
  for (let stop = 0; stop < STOPS_MAX; ++stop) {
    await keys.press(key);
    const at = await focused();
    met.push(at.name);
    if (!(name instanceof RegExp ? name.test(at.name) : at.name === name)) continue;
    assert.match(at.outline, /^(solid|auto) [1-9]/, `${at.name} shows no focus`);
    assert.ok(at.isSeen, `${at.name} is out of sight`);
    return at;
  }
  throw new Error(`the Tab key does not lead to ${name}, but to ${met.join(" | ")}`);
}

async function press(name, key = "Enter") {
  await tabTo(name);
  await keys.press(key);
}

// Chromium's date field takes digits in the order of its own language: month, day, year.
async function typeDate(label, date) {
  await tabTo(label);
  const [year, month, day] = date.split("-");
  await keys.type(`${month}${day}${year}`);
}

await step("signing in by Tab and Enter", async () => {
  await signIn(page, "ada", async () => press("Sign in"));
  await page.getByRole("heading", { name: "Your credentials" }).waitFor();
});

await step("the first stop leads past the menu", async () => {
  await page.evaluate(() => document.activeElement.blur());
  await press("Skip to the content");
  await press("Log an activity");
  await page.getByRole("heading", { name: "Log an activity" }).waitFor();
});

await step("a new page begins at its heading", async () => {
  await page.waitForFunction(() => document.activeElement.tagName === "H1");
});

await step("a refusal takes the focus, and leads to the field", async () => {
  await tabTo("What was it?");
  await keys.press("Enter");
  await see("It was not taken.");
  await page.waitForFunction(() => document.activeElement.getAttribute("role") === "alert");
  await press("Say what it was.");
  assert.equal((await focused()).name, "What was it?");
});

await step("an activity is written, previewed and logged", async () => {
  await keys.type("Study circle");
  await typeDate("Done on", "2030-04-05");
  await tabTo("SHRM Certified Professional");
  await keys.press("Space");
  await tabTo("How much");
  await keys.type("1.5");
  await tabTo("Counted in");
  await tabTo(/^Category in SHRM/);
  await keys.type("Advance Your E");
  await see("19.5 of 24 hours");
  await see("40.5 of 60 PDCs");
  await press("Log it");
  await page.getByRole("heading", { name: "Logged", exact: true }).waitFor();
  const { cycle } = await call("GET", "/v1/credentials/shrm-1");
  assert.equal(cycle.activities.at(-1).category, "education");
});

await step("it is found, amended and withdrawn", async () => {
  await page.goto(`${url}/my/activities/cptm-1`);
  await page.getByRole("link", { name: "Study circle" }).waitFor();
  await press("Study circle");
  await page.getByRole("heading", { name: "History" }).waitFor();
  await press("Amend");
  await tabTo("How much, in hours");
  await keys.press("Control+A");
  await keys.type("2");
  await tabTo("Why is it amended?");
  await keys.type("Half an hour more");
  await press("Amend it");
  await see("Amended.");
  await press("Withdraw");
  await press("Withdraw it");
  await see("This activity was withdrawn.");
  const { cycle } = await call("GET", "/v1/credentials/cptm-1");
  assert.equal(cycle.requirements[0].counted, 18);
});

await step("preferences are set, and the session is ended", async () => {
  await page.goto(`${url}/my/documents`);
  await page.getByRole("heading", { name: "Who looked" }).waitFor();
  await tabTo(/Show my name/);
  await keys.press("Space");
  await see("Kept.");
  await page.goto(`${url}/my`);
  await page.getByRole("heading", { name: "Your credentials" }).waitFor();
  await press("Sign out");
  await page.getByRole("link", { name: "Open your record" }).waitFor();
});

isClean(faults);
await browser.close();
