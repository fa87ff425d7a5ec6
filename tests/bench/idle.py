"""What thousands of idle connections, half requests and a reader that never reads cost the others.

The active ones (64, kept alive) read standings and append, half and half, at a steady rate; a latency
counts from when a request was due. Each line is the median of three measurements. Run by
`tools/bench idle`.
"""
import json
import os
import shutil
import statistics
import subprocess
import time

import append
import crowd

ACTIVE = 64
CREDENTIALS = 500
HALVES = 200
ROUNDS = 3  # within the ten seconds that a half request has


def parse():
    parser = append.parser("idle", __doc__)
    parser.add_argument("--connections", type=int, default=10000, help="idle ones (10000)")
    parser.add_argument("--seconds", type=float, default=2.5, help="of a measurement (2.5)")
    parser.add_argument("--rate", type=float, default=1000, help="requests a second (1000)")
    return parser.parse_args()


def load(options, server, body_file, run, rate, reads, seconds, credentials=CREDENTIALS):
    told = subprocess.run(
        [os.path.join(options.build, "recert_bench_load"), str(server.port), str(ACTIVE), str(seconds),
         str(credentials), append.PREFIX, f"{run}-", body_file, server.token_file, str(rate), str(reads)],
        stdout=subprocess.PIPE, text=True, check=True)
    result = json.loads(told.stdout)
    if result["other"] or not result["good"]:
        raise SystemExit(f"{result['other']} answers were refusals")
    return result


def main():
    options = parse()
    soft, hard = crowd.raise_descriptors()
    count = min(options.connections, crowd.connections_max(hard))
    folder, body_file = append.begin(options)
    print(f"hardware   {append.hardware(folder)}")
    print(f"ulimit -n  {soft}, raised to {hard}; idle connections: {count}", flush=True)
    server = append.Recertd(options, folder, ["--connections-max", str(count + 1024)])
    crowd_there = []
    try:
        server.certify(CREDENTIALS)
        load(options, server, body_file, "warm", options.rate, 50, options.seconds)
        print(f"\n{'beside the 64 active':36} {'p50 µs':>8} {'p99 µs':>8} {'× alone':>8} {'MiB':>7} {'open':>7}")
        alone = None

        def measure(label, run):
            nonlocal alone
            results = [load(options, server, body_file, f"{run}{n}", options.rate, 50, options.seconds)
                       for n in range(ROUNDS)]
            p50, p99 = (statistics.median(result[name] for result in results) for name in ("p50_us", "p99_us"))
            alone = alone or p99
            print(f"{label:36} {p50:8} {p99:8} {p99 / alone:8.2f} "
                  f"{crowd.resident_mib(server.process.pid):7.0f} {crowd.descriptors(server.process.pid):7}", flush=True)

        measure("nobody", "r0-")
        crowd_there += crowd.idle(server.port, count)
        measure(f"{count} idle", "r1-")
        crowd_there += crowd.half_requests(server.port, HALVES)
        measure(f"{count} idle, {HALVES} halves", "r2-")
        crowd_there.append(crowd.never_reads(server.port))
        measure(f"{count} idle, one that never reads", "r3-")
        crowd.close_all(crowd_there)
        while crowd.descriptors(server.process.pid) > count // 2:
            time.sleep(0.1)
        measure("nobody again", "r4-")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
