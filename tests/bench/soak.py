"""Memory, descriptors and latency over many minutes, plotted.

64 kept-alive connections read standings and append a little, at a steady rate, while idle clients, half
requests and readers that never read come and go. Before that, appends as fast as they are taken: caches
and write buffers are then as full as they get. Prints the first and the last quarter of the samples beside
each other, and writes them all as a plot. Run by `tools/bench soak`.
"""
import shutil
import statistics
import time

import append
import crowd
import idle

CREDENTIALS = 10_000
IDLE, HALVES = 200, 50
WIDTH, PANEL, LEFT, TOP, GAP = 720, 110, 70, 30, 34


def parse():
    parser = append.parser("soak", __doc__)
    parser.add_argument("--minutes", type=float, default=15, help="(15)")
    parser.add_argument("--warm", type=float, default=150, help="seconds of appends before (150)")
    parser.add_argument("--rate", type=float, default=200, help="requests a second (200)")
    parser.add_argument("--appends", type=int, default=5, help="of a hundred requests (5)")
    parser.add_argument("--every", type=float, default=5, help="seconds between samples (5)")
    parser.add_argument("--plot", default="soak.svg", help="where to write it (soak.svg)")
    return parser.parse_args()


def panel(number, title, times, values):
    """One curve from 0 up, with its largest value named."""
    top, most = TOP + number * (PANEL + GAP), max(values) * 1.15 or 1
    x = [LEFT + (WIDTH - LEFT - 20) * t / times[-1] for t in times]
    y = [top + PANEL * (1 - v / most) for v in values]
    points = " ".join(f"{a:.1f},{b:.1f}" for a, b in zip(x, y))
    lines = [f'<text x="{LEFT}" y="{top - 8}">{title}</text>',
             f'<path class="axis" d="M{LEFT} {top}V{top + PANEL}H{WIDTH - 20}"/>',
             f'<polyline points="{points}"/>']
    for value in (0, max(values)):
        at = top + PANEL * (1 - value / most)
        lines.append(f'<text class="scale" x="{LEFT - 6}" y="{at + 4:.1f}">{value:.4g}</text>')
        lines.append(f'<path class="grid" d="M{LEFT} {at:.1f}H{WIDTH - 20}"/>')
    return "\n".join(lines)


def plot(samples, caption):
    times = [sample[0] / 60 for sample in samples]
    titles = ("resident memory, MiB", "open descriptors", "p99 of the active connections, ms")
    panels = [panel(n, title, times, [sample[n + 1] for sample in samples]) for n, title in enumerate(titles)]
    height = TOP + len(titles) * (PANEL + GAP) + 24
    end = f'<text class="scale" x="{WIDTH - 20}" y="{height - 38}">{times[-1]:.1f} min</text>'
    return f"""<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" role="img" aria-label="{caption}">
<style>
svg {{ background: #fff; font: 12px system-ui, sans-serif; fill: #222 }}
polyline {{ fill: none; stroke: #1f5fa8; stroke-width: 1.5 }}
.axis {{ fill: none; stroke: #888 }} .grid {{ stroke: #ddd; stroke-dasharray: 2 3 }} .scale {{ text-anchor: end; fill: #666 }}
</style>
{chr(10).join(panels)}
{end}
<text x="{LEFT}" y="{height - 12}">{caption}</text>
</svg>
"""


def sample(options, server, body_file, number, began):
    crowd_there = crowd.idle(server.port, IDLE) + crowd.half_requests(server.port, HALVES)
    crowd_there.append(crowd.never_reads(server.port))
    result = idle.load(options, server, body_file, f"s{number}", options.rate, 100 - options.appends, options.every,
                       CREDENTIALS)
    pid = server.process.pid
    seen = (time.monotonic() - began, crowd.resident_mib(pid), crowd.descriptors(pid), result["p99_us"] / 1000)
    crowd.close_all(crowd_there)
    return seen


def main():
    options = parse()
    crowd.raise_descriptors()
    folder, body_file = append.begin(options)
    print(f"hardware   {append.hardware(folder)}", flush=True)
    server = append.Recertd(options, folder)
    try:
        server.certify(CREDENTIALS)
        idle.load(options, server, body_file, "warm", 0, 0, options.warm, CREDENTIALS)
        began, samples = time.monotonic(), []
        while time.monotonic() - began < options.minutes * 60:
            samples.append(sample(options, server, body_file, len(samples), began))
            print("%7.0f s  %6.0f MiB  %5d open  p99 %7.2f ms" % samples[-1], flush=True)
        quarter = max(1, len(samples) // 4)
        print(f"\n{'median of a quarter':22} {'first':>9} {'last':>9}")
        for column, title in ((1, "MiB"), (2, "open"), (3, "p99 ms")):
            first, last = (statistics.median(s[column] for s in part) for part in (samples[:quarter], samples[-quarter:]))
            print(f"{title:22} {first:9.2f} {last:9.2f}")
        caption = (f"{options.minutes:g} minutes, {options.rate:g} requests a second, {options.appends} of a hundred appends, "
                   f"{IDLE + HALVES + 1} idle or hostile")
        with open(options.plot, "w") as f:
            f.write(plot(samples, caption))
        print(f"plot: {options.plot}")
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    main()
