"""kill -9 while new rules are swept: at the end every credential is renewed once, by its cause.

usage: sweep_kill_test.py [SEED]
"""
import json
import os
import pathlib
import random
import subprocess
import sys
import time
import unittest

from service import RECERTD, Service, register, schedule

LONG = bool(os.environ.get("RECERT_LONG"))
CREDENTIALS = 1_200 if LONG else 400
ROUNDS = 3 if LONG else 2  # each asks for fewer hours, so that one more cycle is renewed
SETTLE_SECONDS_MAX = 120
SEED = int(sys.argv.pop()) if len(sys.argv) > 1 else random.randrange(1 << 32)
PROGRAM = pathlib.Path(__file__).parents[2] / "projections/programs/cptm.json"


def asking_for(hours):
    published = json.loads(PROGRAM.read_text())
    published["rules"]["requirements"][0]["min"] = hours
    return {"type": "program.published", "data": published}


def claim(activity, on, credit):
    return {"type": "cpe.logged", "occurred_at": on, "data": {
        "activity": activity, "title": activity, "completed_on": on, "credit": credit}}


def fee(on):
    return {"type": "fee.paid", "occurred_at": on, "data": {
        "kind": "renewal", "money": {"amount": 1, "currency": "USD"}}}


def half_way(client, credential):
    """Awarded on 2020-03-06, with 12 hours in the first cycle, 11 in the second, 10 in the third."""
    register(client, credential)
    done = [{"type": "module.completed", "occurred_at": "2020-02-20", "data": {"module": n}}
            for n in range(1, 11)]
    done += [{"type": "practicum.attended", "occurred_at": "2020-03-06",
              "data": {"practicum": "acc-p", "complete": True}},
             {"type": "exam.passed", "occurred_at": "2020-03-06", "data": {}},
             claim("a", "2021-01-05", 12), fee("2021-02-01"),
             claim("b", "2023-01-05", 11), fee("2023-02-01"),
             claim("c", "2025-01-05", 10), fee("2025-02-01")]
    client.post(f"/v1/credentials/{credential}/events", done)


def history(client, query):
    items, cursor = [], ""
    while cursor is not None:
        page = client.get(f"/v1/events?limit=1000&{query}"
                          + (f"&cursor={cursor}" if cursor else "")).json
        items += page["items"]
        cursor = page["next"]
    return items


class SweepKill(unittest.TestCase):
    def renewals(self, client, after):
        """By credential, of what was recorded after that entry."""
        found = {}
        for event in history(client, f"type=credential.renewed&after={after}"):
            found.setdefault(event["stream"], []).append(event)
        return found

    def sweep_with_kills(self, service, client, published):
        """How often the service was killed before all was swept; a client of the last one."""
        deadline, kills, halfway = time.monotonic() + SETTLE_SECONDS_MAX, 0, 0
        missing = CREDENTIALS
        while missing:
            self.assertLess(time.monotonic(), deadline, f"{missing} credentials wait for ever")
            time.sleep(self.chance.uniform(0, 0.02 * 1.3 ** kills))
            missing = CREDENTIALS - len(self.renewals(client, published))
            if missing:
                service.kill()
                kills += 1
                halfway += missing < CREDENTIALS
                client = service.start().client()
        print(f"{kills} kills, {halfway} of them half-way", flush=True)
        return kills, client

    def test_each_decision_is_made_once(self):
        print(f"seed {SEED} (give it as the argument to repeat)", flush=True)
        self.chance = random.Random(SEED)
        with Service() as service:
            client = service.start().client()
            schedule(client)
            names = [f"s{n}" for n in range(CREDENTIALS)]
            for name in names:
                half_way(client, name)
            kills = 0
            for number in range(ROUNDS):
                answer = client.post("/v1/programs/cptm/events", asking_for(12 - number))
                published = answer.json["events"][0]["seq"]
                more, client = self.sweep_with_kills(service, client, published)
                kills += more
                found = self.renewals(client, published)
                self.assertEqual(sorted(found), sorted("credential/" + name for name in names))
                for renewals in found.values():
                    self.assertEqual([r["data"]["cycle"] for r in renewals], [number + 2])
                    self.assertEqual([r.get("cause") for r in renewals], [published])
                    self.assertEqual([r["actor"] for r in renewals], ["system"])
            self.assertGreater(kills, 0, "nothing was killed")
            last = history(client, f"after={published}")[-1]["seq"]
            time.sleep(2)  # two looks of the sweep
            self.assertEqual(history(client, f"after={published}")[-1]["seq"], last, "not quiet")
            self.assertEqual(service.stop(), 0, service.log())
            rebuilt = subprocess.run([RECERTD, "rebuild", "--data", service.data],
                                     capture_output=True, text=True, check=True)
            self.assertIn("its digest is that of the build before", rebuilt.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
