"""A follow-up in Python is that of the command line, line by line, at every date."""

import csv
import datetime
import io
import json
import math
import unittest
import unittest.mock

import tertial
from support import (
    ACTION_PLAN,
    MOMENTS,
    RICH,
    SAMPLES,
    WITH_OUTCOMES,
    cli,
    day,
    document,
    guarded,
    needs_numpy,
    needs_pandas,
    numpy,
    pandas,
    random_document,
    text_of,
)


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
