// usage: URL=… TOKEN=… node feed.mjs
// Follows the ledger's live feed with the eventsource package, and prints one line an event:
// {"id", "type", "seq"}. It ends when its input does.
import { EventSource } from "eventsource";

const { URL: url, TOKEN: token } = process.env;
const { items } = await (await fetch(`${url}/v1/schemas`)).json();
const source = new EventSource(`${url}/v1/events`, {
  fetch: (input, init) =>
    fetch(input, { ...init, headers: { ...init.headers, Authorization: `Bearer ${token}` } }),
});
for (const { type } of items)
  source.addEventListener(type, (event) =>
    console.log(
      JSON.stringify({ id: event.lastEventId, type: event.type, seq: JSON.parse(event.data).seq }),
    ),
  );
source.addEventListener("message", (event) => console.log(JSON.stringify({ unnamed: event.data })));
process.stdin.on("end", () => process.exit(0)).resume();
