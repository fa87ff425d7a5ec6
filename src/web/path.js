// The path to the award: what is done, what comes, and choosing or changing the practicum. What a
// change costs is asked of the service, and shown before it is confirmed.

import { append, newKey, preview, readAll } from "./api.js";
import { errorsOf, Summary } from "./fields.js";
import { Badge, Steps } from "./overview.js";
import { html, useEffect, useSignal } from "./preact.js";
import { held, renew } from "./store.js";
import { day, feeName, feeState, span, zone } from "./words.js";

const stepOf = (standing, name) => standing.path.find((each) => each.step === name);

// Choosing is one event, changing another.
function eventFor(current, to) {
  return current
    ? { type: "practicum.changed", data: { from: current, to } }
    : { type: "practicum.selected", data: { practicum: to } };
}

function Cost({ answer }) {
  const fees = answer.events.filter((each) => each.type === "fee.assessed");
  if (!fees.length) return html`<p class="good">This change is free of charge.</p>`;
  return fees.map((event) => {
    const fee = answer.standing.fees.find((each) => each.fee === event.data.fee);
    return html`<p class="notice">
      <strong>A fee follows:</strong> ${feeName(event.data.kind)},${" "}
      ${fee ? feeState(fee) : "open; the amount is not set yet"}.
    </p>`;
  });
}

function Confirm({ chosen, answer, current, confirm, leave, busy }) {
  const exam = stepOf(answer.standing, "exam");
  return html`<section class="sheet" aria-labelledby="confirm" role="status">
    <h2 id="confirm">${current ? "Change to" : "Choose"} ${span(chosen)}?</h2>
    <${Cost} answer=${answer} />
    ${answer.standing.flags.map((flag) => html`<p>${flag.detail}.</p>`)}
    ${exam?.opens_on &&
    html`<p>The exam would be open from ${day(exam.opens_on)} to ${day(exam.closes_on)}.</p>`}
    <p class="actions">
      <button class="first" disabled=${busy} onClick=${confirm}>
        ${current ? "Change it" : "Choose it"}
      </button>
      <button onClick=${leave}>Leave it as it is</button>
    </p>
  </section>`;
}

function Practicums({ list, current, look }) {
  if (!list.length)
    return html`<p class="empty">No practicum is scheduled at present. New dates appear here.</p>`;
  return html`<ul class="plain lines">
    ${list.map(
      (each) =>
        html`<li>
          <span>
            <strong>${span(each)}</strong>${" "}
            <span class="quiet"
              >${each.location ?? each.format}, exam to ${day(each.exam?.closes_on)}</span
            >
          </span>
          ${each.practicum === current
            ? html`<strong>yours</strong>`
            : html`<button onClick=${() => look(each)}>
                ${current ? "Change" : "Choose"}<span class="unseen"> to ${span(each)}</span>
              </button>`}
        </li>`,
    )}
  </ul>`;
}

export function Path({ rest }) {
  const one = held.value.find(({ standing }) => standing.id === rest[0]);
  const list = useSignal(null);
  const asked = useSignal(null); // {chosen, answer}
  const errors = useSignal({});
  const told = useSignal("");
  const busy = useSignal(false);
  useEffect(() => {
    if (!one || !stepOf(one.standing, "practicum")) return;
    const { program, as_of } = one.standing;
    readAll(`/v1/programs/${program}/practicums?from=${as_of}&limit=100`).then(
      (items) => (list.value = items.filter((each) => !each.cancelled)),
      (refusal) => (errors.value = errorsOf(refusal)),
    );
  }, []);
  if (!one)
    return html`<h1 tabindex="-1">There is no such credential</h1>
      <p><a href="/my">Your credentials</a></p>`;
  const { standing, program } = one;
  const practicum = stepOf(standing, "practicum");
  const current = practicum?.practicum ?? null;

  async function act(what) {
    errors.value = {};
    busy.value = true;
    try {
      await what();
    } catch (refusal) {
      errors.value = errorsOf(refusal);
      asked.value = null;
    }
    busy.value = false;
  }
  const look = (chosen) =>
    act(async () => {
      told.value = "";
      const event = eventFor(current, chosen.practicum);
      const answer = await preview(`credentials/${standing.id}`, event);
      asked.value = { chosen, answer };
    });
  const confirm = () =>
    act(async () => {
      const { chosen } = asked.value;
      const event = eventFor(current, chosen.practicum);
      const { version } = standing;
      const answer = await append(`credentials/${standing.id}`, event, { key: newKey(), version });
      renew(answer.standing);
      asked.value = null;
      told.value = `Your practicum is ${span(chosen)}.`;
    });
  const canChoose = practicum && !practicum.met && standing.status === "candidate";
  return html`<p><a href="/my">Your credentials</a></p>
    <h1 tabindex="-1">Your path</h1>
    <p class="of">${program.name} <${Badge} code=${standing.status} /></p>
    <${Summary} errors=${errors.value} />
    <p class=${told.value ? "notice good" : ""} role="status">${told.value}</p>
    <${Steps} standing=${standing} />
    ${standing.deadlines.length > 0 &&
    html`<p class="quiet">Each date is good for its whole day, ${zone(program.timezone)}.</p>`}
    ${canChoose &&
    html`<h2>Practicum</h2>
      ${asked.value &&
      html`<${Confirm}
        ...${asked.value}
        current=${current}
        confirm=${confirm}
        leave=${() => (asked.value = null)}
        busy=${busy.value}
      />`}
      ${list.value
        ? html`<${Practicums} list=${list.value} current=${current} look=${look} />`
        : html`<p class="quiet" role="status">Reading …</p>`}`}`;
}
