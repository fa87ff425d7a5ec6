// What would come of an activity, and the receipt once it is in the ledger.

import { html, useEffect } from "./preact.js";
import { day, number, plural, requirementName } from "./words.js";

const amountsOf = (standing) =>
  (standing.cycle?.requirements ?? []).filter((each) => each.unit && !each.year);

const countedOf = (standing, id) => amountsOf(standing).find((each) => each.id === id)?.counted;

export function Reasons({ reasons }) {
  if (!reasons.length) return null;
  return html`<ul class="reasons">
    ${reasons.map(
      (each) =>
        html`<li>${each.detail}${each.clause && html` <q class="quiet">${each.clause}</q>`}</li>`,
    )}
  </ul>`;
}

// One credential: what it will have, what of it counts, and why not more.
function Result({ result, planned }) {
  const { standing, before, program, rules, activity } = result;
  const unit = rules.unit.name;
  const [amount, ...others] = amountsOf(standing);
  const more = others.filter((each) => each.counted !== countedOf(before, each.id));
  const claim = standing.cycle?.activities.find((each) => each.activity === activity);
  if (planned)
    return html`<p>
      <strong>${program.name}:</strong> a plan is kept for you, and counts for nothing yet.
    </p>`;
  const renewed = standing.cycles.length > before.cycles.length;
  return html`<div>
    <p>
      <strong>${program.name}:</strong>${" "}
      ${amount &&
      html`with this you will have${" "}
        <strong class="figure"
          >${number(amount.counted)} of ${plural(amount.required, amount.unit)}</strong
        >${more
          .map(
            (each) =>
              `, ${requirementName(each, rules)}: ` +
              `${number(each.counted)} of ${number(each.required)}`,
          )
          .join("")}.`}
      ${claim &&
      claim.counted < claim.claimed &&
      html` Of ${plural(claim.claimed, unit)}, ${number(claim.counted)}${" "}
        ${claim.counted === 1 ? "counts" : "count"}:`}
    </p>
    ${claim && html`<${Reasons} reasons=${claim.reasons} />`}
    ${standing.cycle?.would_carry > 0 &&
    html`<p>${plural(standing.cycle.would_carry, unit)} will carry into the next period.</p>`}
    ${standing.cycle?.would_lose > 0 &&
    html`<p>${plural(standing.cycle.would_lose, unit)} more than needed will be lost.</p>`}
    ${renewed &&
    html`<p class="good">This renews your credential, to ${day(standing.valid_until)}.</p>`}
  </div>`;
}

export function Outcome({ results, planned }) {
  return html`<div class="outcome" role="status">
    ${results.length > 0 &&
    html`<h2>What comes of it</h2>
      ${results.map(
        (result) =>
          html`<${Result} key=${result.standing.id} result=${result} planned=${planned} />`,
      )}`}
  </div>`;
}

function Taken({ answer }) {
  const [first] = answer.events;
  const renewal = answer.events.find((each) => each.type === "credential.renewed");
  const [amount] = amountsOf(answer.standing);
  return html`<li>
    <strong>${answer.name}</strong>: entry${" "}
    <span class="number">${first.seq}</span> of the ledger.
    ${amount &&
    first.type !== "cpe.planned" &&
    html` You have${" "}
      <span class="figure">
        ${number(amount.counted)} of ${plural(amount.required, amount.unit)}</span
      >.`}
    ${renewal &&
    html` <strong class="good">Renewed to ${day(renewal.data.valid_until)}.</strong>`}
    ${" "}<a href=${`/v1/events/${first.seq}/receipt`} download=${`receipt-${first.seq}.txt`}
      >Receipt</a
    >
  </li>`;
}

export function Receipt({ answers, claim, again, heading }) {
  useEffect(() => heading.current?.focus(), []);
  return html`<h1 tabindex="-1" ref=${heading}>${claim.planned ? "Planned" : "Logged"}</h1>
    <p class="lead">“${claim.title}” is recorded.</p>
    <ul class="plain taken">
      ${answers.map((answer) => html`<${Taken} key=${answer.id} answer=${answer} />`)}
    </ul>
    <p class="quiet">
      A receipt proves, together with the ledger's public checkpoints, that the entry is in it.
    </p>
    <p class="actions">
      <button class="first" onClick=${again}>Log another</button>
      <a href="/my">Your credentials</a>
    </p>`;
}
