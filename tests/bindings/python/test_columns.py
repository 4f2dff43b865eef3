"""Columns of observations in Python, and Arrow streams, beside the same edit of the document."""

import array
import datetime
import gc
import json
import math
import unittest

import tertial
from arrow import Source, new_capsule, read_stream
from support import ACTION_PLAN, document, needs_numpy, needs_pandas, numpy, pandas
from tertial import table as table_module
from test_facts import Facts, thing


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
