"""Calendars, as calendar apps see them: of a credential with a token, of a person at a secret address."""
import unittest

from service import Client, Service, award, register, renew, schedule

ENDS = b"UID:certified.%d.cycle-end@"


class Calendar(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=["--sandbox"]).start()
        cls.admin = cls.service.client()
        cls.app = Client(cls.service.port, None)
        schedule(cls.admin)
        register(cls.admin, "path")
        for holder in ("ada", "bob", "gone"):
            cls.admin.post("/v1/holders", {"id": holder, "occurred_at": "2019-12-02", "data": {
                "name": "Ermintrude", "email": holder + "@example.org"}})
        award(cls.admin, "certified", "ada")
        cls.ada, cls.bob = cls.token("ada"), cls.token("bob")

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    @classmethod
    def token(cls, holder):
        made = cls.admin.post("/v1/tokens", {"role": "holder", "subject": holder}).json
        return Client(cls.service.port, made["token"])

    def address(self, client, holder):
        answer = client.post(f"/v1/holders/{holder}/calendar", None)
        self.assertEqual(answer.headers["cache-control"], "no-store")
        return answer.json["url"]

    def test_a_credentials_deadlines_are_for_who_may_read_it(self):
        path = "/v1/credentials/certified/calendar.ics?as_of=2021-01-01"
        calendar = self.ada.get(path)
        self.assertEqual((calendar.status, calendar.headers["content-type"]), (200, "text/calendar; charset=utf-8"))
        self.assertIn(ENDS % 1, calendar.body)
        self.assertIn(b"DTSTART;VALUE=DATE:20220305\r\n", calendar.body)
        self.assertNotIn(b"Ermintrude", calendar.body)
        self.assertEqual(calendar.body, self.admin.get(path).body)
        self.assertEqual(self.bob.get(path).status, 404)
        self.assertEqual(self.app.get(path).status, 401)
        self.assertEqual(self.ada.get(path, If_None_Match=calendar.headers["etag"]).status, 304)
        self.assertEqual(self.ada.get("/v1/credentials/certified/calendar.ics?as_of=soon").status, 400)
        candidate = self.admin.get("/v1/credentials/path/calendar.ics?as_of=2020-02-01").body
        for what in (b"practicum-starts", b"exam-closes"):
            self.assertIn(b"UID:path.path." + what, candidate)

    def sequence(self, calendar):
        return int(calendar.partition(b"SEQUENCE:")[2].split(b"\r\n")[0])

    def test_what_moves_keeps_its_name_and_gets_a_higher_number(self):
        award(self.admin, "moving", "bob")
        path = "/v1/credentials/moving/calendar.ics?as_of=2021-01-01"
        before = self.admin.get(path).body
        self.assertEqual(before, self.admin.get(path).body)
        self.admin.post("/v1/credentials/moving/events", {"type": "extension.granted", "occurred_at": "2020-12-01", "data": {
            "until": "2022-06-30", "reason": "ill"}})
        after = self.admin.get(path).body
        self.assertIn(b"UID:moving.1.cycle-end@", before)
        self.assertIn(b"UID:moving.1.cycle-end@", after)
        self.assertIn(b"DTSTART;VALUE=DATE:20220305\r\n", before)
        self.assertIn(b"DTSTART;VALUE=DATE:20220630\r\n", after)
        self.assertGreater(self.sequence(after), self.sequence(before))
        renew(self.admin, "moving", "2022-03-01")
        self.assertIn(b"UID:moving.2.cycle-end@", self.admin.get(path.replace("2021", "2023")).body)

    def test_a_person_has_one_address_which_a_new_one_ends(self):
        first = self.address(self.ada, "ada")
        self.assertRegex(first, r"^/calendar/[A-Za-z0-9_-]{43}\.ics$")
        self.assertEqual(self.app.get(first).status, 200)
        second = self.address(self.admin, "ada")
        self.assertEqual([self.app.get(url).status for url in (first, second)], [404, 200])
        self.assertEqual(self.service.stop(), 0)
        self.service.start()
        for name in ("admin", "app", "ada", "bob"):
            old = getattr(type(self), name)
            setattr(type(self), name, Client(self.service.port, old.token))
        self.assertEqual(self.app.get(second).status, 200, "a restart keeps it")
        self.assertEqual(self.app.get(second, If_None_Match=self.app.get(second).headers["etag"]).status, 304)
        self.assertEqual(self.ada.call("DELETE", "/v1/holders/ada/calendar").status, 204)
        self.assertEqual(self.app.get(second).status, 404)
        for wrong in ("/calendar/x.ics", second.removesuffix(".ics"), "/calendar/.ics"):
            self.assertEqual(self.app.get(wrong).status, 404)

    def test_nobody_else_makes_or_ends_it(self):
        url = self.address(self.ada, "ada")
        self.assertEqual(self.bob.call("POST", "/v1/holders/ada/calendar").status, 404)
        self.assertEqual(self.bob.call("DELETE", "/v1/holders/ada/calendar").status, 404)
        self.assertEqual(self.admin.call("POST", "/v1/holders/nobody/calendar").status, 404)
        self.assertEqual(self.app.get(url).status, 200)

    def test_an_erasure_ends_it(self):
        award(self.admin, "theirs", "gone")
        url = self.address(self.admin, "gone")
        self.assertEqual(self.app.get(url).status, 200)
        self.admin.post("/v1/holders/gone/erase", {"reason": "asked to"})
        self.assertEqual(self.app.get(url).status, 404)
        refused = self.admin.call("POST", "/v1/holders/gone/calendar")
        self.assertEqual((refused.status, refused.json["code"]), (422, "holder-erased"))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
