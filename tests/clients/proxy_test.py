"""Requests through prism, which knows only /openapi.json: neither what is asked nor what is answered may break it.

Every operation of the document is asked at least once; one that CALLS does not name fails the test.
"""
import glob
import hashlib
import json
import os
import re
import subprocess
import unittest

from clients import command, environment, run, save_document, work_directory
from service import RECERT, Client, Service, certify, free_port, logged, register, schedule
from service import RECERT, Client, Service, award, free_port, logged, register, schedule

SCENARIOS = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "scenarios")
STOP_SECONDS_MAX = 60


def scenarios():
    """All but those that send what the schemas refuse, which prism refuses before the service can."""
    for name in sorted(glob.glob(os.path.join(SCENARIOS, "*.json"))):
        with open(name, encoding="utf-8") as f:
            if '"code": "schema"' not in f.read():
                yield name


ONE = "/v1/credentials/ada"
MINIMAL = {"Prefer": "return=minimal"}
HOLDER = {"data": {"name": "A", "email": "a@example.org"}}
ORGANIZATION = {"data": {"name": "Acme", "kind": "company"}}
RULES = {"unit": {"name": "hour"}, "cycle": {"length": "P2Y"}, "requirements": [{"id": "t", "sum": "*", "min": 1}]}
PROGRAM = {"data": {"name": "N", "issuer": "I", "url": "https://example.org", "timezone": "America/New_York",
                    "effective_from": "2026-01-01", "rules": RULES}}

FILE = b"She attended.\n"
EVIDENCE = "/v1/holders/ada-h/evidence/" + hashlib.sha256(FILE).hexdigest()
LINE = json.dumps({"stream": "credential/ada", **logged("line")}).encode() + b"\n"

