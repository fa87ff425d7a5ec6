"""/openapi.json is clean by redocly's rules, and the examples that /docs begins with fit its schemas."""
import os
import shutil
import unittest

from clients import HERE, command, node, run, save_document, work_directory
from service import Service

WEB = os.path.join(HERE, "..", "..", "src", "web")


class Document(unittest.TestCase):
    def test_it_lints_and_its_examples_fit(self):
        with Service() as service:
            client = service.start().client()
            directory = work_directory("document")
            document = save_document(client, directory)
            with self.subTest("redocly"):
                told = run(command("redocly", "lint", document, "--config", os.path.join(HERE, "redocly.yaml")))
                self.assertNotRegex(told, r"You have [0-9]+ warning")
            for file in (os.path.join(HERE, "examples.mjs"), os.path.join(WEB, "example.js")):
                shutil.copy(file, directory)
            with self.subTest("examples and schemas"):
                print(run([node(), os.path.join(directory, "examples.mjs"), document, service.url]))


if __name__ == "__main__":
    unittest.main(verbosity=2, warnings="ignore")
