"""Forgetting a person, from outside: nothing personal is ever on the disk in clear; after an erasure
nobody reads it by any path, everything else answers, and every proof of before still holds.
"""
import hashlib
import os
import random
import re
import shutil
import socket
import subprocess
import threading
import unittest

from service import RECERT, RECERTD, Client, Service, register, schedule

NAME = "Ermintrude Featherstonehaugh"
EMAIL = "ermintrude@featherstonehaugh.example"
SECRETS = [NAME, EMAIL, "Trudie", "A talk about zymurgy", "taken down by quill", "moved to Ouagadougou",
           "her own wedding", "invoice 4711-zebra", "a court in Timbuktu", "asked in violet ink",
           "certificate of marmalade"]
KILLS = 8
MEDIA = "text/plain"


def reads(client, path, accept="application/json"):
    return client.get(path, Accept=accept)


def put_file(client, holder, text):
    digest = hashlib.sha256(text.encode()).hexdigest()
    path = f"/v1/holders/{holder}/evidence/{digest}"
    return path, client.call("PUT", path, text.encode(), Content_Type=MEDIA)


def told_in(data, *more):
    """Which secrets are in clear in which files."""
    files = list(more)
    for folder, _, names in os.walk(data):
        files += [os.path.join(folder, name) for name in names]
    found = []
    for name in files:
        with open(name, "rb") as f:
            content = f.read()
        found += [(name, secret) for secret in SECRETS if secret.encode() in content]
    return found, len(files)


def tell_everything(client):
    """A person with something in every field that is sealed; the seqs of her events."""
    schedule(client)
    client.post("/v1/holders", {"id": "trudie", "data": {"name": NAME, "email": EMAIL}})
    client.post("/v1/holders/trudie/events", {"type": "holder.updated", "data": {"name": NAME + " (Trudie)"}})
    client.post("/v1/holders/trudie/events", {"type": "hold.placed", "data": {"reason": "a court in Timbuktu"}})
    client.post("/v1/holders/trudie/events", {"type": "hold.released", "data": {"reason": "a court in Timbuktu"}})
    client.post("/v1/credentials", {"id": "t-1", "occurred_at": "2020-01-10", "data": {
        "program": "cptm", "holder": "trudie", "practicum": "acc-p"}})
    evidence, answer = put_file(client, "trudie", "A certificate of marmalade\n")
    if answer.status != 201:
        raise AssertionError(answer)
    client.post("/v1/credentials/t-1/events", [
        {"type": "access.granted", "data": {"email_sent_to": EMAIL}},
        {"type": "practicum.missed", "data": {"practicum": "acc-p", "reason": "her own wedding"}},
        {"type": "fee.paid", "data": {"kind": "registration", "money": {"amount": 100, "currency": "USD"},
                                      "reference": "invoice 4711-zebra"}},
        {"type": "cpe.logged", "data": {
            "activity": "a-1", "title": "A talk about zymurgy", "completed_on": "2021-01-05", "credit": 1,
            "note": "taken down by quill", "evidence": [evidence.rpartition("/")[2]]}},
        {"type": "cpe.amended", "data": {"activity": "a-1", "credit": 2, "reason": "moved to Ouagadougou"}}])
    history = [event for stream in ("holders/trudie", "credentials/t-1")
               for event in client.get(f"/v1/{stream}/events").json["items"]]
    return evidence, [event["seq"] for event in history]


def places(client, seqs, evidence):
    """Every GET of the document, with her ids in it."""
    digest = evidence.rpartition("/")[2]
    document = client.get("/openapi.json").json
    for pattern, methods in document["paths"].items():
        if "get" not in methods:
            continue
        kind = re.match(r"/v1/(\w+)", pattern)
        own = {"credentials": "t-1", "holders": "trudie", "programs": "cptm"}.get(kind and kind[1], "none")
        for seq in seqs if "{seq}" in pattern else [0]:
            path = pattern
            for name, value in {"id": own, "seq": str(seq), "sha256": digest, "type": "cpe.logged", "version": "1",
                                "name": "register", "code": "legal-hold", "level": "0", "tile": "000.p/1",
                                 "asset": "docs.css", "edition": "0", "page": "log", "number": "CPTM-0000-0000",
                                 "calendar": "secret.ics"}.items():
                path = path.replace("{" + name + "}", value)
            yield path + ("?from=1&to=2" if path.endswith("consistency") else "")
    for query in ("holder=trudie", "program=cptm", "as_of=2030-01-01", f"known_at={seqs[-1]}"):
        yield "/v1/credentials?" + query
    for known in seqs:
        yield f"/v1/holders/trudie?known_at={known}"
        yield f"/v1/credentials/t-1?known_at={known}"


