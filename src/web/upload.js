// A spreadsheet of activities: checked cell by cell, tried without writing, then logged.

import { append, preview, readAll } from "./api.js";
import { described, Field } from "./fields.js";
import { activitiesOf } from "./history.js";
import { html, useSignal } from "./preact.js";
import { Outcome } from "./receipt.js";
import { batches, HEADER, rowsOf } from "./spreadsheet.js";
import { loggable, renew } from "./store.js";
import { plural } from "./words.js";

const hex = (bytes) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");

async function digest(text) {
  if (!globalThis.crypto?.subtle)
    throw new Error(
      "this browser hashes over a secure connection only: open this page by https",
    );
  return hex(new Uint8Array(await crypto.subtle.digest("SHA-256", new TextEncoder().encode(text))));
}

// Two rows alike are two activities, told apart by their place among their likes.
async function name(rows) {
  const seen = new Map();
  for (const row of rows) {
    const { title, provider, completed_on, amount, categories } = row.claim;
    const text = JSON.stringify([title, provider, completed_on, amount, categories]);
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    row.activity = `csv-${(await digest(`${text}#${count}`)).slice(0, 32)}`;
  }
}

// Rows that were logged before, from this file or one like it, are left out.
async function withoutKnown(all) {
  const out = [];
  for (const batch of all) {
    const { id } = batch.one.standing;
    const known = activitiesOf(await readAll(`/v1/credentials/${id}/events?limit=1000`));
    const keep = batch.rows.map((row) => !known.has(row.activity));
    out.push({
      ...batch,
      known: keep.filter((each) => !each).length,
      rows: batch.rows.filter((row, at) => keep[at]),
      events: batch.events.filter((event, at) => keep[at]),
    });
  }
  return out;
}

const CELLS = {
  completed_on: "date",
  title: "title",
  provider: "provider",
  credit: "hours",
  minutes: "hours",
  category: "category",
  note: "certificate file name",
};

// "/3/data/credit" of a batch -> the row and cell of the file.
function cellOf(refusal, batch) {
  const [, index, , field] = refusal.pointer.split("/");
  const row = batch.rows[Number(index)] ?? batch.rows[0];
  const column = CELLS[field] ?? "";
  const found = { date: "completed_on", hours: "amount" }[column] ?? column;
  return { line: row?.line, column, found: row?.claim[found] ?? "", expected: refusal.message };
}

async function tried(text) {
  const { rows, wrong } = rowsOf(text, loggable());
  if (wrong.length) return { wrong };
  await name(rows);
  const ready = await withoutKnown(batches(rows));
  const results = [];
  for (const batch of ready.filter((each) => each.events.length)) {
    const { id } = batch.one.standing;
    try {
      const { standing } = await preview(`credentials/${id}`, batch.events);
      results.push({ ...batch.one, before: batch.one.standing, standing });
    } catch (refusal) {
      if (!refusal.pointer) throw refusal;
      wrong.push(cellOf(refusal, batch));
    }
  }
  return wrong.length ? { wrong } : { ready, results };
}

function Wrong({ wrong }) {
  if (!wrong.length) return null;
  return html`<div class="notice bad" role="alert">
    <p>
      <strong>Nothing was logged.</strong> ${plural(wrong.length, "cell")} to mend in the file; then
      choose it again.
    </p>
    <ul class="plain lines">
      ${wrong.map(
        (each) =>
          html`<li>
            <span>
              <strong class="figure">Row ${each.line}</strong>,${" "}
              ${each.column || "the whole row"}:${" "}
              ${each.found ? html`found “${each.found}”` : "nothing there"}; expected:${" "}
              ${each.expected}.
            </span>
          </li>`,
      )}
    </ul>
  </div>`;
}

function Ready({ ready, results, send, busy }) {
  const count = ready.reduce((all, batch) => all + batch.events.length, 0);
  const known = ready.reduce((all, batch) => all + batch.known, 0);
  return html`<section aria-labelledby="ready">
    <h2 id="ready">
      ${count ? `${plural(count, "entry", "entries")} to log` : "Nothing new"}
    </h2>
    ${known > 0 &&
    html`<p>${known} of the file ${known === 1 ? "is" : "are"} logged already, and left out.</p>`}
    <${Outcome} results=${results} />
    ${count > 0 &&
    html`<p class="actions">
      <button class="first" disabled=${busy} onClick=${send}>
        ${busy ? "Sending …" : "Log them"}
      </button>
    </p>`}
  </section>`;
}

export function Upload() {
  const state = useSignal({}); // {wrong} | {ready, results} | {done} | {trouble}
  const busy = useSignal(false);
  const hint =
    "CSV with a header. Needed are date, title and hours; the rest if you have it. " +
    "Nothing is sent before you have seen what comes of it.";

  async function act(what) {
    busy.value = true;
    try {
      state.value = await what();
    } catch (problem) {
      state.value = { ...state.value, trouble: problem.message };
    }
    busy.value = false;
  }
  const take = (event) => {
    const [picked] = event.target.files;
    event.target.value = "";
    if (picked) act(async () => tried(await picked.text()));
  };
  const send = () =>
    act(async () => {
      const done = [];
      for (const batch of state.value.ready.filter((each) => each.events.length)) {
        const { id } = batch.one.standing;
        const key = `csv-${(await digest(JSON.stringify(batch.events))).slice(0, 40)}-${id}`;
        const answer = await append(`credentials/${id}`, batch.events, { key });
        renew(answer.standing);
        done.push({ name: batch.one.program.name, count: batch.events.length, answer });
      }
      return { done };
    });
  const { wrong = [], ready, results, done, trouble } = state.value;
  return html`<h1 tabindex="-1">Upload a spreadsheet</h1>
    <p>
      Keep your own list, and upload it as often as you like: what is logged already is left out.
    </p>
    <div class="sheet">
      <${Field} name="sheet" label="Your spreadsheet" hint=${hint} errors=${{}} required>
        <input
          ...${described("sheet", hint, {})}
          type="file"
          accept=".csv,text/csv"
          onChange=${take}
        />
      <//>
      <p class="hint">The header: <code>${HEADER}</code></p>
    </div>
    <p role="status" class="quiet">${busy.value && "Reading and trying …"}</p>
    ${trouble && html`<p class="notice bad" role="alert">It did not work: ${trouble}.</p>`}
    <${Wrong} wrong=${wrong} />
    ${ready && html`<${Ready} ...${{ ready, results, send }} busy=${busy.value} />`}
    ${done &&
    html`<div class="notice good" role="status">
      <p><strong>Logged.</strong></p>
      <ul class="plain">
        ${done.map(
          ({ name: program, count, answer }) =>
            html`<li>
              ${program}: ${count} as entries <span class="number">${answer.events[0].seq}</span> to
              <span class="number">${answer.events.at(-1).seq}</span> of the ledger.
            </li>`,
        )}
      </ul>
      <p><a href="/my/activities">Your activities</a></p>
    </div>`}`;
}
