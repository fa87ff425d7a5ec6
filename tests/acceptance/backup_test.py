"""Backups from outside: taken under load, killed in the middle, verified, restored, and refused."""
import json
import os
import random
import subprocess
import time
import unittest

from operators_test import Writer
from forget_test import EMAIL, SECRETS, put_file, tell_everything, told_in
from service import RECERT, RECERTD, Client, Service, register, schedule

WRITERS = 3
KILLS = 6
SETTLED_SECONDS_MAX = 120


def settled(client):
    deadline = time.monotonic() + SETTLED_SECONDS_MAX
    while time.monotonic() < deadline:
        answer = client.get("/v1/backups")
        if answer.json["state"] == "idle":
            return answer.json
        time.sleep(0.02)
    raise AssertionError("the backup does not end")


def back_up(client):
    begun = client.call("POST", "/v1/backups")
    if begun.status != 202:
        raise AssertionError(begun)
    return settled(client)["last"]


def recertd(*arguments):
    return subprocess.run([RECERTD, *arguments], capture_output=True, text=True, timeout=300)


def verified(data):
    return subprocess.run([RECERT, "verify", "--quiet", "--data", data], capture_output=True, text=True, timeout=300)


def size_of(directory):
    return sum(os.path.getsize(os.path.join(folder, name)) for folder, _, names in os.walk(directory) for name in names)


class Places:
    """Two places beside a service that knows them, and what it takes to restore from them."""

    def __init__(self, service):
        self.service = service
        self.to, self.keys = (os.path.join(service.root, name) for name in ("to", "keys-to"))
        service.arguments = ["--backup-to", self.to, "--backup-keys-to", self.keys]
        self.master_key = os.path.join(service.data, "keys", "master.key")

    def restore(self, name, *more, master_key=None):
        data = os.path.join(self.service.root, name)
        done = recertd("restore", "--from", self.to, "--keys-from", self.keys, "--master-key",
                       master_key or self.master_key, "--data", data, *more)
        return data, done


