"""The works in numpy: whole arrays at a time, tables for what repeats, counting by bincount."""

import numpy as np
from contestant import (
    DAYS, FIRST_DAY, MONTH_ENDS, MONTHS, NO_DAY, UNITS, contest, limit_checksums, millionths, rollup_checksums,
    share_checksums, weighed,
)  # fmt: skip

# The month of each day from the first, and 120 for a year beyond the last.
MONTH_OF_DAY = np.searchsorted(MONTH_ENDS, np.arange(FIRST_DAY, FIRST_DAY + DAYS + 366))


class W1:
    def __init__(self, columns):
        self.likelihood, self.severity = columns["likelihood"], columns["severity"]
        self.band, self.product, self.part = (np.empty_like(self.likelihood) for _ in range(3))

    def run(self):
        # Bytes wrap round, so one comparison says whether a product lies in a band.
        product, part, band = self.product, self.part, self.band
        np.multiply(self.likelihood, self.severity, out=product)
        counts = []
        band.fill(0)
        for level, (low, size) in enumerate(((1, 3), (4, 3), (9, 4)), start=1):
            np.subtract(product, np.uint8(low), out=part)
            inside = np.less(part, np.uint8(size), out=part.view(bool))
            counts.append(int(np.count_nonzero(inside)))
            np.multiply(part, np.uint8(level), out=part)
            np.add(band, part, out=band)
        self.counts = [band.size - sum(counts), *counts]

    def checksums(self):
        return [*self.counts, weighed(self.band)]


class W2:
    def __init__(self, columns):
        # Months are kept in columns of their own, which suits numpy best.
        self.numerator = np.ascontiguousarray(columns["numerator"].reshape(-1, 36).T)
        self.denominator = np.ascontiguousarray(columns["denominator"].reshape(-1, 36).T)
        size = self.numerator.shape[1]
        self.total, self.mean, self.last, self.ratio = (np.empty((12, size)) for _ in range(4))

    def run(self):
        size = self.numerator.shape[1]
        present, both = (np.zeros((12, size), "u1") for _ in range(2))
        total, last = self.total, self.last
        upper, lower = np.zeros((12, size)), np.zeros((12, size))
        total.fill(0)
        last.fill(np.nan)
        for month in range(36):
            numerator, denominator = self.numerator[month], self.denominator[month]
            period = month // 4
            there = numerator == numerator
            pair = there & (denominator == denominator)
            present[period] += there.view("u1")
            both[period] += pair.view("u1")
            np.copyto(last[period], numerator, where=there)
            np.add(total[period], numerator, out=total[period], where=there)
            np.add(upper[period], numerator, out=upper[period], where=pair)
            np.add(lower[period], denominator, out=lower[period], where=pair)
        for year in range(3):
            tertials = slice(3 * year, 3 * year + 3)
            for sums in (present, both, total, upper, lower):
                np.sum(sums[tertials], axis=0, out=sums[9 + year])
            for tertial in range(3 * year, 3 * year + 3):
                np.copyto(last[9 + year], last[tertial], where=present[tertial] != 0)
        with np.errstate(invalid="ignore"):
            np.divide(total, present, out=self.mean)
            np.divide(upper, lower, out=self.ratio)
        total[present == 0] = np.nan

    def checksums(self):
        return rollup_checksums(self.total.T, self.mean.T, self.last.T, self.ratio.T)


class W3:
    def __init__(self, columns):
        self.start, self.end, self.unit = columns["start"], columns["end"], columns["unit"]

    def run(self):
        row = MONTHS + 1
        unit = self.unit.astype("i8") * row
        begins = MONTH_OF_DAY.take(self.start - FIRST_DAY)
        late = MONTH_OF_DAY.take(self.start - (FIRST_DAY - 184))
        # Open ones, whose end is the least of its type, wrap round to beyond the table, and its last month is 120.
        ends = MONTH_OF_DAY.take((self.end - np.int32(FIRST_DAY)), mode="clip")
        np.minimum(late, ends, out=late)
        size = UNITS * row
        changes = [np.bincount(unit + month, minlength=size).reshape(UNITS, row) for month in (begins, late, ends)]
        self.ongoing = np.cumsum(changes[0] - changes[2], axis=1)[:, :MONTHS]
        self.long_ones = np.cumsum(changes[1] - changes[2], axis=1)[:, :MONTHS]

    def checksums(self):
        return share_checksums(self.ongoing, self.long_ones)


