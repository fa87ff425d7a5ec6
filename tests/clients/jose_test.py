"""Tokens and keys that npm's jose makes: taken when they are good, refused when they are forged, expired, meant
for others or signed by what is no signature; and the whole way of a browser to an issuer and back."""
import http.client
import json
import os
import subprocess
import time
import unittest
import urllib.parse

from clients import HERE, environment, node, work_directory
from service import Client, Service, free_port, register, schedule

STOP_SECONDS_MAX = 60
WAIT_SECONDS_MAX = 90  # keys are fetched once a minute at the most


class Issuer:
    def __init__(self):
        directory = work_directory("jose")
        script = os.path.join(directory, "issuer.mjs")
        os.symlink(os.path.join(HERE, "issuer.mjs"), script)
        self.process = subprocess.Popen([node(), "--preserve-symlinks-main", script], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, env=environment(), text=True)
        self.url = self.process.stdout.readline().strip()
        self.host = urllib.parse.urlsplit(self.url).netloc

    def call(self, method, path, body=None):
        connection = http.client.HTTPConnection(self.host, timeout=60)
        connection.request(method, path, body)
        response = connection.getresponse()
        return response.status, response.headers, json.loads(response.read())

    def control(self, **order):
        status, _, body = self.call("POST", "/control", json.dumps(order))
        if status != 200:
            raise AssertionError(body)
        return body

    def claims(self, **more):
        now = int(time.time())
        whole = {"iss": self.url, "aud": "recert", "sub": "sue", "roles": ["guest", "crew"], "iat": now,
                 "exp": now + 300, **more}
        return {name: value for name, value in whole.items() if value is not None}

    def token(self, key="rsa", alg=None, header=None, **claims):
        order = {"key": key, "claims": self.claims(**claims), "header": header or {}}
        return self.control(mint={**order, **({"alg": alg} if alg else {})})["token"]

    def close(self):
        self.process.stdin.close()
        self.process.wait(STOP_SECONDS_MAX)
        self.process.stdout.close()


