#!/usr/bin/env python3
"""Samples, generated plans and their follow-ups agree with the JSON Schemas, by a validator not our own.

Prints "N passed, M failed"; exit 1 when something failed.
"""
import argparse
import copy
import json
import pathlib
import subprocess
import sys
import tempfile

from jsonschema import Draft202012Validator

GENERATED = 50
AS_OF = "2020-T2"


def parse_arguments():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True, help="the command line program")
    parser.add_argument("--source", type=pathlib.Path, required=True, help="the source tree")
    parser.add_argument("--build", type=pathlib.Path, required=True, help="the build tree")
    return parser.parse_args()


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def check(self, name, faults):
        if not faults:
            self.passed += 1
            return
        self.failed += 1
        print(f"FAILED {name}")
        for fault in faults[:5]:
            print(f"    {fault}")

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


def pointer(path):
    return "".join("/" + str(part).replace("~", "~0").replace("/", "~1") for part in path)


def faults_of(validator, document):
    return [f"{pointer(e.absolute_path)}: {e.message[:300]}" for e in validator.iter_errors(document)]


def set_at(document, path, value):
    """A copy of the document with one place changed."""
    result = copy.deepcopy(document)
    place = result
    for step in path[:-1]:
        place = place[step]
    place[path[-1]] = value
    return result


# What a strict schema refuses, each as a change to the sample action plan.
REFUSED = [
    ("another version", ["tertial"], 2),
    ("an unknown key", ["riks"], []),
    ("an unknown key deep down", ["indicators", 0, "observations", 0, "valu"], 1),
    ("a year as text", ["year"], "2020"),
    ("an id as a number", ["risks", 0, "id"], 1.1),
    ("no bands", ["matrix", "bands"], []),
    ("eleven steps", ["matrix", "severity"], ["x"] * 11),
    ("a score rule that is not there", ["matrix", "score"], "mean"),
    ("a band called unclassified", ["matrix", "bands", 0, "level"], "unclassified"),
    ("30 February", ["follow_ups", 0, "date"], "2020-02-30"),
    ("29 February in a common year", ["follow_ups", 0, "date"], "2100-02-29"),
    ("a date with a time", ["follow_ups", 0, "date"], "2020-04-30T00:00"),
    ("a fourth tertial", ["follow_ups", 0, "period"], "2020-T4"),
    ("a spoken period", ["indicators", 0, "observations", 0, "period"], "Jan-20"),
    ("a level beside likelihood and severity", ["risks", 0, "assessments", 0],
     {"date": "2020-04-30", "level": "red", "likelihood": 1, "severity": 1}),
    ("a likelihood alone", ["risks", 0, "assessments", 0], {"date": "2020-04-30", "likelihood": 1}),
    ("a step of 0", ["risks", 0, "assessments", 0], {"date": "2020-04-30", "likelihood": 0, "severity": 1}),
    ("progress of 1.5", ["actions", 0, "reports"],
     [{"date": "2020-04-30", "status": "delayed", "progress": 1.5}]),
    ("a status that is not there", ["actions", 0, "reports"], [{"date": "2020-04-30", "status": "late"}]),
    ("a recurrence of both forms", ["actions", 0, "activities", 0, "recurrence"],
     {"times": 1, "per": "year", "every": 1, "unit": "week"}),
    ("a recurrence never", ["actions", 0, "activities", 0, "recurrence"], {"times": 0, "per": "year"}),
    ("a missing figure with a value", ["indicators", 0, "observations", 0],
     {"period": "2020-01", "status": "O", "value": 0}),
    ("neither value nor status", ["indicators", 0, "observations", 0], {"period": "2020-01"}),
    ("a value of null", ["indicators", 0, "observations", 0, "value"], None),
    ("a target of two kinds", ["indicators", 0, "targets"], [{"year": 2020, "value": 1, "undecided": "x"}]),
    ("half a range", ["indicators", 0, "targets"], [{"year": 2020, "from": 1}]),
    ("an empty target", ["indicators", 0, "targets"], [{"year": 2020}]),
    ("a negative sample", ["self_checks", 0, "sample"], -1),
    ("a negative group", ["self_checks", 0, "breakdowns", 0, "groups", "girls"], -1),
]


def resolve(schema, node):
    while "$ref" in node:
        node = schema["$defs"][node["$ref"].removeprefix("#/$defs/")]
    return node


