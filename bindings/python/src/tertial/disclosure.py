"""Disclosure control: which counts of a table are hidden so that nobody can work the small ones out."""

from __future__ import annotations

import array
import ctypes
import dataclasses
import typing

from . import _interface as c
from ._arrays import address, numpy, shaped
from ._errors import ArgumentError
from ._library import call, record
from ._types import Array

REASONS = ("shown", "small_count", "small_complement", "secondary", "left_out")


@dataclasses.dataclass(frozen=True)
class Protected:
    """A table as it may leave. Columns and rows have the totals last.

    Attributes:
        counts: int64, a row for each row of the table and one for the totals; -1 where a cell is hidden or left out.
        reasons: uint8, for each cell the place of its reason in tertial.disclosure.REASONS.
    """

    counts: Array
    reasons: Array

    def reason(self, row: int, column: int) -> str:
        """Why a cell is hidden, or "shown"."""
        return REASONS[self.reasons[row, column]]


def protect(
    counts: typing.Any,
    *others: typing.Any,
    threshold: int = 5,
    hide_zeros: bool = False,
    min_width: int = 0,
    show_complements: bool = False,
    keep_totals: bool = False,
    part_of: typing.Optional[typing.Sequence[typing.Optional[int]]] = None,
    row_totals: bool = True,
    column_totals: bool = True,
    grand_total: bool = True,
) -> Protected:
    """Hides the small counts of a table, and others so that they cannot be worked out from totals.

    >>> made = protect([[3, 20, 11], [30, 40, 50], [12, 17, 9]])
    >>> made.reason(0, 0), made.counts[0, 0], made.counts[3, 3]
    ('small_count', -1, 192)
    >>> [made.reason(row, column) for row in range(4) for column in range(4)].count("secondary")
    3

    Args:
        counts: rows of counts, without totals.
        others: further tables whose cells are hidden together with those of the first: those not in time, beside those
            in time. The whole must then leave with the same cells hidden.
        threshold: counts of 1 to threshold - 1 are small.
        part_of: for each column with its subtotals the number of the subtotal that it adds to, or None; rows of counts
            have no subtotals.
        row_totals, column_totals, grand_total: which of these are published.

    Raises:
        DisclosureError: no way of publishing the table keeps the small counts in.
    """
    layers = [_rows(layer) for layer in (counts, *others)]
    rows, leaves = layers[0][0], layers[0][1]
    if any(layer[:2] != (rows, leaves) for layer in layers):
        raise ArgumentError("argument", "others", "are of another shape than the first table")
    table, keep = _table(rows, leaves, part_of, row_totals, column_totals, grand_total)
    columns = table.column_count
    table.layer_count = len(layers)
    given = array.array("q", [count for layer in layers for count in layer[2]])
    table.counts = address(given)
    policy = record(c.DisclosurePolicy)
    policy.threshold, policy.hide_zeros, policy.min_width = int(threshold), bool(hide_zeros), int(min_width)
    policy.show_complements, policy.keep_totals = bool(show_complements), bool(keep_totals)
    cells = (rows + 1) * (columns + 1)
    reasons = array.array("B", bytes(cells))
    call("tertial_counts_protect", ctypes.byref(table), ctypes.byref(policy), address(reasons), cells)
    told = array.array("q", _with_totals(layers[0][2], rows, columns, keep[0]))
    for cell in range(cells):
        if reasons[cell]:
            told[cell] = -1
    return Protected(_matrix(told, rows + 1, columns + 1), _matrix(reasons, rows + 1, columns + 1))


def audit(
    published: typing.Any,
    *,
    part_of: typing.Optional[typing.Sequence[typing.Optional[int]]] = None,
    row_totals: bool = True,
    column_totals: bool = True,
    grand_total: bool = True,
) -> tuple[Array, Array]:
    """What others can work out of a published table: for each cell the lowest and the highest count it can have.

    >>> low, high = audit([[-1, -1, 9], [-1, -1, 9], [9, 9, 18]])
    >>> low[0, 0], high[0, 0]
    (0, 9)

    Args:
        published: rows of counts with the totals last; -1 where a count is hidden, or its margin not published.

    Returns:
        Two matrices; -1 as the highest where nothing bounds it.
    """
    rows, columns, cells = _rows(published)
    if rows < 2 or columns < 2:
        raise ArgumentError("argument", "published", "has no totals: these are the last row and the last column")
    table, _ = _table(rows - 1, columns - 1, part_of, row_totals, column_totals, grand_total, with_subtotals=True)
    table.layer_count = 1
    given = array.array("q", cells)
    low, high = array.array("q", bytes(8 * len(given))), array.array("q", bytes(8 * len(given)))
    call("tertial_counts_audit", ctypes.byref(table), address(given), address(low), address(high), len(given))
    return _matrix(low, rows, columns), _matrix(high, rows, columns)


def _rows(table):
    """(rows, columns, the counts one after the other)"""
    rows = [[int(count) for count in row] for row in table]
    if not rows or any(len(row) != len(rows[0]) for row in rows):
        raise ArgumentError("argument", "counts", "rows of counts are expected, all of the same length")
    return len(rows), len(rows[0]), [count for row in rows for count in row]


def _table(rows, columns, part_of, row_totals, column_totals, grand_total, with_subtotals=False):
    """The struct, and what it borrows: for each column with subtotals what it is part of."""
    parts = [-1] * columns if part_of is None else [-1 if part is None else int(part) for part in part_of]
    leaves = [i for i in range(len(parts)) if i not in parts]
    if len(parts if with_subtotals else leaves) != columns:
        raise ArgumentError("argument", "part_of", f"does not fit a table of {columns} columns")
    table = record(c.CountTable)
    table.row_count, table.column_count = rows, len(parts)
    column = array.array("i", parts)
    table.part_of = address(column)
    table.without_row_totals, table.without_column_totals = not row_totals, not column_totals
    table.without_grand_total = not grand_total
    keep = (parts, column)
    table._keep = keep
    return table, keep


def _with_totals(counts, rows, columns, parts):
    """The counts with their subtotals and totals, row by row."""
    leaves = [i for i in range(columns) if i not in parts]
    width = len(leaves)
    told = [[0] * (columns + 1) for _ in range(rows + 1)]
    for row in range(rows):
        for place, leaf in enumerate(leaves):
            count = counts[row * width + place]
            for into in (told[row], told[rows]):
                column = leaf
                while column != -1:
                    into[column] += count
                    column = parts[column]
                into[columns] += count
    return [count for row in told for count in row]


def _matrix(column, rows, columns):
    """A column as a matrix: of numpy where it is there."""
    if numpy is not None:
        return numpy.frombuffer(column, column.typecode).reshape(rows, columns)
    return shaped(column, (rows, columns))
