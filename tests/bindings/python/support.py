"""What the tests of the Python package share. package_check.py sets their environment."""

import datetime
import json
import os
import pathlib
import subprocess
import sys
import unittest

try:
    import numpy
except ImportError:
    numpy = None
try:
    import pandas
except ImportError:
    pandas = None

SOURCE = pathlib.Path(__file__).resolve().parents[3]
CLI = os.environ["TERTIAL_CLI"]
ACTION_PLAN = SOURCE / "tests/data/action-plan-2020/plan.json"
OPERATIONAL_PLAN = SOURCE / "tests/data/operational-plan-2020/plan.json"
WITH_OUTCOMES = SOURCE / "tests/data/operational-plan-2020/with-outcomes.json"
SAMPLES = [path for path in (ACTION_PLAN, OPERATIONAL_PLAN, WITH_OUTCOMES) if path.is_file()]

needs_numpy = unittest.skipIf(numpy is None, "numpy is not there")
needs_pandas = unittest.skipIf(pandas is None, "pandas is not there")


def cli(*arguments, expected=0):
    """The bytes that the program writes to standard output."""
    done = subprocess.run([CLI, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode != expected:
        raise AssertionError(f"tertial {arguments}: exit code {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def random_document(seed, size):
    """The text of a random plan that is valid, the same on every machine."""
    sys.path.insert(0, str(SOURCE / "tests" / "generate"))
    try:
        import random_plan
    finally:
        del sys.path[0]
    return random_plan.written(random_plan.random_plan(seed, size), seed)


def document(path):
    return json.loads(path.read_text(encoding="utf-8"))


# When samples are followed up.
MOMENTS = [
    {"as_of": "2020-T1"},
    {"as_of": "2020-T2"},
    {"as_of": "2020-06-30"},
    {"as_of": "2020-12-31"},
    {"as_of": "2020-T2", "known_at": "2020-05-15"},
    {"as_of": "2020-T3", "previous": "2020-T1"},
    {"as_of": "2020-09-30", "previous": "2020-08-31", "known_at": "2020-09-10"},
    {"as_of": "2019-01-01"},
    {"as_of": "2021-T2"},
]


# A plan with what the samples lack: closed for long, targets of every kind, small counts, an index, corrections.
RICH = {
    "tertial": 1,
    "id": "rich",
    "title": "Rik <plan> & \"mer\"",
    "language": "en",
    "year": 2020,
    "matrix": {
        "likelihood": ["1", "2", "3", "4"],
        "severity": ["1", "2", "3", "4"],
        "score": "product",
        "bands": [
            {"level": "green", "from": 1, "to": 3},
            {"level": "yellow", "from": 4, "to": 8},
            {"level": "red", "from": 9, "to": 16},
        ],
    },
    "risks": [
        {"id": "closed", "title": "Closed long ago",
         "assessments": [{"date": "2019-12-01", "likelihood": 2, "severity": 2}],
         "closed": [{"date": "2020-01-15", "reason": "Gone"}]},
        {"id": "reopened", "title": "=1+1",
         "assessments": [{"date": "2019-12-01", "likelihood": 2, "severity": 2},
                         {"date": "2020-08-20", "likelihood": 4, "severity": 4}],
         "closed": [{"date": "2020-01-15"}]},
        {"id": "up", "title": "Up, \"quoted\"",
         "assessments": [{"date": "2020-02-01", "likelihood": 1, "severity": 2},
                         {"date": "2020-07-01", "likelihood": 3, "severity": 3, "recorded": "2020-07-02"}]},
        {"id": "unknown", "title": "Never assessed"},
    ],
    "actions": [
        {"id": "a", "title": "Act", "risks": ["up"], "responsible": "Head",
         "reports": [{"date": "2020-03-01", "status": "on_schedule", "progress": 0.25},
                     {"date": "2020-08-01", "status": "at_risk", "comment": "Slow"}],
         "activities": [{"title": "Often", "start": "2020-01-01", "end": "2020-12-31",
                         "recurrence": {"every": 2, "unit": "month"}, "held": ["2020-02-01", "2020-05-01"]},
                        {"id": "x", "title": "Once", "end": "2020-06-30"}]},
    ],
    "indicators": [
        {"id": "flow", "title": "Flow", "kind": "flow", "unit": "things", "direction": "higher", "periodicity": "month",
         "observations": [{"period": f"2020-{month:02}", "value": 10.5 * month} for month in range(1, 9)]
         + [{"period": "2020-03", "value": 7, "recorded": "2020-08-15"}],
         "targets": [{"year": 2020, "value": 900, "set_by": "own"}, {"year": 2020, "from": 10, "to": 2000},
                     {"year": 2020, "trend": "increase"}, {"year": 2020, "undecided": "later"},
                     {"year": 2021, "value": 1}]},
        {"id": "protected", "title": "Protected", "kind": "snapshot", "unit": "children", "direction": "none",
         "periodicity": "quarter", "protect": True, "baseline": {"period": "2019-Q4", "value": 2},
         "observations": [{"period": "2020-Q1", "value": 3}, {"period": "2020-Q2", "value": 12}]},
        {"id": "index", "title": "Index", "kind": "index", "unit": "points", "direction": "higher",
         "periodicity": "tertial",
         "observations": [{"period": "2020-T1", "value": 61.5, "denominator": 10},
                          {"period": "2020-T2", "value": 64}]},
        {"id": "broken", "title": "Broken", "kind": "flow", "unit": "things", "direction": "lower",
         "periodicity": "month", "definitions": [{"id": "old"}, {"id": "new", "from": "2020-03"}],
         "observations": [{"period": "2020-01", "value": 4}, {"period": "2020-02", "value": 5},
                          {"period": "2020-03", "value": 6}, {"period": "2020-03", "value": 5.5, "definition": "old"},
                          {"period": "2020-04", "status": "L"}, {"period": "2020-05", "value": 5, "status": "P"}]},
    ],
    "follow_ups": [{"date": "2020-04-30", "period": "2020-T1"}, {"date": "2020-08-31", "period": "2020-T2"}],
}


def day(text):
    return datetime.date.fromisoformat(text) if text else None


def guarded(text):
    """Text as a CSV has it: an apostrophe before what a spreadsheet would calculate."""
    return f"'{text}" if text[:1] in tuple("=+-@\t\r\n") else text


def text_of(period):
    return None if period is None else str(period)
