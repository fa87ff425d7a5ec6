"""`recert verify`, `export`, `audit` and `replay` against a ledger that `recertd --demo` filled.

And flips: one flipped bit at every k-th offset of every file of a stopped directory leads to the same
answers or to a refusal, never to another answer. RECERT_LONG takes a smaller k.
"""
import base64
import collections
import hashlib
import json
import os
import random
import re
import subprocess
import tarfile
import time
import unittest

from service import RECERT, Service

HOLDERS = int(os.environ.get("RECERT_DEMO_HOLDERS", "120"))
GOLDEN = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "golden", "ledger")
FLIPS = 1_000 if os.environ.get("RECERT_LONG") else 250
FLIP_SECONDS_MAX = 240 if os.environ.get("RECERT_LONG") else 45


def recert(*arguments):
    run = subprocess.run([RECERT, *arguments], capture_output=True)
    return run.returncode, run.stdout.decode("utf-8", "replace"), run.stderr.decode("utf-8", "replace")


def verified(*arguments):
    status, out, error = recert("verify", "--json", *arguments)
    return status, json.loads(out) if out else {"problems": [{"what": error}]}


class Verify(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=["--demo", "--demo-holders", str(HOLDERS)])
        cls.service.start()
        cls.data = cls.service.data
        assert cls.service.stop() == 0
        cls.root = cls.service.root

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def path(self, name):
        return os.path.join(self.root, name)

    def test_a_stopped_directory_is_fine(self):
        status, result = verified(self.data)
        self.assertEqual(status, 0, result)
        checks = {check["check"]: check for check in result["checks"]}
        for name in ("entries", "index", "register", "decisions"):
            self.assertGreater(checks[name]["count"], 100, name)
        self.assertGreater(checks["entries"]["count"], checks["decisions"]["count"])
        self.assertEqual(recert("verify", "--quiet", "--data", self.data), (0, "", ""))
        print(f"\n{recert('verify', self.data)[1]}")

    def test_a_bundle_is_the_same_bytes_every_time_and_verifies_offline(self):
        first, second, folder = self.path("a.tar"), self.path("b.tar"), self.path("bundle")
        for out in (first, second, folder):
            self.assertEqual(recert("export", "bundle", "--data", self.data, "--out", out)[0], 0)
            self.assertEqual(verified(out)[0], 0)
        with open(first, "rb") as a, open(second, "rb") as b:
            self.assertEqual(a.read(), b.read())
        with tarfile.open(first) as tar:  # another implementation of tar
            names = tar.getnames()
            self.assertTrue({"checkpoint", "entries.ndjson", "manifest.json"} <= set(names))
            for member in tar.getmembers():
                self.assertEqual((member.mtime, member.uid, member.gid, member.mode), (0, 0, 0, 0o644))
                with open(os.path.join(folder, member.name), "rb") as f:
                    self.assertEqual(tar.extractfile(member).read(), f.read())
        size = verified(folder)[1]["checks"]
        size = next(check["count"] for check in size if check["check"] == "entries")
        for number, (first_seq, last_seq) in enumerate([(0, 0), (1, 300), (777, size - 1), (size - 1, size - 1)]):
            out = self.path(f"range{number}.tar")
            status, _, error = recert("export", "bundle", self.data, "--from", str(first_seq), "--to", str(last_seq),
                                      "--out", out)
            self.assertEqual(status, 0, error)
            status, result = verified(out)
            self.assertEqual(status, 0, result)
        self.assertEqual(recert("export", "bundle", self.data, "--to", str(size), "--out", self.path("no"))[0], 2)

    def test_a_decision_that_was_altered_is_named(self):
        out = self.path("altered")
        recert("export", "bundle", "--data", self.data, "--out", out)
        entries = os.path.join(out, "entries.ndjson")
        with open(entries) as f:
            lines = f.readlines()
        seq = next(n for n, line in enumerate(lines) if '"type":"credential.renewed"' in line)
        entry = json.loads(lines[seq])
        entry["data"]["basis"]["counted"].pop()
        lines[seq] = json.dumps(entry, sort_keys=True, separators=(",", ":"), ensure_ascii=False) + "\n"
        with open(entries, "w") as f:
            f.writelines(lines)
        status, result = verified(out)
        self.assertEqual(status, 1)
        self.assertEqual({p["check"] for p in result["problems"]}, {"files", "root", "decisions"})
        self.assertIn(seq, [p.get("seq") for p in result["problems"]])
        status, text, _ = recert("verify", out)
        self.assertEqual(status, 1)
        self.assertIn("NOT FINE", text)
        self.assertIn("first: files", text)

    def test_replay_tells_the_entries_and_explains_them(self):
        out = self.path("replayed.tar")
        recert("export", "bundle", "--data", self.data, "--out", out)
        with tarfile.open(out) as tar:
            entries = tar.extractfile("entries.ndjson").read().decode()
        self.assertEqual(recert("replay", out, "--format", "ndjson")[1], entries)
        self.assertEqual(recert("replay", "--data", self.data, "--format", "ndjson")[1], entries)
        types = collections.Counter(json.loads(line)["type"] for line in entries.splitlines())
        stream = next(json.loads(line)["stream"] for line in entries.splitlines()
                      if '"type":"credential.renewed"' in line)
        _, text, _ = recert("replay", out, "--stream", stream, "--explain")
        self.assertIn("candidate → active", text)
        _, csv, _ = recert("replay", out, "--actor", "system", "--format", "csv", "--explain")
        self.assertGreater(len(csv.splitlines()), types["credential.awarded"] + types["credential.renewed"])
        _, earlier, _ = recert("replay", out, "--known-at", "99", "--format", "ndjson")
        self.assertEqual(earlier, "".join(entries.splitlines(True)[:100]))
        self.assertEqual(recert("replay", out, "--stream", "nonsense")[0], 2)

    def test_audit_finds_what_the_standings_flag(self):
        status, out, error = recert("audit", "--json", self.data)
        self.assertIn(status, (0, 1), error)
        audited = json.loads(out)
        self.assertEqual(status, 1 if audited["findings"] else 0)
        self.service.start()
        client = self.service.client()
        flagged = set()
        for item in self.items(client, "/v1/credentials?limit=1000&as_of=" + audited["as_of"]):
            standing = client.get(f"/v1/credentials/{item['id']}?as_of={audited['as_of']}").json
            flagged |= {(item["id"], flag["seq"]) for flag in standing["flags"]
                        if flag["code"] == "decision-unsupported"}
        self.assertEqual(self.service.stop(), 0)
        self.assertEqual({(f["credential"], f["seq"]) for f in audited["findings"] if f["kind"] == "unsupported"},
                         flagged)
        print(f"\n{len(flagged)} decisions unsupported")

    def items(self, client, path):
        while path:
            page = client.get(path).json
            yield from page["items"]
            path = page["next"] and path.split("&cursor=")[0] + "&cursor=" + page["next"]

    def test_wrong_usage_and_what_is_no_ledger_are_told_apart(self):
        self.assertEqual(recert("verify")[0], 2)
        self.assertEqual(recert("verify", self.path("nowhere"))[0], 2)
        self.assertEqual(recert("verify", self.root)[0], 2)
        self.assertEqual(recert("verify", self.data, "--vkey", "nonsense")[0], 2)


    def test_a_running_service_verifies_and_gives_the_same_bundle(self):
        stopped, running = self.path("stopped.tar"), self.path("running.tar")
        self.assertEqual(recert("export", "bundle", "--data", self.data, "--out", stopped)[0], 0)
        self.service.start()
        server = ("--server", self.service.url, "--token-file", self.service.token_file)
        status, result = verified(*server)
        self.assertEqual(status, 0, result)
        self.assertFalse([check for check in result["checks"] if check.get("left_out")])
        self.assertEqual(verified(self.data)[0], 0)  # beside the service
        self.assertEqual(recert("export", "bundle", *server, "--out", running)[0], 0)
        part = self.path("part.tar")
        self.assertEqual(recert("export", "bundle", *server, "--from", "100", "--to", "700", "--out", part)[0], 0)
        self.assertEqual(verified(part)[0], 0)
        self.assertEqual(recert("audit", *server)[1], recert("audit", stopped)[1])
        self.assertEqual(recert("replay", *server, "--format", "ndjson")[1],
                         recert("replay", stopped, "--format", "ndjson")[1])
        client = self.service.client()
        receipt, entry, vkey = self.path("receipt"), self.path("entry"), self.path("vkey")
        for file, path in ((receipt, "/v1/events/700/receipt"), (entry, "/v1/events/700/entry"), (vkey, "/log/vkey")):
            with open(file, "wb") as f:
                f.write(client.get(path).body)
        self.assertEqual(recert("verify", receipt, "--entry", entry, "--vkey", vkey)[0], 0)
        self.assertEqual(recert("verify", receipt, "--entry", receipt, "--vkey", vkey)[0], 1)
        self.assertEqual(recert("verify", receipt, "--entry", entry)[0], 2)
        self.assertEqual(recert("verify", "--server", self.service.url)[0], 2)  # entries are not for everybody
        self.assertEqual(self.service.stop(), 0)
        with open(stopped, "rb") as a, open(running, "rb") as b:
            self.assertEqual(a.read(), b.read())

    def test_the_golden_ledger_verifies_for_ever(self):
        """tests/golden/ledger: a bundle, a receipt and openings, as they were given out once.

        Changing them is never right: somebody may hold such files. What a later version writes is added beside
        them, and both verify.
        """
        bundle, openings, receipt, entry, vkey = (
            os.path.join(GOLDEN, name) for name in ("bundle", "bundle.openings.ndjson", "receipt", "entry", "vkey"))
        status, result = verified(bundle, "--vkey", vkey, "--openings", openings)
        self.assertEqual(status, 0, result)
        counts = {check["check"]: check.get("count") for check in result["checks"]}
        self.assertEqual((counts["entries"], counts["decisions"], counts["openings"]), (542, 13, 12))
        self.assertIn("Yolanda Quimby", [field["text"] for field in result["opened"]])
        self.assertEqual(verified(receipt, "--entry", entry, "--vkey", vkey)[0], 0)

    def test_single_fields_are_disclosed_beside_a_bundle_and_proved(self):
        self.service.start()
        server = ("--server", self.service.url, "--token-file", self.service.token_file)
        plain, out = self.path("undisclosed.tar"), self.path("disclosed.tar")
        recert("export", "bundle", *server, "--out", plain)
        _, lines, _ = recert("replay", plain, "--format", "ndjson")
        entries = [json.loads(line) for line in lines.splitlines()]
        registered = next(e for e in entries if e["type"] == "holder.registered")
        holder = registered["stream"].split("/")[1]
        status, _, error = recert("export", "bundle", *server, "--out", out, "--disclose", holder)
        self.assertEqual(status, 0, error)
        name = self.service.client().get(f"/v1/events/{registered['seq']}").json["data"]["name"]
        self.assertEqual(self.service.stop(), 0)
        with open(plain, "rb") as a, open(out, "rb") as b:
            self.assertEqual(a.read(), b.read())
        openings = self.path("disclosed.openings.ndjson")
        status, result = verified(out, "--openings", openings)
        self.assertEqual(status, 0, result)
        self.assertIn({"seq": registered["seq"], "pointer": "/data/name", "text": name}, result["opened"])
        others = {o["seq"] for o in result["opened"]
                  if '"k":"%s"' % holder not in json.dumps(entries[o["seq"]], separators=(",", ":"))}
        self.assertEqual(others, set())
        with open(openings) as f:
            lines = [json.loads(line) for line in f]
        mine = next(o for o in lines if o["seq"] == registered["seq"] and o["pointer"] == "/data/name")
        mine["pointer"] = "/data/email"
        with open(openings, "w") as f:
            f.write(json.dumps(mine) + "\n")
        status, result = verified(out, "--openings", openings)
        self.assertEqual((status, [p["check"] for p in result["problems"]]), (1, ["openings"]))

    def test_a_bundle_that_another_implementation_signed_verifies(self):
        folder = self.path("theirs")
        recert("export", "bundle", "--data", self.data, "--to", "400", "--out", folder)
        with open(os.path.join(folder, "entries.ndjson"), "rb") as f:
            entries = f.read().splitlines()
        theirs = OtherLog("other.example/log", self.root, entries)
        vkey = theirs.vkey()
        with open(os.path.join(folder, "checkpoint"), "wb") as f:
            f.write(theirs.checkpoint())
        with open(os.path.join(folder, "manifest.json")) as f:
            manifest = json.load(f)
        manifest.update(origin=theirs.origin, vkeys=[vkey], left=[], right=[])
        with open(os.path.join(folder, "checkpoint"), "rb") as f:
            note = f.read()
        manifest["files"]["checkpoint"] = {"bytes": len(note), "sha256": hashlib.sha256(note).hexdigest()}
        with open(os.path.join(folder, "manifest.json"), "w") as f:
            f.write(json.dumps(manifest, indent=2, sort_keys=True) + "\n")
        status, result = verified(folder, "--vkey", vkey)
        self.assertEqual(status, 0, result)
        status, result = verified(folder, "--vkey", OtherLog(theirs.origin, self.root, entries).vkey())
        self.assertEqual([problem["check"] for problem in result["problems"]], ["signature"])
        receipt, entry = self.path("their-receipt"), self.path("their-entry")
        for seq in (0, 255, 256, 400):
            with open(receipt, "wb") as f:
                f.write(theirs.receipt(seq))
            with open(entry, "wb") as f:
                f.write(entries[seq])
            self.assertEqual(recert("verify", receipt, "--entry", entry, "--vkey", vkey)[0], 0, seq)


