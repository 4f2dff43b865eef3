"""The works come to the same in plain C++ and in numpy, which share no code, for data of two seeds.

Compiles what makes the data and the works in plain C++ by itself: benchmarks are not part of every build.
"""

import argparse
import importlib.util
import json
import pathlib
import subprocess
import sys
import tempfile

SCALE = "0.002"
WORKS = [f"W{number}" for number in range(1, 8)]


def output(*command):
    return subprocess.run([str(word) for word in command], check=True, stdout=subprocess.PIPE).stdout


def text_checksums(path):
    """Of the table in W8, by Python alone: its numbers are quarters and whole numbers."""
    sums = [0] * 6
    for line in path.read_text(encoding="ascii").splitlines():
        unit, month, numerator, denominator = line.split(";")
        sums[0] += 1
        sums[1] += int(unit)
        sums[2] += int(month.replace("-", ""))
        for place, text, times in ((3, numerator, 4), (4, denominator, 1)):
            if text == "u.s.":
                sums[5] += 1
            else:
                sums[place] += int(times * float(text.replace(",", ".")))
    return sums


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    if importlib.util.find_spec("numpy") is None:
        print("no numpy here")
        return 77
    benchmarks = arguments.source / "benchmarks"
    faults = compared = 0
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        for source in ("works_data", "plain"):
            output("c++", "-std=c++20", "-O1", "-ffp-contract=off", "-pthread", benchmarks / "works" / f"{source}.cpp",
                   "-o", folder / source)  # fmt: skip
        seen = set()
        for seed in (0, 41):
            data = folder / f"seed-{seed}"
            output(folder / "works_data", "--out", data, "--scale", SCALE, "--seed", seed)
            for work in [*WORKS, "W8"]:
                given = ("--data", data, "--work", work, "--runs", 1)
                ours = [json.loads(output(folder / "plain", *given, "--threads", threads)) for threads in (1, 2)]
                if work == "W8":
                    theirs = text_checksums(data / "w8_rows.csv")
                else:
                    peer = benchmarks / "peers" / "numpy_works.py"
                    theirs = json.loads(output(sys.executable, peer, *given))["checksums"]
                for one in ours:
                    compared += len(theirs)
                    if one["checksums"] != theirs:
                        faults += 1
                        print(f"{work}, seed {seed}: {one['checksums']} of {one['threads']} threads, {theirs} expected")
                seen.add((work, *theirs))
        if len(seen) != 2 * (len(WORKS) + 1):
            faults += 1
            print("two seeds give the same results")
    print(f"{compared} checksums compared")
    return 1 if faults or not compared else 0


if __name__ == "__main__":
    sys.exit(main())
