"""Bad input over HTTP: each refusal has the right status and code, names the field or the clause, and
appends nothing."""
import contextlib
import unittest

from service import Service, register, schedule

CREDENTIAL = "/v1/credentials/ada/events"
HOURS = {"activity": "x", "title": "X", "completed_on": "2021-01-05", "credit": 1}


def event(type="cpe.logged", at="2021-01-05", **data):
    return {"type": type, "occurred_at": at, "data": data}


def hours(at="2021-01-05", **changes):
    return event("cpe.logged", at, **{**HOURS, **changes})


FEE = {"kind": "renewal", "money": {"amount": 100, "currency": "USD"}}

# what is wrong, path, body, status, code, pointer ("clause" stands for: a clause is named)
REFUSED = [
    ("an unknown type", CREDENTIAL, event("cpe.exploded", x=1), 422, "unknown-type", "/type"),
    ("another stream's type", CREDENTIAL, event("holder.updated", locale="de"), 422, "unknown-type", "/type"),
    ("an unknown field", CREDENTIAL, hours(colour="red"), 422, "schema", "/data/colour"),
    ("an unknown key of the event", CREDENTIAL, {**hours(), "colour": 1}, 422, "schema", "/colour"),
    ("a missing field", CREDENTIAL, event("cpe.logged", credit=1), 422, "schema", "/data/activity"),
    ("a null", CREDENTIAL, hours(category=None), 422, "schema", "/data/category"),
    ("three places", CREDENTIAL, hours(credit=1.125), 422, "schema", "/data/credit"),
    ("a negative credit", CREDENTIAL, hours(credit=-1), 422, "schema", "/data/credit"),
    ("a word for a credit", CREDENTIAL, hours(credit="two"), 422, "schema", "/data/credit"),
    ("credit and minutes", CREDENTIAL, hours(minutes=60), 422, "schema", "/data/minutes"),
    ("30 February", CREDENTIAL, hours(completed_on="2026-02-30"), 422, "schema", "/data/completed_on"),
    ("13th month of occurred_at", CREDENTIAL, hours(at="2021-13-01"), 422, "schema", "/occurred_at"),
    ("the future", CREDENTIAL, hours(at="2099-01-01"), 422, "future-date", "/occurred_at"),
    ("hours still to come", CREDENTIAL, hours(at="2021-01-04"), 422, "future-date", "/data/completed_on"),
    ("an unknown category", CREDENTIAL, hours(category="fun"), 422, "unknown-category", "/data/category"),
    ("an unknown currency", CREDENTIAL, event("fee.paid", **{**FEE, "money": {"amount": 1, "currency": "QQQ"}}),
     422, "schema", "/data/money/currency"),
    ("half a cent", CREDENTIAL, event("fee.paid", **{**FEE, "money": {"amount": 0.5, "currency": "USD"}}),
     422, "schema", "/data/money/amount"),
    ("an integer beyond 2^53", CREDENTIAL, event("module.completed", module=2**53), 422, "schema", "/data/module"),
    ("an activity with capitals", CREDENTIAL, hours(activity="Webinar"), 422, "schema", "/data/activity"),
    ("a sealed field as a client", CREDENTIAL, hours(title={"enc": "AAAA", "k": "ada"}), 422, "schema", "/data/title"),
    ("the eleventh module", CREDENTIAL, event("module.completed", module=11), 422, "no-such-module", "clause"),
    ("an exam too early", CREDENTIAL, event("exam.passed", "2020-03-05"), 422, "exam-window", "clause"),
    ("a void of another stream's entry", CREDENTIAL, event("entry.voided", seq=0, reason="r"), 422, "not-voidable",
     "/data/seq"),
    ("a first event twice", CREDENTIAL, event("credential.registered", program="cptm", holder="ada-h"), 409,
     "already-exists", "/type"),
    ("the third of three", CREDENTIAL, [hours(activity="a1"), hours(activity="a2"), hours(credit="x")], 422, "schema",
     "/2/data/credit"),
    ("an empty array", CREDENTIAL, [], 422, "schema", ""),
    ("an id with capitals", "/v1/holders", {"id": "Ada", "data": {"name": "A", "email": "a@b"}}, 422, "schema", "/id"),
    ("an id taken", "/v1/holders", {"id": "ada-h", "data": {"name": "A", "email": "a@b"}}, 409, "already-exists", "/id"),
    ("a month that is none", "/v1/holders", {"data": {"name": "A", "email": "a@b", "birth_month": 13}}, 422, "schema",
     "/data/birth_month"),
    ("no such holder", "/v1/credentials", {"data": {"program": "cptm", "holder": "bob", "practicum": "p"}}, 422,
     "unknown-holder", "/data/holder"),
    ("no practicum", "/v1/credentials", {"occurred_at": "2020-01-10", "data": {"program": "cptm", "holder": "ada-h"}},
     422, "practicum-required", "clause"),
    ("before the rules", "/v1/credentials",
     {"occurred_at": "2014-12-31", "data": {"program": "cptm", "holder": "ada-h", "practicum": "p"}}, 422, "no-rules",
     "/occurred_at"),
    ("rules with an unknown key", "/v1/programs/cptm/events",
     event("program.published", name="N", issuer="I", url="https://example.org", timezone="America/New_York",
           effective_from="2026-01-01", rules={"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
                                               "requirements": [{"id": "t", "sum": "*", "min": 1}], "karma": 1}),
     422, "schema", "/data/rules/karma"),
    ("a zone that is none", "/v1/programs",
     {"id": "new", "data": {"name": "N", "issuer": "I", "url": "https://example.org", "timezone": "Mars/Olympus",
                            "effective_from": "2026-01-01",
                            "rules": {"unit": {"name": "hour"}, "cycle": {"length": "P2Y"},
                                      "requirements": [{"id": "t", "sum": "*", "min": 1}]}}},
     422, "schema", "/data/timezone"),
]

