"""Measures: columns of case records to figures by group and period."""

from __future__ import annotations

import array
import ctypes
import dataclasses
import datetime
import typing

from . import _interface as c
from ._arrays import address, empty, held, is_missing, is_numpy, numpy, shaped
from ._errors import ArgumentError
from ._handle import Handle
from ._library import (
    DURATION_UNIT,
    GRANULARITY,
    MEASURE,
    PRESENCE,
    call,
    lib,
    make_text,
    number_of,
    record,
    whole,
    word,
)
from ._types import Array, Day, PeriodLike
from .period import Period, day_number, period_code
from .series import Series

if typing.TYPE_CHECKING:
    import pandas

_NO_DAY, _NO_TIME = -(2**31), -(2**63)


@dataclasses.dataclass(frozen=True)
class RowCounts:
    """What became of the records.

    Attributes:
        rows: all that were added.
        outside: of no period or group that is asked for.
        faulty: without the day that is asked for, or ended before they began.
    """

    rows: int
    outside: int
    faulty: int


class Measured:
    """Figures by group and period. Arrays have a dimension for each group and, last, one for the periods.

    Attributes:
        numerator, denominator, held, days: int64, or None where the measure has no such figures: those that fulfil it,
            those it is about, those who cannot be judged yet and are in neither, and days of care.
        values: numerator by denominator; NaN where nobody is counted and where a period is not over.
        periods: of the last dimension.
        records, persons: what became of the rows.
    """

    def __init__(self, handle: typing.Any, kind: str, groups: tuple[int, ...]) -> None:
        try:
            info = record(c.MeasuredInfo)
            call("tertial_measured_get_info", handle, ctypes.byref(info))
            self.kind = kind
            self.decimals: int = info.decimals
            self.periods = [Period._of_code(info.first + i) for i in range(info.period_count)]
            self.shape: tuple[int, ...] = (*groups, info.period_count)
            self.records, self.persons = _row_counts(info.records), _row_counts(info.persons)
            count = info.cell_count * info.period_count
            figures = [_figures(handle, column, count, self.shape) for column in range(4)]
            self.numerator, self.denominator, self.held, self.days = figures
            values = empty("float64", count)
            call("tertial_measured_values", handle, address(values), count)
            self.values: Array = shaped(values, self.shape)
        finally:
            lib.tertial_measured_free(handle)

    def series(self, *codes: int) -> Series:
        """The values of one combination of groups over the periods.

        >>> reports = Measure.count("2020-01", "2020-03", groups=[2])
        >>> reports.add(groups=[[0, 0, 1]], start=["2020-01-07", "2020-03-01", "2020-03-31"])
        >>> [float(value) for value in reports.finish().series(0).values]
        [1.0, 0.0, 1.0]
        """
        if len(codes) != len(self.shape) - 1:
            raise ArgumentError("argument", "codes", f"{len(codes)}, where there are {len(self.shape) - 1} groups")
        at = 0
        for code, size in zip(codes, self.shape):
            if not 0 <= code < size:
                raise ArgumentError("argument", "codes", f"{code} is beyond the last code, {size - 1}")
            at = at * size + code
        if self.kind == "count":
            kind = "flow"
        else:
            kind = "share" if self.numerator is not None and self.denominator is not None else "snapshot"
        width = self.shape[-1]
        row = {name: _row(getattr(self, name), at, width) for name in ("values", "numerator", "denominator")}
        counts = {} if kind != "share" else {"numerators": row["numerator"], "denominators": row["denominator"]}
        return Series(row["values"], start=self.periods[0], kind=kind, **counts)

    def to_pandas(self) -> pandas.DataFrame:
        """A line for each combination of groups and period."""
        import pandas

        names = [f"group_{i}" for i in range(len(self.shape) - 1)] + ["period"]
        axes = [range(size) for size in self.shape[:-1]] + [[str(period) for period in self.periods]]
        columns = {name: getattr(self, name) for name in ("numerator", "denominator", "held", "days", "values")}
        return pandas.DataFrame(
            {name: column.ravel() for name, column in columns.items() if column is not None},
            index=pandas.MultiIndex.from_product(axes, names=names),
        )

    def __repr__(self) -> str:
        return f"<Measured {self.kind} of {' x '.join(str(size) for size in self.shape)} figures>"


