"""Periods of the calendar, and the days and periods that people write."""

from __future__ import annotations

import ctypes
import datetime
import functools
import typing

from . import _interface as c
from ._arrays import address, empty, int32_column, shape_of, shaped
from ._errors import DocumentError
from ._library import GRANULARITY, all_words, call, language, number_of, record, utf8, whole, word
from ._types import Array, Column, Day

_EPOCH = datetime.date(1970, 1, 1)


def day_number(day, what="date"):
    """Days since 1970-01-01 of a date, a "2020-08-31", or a Period (its last day); None and NaT are no date."""
    if day is None or type(day).__name__ == "NaTType":
        return c.NO_DATE
    if isinstance(day, datetime.datetime):
        day = day.date()
    if isinstance(day, datetime.date):
        return (day - _EPOCH).days
    if isinstance(day, Period):
        return day._info.last
    if isinstance(day, str):
        out = ctypes.c_int32()
        call("tertial_date_parse", *utf8(day, what), ctypes.byref(out))
        return out.value
    if type(day).__name__ == "datetime64":
        return day_number(day.astype("datetime64[D]").item(), what)
    raise TypeError(f"{what} is a date, a text like '2020-08-31' or a Period, not {type(day).__name__}")


def day_of(number):
    """The date of a number of days; None for no date."""
    return None if number == c.NO_DATE else _EPOCH + datetime.timedelta(number)


@functools.total_ordering
class Period:
    """A day, week, month, quarter, tertial, half-year or year.

    >>> p = Period("2020-T2")
    >>> p.first, p.last
    (datetime.date(2020, 5, 1), datetime.date(2020, 8, 31))
    >>> p + 1, p.parent("year"), p.granularity
    (Period('2020-T3'), Period('2020'), 'tertial')
    >>> [str(month) for month in p.range("month")]
    ['2020-05', '2020-06', '2020-07', '2020-08']
    >>> Period("2020-05") in p
    True
    >>> Period.parse("Jan-20", lang="sv")
    Period('2020-01')

    Immutable, hashable, and ordered among periods of one granularity.
    """

    __slots__ = ("_code", "_known")

    def __init__(self, text: typing.Union[str, Period]) -> None:
        if isinstance(text, Period):
            self._code, self._known = text._code, text._known
            return
        parsed = _canonical(text)
        self._code, self._known = parsed, None

    @classmethod
    def parse(cls, text: str, lang: str = "sv", year: typing.Optional[int] = None) -> Period:
        """Reads what people write: "Jan-20", "mars", "T2 2020", "tertial 2", "helår 2020", in Swedish and English.

        Args:
            lang: breaks ties: "jan 20" is January 2020 in Swedish and refused in English.
            year: of text that names none.
        """
        out, year = ctypes.c_uint32(), whole(year or 0, "year")
        call("tertial_period_parse", *utf8(text, "a period"), language(lang), year, ctypes.byref(out))
        return cls._of_code(out.value)

    @classmethod
    def of(cls, day: Day, granularity: str) -> Period:
        """The period of that length that a day lies in.

        >>> Period.of("2020-12-31", "week")
        Period('2020-W53')
        """
        days, out = ctypes.c_int32(day_number(day)), ctypes.c_uint32()
        number = number_of(GRANULARITY, granularity, "granularity")
        call("tertial_periods_of", ctypes.addressof(days), 1, number, ctypes.addressof(out))
        return cls._of_code(out.value)

    @classmethod
    def make(cls, granularity: str, year: int, index: int = 1) -> Period:
        """The index-th period of a year, from 1.

        >>> Period.make("quarter", 2020, 3)
        Period('2020-Q3')
        """
        out = ctypes.c_uint32()
        number = number_of(GRANULARITY, granularity, "granularity")
        call("tertial_period_make", number, whole(year, "year"), whole(index, "index"), ctypes.byref(out))
        return cls._of_code(out.value)

    @staticmethod
    def from_code(code: int) -> typing.Optional[Period]:
        """The period of a code from a column of periods; None for 0.

        >>> Period.from_code(Period("2020").code)
        Period('2020')
        """
        code = int(code)
        period = period_of(code)
        if period is not None:
            period._info  # refuses what is none
        return period

    @classmethod
    def _of_code(cls, code):
        made = cls.__new__(cls)
        made._code, made._known = code, None
        return made

    @property
    def code(self) -> int:
        """The period in 32 bits, as columns of periods hold it."""
        return self._code

    @property
    def _info(self):
        if self._known is None:
            info = record(c.PeriodInfo)
            call("tertial_period_get", self._code, ctypes.byref(info))
            self._known = info
        return self._known

    @property
    def first(self) -> datetime.date:
        """Its first day."""
        return day_of(self._info.first)

    @property
    def last(self) -> datetime.date:
        """Its last day."""
        return day_of(self._info.last)

    @property
    def granularity(self) -> str:
        """One of GRANULARITIES."""
        return word(GRANULARITY, self._info.granularity)

    @property
    def year(self) -> int:
        """Of a week, the ISO week year."""
        return self._info.year

    @property
    def index(self) -> int:
        """Its number in the year, from 1."""
        return self._info.index

    def parent(self, granularity: str) -> Period:
        """The coarser period it belongs to; a week belongs where its Thursday lies."""
        out = ctypes.c_uint32()
        number = number_of(GRANULARITY, granularity, "granularity")
        call("tertial_period_parent", self._code, number, ctypes.byref(out))
        return Period._of_code(out.value)

    def range(self, granularity: str) -> list[Period]:
        """The finer periods it is made of, in order."""
        first, count = ctypes.c_uint32(), ctypes.c_size_t()
        number = number_of(GRANULARITY, granularity, "granularity")
        call("tertial_period_range", self._code, number, ctypes.byref(first), ctypes.byref(count))
        return [Period._of_code(first.value + i) for i in range(count.value)]

    def __add__(self, count: int) -> Period:
        if not hasattr(count, "__index__"):
            return NotImplemented
        out = ctypes.c_uint32()
        call("tertial_period_shift", self._code, whole(count, "count"), ctypes.byref(out))
        return Period._of_code(out.value)

    @typing.overload
    def __sub__(self, other: Period) -> int: ...

    @typing.overload
    def __sub__(self, other: int) -> Period: ...

    def __sub__(self, other: typing.Union[Period, int]) -> typing.Union[Period, int]:
        """A period earlier, or how many periods later it is than another of the same length."""
        if not isinstance(other, Period):
            return self + -whole(other, "count") if hasattr(other, "__index__") else NotImplemented
        self._comparable(other)
        return self._code - other._code

    def __contains__(self, other: Day) -> bool:
        if isinstance(other, Period):
            return self.first <= other.first and other.last <= self.last
        return self._info.first <= day_number(other) <= self._info.last

    def _comparable(self, other):
        if self._code >> 28 != other._code >> 28:
            raise ValueError(f"{self} and {other} are of different length: compare their first or last days")

    def __lt__(self, other: Period) -> bool:
        if not isinstance(other, Period):
            return NotImplemented
        self._comparable(other)
        return self._code < other._code

    def __eq__(self, other: object) -> bool:
        return self._code == other._code if isinstance(other, Period) else NotImplemented

    def __hash__(self) -> int:
        return hash(self._code)

    def __str__(self) -> str:
        return _printed(self._code)

    def __repr__(self) -> str:
        return f"Period({str(self)!r})"

    def __reduce__(self) -> tuple[typing.Any, ...]:
        return Period, (str(self),)


