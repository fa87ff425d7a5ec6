// Fields of a form: a label, a control, a hint, and what was wrong with it, tied together.

import { html, useEffect, useRef } from "./preact.js";
import { capital } from "./words.js";

// `errors` is {field: text} of the whole form; the one of no field stands under "".
export function Field({ name, label, hint, errors, required, children }) {
  const error = errors[name];
  return html`<div class=${`field${error ? " wrong" : ""}`}>
    <label for=${name}
      >${label}${!required && html`<span class="quiet"> (if any)</span>`}</label
    >
    ${hint && html`<p class="hint" id=${`${name}-hint`}>${hint}</p>`} ${children}
    ${error && html`<p class="error" id=${`${name}-error`}>${error}</p>`}
  </div>`;
}

export const described = (name, hint, errors) => ({
  id: name,
  name,
  "aria-invalid": errors[name] ? "true" : undefined,
  "aria-describedby":
    [errors[name] && `${name}-error`, hint && `${name}-hint`].filter(Boolean).join(" ") ||
    undefined,
});

export function Text({ name, label, hint, errors, value, set, required, type = "text", ...more }) {
  return html`<${Field} ...${{ name, label, hint, errors, required }}>
    <input
      ...${described(name, hint, errors)}
      type=${type}
      value=${value}
      required=${required}
      onInput=${(event) => set(event.target.value)}
      ...${more}
    />
  <//>`;
}

export function Choice({ name, label, hint, errors, value, set, required, options }) {
  return html`<${Field} ...${{ name, label, hint, errors, required }}>
    <select
      ...${described(name, hint, errors)}
      value=${value}
      onChange=${(event) => set(event.target.value)}
    >
      ${options.map(
        ([id, text]) => html`<option value=${id} selected=${id === value}>${text}</option>`,
      )}
    </select>
  <//>`;
}

export const Tick = ({ name, label, checked, set }) =>
  html`<div class="tick">
    <input
      id=${name}
      name=${name}
      type="checkbox"
      checked=${checked}
      onChange=${(event) => set(event.target.checked)}
    />
    <label for=${name}>${label}</label>
  </div>`;

// All that was wrong, with a way to each field; takes the focus when it appears.
export function Summary({ errors }) {
  const box = useRef(null);
  const list = Object.entries(errors).filter(([, text]) => text);
  const told = JSON.stringify(list);
  useEffect(() => {
    if (list.length) box.current.focus();
  }, [told]);
  if (!list.length) return null;
  return html`<div class="notice bad" role="alert" tabindex="-1" ref=${box}>
    <p><strong>It was not taken.</strong></p>
    <ul>
      ${list.map(
        ([name, text]) =>
          html`<li>${name ? html`<a href=${`#${name}`} onClick=${jump}>${text}</a>` : text}</li>`,
      )}
    </ul>
  </div>`;
}

function jump(event) {
  event.preventDefault();
  document.getElementById(event.target.getAttribute("href").slice(1))?.focus();
}

// A refusal's place in the data -> the field that shows it.
const FIELDS = {
  title: "title",
  provider: "provider",
  completed_on: "completed_on",
  planned_for: "completed_on",
  credit: "amount",
  minutes: "amount",
  evidence: "evidence",
  note: "note",
  reason: "reason",
};
// What concerns no field, and is better said for this page.
const WORDS = {
  offline: "The service cannot be reached. What you wrote is kept; send it when you are back.",
  "version-mismatch":
    "Something was recorded here meanwhile. Load the page again, and look once more.",
};

export function errorsOf(refusal, credential = "") {
  const ours = WORDS[refusal.code];
  if (ours) return { "": ours };
  const path = refusal.pointer.split("/").filter((part) => part && !/^\d+$/.test(part));
  const name = path[0] === "data" ? path[1] : path[0];
  const ofCredential = { category: `category-${credential}`, parts: `category-${credential}` };
  const field = FIELDS[name] ?? ofCredential[name] ?? "";
  const text = capital(refusal.message) + (refusal.clause ? ` (“${refusal.clause}”)` : "");
  return { [field]: text.endsWith(".") ? text : `${text}.` };
}
