"""What an operator sees: /metrics in the form that Prometheus reads and promtool passes, /readyz, and
one line a request in the log that names nobody."""
import http.client
import math
import re
import shutil
import subprocess
import unittest

from service import Client, Service, logged, register, schedule

NAME = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*")  # promtool's taste, narrower than the format: no colon, no capital
LABELS = re.compile(r'([a-z_]+)="((?:[^"\\\n]|\\["\\n])*)"(?:,|$)')
SAMPLE = re.compile(r"([a-zA-Z_:][a-zA-Z0-9_:]*)(?:\{(.*)\})? (\S+)")
NOT_BASE = re.compile(r"_(ms|us|ns|milliseconds|microseconds|nanoseconds|minutes|hours|kilobytes|megabytes|kb|mb|percent)(_|$)")
TYPE_WORDS = re.compile(r"_(counter|gauge|histogram|summary)(_|$)")


class Family:
    def __init__(self, name, help_text):
        self.name, self.help, self.kind, self.samples = name, help_text, None, {}


def parse(text):
    """Text format 0.0.4, strictly: families in one piece, help and type first, no series twice."""
    assert text.endswith("\n") and "\r" not in text
    families, now = {}, None
    for line in text[:-1].split("\n"):
        if line.startswith("# HELP "):
            name, help_text = line[7:].split(" ", 1)
            assert name not in families, f"begun twice: {name}"
            now = families[name] = Family(name, help_text)
        elif line.startswith("# TYPE "):
            name, kind = line[7:].split(" ")
            assert name == now.name and not now.kind and not now.samples, line
            now.kind = kind
        else:
            match = SAMPLE.fullmatch(line)
            assert match, f"no sample: {line!r}"
            name, labels, value = match.groups()
            pairs = LABELS.findall(labels or "")
            assert "".join(f'{k}="{v}",' for k, v in pairs) == (labels + "," if labels else ""), line
            assert len({k for k, _ in pairs}) == len(pairs), line
            suffix = name[len(now.name):]
            assert name.startswith(now.name) and suffix in (("_bucket", "_sum", "_count") if now.kind == "histogram"
                                                            else ("",)), line
            series = (suffix, tuple(pairs))
            assert series not in now.samples, f"twice: {line}"
            now.samples[series] = float(value.replace("+Inf", "inf"))
    return families


def lint(family):
    """The rules of `promtool check metrics`, and those of our own."""
    assert NAME.fullmatch(family.name), family.name
    assert family.help.strip() and family.help.endswith("."), family.name
    assert family.kind in ("counter", "gauge", "histogram"), family.name
    assert family.name.endswith("_total") == (family.kind == "counter"), family.name
    assert not NOT_BASE.search(family.name) and not TYPE_WORDS.search(family.name), family.name
    assert not family.name.endswith(("_sum", "_count", "_bucket")), family.name
    assert family.samples, family.name
    for suffix, labels in family.samples:
        for label, _ in labels:
            assert re.fullmatch(r"[a-z]+(_[a-z]+)*", label), label
            assert (label == "le") == (suffix == "_bucket"), label
    assert all(math.isfinite(value) and value >= 0 for value in family.samples.values()), family.name
    if family.kind == "histogram":
        buckets = [(float(labels[0][1].replace("+Inf", "inf")), value)
                   for (suffix, labels), value in family.samples.items() if suffix == "_bucket"]
        assert buckets == sorted(buckets) and buckets[-1][0] == math.inf, family.name
        assert [value for _, value in buckets] == sorted(value for _, value in buckets), family.name
        assert buckets[-1][1] == family.samples[("_count", ())] and ("_sum", ()) in family.samples, family.name


def value(families, name, suffix="", **labels):
    return families[name].samples[(suffix, tuple(labels.items()))]


