"""Reminders against a mail server that speaks SMTP: each person due gets one mail, whatever is stopped or killed in the
middle; what may have arrived or not is listed and not sent again; put off, refused, declined by one click.

usage: reminders_test.py [SEED]
"""
import collections
import email
import email.policy
import json
import os
import random
import re
import subprocess
import sys
import tempfile
import time
import unittest

from service import RECERTD, Client, Service
from smtp_sink import OK, Sink, server_context

HOLDERS = 1_000
KILLS = 6 if os.environ.get("RECERT_LONG") else 3
SETTLE_SECONDS_MAX = 120
QUIET_SECONDS = 2.5  # two looks of the service
SEED = int(sys.argv.pop()) if sys.argv[-1].isdigit() else random.randrange(1 << 32)

# A cycle of pmp, three years from 2037-03-08: 30 days are left.
BEFORE, DUE = "2040-02-01T18:00:00Z", "2040-02-06T18:00:00Z"
NOTICE = {"notice": "renewal-in-30-days", "channel": "email", "for_date": "2040-03-07"}
FORM = "application/x-www-form-urlencoded"


def certified(holder, name="Ada", credential=None, program="pmp", exam="2037-03-08"):
    credential = credential or holder
    lines = [{"stream": f"holder/{holder}", "type": "holder.registered", "occurred_at": "2036-01-02",
              "data": {"name": name, "email": holder + "@example.org"}}] if credential == holder else []
    return lines + [
        {"stream": f"credential/{credential}", "type": "credential.registered", "occurred_at": "2036-01-10",
         "data": {"program": program, "holder": holder}},
        {"stream": f"credential/{credential}", "type": "exam.passed", "occurred_at": exam, "data": {}}]


class Office:
    """A sandbox in 2040 whose reminders go to a sink."""

    def __init__(self, sink, *arguments):
        self.sink = sink
        self.service = Service(arguments=[
            "--sandbox", "--public-url", "https://ledger.example.org", "--smtp-url", f"smtp://localhost:{sink.port}",
            "--smtp-from", "Certification Office <office@example.org>", "--mails-per-minute", "60000", *arguments])

    def __enter__(self):
        self.client = self.service.start().client()
        self.move(BEFORE)
        self.wait_until_seen_to()
        return self

    def __exit__(self, *error):
        self.service.__exit__(*error)

    def move(self, to):
        answer = self.client.call("PUT", "/v1/clock", {"now": to})
        assert answer.status == 200, answer

    def restart(self):
        self.client = self.service.start().client()

    def tell(self, lines):
        body = "".join(json.dumps(line) + "\n" for line in lines).encode()
        answer = self.client.call("POST", "/v1/events", body, Content_Type="application/x-ndjson")
        failed = [line for line in answer.body.decode().splitlines() if "error" in json.loads(line)]
        assert answer.status == 200 and not failed, (answer, failed[:3])

    def pages(self, path):
        items, cursor = [], ""
        while cursor is not None:
            page = self.client.get(path + (f"&cursor={cursor}" if cursor else "")).json
            items += page["items"]
            cursor = page["next"]
        return items

    def told(self):
        """The notices that were sent, by credential."""
        found = collections.defaultdict(list)
        for event in self.pages("/v1/events?limit=1000&type=notice.sent"):
            assert event["actor"] == "system", event
            found[event["stream"].removeprefix("credential/")].append(event["data"])
        return found

    def unsettled(self, *states):
        items = self.pages("/v1/notices?limit=300")
        return [item for item in items if not states or item["state"] in states]

    def counted(self, outcome):
        text = self.client.get("/metrics").body.decode()
        return int(re.search(r'^recert_reminders_total\{outcome="%s"\} (\d+)' % outcome, text, re.MULTILINE)[1])

    def wait_for(self, holds, what):
        deadline = time.monotonic() + SETTLE_SECONDS_MAX
        while not holds():
            assert time.monotonic() < deadline, what + "\n" + self.service.log()
            time.sleep(0.05)

    def wait_until_seen_to(self):
        """Nothing goes out any more."""
        mails = -1
        while mails != len(self.sink.mails):
            mails = len(self.sink.mails)
            time.sleep(QUIET_SECONDS)


def read(mail):
    return email.message_from_bytes(mail.data, policy=email.policy.default)