class Backup(unittest.TestCase):
    def test_taken_under_load_it_comes_back_as_it_was(self):
        with Service() as service:
            places = Places(service)
            client = service.start().client()
            schedule(client)
            credentials = [f"c{n}" for n in range(WRITERS)]
            for credential in credentials:
                register(client, credential)
            path, put = put_file(client, "c0-h", "She attended.\n")
            self.assertEqual(put.status, 201, put)
            time.sleep(1.1)  # a checkpoint
            writers = [Writer(service.client(), credential) for credential in credentials]
            for writer in writers:
                writer.start()
            for number in (1, 2, 3):
                before = sum(writer.count for writer in writers)
                last = back_up(client)
                self.assertEqual(last.get("number"), number, last)
                self.assertGreater(sum(writer.count for writer in writers), before)
                time.sleep(0.5)
            for writer in writers:
                writer.stops.set()
                writer.join()
                self.assertIsNone(writer.error)
            backups = settled(client)["items"]
            self.assertEqual([backup["number"] for backup in backups], [3, 2, 1])
            self.assertTrue(all("verified_at" in backup for backup in backups), backups)
            known = backups[0]["size"] - 1
            states = {c: client.get(f"/v1/credentials/{c}?known_at={known}").json for c in credentials}
            checked = recertd("backup", "verify", "--to", places.to, "--keys-to", places.keys, "--data", service.data)
            self.assertEqual((checked.returncode, checked.stdout.count("is as it was written")), (0, 3), checked)

            data, done = places.restore("restored")
            self.assertEqual(done.returncode, 0, done)
            self.assertIn("no --checkpoint was given", done.stdout)
            check = verified(data)
            self.assertEqual(check.returncode, 0, check)
            with Service(data=data) as again:
                mine = Client(again.start().port, client.token)
                for credential, state in states.items():
                    self.assertEqual(mine.get(f"/v1/credentials/{credential}?known_at={known}").json, state)
                self.assertEqual(mine.get(path).body, b"She attended.\n")
                self.assertGreaterEqual(mine.get("/v1/projections").json["items"][0]["position"], known)

    def test_a_stopped_directory_is_backed_up_and_little_is_added_when_little_changed(self):
        with Service() as service:
            places = Places(service)
            client = service.start().client()
            tell_everything(client)
            for number in range(100):
                register(client, f"c{number}")
            self.assertEqual(service.stop(), 0, service.log())
            arguments = ["--data", service.data, "--to", places.to, "--keys-to", places.keys]
            for number in (1, 2, 3):
                before = size_of(places.to) if number > 1 else 0
                done = recertd("backup", *arguments, "--keep", "2")
                self.assertEqual(done.returncode, 0, done)
                self.assertEqual(json.loads(done.stdout)["number"], number)
                grown = size_of(places.to) - before
            self.assertLess(grown, size_of(places.to) / 5)
            listed = recertd("backup", "list", *arguments).stdout.splitlines()
            self.assertEqual([json.loads(line)["number"] for line in listed], [3, 2])
            for place in (places.to, places.keys):  # neither opens anything by itself
                self.assertEqual(told_in(place)[0], [])
                self.assertNotIn("master.key", [name for _, _, names in os.walk(place) for name in names])
            missing = recertd("backup", "--data", service.data, "--to", places.to)
            self.assertEqual(missing.returncode, 2, missing)
            inside = recertd("backup", "--data", service.data, "--to", places.to, "--keys-to", places.to + "/keys")
            self.assertEqual(inside.returncode, 2, inside)

    def test_an_erased_person_comes_back_from_neither_place(self):
        with Service() as service:
            places = Places(service)
            client = service.start().client()
            evidence, _ = tell_everything(client)
            time.sleep(1.1)
            self.assertEqual(back_up(client).get("number"), 1)
            client.post("/v1/holders/trudie/erase", {"reason": "asked in violet ink"})
            self.assertEqual(back_up(client).get("number"), 2)
            data, done = places.restore("newest")
            self.assertEqual(done.returncode, 0, done)
            older, told = places.restore("older", "--number", "1")
            self.assertIn("holder trudie was erased after this backup", told.stdout)
            for directory in (data, older):
                with Service(data=directory) as again:
                    mine = Client(again.start().port, client.token)
                    self.assertIsNone(mine.get("/v1/holders/trudie").json["name"])
                    history = mine.get("/v1/holders/trudie/events").body + mine.get("/v1/credentials/t-1/events").body
                    for secret in SECRETS + [EMAIL]:
                        self.assertNotIn(secret.encode(), history)
                    self.assertEqual(mine.get(evidence).status, 404)

    def test_what_was_signed_must_be_there(self):
        with Service() as service:
            places = Places(service)
            client = service.start().client()
            register_all = schedule(client)
            self.assertEqual(register_all.status, 201)
            time.sleep(1.1)
            checkpoints = [client.get("/log/checkpoint").body]
            self.assertEqual(back_up(client).get("number"), 1)
            register(client, "late")
            time.sleep(1.1)
            checkpoints.append(client.get("/log/checkpoint").body)
            files = []
            for number, text in enumerate(checkpoints):
                files.append(os.path.join(service.root, f"checkpoint{number}"))
                with open(files[-1], "wb") as f:
                    f.write(text)
            data, refused = places.restore("refused", "--checkpoint", files[1])
            self.assertEqual(refused.returncode, 1)
            self.assertIn("are missing", refused.stderr)
            self.assertEqual(os.listdir(data), [])
            self.assertEqual(places.restore("fine", "--checkpoint", files[0])[1].returncode, 0)
            again = places.restore("fine")[1]
            self.assertIn("is not empty", again.stderr)
            other = os.path.join(service.root, "other.key")
            with open(places.master_key, encoding="ascii") as f:
                lines = f.read().splitlines()
            with open(other, "w", encoding="ascii") as f:
                f.write("A" * len(lines[0]) + "\n")
            wrong = places.restore("wrong", master_key=other)[1]
            self.assertEqual(wrong.returncode, 1)
            self.assertIn("master key", wrong.stderr)

    def test_a_flipped_byte_is_found_and_nothing_is_restored(self):
        with Service() as service:
            places = Places(service)
            client = service.start().client()
            tell_everything(client)
            time.sleep(1.1)
            self.assertEqual(back_up(client).get("number"), 1)
            self.assertEqual(service.stop(), 0, service.log())
            evidence = os.path.join(places.to, "evidence", "trudie")
            tables = os.path.join(places.to, "ledger", "shared_checksum")
            for directory, ending in ((evidence, ""), (tables, ".sst"), (places.keys, "secrets.json")):
                file = os.path.join(directory, max(n for n in os.listdir(directory) if n.endswith(ending)))
                with open(file, "r+b") as f:
                    content = f.read()
                    f.seek(len(content) // 2)
                    f.write(bytes([content[len(content) // 2] ^ 1]))
                found = recertd("backup", "verify", "--data", service.data, "--to", places.to, "--keys-to", places.keys)
                self.assertEqual(found.returncode, 1, file)
                data, refused = places.restore("refused")
                self.assertEqual((refused.returncode, os.listdir(data)), (1, []), file)
                with open(file, "wb") as f:
                    f.write(content)
            self.assertEqual(places.restore("fine")[1].returncode, 0)

    def test_a_kill_in_a_backup_harms_neither_the_ledger_nor_the_next_backup(self):
        chance = random.Random(11)
        with Service() as service:
            places = Places(service)
            client = service.start().client()
            schedule(client)
            for number in range(50):
                register(client, f"c{number}")
            time.sleep(1.1)
            for _ in range(KILLS):
                self.assertEqual(client.call("POST", "/v1/backups").status, 202)
                time.sleep(chance.uniform(0, 0.3))
                service.kill()
                client = service.start().client()
            done = back_up(client)
            self.assertIn("number", done)
            self.assertEqual(client.get("/v1/credentials/c49").status, 200)
            data, restored = places.restore("restored", "--number", str(done["number"]))
            self.assertEqual(restored.returncode, 0, restored)
            self.assertEqual(verified(data).returncode, 0)

    def test_what_crashes_at_its_point_is_made_up_for(self):
        with Service() as service:
            places = Places(service)
            client = service.start().client()
            schedule(client)
            time.sleep(1.1)
            self.assertEqual(service.stop(), 0, service.log())
            arguments = ["backup", "--data", service.data, "--to", places.to, "--keys-to", places.keys]
            for times in (1, 2, 3):
                crashed = subprocess.run([RECERTD, *arguments], capture_output=True, timeout=300,
                                         env={**os.environ, "RECERT_CRASH_AT": f"backup:{times}"})
                if crashed.returncode == 0:
                    self.skipTest("crash points are compiled in by the preset faults")
                self.assertEqual(crashed.returncode, -9)
                self.assertEqual(recertd("backup", "list", *arguments[1:]).stdout, "")
            done = recertd(*arguments)
            self.assertEqual(done.returncode, 0, done)
            self.assertEqual(places.restore("restored")[1].returncode, 0)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
