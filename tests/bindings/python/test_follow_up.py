"""A follow-up in Python is that of the command line: its figures, its words, its files."""

import copy
import csv
import datetime
import io
import json
import math
import os
import pathlib
import pickle
import tempfile
import unittest
import unittest.mock

import tertial
from support import (
    ACTION_PLAN,
    SAMPLES,
    WITH_OUTCOMES,
    cli,
    document,
    needs_numpy,
    needs_pandas,
    numpy,
    pandas,
    random_document,
)

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

# Columns of the tables that are not text, as the contract of the tables has them.
WHOLE = {
    "risks": {"score", "likelihood", "severity"},
    "indicators": {"stale"},
    "targets": {"year"},
    "rollups": {"based_on", "of"},
}
DAYS = {"assessed", "closed", "reported_on", "recorded"}
YES_OR_NO = {"unreported", "unweighted", "across_break"}
NUMBERS = {
    "indicators": {"latest_value", "previous_value", "baseline_value", "from_baseline", "from_previous"},
    "observations": {"value", "numerator", "denominator"},
    "targets": {"value", "from", "to", "judged", "forecast", "pace_needed", "year_to_date"},
    "rollups": {"value"},
    "self_checks": {"sample", "numerator", "share", "count"},
}
TABLES = ("risks", "actions", "indicators", "observations", "targets", "rollups", "self_checks", "findings")


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


