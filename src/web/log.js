// Logging an activity: the form, what would come of it, and the receipt.

import { newKey } from "./api.js";
import { conversion, emptyClaim, lacking, unitsFor } from "./claim.js";
import { DRAFT, drop, keep, kept, LAST } from "./draft.js";
import { Evidence } from "./evidence.js";
import { Choice, errorsOf, Summary, Text, Tick } from "./fields.js";
import { Place } from "./place.js";
import { html, useEffect, useRef, useSignal } from "./preact.js";
import { Outcome, Receipt } from "./receipt.js";
import { begun, chosenOf, logAll, useOutlook } from "./sending.js";
import { loggable, session } from "./store.js";
import { plural } from "./words.js";

function start() {
  const all = loggable();
  const fresh = emptyClaim(all.slice(0, 1).map(({ standing }) => standing.id));
  return { ...fresh, unit: all[0]?.rules.unit.name ?? "", ...kept(DRAFT) };
}

function Credentials({ claim, change, errors }) {
  const flip = (id, on) =>
    change({
      credentials: on
        ? [...claim.credentials, id]
        : claim.credentials.filter((each) => each !== id),
    });
  return html`<fieldset aria-describedby=${errors.credentials ? "credentials-error" : undefined}>
    <legend>Which of your credentials is it for?</legend>
    ${loggable().map(
      ({ standing, program }, index) =>
        html`<${Tick}
          name=${index ? `credential-${standing.id}` : "credentials"}
          label=${program.name}
          checked=${claim.credentials.includes(standing.id)}
          set=${(on) => flip(standing.id, on)}
        />`,
    )}
    ${errors.credentials && html`<p class="error" id="credentials-error">${errors.credentials}</p>`}
  </fieldset>`;
}

function Conversions({ claim }) {
  const lines = chosenOf(claim)
    .map((each) => ({ ...each, is: conversion(claim, each.rules) }))
    .filter(({ is }) => is);
  return html`<p class="hint" role="status">
    ${lines
      .map(
        ({ is, rules, program }) =>
          `${plural(is.minutes, "minute")} are ` +
          `${plural(is.credit, rules.unit.name)} of ${program.name}.`,
      )
      .join(" ")}
  </p>`;
}

function Amount({ claim, change, errors }) {
  const chosen = chosenOf(claim);
  if (chosen.length && chosen.every(({ standing }) => claim.parts[standing.id])) return null;
  const units = unitsFor(chosen.length ? chosen : loggable());
  const unit = units.some(([id]) => id === claim.unit) ? claim.unit : (units[0]?.[0] ?? "");
  if (unit !== claim.unit) queueMicrotask(() => change({ unit }));
  return html`<div class="pair">
      <${Text}
        name="amount"
        label="How much"
        inputmode="decimal"
        autocomplete="off"
        required=${!claim.planned}
        value=${claim.amount}
        set=${(amount) => change({ amount })}
        errors=${errors}
      />
      <${Choice}
        name="unit"
        label="Counted in"
        required
        options=${units}
        value=${unit}
        set=${(to) => change({ unit: to })}
        errors=${errors}
      />
    </div>
    <${Conversions} claim=${claim} />`;
}

export function Log({ query, go }) {
  const claim = useSignal(start());
  const errors = useSignal({});
  const busy = useSignal(false);
  const isBegun = useSignal(!query.get("activity"));
  const receipt = useSignal(null);
  const outlook = useOutlook(claim.value);
  const heading = useRef(null);
  const change = (part) => {
    claim.value = { ...claim.value, ...part };
    keep(DRAFT, claim.value);
  };
  useEffect(() => {
    begun(query)
      .then((found) => found && change(found))
      .catch(() => {}) // then the form is empty, and can be filled all the same
      .finally(() => (isBegun.value = true));
  }, []);

  async function submit(event) {
    event.preventDefault();
    errors.value = lacking(claim.value, loggable());
    if (Object.keys(errors.value).length || busy.value) return;
    busy.value = true;
    if (!claim.value.activity) change({ activity: `a-${newKey()}` });
    try {
      receipt.value = { answers: await logAll(claim.value), claim: claim.value };
      keep(LAST, claim.value);
      drop(DRAFT);
      heading.current?.focus();
    } catch (refusal) {
      if (refusal.taken) change({ taken: refusal.taken });
      errors.value = errorsOf(refusal, refusal.credential);
    }
    busy.value = false;
  }

  function again() {
    claim.value = { ...start(), activity: "" };
    receipt.value = null;
    errors.value = {};
  }
  const duplicate = () => {
    change({ ...kept(LAST), evidence: [], completed_on: "", activity: "", taken: undefined });
  };

  if (!loggable().length)
    return html`<h1 tabindex="-1">Log an activity</h1>
      <p class="empty">
        Activities count once a credential was awarded. None of yours is there yet.
      </p>
      <p><a href="/my">Your credentials</a></p>`;
  if (receipt.value)
    return html`<${Receipt} ...${receipt.value} again=${again} heading=${heading} go=${go} />`;
  if (!isBegun.value) return html`<p class="quiet" role="status">Reading …</p>`;
  const shown = { ...outlook.value.errors, ...errors.value };
  const fields = { claim: claim.value, change, errors: shown };
  return html`<div class="heading">
      <h1 tabindex="-1">Log an activity</h1>
      ${kept(LAST) &&
      html`<button type="button" onClick=${duplicate}>Duplicate the last</button>`}
    </div>
    <form class="sheet" noValidate onSubmit=${submit}>
      <${Summary} errors=${errors.value} />
      <${Text}
        name="title"
        label="What was it?"
        required
        maxlength="300"
        value=${claim.value.title}
        set=${(title) => change({ title })}
        errors=${shown}
      />
      <${Tick}
        name="planned"
        label="It is still to come: plan it, and log it when it is done"
        checked=${claim.value.planned}
        set=${(planned) => change({ planned })}
      />
      <div class="pair">
        <${Text}
          name="completed_on"
          type="date"
          label=${claim.value.planned ? "Planned for" : "Done on"}
          required
          value=${claim.value.completed_on}
          set=${(completed_on) => change({ completed_on })}
          errors=${shown}
        />
        ${!claim.value.planned &&
        html`<${Text}
          name="provider"
          label="Provider"
          value=${claim.value.provider}
          set=${(provider) => change({ provider })}
          errors=${shown}
        />`}
      </div>
      <${Credentials} ...${fields} />
      <${Amount} ...${fields} />
      ${chosenOf(claim.value).map(
        (one) => html`<${Place} key=${one.standing.id} one=${one} ...${fields} />`,
      )}
      ${!claim.value.planned &&
      html`<${Evidence}
        holder=${session.value.subject}
        files=${claim.value.evidence}
        set=${(evidence) => change({ evidence })}
        errors=${shown}
        tell=${(text) => (errors.value = text ? { evidence: text } : {})}
      />`}
      <${Outcome} results=${outlook.value.results} planned=${claim.value.planned} />
      <p class="actions">
        <button class="first" disabled=${busy.value}>
          ${busy.value ? "Sending …" : claim.value.planned ? "Plan it" : "Log it"}
        </button>
        <span class="quiet">What you write is kept in this browser until you send it.</span>
      </p>
    </form>`;
}
