"""A plan followed up at a date."""

from __future__ import annotations

import ctypes
import datetime
import math
import os
import typing
import weakref

from . import _interface as c
from ._handle import Handle
from ._library import (
    ACTION_STATUS,
    AVAILABILITY,
    DIRECTION,
    FINDING_SEVERITY,
    INDICATOR_KIND,
    JUDGED_ON,
    LANGUAGE,
    MOVEMENT,
    NO_CHANGE,
    OBSERVATION_STATUS,
    TABLE,
    TARGET_STATUS,
    all_words,
    call,
    language,
    lend,
    lib,
    make_text,
    number_of,
    record,
    string,
    utf8,
    word,
)
from ._types import Path
from ._files import replace_file
from .findings import Findings
from .lines import (
    ActionLine,
    ActivityLine,
    Figure,
    IndicatorLine,
    LikeForLike,
    Lines,
    RiskLine,
    RiskSummary,
    RollUp,
    SelfCheckLine,
    Summary,
    TargetLine,
)
from .observations import read_observations
from .period import Period, day_of, period_of
from .table import Table

if typing.TYPE_CHECKING:
    import pandas

_Line = typing.TypeVar("_Line")


class FollowUp(Handle):
    """A plan followed up at a date. Immutable; made by Plan.follow_up().

    >>> review.summary.risks.open, review.summary.risks.reduced
    (6, 2)
    >>> review.risks["5.2"].movement
    'decreased'
    >>> str(review.indicators["2.2.c"].latest.period), review.indicators["2.2.c"].latest.value
    ('2020-06', 43.0)
    >>> review.to_json() == review.to_json(lang="sv")     # the plan's own language
    True
    """

    __slots__ = ("_cache", "_shown")

    def __init__(self) -> None:
        raise TypeError("a FollowUp is made by Plan.follow_up()")

    @classmethod
    def _of_handle(cls, handle):
        made = cls.__new__(cls)
        made._own(handle, lib.tertial_follow_up_free)
        made._cache, made._shown = {}, weakref.WeakValueDictionary()
        return made

    def _once(self, name, make):
        if name not in self._cache:
            self._cache[name] = make()
        return self._cache[name]

    def _lines(self, name, count, read):
        # Lines hold the follow-up, so it must not hold them: it would be freed only when somebody looks for cycles.
        lines = self._shown.get(name)
        if lines is None:
            self._shown[name] = lines = Lines(self, count, read, f"tertial_follow_up_find_{name[:-1]}", name)
        return lines

    @property
    def _info(self):
        def read():
            info = record(c.FollowUpInfo)
            call("tertial_follow_up_get", self, ctypes.byref(info))
            return info

        return self._once("info", read)

    @property
    def as_of(self) -> datetime.date:
        """The date of the follow-up."""
        return day_of(self._info.as_of)

    @property
    def previous(self) -> typing.Optional[datetime.date]:
        """The follow-up it is compared with; None: nothing."""
        return day_of(self._info.previous)

    @property
    def known_at(self) -> typing.Optional[datetime.date]:
        """What was on record by then is told; None: all of it."""
        return day_of(self._info.known_at)

    @property
    def period(self) -> typing.Optional[Period]:
        """The period that ends on the date; None: none of the plan's."""
        return period_of(self._info.period)

    @property
    def summary(self) -> Summary:
        """Everything counted."""
        return self._once("summary", self._read_summary)

    def _read_summary(self):
        out = record(c.Summary)
        call("tertial_follow_up_summary", self, ctypes.byref(out))
        names = self._levels()
        by_level = {names[rank]: out.by_level[rank] for rank in range(len(names) - 1, -1, -1)}
        actions = {status: out.actions[i] for i, status in enumerate(all_words(ACTION_STATUS))}
        actions["unreported"] = out.actions_unreported
        return Summary(
            RiskSummary(
                by_level,
                out.open,
                out.closed,
                {movement: out.movement[i] for i, movement in enumerate(all_words(MOVEMENT))},
                out.reduced,
            ),
            actions,
            {name: getattr(out, f"indicators_{name}") for name in all_words(AVAILABILITY)},
            {name: getattr(out, f"targets_{name}") for name in all_words(TARGET_STATUS)},
            {name: out.findings[i] for i, name in enumerate(all_words(FINDING_SEVERITY))},
        )

    def _levels(self):
        """Ids of the levels by number of their band."""
        out = c.String()
        names, number = ["unclassified"], 1
        while number <= 15:
            try:
                call("tertial_follow_up_level", self, number, ctypes.byref(out))
            except LookupError:
                break
            names.append(string(out))
            number += 1
        return names

    @property
    def risks(self) -> Lines[RiskLine]:
        """The risk lines; those closed before the previous follow-up have closed_before set."""
        return self._lines("risks", self._info.risk_count, self._risk)

    @property
    def actions(self) -> Lines[ActionLine]:
        """The action lines."""
        return self._lines("actions", self._info.action_count, self._action)

    @property
    def indicators(self) -> Lines[IndicatorLine]:
        """The indicator lines."""
        return self._lines("indicators", self._info.indicator_count, self._indicator)

    @property
    def self_checks(self) -> tuple[SelfCheckLine, ...]:
        """The self-checks known at the follow-up."""
        return self._once(
            "self_checks", lambda: tuple(self._self_check(i) for i in range(self._info.self_check_count))
        )

    @property
    def findings(self) -> Findings:
        """What does not hold together at the date."""

        out = ctypes.POINTER(c.FindingsHandle)()
        call("tertial_follow_up_findings", self, ctypes.byref(out))
        return Findings(self, out, word(LANGUAGE, self._info.language), self._once("findings", list))

    def _risk(self, index):
        out = record(c.RiskLine)
        call("tertial_follow_up_risk", self, index, ctypes.byref(out))
        return RiskLine(
            string(out.id),
            string(out.title),
            string(out.level_id),
            _whole(out.score),
            out.likelihood or None,
            out.severity or None,
            string(out.previous_level_id) or None,
            word(MOVEMENT, out.movement),
            day_of(out.assessed),
            day_of(out.closed),
            bool(out.closed_before),
        )

    def _action(self, index):
        out, part = record(c.ActionLine), record(c.ActivityLine)
        call("tertial_follow_up_action", self, index, ctypes.byref(out))
        activities = []
        for i in range(out.activity_count):
            call("tertial_follow_up_activity", self, index, i, ctypes.byref(part))
            activities.append(
                ActivityLine(
                    string(part.id),
                    string(part.title),
                    word(ACTION_STATUS, part.derived),
                    string(part.why),
                    bool(part.overdue),
                    _whole(part.held),
                    _whole(part.due),
                    _whole(part.of),
                )
            )
        return ActionLine(
            string(out.id),
            string(out.title),
            string(out.responsible),
            word(ACTION_STATUS, out.status),
            word(ACTION_STATUS, out.reported),
            day_of(out.reported_on),
            bool(out.unreported),
            word(ACTION_STATUS, out.derived),
            string(out.why),
            tuple(activities),
        )

    def _indicator(self, index):
        out = record(c.IndicatorLine)
        call("tertial_follow_up_indicator", self, index, ctypes.byref(out))
        period, count = ctypes.c_uint32(), out.observation_count
        breaks = []
        for i in range(out.break_count):
            call("tertial_follow_up_break", self, index, i, ctypes.byref(period))
            breaks.append(Period._of_code(period.value))
        return IndicatorLine(
            string(out.id),
            string(out.title),
            word(INDICATOR_KIND, out.kind),
            string(out.unit),
            word(DIRECTION, out.direction),
            word(AVAILABILITY, out.availability),
            _figure(out.latest),
            _figure(out.previous),
            _number(out.baseline),
            period_of(out.baseline_period),
            _number(out.from_baseline),
            word(NO_CHANGE, out.from_baseline_reason),
            _number(out.from_previous),
            word(NO_CHANGE, out.from_previous_reason),
            tuple(self._like_for_like(index, i) for i in range(out.like_for_like_count)),
            tuple(self._target(index, i) for i in range(out.target_count)),
            tuple(self._rollup(index, i) for i in range(out.rollup_count)),
            tuple(breaks),
            out.stale,
            lambda: read_observations("tertial_follow_up_observations", self, index, count, self._definitions(index)),
        )

    def _definitions(self, index):
        out, names = c.String(), []
        while True:
            try:
                call("tertial_follow_up_definition", self, index, len(names), ctypes.byref(out))
            except LookupError:
                return tuple(names)
            names.append(string(out))

    def _like_for_like(self, indicator, index):
        out = record(c.LikeForLike)
        call("tertial_follow_up_like_for_like", self, indicator, index, ctypes.byref(out))
        return LikeForLike(
            string(out.definition),
            Period._of_code(out.from_period),
            getattr(out, "from"),
            Period._of_code(out.to_period),
            out.to,
            out.change,
        )

    def _target(self, indicator, index):
        out = record(c.TargetLine)
        call("tertial_follow_up_target", self, indicator, index, ctypes.byref(out))
        return TargetLine(
            out.year,
            string(out.set_by),
            _number(out.value),
            _number(getattr(out, "from")),
            _number(out.to),
            {2: "increase", 3: "decrease"}.get(out.aim),
            string(out.undecided) if out.aim == 4 else None,
            word(TARGET_STATUS, out.status),
            word(JUDGED_ON, out.judged_on),
            _number(out.judged),
            _number(out.compared_with),
            _number(out.year_to_date),
            _number(out.forecast),
            _number(out.pace_needed),
            out.periods_observed,
            out.periods_in_year,
        )

    def _rollup(self, indicator, index):
        out = c.Rollup()
        call("tertial_follow_up_rollup", self, indicator, index, ctypes.byref(out))
        period = Period._of_code(out.period)
        return RollUp(period, _number(out.value), out.based_on, out.of, bool(out.marks & 1), bool(out.marks & 2))

    def _self_check(self, index):
        out, result, group = record(c.SelfCheckLine), c.SelfCheckResult(), c.SelfCheckGroup()
        call("tertial_follow_up_self_check", self, index, ctypes.byref(out))
        results, breakdowns = [], {}
        for i in range(out.result_count):
            call("tertial_follow_up_self_check_result", self, index, i, ctypes.byref(result))
            results.append((string(result.title), _number(result.numerator), _number(result.share)))
        for i in range(out.group_count):
            call("tertial_follow_up_self_check_group", self, index, i, ctypes.byref(group))
            breakdowns.setdefault(string(group.by), {})[string(group.group)] = group.count
        return SelfCheckLine(
            string(out.id),
            period_of(out.period),
            string(out.title),
            _number(out.sample),
            tuple(results),
            breakdowns,
        )

    # As a whole ---------------------------------------------------------------------------------------------------

    def to_json(self, lang: typing.Optional[str] = None) -> str:
        """The follow-up document. `lang` is that of messages and reasons: "sv", "en", or that of the plan."""
        return make_text("tertial_follow_up_json", self, language(lang)).decode()

    def to_markdown(self, lang: typing.Optional[str] = None) -> str:
        """A report in Markdown."""
        return make_text("tertial_follow_up_markdown", self, language(lang)).decode()

    def to_html(self, lang: typing.Optional[str] = None) -> str:
        """A report as one HTML file that needs nothing but itself."""
        return make_text("tertial_follow_up_html", self, language(lang)).decode()

    def to_csv(self, table: typing.Optional[str] = None, lang: typing.Optional[str] = None) -> str:
        """One table as CSV - "risks", "actions", "indicators", ... - or all of them."""
        number = c.TABLE_ALL if table is None else number_of(TABLE, table, "table")
        return make_text("tertial_follow_up_csv", self, number, language(lang)).decode()

    def to_kpi_csv(self) -> str:
        """The file that planning systems import key figures from."""
        return make_text("tertial_follow_up_kpi_csv", self).decode()

    def to_xlsx(self, lang: typing.Optional[str] = None) -> bytes:
        """The bytes of an Excel workbook."""
        return make_text("tertial_follow_up_xlsx", self, language(lang))

    def sentences(self, lang: typing.Optional[str] = None) -> list[str]:
        """The sentences that a board reads first."""
        return make_text("tertial_follow_up_sentences", self, language(lang)).decode().splitlines()

    def save(self, path: Path, lang: typing.Optional[str] = None) -> None:
        """Writes a report; its kind is that of the file's name: .html, .md, .json, .csv or .xlsx."""
        kinds = {
            ".html": self.to_html,
            ".md": self.to_markdown,
            ".json": self.to_json,
            ".csv": lambda lang: self.to_csv(lang=lang),
            ".xlsx": self.to_xlsx,
        }
        suffix = os.path.splitext(os.fspath(path))[1].lower()
        if suffix not in kinds:
            raise ValueError(f"{os.fspath(path)!r} ends in none of {', '.join(kinds)}")
        content = kinds[suffix](lang)
        replace_file(path, content.encode() if isinstance(content, str) else content)

    def table(self, name: str, lang: typing.Optional[str] = None) -> Table:
        """One table as columns: "risks", "actions", "indicators", "observations", "targets", "rollups", "self_checks",
        "findings".

        >>> review.table("risks")["movement"][:2]
        ['unchanged', 'closed']
        """
        return Table(self, name, lang)

    def to_pandas(self, table: str = "risks", lang: typing.Optional[str] = None) -> pandas.DataFrame:
        """One table as a DataFrame."""
        return self.table(table, lang).to_pandas()

    def __repr__(self) -> str:
        risks = self.summary.risks
        return f"<FollowUp {self.as_of}: {risks.open} open, {risks.closed} closed, {risks.reduced} reduced>"

    def _repr_html_(self) -> str:
        import html

        sentences = "".join(f"<p>{html.escape(sentence)}</p>" for sentence in self.sentences())
        rows = "".join(
            f"<tr><td>{html.escape(risk.id)}</td><td>{html.escape(risk.title)}</td>"
            f"<td>{html.escape(risk.previous_level or '')}</td><td>{html.escape(risk.level)}</td>"
            f"<td>{risk.movement or 'closed before'}</td></tr>"
            for risk in self.risks
        )
        head = "<tr><th>id</th><th>risk</th><th>before</th><th>now</th><th>movement</th></tr>"
        return f"{sentences}<table>{head}{rows}</table>"


def html_index(reviews: typing.Mapping[str, FollowUp], title: str, lang: str = "sv") -> str:
    """One HTML page over many follow-ups, the worst first.

    Args:
        reviews: the follow-ups by the relative address of their page: {"unit-a.html": review, ...}.
    """
    keep = []
    entries = (c.IndexEntry * max(len(reviews), 1))()
    for entry, (file, review) in zip(entries, reviews.items()):
        keep.append(review)
        entry.review, entry.file = review._as_parameter_, lend(file, keep, "file")
    return make_text("tertial_html_index", entries, len(reviews), *utf8(title, "title"), language(lang)).decode()


def _number(value):
    return None if math.isnan(value) else value


def _whole(value):
    return None if value == c.NONE else value


def _figure(figure):
    if figure.period == c.NO_PERIOD:
        return None
    return Figure(
        Period._of_code(figure.period),
        _number(figure.value),
        word(OBSERVATION_STATUS, figure.status),
        _number(figure.numerator),
        _number(figure.denominator),
        string(figure.definition) or None,
    )
