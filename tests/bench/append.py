"""Appends a second: recertd with its full semantics beside a bare server without any.

One event (cpe.logged on a certified credential) a request, Prefer: return=minimal, kept-alive
connections, answers after the sync; the same requests go to both, in interleaved rounds. The bare
server (bare_server.cpp) stores the body with group commit and nothing else. Run by `tools/bench append`.
"""
import argparse
import concurrent.futures
import json
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import threading
import time
import urllib.request

sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "acceptance"))
import service as acceptance  # noqa: E402

SETUP_THREADS = 16
PREFIX = "bench-"
BODY = json.dumps({"type": "cpe.logged", "occurred_at": "2021-01-05", "data": {
    "activity": "@", "title": "Webinar: the science of learning", "provider": "Elsewhere Ltd",
    "completed_on": "2021-01-05", "credit": 0.25}})


def parser(name, text):
    made = argparse.ArgumentParser(prog=f"tools/bench {name}", description=text,
                                   formatter_class=argparse.RawDescriptionHelpFormatter)
    made.add_argument("--build", required=True, help=argparse.SUPPRESS)
    return made


def begin(options):
    """A folder on the disk the build is on, not in memory, and in it the body that is posted."""
    folder = os.path.join(options.build, "bench")
    shutil.rmtree(folder, ignore_errors=True)
    os.makedirs(folder)
    body_file = os.path.join(folder, "body")
    with open(body_file, "w") as f:
        f.write(BODY)
    return folder, body_file


def hardware(folder):
    with open("/proc/cpuinfo") as f:
        model = re.search(r"model name\s*:\s*(.*)", f.read())
    with open("/proc/meminfo") as f:
        memory = int(re.search(r"MemTotal:\s*(\d+)", f.read())[1]) / 2**20
    disk = subprocess.run(["df", "--output=fstype,source", folder], capture_output=True, text=True)
    return (f"{model[1] if model else platform.machine()}, {os.cpu_count()} cores, "
            f"{memory:.0f} GiB, Linux {platform.release()}, "
            f"{' '.join(disk.stdout.splitlines()[-1].split())}")


def sync_latencies_us(folder, count=200):
    took = []
    path = os.path.join(folder, "sync")
    with open(path, "wb", buffering=0) as f:
        for _ in range(count):
            f.write(os.urandom(4096))
            begin = time.perf_counter()
            os.fdatasync(f.fileno())
            took.append((time.perf_counter() - begin) * 1e6)
    os.unlink(path)
    return sorted(took)


def cpu_seconds(pid):
    with open(f"/proc/{pid}/stat") as f:
        fields = f.read().rsplit(")", 1)[1].split()
    return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")


class Recertd:
    name = "recertd"

    def __init__(self, options, folder, arguments=()):
        self.service = acceptance.Service(
            data=os.path.join(folder, "recertd"), binary=os.path.join(options.build, "recertd"),
            arguments=arguments)
        self.service.start()
        self.process, self.port = self.service.process, self.service.port
        self.token_file = self.service.token_file

    def certify(self, credentials):
        """Credentials that have been awarded, so that every event goes through all the rules."""
        acceptance.schedule(self.service.client(), PREFIX + "p")
        path = [{"type": "module.completed", "occurred_at": "2020-02-20", "data": {"module": n}}
                for n in range(1, 11)]
        path += [{"type": "practicum.attended", "occurred_at": "2020-03-06",
                  "data": {"practicum": PREFIX + "p", "complete": True}},
                 {"type": "exam.passed", "occurred_at": "2020-03-06", "data": {}}]
        own = threading.local()

        def certify_one(number):
            if not hasattr(own, "client"):
                own.client = self.service.client()
            acceptance.register(own.client, f"{PREFIX}{number}", PREFIX + "p")
            own.client.post(f"/v1/credentials/{PREFIX}{number}/events", path,
                            Prefer="return=minimal")

        with concurrent.futures.ThreadPoolExecutor(SETUP_THREADS) as pool:
            list(pool.map(certify_one, range(credentials)))

    def groups(self):
        return None  # told at the end, for the whole run

    def mean_group(self):
        self.service.stop()
        told = re.search(r"appended (\d+) events in (\d+) groups", self.service.log())
        return int(told[1]) / max(1, int(told[2]))

    def stop(self):
        self.service.kill()


