"""Disclosure control from Python, against every table gone through."""

import itertools
import random
import unittest

import tertial
from support import needs_numpy, numpy


def totals(rows):
    rows = [[*row, sum(row)] for row in rows]
    return [*rows, [sum(column) for column in zip(*rows)]]


def intervals(published):
    """By going through all tables of 2 x 2 that agree with what is published."""
    width = len(published[0]) - 1
    most = published[-1][-1]
    low, high = {}, {}
    for cells in itertools.product(range(most + 1), repeat=width * (len(published) - 1)):
        full = totals([cells[i : i + width] for i in range(0, len(cells), width)])
        if all(shown in (-1, count) for there, row in zip(published, full) for shown, count in zip(there, row)):
            for i, row in enumerate(full):
                for j, count in enumerate(row):
                    low[i, j], high[i, j] = min(count, low.get((i, j), count)), max(count, high.get((i, j), count))
    return low, high


class Protect(unittest.TestCase):
    def test_what_leaves_tells_no_small_count(self):
        draw = random.Random(1)
        for _ in range(30):
            rows = [[draw.choice([0, 2, 3, 6, 20, 40]) for _ in range(4)] for _ in range(4)]
            try:
                made = tertial.protect(rows)
            except tertial.DisclosureError as refused:
                self.assertEqual(refused.code, "disclosure")
                continue
            low, high = tertial.audit(made.counts.tolist())
            full = totals(rows)
            for i, j in itertools.product(range(5), range(5)):
                if made.reason(i, j) == "shown":
                    self.assertEqual(made.counts[i, j], full[i][j])
                    self.assertFalse(1 <= full[i][j] <= 4)
                else:
                    self.assertEqual(made.counts[i, j], -1)
                    self.assertGreaterEqual(high[i, j] - low[i, j], 5)
                    self.assertLessEqual(low[i, j], full[i][j])
                    self.assertGreaterEqual(high[i, j], full[i][j])

    def test_the_audit_finds_what_going_through_all_tables_finds(self):
        draw = random.Random(2)
        for _ in range(30):
            full = totals([[draw.randrange(4) for _ in range(2)] for _ in range(2)])
            published = [[-1 if draw.random() < 0.5 else count for count in row] for row in full]
            published[-1][-1] = full[-1][-1]
            low, high = tertial.audit(published)
            lowest, highest = intervals(published)
            for cell, count in lowest.items():
                self.assertEqual((low[cell], high[cell]), (count, highest[cell]), published)

    def test_a_month_is_not_found_from_its_tertial(self):
        made = tertial.protect([[30, 2, 31, 35]], part_of=[4, 4, 4, 4, None], column_totals=False, grand_total=False)
        self.assertEqual(made.reason(0, 1), "small_count")
        hidden = [made.reason(0, column) for column in range(5)].count("secondary")
        self.assertGreaterEqual(hidden, 1)

    def test_layers_are_hidden_together(self):
        in_time, late = [[38, 41], [40, 39]], [[2, 9], [8, 7]]
        self.assertEqual(tertial.protect(in_time).reason(0, 0), "shown")
        self.assertEqual(tertial.protect(in_time, late).reason(0, 0), "small_count")

    def test_what_is_no_table_is_told(self):
        for counts in ([], [[1, 2], [3]], [[-1, 7]]):
            with self.assertRaises(tertial.ArgumentError):
                tertial.protect(counts)
        with self.assertRaisesRegex(tertial.ArgumentError, "threshold"):
            tertial.protect([[1, 2], [3, 4]], threshold=-1)
        with self.assertRaises(tertial.ArgumentError):
            tertial.protect([[1, 2]], [[1, 2, 3]])
        with self.assertRaises(tertial.ArgumentError):
            tertial.audit([[1, 1, 3], [1, 1, 2], [2, 2, 4]])

    @needs_numpy
    def test_arrays_of_numpy(self):
        made = tertial.protect(numpy.array([[3, 20, 11], [30, 40, 50], [12, 17, 9]]))
        self.assertEqual(made.counts.shape, (4, 4))


if __name__ == "__main__":
    unittest.main()
