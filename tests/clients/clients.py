"""The npm programs that these tests run, and what they share with the acceptance tests.

RECERT_CLIENTS names the directory that tests/clients/install filled; without it a test is skipped.
"""
import os
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "acceptance"))

DIRECTORY = os.environ.get("RECERT_CLIENTS", "build/release/clients")
SKIPPED = 77  # ctest's SKIP_RETURN_CODE

if not os.path.exists(os.path.join(DIRECTORY, "installed-lock.json")):
    print(f"skipped: no npm packages in {DIRECTORY}; tests/clients/install puts them there")
    sys.exit(SKIPPED)


def node():
    """The system's node, or npm's own where that one is too old."""
    bundled = os.path.join(DIRECTORY, "node_modules", "node", "bin", "node")
    return bundled if os.path.exists(bundled) else shutil.which("node")


def command(program, *arguments):
    """A program of an npm package, by the name it has in node_modules/.bin."""
    script = os.path.realpath(os.path.join(DIRECTORY, "node_modules", ".bin", program))
    return [node(), script, *arguments]


def environment():
    quiet = {"REDOCLY_TELEMETRY": "off", "REDOCLY_SUPPRESS_UPDATE_NOTICE": "true", "CI": "true", "NO_COLOR": "1"}
    return {**os.environ, **quiet}


def run(arguments, **options):
    """Its output; an exit status that is not 0 fails the test with it."""
    done = subprocess.run(arguments, capture_output=True, text=True, timeout=300, env=environment(), **options)
    if done.returncode != 0:
        raise AssertionError(f"{arguments[1]}: exit status {done.returncode}\n{done.stdout}{done.stderr}"[-8000:])
    return done.stdout + done.stderr


def work_directory(name):
    """An empty directory from which node finds the packages."""
    path = os.path.join(DIRECTORY, name)
    shutil.rmtree(path, ignore_errors=True)
    os.makedirs(path)
    return path


def save_document(client, directory):
    path = os.path.join(directory, "openapi.json")
    with open(path, "wb") as f:
        f.write(client.get("/openapi.json").body)
    return path
