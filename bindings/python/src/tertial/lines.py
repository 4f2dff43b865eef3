"""The lines of a follow-up: what is told of each risk, action and indicator."""

from __future__ import annotations

import copy
import ctypes
import dataclasses
import datetime
import functools
import operator
import typing

from ._arrays import shown_by_pandas
from ._errors import NotFoundError
from ._library import call, utf8
from .observations import Observations
from .period import Period

if typing.TYPE_CHECKING:
    import pandas

_Line = typing.TypeVar("_Line")


@dataclasses.dataclass(frozen=True)
class RiskLine:
    """One risk of the register.

    Attributes:
        level: id of its band, or "unclassified".
        previous_level: that at the previous follow-up; None: not assessed then, or nothing to compare with.
        movement: "decreased", "increased", "unchanged", "closed", "new", "reopened", "unknown"; None where
            closed_before.
        closed_before: closed by the previous follow-up and still: told apart, not counted.
    """

    id: str
    title: str
    level: str
    score: typing.Optional[int]
    likelihood: typing.Optional[int]
    severity: typing.Optional[int]
    previous_level: typing.Optional[str]
    movement: typing.Optional[str]
    assessed: typing.Optional[datetime.date]
    closed: typing.Optional[datetime.date]
    closed_before: bool


@dataclasses.dataclass(frozen=True)
class ActivityLine:
    """A dated piece of an action. held, due and of count the occurrences of a recurrence; None without one."""

    id: str
    title: str
    derived: typing.Optional[str]
    why: str
    overdue: bool
    held: typing.Optional[int]
    due: typing.Optional[int]
    of: typing.Optional[int]


@dataclasses.dataclass(frozen=True)
class ActionLine:
    """One action: what is shown, what was reported, what its own dates and figures speak for, and why.

    Attributes:
        status: what is shown; None: unreported.
    """

    id: str
    title: str
    responsible: str
    status: typing.Optional[str]
    reported: typing.Optional[str]
    reported_on: typing.Optional[datetime.date]
    unreported: bool
    derived: typing.Optional[str]
    why: str
    activities: tuple[ActivityLine, ...]


@dataclasses.dataclass(frozen=True)
class Figure:
    """A figure as a report may show it. value is None where there is none or it is held back; status says which."""

    period: Period
    value: typing.Optional[float]
    status: str
    numerator: typing.Optional[float]
    denominator: typing.Optional[float]
    definition: typing.Optional[str]


@dataclasses.dataclass(frozen=True)
class TargetLine:
    """A target and its verdict. `value`, or `start` and `end`, or `trend`, or `undecided` is what was aimed at."""

    year: int
    set_by: str
    value: typing.Optional[float]
    start: typing.Optional[float]
    end: typing.Optional[float]
    trend: typing.Optional[str]
    undecided: typing.Optional[str]
    status: str
    judged_on: typing.Optional[str]
    judged: typing.Optional[float]
    compared_with: typing.Optional[float]
    year_to_date: typing.Optional[float]
    forecast: typing.Optional[float]
    pace_needed: typing.Optional[float]
    periods_observed: int
    periods_in_year: int


@dataclasses.dataclass(frozen=True)
class RollUp:
    """A value of a longer period, and on how many of how many periods it rests."""

    period: Period
    value: typing.Optional[float]
    based_on: int
    of: int
    unweighted: bool
    across_break: bool


@dataclasses.dataclass(frozen=True)
class LikeForLike:
    """A change under one definition, told where the change itself cannot be."""

    definition: str
    start: Period
    start_value: float
    end: Period
    end_value: float
    change: float


