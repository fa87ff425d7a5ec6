"""Certificates and transcripts as others read them: qpdf finds them whole, pdftotext the words in any script,
zbarimg the code; and the same standing gives the same bytes, on another day and after a restart.
"""
import os
import re
import subprocess
import tempfile
import unicodedata
import unittest

from service import Client, Service

PUBLIC = "https://ledger.example.org"
NAMES = {
    "vietnamese": "Nguyễn Thị Minh Khai",
    "arabic": "محمد بن موسى الخوارزمي",
    "chinese": "欧阳菲菲",
    "polish": "Świętosława Brzęczyszczykiewicz",
    "combining": "Zoë Ångström",
    "long": "Maximiliana Wilhelmina Theodora de la Fuente y Montgomery-Cholmondeley von Hohenzollern-Sigmaringen",
}
LETTER_LANDSCAPE, A4_LANDSCAPE = "792 x 612", "842 x 595"
RIGHT_TO_LEFT_MARKS = dict.fromkeys(map(ord, "‎‏‪‫‬‭‮⁦⁧⁨⁩"))


def run(*command):
    done = subprocess.run(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, timeout=60)
    if done.returncode != 0:
        raise AssertionError(f"{command}: {done.returncode}\n{done.stdout.decode(errors='replace')}")
    return done.stdout.decode("utf-8", "replace")


def plain(text):
    """What is read, whatever spaces, marks and forms of letters it is written in."""
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text).translate(RIGHT_TO_LEFT_MARKS))


class Pdf:
    def __init__(self, folder, body):
        self.path = os.path.join(folder, "paper.pdf")
        with open(self.path, "wb") as f:
            f.write(body)
        run("qpdf", "--check", self.path)
        self.text = run("pdftotext", "-layout", self.path, "-")

    def info(self, name):
        return re.search(rf"^{name}:\s*(.*)$", run("pdfinfo", self.path), re.MULTILINE)[1]

    @property
    def pages(self):
        return int(self.info("Pages"))

    def code(self):
        picture = self.path[:-4]
        run("pdftoppm", "-r", "100", "-png", "-singlefile", self.path, picture)
        return subprocess.run(["zbarimg", "-q", "--raw", picture + ".png"], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL, timeout=60).stdout.decode().strip()

    def fonts_embedded(self):
        rows = run("pdffonts", self.path).splitlines()[2:]
        return bool(rows) and all(" yes " in row[50:] for row in rows)


