"""The facts of an open plan: added, corrected and removed, one at a time, as columns, or from a pasted table."""

from __future__ import annotations

import ctypes
import math
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
    IMPORT_CHANGE,
    OBSERVATION_STATUS,
    call,
    language,
    lend,
    lib,
    number_of,
    record,
    string,
    utf8,
    whole,
    word,
)
from ._types import Column, Day, PeriodLike
from .period import Period, day_number, period_code, period_of


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


class PlanFacts(Handle):
    """What changes a Plan, each call checked as reading is. One that fails leaves the plan as it was."""

    __slots__ = ()

    def _moment(self, moment, what):
        if not isinstance(moment, str):
            return day_number(moment, what)
        out = ctypes.c_int32()
        call("tertial_plan_moment", self, *utf8(moment, what), ctypes.byref(out))
        return out.value

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
        fact.status = c.NONE if status is None else number_of(OBSERVATION_STATUS, status, "status")
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