class Measure(Handle):
    """An accumulator over case records: add them in any order and any parts, then finish().

    Columns of numpy are read where they lie: days as int32 since 1970-01-01, times as datetime64[s] or int64, codes as
    whole numbers of 8, 16 or 32 bits, persons of 32 or 64. Days may be dates, texts and datetime64 too.

    >>> placed = Measure.snapshot("2020-01", "2020-03", days=183)
    >>> placed.add(start=["2019-06-01", "2020-01-15"], end=[None, "2020-03-31"])
    >>> table = placed.finish()
    >>> table.denominator.tolist(), table.numerator.tolist()
    ([2, 2, 1], [1, 1, 1])
    """

    __slots__ = ("kind", "_groups")

    def __init__(self, *_: typing.Any) -> None:
        raise TypeError("a measure is made by Measure.count() and its like")

    @classmethod
    def count(
        cls,
        first: PeriodLike,
        last: PeriodLike,
        *,
        groups: typing.Sequence[int] = (),
        over: int = 1,
        per: typing.Optional[str] = None,
        observed_until: typing.Optional[Day] = None,
    ) -> Measure:
        """Records by period; of the last `over` periods, and their mean `per` shorter period."""
        more = {"over": whole(over, "over")}
        if per is not None:
            more.update(has_per=1, per=number_of(GRANULARITY, per, "per"))
        return cls._made("count", first, last, groups, observed_until, **more)

    @classmethod
    def distinct(
        cls,
        first: PeriodLike,
        last: PeriodLike,
        *,
        groups: typing.Sequence[int] = (),
        observed_until: typing.Optional[Day] = None,
    ) -> Measure:
        """Persons by period, each once.

        >>> children = Measure.distinct("2020", "2020")
        >>> children.add(start=["2020-01-07", "2020-03-01", "2020-03-31"], person=[17, 4, 17])
        >>> children.finish().numerator.tolist()
        [2]
        """
        return cls._made("distinct", first, last, groups, observed_until)

    @classmethod
    def mean(
        cls,
        first: PeriodLike,
        last: PeriodLike,
        *,
        groups: typing.Sequence[int] = (),
        decimals: int = 3,
        observed_until: typing.Optional[Day] = None,
    ) -> Measure:
        """The mean of a value that records have, added up exactly to so many decimals."""
        return cls._made("mean", first, last, groups, observed_until, decimals=whole(decimals, "decimals"))

    @classmethod
    def deadline(
        cls,
        first: PeriodLike,
        last: PeriodLike,
        *,
        groups: typing.Sequence[int] = (),
        hours: typing.Optional[float] = None,
        days: typing.Optional[int] = None,
        months: typing.Optional[int] = None,
        observed_until: typing.Optional[Day] = None,
    ) -> Measure:
        """The share finished within a time: of hours by start_time and end_time, of days or months by start and end."""
        return cls._made("deadline", first, last, groups, observed_until, **_duration(hours, days, months))

    @classmethod
    def snapshot(
        cls,
        first: PeriodLike,
        last: PeriodLike,
        *,
        groups: typing.Sequence[int] = (),
        days: typing.Optional[int] = None,
        months: typing.Optional[int] = None,
        care_days: bool = False,
        observed_until: typing.Optional[Day] = None,
    ) -> Measure:
        """What is ongoing at the end of each period, what of it for longer than a time, and the days of care."""
        duration = {} if days is None and months is None else _duration(None, days, months)
        return cls._made("snapshot", first, last, groups, observed_until, care_days=int(care_days), **duration)

    @classmethod
    def cohort(
        cls,
        first: PeriodLike,
        last: PeriodLike,
        *,
        groups: typing.Sequence[int] = (),
        days: typing.Optional[int] = None,
        months: typing.Optional[int] = None,
        observed_until: typing.Optional[Day] = None,
    ) -> Measure:
        """The share of what ended after which the same person began nothing new for a time."""
        return cls._made("cohort", first, last, groups, observed_until, **_duration(None, days, months))

    @classmethod
    def window(
        cls,
        first: PeriodLike,
        last: PeriodLike,
        *,
        groups: typing.Sequence[int] = (),
        days: typing.Optional[int] = None,
        months: typing.Optional[int] = None,
        at_least: int = 1,
        presence: str = "listed",
        kinds: typing.Iterable[int] = (),
        observed_until: typing.Optional[Day] = None,
    ) -> Measure:
        """The share of persons with at least so many contacts in the days or months up to each period's end.

        Persons are listed with add_persons(); `presence` says which of them count: "listed", "at_end" or "throughout".
        """
        mask = 0
        for kind in kinds:
            if not 0 <= whole(kind, "kinds") < 64:
                raise ArgumentError("argument", "kinds", f"{kind}: codes go from 0 to 63")
            mask |= 1 << kind
        return cls._made(
            "window",
            first,
            last,
            groups,
            observed_until,
            at_least=whole(at_least, "at_least"),
            presence=number_of(PRESENCE, presence, "presence"),
            kinds=mask,
            **_duration(None, days, months),
        )

    @classmethod
    def from_bytes(cls, data: bytes) -> Measure:
        """What to_bytes() wrote; a DocumentError for anything else."""
        data = bytes(data)
        handle = ctypes.POINTER(c.MeasureHandle)()
        call("tertial_measure_read", data, len(data), ctypes.byref(handle))
        made = cls.__new__(cls)
        made._own(handle, lib.tertial_measure_free)
        info = record(c.MeasureInfo)
        call("tertial_measure_get_info", made, ctypes.byref(info))
        made.kind, made._groups = word(MEASURE, info.kind), tuple(info.groups[: info.group_count])
        return made

    @classmethod
    def _made(cls, kind, first, last, groups, observed_until, **more):
        options = record(c.MeasureOptions)
        options.kind = number_of(MEASURE, kind, "kind")
        options.first, options.last = period_code(first, "first"), period_code(last, "last")
        sizes = (ctypes.c_uint32 * len(groups))(*(whole(size, "groups", 2**32 - 1) for size in groups))
        options.groups, options.group_count = ctypes.addressof(sizes), len(groups)
        options.observed_until = c.NO_DATE if observed_until is None else day_number(observed_until, "observed_until")
        for name, value in more.items():
            setattr(options, name, value)
        handle = ctypes.POINTER(c.MeasureHandle)()
        call("tertial_measure_new", ctypes.byref(options), ctypes.byref(handle))
        made = cls.__new__(cls)
        made.kind, made._groups = kind, tuple(sizes)
        made._own(handle, lib.tertial_measure_free)
        return made

    def add(self, *, threads: int = 1, **columns: typing.Any) -> None:
        """Counts records: of a window, the contacts. Columns: groups (a sequence of them), start, end, start_time,
        end_time, person, kind, value; as many as the measure asks for, equally long."""
        self._add("tertial_measure_add", threads, columns, () if self.kind == "window" else self._groups)

    def add_persons(self, *, threads: int = 1, **columns: typing.Any) -> None:
        """Lists the persons of a window: groups, person, and start and end of their stays unless all listed count."""
        self._add("tertial_measure_add_persons", threads, columns, self._groups)

    def _add(self, function, threads, columns, wanted):
        given = record(c.Records)
        keep = []
        rows = None

        def put(target, name, made):
            nonlocal rows
            column, width, size = made
            if rows is None:
                rows = size
            elif rows != size:
                raise ArgumentError("argument", name, f"has {size} rows, where others have {rows}")
            keep.append(held(column))
            if isinstance(target, c.Numbers):
                target.data, target.width = address(column), width
            else:
                setattr(target, name, address(column))

        groups = columns.pop("groups", ())
        if len(groups) != len(wanted):
            raise ArgumentError("argument", "groups", f"{len(groups)} columns, where there are {len(wanted)}")
        for i, column in enumerate(groups):
            put(given.groups[i], f"groups/{i}", _numbers(column, f"groups/{i}", (1, 2, 4)))
        for name, column in columns.items():
            if column is None:
                continue
            if name in ("start", "end"):
                put(given, name, _days(column, name))
            elif name in ("start_time", "end_time"):
                put(given, name, _times(column, name))
            elif name == "person":
                put(given.person, name, _numbers(column, name, (4, 8)))
            elif name == "kind":
                put(given.kind, name, _numbers(column, name, (1, 2, 4)))
            elif name == "value":
                put(given, name, _values(column))
            else:
                raise TypeError(f"there is no column {name!r}")
        given.row_count = rows or 0
        call(function, self, ctypes.byref(given), max(1, min(int(threads), 256)))

    def merge(self, other: Measure) -> None:
        """Adds what another measure of the same options counted."""
        if not isinstance(other, Measure):
            raise TypeError(f"other is a Measure, not {type(other).__name__}")
        call("tertial_measure_merge", self, other)

    def to_bytes(self) -> bytes:
        """The measure to be stored or sent, and merged elsewhere. The same records give the same bytes. Those of persons
        hold their keys: as confidential as the records."""
        return make_text("tertial_measure_write", self)

    def finish(self, *, threads: int = 1) -> Measured:
        """The figures so far; the measure goes on counting."""
        handle = ctypes.POINTER(c.MeasuredHandle)()
        call("tertial_measure_finish", self, max(1, min(int(threads), 256)), ctypes.byref(handle))
        return Measured(handle, self.kind, self._groups)

    def __repr__(self) -> str:
        return f"<Measure {self.kind}>"


