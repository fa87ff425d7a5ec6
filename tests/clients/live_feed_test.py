"""npm's eventsource follows the live feed across a restart of the service: no gap, no repeat."""
import json
import os
import subprocess
import threading
import time
import unittest

from clients import HERE, environment, node, work_directory
from service import Service, logged, register, schedule

WAIT_SECONDS_MAX = 60
EVENTS = 40  # in each of three parts: before the restart, and in two waves after it


class Follower:
    def __init__(self, service, token):
        directory = work_directory("live_feed")
        script = os.path.join(directory, "feed.mjs")
        os.symlink(os.path.join(HERE, "feed.mjs"), script)
        self.seen = []
        self.process = subprocess.Popen(
            [node(), "--preserve-symlinks-main", script], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
            env={**environment(), "URL": service.url, "TOKEN": token}, text=True)
        self.reader = threading.Thread(target=self.read, daemon=True)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.seen.append(json.loads(line))

    def wait_for(self, count):
        deadline = time.monotonic() + WAIT_SECONDS_MAX
        while len(self.seen) < count and time.monotonic() < deadline and self.process.poll() is None:
            time.sleep(0.05)

    def close(self):
        self.process.stdin.close()
        self.process.wait(WAIT_SECONDS_MAX)
        self.reader.join(WAIT_SECONDS_MAX)


def last_seq(client):
    return client.post("/v1/credentials/feed/events", logged(f"a{time.monotonic_ns()}"),
                       Prefer="return=minimal").json["last_seq"]


class LiveFeed(unittest.TestCase):
    def test_it_resumes_across_a_restart_without_a_gap_or_a_repeat(self):
        with Service() as service:
            client = service.start().client()
            schedule(client)
            register(client, "feed")
            follower = Follower(service, client.token)
            for _ in range(EVENTS):
                seq = last_seq(client)
            follower.wait_for(seq + 1)
            self.assertEqual(len(follower.seen), seq + 1)
            self.assertEqual(service.stop(), 0)
            service.start()
            client = service.client()
            for _ in range(EVENTS):  # some of them before the follower is back
                seq = last_seq(client)
            follower.wait_for(seq + 1)
            for _ in range(EVENTS):
                seq = last_seq(client)
            follower.wait_for(seq + 1)
            follower.close()
            self.assertEqual([each.get("seq") for each in follower.seen], list(range(seq + 1)))
            self.assertEqual([each["id"] for each in follower.seen], [str(n) for n in range(seq + 1)])
            self.assertEqual(follower.seen[-1]["type"], "cpe.logged")


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