def use_of(schema, node, value, used, where="plan"):
    """Notes the keys and listed values that a document uses, as "definition.key" and "definition.key=value"."""
    if "$ref" in node:
        where = node["$ref"].removeprefix("#/$defs/")
        node = resolve(schema, node)
    for choice in node.get("oneOf", []):
        if "type" in choice and choice["type"] == {dict: "object", list: "array"}.get(type(value)):
            if not isinstance(value, dict) or set(choice.get("required", [])) <= set(value):
                use_of(schema, choice, value, used, where)
        elif "enum" in choice and isinstance(value, str):
            use_of(schema, choice, value, used, where)
    if "enum" in node:
        used.add(f"{where}={value}")
    if isinstance(value, dict):
        for key, below in value.items():
            if key in node.get("properties", {}):
                used.add(f"{where}.{key}")
                use_of(schema, node["properties"][key], below, used, f"{where}.{key}")
            elif key.startswith("x-") and "patternProperties" in node:
                used.add(f"{where}.x-")
    if isinstance(value, list) and "items" in node:
        for below in value:
            use_of(schema, node["items"], below, used, where)


def wanted(schema):
    """All keys and listed values that the schema knows, named as use_of() names them."""
    names = set()

    def walk(node, where):
        if not isinstance(node, dict) or "$ref" in node:
            return
        for value in node.get("enum", []):
            names.add(f"{where}={value}")
        if "patternProperties" in node:
            names.add(f"{where}.x-")
        for key, below in node.get("properties", {}).items():
            if below is not False:
                names.add(f"{where}.{key}")
                walk(below, f"{where}.{key}")
        walk(node.get("items"), where)
        for choice in node.get("oneOf", []):
            if "type" in choice or "enum" in choice:
                walk(choice, where)

    walk({key: value for key, value in schema.items() if key != "$defs"}, "plan")
    for name, definition in schema["$defs"].items():
        walk(definition, name)
    return names


def follow_up_faults(cli, validator, path):
    command = [str(cli), "follow-up", str(path), "--as-of", AS_OF, "--format", "json"]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    if done.returncode != 0:
        return [f"exit {done.returncode}: {done.stderr.decode(errors='replace').strip()}"]
    try:
        return faults_of(validator, json.loads(done.stdout))
    except ValueError as error:
        return [f"not JSON: {error}"]


def main():
    arguments = parse_arguments()
    tests = arguments.source / "tests"
    sys.path.insert(0, str(tests / "generate"))
    from random_plan import random_plan, written

    tally = Tally()
    schemas = {}
    for name in ("plan", "follow-up", "measure"):
        path = arguments.source / "src" / "io" / "schema" / f"{name}.schema.json"
        schemas[name] = json.loads(path.read_text(encoding="utf-8"))
        try:
            Draft202012Validator.check_schema(schemas[name])
            tally.check(f"{name} schema", [])
        except Exception as error:  # whatever the validator finds wrong with the schema
            tally.check(f"{name} schema", [str(error)])
    plans = Draft202012Validator(schemas["plan"])
    follow_ups = Draft202012Validator(schemas["follow-up"])

    samples = sorted((tests / "data").glob("*-plan-2020/*.json"))
    folders = {path.parent for path in samples}
    tally.check("both samples are there", [] if len(folders) == 2 else [str(samples)])
    for path in samples:
        tally.check(str(path), faults_of(plans, json.loads(path.read_text(encoding="utf-8"))))

    sample = json.loads((tests / "data" / "action-plan-2020" / "plan.json").read_text(encoding="utf-8"))
    for name, path, value in REFUSED:
        changed = set_at(sample, path, value)
        tally.check(f"refused: {name}", [] if faults_of(plans, changed) else ["was accepted"])
    for key in schemas["plan"]["required"]:
        without = {k: v for k, v in sample.items() if k != key}
        tally.check(f"refused: no {key}", [] if faults_of(plans, without) else ["was accepted"])

    used = set()
    generated = [(seed, random_plan(seed)) for seed in range(1, GENERATED + 1)]
    for seed, plan in generated:
        tally.check(f"generated plan, seed {seed}", faults_of(plans, plan))
        use_of(schemas["plan"], schemas["plan"], plan, used)
    unused = sorted(wanted(schemas["plan"]) - used)
    tally.check("the generated plans use every key and listed value", unused)

    if arguments.cli.exists():
        for path in samples:
            tally.check(f"follow-up of {path}", follow_up_faults(arguments.cli, follow_ups, path))
        with tempfile.TemporaryDirectory() as folder:
            for seed, plan in generated:
                path = pathlib.Path(folder) / f"plan-{seed}.json"
                path.write_text(written(plan, seed), encoding="utf-8", newline="\n")
                tally.check(f"follow-up of seed {seed}", follow_up_faults(arguments.cli, follow_ups, path))
        for name in schemas:
            command = [str(arguments.cli), "schema", name]
            done = subprocess.run(command, capture_output=True, timeout=60, check=False)
            shipped = (arguments.source / "src" / "io" / "schema" / f"{name}.schema.json").read_bytes()
            tally.check(f"tertial schema {name}", [] if done.stdout == shipped else ["differs from the file"])
    else:
        tally.check("the command line program is there", [f"{arguments.cli} does not exist"])
    return tally.finish()


if __name__ == "__main__":
    sys.exit(main())
