"""Series of figures that are in no plan: one, or a matrix of many over the same periods."""

from __future__ import annotations

import ctypes
import dataclasses
import typing

from . import _interface as c
from ._arrays import (
    address,
    empty,
    float_column,
    held,
    is_numpy,
    marks_column,
    numbers_column,
    shape_of,
    shaped,
    shown_by_pandas,
)
from ._errors import ArgumentError
from ._handle import Handle
from ._library import GRANULARITY, INDICATOR_KIND, call, lib, number_of, record
from ._types import Array, Column, PeriodLike
from .period import Period, period_code
from .facts import _codes

if typing.TYPE_CHECKING:
    import pandas


@dataclasses.dataclass(frozen=True)
class RollUps:
    """Values of longer periods. Columns have the series' rows, if it has any, by periods.

    Attributes:
        periods: the longer periods.
        values: float64; NaN where there is none.
        based_on: how many periods each rests on ...
        of: ... of how many, for each period.
        unweighted: an index averaged without weights.
        across_break: made by more than one definition, and so not pooled.
    """

    periods: list[Period]
    values: Array
    based_on: Array
    of: Array
    unweighted: Array
    across_break: Array

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame: of one series a line for each period, of many the values with a column for each period."""
        import pandas

        index = pandas.Index([str(period) for period in self.periods], name="period")
        if getattr(self.values, "ndim", 1) == 2:
            return pandas.DataFrame(self.values, columns=index)
        return pandas.DataFrame(
            {
                "value": self.values,
                "based_on": self.based_on,
                "of": self.of,
                "unweighted": self.unweighted,
                "across_break": self.across_break,
            },
            index=index,
        )

    def _repr_html_(self) -> typing.Optional[str]:
        return shown_by_pandas(self.to_pandas)


class Series(Handle):
    """Figures over periods, a row for each series where there are many. Arrays of float64 are read where they lie.

    >>> births = Series([7.0, 5.0, 9.0, 6.0, 8.0], start="2020-01", kind="flow")
    >>> tertials = births.roll_up("tertial")
    >>> [str(period) for period in tertials.periods], list(tertials.values)
    (['2020-T1', '2020-T2'], [27.0, 8.0])
    >>> list(tertials.based_on), list(tertials.of)
    ([4, 1], [4, 4])

    Args:
        values: a column, or a matrix with a row a series; NaN and None are missing.
        start: the first of consecutive periods; or
        periods: each period, ascending and of one length.
        kind: how values add up: "flow" adds, "snapshot" and "rolling" take the last, "share" divides the sums of
            numerators by those of denominators, "index" averages, weighted by denominators where given.
        valid: false where there is no value, whatever `values` says.
        definitions: for each period the number of the definition it was counted by; values made by several are not
            pooled.
        of_snapshots: of a share: the last one stands.
        scale: of a share: what a fraction is multiplied by, 100 for percent.
    """

    __slots__ = ("_columns", "_rows", "_count", "kind", "of_snapshots", "scale", "_first", "_given")

    def __init__(
        self,
        values: Column,
        start: typing.Optional[PeriodLike] = None,
        periods: typing.Optional[Column] = None,
        *,
        kind: str = "flow",
        valid: typing.Optional[Column] = None,
        numerators: typing.Optional[Column] = None,
        denominators: typing.Optional[Column] = None,
        definitions: typing.Optional[Column] = None,
        of_snapshots: bool = False,
        scale: float = 1.0,
    ) -> None:
        if (start is None) == (periods is None):
            raise TypeError("a series has either start or periods")
        self.kind, self.of_snapshots, self.scale = kind, bool(of_snapshots), float(scale)
        number_of(INDICATOR_KIND, kind, "kind")
        column, cells = float_column(values, "values")
        shape = shape_of(column)
        if len(shape) not in (1, 2):
            raise ArgumentError(
                "argument", "values", f"has {len(shape)} dimensions: one is a series, two are a row for each series"
            )
        self._rows = shape[0] if len(shape) == 2 else None
        self._count = shape[-1]
        keep = [column, held(column)]
        columns = record(c.SeriesColumns)
        columns.values, columns.period_count = address(column), self._count
        columns.row_count = 1 if self._rows is None else self._rows
        self._given = _codes(periods) if periods is not None else None
        if self._given is None:
            self._first = columns.first = period_code(start, "start")
        else:
            self._first = None
            if len(self._given) != self._count:
                told = f"has {len(self._given)} elements, values has {self._count} periods"
                raise ArgumentError("argument", "periods", told)
            columns.periods = address(self._given)
            keep.append(held(self._given))
        for name, given in (("numerators", numerators), ("denominators", denominators)):
            if given is not None:
                other, size = float_column(given, name)
                _same(size, cells, name)
                setattr(columns, name, address(other))
                keep.append(held(other))
        if valid is not None:
            other, size = marks_column(valid, "valid")
            _same(size, cells, "valid")
            columns.valid = address(other)
            keep.append(held(other))
        if definitions is not None:
            other, size = numbers_column(definitions, "definitions")
            if size != self._count:
                told = f"has {size} elements, there are {self._count} periods"
                raise ArgumentError("argument", "definitions", told)
            columns.definitions = address(other)
            keep.append(held(other))
        handle = ctypes.POINTER(c.SeriesHandle)()
        call("tertial_series_new", ctypes.byref(columns), ctypes.byref(handle))
        self._columns = keep  # which the library borrows
        self._own(handle, lib.tertial_series_free)

    def __len__(self) -> int:
        return self._count

    @property
    def values(self) -> Array:
        """The very column that was given, where it was one of float64."""
        return self._columns[0]

    @property
    def periods(self) -> list[Period]:
        """The period of each value."""
        if self._given is not None:
            return [Period._of_code(int(code)) for code in self._given]
        return [Period._of_code(self._first + i) for i in range(self._count)]

    def roll_up(self, granularity: str, kind: typing.Optional[str] = None) -> RollUps:
        """The values of the longer periods that these belong to."""
        number = number_of(GRANULARITY, granularity, "granularity")
        count = ctypes.c_size_t()
        call("tertial_series_roll_up_count", self, number, ctypes.byref(count))
        periods = count.value
        cells = periods * (1 if self._rows is None else self._rows)
        rule = record(c.RollupRule)
        rule.kind = number_of(INDICATOR_KIND, kind or self.kind, "kind")
        rule.of_snapshots, rule.scale = self.of_snapshots, self.scale
        codes, of = empty("uint32", periods), empty("int32", periods)
        values, based_on, marks = empty("float64", cells), empty("int32", cells), empty("uint8", cells)
        out = record(c.RollupColumns)
        out.period_capacity = periods
        out.periods, out.of = address(codes), address(of)
        out.values, out.based_on, out.marks = address(values), address(based_on), address(marks)
        call("tertial_series_roll_up", self, number, ctypes.byref(rule), ctypes.byref(out))
        shape = (periods,) if self._rows is None else (self._rows, periods)
        values, based_on = shaped(values, shape), shaped(based_on, shape)
        unweighted, across_break = _marked(marks, 1, shape), _marked(marks, 2, shape)
        return RollUps([Period._of_code(int(code)) for code in codes], values, based_on, of, unweighted, across_break)

    def to_pandas(self) -> typing.Union[pandas.Series, pandas.DataFrame]:
        """A Series by period, or a DataFrame with a column for each."""
        import pandas

        index = pandas.Index([str(period) for period in self.periods], name="period")
        if self._rows is not None:
            return pandas.DataFrame(self.values, columns=index)
        return pandas.Series(self.values, index=index, name="value")

    def __repr__(self) -> str:
        rows = "" if self._rows is None else f"{self._rows} x "
        return f"<Series of {rows}{self._count} {self.kind} values>"

    def _repr_html_(self) -> typing.Optional[str]:
        return shown_by_pandas(lambda: self.to_pandas() if self._rows is not None else self.to_pandas().to_frame())


def _marked(marks, bit, shape):
    """Where a bit is set; rows in lists without numpy."""
    if is_numpy(marks):
        return (marks & bit).astype(bool).reshape(shape)
    told = [bool(mark & bit) for mark in marks]
    return told if len(shape) == 1 else [told[row * shape[1] : (row + 1) * shape[1]] for row in range(shape[0])]


def _same(size, cells, name):
    if size != cells:
        raise ArgumentError("argument", name, f"has {size} elements, values has {cells}")
