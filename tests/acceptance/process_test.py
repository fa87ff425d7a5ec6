"""How the process starts and ends: SIGTERM drains, a directory has one owner, tokens are needed."""
import os
import signal
import socket
import stat
import subprocess
import time
import unittest
import unittest.mock

from service import RECERT, Client, Service, logged, register, schedule


class Process(unittest.TestCase):
    def test_sigterm_ends_with_status_0_and_keeps_what_was_acknowledged(self):
        with Service() as service:
            client = service.start().client()
            schedule(client)
            register(client, "ada")
            events = client.post("/v1/credentials/ada/events", logged("a")).json["events"]
            self.assertEqual(service.stop(), 0, service.log())
            again = service.start().client()
            kept = again.get(f"/v1/events/{events[0]['seq']}").json
            self.assertEqual(kept["id"], events[0]["id"])
            self.assertEqual(service.stop(), 0, service.log())

    def test_a_second_process_on_the_same_directory_is_refused(self):
        with Service() as first:
            first.start()
            with Service(data=first.data) as second:
                second.spawn()
                self.assertNotEqual(second.process.wait(60), 0)
                self.assertIn(first.data, second.log())
            self.assertEqual(first.client().get("/readyz").status, 200, "the first goes on")

    def test_a_supervisor_hears_of_its_start_its_life_and_its_end(self):
        with Service() as service, socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as news:
            place = os.path.join(service.root, "notify")
            news.bind(place)
            news.settimeout(60)
            told = {"NOTIFY_SOCKET": place, "WATCHDOG_USEC": "200000"}
            with unittest.mock.patch.dict(os.environ, told):
                service.start()
            self.assertEqual(news.recv(100), b"READY=1")
            self.assertEqual([news.recv(100) for _ in range(3)], [b"WATCHDOG=1"] * 3)
            service.process.send_signal(signal.SIGHUP)
            self.assertEqual(news.recv(100), b"WATCHDOG=1", "a reload is no end")
            service.process.send_signal(signal.SIGSTOP)
            time.sleep(0.5)
            news.setblocking(False)
            with self.assertRaises(BlockingIOError):
                while True:
                    news.recv(100)
            time.sleep(1)
            with self.assertRaises(BlockingIOError, msg="who stands still says nothing"):
                news.recv(100)
            service.process.send_signal(signal.SIGCONT)
            self.assertEqual(service.stop(), 0, service.log())
            news.setblocking(True)
            last = b""
            while last != b"STOPPING=1":
                last = news.recv(100)

    def test_the_administrators_token_is_for_its_owner_only(self):
        with Service() as service:
            client = service.start().client()
            self.assertEqual(stat.S_IMODE(os.stat(service.token_file).st_mode), 0o600)
            self.assertNotIn(client.token, service.log())
            self.assertEqual(client.get("/v1/programs/cptm").status, 200)
            self.assertEqual(Client(service.port, None).get("/v1/programs/cptm").status, 401)
            self.assertEqual(Client(service.port, "x" * 43).get("/v1/programs/cptm").status, 401)

    def test_recert_tells_wrong_usage_by_its_exit_status(self):
        def status(*arguments):
            return subprocess.run([RECERT, *arguments], capture_output=True, timeout=60).returncode

        self.assertEqual(status("--help"), 0)
        self.assertEqual(status("replay", "--help"), 0)
        self.assertEqual(status(), 2)
        self.assertEqual(status("replay"), 2)
        self.assertEqual(status("no-such-verb"), 2)
        self.assertEqual(status("replay", "--scenario", "/no/such/file"), 2)
        self.assertEqual(status("replay", "--server", "http://127.0.0.1:1", "--scenario", __file__), 2)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
