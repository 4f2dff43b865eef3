"""Risk matrices on their own: what level a likelihood and a severity make, for one pair or for millions."""

from __future__ import annotations

import ctypes
import html
import typing

from . import _interface as c
from ._arrays import address, empty, fits, shape_of, shaped, size_of, steps_column
from ._errors import ArgumentError
from ._handle import Handle
from ._library import call, lend, lib, record, string, whole
from ._types import Array, Column
from .findings import Findings

_SCORES = ("product", "sum", "table")
_UNCOVERED = ("report", "next_worse")


class Band(typing.NamedTuple):
    """The scores `start` to `end`, both included, have the level with this id and label."""

    level: str
    start: int
    end: int
    label: str = ""


class RiskMatrix(Handle):
    """Two scales, a rule that scores each cell, and bands of scores.

    >>> matrix = RiskMatrix(likelihood=4, severity=4, score="product",
    ...                     bands=[("green", 1, 3), ("yellow", 4, 6), ("red", 9, 12)])
    >>> matrix.level(2, 3)
    'yellow'
    >>> matrix.level(2, 4) is None          # 8 lies between the bands
    True
    >>> [finding.data["score"] for finding in matrix.findings.where(code="matrix-uncovered-score")]
    [8, 16]
    >>> bytes(matrix.classify(bytes([1, 2, 4, 0]), bytes([1, 3, 3, 1])))
    b'\\x01\\x02\\x03\\x00'

    Args:
        likelihood: how many steps, or their labels, the mildest first.
        severity: the same.
        score: "product", "sum", or a table: a row of scores for each step of likelihood.
        bands: (level, from, to), (level, from, to, label) or Band each, in any order.
        uncovered: "report" - a score that no band covers is unclassified - or "next_worse".
    """

    __slots__ = ("_kept_findings", "_bands")

    def __init__(
        self,
        likelihood: typing.Union[int, typing.Iterable[str]],
        severity: typing.Union[int, typing.Iterable[str]],
        score: typing.Union[str, typing.Iterable[typing.Iterable[int]]] = "product",
        bands: typing.Iterable[typing.Union[Band, tuple[str, int, int], tuple[str, int, int, str]]] = (),
        uncovered: str = "report",
    ) -> None:
        keep = []
        options = record(c.MatrixOptions)
        options.likelihood, options.likelihood_labels = _scale(likelihood, "likelihood", keep)
        options.severity, options.severity_labels = _scale(severity, "severity", keep)
        if isinstance(score, str):
            options.score = _choose(score, _SCORES[:2], "score")
        else:
            options.score = 2
            rows = [[whole(cell, "score") for cell in row] for row in score]
            if len(rows) != options.likelihood or any(len(row) != options.severity for row in rows):
                needed = f"{options.likelihood} rows of {options.severity}"
                raise ArgumentError("argument", "score", f"is no table of {needed}")
            cells = [cell for row in rows for cell in row]
            table = (ctypes.c_int32 * len(cells))(*cells)
            keep.append(table)
            options.table = ctypes.addressof(table)
        options.uncovered = _choose(uncovered, _UNCOVERED, "uncovered")
        given = [band if isinstance(band, Band) else Band(*band) for band in bands]
        lent = (c.Band * max(len(given), 1))()
        for band, one in zip(given, lent):
            one.level, one.label = lend(band.level, keep, "level"), lend(band.label, keep, "label")
            setattr(one, "from", whole(band.start, "bands"))
            one.to = whole(band.end, "bands")
        options.bands, options.band_count = lent, len(given)
        handle = ctypes.POINTER(c.MatrixHandle)()
        call("tertial_matrix_new", ctypes.byref(options), ctypes.byref(handle))
        self._take(handle)

    @classmethod
    def _of_handle(cls, handle):
        made = cls.__new__(cls)
        made._take(handle)
        return made

    def _take(self, handle):
        self._own(handle, lib.tertial_matrix_free)
        self._kept_findings, self._bands = [], None

    def _info(self):
        info = record(c.MatrixInfo)
        call("tertial_matrix_get", self, ctypes.byref(info))
        return info

    @property
    def bands(self) -> tuple[Band, ...]:
        """The bands, the mildest first: number n of classify() is bands[n - 1]."""
        if self._bands is None:
            bands, one = [], c.Band()
            for number in range(1, self._info().band_count + 1):
                call("tertial_matrix_band", self, number, ctypes.byref(one))
                bands.append(Band(string(one.level), getattr(one, "from"), one.to, string(one.label)))
            self._bands = tuple(bands)
        return self._bands

    @property
    def likelihood(self) -> tuple[str, ...]:
        """The labels of the likelihood scale."""
        return self._labels(0, self._info().likelihood)

    @property
    def severity(self) -> tuple[str, ...]:
        """The labels of the severity scale."""
        return self._labels(1, self._info().severity)

    def _labels(self, of_severity, steps):
        out, labels = c.String(), []
        for step in range(1, steps + 1):
            call("tertial_matrix_label", self, of_severity, step, ctypes.byref(out))
            labels.append(string(out))
        return tuple(labels)

    @property
    def uncovered(self) -> str:
        """"report" or "next_worse"."""
        return _UNCOVERED[self._info().uncovered]

    @property
    def findings(self) -> Findings:
        """Scores that no band or two bands cover, and breaches of consistent colouring, with their cells."""
        out = ctypes.POINTER(c.FindingsHandle)()
        call("tertial_matrix_findings", self, ctypes.byref(out))
        return Findings(self, out, "en", self._kept_findings)

    def score(self, likelihood: int, severity: int) -> int:
        """The score of a cell."""
        out = ctypes.c_int32()
        steps = whole(likelihood, "likelihood"), whole(severity, "severity")
        call("tertial_matrix_score", self, *steps, ctypes.byref(out))
        return out.value

    def level(self, likelihood: typing.Optional[int], severity: typing.Optional[int]) -> typing.Optional[str]:
        """The level of a cell; None where it is unclassified, not stated (0 or None) or beyond the scales."""
        number = self.classify([likelihood], [severity])[0]
        return self.bands[number - 1].level if number else None

    def classify(self, likelihood: Column, severity: Column, out: typing.Optional[Array] = None) -> Array:
        """The numbers of the bands of many cells: 0 unclassified or missing, 1 the mildest band, ...

        Args:
            likelihood, severity: columns of steps, counted from 1. Arrays of uint8 are read where they lie, others
                are copied; a step that is missing or beyond a byte is as one that is not stated.
            out: a uint8 array for the answer; a new one where it is not given.
        """
        likelihoods, severities, shape, count = _cells(likelihood, severity)
        room = _room(out, "uint8", count)
        call("tertial_matrix_classify", self, address(likelihoods), address(severities), count, address(room), None)
        return shaped(room, shape) if out is None else out

    def count(self, likelihood: Column, severity: Column) -> dict[typing.Optional[str], int]:
        """How many of many cells are at each level, {"green": 3, ..., None: 1}; None are the unclassified."""
        likelihoods, severities, _, count = _cells(likelihood, severity)
        out, counts = empty("uint8", count), (ctypes.c_uint64 * 16)()
        call(
            "tertial_matrix_classify", self, address(likelihoods), address(severities), count, address(out),
            ctypes.addressof(counts),
        )  # fmt: skip
        told = {band.level: counts[number] for number, band in enumerate(self.bands, 1)}
        told[None] = counts[0]
        return told

    def __repr__(self) -> str:
        bands = ", ".join(f"{band.level} {band.start}-{band.end}" for band in self.bands)
        return f"<RiskMatrix {len(self.likelihood)} x {len(self.severity)}: {bands}>"

    def _repr_html_(self) -> str:
        severities = range(1, len(self.severity) + 1)
        head = "".join(f"<th>{html.escape(label)}</th>" for label in self.severity)
        rows = []
        for step in range(len(self.likelihood), 0, -1):
            cells = "".join(
                f"<td>{self.score(step, severity)} {html.escape(self.level(step, severity) or 'unclassified')}</td>"
                for severity in severities
            )
            rows.append(f"<tr><th>{html.escape(self.likelihood[step - 1])}</th>{cells}</tr>")
        return f"<table><tr><th>likelihood \\ severity</th>{head}</tr>{''.join(rows)}</table>"


