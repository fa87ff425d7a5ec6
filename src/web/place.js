// Where an activity counts in one credential: a category with its limits, or parts of several.

import { amountFor, converted } from "./claim.js";
import { Field, described } from "./fields.js";
import { html } from "./preact.js";
import { leaves, limits, number, plural } from "./words.js";

function limitWords({ max, per, counted }, unit) {
  const whole = `at most ${plural(max, unit)} ${per === "year" ? "a year" : "in a period"}`;
  return `${whole}, ${number(counted)} counted so far`;
}

export function hintOf({ rules, standing }, category) {
  if (!category) return "";
  const lines = limits(rules, standing.cycle, category);
  return lines.map((each) => limitWords(each, rules.unit.name)).join("; ");
}

function Leaves({ rules, ...more }) {
  return html`<select ...${more}>
    <option value="">Choose …</option>
    ${leaves(rules.categories).map(
      ({ id, label }) => html`<option value=${id} selected=${id === more.value}>${label}</option>`,
    )}
  </select>`;
}

function Part({ part, index, one, name, set, remove, errors }) {
  const { rules } = one;
  const label = `part ${index + 1}`;
  return html`<div class="part">
    <${Leaves}
      rules=${rules}
      value=${part.category}
      id=${index ? undefined : name}
      aria-label=${`Category of ${label}`}
      aria-describedby=${errors[name] ? `${name}-error` : undefined}
      onChange=${(event) => set({ ...part, category: event.target.value })}
    />
    <input
      inputmode="decimal"
      value=${part.credit}
      aria-label=${`${rules.unit.name}s of ${label}`}
      onInput=${(event) => set({ ...part, credit: event.target.value })}
    />
    <span class="quiet">${rules.unit.name}s</span>
    <button type="button" class="link" onClick=${remove}>
      Remove<span class="unseen"> ${label}</span>
    </button>
    ${part.category && html`<p class="hint">${hintOf(one, part.category)}</p>`}
  </div>`;
}

function Parts({ one, claim, change, errors }) {
  const { id } = one.standing;
  const parts = claim.parts[id];
  const name = `category-${id}`;
  const put = (next) => {
    const { [id]: dropped, ...others } = claim.parts;
    change({ parts: next.length ? { ...others, [id]: next } : others });
  };
  const total = parts.reduce((all, part) => all + (Number(part.credit) || 0), 0);
  return html`<fieldset class=${errors[name] ? "wrong" : ""}>
    <legend>${one.program.name}: split over categories</legend>
    ${parts.map(
      (part, index) =>
        html`<${Part}
          ...${{ part, index, one, name, errors }}
          set=${(to) => put(parts.map((each, at) => (at === index ? to : each)))}
          remove=${() => put(parts.filter((each, at) => at !== index))}
        />`,
    )}
    <p>
      <button type="button" onClick=${() => put([...parts, { category: "", credit: "" }])}>
        Another part
      </button>
      <span class="figure"> ${plural(total, one.rules.unit.name)} in all</span>
    </p>
    ${errors[name] && html`<p class="error" id=${`${name}-error`}>${errors[name]}</p>`}
  </fieldset>`;
}

export function Place({ one, claim, change, errors }) {
  const { standing, program, rules } = one;
  if (!leaves(rules.categories).length) return null;
  const { id } = standing;
  if (claim.parts[id] && !claim.planned)
    return html`<${Parts} ...${{ one, claim, change, errors }} />`;
  const name = `category-${id}`;
  const category = claim.categories[id] ?? "";
  const hint = hintOf(one, category);
  const split = () => {
    const { credit, minutes } = amountFor(claim, rules);
    const whole = credit ?? (minutes === undefined ? "" : converted(minutes, rules.unit));
    const parts = [
      { category, credit: whole },
      { category: "", credit: "" },
    ];
    change({ parts: { ...claim.parts, [id]: parts } });
  };
  return html`<${Field}
    name=${name}
    label=${`Category in ${program.name}`}
    hint=${hint}
    errors=${errors}
  >
    <${Leaves}
      rules=${rules}
      value=${category}
      ...${described(name, hint, errors)}
      onChange=${(event) =>
        change({ categories: { ...claim.categories, [id]: event.target.value } })}
    />
    ${!claim.planned &&
    html`<button type="button" class="link" onClick=${split}>Split over categories</button>`}
  <//>`;
}
