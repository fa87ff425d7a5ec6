"""What others read of the reports: exceljs the workbooks, fast-csv the tables."""
import os
import unittest

from clients import DIRECTORY, HERE, node, run, work_directory
from service import Service

NAMES = ["transcript", "compliance", "finance", "funnel", "events"]


class Read(unittest.TestCase):
    def test_workbooks_hold_what_the_documents_tell(self):
        directory = work_directory("reports")
        with Service(arguments=["--demo", "--demo-holders", "60"]) as service:
            client = service.start().client()
            known = client.get("/v1/credentials?limit=1").json["known_at"]["seq"]
            for name in NAMES:
                for format in ("xlsx", "json", "csv", "ndjson"):
                    part = "&part=rows" if format == "ndjson" else ""
                    answer = client.get(f"/v1/reports/{name}?format={format}&known_at={known}{part}")
                    self.assertEqual(answer.status, 200, answer)
                    with open(os.path.join(directory, f"{name}.{format}"), "wb") as f:
                        f.write(answer.body)
            listed = client.get("/v1/reports")
            with open(os.path.join(directory, "reports.json"), "wb") as f:
                f.write(listed.body)
        script = os.path.join(directory, "reports.mjs")
        with open(os.path.join(HERE, "reports.mjs"), encoding="utf-8") as source, open(script, "w", encoding="utf-8") as f:
            f.write(source.read())
        told = run([node(), script, directory, *NAMES])
        print("\n" + told)
        for name in NAMES:
            self.assertIn(f"{name}: ", told)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
