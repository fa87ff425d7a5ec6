"""The README's tour, copied as it stands: every line works, and tells the story it says it tells."""
import json
import os
import re
import subprocess
import unittest

from service import Service

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))


def tour():
    with open(os.path.join(ROOT, "README.md"), encoding="utf-8") as f:
        section = re.search(r"^## A tour$(.*?)^## ", f.read(), re.S | re.M).group(1)
    return "\n".join(re.findall(r"^```sh$\n(.*?)^```$", section, re.S | re.M))


class Tour(unittest.TestCase):
    def test_every_line_works_as_it_stands(self):
        with Service() as service:
            client = service.start().client()
            # The tour runs beside the service's default address and directory.
            script = "set -eu\n" + tour().replace("127.0.0.1:8080", f"127.0.0.1:{service.port}")
            script = script.replace("data/admin.token", service.token_file)
            run = subprocess.run(["bash", "-c", script], capture_output=True, text=True, timeout=120)
            self.assertEqual(run.returncode, 0, run.stderr + run.stdout[-2000:])
            answers = [json.loads(line) for line in run.stdout.splitlines() if line.strip()]
            refusal = answers[-1]
            self.assertEqual((refusal["status"], refusal["pointer"]), (422, "/data/completed_on"))
            self.assertEqual([a for a in answers[:-1] if "status" in a and "code" in a], [])

            types = [[e["type"] for e in a["events"]] for a in answers if "events" in a]
            self.assertIn(["exam.passed", "credential.awarded"], types)
            self.assertEqual(types.count(["fee.paid", "credential.renewed"]), 2)
            standing = client.get("/v1/credentials/cptm-000042?as_of=2026-03-11").json
            self.assertEqual((standing["status"], standing["cycle"]["number"], standing["valid_until"]),
                             ("active", 3, "2028-03-10"))
            self.assertEqual([c["outcome"] for c in standing["cycles"]], ["renewed", "renewed", "open"])


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
