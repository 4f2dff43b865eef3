#!/usr/bin/env python3
"""`tertial measure` against a count by the book, and what it must never let out.

Random files in both encodings, with Swedish headings and quoted fields, each counted by eight measures at once; protected
figures held against the unprotected ones; rows that cannot be read, with words in every place that must not come out; a
plan that gets the figures; and a file larger than the memory that the program may take. Prints "N passed, M failed".
"""
import argparse
import copy
import csv
import io
import json
import os
import pathlib
import random
import subprocess
import sys
import tempfile
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))
from measured_book import HEADINGS, Case  # noqa: E402
from small_plan import PLAN  # noqa: E402

CANARY = "kanariefågel"
PASSED = FAILED = HIDDEN_TOGETHER = 0


def check(name, holds, told=""):
    global PASSED, FAILED
    if holds:
        PASSED += 1
        return True
    FAILED += 1
    print(f"FAILED {name}\n    {str(told)[:600]}")
    return False


class Runner:
    def __init__(self, cli, folder):
        self.cli, self.folder = cli, folder

    def write(self, name, content):
        path = self.folder / name
        path.write_bytes(content if isinstance(content, bytes) else
                         (content if isinstance(content, str) else json.dumps(content)).encode())
        return path

    def __call__(self, *arguments, stdin=b""):
        done = subprocess.run([str(self.cli), *map(str, arguments)], input=stdin, capture_output=True, cwd=self.folder,
                              timeout=120, check=False)
        return done.returncode, done.stdout.decode(), done.stderr.decode(errors="replace")


def rows_of(text):
    return list(csv.DictReader(io.StringIO(text, newline="")))


def close(text, number):
    return text == "" if number is None else text != "" and abs(float(text) - float(number)) < 1e-9 * max(1, abs(number))


def by_place(case, rows, names):
    """The rows of the output by measure, unit, sex and place of the period."""
    unlabel = {label: value for value, label in case.spec["groups"][0].get("labels", {}).items()}
    return {(row["measure"], unlabel.get(row["enhet"], row["enhet"]), row["kön"], names.index(row["period"])): row
            for row in rows}


def period_names(rows):
    return list(dict.fromkeys(row["period"] for row in rows))


def random_files(run, seeds):
    for seed in seeds:
        draw = random.Random(seed)
        case = Case(draw, rows=draw.choice([0, 5, 60, 300]))
        spec = run.write("spec.json", case.spec)
        records, persons = run.write("r.csv", case.records_csv()), run.write("p.csv", case.persons_csv())
        threads = draw.choice([1, 2])
        code, out, err = run("measure", spec, records, "--persons", persons, "--unprotected", "--threads", threads)
        if not check(f"{seed}: counted", code == 0, err):
            continue
        rows, book = rows_of(out), case.figures()
        names = period_names(rows) or [None] * len(case.periods)
        told = by_place(case, rows, names)
        wrong = [(at, told.get(at), book.get(at)) for at in sorted(set(told) ^ set(book), key=str)]
        for at, row in told.items():
            if at not in book:
                continue
            if not case.is_over(at[3]):
                agrees = row["status"] == "N" and not (row["value"] or row["numerator"] or row["denominator"])
            else:
                agrees = row["status"] == ("O" if book[at]["value"] is None else "A") and all(
                    close(row[name], book[at].get(name)) for name in ("numerator", "denominator", "held", "days", "value"))
            if not agrees:
                wrong.append((at, row, book[at]))
        check(f"{seed}: {len(book)} figures as the book has them", not wrong, wrong[:2])
        json_code, json_out, _ = run("measure", spec, "-", "--persons", persons, "--unprotected", "--format", "json",
                                     stdin=records.read_bytes())
        document = json.loads(json_out) if json_code == 0 else {}
        flat = [(one["id"], *figure["groups"], figure["period"], figure["status"], figure.get("value"))
                for one in document.get("measures", []) for figure in one["figures"]]
        same = [(row["measure"], row["enhet"], row["kön"], row["period"], row["status"],
                 float(row["value"]) if row["value"] else None) for row in rows]
        check(f"{seed}: JSON and a pipe say the same", flat == same, (flat[:2], same[:2]))
        check(f"{seed}: rows are told", document["records"]["rows"] == len(case.rows)
              and document["records"]["filtered"] == len(case.rows) - len(list(case.let_through())), document["records"])
        protected_files(run, case, seed, spec, records, persons, told, names)


def counts_of(book, measure):
    """The counts of people in the figures of a row: of a share both its parts."""
    number = lambda name: int(float(book[name])) if book[name] else None
    numerator, denominator = number("numerator"), number("denominator")
    if measure in ("antal", "barn"):
        return [numerator]
    if measure == "poäng" or numerator is None:
        return [denominator]
    return [numerator, denominator - numerator]


