"""Tokens from outside: the first start's gives way to a named one, scopes narrow, uses are told, and a stopped
directory has the same ways."""
import json
import os
import subprocess
import unittest

from service import RECERTD, Client, Service


class Tokens(unittest.TestCase):
    def offline(self, service, *arguments, status=0):
        done = subprocess.run([RECERTD, "token", "--data", service.data, *arguments], capture_output=True, text=True,
                              timeout=120)
        self.assertEqual(done.returncode, status, done.stderr)
        return [json.loads(line) for line in done.stdout.splitlines()] if status == 0 else done.stderr

    def test_the_first_token_gives_way_to_a_named_one(self):
        with Service() as service:
            first = service.start().client()
            self.assertEqual(first.post("/v1/tokens", {"role": "admin"}).json["role"], "admin")
            self.assertEqual(first.get("/v1/tokens").status, 200, "one without a name takes nobody's place")
            taken = first.call("POST", "/v1/tokens", {"role": "admin", "subject": "first"})
            self.assertEqual((taken.status, taken.json["pointer"]), (422, "/subject"))
            made = first.post("/v1/tokens", {"role": "admin", "subject": "grace"}).json
            refused = first.get("/v1/tokens")
            self.assertEqual((refused.status, refused.json["code"]), (401, "unauthenticated"))
            self.assertIn("named administrator", refused.json["detail"])
            self.assertFalse(os.path.exists(service.token_file))
            grace = Client(service.port, made["token"])
            listed = {each["subject"]: each for each in grace.get("/v1/tokens").json["items"]}
            self.assertIn("retired_at", listed["first"])
            self.assertEqual(service.stop(), 0, service.log())
            service.start()
            self.assertFalse(os.path.exists(service.token_file))
            self.assertEqual(Client(service.port, first.token).get("/v1/tokens").status, 401)
            grace = Client(service.port, grace.token)
            # Whoever revokes the last named one locks itself out: the way back is the stopped directory.
            self.assertEqual(grace.call("DELETE", "/v1/tokens/" + made["id"]).status, 204)
            self.assertEqual(Client(service.port, first.token).get("/v1/tokens").status, 401)
            self.offline(service, "list", status=1)  # while it runs
            self.assertEqual(service.stop(), 0, service.log())
            again = self.offline(service, "create", "--role", "admin", "--subject", "grace")[0]
            service.start()
            self.assertEqual(Client(service.port, again["token"]).get("/v1/tokens").status, 200)

    def test_a_stopped_directory_has_the_same_checks(self):
        with Service() as service:
            client = service.start().client()
            known = client.post("/v1/tokens", {"role": "staff", "subject": "sue"}).json
            self.assertEqual(service.stop(), 0, service.log())
            told = self.offline(service, "create", "--role", "holder", status=2)
            self.assertIn("names it", told)
            self.offline(service, "create", "--role", "king", status=2)
            self.offline(service, "create", "--role", "staff", "--expires-at", "2001-01-01T00:00:00Z", status=2)
            made = self.offline(service, "create", "--role", "integration", "--subject", "lms", "--types",
                                "module.completed,exam.passed", "--programs", "cptm", "--scopes", "write")[0]
            self.assertEqual((made["types"], made["scopes"]), (["module.completed", "exam.passed"], ["write"]))
            listed = self.offline(service, "list")
            self.assertEqual({each["subject"] for each in listed}, {"first", "sue", "lms"})
            self.assertFalse(any("token" in each for each in listed))
            self.offline(service, "revoke", known["id"])
            self.offline(service, "revoke", known["id"], status=1)
            service.start()
            self.assertEqual(Client(service.port, known["token"]).get("/v1/clock").status, 401)
            self.assertEqual(Client(service.port, made["token"]).get("/v1/clock").status, 403)

    def test_scopes_narrow_a_role(self):
        with Service() as service:
            client = service.start().client()
            holder = {"id": "ada", "data": {"name": "A", "email": "a@example.org"}}
            reader, writer = (Client(service.port, client.post("/v1/tokens", {
                "role": "staff", "subject": "sue", "scopes": [scope]}).json["token"]) for scope in ("read", "write"))
            refused = reader.call("POST", "/v1/holders", holder)
            self.assertEqual((refused.status, refused.json["code"]), (403, "forbidden"))
            made = writer.post("/v1/holders", holder)
            self.assertEqual([each["type"] for each in made.json["events"]], ["holder.registered"])
            self.assertEqual(writer.get("/v1/holders/ada").status, 403)
            self.assertEqual(reader.get("/v1/holders/ada").status, 200)
            for scopes in ([], ["all"], "read"):
                wrong = client.call("POST", "/v1/tokens", {"role": "staff", "scopes": scopes})
                self.assertEqual((wrong.status, wrong.json["pointer"]), (422, "/scopes"))

    def test_the_last_use_is_told_and_outlives_a_restart(self):
        with Service() as service:
            client = service.start().client()
            made = client.post("/v1/tokens", {"role": "staff", "subject": "sue"}).json
            path = "/v1/tokens/" + made["id"]
            self.assertNotIn("last_used_at", client.get(path).json)
            self.assertEqual(Client(service.port, made["token"]).get("/v1/clock").status, 200)
            used = client.get(path).json["last_used_at"]
            self.assertGreaterEqual(used, made["created_at"])
            self.assertEqual(service.stop(), 0, service.log())
            client = service.start().client()
            self.assertEqual(client.get(path).json["last_used_at"], used)
            self.assertEqual(client.get("/v1/tokens/nothing").status, 404)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
