"""Public verification, as a stranger sees it: of a number, on any day, for ever; and nothing of the person that
she did not say herself."""
import html.parser
import os
import re
import subprocess
import tempfile
import time
import unittest
import urllib.parse

from service import RECERT, Client, Service, award, renew, schedule

SIGNED_SECONDS_MAX = 30
RATE = 40
NAME = "Gabriela García Márquez"


class Page(html.parser.HTMLParser):
    """The facts of a verification's page."""

    def __init__(self, answer):
        super().__init__()
        self.facts, self.rows, self.tags, self.text = {}, [], [], []
        self.name, self.inside = "", []
        self.feed(answer.body.decode())

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.inside.append(tag)
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th") and self.rows:
            self.rows[-1].append("")

    def handle_endtag(self, tag):
        while self.inside and self.inside.pop() != tag:
            pass

    def handle_data(self, data):
        self.text.append(data)
        if "dt" in self.inside:
            self.name = data
        elif "dd" in self.inside:
            self.facts[self.name] = self.facts.get(self.name, "") + data
        elif ("td" in self.inside or "th" in self.inside) and self.rows:
            self.rows[-1][-1] += data


class Verification(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=["--sandbox", "--trusted-proxy", "127.0.0.1",
                                         "--rate-verification", str(RATE)]).start()
        cls.admin = cls.service.client()
        cls.stranger = Client(cls.service.port, None)
        schedule(cls.admin)
        for holder in ("gabi", "mona", "old-mona", "gone"):
            cls.admin.post("/v1/holders", {"id": holder, "occurred_at": "2019-12-02", "data": {
                "name": NAME, "email": holder + "@example.org"}})
        cls.number = award(cls.admin, "lapsed", "gabi")
        cls.renewed = award(cls.admin, "renewed", "gabi")
        for on in ("2022-03-01", "2024-03-01", "2026-03-01"):
            renew(cls.admin, "renewed", on)

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def ask(self, number, **query):
        answer = self.stranger.get(f"/v1/verifications/{number}?" + urllib.parse.urlencode(query))
        self.assertEqual(answer.status, 200, answer)
        return answer.json

    def append(self, credential, type, on, **data):
        return self.admin.post(f"/v1/credentials/{credential}/events", {"type": type, "occurred_at": on, "data": data})

    def verdicts(self, number, *days):
        return [self.ask(number, on=day)["status"] for day in days]

    def test_before_within_and_after_its_cycles(self):
        self.assertEqual(self.verdicts(self.number, "2019-01-01", "2020-03-05", "2020-03-06", "2022-03-05", "2022-03-06"),
                         ["not-yet-certified", "not-yet-certified", "active", "active", "expired"])
        today = self.ask(self.number)
        self.assertEqual((today["good"], today["status"], today["status_since"]), (False, "expired", "2022-03-06"))
        self.assertEqual((today["valid_from"], today["valid_until"]), ("2020-03-06", "2022-03-05"))
        self.assertEqual(today["program"]["id"], "cptm")
        self.assertIn("5 March 2022", today["words"])
        before = self.ask(self.number, on="2020-03-05")
        self.assertEqual((before["valid_from"], before["status_since"], before["today"]["status"]), (None, None, "expired"))

    def test_old_cycles_are_followed_by_others_and_the_future_is_projected(self):
        then = self.ask(self.renewed, on="2021-01-01")
        self.assertTrue(then["good"])
        self.assertEqual((then["cycle"], then["valid_until"], then["status_since"]), (1, "2022-03-05", "2020-03-06"))
        self.assertEqual([each["phase"] for each in then["cycles"]], ["superseded"] * 3 + ["current"])
        self.assertEqual(then["rules"]["version"], 1)
        ahead = self.ask(self.renewed, on="2040-01-01")
        self.assertEqual((ahead["status"], ahead["projected"], ahead["today"]["good"]), ("expired", True, True))

    def test_what_was_known_then(self):
        seq = self.ask(self.renewed)["cycles"][0]["proof"]["seq"]
        self.assertEqual(len(self.ask(self.renewed, known_at=seq)["cycles"]), 1)
        self.assertEqual(self.ask(self.renewed, known_at=seq, on="2026-06-01")["status"], "expired")
        early = self.stranger.get(f"/v1/verifications/{self.renewed}?known_at={seq - 1}")
        self.assertEqual((early.status, early.json["code"]), (404, "not-found"))

    def test_what_people_made_of_it_is_told_apart_and_never_why(self):
        told = {}
        for word, event in (("suspended", "credential.suspended"), ("revoked", "credential.revoked"),
                            ("surrendered", "credential.surrendered"), ("retired", "credential.retired"),
                            ("emeritus", "credential.retired"), ("inactive", "credential.retired"),
                            ("deceased", "credential.ended")):
            number = award(self.admin, "c-" + word, "mona")
            data = {"kind": word} if word in ("retired", "emeritus", "inactive", "deceased") else {"reason": "hush hush"}
            self.append("c-" + word, event, "2021-02-03", **data)
            self.assertEqual(self.verdicts(number, "2021-02-02", "2021-02-03"), ["active", word])
            shown = self.ask(number)
            self.assertEqual((shown["good"], shown["status_since"]), (False, "2021-02-03"))
            told[word] = shown["words"]
            for path in (f"/v1/verifications/{number}", f"/verify/{number}"):
                self.assertNotIn(b"hush", self.stranger.get(path).body)
        self.assertEqual(len(set(told.values())), len(told))
        self.append("c-suspended", "credential.reinstated", "2021-03-04", reason="r")
        self.assertEqual(self.ask(self.ask_number("c-suspended"), on="2021-03-04")["status"], "active")

    def ask_number(self, credential):
        return self.admin.get("/v1/credentials/" + credential).json["number"]

    def test_an_award_that_was_taken_back_is_remembered(self):
        number = award(self.admin, "voided", "mona")
        seq = self.ask(number)["cycles"][0]["proof"]["seq"]
        self.append("voided", "entry.voided", "2021-05-06", seq=seq, reason="a mistake")
        shown = self.ask(number, on="2021-01-01")
        self.assertEqual((shown["status"], shown["good"], shown["status_since"], shown["cycles"]),
                         ("withdrawn", False, "2021-05-06", []))
        self.append("voided", "credential.awarded", "2021-05-07", valid_from="2021-05-07", valid_until="2023-05-06",
                    cycle=1, reason="for good")
        self.assertEqual(self.ask(number)["status"], "superseded")
        new = self.ask_number("voided")
        self.assertNotEqual(new, number)
        self.assertEqual(self.ask(new, on="2022-01-01")["status"], "active")
        self.assertNotIn("entry", self.ask(new)["cycles"][0]["proof"], "who decided is in the entry")
        self.assertEqual(self.stranger.get(f"/v1/verifications/{new}/entry").status, 404)

    def test_the_name_is_for_who_knows_it_or_for_all_if_she_says_so(self):
        number = self.number
        self.assertIsNone(self.ask(number)["holder_name"])
        self.assertNotIn("surname_matches", self.ask(number))
        for right in ("garcia marquez", "MÁRQUEZ", "García", NAME.upper(), "Ma\u0301rquez"):
            shown = self.ask(number, surname=right)
            self.assertEqual((shown["surname_matches"], shown["holder_name"]), (True, NAME), right)
        for wrong in ("Gabriela", "Mar", "Smith", "quez", "."):
            shown = self.ask(number, surname=wrong)
            self.assertEqual((shown["surname_matches"], shown["holder_name"]), (False, None), wrong)
        say = lambda wish: self.admin.post("/v1/holders/gabi/events", {"type": "holder.preferred", "data": {"publish_name": wish}})
        say(True)
        self.assertEqual(self.ask(number)["holder_name"], NAME)
        self.assertIn(NAME, Page(self.stranger.get("/verify/" + number)).facts["Holder"])
        say(False)
        self.assertIsNone(self.ask(number)["holder_name"])
        self.assertEqual(self.ask(number, surname="Smith")["holder_name"], None)

    def test_of_a_merged_holder_the_name_is_that_of_who_it_is_now(self):
        number = award(self.admin, "merged", "old-mona")
        self.admin.post("/v1/holders", {"id": "new-mona", "data": {"name": "Mona Nowak", "email": "n@example.org"}})
        self.admin.post("/v1/holders/new-mona/events", {"type": "holder.preferred", "data": {"publish_name": True}})
        self.admin.post("/v1/holders/old-mona/events", {"type": "holder.merged", "data": {"into": "new-mona"}})
        self.assertEqual(self.ask(number)["holder_name"], "Mona Nowak")

    def test_after_an_erasure_it_verifies_for_ever_without_a_name(self):
        number = award(self.admin, "erased", "gone")
        self.admin.post("/v1/holders/gone/events", {"type": "holder.preferred", "data": {"publish_name": True}})
        before = self.ask(number)
        self.assertEqual(before["holder_name"], NAME)
        self.admin.post("/v1/holders/gone/erase", {"reason": "asked to"})
        for query in ({}, {"surname": "Márquez"}, {"known_at": before["known_at"]["seq"]}):
            shown = self.ask(number, **query)
            self.assertIsNone(shown["holder_name"])
            self.assertFalse(shown.get("surname_matches", False))
            self.assertEqual(shown["cycles"], before["cycles"])
        self.assertNotIn(b"rquez", self.stranger.get("/verify/" + number).body)

    def test_a_number_is_found_however_it_is_written(self):
        plain = self.number.replace("-", "")
        code = plain[4:].replace("0", "o").replace("1", "l")
        for typed in (self.number.lower(), plain, f"cptm {code}", f"CPTM–{code[:4]}–{code[4:]}"):
            self.assertEqual(self.ask(urllib.parse.quote(typed))["number"], self.number)
        for wrong in ("CPTM", plain[4:], self.number + "0", "PMP-" + plain[4:], "x" * 300, "%00", "%F0%9F%92%A9"):
            self.assertEqual(self.stranger.get("/v1/verifications/" + wrong).status, 404, wrong)
        self.assertEqual(self.stranger.get(f"/v1/verifications/{self.number}?on=soon").json["code"], "bad-parameter")

    def test_the_page_says_what_the_json_says_and_has_no_script(self):
        for number in (self.number, self.renewed):
            for query in ("", "?on=2021-01-01", "?on=2040-01-01&surname=M%C3%A1rquez", "?on=2019-01-01&surname="):
                body = self.stranger.get(f"/v1/verifications/{number}{query}").json
                answer = self.stranger.get(f"/verify/{number}{query}", Accept="text/html")
                self.assertEqual((answer.status, answer.headers["cache-control"]), (200, "no-store"))
                self.assertNotIn("unsafe", answer.headers["content-security-policy"])
                page = Page(answer)
                self.assertNotIn("script", [tag for tag, _ in page.tags])
                self.assertFalse([attrs for _, attrs in page.tags if "style" in attrs])
                for name, member in (("Number", "number"), ("Valid from", "valid_from"), ("Valid until", "valid_until"),
                                     ("Asked about", "as_of"), ("Status since", "status_since"),
                                     ("First certified", "certified_on")):
                    self.assertEqual(page.facts[name], body[member] or "–")
                self.assertEqual(page.facts["Certification"], body["program"]["name"])
                self.assertEqual(page.facts["Holder"] == NAME, body["holder_name"] == NAME)
                self.assertIn(body["words"], "".join(page.text))
                verdict = next(attrs["class"] for tag, attrs in page.tags if tag == "section")
                self.assertEqual("stands" in verdict, body["good"])
                self.assertEqual([row[1:3] for row in page.rows[1:]],
                                 [[each["valid_from"], each["valid_until"]] for each in body["cycles"]])
                labelled = {attrs["for"] for tag, attrs in page.tags if tag == "label"}
                self.assertEqual(labelled, {attrs["id"] for tag, attrs in page.tags if tag == "input"})

    def test_the_form_leads_to_the_page_and_says_what_is_wrong(self):
        empty = self.stranger.get("/verify", Accept="text/html")
        self.assertEqual(empty.status, 200)
        filled = self.stranger.get(f"/verify?number={self.number.lower()}&on=&surname=Garc%C3%ADa+M%C3%A1rquez", Accept="text/html")
        self.assertEqual(Page(filled).facts["Holder"], NAME)
        for query, status in (("number=%22%3Cb%3E", 404), (f"number={self.number}&on=soon", 400)):
            wrong = self.stranger.get("/verify?" + query, Accept="text/html")
            self.assertEqual((wrong.status, wrong.headers["content-type"]), (status, "text/html; charset=utf-8"))
            self.assertIn('role="alert"', wrong.body.decode())
            self.assertNotIn("<b>", wrong.body.decode())
        machine = self.stranger.get("/verify/nothing")
        self.assertEqual((machine.status, machine.headers["content-type"]), (404, "application/problem+json"))
        self.assertEqual(self.stranger.get("/web/verify.css").status, 200)

    def test_a_stranger_proves_a_decision_offline(self):
        proof = self.ask(self.renewed)["cycles"][2]["proof"]
        entry = self.stranger.get(proof["entry"])
        self.assertEqual((entry.json["seq"], entry.json["type"], entry.json["data"]["cycle"]),
                         (proof["seq"], "credential.renewed", 3))
        self.assertNotIn("gabi", entry.body.decode())
        deadline = time.monotonic() + SIGNED_SECONDS_MAX
        while (receipt := self.stranger.get(proof["receipt"])).status == 503:
            self.assertLess(time.monotonic(), deadline)
            time.sleep(0.1)
        with tempfile.TemporaryDirectory() as directory:
            files = {"receipt": receipt.body, "entry": entry.body, "vkey": self.stranger.get("/log/vkey").body}
            for name, content in files.items():
                with open(os.path.join(directory, name), "wb") as f:
                    f.write(content)
            verified = subprocess.run([RECERT, "verify", "receipt", "--entry", "entry", "--vkey", "vkey"],
                                      cwd=directory, capture_output=True, text=True)
            self.assertEqual(verified.returncode, 0, verified)

    def test_any_page_may_ask_and_nobody_is_noted(self):
        answer = self.stranger.get("/v1/verifications/" + self.number, Origin="https://elsewhere.example")
        self.assertEqual(answer.headers["access-control-allow-origin"], "*")
        reads = self.admin.get("/v1/accesses?limit=1000").json["items"]
        self.assertFalse([each for each in reads if "verif" in each["read"]])

    def from_afar(self, address, path):
        return self.stranger.get(path, X_Forwarded_For=address)

    def test_numbers_cannot_be_walked_nor_surnames_guessed(self):
        walk = [self.from_afar("203.0.113.1", f"/v1/verifications/CPTM-0000-{n:04}").status for n in range(12)]
        self.assertEqual(set(walk), {404, 429})
        self.assertLess(walk.count(404), RATE // 10 + 3)
        self.assertEqual(self.from_afar("203.0.113.1", "/verify/" + self.number).status, 429)
        self.assertEqual(self.from_afar("203.0.113.2", "/verify/" + self.number).status, 200)
        guess = [self.from_afar("203.0.113.3", f"/v1/verifications/{self.number}?surname=Guess{n}").status for n in range(12)]
        self.assertEqual(set(guess), {200, 429})
        self.assertLess(guess.count(200), RATE // 10 + 3)
        answers = [self.from_afar("203.0.113.4", "/v1/verifications/" + self.number).status for _ in range(RATE)]
        self.assertEqual(set(answers), {200})
        self.assertTrue(re.match(r'"verification";r=\d+', self.from_afar("203.0.113.5", "/verify").headers["ratelimit"]))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
