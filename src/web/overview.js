// The first page: every credential, how far it is, what is missing, and until when.

import { html } from "./preact.js";
import { Bar, Ring } from "./ring.js";
import { held } from "./store.js";
import {
  day,
  deadline,
  feeName,
  feeState,
  isGood,
  isOpen,
  money,
  number,
  plural,
  requirementName,
  span,
  status,
  zone,
} from "./words.js";

export const Badge = ({ code }) =>
  html`<span class=${`badge ${isGood(code) ? "good" : isOpen(code) ? "" : "bad"}`}
    >${status(code)}</span
  >`;

// The amount that stands for all: what covers everything, else the first amount there is.
function main(requirements, rules) {
  const amounts = requirements.filter((each) => each.unit);
  const isAll = (each) => rules.requirements.find((told) => told.id === each.id)?.sum === "*";
  return amounts.find((each) => isAll(each) && !each.year) ?? amounts.find(isAll) ?? amounts[0];
}

function amountOf({ unit, counted, required, remaining, met, waived }) {
  if (waived) return "waived";
  return html`<span class="figure">${number(counted)} of ${plural(required, unit)}</span>${" "}
    <span class=${met ? "good" : "quiet"}>${met ? "met" : `${number(remaining)} to go`}</span>`;
}

function feeOf({ paid, required, met, waived }) {
  if (waived) return html`<span class="good">waived</span>`;
  if (met) return html`<span class="figure">${money(paid)}</span> <span class="good">paid</span>`;
  return required
    ? html`<span class="figure">${money(required)}</span> <span class="quiet">to pay</span>`
    : html`<span class="quiet">not paid</span>`;
}

function Requirement({ each, rules }) {
  return html`<tr>
    <th scope="row">
      ${requirementName(each, rules)}
      ${each.unit &&
      !each.waived &&
      html`<${Bar} counted=${each.counted} required=${each.required} />`}
    </th>
    <td>
      ${each.unit
        ? amountOf(each)
        : each.attestation
          ? each.met
            ? html`<span class="good">signed</span>`
            : html`<span class="quiet">not signed</span>`
          : feeOf(each)}
    </td>
  </tr>`;
}

function Surplus({ cycle, unit }) {
  if (!cycle.carried_in && !cycle.would_carry && !cycle.would_lose) return null;
  const parts = [];
  if (cycle.carried_in) parts.push(`${plural(cycle.carried_in, unit)} came from the period before`);
  if (cycle.would_carry) parts.push(`${plural(cycle.would_carry, unit)} will carry into the next`);
  if (cycle.would_lose)
    parts.push(`${plural(cycle.would_lose, unit)} more than needed will be lost`);
  return html`<p class="surplus">${parts.join("; ")}.</p>`;
}

function Deadlines({ standing, program }) {
  if (!standing.deadlines.length) return null;
  const [next, ...later] = standing.deadlines;
  const line = (each) => html`<strong>${day(each.on)}</strong>: ${deadline(each.what)}`;
  return html`<p class="next">
      Next date: ${line(next)}. <span class="quiet">The whole day, ${zone(program.timezone)}.</span>
    </p>
    ${later.length > 0 &&
    html`<ul class="plain quiet">
      ${later.map((each) => html`<li>${line(each)}</li>`)}
    </ul>`}`;
}

const openFees = ({ fees }) => fees.filter((fee) => fee.state === "open");

function Missing({ standing }) {
  if (!standing.missing.length)
    return html`<p class="good">Nothing is missing${standing.cycle ? " in this period" : ""}.</p>`;
  return html`<h3>Still missing</h3>
    <ul class="missing">
      ${standing.missing.map((each) => html`<li>${each}</li>`)}
    </ul>`;
}

function DaysLeft({ standing }) {
  const { cycle } = standing;
  if (!isOpen(standing.status)) return null;
  return html`<p class="days">
    <span class="figure">${number(cycle.days_left)}</span>${" "}
    ${cycle.days_left === 1 ? "day" : "days"} left, to ${day(cycle.extended_until ?? cycle.ends_on)}
  </p>`;
}

