"""Facts that go into an open plan come to the same as a document that is edited by hand and read."""

import array
import copy
import datetime
import gc
import json
import math
import pathlib
import tempfile
import unittest

import tertial
from arrow import Source, new_capsule, read_stream
from support import (
    ACTION_PLAN,
    SOURCE,
    WITH_OUTCOMES,
    cli,
    document,
    needs_numpy,
    needs_pandas,
    numpy,
    pandas,
)
from tertial import table as table_module


def thing(given, things, id):
    (found,) = [one for one in given[things] if one["id"] == id]
    return found


class Facts(unittest.TestCase):
    """Each call beside the same edit of the document."""

    sample = ACTION_PLAN

    def setUp(self):
        self.plan = tertial.Plan.read(self.sample)
        self.given = document(self.sample)

    def same(self):
        self.assertEqual(self.plan.to_json(), tertial.Plan.from_json(json.dumps(self.given)).to_json())
        # What is left is a plan that can be read, and followed up as the plan that is open.
        again = tertial.Plan.from_json(self.plan.to_json())
        self.assertEqual(again.follow_up("2020-T3").to_json(), self.plan.follow_up("2020-T3").to_json())

    def refused(self, call, kind, code, at=None, message=None):
        """The call fails with all that an error says, and the plan stays byte for byte what it was."""
        before = self.plan.to_json()
        with self.assertRaises(kind) as caught:
            call()
        self.assertEqual(self.plan.to_json(), before)
        self.assertEqual(caught.exception.code, code)
        self.assertTrue(caught.exception.message)
        if at is not None:
            self.assertEqual(caught.exception.at, at)
            self.assertTrue(str(caught.exception).startswith(f"{at}: "))
        if message is not None:
            self.assertIn(message, str(caught.exception))


class Assessments(Facts):
    def test_add(self):
        facts = thing(self.given, "risks", "5.2")["assessments"]
        self.plan.add_assessment("5.2", "2020-12-31", level="red", rationale="Fler vakanser")
        facts.append({"date": "2020-12-31", "level": "red", "rationale": "Fler vakanser"})
        self.same()
        self.plan.add_assessment("5.2", "tertial 3", likelihood=4, severity=3, recorded=datetime.date(2021, 1, 7))
        facts.append({"date": "2020-12-31", "likelihood": 4, "severity": 3, "recorded": "2021-01-07"})
        self.same()

    def test_correct(self):
        self.plan.correct_assessment("5.2", "2020-08-31", level="green", recorded="2020-09-01")
        facts = thing(self.given, "risks", "5.2")["assessments"]
        facts.append({"date": "2020-08-31", "level": "green", "recorded": "2020-09-01"})
        self.same()

    def test_remove(self):
        facts = thing(self.given, "risks", "5.2")["assessments"]
        self.plan.add_assessment("5.2", "2020-08-31", level="red", recorded="2020-09-02")
        self.plan.remove_assessment("5.2", "2020-08-31")  # the one recorded last
        self.same()
        self.plan.add_assessment("5.2", "2020-08-31", level="red", recorded="2020-09-02")
        self.plan.remove_assessment("5.2", "2020-08-31", recorded="2020-08-31")
        facts[1:] = [{"date": "2020-08-31", "level": "red", "recorded": "2020-09-02"}]
        self.same()

    def test_refusals(self):
        plan = self.plan
        self.refused(lambda: plan.add_assessment("9", "2020-08-31", level="red"), tertial.NotFoundError, "not_found",
                     message='"9"')
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", likelihood=5, severity=1), tertial.DocumentError,
                     "schema", "/risks/6/assessments/2/likelihood")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", likelihood=2), tertial.DocumentError, "schema",
                     "/risks/6/assessments/2")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31"), tertial.DocumentError, "schema",
                     "/risks/6/assessments/2")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", level="blue"), tertial.DocumentError, "schema")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", level="red", likelihood=1, severity=1),
                     tertial.DocumentError, "schema")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-32", level="red"), tertial.DocumentError, "syntax")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", likelihood=-1, severity=1),
                     tertial.ArgumentError, "argument")
        self.refused(lambda: plan.add_assessment("5.2", "2020-12-31", likelihood=2**32 + 1, severity=1),
                     tertial.ArgumentError, "argument")
        self.refused(lambda: plan.correct_assessment("5.2", "2020-12-31", level="red", recorded="2021-01-01"),
                     tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.correct_assessment("5.2", "2020-08-31", level="red", recorded="2020-08-31"),
                     tertial.DocumentError, "schema", "/risks/6/assessments/2/recorded")
        self.refused(lambda: plan.correct_assessment("5.2", "2020-08-31", level="red", recorded=None),
                     tertial.DocumentError, "schema", "/risks/6/assessments/2/recorded")
        self.refused(lambda: plan.remove_assessment("5.2", "2020-08-30"), tertial.NotFoundError, "not_found")
        with self.assertRaises(TypeError):
            plan.correct_assessment("5.2", "2020-08-31", level="red")
        with self.assertRaises(TypeError):
            plan.add_assessment(52, "2020-08-31", level="red")


