#!/usr/bin/env python3
"""The tables of a follow-up, read by Python's csv module, hold the figures of its JSON.

The action plan of 2020 and a plan full of odd texts are followed up in both formats. Every row is as wide as its header,
and level, score, dates, values, changes, verdicts, roll-ups, self-checks and findings are the same in both. No cell but a
figure can be taken for a formula.
Prints "N passed, M failed"; exit 1 when something failed.
"""
import argparse
import csv
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

TABLES = ["risks", "actions", "indicators", "observations", "targets", "rollups", "self_checks", "findings"]
SEEDS = [1, 2, 3, 5, 8, 13]
FIGURE = re.compile(r"-?[0-9]+(\.[0-9]+)?(e[+-][0-9]+)?\Z")


def run(cli, plan, form):
    command = [str(cli), "follow-up", str(plan), "--as-of", "2020-T2", "--format", form]
    done = subprocess.run(command, capture_output=True, timeout=120, check=False)
    if done.returncode != 0:
        raise ValueError(f"{form}: exit {done.returncode}: {done.stderr.decode(errors='replace').strip()}")
    return done.stdout.decode("utf-8")


def read_tables(text):
    """The rows of each table, each a dict by the names in its header."""
    tables, name, header = {}, None, None
    for row in csv.reader(io.StringIO(text, newline=""), strict=True):
        if not row:
            name = header = None
        elif name is None:
            name = row[0].removeprefix("# ")
            tables[name] = []
        elif header is None:
            header = row
        elif len(row) != len(header):
            raise ValueError(f"{name}: a row of {len(row)} cells below a header of {len(header)}: {row}")
        else:
            tables[name].append(dict(zip(header, row)))
    return tables


def guarded(text):
    return "'" + text if text[:1] in tuple("=+-@\t\r\n") and text else text


def cell(value):
    """A value of the JSON as it should stand in a table; figures as numbers."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return float(value) if isinstance(value, (int, float)) else guarded(value)


def same(row, expected):
    """The names of the cells that differ."""
    different = []
    for name, value in expected.items():
        want = cell(value)
        have = row[name]
        if isinstance(want, float):
            have = float(have) if FIGURE.match(have) else have
        if have != want:
            different.append(f"{name} is {row[name]!r}, not {value!r}")
    return different


def expected_rows(review):
    """What the tables should hold, as far as the JSON tells it."""
    risks = [{**risk, "closed": risk.get("closed")} for risk in review["risks"]]
    actions = [{key: value for key, value in action.items() if key != "activities"} for action in review["actions"]]
    indicators, targets, rollups, self_checks = [], [], [], []
    for one in review["indicators"]:
        figures = {}
        for which in ("latest", "previous"):
            for key in ("period", "value", "status"):
                figures[f"{which}_{key}"] = one[which][key] if one[which] else None
        for key in ("period", "value"):
            figures[f"baseline_{key}"] = one["baseline"][key] if one["baseline"] else None
        for key in ("from_baseline", "from_baseline_reason", "from_previous", "from_previous_reason"):
            figures[key] = one["change"].get(key)
        indicators.append({"id": one["id"], **figures, "breaks": ";".join(one["breaks"]), "stale": one.get("stale", 0)})
        for target in one["targets"]:
            aims = {key: target.get(key) for key in ("value", "from", "to", "trend", "undecided", "year_to_date")}
            targets.append({**target, **aims, "indicator": one["id"]})
        for rollup in one["rollups"]:
            flags = {key: rollup.get(key, False) for key in ("unweighted", "across_break")}
            rollups.append({**rollup, **flags, "indicator": one["id"]})
    for check in review["self_checks"]:
        start = {key: check[key] for key in ("id", "period", "title", "sample")}
        rows = [{**start, "result": r["title"], "numerator": r["numerator"], "share": r["share"]} for r in check["results"]]
        for breakdown in check["breakdowns"]:
            rows += [{**start, "by": breakdown["by"], "group": group, "count": count}
                     for group, count in breakdown["groups"].items()]
        self_checks += rows or ([start] if not check["breakdowns"] else [])
    findings = [{key: finding[key] for key in ("code", "severity", "at", "message")} for finding in review["findings"]]
    return {"risks": risks, "actions": actions, "indicators": indicators, "targets": targets, "rollups": rollups,
            "self_checks": self_checks, "findings": findings}


def faults_of(cli, plan):
    try:
        review = json.loads(run(cli, plan, "json"))
        text = run(cli, plan, "csv")
        tables = read_tables(text)
    except (ValueError, csv.Error, subprocess.TimeoutExpired) as error:
        return [str(error)]
    faults = []
    if list(tables) != TABLES:
        return [f"the tables are {list(tables)}"]
    closed_before = {guarded(risk["id"]) for risk in review["closed_before"]}
    found = dict(tables)
    found["risks"] = [row for row in tables["risks"] if row["movement"]]
    if {row["id"] for row in tables["risks"] if not row["movement"]} != closed_before:
        faults.append("risks: not those closed before are the ones without a movement")
    for name, rows in expected_rows(review).items():
        if len(found[name]) != len(rows):
            faults.append(f"{name}: {len(found[name])} rows, not {len(rows)}")
            continue
        for number, (row, expected) in enumerate(zip(found[name], rows), 1):
            faults += [f"{name}, row {number}: {different}" for different in same(row, expected)]
    latest = {(one["id"], one["latest"]["period"], one["latest"]["value"]) for one in review["indicators"] if one["latest"]}
    observed = {(row["indicator"], row["period"], float(row["value"]) if row["value"] else None)
                for row in tables["observations"]}
    for ident, period, value in latest:
        if (guarded(ident), period, value) not in observed:
            faults.append(f"observations: the latest of {ident!r}, {period}, is not there")
    for name, rows in tables.items():
        for row in rows:
            faults += [f"{name}: {key} may be taken for a formula: {value!r}" for key, value in row.items()
                       if value[:1] in tuple("=+-@\t\r\n") and value and not FIGURE.match(value)]
    if text.replace("\r\n", "").count("\r") and '"' not in text:
        faults.append("a line does not end in CR LF")
    return faults


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True, help="the command line program")
    parser.add_argument("--source", type=pathlib.Path, required=True, help="the source tree")
    parser.add_argument("--build", type=pathlib.Path, help="not used")
    arguments = parser.parse_args()
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
            faults = faults_of(arguments.cli, path)
            passed += not faults
            failed += bool(faults)
            if faults:
                print(f"FAILED {path.parent.name}/{path.name}")
                for fault in faults[:5]:
                    print(f"    {fault}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
