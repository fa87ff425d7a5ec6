"""TLS: what is spoken and what is not, a certificate that is renewed while the service runs, clients that
never come to the point; and that nothing is served in the clear to others."""
import contextlib
import os
import shutil
import signal
import socket
import ssl
import subprocess
import tempfile
import time
import unittest

from service import RECERTD, Client, Service, free_port, register, schedule

HANDSHAKE_MS = 700
HALVES = 100


class Pair:
    """A certificate that signs itself, and its key, in files of their own."""

    def __init__(self):
        self.directory = tempfile.TemporaryDirectory(prefix="recert-tls-")
        self.certificate, self.key = (os.path.join(self.directory.name, name) for name in ("cert.pem", "key.pem"))
        self.renew()

    def renew(self):
        subprocess.run(["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes",
                        "-keyout", self.key, "-out", self.certificate, "-days", "30", "-subj", "/CN=recert",
                        "-addext", "subjectAltName=IP:127.0.0.1"], check=True, capture_output=True)

    def arguments(self):
        return ["--tls-cert", self.certificate, "--tls-key", self.key]

    def trusted(self):
        return ssl.create_default_context(cafile=self.certificate)

    def der(self):
        with open(self.certificate) as f:
            return ssl.PEM_cert_to_DER_cert(f.read())


def anybody():
    context = ssl.create_default_context()
    context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
    return context


@contextlib.contextmanager
def connected(service, context):
    with socket.create_connection(("127.0.0.1", service.port), timeout=30) as plain:
        with context.wrap_socket(plain, server_hostname="127.0.0.1", suppress_ragged_eofs=False) as secure:
            yield secure


def until(stream, end):
    data = b""
    while end not in data:
        part = stream.recv(65536)
        if not part:
            break
        data += part
    return data