class Closings(Facts):
    def test_all(self):
        closed = thing(self.given, "risks", "5.2").setdefault("closed", [])
        self.plan.add_closing("5.2", "2020-10-01", "Klar")
        closed.append({"date": "2020-10-01", "reason": "Klar"})
        self.same()
        self.plan.correct_closing("5.2", "2020-10-01", "Nästan klar", recorded="2020-10-05")
        closed.append({"date": "2020-10-01", "reason": "Nästan klar", "recorded": "2020-10-05"})
        self.same()
        self.plan.remove_closing("5.2", "2020-10-01", recorded="2020-10-01")
        del closed[0]
        self.same()
        self.plan.remove_closing("5.2", tertial.Period("2020-10-01"))
        del closed[0]
        self.same()
        self.plan.remove_closing("2.1", "2020-08-31")
        del thing(self.given, "risks", "2.1")["closed"][0]
        self.same()

    def test_refusals(self):
        self.refused(lambda: self.plan.add_closing("x", "2020-10-01"), tertial.NotFoundError, "not_found")
        self.refused(lambda: self.plan.correct_closing("5.2", "2020-10-01", recorded="2020-10-02"),
                     tertial.NotFoundError, "not_found")
        self.refused(lambda: self.plan.correct_closing("2.1", "2020-08-31", recorded="2020-08-01"),
                     tertial.DocumentError, "schema", "/risks/1/closed/1/recorded")
        self.refused(lambda: self.plan.remove_closing("5.2", "2020-10-01"), tertial.NotFoundError, "not_found")
        self.refused(lambda: self.plan.add_closing("5.2", datetime.date(1899, 12, 31)), tertial.ArgumentError,
                     "argument")


class Reports(Facts):
    def test_all(self):
        reports = thing(self.given, "actions", "1.1-1").setdefault("reports", [])
        self.plan.add_report("1.1-1", "2020-09-15", "delayed", comment="Hösten")
        reports.append({"date": "2020-09-15", "status": "delayed", "comment": "Hösten"})
        self.same()
        self.plan.add_report("1.1-1", "2020-10-15", "on_schedule", progress=0.5, recorded="2020-10-16")
        reports.append({"date": "2020-10-15", "status": "on_schedule", "progress": 0.5, "recorded": "2020-10-16"})
        self.same()
        self.plan.correct_report("1.1-1", "2020-09-15", "completed", progress=1, recorded="2020-09-16")
        reports.append({"date": "2020-09-15", "status": "completed", "progress": 1, "recorded": "2020-09-16"})
        self.same()
        self.plan.remove_report("1.1-1", "2020-09-15")
        del reports[2]
        self.same()
        self.plan.remove_report("1.1-1", "2020-10-15", "2020-10-16")
        del reports[1]
        self.same()

    def test_refusals(self):
        plan = self.plan
        self.refused(lambda: plan.add_report("1.1-1", "2020-09-15", "late"), tertial.ArgumentError, "argument",
                     "status",
                     "delayed")
        self.refused(lambda: plan.add_report("1.1-1", "2020-09-15", "delayed", progress=1.5), tertial.DocumentError,
                     "schema", "/actions/0/reports/0/progress")
        self.refused(lambda: plan.add_report("?", "2020-09-15", "delayed"), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.remove_report("1.1-1", "2020-09-15"), tertial.NotFoundError, "not_found")


