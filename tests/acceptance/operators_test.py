"""What operators do while the service runs: a sandbox's clock, and building a projection again."""
import threading
import time
import unittest

from service import Service, logged, register, schedule

WRITERS = 4
REBUILDS = 3
SETTLED_SECONDS_MAX = 120


def settled(client):
    """The register, when no rebuild of it is under way."""
    deadline = time.monotonic() + SETTLED_SECONDS_MAX
    while time.monotonic() < deadline:
        register_now = client.get("/v1/projections").json["items"][0]
        if register_now["state"] == "live":
            return register_now
        time.sleep(0.02)
    raise AssertionError("the rebuild does not end")


class Writer(threading.Thread):
    """Logs activities on a credential of its own until it is told to stop."""

    def __init__(self, client, credential):
        super().__init__()
        self.client, self.credential = client, credential
        self.stops = threading.Event()
        self.error = None
        self.count = 0

    def run(self):
        try:
            while not self.stops.is_set():
                self.client.post(f"/v1/credentials/{self.credential}/events",
                                 logged(f"a{self.count}"))
                self.count += 1
        except (AssertionError, OSError) as error:
            self.error = error


class Clock(unittest.TestCase):
    def test_a_sandbox_goes_through_years_and_keeps_its_time(self):
        with Service(arguments=["--sandbox"]) as service:
            client = service.start().client()
            self.assertTrue(client.get("/v1/clock").json["sandbox"])
            moved = client.call("PUT", "/v1/clock", {"now": "2041-03-01T15:00:00Z"})
            self.assertEqual(moved.status, 200, moved)
            schedule(client)
            answer = register(client, "ada")
            self.assertEqual(answer.json["events"][0]["recorded_at"][:10], "2041-03-01")
            self.assertEqual(answer.json["standing"]["as_of"], "2041-03-01")
            self.assertEqual(client.get("/v1/credentials/ada").json["status"],
                             "expired-candidate")
            back = client.call("PUT", "/v1/clock", {"now": "2041-02-28"})
            self.assertEqual((back.status, back.json["code"]), (422, "clock-backward"))
            self.assertEqual(service.stop(), 0, service.log())
            service.arguments = []
            client = service.start().client()
            clock = client.get("/v1/clock").json
            self.assertTrue(clock["sandbox"])
            self.assertEqual(clock["now"][:10], "2041-03-01")
            self.assertEqual(client.call("PUT", "/v1/clock", {"now": "2041-03-02"}).status, 200)
            self.assertEqual(client.get("/v1/credentials/ada").json["as_of"], "2041-03-02")

    def test_a_ledger_that_is_no_sandbox_is_refused_as_one(self):
        with Service() as service:
            client = service.start().client()
            refused = client.call("PUT", "/v1/clock", {"now": "2041-03-01"})
            self.assertEqual((refused.status, refused.json["code"]), (409, "not-a-sandbox"))
            self.assertEqual(service.stop(), 0, service.log())
            service.arguments = ["--sandbox"]
            service.spawn()
            self.assertEqual(service.process.wait(60), 1)
            self.assertIn("cannot become one", service.log())


class Rebuild(unittest.TestCase):
    def test_rebuilds_take_over_while_appends_go_on_and_miss_nothing(self):
        with Service() as service:
            client = service.start().client()
            schedule(client)
            credentials = [f"c{n}" for n in range(WRITERS)]
            for credential in credentials:
                register(client, credential)
            writers = [Writer(service.client(), c) for c in credentials]
            for writer in writers:
                writer.start()
            for number in range(REBUILDS):
                began = client.call("POST", "/v1/projections/register/rebuild")
                self.assertEqual(began.status, 202, began)
                self.assertEqual(began.headers["location"], "/v1/projections")
                register(client, f"late-{number}")
                last = settled(client)["last_rebuild"]
                self.assertTrue(last["same"], last)
                self.assertEqual(last["build"], number + 2)
            for writer in writers:
                writer.stops.set()
                writer.join()
                self.assertIsNone(writer.error)
                self.assertGreater(writer.count, 0)
            before = settled(client)
            self.assertEqual(client.call("POST", "/v1/projections/register/rebuild").status, 202)
            after = settled(client)
            self.assertEqual(after["digest"], before["digest"])
            self.assertEqual(after["build"], before["build"] + 1)
            self.assertEqual(service.stop(), 0, service.log())
            client = service.start().client()
            again = settled(client)
            self.assertEqual((again["digest"], again["build"], again["position"]),
                             (after["digest"], after["build"], after["position"]))

    def test_a_kill_in_a_rebuild_leaves_the_build_that_was(self):
        with Service() as service:
            client = service.start().client()
            schedule(client)
            for number in range(200):
                register(client, f"c{number}")
            before = settled(client)
            client.call("POST", "/v1/projections/register/rebuild")
            service.kill()
            client = service.start().client()
            after = settled(client)
            self.assertEqual(after["digest"], before["digest"])
            self.assertEqual(client.call("POST", "/v1/projections/register/rebuild").status, 202)
            self.assertTrue(settled(client)["last_rebuild"]["same"])


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
