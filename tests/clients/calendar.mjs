// Reads a calendar with npm's ical.js. stdin: the calendar; stdout: its appointments, as JSON, each
// with the days on which its alarms ring.
import { readFileSync } from "node:fs";
import ICAL from "ical.js";

const calendar = new ICAL.Component(ICAL.parse(readFileSync(0, "utf8")));
const appointments = calendar.getAllSubcomponents("vevent").map((each) => {
  const event = new ICAL.Event(each);
  return {
    uid: event.uid,
    on: event.startDate.toString(),
    until: event.endDate.toString(),
    whole_day: event.startDate.isDate,
    sequence: event.sequence,
    title: event.summary,
    text: event.description,
    rings: each.getAllSubcomponents("valarm").map((alarm) => {
      const at = event.startDate.clone();
      at.isDate = false;
      at.addDuration(alarm.getFirstPropertyValue("trigger"));
      return at.toString();
    }),
  };
});
console.log(JSON.stringify({ name: calendar.getFirstPropertyValue("x-wr-calname"), appointments }));