@dataclasses.dataclass(frozen=True)
class IndicatorLine:
    """One indicator, in its printed unit: 40 is 40 %.

    Attributes:
        from_previous: the change since the previous follow-up; None, and from_previous_reason says why.
        breaks: first periods that are not counted as those before.
        stale: how many periods are over, due in the plan's year, and without an observation.
    """

    id: str
    title: str
    kind: typing.Optional[str]
    unit: str
    direction: typing.Optional[str]
    availability: str
    latest: typing.Optional[Figure]
    previous: typing.Optional[Figure]
    baseline: typing.Optional[float]
    baseline_period: typing.Optional[Period]
    from_baseline: typing.Optional[float]
    from_baseline_reason: typing.Optional[str]
    from_previous: typing.Optional[float]
    from_previous_reason: typing.Optional[str]
    like_for_like: tuple[LikeForLike, ...]
    targets: tuple[TargetLine, ...]
    rollups: tuple[RollUp, ...]
    breaks: tuple[Period, ...]
    stale: int
    _observations: typing.Callable[[], Observations] = dataclasses.field(repr=False, compare=False)

    @property
    def observations(self) -> Observations:
        """The observations as the follow-up knows them, as columns; small counts held back."""
        return self._observations()

    def __getstate__(self) -> dict[str, typing.Any]:
        # A follow-up cannot be pickled: its observations go along.
        return {**self.__dict__, "_observations": functools.partial(copy.copy, self.observations)}


@dataclasses.dataclass(frozen=True)
class SelfCheckLine:
    """A sample review: results are (title, numerator, share), breakdowns {"sex": {"girls": 81.0, ...}}."""

    id: str
    period: Period
    title: str
    sample: typing.Optional[float]
    results: tuple[tuple[str, typing.Optional[float], typing.Optional[float]], ...]
    breakdowns: dict[str, dict[str, float]]


@dataclasses.dataclass(frozen=True)
class RiskSummary:
    by_level: dict[str, int]
    open: int
    closed: int
    movement: dict[str, int]
    reduced: int


@dataclasses.dataclass(frozen=True)
class Summary:
    """Everything counted, as in the follow-up document.

    Attributes:
        risks: by_level, open, closed, movement, reduced.
        actions, indicators, targets, findings: how many of each status, by its word.
    """

    risks: RiskSummary
    actions: dict[str, int]
    indicators: dict[str, int]
    targets: dict[str, int]
    findings: dict[str, int]


class Lines(typing.Sequence[_Line]):
    """Lines of a follow-up in the plan's order: by place, or by id.

    >>> review.risks["5.2"].level, review.risks[0].id, "9.9" in review.risks
    ('yellow', '1.1', False)
    """

    def __init__(
        self, review: FollowUp, count: int, read: typing.Callable[[int], _Line], find: str, table: str
    ) -> None:
        self._review, self._count, self._read, self._find, self._table = review, count, read, find, table
        self._known = [None] * count

    def __len__(self) -> int:
        return self._count

    @typing.overload
    def __getitem__(self, key: typing.Union[int, str]) -> _Line: ...

    @typing.overload
    def __getitem__(self, key: slice) -> list[_Line]: ...

    def __getitem__(self, key: typing.Union[int, str, slice]) -> typing.Union[_Line, list[_Line]]:
        if isinstance(key, slice):
            return [self[i] for i in range(*key.indices(self._count))]
        if isinstance(key, str):
            out = ctypes.c_size_t()
            try:
                call(self._find, self._review, *utf8(key, "id"), ctypes.byref(out))
            except NotFoundError:
                raise NotFoundError("not_found", "id", f"there is no {self._table[:-1]} {key!r}") from None
            key = out.value
        key = operator.index(key)
        if key < 0:
            key += self._count
        if not 0 <= key < self._count:
            raise IndexError(f"there are {self._count}")
        if self._known[key] is None:
            self._known[key] = self._read(key)
        return self._known[key]

    def __contains__(self, item: object) -> bool:
        if isinstance(item, str):
            try:
                self[item]
            except LookupError:
                return False
            return True
        return super().__contains__(item)

    @property
    def ids(self) -> list[str]:
        """The ids, in the plan's order."""
        return [line.id for line in self]

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame, a line for each, by id."""
        return self._review.table(self._table).to_pandas().set_index("id")

    def __repr__(self) -> str:
        return f"<{self._count} {self._table}: {', '.join(self.ids)}>"

    def _repr_html_(self) -> typing.Optional[str]:
        return shown_by_pandas(self.to_pandas)