class Documents(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.service = Service(arguments=["--sandbox", "--public-url", PUBLIC])
        cls.service.start()
        cls.client = cls.service.client()
        cls.folder = tempfile.TemporaryDirectory()
        for id, name in NAMES.items():
            cls.certified(id, name)

    @classmethod
    def tearDownClass(cls):
        cls.service.__exit__()
        cls.folder.cleanup()

    @classmethod
    def certified(cls, id, name):
        """By the exam alone, for three years from 2020-03-08."""
        cls.client.post("/v1/holders", {"id": id, "occurred_at": "2019-12-02", "data": {
            "name": name, "email": id + "@example.org", "birth_month": 3}})
        cls.client.post("/v1/credentials", {"id": id, "occurred_at": "2020-01-10", "data": {"program": "pmp", "holder": id}})
        cls.tell(id, "exam.passed", "2020-03-08")

    @classmethod
    def tell(cls, id, type, on, **data):
        return cls.client.post(f"/v1/credentials/{id}/events", {"type": type, "occurred_at": on, "data": data})

    @classmethod
    def log(cls, id, n, on, category="education.power-skills", credit=8, title=None):
        cls.tell(id, "cpe.logged", on, activity=f"a{n}", title=title or f"Title {n}", completed_on=on,
                 category=category, credit=credit, provider="Some Provider")

    def paper(self, id, paper, query="", client=None):
        answer = (client or self.client).get(f"/v1/credentials/{id}/{paper}{query}")
        self.assertEqual(answer.status, 200, answer)
        self.assertEqual(answer.headers["content-type"], "application/pdf")
        self.assertEqual(answer.headers["cache-control"], "no-store")
        return answer

    def certificate(self, id, query=""):
        return Pdf(self.folder.name, self.paper(id, "certificate", query).body)

    def number(self, id, query=""):
        return self.client.get(f"/v1/credentials/{id}{query}").json["number"]

    def test_any_name_is_read_from_the_certificate(self):
        for id, name in NAMES.items():
            for query, size in (("?as_of=2021-01-01", LETTER_LANDSCAPE), ("?as_of=2021-01-01&paper=a4", A4_LANDSCAPE)):
                with self.subTest(name=name, query=query):
                    pdf = self.certificate(id, query)
                    self.assertEqual(pdf.pages, 1)
                    self.assertIn(size, pdf.info("Page size"))
                    self.assertTrue(pdf.fonts_embedded(), run("pdffonts", pdf.path))
                    self.assertIn(plain(name), plain(pdf.text))
                    for words in ("Project Management Institute", "Project Management Professional", self.number(id),
                                  "8 March 2020", "7 March 2023", "As it stood on 1 January 2021"):
                        self.assertIn(words, pdf.text)
                    self.assertNotIn("valid:", pdf.text)
                    address = f"{PUBLIC}/verify/{self.number(id)}"
                    self.assertIn(plain(address), plain(pdf.text))
                    self.assertEqual(pdf.code(), address)

    def test_the_same_standing_gives_the_same_bytes(self):
        self.certified("same", "Ada")
        first = self.paper("same", "certificate")
        self.assertEqual(self.paper("same", "certificate").body, first.body)
        again = self.client.get("/v1/credentials/same/certificate", If_None_Match=first.headers["etag"])
        self.assertEqual((again.status, again.body), (304, b""))
        known = self.client.get("/v1/credentials/same/transcript").json["known_at"]["seq"]
        query = f"?format=pdf&as_of=2021-01-01&known_at={known}"
        transcript = self.paper("same", "transcript", query)
        self.service.stop()
        self.service.start()
        type(self).client = self.service.client()
        self.assertEqual(self.paper("same", "certificate").body, first.body)
        self.assertEqual(self.paper("same", "transcript", query).body, transcript.body)
        now = self.client.get("/v1/clock").json["now"]
        later = f"{int(now[:4]) + 1}-01-02"
        self.assertEqual(self.client.call("PUT", "/v1/clock", {"now": later}).status, 200)
        self.assertEqual(self.paper("same", "certificate").body, first.body)

    def test_what_is_not_in_good_standing_is_told(self):
        self.certified("bad", "Ada")
        good = self.certificate("bad", "?as_of=2021-01-01")
        self.assertNotIn("standing:", good.text)
        self.assertIn("Not in good standing: suspended", self.certificate("bad", "?as_of=2023-03-08").text)
        self.tell("bad", "credential.revoked", "2021-06-01", reason="fraud")
        self.assertIn("No longer valid: revoked", self.certificate("bad", "?as_of=2021-06-01").text)
        self.assertNotIn("valid:", self.certificate("bad", "?as_of=2021-05-31").text)

    def test_a_certificate_of_a_past_cycle(self):
        self.certified("renewed", "Ada")
        self.renew("renewed")
        last, first = self.certificate("renewed"), self.certificate("renewed", "?cycle=1")
        self.assertIn("8 March 2023 – 7 March 2026", last.text)
        self.assertIn("8 March 2020 – 7 March 2023", first.text)
        early = self.certificate("renewed", "?cycle=1&as_of=2022-12-31")
        self.assertIn("A later period has been granted since", early.text)
        self.assertEqual(self.client.get("/v1/credentials/renewed/certificate?cycle=3").status, 404)

    def renew(self, id):
        for n, category in enumerate(("ways-of-working", "power-skills", "business-acumen")):
            for i in range(3):
                self.log(id, f"{n}-{i}", f"202{i}-05-0{n + 1}", "education." + category)
        self.tell(id, "fee.paid", "2022-11-30", kind="renewal", money={"amount": 15000, "currency": "USD"},
                  reference="INV-17")

    def test_a_transcript_goes_over_pages(self):
        self.certified("many", NAMES["polish"])
        self.renew("many")
        titles = {"v": "Đào tạo kỹ năng lãnh đạo", "a": "ورشة عمل في القيادة", "c": "学习科学研讨会", "p": "Zażółć gęślą jaźń"}
        for n, title in titles.items():
            self.log("many", n, "2023-05-01", "giving-back.working", 5, title)
        for n in range(60):
            self.log("many", f"x{n}", "2023-06-01", credit=0.25)
        self.log("many", "early", "2020-02-01")
        told = self.client.get("/v1/credentials/many/transcript").json
        for query, headers in (("?format=pdf", {}), ("?paper=a4", {"Accept": "application/pdf"})):
            answer = self.client.get("/v1/credentials/many/transcript" + query, **headers)
            self.assertEqual(answer.headers["content-type"], "application/pdf", answer)
            pdf = Pdf(self.folder.name, answer.body)
            self.assertGreater(pdf.pages, 4)
            self.assertTrue(pdf.fonts_embedded())
            text = plain(pdf.text)
            for title in list(titles.values()) + ["Title x0", "Title x59", NAMES["polish"]]:
                self.assertIn(plain(title), text)
            for words in ("Page 1 of", f"Page {pdf.pages} of {pdf.pages}", "Cycle 1", "Cycle 2", "Renewed", "Outside every cycle",
                          "At most 8 count", "150.00 USD", "INV-17", "Credential awarded", "every requirement met on"):
                self.assertIn(words, pdf.text)
            self.assertEqual(pdf.text.count("Claimed"), pdf.text.count("Eligible"))
            self.assertGreater(pdf.text.count("Claimed"), 3)
            entry = told["cycles"][0]["activities"][0]
            self.assertIn(f"Entry {entry['seq']} ", pdf.text)
            self.assertIn(entry["entry"][:16], pdf.text)
        alone = Pdf(self.folder.name, self.paper("many", "transcript", "?format=pdf&cycle=1").body)
        self.assertIn("Cycle 1", alone.text)
        self.assertNotIn("Cycle 2", alone.text)

    def test_a_transcript_has_every_cycle_and_what_receipts_prove(self):
        self.certified("told", "Ada")
        self.renew("told")
        self.log("told", "late", "2023-05-01")
        told = self.client.get("/v1/credentials/told/transcript").json
        self.assertEqual([(each["number"], len(each["activities"])) for each in told["cycles"]], [(1, 9), (2, 1)])
        self.assertEqual(told["cycles"][1]["activities"][0]["title"], "Title late")
        self.assertEqual(told["fees"][0]["entries"][0]["reference"], "INV-17")
        self.assertEqual([each["type"] for each in told["decisions"]], ["credential.awarded", "credential.renewed"])

    def test_papers_are_ones_own(self):
        token = self.client.post("/v1/tokens", {"role": "holder", "subject": "polish"}).json["token"]
        own = Client(self.service.port, token)
        self.paper("polish", "certificate", client=own)
        self.assertEqual(own.get("/v1/credentials/polish/transcript").status, 200)
        for paper in ("certificate", "transcript"):
            self.assertEqual(own.get(f"/v1/credentials/arabic/{paper}").status, 404)

    def test_a_candidate_has_no_certificate_and_the_forgotten_no_name(self):
        self.certified("gone", "Ermintrude Featherstonehaugh")
        self.log("gone", "secret", "2021-05-01", title="A talk about zymurgy")
        self.client.post("/v1/holders/gone/erase", {"reason": "asked to"})
        answer = self.client.get("/v1/credentials/gone/certificate")
        self.assertEqual((answer.status, answer.json["code"]), (422, "holder-erased"))
        pdf = Pdf(self.folder.name, self.paper("gone", "transcript", "?format=pdf").body)
        self.assertIn("The holder was erased", pdf.text)
        self.assertNotIn("zymurgy", pdf.text)
        self.assertNotIn("Ermintrude", pdf.text)
        self.client.post("/v1/credentials", {"id": "candidate", "occurred_at": "2020-01-10",
                                             "data": {"program": "pmp", "holder": "polish"}})
        answer = self.client.get("/v1/credentials/candidate/certificate")
        self.assertEqual((answer.status, answer.json["code"]), (422, "not-awarded"))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
