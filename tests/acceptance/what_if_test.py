"""From a rules document to its consequences: checked, tried as a what-if, published, decided by a person.

The case is one that happened: CompTIA took the cap on units earned by training away with effect for
the past, and took back people who had been de-certified for it. Numbers and names here are our own.
"""
import copy
import json
import os
import subprocess
import unittest

from service import RECERT, Client, Service

CAPPED = {
    "unit": {"name": "CEU"},
    "cycle": {"length": "P3Y"},
    "categories": {"training": {}, "work": {}},
    "requirements": [{"id": "total", "sum": "*", "min": 50, "clause": "50 CEUs in three years"}],
    "caps": [{"sum": "training", "max": 25, "clause": "at most 25 CEUs from training"}],
}
UNCAPPED = {key: value for key, value in CAPPED.items() if key != "caps"} | {"retroactive": True}

# Earned in training and at work: two who lapsed for the cap alone, one for too little, one who did not lapse.
PEOPLE = {"ce-ada": (50, 0), "ce-ben": (30, 10), "ce-cyd": (40, 20), "ce-dan": (25, 25)}


def published(rules, effective_from):
    return {"name": "Security", "issuer": "A body", "url": "https://example.org", "timezone": "America/New_York",
            "effective_from": effective_from, "rules": rules}


def recert(*arguments):
    return subprocess.run([RECERT, *arguments], capture_output=True, text=True, timeout=120)


class WhatIf(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service()
        cls.service.start()
        cls.client = cls.service.client()
        cls.client.post("/v1/programs", {"id": "security", "occurred_at": "2018-01-02",
                                         "data": published(CAPPED, "2015-01-01")})
        for person, (training, work) in PEOPLE.items():
            cls.certify(person, {"training": training, "work": work})

    @classmethod
    def tearDownClass(cls):
        cls.client.close()
        cls.service.__exit__(None, None, None)

    @classmethod
    def certify(cls, person, earned):
        cls.client.post("/v1/holders", {"id": person, "occurred_at": "2020-01-02",
                                        "data": {"name": person, "email": person + "@example.org"}})
        cls.client.post("/v1/credentials", {"id": person, "occurred_at": "2020-01-10",
                                            "data": {"program": "security", "holder": person}})
        path = f"/v1/credentials/{person}/events"
        cls.client.post(path, {"type": "exam.passed", "occurred_at": "2020-01-15", "data": {}})
        for category, credit in earned.items():
            if credit:
                cls.client.post(path, {"type": "cpe.logged", "occurred_at": "2021-05-01", "data": {
                    "activity": category, "title": "T", "category": category, "completed_on": "2021-05-01",
                    "credit": credit}})

    def document(self, name, content):
        path = os.path.join(self.service.root, name)
        with open(path, "w", encoding="utf-8") as f:
            json.dump(content, f, indent=1)
        return path

    def replay(self, rules, *more):
        return recert("replay", "--rules", rules, "--program", "security", "--server", self.service.url,
                      "--token-file", self.service.token_file, "--as-of", "2024-06-02", *more)

    def status(self, person, as_of):
        return self.client.get(f"/v1/credentials/{person}?as_of={as_of}").json["status"]

    def test_1_a_document_is_checked_before_anybody_sees_it(self):
        wrong = copy.deepcopy(UNCAPPED)
        wrong["requirements"][0]["sum"] = "everything"
        wrong["colour"] = "red"
        told = recert("rules", "check", self.document("wrong.json", wrong))
        self.assertEqual(told.returncode, 1, told.stderr)
        self.assertIn("wrong.json:15:4: error: sum names no category", told.stdout)
        self.assertIn("(/colour)", told.stdout)
        self.assertIn("2 errors, 0 warnings", told.stdout)
        right = recert("rules", "check", self.document("right.json", published(UNCAPPED, "2024-06-01")))
        self.assertEqual((right.returncode, right.stdout), (0, "0 errors, 0 warnings\n"))
        self.assertEqual(recert("rules", "check", self.document("capped.json", CAPPED)).returncode, 0)

    def test_2_a_what_if_tells_who_would_be_taken_back_and_changes_nothing(self):
        told = self.replay(self.document("uncapped.json", UNCAPPED))
        self.assertEqual(told.returncode, 1, told.stderr)
        self.assertIn("ce-ada: lapsed until 2023-01-14 -> active until 2026-01-14", told.stdout)
        self.assertIn("ce-cyd: lapsed until 2023-01-14 -> active until 2026-01-14", told.stdout)
        self.assertIn("[at most 25 CEUs from training]", told.stdout)
        self.assertIn("2 lapsed -> active\n2 of 4 would differ\n", told.stdout)
        self.assertNotIn("ce-ben", told.stdout)
        self.assertEqual(self.status("ce-ada", "2024-06-02"), "lapsed")
        self.assertEqual(self.replay(self.document("same.json", CAPPED)).returncode, 0)

    def test_3_a_stricter_rule_tells_who_would_lose(self):
        stricter = copy.deepcopy(CAPPED)
        stricter["requirements"][0]["min"] = 60
        told = self.replay(self.document("stricter.json", stricter))
        self.assertIn("ce-dan: active until 2026-01-14 -> lapsed until 2023-01-14", told.stdout)
        self.assertIn("total of cycle 1: met, with 50 of 50; then not met, with 50 of 60", told.stdout)

    def test_4_what_is_refused_is_told(self):
        for rules in ({**CAPPED, "requirements": []}, {**CAPPED, "colour": 1}):
            told = self.replay(self.document("refused.json", rules))
            self.assertEqual(told.returncode, 2)
            self.assertIn("error: security: 422", told.stderr)
        holder = self.client.post("/v1/tokens", {"role": "holder", "subject": "ce-ada"}).json["token"]
        port = int(self.service.url.rsplit(":", 1)[1])
        answer = Client(port, holder).call("POST", "/v1/programs/security/what-if", {"rules": CAPPED})
        self.assertEqual(answer.status, 403)
        self.assertEqual(recert("replay", "--rules", self.document("r.json", CAPPED)).returncode, 2)

    def test_5_published_it_judges_the_past_and_a_person_decides(self):
        self.client.post("/v1/programs/security/events", {
            "type": "program.published", "occurred_at": "2024-06-01", "data": published(UNCAPPED, "2024-06-01")})
        standing = self.client.get("/v1/credentials/ce-ada?as_of=2024-06-02").json
        self.assertEqual((standing["status"], standing["rules_version"]), ("lapsed", 2))
        self.assertIn("decision-held", [flag["code"] for flag in standing["flags"]])
        answer = self.client.post("/v1/credentials/ce-ada/events", {
            "type": "credential.renewed", "occurred_at": "2024-06-03", "data": {
                "cycle": 2, "valid_from": "2023-01-15", "valid_until": "2026-01-14", "satisfied_on": "2021-05-01",
                "reason": "the cap on training was taken away"}}).json
        self.assertEqual(answer["events"][0]["data"]["basis"]["rules_version"], 2)
        self.assertEqual(self.status("ce-ada", "2024-06-03"), "active")
        self.assertEqual(self.status("ce-cyd", "2024-06-03"), "lapsed")
        told = recert("replay", "--rules", self.document("again.json", UNCAPPED), "--program", "security", "--server",
                      self.service.url, "--token-file", self.service.token_file, "--as-of", "2024-06-03")
        self.assertIn("1 lapsed -> active\n1 of 4 would differ\n", told.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
