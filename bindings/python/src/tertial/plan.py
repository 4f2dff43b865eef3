"""Plans: read, followed up, given new facts, and written."""

from __future__ import annotations

import ctypes
import datetime
import math
import os
import tempfile
import typing

from . import _interface as c
from ._arrays import (
    address,
    empty,
    fits,
    float_column,
    int32_column,
    is_missing,
    is_numpy,
    marks_column,
    numbers_column,
    shown,
    size_of,
)
from ._errors import ArgumentError, NotFoundError
from ._handle import Handle
from ._library import (
    ACTION_STATUS,
    DIRECTION,
    GRANULARITY,
    IMPORT_CHANGE,
    INDICATOR_KIND,
    LANGUAGE,
    OBSERVATION_STATUS,
    call,
    language,
    lend,
    lib,
    make_text,
    number_of,
    record,
    string,
    utf8,
    whole,
    word,
)
from ._types import Column, Day, Path, PeriodLike
from .findings import Findings
from .follow_up import FollowUp
from .matrix import RiskMatrix
from .observations import Observations, read_observations
from .period import Period, day_number, day_of, period_code, period_of


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


class ImportChange(typing.NamedTuple):
    """What importing a table changed."""

    kind: str
    indicator: str
    period: typing.Optional[Period]
    before: typing.Optional[float]
    after: typing.Optional[float]
    status: typing.Optional[str]


class ImportNote(typing.NamedTuple):
    """Something in a table that a person should look at."""

    line: int
    column: int
    swedish: str
    english: str


class ImportResult(typing.NamedTuple):
    """What importing a table came to."""

    changes: tuple[ImportChange, ...]
    notes: tuple[ImportNote, ...]