class Reminders(unittest.TestCase):
    def check_nobody_twice_and_none_forgotten(self, office, holders):
        received = collections.Counter(office.sink.recipients())
        told, unknown = office.told(), {item["holder"] for item in office.unsettled("unknown")}
        self.assertEqual([each for each, count in received.items() if count > 1], [], "got two")
        self.assertEqual({name: told[name] for name in told}, {name: [NOTICE] for name in told})
        arrived = {each.removesuffix("@example.org") for each in received}
        self.assertEqual(set(holders) - arrived - unknown, set(), "forgotten")
        self.assertEqual(set(holders) - set(told), unknown, "neither told nor listed")
        self.assertEqual(set(told) & unknown, set())
        self.assertEqual(set(told) - arrived, set(), "told, and never sent")
        office.wait_for(lambda: not office.unsettled("waiting", "sending", "refused"), "some are open")
        return unknown

    def test_a_thousand_are_reminded_once_across_stops_and_kills(self):
        print(f"seed {SEED} (give it as the argument to repeat), {KILLS} kills", flush=True)
        chance = random.Random(SEED)
        holders = [f"h{n}" for n in range(HOLDERS)]
        with Sink() as sink, Office(sink) as office:
            office.tell(line for holder in holders for line in certified(holder))
            sink.delay_seconds = 0.004
            began = time.monotonic()
            office.move(DUE)
            sink.wait_for(chance.randrange(50, 300))
            self.assertEqual(office.service.stop(), 0, office.service.log())
            taken = len(sink.mails)
            self.assertLess(taken, HOLDERS, "stopped too late to show anything")
            time.sleep(0.2)
            self.assertEqual(len(sink.mails), taken, "sent by whom?")
            office.restart()
            self.assertEqual(office.unsettled("unknown"), [], "a stop leaves nothing unknown")
            for number in range(KILLS):
                sink.wait_for(chance.randrange(taken, taken + (HOLDERS - taken) // (KILLS + 1 - number)))
                time.sleep(chance.uniform(0, 0.01))
                office.service.kill()
                taken = len(sink.mails)
                office.restart()
            office.wait_for(lambda: len(office.told()) + len(office.unsettled("unknown")) == HOLDERS, "some wait")
            took = time.monotonic() - began
            unknown = self.check_nobody_twice_and_none_forgotten(office, holders)
            self.assertLessEqual(len(unknown), KILLS)
            print(f"{HOLDERS} reminded in {took:.1f} s, {len(unknown)} of them unknown", flush=True)
            self.assertEqual(office.service.stop(), 0)
            office.restart()
            time.sleep(QUIET_SECONDS)
            self.check_nobody_twice_and_none_forgotten(office, holders)
            for item in office.unsettled("unknown"):
                self.assertIn(item["message_id"], office.service.log())

    def test_one_digest_a_person_that_any_mail_program_reads(self):
        name = "Nguyễn Thị Ánh عائشة 王小明 Łucja\r\nBcc: eve@example.org"
        with Sink() as sink, Office(sink) as office:
            office.tell(certified("ada", name))
            office.tell(certified("ada", credential="ada-2", program="cisa", exam="2038-01-01"))
            office.tell(certified("ada", credential="ada-3", exam="2037-03-08"))
            office.move(DUE)
            office.wait_for(lambda: len(office.told()) == 2, "nobody was told")
            self.assertEqual(dict(office.told()), {"ada": [NOTICE], "ada-3": [NOTICE]})
            self.assertEqual(sink.recipients(), ["ada@example.org"])
            self.assertEqual(sink.mails[0].sender, "office@example.org")
            mail = read(sink.mails[0])
            self.assertEqual(mail.defects, [])
            self.assertEqual(mail["From"], "Certification Office <office@example.org>")
            self.assertEqual([a.addr_spec for a in mail["To"].addresses], ["ada@example.org"])
            self.assertIn("王小明", mail["To"].addresses[0].display_name)
            self.assertIsNone(mail["Bcc"])
            self.assertIn("2 credentials", mail["Subject"])
            self.assertEqual(mail["List-Unsubscribe-Post"], "List-Unsubscribe=One-Click")
            text, html = (mail.get_body((kind,)).get_content() for kind in ("plain", "html"))
            for words in ("30 days left", "7 March 2040 (America/New_York)", "60 more PDUs by 7 March 2040",
                          "https://ledger.example.org/my", "the date is yours to know", "عائشة",
                          "Certified Information Systems Auditor"):
                self.assertIn(words, text)
                self.assertIn(words, html)
            self.assertEqual(set(re.findall(r'(?:src|href)="([^"]*)"', html)),
                             {"https://ledger.example.org/my", mail["List-Unsubscribe"][1:-1]}, "no tracking")

    def test_one_click_ends_the_reminders_and_looking_does_not(self):
        with Sink() as sink, Office(sink) as office:
            office.tell(certified("ada") + certified("bob"))
            office.move(DUE)
            sink.wait_for(2)
            mail = next(mail for mail in sink.mails if mail.recipients == ["ada@example.org"])
            path = read(mail)["List-Unsubscribe"][1:-1].removeprefix("https://ledger.example.org")
            stranger = Client(office.service.port, None)
            shown = stranger.get(path)
            self.assertEqual(shown.status, 200)
            self.assertIn(b"<button>", shown.body)
            preferred = "/v1/holders/ada/events?limit=10"
            self.assertEqual(len(office.pages(preferred)), 1)
            for media, body in ((FORM, b"List-Unsubscribe=One-Click"),
                                ("multipart/form-data; boundary=b", b'--b\r\nContent-Disposition: form-data; '
                                 b'name="List-Unsubscribe"\r\n\r\nOne-Click\r\n--b--\r\n')):
                answer = stranger.call("POST", path, body, Content_Type=media)
                self.assertEqual(answer.status, 200, answer)
                self.assertNotIn("set-cookie", answer.headers)
            events = office.pages(preferred)
            self.assertEqual([event["type"] for event in events], ["holder.registered", "holder.preferred"])
            self.assertEqual((events[1]["data"], events[1]["actor"]), ({"reminders": False}, "holder:ada"))
            for wrong in (path[:-2], path[:-2] + "AA", "/reminders/stop/ada"):
                self.assertEqual(stranger.get(wrong).status, 404)
                self.assertEqual(stranger.call("POST", wrong, b"", Content_Type=FORM).status, 404)
            office.move("2040-02-07T18:00:00Z")
            office.wait_until_seen_to()
            self.assertEqual(len(sink.mails), 2)

    def test_put_off_is_tried_again_and_refused_is_listed(self):
        answers = {"later@example.org": "451 greylisted", "gone@example.org": "550 no such user"}
        with Sink() as sink, Office(sink) as office:
            sink.at_recipient = lambda recipient: answers.get(recipient, OK)
            sink.at_end = lambda mail: "554 looks like spam" if mail.recipients == ["spam@example.org"] else OK
            office.tell(line for name in ("later", "gone", "spam", "fine") for line in certified(name))
            office.move(DUE)
            office.wait_for(lambda: len(office.unsettled("refused", "waiting")) == 3 and office.told(), "not all tried")
            listed = {item["holder"]: item for item in office.unsettled()}
            self.assertEqual({name: (item["state"], item["code"]) for name, item in listed.items()},
                             {"later": ("waiting", 451), "gone": ("refused", 550), "spam": ("refused", 554)})
            self.assertEqual(listed["gone"]["notices"], [{"credential": "gone", "notice": NOTICE["notice"],
                                                          "for_date": NOTICE["for_date"]}])
            self.assertEqual(list(office.told()), ["fine"])
            self.assertEqual(office.counted("refused"), 2)
            del answers["later@example.org"]
            self.assertEqual(office.service.stop(), 0)
            office.restart()
            office.move("2040-02-06T18:05:00Z")
            office.wait_for(lambda: len(office.told()) == 2, "not tried again")
            self.assertEqual(sorted(sink.recipients()), ["fine@example.org", "later@example.org"])
            self.assertEqual(sorted(item["holder"] for item in office.unsettled("refused")), ["gone", "spam"])

    def test_a_server_that_is_away_is_waited_for(self):
        with Sink() as sink:
            port = sink.port
        with Office(sink) as office:
            office.tell(certified("ada"))
            office.move(DUE)
            office.wait_for(lambda: "not reached" in office.service.log(), "nothing was said")
            self.assertEqual(office.unsettled("waiting", "refused", "unknown"), [])
            with Sink(port=port) as back:
                back.wait_for(1)
                office.wait_for(office.told, "nobody was told")
                self.assertEqual(dict(office.told()), {"ada": [NOTICE]})

    def test_starttls_and_a_password_that_nobody_sees(self):
        with tempfile.TemporaryDirectory(prefix="recert-smtp-") as directory:
            certificate, key, secret = (os.path.join(directory, name) for name in ("cert.pem", "key.pem", "password"))
            subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                            "-keyout", key, "-out", certificate, "-days", "30", "-subj", "/CN=localhost",
                            "-addext", "subjectAltName=DNS:localhost"], check=True, capture_output=True)
            with open(secret, "w", encoding="utf-8") as f:
                f.write("hunter-2\n")
            arguments = ["--smtp-tls", "starttls", "--smtp-ca-file", certificate, "--smtp-user", "office",
                         "--smtp-password-file", secret]
            with Sink(server_context(certificate, key), "hunter-2") as sink, Office(sink, *arguments) as office:
                office.tell(certified("ada"))
                office.move(DUE)
                sink.wait_for(1)
                self.assertTrue(sink.mails[0].secure)
                self.assertEqual(sink.mails[0].user, "office")
                told = subprocess.run([RECERTD, "--print-config", *office.service.arguments], capture_output=True,
                                      text=True, timeout=60, check=True).stdout
                self.assertIn("smtp_user = 'office'", told)
                self.assertNotIn("hunter-2", told + office.service.log())

    def test_settings_of_the_wrong_form_refuse_the_start_and_say_which(self):
        url, of = ["--smtp-url", "smtp://mail.example.org"], ["--smtp-from", "office@example.org"]
        public = ["--public-url", "https://ledger.example.org"]
        for arguments, named in ((of, "smtp_url"), (url + of, "public_url"), (url + public, "smtp_from"),
                                 (["--smtp-url", "http://x"] + of + public, "smtp_url"),
                                 (["--smtp-url", "smtp://a:b@x"] + of + public, "smtp_user"),
                                 (url + of + public + ["--smtp-tls", "none"], "smtp_tls"),
                                 (url + of + public + ["--smtp-user", "u"], "smtp_password_file"),
                                 (url + of + public + ["--smtp-password-file", "/none"], "smtp_password_file"),
                                 (url + of + public + ["--mails-per-minute", "0"], "mails-per-minute")):
            told = subprocess.run([RECERTD, "--print-config", *arguments], capture_output=True, text=True, timeout=60)
            self.assertEqual(told.returncode, 2, arguments)
            self.assertIn(named, told.stderr + told.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
