"""How often clients may ask, as seen from behind a proxy; and what browsers are told."""
import time
import unittest

from service import Client, Service

TOKEN_RATE, ADDRESS_RATE, SIGN_IN_RATE = 60, 30, 5
LIMITS = ["--trusted-proxy", "127.0.0.1", "--rate-token", str(TOKEN_RATE), "--rate-address", str(ADDRESS_RATE),
          "--rate-sign-in", str(SIGN_IN_RATE)]


class Rates(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=LIMITS).start()
        cls.client = cls.service.client()

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def as_stranger(self, address, path, token=None):
        return Client(self.service.port, token).get(path, X_Forwarded_For=address)

    def test_a_token_that_asks_too_often_is_told_when_to_come_back_and_then_answered(self):
        made = self.client.post("/v1/tokens", {"role": "auditor", "subject": "aud"}).json
        client, refused = Client(self.service.port, made["token"]), None
        for _ in range(TOKEN_RATE * 3):  # some come back while this goes on
            answer = client.get("/v1/programs/cptm", X_Forwarded_For="203.0.113.1")
            self.assertEqual(answer.headers["ratelimit-policy"], f'"token";q={TOKEN_RATE};w=60')
            self.assertRegex(answer.headers["ratelimit"], r'^"token";r=\d+;t=\d+$')
            if answer.status == 429:
                refused = answer
                break
            self.assertEqual(answer.status, 200)
        self.assertIsNotNone(refused)
        self.assertEqual((refused.json["code"], refused.headers["content-type"]),
                         ("rate-limited", "application/problem+json"))
        self.assertIn(";r=0;", refused.headers["ratelimit"])
        self.assertEqual(self.as_stranger("203.0.113.2", "/livez").status, 200, "others are answered")
        self.assertEqual(client.get("/v1/programs/cptm").status, 200, "on this machine nobody is counted")
        time.sleep(int(refused.headers["retry-after"]))
        self.assertEqual(client.get("/v1/programs/cptm", X_Forwarded_For="203.0.113.1").status, 200)

    def test_guessing_tokens_is_stopped_soon_and_locks_out_nobody(self):
        answers = [self.as_stranger("203.0.113.3", "/v1/programs/cptm", "guess-%d" % n) for n in range(SIGN_IN_RATE + 3)]
        self.assertEqual([answer.status for answer in answers][:SIGN_IN_RATE], [401] * SIGN_IN_RATE)
        self.assertEqual(answers[-1].status, 429)
        self.assertEqual(answers[-1].headers["ratelimit-policy"], f'"sign-in";q={SIGN_IN_RATE};w=60')
        self.assertEqual(self.as_stranger("203.0.113.3", "/v1/programs/cptm", self.client.token).status, 200)
        self.assertEqual(self.as_stranger("203.0.113.4", "/v1/programs/cptm", "guess").status, 401)

    def test_an_address_of_strangers_has_its_quota_and_a_network_of_ipv6_is_one(self):
        statuses = [self.as_stranger("2001:db8:1::%x" % n, "/livez").status for n in range(ADDRESS_RATE + 20)]
        self.assertEqual(statuses[:ADDRESS_RATE], [200] * ADDRESS_RATE)
        self.assertIn(429, statuses)
        self.assertEqual(self.as_stranger("2001:db8:1:1::1", "/livez").status, 200)

    def test_on_this_machine_nobody_is_counted(self):
        client = Client(self.service.port, "guess")
        for _ in range(ADDRESS_RATE * 3):
            answer = client.get("/v1/programs/cptm")
            self.assertEqual(answer.status, 401)
            self.assertNotIn("ratelimit", answer.headers)

    def test_pages_of_other_origins_read_what_is_public_of_the_log_and_nothing_else(self):
        stranger = Client(self.service.port, None)
        origin = {"Origin": "https://elsewhere.example", "Access-Control-Request-Method": "GET"}
        preflight = stranger.call("OPTIONS", "/log/checkpoint", **origin)
        self.assertEqual(preflight.status, 204)
        self.assertEqual(preflight.headers["access-control-allow-origin"], "*")
        self.assertEqual(stranger.get("/log/checkpoint", **origin).headers["access-control-allow-origin"], "*")
        for path in ("/v1/holders", "/v1/events/0/entry", "/v1/tokens"):
            self.assertNotIn("access-control-allow-origin", stranger.call("OPTIONS", path, **origin).headers)
            self.assertNotIn("access-control-allow-origin", self.client.get(path, **origin).headers)
        self.assertEqual(self.client.call("OPTIONS", "/v1/tokens").headers["allow"], "POST, GET, HEAD, OPTIONS")

    def test_pages_say_what_they_may_load_and_own_data_is_kept_nowhere(self):
        page = self.client.get("/docs")
        self.assertTrue(page.headers["content-security-policy"].startswith("default-src 'none'; script-src 'self'"))
        self.assertEqual(page.headers["x-content-type-options"], "nosniff")
        self.assertEqual(page.headers["referrer-policy"], "no-referrer")
        for path in ("/v1/holders", "/v1/programs/cptm", "/v1/events", "/v1/tokens"):
            self.assertEqual(self.client.get(path).headers["cache-control"], "no-store", path)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