class OtherLog:
    """A log as RFC 6962 and C2SP have it, by hashlib and openssl alone."""

    def __init__(self, origin, root, entries):
        self.origin = origin
        self.leaves = [hashlib.sha256(b"\0" + entry).digest() for entry in entries]
        self.key = os.path.join(root, f"key-{os.urandom(4).hex()}.pem")
        self.openssl("genpkey", "-algorithm", "ed25519", "-out", self.key)
        self.public = b"\x01" + self.openssl("pkey", "-in", self.key, "-pubout", "-outform", "DER")[-32:]
        self.key_id = hashlib.sha256(origin.encode() + b"\n" + self.public).digest()[:4]

    def openssl(self, *arguments):
        return subprocess.run(["openssl", *arguments], check=True, capture_output=True).stdout

    def vkey(self):
        return f"{self.origin}+{self.key_id.hex()}+{base64.b64encode(self.public).decode()}"

    def root(self, leaves):
        if len(leaves) == 1:
            return leaves[0]
        left = 1 << (len(leaves) - 1).bit_length() - 1
        return hashlib.sha256(b"\1" + self.root(leaves[:left]) + self.root(leaves[left:])).digest()

    def path(self, seq, leaves):
        if len(leaves) == 1:
            return []
        left = 1 << (len(leaves) - 1).bit_length() - 1
        if seq < left:
            return self.path(seq, leaves[:left]) + [self.root(leaves[left:])]
        return self.path(seq - left, leaves[left:]) + [self.root(leaves[:left])]

    def checkpoint(self):
        root = base64.b64encode(self.root(self.leaves)).decode()
        text = f"{self.origin}\n{len(self.leaves)}\n{root}\n".encode()
        with open(self.key + ".text", "wb") as f:
            f.write(text)
        signature = self.openssl("pkeyutl", "-sign", "-inkey", self.key, "-rawin", "-in", self.key + ".text")
        line = base64.b64encode(self.key_id + signature).decode()
        return text + f"\n— {self.origin} {line}\n".encode()

    def receipt(self, seq):
        hashes = [base64.b64encode(node) for node in self.path(seq, self.leaves)]
        return b"".join(line + b"\n" for line in [b"c2sp.org/tlog-proof@v1", b"index %d" % seq, *hashes, b""]) + \
            self.checkpoint()