class Plan(Handle):
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

    def _moment(self, moment, what):
        if not isinstance(moment, str):
            return day_number(moment, what)
        out = ctypes.c_int32()
        call("tertial_plan_moment", self, *utf8(moment, what), ctypes.byref(out))
        return out.value

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
        return FollowUp._of_handle(handle, self.language)

    # Facts -------------------------------------------------------------------------------------------------------

    def add_assessment(
        self,
        risk: str,
        date: Day,
        level: typing.Optional[str] = None,
        likelihood: typing.Optional[int] = None,
        severity: typing.Optional[int] = None,
        rationale: str = "",
        recorded: typing.Optional[Day] = None,
    ) -> None:
        """Adds a judgement of a risk: a level, or likelihood and severity.

        >>> changed = plan.copy()
        >>> changed.add_assessment("5.2", "2020-12-31", level="red", rationale="Vakanser")
        >>> changed.follow_up("2020-T3").risks["5.2"].movement
        'increased'
        """
        self._assess("add", risk, date, level, likelihood, severity, rationale, recorded)

    def correct_assessment(
        self,
        risk: str,
        date: Day,
        level: typing.Optional[str] = None,
        likelihood: typing.Optional[int] = None,
        severity: typing.Optional[int] = None,
        rationale: str = "",
        *,
        recorded: Day,
    ) -> None:
        """A second judgement for a day that has one; `recorded` is later than that of the first."""
        self._assess("correct", risk, date, level, likelihood, severity, rationale, recorded)

    def _assess(self, verb, risk, date, level, likelihood, severity, rationale, recorded):
        keep, fact = [], self._dated(c.Assessment, date, recorded)
        fact.likelihood, fact.severity = whole(likelihood or 0, "likelihood"), whole(severity or 0, "severity")
        fact.level, fact.rationale = lend(level or "", keep, "level"), lend(rationale, keep, "rationale")
        call(f"tertial_plan_{verb}_assessment", self, *utf8(risk, "risk"), ctypes.byref(fact))

    def remove_assessment(self, risk: str, date: Day, recorded: typing.Optional[Day] = None) -> None:
        """Takes away the judgement of that day that was recorded on `recorded`, or last."""
        self._remove("assessment", risk, date, recorded)

    def add_closing(self, risk: str, date: Day, reason: str = "", recorded: typing.Optional[Day] = None) -> None:
        """Closes a risk."""
        self._close("add", risk, date, reason, recorded)

    def correct_closing(self, risk: str, date: Day, reason: str = "", *, recorded: Day) -> None:
        """A second closing for a day that has one; `recorded` is later than that of the first."""
        self._close("correct", risk, date, reason, recorded)

    def _close(self, verb, risk, date, reason, recorded):
        keep, fact = [], self._dated(c.Closing, date, recorded)
        fact.reason = lend(reason, keep, "reason")
        call(f"tertial_plan_{verb}_closing", self, *utf8(risk, "risk"), ctypes.byref(fact))

    def remove_closing(self, risk: str, date: Day, recorded: typing.Optional[Day] = None) -> None:
        """Takes away the closing of that day that was recorded on `recorded`, or last."""
        self._remove("closing", risk, date, recorded)

    def add_report(
        self,
        action: str,
        date: Day,
        status: str,
        progress: typing.Optional[float] = None,
        comment: str = "",
        recorded: typing.Optional[Day] = None,
    ) -> None:
        """Adds what somebody reports of an action: "on_schedule", "at_risk", "delayed", ..."""
        self._report("add", action, date, status, progress, comment, recorded)

    def correct_report(
        self,
        action: str,
        date: Day,
        status: str,
        progress: typing.Optional[float] = None,
        comment: str = "",
        *,
        recorded: Day,
    ) -> None:
        """A second report for a day that has one; `recorded` is later than that of the first."""
        self._report("correct", action, date, status, progress, comment, recorded)

    def _report(self, verb, action, date, status, progress, comment, recorded):
        keep, fact = [], self._dated(c.ActionReport, date, recorded)
        fact.status = number_of(ACTION_STATUS, status, "status")
        fact.progress, fact.comment = _figure(progress), lend(comment, keep, "comment")
        call(f"tertial_plan_{verb}_report", self, *utf8(action, "action"), ctypes.byref(fact))

    def remove_report(self, action: str, date: Day, recorded: typing.Optional[Day] = None) -> None:
        """Takes away the report of that day that was recorded on `recorded`, or last."""
        self._remove("report", action, date, recorded)

    def add_occurrence(self, action: str, date: Day, activity: typing.Union[int, str] = 0) -> None:
        """Adds a day on which a recurrent activity was held.

        Args:
            activity: its id, or its place in the action, from 0.
        """
        self._occur("add", action, date, activity)

    def remove_occurrence(self, action: str, date: Day, activity: typing.Union[int, str] = 0) -> None:
        """Takes away a day on which it was said to be held."""
        self._occur("remove", action, date, activity)

    def _occur(self, verb, action, date, activity):
        if isinstance(activity, str):
            activity = self._activity(action, activity)
        if whole(activity, "activity") < 0:
            raise ArgumentError("argument", "activity", "is a place from 0")
        day = self._moment(date, "date")
        call(f"tertial_plan_{verb}_occurrence", self, *utf8(action, "action"), activity, day)

    def _activity(self, action, name):
        for known in self.actions:
            if known.id == action:
                for place, activity in enumerate(known.activities):
                    if activity.id == name:
                        return place
                raise NotFoundError("not_found", "activity", f"the action {action!r} has no activity {name!r}")
        return 0  # the call says that there is no such action

    def add_observation(
        self,
        indicator: str,
        period: PeriodLike,
        value: typing.Optional[float] = None,
        numerator: typing.Optional[float] = None,
        denominator: typing.Optional[float] = None,
        status: typing.Optional[str] = None,
        definition: str = "",
        recorded: typing.Optional[Day] = None,
    ) -> None:
        """Adds a figure of an indicator in its printed unit: 40 is 40 %.

        Args:
            status: an SDMX code; by default "A", or "O" (missing) where there is no figure.
            definition: the id of the definition it was counted by; by default the one in force.
        """
        self._observe("add", indicator, period, value, numerator, denominator, status, definition, recorded)

    def correct_observation(
        self,
        indicator: str,
        period: PeriodLike,
        value: typing.Optional[float] = None,
        numerator: typing.Optional[float] = None,
        denominator: typing.Optional[float] = None,
        status: typing.Optional[str] = None,
        definition: str = "",
        *,
        recorded: Day,
    ) -> None:
        """A second figure for a period that has one; `recorded` is later than that of the first."""
        self._observe("correct", indicator, period, value, numerator, denominator, status, definition, recorded)

    def _observe(self, verb, indicator, period, value, numerator, denominator, status, definition, recorded):
        keep, fact = [], record(c.Observation)
        fact.period, fact.recorded = period_code(period), self._moment(recorded, "recorded")
        fact.value, fact.numerator, fact.denominator = _figure(value), _figure(numerator), _figure(denominator)
        if status is None:
            has_figure = value is not None or (numerator is not None and denominator is not None)
            status = "A" if has_figure else "O"
        fact.status = number_of(OBSERVATION_STATUS, status, "status")
        fact.definition = lend(definition, keep, "definition")
        call(f"tertial_plan_{verb}_observation", self, *utf8(indicator, "indicator"), ctypes.byref(fact))

    def remove_observation(
        self,
        indicator: str,
        period: PeriodLike,
        definition: str = "",
        recorded: typing.Optional[Day] = None,
    ) -> None:
        """Takes away the figure of that period that was recorded on `recorded`, or last."""
        call(
            "tertial_plan_remove_observation", self, *utf8(indicator, "indicator"), period_code(period),
            *utf8(definition, "definition"), self._moment(recorded, "recorded"),
        )  # fmt: skip

    def add_observations(
        self,
        indicator: str,
        periods: Column,
        values: typing.Optional[Column] = None,
        *,
        valid: typing.Optional[Column] = None,
        numerators: typing.Optional[Column] = None,
        denominators: typing.Optional[Column] = None,
        statuses: typing.Optional[Column] = None,
        definitions: typing.Optional[Column] = None,
        recorded: typing.Union[Day, Column, None] = None,
    ) -> None:
        """Adds many figures of an indicator, all of them or none. Arrays that fit are read where they lie.

        >>> changed = plan.copy()
        >>> changed.add_observations("2.2.c", ["2020-07", "2020-08"], [45.0, 41.0])
        >>> changed.observations("2.2.c").values[-2:].tolist()
        [45.0, 41.0]

        Args:
            periods: periods, their texts, or an array of uint32 codes.
            values, numerators, denominators: numbers; NaN and None are missing.
            valid: false where there is no value, whatever `values` says.
            statuses: SDMX codes, or an array of uint8 numbers; by default normal where there is a figure, else missing.
            definitions: their ids, or an array of uint8 numbers from 1; 0 and None are the one in force.
            recorded: one day for all of them, or a column of days.
        """
        columns = record(c.ObservationColumns)
        keep = []
        codes = _codes(periods)
        columns.count = count = size_of(codes)
        columns.periods = address(codes)
        for name, given in (("values", values), ("numerators", numerators), ("denominators", denominators)):
            if given is not None:
                column, size = float_column(given, name)
                _same(size, count, name)
                setattr(columns, name, address(column))
                keep.append(column)
        if valid is not None:
            column, size = marks_column(valid, "valid")
            _same(size, count, "valid")
            columns.valid = address(column)
            keep.append(column)
        if statuses is not None:
            column, size = _numbers(statuses, lambda code: number_of(OBSERVATION_STATUS, code, "statuses"), "statuses")
            _same(size, count, "statuses")
            columns.statuses = address(column)
            keep.append(column)
        if definitions is not None:
            names = self._definition_numbers(indicator)
            column, size = _numbers(definitions, lambda name: _definition(names, name), "definitions")
            _same(size, count, "definitions")
            columns.definitions = address(column)
            keep.append(column)
        if recorded is not None:
            column = self._recorded(recorded, count)
            columns.recorded = address(column)
            keep.append(column)
        call("tertial_plan_add_observations", self, *utf8(indicator, "indicator"), ctypes.byref(columns))

    def add_observations_from_arrow(self, indicator: str, source: typing.Any) -> None:
        """Adds the observations of anything that gives an Arrow stream: a pyarrow.Table, a polars.DataFrame.

        Its fields: period (text or days), value, numerator, denominator, status, definition, recorded; all but
        the first may be left out.
        """
        from .table import stream_of

        stream, capsule = stream_of(source)
        call("tertial_plan_add_observations_stream", self, *utf8(indicator, "indicator"), stream)
        del capsule

    def _definition_numbers(self, indicator):
        at, info = self._indicator(indicator)
        return {name: number for number, name in enumerate(self._definitions(at, info.definition_count), 1)}

    def _recorded(self, recorded, count):
        if getattr(recorded, "ndim", None) == 0:
            recorded = recorded[()]
        if isinstance(recorded, str) or not hasattr(recorded, "__iter__"):
            days = [self._moment(recorded, "recorded")] * count
        else:
            try:
                column, size = int32_column(recorded, "recorded")
            except TypeError:
                days = [c.NO_DATE if is_missing(day) else self._moment(day, "recorded") for day in recorded]
            else:
                _same(size, count, "recorded")
                return column
        _same(len(days), count, "recorded")
        column = empty("int32", count)
        for i, day in enumerate(days):
            column[i] = day
        return column

    def add_self_check(
        self,
        id: str,
        period: PeriodLike,
        title: str = "",
        sample: typing.Optional[float] = None,
        results: typing.Iterable[tuple[typing.Any, ...]] = (),
        breakdowns: typing.Optional[typing.Mapping[str, typing.Mapping[str, float]]] = None,
        risks: typing.Iterable[str] = (),
        recorded: typing.Optional[Day] = None,
    ) -> None:
        """Adds a sample review.

        Args:
            results: (title, numerator, share in percent) each.
            breakdowns: the sample by a property: {"sex": {"girls": 81, "boys": 107}}.
        """
        self._self_check("add", id, period, title, sample, results, breakdowns, risks, recorded)

    def correct_self_check(
        self,
        id: str,
        period: PeriodLike,
        title: str = "",
        sample: typing.Optional[float] = None,
        results: typing.Iterable[tuple[typing.Any, ...]] = (),
        breakdowns: typing.Optional[typing.Mapping[str, typing.Mapping[str, float]]] = None,
        risks: typing.Iterable[str] = (),
        recorded: typing.Optional[Day] = None,
    ) -> None:
        """Takes the place of the self-check with that id."""
        self._self_check("correct", id, period, title, sample, results, breakdowns, risks, recorded)

    def _self_check(self, verb, id, period, title, sample, results, breakdowns, risks, recorded):
        keep, fact = [], record(c.SelfCheck)
        fact.id, fact.title = lend(id, keep, "id"), lend(title, keep, "title")
        fact.period, fact.recorded = period_code(period), self._moment(recorded, "recorded")
        fact.sample = _figure(sample)
        risks = list(risks)
        fact.risks = (c.String * max(len(risks), 1))(*(lend(risk, keep, "risks") for risk in risks))
        fact.risk_count = len(risks)
        lines = [(*line, None, None)[:3] for line in results]
        fact.results = (c.SelfCheckResult * max(len(lines), 1))(
            *((lend(name, keep, "results"), _figure(numerator), _figure(share)) for name, numerator, share in lines)
        )
        fact.result_count = len(lines)
        groups = [(by, group, size) for by, named in (breakdowns or {}).items() for group, size in named.items()]
        fact.groups = (c.SelfCheckGroup * max(len(groups), 1))(
            *((lend(by, keep, "breakdowns"), lend(group, keep, "breakdowns"), size) for by, group, size in groups)
        )
        fact.group_count = len(groups)
        call(f"tertial_plan_{verb}_self_check", self, ctypes.byref(fact))

    def remove_self_check(self, id: str) -> None:
        """Takes away the self-check with that id."""
        call("tertial_plan_remove_self_check", self, *utf8(id, "id"))

    def _dated(self, struct, date, recorded):
        fact = record(struct)
        fact.date, fact.recorded = self._moment(date, "date"), self._moment(recorded, "recorded")
        return fact

    def _remove(self, what, owner, date, recorded):
        days = self._moment(date, "date"), self._moment(recorded, "recorded")
        call(f"tertial_plan_remove_{what}", self, *utf8(owner, "id"), *days)

    def import_table(
        self,
        text: str,
        lang: typing.Optional[str] = None,
        year: typing.Optional[int] = None,
        recorded: typing.Optional[Day] = None,
    ) -> ImportResult:
        """Puts the figures of a table into the plan, as it is pasted from a report or a spreadsheet.

        >>> changed = plan.copy()
        >>> result = changed.import_table("Indikator\\tJuli\\n2.2.c\\t45\\n")
        >>> [(change.kind, str(change.period), change.after) for change in result.changes]
        [('new_observation', '2020-07', 45.0)]

        Args:
            lang, year: of headings; those of the plan by default.
            recorded: given, every new figure carries it, and another figure for a period becomes a correction.
        """
        options = record(c.ImportOptions)
        options.language, options.year = language(lang), whole(year or 0, "year")
        options.recorded = self._moment(recorded, "recorded")
        handle = ctypes.POINTER(c.ImportHandle)()
        call("tertial_plan_import", self, *utf8(text, "a table"), ctypes.byref(options), ctypes.byref(handle))
        try:
            return ImportResult(_changes(handle), _notes(handle))
        finally:
            lib.tertial_import_free(handle)

    def __repr__(self) -> str:
        info = self._info()
        counts = f"{info.risk_count} risks, {info.action_count} actions, {info.indicator_count} indicators"
        return f"<Plan {string(info.id)!r}: {counts}>"