class Sight(unittest.TestCase):
    def test_the_metrics_are_of_the_form_and_count_what_happened(self):
        with Service() as service:
            client, scraper = service.start().client(), Client(service.port, None)
            schedule(client)
            register(client, "ada")
            before = parse(scraper.get("/metrics").body.decode())
            for number in range(20):
                client.post("/v1/credentials/ada/events", logged(f"a{number}"))
            self.assertEqual(client.get("/v1/credentials/nobody").status, 404)
            self.assertEqual(client.call("POST", "/v1/credentials/ada/events", {"type": "x", "data": {}}).status, 422)
            lines = b'{"stream": "holder/x"}\n{"stream": "holder/x"}\n'
            self.assertEqual(client.call("POST", "/v1/events", lines, Content_Type="application/x-ndjson").status, 200)
            answer = scraper.get("/metrics")
            self.assertEqual(answer.headers["content-type"], "text/plain; version=0.0.4; charset=utf-8")
            after = parse(answer.body.decode())
            for family in after.values():
                lint(family)

            def grown(name, suffix="", **labels):
                return value(after, name, suffix, **labels) - value(before, name, suffix, **labels)

            self.assertEqual(grown("recert_ledger_events"), 20)
            self.assertEqual(grown("recert_projection_events", projection="register"), 20)
            self.assertGreaterEqual(grown("recert_append_duration_seconds", "_count"), 20)
            self.assertGreaterEqual(grown("recert_sync_duration_seconds", "_count"), 1)
            self.assertGreater(grown("recert_sync_duration_seconds", "_sum"), 0)
            self.assertEqual(grown("recert_group_events", "_sum"), 20)
            self.assertEqual(grown("recert_http_requests_total", operation="appendToCredential", **{"class": "2xx"}), 20)
            self.assertEqual(grown("recert_http_requests_total", operation="appendToCredential", **{"class": "4xx"}), 1)
            self.assertEqual(grown("recert_refusals_total", code="not-found"), 1)
            self.assertEqual(grown("recert_refusals_total", code="schema"), 2, "the lines")
            self.assertEqual(value(after, "recert_queue_commands"), 0)
            self.assertEqual(value(after, "recert_ready"), 1)
            self.assertGreaterEqual(value(after, "recert_http_connections"), 2)
            codes = {dict(labels)["code"] for _, labels in after["recert_refusals_total"].samples}
            told = {each["code"] for each in client.get("/problems").json["items"]}
            self.assertEqual(codes, told, "the label's values are the closed list of codes")
            if promtool := shutil.which("promtool"):
                found = subprocess.run([promtool, "check", "metrics"], input=answer.body, capture_output=True, timeout=60)
                self.assertEqual((found.returncode, found.stderr), (0, b""))

    def test_metrics_through_a_proxy_need_a_token_that_reads_the_ledger(self):
        with Service() as service:
            client, stranger = service.start().client(), Client(service.port, None)
            away = {"X-Forwarded-For": "203.0.113.9"}
            self.assertEqual(stranger.get("/metrics").status, 200)
            self.assertEqual(stranger.get("/metrics", **away).status, 401)
            self.assertEqual(client.get("/metrics", **away).status, 200)
            client.post("/v1/holders", {"id": "ada", "data": {"name": "Ada", "email": "a@b"}})
            token = client.post("/v1/tokens", {"role": "holder", "subject": "ada"}).json["token"]
            self.assertEqual(Client(service.port, token).get("/metrics", **away).status, 403)
            self.assertEqual(stranger.get("/readyz").json, {"ready": True})

    def test_the_log_has_a_line_a_request_that_names_nobody(self):
        with Service(arguments=["--log-level", "debug"]) as service:
            client = service.start().client()
            client.post("/v1/holders", {"id": "ada", "data": {"name": "Lovelace", "email": "secret@example.org"}},
                        X_Request_Id="first-1")
            client.get("/v1/events?after=-1&limit=7", X_Request_Id="second-2")
            client.get("/v1/holders/ada?password=hidden", X_Request_Id="third-3")
            made = client.get("/v1/holders/nobody-there", X_Request_Id='a" b\tc').headers["x-request-id"]
            self.assertNotIn('"', made)
            raw = http.client.HTTPConnection("127.0.0.1", service.port, timeout=20)
            raw.request("GET", "/livez", headers={"X-Request-Id": "x" * 129})
            self.assertLess(len(raw.getresponse().getheader("X-Request-Id")), 129)
            service.stop()
            with open(service.log_file) as log:
                lines = [dict(re.findall(r'(\w+)=("[^"]*"|\S+)', line)) for line in log if "event=request" in line]
            by_id = {line["request_id"]: line for line in lines}
            for line in lines:
                self.assertEqual(list(line), ["time", "level", "event", "method", "operation", "route", "status", "code",
                                              "ms", "client", "request_id"])
                self.assertRegex(line["time"], r"^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$")
            first, third = by_id["first-1"], by_id["third-3"]
            self.assertEqual((first["level"], first["method"], first["route"], first["status"], first["code"]),
                             ("debug", "POST", "/v1/holders", "201", "-"))
            self.assertEqual((third["level"], third["status"], third["code"], third["route"]),
                             ("info", "400", "bad-parameter", "/v1/holders/{id}"))
            self.assertEqual(by_id[made]["code"], "not-found")
            for hidden in ("Lovelace", "secret@", "hidden", "nobody-there", "ada", client.token, "after=-1", "127.0.0.1 "):
                self.assertNotIn(hidden, "\n".join(str(line) for line in lines))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