def is_small(book, measure):
    """Whether they have to be hidden with a threshold of 5."""
    return any(0 < count < 5 for count in counts_of(book, measure))


def protected_files(run, case, seed, spec, records, persons, plain, names):
    document = copy.deepcopy(case.spec)
    del document["disclosure"]
    run.write("spec.json", document)
    code, out, err = run("measure", spec, records, "--persons", persons)
    if not check(f"{seed}: protected", code == 0, err):
        return
    shown = by_place(case, rows_of(out), names)
    json_out = json.loads(run("measure", spec, records, "--persons", persons, "--format", "json")[1])
    wrong = []
    for at, row in shown.items():
        figures = {name: row[name] for name in ("numerator", "denominator", "value")}
        if row["status"] == "suppressed":
            if any(figures.values()) or row["held"] or row["days"]:
                wrong.append((at, row))
        elif row["status"] in "AO" and (is_small(plain[at], at[0]) or any(figures[name] != plain[at][name] for name in figures)):
            wrong.append((at, row, plain[at]))
        if row["held"] and 0 < int(row["held"]) < 5:
            wrong.append((at, row))
    check(f"{seed}: small counts are hidden, the others as they were", not wrong, wrong[:2])
    bad = [figure for one in json_out["measures"] for figure in one["figures"]
           if figure["status"] == "suppressed" and set(figure) != {"groups", "period", "status"}]
    check(f"{seed}: nothing of a suppressed figure is in JSON", not bad, bad[:2])
    hides = any(row["status"] == "suppressed" for row in shown.values())
    check(f"{seed}: rows are not counted where they could tell", not hides or "rows" not in json_out["records"], json_out["records"])
    # A hidden month is never the only one of a tertial whose sum may be published.
    may_not = {(one["id"], *sum["groups"], sum["period"]) for one in json_out["measures"] for sum in one.get("hidden_sums", [])}
    global HIDDEN_TOGETHER
    lonely = []
    for one in json_out["measures"]:
        if one["id"] in ("pågår", "barn", "samtal") or case.granularity != "month" or (one["id"] == "antal" and case.over > 1):
            continue
        for groups in {tuple(figure["groups"]) for figure in one["figures"]}:
            by_month = {figure["period"]: figure for figure in one["figures"] if tuple(figure["groups"]) == groups}
            for tertial in (1, 2, 3):
                months = [by_month.get(f"2020-{4 * tertial - 3 + i:02}") for i in range(4)]
                if None in months or any(month["status"] == "N" for month in months):
                    continue
                hidden = [month for month in months if month["status"] == "suppressed"]
                if not hidden or (one["id"], *groups, f"2020-T{tertial}") in may_not:
                    continue
                # What the sum leaves for them all is how much there can be of any.
                unlabel = {label: value for value, label in case.spec["groups"][0].get("labels", {}).items()}
                left = [counts_of(plain[one["id"], unlabel.get(groups[0], groups[0]), groups[1], names.index(month["period"])],
                                  one["id"]) for month in hidden]
                HIDDEN_TOGETHER += 1
                if len(hidden) == 1 or min(map(sum, zip(*left))) < 5:
                    lonely.append((one["id"], groups, tertial, left))
    check(f"{seed}: sums give no month away", not lonely, lonely)