def _duration(hours, days, months):
    """Fields of MeasureOptions for the one that is given."""
    given = [("second", None if hours is None else round(hours * 3600)), ("day", days), ("month", months)]
    given = [(unit, value) for unit, value in given if value is not None]
    if len(given) != 1:
        raise TypeError("one length of time is expected: hours, days or months, as the measure takes them")
    unit, amount = given[0]
    return {
        "duration_unit": number_of(DURATION_UNIT, unit, "duration"),
        "duration": whole(amount, "duration", 2**63 - 1),
    }


def _row_counts(counts):
    return RowCounts(counts.rows, counts.outside, counts.faulty)


def _figures(handle, column, count, shape):
    """A copy of a column, which is the library's; None where there is none."""
    out = ctypes.POINTER(ctypes.c_int64)()
    call("tertial_measured_figures", handle, column, ctypes.byref(out))
    if not out:
        return None
    if numpy is not None:
        return numpy.ctypeslib.as_array(out, shape=(count,)).copy().reshape(shape)
    return shaped(array.array("q", out[:count]), shape)


def _row(column, at, width):
    """The figures of one cell, as float64."""
    if column is None:
        return None
    if is_numpy(column):
        return numpy.ascontiguousarray(column.reshape(-1, width)[at], dtype="float64")
    return array.array("d", memoryview(column).cast("B").cast(memoryview(column).format)[at * width : (at + 1) * width])


