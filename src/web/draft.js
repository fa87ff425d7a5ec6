// What somebody is writing, kept in this browser until it is sent: it outlives a closed tab, a lost
// connection and an ended session. Kept by person, and gone with signing out.

import { session } from "./store.js";

export const DRAFT = "recert.draft";
export const LAST = "recert.last"; // what was sent last, to begin another like it

export function kept(name) {
  try {
    const found = JSON.parse(localStorage.getItem(name));
    return found?.subject === session.value?.subject ? found?.claim : null;
  } catch {
    return null;
  }
}

// A browser that keeps nothing must not keep anybody from writing.
export function keep(name, claim) {
  try {
    localStorage.setItem(name, JSON.stringify({ subject: session.value.subject, claim }));
  } catch {
    return;
  }
}

export const drop = (name) => localStorage.removeItem(name);

export function forgetAll() {
  for (const name of [DRAFT, LAST]) drop(name);
}