class Occurrences(Facts):
    sample = WITH_OUTCOMES

    def test_all(self):
        action = thing(self.given, "actions", "3.2.1.1-1")
        held = action["activities"][2]["held"]
        self.plan.add_occurrence("3.2.1.1-1", "2020-09-04", "3.2.1.1-1-c")
        held.append("2020-09-04")
        self.same()
        self.plan.add_occurrence("3.2.1.1-1", "2020-09-25", 2)
        held.append("2020-09-25")
        self.same()
        self.assertEqual(self.plan.follow_up("2020-T3").actions["3.2.1.1-1"].activities[2].held, len(held))
        self.plan.remove_occurrence("3.2.1.1-1", "2020-09-04", "3.2.1.1-1-c")
        held.remove("2020-09-04")
        self.same()

    def test_refusals(self):
        plan = self.plan
        self.refused(lambda: plan.add_occurrence("3.2.1.1-1", "2020-09-04", "z"), tertial.NotFoundError, "not_found",
                     message="'z'")
        self.refused(lambda: plan.add_occurrence("3.2.1.1-1", "2020-09-04", 3), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.add_occurrence("3.2.1.1-1", "2020-09-04", -1), tertial.ArgumentError, "argument")
        self.refused(lambda: plan.add_occurrence("none", "2020-09-04", "z"), tertial.NotFoundError, "not_found",
                     message="none")
        self.refused(lambda: plan.remove_occurrence("3.2.1.1-1", "1999-09-04", 2), tertial.NotFoundError, "not_found")


class Observations(Facts):
    def facts(self, id):
        return thing(self.given, "indicators", id)["observations"]

    def test_add(self):
        self.plan.add_observation("2.2.c", "2020-07", 45.0, numerator=10, denominator=22, recorded="2020-09-10")
        self.facts("2.2.c").append(
            {"period": "2020-07", "value": 45, "numerator": 10, "denominator": 22, "recorded": "2020-09-10"}
        )
        self.same()
        self.plan.add_observation("2.2.c", tertial.Period("2020-08"))
        self.facts("2.2.c").append({"period": "2020-08", "status": "O"})
        self.same()
        self.plan.add_observation("2.2.a", "2020-08", 5, status="P")
        self.facts("2.2.a").append({"period": "2020-08", "value": 5, "status": "P"})
        self.same()
        self.plan.add_observation("2.2.d", "2020-T3", 70, definition="physical")
        self.facts("2.2.d").append({"period": "2020-T3", "value": 70, "definition": "physical"})
        self.same()

    def test_correct_and_remove(self):
        facts = self.facts("2.2.c")
        self.plan.correct_observation("2.2.c", "2020-06", 42, recorded="2020-10-01")
        facts.append({"period": "2020-06", "value": 42, "recorded": "2020-10-01"})
        self.same()
        self.plan.remove_observation("2.2.c", "2020-06", recorded="2020-10-01")
        del facts[-1]
        self.same()
        self.plan.remove_observation("2.2.c", "2020-01")
        self.given["indicators"][9]["observations"] = [fact for fact in facts if fact["period"] != "2020-01"]
        self.same()
        self.plan.remove_observation("2.2.d", "2020-T2", definition="physical")
        del self.facts("2.2.d")[2]
        self.same()

    def test_refusals(self):
        plan = self.plan
        count = len(self.facts("2.2.c"))
        place = f"/indicators/9/observations/{count}"
        self.refused(lambda: plan.add_observation("zz", "2020-07", 1), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", 1, status="L"), tertial.DocumentError, "schema",
                     place)
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", math.inf), tertial.ArgumentError, "argument")
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", status="A"), tertial.DocumentError, "schema",
                     place)
        self.refused(lambda: plan.add_observation("2.2.c", "July 2020", 1), tertial.DocumentError, "syntax")
        self.refused(lambda: plan.add_observation("2.2.c", None, 1), tertial.ArgumentError, "argument")
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", 1, status="suppressed"), tertial.ArgumentError,
                     "argument")
        self.refused(lambda: plan.add_observation("2.2.c", "2020-07", 1, status="Z"), tertial.ArgumentError, "argument",
                     "status")
        self.refused(lambda: plan.add_observation("2.2.d", "2020-T3", 1, definition="x"), tertial.NotFoundError,
                     "not_found", "fact/definition")
        self.refused(lambda: plan.correct_observation("2.2.c", "2020-06", 1, recorded="2020-06-01"),
                     tertial.DocumentError, "schema", place + "/recorded")
        self.refused(lambda: plan.correct_observation("2.2.c", "2020-11", 1, recorded="2021-06-01"),
                     tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.remove_observation("2.2.c", "2020-11"), tertial.NotFoundError, "not_found")
        with self.assertRaises(TypeError):
            plan.add_observation("2.2.c", 202007, 1)


