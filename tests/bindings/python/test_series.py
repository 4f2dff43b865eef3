"""Series against a slow and plain oracle, and what they borrow: the very arrays that were given."""

import array
import gc
import math
import random
import sys
import unittest
import weakref

import tertial
from support import ACTION_PLAN, needs_numpy, needs_pandas, numpy, pandas

NAN = math.nan
KINDS = ("flow", "snapshot", "share", "rolling", "index")
FINER = {"month": ("quarter", "tertial", "half_year", "year"), "day": ("week", "month", "year"),
         "week": ("month", "quarter", "tertial", "year"), "quarter": ("half_year", "year"), "tertial": ("year",),
         "half_year": ("year",)}


def oracle(periods, values, to, kind, *, valid=None, numerators=None, denominators=None, definitions=None,
           of_snapshots=False, scale=1.0):
    """[(period, value, based on, of, unweighted, across a break)] of one row, as the contract of roll-ups reads."""
    groups = {}
    for place, period in enumerate(periods):
        groups.setdefault(str(period.parent(to)), []).append(place)
    told = []
    for name, places in groups.items():
        def figure(column, place):
            return column[place] if column is not None and math.isfinite(column[place]) else None

        divides = kind == "share" and not of_snapshots
        if divides:
            there = [place for place in places
                     if figure(numerators, place) is not None and figure(denominators, place) is not None]
        else:
            there = [place for place in places if math.isfinite(values[place]) and (valid is None or valid[place])]
        mixed = definitions is not None and len({definitions[place] for place in there}) > 1
        takes_last = kind in ("snapshot", "rolling") or (kind == "share" and of_snapshots)
        value, unweighted = None, False
        if there and not (mixed and not takes_last):
            if takes_last:
                value = values[there[-1]]
            elif divides:
                top, bottom = sum(numerators[place] for place in there), sum(denominators[place] for place in there)
                value = top / bottom * scale if bottom else None
            elif kind == "flow":
                value = sum(values[place] for place in there)
            else:
                weights = [figure(denominators, place) for place in there]
                unweighted = any(weight is None for weight in weights) or sum(weights) <= 0
                if unweighted:
                    value = sum(values[place] for place in there) / len(there)
                else:
                    value = sum(values[place] * weight for place, weight in zip(there, weights)) / sum(weights)
        parent = tertial.Period(name)
        told.append((name, value, len(there), len(parent.range(periods[0].granularity)), unweighted,
                     mixed and not takes_last))
    return told