# operation, method, path, body, headers, status
CALLS = [
    ("readFrontPage", "GET", "/", None, {}, 200),
    ("readLiveness", "GET", "/livez", None, {}, 200),
    ("readReadiness", "GET", "/readyz", None, {}, 200),
    ("readMetrics", "GET", "/metrics", None, {"Accept": "text/plain"}, 200),
    ("readOpenapi", "GET", "/openapi.json", None, {}, 200),
    ("readFrontPage", "GET", "/", None, {"Accept": "text/html"}, 200),
    ("readMy", "GET", "/my", None, {}, 200),
    ("readMyPage", "GET", "/my/log", None, {}, 200),
    ("readAssetOfEdition", "GET", "/web/0123456789abcdef/my.js", None, {}, 404),
    ("readDocs", "GET", "/docs", None, {}, 200),
    ("readAsset", "GET", "/web/docs.css", None, {"Accept": "text/css"}, 200),
    ("readAsset", "GET", "/web/docs.js", None, {"Accept": "text/javascript"}, 200),
    ("readAsset", "GET", "/web/nothing.js", None, {}, 404),
    ("listProblems", "GET", "/problems", None, {}, 200),
    ("listProblems", "GET", "/problems", None, {"Accept": "text/html"}, 200),
    ("readProblem", "GET", "/problems/exam-window", None, {}, 200),
    ("listSchemas", "GET", "/v1/schemas", None, {}, 200),
    ("readSchema", "GET", "/v1/schemas/cpe.logged", None, {}, 200),
    ("createHolder", "POST", "/v1/holders", HOLDER, {}, 201),
    ("createHolder", "POST", "/v1/holders", HOLDER, MINIMAL, 201),
    ("createHolder", "POST", "/v1/holders", {"id": "ada-h", **HOLDER}, {}, 409),
    ("createHolder", "POST", "/v1/holders?dry_run=true", HOLDER, {}, 200),
    ("readHolder", "GET", "/v1/holders/ada-h", None, {}, 200),
    ("readHolder", "GET", "/v1/holders/nobody", None, {}, 404),
    ("appendToHolder", "POST", "/v1/holders/ada-h/events", {"type": "holder.updated", "data": {"locale": "de"}}, {}, 201),
    ("listHolderEvents", "GET", "/v1/holders/ada-h/events", None, {}, 200),
    ("putEvidence", "PUT", EVIDENCE, FILE, {"Content-Type": "text/plain"}, 201),
    ("putEvidence", "PUT", EVIDENCE, FILE, {"Content-Type": "text/plain"}, 200),
    ("putEvidence", "PUT", EVIDENCE, FILE + b"!", {"Content-Type": "text/plain"}, 422),
    ("readEvidence", "GET", EVIDENCE, None, {"Accept": "text/plain"}, 200),
    ("readEvidence", "GET", EVIDENCE.replace(EVIDENCE[-3:], "000"), None, {}, 404),
    ("createHolder", "POST", "/v1/holders", {"id": "gone", **HOLDER}, {}, 201),
    ("eraseHolder", "POST", "/v1/holders/gone/erase?dry_run=true", {"reason": "asked to"}, {}, 200),
    ("eraseHolder", "POST", "/v1/holders/gone/erase", {"reason": "asked to"}, {}, 201),
    ("eraseHolder", "POST", "/v1/holders/gone/erase", {"reason": "asked to"}, {}, 200),
    ("eraseHolder", "POST", "/v1/holders/nobody/erase", {"reason": "asked to"}, {}, 404),
    ("createOrganization", "POST", "/v1/organizations", {"id": "acme", **ORGANIZATION}, {}, 201),
    ("readOrganization", "GET", "/v1/organizations/acme", None, {}, 200),
    ("appendToOrganization", "POST", "/v1/organizations/acme/events",
     {"type": "organization.updated", "data": {"kind": "nonprofit"}}, {}, 201),
    ("listOrganizationEvents", "GET", "/v1/organizations/acme/events", None, {}, 200),
    ("createProgram", "POST", "/v1/programs", {"id": "new", **PROGRAM}, {}, 201),
    ("createProgram", "POST", "/v1/programs", {"data": {**PROGRAM["data"], "timezone": "Mars/Olympus"}}, {}, 422),
    ("readProgram", "GET", "/v1/programs/cptm", None, {}, 200),
    ("appendToProgram", "POST", "/v1/programs/new/events",
     {"type": "practicum.scheduled", "data": {"practicum": "p", "starts_on": "2026-01-01", "ends_on": "2026-01-02",
                                              "format": "virtual"}}, {}, 201),
    ("listProgramEvents", "GET", "/v1/programs/cptm/events", None, {}, 200),
    ("listPracticums", "GET", "/v1/programs/cptm/practicums?from=2020-01-01&as_of=2026-01-01", None, {}, 200),
    ("listRules", "GET", "/v1/programs/cptm/rules", None, {}, 200),
    ("readRules", "GET", "/v1/programs/cptm/rules/1", None, {}, 200),
    ("readRules", "GET", "/v1/programs/cptm/rules/9", None, {}, 404),
    ("readQuote", "GET", "/v1/programs/cptm/quote?organization=acme&seats=12", None, {}, 200),
    ("readQuote", "GET", "/v1/programs/new/quote?as_of=2030-01-01", None, {}, 200),
    ("readQuote", "GET", "/v1/programs/cptm/quote?organization=nobody", None, {}, 422),
    ("askWhatIf", "POST", "/v1/programs/cptm/what-if?as_of=2030-01-01", {"rules": RULES}, {}, 200),
    ("askWhatIf", "POST", "/v1/programs/cptm/what-if", {"rules": {**RULES, "requirements": []}}, {}, 422),
    ("createCredential", "POST", "/v1/credentials", {"data": {"program": "cptm", "holder": "nobody"}}, {}, 422),
    ("readCredential", "GET", ONE, None, {}, 200),
    ("readCredential", "GET", ONE + "?as_of=2030-01-01", None, {}, 200),
    ("readCredential", "GET", ONE + "?as_of=2021-01-05&known_at=2", None, {}, 404),
    ("readCredential", "GET", ONE + "?known_at=99999999", None, {}, 400),
    ("readCertificate", "GET", ONE + "/certificate", None, {"Accept": "application/pdf"}, 422),
    ("readTranscript", "GET", ONE + "/transcript", None, {}, 200),
    ("readTranscript", "GET", ONE + "/transcript?format=pdf&paper=a4", None, {"Accept": "application/pdf"}, 200),
    ("readTranscript", "GET", ONE + "/transcript?cycle=1&as_of=2030-01-01", None, {}, 404),
    ("appendToCredential", "POST", ONE + "/events", logged("a"), {}, 201),
    ("appendToCredential", "POST", ONE + "/events", [logged("b"), logged("c")], MINIMAL, 201),
    ("appendToCredential", "POST", ONE + "/events?dry_run=true", logged("d"), {}, 200),
    ("appendToCredential", "POST", ONE + "/events?dry_run=true", logged("d"), MINIMAL, 200),
    ("appendToCredential", "POST", ONE + "/events", logged("d"), {"If-Match": '"1"'}, 412),
    ("appendToCredential", "POST", ONE + "/events", logged("a"), {}, 422),
    ("appendToCredential", "POST", ONE + "/events", logged("k"), {"Idempotency-Key": "k"}, 201),
    ("appendToCredential", "POST", ONE + "/events", logged("k"), {"Idempotency-Key": "k"}, 201),
    ("appendToCredential", "POST", ONE + "/events", logged("l"), {"Idempotency-Key": "k"}, 422),
    ("listCredentials", "GET", "/v1/credentials", None, {}, 200),
    ("listCredentials", "GET", "/v1/credentials?program=cptm&status=active&ends_before=2030-01-01&as_of=2026-01-01", None, {}, 200),
    ("listHolders", "GET", "/v1/holders?limit=1", None, {}, 200),
    ("listOrganizations", "GET", "/v1/organizations", None, {}, 200),
    ("listPrograms", "GET", "/v1/programs?known_at=0", None, {}, 200),
    ("listCredentialEvents", "GET", ONE + "/events?limit=2", None, {}, 200),
    ("listEvents", "GET", "/v1/events?limit=1000", None, {}, 200),
    ("listEvents", "GET", "/v1/events?after=3&type=cpe.logged&stream=credential/ada", None, {}, 200),
    ("listEvents", "GET", "/v1/events?stream=credential/ada", None, {"Accept": "application/x-ndjson"}, 200),
    ("listEvents", "GET", "/v1/events", None, {"Accept": "text/event-stream", "Last-Event-ID": "99999999"}, 400),
    ("appendLines", "POST", "/v1/events", LINE, {"Content-Type": "application/x-ndjson"}, 200),
    ("readBadge", "GET", "/v1/credentials/certified/badge", None, {}, 200),
    ("readBadge", "GET", "/v1/credentials/certified/badge?format=json&cycle=1", None, {}, 200),
    ("readBadge", "GET", "/v1/credentials/certified/badge", None, {"Accept": "application/vc+jwt"}, 200),
    ("readBadge", "GET", "/v1/credentials/certified/badge", None, {"Accept": "image/png"}, 200),
    ("readBadge", "GET", "/v1/credentials/certified/badge?cycle=7", None, {}, 422),
    ("readBadge", "GET", "/v1/credentials/nobody/badge", None, {}, 404),
    ("readStatusList", "GET", "/v1/status-lists/revocation/0", None, {}, 200),
    ("readStatusList", "GET", "/v1/status-lists/suspension/9", None, {}, 404),
    ("readDidDocument", "GET", "/.well-known/did.json", None, {}, 200),
    ("readBadgeKeys", "GET", "/.well-known/jwks.json", None, {}, 200),
    ("readBadgeKey", "GET", "/keys/" + 43 * "A", None, {}, 404),
    ("listReports", "GET", "/v1/reports", None, {}, 200),
    ("readReport", "GET", "/v1/reports/compliance?as_of=2026-01-01&program=cptm", None, {}, 200),
    ("readReport", "GET", "/v1/reports/funnel?part=about", None, {}, 200),
    ("readReport", "GET", "/v1/reports/events?format=ndjson", None, {"Accept": "application/x-ndjson"}, 200),
    ("readReport", "GET", "/v1/reports/finance?format=csv&raw=true", None, {"Accept": "text/csv"}, 200),
    ("readReport", "GET", "/v1/reports/finance?within=3", None, {}, 400),
    ("readReport", "GET", "/v1/reports/nothing", None, {}, 404),
    ("readEvent", "GET", "/v1/events/0", None, {}, 200),
    ("readEvent", "GET", "/v1/events/99999999", None, {}, 404),
    ("readEntry", "GET", "/v1/events/0/entry", None, {}, 200),
    ("readOpenings", "GET", "/v1/events/0/openings", None, {}, 200),
    ("readOpenings", "GET", "/v1/events/99999999/openings", None, {}, 404),
    ("readReceipt", "GET", "/v1/events/0/receipt", None, {"Accept": "text/plain"}, 200),
    ("readReceipt", "GET", "/v1/events/0/receipt?size=99999999", None, {}, 404),
    ("readReceipt", "GET", "/v1/events/99999999/receipt", None, {}, 404),
    ("readCheckpoint", "GET", "/log/checkpoint", None, {"Accept": "text/plain"}, 200),
    ("readVerifierKeys", "GET", "/log/vkey", None, {"Accept": "text/plain"}, 200),
    ("readTile", "GET", "/log/tile/0/000.p%2F1", None, {"Accept": "application/octet-stream"}, 200),
    ("readTile", "GET", "/log/tile/0/999", None, {}, 404),
    ("readEntryBundle", "GET", "/log/tile/entries/000.p%2F1", None, {"Accept": "application/octet-stream"}, 200),
    ("readConsistency", "GET", "/v1/log/consistency?from=1&to=2", None, {}, 200),
    ("readConsistency", "GET", "/v1/log/consistency?from=1&to=99999999", None, {}, 400),
    ("createToken", "POST", "/v1/tokens", {"role": "integration", "types": ["exam.passed"], "subject": "lms"}, {}, 201),
    ("createToken", "POST", "/v1/tokens", {"role": "holder"}, {}, 422),
    ("listTokens", "GET", "/v1/tokens?limit=1", None, {}, 200),
    ("readToken", "GET", "/v1/tokens/nothing", None, {}, 404),
    ("revokeToken", "DELETE", "/v1/tokens/nothing", None, {}, 404),
    ("listAccesses", "GET", "/v1/accesses?holder=ada&actor=admin:first&limit=2", None, {}, 200),
    ("exportHolder", "GET", "/v1/holders/ada-h/export", None, {"Accept": "application/zip"}, 200),
    ("listHolderAccesses", "GET", "/v1/holders/ada-h/accesses", None, {}, 200),
    ("signIn", "GET", "/signin", None, {"Accept": "text/html"}, 200),
    ("finishSignIn", "GET", "/signin/callback?code=a&state=b", None, {}, 404),
    ("readSignInLink", "GET", "/signin/link?code=a", None, {"Accept": "text/html"}, 200),
    ("useSignInLink", "POST", "/signin/link", b"code=a", {"Content-Type": "application/x-www-form-urlencoded"}, 410),
    ("signOut", "POST", "/signout", None, {}, 204),
    ("readSession", "GET", "/v1/session", None, {}, 200),
    ("createSignInLink", "POST", "/v1/holders/ada-h/sign-in-links", {"minutes": 5}, {}, 201),
    ("createSignInLink", "POST", "/v1/holders/nobody/sign-in-links", {}, {}, 404),
    ("listNotices", "GET", "/v1/notices?limit=2", None, {}, 200),
    ("readStopReminders", "GET", "/reminders/stop/abc", None, {}, 404),
    ("stopReminders", "POST", "/reminders/stop/abc", b"List-Unsubscribe=One-Click",
     {"Content-Type": "application/x-www-form-urlencoded"}, 404),
    ("readVerification", "GET", "/v1/verifications/NUMBER?surname=Test", None, {}, 200),
    ("readVerification", "GET", "/v1/verifications/NUMBER?on=2019-01-01&known_at=999999", None, {}, 400),
    ("readVerification", "GET", "/v1/verifications/NUMBER?on=2019-01-01", None, {}, 200),
    ("readVerification", "GET", "/v1/verifications/NUMBER?on=2099-01-01", None, {}, 200),
    ("readVerification", "GET", "/v1/verifications/CPTM-0000-0000", None, {}, 404),
    ("readVerifiedEntry", "GET", "/v1/verifications/NUMBER/entry", None, {}, 200),
    ("readVerifiedEntry", "GET", "/v1/verifications/NUMBER/entry?cycle=9", None, {}, 404),
    ("readVerifiedReceipt", "GET", "/v1/verifications/NUMBER/receipt?cycle=1", None, {"Accept": "text/plain"}, 200),
    ("readVerificationPage", "GET", "/verify/NUMBER?on=2021-01-01&surname=a", None, {"Accept": "text/html"}, 200),
    ("readVerificationPage", "GET", "/verify/nothing", None, {}, 404),
    ("readVerificationForm", "GET", "/verify", None, {"Accept": "text/html"}, 200),
    ("readVerificationForm", "GET", "/verify?number=nothing", None, {}, 404),
    ("readCalendar", "GET", ONE + "/calendar.ics?as_of=2020-02-01", None, {"Accept": "text/calendar"}, 200),
    ("makeCalendarAddress", "POST", "/v1/holders/ada-h/calendar", None, {}, 201),
    ("makeCalendarAddress", "POST", "/v1/holders/gone/calendar", None, {}, 422),
    ("endCalendarAddress", "DELETE", "/v1/holders/ada-h/calendar", None, {}, 204),
    ("readPersonCalendar", "GET", "/calendar/secret.ics", None, {}, 404),
    ("rebuildProjection", "POST", "/v1/projections/register/rebuild", None, {}, 202),
    ("rebuildProjection", "POST", "/v1/projections/nothing/rebuild", None, {}, 404),
    ("beginBackup", "POST", "/v1/backups", None, {}, 202),
    ("listBackups", "GET", "/v1/backups", None, {}, 200),
    ("listProjections", "GET", "/v1/projections", None, {}, 200),
    ("readClock", "GET", "/v1/clock", None, {}, 200),
    ("putClockForward", "PUT", "/v1/clock", {"now": "2041-03-01"}, {}, 200),
    ("putClockForward", "PUT", "/v1/clock", {"now": "2041-02-28"}, {}, 422),
    ("readClock", "GET", "/v1/clock", None, {}, 200),
]


