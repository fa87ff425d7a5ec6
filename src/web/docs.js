// The page /docs: /openapi.json to read and to try. It writes text, never HTML.

import { example, resolve } from "./example.js";
import { build, pretty, send } from "./request.js";

const TOKEN = "recert.token";
const byId = (id) => document.getElementById(id);

// An element: make("p", {class: "note"}, "text", otherElement).
function make(name, attributes = {}, ...content) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes))
    if (key.startsWith("on")) element.addEventListener(key.slice(2), value);
    else if (value !== undefined && value !== false) element.setAttribute(key, value === true ? "" : value);
  element.append(...content.filter((part) => part !== undefined && part !== null));
  return element;
}

const plain = (markdown = "") => markdown.replaceAll("`", "");

function operationsOf(api) {
  const all = [];
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, told] of Object.entries(methods)) {
      const good = Object.entries(told.responses).find(([status]) => status.startsWith("2"))?.[1];
      all.push({
        path, method: method.toUpperCase(), told, id: told.operationId, tag: told.tags[0],
        open: told.security?.length === 0,
        parameters: (told.parameters ?? []).map((each) => resolve(each, api)),
        takes: told.requestBody?.content ?? {},
        gives: Object.keys(resolve(good ?? {}, api).content ?? {}),
      });
    }
  return all;
}

function field(operation, parameter, api) {
  const schema = resolve(parameter.schema, api);
  const id = `${operation.id}-${parameter.in}-${parameter.name}`;
  const options = schema.enum ?? (schema.type === "boolean" ? ["true", "false"] : null);
  const start = parameter.required ? String(example(schema, api)) : "";
  const attributes = { id, name: parameter.name, "data-in": parameter.in, required: parameter.required, "aria-describedby": `${id}-note` };
  const input = options
    ? make("select", attributes, ...["", ...options].map((each) => make("option", {}, each)))
    : make("input", { ...attributes, type: "text", spellcheck: "false", autocomplete: "off" });
  input.value = start;
  return [
    make("label", { for: id }, make("code", {}, parameter.name), parameter.required ? " (required)" : ""),
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
  const show = (chosen) => { area.value = JSON.stringify(example(chosen, api), null, 2); };
  show(first);
  const parts = [make("label", { for: id }, "Body"), area];
  const choices = first.discriminator?.mapping;
  if (choices) {
    const begin = make("select", { id: `${id}-choice`, onchange: () => show({ $ref: choices[begin.value] }) },
      ...Object.keys(choices).map((name) => make("option", {}, name)));
    parts.unshift(make("label", { for: `${id}-choice` }, "Begin with an example of"), begin);
    show({ $ref: choices[begin.value] });
  }
  if (media.length > 1)
    parts.unshift(make("label", { for: `${id}-media` }, "Media type"),
      make("select", { id: `${id}-media`, name: "media" }, ...media.map((each) => make("option", {}, each))));
  return parts;
}

function valuesOf(form, operation) {
  const values = { path: {}, query: {}, header: {} };
  for (const input of form.querySelectorAll("[data-in]")) values[input.dataset.in][input.name] = input.value;
  const media = Object.keys(operation.takes);
  if (media.length) values.media = form.elements.media?.value ?? media[0];
  values.body = form.elements.body?.value;
  values.accept = form.elements.accept?.value;
  return values;
}

function trial(operation, api) {
  const status = make("p", { role: "status" });
  const head = make("pre", { hidden: true, tabindex: "0", "aria-label": "Headers of the response" });
  const body = make("pre", { hidden: true, tabindex: "0", "aria-label": "Body of the response" });
  let stop = null;
  const halt = make("button", { type: "button", hidden: true, onclick: () => stop?.abort() }, "Stop");
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
      await send(build(operation, valuesOf(event.target, operation), byId("token").value), stop.signal, show);
    } catch (failure) {
      if (failure.name !== "AbortError") {
        status.className = "bad";
        status.textContent = `No answer: ${failure.message}`;
      }
    }
    halt.hidden = true;
  };
  const accept = operation.gives.length > 1
    ? [make("label", { for: `${operation.id}-accept` }, "Answer as"),
       make("select", { id: `${operation.id}-accept`, name: "accept" }, ...operation.gives.map((each) => make("option", {}, each)))]
    : [];
  return make("form", { onsubmit: submit },
    ...operation.parameters.flatMap((each) => field(operation, each, api)),
    ...accept, ...editor(operation, api),
    make("p", {}, make("button", { type: "submit" }, "Send"), " ", halt), status, head, body);
}

