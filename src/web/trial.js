// Trying an operation: its parameters, its body, and the answer.

import { make, plain } from "./elements.js";
import { example, resolve } from "./example.js";
import { build, pretty, send } from "./request.js";

function field(operation, parameter, api) {
  const schema = resolve(parameter.schema, api);
  const id = `${operation.id}-${parameter.in}-${parameter.name}`;
  const options = schema.enum ?? (schema.type === "boolean" ? ["true", "false"] : null);
  const start = parameter.required ? String(example(schema, api)) : "";
  const attributes = {
    id,
    name: parameter.name,
    "data-in": parameter.in,
    required: parameter.required,
    "aria-describedby": `${id}-note`,
  };
  const input = options
    ? make("select", attributes, ...["", ...options].map((each) => make("option", {}, each)))
    : make("input", { ...attributes, type: "text", spellcheck: "false", autocomplete: "off" });
  input.value = start;
  return [
    make(
      "label",
      { for: id },
      make("code", {}, parameter.name),
      parameter.required ? " (required)" : "",
    ),
    input,
    make("div", { class: "note", id: `${id}-note` }, plain(parameter.description)),
  ];
}

// The editor of a body; where a body is one of several, a choice of which to begin with.
function editor(operation, api) {
  const media = Object.keys(operation.takes);
  if (!media.length) return [];
  const schema = resolve(operation.takes[media[0]].schema, api);
  const first = resolve(schema.oneOf?.[0] ?? schema, api);
  const id = `${operation.id}-body`;
  const area = make("textarea", { id, name: "body", spellcheck: "false" });
  const show = (chosen) => {
    area.value = chosen.type === "string" ? "" : JSON.stringify(example(chosen, api), null, 2);
  };
  show(first);
  const parts = [make("label", { for: id }, "Body"), area];
  const choices = first.discriminator?.mapping;
  if (choices) {
    const begin = make(
      "select",
      { id: `${id}-choice`, onchange: () => show({ $ref: choices[begin.value] }) },
      ...Object.keys(choices).map((name) => make("option", {}, name)),
    );
    parts.unshift(make("label", { for: `${id}-choice` }, "Begin with an example of"), begin);
    show({ $ref: choices[begin.value] });
  }
  if (media.length > 1)
    parts.unshift(
      make("label", { for: `${id}-media` }, "Media type"),
      make(
        "select",
        { id: `${id}-media`, name: "media" },
        ...media.map((each) => make("option", {}, each)),
      ),
    );
  return parts;
}

function valuesOf(form, operation) {
  const values = { path: {}, query: {}, header: {} };
  for (const input of form.querySelectorAll("[data-in]"))
    values[input.dataset.in][input.name] = input.value;
  const media = Object.keys(operation.takes);
  if (media.length) values.media = form.elements.media?.value ?? media[0];
  values.body = form.elements.body?.value;
  values.accept = form.elements.accept?.value;
  return values;
}

// The form that tries an operation, and what it answers.
export function trial(operation, api) {
  const status = make("p", { role: "status" });
  const head = make("pre", {
    hidden: true,
    tabindex: "0",
    "aria-label": "Headers of the response",
  });
  const body = make("pre", { hidden: true, tabindex: "0", "aria-label": "Body of the response" });
  let stop = null;
  const halt = make(
    "button",
    { type: "button", hidden: true, onclick: () => stop?.abort() },
    "Stop",
  );
  const show = (response, text) => {
    status.className = response.ok ? "good" : "bad";
    status.textContent = `${response.status} ${response.statusText}`;
    head.textContent = [...response.headers].map(([name, value]) => `${name}: ${value}`).join("\n");
    body.textContent = pretty(text, response.headers.get("content-type"));
    head.hidden = body.hidden = false;
  };
  const submit = async (event) => {
    event.preventDefault();
    stop?.abort();
    stop = new AbortController();
    halt.hidden = false;
    status.className = "note";
    status.textContent = "Waiting for the answer …";
    try {
      await send(
        build(operation, valuesOf(event.target, operation), document.getElementById("token").value),
        stop.signal,
        show,
      );
    } catch (failure) {
      if (failure.name !== "AbortError") {
        status.className = "bad";
        status.textContent = `No answer: ${failure.message}`;
      }
    }
    halt.hidden = true;
  };
  const accept =
    operation.gives.length > 1
      ? [
          make("label", { for: `${operation.id}-accept` }, "Answer as"),
          make(
            "select",
            { id: `${operation.id}-accept`, name: "accept" },
            ...operation.gives.map((each) => make("option", {}, each)),
          ),
        ]
      : [];
  return make(
    "form",
    { onsubmit: submit },
    ...operation.parameters.flatMap((each) => field(operation, each, api)),
    ...accept,
    ...editor(operation, api),
    make("p", {}, make("button", { type: "submit" }, "Send"), " ", halt),
    status,
    head,
    body,
  );
}
