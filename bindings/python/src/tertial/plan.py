"""Plans: read, followed up, given new facts, and written."""

from __future__ import annotations

import ctypes
import datetime
import os
import typing

from . import _interface as c
from ._arrays import shown
from ._errors import NotFoundError
from ._handle import Handle
from ._library import (
    DIRECTION,
    GRANULARITY,
    INDICATOR_KIND,
    LANGUAGE,
    call,
    lend,
    lib,
    make_text,
    record,
    string,
    utf8,
    word,
)
from ._types import Day, Path
from ._files import replace_file
from .facts import PlanFacts
from .findings import Findings
from .follow_up import FollowUp
from .matrix import RiskMatrix
from .observations import Observations, read_observations
from .period import Period, day_of, period_of


class PlanRisk(typing.NamedTuple):
    """A risk as the plan has it."""

    id: str
    title: str
    area: str
    assessments: int
    closings: int


class PlanActivity(typing.NamedTuple):
    """An activity as the plan has it."""

    id: str
    title: str
    start: typing.Optional[datetime.date]
    end: typing.Optional[datetime.date]
    completed: typing.Optional[datetime.date]
    is_recurrent: bool
    held: int


class PlanAction(typing.NamedTuple):
    """An action as the plan has it."""

    id: str
    title: str
    responsible: str
    reports: int
    activities: tuple[PlanActivity, ...]


class PlanIndicator(typing.NamedTuple):
    """An indicator as the plan has it."""

    id: str
    title: str
    kind: typing.Optional[str]
    unit: str
    direction: typing.Optional[str]
    granularity: typing.Optional[str]
    protect: bool
    definitions: tuple[str, ...]
    observations: int


class PlanFollowUp(typing.NamedTuple):
    """A date on which the plan is followed up."""

    date: datetime.date
    period: typing.Optional[Period]