# What a refusal names: a file of the directory, or what of the ledger differs.
PLACES = re.compile(r"/data/|sst|MANIFEST|checkpoint|vkey|key|signature|signed|tile|entry|tree|ledger")


class Flips(unittest.TestCase):
    def answers(self, data):
        """What the ledger says of itself: the verification's digests, and the entries."""
        status, result = verified(data)
        if status != 0:
            return None, result
        notes = {check["check"]: (check.get("count"), check.get("note")) for check in result["checks"]}
        return (notes, recert("replay", data, "--format", "ndjson")[1]), result

    def test_one_flipped_bit_is_refused_or_changes_nothing(self):
        with Service(arguments=["--demo", "--demo-holders", "3"]) as service:
            service.start()
            self.assertEqual(service.stop(), 0)
            data = service.data
            sound, result = self.answers(data)
            self.assertIsNotNone(sound, result)
            files = sorted(os.path.join(folder, name) for folder, _, names in os.walk(data) for name in names)
            total = sum(os.path.getsize(file) for file in files)
            step = max(1, total // FLIPS)
            counts, silent = collections.Counter(), []
            places, offset = [], step // 2
            for file in files:
                places += [(file, at) for at in range(offset, os.path.getsize(file), step)]
                offset = (offset - os.path.getsize(file)) % step
            random.Random(len(places)).shuffle(places)  # where time runs out, of every file something was tried
            began = time.monotonic()
            for file, offset in places:
                if time.monotonic() - began > FLIP_SECONDS_MAX:
                    break
                self.flip(file, offset)
                answers, result = self.answers(data)
                self.flip(file, offset)
                if answers is None:
                    counts["refused"] += 1
                    said = result["problems"][0]["what"]
                    self.assertRegex(said, PLACES, (file, offset))
                elif answers == sound:
                    counts["same answers"] += 1
                else:
                    silent.append((os.path.basename(file), offset))
            print(f"\nflips: {dict(counts)}, every {step} bytes of {total} in {len(files)} files, "
                  f"{time.monotonic() - began:.1f} s")
            self.assertEqual(silent, [])
            self.assertGreater(counts["refused"], 0)
            self.assertEqual(self.answers(data)[0], sound)

    def flip(self, file, offset):
        with open(file, "r+b") as f:
            f.seek(offset)
            byte = f.read(1)[0]
            f.seek(offset)
            f.write(bytes([byte ^ (1 << (offset % 8))]))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
