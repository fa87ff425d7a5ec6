"""Software that knows nothing of ours checks a log of 70,000 entries: Go's sumdb, npm's sigstore, openssl.

And the other way: `recert verify` checks a log that Go's sumdb made.
"""
import base64
import json
import os
import random
import shutil
import subprocess
import time
import unittest

from clients import HERE, node, run, work_directory
from service import RECERT, Client, Service

ENTRIES = 70_000
ORGANIZATIONS = 350  # so that no stream is long
LINES_AT_ONCE = 10_000
RECEIPTS = 100
SIGNED_SECONDS_MAX = 60
SEED = int(os.environ.get("RECERT_SEED", time.time_ns()))

# Of the public key of Ed25519 (RFC 8410), what stands before the key.
PUBLIC_KEY_HEAD = bytes.fromhex("302a300506032b6570032100")


def fill(client, size):
    """Appends until the ledger has `size` entries."""
    while (have := ledger_size(client)) < size:
        lines = []
        for n in range(have, min(size, have + LINES_AT_ONCE)):
            stream = f"organization/org-{n % ORGANIZATIONS}"
            lines.append(json.dumps({"stream": stream, "type": "organization.updated", "data": {"name": f"Name {n}"}}))
        answer = client.call("POST", "/v1/events", "\n".join(lines).encode(), Content_Type="application/x-ndjson")
        if answer.status != 200 or b'"error"' in answer.body:
            raise AssertionError(f"{answer!r}")


def ledger_size(client):
    for line in client.get("/metrics").body.decode().splitlines():
        if line.startswith("recert_ledger_events "):
            return int(float(line.split()[1]))
    raise AssertionError("/metrics does not tell of events")


def signed(client, size):
    """A checkpoint of `size` entries at least."""
    deadline = time.monotonic() + SIGNED_SECONDS_MAX
    while time.monotonic() < deadline:
        note = client.get("/log/checkpoint")
        if note.status == 200 and int(note.body.split(b"\n")[1]) >= size:
            return note.body
        time.sleep(0.1)
    raise AssertionError("the checkpoint does not follow")


def go(directory, name):
    """A Go program, built; Debian has its libraries as sources."""
    program = os.path.join(os.path.abspath(directory), name)
    environment = {**os.environ, "GO111MODULE": "off", "GOPATH": "/usr/share/gocode", "GOFLAGS": "",
                   "GOCACHE": os.path.join(os.path.abspath(directory), "cache")}
    subprocess.run(["go", "build", "-o", program, "."], cwd=os.path.join(HERE, name), env=environment,
                   check=True, timeout=600)
    return program


class Log(unittest.TestCase):
    def check_with_openssl(self, directory, note, vkey):
        text, _, signatures = note.rpartition(b"\n\n")
        name, key_id, key = vkey.strip().split("+", 2)
        em_dash, signer, signature = signatures.decode().strip().split(" ")
        self.assertEqual((em_dash, signer), ("—", name))
        signature = base64.b64decode(signature)
        self.assertEqual(signature[:4].hex(), key_id)
        files = {"text": text + b"\n", "signature": signature[4:],
                 "key": PUBLIC_KEY_HEAD + base64.b64decode(key)[1:]}
        for file, content in files.items():
            with open(os.path.join(directory, file), "wb") as f:
                f.write(content)
        told = run(["openssl", "pkeyutl", "-verify", "-rawin", "-pubin", "-keyform", "DER", "-inkey", "key",
                    "-in", "text", "-sigfile", "signature"], cwd=directory)
        self.assertIn("Signature Verified Successfully", told)

    def check_with_sigstore(self, directory, client, note, vkey):
        size = int(note.split(b"\n")[1])
        chance = random.Random(SEED)
        receipts = []
        for seq in [0, size - 1, *(chance.randrange(size) for _ in range(RECEIPTS))]:
            receipt = client.get(f"/v1/events/{seq}/receipt?size={size}").body.decode()
            entry = client.get(f"/v1/events/{seq}/entry").body
            receipts.append({"receipt": receipt, "entry": base64.b64encode(entry).decode()})
        script = shutil.copy(os.path.join(HERE, "inclusion.mjs"), directory)
        print(run([node(), script], input=json.dumps({"vkey": vkey, "receipts": receipts})))

    def test_others_agree_on_all_of_it(self):
        if not shutil.which("go"):
            self.skipTest("Go is not installed")
        print(f"seed {SEED}")
        directory = work_directory("log")
        with Service() as service:
            client = service.start().client()
            for n in range(ORGANIZATIONS):
                client.post("/v1/organizations", {"id": f"org-{n}", "data": {"name": "N", "kind": "company"}})
            fill(client, ENTRIES * 2 // 5)
            older = signed(client, ENTRIES * 2 // 5)
            fill(client, ENTRIES)
            newer = signed(client, ENTRIES)
            vkey = Client(service.port, None).get("/log/vkey").body.decode()
            with open(os.path.join(directory, "older"), "wb") as f:
                f.write(older)
            with self.subTest("openssl"):
                self.check_with_openssl(directory, newer, vkey)
            with self.subTest("sigstore"):
                self.check_with_sigstore(directory, client, newer, vkey)
                self.check_with_sigstore(directory, client, older, vkey)
            with self.subTest("go"):
                print(run([go(directory, "log_check"), service.url, os.path.join(directory, "older"), str(SEED)],
                          input=client.token))

    def test_recert_verifies_what_go_made(self):
        if not shutil.which("go"):
            self.skipTest("Go is not installed")
        directory = work_directory("log-write")
        golden = os.path.join(HERE, "..", "golden", "ledger", "bundle")
        run([go(directory, "log_write"), os.path.join(golden, "entries.ndjson"), os.path.join(golden, "rules"),
             os.path.join(directory, "made"), "100"])
        made = [os.path.join(directory, "made", name) for name in ("bundle", "receipt", "entry", "vkey")]
        bundle, receipt, entry, vkey = made
        print(run([RECERT, "verify", bundle, "--vkey", vkey]))
        print(run([RECERT, "verify", receipt, "--entry", entry, "--vkey", vkey]))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
