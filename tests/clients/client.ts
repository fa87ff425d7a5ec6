// A program of an integrator's, written against the types that openapi-typescript makes of
// /openapi.json: what compiles here is what the document promises.
import createClient from "openapi-fetch";
import type { components, paths } from "./api";

declare const process: { env: Record<string, string | undefined>; exit(status: number): never };

type Event = components["schemas"]["Event"];
type Credential = components["schemas"]["Credential"];

const { URL: baseUrl = "", TOKEN: token = "" } = process.env;
const api = createClient<paths>({ baseUrl, headers: { Authorization: `Bearer ${token}` } });

function expect(what: string, got: unknown, wanted: unknown): void {
  if (JSON.stringify(got) === JSON.stringify(wanted)) return;
  console.error(`${what}: expected ${JSON.stringify(wanted)}, got ${JSON.stringify(got)}`);
  process.exit(1);
}

function standingOf(answer: components["schemas"]["CredentialAppended"] | undefined): Credential {
  if (answer && "standing" in answer) return answer.standing;
  throw new Error("an append without return=minimal answers a standing");
}

const id = "typed-1";
const holder = await api.POST("/v1/holders", {
  body: {
    id: "typed-h",
    occurred_at: "2019-12-02",
    data: { name: "Ada", email: "ada@example.org" },
  },
});
expect("a holder", holder.response.status, 201);

const practicum = await api.POST("/v1/programs/{id}/events", {
  params: { path: { id: "cptm" } },
  body: {
    type: "practicum.scheduled",
    occurred_at: "2015-01-02",
    data: {
      practicum: "typed-p",
      starts_on: "2020-03-02",
      ends_on: "2020-03-06",
      format: "virtual",
    },
  },
});
expect("a practicum", practicum.response.status, 201);

const registered = await api.POST("/v1/credentials", {
  params: { header: { "Idempotency-Key": "typed-registration" } },
  body: {
    id,
    occurred_at: "2020-01-10",
    data: { program: "cptm", holder: "typed-h", practicum: "typed-p" },
  },
});
expect("a path of three steps", standingOf(registered.data).path.length, 3);

const modules: components["schemas"]["CredentialDraft"][] = [];
for (let module = 1; module <= 10; ++module)
  modules.push({ type: "module.completed", occurred_at: "2020-02-01", data: { module } });
const appended = await api.POST("/v1/credentials/{id}/events", {
  params: { path: { id } },
  body: modules,
});
const step = standingOf(appended.data).path[0];
if (step?.step !== "modules") throw new Error("the path begins with the modules");
expect("ten modules", [step.done, step.met], [10, true]);

const dry = await api.POST("/v1/credentials/{id}/events", {
  params: { path: { id }, query: { dry_run: true }, header: { Prefer: "return=minimal" } },
  body: {
    type: "practicum.attended",
    occurred_at: "2020-03-06",
    data: { practicum: "typed-p", complete: true },
  },
});
expect("a dry run", dry.response.status, 200);

const standing = await api.GET("/v1/credentials/{id}", {
  params: { path: { id }, query: { as_of: "2020-02-02" } },
});
expect("what is missing", standing.data?.missing.length, 2);

const history = await api.GET("/v1/credentials/{id}/events", {
  params: { path: { id }, query: { limit: 1000 } },
});
const done = (history.data?.items ?? []).flatMap((event: Event) =>
  event.type === "module.completed" ? [event.data.module] : [],
);
expect("the modules in the history", done.length, 10);

const refused = await api.POST("/v1/credentials/{id}/events", {
  params: { path: { id } },
  body: { type: "exam.passed", occurred_at: "2020-03-05", data: {} },
});
expect("a refusal", [refused.error?.code, refused.response.status], ["exam-window", 422]);
expect("its clause", typeof refused.error?.clause, "string");

const schema = await api.GET("/v1/schemas/{type}", { params: { path: { type: "cpe.logged" } } });
expect("a schema", schema.data?.title, "cpe.logged");
console.log("the typed client works");
