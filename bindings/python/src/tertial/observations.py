"""Observations of an indicator as columns."""

from __future__ import annotations

import ctypes
import datetime
import math
import typing

from . import _interface as c
from ._arrays import address, empty, shown_by_pandas
from ._library import OBSERVATION_STATUS, all_words, call, record
from ._types import Array
from .period import Period, day_of

if typing.TYPE_CHECKING:
    import pandas


class Observations:
    """Columns of equal length, in numpy arrays where numpy is there.

    Attributes:
        codes: uint32, Period.code of each.
        values, numerators, denominators: float64; NaN is missing.
        status_numbers, definition_numbers: uint8; of definitions 0 is none named.
        recorded_days: int32, days since 1970-01-01; -2147483648 is none.
    """

    __slots__ = (
        "codes", "values", "numerators", "denominators", "status_numbers", "definition_numbers", "recorded_days",
        "_names",
    )  # fmt: skip

    codes: Array
    values: Array
    numerators: Array
    denominators: Array
    status_numbers: Array
    definition_numbers: Array
    recorded_days: Array
    _names: tuple[str, ...]

    def __len__(self) -> int:
        return len(self.codes)

    @property
    def periods(self) -> list[Period]:
        """A list of Period."""
        return [Period._of_code(int(code)) for code in self.codes]

    @property
    def statuses(self) -> list[str]:
        """A list of SDMX codes."""
        words = all_words(OBSERVATION_STATUS)
        return [words[number] for number in self.status_numbers]

    @property
    def definitions(self) -> list[typing.Optional[str]]:
        """A list of ids; None is none named."""
        return [self._names[number - 1] if number else None for number in self.definition_numbers]

    @property
    def recorded(self) -> list[typing.Optional[datetime.date]]:
        """A list of dates; None is none."""
        return [day_of(int(day)) for day in self.recorded_days]

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame by period."""
        import pandas

        return pandas.DataFrame(
            {
                "value": self.values,
                "numerator": self.numerators,
                "denominator": self.denominators,
                "status": self.statuses,
                "definition": self.definitions,
                "recorded": pandas.to_datetime(pandas.Series(self.recorded, dtype="object")).values,
            },
            index=pandas.Index([str(period) for period in self.periods], name="period"),
        )

    def _repr_html_(self) -> typing.Optional[str]:
        return shown_by_pandas(self.to_pandas)

    def __repr__(self) -> str:
        told = ", ".join(
            f"{period}: {'-' if math.isnan(value) else f'{value:g}'}"
            for period, value in zip(self.periods, self.values)
        )
        return f"<Observations {told}>"


def read_observations(name, owner, index, count, definition_names):
    """The observations that a function writes into arrays."""
    made = Observations()
    made._names = definition_names
    made.codes = empty("uint32", count)
    made.values, made.numerators, made.denominators = (empty("float64", count) for _ in range(3))
    made.status_numbers, made.definition_numbers = empty("uint8", count), empty("uint8", count)
    made.recorded_days = empty("int32", count)
    arrays = record(c.ObservationArrays)
    arrays.capacity = count
    for field, column in (
        ("periods", made.codes),
        ("values", made.values),
        ("numerators", made.numerators),
        ("denominators", made.denominators),
        ("statuses", made.status_numbers),
        ("definitions", made.definition_numbers),
        ("recorded", made.recorded_days),
    ):
        setattr(arrays, field, address(column))
    written = ctypes.c_size_t()
    call(name, owner, index, ctypes.byref(arrays), ctypes.byref(written))
    return made
