// The whole story of a holder: signing in, logging with a preview, being refused, amending,
// withdrawing, a spreadsheet, renewing, and taking papers away.
import assert from "node:assert/strict";
import { call, isClean, launch, open, signIn, stepsOn, url, web } from "./browser.mjs";
import { settle } from "./data.mjs";

const WEIGHT_MAX = 60 * 1024; // of a page as it is sent: its files, and their headers

const browser = await launch();
await settle();

const standing = (id) => call("GET", `/v1/credentials/${id}`);
const amount = async (id) => (await standing(id)).cycle.requirements[0].counted;

const { page, faults, context } = await open(browser);
const step = stepsOn(page);
const button = (name) => page.getByRole("button", { name, exact: true });
const see = (text) => page.getByText(text).first().waitFor();
const path = () => new URL(page.url()).pathname;

// What a field says of itself to who does not see it.
async function described(label) {
  const field = page.getByLabel(label, { exact: true });
  assert.equal(await field.getAttribute("aria-invalid"), "true", label);
  const ids = (await field.getAttribute("aria-describedby")).split(" ");
  return (await Promise.all(ids.map((id) => page.locator(`#${id}`).textContent()))).join(" ");
}

async function openLog() {
  await page.goto(`${url}/my/log`);
  await page.getByRole("heading", { name: "Log an activity" }).waitFor();
}

await step("who is not signed in is led to where that is done", async () => {
  await page.goto(`${url}/`);
  await page.getByRole("link", { name: "Open your record" }).click();
  await page.getByRole("link", { name: "Sign in", exact: true }).click();
  await page.waitForURL(/\/signin/);
  await see("sign-in link");
});

await step("a link signs in, and the first page tells how things stand", async () => {
  await signIn(page, "ada");
  await page.getByRole("heading", { name: "Your credentials" }).waitFor();
  assert.equal(path(), "/my");
  await page.getByRole("img", { name: "18 of 24 hours counted" }).waitFor();
  await see("27 days left, to 7 May 2030");
  await see("6 more hours by 7 May 2030");
  await see("New York time");
  await page.getByRole("img", { name: "39 of 60 PDCs counted" }).waitFor();
});

await step("a page weighs less than 60 KB, and its files are kept", async () => {
  const { page: fresh, context: other, faults: none } = await open(browser);
  const network = await other.newCDPSession(fresh);
  await network.send("Network.enable");
  await network.send("Network.setCacheDisabled", { cacheDisabled: true });
  await signIn(fresh, "ada");
  await fresh.getByRole("heading", { name: "Your credentials" }).waitFor();
  const kinds = new Map();
  const sizes = { page: 0, data: 0 };
  network.on("Network.responseReceived", ({ requestId, type, response }) => {
    kinds.set(requestId, ["Document", "Script", "Stylesheet"].includes(type) ? "page" : "data");
    if (type === "Script" && !web) assert.match(response.headers["Cache-Control"], /immutable/);
  });
  network.on("Network.loadingFinished", ({ requestId, encodedDataLength }) => {
    sizes[kinds.get(requestId)] += encodedDataLength;
  });
  await fresh.reload();
  await fresh.waitForLoadState("networkidle");
  console.log(`    ${sizes.page} bytes, and ${sizes.data} of data`);
  assert.ok(sizes.page > 10_000 && (web || sizes.page < WEIGHT_MAX), `${sizes.page} bytes`);
  isClean(none);
  await other.close();
});

await step("what the service refuses is told at its field", async () => {
  await openLog();
  await page.getByLabel("What was it?").fill("Webinar: coaching managers");
  await page.getByLabel("Done on").fill("2030-05-30");
  await page.getByLabel("How much").fill("2");
  await button("Log it").click();
  await page.getByRole("alert").waitFor();
  assert.match(await described("Done on"), /future|not yet|after/i);
  assert.equal(await amount("cptm-1"), 18);
});

await step("an empty form is refused before it is sent", async () => {
  await page.getByLabel("How much").fill("");
  await button("Log it").click();
  assert.match(await described("How much"), /above zero/);
});