class AgainstTheOracle(unittest.TestCase):
    def same(self, rollups, expected, row=None):
        def cell(column, place):
            if row is None:
                return column[place]
            return column[row][place] if isinstance(column, list) else column[row, place]

        self.assertEqual([str(period) for period in rollups.periods], [name for name, *_ in expected])
        for place, (_, value, based_on, of, unweighted, across_break) in enumerate(expected):
            told = cell(rollups.values, place)
            if value is None:
                self.assertTrue(math.isnan(told))
            else:
                self.assertAlmostEqual(told, value, delta=1e-9 * max(1, abs(value)))
            self.assertEqual((cell(rollups.based_on, place), rollups.of[place]), (based_on, of))
            self.assertEqual((bool(cell(rollups.unweighted, place)), bool(cell(rollups.across_break, place))),
                             (unweighted, across_break))

    def test_random_series(self):
        seen = {"gap": 0, "across": 0, "unweighted": 0, "weighted": 0, "none": 0}
        for seed in range(150):
            own = random.Random(f"series {seed}")
            length = own.choice(list(FINER))
            start = tertial.Period.of("2019-07-01", length) + own.randint(0, 30)
            places = list(range(own.randint(1, 40)))
            gaps = own.random() < 0.5
            if gaps:
                places = [place for place in places if own.random() < 0.7] or [3]
            periods = [start + place for place in places]
            count = len(periods)

            def figures(low=-50):
                known = [own.uniform(low, 50) for _ in range(8 * count)]
                return [own.choice([NAN, math.inf, 0.0, *known[place::count]]) for place in range(count)]

            values = figures()
            columns = {}
            if own.random() < 0.7:
                columns.update(numerators=figures(0), denominators=figures(0))
            if own.random() < 0.3:
                columns["valid"] = [own.random() < 0.8 for _ in range(count)]
            if own.random() < 0.4:
                columns["definitions"] = sorted(own.randint(0, 1) for _ in range(count))
            given = dict(periods=periods) if gaps else dict(start=periods[0])
            scale = own.choice([1.0, 100.0])
            for kind in KINDS:
                for of_snapshots in (False, True):
                    options = dict(kind=kind, of_snapshots=of_snapshots, scale=scale)
                    series = tertial.Series(values, **given, **columns, **options)
                    self.assertEqual(series.periods, periods)
                    self.assertEqual(len(series), count)
                    for to in FINER[length]:
                        expected = oracle(periods, values, to, **columns, **options)
                        with self.subTest(seed=seed, kind=kind, to=to):
                            self.same(series.roll_up(to), expected)
                        seen["gap"] += gaps
                        seen["across"] += any(line[5] for line in expected)
                        seen["unweighted"] += any(line[4] for line in expected)
                        seen["weighted"] += kind == "index" and any(not line[4] and line[2] for line in expected)
                        seen["none"] += any(line[1] is None for line in expected)
        self.assertGreater(min(seen.values()), 50, seen)

    def test_kind_for_one_roll_up(self):
        series = tertial.Series([1.0, 2.0, 3.0, 4.0, 5.0], "2020-01", kind="flow")
        self.assertEqual(list(series.roll_up("tertial").values), [10, 5])
        self.assertEqual(list(series.roll_up("tertial", kind="snapshot").values), [4, 5])
        self.assertEqual(list(series.roll_up("year", "index").values), [3])

    def test_rows(self):
        own = random.Random("rows")
        rows, count = 5, 17
        cells = [own.choice([NAN, own.uniform(0, 9)]) for _ in range(rows * count)]
        weights = [own.uniform(0, 9) for _ in range(rows * count)]
        flat = array.array("d", cells)
        given = [memoryview(flat).cast("B").cast("d", (rows, count)),
                 [cells[row * count : row * count + count] for row in range(rows)]]
        if numpy is not None:
            matrix = numpy.array(cells).reshape(rows, count)
            given += [matrix, numpy.asfortranarray(matrix), matrix.astype("float32").astype("float64"),
                      numpy.repeat(matrix, 2, axis=1)[:, ::2]]
            given[-2] = matrix[::-1].copy()[::-1]
        for values in given:
            for kind in ("flow", "index"):
                series = tertial.Series(values, start="2020-01", kind=kind, denominators=array.array("d", weights))
                rolled = series.roll_up("quarter")
                for row in range(rows):
                    here = slice(row * count, row * count + count)
                    expected = oracle(series.periods, cells[here], "quarter", kind, denominators=weights[here])
                    self.same(rolled, expected, row)
                self.assertIn("5 x 17", repr(series))

    @needs_numpy
    def test_shapes(self):
        rolled = tertial.Series(numpy.ones((3, 12)), "2020-01").roll_up("tertial")
        for column in (rolled.values, rolled.based_on, rolled.unweighted, rolled.across_break):
            self.assertEqual(column.shape, (3, 3))
        self.assertEqual((len(rolled.of), rolled.values.dtype, rolled.unweighted.dtype), (3, "float64", "bool"))
        self.assertEqual(tertial.Series(numpy.ones((0, 12)), "2020-01").roll_up("year").values.shape, (0, 1))
        self.assertEqual(len(tertial.Series(numpy.ones(0), "2020-01").roll_up("year").periods), 0)
        for wrong in (numpy.ones((2, 2, 2)), numpy.float64(3), numpy.array(3.0)):
            with self.assertRaises(ValueError):
                tertial.Series(wrong, "2020-01")

    def test_as_the_follow_up(self):
        review = tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")
        seen = 0
        for line in review.indicators:
            observed = line.observations
            if not line.rollups or len(set(observed.periods)) != len(observed) or any(observed.definition_numbers):
                continue
            if line.kind == "share":
                continue  # whose parts may stand in other indicators
            series = tertial.Series(observed.values, periods=observed.codes, kind=line.kind)
            for length in {rollup.period.granularity for rollup in line.rollups}:
                known = {rollup.period: rollup for rollup in line.rollups}
                rolled = series.roll_up(length)
                for place, period in enumerate(rolled.periods):
                    if period in known:
                        self.assertEqual((rolled.values[place], rolled.based_on[place], rolled.of[place]),
                                         (known[period].value, known[period].based_on, known[period].of))
                        seen += 1
        self.assertGreater(seen, 10)


