#!/usr/bin/env python3
"""Random plans come out of the reader and writer with what they went in with, in a form that no longer changes.

Each plan goes through canonical_dump, a program of the build. Its output through the same program must be the same bytes,
and as data it must equal the plan, numbers compared as numbers. Only this may be left out of it:

  - empty texts and lists where the contract does not require the key;
  - what says the usual: "protect": false, a status "A" beside a value, "uncovered": "report", and among the rules 0.1,
    0.25 and null.

Keys that begin with x- are compared as they are, to the digit.
Prints "N passed, M failed"; exit 1 when something failed.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile

SEEDS = range(1, 51)
REQUIRED = {"tertial", "id", "year", "matrix", "undecided", "by", "groups", "level", "likelihood", "severity"}
USUAL = {"at_risk_behind": 0.1, "delayed_behind": 0.25, "ratio_tolerance": None}


class Written(str):
    """A number as it was written."""


def parse(text):
    """The document, with the numbers below keys that begin with x- as they were written."""
    document = json.loads(text)
    return with_extras(document, json.loads(text, parse_int=Written, parse_float=Written))


def with_extras(value, as_written):
    if isinstance(value, dict):
        return {key: as_written[key] if key.startswith("x-") else with_extras(below, as_written[key])
                for key, below in value.items()}
    if isinstance(value, list):
        return [with_extras(below, written) for below, written in zip(value, as_written)]
    return value


def canonical(value, where=""):
    """The document without what the writer leaves out; `where` is the key that the value stands below."""
    if isinstance(value, list):
        return [canonical(below, where) for below in value]
    if not isinstance(value, dict):
        return value
    if where in ("notes", "groups"):
        return value
    result = {}
    for key, below in value.items():
        if key.startswith("x-"):
            result[key] = below
            continue
        if key not in REQUIRED and not (where == "" and key in ("title", "risks")) and below in ("", [], {}):
            if not (where == "" and key == "rules"):
                continue
        if where == "rules" and key in USUAL and below == USUAL[key]:
            continue
        if (where, key, below) in (("indicators", "protect", False), ("matrix", "uncovered", "report")):
            continue
        if (where, key, below) == ("observations", "status", "A") and "value" in value:
            continue
        result[key] = canonical(below, key)
    return result


def first_difference(a, b, at=""):
    """Where two documents differ, or nothing. A boolean is no number."""
    if isinstance(a, dict) and isinstance(b, dict):
        for key in a.keys() | b.keys():
            if key not in a or key not in b:
                return f"{at}/{key}: only in {'the plan' if key in a else 'what was written'}"
            found = first_difference(a[key], b[key], f"{at}/{key}")
            if found:
                return found
        return None
    if isinstance(a, list) and isinstance(b, list):
        if len(a) != len(b):
            return f"{at}: {len(a)} and {len(b)} elements"
        for i, (left, right) in enumerate(zip(a, b)):
            found = first_difference(left, right, f"{at}/{i}")
            if found:
                return found
        return None
    same = a == b and isinstance(a, bool) == isinstance(b, bool) and isinstance(a, str) == isinstance(b, str)
    return None if same else f"{at}: {a!r:.200} and {b!r:.200}"


def run(program, path):
    done = subprocess.run([str(program), str(path)], capture_output=True, timeout=120, check=False)
    if done.returncode != 0:
        raise ValueError(f"exit {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout


def fault_of(program, path, again):
    """What is wrong with the way a plan takes through reader and writer, or nothing."""
    try:
        written = run(program, path)
        again.write_bytes(written)
        if run(program, again) != written:
            return "written again it is other bytes"
        if not written.endswith(b"}\n"):
            return "it does not end with a line feed"
        plan = parse(path.read_text(encoding="utf-8"))
        result = parse(written.decode("utf-8"))
        if canonical(result) != result:
            return "something is written that should be left out"
        return first_difference(canonical(plan), result)
    except (ValueError, subprocess.TimeoutExpired) as error:
        return str(error)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, help="not used")
    parser.add_argument("--source", type=pathlib.Path, required=True, help="the source tree")
    parser.add_argument("--build", type=pathlib.Path, required=True, help="the build tree")
    arguments = parser.parse_args()
    programs = sorted(path for path in arguments.build.rglob("canonical_dump") if path.is_file())
    if not programs:
        print(f"FAILED no canonical_dump in {arguments.build}\n0 passed, 1 failed")
        return 1
    tests = arguments.source / "tests"
    sys.path.insert(0, str(tests / "generate"))
    from random_plan import random_plan, written

    passed = failed = 0
    with tempfile.TemporaryDirectory() as folder:
        paths = sorted((tests / "data").glob("*-plan-2020/*.json"))
        for seed in SEEDS:
            path = pathlib.Path(folder) / f"seed-{seed}.json"
            path.write_text(written(random_plan(seed), seed), encoding="utf-8", newline="\n")
            paths.append(path)
        for path in paths:
            fault = fault_of(programs[0], path, pathlib.Path(folder) / "again.json")
            passed += fault is None
            failed += fault is not None
            if fault is not None:
                print(f"FAILED {path.name}: {fault}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
