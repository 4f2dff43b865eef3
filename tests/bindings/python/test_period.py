"""Periods against the calendars of Python's own library, and the periods that people write."""

import array
import calendar
import copy
import datetime
import pickle
import random
import unittest

import tertial
from support import needs_numpy, needs_pandas, numpy, pandas
from tertial import GRANULARITIES, Period, periods_of

DAY = datetime.timedelta(1)
EPOCH = datetime.date(1970, 1, 1)
EARLIEST, LATEST = datetime.date(1900, 1, 1), datetime.date(2200, 12, 31)
MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "year": 12}
LETTERS = {"quarter": "Q", "tertial": "T", "half_year": "S"}


def oracle(day, length):
    """(text, year, index, first day, last day) of the period of that length that a day lies in."""
    if length == "day":
        return day.isoformat(), day.year, day.timetuple().tm_yday, day, day
    if length == "week":
        year, week, weekday = day.isocalendar()
        first = day - DAY * (weekday - 1)
        return f"{year}-W{week:02}", year, week, first, first + 6 * DAY
    months = MONTHS[length]
    index = (day.month - 1) // months + 1
    end = index * months
    first = datetime.date(day.year, end - months + 1, 1)
    last = datetime.date(day.year, end, calendar.monthrange(day.year, end)[1])
    text = str(day.year) if length == "year" else (
        f"{day.year}-{day.month:02}" if length == "month" else f"{day.year}-{LETTERS[length]}{index}")
    return text, day.year, index, first, last


def some_days(count, seed="days"):
    own = random.Random(seed)
    days = [EARLIEST + DAY * own.randint(6, (LATEST - EARLIEST).days - 6) for _ in range(count)]
    for year in (1900, 1999, 2000, 2015, 2020, 2021, 2026, 2100, 2199):  # around the turns of years and in leap years
        days += [datetime.date(year, 12, 31) - DAY * back for back in range(-6, 6)]
        days += [datetime.date(year, 2, 28), datetime.date(year, 3, 1)]
    return days + [datetime.date(2020, 2, 29), datetime.date(2000, 2, 29)]