class _FindingsOwner(Handle):
    __slots__ = ()


def replace_file(path, content):
    """Writes beside its place and moves there, so that a reader sees the old or the new."""
    path = os.path.realpath(os.fspath(path))
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe or a device has no place to move to
        with open(path, "wb") as out:
            out.write(content)
        return
    file, beside = tempfile.mkstemp(prefix=".tertial-", dir=os.path.dirname(path))
    try:
        with os.fdopen(file, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if os.path.exists(path):
            os.chmod(beside, os.stat(path).st_mode & 0o7777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(beside, 0o666 & ~mask)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise


def _changes(handle):
    told, out = [], record(c.ImportChange)
    for i in range(lib.tertial_import_change_count(handle)):
        call("tertial_import_change_get", handle, i, ctypes.byref(out))
        told.append(
            ImportChange(
                word(IMPORT_CHANGE, out.kind),
                string(out.indicator),
                period_of(out.period),
                None if math.isnan(out.before) else out.before,
                None if math.isnan(out.after) else out.after,
                word(OBSERVATION_STATUS, out.status),
            )
        )
    return tuple(told)


def _notes(handle):
    told, out = [], record(c.ImportNote)
    for i in range(lib.tertial_import_note_count(handle)):
        call("tertial_import_note_get", handle, i, ctypes.byref(out))
        told.append(ImportNote(out.line, out.column, string(out.swedish), string(out.english)))
    return tuple(told)


def _figure(value):
    return math.nan if value is None else float(value)


def _codes(periods):
    """A column of the codes of periods."""
    if isinstance(periods, (str, Period)):
        raise TypeError("periods is a column of periods, not one")
    periods = shown(periods)
    if is_numpy(periods) and periods.dtype == "uint32":
        periods = periods.copy() if not fits(periods, "uint32") else periods
    if fits(periods, "uint32"):
        return periods
    given = [period_code(period if isinstance(period, Period) else str(period), "periods") for period in periods]
    codes = empty("uint32", len(given))
    for i, code in enumerate(given):
        codes[i] = code
    return codes


def _numbers(column, number, what):
    """(column of uint8, how many), as it is, or the numbers of words."""
    column = shown(column)
    if is_numpy(column) and column.dtype.kind in "iu" or fits(column, "uint8"):
        return numbers_column(column, what)
    made = bytearray(number(word) for word in column)
    return made, len(made)


def _definition(names, name):
    if is_missing(name) or name == "":
        return 0
    try:
        return names[name]
    except KeyError:
        raise NotFoundError("not_found", "definitions", f"the indicator has no definition {name!r}") from None


def _same(size, count, name):
    if size != count:
        raise ArgumentError("argument", name, f"has {size} elements, periods has {count}")