class SelfChecks(Facts):
    def test_all(self):
        given = self.given["self_checks"]
        self.plan.add_self_check(
            "autumn", "2020-11", "Höstens granskning", sample=40, risks=["2.1", "5.2"],
            results=[("Bedömd", 38, 95.0), ("Utan andel", 3, None), ("Bara namn",)],
            breakdowns={"sex": {"girls": 18, "boys": 22}, "age": {"0-6": 10}}, recorded="2020-12-01",
        )  # fmt: skip
        made = {
            "id": "autumn", "period": "2020-11", "title": "Höstens granskning", "sample": 40, "risks": ["2.1", "5.2"],
            "results": [{"title": "Bedömd", "numerator": 38, "share": 95}, {"title": "Utan andel", "numerator": 3},
                        {"title": "Bara namn"}],
            "breakdowns": [{"by": "sex", "groups": {"girls": 18, "boys": 22}}, {"by": "age", "groups": {"0-6": 10}}],
            "recorded": "2020-12-01",
        }  # fmt: skip
        given.append(made)
        self.same()
        self.plan.correct_self_check("autumn", "2020-11", "Ny", sample=41, recorded="2020-12-02")
        given[-1] = {"id": "autumn", "period": "2020-11", "title": "Ny", "sample": 41, "recorded": "2020-12-02"}
        self.same()
        self.plan.remove_self_check("reports-2020-07")
        del given[0]
        self.same()

    def test_refusals(self):
        plan, place = self.plan, f"/self_checks/{len(self.given['self_checks'])}"
        self.refused(lambda: plan.add_self_check("", "2020-11"), tertial.DocumentError, "schema", place + "/id")
        self.refused(lambda: plan.add_self_check("reports-2020-07", "2020-11"), tertial.DocumentError, "schema",
                     place + "/id")
        self.refused(lambda: plan.add_self_check("a", "2020-11", sample=-1), tertial.DocumentError, "schema",
                     place + "/sample")
        self.refused(lambda: plan.add_self_check("a", "2020-11", risks=["none"]), tertial.DocumentError, "schema")
        self.refused(lambda: plan.add_self_check("a", "2020-11", results=[("x", -1, None)]), tertial.DocumentError,
                     "schema", place + "/results/0/numerator")
        self.refused(lambda: plan.correct_self_check("none", "2020-11"), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.remove_self_check("none"), tertial.NotFoundError, "not_found")