class Prism:
    def __init__(self, document, upstream):
        self.port = free_port()
        self.process = subprocess.Popen(
            command("prism", "proxy", document, upstream, "--errors", "--host", "127.0.0.1", "--port", str(self.port)),
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, env=environment(), text=True)
        told = []
        for line in self.process.stdout:
            told.append(line)
            if "listening" in line:
                break
        else:
            raise AssertionError("prism ended: " + "".join(told)[-3000:])
        self.log = subprocess.Popen(["cat"], stdin=self.process.stdout, stdout=subprocess.DEVNULL)

    @property
    def url(self):
        return f"http://127.0.0.1:{self.port}"

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.process.terminate()
        self.process.wait(STOP_SECONDS_MAX)
        self.log.wait(STOP_SECONDS_MAX)


class ThroughPrism(unittest.TestCase):
    def ask(self, client, call):
        operation, method, path, body, headers, status = call
        with self.subTest(operation=operation, path=path, status=status):
            answer = client.call(method, path, body, **{"Accept": "application/json, */*", **headers})
            self.assertNotIn(b"stoplight.io/prism", answer.body, answer.body[:3000])
            self.assertEqual(answer.status, status, answer)
        return answer

    def test_requests_and_answers_are_those_of_the_document(self):
        with Service(arguments=["--sandbox", "--public-url", "https://ledger.example"]) as service:
            service.arguments += ["--backup-to", service.root + "/to", "--backup-keys-to", service.root + "/keys-to"]
            direct = service.start().client()
            schedule(direct)
            register(direct, "ada")
            certify(direct, "certified")
            document = save_document(direct, work_directory("proxy"))
            with Prism(document, service.url) as prism:
                client = Client(prism.port, direct.token)
                number = award(direct, "verified", "ada-h")
                for operation, method, path, *rest in CALLS:
                    self.ask(client, (operation, method, path.replace("NUMBER", number), *rest))
                token = self.ask(client, ("createToken", "POST", "/v1/tokens", {"role": "auditor"}, {}, 201)).json
                auditor = Client(prism.port, token["token"])
                self.ask(auditor, ("readHolder", "GET", "/v1/holders/ada-h", None, {}, 200))
                self.ask(auditor, ("listTokens", "GET", "/v1/tokens", None, {}, 403))
                tag = self.ask(client, ("readCredential", "GET", ONE, None, {}, 200)).headers["etag"]
                self.ask(client, ("readCredential", "GET", ONE, None, {"If-None-Match": tag}, 304))
                path = "/v1/tokens/" + token["id"]
                self.ask(client, ("readToken", "GET", path, None, {}, 200))
                self.ask(client, ("revokeToken", "DELETE", path, None, {}, 204))
                self.ask(auditor, ("readEvent", "GET", "/v1/events/0", None, {}, 401))
            told = {each["operationId"] for methods in service.client().get("/openapi.json").json["paths"].values()
                    for each in methods.values()}
            self.assertEqual(told - {operation for operation, *_ in CALLS}, set(), "operations never asked")

    def test_every_scenario_holds_through_the_proxy(self):
        with Service() as service:
            direct = service.start().client()
            with Prism(save_document(direct, work_directory("scenarios")), service.url) as prism:
                told = run([RECERT, "replay", "--server", prism.url, "--token-file", service.token_file,
                            "--scenario", *scenarios()])
                self.assertRegex(told, re.compile(r"\d+ hold, 0 fall short"))

    def test_an_answer_that_breaks_the_document_is_noticed(self):
        with Service() as service:
            direct = service.start().client()
            document = save_document(direct, work_directory("broken"))
            with open(document, encoding="utf-8") as f:
                text = f.read()
            with open(document, "w", encoding="utf-8") as f:
                f.write(text.replace('"live"', '"alive"'))
            with Prism(document, service.url) as prism:
                answer = Client(prism.port, None).get("/livez")
                self.assertEqual(answer.status, 500)
                self.assertIn(b"VIOLATIONS", answer.body)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
