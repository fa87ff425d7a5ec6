// Dates, amounts and codes in words. Pure.

const locale = () => navigator.language || "en";

// "2026-05-07" -> "7 May 2026"; a date has no time of day, so none may shift it.
const formatted = (date, dateStyle) =>
  date
    ? new Intl.DateTimeFormat(locale(), { dateStyle, timeZone: "UTC" }).format(
        new Date(`${date.slice(0, 10)}T00:00:00Z`),
      )
    : "";
export const day = (date) => formatted(date, "long");
export const shortDay = (date) => formatted(date, "medium"); // in a column

// The days that something takes.
export const span = ({ starts_on, ends_on }) =>
  starts_on === ends_on ? day(starts_on) : `${day(starts_on)} to ${day(ends_on)}`;

export const instant = (time) =>
  new Intl.DateTimeFormat(locale(), { dateStyle: "medium", timeStyle: "short" }).format(
    new Date(time),
  );

// "America/New_York" -> "New York time"
export const zone = (name) => (name ? `${name.split("/").pop().replaceAll("_", " ")} time` : "");

export const number = (value) =>
  new Intl.NumberFormat(locale(), { maximumFractionDigits: 2 }).format(value);

export const plural = (count, one, many = `${one}s`) =>
  `${number(count)} ${count === 1 ? one : many}`;

export const money = (sum) =>
  sum
    ? new Intl.NumberFormat(locale(), { style: "currency", currency: sum.currency }).format(
        sum.amount / 100,
      )
    : "";

export const capital = (text) => text.charAt(0).toUpperCase() + text.slice(1);

// Personal text that was erased comes as no text at all.
export const personal = (value) => (typeof value === "string" ? value : "(erased)");

const STATUSES = {
  candidate: "Candidate",
  active: "Active",
  grace: "In grace",
  suspended: "Suspended",
  lapsed: "Lapsed",
  revoked: "Revoked",
  surrendered: "Surrendered",
  retired: "Retired",
  emeritus: "Emeritus",
  inactive: "Inactive",
  deceased: "Closed",
  "expired-candidate": "Exam window closed",
};
export const status = (code) => STATUSES[code] ?? capital(code);
export const isGood = (code) => code === "active" || code === "emeritus";
export const isOpen = (code) => ["candidate", "active", "grace", "suspended"].includes(code);

const DEADLINES = {
  "cycle-end": "the period ends",
  "exam-closes": "the exam closes",
  "practicum-starts": "the practicum begins",
  "change-free-until": "last day to change the practicum free of charge",
  "fee-due": "a fee is due",
  "apply-from": "renewal opens",
  "audit-response": "an answer to the audit is due",
};
export const deadline = (code) => DEADLINES[code] ?? code.replaceAll("-", " ");

export const feeName = (kind) => `${capital(kind.replaceAll("-", " "))} fee`;

const FEE_STATES = { open: "open", paid: "paid", waived: "waived", refunded: "refunded" };
export function feeState(fee) {
  if (fee.state !== "open") return FEE_STATES[fee.state] ?? fee.state;
  return fee.assessed ? `${money(fee.assessed)} to pay` : "open; the amount is not set yet";
}

const EVENTS = {
  "cpe.planned": "Planned",
  "cpe.logged": "Logged",
  "cpe.amended": "Amended",
  "cpe.withdrawn": "Withdrawn",
  "cpe.approved": "Approved",
  "cpe.disallowed": "Disallowed",
};
export const eventName = (type) => EVENTS[type] ?? type;

// "holder:ada" -> "you"; others by their role alone.
export const actor = (who, subject) => {
  const [role, id] = who.split(":");
  if (role === "holder" && id === subject) return "you";
  return { system: "the rules", admin: "an administrator", import: "an import" }[role] ?? role;
};

// The categories that can be claimed, leaves and what the rules say, too: [{id, label}].
export function leaves(categories = {}, before = "", labels = "") {
  return Object.entries(categories).flatMap(([name, each]) => {
    const id = before + name;
    const label = labels + capital(each.label ?? name.replaceAll("-", " "));
    const inner = leaves(each.children, `${id}.`, `${label}: `);
    return inner.length && !each.claimable ? inner : [{ id, label }, ...inner];
  });
}

export const categoryLabel = (rules, id) =>
  leaves(rules?.categories).find((each) => each.id === id)?.label ?? id;

const covers = (sum, category) =>
  sum === "*" || sum === category || category?.startsWith(`${sum}.`);

// What limits a category: [{max, per, counted}], `counted` so far of what is in it whole.
export function limits(rules, cycle, category) {
  return (rules?.caps ?? [])
    .filter((cap) => covers(cap.sum, category))
    .map((cap) => ({
      ...cap,
      counted: (cycle?.activities ?? [])
        .filter((each) => covers(cap.sum, each.category ?? "*"))
        .reduce((all, each) => all + each.counted, 0),
    }));
}

export function requirementName(requirement, rules) {
  const told = rules?.requirements?.find((each) => each.id === requirement.id) ?? {};
  const name = told.fee
    ? feeName(told.fee)
    : told.attestation
      ? `Statement: ${told.attestation.replaceAll("-", " ")}`
      : told.sum === "*"
        ? "In all"
        : (groupLabel(rules?.categories, told.sum) ?? capital(requirement.id.replaceAll("-", " ")));
  return requirement.year ? `${name}, year to ${day(requirement.year.ends_on)}` : name;
}

function groupLabel(categories, id = "") {
  let found;
  for (const name of id.split(".")) {
    found = categories?.[name];
    categories = found?.children;
  }
  return found && capital(found.label ?? id.split(".").pop().replaceAll("-", " "));
}