class Columns(Facts):
    PERIODS = ["2020-07", "2020-08", "2020-09", "2020-10"]
    VALUES = [45.0, None, 41.5, 40.0]

    def setUp(self):
        super().setUp()
        facts = thing(self.given, "indicators", "2.2.a")["observations"]
        for period, value in zip(self.PERIODS, self.VALUES):
            facts.append({"period": period, **({"status": "O"} if value is None else {"value": value})})
        self.expected = tertial.Plan.from_json(json.dumps(self.given)).to_json()

    def takes(self, periods, *arguments, **columns):
        plan = self.plan.copy()
        plan.add_observations("2.2.a", periods, *arguments, **columns)
        self.assertEqual(plan.to_json(), self.expected)

    def test_lists(self):
        nan = [math.nan if value is None else value for value in self.VALUES]
        kept = [0.0 if value is None else value for value in self.VALUES]
        periods = [tertial.Period(period) for period in self.PERIODS]
        self.takes(self.PERIODS, self.VALUES)
        self.takes(tuple(periods), tuple(self.VALUES))
        self.takes((period for period in self.PERIODS), (value for value in self.VALUES))
        codes = array.array("I", [period.code for period in periods])
        doubles = array.array("d", nan)
        for values in (doubles, memoryview(doubles), memoryview(bytes(doubles)).cast("d")):
            self.takes(codes, values)
            self.takes(memoryview(codes), values)
        for valid in ([True, False, True, True], (1, 0, 1, 1), bytes([1, 0, 1, 1]), bytearray([9, 0, 1, 255]),
                      [1, None, 2.5, True]):
            self.takes(self.PERIODS, kept, valid=valid)
        self.takes(self.PERIODS, self.VALUES, statuses=["A", "O", "A", "A"])
        self.takes(self.PERIODS, self.VALUES, statuses=bytes([0, 4, 0, 0]))
        self.takes(self.PERIODS, self.VALUES, statuses=array.array("B", [0, 4, 0, 0]))
        self.takes(self.PERIODS, self.VALUES, definitions=[None, "", None, ""])
        self.takes(self.PERIODS, self.VALUES, definitions=bytes(4))
        self.takes(self.PERIODS, self.VALUES, recorded=[None] * 4)
        observed = self.plan.observations("2.2.a")
        plan = self.plan.copy()
        for period in observed.periods:
            plan.remove_observation("2.2.a", period)
        plan.add_observations("2.2.a", observed.codes, observed.values, statuses=observed.status_numbers,
                              numerators=observed.numerators, denominators=observed.denominators,
                              definitions=observed.definition_numbers, recorded=observed.recorded_days)
        self.assertEqual(plan, self.plan)

    @needs_numpy
    def test_numpy(self):
        nan = numpy.array([math.nan if value is None else value for value in self.VALUES])
        codes = numpy.array([tertial.Period(period).code for period in self.PERIODS], "uint32")
        spread, wide = numpy.zeros((4, 3)), numpy.zeros(8, "uint32")
        spread[:, 1], wide[::2] = nan, codes
        shifted = numpy.frombuffer(bytearray(b"x") + bytearray(nan.tobytes()), "uint8")[1:].view("float64")
        self.assertFalse(shifted.flags.aligned)
        read_only = nan.copy()
        read_only.flags.writeable = False
        masked = numpy.ma.array(numpy.nan_to_num(nan), mask=numpy.isnan(nan))
        for values in (nan, nan.astype("float32"), nan.astype(">f8"), spread[:, 1], nan[::-1].copy()[::-1], shifted,
                       read_only, masked, nan.astype(object), numpy.array(self.VALUES, object)):
            self.takes(codes, values)
        self.takes(wide[::2], nan)
        self.takes(numpy.array(self.PERIODS), nan)
        self.takes(numpy.array(self.PERIODS, "datetime64[M]"), nan)
        self.takes(codes, numpy.nan_to_num(nan), valid=~numpy.isnan(nan))
        self.takes(codes, numpy.nan_to_num(nan), valid=numpy.repeat(~numpy.isnan(nan), 2)[::2])
        self.takes(codes, numpy.nan_to_num(nan), valid=(~numpy.isnan(nan)).astype("int64") * 256)
        self.takes(codes, nan, statuses=numpy.array([0, 4, 0, 0], "uint8"))
        self.takes(codes, nan, statuses=numpy.array([0, 4, 0, 0]))
        self.takes(codes, nan, statuses=numpy.array(["A", "O", "A", "A"]))
        self.takes(codes, nan, definitions=numpy.zeros(8, "uint8")[::2])
        whole = self.plan.copy()
        whole.add_observations("2.2.a", codes, numpy.array([1, 2, 3, 4], "int32"))
        self.assertEqual(whole.observations("2.2.a").values[-4:].tolist(), [1, 2, 3, 4])

    @needs_pandas
    def test_pandas(self):
        frame = pandas.DataFrame({"period": self.PERIODS, "value": self.VALUES})
        self.takes(frame["period"], frame["value"])
        self.takes(frame["period"], frame["value"].astype("Float64"))
        self.takes(frame["period"].astype("category"), frame["value"].astype("float32"))
        self.takes(frame["period"], frame["value"].fillna(0), valid=frame["value"].notna())
        self.takes(frame["period"], frame["value"].fillna(0), valid=frame["value"].notna().astype("boolean"))
        self.takes(pandas.Series([tertial.Period(period).code for period in self.PERIODS], dtype="uint32"),
                   frame["value"])
        self.takes(pandas.period_range("2020-07", periods=4, freq="M"), frame["value"])
        self.takes(frame["period"], frame["value"], recorded=pandas.Series([pandas.NaT] * 4))
        self.takes(frame["period"], frame["value"], recorded=pandas.Series([None, math.nan, None, None], dtype=object))

    def recorded(self, days, *given):
        facts = thing(self.given, "indicators", "2.2.a")["observations"]
        for fact, day in zip(facts[-4:], days):
            fact.pop("recorded", None)
            if day:
                fact["recorded"] = day
        self.expected = tertial.Plan.from_json(json.dumps(self.given)).to_json()
        for recorded in given:
            self.takes(self.PERIODS, self.VALUES, recorded=recorded)

    def test_recorded(self):
        one = datetime.date(2020, 11, 1)
        self.recorded(["2020-11-01"] * 4, "2020-11-01", one, datetime.datetime(2020, 11, 1, 5), [one] * 4,
                      tertial.Period("2020-11-01"), ["2020-11-01", one, one, "2020-11-01"])
        days = [(one - datetime.date(1970, 1, 1)).days, -(2**31)] * 2
        self.recorded(["2020-11-01", None] * 2, array.array("i", days), [one, None] * 2)

    @needs_numpy
    def test_recorded_numpy(self):
        day = numpy.datetime64("2020-11-01")
        self.recorded(["2020-11-01"] * 4, day, numpy.array(day), numpy.full(4, day),
                      numpy.full(4, day, "datetime64[ns]"))
        missing = numpy.array(["2020-11-01", "NaT"] * 2, "datetime64[D]")
        spread = numpy.repeat(missing, 3)
        self.recorded(["2020-11-01", None] * 2, missing, spread[::3], missing.astype("datetime64[D]").astype("int64")
                      .clip(-(2**31)).astype("int32"))

    @needs_pandas
    def test_recorded_pandas(self):
        stamp = pandas.Timestamp("2020-11-01 10:00")
        self.recorded(["2020-11-01"] * 4, stamp, pandas.Series([stamp] * 4), pandas.DatetimeIndex([stamp] * 4))
        self.recorded(["2020-11-01", None] * 2, pandas.Series([stamp, pandas.NaT] * 2))

    def test_figures_and_definitions(self):
        facts = self.given["indicators"][10]["observations"]
        self.given["indicators"][7]["observations"] = self.given["indicators"][7]["observations"][:-4]
        facts += [{"period": "2020-T3", "value": 50, "numerator": 1, "denominator": 2, "definition": "physical"},
                  {"period": "2021-T1", "value": 75, "numerator": 3, "denominator": 4}]
        self.expected = tertial.Plan.from_json(json.dumps(self.given)).to_json()
        for definitions in (["physical", None], bytes([1, 0]), ["physical", "physical_or_video"]):
            plan = self.plan.copy()
            plan.add_observations("2.2.d", ["2020-T3", "2021-T1"], [50, 75], numerators=[1, 3], denominators=(2, 4),
                                  definitions=definitions)
            if definitions[1]:
                facts[-1]["definition"] = "physical_or_video"
                self.expected = tertial.Plan.from_json(json.dumps(self.given)).to_json()
            self.assertEqual(plan.to_json(), self.expected)

    def test_nothing_is_added_by_none(self):
        before = self.plan.to_json()
        self.plan.add_observations("2.2.a", [], [])
        self.assertEqual(self.plan.to_json(), before)

    def test_refusals(self):
        plan, place = self.plan, len(thing(document(ACTION_PLAN), "indicators", "2.2.a")["observations"])
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07", "2020-08"], [1, 2], statuses=["A", "L"]),
                     tertial.DocumentError, "schema", f"/indicators/7/observations/{place + 1}")
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07"], [1, 2]), tertial.ArgumentError, "argument",
                     "values")
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07"], [1], valid=[1, 0]), tertial.ArgumentError,
                     "argument")
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07"], [1], recorded=["2020-08-01"] * 2),
                     tertial.ArgumentError, "argument", "recorded")
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07", "2020"], [1, math.inf]), tertial.DocumentError,
                     "schema", f"/indicators/7/observations/{place + 1}")
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07", "July"], [1, 2]), tertial.DocumentError,
                     "syntax")
        self.refused(lambda: plan.add_observations("2.2.a", array.array("I", [7]), [1]), tertial.ArgumentError,
                     "argument",
                     "columns/periods/0")
        self.refused(lambda: plan.add_observations("none", ["2020-07"], [1]), tertial.NotFoundError, "not_found")
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07"], [1], definitions=["x"]), tertial.NotFoundError,
                     "not_found", "definitions")
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07"], [1], definitions=bytes([3])),
                     tertial.DocumentError, "schema")
        self.refused(lambda: plan.add_observations("2.2.a", ["2020-07"], [1], statuses=["X"]), tertial.ArgumentError,
                     "argument", "statuses")
        for wrong in (["a"], [[1.0], [2.0]], "45", [object()], 5):
            with self.assertRaises((TypeError, ValueError), msg=repr(wrong)):
                plan.add_observations("2.2.a", ["2020-07"], wrong)
        with self.assertRaises(TypeError):
            plan.add_observations("2.2.a", "2020-07", [1])
        self.assertEqual(plan, tertial.Plan.read(ACTION_PLAN))


