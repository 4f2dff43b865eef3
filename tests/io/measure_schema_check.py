#!/usr/bin/env python3
"""Measure specs, the examples and random ones, agree with their JSON Schema by a validator not our own; and what the
schema refuses the program refuses too, at the same place.

Prints "N passed, M failed"; exit 1 when something failed.
"""
import argparse
import json
import pathlib
import random
import subprocess
import sys

from jsonschema import Draft202012Validator

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "cli"))
from measured_book import Case  # noqa: E402
from schema_check import Tally, faults_of, set_at  # noqa: E402

# Of the example: what is wrong, its place, and what stands there then.
REFUSED = [
    ("another version", ["tertial_measure"], 2),
    ("an unknown key", ["measurs"], []),
    ("a delimiter that is none", ["csv", "delimiter"], ":"),
    ("an encoding that is none", ["csv", "encoding"], "ansi"),
    ("missing words that are none", ["csv", "missing"], [0]),
    ("a column without a name", ["columns", "person"], ""),
    ("a type of a column that has none", ["columns", "person"], {"heading": "Barn", "type": "date"}),
    ("a position of 0", ["columns", "end"], {"position": 0}),
    ("a heading and a position", ["columns", "end"], {"position": 1, "heading": "x"}),
    ("a filter without a rule", ["filters", 0], {"column": "x"}),
    ("a filter of two rules", ["filters", 0], {"column": "x", "equals": "a", "one_of": ["b"]}),
    ("no values", ["filters", 0], {"column": "x", "one_of": []}),
    ("30 February", ["filters", 0], {"column": "x", "from": "2020-02-30"}),
    ("a group of a taken name", ["groups", 0, "id"], "value"),
    ("a value twice", ["groups", 0, "values"], ["Norr", "Norr"]),
    ("values given and learned", ["groups", 0, "max_values"], 3),
    ("five groups", ["groups"], [{"id": f"g{i}", "column": f"x{i}", "values": ["a"]} for i in range(5)]),
    ("a period that is none", ["period", "from"], "2020-13"),
    ("a period that never ends", ["period"], {"from": "2020-01"}),
    ("a day that is none", ["observed_until"], "2020-02-30"),
    ("a threshold of 1", ["disclosure", "threshold"], 1),
    ("another word than none", ["disclosure"], "nothing"),
    ("sums over weeks", ["disclosure", "sums"], ["week"]),
    ("no measures", ["measures"], []),
    ("a measure without an id", ["measures", 0, "id"], ""),
    ("a measure that is none", ["measures", 0, "measure"], "sum"),
    ("an option of another measure", ["measures", 0, "within"], {"days": 3}),
    ("weeks", ["measures", 2, "within"], {"weeks": 3}),
    ("two lengths", ["measures", 2, "within"], {"days": 3, "months": 1}),
    ("ten decimals", ["measures", 3, "decimals"], 10),
    ("a figure that is none", ["measures", 2, "indicator", 0, "figure"], "mean"),
]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cli", "source", "build"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    schema = json.loads((arguments.source / "src" / "io" / "schema" / "measure.schema.json").read_text(encoding="utf-8"))
    validator = Draft202012Validator(schema)
    tally = Tally()
    folder = arguments.source / "tests" / "data" / "measure"
    samples = sorted(folder.glob("*.json"))
    tally.check("there are examples", [] if len(samples) >= 3 else [str(samples)])
    for path in samples:
        tally.check(str(path), faults_of(validator, json.loads(path.read_text(encoding="utf-8"))))
    for seed in range(200):
        spec = Case(random.Random(seed), rows=0).spec
        tally.check(f"random spec, seed {seed}", faults_of(validator, spec))

    sample = json.loads((folder / "reports.json").read_text(encoding="utf-8"))
    for key in schema["required"]:
        without = {k: v for k, v in sample.items() if k != key}
        tally.check(f"refused: no {key}", [] if faults_of(validator, without) else ["was accepted"])
    for name, path, value in REFUSED:
        changed = set_at(sample, path, value)
        tally.check(f"refused by the schema: {name}", [] if faults_of(validator, changed) else ["was accepted"])
        done = subprocess.run([str(arguments.cli), "measure", "-", str(folder / "reports.csv")], capture_output=True,
                              input=json.dumps(changed).encode(), timeout=60, check=False)
        told = done.stderr.decode()
        place = "/" + "/".join(str(step) for step in path)
        fine = done.returncode == 2 and not done.stdout and told.startswith(f"tertial: standard input: {place}")
        tally.check(f"refused by the program: {name}", [] if fine else [f"{done.returncode}: {told}"])
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
