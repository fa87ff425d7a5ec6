"""A recertd of one's own on an empty directory and a free port, and a small client for it.

RECERTD and RECERT in the environment name the binaries; ctest sets them.
"""
import ctypes
import http.client
import json
import os
import shutil
import signal
import socket
import subprocess
import tempfile
import time

RECERTD = os.environ.get("RECERTD", "build/release/recertd")
RECERT = os.environ.get("RECERT", "build/release/recert")
START_SECONDS_MAX = 120  # a sanitized build on a busy machine
STOP_SECONDS_MAX = 60

PR_SET_PDEATHSIG = 1


def die_with_parent():
    ctypes.CDLL(None).prctl(PR_SET_PDEATHSIG, signal.SIGKILL)


def free_port():
    with socket.socket() as s:
        s.bind(("127.0.0.1", 0))
        return s.getsockname()[1]


class Answer:
    def __init__(self, response):
        self.status = response.status
        self.headers = {name.lower(): value for name, value in response.getheaders()}
        self.body = response.read()

    @property
    def json(self):
        return json.loads(self.body)

    def __repr__(self):
        return f"{self.status} {self.body[:400]!r}"


class Client:
    """One kept-alive connection. Not for several threads."""

    def __init__(self, port, token, tls=None):
        if tls:
            self.connection = http.client.HTTPSConnection("127.0.0.1", port, timeout=60, context=tls)
        else:
            self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        self.token = token

    def call(self, method, path, body=None, **headers):
        headers = {name.replace("_", "-"): value for name, value in headers.items()}
        if self.token:
            headers["Authorization"] = "Bearer " + self.token
        data = None
        if body is not None:
            data = body if isinstance(body, bytes) else json.dumps(body).encode()
            headers.setdefault("Content-Type", "application/json")
        self.connection.request(method, path, body=data, headers=headers)
        return Answer(self.connection.getresponse())

    def get(self, path, **headers):
        return self.call("GET", path, **headers)

    def post(self, path, body, **headers):
        answer = self.call("POST", path, body, **headers)
        if answer.status != 201:
            raise AssertionError(f"POST {path}: {answer!r}")
        return answer

    def close(self):
        self.connection.close()


class Service:
    def __init__(self, data=None, binary=RECERTD, arguments=(), tls=None, host="127.0.0.1"):
        self.tls = tls  # an ssl.SSLContext: what its clients trust
        self.host = host
        self.binary = binary
        self.arguments = list(arguments)
        self.root = tempfile.mkdtemp(prefix="recert-acceptance-")
        self.data = data or os.path.join(self.root, "data")
        self.log_file = os.path.join(self.root, "log")
        self.process = None
        self.port = None

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.kill()
        shutil.rmtree(self.root, ignore_errors=True)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    @property
    def token_file(self):
        return os.path.join(self.data, "admin.token")

    def spawn(self):
        self.port = self.port or free_port()  # a restarted service keeps its own
        with open(self.log_file, "ab") as log:
            self.process = subprocess.Popen(
                [self.binary, "--data", self.data, "--listen", f"{self.host}:{self.port}",
                 *self.arguments],
                stdout=log, stderr=log, preexec_fn=die_with_parent)
        return self

    def start(self):
        self.spawn()
        deadline = time.monotonic() + START_SECONDS_MAX
        while time.monotonic() < deadline and self.process.poll() is None:
            try:
                client = Client(self.port, None, self.tls)
                if client.get("/readyz").status == 200:
                    return self
            except (OSError, http.client.HTTPException):
                pass
            finally:
                client.close()
            time.sleep(0.05)
        raise AssertionError(f"recertd is not ready; its output ends:\n{self.log()}")

    def log(self):
        with open(self.log_file, "rb") as f:
            return f.read()[-3000:].decode("utf-8", "replace")

    def client(self):
        with open(self.token_file) as f:
            return Client(self.port, f.read().strip(), self.tls)

    def stop(self):
        """SIGTERM; the exit status."""
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(STOP_SECONDS_MAX)

    def kill(self):
        if self.process and self.process.poll() is None:
            self.process.kill()
            self.process.wait(STOP_SECONDS_MAX)


def register(client, credential, practicum="acc-p"):
    """A holder and a CPTM credential that has only been registered."""
    client.post("/v1/holders", {"id": credential + "-h", "occurred_at": "2019-12-02", "data": {
        "name": "Test " + credential, "email": credential + "@example.org"}})
    return client.post("/v1/credentials", {"id": credential, "occurred_at": "2020-01-10", "data": {
        "program": "cptm", "holder": credential + "-h", "practicum": practicum}})


def schedule(client, practicum="acc-p"):
    return client.post("/v1/programs/cptm/events", {
        "type": "practicum.scheduled", "occurred_at": "2015-01-02",
        "data": {"practicum": practicum, "starts_on": "2020-03-02", "ends_on": "2020-03-06",
                 "format": "virtual"}})


def certify(client, credential, name="Ada"):
    """A holder and a PMP credential, which asks for nothing but the exam; awarded on 2026-02-03."""
    client.post("/v1/holders", {"id": credential, "data": {"name": name, "email": credential + "@example.org"}})
    client.post("/v1/credentials", {"id": credential, "occurred_at": "2026-01-10",
                                    "data": {"program": "pmp", "holder": credential}})
    return client.post(f"/v1/credentials/{credential}/events", {"type": "exam.passed", "occurred_at": "2026-02-03", "data": {}})


def award(client, credential, holder, passed="2020-03-06"):
    """Certified under CPTM from that day; its number."""
    client.post("/v1/credentials", {"id": credential, "occurred_at": "2020-01-10", "data": {
        "program": "cptm", "holder": holder, "practicum": "acc-p"}})
    client.post(f"/v1/credentials/{credential}/events", [
        *({"type": "module.completed", "occurred_at": "2020-02-20", "data": {"module": n}} for n in range(1, 11)),
        {"type": "practicum.attended", "occurred_at": "2020-03-06", "data": {"practicum": "acc-p", "complete": True}},
        {"type": "exam.passed", "occurred_at": passed, "data": {"score": 88}}])
    return client.get("/v1/credentials/" + credential).json["number"]


def renew(client, credential, on):
    client.post(f"/v1/credentials/{credential}/events", [
        {"type": "cpe.logged", "occurred_at": on, "data": {"activity": "a" + on, "title": "T", "completed_on": on,
                                                           "credit": 24}},
        {"type": "fee.paid", "occurred_at": on, "data": {"kind": "renewal", "money": {"amount": 100, "currency": "USD"}}}])


def logged(activity):
    return {"type": "cpe.logged", "occurred_at": "2021-01-05", "data": {
        "activity": activity, "title": "Activity " + activity, "completed_on": "2021-01-05",
        "credit": 0.25}}
