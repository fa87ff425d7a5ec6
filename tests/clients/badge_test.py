"""Badges as others see them: npm's verifiers take them, notice a changed byte, and what became of them since."""
import base64
import json
import os
import random
import shutil
import subprocess
import time
import unittest

from clients import HERE, node, run, work_directory
from service import Client, Service, certify

NQUADS = os.environ.get("RECERT_NQUADS", "build/release/tests/documents/recert_nquads")
PUBLIC = "https://ledger.example"
SEED = int(os.environ.get("RECERT_SEED", time.time_ns() % 2**32))
NAMES = ["Ada Lovelace", 'Zoë "Zo" O\'Neil \\ Sons', "Łukasz Żółć", "Nguyễn Thị Minh Khai", "王小明 — 山田太郎", "محمد بن عبد الله",
         "Tab\there, and\na second line\r\nand a third", "\b\f\x01\x1f\x7f\x80\u2028\ufeff", "e\u0301 👩‍🔬 \U0010ffff", "<b>&amp;</b> .\n_:c14n0"]
FUZZED = 15


def fuzzed_names(dice):
    pools = [range(1, 0x20), range(0x20, 0x7f), range(0x7f, 0x250), range(0x4e00, 0x4e80), range(0x1f600, 0x1f640), b'"\\\n<>_:']
    for _ in range(FUZZED):
        yield "".join(chr(dice.choice(dice.choice(pools))) for _ in range(dice.randint(1, 40)))


def tell(client, credential, type, occurred_at=None, **data):
    event = {"type": type, "data": data, **({"occurred_at": occurred_at} if occurred_at else {})}
    return client.post(f"/v1/credentials/{credential}/events", event).json["events"]


def badge_of(client, credential, **marks):
    path = f"/v1/credentials/{credential}/badge"
    text, token, picture = [client.get(f"{path}?format={form}") for form in ("json", "jwt", "png")]
    for answer in (text, token, picture):
        assert answer.status == 200, answer
    return {"text": text.body.decode(), "token": token.body.decode(), "picture": base64.b64encode(picture.body).decode(),
            "revoked": False, "suspended": False, **marks}


