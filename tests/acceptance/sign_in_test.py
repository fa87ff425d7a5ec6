"""Signing in by a link that staff hand over: the session that comes of it, what it may write, and how it ends."""
import json
import os
import re
import time
import unittest

from service import Client, Service, logged, register, schedule

FORM = "application/x-www-form-urlencoded"


class SignIn(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service().start()
        cls.admin = cls.service.client()
        schedule(cls.admin)
        for name in ("ada", "bob"):
            register(cls.admin, name)

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def call(self, method, path, body=None, **headers):
        client = Client(self.service.port, None)
        answer = client.call(method, path, body, **headers)
        client.close()
        return answer

    def link(self, name="ada"):
        made = self.admin.post(f"/v1/holders/{name}-h/sign-in-links", {})
        self.assertRegex(made.json["url"], r"^/signin/link\?code=[\w-]{43}$")
        return made.json["url"]

    def press(self, url, **headers):
        return self.call("POST", "/signin/link", url.split("?")[1].encode(), Content_Type=FORM, **headers)

    def session(self, name="ada"):
        welcome = self.press(self.link(name))
        self.assertEqual(welcome.status, 303, welcome)
        cookie = welcome.headers["set-cookie"]
        self.assertRegex(cookie, r"^__Host-recert=[\w-]{43}; Path=/; Max-Age=\d+; Secure; HttpOnly; SameSite=Lax$")
        return {"Cookie": cookie.split(";")[0]}

    def refused(self, answer, status, code):
        self.assertEqual((answer.status, answer.json["code"]), (status, code), answer)

    def test_a_link_shows_a_button_and_is_good_once(self):
        url = self.link()
        for method in ("GET", "HEAD", "GET"):  # whatever looks at it first
            page = self.call(method, url)
            self.assertEqual(page.status, 200)
        self.assertIn(b'<form method="post" action="/signin/link">', page.body)
        self.assertNotIn(b"<script", page.body)
        self.assertIn("default-src 'none'", page.headers["content-security-policy"])
        self.assertEqual(self.press(url).status, 303)
        self.refused(self.press(url), 410, "link-not-valid")
        shown = self.press(url, Accept="text/html")
        self.assertEqual((shown.status, shown.headers["content-type"]), (410, "text/html; charset=utf-8"))
        self.refused(self.press(url[:-1] + "A"), 410, "link-not-valid")
        self.refused(self.press(self.link(), Sec_Fetch_Site="cross-site"), 403, "csrf")

    def wait_until_noted(self, read, ada):
        deadline = time.monotonic() + 10
        while time.monotonic() < deadline:
            items = self.call("GET", "/v1/holders/ada-h/accesses", **ada).json["items"]
            if any(each["read"] == read for each in items):
                return
            time.sleep(0.05)
        self.fail(f"{read} is not noted: {items}")

    def test_links_are_made_by_staff_for_holders_there_are(self):
        path = "/v1/holders/ada-h/sign-in-links"
        self.refused(self.call("POST", path, {}), 401, "unauthenticated")
        self.assertEqual(self.admin.call("POST", "/v1/holders/nobody/sign-in-links", {}).status, 404)
        self.assertEqual(self.admin.call("POST", path, {"minutes": 1441}).status, 422)
        for role, status in (("staff", 201), ("auditor", 403)):
            token = self.admin.post("/v1/tokens", {"role": role}).json["token"]
            self.assertEqual(Client(self.service.port, token).call("POST", path, {}).status, status)
        ada = self.session()
        self.wait_until_noted("sign-in-link", ada)
        csrf = self.call("GET", "/v1/session", **ada).json["csrf"]
        self.assertEqual(self.call("POST", path, {}, X_CSRF_Token=csrf, **ada).status, 403)

    def test_a_session_is_its_holders_and_writes_with_its_csrf_token_only(self):
        ada, bob = self.session("ada"), self.session("bob")
        who = self.call("GET", "/v1/session", **ada).json
        self.assertEqual((who["role"], who["subject"]), ("holder", "ada-h"))
        self.assertEqual(self.call("GET", "/v1/credentials/ada", **ada).status, 200)
        self.assertEqual(self.call("GET", "/v1/credentials/bob", **ada).status, 404)
        path, csrf = "/v1/credentials/ada/events", who["csrf"]
        others = self.call("GET", "/v1/session", **bob).json["csrf"]
        before = self.admin.get("/v1/credentials/ada").json["version"]
        for headers in ({}, {"X_CSRF_Token": ""}, {"X_CSRF_Token": others}, {"X_CSRF_Token": csrf[:-1]},
                        {"X_CSRF_Token": csrf, "Origin": "https://evil.example"},
                        {"X_CSRF_Token": csrf, "Origin": "null"},
                        {"X_CSRF_Token": csrf, "Sec_Fetch_Site": "cross-site"},
                        {"X_CSRF_Token": csrf, "Sec_Fetch_Site": "same-site"}):
            self.refused(self.call("POST", path, logged("x"), **ada, **headers), 403, "csrf")
        self.assertEqual(self.admin.get("/v1/credentials/ada").json["version"], before)
        mine = {"type": "cpe.logged", "data": logged("x")["data"]}  # a holder's happened now
        done = self.call("POST", path, mine, X_CSRF_Token=csrf, Sec_Fetch_Site="same-origin",
                         Origin=self.service.url, **ada)
        self.assertEqual(done.status, 201, done)
        self.assertEqual(done.json["events"][0]["actor"], "holder:ada-h")

    def test_a_bearer_token_goes_before_a_cookie(self):
        both = self.admin.get("/v1/session", **self.session())
        self.assertEqual(both.json, {"role": "admin", "subject": "first"})
        bad = Client(self.service.port, "rct_" + "x" * 43).get("/v1/session", **self.session())
        self.refused(bad, 401, "unauthenticated")

    def test_a_session_ends_with_signing_out_and_not_with_a_restart(self):
        ada = self.session()
        csrf = self.call("GET", "/v1/session", **ada).json["csrf"]
        self.assertEqual(self.service.stop(), 0)
        self.service.start()
        type(self).admin = self.service.client()
        self.assertEqual(self.call("GET", "/v1/session", **ada).json["csrf"], csrf)
        self.refused(self.call("POST", "/signout", **ada), 403, "csrf")
        out = self.call("POST", "/signout", X_CSRF_Token=csrf, **ada)
        self.assertEqual(out.status, 204)
        self.assertIn("__Host-recert=; Path=/; Max-Age=0", out.headers["set-cookie"])
        self.refused(self.call("GET", "/v1/session", **ada), 401, "unauthenticated")

    def test_no_secret_of_a_link_or_session_is_on_the_disk_or_in_the_log(self):
        url = self.link()
        secrets = [url.split("=")[1], self.session()["Cookie"].split("=")[1]]
        self.call("GET", url)
        self.service.kill()
        self.service.start()
        type(self).admin = self.service.client()
        self.assertEqual(self.press(url).status, 303)
        for root, _, names in os.walk(self.service.root):
            for name in names:
                with open(f"{root}/{name}", "rb") as file:
                    content = file.read()
                for secret in secrets:
                    self.assertNotIn(secret.encode(), content, name)

    def test_without_an_issuer_the_page_says_what_to_ask_for(self):
        page = self.call("GET", "/signin")
        self.assertEqual(page.status, 200)
        self.assertTrue(re.search(rb"sign-in link", page.body))
        self.assertEqual(self.call("GET", "/signin/callback?code=a&state=b").status, 404)
        listed = json.dumps(self.admin.get("/v1/tokens").json)
        self.assertNotIn("holder", listed)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