class Forgetting(unittest.TestCase):
    def test_nothing_personal_is_on_the_disk_and_after_an_erasure_nowhere(self):
        with Service() as service:
            client = service.start().client()
            evidence, seqs = tell_everything(client)
            self.assertEqual(client.get("/v1/holders/trudie").json["email"], EMAIL)
            self.assertIn(b"marmalade", client.get(evidence).body)
            receipts = {seq: (client.get(f"/v1/events/{seq}/receipt").body,
                              client.get(f"/v1/events/{seq}/entry").body) for seq in seqs}
            for restart in range(2):
                found, files = told_in(service.data, service.log_file)
                self.assertEqual(found, [])
                self.assertGreater(files, 20)
                if not restart:
                    self.assertEqual(service.stop(), 0, service.log())
                    client = service.start().client()

            before = client.get("/v1/credentials/t-1").json
            size = client.get("/v1/projections").json["items"][0]["position"]
            asked = {"reason": "asked in violet ink"}
            erased = client.post("/v1/holders/trudie/erase", asked, Idempotency_Key="forget-1")
            self.assertEqual(erased.json["holders"], ["trudie"])
            self.assertEqual(erased.json["events"][0]["type"], "holder.erased")
            self.assertIsNone(erased.json["events"][0]["data"]["reason"])
            again = client.call("POST", "/v1/holders/trudie/erase", asked)
            self.assertEqual((again.status, again.json["events"]), (200, []))
            self.assertEqual(client.get("/v1/projections").json["items"][0]["position"], size + 1)
            after = client.get("/v1/credentials/t-1").json
            self.assertEqual({**after, "known_at": 0, "fees": 0}, {**before, "known_at": 0, "fees": 0})
            self.assertEqual(client.get(evidence).status, 404)

            walked = 0
            for restart in range(2):
                for path in places(client, seqs + [seqs[-1] + 1], evidence):
                    for accept in ("application/json", "application/x-ndjson"):
                        answer = reads(client, path, accept)
                        walked += 1
                        self.assertLess(answer.status, 500, (path, answer))
                        for secret in SECRETS:
                            self.assertNotIn(secret.encode(), answer.body, path)
                self.assertEqual(told_in(service.data, service.log_file)[0], [])
                self.assertEqual(service.stop(), 0, service.log())
                if not restart:
                    client = service.start().client()
            self.assertGreater(walked, 100)
            self.check_proofs(service, receipts)

    def check_proofs(self, service, receipts):
        verify = subprocess.run([RECERT, "verify", "--quiet", "--data", service.data], capture_output=True)
        self.assertEqual(verify.returncode, 0, verify)
        with open(os.path.join(service.data, "vkey"), encoding="utf-8") as f:
            vkey = f.read().strip()
        for receipt, entry in receipts.values():
            files = [os.path.join(service.root, name) for name in ("receipt", "entry")]
            for name, content in zip(files, (receipt, entry)):
                with open(name, "wb") as f:
                    f.write(content)
            checked = subprocess.run([RECERT, "verify", files[0], "--entry", files[1], "--vkey", vkey],
                                     capture_output=True)
            self.assertEqual(checked.returncode, 0, checked)

    def test_a_hold_keeps_and_an_erased_holder_is_told_of_nothing_more(self):
        with Service() as service:
            client = service.start().client()
            tell_everything(client)
            client.post("/v1/holders/trudie/events", {"type": "hold.placed", "data": {"reason": "a court in Timbuktu"}})
            held = client.call("POST", "/v1/holders/trudie/erase", {"reason": "asked in violet ink"})
            self.assertEqual((held.status, held.json["code"]), (422, "legal-hold"))
            client.post("/v1/holders/trudie/events", {"type": "hold.released", "data": {"reason": "over"}})
            wrong = client.call("POST", "/v1/holders/trudie/erase", {"why": "x"})
            self.assertEqual((wrong.status, wrong.json["pointer"]), (422, "/why"))
            self.assertEqual(client.call("POST", "/v1/holders/trudie/erase", {}).json["pointer"], "/reason")
            dry = client.call("POST", "/v1/holders/trudie/erase?dry_run=true", {"reason": "asked in violet ink"})
            self.assertEqual((dry.status, dry.json["holders"]), (200, ["trudie"]))
            self.assertEqual(client.get("/v1/holders/trudie").json["email"], EMAIL)
            staff = client.post("/v1/tokens", {"role": "staff", "subject": "sue"}).json["token"]
            refused = Client(service.port, staff).call("POST", "/v1/holders/trudie/erase", {"reason": "x"})
            self.assertEqual(refused.status, 403, refused)
            client.post("/v1/holders/trudie/erase", {"reason": "asked in violet ink"})
            late = client.call("POST", "/v1/credentials/t-1/events", {"type": "cpe.logged", "data": {
                "activity": "a-2", "title": "One more", "completed_on": "2021-01-05", "credit": 1}})
            self.assertEqual((late.status, late.json["code"], late.json["pointer"]),
                             (422, "holder-erased", "/data/title"))
            self.assertEqual(put_file(client, "trudie", "late")[1].json["code"], "holder-erased")

    def test_an_older_copy_of_the_keys_brings_nobody_back(self):
        with Service() as service:
            client = service.start().client()
            evidence, _ = tell_everything(client)
            register(client, "bob")
            self.assertEqual(service.stop(), 0, service.log())
            copies = {name: os.path.join(service.root, name) for name in ("keys", "evidence")}
            for name, copy in copies.items():
                shutil.copytree(os.path.join(service.data, name), copy)
            client = service.start().client()
            client.post("/v1/holders/trudie/erase", {"reason": "asked in violet ink"})
            self.assertEqual(service.stop(), 0, service.log())
            for name, copy in copies.items():
                shutil.rmtree(os.path.join(service.data, name))
                shutil.copytree(copy, os.path.join(service.data, name))
            client = service.start().client()
            self.assertIsNone(client.get("/v1/holders/trudie").json["name"])
            self.assertEqual(client.get("/v1/holders/bob-h").json["name"], "Test bob")
            self.assertEqual(client.get(evidence).status, 404)
            self.assertEqual(os.listdir(os.path.join(service.data, "evidence")), [])

    def test_a_kill_in_an_erasure_leaves_none_half_forgotten(self):
        chance = random.Random(7)
        erased = 0
        with Service() as service:
            for kill in range(KILLS):
                client = service.start().client()
                who = f"h-{kill}"
                for holder in (who, who + "-old"):
                    client.post("/v1/holders", {"id": holder, "data": {"name": NAME, "email": EMAIL}})
                client.post(f"/v1/holders/{who}-old/events", {"type": "holder.merged", "data": {"into": who}})
                timer = threading.Timer(chance.uniform(0, 0.12), service.process.kill)
                timer.start()
                try:
                    client.call("POST", f"/v1/holders/{who}/erase", {"reason": "asked in violet ink"})
                except OSError:
                    pass
                except Exception as error:  # the connection breaks off anywhere
                    self.assertIn("Incomplete", type(error).__name__)
                timer.join()
                service.process.wait(60)
                client = service.start().client()
                events = [client.get(f"/v1/holders/{each}/events").json["items"][-1]["type"]
                          for each in (who, who + "-old")]
                names = [client.get(f"/v1/holders/{each}").json["name"] for each in (who, who + "-old")]
                if events[0] == "holder.erased":
                    erased += 1
                    self.assertEqual((events[1], names), ("holder.erased", [None, None]))
                else:
                    self.assertEqual((events[1], names), ("holder.merged", [NAME, NAME]))
                service.kill()
        print(f"\n{KILLS} kills, {erased} of them after the erasure was recorded")


