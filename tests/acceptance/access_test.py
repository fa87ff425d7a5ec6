"""Who read what of whom; and everything about a person in one archive, which proves itself."""
import hashlib
import io
import json
import os
import subprocess
import tempfile
import unittest
import zipfile

from service import RECERT, Client, Service, logged, register, schedule

PROOF = b"attended, says the trainer\n"
NAME = "Ada <b>Ọlá</b> & Söhne"


def told(answer):
    return [(item["actor"], item["read"], item.get("holder")) for item in answer.json["items"]]


def token(client, role, subject):
    made = client.post("/v1/tokens", {"role": role, "subject": subject})
    return made.json["id"], made.json["token"]


def lines(data):
    return [json.loads(line) for line in data.decode().splitlines()]


class Access(unittest.TestCase):
    def test_a_holder_sees_who_read_their_record_and_by_which_token(self):
        with Service() as service:
            admin = service.start().client()
            schedule(admin)
            register(admin, "ada")
            holder = admin.get("/v1/credentials/ada").json["holder"]
            grant, secret = token(admin, "staff", "sue")
            staff = Client(service.port, secret)
            ada = Client(service.port, token(admin, "holder", holder)[1])
            for _ in range(3):
                self.assertEqual(staff.get("/v1/credentials/ada").status, 200)
            self.assertEqual(staff.get(f"/v1/holders/{holder}").status, 200)
            self.assertEqual(ada.get("/v1/credentials/ada").status, 200)
            self.assertEqual(staff.get("/v1/credentials/ada/events?limit=1000").status, 200)
            self.assertEqual(staff.get(f"/v1/holders/{holder}/accesses").status, 403)
            self.assertEqual(ada.get("/v1/accesses").status, 403)
            self.assertEqual(ada.get("/v1/holders/nobody/accesses").status, 404)
            service.stop()
            service.start()
            answer = Client(service.port, ada.token).get(f"/v1/holders/{holder}/accesses?actor=staff:sue")
            self.assertEqual(told(answer), [("staff:sue", f"holder/{holder}", holder), ("staff:sue", "credential/ada", holder)])
            self.assertEqual({item["grant"] for item in answer.json["items"]}, {"token/" + grant})
            everything = service.client().get("/v1/accesses?limit=1")
            self.assertEqual(len(everything.json["items"]), 1)
            self.assertIsNotNone(everything.json["next"])

    def test_everything_about_a_person_is_one_archive_that_proves_itself(self):
        with Service() as service:
            admin = service.start().client()
            schedule(admin)
            register(admin, "ada")
            holder = admin.get("/v1/credentials/ada").json["holder"]
            admin.post(f"/v1/holders/{holder}/events", {"type": "holder.updated", "data": {"name": NAME}})
            for activity in range(300):
                self.assertEqual(admin.post("/v1/credentials/ada/events", logged(f"a{activity}")).status, 201)
            proof = hashlib.sha256(PROOF).hexdigest()
            put = admin.call("PUT", f"/v1/holders/{holder}/evidence/{proof}", PROOF, Content_Type="text/plain")
            self.assertEqual(put.status, 201, put)
            claim = logged("proved")
            claim["data"]["evidence"] = [proof]
            self.assertEqual(admin.post("/v1/credentials/ada/events", claim).status, 201)
            staff = Client(service.port, token(admin, "staff", "sue")[1])
            self.assertEqual(staff.get(f"/v1/holders/{holder}/export").status, 403)
            ada = Client(service.port, token(admin, "holder", holder)[1])
            self.assertEqual(ada.get("/v1/holders/nobody/export").status, 404)
            answer = ada.get(f"/v1/holders/{holder}/export")
            self.assertEqual((answer.status, answer.headers["content-type"]), (200, "application/zip"))
            archive = zipfile.ZipFile(io.BytesIO(answer.body))
            self.assertIsNone(archive.testzip())
            names = set(archive.namelist())
            self.assertEqual(len(names), len(archive.namelist()))
            self.assertEqual(json.loads(archive.read(f"holder/{holder}.json"))["name"], NAME)
            self.assertEqual(json.loads(archive.read("credential/ada.json"))["holder"], holder)
            events = lines(archive.read("events.ndjson"))
            self.assertEqual({event["stream"] for event in events}, {f"holder/{holder}", "credential/ada"})
            self.assertEqual(sum(event["type"] == "cpe.logged" for event in events), 301)
            self.assertEqual(archive.read("evidence/" + proof), PROOF)
            self.assertTrue(any(event["data"].get("name") == NAME for event in events))
            page = archive.read("index.html").decode()
            self.assertNotIn("<b>", page)
            self.assertIn("Ada &lt;b>Ọlá&lt;/b> &amp; Söhne", page)
            self.assertEqual(page.count("<table>"), page.count("</table>"))
            with tempfile.TemporaryDirectory() as directory:
                archive.extractall(directory)
                for event in events[-3:] + [event for event in events if event["type"] == "holder.updated"]:
                    self.check(directory, event["seq"])

    def check(self, directory, seq):
        entry = os.path.join(directory, "entries", str(seq))
        command = [RECERT, "verify", entry + ".receipt", "--entry", entry + ".json", "--vkey", os.path.join(directory, "vkey")]
        if os.path.exists(entry + ".openings"):
            command += ["--openings", entry + ".openings"]
        checked = subprocess.run(command, capture_output=True, text=True, timeout=120)
        self.assertEqual(checked.returncode, 0, checked)


if __name__ == "__main__":
    unittest.main()
