"""Tertial beside its peers in the works, in one run: the same data, in turns, with the same results.

    python3 benchmarks/works/compare.py --build build/release [--scale 1] [--seed 0] [--work W3] [--runs 6]

Makes the data once for a scale and seed, measures the bandwidth, and has the contestants take turns: plain C++, numpy,
pandas, DuckDB and data.table where they are there, and tertial by the program works_tertial. Each is a program that is
given --data FOLDER --work W3 --runs N --threads T and prints a line of JSON with milliseconds and checksums. Prints a
table in Markdown; ends in failure when checksums differ. Needs numpy, pandas for pandas.
"""

import argparse
import json
import os
import pathlib
import shutil
import statistics
import subprocess
import sys

WORKS = pathlib.Path(__file__).resolve().parent
PEERS = WORKS.parent / "peers"

# The goals for tertial: so many times as fast as the best peer, and within so many times of what the bandwidth allows;
# for the text, billions of bytes a second instead.
GOALS = {
    "W1": {"peer": 15, "limit": 1.6},
    "W2": {"peer": 8, "limit": 1.8},
    "W3": {"peer": 13, "limit": 3.5},
    "W4": {"peer": 9, "limit": 1.7},
    "W5": {"peer": 20, "limit": 6},
    "W6": {"peer": 7, "limit": 4},
    "W7": {"peer": 5},
    "W8": {"peer": 4, "speed": 0.95},
}
WHAT = {
    "W1": "classify pairs",
    "W2": "roll up series",
    "W3": "ongoing episodes",
    "W4": "assessed in time",
    "W5": "no new start",
    "W6": "frequent contacts",
    "W7": "process limits",
    "W8": "read a table",
}
# What is known to come out at full size with seed 0.
KNOWN = {
    "W1": [10959987, 15012091, 15016128, 9011794, 36400229042],
    "W2": [70513847811670, 5998174799770084, 23992252597, 26525337432374, 126],
    "W3": [68228106735, 48735530917, 23393107837],
    "W4": [10037726082, 6527956066, 23409441708],
    "W5": [3715833721, 2893303646, 25230328835],
    "W6": [3217908736, 2053428356],
    "W7": [71937014115399, 1341991199858, 68367317408935, 75506710821183, 13507, 83299, 8727, 108686488],
    "W8": [5000000, 747363326, 1009282603572, 9698065733, 1215149903, 299666],
}
ROUNDS = 3
FAR_BEHIND = 3  # a peer so many times as slow as the fastest of them takes one turn only, since it is not the best
OURS = {"plain", "tertial"}


def bytes_moved(work, columns):
    """Bytes that a work cannot do without reading and writing, by the sizes of its columns."""

    def size(*names):
        widths = {"u8": 1, "u16": 2, "i32": 4, "i64": 8, "f64": 8}
        return sum(columns[name]["size"] * widths[columns[name]["type"]] for name in names)

    def rows(name):
        return columns[name]["size"]

    if work == "W1":
        return size("likelihood", "severity"), rows("likelihood")
    if work == "W2":  # twelve periods of four numbers for 36 months
        return size("numerator", "denominator"), rows("numerator") // 36 * 12 * 4 * 8
    if work == "W3":
        return size("start", "end", "unit"), 0
    if work == "W4":
        return size("reported", "assessed", "unit"), 0
    if work == "W5":  # the rows written once by person, and read again
        every = size("person", "start", "end", "unit")
        return 2 * every, every
    if work == "W6":
        contacts = size("person", "day")
        return size("unit") + 2 * contacts, contacts
    if work == "W7":  # four numbers for a series, a byte for a point
        return size("value"), rows("value") // 36 * 4 * 8 + rows("value")
    return columns["rows"]["bytes"], rows("rows") * (2 + 4 + 8 + 8)


def limit(moved, bandwidth, threads):
    """Milliseconds: what is written is copied from what is read, the rest is only read."""
    read, written = moved
    copied = min(read, written)
    return ((read - copied) / bandwidth["read"][threads - 1] + 2 * copied / bandwidth["copy"][threads - 1]) / 1e6


class Contestant:
    def __init__(self, name, command, threads, works, environment=None):
        self.name, self.command, self.threads, self.works = name, command, threads, works
        self.environment = os.environ | (environment or {})

    def run(self, data, work, runs, threads):
        command = [*self.command, "--data", data, "--work", work, "--runs", runs, "--threads", threads]
        told = subprocess.run(list(map(str, command)), stdout=subprocess.PIPE, env=self.environment, check=False)
        if told.returncode != 0:
            raise SystemExit(f"compare: {self.name} fails at {work} with status {told.returncode}")
        return json.loads(told.stdout)