class W4:
    def __init__(self, columns):
        self.reported, self.assessed, self.unit = columns["reported"], columns["assessed"], columns["unit"]

    def run(self):
        day = self.reported // 86400
        day -= FIRST_DAY
        key = MONTH_OF_DAY.take(day)
        key += self.unit * np.int32(MONTHS)
        # A missing time, the least of its type, is before any report.
        taken = self.assessed - self.reported
        key *= 2
        key += taken.view("u8") <= 86400
        counts = np.bincount(key, minlength=2 * UNITS * MONTHS).reshape(-1, 2)
        self.in_time = counts[:, 1]
        self.reports = counts.sum(axis=1)

    def checksums(self):
        return share_checksums(self.reports, self.in_time)


class W5:
    def __init__(self, columns):
        self.person, self.start, self.end, self.unit = (columns[name] for name in ("person", "start", "end", "unit"))

    def run(self):
        # Sorting by 16 bits at a time is numpy's radix sort.
        order = np.argsort(self.person.astype("u2"), kind="stable")
        order = order.take(np.argsort((self.person >> 16).astype("u2").take(order), kind="stable"))
        person, start, end, unit = (column.take(order) for column in (self.person, self.start, self.end, self.unit))
        counts = (end != NO_DAY) & (end <= FIRST_DAY + DAYS - 1 - 365)
        again = np.zeros(person.size, bool)
        # Each is held against the next of the same person, then against the one after that, and so on.
        first = np.flatnonzero(person[1:] == person[:-1])
        step = 1
        while first.size:
            second = first + step
            for one, other in ((first, second), (second, first)):
                after = start.take(other) - end.take(one)
                again[one[(after - 1).view("u4") < 365]] = True
            step += 1
            first = first[first < person.size - step]
            first = first[person.take(first) == person.take(first + step)]
        chosen = np.flatnonzero(counts)
        key = unit.take(chosen) * np.int32(MONTHS) + MONTH_OF_DAY.take(end.take(chosen) - FIRST_DAY)
        both = np.bincount(key * 2 + again.take(chosen), minlength=2 * UNITS * MONTHS).reshape(-1, 2)
        self.without = both[:, 0]
        self.ended = both.sum(axis=1)

    def checksums(self):
        return share_checksums(self.ended, self.without)


class W6:
    def __init__(self, columns):
        self.unit, self.person, self.day = columns["unit"], columns["person"], columns["day"]

    def run(self):
        # Contacts are counted by person and the stretch between two days on which a window begins or ends.
        ends = MONTH_ENDS[-12:]
        edges = np.unique(np.concatenate([ends - 364, ends + 1]))
        stretch_of_day = np.searchsorted(edges, np.arange(edges[0], edges[-1]), side="right") - 1
        inside = np.flatnonzero((self.day >= edges[0]) & (self.day < edges[-1]))
        stretches = edges.size - 1
        key = stretch_of_day.take(self.day.take(inside) - edges[0])
        key += self.person.take(inside).astype("i8") * stretches
        counts = np.bincount(key, minlength=self.unit.size * stretches).astype("u2").reshape(-1, stretches)
        by_stretch = np.ascontiguousarray(counts.T)
        first, after = np.searchsorted(edges, ends - 364), np.searchsorted(edges, ends + 1)
        self.frequent = np.empty((UNITS, 12), "i8")
        for i in range(12):
            enough = by_stretch[first[i] : after[i]].sum(axis=0, dtype="u2") >= 4
            self.frequent[:, i] = np.bincount(self.unit[enough], minlength=UNITS)
        self.persons = np.bincount(self.unit, minlength=UNITS)

    def checksums(self):
        there = self.persons != 0
        return [weighed(self.frequent), millionths(self.frequent[there] / self.persons[there, None])]


class W7:
    def __init__(self, columns):
        self.value = np.ascontiguousarray(columns["value"].reshape(-1, 36).T)  # points in columns of their own

    def run(self):
        value = self.value
        mean = value.sum(axis=0)
        mean /= 36
        moves = np.diff(value, axis=0)
        moving = np.abs(moves).sum(axis=0)
        moving /= 35
        spread = 2.66 * moving
        lower, upper = mean - spread, mean + spread
        flags = ((value < lower) | (value > upper)).view("u1")
        for sides, run, flag in (((value > mean, value < mean), 8, 2), ((moves > 0, moves < 0), 5, 4)):
            for side in sides:
                # A run of 2, of 4 and so on, each from two that overlap.
                have = 1
                while have < run:
                    more = min(have, run - have)
                    side = side[more:] & side[:-more]
                    have += more
                flags[len(value) - len(side) :] |= side.view("u1") * np.uint8(flag)
        self.mean, self.moving, self.lower, self.upper, self.flags = mean, moving, lower, upper, flags

    def checksums(self):
        return limit_checksums(self.mean, self.moving, self.lower, self.upper, self.flags.T)


if __name__ == "__main__":
    contest("numpy", {"W1": W1, "W2": W2, "W3": W3, "W4": W4, "W5": W5, "W6": W6, "W7": W7})