class Plan(PlanFacts):
    """A plan of one unit and year.

    >>> plan = Plan.read(sample)
    >>> plan.id, plan.year, len(plan.risks)
    ('action-plan-2020', 2020, 7)
    >>> plan.follow_up("2020-T2").risks["5.2"].movement
    'decreased'

    Facts - assessments, reports, observations, ... - can be added, corrected and removed; all else stays as it was
    read. A follow-up goes on showing the plan as it was when it was made.
    """

    __slots__ = ()

    def __init__(self) -> None:
        raise TypeError("a Plan is made by Plan.read(path) or Plan.from_json(text)")

    @classmethod
    def _of_handle(cls, handle):
        made = cls.__new__(cls)
        made._own(handle, lib.tertial_plan_free)
        return made

    @classmethod
    def read(cls, path: Path) -> Plan:
        """Reads a plan document from a file.

        Raises:
            OSError: the file cannot be read.
            DocumentError: it is no plan; `at` is the place, and the message begins with the file.
        """
        with open(path, "rb") as file:
            document = file.read()
        try:
            return cls.from_json(document)
        except Exception as error:
            if hasattr(error, "at"):
                error.args = (f"{os.fspath(path)}: {error}",)
            raise

    @classmethod
    def from_json(cls, text: typing.Union[str, bytes, bytearray, memoryview]) -> Plan:
        """Reads a plan document from str, or from bytes in UTF-8."""
        document = text.encode() if isinstance(text, str) else bytes(memoryview(text))
        handle = ctypes.POINTER(c.PlanHandle)()
        call("tertial_plan_read", document, len(document), ctypes.byref(handle))
        return cls._of_handle(handle)

    def copy(self) -> Plan:
        """A plan of its own with the same contents; cheap until one of the two is changed."""
        handle = ctypes.POINTER(c.PlanHandle)()
        call("tertial_plan_copy", self, ctypes.byref(handle))
        return Plan._of_handle(handle)

    __copy__ = copy

    def __deepcopy__(self, memo: typing.Any) -> Plan:
        return self.copy()

    def __reduce__(self) -> tuple[typing.Any, ...]:
        return Plan.from_json, (self.to_json(),)

    def __eq__(self, other: object) -> bool:
        return self.to_json() == other.to_json() if isinstance(other, Plan) else NotImplemented

    __hash__ = None

    def to_json(self) -> str:
        """The plan document in canonical form."""
        return make_text("tertial_plan_write", self).decode()

    def write(self, path: Path) -> None:
        """Writes the plan document to a file, which is replaced whole or stays as it was."""
        replace_file(path, make_text("tertial_plan_write", self))

    # What is in it -----------------------------------------------------------------------------------------------

    def _info(self):
        info = record(c.PlanInfo)
        call("tertial_plan_get", self, ctypes.byref(info))
        return info

    @property
    def id(self) -> str:
        """The id that the document has."""
        return string(self._info().id)

    @property
    def title(self) -> str:
        """Its title; empty: not stated."""
        return string(self._info().title)

    @property
    def organisation(self) -> str:
        """Whose plan it is; empty: not stated."""
        return string(self._info().organisation)

    @property
    def year(self) -> int:
        """The year that is planned."""
        return self._info().year

    @property
    def language(self) -> str:
        """"sv" or "en"."""
        return word(LANGUAGE, self._info().language)

    @property
    def risks(self) -> tuple[PlanRisk, ...]:
        """The risks, in the order of the document."""
        told, out = [], record(c.PlanRiskInfo)
        for i in range(self._info().risk_count):
            call("tertial_plan_risk", self, i, ctypes.byref(out))
            told.append(
                PlanRisk(string(out.id), string(out.title), string(out.area), out.assessment_count, out.closing_count)
            )
        return tuple(told)

    @property
    def actions(self) -> tuple[PlanAction, ...]:
        """The actions with their activities, in the order of the document."""
        told, out, part = [], record(c.PlanActionInfo), record(c.PlanActivityInfo)
        for i in range(self._info().action_count):
            call("tertial_plan_action", self, i, ctypes.byref(out))
            activities = []
            for j in range(out.activity_count):
                call("tertial_plan_activity", self, i, j, ctypes.byref(part))
                activities.append(
                    PlanActivity(
                        string(part.id),
                        string(part.title),
                        day_of(part.start),
                        day_of(part.end),
                        day_of(part.completed),
                        bool(part.is_recurrent),
                        part.held_count,
                    )
                )
            told.append(
                PlanAction(
                    string(out.id), string(out.title), string(out.responsible), out.report_count, tuple(activities)
                )
            )
        return tuple(told)

    @property
    def indicators(self) -> tuple[PlanIndicator, ...]:
        """The indicators, in the order of the document."""
        told, out = [], record(c.PlanIndicatorInfo)
        for i in range(self._info().indicator_count):
            call("tertial_plan_indicator", self, i, ctypes.byref(out))
            told.append(
                PlanIndicator(
                    string(out.id),
                    string(out.title),
                    word(INDICATOR_KIND, out.kind),
                    string(out.unit),
                    word(DIRECTION, out.direction),
                    word(GRANULARITY, out.granularity),
                    bool(out.protect),
                    self._definitions(i, out.definition_count),
                    out.observation_count,
                )
            )
        return tuple(told)

    def _definitions(self, indicator, count):
        names, name = [], c.String()
        for i in range(count):
            call("tertial_plan_definition", self, indicator, i, ctypes.byref(name))
            names.append(string(name))
        return tuple(names)

    @property
    def follow_ups(self) -> tuple[PlanFollowUp, ...]:
        """The dates on which the plan is followed up."""
        told, out = [], record(c.PlanFollowUpInfo)
        for i in range(self._info().follow_up_count):
            call("tertial_plan_follow_up_date", self, i, ctypes.byref(out))
            told.append(PlanFollowUp(day_of(out.date), period_of(out.period)))
        return tuple(told)

    @property
    def matrix(self) -> RiskMatrix:
        """The plan's risk matrix, on its own."""
        handle = ctypes.POINTER(c.MatrixHandle)()
        call("tertial_plan_matrix", self, ctypes.byref(handle))
        return RiskMatrix._of_handle(handle)

    @property
    def findings(self) -> Findings:
        """What does not hold together in the plan by itself."""
        handle = ctypes.POINTER(c.FindingsHandle)()
        call("tertial_plan_findings", self, ctypes.byref(handle))
        owner = _FindingsOwner()
        owner._own(handle, lib.tertial_findings_free)
        return Findings(owner, handle, self.language)

    def moment(self, text: Day) -> typing.Optional[datetime.date]:
        """The date that a date or a period means in this plan.

        >>> plan.moment("2020-T2"), plan.moment("tertial 1")
        (datetime.date(2020, 8, 31), datetime.date(2020, 4, 30))
        """
        return day_of(self._moment(text, "a moment"))

    def observations(self, indicator: str) -> Observations:
        """The observations of an indicator as they stand in the plan, as columns."""
        at, info = self._indicator(indicator)
        names = self._definitions(at, info.definition_count)
        return read_observations("tertial_plan_observations", self, at, info.observation_count, names)

    def _indicator(self, indicator):
        """(place, what the plan has of it) of an indicator."""
        at, out = ctypes.c_size_t(), record(c.PlanIndicatorInfo)
        try:
            call("tertial_plan_find_indicator", self, *utf8(indicator, "indicator"), ctypes.byref(at))
        except NotFoundError:
            raise NotFoundError("not_found", "indicator", f"there is no indicator {indicator!r}") from None
        call("tertial_plan_indicator", self, at.value, ctypes.byref(out))
        return at.value, out

    # Followed up -------------------------------------------------------------------------------------------------

    def follow_up(
        self,
        as_of: Day,
        previous: typing.Optional[Day] = None,
        known_at: typing.Optional[Day] = None,
        reveal: typing.Union[str, typing.Iterable[str]] = (),
    ) -> FollowUp:
        """The plan followed up at a date.

        Args:
            as_of: a date, or a period whose last day is meant; "2020-T2", "tertial 2", datetime.date, Period.
            previous: with what to compare; by default the plan's last follow-up before as_of.
            known_at: only what was on record by that day; by default all of it.
            reveal: ids of protected indicators whose small counts may be shown.
        """
        keep = []
        options = record(c.FollowUpOptions)
        options.as_of = self._moment(as_of, "as_of")
        options.previous = self._moment(previous, "previous")
        options.known_at = self._moment(known_at, "known_at")
        shown = [reveal] if isinstance(reveal, str) else list(reveal)
        options.reveal = (c.String * max(len(shown), 1))(*(lend(one, keep, "reveal") for one in shown))
        options.reveal_count = len(shown)
        handle = ctypes.POINTER(c.FollowUpHandle)()
        call("tertial_follow_up_new", self, ctypes.byref(options), ctypes.byref(handle))
        return FollowUp._of_handle(handle)

    def __repr__(self) -> str:
        info = self._info()
        counts = f"{info.risk_count} risks, {info.action_count} actions, {info.indicator_count} indicators"
        return f"<Plan {string(info.id)!r}: {counts}>"


class _FindingsOwner(Handle):
    __slots__ = ()
