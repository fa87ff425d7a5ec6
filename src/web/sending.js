// From a claim to the ledger: what would come of it, and logging it in each credential.

import { append, preview, readAll } from "./api.js";
import { claimOf, eventFor, lacking } from "./claim.js";
import { errorsOf } from "./fields.js";
import { activitiesOf } from "./history.js";
import { useEffect, useSignal } from "./preact.js";
import { loggable, renew } from "./store.js";

const PREVIEW_AFTER_MS = 500;

export const chosenOf = (claim) =>
  loggable().filter(({ standing }) => claim.credentials.includes(standing.id));

// What an address may ask for: …/log?credential=…&activity=… begins with what was planned, or
// with another like what was logged.
export async function begun(query) {
  const credential = query.get("credential");
  const activity = query.get("activity");
  const found = loggable().find(({ standing }) => standing.id === credential);
  if (!found || !activity) return null;
  const told = activitiesOf(await readAll(`/v1/credentials/${credential}/events?limit=1000`));
  const { data, state } = told.get(activity) ?? {};
  if (!data) return null;
  const claim = claimOf(data, credential, found.rules.unit.name);
  return state === "planned" ? { ...claim, activity, completed_on: data.planned_for } : claim;
}

// Asks what would happen, once what is written has rested for a moment.
export function useOutlook(claim) {
  const outlook = useSignal({ of: "", results: [], errors: {} });
  const text = JSON.stringify(claim);
  useEffect(() => {
    const all = chosenOf(claim).filter(({ standing }) => !claim.taken?.[standing.id]);
    if (Object.keys(lacking(claim, all)).length) {
      outlook.value = { of: text, results: [], errors: {} };
      return;
    }
    let isOld = false;
    const wait = setTimeout(async () => {
      const asked = { ...claim, activity: claim.activity || "preview" };
      const results = [];
      let errors = {};
      for (const one of all) {
        const { id } = one.standing;
        try {
          const { standing } = await preview(`credentials/${id}`, eventFor(asked, one));
          results.push({ ...one, before: one.standing, standing, activity: asked.activity });
        } catch (refusal) {
          errors = { ...errors, ...errorsOf(refusal, id) };
        }
      }
      if (!isOld) outlook.value = { of: text, results, errors };
    }, PREVIEW_AFTER_MS);
    return () => {
      isOld = true;
      clearTimeout(wait);
    };
  }, [text]);
  return outlook;
}

// The same activity in each credential; what was taken before a refusal stays taken.
export async function logAll(claim) {
  const done = [];
  for (const one of chosenOf(claim)) {
    const { id } = one.standing;
    const taken = claim.taken?.[id];
    if (taken) {
      done.push(taken);
      continue;
    }
    try {
      const event = eventFor(claim, one);
      const key = `${event.type}-${claim.activity}-${id}`;
      const answer = await append(`credentials/${id}`, event, { key });
      renew(answer.standing);
      done.push({ ...answer, id, name: one.program.name });
    } catch (refusal) {
      const taken = Object.fromEntries(done.map((each) => [each.id, each]));
      throw Object.assign(refusal, { credential: id, taken });
    }
  }
  return done;
}
