// A spreadsheet that people keep of their activities, as CSV: rows, and what is wrong in which
// cell. Pure. Columns may come in any order; title, date and hours are needed.

import { emptyClaim, eventFor, HOURS, MINUTES } from "./claim.js";
import { leaves } from "./words.js";

export const ROWS_MAX = 500;

const COLUMNS = {
  date: ["date", "completed on", "completed", "done on"],
  title: ["title", "activity", "name"],
  provider: ["provider", "organizer", "sponsor"],
  hours: ["hours", "credit", "credits", "amount", "units", "minutes"],
  category: ["category"],
  certifications: [
    "certification",
    "certifications",
    "certification(s)",
    "credential",
    "credentials",
  ],
  file: ["certificate file name", "certificate", "file", "file name"],
};
export const HEADER = "date,title,provider,hours,category,certification(s),certificate file name";

// RFC 4180, with the separator that the first line uses.
export function cellsOf(text) {
  const body = text.replace(/^\uFEFF/, "");
  const first = body.split("\n", 1)[0];
  const comma = [",", ";", "\t"].reduce((a, b) =>
    first.split(b).length > first.split(a).length ? b : a,
  );
  const rows = [[]];
  let cell = "";
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1).push(cell.trim());
    cell = "";
  };
  for (let at = 0; at < body.length; ++at) {
    const c = body[at];
    if (isQuoted) {
      if (c !== '"') cell += c;
      else if (body[at + 1] === '"') cell += body[++at];
      else isQuoted = false;
    } else if (c === '"' && cell.trim() === "") {
      cell = "";
      isQuoted = true;
    } else if (c === comma) endCell();
    else if (c === "\n") {
      endCell();
      rows.push([]);
    } else if (c !== "\r") cell += c;
  }
  endCell();
  return rows;
}

// 2026-05-02, 2 May 2026, 5/2/2026 where one of the two can only be the day.
export function dateOf(text) {
  const iso = /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})$/.exec(text);
  if (iso) return dated(iso[1], iso[2], iso[3]);
  const other = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})$/.exec(text);
  if (other) {
    const [, a, b, year] = other;
    if (Number(a) > 12) return dated(year, b, a);
    if (Number(b) > 12 || a === b) return dated(year, a, b);
    return null; // the day and the month cannot be told apart
  }
  const named = Date.parse(`${text} UTC`);
  if (!/[a-z]{3}/i.test(text) || Number.isNaN(named)) return null;
  return new Date(named).toISOString().slice(0, 10);
}

function dated(year, month, date) {
  const iso = `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  const at = new Date(`${iso}T00:00:00Z`);
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(iso) ? iso : null;
}

const norm = (text) => text.toLowerCase().replace(/[^a-z0-9]/g, "");

// Which credentials a cell names; none named: the only one there is.
function credentialsOf(text, all) {
  if (!text) return all.length === 1 ? all : null;
  const named = text
    .split(/[;,/|+]/)
    .map(norm)
    .filter(Boolean);
  const found = named.map((word) =>
    all.find(({ standing, program }) =>
      [standing.id, standing.program, standing.number ?? "", program.name].some(
        (each) => norm(each) === word,
      ),
    ),
  );
  return found.includes(undefined) ? null : [...new Set(found)];
}

function categoryOf(text, rules) {
  const all = leaves(rules.categories);
  if (!all.length || !text) return "";
  const found = all.find(({ id, label }) => [id, label].some((each) => norm(each) === norm(text)));
  return found ? found.id : null;
}

const expectedCategories = (rules) =>
  leaves(rules.categories)
    .map(({ id, label }) => `${label} (${id})`)
    .join(", ");

function readRow(cells, at, line, all, unit) {
  const wrong = [];
  const cell = (name) => cells[at[name]] ?? "";
  const complain = (column, found, expected) => wrong.push({ line, column, found, expected });
  const date = dateOf(cell("date"));
  if (!date) complain("date", cell("date"), "a day such as 2026-05-02");
  if (!cell("title")) complain("title", "", "what it was");
  const hours = Number(cell("hours").replace(",", "."));
  if (!(hours > 0)) complain("hours", cell("hours"), "a number above zero");
  const credentials = credentialsOf(cell("certifications"), all);
  const names = all.map(({ standing }) => standing.program).join(", ");
  if (!credentials) complain("certification(s)", cell("certifications"), `one or more of ${names}`);
  const categories = {};
  for (const { standing, rules } of credentials ?? []) {
    const category = categoryOf(cell("category"), rules);
    if (category) categories[standing.id] = category;
    // A category of another program's is no mistake where several are named.
    if (category === null && credentials.length === 1)
      complain("category", cell("category"), expectedCategories(rules));
  }
  const claim = {
    ...emptyClaim((credentials ?? []).map(({ standing }) => standing.id)),
    title: cell("title"),
    provider: cell("provider"),
    completed_on: date ?? "",
    amount: String(hours),
    unit,
    categories,
    note: cell("file") ? `Certificate: ${cell("file")}` : "",
  };
  return { line, claim, credentials: credentials ?? [], wrong };
}

// {rows: [{line, claim, credentials, wrong}], wrong}: `all` are the credentials that may be named.
export function rowsOf(text, all) {
  const [header, ...lines] = cellsOf(text);
  const at = {};
  header.forEach((cell, index) => {
    const name = Object.keys(COLUMNS).find((each) => COLUMNS[each].includes(cell.toLowerCase()));
    if (name && at[name] === undefined) at[name] = index;
  });
  const missing = ["date", "title", "hours"].filter((name) => at[name] === undefined);
  if (missing.length) {
    const wrong = missing.map((column) => ({
      line: 1,
      column,
      found: header.join(", "),
      expected: `a column of this name in the header: ${HEADER}`,
    }));
    return { rows: [], wrong };
  }
  const head = header[at.hours].toLowerCase();
  const unit = [HOURS, MINUTES].find((each) => each === head) ?? "";
  const rows = lines
    .map((cells, index) => [cells, index + 2])
    .filter(([cells]) => cells.some(Boolean))
    .map(([cells, line]) => readRow(cells, at, line, all, unit));
  const wrong = rows.flatMap((row) => row.wrong);
  if (rows.length > ROWS_MAX)
    wrong.push({ line: ROWS_MAX + 2, column: "", found: "", expected: `at most ${ROWS_MAX} rows` });
  if (!rows.length)
    wrong.push({ line: 2, column: "", found: "", expected: "a row for each activity" });
  return { rows, wrong };
}

// Hours are converted where a program counts in something else; credits are taken as they are.
function unitFor(unit, { name, minutes }) {
  if (unit === MINUTES) return MINUTES;
  return unit === HOURS && minutes && name !== "hour" ? HOURS : name;
}

// One array of events a credential; `activity` of each row is made of what the row says, so that
// the same row sent again is known again.
export function batches(rows) {
  const out = new Map();
  for (const row of rows)
    for (const one of row.credentials) {
      const batch = out.get(one.standing.id) ?? { one, rows: [], events: [] };
      const unit = unitFor(row.claim.unit, one.rules.unit);
      batch.rows.push(row);
      batch.events.push(eventFor({ ...row.claim, unit, activity: row.activity }, one));
      out.set(one.standing.id, batch);
    }
  return [...out.values()];
}
