// One activity: what holds, how it came to that, and how to amend or withdraw it.

import { append, newKey, preview, readAll } from "./api.js";
import { claimOf, MINUTES } from "./claim.js";
import { errorsOf, Summary, Text } from "./fields.js";
import { activitiesOf } from "./history.js";
import { Place } from "./place.js";
import { html, useEffect, useSignal } from "./preact.js";
import { Outcome, Reasons } from "./receipt.js";
import { credentialAt, renew, session } from "./store.js";
import {
  actor,
  categoryLabel,
  day,
  eventName,
  instant,
  number,
  personal,
  plural,
} from "./words.js";

const SAID = {
  title: "title",
  provider: "provider",
  completed_on: "done on",
  planned_for: "planned for",
  credit: "amount",
  minutes: "minutes",
  category: "category",
  reason: "reason",
};

function said(data) {
  return Object.entries(SAID)
    .filter(([name]) => data[name] !== undefined)
    .map(([name, words]) => `${words}: ${typeof data[name] === "object" ? "(erased)" : data[name]}`)
    .join("; ");
}

function History({ events }) {
  return html`<section aria-labelledby="history">
    <h2 id="history">History</h2>
    <ol class="plain history">
      ${events.map(
        (each) =>
          html`<li class=${each.voided ? "voided" : ""}>
            <p>
              <strong>${eventName(each.type)}</strong> by ${actor(each.actor, session.value.subject)},${" "}
              <time datetime=${each.recorded_at}>${instant(each.recorded_at)}</time>
              ${each.voided && " (taken out again)"}
            </p>
            <p class="quiet">${said(each.data)}</p>
            <p>
              Entry <span class="number">${each.seq}</span>,${" "}
              <a href=${`/v1/events/${each.seq}/receipt`} download=${`receipt-${each.seq}.txt`}
                >receipt<span class="unseen"> of entry ${each.seq}</span></a
              >
            </p>
          </li>`,
      )}
    </ol>
  </section>`;
}

function Now({ one, data, row }) {
  const unit = one.rules.unit.name;
  const categories = data.parts ?? (data.category ? [{ category: data.category }] : []);
  return html`<dl class="facts">
    <dt>Done on</dt>
    <dd>${day(data.completed_on)}</dd>
    ${data.provider && html`<dt>Provider</dt><dd>${data.provider}</dd>`}
    ${categories.length > 0 &&
    html`<dt>Category</dt>
      <dd>
        ${categories
          .map(
            (part) =>
              categoryLabel(one.rules, part.category) +
              (part.credit === undefined ? "" : ` (${number(part.credit)})`),
          )
          .join(", ")}
      </dd>`}
    ${row &&
    html`<dt>Claimed</dt>
      <dd class="figure">${plural(row.claimed, unit)}</dd>
      <dt>Counted</dt>
      <dd><span class="figure">${plural(row.counted, unit)}</span><${Reasons} reasons=${row.reasons} /></dd>`}
    ${data.evidence?.length > 0 &&
    html`<dt>Proof</dt>
      <dd>
        ${data.evidence.map(
          (sha256, index) =>
            html`<a href=${`/v1/holders/${session.value.subject}/evidence/${sha256}`} download
                >File ${index + 1}</a
              >${" "}`,
        )}
      </dd>`}
  </dl>`;
}

const numberOf = (text) => Number(String(text).replace(",", "."));

const partsOf = (parts) =>
  parts.map(({ category, credit }) => ({ category, credit: numberOf(credit) }));

// Only what was changed is sent.
function changes(before, form, id) {
  const out = {};
  for (const name of ["title", "provider", "completed_on"])
    if (form[name] !== (before[name] ?? "")) out[name] = form[name];
  const parts = form.parts[id];
  const category = form.categories[id] ?? "";
  if (parts && JSON.stringify(partsOf(parts)) !== JSON.stringify(before.parts ?? []))
    return { ...out, parts: partsOf(parts) };
  if (!parts && category && category !== before.category) out.category = category;
  const amount = numberOf(form.amount);
  if (!parts && amount !== (before.credit ?? before.minutes))
    out[form.unit === MINUTES ? "minutes" : "credit"] = amount;
  return out;
}

