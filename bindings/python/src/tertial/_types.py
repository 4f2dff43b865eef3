"""What signatures have in common."""

import datetime
import os
import typing

if typing.TYPE_CHECKING:
    from .period import Period

Path = typing.Union[str, "os.PathLike[str]"]

# A day: a date or a time of day on it, its text, or a period whose last day is meant. numpy.datetime64 too.
Day = typing.Union[datetime.date, str, "Period", typing.Any]

# A period or its text.
PeriodLike = typing.Union["Period", str]

# Numbers, words, days or periods in a row: a list, any buffer, an array of numpy, a column of pandas.
Column = typing.Iterable[typing.Any]

# A new column of numbers: of numpy where it is there, else array.array.
Array = typing.Any
