// Amending an activity, and withdrawing it. Neither is silent: both stand in its history.

import { append, newKey, preview } from "./api.js";
import { claimOf, MINUTES } from "./claim.js";
import { errorsOf, Summary, Text } from "./fields.js";
import { Place } from "./place.js";
import { html, useSignal } from "./preact.js";
import { Outcome } from "./receipt.js";
import { renew } from "./store.js";

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

export function Amend({ one, activity, data, done }) {
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
  const counted = unit === MINUTES ? unit : `${unit}s`;
  return html`<form class="sheet" noValidate onSubmit=${send} aria-label="Amend">
    <${Summary} errors=${errors.value} />
    ${field("title", "What was it?")}
    <div class="pair">
      ${field("completed_on", "Done on", { type: "date" })}
      ${field("provider", "Provider", { required: false })}
    </div>
    ${!form.value.parts[id] &&
    field("amount", `How much, in ${counted}`, { inputmode: "decimal" })}
    <${Place} one=${one} claim=${form.value} change=${change} errors=${errors.value} />
    ${field("reason", "Why is it amended?")}
    <${Outcome} results=${results.value} />
    <p class="actions">
      <button class="first">Amend it</button>
      <button type="button" onClick=${look}>See what comes of it</button>
    </p>
  </form>`;
}

export function Withdraw({ one, activity, done }) {
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
