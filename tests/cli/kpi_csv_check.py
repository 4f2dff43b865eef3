"""The file of key figures, read by Python's csv module, holds the values of the follow-up's own tables.

The sample action plan is given external codes; every value that should be there is, once, under its codes, and the
command line tells what was left out.
"""

import argparse
import csv
import datetime
import io
import json
import pathlib
import re
import subprocess
import sys
import tempfile

PLAN = "tests/data/action-plan-2020/plan.json"
UNIT = "BUN;4711"


def last_day(period):
    """The last day of a month, tertial or day, by the calendar of Python."""
    if re.fullmatch(r"\d{4}-\d\d-\d\d", period):
        return period
    year, part = period.split("-")
    month = 4 * int(part[1]) if part.startswith("T") else int(part)
    first_after = datetime.date(int(year) + month // 12, month % 12 + 1, 1)
    return (first_after - datetime.timedelta(days=1)).isoformat()


def run(cli, plan, *options):
    return subprocess.run([cli, "follow-up", plan, "--as-of", "2020-T2", *options], stdin=subprocess.DEVNULL,
                          capture_output=True, check=False)


def table(done, delimiter=","):
    return list(csv.DictReader(io.StringIO(done.stdout.decode("utf-8"), newline=""), delimiter=delimiter, strict=True))


def in_force(indicator, period):
    """The id of the definition that holds in a period, by the rule of the plan document."""
    held = ""
    for definition in indicator.get("definitions", []):
        if "from" not in definition or last_day(definition["from"]) <= last_day(period):
            held = definition["id"]
    return held


def faults(cli, source, work):
    document = json.loads((source / PLAN).read_text(encoding="utf-8"))
    path = work / "plan.json"

    def write():
        path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")

    write()
    refused = run(cli, path, "--format", "kpi-csv", "-o", work / "none.csv")
    told = refused.stderr.decode()
    if refused.returncode != 2 or told.count("\n") != 1 or "/x-external: " not in told or (work / "none.csv").exists():
        yield f"without a code for the unit: exit code {refused.returncode}, {told!r}"

    document["x-external"] = UNIT
    coded = document["indicators"][::2]
    left_out = [indicator["id"] for indicator in document["indicators"][1::2]]
    for place, indicator in enumerate(coded):
        code = f"KPI \"{place}\""
        indicator["x-external"] = code if place % 3 else {"measure": code, "column": f"column {place}"}
    write()
    done = run(cli, path, "--format", "kpi-csv")
    if done.returncode != 0:
        yield f"exit code {done.returncode}: {done.stderr.decode()}"
        return
    told = done.stderr.decode()
    wanted = f"tertial: warning: {len(left_out)} of {len(document['indicators'])} indicators "
    if not told.startswith(wanted) or told.count("\n") != 1 or ", ".join(left_out[:8]) not in told:
        yield f"the warning is {told!r}"

    indicators = {indicator["id"]: indicator for indicator in coded}
    expected = []
    for row in table(run(cli, path, "--format", "csv", "--table", "observations")):
        indicator = indicators.get(row["indicator"])
        if indicator is None or not row["value"] or row["definition"] != in_force(indicator, row["period"]):
            continue
        code = indicator["x-external"]
        measure, column = (code["measure"], code["column"]) if isinstance(code, dict) else (code, "utfall")
        expected.append({"date": last_day(row["period"]), "unit": UNIT, "measure": measure, "column": column,
                         "value": float(row["value"])})
    found = [{**row, "value": float(row["value"].replace(",", "."))} for row in table(done, ";")]
    if found != expected or len(expected) < 30:
        yield f"{len(found)} rows, {len(expected)} expected; the first that differ: " \
              f"{next(((a, b) for a, b in zip(found, expected) if a != b), None)}"
    if not re.search(r";\d+,\d+\r\n", done.stdout.decode()):
        yield "no decimal comma"
    latest = {each["id"]: each["latest"] for each in json.loads(run(cli, path, "--format", "json").stdout)["indicators"]}
    for indicator in coded:
        figure = latest[indicator["id"]]
        measure = indicator["x-external"]["measure"] if isinstance(indicator["x-external"], dict) else indicator["x-external"]
        values = [row["value"] for row in found if row["measure"] == measure]
        if figure and figure["value"] is not None and (not values or values[-1] != figure["value"]):
            yield f"the latest value of {indicator['id']} is not {figure['value']}: {values[-1:]}"

    for indicator in document["indicators"]:
        indicator.setdefault("x-external", f"code of {indicator['id']}")
    write()
    done = run(cli, path, "--format", "kpi-csv", "-o", work / "all.csv")
    if done.returncode != 0 or done.stderr or done.stdout or not (work / "all.csv").is_file():
        yield f"with all codes: exit code {done.returncode}, {done.stderr.decode()!r}"
    if run(cli, path, "--format", "kpi-csv", "--lang", "en").stdout != (work / "all.csv").read_bytes():
        yield "the file depends on the language"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="tertial-") as directory:
        found = list(faults(arguments.cli.resolve(), arguments.source, pathlib.Path(directory)))
    print("\n".join(found) or "the key figures are those of the follow-up")
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