class Forms(unittest.TestCase):
    def test_plain(self):
        for values in ([1, 2, None, 4], (1, 2, NAN, 4), (value for value in (1, 2, None, 4)),
                       array.array("d", [1, 2, NAN, 4]), array.array("f", [1, 2, NAN, 4]),
                       memoryview(bytes(array.array("d", [1, 2, NAN, 4]))).cast("d")):
            rolled = tertial.Series(values, "2020-01").roll_up("tertial")
            self.assertEqual((rolled.values[0], rolled.based_on[0]), (7, 3))
        for valid in ([1, 1, 0, 1], (True, True, False, True), bytes([1, 1, 0, 1]), [1, 1, None, 1]):
            self.assertEqual(tertial.Series([1, 2, 3, 4], "2020-01", valid=valid).roll_up("year").values[0], 7)
        for start in ("2020-01", tertial.Period("2020-01")):
            self.assertEqual(str(tertial.Series([1.0], start).periods[0]), "2020-01")
        codes = array.array("I", [tertial.Period("2020-01").code, tertial.Period("2020-03").code])
        for periods in (["2020-01", "2020-03"], codes, memoryview(codes)):
            self.assertEqual([str(period) for period in tertial.Series([1, 2], periods=periods).periods],
                             ["2020-01", "2020-03"])

    @needs_numpy
    def test_numpy(self):
        values = numpy.array([1, 2, NAN, 4])
        for kind in ("float64", "float32", ">f8", object):
            self.assertEqual(tertial.Series(values.astype(kind), "2020-01").roll_up("year").values[0], 7)
        for kind in ("int64", "uint8", "bool", "int32"):
            self.assertEqual(tertial.Series(numpy.ones(3, kind), "2020-01").roll_up("year").values[0], 3)
        masked = numpy.ma.array([1.0, 2, 99, 4], mask=[0, 0, 1, 0])
        self.assertEqual(tertial.Series(masked, "2020-01").roll_up("year").values[0], 7)
        valid = numpy.array([[True, True, False, True]] * 2)
        full = numpy.array([[1.0, 2, 99, 4]] * 2)
        for form in (valid, numpy.asfortranarray(valid), numpy.repeat(valid, 2, 1)[:, ::2],
                     valid.astype("int64") * 256):
            self.assertEqual(tertial.Series(full, "2020-01", valid=form).roll_up("year").values.tolist(), [[7], [7]])
        definitions = numpy.array([1, 1, 2, 2])
        rolled = tertial.Series(full[0], "2020-01", definitions=definitions).roll_up("year")
        self.assertTrue(rolled.across_break[0])

    @needs_pandas
    def test_pandas(self):
        values = pandas.Series([1.0, 2, None, 4])
        self.assertEqual(tertial.Series(values, "2020-01").roll_up("year").values[0], 7)
        self.assertEqual(tertial.Series(values.astype("Float64"), "2020-01").roll_up("year").values[0], 7)
        frame = pandas.DataFrame([[1.0, 2, 3, 4], [5, 6, 7, 8]])
        self.assertEqual(tertial.Series(frame, "2020-01").roll_up("year").values.tolist(), [[10], [26]])
        self.assertEqual(tertial.Series(frame.astype("Int64"), "2020-01").roll_up("year").values.tolist(), [[10], [26]])
        frame = tertial.Series([1.0, 2.0, 3.0], "2020-04").roll_up("tertial").to_pandas()
        self.assertEqual(list(frame.index), ["2020-T1", "2020-T2"])
        self.assertEqual(list(frame.columns), ["value", "based_on", "of", "unweighted", "across_break"])
        self.assertEqual(frame["value"].tolist(), [1, 5])
        self.assertEqual(tertial.Series([1.0, 2.0], "2020-04").to_pandas().to_dict(), {"2020-04": 1, "2020-05": 2})
        rows = tertial.Series([[1.0, 2.0], [3.0, 4.0]], "2020-04")
        self.assertEqual(rows.to_pandas()["2020-05"].tolist(), [2, 4])
        self.assertEqual(rows.roll_up("year").to_pandas()["2020"].tolist(), [3, 7])

    def test_refusals(self):
        make = tertial.Series
        codes = [tertial.Period(period).code for period in ("2020-01", "2020-03", "2020-02", "2020-T3")]
        for call in (
            lambda: make([1, 2], periods=["2020-01"]),
            lambda: make([1, 2], "2020-01", numerators=[1]),
            lambda: make([1, 2], "2020-01", denominators=[1, 2, 3]),
            lambda: make([1, 2], "2020-01", valid=[1]),
            lambda: make([1, 2], "2020-01", definitions=[1]),
            lambda: make([1, 2], "2020-01", kind="sum"),
            lambda: make([1, 2], "January"),
            lambda: make([1, 2], periods=array.array("I", [codes[1], codes[2]])),
            lambda: make([1, 2], periods=array.array("I", [codes[0], codes[0]])),
            lambda: make([1, 2], periods=array.array("I", [codes[0], codes[3]])),
            lambda: make([1, 2], periods=array.array("I", [0, codes[3]])),
            lambda: make([1, 2], "2200-12"),
            lambda: make([[1, 2], [3]], "2020-01"),
            lambda: make([1, 2], "2020-01").roll_up("fortnight"),
            lambda: make([1, 2], "2020-01").roll_up("year", "sum"),
        ):
            with self.assertRaises(ValueError):
                call()
        for call in (lambda: make([1, 2]), lambda: make([1, 2], "2020-01", periods=["2020-01", "2020-02"]),
                     lambda: make(["a", "b"], "2020-01"), lambda: make(5, "2020-01"), lambda: make([1], 202001),
                     lambda: make([1], "2020-01", valid=["x"], definitions=["x"]), lambda: make("12", "2020-01")):
            with self.assertRaises(TypeError):
                call()
        with self.assertRaises(tertial.NotFoundError):
            make([1, 2], "2020-01").roll_up("day")
        with self.assertRaises(tertial.NotFoundError):
            make([1, 2], "2020-Q1").roll_up("tertial")