def canaries(run):
    """What cannot be read is told by row and column, and never what it says."""
    draw = random.Random(7)
    bad = {
        "a date": ("start", f"2020-01-{CANARY}"), "a time": ("when", f"{CANARY}T10:00"), "a number": ("value", CANARY),
        "a long field": ("unit", CANARY * 200), "a stray quote": ("unit", f'{CANARY}"{CANARY}"'),
        "a NUL": ("sex", f"{CANARY}\0"), "a day that is not there": ("end", "2020-02-31"),
    }
    for name, (column, content) in bad.items():
        case = Case(draw, rows=40)
        case.delimiter, case.quote, case.decimal = ";", '"', ","
        case.spec["csv"] = {"encoding": case.encoding, "missing": ["", "u.s.", "-"]}
        del case.spec["disclosure"]
        good = case.records_csv().decode(case.encoding).splitlines()
        headings = good[0]
        place = [cell.strip('"') for cell in next(csv.reader([headings], delimiter=";"))].index(HEADINGS[column])
        for row in case.rows:
            row.update(unit="Norr")
        line = [CANARY + "-sex" if i != place else content for i in range(len(HEADINGS))]
        lines = [good[0], ";".join(line)] + good[1:]
        records = run.write("r.csv", "\n".join(lines).encode(case.encoding) + b"\n")
        persons, spec = run.write("p.csv", case.persons_csv()), run.write("spec.json", case.spec)
        out_path = run.folder / "out.json"
        arguments = ["measure", spec, records, "--persons", persons, "--format", "json", "-o", out_path]
        code, out, err = run(*arguments)
        check(f"canary in {name}: refused", code == 2 and not out and not out_path.exists(), (code, out, err))
        check(f"canary in {name}: told by its place", "row 1 (line 2)" in err and err.count("\n") == 1, err)
        check(f"canary in {name}: silent", CANARY not in err and "02-31" not in err, err)
        code, out, err = run(*arguments, "--max-bad", 1)
        check(f"canary in {name}: let by", code == 0 and out_path.exists(), (code, err))
        written = out_path.read_text() if out_path.exists() else ""
        check(f"canary in {name}: not in what is written", CANARY not in written + err + out, err)
        told = json.loads(written)["records"] if written else {}
        check(f"canary in {name}: counted", told.get("rejected") == 1 and told["faults"][0]["row"] == 1, told)
        out_path.unlink(missing_ok=True)
        run.write("p.csv", ";".join([CANARY] * 3).encode())
        code, out, err = run(*arguments, "--max-bad", 1)
        check(f"canary in {name}: persons without headings", code == 2 and CANARY not in err + out, err)


def plan_document():
    plan = copy.deepcopy(PLAN)
    plan["indicators"] = [{"id": name, "title": name, "unit": unit, "kind": kind, "periodicity": "month", "decimals": 1}
                          for name, unit, kind in (("n", "cases", "flow"), ("d", "cases", "flow"), ("s", "percent", "share"))]
    plan["indicators"][0]["observations"] = [{"period": "2020-01", "value": 99}]
    plan["follow_ups"] = []
    for action in plan["actions"]:
        action.pop("indicators", None)
    return plan


def plans(run):
    start = ["2020-01-10;2020-01-20"] * 9 + ["2020-01-10;2020-05-20"] * 6 + ["2020-02-01;2020-02-02"] * 3
    start += ["2020-02-01;2020-03-30"] * 11 + ["2020-04-01;2020-04-02"] * 20 + ["2020-03-01;2020-03-02"] * 2 + ["2020-03-01;2020-06-02"] * 8
    records = run.write("r.csv", "Start;Slut\n" + "\n".join(start) + "\n")
    document = {
        "tertial_measure": 1, "columns": {"start": "Start", "end": "Slut"}, "observed_until": "2020-06-30",
        "period": {"from": "2020-01", "to": "2020-08"},
        "measures": [{"id": "m", "measure": "deadline", "within": {"days": 30}, "indicator": [
            {"id": "n", "figure": "numerator"}, {"id": "d", "figure": "denominator"}, {"id": "s"}]}]}
    spec, plan = run.write("spec.json", document), run.write("plan.json", plan_document())
    before = plan.read_bytes()
    code, out, err = run("measure", spec, records, "--into", plan, "--dry-run")
    check("a dry run leaves the plan", code == 0 and plan.read_bytes() == before and "2020-01" in out, (out, err))
    code, out, err = run("measure", spec, records, "--into", plan, "--recorded", "2020-09-15", "--lang", "en")
    after = {one["id"]: one["observations"] for one in json.loads(plan.read_text())["indicators"]}
    check("the plan has the figures", code == 0 and "n 2020-01: 99 -> 9" in out, (out, err))
    share = {one["period"]: one for one in after["s"]}
    check("a share has its parts", share["2020-01"] == {"period": "2020-01", "value": 60, "numerator": 9, "denominator": 15,
                                                        "recorded": "2020-09-15"}, share)
    hidden = [one for name in "nds" for one in after[name] if one["period"] in ("2020-02",)]
    check("a small count is confidential in all three", len(hidden) == 3 and all(
        one.get("status") == "confidential" and not {"value", "numerator", "denominator"} & set(one) for one in hidden), hidden)
    check("a month that is not over has none", not any(one["period"] > "2020-06" for one in after["s"]), after["s"])
    check("the old figure stays beside its correction", [one["value"] for one in after["n"] if one["period"] == "2020-01"] == [99, 9], after["n"])
    months = [one["period"] for one in after["n"] if one.get("status") == "confidential"]
    check("the tertial's sum does not give it away", len([month for month in months if month <= "2020-04"]) >= 2, months)
    again = plan.read_bytes()
    code, out, _ = run("measure", spec, records, "--into", plan, "--recorded", "2020-09-15", "--lang", "en")
    check("the same again is no change", code == 0 and "no change" in out and plan.read_bytes() == again, out)
    refusals = [
        ("an indicator that is not there", {"id": "nix"}, "/measures/0/indicator/0/id"),
        ("a figure that is not there", {"id": "n", "figure": "days"}, "/measures/0/indicator/0/figure"),
        ("a group that is not there", {"id": "n", "groups": {"x": "y"}}, "/measures/0/indicator/0/groups/x"),
    ]
    for name, indicator, place in refusals:
        document["measures"][0]["indicator"] = indicator if name[0] == "x" else [indicator]
        run.write("spec.json", document)
        code, out, err = run("measure", spec, records, "--into", plan)
        check(f"refused: {name}", code == 2 and place in err and plan.read_bytes() == again, err)
    document["measures"][0]["indicator"] = []
    document["disclosure"] = {"hide_totals": False, "threshold": 50}
    run.write("spec.json", document)
    code, out, err = run("measure", spec, records, "-o", run.folder / "never.csv")
    check("what cannot be protected is refused", code == 2 and "cannot be protected" in err and not (run.folder / "never.csv").exists(), err)
    document["disclosure"] = "none"
    run.write("spec.json", document)
    check("unprotected takes two", run("measure", spec, records)[0] == 2 and run("measure", spec, records, "--unprotected")[0] == 0)
    check("an input is never the output", run("measure", spec, records, "--unprotected", "-o", records)[0] == 2)


