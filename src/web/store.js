// What the pages show: who is signed in, and every credential with its program and rules.

import { onSessionEnd, read, readAll, rememberCsrf } from "./api.js";
import { signal } from "./preact.js";

export const session = signal(null); // {role, subject, csrf, expires_at}
export const holder = signal(null);
export const held = signal([]); // [{standing, program, rules}], the most urgent first
export const state = signal("loading"); // loading | ready | signed-out | ended | failed
export const failure = signal(null);
export const isOnline = signal(navigator.onLine);

addEventListener("online", () => (isOnline.value = true));
addEventListener("offline", () => (isOnline.value = false));
onSessionEnd(() => (state.value = session.value ? "ended" : "signed-out"));

const kept = new Map(); // programs and rules by path: they change rarely, and never for one visit
function once(path) {
  if (!kept.has(path)) {
    const reading = read(path);
    reading.catch(() => kept.delete(path));
    kept.set(path, reading);
  }
  return kept.get(path);
}

export async function whole(standing) {
  const base = `/v1/programs/${standing.program}`;
  const [program, version] = await Promise.all([
    once(base),
    once(`${base}/rules/${standing.rules_version}`),
  ]);
  return { standing, program, rules: version.rules };
}

export const credentialAt = async (id, asOf) =>
  whole(await read(`/v1/credentials/${id}${asOf ? `?as_of=${asOf}` : ""}`));

// What still runs comes first, by its next date; what is over last.
const ORDER = ["active", "grace", "suspended", "candidate"];
function urgency({ standing }) {
  const at = ORDER.indexOf(standing.status);
  const next = standing.deadlines[0]?.on ?? standing.valid_until ?? "9999";
  return `${at < 0 ? 9 : at === 3 ? 1 : 0} ${next}`;
}

export async function loadCredentials() {
  const listed = await readAll(`/v1/credentials?holder=${session.value.subject}`);
  const all = await Promise.all(listed.map((each) => credentialAt(each.id)));
  held.value = all.sort((a, b) => urgency(a).localeCompare(urgency(b)));
}

// Activities are logged to credentials that were awarded.
export const loggable = () => held.value.filter(({ standing }) => standing.cycle);

export async function load() {
  try {
    const who = await read("/v1/session");
    rememberCsrf(who.csrf);
    session.value = who;
    if (who.role !== "holder") {
      state.value = "other-role";
      return;
    }
    [holder.value] = await Promise.all([read(`/v1/holders/${who.subject}`), loadCredentials()]);
    state.value = "ready";
  } catch (refusal) {
    if (refusal.status === 401) return; // told already
    failure.value = refusal;
    state.value = "failed";
  }
}

// After an append: the standing that came with it takes the place of the old one.
export function renew(standing) {
  held.value = held.value.map((each) =>
    each.standing.id === standing.id ? { ...each, standing } : each,
  );
}