_LETTERS = {1: "B", 2: "H", 4: "I", 8: "Q"}


def _shown(column):
    """A column as numpy sees it, where numpy is there and the column shows itself so."""
    if numpy is not None and not is_numpy(column) and hasattr(column, "__array__"):
        if type(getattr(column, "dtype", None)).__name__ == "CategoricalDtype":
            column = column.cat.codes if hasattr(column, "cat") else column.codes
        column = numpy.asarray(column)
    if is_numpy(column) and column.ndim != 1:
        raise ArgumentError("argument", "column", f"has {column.ndim} dimensions, where one is expected")
    return column


def _numbers(column, what, widths):
    """(column, bytes of each number, rows) of whole numbers; those below 0 become great ones."""
    column = _shown(column)
    if is_numpy(column):
        if column.dtype.kind == "b":
            column = column.view("uint8")
        if column.dtype.kind not in "iu":
            raise TypeError(f"{what} is a column of whole numbers, not of {column.dtype}")
        column = numpy.require(column, None, ["C", "A"])
        size = column.dtype.itemsize
        if size in widths and column.dtype.isnative:
            return column.view(f"uint{8 * size}"), size, column.size
        if size < widths[0]:
            return column.astype(f"uint{8 * widths[0]}"), widths[0], column.size
        # Wider than any code: what does not fit is beyond every group.
        most = 2 ** (8 * widths[-1]) - 1
        fitting = numpy.where((column >= 0) & (column <= most), column, most)
        return fitting.astype(f"uint{8 * widths[-1]}"), widths[-1], column.size
    try:
        view = memoryview(column)
        if view.c_contiguous and view.itemsize in widths and view.format in "BHIQbhiqLl":
            return column, view.itemsize, len(view)
    except TypeError:
        pass
    width = widths[-1]
    most = 2 ** (8 * width) - 1
    try:
        made = array.array(_LETTERS[width], (min(int(value), most) if value >= 0 else most for value in column))
    except (TypeError, ValueError):
        raise TypeError(f"{what} is a column of whole numbers") from None
    return made, width, len(made)