class Evidence(unittest.TestCase):
    def test_a_file_of_ten_mebibytes_goes_in_and_comes_out(self):
        with Service() as service:
            client = service.start().client()
            schedule(client)
            register(client, "ada")
            path, first = put_file(client, "ada-h", "x" * (10 << 20))
            self.assertEqual(first.status, 201, first)
            self.assertEqual(put_file(client, "ada-h", "x" * (10 << 20))[1].status, 200)
            read = client.get(path)
            self.assertEqual((read.status, len(read.body)), (200, 10 << 20))
            self.assertEqual(read.headers["content-disposition"], "attachment")
            self.assertEqual(read.headers["x-content-type-options"], "nosniff")
            self.assertEqual(client.get(path, If_None_Match=read.headers["etag"]).status, 304)
            mine = client.post("/v1/tokens", {"role": "holder", "subject": "ada-h"}).json["token"]
            other = client.post("/v1/tokens", {"role": "holder", "subject": "bob-h"}).json["token"]
            self.assertEqual(Client(service.port, mine).get(path).status, 200)
            self.assertEqual(Client(service.port, other).get(path).status, 404)
            self.assertEqual(Client(service.port, None).get(path).status, 401)
            self.assertEqual(client.get(path.replace("ada-h", "..%2fkeys")).status, 404)
            client.close()

            refused = put_file(service.client(), "ada-h", "x" * ((10 << 20) + 1))[1]
            self.assertEqual((refused.status, refused.json["code"]), (413, "too-large"))
            wrong = service.client().call("PUT", path, b"%PDF-1.7", Content_Type="application/pdf")
            self.assertEqual((wrong.status, wrong.json["code"]), (422, "wrong-hash"))
            for media in ("image/png", "text/html"):
                answer = service.client().call("PUT", path, b"%PDF-1.7", Content_Type=media)
                self.assertEqual(answer.status, 415, answer)
            # Elsewhere nothing larger than before is taken.
            for method, place in (("POST", "/v1/holders"), ("PUT", "/v1/clock")):
                large = service.client().call(method, place, b"x" * (2 << 20), Content_Type="application/json")
                self.assertEqual(large.status, 413, large)
            self.assertEqual(service.client().call("PUT", "/v1/clock", b"x", Content_Type="text/plain").status, 415)

    def test_a_file_that_breaks_off_leaves_nothing(self):
        with Service() as service:
            client = service.start().client()
            schedule(client)
            register(client, "ada")
            path = "/v1/holders/ada-h/evidence/" + "0" * 64
            with socket.create_connection(("127.0.0.1", service.port), timeout=60) as half:
                half.sendall(f"PUT {path} HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer {client.token}\r\n"
                             f"Content-Type: text/plain\r\nExpect: 100-continue\r\n"
                             f"Content-Length: 100000\r\n\r\n".encode())
                self.assertIn(b"100 Continue", half.recv(100))
                half.sendall(b"x" * 5000)
            self.assertEqual(client.get("/livez").status, 200)
            self.assertEqual(os.listdir(os.path.join(service.data, "evidence")), [])
            self.assertEqual(service.stop(), 0, service.log())


class MasterKey(unittest.TestCase):
    def rotate(self, service):
        return subprocess.run([RECERTD, "keys", "--data", service.data, "rotate-master"], capture_output=True,
                              text=True, timeout=120)

    def test_the_master_key_is_replaced_on_a_stopped_directory(self):
        with Service() as service:
            client = service.start().client()
            evidence, _ = tell_everything(client)
            self.assertEqual(self.rotate(service).returncode, 1)
            self.assertEqual(service.stop(), 0, service.log())
            file = os.path.join(service.data, "keys", "master.key")
            with open(file, "rb") as f:
                old = f.read()
            done = self.rotate(service)
            self.assertEqual(done.returncode, 0, done)
            with open(file, "rb") as f:
                self.assertNotEqual(f.read(), old)
            client = service.start().client()
            self.assertEqual(client.get("/v1/holders/trudie").json["email"], EMAIL)
            self.assertIn(b"marmalade", client.get(evidence).body)
            self.assertEqual(service.stop(), 0, service.log())
            with open(file, "wb") as f:
                f.write(old)
            service.spawn()
            self.assertEqual(service.process.wait(60), 1)
            self.assertIn("master.key", service.log())


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
