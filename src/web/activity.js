// One activity: what holds, and how it came to that.

import { Amend, Withdraw } from "./amend.js";
import { readAll } from "./api.js";
import { activitiesOf } from "./history.js";
import { html, useEffect, useSignal } from "./preact.js";
import { Reasons } from "./receipt.js";
import { credentialAt, session } from "./store.js";
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
              <strong>${eventName(each.type)}</strong> by${" "}
              ${actor(each.actor, session.value.subject)},${" "}
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
      <dd>
        <span class="figure">${plural(row.counted, unit)}</span>
        <${Reasons} reasons=${row.reasons} />
      </dd>`}
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
  const done = async (text) => {
    opened.value = "";
    await load();
    told.value = text;
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
