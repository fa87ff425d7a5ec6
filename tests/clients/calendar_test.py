"""npm's ical.js reads the calendars: of a credential, and of a person at a secret address."""
import json
import os
import shutil
import unittest

from clients import HERE, node, run, work_directory
from service import Client, Service, award, register, schedule


class Calendar(unittest.TestCase):
    def read(self, answer):
        self.assertEqual((answer.status, answer.headers["content-type"]), (200, "text/calendar; charset=utf-8"), answer)
        return json.loads(run([node(), self.script], input=answer.body.decode()))

    def test_a_reader_of_calendars_finds_every_deadline(self):
        directory = work_directory("calendar")
        self.script = shutil.copy(os.path.join(HERE, "calendar.mjs"), directory)
        with Service(arguments=["--public-url", "https://cert.example"]) as service:
            client = service.start().client()
            schedule(client)
            register(client, "ada")
            award(client, "certified", "ada-h")
            path = "/v1/credentials/certified/calendar.ics?as_of=2021-01-01"
            told = self.read(client.get(path))
            end = next(each for each in told["appointments"] if each["uid"] == "certified.1.cycle-end@cert.example")
            self.assertEqual((end["on"], end["until"], end["whole_day"]), ("2022-03-05", "2022-03-06", True))
            self.assertIn("Still missing: 24 more hours by 5 March 2022; the renewal fee.", end["text"])
            reminders = client.get("/v1/programs/cptm/rules/1").json["rules"]["reminders"]
            self.assertEqual(len(end["rings"]), len(reminders))
            self.assertTrue(all(ring.endswith("T09:00:00") for ring in end["rings"]), end)
            path_told = self.read(client.get("/v1/credentials/ada/calendar.ics?as_of=2020-02-01"))
            self.assertEqual({each["uid"].split(".")[2].split("@")[0] for each in path_told["appointments"]},
                             {"practicum-starts", "exam-closes"})
            client.post("/v1/credentials/certified/events", {"type": "fee.assessed", "occurred_at": "2020-06-01", "data": {
                "fee": "f-1", "kind": "late", "money": {"amount": 100, "currency": "USD"}, "due_on": "2041-01-31"}})
            url = client.post("/v1/holders/ada-h/calendar", None).json["url"]
            person = self.read(Client(service.port, None).get(url.removeprefix("https://cert.example")))
            self.assertIn("certified.1.fee-due.f-1@cert.example", [each["uid"] for each in person["appointments"]])


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