class Borrowed(unittest.TestCase):
    @needs_numpy
    def test_values_are_not_copied(self):
        for values in (numpy.arange(24.0).reshape(2, 12), numpy.arange(12.0)):
            series = tertial.Series(values, start="2020-01", kind="flow")
            self.assertIs(series.values, values)
            before = series.roll_up("year").values.sum()
            values[...] += 1
            self.assertEqual(series.roll_up("year").values.sum(), before + values.size)

    def test_nor_those_of_an_array(self):
        values = array.array("d", [1, 2, 3])
        series = tertial.Series(values, "2020-01")
        self.assertIs(series.values, values)
        values[0] = 10
        self.assertEqual(series.roll_up("year").values[0], 15)

    def test_a_borrowed_buffer_cannot_be_resized(self):
        values, valid = array.array("d", [1, 2, 3]), bytearray([1, 1, 1])
        periods = array.array("I", [tertial.Period(f"2020-0{month}").code for month in (1, 2, 3)])
        series = tertial.Series(values, periods=periods, valid=valid, definitions=valid)
        for grow in (lambda: values.append(1), lambda: valid.extend(bytes(10000)), lambda: periods.append(1)):
            with self.assertRaises(BufferError):
                grow()
        self.assertEqual(series.roll_up("year").values[0], 6)
        del series
        values.append(1)
        valid.extend(bytes(10))

    @needs_numpy
    def test_held_while_the_series_lives(self):
        values = numpy.arange(12.0)
        watched = weakref.ref(values)
        series = tertial.Series(values, "2020-01")
        del values
        gc.collect()
        self.assertEqual(series.roll_up("year").values[0], 66)
        del series
        self.assertIsNone(watched())

    @needs_numpy
    def test_a_failing_constructor_holds_nothing(self):
        for wrong in (dict(start="2020-13"), dict(start="2200-12"), dict(start="2020-01", kind="sum"),
                      dict(start="2020-01", numerators=[1]), dict(start="2020-01", valid=[1])):
            values = numpy.arange(12.0)
            watched, count = weakref.ref(values), sys.getrefcount(values)
            try:
                tertial.Series(values, **wrong)
                self.fail("no error")
            except ValueError:
                pass
            self.assertEqual(sys.getrefcount(values), count)
            del values
            self.assertIsNone(watched())

    def test_closed(self):
        with tertial.Series([1.0], "2020-01") as series:
            pass
        with self.assertRaises(tertial.ClosedError):
            series.roll_up("year")
        self.assertEqual(list(series.values), [1.0])
