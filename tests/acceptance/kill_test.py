"""kill -9 with requests in flight: what was acknowledged is there, same seq, same bytes.

usage: kill_test.py [SEED]
"""
import http.client
import json
import os
import random
import sys
import threading
import time
import unittest

from service import Service, logged, register, schedule

KILLS = 40 if os.environ.get("RECERT_LONG") else 10
CLIENTS = 8
SEED = int(sys.argv.pop()) if len(sys.argv) > 1 else random.randrange(1 << 32)


class Writer(threading.Thread):
    """Logs activity after activity on a credential of its own until the connection dies."""

    def __init__(self, client, credential, round_number):
        super().__init__()
        self.client, self.credential, self.round = client, credential, round_number
        self.acknowledged = {}  # seq -> activity
        self.entries = {}       # seq -> stored bytes, as read before the kill
        self.unanswered = None  # (key, activity)
        self.error = None

    def run(self):
        try:
            for number in range(100_000):
                activity = f"r{self.round}-{number}"
                self.unanswered = (f"{self.credential}-{activity}", activity)
                seq = self.log(self.client, *self.unanswered)
                self.acknowledged[seq] = activity
                self.unanswered = None
                if number % 8 == 0:
                    self.entries[seq] = self.client.get(f"/v1/events/{seq}/entry").body
        except (OSError, http.client.HTTPException):
            pass  # the service was killed, as meant
        except AssertionError as error:
            self.error = error

    def log(self, client, key, activity):
        answer = client.post(f"/v1/credentials/{self.credential}/events", logged(activity),
                             Idempotency_Key=key)
        return answer.json["events"][0]["seq"]


class Kill(unittest.TestCase):
    def check_entry(self, entry, seq, credential, activity):
        envelope = json.loads(entry)
        self.assertEqual(envelope["seq"], seq)
        self.assertEqual(envelope["stream"], "credential/" + credential)
        self.assertEqual(envelope["data"]["activity"], activity)

    def check_history(self, client, credential, activities):
        items, path = [], f"/v1/credentials/{credential}/events?limit=1000"
        cursor = ""
        while cursor is not None:
            page = client.get(path + (f"&cursor={cursor}" if cursor else "")).json
            items += page["items"]
            cursor = page["next"]
        self.assertEqual([e["version"] for e in items], list(range(1, len(items) + 1)))
        kept = [e["data"]["activity"] for e in items if e["type"] == "cpe.logged"]
        self.assertEqual(len(kept), len(set(kept)), "an activity stands twice")
        self.assertEqual(activities - set(kept), set(), "acknowledged and not there")

    def test_acknowledged_events_survive_ten_kills(self):
        print(f"seed {SEED} (give it as the argument to repeat), {KILLS} kills", flush=True)
        chance = random.Random(SEED)
        stored = {}  # seq -> bytes
        activities = {f"k{n}": set() for n in range(CLIENTS)}
        with Service() as service:
            client = service.start().client()
            schedule(client)
            for credential in activities:
                register(client, credential)
            for number in range(KILLS):
                writers = [Writer(service.client(), c, number) for c in activities]
                for writer in writers:
                    writer.start()
                time.sleep(chance.uniform(0.05, 0.5))
                service.kill()
                for writer in writers:
                    writer.join()
                    self.assertIsNone(writer.error)
                client = service.start().client()
                for writer in writers:
                    self.check_writer(client, writer, stored, activities[writer.credential])
            self.assertGreater(len(stored), KILLS, "hardly anything was acknowledged")
            for credential, known in activities.items():
                self.check_history(client, credential, known)
            for seq, entry in stored.items():
                self.assertEqual(client.get(f"/v1/events/{seq}/entry").body, entry)
            print(f"{len(stored)} acknowledged events, all there", flush=True)
            self.assertEqual(service.stop(), 0, service.log())

    def check_writer(self, client, writer, stored, known):
        for seq, activity in writer.acknowledged.items():
            entry = client.get(f"/v1/events/{seq}/entry").body
            self.check_entry(entry, seq, writer.credential, activity)
            self.assertEqual(entry, writer.entries.get(seq, entry), "the bytes changed")
            self.assertNotIn(seq, stored)
            stored[seq] = entry
            known.add(activity)
        if writer.unanswered:
            # Whether it was taken cannot be told; repeating the key gives the one true answer.
            key, activity = writer.unanswered
            seq = writer.log(client, key, activity)
            self.assertEqual(writer.log(client, key, activity), seq)
            entry = client.get(f"/v1/events/{seq}/entry").body
            self.check_entry(entry, seq, writer.credential, activity)
            stored[seq] = entry
            known.add(activity)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
