// What is written into the form of an activity -> the events that say it. Pure.

export const HOURS = "hours";
export const MINUTES = "minutes";

export const emptyClaim = (credentials) => ({
  activity: "",
  title: "",
  provider: "",
  completed_on: "",
  amount: "",
  unit: "",
  credentials,
  categories: {}, // credential -> category
  parts: {}, // credential -> [{category, credit}], where it is split
  evidence: [], // [{sha256, name, bytes}]
  note: "",
  planned: false,
});

// The units that somebody may count in, for these programs' rules: [[id, words]].
export function unitsFor(all) {
  const units = [];
  for (const { rules } of all) {
    const { name, minutes } = rules.unit;
    if (!units.some(([id]) => id === name)) units.push([name, `${name}s`]);
    if (minutes && !units.some(([id]) => id === MINUTES)) units.push([MINUTES, "minutes"]);
    if (minutes && name !== "hour" && !units.some(([id]) => id === HOURS))
      units.push([HOURS, "hours of 60 minutes"]);
  }
  return units;
}

const rounded = (value) => Math.round(value * 100) / 100;

// In a program's unit, as its rules convert; null where they do not.
export function converted(minutes, unit) {
  if (!unit.minutes) return null;
  const steps = minutes / unit.minutes / (unit.step ?? 0.01);
  const whole = unit.round === "nearest" ? Math.round(steps) : Math.floor(steps + 1e-9);
  return rounded(whole * (unit.step ?? 0.01));
}

// {credit} or {minutes} of one program; {} if nothing fits.
export function amountFor(claim, rules) {
  const value = Number(String(claim.amount).replace(",", "."));
  if (!claim.amount || !Number.isFinite(value)) return {};
  if (claim.unit === rules.unit.name) return { credit: value };
  const minutes = minutesOf(claim);
  return rules.unit.minutes && minutes !== null ? { minutes } : {};
}

function minutesOf({ amount, unit }) {
  const value = Number(String(amount).replace(",", "."));
  if (unit === MINUTES) return Math.round(value);
  return unit === HOURS || unit === "hour" ? Math.round(value * 60) : null;
}

// "90 minutes are 1.5 hours here"; nothing where there is nothing to convert.
export function conversion(claim, rules) {
  const { minutes } = amountFor(claim, rules);
  return minutes === undefined ? null : { minutes, credit: converted(minutes, rules.unit) };
}

const given = (entries) =>
  Object.fromEntries(
    Object.entries(entries).filter(([, value]) => value !== "" && value !== undefined),
  );

function placeOf(claim, id, rules) {
  const parts = claim.parts[id];
  if (parts)
    return {
      parts: parts.map((part) => ({
        category: part.category,
        credit: Number(String(part.credit).replace(",", ".")),
      })),
    };
  return { category: claim.categories[id] || undefined, ...amountFor(claim, rules) };
}

// What is said of one credential.
export function eventFor(claim, { standing, rules }) {
  const { activity, title, provider, completed_on, note } = claim;
  if (claim.planned) {
    const { category, credit, minutes } = placeOf({ ...claim, parts: {} }, standing.id, rules);
    const about = credit ?? (minutes === undefined ? undefined : converted(minutes, rules.unit));
    const data = given({ activity, title, planned_for: completed_on, category, credit: about });
    return { type: "cpe.planned", data };
  }
  const evidence = claim.evidence.length ? claim.evidence.map((each) => each.sha256) : undefined;
  const place = placeOf(claim, standing.id, rules);
  const data = { activity, title, provider, completed_on, note, evidence, ...place };
  return { type: "cpe.logged", data: given(data) };
}

// What is plainly not there yet, before the service is asked: {field: text}.
export function lacking(claim, all) {
  const errors = {};
  if (!claim.title.trim()) errors.title = "Say what it was.";
  if (!/^\d{4}-\d\d-\d\d$/.test(claim.completed_on)) errors.completed_on = "Give the day.";
  if (!claim.credentials.length) errors.credentials = "Choose at least one credential.";
  const chosen = all.filter(({ standing }) => claim.credentials.includes(standing.id));
  for (const { standing, program, rules } of chosen) {
    const parts = claim.parts[standing.id];
    if (parts && parts.some((part) => !part.category || !(Number(part.credit) > 0)))
      errors[`category-${standing.id}`] = "Give each part a category and an amount.";
    const { credit, minutes } = amountFor(claim, rules);
    if (parts || claim.planned || errors.amount) continue;
    if (!(Number(String(claim.amount).replace(",", ".")) > 0))
      errors.amount = "Give an amount above zero.";
    else if (credit === undefined && minutes === undefined)
      errors.amount = `${program.name} counts in ${rules.unit.name}s only.`;
  }
  return errors;
}

// An activity as logged -> the form again: to duplicate, or to log what was planned.
export function claimOf(data, credential, unit) {
  return {
    ...emptyClaim([credential]),
    title: typeof data.title === "string" ? data.title : "",
    provider: data.provider ?? "",
    amount: data.credit ?? data.minutes ?? "",
    unit: data.minutes === undefined ? unit : MINUTES,
    categories: data.category ? { [credential]: data.category } : {},
    parts: data.parts ? { [credential]: data.parts } : {},
  };
}