function Amend({ one, activity, data, done }) {
  const { id, version } = one.standing;
  const form = useSignal({
    ...claimOf(data, id, one.rules.unit.name),
    completed_on: data.completed_on,
    reason: "",
  });
  const errors = useSignal({});
  const results = useSignal([]);
  const change = (part) => {
    form.value = { ...form.value, ...part };
    results.value = [];
  };
  const event = () => ({
    type: "cpe.amended",
    data: { activity, ...changes(data, form.value, id), reason: form.value.reason },
  });
  async function act(what) {
    errors.value = {};
    if (!form.value.reason.trim()) {
      errors.value = { reason: "Say why: it stands in the history." };
      return;
    }
    try {
      await what();
    } catch (refusal) {
      errors.value = errorsOf(refusal, id);
    }
  }
  const look = () =>
    act(async () => {
      const { standing } = await preview(`credentials/${id}`, event());
      results.value = [{ ...one, before: one.standing, standing, activity }];
    });
  const send = (submitted) => {
    submitted.preventDefault();
    act(async () => {
      const { standing } = await append(`credentials/${id}`, event(), { key: newKey(), version });
      renew(standing);
      done("Amended.");
    });
  };
  const field = (name, label, more = {}) =>
    html`<${Text}
      name=${name}
      label=${label}
      required
      value=${form.value[name]}
      set=${(value) => change({ [name]: value })}
      errors=${errors.value}
      ...${more}
    />`;
  const { unit } = form.value;
  return html`<form class="sheet" noValidate onSubmit=${send} aria-label="Amend">
    <${Summary} errors=${errors.value} />
    ${field("title", "What was it?")}
    <div class="pair">
      ${field("completed_on", "Done on", { type: "date" })}
      ${field("provider", "Provider", { required: false })}
    </div>
    ${!form.value.parts[id] &&
    field("amount", `How much, in ${unit === MINUTES ? unit : `${unit}s`}`, { inputmode: "decimal" })}
    <${Place} one=${one} claim=${form.value} change=${change} errors=${errors.value} />
    ${field("reason", "Why is it amended?")}
    <${Outcome} results=${results.value} />
    <p class="actions">
      <button class="first">Amend it</button>
      <button type="button" onClick=${look}>See what comes of it</button>
    </p>
  </form>`;
}

function Withdraw({ one, activity, done }) {
  const reason = useSignal("");
  const errors = useSignal({});
  const { id, version } = one.standing;
  async function send(submitted) {
    submitted.preventDefault();
    const data = reason.value.trim() ? { activity, reason: reason.value } : { activity };
    try {
      const event = { type: "cpe.withdrawn", data };
      const { standing } = await append(`credentials/${id}`, event, { key: newKey(), version });
      renew(standing);
      done("Withdrawn.");
    } catch (refusal) {
      errors.value = errorsOf(refusal, id);
    }
  }
  return html`<form class="sheet" noValidate onSubmit=${send} aria-label="Withdraw">
    <${Summary} errors=${errors.value} />
    <p>It will count no more. Its history stays, and it can be logged anew as another activity.</p>
    <${Text}
      name="reason"
      label="Why?"
      value=${reason.value}
      set=${(text) => (reason.value = text)}
      errors=${errors.value}
    />
    <p class="actions"><button class="danger">Withdraw it</button></p>
  </form>`;
}

const rowOf = ({ standing }, activity) =>
  standing.cycle?.activities.find((each) => each.activity === activity);

// The credential, the history of the activity, and its row in the period that it was done in.
async function whole(id, activity) {
  const [one, events] = await Promise.all([
    credentialAt(id),
    readAll(`/v1/credentials/${id}/events?limit=1000`),
  ]);
  const told = activitiesOf(events).get(activity);
  const on = told?.data.completed_on;
  const period = one.standing.cycles.find((each) => each.starts_on <= on && on <= each.ends_on);
  const isOld = period && period.number !== one.standing.cycle.number;
  const then = isOld ? await credentialAt(id, period.ends_on) : one;
  return { one, ...told, row: rowOf(then, activity) };
}

export function Activity({ rest }) {
  const [id, activity] = rest;
  const found = useSignal(null);
  const trouble = useSignal(null);
  const opened = useSignal("");
  const told = useSignal("");
  const load = () =>
    whole(id, activity).then(
      (all) => (found.value = all),
      (refusal) => (trouble.value = refusal),
    );
  useEffect(() => {
    load();
  }, []);
  const done = (text) => {
    opened.value = "";
    told.value = text;
    load();
  };
  const back = html`<p><a href=${`/my/activities/${id}`}>All activities</a></p>`;
  if (trouble.value || (found.value && !found.value.data))
    return html`<h1 tabindex="-1">There is no such activity</h1>
      ${back}`;
  if (!found.value) return html`<p class="quiet" role="status">Reading …</p>`;
  const { one, row, data, events, state } = found.value;
  const open = (name) => () => (opened.value = opened.value === name ? "" : name);
  return html`${back}
    <h1 tabindex="-1">${personal(data.title)}</h1>
    <p class="of">${one.program.name}</p>
    <p class=${told.value ? "notice good" : ""} role="status">${told.value}</p>
    ${state === "withdrawn" && html`<p class="notice">This activity was withdrawn.</p>`}
    <${Now} one=${one} data=${data} row=${row} />
    ${state === "logged" &&
    html`<p class="actions">
      <button aria-expanded=${opened.value === "amend"} onClick=${open("amend")}>Amend</button>
      <button aria-expanded=${opened.value === "withdraw"} onClick=${open("withdraw")}>
        Withdraw
      </button>
      <a href=${`/my/log?credential=${id}&activity=${activity}`}>Log another like it</a>
    </p>`}
    ${opened.value === "amend" && html`<${Amend} ...${{ one, activity, data, done }} />`}
    ${opened.value === "withdraw" && html`<${Withdraw} ...${{ one, activity, done }} />`}
    <${History} events=${events} />`;
}