class Bare:
    name = "bare"

    def __init__(self, options, folder):
        self.port, self.token_file = acceptance.free_port(), os.devnull
        self.process = subprocess.Popen(
            [os.path.join(options.build, "recert_bench_bare"), os.path.join(folder, "bare"),
             str(self.port), str(os.cpu_count())], preexec_fn=acceptance.die_with_parent)
        time.sleep(0.5)

    def groups(self):
        with urllib.request.urlopen(f"http://127.0.0.1:{self.port}/stats") as answer:
            stats = json.load(answer)
        return stats["groups"], stats["events"]

    def stop(self):
        self.process.terminate()
        self.process.wait(30)


def measure(options, server, token_file, body_file, run):
    groups_before, cpu_before = server.groups(), cpu_seconds(server.process.pid)
    load = subprocess.run(
        [os.path.join(options.build, "recert_bench_load"), str(server.port),
         str(options.connections), str(options.seconds), str(options.credentials), PREFIX,
         f"{run}-", body_file, token_file], stdout=subprocess.PIPE, text=True, check=True)
    result = json.loads(load.stdout)
    groups = server.groups()
    if result["other"] or not result["good"]:
        raise SystemExit(f"{server.name}: {result['other']} answers were refusals")
    result["rate"] = result["good"] / result["seconds"]
    result["cpu_us"] = (cpu_seconds(server.process.pid) - cpu_before) / result["good"] * 1e6
    result["group"] = None
    if groups and groups[0] > groups_before[0]:
        result["group"] = (groups[1] - groups_before[1]) / (groups[0] - groups_before[0])
    group = f"{result['group']:6.1f}" if result["group"] else "   n/a"
    print(f"{server.name:8} {result['rate']:9.0f} {result['p50_us']:8} {result['p99_us']:8} "
          f"{result['cpu_us']:8.1f} {group}", flush=True)
    return result


def parse():
    wanted = parser("append", __doc__)
    wanted.add_argument("--seconds", type=float, default=5, help="of a measurement (5)")
    wanted.add_argument("--rounds", type=int, default=5, help="pairs of measurements (5)")
    wanted.add_argument("--connections", type=int, default=64, help="kept alive (64)")
    wanted.add_argument("--credentials", type=int, default=10000,
                        help="that events go to, so that a record grows as in life (10000)")
    return wanted.parse_args()


def main():
    options = parse()
    folder, body_file = begin(options)
    syncs = sync_latencies_us(folder)
    print(f"hardware   {hardware(folder)}")
    print(f"fdatasync  of 4 KiB: p50 {syncs[len(syncs) // 2]:.0f} µs, "
          f"p99 {syncs[len(syncs) * 99 // 100]:.0f} µs")
    print(f"payload    {len(BODY)} bytes of JSON, one event a request, "
          f"{options.connections} connections, {options.credentials} credentials", flush=True)
    recertd, bare = Recertd(options, folder), Bare(options, folder)
    try:
        recertd.certify(options.credentials)
        print("\nserver    events/s   p50 µs   p99 µs  CPU µs  group")
        ratios = []
        for number in range(options.rounds):
            pair = [recertd, bare] if number % 2 == 0 else [bare, recertd]
            results = {s.name: measure(options, s, recertd.token_file, body_file, f"r{number}")
                       for s in pair}
            ratios.append(results["recertd"]["rate"] / results["bare"]["rate"])
            print(f"pair {number + 1}: recertd / bare = {ratios[-1]:.2f}", flush=True)
        print(f"\nrecertd's groups: {recertd.mean_group():.1f} events in the mean, of its whole run")
        print(f"median of {len(ratios)} pairs: recertd / bare = {statistics.median(ratios):.2f}")
    finally:
        bare.stop()
        recertd.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