await step("a preview tells what comes of it, and a draft outlives the page", async () => {
  await page.getByLabel("Done on").fill("2030-04-02");
  await page.getByLabel("How much").fill("2");
  await see("20 of 24 hours");
  await page.getByLabel("Certificate or other proof").setInputFiles({
    name: "certificate.pdf",
    mimeType: "application/pdf",
    buffer: Buffer.from("%PDF-1.4 a certificate"),
  });
  await see("1 KB, filed");
  await page.reload();
  assert.equal(await page.getByLabel("What was it?").inputValue(), "Webinar: coaching managers");
  await see("certificate.pdf");
  await see("20 of 24 hours");
});

await step("a photo is dropped in, and what no one may file is told", async () => {
  const drop = (name, type) =>
    page.evaluate(
      ([called, media]) => {
        const dataTransfer = new DataTransfer();
        const bytes = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 0, 16, 74, 70, 73, 70, 0]);
        dataTransfer.items.add(new File([bytes], called, { type: media }));
        const zone = document.getElementById("evidence");
        zone.dispatchEvent(
          new DragEvent("drop", { dataTransfer, bubbles: true, cancelable: true }),
        );
      },
      [name, type],
    );
  await drop("badge.jpg", "image/jpeg");
  await see("1 KB, filed");
  await page.getByRole("button", { name: "Leave out badge.jpg" }).waitFor();
  await drop("badge.gif", "image/gif");
  await see(/badge.gif was not filed/);
  assert.match(await described("Certificate or other proof (if any)"), /no PDF, PNG, JPEG or text/);
  await page.getByRole("button", { name: "Leave out badge.jpg" }).click();
  await page.evaluate(() => Object.defineProperty(crypto, "subtle", { value: undefined }));
  await drop("badge.jpg", "image/jpeg");
  await see(/by https/);
  await page.reload();
});

let seq = 0;
await step("logging gives a receipt", async () => {
  await button("Log it").click();
  await page.getByRole("heading", { name: "Logged", exact: true }).waitFor();
  assert.equal(await amount("cptm-1"), 20);
  const receipt = await page.getByRole("link", { name: "Receipt" }).getAttribute("href");
  seq = Number(receipt.split("/")[3]);
  const event = await call("GET", `/v1/events/${seq}`);
  assert.equal(event.actor, "holder:ada");
  assert.equal(event.data.evidence.length, 1);
  const taken = await page.evaluate(async (to) => (await fetch(to)).text(), receipt);
  assert.match(taken, /tlog-proof/);
});

await step(
  "the last one is duplicated, in minutes, for both credentials, split in one",
  async () => {
    await button("Log another").click();
    await button("Duplicate the last").click();
    assert.equal(await page.getByLabel("What was it?").inputValue(), "Webinar: coaching managers");
    await page.getByLabel("What was it?").fill("Pay equity workshop");
    await page.getByLabel("Done on").fill("2030-04-03");
    await page.getByLabel("SHRM Certified Professional", { exact: true }).check();
    await page.getByLabel("Counted in").selectOption("minutes");
    await page.getByLabel("How much").fill("60");
    await see("60 minutes are 1 hour of Certified Professional");
    await button("Split over categories").click();
    await page.getByLabel("Category of part 1").selectOption("organization");
    await page.getByLabel("PDCs of part 1").fill("0.25");
    await page.getByLabel("Category of part 2").selectOption("education");
    await page.getByLabel("PDCs of part 2").fill("0.75");
    await see("40 of 60 PDCs");
    await button("Log it").click();
    await page.getByRole("heading", { name: "Logged", exact: true }).waitFor();
    assert.equal(await amount("cptm-1"), 21);
    const [ours, theirs] = await Promise.all([standing("cptm-1"), standing("shrm-1")]);
    assert.equal(ours.cycle.activities.at(-1).activity, theirs.cycle.activities.at(-1).activity);
  },
);

