"""Every scenario holds on one running service, and every sentence of the sources has one."""
import glob
import json
import os
import subprocess
import unittest

from service import RECERT, Service

FOLDER = os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "scenarios")
SENTENCES = {2, 3, 7, 9, 10, 11, 12, 13, 15, 16, 20, 22, 23}


def files():
    return sorted(glob.glob(os.path.join(FOLDER, "*.json")))


class Scenarios(unittest.TestCase):
    def test_every_sentence_of_the_sources_has_a_scenario(self):
        told = set()
        for file in files():
            with open(file) as f:
                told.add(json.load(f).get("sentence"))
        self.assertEqual(SENTENCES - told, set())

    def test_every_scenario_holds(self):
        with Service() as service:
            service.start()
            replay = subprocess.run(
                [RECERT, "replay", "--server", service.url, "--token-file", service.token_file,
                 "--scenario", *files()], capture_output=True, text=True, timeout=600)
            self.assertEqual(replay.returncode, 0, f"\n{replay.stdout}{replay.stderr}")
            self.assertIn(f"{len(files())} hold, 0 fall short", replay.stdout)

    def test_a_wrong_expectation_is_found(self):
        with Service() as service:
            service.start()
            wrong = os.path.join(service.root, "wrong.json")
            with open(os.path.join(FOLDER, "cptm-02-three-steps.json")) as f:
                scenario = json.load(f)
            scenario["steps"][-1]["expect"]["valid_until"] = "2022-03-06"
            with open(wrong, "w") as f:
                json.dump(scenario, f)
            replay = subprocess.run(
                [RECERT, "replay", "--server", service.url, "--token-file", service.token_file,
                 "--scenario", wrong], capture_output=True, text=True, timeout=600)
            self.assertEqual(replay.returncode, 1, replay.stderr)
            self.assertIn('/valid_until: expected "2022-03-06", got "2022-03-05"', replay.stdout)


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
