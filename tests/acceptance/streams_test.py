"""The ledger as streams: lines in, all of it out, and a live feed that goes on across a restart."""
import http.client
import json
import threading
import time
import unittest

from service import Service, logged, register, schedule

LINES = 5_000
CREDENTIALS = 50
ADA = {"stream": "holder/ada", "type": "holder.registered",
       "data": {"name": "Ada", "email": "a@example.org"}}


def line(number):
    return {"stream": f"credential/s{number % CREDENTIALS}", "key": f"line-{number}", **logged(f"a{number}")}


class Feed(threading.Thread):
    """Follows the ledger until its answer ends; what it was sent, by the dispatch of an event."""

    def __init__(self, client, last=None):
        super().__init__(daemon=True)
        headers = {"Authorization": "Bearer " + client.token, "Accept": "text/event-stream"}
        if last is not None:
            headers["Last-Event-ID"] = str(last)
        self.connection = http.client.HTTPConnection("127.0.0.1", client.connection.port, timeout=60)
        self.connection.request("GET", "/v1/events", headers=headers)
        self.answer = self.connection.getresponse()
        self.seqs, self.events, self.first, self.ended = [], [], None, False
        self.start()

    def run(self):
        fields = {}
        for raw in self.answer:
            text = raw.decode().rstrip("\n")
            if text and not text.startswith(":"):
                name, _, value = text.partition(": ")
                self.first = self.first or name
                fields[name] = value
            elif not text and "data" in fields:
                self.seqs.append(int(fields["id"]))
                self.events.append((fields["event"], json.loads(fields["data"])))
                fields = {}
            elif not text:
                fields = {}
        self.ended = True

    def wait_for(self, seq):
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline and (not self.seqs or self.seqs[-1] < seq):
            time.sleep(0.01)
        return self.seqs and self.seqs[-1]


def chunks_of_lines(lines, size=200):
    for at in range(0, len(lines), size):
        yield "".join(json.dumps(each) + "\n" for each in lines[at:at + size]).encode()


class Streams(unittest.TestCase):
    def append(self, client, body):
        """Sends the lines and reads the answers at the same time; the answers."""
        connection = http.client.HTTPConnection("127.0.0.1", client.connection.port, timeout=120)
        connection.request("POST", "/v1/events", body=body, encode_chunked=True, headers={
            "Authorization": "Bearer " + client.token, "Content-Type": "application/x-ndjson",
            "Transfer-Encoding": "chunked"})
        answer = connection.getresponse()
        self.assertEqual(answer.status, 200)
        out = [json.loads(raw) for raw in answer]
        connection.close()
        return out

    def export(self, client, query=""):
        answer = client.get("/v1/events" + query, Accept="application/x-ndjson")
        self.assertEqual(answer.status, 200)
        return [json.loads(raw) for raw in answer.body.splitlines()]

    def prepared(self, service):
        client = service.start().client()
        schedule(client)
        for number in range(CREDENTIALS):
            register(client, f"s{number}")
        return client

    def test_lines_are_appended_in_order_and_are_all_in_the_export(self):
        lines = [line(number) for number in range(LINES)]
        lines[77] = {**lines[77], "data": {"activity": "a77"}}
        with Service() as service:
            client = self.prepared(service)
            size = len(self.export(client))
            began = time.monotonic()
            answers = self.append(client, chunks_of_lines(lines))
            took = time.monotonic() - began
            print(f"{LINES / took:.0f} lines a second on one connection", flush=True)
            self.assertEqual([each["line"] for each in answers], list(range(1, LINES + 1)))
            self.assertEqual([n for n, each in enumerate(answers) if "error" in each], [77])
            self.assertEqual(answers[77]["error"]["code"], "schema")
            seqs = [each["seq"] for each in answers if "seq" in each]
            self.assertEqual(seqs, list(range(size, size + LINES - 1)), "appended in their order")
            events = self.export(client)
            self.assertEqual([each["seq"] for each in events], list(range(size + LINES - 1)))
            kept = [each["data"]["activity"] for each in events[size:]]
            self.assertEqual(kept, [f"a{n}" for n in range(LINES) if n != 77])
            for answer in answers[-CREDENTIALS:]:
                self.assertEqual(events[answer["seq"]]["version"], answer["version"])
            page = client.get(f"/v1/events?after={size - 1}&limit=1000").json["items"]
            self.assertEqual(self.export(client, f"?after={size - 1}")[:1000], page)
            again = self.append(client, chunks_of_lines(lines[:77]))
            self.assertEqual(again, answers[:77], "each line's key answers as the first time")
            self.assertEqual(len(self.export(client)), len(events))

    def test_a_stream_can_begin_and_go_on_in_lines(self):
        lines = [
            ADA,
            {"stream": "holder/ada", "type": "holder.updated", "data": {"locale": "de"}},
            ADA,
            {"stream": "holder/bob", "type": "holder.updated", "data": {"locale": "de"}}]
        with Service() as service:
            client = service.start().client()
            answers = self.append(client, chunks_of_lines(lines))
            self.assertEqual([each.get("version") for each in answers], [1, 2, None, None])
            self.assertEqual([answers[n]["error"]["code"] for n in (2, 3)], ["already-exists", "not-found"])
            self.assertEqual(answers[2]["error"]["pointer"], "/stream")

    def test_a_feed_goes_on_across_a_restart_without_a_gap_or_a_repeat(self):
        lines = [line(number) for number in range(900)]
        with Service() as service:
            client = self.prepared(service)
            feed = Feed(client)
            self.append(client, chunks_of_lines(lines[:600]))
            size = len(self.export(client))
            self.assertEqual(feed.wait_for(size - 1), size - 1)
            self.assertEqual(feed.first, "retry")
            self.assertEqual(service.stop(), 0, service.log())
            feed.join(60)
            self.assertTrue(feed.ended, "the answer ends when the service does")
            client = service.start().client()
            self.append(client, chunks_of_lines(lines[600:]))  # while nobody follows
            resumed = Feed(client, last=feed.seqs[-1])
            self.append(client, chunks_of_lines([line(number) for number in range(900, 1000)]))
            events = self.export(client)
            self.assertEqual(resumed.wait_for(len(events) - 1), len(events) - 1)
            self.assertEqual(feed.seqs + resumed.seqs, list(range(len(events))), "no gap and no repeat")
            for (name, sent), stored in zip(feed.events + resumed.events, events):
                self.assertEqual(name, stored["type"])
                self.assertEqual(sent, stored)
            self.assertEqual(service.stop(), 0, service.log())

    def test_a_holder_follows_no_ledger(self):
        with Service() as service:
            client = self.prepared(service)
            made = client.post("/v1/tokens", {"role": "holder", "subject": "s1-h"}).json
            client.token = made["token"]
            for accept in ("application/x-ndjson", "text/event-stream"):
                answer = client.get("/v1/events", Accept=accept)
                self.assertEqual((answer.status, answer.json["code"]), (403, "forbidden"))
                own = client.get("/v1/events?stream=credential/s1", Accept="application/x-ndjson")
                self.assertEqual(own.status, 200)
                types = [json.loads(raw)["type"] for raw in own.body.splitlines()]
                self.assertEqual(types, ["credential.registered"])


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
