// Papers, receipts, the calendar, one's own data, what one prefers, and who looked.

import { append, end, make, newKey, read } from "./api.js";
import { Badge } from "./overview.js";
import { Tick } from "./fields.js";
import { html, useEffect, useSignal } from "./preact.js";
import { held, holder, session } from "./store.js";
import { feeName, instant, money } from "./words.js";

const years = ({ starts_on, ends_on }) => `${starts_on.slice(0, 4)}–${ends_on.slice(0, 4)}`;

// The papers of one period; of the present one, without naming it.
function Period({ standing, name, cycle }) {
  const of = cycle.number === standing.cycle.number ? "" : `cycle=${cycle.number}`;
  const paper = (route, text, query, file) => {
    const asked = [query, of].filter(Boolean).join("&");
    return html`<li>
      <a
        href=${`/v1/credentials/${standing.id}/${route}${asked && `?${asked}`}`}
        download=${`${standing.number}-${years(cycle)}-${file}`}
        >${text}<span class="unseen"> of ${name}, ${years(cycle)}</span></a
      >
    </li>`;
  };
  return html`<li class="period">
    <span class="figure">${years(cycle)}</span>
    <ul class="links">
      ${paper("certificate", "Certificate", "", "certificate.pdf")}
      ${paper("badge", "Badge", "format=png", "badge.png")}
      ${paper("transcript", "Transcript", "format=pdf", "transcript.pdf")}
    </ul>
  </li>`;
}

function Papers({ one }) {
  const { standing, program } = one;
  return html`<article class="card" aria-label=${program.name}>
    <header>
      <h3>${program.name}</h3>
      ${standing.number && html`<p class="number">${standing.number}</p>`}
      <${Badge} code=${standing.status} />
    </header>
    ${standing.number
      ? html`<ul class="plain">
            ${standing.cycles
              .slice()
              .reverse()
              .map((cycle) => html`<${Period} ...${{ standing, cycle, name: program.name }} />`)}
          </ul>
          <p><a href=${`/verify/${standing.number}`}>The page on which others verify it</a></p>`
      : html`<p class="quiet">Its papers are made once it is awarded.</p>`}
    <${Payments} fees=${standing.fees} />
  </article>`;
}

function Payments({ fees }) {
  const paid = fees.filter((fee) => fee.paid);
  if (!paid.length) return null;
  return html`<ul class="plain quiet">
    ${paid.map((fee) => html`<li>${feeName(fee.kind)}: ${money(fee.paid)} paid</li>`)}
  </ul>`;
}

// The address is told once, when it is made: the service keeps no copy that it could show again.
function Calendar() {
  const url = useSignal("");
  const told = useSignal("");
  const path = `/v1/holders/${session.value.subject}/calendar`;
  async function act(what) {
    try {
      told.value = await what();
    } catch (refusal) {
      told.value = `That did not work: ${refusal.message}.`;
    }
  }
  const ask = () =>
    act(async () => {
      url.value = new URL((await make(path)).url, location.origin).href;
      return "It is shown this once. Whoever has it can read your dates.";
    });
  const stop = () =>
    act(async () => {
      await end(path);
      url.value = "";
      return "No address leads to your dates now.";
    });
  return html`<h2>Calendar</h2>
    <p>Your dates in your own calendar, with alarms, by an address that only you know.</p>
    <p role="status">
      ${url.value && html`<a class="number" href=${url.value}>${url.value}</a>${" "}`}
      <span class="quiet">${told.value}</span>
    </p>
    <p class="actions">
      <button onClick=${ask}>Make an address</button>
      <button class="link" onClick=${stop}>End the address there is</button>
    </p>`;
}

function Preferences() {
  const told = useSignal("");
  const { subject } = session.value;
  const set = (name) => async (on) => {
    try {
      const event = { type: "holder.preferred", data: { [name]: on } };
      await append(`holders/${subject}`, event, { key: newKey() });
      holder.value = await read(`/v1/holders/${subject}`);
      told.value = "Kept.";
    } catch (refusal) {
      told.value = `It was not kept: ${refusal.message}.`;
    }
  };
  return html`<h2>Preferences</h2>
    <${Tick}
      name="publish_name"
      label="Show my name to whoever verifies my credential by its number"
      checked=${holder.value.publish_name === true}
      set=${set("publish_name")}
    />
    <${Tick}
      name="reminders"
      label="Remind me of my dates by e-mail"
      checked=${holder.value.reminders !== false}
      set=${set("reminders")}
    />
    <p role="status" class="quiet">${told.value}</p>`;
}

const LOOKED_MAX = 50;

function Looked() {
  const list = useSignal(null);
  useEffect(() => {
    read(`/v1/holders/${session.value.subject}/accesses?limit=${LOOKED_MAX}`).then(
      ({ items }) => (list.value = items),
      () => (list.value = []),
    );
  }, []);
  if (!list.value) return html`<p class="quiet" role="status">Reading …</p>`;
  if (!list.value.length) return html`<p class="empty">Nobody but you has looked so far.</p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Who looked">
    <table class="ledger">
      <thead>
        <tr>
          <th scope="col">When</th>
          <th scope="col">Who</th>
          <th scope="col">What</th>
        </tr>
      </thead>
      <tbody>
        ${list.value.map(
          (each) =>
            html`<tr>
              <td class="date">${instant(each.at)}</td>
              <td>${each.actor}</td>
              <td>${each.read}</td>
            </tr>`,
        )}
      </tbody>
    </table>
  </div>`;
}

export function Documents() {
  const { subject } = session.value;
  return html`<h1 tabindex="-1">Documents and settings</h1>
    <h2>Papers</h2>
    ${held.value.length
      ? held.value.map((one) => html`<${Papers} key=${one.standing.id} one=${one} />`)
      : html`<p class="empty">There are none yet.</p>`}
    <p class="quiet">
      The receipt of each entry is beside it, in the history of its activity.
    </p>
    <${Calendar} />
    <h2>Your data</h2>
    <p>
      <a href=${`/v1/holders/${subject}/export`} download>
        Everything this ledger holds about you</a
      >, with your files, in one archive.
    </p>
    <${Preferences} />
    <h2>Who looked</h2>
    <${Looked} />`;
}