await step("an activity is amended with a reason, and its history tells both", async () => {
  await page.goto(`${url}/my/activities/cptm-1`);
  await page.getByRole("link", { name: "Pay equity workshop" }).click();
  await button("Amend").click();
  await page.getByLabel("How much, in minutes").fill("90");
  await button("Amend it").click();
  assert.match(await described("Why is it amended?"), /history/);
  await page.getByLabel("Why is it amended?").fill("It took longer");
  await button("See what comes of it").click();
  await see("21.5 of 24 hours");
  assert.equal(await amount("cptm-1"), 21);
  await button("Amend it").click();
  await see("Amended.");
  assert.equal(await amount("cptm-1"), 21.5);
  assert.equal(await page.locator(".history > li").count(), 2);
});

await step("it is withdrawn, and stays to be read", async () => {
  await button("Withdraw").click();
  await page.getByLabel("Why?").fill("Logged by mistake");
  await button("Withdraw it").click();
  await see("This activity was withdrawn.");
  assert.equal(await amount("cptm-1"), 20);
  assert.equal(await page.locator(".history > li").count(), 3);
  await page.goBack();
  await page.getByRole("link", { name: "Pay equity workshop" }).waitFor();
  await see("withdrawn by whoever claimed it");
});

await step("what is planned is logged once it is done", async () => {
  await openLog();
  await page.getByLabel("What was it?").fill("Spring meeting");
  await page.getByLabel(/still to come/).check();
  await page.getByLabel("Planned for").fill("2030-04-20");
  await button("Plan it").click();
  await page.getByRole("heading", { name: "Planned", exact: true }).waitFor();
  await page.goto(`${url}/my/activities/cptm-1`);
  await page.getByRole("link", { name: /Log it as done/ }).click();
  await page.getByLabel("Done on").fill("2030-04-09");
  await page.getByLabel("How much").fill("1");
  await see("21 of 24 hours");
  await button("Log it").click();
  await page.getByRole("heading", { name: "Logged", exact: true }).waitFor();
  assert.equal(await amount("cptm-1"), 21);
});

const HEADER = "date,title,provider,hours,category,certification(s),certificate file name";
async function upload(...rows) {
  const buffer = Buffer.from([HEADER, ...rows].join("\r\n"));
  await page.goto(`${url}/my/upload`);
  await page
    .getByLabel("Your spreadsheet")
    .setInputFiles({ name: "mine.csv", mimeType: "text/csv", buffer });
}

await step("a spreadsheet's mistakes are told by row and cell, and nothing is logged", async () => {
  await upload(
    "2030-03-01,A good row,,1,,cptm,",
    "2030-02-30,No such day,,1,,cptm,",
    "2030-03-02,Whose?,,1,,nurse,",
    "2030-03-03,How long?,,an hour,,cptm,",
  );
  const told = await page.getByRole("alert").innerText();
  for (const part of [/Row 3, date/, /Row 4, certification\(s\)/, /Row 5, hours/])
    assert.match(told, part);
  assert.doesNotMatch(told, /Row 2/);
  await upload("2030-04-30,Not yet,,1,,cptm,");
  assert.match(await page.getByRole("alert").innerText(), /Row 2, date/);
  assert.equal(await amount("cptm-1"), 21);
});

await step("a good one is tried, then logged, and known again", async () => {
  const rows = [
    '2030-03-01,"Reading group, first",Library,0.5,,cptm,first.pdf',
    "2030-03-08,Reading group,Library,0.5,,CPTM,",
    "2030-03-09,Budget course,,4,organization,shrm-cp,",
  ];
  await upload(...rows);
  await see("3 entries to log");
  await see("22 of 24 hours");
  await button("Log them").click();
  await see("Logged.");
  assert.equal(await amount("cptm-1"), 22);
  assert.equal(await amount("shrm-1"), 44);
  await upload(...rows);
  await see("3 of the file are logged already");
  await see("Nothing new");
});

await step("dates and cells are read as spreadsheets write them", async () => {
  const read = await page.evaluate(async () => {
    const { cellsOf, dateOf } = await import("/web/spreadsheet.js");
    const written = [
      "2030-3-1",
      "1 Mar 2030",
      "31/12/2030",
      "12/31/2030",
      "03/04/2030",
      "soon",
      "",
    ];
    return {
      cells: cellsOf('\uFEFFa;"b;""c""\nd"; e \r\n1,5;;3'),
      tabs: cellsOf("a\tb\tc, d"),
      dates: written.map(dateOf),
    };
  });
  assert.deepEqual(read.cells, [
    ["a", 'b;"c"\nd', "e"],
    ["1,5", "", "3"],
  ]);
  assert.deepEqual(read.tabs, [["a", "b", "c, d"]]);
  const known = ["2030-03-01", "2030-03-01", "2030-12-31", "2030-12-31"];
  assert.deepEqual(read.dates, [...known, null, null, null]);
});

