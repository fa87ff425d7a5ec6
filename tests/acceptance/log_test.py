"""Receipts, and the keys that sign checkpoints, from outside: over a kill, a restart and a new key."""
import os
import stat
import subprocess
import unittest

from service import RECERTD, Client, Service, logged, register, schedule


def keys(service, *arguments):
    return subprocess.run([RECERTD, "keys", "--data", service.data, *arguments],
                          capture_output=True, text=True, timeout=120)


def vkeys(service):
    """The verifier keys that `recertd keys` shows."""
    shown = keys(service)
    if shown.returncode != 0:
        raise AssertionError(shown.stderr)
    return shown.stdout.splitlines()


def signatures(note):
    return note.partition(b"\n\n")[2].splitlines()


class Log(unittest.TestCase):
    def test_an_append_answers_where_its_receipt_is_and_the_receipt_stays(self):
        with Service() as service:
            client = service.start().client()
            schedule(client)
            register(client, "ada")
            made = client.post("/v1/credentials/ada/events", logged("a"))
            seq = made.json["events"][0]["seq"]
            self.assertEqual(made.headers["receipt"], f"/v1/events/{seq}/receipt")
            newest = client.get(made.headers["receipt"])  # waits for the checkpoint
            self.assertEqual(newest.status, 200, newest)
            self.assertTrue(newest.body.startswith(b"c2sp.org/tlog-proof@v1\nindex %d\n" % seq))
            pinned = newest.headers["content-location"]
            self.assertEqual(client.get(pinned).body, newest.body)
            self.assertIn("immutable", client.get(pinned).headers["cache-control"])
            service.kill()
            client = service.start().client()
            client.post("/v1/credentials/ada/events", logged("b"))
            self.assertEqual(client.get(pinned).body, newest.body)
            never = client.get(f"/v1/events/{seq}/receipt?size=1")
            self.assertEqual((never.status, never.json["pointer"]), (404, "size"))
            self.assertEqual(service.stop(), 0)

    def test_what_anybody_may_read_takes_no_token(self):
        with Service() as service:
            client = service.start().client()
            client.get("/v1/events/0/receipt")  # waits for the first checkpoint
            stranger = Client(service.port, None)
            size = int(stranger.get("/log/checkpoint").body.split(b"\n")[1])
            self.assertEqual(len(stranger.get(f"/log/tile/0/000.p/{size}").body), 32 * size)
            self.assertEqual(stranger.get(f"/log/tile/0/000.p/{size + 1}").status, 404)
            self.assertEqual(stranger.get(f"/v1/log/consistency?from=1&to={size}").status, 200)
            self.assertEqual(stranger.get("/log/tile/entries/000.p/1").status, 401)
            self.assertEqual(client.get("/log/tile/entries/000.p/1").status, 200)

    def test_keys_are_shown_rotated_and_retired(self):
        with Service() as service:
            client = service.start().client()
            first = vkeys(service)
            self.assertEqual(len(first), 1)
            self.assertEqual(client.get("/log/vkey").body.decode().splitlines(), first)
            refused = keys(service, "rotate")
            self.assertEqual(refused.returncode, 1)
            self.assertIn("in use", refused.stderr)
            self.assertEqual(service.stop(), 0)

            self.assertEqual(keys(service, "rotate").returncode, 0)
            both = vkeys(service)
            self.assertEqual(both[1:], first)
            public = os.path.join(service.data, "vkey")
            self.assertEqual(stat.S_IMODE(os.stat(public).st_mode), 0o644)
            with open(public) as f:
                self.assertEqual(f.read().splitlines(), both)

            old = first[0].split("+")[1]
            self.assertEqual(keys(service, "retire", old).returncode, 2, "it alone signed the last checkpoint")
            client = service.start().client()
            schedule(client)
            self.assertEqual(service.stop(), 0)
            with open(os.path.join(service.data, "checkpoint"), "rb") as f:
                self.assertEqual(len(signatures(f.read())), 2)
            retired = keys(service, "retire", old)
            self.assertEqual((retired.returncode, retired.stdout.splitlines()), (0, both[:1]))
            client = service.start().client()
            self.assertEqual(client.get("/log/vkey").body.decode().splitlines(), both[:1])
            self.assertEqual(service.stop(), 0)

    def test_keys_says_what_is_wrong(self):
        with Service() as service:
            nothing = keys(service)
            self.assertEqual(nothing.returncode, 1)
            self.assertIn("holds no ledger", nothing.stderr)
            service.start()
            self.assertEqual(service.stop(), 0)
            self.assertEqual(keys(service, "retire", "00000000").returncode, 2)
            foreign = keys(service, "--origin", "another")
            self.assertEqual((foreign.returncode, foreign.stdout), (1, ""))
            self.assertIn("origin", foreign.stderr)
            self.assertEqual(keys(service, "retire").returncode, 2)
            self.assertEqual(keys(service, "burn").returncode, 2)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