class Browser:
    """One connection a request, and the cookies that were set."""

    def __init__(self, port):
        self.port = port
        self.cookies = {}

    def call(self, method, path, body=None, **headers):
        client = Client(self.port, None)
        if self.cookies:
            headers["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.cookies.items())
        client.connection.request(method, path, body=body, headers={k.replace("_", "-"): v for k, v in headers.items()})
        response = client.connection.getresponse()
        for line in response.headers.get_all("Set-Cookie") or []:
            name, value = line.split(";")[0].split("=", 1)
            self.cookies[name] = value
            if "Max-Age=0" in line:
                del self.cookies[name]
        response.body = response.read()
        client.close()
        return response


def ask(service, token, path="/v1/session"):
    client = Client(service.port, token)
    answer = client.get(path)
    client.close()
    return answer


def wait_for_keys(service, token):
    """503 as long as the keys are being fetched, 401 while it is too early to."""
    deadline = time.monotonic() + WAIT_SECONDS_MAX
    while (answer := ask(service, token)).status != 200:
        if time.monotonic() > deadline:
            raise AssertionError(answer)
        time.sleep(0.5)


class Jose(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.issuer = Issuer()
        cls.service = Service(arguments=[
            "--oidc-issuer", cls.issuer.url, "--oidc-audience", "recert", "--oidc-client-id", "recert-web",
            "--oidc-role", "chief=admin", "--oidc-role", "crew=staff", "--oidc-role", "member=holder"])
        cls.service.port = free_port()
        cls.service.arguments += ["--public-url", f"http://127.0.0.1:{cls.service.port}"]
        cls.service.start()
        admin = cls.service.client()
        schedule(admin)
        register(admin, "ada")
        wait_for_keys(cls.service, cls.issuer.token())

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()
        cls.issuer.close()

    def refused(self, status, code, token):
        answer = ask(self.service, token)
        self.assertEqual((answer.status, answer.json["code"]), (status, code), answer)

    def test_tokens_by_rs256_and_es256_are_taken(self):
        for key in ("rsa", "ec"):
            who = ask(self.service, self.issuer.token(key, header={"typ": "at+jwt"}, aud=["other", "recert"]))
            self.assertEqual((who.status, who.json), (200, {"role": "staff", "subject": "sue"}))
        self.assertEqual(ask(self.service, self.issuer.token(roles=["crew", "chief"])).json["role"], "admin")
        member = self.issuer.token(roles="member", sub="ada-h")
        self.assertEqual(ask(self.service, member, "/v1/credentials/ada").status, 200)
        self.assertEqual(ask(self.service, member, "/v1/holders/bob-h").status, 404)

    def test_other_algorithms_and_confused_keys_are_refused(self):
        for key, alg in (("ed", None), ("pss", None), ("p384", None), ("rsa", "RS512"), ("rsa", "none"),
                         ("public:rsa", "HS256"), ("public:ec", "HS256"), ("secret", "HS256")):
            with self.subTest(key=key, alg=alg):
                header = {"kid": key.split(":")[-1]}
                self.refused(401, "unauthenticated", self.issuer.token(key, alg, header))
        token = self.issuer.token("ec", header={"kid": "rsa"})
        self.refused(401, "unauthenticated", token)
        self.refused(401, "unauthenticated", self.issuer.token("ec", header={"crit": ["urn:example"], "urn:example": 1}))

    def test_forged_tokens_are_refused(self):
        good = self.issuer.token()
        head, claims, signature = good.split(".")
        _, others, _ = self.issuer.token(roles="chief").split(".")
        for forged in (f"{head}.{others}.{signature}", f"{head}.{claims}.", f"{head}.{claims}", f"{good}.",
                       f"{head}.{claims}.{signature[:-4]}AAAA", self.issuer.token("stranger", header={"kid": "ec"})):
            self.refused(401, "unauthenticated", forged)

    def test_claims_that_are_not_of_here_and_now_are_refused(self):
        now = int(time.time())
        for claims in ({"exp": now - 120}, {"exp": None}, {"nbf": now + 120}, {"iat": now + 120}, {"aud": "recert-web"},
                       {"aud": None}, {"iss": self.issuer.url + "/"}, {"iss": None}, {"sub": None}, {"exp": "never"}):
            with self.subTest(claims):
                self.refused(401, "unauthenticated", self.issuer.token(**claims))
        for claims in ({"roles": "guest"}, {"roles": None}, {"roles": "member", "sub": "Not An Id"}):
            with self.subTest(claims):
                self.refused(403, "forbidden", self.issuer.token(**claims))
        self.assertEqual(ask(self.service, self.issuer.token(exp=now - 30, nbf=now + 30)).status, 200, "within the leeway")

    def sign_in(self, browser, **person):
        self.issuer.control(person=person)
        away = browser.call("GET", "/signin?return=/docs")
        self.assertEqual(away.status, 303, away.body)
        location = away.headers["Location"]
        self.assertTrue(location.startswith(self.issuer.url + "/authorize?"), location)
        status, headers, _ = self.issuer.call("GET", location[len(self.issuer.url):])
        self.assertEqual(status, 302)
        back = urllib.parse.urlsplit(headers["Location"])
        return f"{back.path}?{back.query}"

    def test_a_browser_goes_to_the_issuer_and_comes_back_signed_in(self):
        browser = Browser(self.service.port)
        back = self.sign_in(browser)
        stranger = Browser(self.service.port)
        self.assertEqual(stranger.call("GET", back).status, 401, "begun in another browser")
        kept = dict(browser.cookies)
        welcome = browser.call("GET", back)
        self.assertEqual(welcome.status, 303, welcome.body)
        self.assertEqual(welcome.headers["Location"], f"http://127.0.0.1:{self.service.port}/docs")
        self.assertEqual(list(browser.cookies), ["__Host-recert"])
        who = json.loads(browser.call("GET", "/v1/session").body)
        self.assertEqual((who["role"], who["subject"]), ("staff", "sue"))

        again = Browser(self.service.port)
        again.cookies = kept
        self.assertEqual(again.call("GET", back).status, 401, "a return is good once")

        event = json.dumps({"type": "holder.updated", "data": {"locale": "de"}})
        path, kind = "/v1/holders/ada-h/events", {"Content_Type": "application/json"}
        for headers in ({}, {"X_CSRF_Token": "wrong"}, {"X_CSRF_Token": who["csrf"], "Origin": "https://evil.example"},
                        {"X_CSRF_Token": who["csrf"], "Sec_Fetch_Site": "cross-site"}):
            refused = browser.call("POST", path, event, **kind, **headers)
            self.assertEqual((refused.status, json.loads(refused.body)["code"]), (403, "csrf"))
        done = browser.call("POST", path, event, **kind, X_CSRF_Token=who["csrf"], Sec_Fetch_Site="same-origin",
                            Origin=f"http://127.0.0.1:{self.service.port}")
        self.assertEqual(done.status, 201, done.body)
        self.assertEqual(json.loads(done.body)["events"][0]["actor"], "staff:sue")

    def test_an_answer_that_is_not_of_this_sign_in_lets_nobody_in(self):
        for person, status in (({"nonce": "other"}, 401), ({"aud": "recert"}, 401), ({"exp": 1}, 401),
                               ({"azp": "other"}, 401), ({"roles": "guest"}, 403)):
            with self.subTest(person):
                browser = Browser(self.service.port)
                refused = browser.call("GET", self.sign_in(browser, **person), Accept="text/html")
                self.assertEqual(refused.status, status, refused.body)
                self.assertIn(b"<h1>", refused.body)
                self.assertNotIn("__Host-recert", browser.cookies)
        browser = Browser(self.service.port)
        back = self.sign_in(browser)
        self.assertEqual(browser.call("GET", back.replace("code=", "code=x")).status, 401)
        browser = Browser(self.service.port)
        self.sign_in(browser)
        self.assertEqual(browser.call("GET", "/signin/callback?code=x&state=other").status, 401)


class Rotation(unittest.TestCase):
    def test_new_keys_are_found_and_known_ones_outlive_the_issuer(self):
        issuer = Issuer()
        with Service(arguments=["--oidc-issuer", issuer.url, "--oidc-audience", "recert",
                                "--oidc-role", "crew=staff"]) as service:
            service.start()
            wait_for_keys(service, issuer.token("rsa"))
            issuer.control(publish=["rsa2", "ec"])
            token = issuer.token("rsa2")
            self.assertIn(ask(service, token).status, (401, 503), "not known yet")
            wait_for_keys(service, token)
            self.assertEqual(ask(service, issuer.token("rsa")).status, 401, "no longer published")
            issuer.control(down=True)
            self.assertEqual(service.stop(), 0)
            service.start()
            self.assertEqual(ask(service, token).status, 200)
            self.assertEqual(ask(service, issuer.token("stranger", header={"kid": "ec"})).status, 401)
        issuer.close()


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