function Keeping({ each }) {
  const { standing, rules } = each;
  const { cycle } = standing;
  const amount = main(cycle.requirements, rules);
  const others = cycle.requirements.filter((one) => one !== amount);
  return html`<div class="keeping">
    ${amount &&
    html`<div class="round">
      <${Ring} ...${amount} />
      <p class="quiet">${amount.unit}s counted</p>
    </div>`}
    <div>
      <${DaysLeft} standing=${standing} />
      <${Missing} standing=${standing} />
      <${Surplus} cycle=${cycle} unit=${rules.unit.name} />
    </div>
    <table class="requirements">
      <caption>
        Period ${cycle.number}: ${day(cycle.starts_on)} to ${day(cycle.ends_on)}
      </caption>
      <tbody>
        ${others.map((one) => html`<${Requirement} each=${one} rules=${rules} />`)}
        ${openFees(standing)
          .filter((fee) => fee.kind !== "renewal")
          .map(
            (fee) =>
              html`<tr>
                <th scope="row">${feeName(fee.kind)}</th>
                <td>${feeState(fee)}</td>
              </tr>`,
          )}
      </tbody>
    </table>
  </div>`;
}

function stepWords(step) {
  if (step.step === "modules") return `Modules: ${step.done} of ${step.required}`;
  if (step.step === "practicum")
    return step.starts_on ? `Practicum: ${span(step)}` : "Practicum: not chosen yet";
  if (step.opens_on) return `Exam: from ${day(step.opens_on)} to ${day(step.closes_on)}`;
  return "Exam";
}

export function Steps({ standing }) {
  return html`<ol class="steps">
    ${standing.path.map(
      (step) =>
        html`<li class=${step.met ? "met" : ""}>
          ${stepWords(step)}${" "}
          <span class=${step.met ? "good" : "quiet"}>${step.met ? "done" : "to do"}</span>
        </li>`,
    )}
  </ol>`;
}

function OnTheWay({ standing }) {
  return html`<${Steps} standing=${standing} />
    <${Missing} standing=${standing} />
    ${openFees(standing).map((fee) => html`<p>${feeName(fee.kind)}: ${feeState(fee)}.</p>`)}`;
}

function Card({ each }) {
  const { standing, program } = each;
  return html`<article class="card" aria-labelledby=${`name-${standing.id}`}>
    <header>
      <h2 id=${`name-${standing.id}`}>${program.name}</h2>
      <p class="quiet">
        ${program.issuer}${" "}
        ${standing.number && html`<span class="number">${standing.number}</span>`}
      </p>
      <${Badge} code=${standing.status} />
    </header>
    ${standing.cycle
      ? html`<${Keeping} each=${each} />`
      : html`<${OnTheWay} standing=${standing} />`}
    <${Deadlines} ...${each} />
    <ul class="links">
      ${standing.cycle &&
      html`<li><a href=${`/my/activities/${standing.id}`}>Activities and periods</a></li>`}
      ${standing.status === "candidate" &&
      html`<li><a href=${`/my/path/${standing.id}`}>Your path, and your practicum</a></li>`}
      <li><a href="/my/documents">Documents</a></li>
    </ul>
  </article>`;
}

// What most come here to do.
function First() {
  const candidate = held.value.find(({ standing }) => standing.status === "candidate");
  if (held.value.some(({ standing }) => standing.cycle))
    return html`<a class="button first" href="/my/log">Log an activity</a>`;
  if (!candidate) return null;
  return html`<a class="button first" href=${`/my/path/${candidate.standing.id}`}>Your path</a>`;
}

export function Overview() {
  if (!held.value.length)
    return html`<h1 tabindex="-1">Your credentials</h1>
      <p class="empty">
        No credential is registered for you yet. Once your program has registered you, it is shown
        here, with what it needs and until when.
      </p>`;
  return html`<div class="heading">
      <h1 tabindex="-1">Your credentials</h1>
      <${First} />
    </div>
    ${held.value.map((each) => html`<${Card} key=${each.standing.id} each=${each} />`)}
    <p class="quiet">The dates are yours to know, also when no reminder reaches you.</p>`;
}
