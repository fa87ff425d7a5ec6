"""Every route and every event type, by every role, on its own and on others' things: allowed exactly where
/openapi.json and /v1/schemas say, and nothing is appended on the way.

What is asked for is made from the document, so a new route or type is walked without a word here; one whose
body or path cannot be guessed fails the walk, and gets a row in BODIES or PATHS.
"""
import hashlib
import re
import time
import unittest

from service import Client, Service

REFUSED = (401, 403, 404)
ALL, OWN, NO = "all", "own", None
ROLES = ["holder", "staff", "integration", "auditor", "admin", "provider", "instructor", "sponsor"]

# Written by hand from domain 8.15 and api 2: the walk must not agree with a table that is wrong.
WRITTEN = [
    ("cpe.logged", {"holder": OWN, "staff": ALL, "integration": OWN, "auditor": NO, "admin": ALL, "provider": OWN,
                    "instructor": NO, "sponsor": NO}),
    ("practicum.attended", {"holder": NO, "staff": ALL, "integration": OWN, "auditor": NO, "instructor": OWN}),
    ("program.published", {"holder": NO, "staff": NO, "integration": NO, "auditor": NO, "admin": ALL}),
    ("holder.erased", {"holder": NO, "staff": NO, "integration": NO, "auditor": NO, "admin": ALL}),
    ("audit.closed", {"holder": NO, "staff": ALL, "auditor": ALL, "provider": NO, "sponsor": NO}),
    ("credential.awarded", {"holder": NO, "staff": ALL, "integration": NO, "auditor": NO, "admin": ALL}),
    ("fee.assessed", {"holder": NO, "staff": ALL, "integration": NO, "auditor": NO}),
    ("cpe.approved", {"holder": NO, "staff": ALL, "auditor": NO, "provider": NO}),
    ("holder.preferred", {"holder": OWN, "staff": ALL, "auditor": NO, "sponsor": NO}),
]
WRITTEN_ROUTES = [
    ("readCredential", {"holder": OWN, "staff": ALL, "integration": OWN, "auditor": ALL, "provider": NO, "sponsor": OWN}),
    ("readBadge", {"holder": OWN, "staff": ALL, "integration": NO, "auditor": ALL, "admin": ALL, "sponsor": NO}),
    ("listEvents", {"holder": OWN, "staff": ALL, "auditor": ALL, "sponsor": NO}),
    ("readEntryBundle", {"holder": NO, "staff": NO, "auditor": ALL, "admin": ALL}),
    ("createToken", {"holder": NO, "staff": NO, "integration": NO, "auditor": NO, "admin": ALL}),
]

RULES = {"unit": {"name": "hour"}, "cycle": {"length": "P2Y"}, "requirements": [{"id": "t", "sum": "*", "min": 1}]}
PUBLISHED = {"name": "N", "issuer": "I", "url": "https://example.org", "timezone": "America/New_York",
             "effective_from": "2026-01-01", "rules": RULES}


# Which a client causes by another request, and never appends.
ON_ITS_OWN_ROUTE = ["holder.erased"]
SIGNED_SECONDS_MAX = 30


class Things:
    """What a role's request is about; `own` and `other` of each."""

    def __init__(self, credential, holder, organization, program, practicum, provider, seq):
        self.ids = {"credentials": credential, "holders": holder, "organizations": organization, "programs": program}
        self.practicum, self.provider, self.seq = practicum, provider, seq


def sample(name, schema, things):
    """Data that follows a schema, naming the things it is about."""
    known = {"practicum": things.practicum, "from": things.practicum, "to": "p-later", "provider": things.provider,
             "program": things.ids["programs"], "holder": things.ids["holders"], "rules": RULES, "timezone": "Europe/Paris",
             "into": "eve", "organization": things.ids["organizations"], "activity": "walked", "seq": 0, "until": "2036-01-01"}
    if name in known:
        return known[name]
    if "enum" in schema or "const" in schema:
        return schema.get("const", schema.get("enum", [None])[0])
    kind = schema.get("type")
    if kind == "object":
        properties = schema.get("properties", {})
        wanted = set(schema.get("required", [])) | ({"reason", "provider"} & set(properties))
        for choice in schema.get("oneOf", [])[:1] + schema.get("anyOf", [])[:1]:
            wanted |= set(choice.get("required", []))
        for other in sorted(properties):
            if len(wanted) < schema.get("minProperties", 0) and other not in ("parts", "minutes"):
                wanted.add(other)
        return {each: sample(each, properties[each], things) for each in wanted}
    if kind == "array":
        return [sample("", schema["items"], things) for _ in range(schema.get("minItems", 0))]
    if kind == "boolean":
        return True
    if kind in ("integer", "number"):
        return max(schema.get("minimum", 0), 1)
    if schema.get("format") == "date":
        return "2020-05-04"
    if "64" in schema.get("pattern", "")[-5:]:
        return "0" * 64
    return schema.get("examples", ["USD" if name == "currency" else "text"])[0]


