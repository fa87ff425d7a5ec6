// A candidate's path: what is done, and a change of the practicum with its fee shown first; and who
// has nothing yet.
import assert from "node:assert/strict";
import { call, isClean, launch, open, signIn, stepsOn, url } from "./browser.mjs";
import { settle } from "./data.mjs";

const browser = await launch();
await settle();
const { page, faults } = await open(browser);
const step = stepsOn(page);
const see = (text) => page.getByText(text).first().waitFor();
const standing = () => call("GET", "/v1/credentials/cptm-2");
const chosen = async () =>
  (await standing()).path.find((each) => each.step === "practicum").practicum;

await step("the path tells what is done and what comes", async () => {
  await signIn(page, "cleo");
  await see("Modules: 6 of 10");
  await see("Exam: from 3 May 2030 to 3 November 2030");
  await page.getByRole("link", { name: "Your path", exact: true }).click();
  await page.getByRole("heading", { name: "Practicum" }).waitFor();
});

await step("a change that costs says so before it is made", async () => {
  await page.getByRole("button", { name: "Change to 15 July 2030 to 19 July 2030" }).click();
  await see("A fee follows:");
  await see("The exam would be open from 19 July 2030 to 19 January 2031.");
  assert.equal(await chosen(), "2030-04");
  await page.getByRole("button", { name: "Leave it as it is" }).click();
  await see("Practicum: 29 April 2030");
  assert.deepEqual((await standing()).fees, []);
});

await step("once confirmed, it is made, and the fee is open", async () => {
  await page.getByRole("button", { name: "Change to 15 July 2030 to 19 July 2030" }).click();
  await page.getByRole("button", { name: "Change it" }).click();
  await see("Your practicum is 15 July 2030 to 19 July 2030.");
  assert.equal(await chosen(), "2030-07");
  await page.getByRole("link", { name: "Overview" }).click();
  await see("Class change fee: open; the amount is not set yet.");
});

await step("a change that is free says that, too", async () => {
  await page.getByRole("link", { name: "Your path", exact: true }).click();
  await page.getByRole("button", { name: /Change to 14 October 2030/ }).click();
  await see("This change is free of charge.");
});

await step("what somebody else changed meanwhile is not overwritten", async () => {
  const moved = { type: "practicum.changed", data: { from: "2030-07", to: "2030-10" } };
  await call("POST", "/v1/credentials/cptm-2/events", moved);
  await page.getByRole("button", { name: "Change it" }).click();
  await see("Something was recorded here meanwhile.");
});

await step("before the award there is nothing to log, and it is told why", async () => {
  await page.getByRole("link", { name: "Log an activity" }).click();
  await see("Activities count once a credential was awarded.");
  await page.goBack();
  await page.getByRole("heading", { name: "Your path" }).waitFor();
});

await step("who has no credential is told what will come here", async () => {
  await page.getByRole("button", { name: "Sign out" }).click();
  await page.getByRole("link", { name: "Open your record" }).waitFor();
  await signIn(page, "nel");
  await see("No credential is registered for you yet.");
});

await step("who was forgotten is signed out, and can tell why", async () => {
  await call("POST", "/v1/holders/nel/erase", { reason: "asked for" });
  await page.reload();
  await see("A person who was forgotten has no record here");
});

await step("an address that is none says so", async () => {
  await signIn(page, "cleo");
  await page.goto(`${url}/my/nothing`);
  await page.getByRole("heading", { name: "There is no such page" }).waitFor();
});

isClean(faults);
await browser.close();
