"""`recertd --demo`, the whole cohort: it comes up with a history, and a second start adds nothing.

RECERT_DEMO_HOLDERS makes it smaller; then what is rare is not looked for.
"""
import collections
import os
import re
import subprocess
import time
import unittest
import urllib.parse

from service import RECERTD, Service

WHOLE = 2000
HOLDERS = int(os.environ.get("RECERT_DEMO_HOLDERS", WHOLE))

# Not in it: holder.erased (no event of a client's), carryover.declined (neither program carries over).
TYPES = """
    program.published practicum.scheduled practicum.rescheduled practicum.cancelled provider.approved
    provider.withdrawn audit.announced audit.drawn organization.registered organization.updated
    holder.registered holder.updated holder.preferred holder.merged hold.placed hold.released
    credential.registered access.granted module.completed assessment.taken practice_exam.taken
    practicum.selected practicum.changed practicum.attended practicum.missed exam.passed exam.failed
    exam.extended credential.awarded cpe.planned cpe.logged cpe.amended cpe.withdrawn cpe.approved
    cpe.disallowed attestation.signed credential.renewed fee.assessed fee.paid fee.refunded fee.waived
    extension.granted requirement.waived credential.suspended credential.reinstated credential.revoked
    credential.surrendered credential.ended credential.retired credential.resumed audit.selected
    audit.responded audit.closed appeal.filed appeal.decided notice.sent entry.voided
""".split()

# Not in it: grace (neither program knows it).
STATUSES = {"candidate", "active", "suspended", "lapsed", "revoked", "surrendered", "retired", "emeritus",
            "inactive", "deceased", "expired-candidate"}
FLAGS = {"class-change-unspecified-zone", "amount-unstated", "reported-late", "decision-unsupported",
         "access-late", "path-order"}


def ledger(client):
    items, path = [], "/v1/events?limit=1000"
    while path:
        page = client.get(path).json
        items += page["items"]
        path = page["next"] and f"/v1/events?limit=1000&cursor={urllib.parse.quote(page['next'])}"
    return items


class Demo(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=["--demo", "--demo-holders", str(HOLDERS)])
        began = time.monotonic()
        cls.service.start()
        cls.seconds = time.monotonic() - began
        cls.client = cls.service.client()
        cls.events = ledger(cls.client)
        cls.credentials = [e["stream"] for e in cls.events if e["type"] == "credential.registered"]
        cls.standings = [cls.client.get("/v1/" + stream.replace("credential/", "credentials/")).json
                         for stream in cls.credentials]

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def test_it_says_what_it_made_and_how_long_it_took(self):
        log = self.service.log()
        summary = re.search(r"^demo: (\d+) holders, (\d+) credentials, (\d+) events in .* s$", log, re.M)
        self.assertTrue(summary, log)
        holders, credentials, events = map(int, summary.groups())
        self.assertLess(abs(holders - HOLDERS), 0.1 * HOLDERS + 5)
        self.assertEqual(credentials, len(self.credentials))
        self.assertLessEqual(events, len(self.events))
        self.assertIn("demo: 90 %", log)
        print(f"\n{summary.group(0)}; ready after {self.seconds:.1f} s")

    def test_every_type_and_every_status_occurs(self):
        types = collections.Counter(e["type"] for e in self.events)
        statuses = collections.Counter(s["status"] for s in self.standings)
        flags = collections.Counter(f["code"] for s in self.standings for f in s["flags"])
        print(f"\n{dict(statuses)}\n{dict(flags)}")
        self.assertLessEqual(set(types), set(TYPES))
        if HOLDERS < WHOLE:
            return
        self.assertEqual(set(TYPES) - set(types), set())
        self.assertEqual(STATUSES - set(statuses), set())
        self.assertLessEqual(FLAGS, set(flags))
        self.assertEqual({s["program"] for s in self.standings}, {"cptm", "ispi-cpt"})
        discounts = {e["data"].get("discount") for e in self.events if e["type"] == "credential.registered"}
        self.assertLessEqual({"group", "nonprofit", "government"}, discounts)

    @unittest.skipIf(HOLDERS < WHOLE, "too few to count")
    def test_most_who_complete_both_steps_pass_at_the_first_attempt(self):
        results, attended = collections.defaultdict(list), set()
        for event in self.events:
            if event["type"] in ("exam.passed", "exam.failed"):
                results[event["stream"]].append(event["type"])
            if event["type"] == "practicum.attended" and event["data"]["complete"]:
                attended.add(event["stream"])
        sat = [results[stream][0] for stream in attended if stream in results]
        rate = sat.count("exam.passed") / len(sat)
        print(f"\nfirst attempts passed: {rate:.1%} of {len(sat)}")
        self.assertGreater(rate, 0.80)
        self.assertLess(rate, 0.97)

    def test_the_clock_is_the_machines_again(self):
        clock = self.client.get("/v1/clock").json
        self.assertTrue(clock["sandbox"])
        self.assertEqual(clock["offset_seconds"], 0)

    @unittest.skipIf(HOLDERS < WHOLE, "too few to find one")
    def test_what_was_known_before_a_late_report_differs(self):
        for event in reversed(self.events):
            if event["type"] == "credential.renewed" and event["actor"] == "system" and \
                    event["on"] < event["recorded_at"][:10]:
                path = "/v1/" + event["stream"].replace("credential/", "credentials/")
                then = f"{path}?as_of={event['on']}&known_at="
                after = self.client.get(then + str(event["seq"])).json
                before = self.client.get(then + str(event["cause"] - 1)).json
                self.assertEqual(len(after["cycles"]), len(before["cycles"]) + 1)
                return
        self.fail("no renewal followed a late report")

    def test_a_second_start_appends_nothing_and_says_so(self):
        size = len(self.events)
        self.assertEqual(self.service.stop(), 0)
        self.service.start()
        self.__class__.client = self.service.client()
        self.assertIn("the demo appends nothing", self.service.log())
        self.assertEqual(len(ledger(self.client)), size)
        self.assertIn("appended 0 events", self.stopped_log())

    def stopped_log(self):
        self.assertEqual(self.service.stop(), 0)
        log = self.service.log()
        self.service.start()
        self.__class__.client = self.service.client()
        return log


class Usage(unittest.TestCase):
    def test_a_size_or_a_seed_out_of_range_is_refused(self):
        for wrong in (["--demo-holders", "0"], ["--demo-holders", "100001"], ["--demo-seed", "0"]):
            run = subprocess.run([RECERTD, "--demo", *wrong, "--print-config"], capture_output=True)
            self.assertEqual(run.returncode, 2, wrong)

    def test_the_settings_are_printed(self):
        run = subprocess.run([RECERTD, "--demo", "--demo-seed", "7", "--print-config"],
                             capture_output=True, text=True)
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.stdout, r"(?m)^demo = true$")
        self.assertRegex(run.stdout, r"(?m)^demo_seed = 7$")


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