PROOF = b"attended\n"
# What the body of an operation is, where the document does not say it of one event.
BODIES = {
    "askWhatIf": lambda things: {"rules": RULES},
    "createToken": lambda things: {"role": "staff"},
    "createSignInLink": lambda things: {},
    "putClockForward": lambda things: {"now": "2001-01-01"},
    "rebuildProjection": lambda things: None,
    "appendLines": lambda things: b"\n",
    "eraseHolder": lambda things: {"reason": "asked to"},
    "putEvidence": lambda things: PROOF,
}
MEDIA = {"appendLines": "application/x-ndjson", "putEvidence": "text/plain"}
# What stands for the names in a path; {id} is that of the collection.
PATHS = {"name": "register", "report": "team", "number": "CPTM-0000-0000", "calendar": "secret.ics", "version": "1",
         "level": "0", "tile": "000.p/1",
         "sha256": hashlib.sha256(PROOF).hexdigest()}


class World:
    """A service with two of everything, and for each role a client whose own the first is."""

    def __init__(self, service):
        self.first = service.start().client()
        token = self.first.post("/v1/tokens", {"role": "admin", "subject": "root"}).json["token"]
        self.admin = Client(service.port, token)
        self.port = service.port
        post = self.admin.post
        for practicum, instructor in (("p-own", "ida"), ("p-other", "otto"), ("p-later", "otto")):
            post("/v1/programs/cptm/events", {"type": "practicum.scheduled", "occurred_at": "2015-01-02", "data": {
                "practicum": practicum, "starts_on": "2020-03-02", "ends_on": "2020-03-06", "format": "virtual",
                "instructor": instructor}})
        for provider in ("pro", "rival"):
            post("/v1/programs/cptm/events", {"type": "provider.approved", "occurred_at": "2015-01-02",
                                              "data": {"provider": provider, "name": provider}})
        for organization in ("acme", "umbrella"):
            post("/v1/organizations", {"id": organization, "occurred_at": "2015-01-02",
                                       "data": {"name": organization, "kind": "company"}})
        for holder in ("ada", "bob", "eve"):
            post("/v1/holders", {"id": holder, "occurred_at": "2015-01-02",
                                 "data": {"name": "Name of " + holder, "email": holder + "@example.org"}})
            self.admin.call("PUT", f"/v1/holders/{holder}/evidence/{PATHS['sha256']}", PROOF, Content_Type="text/plain")
        post("/v1/holders/ada/events", {"type": "holder.preferred", "data": {"share_with_sponsor": True}})
        self.own_seq = self.register("ada-c", "cptm", "ada", practicum="p-own", organization="acme")
        self.register("bob-c", "cptm", "bob", practicum="p-other", organization="umbrella")
        self.other_seq = self.register("bob-p", "pmp", "bob", organization="umbrella")
        self.register("bob-a", "cptm", "bob", practicum="p-own", organization="acme")  # who shares nothing
        self.wait_until_signed()
        types = [each["type"] for each in self.admin.get("/v1/schemas").json["items"]]
        self.integration_types = types[:100]
        self.clients = {role: self.client(role) for role in ROLES}
        self.their_seqs = {
            "provider": self.append("provider", {"type": "cpe.logged", "data": {
                "activity": "roster", "title": "T", "provider": "pro", "completed_on": "2020-05-04", "credit": 1}}),
            "instructor": self.append("instructor", {"type": "practicum.missed", "occurred_at": "2020-03-06",
                                                     "data": {"practicum": "p-own"}})}

    def wait_until_signed(self):
        deadline = time.monotonic() + SIGNED_SECONDS_MAX
        while self.admin.get("/log/tile/entries/000.p/1").status != 200:
            assert time.monotonic() < deadline, "no checkpoint covers an entry"
            time.sleep(0.05)

    def register(self, credential, program, holder, **more):
        answer = self.admin.post("/v1/credentials", {"id": credential, "occurred_at": "2020-01-10", "data": {
            "program": program, "holder": holder, **more}})
        return answer.json["events"][0]["seq"]

    def append(self, role, event):
        answer = self.clients[role].post("/v1/credentials/ada-c/events", event)
        shown = answer.json
        assert "standing" not in shown and len(shown["events"]) == 1, shown
        return shown["events"][0]["seq"]

    def token(self, **wanted):
        return Client(self.port, self.admin.post("/v1/tokens", wanted).json["token"])

    def client(self, role):
        more = {"integration": {"types": self.integration_types, "programs": ["cptm"]},
                "holder": {"subject": "ada"}, "provider": {"subject": "pro"}, "instructor": {"subject": "ida"},
                "sponsor": {"subject": "acme"}}.get(role, {"subject": "some-" + role})
        return self.token(role=role, **more)

    def things(self, role, own):
        program = "cptm" if own or role != "integration" else "pmp"
        credential = "ada-c" if own else "bob-c" if program == "cptm" else "bob-p"
        seq = self.their_seqs.get(role, self.own_seq) if own else self.other_seq
        return Things(credential, "ada" if own else "bob", "acme" if own else "umbrella", program,
                      "p-own" if own else "p-other", "pro" if own else "rival", seq)

    def size(self):
        text = self.admin.get("/metrics").body.decode()
        return int(re.search(r"^recert_ledger_events (\d+)", text, re.MULTILINE)[1])