await step("an ended session costs nothing that was written", async () => {
  await openLog();
  await page.getByLabel("What was it?").fill("Mentoring circle");
  await page.getByLabel("Done on").fill("2030-04-08");
  await page.evaluate(async () => {
    const { csrf } = await (await fetch("/v1/session")).json();
    await fetch("/signout", { method: "POST", headers: { "X-CSRF-Token": csrf } });
  });
  await page.getByLabel("How much").fill("3");
  await see("Your session has ended.");
  assert.equal(await page.getByLabel("What was it?").inputValue(), "Mentoring circle");
  await signIn(page, "ada");
  await openLog();
  assert.equal(await page.getByLabel("What was it?").inputValue(), "Mentoring circle");
  assert.equal(await page.getByLabel("How much").inputValue(), "3");
});

await step("nor does a lost connection", async () => {
  await see("25 of 24 hours");
  await see("1 hour more than needed will be lost");
  await context.setOffline(true);
  await see("You are offline.");
  await button("Log it").click();
  await see("cannot be reached");
  await context.setOffline(false);
});

await step("parts of an activity are amended, too", async () => {
  const { activity } = (await standing("shrm-1")).cycle.activities.find((each) => !each.category);
  await page.goto(`${url}/my/activity/shrm-1/${activity}`);
  await button("Amend").click();
  await page.getByLabel("PDCs of part 1").fill("0.5");
  await page.getByLabel("Why is it amended?").fill("Counted again");
  await button("Amend it").click();
  await see("Amended.");
  assert.equal(await amount("shrm-1"), 44.25);
  await openLog();
});

await step("once the fee is paid too, the credential is renewed", async () => {
  const paid = { kind: "renewal", money: { amount: 19900, currency: "USD" } };
  await call("POST", "/v1/credentials/cptm-1/events", { type: "fee.paid", data: paid });
  await button("Log it").click();
  await see("Renewed to 7 May 2032.");
  assert.equal((await standing("cptm-1")).valid_until, "2032-05-07");
});

await step("the old period stays to be read, and the next one has begun on its day", async () => {
  await call("PUT", "/v1/clock", { now: "2030-05-20T15:00:00Z" });
  await signIn(page, "ada");
  await page.getByRole("img", { name: "0 of 24 hours counted" }).waitFor();
  await page.goto(`${url}/my/activities/cptm-1`);
  await see("Nothing is logged in this period");
  await page.getByRole("link", { name: /2028–2030/ }).click();
  await page.getByRole("link", { name: "Mentoring circle" }).waitFor();
});

await step("data is taken away, and what is preferred is kept", async () => {
  await page.goto(`${url}/my/documents`);
  await page.getByRole("heading", { name: "Papers" }).waitFor();
  const papers = await page.locator(".period a").evaluateAll((all) => all.map((each) => each.href));
  assert.equal(papers.length, 9); // three of each period
  for (const paper of papers) {
    const answer = await page.evaluate(async (to) => (await fetch(to)).status, paper);
    assert.equal(answer, 200, paper);
  }
  const archive = page.waitForEvent("download");
  await page.getByRole("link", { name: "Everything this ledger holds about you" }).click();
  assert.equal(await (await archive).failure(), null);
  await page.getByLabel(/Show my name/).check();
  await see("Kept.");
  assert.equal((await call("GET", "/v1/holders/ada")).publish_name, true);
  await page.getByText("sign-in-link").first().waitFor();
});

await step("signing out leaves nothing behind", async () => {
  await button("Sign out").click();
  await page.getByRole("link", { name: "Open your record" }).waitFor();
  assert.equal(await page.evaluate(() => localStorage.length), 0);
});

isClean(faults);
await browser.close();