def _scale(scale, what, keep):
    """Steps, and the labels as the library takes them."""
    if hasattr(scale, "__index__"):
        return whole(scale, what), None
    labels = list(scale)
    lent = (c.String * max(len(labels), 1))(*(lend(label, keep, what) for label in labels))
    keep.append(lent)
    return len(labels), lent


def _choose(word, words, what):
    if word not in words:
        raise ArgumentError("argument", what, f"is one of {', '.join(words)}; not {word!r}")
    return words.index(word)


def _room(out, kind, count):
    if out is None:
        return empty(kind, count)
    if not fits(out, kind) or size_of(out) != count:
        raise ArgumentError("argument", "out", f"is no contiguous column of {count} {kind}")
    if memoryview(out).readonly:
        raise ArgumentError("argument", "out", "is read-only")
    return out


def _cells(likelihood, severity):
    """(steps, steps, their shape, how many) of two columns that stand side by side."""
    likelihoods, count = steps_column(likelihood, "likelihood")
    severities, _ = steps_column(severity, "severity")
    shape, other = shape_of(likelihoods), shape_of(severities)
    if shape != other:
        told = " x ".join(map(str, shape)), " x ".join(map(str, other))
        raise ArgumentError("argument", "severity", f"has {told[1]} steps, likelihood has {told[0]}")
    return likelihoods, severities, shape, count