def succeeds(*command, environment=None):
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    return subprocess.run([str(word) for word in command], env=os.environ | (environment or {}), check=False,
                          **quiet).returncode == 0  # fmt: skip


def contestants(programs, node_modules):
    """Those that are there; a line says which are not."""
    every = [Contestant("plain", [programs / "works_plain"], (1, 2), list(GOALS))]
    if (programs / "works_tertial").exists():
        # What the C interface does in one call or few; roll-ups and limits of many series at once are not there yet.
        every.append(Contestant("tertial", [programs / "works_tertial"], (1, 2), ["W1", "W3", "W4", "W5", "W6"]))
    else:
        print("Without tertial: there is no works_tertial here")
    python = [sys.executable]
    every.append(Contestant("numpy", [*python, PEERS / "numpy_works.py"], (1,), list(GOALS)[:7]))
    if succeeds(*python, "-c", "import pandas"):
        every.append(Contestant("pandas", [*python, PEERS / "pandas_works.py"], (1,), list(GOALS)))
    else:
        print("Without pandas, which this Python does not have")
    environment = {"NODE_MODULES": str(node_modules.resolve())}
    load = "require('module').createRequire(process.env.NODE_MODULES + '/package.json')('@duckdb/node-api')"
    if shutil.which("node") and succeeds("node", "-e", load, environment=environment):
        every.append(Contestant("DuckDB", ["node", PEERS / "duckdb_works.js"], (1, 2), list(GOALS), environment))
    else:
        print("Without DuckDB: no node here that finds @duckdb/node-api")
    if shutil.which("Rscript") and succeeds("Rscript", "-e", "library(data.table)"):
        every.append(Contestant("data.table", ["Rscript", PEERS / "data_table_works.R"], (1, 2), list(GOALS)))
    else:
        print("Without data.table: no Rscript here that has it")
    return every


def data_of(work, folder, programs, scale, seed):
    """Makes the data unless they are there; the manifest is the last file written."""
    manifest = folder / f"{work.lower()}.json"
    if not manifest.exists():
        command = [programs / "works_data", "--out", folder, "--scale", scale, "--seed", seed, "--work", work]
        subprocess.run(list(map(str, command)), check=True)
    columns = {column["name"]: column for column in json.loads(manifest.read_text(encoding="utf-8"))["columns"]}
    for column in columns.values():
        column["bytes"] = (folder / column["file"]).stat().st_size
    return columns


def measure(work, folder, taking_part, runs, known):
    """The milliseconds of each contestant by name and threads, all of whom agree."""
    taken, expected = {}, known
    rounds = min(ROUNDS, runs)
    behind = set()
    for turn in range(rounds):
        share = runs // rounds + (turn < runs % rounds)
        for contestant in taking_part:
            if work not in contestant.works:
                continue
            for threads in contestant.threads:
                if (contestant.name, threads) in behind:
                    continue
                line = contestant.run(folder, work, share, threads)
                expected = expected or line["checksums"]
                if line["checksums"] != expected:
                    raise SystemExit(f"compare: {contestant.name} has {line['checksums']} for {work}, not {expected}")
                taken.setdefault((contestant.name, threads), []).extend(line["milliseconds"])
        peers = {key: min(times) for key, times in taken.items() if key[0] not in OURS}
        behind = {key for key, least in peers.items() if least > FAR_BEHIND * min(peers.values())}
    return taken, expected


def bandwidth_now(programs):
    return json.loads(subprocess.run([programs / "works_bandwidth"], check=True, stdout=subprocess.PIPE).stdout)


def better(one, other):
    return {key: [max(pair) for pair in zip(one[key], other[key])] for key in one}


def shown(milliseconds):
    """Median and least."""
    if not milliseconds:
        return "-"
    digits = 1 if statistics.median(milliseconds) < 100 else 0
    return f"{statistics.median(milliseconds):.{digits}f} ({min(milliseconds):.{digits}f})"