function answers(operation, api) {
  const rows = Object.entries(operation.told.responses).map(([status, given]) => {
    const told = resolve(given, api);
    const shapes = Object.entries(told.content ?? {}).map(([media, { schema }]) =>
      make("div", {}, make("code", {}, media), " ", make("code", {}, schema?.$ref?.split("/").pop() ?? "")));
    return make("tr", {}, make("th", { scope: "row" }, status), make("td", {}, plain(told.description)), make("td", {}, ...shapes));
  });
  return make("details", {}, make("summary", {}, "Answers"), make("table", {}, ...rows));
}

// Built when it is opened: there are many, and most are never looked at.
function entry(operation, api) {
  const details = make("details", { id: operation.id },
    make("summary", {}, make("span", { class: "method" }, operation.method), make("code", {}, operation.path), " ", operation.told.summary));
  details.addEventListener("toggle", () => {
    if (!details.open || details.dataset.built) return;
    details.dataset.built = "yes";
    details.append(
      make("p", { class: "note" }, operation.open ? "Open to everybody." : "Needs a token."),
      make("p", {}, plain(operation.told.description)), trial(operation, api), answers(operation, api));
  });
  details.dataset.words = `${operation.method} ${operation.path} ${operation.told.summary} ${operation.id}`.toLowerCase();
  return details;
}

function schemaList(api) {
  const list = Object.entries(api.components.schemas).map(([name, schema]) => {
    const details = make("details", { id: `schema-${name}` }, make("summary", {}, make("code", {}, name), " ", schema.description ?? ""));
    details.dataset.words = name.toLowerCase();
    details.addEventListener("toggle", () => {
      if (details.children.length === 1) details.append(make("pre", { tabindex: "0" }, JSON.stringify(schema, null, 2)));
    });
    return details;
  });
  return make("section", { "aria-label": "Schemas" }, make("h2", {}, "Schemas"), ...list);
}

function filter() {
  const words = byId("filter").value.toLowerCase().split(/\s+/).filter(Boolean);
  let count = 0;
  for (const details of document.querySelectorAll("[data-words]")) {
    details.hidden = !words.every((word) => details.dataset.words.includes(word));
    if (!details.hidden) ++count;
  }
  for (const section of document.querySelectorAll("main section"))
    section.hidden = !section.querySelector("[data-words]:not([hidden])");
  byId("shown").textContent = words.length ? `${count} shown` : "";
}

function watchToken() {
  const input = byId("token");
  input.value = sessionStorage.getItem(TOKEN) ?? "";
  input.addEventListener("input", () => sessionStorage.setItem(TOKEN, input.value));
  byId("forget").addEventListener("click", () => {
    sessionStorage.removeItem(TOKEN);
    input.value = "";
  });
  byId("access").addEventListener("submit", (event) => event.preventDefault());
}

async function show() {
  watchToken();
  const api = await (await fetch("/openapi.json")).json();
  byId("about").replaceChildren(`${api.info.description} Version ${api.info.version}. `,
    make("a", { href: "/openapi.json" }, "/openapi.json"), " · ", make("a", { href: "/problems" }, "/problems"));
  const operations = operationsOf(api);
  const sections = api.tags.map((tag) =>
    make("section", { "aria-label": tag.name }, make("h2", {}, tag.name), make("p", { class: "note" }, tag.description),
      ...operations.filter((each) => each.tag === tag.name).map((each) => entry(each, api))));
  byId("operations").append(...sections, schemaList(api));
  byId("filter").addEventListener("input", filter);
  const linked = location.hash && byId(location.hash.slice(1));
  if (linked?.tagName === "DETAILS") linked.open = true;
}

show().catch((failure) => { byId("about").textContent = `The document could not be read: ${failure.message}`; });