class FromArrow(Facts):
    def day(self, text):
        return (datetime.date.fromisoformat(text) - datetime.date(1970, 1, 1)).days

    def test_all_fields(self):
        source = Source(
            {"period": ("u", ["2020-T3", "2021-T1"]), "value": ("g", [50.0, None]), "numerator": ("i", [1, None]),
             "denominator": ("f", [2.0, None]), "status": ("u", [None, "L"]), "definition": ("u", ["physical", None]),
             "recorded": ("tdD", [None, self.day("2021-06-01")])},
            {"period": ("u", ["2021-T2"]), "value": ("g", [60.5]), "numerator": ("i", [None]),
             "denominator": ("f", [None]), "status": ("u", ["P"]), "definition": ("u", [""]),
             "recorded": ("tdD", [None])},
        )  # fmt: skip
        self.plan.add_observations_from_arrow("2.2.d", source)
        thing(self.given, "indicators", "2.2.d")["observations"] += [
            {"period": "2020-T3", "value": 50, "numerator": 1, "denominator": 2, "definition": "physical"},
            {"period": "2021-T1", "status": "L", "recorded": "2021-06-01"},
            {"period": "2021-T2", "value": 60.5, "status": "P"},
        ]
        self.same()
        self.assertEqual((source.released["schema"], source.released["array"]), (1, 2))

    def test_days_and_kinds_of_numbers(self):
        facts = thing(self.given, "indicators", "2.2.g")["observations"]
        for kind in "gfilsC":
            self.plan.add_observations_from_arrow(
                "2.2.g", Source({"value": (kind, [7]), "period": ("tdD", [self.day("2020-10-05")])})
            )
            facts.append({"period": "2020-10-05", "value": 7})
        self.same()

    def test_own_table_comes_back(self):
        review = self.plan.follow_up("2020-T2")
        plan = self.plan.copy()
        for period in review.indicators["1.1.c"].observations.periods:
            plan.remove_observation("1.1.c", period)
        with self.assertRaises(tertial.ArgumentError) as caught:
            plan.add_observations_from_arrow("1.1.c", review.table("observations"))
        self.assertIn("indicator", str(caught.exception))

    def test_refusals(self):
        plan = self.plan
        good = {"period": ("u", ["2020-07", "2020-08"]), "value": ("g", [1.0, 2.0])}
        for layout, kind, code, at in (
            ({**good, "period": ("u", ["2020-07", "July"])}, tertial.DocumentError, "syntax", "/period/1"),
            ({**good, "period": ("u", ["2020-07", None])}, tertial.ArgumentError, "argument", "/period/1"),
            ({**good, "value": ("u", ["1", "2"])}, tertial.ArgumentError, "argument", "/value"),
            ({**good, "status": ("u", ["A", "Q"])}, tertial.DocumentError, "schema", "/status/1"),
            ({**good, "unit": ("u", ["A", "Q"])}, tertial.ArgumentError, "argument", ""),
            ({"value": ("g", [1.0])}, tertial.ArgumentError, "argument", ""),
        ):
            source = Source(layout)
            before = plan.to_json()
            with self.subTest(at=at), self.assertRaises(kind) as caught:
                plan.add_observations_from_arrow("2.2.a", source)
            self.assertEqual(plan.to_json(), before)
            self.assertEqual(caught.exception.code, code)
            self.assertTrue(caught.exception.at.endswith(at))
            self.assertEqual((source.released["schema"], source.released["array"]), (1, 1))
        source = Source(good, {**good, "period": ("u", ["2020-09", "x"])})
        self.refused(lambda: plan.add_observations_from_arrow("2.2.a", source), tertial.DocumentError, "syntax")
        self.refused(lambda: plan.add_observations_from_arrow("none", Source(good)), tertial.NotFoundError, "not_found")

    def test_stream_that_fails(self):
        good = {"period": ("u", ["2020-07"]), "value": ("g", [1.0])}
        source = Source(good, good, fail="the disk is gone")
        self.refused(lambda: self.plan.add_observations_from_arrow("2.2.a", source), tertial.StreamError, "stream",
                     message="the disk is gone")
        self.assertIsInstance(tertial.StreamError("stream", "", ""), OSError)

    def test_no_stream(self):
        with self.assertRaises(AttributeError):
            self.plan.add_observations_from_arrow("2.2.a", [1])

        class Wrong:
            def __arrow_c_stream__(self):
                return new_capsule(id(self), b"other", None)

        with self.assertRaises(ValueError):
            self.plan.add_observations_from_arrow("2.2.a", Wrong())


