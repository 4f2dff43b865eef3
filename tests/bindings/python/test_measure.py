"""Measures from Python: which columns are taken, which of them uncopied, and what is told of those that are not.

What is counted is compared with a count by the book in tests/measure/random_records_check.py.
"""

import array
import datetime
import threading
import unittest

import tertial
from support import needs_numpy, needs_pandas, numpy, pandas
from tertial import measure as columns

JANUARY = 18262  # 2020-01-01


def placed(**more):
    return tertial.Measure.snapshot("2020-01", "2020-03", days=30, **more)


class Columns(unittest.TestCase):
    def test_days_as_texts_dates_numbers_and_buffers_are_the_same(self):
        days = ["2020-01-05", None, "2020-03-31"]
        dates = [day and datetime.date.fromisoformat(day) for day in days]
        numbers = [day and (day - datetime.date(1970, 1, 1)).days for day in dates]
        buffer = array.array("i", [-(2**31) if day is None else day for day in numbers])
        for start in (days, dates, numbers, buffer):
            measure = tertial.Measure.count("2020-01", "2020-03")
            measure.add(start=start)
            table = measure.finish()
            self.assertEqual(table.numerator.tolist(), [1, 0, 1])
            self.assertEqual(table.records, tertial.RowCounts(rows=3, outside=0, faulty=1))

    @needs_numpy
    def test_columns_that_lie_right_are_not_copied(self):
        for kind in ("uint8", "uint16", "uint32", "int8", "int16", "int32"):
            column = numpy.arange(5, dtype=kind)
            self.assertTrue(numpy.shares_memory(column, columns._numbers(column, "groups", (1, 2, 4))[0]), kind)
        for kind in ("uint32", "uint64", "int32", "int64"):
            column = numpy.arange(5, dtype=kind)
            self.assertTrue(numpy.shares_memory(column, columns._numbers(column, "person", (4, 8))[0]), kind)
        days = numpy.arange(5, dtype="int32")
        self.assertTrue(numpy.shares_memory(days, columns._days(days, "start")[0]))
        for times in (numpy.arange(5), numpy.arange(5).astype("datetime64[s]")):
            self.assertTrue(numpy.shares_memory(times, columns._times(times, "start_time")[0]))

    @needs_numpy
    def test_codes_below_zero_and_beyond_all_widths_are_in_no_group(self):
        for codes in (numpy.array([0, -1, 1], "int8"), numpy.array([0, -1, 2**40], "int64"), [0, -1, 2**40]):
            measure = tertial.Measure.count("2020-01", "2020-01", groups=[2])
            measure.add(groups=[codes], start=[JANUARY] * 3)
            table = measure.finish()
            self.assertEqual(table.numerator[0, 0], 1)
            self.assertEqual(table.records.outside + int(table.numerator[1, 0]), 2)

    @needs_numpy
    def test_days_and_times_of_numpy_with_what_is_missing(self):
        start = numpy.array(["2020-01-05", "NaT", "2020-03-31"], "datetime64[D]")
        measure = tertial.Measure.count("2020-01", "2020-03")
        measure.add(start=start)
        measure.add(start=start.astype("datetime64[ns]"))
        self.assertEqual(measure.finish().numerator.tolist(), [2, 0, 2])
        in_time = tertial.Measure.deadline("2020-01", "2020-01", hours=24, observed_until="2020-01-31")
        reported = numpy.array(["2020-01-05T12:00:00", "2020-01-06T12:00:00", "2020-01-31T10:00:00"], "datetime64[s]")
        assessed = numpy.array(["2020-01-06T12:00:00", "2020-01-07T12:00:01", "NaT"], "datetime64[s]")
        in_time.add(start_time=reported, end_time=assessed)
        table = in_time.finish()
        self.assertEqual((table.numerator[0], table.denominator[0], table.held[0]), (1, 2, 1))

    def test_times_as_texts(self):
        in_time = tertial.Measure.deadline("2020-01", "2020-01", hours=0.5)
        in_time.add(start_time=["2020-01-05 12:00", "2020-01-05 12:00"], end_time=["2020-01-05 12:30", None])
        self.assertEqual(in_time.finish().numerator.tolist(), [1])

    @needs_pandas
    def test_columns_of_pandas(self):
        frame = pandas.DataFrame(
            {
                "unit": pandas.Categorical(["north", "south", None, "north"], categories=["north", "south"]),
                "begun": pandas.to_datetime(["2020-01-05", "2020-02-01", "2020-01-01", None]),
            }
        )
        measure = tertial.Measure.count("2020-01", "2020-02", groups=[2])
        measure.add(groups=[frame["unit"]], start=frame["begun"])
        table = measure.finish()
        self.assertEqual(table.numerator.tolist(), [[1, 0], [0, 1]])
        told = table.to_pandas()
        self.assertEqual(told.loc[(1, "2020-02"), "numerator"], 1)
        self.assertEqual(list(told.columns), ["numerator", "values"])

    def test_what_is_no_column_is_told_by_its_name(self):
        measure = placed(groups=[2])
        with self.assertRaisesRegex(tertial.ArgumentError, "groups"):
            measure.add(start=[1], end=[1])
        with self.assertRaisesRegex(tertial.ArgumentError, "end.* 2 rows, where others have 1"):
            measure.add(groups=[[0]], start=[1], end=[1, 2])
        with self.assertRaisesRegex(tertial.ArgumentError, "end"):
            measure.add(groups=[[0]], start=[1])
        with self.assertRaisesRegex(TypeError, "whole numbers"):
            measure.add(groups=[["north"]], start=[1], end=[1])
        with self.assertRaisesRegex(TypeError, "no column 'begin'"):
            measure.add(groups=[[0]], begin=[1], end=[1])
        with self.assertRaisesRegex(TypeError, "whole numbers"):
            tertial.Measure.distinct("2020", "2020").add(start=[JANUARY], person=["A-17"])
        self.assertEqual(measure.finish().records.rows, 0)