class Tls(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.pair = Pair()
        cls.service = Service(tls=cls.pair.trusted(), arguments=[
            *cls.pair.arguments(), "--handshake-ms-max", str(HANDSHAKE_MS), "--header-ms-max", "700"]).start()
        cls.client = cls.service.client()

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()
        cls.pair.directory.cleanup()

    def test_requests_are_answered_and_browsers_told_to_come_no_other_way(self):
        schedule(self.client)
        made = register(self.client, "ada")
        self.assertEqual(made.headers["strict-transport-security"], "max-age=31536000")
        self.assertEqual(self.client.get("/v1/nothing").headers["strict-transport-security"], "max-age=31536000")
        large = self.client.get("/openapi.json")
        self.assertEqual(len(large.body), int(large.headers["content-length"]))

    def test_a_body_of_lines_is_answered_while_it_comes(self):
        line = (b'{"stream": "holder/line-%d", "type": "holder.registered", "data": {"name": "A", "email": "a@b"}}\n')
        with connected(self.service, self.pair.trusted()) as stream:
            stream.sendall(b"POST /v1/events HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: "
                           b"application/x-ndjson\r\nTransfer-Encoding: chunked\r\n\r\n" % self.client.token.encode())
            for number in range(50):
                stream.sendall(b"%x\r\n%s\r\n" % (len(line % number), line % number))
                self.assertIn(b'"line":%d,' % (number + 1), until(stream, b'"version":1}\n\r\n'))
            stream.sendall(b"0\r\n\r\n")
            self.assertTrue(until(stream, b"0\r\n\r\n"))
            stream.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")
            self.assertIn(b'{"live":true}', until(stream, b"}"), "the connection goes on")

    def test_1_2_and_1_3_are_spoken_and_nothing_older(self):
        for version in (ssl.TLSVersion.TLSv1_2, ssl.TLSVersion.TLSv1_3):
            context = self.pair.trusted()
            context.minimum_version = context.maximum_version = version
            with connected(self.service, context) as stream:
                self.assertEqual(stream.version(), {771: "TLSv1.2", 772: "TLSv1.3"}[version])
                self.assertRegex(stream.cipher()[0], r"GCM|CHACHA20")
        context = anybody()
        context.set_ciphers("ALL:@SECLEVEL=0")
        context.minimum_version = context.maximum_version = ssl.TLSVersion.TLSv1_1
        with self.assertRaises((ssl.SSLError, ConnectionResetError)):
            with connected(self.service, context):
                pass

    def test_a_suite_without_forward_secrecy_is_refused(self):
        context = anybody()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        context.set_ciphers("AES128-SHA:AES256-GCM-SHA384:ECDHE-ECDSA-AES128-SHA:@SECLEVEL=0")
        with self.assertRaises((ssl.SSLError, ConnectionResetError)):
            with connected(self.service, context):
                pass

    def test_http_1_1_is_agreed_on_where_the_client_asks_and_nothing_else_is(self):
        context = self.pair.trusted()
        context.set_alpn_protocols(["h2", "http/1.1"])
        with connected(self.service, context) as stream:
            self.assertEqual(stream.selected_alpn_protocol(), "http/1.1")
        context.set_alpn_protocols(["h2"])
        with self.assertRaises((ssl.SSLError, ConnectionResetError)):
            with connected(self.service, context):
                pass

    def test_a_last_answer_ends_with_a_word_so_that_nobody_can_cut_it_unseen(self):
        with connected(self.service, self.pair.trusted()) as stream:
            stream.sendall(b"GET /livez HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n")
            self.assertIn(b'{"live":true}', until(stream, b"never"), "the end would raise without close_notify")

    def test_too_large_a_body_is_refused_while_it_is_sent(self):
        with connected(self.service, self.pair.trusted()) as stream:
            stream.sendall(b"POST /v1/holders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer %s\r\nContent-Type: "
                           b"application/json\r\nContent-Length: 3000000\r\n\r\n" % self.client.token.encode())
            with contextlib.suppress(OSError):
                stream.sendall(b" " * 3000000)
            self.assertIn(b" 413 ", until(stream, b"\r\n\r\n"))

    def test_what_is_no_tls_and_who_never_ends_a_handshake_are_let_go_while_others_are_served(self):
        with contextlib.ExitStack() as stack:
            sockets = [stack.enter_context(socket.create_connection(("127.0.0.1", self.service.port), timeout=30))
                       for _ in range(HALVES)]
            for number, half in enumerate(sockets):
                half.sendall((b"", b"\x16\x03\x01\x02\x00\x01", b"GET /livez HTTP/1.1\r\nHost: x\r\n\r\n")[number % 3])
            began = time.monotonic()
            self.assertEqual(Client(self.service.port, None, self.pair.trusted()).get("/livez").status, 200)
            for half in sockets:
                with contextlib.suppress(ConnectionResetError):
                    self.assertNotIn(b"HTTP/1.1", until(half, b"never"))
            self.assertLess(time.monotonic() - began, HANDSHAKE_MS / 1000 + 10)
        failed = [line for line in self.client.get("/metrics").body.decode().splitlines()
                  if line.startswith("recert_tls_handshakes_failed_total ")]
        self.assertGreaterEqual(int(failed[0].split()[1]), HALVES)

    def test_half_a_request_is_408_under_tls_too(self):
        with connected(self.service, self.pair.trusted()) as stream:
            stream.sendall(b"GET /livez HT")
            self.assertIn(b" 408 ", until(stream, b"\r\n\r\n"))

    def test_a_session_is_resumed(self):
        context = self.pair.trusted()
        context.maximum_version = ssl.TLSVersion.TLSv1_2
        with connected(self.service, context) as first:
            session = first.session
        with socket.create_connection(("127.0.0.1", self.service.port), timeout=30) as plain:
            with context.wrap_socket(plain, server_hostname="127.0.0.1", session=session) as again:
                self.assertTrue(again.session_reused)


class Renewal(unittest.TestCase):
    def shown(self, service):
        with connected(service, anybody()) as stream:
            return stream.getpeercert(binary_form=True)

    def hang_up(self, service, event):
        before = service.log().count(event)
        service.process.send_signal(signal.SIGHUP)
        deadline = time.monotonic() + 30
        while service.log().count(event) == before:
            self.assertLess(time.monotonic(), deadline, service.log())
            time.sleep(0.02)

    def test_sighup_has_the_pair_read_again_and_cuts_nobody(self):
        pair, other = Pair(), Pair()
        with Service(tls=anybody(), arguments=pair.arguments()) as service:
            client = service.start().client()
            first = pair.der()
            self.assertEqual(self.shown(service), first)
            pair.renew()
            self.assertEqual(self.shown(service), first, "not before it is told")
            self.hang_up(service, "event=certificate ")
            self.assertEqual(self.shown(service), pair.der())
            self.assertEqual(client.get("/v1/programs/cptm").status, 200, "connections under way go on")
            second = pair.der()
            for spoil in (lambda: os.remove(pair.key), lambda: open(pair.key, "w").close(),
                          lambda: shutil.copy(other.key, pair.key)):
                pair.renew()
                spoil()
                self.hang_up(service, "event=certificate-refused")
                self.assertEqual(self.shown(service), second, "a bad pair leaves the one before")
            self.assertEqual(client.get("/v1/programs/cptm").status, 200)
            self.assertEqual(service.stop(), 0, service.log())

    def test_sigterm_answers_what_is_under_way_and_ends_with_status_0(self):
        pair = Pair()
        with Service(tls=pair.trusted(), arguments=pair.arguments()) as service:
            token = service.start().client().token.encode()
            body = b'{"id": "late", "data": {"name": "A", "email": "a@b"}}'
            with connected(service, pair.trusted()) as half, \
                    socket.create_connection(("127.0.0.1", service.port), timeout=30):
                half.sendall(b"POST /v1/holders HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + b"\r\nContent-Type:"
                             b" application/json\r\nContent-Length: %d\r\n\r\n" % len(body) + body[:9])
                time.sleep(0.3)
                service.process.terminate()
                half.sendall(body[9:])
                answer = until(half, b"never")
                self.assertIn(b"HTTP/1.1 201 ", answer)
                self.assertIn(b"Connection: close\r\n", answer)
            self.assertEqual(service.process.wait(30), 0, service.log())


    def test_an_end_cuts_what_is_under_way_when_its_time_is_over(self):
        pair = Pair()
        arguments = [*pair.arguments(), "--drain-ms-max", "300", "--header-ms-max", "60000", "--body-ms-max", "60000"]
        with Service(tls=pair.trusted(), arguments=arguments) as service:
            token = service.start().client().token.encode()
            head = b"%s HTTP/1.1\r\nHost: x\r\nAuthorization: Bearer " + token + b"\r\n%s\r\n"
            with contextlib.ExitStack() as stack:
                lines, feed, half = (stack.enter_context(connected(service, pair.trusted())) for _ in range(3))
                stack.enter_context(socket.create_connection(("127.0.0.1", service.port), timeout=30))
                lines.sendall(head % (b"POST /v1/events", b"Content-Type: application/x-ndjson\r\n"
                                      b"Transfer-Encoding: chunked\r\n") + b"5\r\n{    \r\n")
                feed.sendall(head % (b"GET /v1/events", b"Accept: text/event-stream\r\n"))
                until(feed, b"data:")
                half.sendall(b"GET /livez HT")
                time.sleep(0.3)
                began = time.monotonic()
                self.assertEqual(service.stop(), 0, service.log())
                self.assertLess(time.monotonic() - began, 15)


class Start(unittest.TestCase):
    def refused(self, *arguments, status=1):
        with tempfile.TemporaryDirectory() as data:
            told = subprocess.run([RECERTD, "--data", os.path.join(data, "d"), *arguments], capture_output=True,
                                  text=True, timeout=120)
            self.assertEqual(os.listdir(data), [], "nothing was made")
        self.assertEqual(told.returncode, status, told.stderr)
        return told.stderr

    def test_a_pair_that_is_not_right_refuses_the_start_and_says_why(self):
        one, other, listen = Pair(), Pair(), ["--listen", f"127.0.0.1:{free_port()}"]
        self.assertIn("is not the key to the first certificate",
                      self.refused(*listen, "--tls-cert", one.certificate, "--tls-key", other.key))
        self.assertIn("cannot be read: No such file",
                      self.refused(*listen, "--tls-cert", "/no/such.pem", "--tls-key", other.key))
        self.assertIn("belong together", self.refused(*listen, "--tls-cert", one.certificate, status=2))

    def test_plain_http_is_for_this_machine_unless_it_is_said_that_others_may(self):
        told = self.refused("--listen", f"0.0.0.0:{free_port()}")
        self.assertIn("--tls-cert", told)
        self.assertIn("--allow-plain-http", told)
        with Service(arguments=["--allow-plain-http"], host="0.0.0.0") as service:
            answer = service.start().client().get("/livez")
            self.assertNotIn("strict-transport-security", answer.headers)
        pair = Pair()
        with Service(tls=pair.trusted(), arguments=pair.arguments(), host="0.0.0.0") as service:
            self.assertEqual(service.start().client().get("/livez").status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
