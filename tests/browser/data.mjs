// Who the stories are about, made through the API on a sandbox's clock: ada holds a CPTM that ends
// soon and an SHRM-CP; cleo is on her way to a CPTM; iva holds one with many conditions and let
// another lapse; nel has nothing yet.
import { call } from "./browser.mjs";

export const TODAY = "2030-04-10";

const told = (stream, events) => call("POST", `/v1/${stream}/events`, events);
const at = (type, occurred_at, data = {}) => ({ type, occurred_at, data });

const logged = (activity, on, credit, title, more = {}) =>
  at("cpe.logged", on, { activity, title, completed_on: on, credit, ...more });

async function person(id, name) {
  const data = { name, email: `${id}@example.org`, birth_month: 5 };
  await call("POST", "/v1/holders", { id, occurred_at: "2027-12-02", data });
}

async function practicums() {
  const dates = [
    ["2028-03", "2028-03-06", "2028-03-10"],
    ["2030-04", "2030-04-29", "2030-05-03"],
    ["2030-07", "2030-07-15", "2030-07-19"],
    ["2030-10", "2030-10-14", "2030-10-18"],
  ];
  await told(
    "programs/cptm",
    dates.map(([practicum, starts_on, ends_on]) =>
      at("practicum.scheduled", "2027-12-01", { practicum, starts_on, ends_on, format: "virtual" }),
    ),
  );
}

const modules = (count, on) =>
  Array.from({ length: count }, (_, index) => at("module.completed", on, { module: index + 1 }));

async function ada() {
  await person("ada", "Ada Nowak-Lindqvist");
  await call("POST", "/v1/credentials", {
    id: "cptm-1",
    occurred_at: "2028-01-10",
    data: { program: "cptm", holder: "ada", practicum: "2028-03" },
  });
  await told("credentials/cptm-1", [
    ...modules(10, "2028-02-01"),
    at("practicum.attended", "2028-03-10", { practicum: "2028-03", complete: true }),
    at("exam.passed", "2028-05-08"),
    logged("wbr-1", "2028-09-14", 1.5, "Webinar: measuring what training changes"),
    logged("conf-1", "2029-06-12", 12, "Training Industry Conference & Expo", {
      provider: "Training Industry",
    }),
    logged("read-1", "2030-01-20", 4.5, "Course: needs analysis"),
  ]);
  await call("POST", "/v1/credentials", {
    id: "shrm-1",
    occurred_at: "2028-06-01",
    data: { program: "shrm-cp", holder: "ada" },
  });
  await told("credentials/shrm-1", [
    at("exam.passed", "2028-06-20"),
    logged("proj-1", "2029-02-03", 18, "Pay structure project", { category: "organization" }),
    logged("edu-1", "2029-10-09", 21, "HR analytics certificate", { category: "education" }),
  ]);
}

async function cleo() {
  await person("cleo", "Cléo Martín");
  await call("POST", "/v1/credentials", {
    id: "cptm-2",
    occurred_at: "2030-02-01",
    data: { program: "cptm", holder: "cleo", practicum: "2030-04" },
  });
  await told("credentials/cptm-2", modules(6, "2030-03-01"));
}

async function iva() {
  await person("iva", "Iva Đorđević");
  const register = (id, program, occurred_at) =>
    call("POST", "/v1/credentials", { id, occurred_at, data: { program, holder: "iva" } });
  await register("cpa-1", "cpa-ca", "2028-12-01");
  await told("credentials/cpa-1", [
    at("exam.passed", "2029-01-15"),
    logged("eth-1", "2029-05-06", 4, "Ethics in practice", { category: "ethics" }),
    logged("tax-1", "2029-11-20", 26, "Tax update, autumn and winter", { category: "technical" }),
    logged("lead-1", "2030-03-02", 45, "Leading a practice", { category: "non-technical" }),
  ]);
  await register("cissp-1", "cissp", "2024-02-01");
  await told("credentials/cissp-1", [at("exam.passed", "2024-02-20")]);
}

export async function settle() {
  await call("PUT", "/v1/clock", { now: `${TODAY}T15:00:00Z` });
  await practicums();
  await ada();
  await cleo();
  await iva();
  await person("nel", "Nel Ó Briain");
}