def large_file(run, megabytes):
    """Memory does not grow with the file."""
    document = {
        "tertial_measure": 1, "columns": {"start": "Start", "end": "Slut", "value": "Poäng"},
        "groups": [{"id": "enhet", "column": "Enhet"}], "period": {"from": "2019-01", "to": "2020-12"},
        "measures": [{"id": "a", "measure": "count"}, {"id": "b", "measure": "deadline", "within": {"months": 4}},
                     {"id": "c", "measure": "snapshot", "longer_than": {"days": 183}}, {"id": "d", "measure": "mean"}]}
    spec = run.write("spec.json", document)
    draw = random.Random(3)
    lines = [f"Enhet {draw.randrange(30)};{2019 + draw.randrange(2)}-{draw.randrange(1, 13):02}-{draw.randrange(1, 29):02};"
             f"2021-01-{draw.randrange(1, 32):02};{draw.randrange(10**4)},5" for _ in range(40_000)]
    block = ("\n".join(lines) + "\n").encode()
    blocks = megabytes * 1_000_000 // len(block) + 1
    begun = time.monotonic()
    with subprocess.Popen([str(run.cli), "measure", str(spec), "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, cwd=run.folder) as process:
        process.stdin.write("Enhet;Start;Slut;Poäng\n".encode())
        for _ in range(blocks):
            process.stdin.write(block)
        process.stdin.close()
        out = process.stdout.read().decode()
        err = process.stderr.read().decode()
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    counted = sum(int(row["numerator"]) for row in rows_of(out) if row["measure"] == "a")
    took, peak = time.monotonic() - begun, usage.ru_maxrss / 1024
    check("a large file is counted", process.returncode == 0 and counted == blocks * len(lines), (err, counted))
    check(f"{peak:.0f} MB are taken for a file of {megabytes} MB", peak < 256)
    print(f"{megabytes} MB in {took:.1f} s, {peak:.0f} MB of memory at the most")


def examples(run, source):
    folder = source.resolve() / "tests" / "data" / "measure"
    for name, persons in (("reports", None), ("placements", None), ("talks", "children.csv")):
        more = ["--persons", folder / persons] if persons else []
        code, out, err = run("measure", folder / f"{name}.json", folder / f"{name}.csv", *more)
        check(f"the example {name}", code == 0 and len(rows_of(out)) > 5, err)
    code, out, err = run("schema", "measure")
    check("the schema is told", code == 0 and json.loads(out)["$id"] == "urn:tertial:measure:1", err)


def main():
    arguments = argparse.ArgumentParser(description=__doc__)
    for name in ("cli", "source", "build"):
        arguments.add_argument(f"--{name}", type=pathlib.Path, required=name != "build")
    arguments.add_argument("--files", type=int, default=60)
    arguments.add_argument("--seed", type=int, default=1)
    arguments.add_argument("--megabytes", type=int, default=300)
    options = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        run = Runner(options.cli.resolve(), pathlib.Path(folder))
        examples(run, options.source)
        random_files(run, range(options.seed, options.seed + options.files))
        check("tertials with hidden months were among them", HIDDEN_TOGETHER > 0)
        canaries(run)
        plans(run)
        large_file(run, options.megabytes)
    print(f"{PASSED} passed, {FAILED} failed")
    return 1 if FAILED else 0


if __name__ == "__main__":
    sys.exit(main())
