"""The demo through every report, in every format; totals against a naive recount of the events.

RECERT_DEMO_HOLDERS makes the demo larger or smaller.
"""
import collections
import csv
import datetime
import io
import json
import os
import re
import subprocess
import unittest
import urllib.parse
import zipfile
from decimal import Decimal

from service import RECERT, Client, Service

HOLDERS = int(os.environ.get("RECERT_DEMO_HOLDERS", 100))
FORMATS = ("csv", "xlsx", "ndjson", "json")
NAMES = ["transcript", "compliance", "expiring", "roster", "audit-sample", "annual", "finance", "team",
         "verification", "funnel", "events"]
FORMULA = re.compile(r"^ *[=+\-@\t\r]")


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text.decode("utf-8"), newline="")))


class Reports(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=["--demo", "--demo-holders", str(HOLDERS)])
        try:
            cls.service.start()
            cls.client = cls.service.client()
            cls.day = cls.client.get("/v1/credentials?limit=1").json["as_of"]
            cls.known = cls.client.get("/v1/credentials?limit=1").json["known_at"]["seq"]
            cls.wait_until_signed()
            cls.events = cls.replayed()
        except BaseException:
            cls.service.__exit__()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    @classmethod
    def wait_until_signed(cls):
        while cls.client.get(f"/v1/events/{cls.known}/receipt").status != 200:
            pass

    @classmethod
    def replayed(cls):
        """Every entry, by a program that reads the ledger and not the reports."""
        done = subprocess.run([RECERT, "replay", "--server", cls.service.url, "--token-file", cls.service.token_file,
                               "--format", "ndjson"], capture_output=True, text=True, timeout=300)
        assert done.returncode == 0, done.stderr
        return [entry for entry in map(json.loads, done.stdout.splitlines()) if entry["seq"] <= cls.known]

    def path(self, name, format, **more):
        query = {"format": format, "as_of": self.day, "known_at": self.known, **more}
        return f"/v1/reports/{name}?" + urllib.parse.urlencode({k: v for k, v in query.items() if v is not None})

    def get(self, name, format="json", client=None, **more):
        answer = (client or self.client).get(self.path(name, format, **more))
        self.assertEqual(answer.status, 200, f"{name}: {answer!r}")
        return answer

    def standing(self, **members):
        """Facts of credentials, told by the events alone; what is voided is left out."""
        void = {(e["stream"], e["data"]["seq"]) for e in self.events if e["type"] == "entry.voided"}
        return [e for e in self.events if (e["stream"], e["seq"]) not in void]

    def test_the_list_tells_of_all(self):
        listed = self.client.get("/v1/reports").json["items"]
        self.assertEqual([each["name"] for each in listed], NAMES)
        for each in listed:
            self.assertTrue(each["columns"] and each["title"] and each["description"], each["name"])

    def test_every_report_in_every_format_says_the_same(self):
        listed = {each["name"]: each for each in self.client.get("/v1/reports").json["items"]}
        for name in NAMES:
            with self.subTest(report=name):
                columns = [column["name"] for column in listed[name]["columns"]]
                document = self.get(name).json
                about, items = document["about"], document["items"]
                self.assertEqual(about["rows"], len(items))
                self.assertEqual((about["report"], about["as_of"], about["known_at"]["seq"]), (name, self.day, self.known))
                self.assertIn({"program": "cptm", "version": 1}, about["rules"])
                self.assertGreater(about["checkpoint"]["size"], self.known)
                table = self.get(name, "csv")
                self.assertEqual(table.headers["report-known-at"], str(self.known))
                rows = rows_of(table.body)
                self.assertEqual(table.body.decode().split("\r\n")[0], ",".join(columns))
                self.assertEqual(len(rows), len(items))
                for row, item in zip(rows, items):
                    self.assertEqual(list(item), columns)
                    for column in columns:
                        self.assertEqual(row[column] == "", item[column] is None, (row, item))
                lines = [json.loads(line) for line in self.get(name, "ndjson").body.splitlines()]
                self.assertEqual(lines[:-1], items)
                self.assertEqual(lines[-1], {"about": about})
                link = re.match(r'<(.*)>; rel="describedby"', table.headers["link"])[1]
                self.assertEqual(self.client.get(link).json, about)
                book = zipfile.ZipFile(io.BytesIO(self.get(name, "xlsx").body))
                self.assertIsNone(book.testzip())
                sheet = book.read("xl/worksheets/sheet2.xml").decode()
                self.assertEqual(len(re.findall(r"<row ", sheet)), len(items) + 1)
                self.assertIn("<autoFilter", sheet)
                self.assertIn('state="frozen"', sheet)
                self.check_totals(about, items)

    def check_totals(self, about, items):
        for total in about["totals"]:
            values = [item[total["column"]] for item in items
                      if "currency" not in total or item["currency"] == total["currency"]]
            if "sum" in total:
                summed = sum(Decimal(str(value)) for value in values if value is not None)
                self.assertEqual(summed, Decimal(str(total["sum"])), total)
            else:
                text = [{True: "true", False: "false"}.get(value, value) for value in values]
                self.assertEqual(text.count(total["value"]), total["count"], total)

    def test_the_same_question_has_the_same_bytes_also_after_a_restart(self):
        before = {(name, format): self.get(name, format).body for name in NAMES for format in FORMATS}
        for name in NAMES:
            self.assertEqual(self.get(name, "xlsx").body, before[name, "xlsx"])
            self.assertEqual(self.get(name, "csv").body, before[name, "csv"])
        self.assertEqual(self.service.stop(), 0)
        self.service.start()
        self.__class__.client = self.service.client()
        self.client.post("/v1/organizations", {"data": {"name": "Later", "kind": "company"}})
        for (name, format), body in before.items():
            self.assertEqual(self.get(name, format).body, body, (name, format))

    def test_the_program_writes_the_same_bytes_as_http(self):
        out = os.path.join(self.service.root, "report")
        for format in FORMATS:
            done = subprocess.run(
                [RECERT, "export", "report", "finance", "--server", self.service.url, "--token-file",
                 self.service.token_file, "--format", format, "--as-of", self.day, "--known-at", str(self.known),
                 "--filter", "program=cptm", "-o", out], capture_output=True, text=True, timeout=120)
            self.assertEqual(done.returncode, 0, done.stderr)
            with open(out, "rb") as f:
                self.assertEqual(f.read(), self.get("finance", format, program="cptm").body)
        done = subprocess.run([RECERT, "export", "report", "nothing", "--server", self.service.url, "--token-file",
                               self.service.token_file, "-o", out + "-none"], capture_output=True, text=True)
        self.assertEqual(done.returncode, 2)
        self.assertIn("no such report", done.stderr)
        self.assertEqual([f for f in os.listdir(self.service.root) if "-none" in f or f.endswith(".part")], [])

    def test_fees_are_those_of_the_events(self):
        naive = collections.Counter()
        for event in self.standing():
            kind = {"fee.assessed": "assessed", "fee.paid": "paid", "fee.refunded": "refunded"}.get(event["type"])
            money = event["data"].get("money")
            if kind and money and event["on"] <= self.day:
                naive[kind, money["currency"]] += Decimal(money["amount"]) / 100
        told = {(total["column"], total["currency"]): Decimal(str(total["sum"]))
                for total in self.get("finance").json["about"]["totals"]
                if total["column"] in ("assessed", "paid", "refunded")}
        self.assertEqual(told, dict(naive))
        self.assertGreater(len(told), 0)

    def test_every_entry_is_in_the_extract(self):
        rows = rows_of(self.get("events", "csv", raw="true").body)
        upto = [event for event in self.events if event["on"] <= self.day]
        self.assertEqual([int(row["seq"]) for row in rows], [event["seq"] for event in upto])
        for row, event in zip(rows, upto):
            self.assertEqual((row["id"], row["stream"], row["type"], row["actor"]),
                             (event["id"], event["stream"], event["type"], event["actor"]))

    def test_statuses_are_those_of_the_standings(self):
        naive, path = collections.Counter(), f"/v1/credentials?limit=1000&as_of={self.day}&known_at={self.known}"
        while path:
            page = self.client.get(path).json
            naive.update(item["status"] for item in page["items"])
            path = page["next"] and "/v1/credentials?limit=1000&cursor=" + urllib.parse.quote(page["next"])
        rows = self.get("compliance").json["items"]
        told = collections.Counter({row["credential"]: row["status"] for row in rows}.values())
        self.assertEqual(told, naive)
        annual = self.get("annual").json["items"]
        last = [row for row in annual if row["period_ends_on"] == self.day]
        self.assertEqual(sum(row["active"] for row in last), naive["active"])
        self.assertEqual(sum(row["candidates"] for row in last), naive["candidate"])

    def test_registrations_and_awards_are_those_of_the_events(self):
        count = collections.Counter(e["type"] for e in self.standing() if e["on"] <= self.day)
        totals = {t["column"]: t["sum"] for t in self.get("funnel").json["about"]["totals"] if "sum" in t}
        self.assertEqual(totals["registered"], count["credential.registered"])
        self.assertEqual(totals["certified"], count["credential.awarded"])
        totals = {t["column"]: t["sum"] for t in self.get("annual").json["about"]["totals"] if "sum" in t}
        self.assertEqual(totals["applicants"], count["credential.registered"])
        self.assertEqual(totals["certified"], count["credential.awarded"])

    def test_the_published_claims_are_recounted(self):
        programs, attended, results, modules, supported, awarded = {}, set(), {}, collections.defaultdict(set), {}, set()
        for event in self.standing():
            stream, data = event["stream"], event["data"]
            if event["on"] > self.day:
                continue
            if event["type"] == "credential.registered":
                programs[stream] = data["program"]
                if "employer_supported" in data:
                    supported[stream] = data["employer_supported"]
            elif event["type"] == "practicum.attended" and data["complete"]:
                attended.add(stream)
            elif event["type"] == "module.completed":
                modules[stream].add(data["module"])
            elif event["type"] in ("exam.passed", "exam.failed"):
                results.setdefault(stream, []).append((event["on"], event["seq"], event["type"] == "exam.passed"))
            elif event["type"] == "credential.awarded":
                awarded.add(stream)
        both = [s for s in programs if programs[s] == "cptm" and s in attended and len(modules[s]) == 10 and s in results]
        first = sum(sorted(results[s])[0][2] for s in both)
        paid = [supported[s] for s in awarded if programs[s] == "cptm" and s in supported]
        certified = [s for s in awarded if programs[s] == "cptm"]
        for name in ("funnel", "annual"):
            claims = self.get(name).json["about"]["claims"]
            self.assertEqual([(c["part"], c["of"]) for c in claims],
                             [(first, len(both)), (sum(any(r[2] for r in results[s]) for s in both), len(both)),
                              (sum(paid), len(paid)), (sum(paid), len(certified))])
            print(f"\n{name}: " + "; ".join(f"{c['claim']}: {c['percent']} % ({c['definition']})" for c in claims))

    def test_transcripts_hold_what_every_standing_counts(self):
        rows = self.get("transcript", program="cptm").json["items"]
        by_credential = collections.defaultdict(list)
        for row in rows:
            by_credential[row["credential"]].append(row)
        checked = 0
        for credential in sorted(by_credential)[:40]:
            standing = self.client.get(f"/v1/credentials/{credential}?as_of={self.day}&known_at={self.known}").json
            if not standing["cycle"]:
                continue
            told = {row["activity"]: row for row in by_credential[credential]
                    if row["activity"] and row["cycle"] in (None, standing["cycle"]["number"])}
            for activity in standing["cycle"]["activities"]:
                row = told[activity["activity"]]
                self.assertEqual([row[n] for n in ("claimed", "eligible", "counted", "seq")],
                                 [activity[n] for n in ("claimed", "eligible", "counted", "seq")])
                checked += 1
        self.assertGreater(checked, 20)

    def test_a_day_in_the_past_is_told_as_it_was(self):
        past = (datetime.date.fromisoformat(self.day) - datetime.timedelta(days=700)).isoformat()
        then = self.get("compliance", as_of=past).json
        self.assertEqual(then["about"]["as_of"], past)
        self.assertLess(then["about"]["credentials"], self.get("compliance").json["about"]["credentials"])
        for row in then["items"]:
            self.assertTrue(row["certified_on"] is None or row["certified_on"] <= past)
        soon = self.get("expiring", as_of=past, within=30).json["items"]
        for row in soon:
            self.assertLessEqual(row["days_left"], 30)
            self.assertGreaterEqual(row["valid_until"], past)

    def test_nothing_in_a_table_is_a_formula(self):
        mark = {"name": "=HYPERLINK(\"http://example.org\")", "email": "x@example.org"}
        self.client.post("/v1/holders", {"id": "formula", "occurred_at": "2020-01-02", "data": mark})
        self.client.post("/v1/credentials", {"id": "formula-c", "occurred_at": "2020-01-10",
                                             "data": {"program": "pmp", "holder": "formula"}})
        guarded = rows_of(self.get("compliance", "csv", known_at=None, holder="formula").body)
        self.assertEqual(guarded[0]["name"], "'" + mark["name"])
        raw = rows_of(self.get("compliance", "csv", known_at=None, holder="formula", raw="true").body)
        self.assertEqual(raw[0]["name"], mark["name"])
        for name in NAMES:
            columns = {c["name"] for r in self.client.get("/v1/reports").json["items"] if r["name"] == name
                       for c in r["columns"] if c["type"] == "text"}
            for row in rows_of(self.get(name, "csv").body):
                for column in columns:
                    self.assertIsNone(FORMULA.match(row[column]), (name, row))

    def test_who_may_not_see_names_sees_none(self):
        token = self.client.post("/v1/tokens", {"role": "integration", "subject": "lms", "types": ["exam.passed"]}).json
        lms = Client(self.service.port, token["token"])
        rows = self.get("compliance", client=lms).json["items"]
        self.assertGreater(len(rows), 0)
        self.assertEqual({row["name"] for row in rows}, {None})
        self.assertEqual(lms.get("/v1/reports/events").status, 403)

    def test_what_is_asked_wrongly_is_refused(self):
        for path, status in (("nothing", 404), ("compliance?within=3", 400), ("expiring?within=4000", 400),
                             ("compliance?known_at=99999999", 400), ("finance?from=May", 400),
                             ("compliance?format=pdf", 400), ("compliance?unknown=1", 400)):
            self.assertEqual(self.client.get("/v1/reports/" + path).status, status, path)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
