// Requests of this origin, as the person signed in. Refusals come as a Refusal, which has the
// problem's `code`, `detail` and `pointer`; no answer at all comes as one of the code "offline".

export class Refusal extends Error {
  constructor(status, problem) {
    super(problem.detail ?? problem.title ?? "something went wrong");
    Object.assign(this, { status, code: problem.code, pointer: problem.pointer ?? "" });
    this.clause = problem.clause;
  }
}

let csrf = "";
let whenEnded = () => {};

export const rememberCsrf = (token) => (csrf = token);
export const onSessionEnd = (tell) => (whenEnded = tell);

async function problemOf(response) {
  try {
    return await response.json();
  } catch {
    return { code: "unknown", detail: `the service answered ${response.status}` };
  }
}

async function send(method, path, { body, type, headers = {} } = {}) {
  const init = { method, headers: { Accept: "application/json", ...headers }, cache: "no-store" };
  if (method !== "GET") init.headers["X-CSRF-Token"] = csrf;
  if (body !== undefined) {
    init.headers["Content-Type"] = type ?? "application/json";
    init.body = type ? body : JSON.stringify(body);
  }
  let response;
  try {
    response = await fetch(path, init);
  } catch {
    throw new Refusal(0, { code: "offline", detail: "the service cannot be reached" });
  }
  if (response.ok) return response;
  if (response.status === 401) whenEnded();
  throw new Refusal(response.status, await problemOf(response));
}

export const read = async (path) => (await send("GET", path)).json();

const PAGES_MAX = 20; // of one list; more is more than a person reads

export async function readAll(path) {
  const items = [];
  let cursor = "";
  for (let page = 0; page < PAGES_MAX; ++page) {
    const join = path.includes("?") ? "&" : "?";
    const part = await read(cursor ? `${path}${join}cursor=${encodeURIComponent(cursor)}` : path);
    items.push(...part.items);
    if (!part.next) break;
    cursor = part.next;
  }
  return items;
}

const eventsOf = (stream, dryRun) => `/v1/${stream}/events${dryRun ? "?dry_run=true" : ""}`;

// What would happen, and nothing is appended: {events, standing}.
export const preview = async (stream, events) =>
  (await send("POST", eventsOf(stream, true), { body: events })).json();

// `key` makes a repetition harmless; `version` refuses if somebody was quicker.
export async function append(stream, events, { key, version } = {}) {
  const headers = { "Idempotency-Key": key ?? newKey() };
  if (version !== undefined) headers["If-Match"] = `"${version}"`;
  return (await send("POST", eventsOf(stream, false), { body: events, headers })).json();
}

export const file = (holder, sha256, bytes, type) =>
  send("PUT", `/v1/holders/${holder}/evidence/${sha256}`, { body: bytes, type });

export const signOut = () => send("POST", "/signout");

export const make = async (path) => (await send("POST", path)).json();
export const end = (path) => send("DELETE", path);

export const newKey = () =>
  Array.from(crypto.getRandomValues(new Uint8Array(10)), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