def canonical(text):
    """What the service hashes of a credential."""
    credential = json.loads(text)
    del credential["proof"]
    done = subprocess.run([NQUADS], input=json.dumps(credential) + "\n", capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


class Badges(unittest.TestCase):
    def setUp(self):
        self.service = Service(arguments=["--sandbox", "--public-url", PUBLIC])
        self.addCleanup(self.service.__exit__)
        self.client = self.service.start().client()
        self.anybody = Client(self.service.port, None)

    def public(self, path):
        answer = self.anybody.get(path)
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.headers["access-control-allow-origin"], "*")
        return answer.json

    def documents(self):
        """What the service answers to anybody, by its public address."""
        keys = [f"/keys/{key['kid']}" for key in self.public("/.well-known/jwks.json")["keys"]]
        lists = [f"/v1/status-lists/{purpose}/0" for purpose in ("revocation", "suspension")]
        return {PUBLIC + path: self.public(path) for path in ["/.well-known/did.json", *keys, *lists]}

    def check(self, badges):
        script = shutil.copy(os.path.join(HERE, "badge.mjs"), work_directory("badge"))
        with open(os.path.join(HERE, "badge_schema.json"), encoding="utf-8") as f:
            schema = json.load(f)
        documents = self.documents()
        for badge in badges:
            badge["canonical"] = canonical(badge["text"])
        order = {"documents": documents, "schema": schema, "badges": badges}
        print(run([node(), script], input=json.dumps(order)))

    def test_verifiers_take_badges_whatever_the_name(self):
        print(f"seed {SEED}")
        names = NAMES + list(fuzzed_names(random.Random(SEED)))
        for n, name in enumerate(names):
            certify(self.client, f"c{n}", name)
        badges = [badge_of(self.client, f"c{n}") for n in range(len(names))]
        for name, badge in zip(names, badges):
            identity = json.loads(badge["text"])["credentialSubject"]["identifier"][0]
            self.assertEqual((identity["identityType"], identity["identityHash"]), ("name", name))
        self.check(badges)

    def test_verifiers_see_what_became_of_a_badge(self):
        for credential in ("good", "revoked", "surrendered", "voided", "suspended", "back"):
            certify(self.client, credential)
        before = {credential: badge_of(self.client, credential) for credential in ("good", "revoked", "surrendered", "voided", "suspended", "back")}
        tell(self.client, "revoked", "credential.revoked", reason="fraud")
        tell(self.client, "surrendered", "credential.surrendered")
        history = self.client.get("/v1/credentials/voided/events").json["items"]
        award = next(event["seq"] for event in history if event["type"] == "credential.awarded")
        tell(self.client, "voided", "entry.voided", seq=award, reason="a mistake")
        tell(self.client, "suspended", "credential.suspended", reason="under review")
        tell(self.client, "back", "credential.suspended", reason="under review")
        tell(self.client, "back", "credential.reinstated", reason="cleared")
        self.assertEqual(self.client.get("/v1/credentials/voided/badge").status, 422)
        for credential in ("revoked", "surrendered", "voided"):
            before[credential]["revoked"] = True
        before["suspended"]["suspended"] = True
        self.check(list(before.values()))
        self.service.kill()
        self.service.start()
        self.client, self.anybody = self.service.client(), Client(self.service.port, None)
        self.check(list(before.values()))

    def test_a_revocation_stands_and_whoever_is_let_back_gets_another_badge(self):
        certify(self.client, "ada")
        first = badge_of(self.client, "ada", revoked=True)
        revoked = tell(self.client, "ada", "credential.revoked", reason="the wrong person")[0]["seq"]
        tell(self.client, "ada", "entry.voided", seq=revoked, reason="the wrong person")
        second = badge_of(self.client, "ada")
        self.assertNotEqual(json.loads(first["text"])["id"], json.loads(second["text"])["id"])
        self.check([first, second])

    def test_the_same_standing_is_the_same_bytes(self):
        certify(self.client, "ada")
        lists = [self.anybody.get(f"/v1/status-lists/{purpose}/0") for purpose in ("revocation", "suspension")]
        before = badge_of(self.client, "ada")
        certify(self.client, "bob")
        self.service.kill()
        self.service.start()
        self.client, self.anybody = self.service.client(), Client(self.service.port, None)
        self.assertEqual(badge_of(self.client, "ada"), before)
        for purpose, answer in zip(("revocation", "suspension"), lists):
            again = self.anybody.get(f"/v1/status-lists/{purpose}/0", If_None_Match=answer.headers["etag"])
            self.assertEqual(again.status, 304)
            self.assertEqual(again.headers["cache-control"], "public, max-age=300")
        last = self.client.get("/v1/events?limit=1000").json["items"][-1]["seq"]
        certify(self.client, "eve")
        tell(self.client, "ada", "credential.revoked", reason="fraud")
        then = self.client.get(f"/v1/credentials/ada/badge?known_at={last}&format=json")
        self.assertEqual(then.body.decode(), before["text"])
        self.assertEqual(self.client.get(f"/v1/credentials/eve/badge?known_at={last}").status, 404)

    def test_nobody_is_named_after_an_erasure_nor_to_others(self):
        certify(self.client, "ada", "Ada Lovelace")
        for role, subject, status in (("holder", "ada", 200), ("holder", "bob", 404), ("staff", "s", 200), ("auditor", "o", 200),
                                      ("sponsor", "acme", 403)):
            token = self.client.post("/v1/tokens", {"role": role, "subject": subject}).json["token"]
            self.assertEqual(Client(self.service.port, token).get("/v1/credentials/ada/badge").status, status, role)
        self.assertEqual(self.anybody.get("/v1/credentials/ada/badge").status, 401)
        self.client.post("/v1/holders/ada/erase", {"reason": "asked to"})
        badge = badge_of(self.client, "ada")
        self.assertNotIn("identifier", json.loads(badge["text"])["credentialSubject"])
        self.assertNotIn("Lovelace", badge["text"])
        self.check([badge])


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