# what is wrong, raw body, status, code
MALFORMED = [
    ("not JSON", b"{", 400, "malformed"),
    ("nothing", b"", 400, "malformed"),
    ("invalid UTF-8", b'{"data": {"name": "\xff\xfe"}}', 400, "malformed"),
    ("a lone surrogate", b'{"data": {"name": "\\ud800", "email": "a"}}', 400, "malformed"),
    ("a key twice", b'{"id": "y", "id": "z", "data": {}}', 400, "malformed"),
    ("100,000 levels", b"[" * 100_000, 400, "malformed"),
    ("a number beyond all", b'{"data": {"name": 1e999}}', 400, "malformed"),
    ("a body over the limit", b'{"data": "' + b"x" * (1 << 20) + b'"}', 413, "too-large"),
]


class Refusals(unittest.TestCase):
    def refused(self, what, answer, status, code, place):
        with self.subTest(what):
            self.assertEqual((answer.status, answer.json["code"]), (status, code), answer)
            self.assertEqual(answer.headers["content-type"], "application/problem+json")
            for field in ("type", "title", "status", "detail"):
                self.assertIn(field, answer.json)
            if place == "clause":
                self.assertTrue(answer.json.get("clause"), answer)
            elif place:
                self.assertEqual(answer.json.get("pointer"), place, answer)

    def test_each_refusal_says_what_is_wrong_and_appends_nothing(self):
        with Service() as service:
            client = service.start().client()
            schedule(client)
            register(client, "ada")
            before = client.get("/v1/events?limit=1000").json
            for what, path, body, status, code, place in REFUSED:
                self.refused(what, client.call("POST", path, body), status, code, place)
            for what, raw, status, code in MALFORMED:
                with contextlib.closing(service.client()) as one_off:  # a refused body may end a connection
                    self.refused(what, one_off.call("POST", "/v1/holders", raw), status, code, "")
            plain = client.call("POST", "/v1/holders", b"a=b", **{"Content-Type": "text/plain"})
            self.refused("not JSON by its type", plain, 415, "unsupported-media-type", "")
            self.assertEqual(client.get("/v1/events?limit=1000").json, before)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