class AgainstTheCalendar(unittest.TestCase):
    def test_periods_of_days(self):
        for day in some_days(800):
            for length in GRANULARITIES:
                text, year, index, first, last = oracle(day, length)
                period = Period.of(day, length)
                with self.subTest(day=day, length=length):
                    self.assertEqual(str(period), text)
                    self.assertEqual((period.year, period.index, period.granularity), (year, index, length))
                    self.assertEqual((period.first, period.last), (first, last))
                    self.assertEqual(Period(text), period)
                    self.assertEqual(Period.make(length, year, index), period)
                    self.assertEqual(Period.from_code(period.code), period)
                    self.assertIn(day, period)
                    self.assertNotIn(last + DAY, period)
                    self.assertNotIn(first - DAY, period)

    def test_parents_and_ranges(self):
        for day in some_days(150, "parents"):
            for fine_place, fine in enumerate(GRANULARITIES):
                for coarse in GRANULARITIES[fine_place + 1:]:
                    period = Period.of(day, fine)
                    # A week belongs where its Thursday lies.
                    middle = period.first + 3 * DAY if fine == "week" else day
                    if {fine, coarse} == {"quarter", "tertial"} or (fine, coarse) == ("tertial", "half_year"):
                        with self.assertRaises(tertial.NotFoundError):
                            period.parent(coarse)
                        continue
                    parent = period.parent(coarse)
                    self.assertEqual(parent, Period.of(middle, coarse))
                    children = parent.range(fine)
                    self.assertIn(period, children)
                    self.assertTrue(all(child.parent(coarse) == parent for child in children))
                    self.assertEqual(children, [children[0] + place for place in range(len(children))])
                    if fine != "week":
                        self.assertEqual((children[0].first, children[-1].last), (parent.first, parent.last))
                        self.assertIn(period, parent)
                    self.assertEqual(len(set(children)), len(children))
                    with self.assertRaises(tertial.NotFoundError):
                        parent.parent(fine)
                    with self.assertRaises(tertial.NotFoundError):
                        period.range(coarse)
        self.assertEqual([str(week) for week in Period("2020-12").range("week")],
                         ["2020-W49", "2020-W50", "2020-W51", "2020-W52", "2020-W53"])

    def test_shifts(self):
        own = random.Random("shifts")
        for day in some_days(300, "shifts"):
            for length in GRANULARITIES:
                period, count = Period.of(day, length), own.randint(-40, 40)
                if not EARLIEST + 370 * DAY * 45 < day < LATEST - 370 * DAY * 45:
                    continue
                moved = period + count
                if length in ("day", "week"):
                    expected = Period.of(period.first + DAY * count * (7 if length == "week" else 1), length)
                else:
                    month = period.first.year * 12 + period.first.month - 1 + count * MONTHS[length]
                    expected = Period.of(datetime.date(month // 12, month % 12 + 1, 1), length)
                self.assertEqual(moved, expected)
                self.assertEqual(moved - count, period)
                self.assertEqual(moved - period, count)
                self.assertEqual((moved > period, moved >= period, moved < period, moved == period),
                                 (count > 0, count >= 0, count < 0, count == 0))
                self.assertEqual(moved.code - period.code, count)

    def test_iso_weeks_of_years(self):
        for year in range(1901, 2200):
            weeks = datetime.date(year, 12, 28).isocalendar()[1]
            self.assertEqual(Period.make("week", year, weeks).index, weeks)
            self.assertEqual(len(Period(str(year)).range("week")), weeks)
            if weeks == 52:
                with self.assertRaises(tertial.NotFoundError):
                    Period.make("week", year, 53)
            days = 366 if calendar.isleap(year) else 365
            self.assertEqual(len(Period(str(year)).range("day")), days)

    def test_ends_of_the_calendar(self):
        for length in GRANULARITIES:
            last, first = Period.of(LATEST, length), Period.of(EARLIEST, length)
            with self.assertRaises(tertial.TertialError):
                last + 2
            with self.assertRaises(tertial.TertialError):
                first - 2
        for day in (EARLIEST - DAY, LATEST + DAY, datetime.date(1, 1, 1), datetime.date(9999, 12, 31)):
            with self.assertRaises(tertial.ArgumentError):
                Period.of(day, "year")

    def test_columns_of_days(self):
        days = some_days(300, "columns")
        numbers = array.array("i", [(day - EPOCH).days for day in days] + [-(2**31)])
        for length in GRANULARITIES:
            codes = periods_of(numbers, length)
            self.assertEqual([str(Period.from_code(code)) for code in codes[:-1]],
                             [oracle(day, length)[0] for day in days])
            self.assertEqual(codes[-1], 0)
            self.assertIsNone(Period.from_code(codes[-1]))
        self.assertEqual(len(periods_of(array.array("i"), "year")), 0)
        for wrong in (array.array("i", [2**31 - 1]), array.array("i", [0, 200000])):
            with self.assertRaises(tertial.ArgumentError):
                periods_of(wrong, "year")
        for wrong in ([1, 2], ["2020-01-01"], 5, array.array("d", [1.0])):
            with self.assertRaises(TypeError):
                periods_of(wrong, "year")

    @needs_numpy
    def test_columns_of_numpy(self):
        days = numpy.array(some_days(60, "numpy"), "datetime64[D]")
        expected = [oracle(day, "tertial")[0] for day in days.tolist()]

        def texts(codes):
            return [str(Period.from_code(code)) for code in codes]

        for unit in ("D", "h", "s", "us"):
            self.assertEqual(texts(periods_of(days.astype(f"datetime64[{unit}]"), "tertial")), expected)
        self.assertEqual(texts(periods_of(days.astype("int64").astype("int32"), "tertial")), expected)
        self.assertEqual(texts(periods_of(numpy.repeat(days, 2)[::2], "tertial")), expected)
        numbers = days.astype("int64").astype("int32")
        self.assertEqual(texts(periods_of(numpy.repeat(numbers, 2)[::2], "tertial")), expected)
        before_1970 = numpy.array(["1969-12-31T23:59", "NaT"], "datetime64[m]")
        codes = periods_of(before_1970, "day")
        self.assertEqual((texts(codes[:1]), codes[1]), (["1969-12-31"], 0))
        wide = days[:60].reshape(6, 10)
        for form in (wide, numpy.asfortranarray(wide), wide.T.copy().T):
            codes = periods_of(form, "tertial")
            self.assertEqual((codes.shape, codes.dtype), ((6, 10), "uint32"))
            self.assertEqual(texts(codes.ravel()), expected[:60])
        for wrong in (days.astype("int64"), numpy.array(["2020"]), numpy.array(["300000-01-01"], "datetime64[D]")):
            with self.assertRaises((TypeError, ValueError)):
                periods_of(wrong, "tertial")

    @needs_pandas
    def test_columns_of_pandas(self):
        days = pandas.Series(pandas.to_datetime(["2020-01-31", None, "2020-12-31"]))
        self.assertEqual([code and str(Period.from_code(code)) for code in periods_of(days, "tertial")],
                         ["2020-T1", 0, "2020-T3"])


class Words(unittest.TestCase):
    def test_canonical_forms_alone(self):
        for text in ("2020-08-31", "2020-W36", "2020-08", "2020-Q3", "2020-T2", "2020-S2", "2020"):
            self.assertEqual(str(Period(text)), text)
            self.assertEqual(eval(repr(Period(text))), Period(text))
        for wrong in ("", " 2020", "2020 ", "2020-T4", "2020-W54", "2019-W53", "2020-13", "2020-2-1", "2020-02-30",
                      "20",
                      "T2 2020", "Jan-20", "helår 2020", "2020-t2", "1899", "2201", "2020-T2\0", "august", "𝟚020"):
            with self.assertRaises(tertial.DocumentError, msg=wrong) as caught:
                Period(wrong)
            self.assertEqual(caught.exception.code, "syntax")
            self.assertIsInstance(caught.exception, ValueError)
        for wrong in (2020, None, b"2020", datetime.date(2020, 1, 1)):
            with self.assertRaises(TypeError):
                Period(wrong)

    def test_what_people_write(self):
        for text, expected in {
            "Jan-20": "2020-01", "jan -20": "2020-01", "januari 2020": "2020-01", "May 2020": "2020-05",
            "2020 maj": "2020-05", "mars": "2026-03", "31 augusti 2020": "2020-08-31", "31 August 2020": "2020-08-31",
            "August 31, 2020": "2020-08-31", "den 1 februari": "2026-02-01", "T2 2020": "2020-T2", "2020 T2": "2020-T2",
            "Tertial 2, 2020": "2020-T2", "tertial 2": "2026-T2", "kvartal 3 2020": "2020-Q3", "Q3": "2026-Q3",
            "kv 3": "2026-Q3", "halvår 1 2020": "2020-S1", "H1": "2026-S1", "first half 2020": "2020-S1",
            "andra tertialet": "2026-T2", "v. 36 2020": "2020-W36", "vecka 36": "2026-W36", "week 36 2020": "2020-W36",
            "2020": "2020", "helår 2020": "2020", "full year 2020": "2020", "helår": "2026", "MARS  2020": "2020-03",
            "mars\u00a02020": "2020-03", "maj 79": "2079-05", "maj 80": "1980-05",
            "2020-T2": "2020-T2",
        }.items():  # fmt: skip
            for lang in ("sv", "en"):
                self.assertEqual(str(Period.parse(text, lang, year=2026)), expected, (text, lang))
        self.assertEqual(Period.parse("jan 20", "sv"), Period("2020-01"))
        with self.assertRaises(tertial.DocumentError):
            Period.parse("jan 20", "en")
        self.assertEqual(Period.parse("jan 20"), Period("2020-01"))  # Swedish, where nothing is said

    def test_refusals(self):
        for text in ("2020-8-31", "8/2020", "jan-feb 2020", "soon", "T2 2020 preliminärt", "32 januari 2020", "",
                     "T5 2020",
                     "l februari 2019"):
            for lang in ("sv", "en"):
                with self.assertRaises(tertial.DocumentError, msg=text):
                    Period.parse(text, lang, year=2020)
        with self.assertRaises(tertial.DocumentError) as caught:
            Period.parse("mars")
        self.assertIn("year", str(caught.exception))
        for options in (dict(lang="de"), dict(year=1800), dict(year=2**32 + 2020)):
            with self.assertRaises(ValueError):
                Period.parse("mars", **options)
        with self.assertRaises(TypeError):
            Period.parse(3)


class AsValues(unittest.TestCase):
    def test_equal_and_hashed(self):
        one, other = Period("2020-T2"), Period.make("tertial", 2020, 2)
        self.assertEqual(one, other)
        self.assertEqual(hash(one), hash(other))
        self.assertEqual({one: 1}[other], 1)
        self.assertNotEqual(one, "2020-T2")
        self.assertNotEqual(Period("2020"), Period("2020-01"))
        self.assertEqual(Period(one), one)

    def test_order(self):
        months = [Period.make("month", year, month) for year in (2019, 2020) for month in range(1, 13)]
        mixed = months[:]
        random.Random(3).shuffle(mixed)
        self.assertEqual(sorted(mixed), months)
        self.assertEqual((min(mixed), max(mixed)), (months[0], months[-1]))
        for wrong in (lambda: Period("2020") < Period("2020-01"), lambda: Period("2020") - Period("2020-01")):
            with self.assertRaisesRegex(ValueError, "of different length"):
                wrong()
        for wrong in (lambda: Period("2020") < "2021", lambda: Period("2020") + 1.0, lambda: Period("2020") + "1",
                      lambda: Period("2020") - "1", lambda: Period("2020") - None, lambda: 5 in Period("2020")):
            with self.assertRaises(TypeError):
                wrong()
        with self.assertRaises(ValueError):
            Period("2020") + 2**32

    def test_in(self):
        period = Period("2020-T2")
        for inside in ("2020-05-01", datetime.date(2020, 8, 31), datetime.datetime(2020, 8, 31, 23), Period("2020-06"),
                       period):
            self.assertIn(inside, period)
        for outside in ("2020-04-30", Period("2020"), Period("2020-Q2"), None):
            self.assertNotIn(outside, period)
        if numpy is not None:
            self.assertIn(numpy.datetime64("2020-06-01T10:00"), period)
            self.assertEqual(str(period + numpy.int64(2)), "2021-T1")

    def test_copies(self):
        period = Period("2020-W53")
        for protocol in range(2, pickle.HIGHEST_PROTOCOL + 1):
            self.assertEqual(pickle.loads(pickle.dumps(period, protocol)), period)
        self.assertEqual(copy.copy(period), period)
        self.assertEqual(copy.deepcopy([period]), [period])

    def test_codes_that_are_none(self):
        for wrong in (1, 2**31, 2**32 - 1, 0xF0000000):
            with self.assertRaises(tertial.ArgumentError):
                Period.from_code(wrong)
        for length, year, index in (("month", 2020, 13), ("month", 2020, 0), ("year", 2020, 2), ("day", 2019, 366)):
            with self.assertRaises(tertial.NotFoundError):
                Period.make(length, year, index)
        for length, year, index in (("fortnight", 2020, 1), ("month", 1800, 1), ("month", 2**32 + 2020, 1)):
            with self.assertRaises(ValueError):
                Period.make(length, year, index)