def _days(column, what):
    """(column of int32, 4, rows): days since 1970-01-01."""
    column = _shown(column)
    if is_numpy(column):
        if column.dtype.kind == "M":
            days = column.astype("datetime64[D]").astype("int64")
            made = numpy.where(numpy.isnat(column), _NO_DAY, days).astype("int32")
            return made, 4, made.size
        if column.dtype == numpy.dtype("int32"):
            column = numpy.require(column, None, ["C", "A"])
            return column, 4, column.size
        if column.dtype.kind in "iu":
            inside = (column > _NO_DAY) & (column < 2**31)
            made = numpy.where(inside, column, _NO_DAY).astype("int32")
            return made, 4, made.size
    try:
        view = memoryview(column)
        if view.c_contiguous and view.format == "i":
            return column, 4, len(view)
    except TypeError:
        pass
    made = array.array("i", (_NO_DAY if is_missing(value) else _as_day(value, what) for value in column))
    return made, 4, len(made)


def _as_day(value, what):
    if isinstance(value, int):
        return value
    return day_number(value, what)


def _times(column, what):
    """(column of int64, 8, rows): seconds since 1970-01-01, as the clock on the wall showed them."""
    column = _shown(column)
    if is_numpy(column):
        if column.dtype.kind == "M":
            # NaT is the least number, as a time that is not known is here.
            column = numpy.require(column.astype("datetime64[s]", copy=False), None, ["C", "A"])
            return column.view("int64"), 8, column.size
        if column.dtype.kind in "iu":
            column = numpy.require(column, "int64", ["C", "A"])
            return column, 8, column.size
    try:
        view = memoryview(column)
        if view.c_contiguous and view.format in "ql" and view.itemsize == 8:
            return column, 8, len(view)
    except TypeError:
        pass
    made = array.array("q", (_NO_TIME if is_missing(value) else _as_time(value, what) for value in column))
    return made, 8, len(made)


def _as_time(value, what):
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        value = datetime.datetime.fromisoformat(value)
    if isinstance(value, datetime.datetime):
        return int((value.replace(tzinfo=None) - datetime.datetime(1970, 1, 1)).total_seconds() // 1)
    raise TypeError(f"{what} is a column of times")


def _values(column):
    from ._arrays import float_column

    made, size = float_column(column, "value")
    return made, 8, size