class Accumulators(unittest.TestCase):
    def test_parts_are_merged_by_way_of_bytes(self):
        whole, part, other = placed(), placed(), placed()
        whole.add(start=[JANUARY, JANUARY + 40], end=[None, None])
        part.add(start=[JANUARY + 40], end=[None])
        other.add(start=[JANUARY], end=[None])
        part.merge(tertial.Measure.from_bytes(other.to_bytes()))
        self.assertEqual(part.to_bytes(), whole.to_bytes())
        self.assertEqual(part.finish().denominator.tolist(), [1, 2, 2])

    def test_what_was_read_knows_what_it_is_of(self):
        measure = tertial.Measure.count("2020-01", "2020-02", groups=[2, 3])
        again = tertial.Measure.from_bytes(measure.to_bytes())
        self.assertEqual(again.kind, "count")
        self.assertEqual(again.finish().shape, (2, 3, 2))

    def test_other_options_and_damage_are_refused(self):
        with self.assertRaises(tertial.ArgumentError):
            placed().merge(placed(groups=[2]))
        with self.assertRaises(tertial.ArgumentError):
            placed().merge(tertial.Measure.count("2020-01", "2020-03"))
        data = bytearray(placed().to_bytes())
        data[40] ^= 1
        with self.assertRaises(tertial.DocumentError):
            tertial.Measure.from_bytes(bytes(data))

    def test_wrong_options_name_what_is_wrong(self):
        for make, told in (
            (lambda: placed(groups=[0]), "groups"),
            (lambda: tertial.Measure.snapshot("2020-01", "2020-T1", days=1), "last"),
            (lambda: tertial.Measure.cohort("2020", "2020", days=0), "followed"),
            (lambda: tertial.Measure.window("2020", "2020", months=12, at_least=0), "at_least"),
            (lambda: tertial.Measure.window("2020", "2020", months=12, kinds=[64]), "kinds"),
            (lambda: tertial.Measure.window("2020", "2020", months=12, presence="often"), "presence"),
            (lambda: tertial.Measure.mean("2020", "2020", decimals=10), "decimals"),
            (lambda: tertial.Measure.count("2020", "2020", per="century"), "per"),
        ):
            with self.assertRaisesRegex(tertial.ArgumentError, told):
                make()
        with self.assertRaises(TypeError):
            tertial.Measure.deadline("2020", "2020", hours=24, days=1)
        with self.assertRaises(TypeError):
            tertial.Measure("2020")

    def test_a_mean_of_decimals_is_exact(self):
        measure = tertial.Measure.mean("2020", "2020", decimals=1)
        measure.add(start=[JANUARY] * 10, value=[0.1] * 10)
        table = measure.finish()
        self.assertEqual((table.numerator.tolist(), table.values.tolist()), ([10], [0.1]))

    def test_the_mean_of_three_years(self):
        measure = tertial.Measure.count("2020-12", "2020-12", over=36, per="month")
        measure.add(start=[JANUARY - 30 * i for i in range(24)])
        table = measure.finish()
        self.assertEqual((table.numerator.tolist(), table.denominator.tolist()), ([24], [36]))

    def test_figures_become_a_series(self):
        measure = placed(groups=[2])
        measure.add(groups=[[1, 1]], start=[JANUARY, JANUARY + 40], end=[None, None])
        series = measure.finish().series(1)
        self.assertEqual(series.kind, "share")
        self.assertEqual([float(value) for value in series.values], [0.0, 0.5, 1.0])
        with self.assertRaises(tertial.ArgumentError):
            measure.finish().series(2)

    def test_closed_measures_are_told(self):
        measure = placed()
        measure.close()
        with self.assertRaises(tertial.ClosedError):
            measure.finish()

    def test_measures_on_threads_of_their_own(self):
        made = []

        def count(seed):
            measure = tertial.Measure.distinct("2020", "2020")
            for i in range(50):
                measure.add(start=[JANUARY + i], person=[seed * 1000 + i % 10])
            made.append(measure)

        threads = [threading.Thread(target=count, args=(seed,)) for seed in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        for measure in made[1:]:
            made[0].merge(measure)
        self.assertEqual(made[0].finish().numerator.tolist(), [40])


if __name__ == "__main__":
    unittest.main()
