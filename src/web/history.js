// A credential's history, activity by activity: what was said of each, and what holds now. Pure.

const OF_ACTIVITIES = [
  "cpe.planned",
  "cpe.logged",
  "cpe.amended",
  "cpe.withdrawn",
  "cpe.approved",
  "cpe.disallowed",
];

// A voided entry says nothing any more.
const voided = (events) =>
  new Set(events.filter((each) => each.type === "entry.voided").map((each) => each.data.seq));

function changed(data, { reason, ...fields }) {
  const next = { ...data, ...fields };
  // One way to say how much, or where, takes the place of the other.
  if (fields.credit !== undefined) delete next.minutes;
  if (fields.minutes !== undefined) delete next.credit;
  if (fields.parts !== undefined) delete next.category;
  if (fields.category !== undefined) delete next.parts;
  return next;
}

// activity -> {data, events, state: planned | logged | withdrawn}
export function activitiesOf(events) {
  const gone = voided(events);
  const all = new Map();
  for (const event of events) {
    if (!OF_ACTIVITIES.includes(event.type)) continue;
    const { activity } = event.data;
    const one = all.get(activity) ?? { data: {}, events: [], state: "" };
    one.events.push({ ...event, voided: gone.has(event.seq) });
    all.set(activity, one);
    if (gone.has(event.seq)) continue;
    if (event.type === "cpe.planned") Object.assign(one, { data: event.data, state: "planned" });
    if (event.type === "cpe.logged") Object.assign(one, { data: event.data, state: "logged" });
    if (event.type === "cpe.amended") one.data = changed(one.data, event.data);
    if (event.type === "cpe.withdrawn") one.state = "withdrawn";
  }
  return all;
}
