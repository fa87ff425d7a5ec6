// The page /docs: /openapi.json to read and to try. It writes text, never HTML.

import { make, plain } from "./elements.js";
import { resolve } from "./example.js";
import { trial } from "./trial.js";

const TOKEN = "recert.token";
const byId = (id) => document.getElementById(id);

function operationsOf(api) {
  const all = [];
  for (const [path, methods] of Object.entries(api.paths))
    for (const [method, told] of Object.entries(methods)) {
      const good = Object.entries(told.responses).find(([status]) => status.startsWith("2"))?.[1];
      all.push({
        path,
        method: method.toUpperCase(),
        told,
        id: told.operationId,
        tag: told.tags[0],
        open: told.security?.length === 0,
        parameters: (told.parameters ?? []).map((each) => resolve(each, api)),
        takes: told.requestBody?.content ?? {},
        gives: Object.keys(resolve(good ?? {}, api).content ?? {}),
      });
    }
  return all;
}

function answers(operation, api) {
  const rows = Object.entries(operation.told.responses).map(([status, given]) => {
    const told = resolve(given, api);
    const shapes = Object.entries(told.content ?? {}).map(([media, { schema }]) =>
      make(
        "div",
        {},
        make("code", {}, media),
        " ",
        make("code", {}, schema?.$ref?.split("/").pop() ?? ""),
      ),
    );
    return make(
      "tr",
      {},
      make("th", { scope: "row" }, status),
      make("td", {}, plain(told.description)),
      make("td", {}, ...shapes),
    );
  });
  return make("details", {}, make("summary", {}, "Answers"), make("table", {}, ...rows));
}

// Built when it is opened: there are many, and most are never looked at.
function entry(operation, api) {
  const details = make(
    "details",
    { id: operation.id },
    make(
      "summary",
      {},
      make("span", { class: "method" }, operation.method),
      make("code", {}, operation.path),
      " ",
      operation.told.summary,
    ),
  );
  details.addEventListener("toggle", () => {
    if (!details.open || details.dataset.built) return;
    details.dataset.built = "yes";
    details.append(
      make("p", { class: "note" }, operation.open ? "Open to everybody." : "Needs a token."),
      make("p", {}, plain(operation.told.description)),
      trial(operation, api),
      answers(operation, api),
    );
  });
  details.dataset.words =
    `${operation.method} ${operation.path} ${operation.told.summary} ${operation.id}`.toLowerCase();
  return details;
}

function schemaList(api) {
  const list = Object.entries(api.components.schemas).map(([name, schema]) => {
    const details = make(
      "details",
      { id: `schema-${name}` },
      make("summary", {}, make("code", {}, name), " ", schema.description ?? ""),
    );
    details.dataset.words = name.toLowerCase();
    details.addEventListener("toggle", () => {
      if (details.children.length === 1)
        details.append(make("pre", { tabindex: "0" }, JSON.stringify(schema, null, 2)));
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
  byId("about").replaceChildren(
    `${api.info.description} Version ${api.info.version}. `,
    make("a", { href: "/openapi.json" }, "/openapi.json"),
    " · ",
    make("a", { href: "/problems" }, "/problems"),
  );
  const operations = operationsOf(api);
  const sections = api.tags.map((tag) =>
    make(
      "section",
      { "aria-label": tag.name },
      make("h2", {}, tag.name),
      make("p", { class: "note" }, tag.description),
      ...operations.filter((each) => each.tag === tag.name).map((each) => entry(each, api)),
    ),
  );
  byId("operations").append(...sections, schemaList(api));
  byId("filter").addEventListener("input", filter);
  const linked = location.hash && byId(location.hash.slice(1));
  if (linked?.tagName === "DETAILS") linked.open = true;
}

show().catch((failure) => {
  byId("about").textContent = `The document could not be read: ${failure.message}`;
});