class Roles(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=["--sandbox", "--public-url", "https://ledger.example"])
        cls.service.arguments += ["--backup-to", cls.service.root + "/to", "--backup-keys-to", cls.service.root + "/keys-to"]
        try:
            cls.world = World(cls.service)
        except BaseException:
            cls.service.__exit__()
            raise

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()

    def judge(self, answer, may, what):
        refused = answer.status in REFUSED
        self.assertEqual(not refused, may, f"{what}: {answer!r}")
        self.assertNotEqual(answer.status, 500, f"{what}: {answer!r}")
        if not refused and answer.status == 422:
            # What the rules say comes after; that the form is right, the 403 of those refused shows.
            self.assertNotIn(answer.json["code"], ("unknown-type", "own-claim"), f"{what}: {answer!r}")

    def path_of(self, pattern, things):
        collection = pattern.split("/")[2] if pattern.startswith("/v1/") else ""

        def fill(match):
            if match[1] == "id" and collection == "tokens":
                return self.world.admin.post("/v1/tokens", {"role": "staff"}).json["id"]
            if match[1] == "id":
                return things.ids[collection]
            return str(things.seq) if match[1] == "seq" else PATHS[match[1]]
        return re.sub(r"\{(\w+)\}", fill, pattern)

    def body_of(self, operation, pattern, things):
        name = operation["operationId"]
        if name in BODIES:
            return BODIES[name](things)
        if name.startswith("create"):
            return {"id": "walked", "data": self.data(self.first_type(pattern), things)}
        if name.startswith("appendTo"):
            return None  # walked type by type
        raise AssertionError(f"{name} takes a body: say in BODIES which")

    def first_type(self, pattern):
        return {"programs": "program.published", "organizations": "organization.registered",
                "holders": "holder.registered", "credentials": "credential.registered"}[pattern.split("/")[2]]

    def data(self, type, things):
        if type == "program.published":
            return PUBLISHED
        schema = self.world.admin.get("/v1/schemas/" + type).json
        return sample("", schema, things)

    def ask(self, client, method, pattern, operation, things):
        path = self.path_of(pattern, things)
        names = {each.get("$ref", "").rsplit("/", 1)[-1] for each in operation.get("parameters", [])}
        if "query.dry_run" in names:
            path += "?dry_run=true"
        if operation["operationId"] == "listEvents":
            path += "?stream=credential/" + things.ids["credentials"]
        if "requestBody" not in operation:
            return client.call(method.upper(), path)
        body = self.body_of(operation, pattern, things)
        media = MEDIA.get(operation["operationId"])
        headers = {"Content_Type": media} if media else {}
        return client.call(method.upper(), path, body, **headers)

    def operations(self):
        for pattern, methods in self.world.admin.get("/openapi.json").json["paths"].items():
            for method, operation in methods.items():
                if operation.get("security") == []:
                    self.assertNotIn("x-roles", operation)
                elif {} in operation.get("security", []):
                    continue  # open to whoever asks from this machine, as this does
                elif not operation["operationId"].startswith("appendTo"):
                    yield method, pattern, operation

    def is_list(self, operation):
        return operation["operationId"] in ("listCredentials", "listHolders", "listOrganizations", "listPrograms",
                                             "listReports", "readReport")

    def has_own(self, role, pattern, operation):
        """Whether there is a thing of that kind that is the role's own."""
        collection = pattern.split("/")[2] if pattern.startswith("/v1/") else ""
        if role == "integration":
            return collection not in ("holders", "organizations") or operation["operationId"].startswith("create")
        return not (role == "holder" and collection == "organizations")

    def everybodys(self, role, pattern):
        """A program is what everyone certifies under."""
        return role == "holder" and pattern.startswith("/v1/programs/")

    def test_every_route_by_every_role(self):
        world, cells = self.world, 0
        before = world.size()
        for method, pattern, operation in self.operations():
            name, roles = operation["operationId"], operation["x-roles"]
            self.assertIn("For ", operation["description"])
            nobody = self.ask(Client(world.port, None), method, pattern, operation, world.things("staff", True))
            self.assertEqual(nobody.status, 401, f"{name}: {nobody!r}")
            for role in ROLES:
                for own in (True, False):
                    cells += 1
                    what = f"{name} by {role} on {'its own' if own else 'another'}"
                    reach = roles.get(role)
                    answer = self.ask(world.clients[role], method, pattern, operation, world.things(role, own))
                    if reach == OWN and self.is_list(operation):
                        self.judge(answer, True, what)
                        continue
                    may = reach == ALL or (reach == OWN and (
                        self.everybodys(role, pattern) or (own and self.has_own(role, pattern, operation))))
                    if name == "appendLines" or (name.startswith("create") and reach == OWN):
                        may = reach is not None and (name == "appendLines" or own or self.first_type(pattern) != "credential.registered")
                    self.judge(answer, may, what)
        self.assertEqual(world.size(), before, "something was appended")
        print(f"\n{cells} cells of route, role, own or other; {before} events before and after")

    def test_every_event_type_by_every_role(self):
        world, cells, allowed = self.world, 0, 0
        before = world.size()
        deaf = world.token(role="integration", types=[])
        narrow = {"integration": deaf}
        for listed in world.admin.get("/v1/schemas").json["items"]:
            type, roles = listed["type"], listed["roles"]
            kind = listed["streams"][-1]
            for role in ROLES:
                for own in (True, False):
                    cells += 1
                    reach = roles.get(role)
                    client = world.clients[role]
                    if role == "integration" and kind in ("holder", "organization") and not own:
                        client = narrow[role]
                    things = world.things(role, own)
                    may = type not in ON_ITS_OWN_ROUTE and (reach == ALL or (reach == OWN and own))
                    answer = self.append(client, type, kind, things, dry=may)
                    allowed += may
                    self.judge(answer, may, f"{type} by {role} on {'its own' if own else 'another'}")
        self.assertEqual(world.size(), before, "something was appended")
        print(f"\n{cells} cells of event type, role, own or other, {allowed} of them allowed")

    def append(self, client, type, kind, things, dry):
        first = {"program": "program.published", "organization": "organization.registered",
                 "holder": "holder.registered", "credential": "credential.registered"}[kind]
        data = self.data(type, things)
        query = "?dry_run=true" if dry else ""
        if type == first:
            return client.call("POST", f"/v1/{kind}s{query}", {"id": "walked", "data": data})
        if type in ("practicum.attended", "practicum.missed"):
            data["practicum"] = things.practicum
        return client.call("POST", f"/v1/{kind}s/{things.ids[kind + 's']}/events{query}", {"type": type, "data": data})

    def test_nobody_decides_on_their_own(self):
        world, cells = self.world, 0
        before = world.size()
        ada = {role: world.token(role=role, subject="ada") for role in ("staff", "auditor")}
        for listed in world.admin.get("/v1/schemas").json["items"]:
            type, kind = listed["type"], listed["streams"][-1]
            if not world.admin.get("/v1/schemas/" + type).json["x-not-about-oneself"]:
                continue
            for role, client in ada.items():
                cells += 1
                answer = self.append(client, type, kind, world.things("staff", True), dry=False)
                expected = (422, "own-claim") if role in listed["roles"] else (403, "forbidden")
                self.assertEqual((answer.status, answer.json["code"]), expected, f"{type} by {role}: {answer!r}")
        self.assertEqual(world.size(), before, "something was appended")
        print(f"\n{cells} decisions about oneself refused")

    def test_the_tables_are_those_of_the_contract(self):
        told = {each["type"]: each["roles"] for each in self.world.admin.get("/v1/schemas").json["items"]}
        operations = {each["operationId"]: each.get("x-roles") for methods in
                      self.world.admin.get("/openapi.json").json["paths"].values() for each in methods.values()}
        for where, written in ((told, WRITTEN), (operations, WRITTEN_ROUTES)):
            for name, roles in written:
                for role, reach in roles.items():
                    self.assertEqual(where[name].get(role), reach, f"{name} by {role}")

    def test_lists_hold_what_is_ones_own(self):
        listed = {}
        for role in ("holder", "integration", "sponsor", "staff"):
            for collection in ("credentials", "holders", "organizations", "programs"):
                answer = self.world.clients[role].get("/v1/" + collection)
                listed[role, collection] = (
                    {each["id"] for each in answer.json["items"]} if answer.status == 200 else answer.status)
        self.assertEqual(listed["holder", "credentials"], {"ada-c"})
        self.assertEqual(listed["holder", "holders"], {"ada"})
        self.assertEqual(listed["holder", "organizations"], set())
        self.assertEqual(listed["integration", "credentials"], {"ada-c", "bob-c", "bob-a"})
        self.assertEqual(listed["integration", "holders"], set())
        self.assertEqual(listed["integration", "programs"], {"cptm"})
        self.assertEqual(listed["sponsor", "credentials"], {"ada-c"})
        self.assertEqual(listed["sponsor", "organizations"], {"acme"})
        self.assertEqual(listed["sponsor", "holders"], 403)
        self.assertEqual(listed["staff", "credentials"], {"ada-c", "bob-c", "bob-p", "bob-a"})

    def test_a_provider_needs_the_programs_approval_on_that_day(self):
        world = self.world
        event = {"type": "cpe.logged", "data": {"activity": "early", "title": "T", "provider": "pro",
                                                "completed_on": "2014-05-04", "credit": 1}}
        answer = world.clients["provider"].call("POST", "/v1/credentials/ada-c/events", event)
        self.assertEqual((answer.status, answer.json["pointer"]), (403, "/data/completed_on"), answer)
        event["data"].update(completed_on="2020-05-04")
        answer = world.clients["provider"].call("POST", "/v1/credentials/bob-p/events", event)
        self.assertEqual(answer.status, 403, answer)
        event["occurred_at"] = "2020-05-05"
        answer = world.clients["provider"].call("POST", "/v1/credentials/ada-c/events", event)
        self.assertEqual((answer.status, answer.json["pointer"]), (403, "/occurred_at"), answer)

    def test_an_instructor_is_one_by_its_token_too(self):
        listed = self.world.token(role="instructor", subject="ivo", programs=["cptm"], practicums=["p-own"])
        event = {"type": "practicum.attended", "occurred_at": "2020-03-06",
                 "data": {"practicum": "p-own", "complete": True}}
        path = "/v1/credentials/ada-c/events?dry_run=true"
        self.assertEqual(listed.call("POST", path, event).status, 200)
        event["data"]["practicum"] = "p-other"
        self.assertEqual(listed.call("POST", path, event).status, 403)

    def test_consent_is_taken_back_for_the_past_too(self):
        world = self.world
        sponsor, path = world.clients["sponsor"], "/v1/credentials/ada-c"
        shown = sponsor.get(path)
        self.assertEqual(shown.status, 200, shown)
        self.assertNotIn(b"Name of ada", shown.body)
        world.clients["holder"].post("/v1/holders/ada/events", {"type": "holder.preferred", "data": {"share_with_sponsor": False}})
        try:
            for query in ("", "?as_of=2020-06-01", f"?known_at={world.other_seq}"):
                self.assertEqual(sponsor.get(path + query).status, 404)
            self.assertEqual(sponsor.get("/v1/credentials").json["items"], [])
        finally:
            world.admin.post("/v1/holders/ada/events", {"type": "holder.preferred", "data": {"share_with_sponsor": True}})
        self.assertEqual(sponsor.get(path).status, 200)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