class SourceFigures(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")

    def test_risks(self):
        risk = self.review.risks["5.2"]
        self.assertEqual((risk.previous_level, risk.level, risk.movement), ("red", "yellow", "decreased"))
        summary = self.review.summary.risks
        self.assertEqual((summary.open, summary.closed, summary.reduced), (6, 1, 2))
        self.assertEqual(summary.by_level, {"red": 0, "yellow": 6, "green": 0, "unclassified": 0})
        self.assertEqual(list(summary.by_level)[0], "red")
        self.assertEqual(self.review.risks["2.1"].movement, "closed")
        self.assertEqual(self.review.risks["2.1"].closed, datetime.date(2020, 8, 31))

    def test_indicators(self):
        line = self.review.indicators["2.2.d"]
        self.assertEqual((line.latest.value, line.latest.numerator, line.latest.denominator), (61, 23, 38))
        self.assertEqual(line.from_previous_reason, "definition-break")
        self.assertIsNone(line.from_previous)
        (like,) = line.like_for_like
        self.assertEqual((like.definition, like.start_value, like.end_value, like.change), ("physical", 64, 32, -32))
        self.assertEqual([str(period) for period in line.breaks], ["2020-T2"])
        self.assertEqual(self.review.indicators["1.1.d"].rollups[0].value, 88)

    def test_moments(self):
        self.assertEqual(self.review.as_of, datetime.date(2020, 8, 31))
        self.assertEqual(self.review.previous, datetime.date(2020, 4, 30))
        self.assertIsNone(self.review.known_at)
        self.assertEqual(self.review.period, tertial.Period("2020-T2"))

    def test_repr(self):
        self.assertEqual(repr(self.review), "<FollowUp 2020-08-31: 6 open, 1 closed, 2 reduced>")
        self.assertIn("2.1", repr(self.review.risks))
        self.assertIn("28 findings", repr(self.review.findings))


class AsTheProgram(unittest.TestCase):
    def test_every_format(self):
        with tempfile.TemporaryDirectory() as folder:
            for sample in SAMPLES:
                review = tertial.Plan.read(sample).follow_up("2020-T2")
                for lang in ("sv", "en"):
                    for kind, made in (
                        ("json", review.to_json),
                        ("markdown", review.to_markdown),
                        ("html", review.to_html),
                        ("csv", lambda lang, review=review: review.to_csv(lang=lang)),
                    ):
                        with self.subTest(sample=sample.parent.name + "/" + sample.name, lang=lang, format=kind):
                            told = cli("follow-up", sample, "--as-of", "2020-T2", "--format", kind, "--lang", lang)
                            self.assertEqual(made(lang).encode(), told)
                    file = pathlib.Path(folder) / "told.xlsx"
                    cli("follow-up", sample, "--as-of", "2020-T2", "--format", "xlsx", "--lang", lang, "-o", file)
                    self.assertEqual(review.to_xlsx(lang), file.read_bytes())

    def test_own_language(self):
        for sample in SAMPLES:
            told = cli("follow-up", sample, "--as-of", "2020-T1")
            self.assertEqual(tertial.Plan.read(sample).follow_up("2020-T1").to_markdown().encode(), told)

    def test_tables(self):
        review = tertial.Plan.read(WITH_OUTCOMES).follow_up("2020-T2")
        for table in TABLES:
            told = cli("follow-up", WITH_OUTCOMES, "--as-of", "2020-T2", "--format", "csv", "--table", table)
            self.assertEqual(review.to_csv(table).encode(), told)

    def test_key_figures(self):
        given = {**RICH, "x-external": "4711"}
        given["indicators"] = [{**given["indicators"][0], "x-external": "F-1"}]
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "plan.json"
            path.write_text(json.dumps(given), encoding="utf-8")
            told = cli("follow-up", path, "--as-of", "2020-T2", "--format", "kpi-csv")
            self.assertEqual(tertial.Plan.read(path).follow_up("2020-T2").to_kpi_csv().encode(), told)
        with self.assertRaises(tertial.DocumentError) as caught:
            tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").to_kpi_csv()
        self.assertEqual(caught.exception.at, "/x-external")

    def test_saved_files(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        with tempfile.TemporaryDirectory() as folder:
            for suffix, kind in ((".html", "html"), (".md", "markdown"), (".json", "json"), (".csv", "csv")):
                path = pathlib.Path(folder) / f"report{suffix}"
                review.save(path, lang="en")
                told = cli("follow-up", ACTION_PLAN, "--as-of", "2020-T2", "--format", kind, "--lang", "en")
                self.assertEqual(path.read_bytes(), told)
            review.save(os.path.join(folder, "report.XLSX"), lang="sv")
            self.assertEqual((pathlib.Path(folder) / "report.XLSX").read_bytes(), review.to_xlsx("sv"))

    def test_index_of_many(self):
        with tempfile.TemporaryDirectory() as folder:
            plans, pages = pathlib.Path(folder) / "plans", pathlib.Path(folder) / "pages"
            plans.mkdir()
            for sample in (ACTION_PLAN, WITH_OUTCOMES):
                (plans / f"{sample.stem}.json").write_bytes(sample.read_bytes())
            cli("follow-up", "--all", plans, "--as-of", "2020-T2", "-o", pages)
            told = (pages / "index.html").read_text(encoding="utf-8")
        reviews = {f"{sample.stem}.html": tertial.Plan.read(sample).follow_up("2020-T2")
                   for sample in (ACTION_PLAN, WITH_OUTCOMES)}
        made = tertial.html_index(reviews, "Åtgärdsplaner <2020>")
        for page in reviews:
            self.assertIn(page, told)
            self.assertIn(page, made)
        self.assertIn("Åtgärdsplaner &lt;2020&gt;", made)
        self.assertNotIn("<2020>", made)

    def test_schema(self):
        for name in ("plan", "follow-up"):
            self.assertEqual(tertial.schema(name).encode(), cli("schema", name))
        with self.assertRaises(ValueError):
            tertial.schema("report")


class AgainstTheDocument(unittest.TestCase):
    """Every attribute of every line, held against the follow-up document."""

    def reviews(self):
        for sample in SAMPLES:
            yield document(sample), tertial.Plan.read(sample), {}
        yield RICH, tertial.Plan.from_json(json.dumps(RICH)), {}
        yield RICH, tertial.Plan.from_json(json.dumps(RICH)), {"reveal": ["protected"]}
        for seed in range(1, 16):
            plan = tertial.Plan.from_json(random_document(seed, 6))
            yield json.loads(plan.to_json()), plan, {}

    def test_all(self):
        lines = 0
        for given, plan, more in self.reviews():
            for options in MOMENTS:
                with self.subTest(plan=plan.id, **options, **more):
                    review = plan.follow_up(**options, **more)
                    told = json.loads(review.to_json())
                    self.head(review, told)
                    self.summary(review.summary, told["summary"])
                    self.risks(review, told, given)
                    self.actions(review, told, given)
                    self.indicators(review, told, given)
                    self.self_checks(review, told)
                    self.findings(review.findings, told["findings"])
                    lines += len(review.risks) + len(review.actions) + len(review.indicators)
        self.assertGreater(lines, 700)

    def head(self, review, told):
        self.assertEqual(review.as_of, day(told["as_of"]))
        self.assertEqual(review.previous, day(told["previous"]))
        self.assertEqual(review.known_at, day(told["known_at"]))
        self.assertEqual(text_of(review.period), told["period"])

    def summary(self, summary, told):
        risks = summary.risks
        self.assertEqual(
            {"by_level": risks.by_level, "open": risks.open, "closed": risks.closed, "movement": risks.movement,
             "reduced": risks.reduced},
            told["risks"],
        )
        self.assertEqual(list(risks.by_level), list(told["risks"]["by_level"]))
        for name in ("actions", "indicators", "targets", "findings"):
            self.assertEqual(getattr(summary, name), told[name])

    def risks(self, review, told, given):
        titles = {risk["id"]: risk.get("title", "") for risk in given.get("risks", [])}
        self.assertEqual(review.risks.ids, [id for id in titles if id in review.risks])
        open_lines = [line for line in review.risks if not line.closed_before]
        self.assertEqual(len(open_lines), len(told["risks"]))
        for line, one in zip(open_lines, told["risks"]):
            self.assertEqual(line.title, titles[line.id])
            self.assertEqual(
                {"id": line.id, "level": line.level, "score": line.score, "likelihood": line.likelihood,
                 "severity": line.severity, "previous_level": line.previous_level, "movement": line.movement,
                 "assessed": line.assessed and line.assessed.isoformat(),
                 "closed": line.closed and line.closed.isoformat()},
                {"closed": None, **one},
            )
        closed = [line for line in review.risks if line.closed_before]
        self.assertEqual(
            [{"id": line.id, "closed": line.closed.isoformat()} for line in closed], told["closed_before"]
        )
        for line in closed:
            self.assertIsNone(line.movement)

    def actions(self, review, told, given):
        known = {action["id"]: action for action in given.get("actions", [])}
        self.assertEqual(len(review.actions), len(told["actions"]))
        for line, one in zip(review.actions, told["actions"]):
            own = known[line.id]
            self.assertEqual(line.title, own.get("title", ""))
            self.assertEqual(line.responsible, own.get("responsible", ""))
            self.assertEqual(
                {"id": line.id, "status": line.status or "unreported", "reported": line.reported,
                 "derived": line.derived, "why": line.why, "unreported": line.unreported,
                 "reported_on": line.reported_on and line.reported_on.isoformat()},
                {key: value for key, value in one.items() if key != "activities"},
            )
            self.assertEqual(len(line.activities), len(one.get("activities", [])))
            for part, said in zip(line.activities, one.get("activities", [])):
                self.assertEqual(
                    {"id": part.id or None, "title": part.title, "derived": part.derived, "why": part.why,
                     "held": part.held, "due": part.due, "of": part.of},
                    {"held": None, "due": None, "of": None, **said},
                )
            overdue = {i for i, part in enumerate(line.activities) if part.overdue}
            place = list(known).index(line.id)
            found = {int(finding.at.split("/")[4]) for finding in review.findings
                     if finding.code == "activity-overdue" and finding.at.startswith(f"/actions/{place}/activities/")}
            self.assertEqual(overdue, found)

    def figure(self, figure, told):
        if told is None:
            self.assertIsNone(figure)
            return
        self.assertEqual(
            {"period": str(figure.period), "value": figure.value, "status": figure.status,
             "numerator": figure.numerator, "denominator": figure.denominator, "definition": figure.definition},
            {"numerator": None, "denominator": None, "definition": None, **told},
        )

    def indicators(self, review, told, given):
        known = {indicator["id"]: indicator for indicator in given["indicators"]}
        self.assertEqual(len(review.indicators), len(told["indicators"]))
        observed = list(csv.DictReader(io.StringIO(review.to_csv("observations"), newline="")))
        year_so_far = {}
        for line, one in zip(review.indicators, told["indicators"]):
            own = known[line.id]
            self.assertEqual((line.title, line.unit), (own.get("title", ""), own.get("unit", "")))
            self.assertEqual((line.kind, line.direction), (own.get("kind"), own.get("direction")))
            self.figure(line.latest, one["latest"])
            self.figure(line.previous, one["previous"])
            baseline = one["baseline"] or {"period": None, "value": None}
            self.assertEqual((text_of(line.baseline_period), line.baseline), (baseline["period"], baseline["value"]))
            self.assertEqual(
                {"from_baseline": line.from_baseline, "from_baseline_reason": line.from_baseline_reason,
                 "from_previous": line.from_previous, "from_previous_reason": line.from_previous_reason},
                {"from_baseline_reason": None, "from_previous_reason": None, **one["change"]},
            )
            self.assertEqual(
                [{"definition": like.definition, "change": like.change,
                  "from": {"period": str(like.start), "value": like.start_value},
                  "to": {"period": str(like.end), "value": like.end_value}} for like in line.like_for_like],
                one["like_for_like"],
            )
            self.assertEqual(
                [{"period": str(rollup.period), "value": rollup.value, "based_on": rollup.based_on, "of": rollup.of,
                  "unweighted": rollup.unweighted, "across_break": rollup.across_break} for rollup in line.rollups],
                [{"unweighted": False, "across_break": False, **rollup} for rollup in one["rollups"]],
            )
            self.assertEqual([str(period) for period in line.breaks], one["breaks"])
            self.assertEqual(line.stale, one.get("stale", 0))
            self.targets(line.targets, one["targets"])
            has_value = line.latest is not None and line.latest.value is not None
            if has_value:
                self.assertEqual(line.availability, "with_value")
            year_so_far[line.availability] = year_so_far.get(line.availability, 0) + 1
            self.observations(line.observations, [row for row in observed if row["indicator"] == guarded(line.id)])
        for word, count in review.summary.indicators.items():
            self.assertEqual(year_so_far.get(word, 0), count)

    def targets(self, lines, told):
        self.assertEqual(len(lines), len(told))
        for line, one in zip(lines, told):
            self.assertEqual(
                {"year": line.year, "set_by": line.set_by or None, "value": line.value, "from": line.start,
                 "to": line.end, "trend": line.trend, "undecided": line.undecided, "status": line.status,
                 "judged_on": line.judged_on, "judged": line.judged, "forecast": line.forecast,
                 "pace_needed": line.pace_needed, "year_to_date": line.year_to_date},
                {"value": None, "from": None, "to": None, "trend": None, "undecided": None, "year_to_date": None,
                 **one},
            )
            if line.compared_with is not None:
                self.assertIsNotNone(line.trend)
            self.assertLessEqual(line.periods_observed, max(line.periods_in_year, 0))

    def observations(self, columns, rows):
        self.assertEqual(len(columns), len(rows))
        for place, row in enumerate(rows):
            self.assertEqual(str(columns.periods[place]), row["period"])
            for name in ("value", "numerator", "denominator"):
                value = getattr(columns, name + "s")[place]
                self.assertEqual(None if math.isnan(value) else value, float(row[name]) if row[name] else None)
            self.assertEqual(columns.statuses[place], row["status"])
            self.assertEqual(guarded(columns.definitions[place] or ""), row["definition"])
            self.assertEqual(columns.recorded[place], day(row["recorded"]))

    def self_checks(self, review, told):
        self.assertEqual(len(review.self_checks), len(told["self_checks"]))
        for line, one in zip(review.self_checks, told["self_checks"]):
            self.assertEqual(
                {"id": line.id, "period": text_of(line.period), "title": line.title, "sample": line.sample,
                 "results": [{"title": title, "numerator": numerator, "share": share}
                             for title, numerator, share in line.results],
                 "breakdowns": [{"by": by, "groups": groups} for by, groups in line.breakdowns.items()]},
                one,
            )

    def findings(self, findings, told):
        self.assertEqual(len(findings), len(told))
        for finding, one in zip(findings, told):
            data = {key: [list(cell) for cell in value] if key == "cells" else value
                    for key, value in finding.data.items()}
            self.assertEqual({"code": finding.code, "severity": finding.severity, "at": finding.at,
                              "message": finding.message, "data": data}, one)


class Tables(unittest.TestCase):
    def cell(self, table, column, text):
        """What a cell of a CSV says."""
        if column in WHOLE.get(table, ()):
            return int(text) if text else None
        if column in NUMBERS.get(table, ()):
            return float(text) if text else None
        if column in DAYS:
            return day(text)
        if column in YES_OR_NO:
            return {"true": True, "false": False, "": None}[text]
        return text

    def test_cell_by_cell(self):
        cells = 0
        plans = [tertial.Plan.read(sample) for sample in SAMPLES] + [tertial.Plan.from_json(json.dumps(RICH))]
        more = [tertial.Plan.from_json(random_document(seed, 4)) for seed in range(30, 40)]
        # The csv module of Python before 3.11 does not read NUL.
        plans += [plan for plan in more if "\0" not in plan.follow_up("2020-T2").to_csv()][:4]
        for plan in plans:
            for options in MOMENTS[:4]:
                review = plan.follow_up(**options)
                for lang in (None, "sv", "en"):
                    for name in TABLES:
                        table = review.table(name, lang)
                        rows = list(csv.DictReader(io.StringIO(review.to_csv(name, lang), newline="")))
                        header = next(csv.reader(io.StringIO(review.to_csv(name, lang), newline="")))
                        self.assertEqual(list(table), header)
                        self.assertEqual(len(table), len(header))
                        for column in header:
                            told = [self.cell(name, column, row[column]) for row in rows]
                            made = table[column]
                            self.assertEqual(len(made), len(rows))
                            for own, said in zip(made, told):
                                own = guarded(own) if isinstance(own, str) else own
                                # Missing text is an empty cell there, and null here.
                                said = None if said == "" and own is None else said
                                self.assertEqual((type(own), own), (type(said), said), (name, column))
                                cells += 1
        self.assertGreater(cells, 30000)

    def test_refusals(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        with self.assertRaisesRegex(ValueError, "risks, actions.*'goals'"):
            review.table("goals")
        with self.assertRaises(KeyError):
            review.table("risks")["goal"]
        self.assertNotIn("goal", review.table("risks"))
        with self.assertRaises(ValueError):
            review.to_json(lang="de")

    @needs_pandas
    def test_data_frames(self):
        review = tertial.Plan.from_json(json.dumps(RICH)).follow_up("2020-T2")
        for name in TABLES:
            frame = review.to_pandas(name)
            table = review.table(name)
            self.assertEqual(list(frame.columns), list(table))
            for column, kind in frame.dtypes.items():
                expected = (
                    "Int64" if column in WHOLE.get(name, ()) else "float64" if column in NUMBERS.get(name, ())
                    else "datetime64[ns]" if column in DAYS else "boolean" if column in YES_OR_NO else "object"
                )
                self.assertEqual(str(kind), expected, (name, column))
                for shown, value in zip(frame[column], table[column]):
                    if value is None:
                        self.assertTrue(shown is None or pandas.isna(shown))
                    else:
                        self.assertEqual(shown.date() if column in DAYS else shown, value)
        self.assertEqual(review.risks.to_pandas().loc["up", "movement"], "increased")
        self.assertEqual(review.risks.to_pandas().index.name, "id")
        empty = tertial.Plan.read(WITH_OUTCOMES).follow_up("2020-T2").to_pandas("risks")
        self.assertEqual((len(empty), str(empty.dtypes["assessed"]), str(empty.dtypes["score"])),
                         (0, "datetime64[ns]", "Int64"))
        frame = review.indicators["flow"].observations.to_pandas()
        self.assertEqual(frame.index[2], "2020-03")
        self.assertEqual(frame.loc["2020-03", "value"], 7)
        self.assertEqual(frame.loc["2020-03", "recorded"], pandas.Timestamp("2020-08-15"))
        self.assertTrue(pandas.isna(frame.loc["2020-01", "recorded"]))
        frame = review.findings.to_pandas()
        self.assertEqual(list(frame.columns), ["code", "severity", "at", "message", "data"])
        self.assertEqual(len(frame), len(review.findings))

    @needs_numpy
    def test_columns_are_arrays(self):
        columns = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").indicators["2.2.d"].observations
        for name, kind in (("codes", "uint32"), ("values", "float64"), ("numerators", "float64"),
                           ("denominators", "float64"), ("status_numbers", "uint8"), ("definition_numbers", "uint8"),
                           ("recorded_days", "int32")):
            self.assertEqual(getattr(columns, name).dtype, kind)


class Moments(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.plan = tertial.Plan.read(ACTION_PLAN)
        cls.expected = cls.plan.follow_up("2020-08-31", previous="2020-04-30", known_at="2020-09-30").to_json()

    def same(self, as_of, previous, known_at):
        made = self.plan.follow_up(as_of, previous=previous, known_at=known_at)
        self.assertEqual(made.to_json(), self.expected)

    def test_forms(self):
        self.same("2020-T2", "tertial 1", "30 september 2020")
        self.same(datetime.date(2020, 8, 31), datetime.date(2020, 4, 30), datetime.date(2020, 9, 30))
        self.same(datetime.datetime(2020, 8, 31, 23, 59), datetime.datetime(2020, 4, 30),
                  datetime.datetime(2020, 9, 30))
        self.same(tertial.Period("2020-T2"), tertial.Period("2020-04"), tertial.Period("2020-Q3"))

    @needs_numpy
    def test_numpy(self):
        self.same(numpy.datetime64("2020-08-31"), numpy.datetime64("2020-04-30T10:00"),
                  numpy.datetime64("2020-09-30", "ns"))

    @needs_pandas
    def test_pandas(self):
        self.same(pandas.Timestamp("2020-08-31 12:00"), pandas.Timestamp("2020-04-30"), pandas.Timestamp("2020-09-30"))
        made = self.plan.follow_up("2020-T2", known_at=pandas.NaT)
        self.assertIsNone(made.known_at)

    def test_refusals(self):
        for wrong in (20200831, 1.5, ["2020-T2"], b"2020-T2"):
            with self.assertRaises(TypeError):
                self.plan.follow_up(wrong)
        with self.assertRaises(tertial.TertialError):
            self.plan.follow_up(None)
        with self.assertRaises(tertial.DocumentError) as caught:
            self.plan.follow_up("2020-08-32")
        self.assertEqual(caught.exception.code, "syntax")
        with self.assertRaises(tertial.ArgumentError) as caught:
            self.plan.follow_up("2020-T1", previous="2020-T2")
        self.assertEqual(caught.exception.code, "argument")
        self.assertEqual(caught.exception.at, "options/previous")
        with self.assertRaises(tertial.ArgumentError):
            self.plan.follow_up(datetime.date(1850, 1, 1))
        with self.assertRaises(tertial.ArgumentError):
            self.plan.follow_up("2020-T2", reveal=["no such"])

    def test_known_at(self):
        plan = tertial.Plan.read(WITH_OUTCOMES)
        early, late = plan.follow_up("2020-T2", known_at="2020-09-19"), plan.follow_up("2020-T2")
        target, corrected = (review.indicators["1.4.1.1.a"].targets[0] for review in (early, late))
        self.assertEqual((target.forecast, target.status), (24, "near"))
        self.assertEqual((corrected.forecast, corrected.status), (27, "met"))
        self.assertEqual(early.known_at, datetime.date(2020, 9, 19))
        told = cli("follow-up", WITH_OUTCOMES, "--as-of", "2020-T2", "--known-at", "2020-09-19", "--format", "json")
        self.assertEqual(early.to_json().encode(), told)

    def test_periods_of_a_target(self):
        line = tertial.Plan.read(WITH_OUTCOMES).follow_up("2020-T2").indicators["1.4.1.1.a"].targets[0]
        self.assertEqual((line.periods_observed, line.periods_in_year, line.year_to_date), (2, 3, 18))
        self.assertEqual((line.value, line.judged_on, line.judged, line.pace_needed), (25, "forecast", 27, 7))
        first, ranged, trend, undecided, later = (
            tertial.Plan.from_json(json.dumps(RICH)).follow_up("2020-T2").indicators["flow"].targets
        )
        self.assertEqual((first.periods_observed, first.periods_in_year), (8, 12))
        self.assertEqual((ranged.start, ranged.end, trend.trend, undecided.undecided), (10, 2000, "increase", "later"))
        self.assertEqual((later.year, later.periods_observed), (2021, 0))

    def test_previous(self):
        made = self.plan.follow_up("2020-T2", previous="2020-06-30")
        told = cli("follow-up", ACTION_PLAN, "--as-of", "2020-T2", "--previous", "2020-06-30", "--format", "json")
        self.assertEqual(made.to_json().encode(), told)
        self.assertEqual(made.previous, datetime.date(2020, 6, 30))

    def test_reveal(self):
        plan = tertial.Plan.from_json(json.dumps(RICH))
        held = plan.follow_up("2020-T2").indicators["protected"]
        self.assertEqual(held.previous.status, "suppressed")
        self.assertIsNone(held.previous.value)
        self.assertTrue(math.isnan(held.observations.values[0]))
        for reveal in (["protected"], "protected", ("protected",)):
            shown = plan.follow_up("2020-T2", reveal=reveal).indicators["protected"]
            self.assertEqual((shown.previous.value, shown.baseline), (3, 2))
            self.assertEqual(shown.observations.values[0], 3)


class Lines(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.plan = tertial.Plan.read(ACTION_PLAN)
        cls.review = cls.plan.follow_up("2020-T2")

    def test_as_sequences(self):
        risks = self.review.risks
        ids = [risk["id"] for risk in document(ACTION_PLAN)["risks"]]
        self.assertEqual(risks.ids, ids)
        self.assertEqual([risk.id for risk in risks], ids)
        self.assertEqual([risk.id for risk in risks[1:4]], ids[1:4])
        self.assertEqual([risk.id for risk in risks[::-2]], ids[::-2])
        self.assertEqual([risk.id for risk in reversed(risks)], ids[::-1])
        self.assertEqual(risks[-1], risks["5.2"])
        self.assertEqual(risks.index(risks["2.2"]), 2)
        self.assertIn("5.2", risks)
        self.assertIn(risks[0], risks)
        self.assertNotIn("9.9", risks)
        self.assertNotIn("\0", risks)
        self.assertNotIn(3, risks)
        self.assertEqual(len(risks), 7)
        for place in (7, -8):
            with self.assertRaises(IndexError):
                risks[place]
        for wrong in (1.0, None, b"5.2"):
            with self.assertRaises(TypeError):
                risks[wrong]

    @needs_numpy
    def test_place_of_numpy(self):
        self.assertEqual(self.review.risks[numpy.int64(2)].id, "2.2")

    def test_no_such_line(self):
        for lines, what in ((self.review.risks, "risk"), (self.review.actions, "action"),
                            (self.review.indicators, "indicator")):
            with self.assertRaises(LookupError) as caught:
                lines["9.9"]
            self.assertIsInstance(caught.exception, tertial.NotFoundError)
            self.assertEqual(caught.exception.code, "not_found")
            self.assertIn(what, str(caught.exception))
            self.assertIn("9.9", str(caught.exception))

    def test_lines_do_not_change(self):
        with self.assertRaises(AttributeError):
            self.review.risks[0].level = "green"
        with self.assertRaises(AttributeError):
            self.review.summary.risks.open = 0

    def test_findings(self):
        findings = self.review.findings
        self.assertEqual(len(findings.where(severity="warning")), self.review.summary.findings["warning"])
        self.assertEqual([finding.at for finding in findings.where(at="/indicators/9")],
                         ["/indicators/9/observations/4", "/indicators/9"])
        self.assertEqual(findings.where(at="/indicators/1")[0].at, "/indicators/1")
        self.assertEqual(len(findings.where(at="/indicators/1")), 1)
        self.assertEqual(findings.where(code="stale-indicator", at="/indicators/0")[0].data["periods"], 2)
        self.assertEqual(findings.where(code="matrix-uncovered-score")[0].data["cells"], [(2, 4), (4, 2)])
        english = findings.in_language("en")
        self.assertEqual([finding.code for finding in english], [finding.code for finding in findings])
        self.assertIn("has no colour", english[0].message)
        self.assertEqual(json.loads(findings.to_json("en")), json.loads(self.review.to_json("en"))["findings"])
        self.assertEqual(len(findings[:3]), 3)
        self.assertEqual(findings[-1].severity, "note")

    def test_plan_findings_are_those_of_check(self):
        for sample in SAMPLES:
            plan = tertial.Plan.read(sample)
            self.assertLessEqual(
                {(finding.code, finding.at) for finding in plan.findings},
                {(finding.code, finding.at) for finding in plan.follow_up("2020-T2").findings},
            )
            self.assertGreater(len(plan.findings), 0)


class Handles(unittest.TestCase):
    def test_review_outlives_plan(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        review = plan.follow_up("2020-T2")
        expected = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").to_html()
        plan.close()
        plan.close()
        self.assertEqual(review.to_html(), expected)
        self.assertEqual(review.risks["5.2"].movement, "decreased")

    def test_review_shows_what_it_was_made_from(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        before = plan.follow_up("2020-T3")
        told = before.to_json()
        plan.add_assessment("5.2", "2020-12-31", level="red")
        plan.remove_self_check("reports-2020-07")
        self.assertEqual(before.to_json(), told)
        self.assertEqual(plan.follow_up("2020-T3").risks["5.2"].movement, "increased")

    def test_use_after_close(self):
        with tertial.Plan.read(ACTION_PLAN) as plan:
            review = plan.follow_up("2020-T2")
        with self.assertRaises(tertial.ClosedError) as caught:
            plan.follow_up("2020-T2")
        self.assertIn("Plan was closed", str(caught.exception))
        self.assertEqual(caught.exception.code, "handle")
        risks, findings, english = review.risks, review.findings, review.findings.in_language("en")
        line, table = review.indicators["2.2.c"], review.table("risks")
        review.close()
        for use in (review.to_json, lambda: risks[0], lambda: list(findings), lambda: list(english), findings.to_json,
                    lambda: line.observations, lambda: table["id"], lambda: tertial.html_index({"a": review}, "t"),
                    table.__arrow_c_stream__):
            with self.assertRaisesRegex(tertial.ClosedError, "this FollowUp was closed"):
                use()

    def test_findings_keep_their_owner(self):
        findings = tertial.Plan.read(ACTION_PLAN).findings
        self.assertEqual(findings[0].code, "matrix-uncovered-score")
        risks = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").risks
        self.assertEqual(risks["5.2"].level, "yellow")
        observations = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").indicators["2.2.d"].observations
        self.assertEqual(observations.definitions, ["physical", "physical", "physical_or_video"])

    def test_made_by_calls_only(self):
        with self.assertRaises(TypeError):
            tertial.FollowUp()
        with self.assertRaises(TypeError):
            tertial.Plan()


class Html(unittest.TestCase):
    def test_hostile_text_is_escaped(self):
        hostile = "<script>alert('x')</script>&\""
        given = copy.deepcopy(RICH)
        given["title"] = given["risks"][2]["title"] = given["risks"][2]["id"] = hostile
        given["actions"][0]["risks"] = [hostile]
        given["matrix"]["bands"][2]["label"] = given["indicators"][0]["title"] = hostile
        given["matrix"]["likelihood"] = [hostile, "b", "c", "d"]
        review = tertial.Plan.from_json(json.dumps(given)).follow_up("2020-T2")
        matrix = tertial.Plan.from_json(json.dumps(given)).matrix
        shown = [review._repr_html_(), review.to_html(), review.findings._repr_html_(), matrix._repr_html_()]
        if pandas is not None:
            shown += [review.risks._repr_html_(), review.table("risks")._repr_html_()]
        for page in shown:
            self.assertNotIn("<script>alert", page)
        self.assertIn("&lt;script&gt;", review._repr_html_())
        self.assertIn("&lt;script&gt;", matrix._repr_html_())

    def test_shown_with_and_without_pandas(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        series = tertial.Series([1.0, 2.0], start="2020-01")
        for shown in (review.risks, review.table("risks"), review.indicators["2.2.c"].observations, series,
                      series.roll_up("tertial")):
            page = shown._repr_html_()
            self.assertEqual(page is None, pandas is None)
        self.assertIn("<td>decreased</td>", review._repr_html_())


class Copies(unittest.TestCase):
    def test_plans(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        for made in (plan.copy(), copy.copy(plan), copy.deepcopy(plan), pickle.loads(pickle.dumps(plan))):
            self.assertEqual(made, plan)
            made.add_closing("5.2", "2020-12-31")
            self.assertNotEqual(made, plan)
        self.assertEqual(plan, tertial.Plan.read(ACTION_PLAN))
        self.assertNotEqual(plan, plan.to_json())
        with self.assertRaises(TypeError):
            hash(plan)

    def test_copy_outlives_the_plan(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        made = plan.copy()
        text = plan.to_json()
        plan.close()
        self.assertEqual(made.to_json(), text)

    def test_reviews_are_themselves(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        self.assertIs(copy.copy(review), review)
        self.assertIs(copy.deepcopy([review])[0], review)
        with self.assertRaises(TypeError):
            pickle.dumps(review)

    def test_lines_and_periods(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        for one in (tertial.Period("2020-T2"), review.risks["5.2"], review.actions[1], review.summary,
                    review.findings[0], review.self_checks):
            for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
                self.assertEqual(pickle.loads(pickle.dumps(one, protocol)), one)
            self.assertEqual(copy.deepcopy(one), one)

    def test_indicators_take_their_observations_along(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        line = review.indicators["2.2.d"]
        made = pickle.loads(pickle.dumps(line))
        review.close()
        self.assertEqual(made, line)
        self.assertEqual(list(made.observations.values), [64, 32, 61])
        self.assertEqual(made.observations.definitions, ["physical", "physical", "physical_or_video"])
        self.assertEqual(made.observations.periods, [tertial.Period(f"2020-T{part}") for part in (1, 2, 2)])

    def test_errors(self):
        for fail, kind in ((lambda: tertial.Plan.from_json("{}"), tertial.DocumentError),
                           (lambda: tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2").risks["x"],
                            tertial.NotFoundError)):
            with self.assertRaises(kind) as caught:
                fail()
            for made in (pickle.loads(pickle.dumps(caught.exception)), copy.copy(caught.exception)):
                self.assertIs(type(made), kind)
                self.assertEqual((made.code, made.at, made.message, str(made)),
                                 (caught.exception.code, caught.exception.at, caught.exception.message,
                                  str(caught.exception)))

    def test_error_of_a_file(self):
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "broken.json"
            path.write_text('{"tertial": 1, "id": 7}', encoding="utf-8")
            with self.assertRaises(tertial.DocumentError) as caught:
                tertial.Plan.read(path)
            self.assertTrue(str(caught.exception).startswith(f"{path}: /id: "), str(caught.exception))
            self.assertEqual(caught.exception.at, "/id")
            self.assertEqual(str(pickle.loads(pickle.dumps(caught.exception))), str(caught.exception))
            with self.assertRaises(FileNotFoundError):
                tertial.Plan.read(pathlib.Path(folder) / "none.json")


class Documents(unittest.TestCase):
    def test_forms(self):
        text = ACTION_PLAN.read_text(encoding="utf-8")
        plan = tertial.Plan.from_json(text)
        for form in (text.encode(), bytearray(text.encode()), memoryview(text.encode())):
            self.assertEqual(tertial.Plan.from_json(form), plan)
        self.assertEqual(tertial.Plan.from_json(plan.to_json()).to_json(), plan.to_json())
        for wrong in (5, None, ["{}"]):
            with self.assertRaises(TypeError):
                tertial.Plan.from_json(wrong)

    def test_refusals(self):
        with self.assertRaises(tertial.DocumentError) as caught:
            tertial.Plan.from_json("{")
        self.assertEqual(caught.exception.code, "syntax")
        self.assertRegex(caught.exception.at, r"^line \d+, column \d+$")
        given = document(ACTION_PLAN)
        given["risks"][2]["assessments"][1]["level"] = "blue"
        with self.assertRaises(ValueError) as caught:
            tertial.Plan.from_json(json.dumps(given))
        self.assertEqual(caught.exception.code, "schema")
        self.assertEqual(caught.exception.at, "/risks/2/assessments/1/level")
        self.assertIn("blue", caught.exception.message)
        with self.assertRaises(tertial.TertialError):
            tertial.Plan.from_json(b'{"id": "\xff"}')

    def test_what_is_in_it(self):
        for sample in SAMPLES:
            plan, given = tertial.Plan.read(sample), document(sample)
            self.assertEqual((plan.id, plan.title, plan.year, plan.language, plan.organisation),
                             (given["id"], given["title"], given["year"], given["language"],
                              given.get("organisation", "")))
            self.assertEqual(
                [risk for risk in plan.risks],
                [(risk["id"], risk["title"], risk.get("area", ""), len(risk.get("assessments", [])),
                  len(risk.get("closed", []))) for risk in given.get("risks", [])],
            )
            self.assertEqual(
                [(action.id, action.title, action.responsible, action.reports) for action in plan.actions],
                [(action["id"], action["title"], action.get("responsible", ""), len(action.get("reports", [])))
                 for action in given.get("actions", [])],
            )
            for action, one in zip(plan.actions, given.get("actions", [])):
                self.assertEqual(
                    [(part.id, part.title, part.is_recurrent, part.held) for part in action.activities],
                    [(part.get("id", ""), part["title"], "recurrence" in part, len(part.get("held", [])))
                     for part in one.get("activities", [])],
                )
            self.assertEqual(
                [(line.id, line.title, line.kind, line.unit, line.direction, line.protect, line.definitions,
                  line.observations) for line in plan.indicators],
                [(one["id"], one["title"], one.get("kind"), one.get("unit", ""), one.get("direction"),
                  one.get("protect", False), tuple(known["id"] for known in one.get("definitions", [])),
                  len(one.get("observations", []))) for one in given["indicators"]],
            )
            for one in given["indicators"]:
                columns = plan.observations(one["id"])
                observed = one.get("observations", [])
                self.assertEqual([str(period) for period in columns.periods], [fact["period"] for fact in observed])
                self.assertEqual([None if math.isnan(value) else value for value in columns.values],
                                 [fact.get("value") for fact in observed])
                self.assertEqual(columns.definitions, [fact.get("definition") for fact in observed])
                self.assertEqual(columns.statuses, [fact.get("status", "A") for fact in observed])
                self.assertEqual(columns.recorded, [day(fact.get("recorded")) for fact in observed])
            self.assertEqual([(known.date.isoformat(), text_of(known.period)) for known in plan.follow_ups],
                             [(known["date"], known.get("period")) for known in given.get("follow_ups", [])])
            self.assertIn(plan.id, repr(plan))

    def test_moment(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        self.assertEqual(plan.moment("tertial 2"), datetime.date(2020, 8, 31))
        self.assertEqual(plan.moment(tertial.Period("2021-Q1")), datetime.date(2021, 3, 31))
        with self.assertRaises(tertial.DocumentError):
            plan.moment("soon")


class Files(unittest.TestCase):
    def test_a_failing_write_leaves_the_old_file(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        with tempfile.TemporaryDirectory() as folder:
            path = pathlib.Path(folder) / "report.md"
            path.write_text("old", encoding="utf-8")
            with unittest.mock.patch("os.fsync", side_effect=OSError("no space")):
                with self.assertRaisesRegex(OSError, "no space"):
                    review.save(path)
            self.assertEqual(path.read_text(encoding="utf-8"), "old")
            with unittest.mock.patch("os.replace", side_effect=OSError("no")), self.assertRaises(OSError):
                review.save(path)
            self.assertEqual(path.read_text(encoding="utf-8"), "old")
            self.assertEqual(os.listdir(folder), ["report.md"])
            with self.assertRaisesRegex(ValueError, "report.txt.*html"):
                review.save(pathlib.Path(folder) / "report.txt")
            with self.assertRaises(OSError):
                review.save(pathlib.Path(folder) / "no" / "report.md")
            (pathlib.Path(folder) / "folder.md").mkdir()
            with self.assertRaises(OSError):
                review.save(pathlib.Path(folder) / "folder.md")
            self.assertEqual(sorted(os.listdir(folder)), ["folder.md", "report.md"])

    def test_rights_and_links(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        with tempfile.TemporaryDirectory() as folder:
            path, link = pathlib.Path(folder) / "plan.json", pathlib.Path(folder) / "link.json"
            plan.write(path)
            umask = os.umask(0)
            os.umask(umask)
            self.assertEqual(path.stat().st_mode & 0o7777, 0o666 & ~umask)
            path.chmod(0o640)
            link.symlink_to(path)
            plan.add_closing("5.2", "2020-12-31")
            plan.write(link)
            self.assertTrue(link.is_symlink())
            self.assertEqual(path.stat().st_mode & 0o7777, 0o640)
            self.assertEqual(tertial.Plan.read(path), plan)
            self.assertEqual(path.read_text(encoding="utf-8"), plan.to_json())

    def test_what_is_no_file_is_written_to(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        with tempfile.TemporaryDirectory() as folder:
            pipe = os.path.join(folder, "pipe")
            os.mkfifo(pipe)
            reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
            try:
                small = tertial.Plan.from_json(json.dumps({**RICH, "indicators": [], "actions": [], "risks": []}))
                small.write(pipe)
                self.assertEqual(os.read(reader, 65536).decode(), small.to_json())
                self.assertEqual(os.listdir(folder), ["pipe"])
            finally:
                os.close(reader)
        del plan