class ToArrow(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")

    def test_as_the_columns(self):
        for name in ("risks", "actions", "indicators", "observations", "targets", "rollups", "self_checks", "findings"):
            table = self.review.table(name, "en")
            for move in (False, True):
                for schemas in (1, 2):
                    told = read_stream(table.__arrow_c_stream__(), move, schemas)
                    self.assertEqual([field for field, _, _ in told], list(table))
                    for field, kind, values in told:
                        if kind == "tdD":
                            values = [None if day is None else datetime.date(1970, 1, 1) + datetime.timedelta(day)
                                      for day in values]
                        self.assertEqual(values, table[field], (name, field))
        self.assertEqual(table_module._streams, {})

    def test_capsules_that_nobody_takes(self):
        capsule = self.review.table("risks").__arrow_c_stream__(None)
        self.assertEqual(len(table_module._streams), 1)
        del capsule
        gc.collect()
        self.assertEqual(table_module._streams, {})

    def test_capsule_outlives_the_review(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        capsule = review.table("risks").__arrow_c_stream__()
        review.close()
        del review
        told = {name: values for name, _, values in read_stream(capsule, True)}
        self.assertEqual(told["movement"][-1], "decreased")
        del capsule
        self.assertEqual(table_module._streams, {})

    def test_no_leak(self):
        def pages():
            with open("/proc/self/statm", encoding="ascii") as file:
                return int(file.read().split()[1])

        def some():
            for i in range(300):
                read_stream(self.review.table("findings").__arrow_c_stream__(), i % 2 == 0)
                self.review.table("observations").__arrow_c_stream__()

        some()
        before = pages()
        for _ in range(5):
            some()
        self.assertLess(pages() - before, 1000)  # 4 MB; each round hands over about 10


class Tables(Facts):
    def test_import_as_the_program(self):
        tables = sorted((SOURCE / "tests/data/tables").glob("*.tsv"))
        self.assertTrue(tables)
        for path in tables:
            with self.subTest(table=path.name):
                plan = self.plan.copy()
                result = plan.import_table(path.read_bytes().decode())
                with tempfile.TemporaryDirectory() as folder:
                    copied = pathlib.Path(folder) / "plan.json"
                    copied.write_bytes(ACTION_PLAN.read_bytes())
                    cli("import", path, "--into", copied)
                    self.assertEqual(plan, tertial.Plan.read(copied))
                for change in result.changes:
                    self.assertIn(change.kind, ("new_indicator", "new_observation", "changed_observation",
                                                "new_baseline", "changed_baseline"))

    def test_changes(self):
        result = self.plan.import_table("Indikator\tJuni\tJuli\taugusti\n2.2.c\t44\t45\tu.s.\nNy sak\t1\t2\t3\n",
                                        recorded="2020-10-01")
        facts = thing(self.given, "indicators", "2.2.c")["observations"]
        changes = {(change.kind, change.indicator, change.period and str(change.period)): change
                   for change in result.changes}
        changed = changes["changed_observation", "2.2.c", "2020-06"]
        self.assertEqual((changed.before, changed.after, changed.status), (43, 44, "A"))
        new = changes["new_observation", "2.2.c", "2020-07"]
        self.assertEqual((new.before, new.after), (None, 45))
        missing = changes["new_observation", "2.2.c", "2020-08"]
        self.assertEqual((missing.after, missing.status), (None, "O"))
        self.assertTrue(any(change.kind == "new_indicator" for change in result.changes))
        observed = self.plan.observations("2.2.c")
        self.assertEqual(len(observed), len(facts) + 3)
        self.assertEqual(observed.recorded[-1], datetime.date(2020, 10, 1))

    def test_notes_in_both_languages(self):
        path = SOURCE / "tests/data/tables/staffing-5.2.tsv"
        notes = self.plan.import_table(path.read_bytes().decode()).notes
        self.assertTrue(notes)
        for note in notes:
            self.assertGreater(note.line, 0)
            self.assertTrue(note.swedish and note.english)
            self.assertNotEqual(note.swedish, note.english)

    def test_language_and_year(self):
        one, other = self.plan.copy(), self.plan.copy()
        one.import_table("Indicator\tMay\n1.1.c\t7\n", lang="en", year=2021)
        other.add_observation("1.1.c", "2021-05", 7)
        self.assertEqual(one.to_json(), other.to_json())

    def test_refusals(self):
        self.refused(lambda: self.plan.import_table(""), tertial.DocumentError, "syntax")
        self.refused(lambda: self.plan.import_table("Indikator\tJuli\n2.2.c\tmånga\n"), tertial.DocumentError, "syntax",
                     "line 2, column 2")
        with self.assertRaises(TypeError):
            self.plan.import_table(b"Indikator\tJuli\n2.2.c\t45\n")
        with self.assertRaises(ValueError):
            self.plan.import_table("Indikator\tJuli\n2.2.c\t45\n", lang="de")


class Owners(Facts):
    def test_a_copy_stays(self):
        other = self.plan.copy()
        text = copy.copy(other).to_json()
        self.plan.add_closing("5.2", "2020-10-01")
        self.plan.add_observation("2.2.c", "2020-07", 1)
        self.assertEqual(other.to_json(), text)
        self.assertNotEqual(self.plan, other)
