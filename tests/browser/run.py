"""Runs one of the stories here in Chromium, against a sandbox of its own. usage: run.py story.mjs

RECERT_BROWSER names the directory that tests/clients/install filled from this folder; without it, or
without Chromium, the test is skipped. Pictures come to a folder of the story's name in it.
"""
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "acceptance"))

from service import Service, free_port  # noqa: E402

DIRECTORY = os.path.abspath(os.environ.get("RECERT_BROWSER", "build/release/browser"))
CHROMIUM = os.environ.get("CHROMIUM", "/usr/bin/chromium")
SKIPPED = 77  # ctest's SKIP_RETURN_CODE
STORY_SECONDS_MAX = 540


def node():
    """The system's node, or npm's own where that one is too old."""
    bundled = os.path.join(DIRECTORY, "node_modules", "node", "bin", "node")
    return bundled if os.path.exists(bundled) else shutil.which("node")


def main(story):
    for needed in (os.path.join(DIRECTORY, "installed-lock.json"), CHROMIUM):
        if not os.path.exists(needed):
            print(f"skipped: there is no {needed}")
            return SKIPPED
    for name in os.listdir(HERE):  # node finds the packages beside its scripts
        if name.endswith(".mjs"):
            shutil.copy(os.path.join(HERE, name), DIRECTORY)
    out = os.path.join(DIRECTORY, os.path.splitext(story)[0])
    shutil.rmtree(out, ignore_errors=True)
    os.makedirs(out)
    with Service() as service:
        service.port = free_port()
        service.arguments = ["--sandbox", "--public-url", service.url]
        token = service.start().client().token
        told = {"URL": service.url, "TOKEN": token, "OUT": out, "CHROMIUM": CHROMIUM}
        return subprocess.run([node(), os.path.join(DIRECTORY, story)], env={**os.environ, **told},
                              timeout=STORY_SECONDS_MAX).returncode


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
