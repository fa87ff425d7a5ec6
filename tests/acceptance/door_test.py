"""At the door: what clients do that mean harm, know no better or are slow. Each is answered or let go
in its time, and the others are served meanwhile."""
import contextlib
import json
import re
import socket
import subprocess
import time
import unittest

from service import RECERTD, Client, Service

HEADER_MS, BODY_MS, WRITE_MS, IDLE_MS, DRAIN_MS = 700, 700, 700, 3000, 3000
CONNECTIONS = 400
LIMITS = ["--header-ms-max", str(HEADER_MS), "--body-ms-max", str(BODY_MS), "--write-ms-max", str(WRITE_MS),
          "--idle-ms-max", str(IDLE_MS), "--drain-ms-max", str(DRAIN_MS), "--connections-max", str(CONNECTIONS)]
GET = b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
HALVES = 200


class Raw:
    """A socket that sends the bytes it is given."""

    def __init__(self, service, receive_bytes=None):
        self.socket = socket.socket()
        if receive_bytes:
            self.socket.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, receive_bytes)
        self.socket.settimeout(20)
        self.socket.connect(("127.0.0.1", service.port))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.socket.close()

    def send(self, data):
        self.socket.sendall(data)

    def rest(self):
        """All that comes until the other side closes."""
        data = b""
        with contextlib.suppress(ConnectionResetError):
            while part := self.socket.recv(65536):
                data += part
        return data

    def until(self, end):
        data = b""
        while end not in data:
            part = self.socket.recv(65536)
            if not part:
                break
            data += part
        return data


def statuses(data):
    return [int(status) for status in re.findall(rb"HTTP/1\.1 (\d{3}) ", data)]


def code(data):
    return json.loads(data[data.index(b"\r\n\r\n") + 4:])["code"]