def verdict(work, taken, best, limits, size):
    """The ratios of tertial, or plain C++ where it is not there: to the best peer and to the limit; goal; reached."""
    name = "tertial" if ("tertial", 1) in taken else "plain"
    goal = GOALS[work]
    # A peer on one thread is held against one thread, a peer on two against two.
    ours = statistics.median(taken[name, best[1]])
    ratios = {"peer": statistics.median(taken[best]) / ours if best[0] else None}
    one = statistics.median(taken[name, 1])
    ratios["limit"] = one / limits[0]
    ratios["speed"] = size / one / 1e6
    words, reached = [], []
    if ratios["peer"] is not None:
        words.append(f"{goal['peer']}x the peer")
        reached.append(ratios["peer"] >= goal["peer"])
    if "limit" in goal:
        words.append(f"{goal['limit']} of the limit")
        reached.append(ratios["limit"] <= goal["limit"])
    if "speed" in goal:
        words.append(f"{goal['speed']} GB/s")
        reached.append(ratios["speed"] >= goal["speed"])
    met = "-" if name == "plain" else "yes" if all(reached) else "no"
    return ratios, ", ".join(words), met


def table_row(work, taken, moved, bandwidth, size):
    peers = [key for key in taken if key[0] not in OURS]
    best = min(peers, key=lambda key: statistics.median(taken[key]), default=(None, 1))
    limits = [limit(moved, bandwidth, threads) for threads in (1, 2)]
    ratios, goal, met = verdict(work, taken, best, limits, size)
    peer = f"{best[0]}, {best[1]} thread{'s' if best[1] > 1 else ''}: {shown(taken[best])}" if best[0] else "-"
    cells = [
        f"{work} {WHAT[work]}",
        peer,
        " / ".join(shown(taken["plain", threads]) for threads in (1, 2)),
        " / ".join(shown(taken.get(("tertial", threads))) for threads in (1, 2)),
        " / ".join(f"{one:.1f}" for one in limits),
        f"{ratios['peer']:.1f}" if ratios["peer"] else "-",
        f"{ratios['limit']:.2f}" if work != "W8" else f"{ratios['limit']:.2f}, {ratios['speed']:.2f} GB/s",
        goal,
        met,
    ]
    return "| " + " | ".join(cells) + " |"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=pathlib.Path("build/release"))
    parser.add_argument("--data", type=pathlib.Path, default=pathlib.Path("build/works"), help="where data are kept")
    parser.add_argument("--node-modules", type=pathlib.Path, default=pathlib.Path("build/peers"),
                        help="where benchmarks/peers/package.json was installed")  # fmt: skip
    parser.add_argument("--scale", default="1")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--work", choices=list(GOALS))
    parser.add_argument("--runs", type=int, default=6, help=f"of each contestant, in {ROUNDS} turns")
    arguments = parser.parse_args()
    programs = arguments.build.resolve() / "benchmarks"
    folder = arguments.data.resolve() / f"scale-{arguments.scale}-seed-{arguments.seed}"
    taking_part = contestants(programs, arguments.node_modules)
    bandwidth = bandwidth_now(programs)
    rows = []
    for work in [arguments.work] if arguments.work else GOALS:
        columns = data_of(work, folder, programs, arguments.scale, arguments.seed)
        full = float(arguments.scale) == 1 and arguments.seed == 0
        taken, checksums = measure(work, folder, taking_part, arguments.runs, KNOWN[work] if full else None)
        bandwidth = better(bandwidth, bandwidth_now(programs))
        rows.append((work, taken, bytes_moved(work, columns), sum(column["bytes"] for column in columns.values())))
        # Told at once, so that a run that is broken off has told of the works it did.
        told = "; ".join(f"{name} {threads}: {shown(times)}" for (name, threads), times in taken.items())
        print(f"{work} {WHAT[work]}: {told}; checksums {' '.join(map(str, checksums))}", flush=True)
    # Every work is held against the best bandwidth that was seen during the run.
    print(f"\nScale {arguments.scale}, seed {arguments.seed}. Milliseconds: median (least) of {arguments.runs}; 1 thread / "
          f"2 threads. Read {bandwidth['read'][0]} / {bandwidth['read'][1]} GB/s, copied {bandwidth['copy'][0]} / "
          f"{bandwidth['copy'][1]} GB/s.\n")  # fmt: skip
    if float(arguments.scale) != 1:
        print("The goals are those at scale 1; what is smaller may stay in a cache, which is faster than memory.\n")
    whose = "tertial" if any(one.name == "tertial" for one in taking_part) else "plain C++"
    print(f"| work | best peer | plain C++ | tertial | bandwidth limit | {whose}: times as fast as the peer | "
          "of the limit | goal | reached |\n|---|---|---|---|---|---|---|---|---|")  # fmt: skip
    for work, taken, moved, size in rows:
        print(table_row(work, taken, moved, bandwidth, size))


if __name__ == "__main__":
    main()
