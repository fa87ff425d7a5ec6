// Activities of a credential, period by period: claimed, counted, and why not more.

import { readAll } from "./api.js";
import { activitiesOf } from "./history.js";
import { Badge } from "./overview.js";
import { html, useEffect, useSignal } from "./preact.js";
import { Reasons } from "./receipt.js";
import { credentialAt, held } from "./store.js";
import { categoryLabel, day, number, personal, plural, shortDay } from "./words.js";

const OUTCOMES = { open: "open", renewed: "renewed" };

function Which({ id }) {
  const all = held.value.filter(({ standing }) => standing.cycle);
  if (all.length < 2) return null;
  return html`<nav aria-label="Credentials" class="tabs">
    <ul>
      ${all.map(
        ({ standing, program }) =>
          html`<li>
            <a
              href=${`/my/activities/${standing.id}`}
              aria-current=${standing.id === id ? "page" : undefined}
              >${program.name}</a
            >
          </li>`,
      )}
    </ul>
  </nav>`;
}

function Periods({ standing, shown }) {
  if (standing.cycles.length < 2) return null;
  const now = standing.cycle.number;
  return html`<nav aria-label="Periods" class="tabs">
    <ul>
      ${standing.cycles.map((cycle) => {
        const then = cycle.number === now ? "" : `?as_of=${cycle.ends_on}`;
        return html`<li>
          <a
            href=${`/my/activities/${standing.id}${then}`}
            aria-current=${cycle.number === shown ? "page" : undefined}
            >${cycle.starts_on.slice(0, 4)}–${cycle.ends_on.slice(0, 4)}${" "}
            <span class="quiet">${OUTCOMES[cycle.outcome] ?? cycle.outcome}</span></a
          >
        </li>`;
      })}
    </ul>
  </nav>`;
}

function Row({ each, told, standing, rules }) {
  const to = `/my/activity/${standing.id}/${each.activity}`;
  const categories = told?.data.parts?.map((part) => part.category) ?? [each.category];
  return html`<tr>
    <td class="date">${shortDay(each.completed_on)}</td>
    <td>
      <a href=${to}>${told ? personal(told.data.title) : each.activity}</a>
      ${categories.some(Boolean) &&
      html`<p class="quiet">
        ${categories.map((category) => categoryLabel(rules, category)).join(", ")}
      </p>`}
      <${Reasons} reasons=${each.reasons} />
    </td>
    <td class="amount">${number(each.claimed)}</td>
    <td class="amount">${number(each.counted)}</td>
  </tr>`;
}

function Table({ standing, rules, history }) {
  const { activities, starts_on, ends_on, number: period } = standing.cycle;
  const sum = (name) => number(activities.reduce((all, each) => all + each[name], 0));
  if (!activities.length)
    return html`<p class="empty">
      Nothing is logged in this period, ${day(starts_on)} to ${day(ends_on)}.
    </p>`;
  return html`<div class="scroll" tabindex="0" role="region" aria-label="Activities of the period">
    <table class="ledger">
      <caption>
        Period ${period}: ${day(starts_on)} to ${day(ends_on)}, in ${rules.unit.name}s
      </caption>
      <thead>
        <tr>
          <th scope="col">Done on</th>
          <th scope="col">Activity</th>
          <th scope="col" class="amount">Claimed</th>
          <th scope="col" class="amount">Counted</th>
        </tr>
      </thead>
      <tbody>
        ${activities.map(
          (each) =>
            html`<${Row}
              key=${each.activity}
              ...${{ each, standing, rules, told: history.get(each.activity) }}
            />`,
        )}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row" colspan="2">In all</th>
          <td class="amount">${sum("claimed")}</td>
          <td class="amount">${sum("counted")}</td>
        </tr>
      </tfoot>
    </table>
  </div>`;
}

function Planned({ standing, history }) {
  const planned = [...history].filter(([, each]) => each.state === "planned");
  if (!planned.length) return null;
  return html`<section aria-labelledby="planned">
    <h2 id="planned">Planned</h2>
    <p class="quiet">Counts once it is done and logged.</p>
    <ul class="plain lines">
      ${planned.map(
        ([activity, { data }]) =>
          html`<li>
            <span>${personal(data.title)}, ${day(data.planned_for)}</span>
            <a
              href=${`/my/log?credential=${standing.id}&activity=${activity}`}
              >Log it as done<span class="unseen">: ${personal(data.title)}</span></a
            >
          </li>`,
      )}
    </ul>
  </section>`;
}

export function Activities({ rest, query }) {
  const id = rest[0] ?? held.value.find(({ standing }) => standing.cycle)?.standing.id;
  const asOf = query.get("as_of");
  const found = useSignal(null);
  const trouble = useSignal(null);
  useEffect(() => {
    if (!id) return;
    Promise.all([credentialAt(id, asOf), readAll(`/v1/credentials/${id}/events?limit=1000`)]).then(
      ([one, events]) => (found.value = { ...one, history: activitiesOf(events) }),
      (refusal) => (trouble.value = refusal),
    );
  }, []);
  const heading = html`<div class="heading">
    <h1 tabindex="-1">Activities</h1>
    <a class="button first" href="/my/log">Log an activity</a>
  </div>`;
  if (trouble.value)
    return html`${heading}
      <p class="notice bad" role="alert">
        The activities cannot be shown: ${trouble.value.message}.
      </p>`;
  if (!id)
    return html`<h1 tabindex="-1">Activities</h1>
      <p class="empty">
        Activities count once a credential was awarded. None of yours is there yet.
      </p>`;
  if (!found.value) return html`${heading}<p class="quiet" role="status">Reading …</p>`;
  const now = held.value.find(({ standing }) => standing.id === id) ?? found.value;
  const { standing, program, rules, history } = found.value;
  return html`${heading}
    <${Which} id=${id} />
    <p class="of">${program.name} <${Badge} code=${now.standing.status} /></p>
    ${standing.cycle
      ? html`<${Periods} standing=${now.standing} shown=${standing.cycle.number} />
          <${Table} ...${{ standing, rules, history }} />`
      : html`<p class="empty">Activities count once the credential was awarded.</p>`}
    ${!asOf && html`<${Planned} ...${{ standing, history }} />`}
    ${standing.cycle?.carried_in > 0 &&
    html`<p>
      ${plural(standing.cycle.carried_in, rules.unit.name)} came from the period before.
    </p>`}`;
}