def _printed(code):
    out = ctypes.create_string_buffer(11)
    call("tertial_period_print", code, out)
    return out.value.decode()


def _canonical(text):
    """The code of a period as SDMX and ISO 8601 write it, and of nothing else."""
    out = ctypes.c_uint32()
    call("tertial_period_parse", *utf8(text, "a period"), language("en"), 0, ctypes.byref(out))
    if _printed(out.value) != text:
        told = f"{text!r} is no period as SDMX writes it ({_printed(out.value)}); Period.parse() reads more"
        raise DocumentError("syntax", "", told)
    return out.value


def period_code(period, what="period"):
    """The code of a Period, or of text that is one; None is no period."""
    if period is None:
        return c.NO_PERIOD
    if isinstance(period, Period):
        return period._code
    if isinstance(period, str):
        return _canonical(period)
    raise TypeError(f"{what} is a Period or a text like '2020-T2', not {type(period).__name__}")


def period_of(code):
    """The period of a code; None for none."""
    return None if code == c.NO_PERIOD else Period._of_code(code)


def periods_of(days: Column, granularity: str) -> Array:
    """The codes of the periods that many days lie in, as a column of 32-bit numbers.

    Args:
        days: an array of datetime64, or of days since 1970-01-01; missing ones (NaT) have no period, code 0.

    >>> import numpy
    >>> codes = periods_of(numpy.array(["2020-01-31", "2020-12-31"], "datetime64[D]"), "tertial")
    >>> [str(Period.from_code(code)) for code in codes]
    ['2020-T1', '2020-T3']
    """
    column, count = int32_column(days, "days")
    out = empty("uint32", count)
    number = number_of(GRANULARITY, granularity, "granularity")
    call("tertial_periods_of", address(column), count, number, address(out))
    return shaped(out, shape_of(column))


GRANULARITIES: tuple[str, ...] = tuple(all_words(GRANULARITY))