class Door(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=LIMITS).start()
        cls.client = cls.service.client()
        cls.token = cls.client.token.encode()

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def exchange(self, data):
        with Raw(self.service) as raw:
            raw.send(data)
            return raw.rest()

    def post(self, body, *headers, length=None):
        lines = [b"POST /v1/holders HTTP/1.1", b"Host: x", b"Authorization: Bearer " + self.token,
                 b"Content-Type: application/json",
                 b"Content-Length: %d" % (len(body) if length is None else length), *headers]
        return b"\r\n".join(lines) + b"\r\n\r\n" + body

    def others_are_served(self):
        with contextlib.closing(self.service.client()) as other:
            begin = time.monotonic()
            self.assertEqual(other.get("/v1/programs/cptm").status, 200)
            self.assertLess(time.monotonic() - begin, 5)

    def test_half_requests_by_the_hundred_are_let_go_in_their_time(self):
        with contextlib.ExitStack() as stack:
            halves = [stack.enter_context(Raw(self.service)) for _ in range(HALVES)]
            for number, half in enumerate(halves):
                half.send(GET[:20] if number % 2 else self.post(b"{", length=100))
            self.others_are_served()
            for half in halves:
                answer = half.rest()
                self.assertEqual((statuses(answer), code(answer)), ([408], "request-timeout"))
        self.others_are_served()

    def test_a_byte_now_and_then_does_not_lengthen_the_time_for_a_header_or_a_body(self):
        for begin, drop in ((b"GET /livez HTTP/1.1\r\nX: ", b"a"), (self.post(b"", length=1000), b" ")):
            with Raw(self.service) as raw:
                raw.send(begin)
                raw.socket.settimeout(0.05)
                answer, began = b"", time.monotonic()
                while not answer and time.monotonic() - began < 10:
                    with contextlib.suppress(TimeoutError, BrokenPipeError):
                        raw.send(drop)
                        answer = raw.socket.recv(65536)
                self.assertEqual(statuses(answer), [408])
                self.assertLess(time.monotonic() - began, HEADER_MS / 1000 + 3)

    def test_a_reader_that_never_reads_is_cut_and_holds_nobody_up(self):
        with Raw(self.service, receive_bytes=4096) as raw:
            raw.socket.settimeout(0.2)
            ask, sent, began = b"GET /openapi.json HTTP/1.1\r\nHost: x\r\n\r\n" * 100, 0, time.monotonic()
            with self.assertRaises((ConnectionResetError, BrokenPipeError)):
                while time.monotonic() - began < 15:
                    with contextlib.suppress(TimeoutError):
                        sent += raw.socket.send(ask)
                    self.others_are_served()
            self.assertLess(sent, 16 << 20, "what is not answered is not read either")

    def test_an_idle_connection_is_closed_without_a_word(self):
        with Raw(self.service) as raw:
            raw.send(GET)
            raw.until(b'{"live":true}')
            self.assertEqual(raw.rest(), b"")

    def test_pipelined_requests_are_answered_in_order(self):
        ask = b"".join(b"GET /v1/events/%d/entry HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\n\r\n" %
                       (n % 2, self.token) for n in range(200))
        answer = self.exchange(ask + GET[:-2] + b"Connection: close\r\n\r\n")
        self.assertEqual(statuses(answer), [200] * 201)
        self.assertEqual([int(seq) for seq in re.findall(rb'"seq":(\d+)', answer)], [n % 2 for n in range(200)])

    def test_what_could_be_two_requests_is_refused_and_the_second_never_answered(self):
        post, smuggled = b"POST /v1/holders HTTP/1.1\r\nHost: x\r\n", b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n"
        for shape in (b"Content-Length: 0\r\nContent-Length: 5\r\n", b"Content-Length: 0, 0\r\n",
                      b"Content-Length: 6\r\nTransfer-Encoding: chunked\r\n", b"Transfer-Encoding: identity\r\n",
                      b"Transfer-Encoding: gzip, chunked\r\n", b"Transfer-Encoding : chunked\r\n",
                      b"A: b\nContent-Length: 0\r\n", b"A: b\r\n Content-Length: 0\r\n", b"A: b\rC: d\r\n",
                      b"Content-Length: +0\r\n", b"A\x00: b\r\n"):
            with self.subTest(shape):
                answer = self.exchange(post + shape + b"\r\n" + b"0\r\n\r\n" + smuggled)
                self.assertEqual((statuses(answer), code(answer)), ([400], "malformed"))
                self.assertIn(b"Connection: close\r\n", answer)

    def test_targets_lead_to_routes_and_nowhere_else(self):
        for target, status in ((b"http://elsewhere.example/livez", 200), (b"/livez?", 200), (b"/./livez", 200),
                               (b"/web/../livez", 404), (b"/web/../../../etc/passwd", 404),
                               (b"/web/%2e%2e/%2e%2e/etc/passwd", 404), (b"/web/..%2f..%2fetc%2fpasswd", 404),
                               (b"/web/docs.css%00.js", 404), (b"//livez", 404), (b"/livez/", 404),
                               (b"/web/\\..\\..", 400), (b"livez", 400), (b"*", 400), (b"x:443", 404),
                               (b"/livez#a", 400), (b"/%zz", 400), (b"file:///etc/passwd", 404)):
            with self.subTest(target):
                answer = self.exchange(b"GET " + target + b" HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
                self.assertEqual(statuses(answer), [status], answer)
                self.assertNotIn(b"root:", answer)

    def test_too_many_headers_too_long_ones_and_too_long_a_target_are_431(self):
        for head in (b"A: b\r\n" * 5000, b"A: " + b"b" * 20000 + b"\r\n", b"Cookie: " + b"c=d; " * 4000 + b"\r\n"):
            answer = self.exchange(b"GET /livez HTTP/1.1\r\nHost: x\r\n" + head + b"\r\n")
            self.assertEqual((statuses(answer), code(answer)), ([431], "too-large"))
        self.assertEqual(statuses(self.exchange(b"GET /" + b"a" * 20000 + b" HTTP/1.1\r\n")), [431])

    def test_a_body_over_the_limit_is_413_before_it_is_sent(self):
        answer = self.exchange(self.post(b"", length=1 << 40))
        self.assertEqual((statuses(answer), code(answer)), ([413], "too-large"))

    def test_a_header_of_one_value_that_comes_twice_is_refused(self):
        body = b'{"data":{"name":"A","email":"a@b"}}'
        for name in (b"Idempotency-Key", b"Authorization", b"If-Match", b"Content-Type"):
            lines = (name + b": k1", name.lower() + b": k2", b"Connection: close")
            answer = self.exchange(self.post(body, *lines))
            self.assertEqual((statuses(answer), code(answer)), ([400], "bad-parameter"))
            self.assertIn(name, answer)

    def test_over_the_connection_limit_newcomers_are_told_when_to_come_back(self):
        with contextlib.ExitStack() as stack:
            refused = b""
            for _ in range(CONNECTIONS + 10):
                raw = stack.enter_context(Raw(self.service))
                last = raw
            refused = last.rest()
            self.assertEqual((statuses(refused), code(refused)), ([503], "overloaded"))
            self.assertRegex(refused, rb"\r\nRetry-After: \d+\r\n")
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            answer = self.exchange(GET[:-2] + b"Connection: close\r\n\r\n")
            if statuses(answer) == [200]:
                return
        self.fail("no room again after the others left")


class End(unittest.TestCase):
    def test_sigterm_answers_what_is_under_way_and_then_ends(self):
        with Service(arguments=LIMITS[:-2]) as service:
            token = service.start().client().token.encode()
            body = b'{"id": "late", "data": {"name": "A", "email": "a@b"}}'
            line = b'{"stream": "holder/line", "type": "holder.registered", "data": {"name": "A", "email": "a@b"}}\n'
            head = b"POST %s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + b"\r\nContent-Type: %s\r\n%s\r\n\r\n"
            with Raw(service) as half, Raw(service) as lines, Raw(service) as idle:
                idle.send(GET)
                idle.until(b'{"live":true}')
                lines.send(head % (b"/v1/events", b"application/x-ndjson", b"Transfer-Encoding: chunked"))
                lines.send(b"%x\r\n%s\r\n" % (len(line), line))
                self.assertIn(b'"version":1', lines.until(b'"version":1}\n\r\n'))
                half.send(head % (b"/v1/holders", b"application/json", b"Content-Length: %d" % len(body)) + body[:9])
                time.sleep(0.2)
                service.process.terminate()
                self.assertEqual(idle.rest(), b"")
                half.send(body[9:])
                answer = half.rest()
                self.assertEqual(statuses(answer), [201], answer)
                self.assertIn(b"Connection: close\r\n", answer)
                self.assertTrue(lines.rest().endswith(b"0\r\n\r\n"))
            self.assertEqual(service.process.wait(20), 0, service.log())
            self.assertEqual(service.start().client().get("/v1/holders/late").status, 200)

    def test_an_end_waits_for_nobody_longer_than_the_drain_may_last(self):
        with Service(arguments=["--drain-ms-max", "500", "--header-ms-max", "60000"]) as service:
            service.start()
            with Raw(service) as half:
                half.send(GET[:20])
                time.sleep(0.2)
                began = time.monotonic()
                self.assertEqual(service.stop(), 0, service.log())
                self.assertLess(time.monotonic() - began, 15)


class Surroundings(unittest.TestCase):
    def test_a_trusted_proxy_is_believed_about_the_client_and_nobody_else_is(self):
        forwarded = {"X-Forwarded-For": "198.51.100.1, 203.0.113.9, 10.1.2.3"}
        for arguments, client in (([], "127.0.0.0/24"), (["--trusted-proxy", "127.0.0.1"], "10.1.2.0/24"),
                                  (["--trusted-proxy", "127.0.0.0/8", "--trusted-proxy", "10.0.0.0/8"],
                                   "203.0.113.0/24")):
            with Service(arguments=["--log-level", "debug", *arguments]) as service:
                Client(service.start().port, None).get("/livez", X_Request_Id="seen-by-a-test", **forwarded)
                service.stop()
                line = next(line for line in service.log().splitlines() if "seen-by-a-test" in line)
                self.assertIn(f"client={client} ", line)

    def test_the_public_url_is_where_clients_are_sent(self):
        with Service(arguments=["--public-url", "https://ledger.example.org"]) as service:
            client = service.start().client()
            made = client.post("/v1/holders", {"id": "ada", "data": {"name": "A", "email": "a@b"}})
            self.assertEqual(made.headers["location"], "https://ledger.example.org/v1/holders/ada")
            self.assertRegex(made.headers["receipt"], r"^https://ledger\.example\.org/v1/events/\d+/receipt$")
            page = client.get("/v1/events?limit=1")
            self.assertRegex(page.headers["link"], r'^<https://ledger\.example\.org/v1/events\?.*>; rel="next"$')

    def test_settings_of_the_wrong_form_refuse_the_start_and_say_which(self):
        for arguments, named in ((["--public-url", "ftp://x"], "public_url"),
                                 (["--public-url", "https://x/a"], "public_url"),
                                 (["--trusted-proxy", "10.0.0.0/33"], "10.0.0.0/33"),
                                 (["--trusted-proxy", "proxy"], "proxy"), (["--log-level", "loud"], "log_level"),
                                 (["--idle-ms-max", "0"], "idle-ms-max")):
            told = subprocess.run([RECERTD, "--print-config", *arguments], capture_output=True, text=True, timeout=60)
            self.assertEqual(told.returncode, 2, arguments)
            self.assertIn(named, told.stderr + told.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
