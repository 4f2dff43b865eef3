"""The works in pandas: frames and series, groups by integer keys, joins by merge_asof."""

import io

import numpy as np
import pandas as pd
from contestant import (
    DAYS, FIRST_DAY, MONTH_ENDS, MONTHS, NO_DAY, NO_TIME, UNITS, contest, limit_checksums, millionths, rollup_checksums,
    share_checksums, weighed,
)  # fmt: skip

MONTH_OF_DAY = pd.Series(np.searchsorted(MONTH_ENDS, np.arange(FIRST_DAY, FIRST_DAY + DAYS + 366)).astype("u1"))


def months(days):
    """0 to 119 of days since 1970-01-01, 120 after them."""
    return pd.Series(MONTH_OF_DAY.to_numpy().take(days - FIRST_DAY))


def by_unit_and_month(counts, last=MONTHS):
    return counts.unstack(fill_value=0).reindex(index=range(UNITS), columns=range(last), fill_value=0)


class W1:
    BANDS = np.array([0, 1, 1, 1, 2, 2, 2, 0, 0, 3, 3, 3, 3, 0, 0, 0, 0], "u1")

    def __init__(self, columns):
        self.pairs = pd.DataFrame(columns)

    def run(self):
        self.band = pd.Series(self.BANDS.take(self.pairs.likelihood * self.pairs.severity))
        self.counts = self.band.value_counts().reindex(range(4), fill_value=0)

    def checksums(self):
        return [*map(int, self.counts), weighed(self.band)]


class W2:
    def __init__(self, columns):
        # A frame keeps each month as a column.
        self.numerator = pd.DataFrame(columns["numerator"].reshape(-1, 36).T.copy().T)
        self.denominator = pd.DataFrame(columns["denominator"].reshape(-1, 36).T.copy().T)

    def run(self):
        paired = self.numerator.where(self.denominator.notna())
        below = self.denominator.where(self.numerator.notna())
        periods = [slice(4 * i, 4 * i + 4) for i in range(9)] + [slice(12 * i, 12 * i + 12) for i in range(3)]
        total, mean, last, ratio = {}, {}, {}, {}
        for at, period in enumerate(periods):
            numerator = self.numerator.iloc[:, period]
            total[at] = numerator.sum(axis=1, min_count=1)
            mean[at] = total[at] / numerator.count(axis=1)
            there = numerator.iloc[:, -1]
            for month in range(numerator.shape[1] - 2, -1, -1):
                there = there.fillna(numerator.iloc[:, month])
            last[at] = there
            ratio[at] = paired.iloc[:, period].sum(axis=1) / below.iloc[:, period].sum(axis=1, min_count=1)
        self.results = [pd.DataFrame(result, copy=False) for result in (total, mean, last, ratio)]

    def checksums(self):
        return rollup_checksums(*(result.to_numpy() for result in self.results))


class W3:
    def __init__(self, columns):
        self.episodes = pd.DataFrame({name: columns[name] for name in ("start", "end", "unit")})

    def run(self):
        episodes = self.episodes
        ends = months(episodes.end.where(episodes.end != NO_DAY, MONTH_ENDS[-1] + 1))
        begins, late = months(episodes.start), np.minimum(months(episodes.start + 184), ends)
        begun, grown, ended = (
            by_unit_and_month(episodes.groupby(["unit", month.rename("month")]).size(), MONTHS + 1)
            for month in (begins, late, ends)
        )
        self.ongoing = (begun - ended).cumsum(axis=1).iloc[:, :MONTHS]
        self.long_ones = (grown - ended).cumsum(axis=1).iloc[:, :MONTHS]

    def checksums(self):
        return share_checksums(self.ongoing, self.long_ones)


class W4:
    def __init__(self, columns):
        self.reports = pd.DataFrame({name: columns[name] for name in ("reported", "assessed", "unit")})

    def run(self):
        reports = self.reports
        in_time = (reports.assessed - reports.reported <= 86400) & (reports.assessed != NO_TIME)
        month = months(reports.reported // 86400).rename("month")
        groups = in_time.groupby([reports.unit, month])
        self.reported = by_unit_and_month(groups.size())
        self.in_time = by_unit_and_month(groups.sum())

    def checksums(self):
        return share_checksums(self.reported, self.in_time)


class W5:
    def __init__(self, columns):
        self.episodes = pd.DataFrame(columns)

    def run(self):
        episodes = self.episodes
        ended = episodes[(episodes.end != NO_DAY) & (episodes.end <= FIRST_DAY + DAYS - 1 - 365)]
        ended = ended[["person", "end", "unit"]].sort_values("end")
        starts = episodes[["person", "start"]].sort_values("start")
        found = pd.merge_asof(
            ended, starts, left_on="end", right_on="start", by="person", direction="forward", tolerance=365,
            allow_exact_matches=False,
        )  # fmt: skip
        groups = found.start.isna().groupby([found.unit, months(found.end).rename("month")])
        self.ended = by_unit_and_month(groups.size())
        self.without = by_unit_and_month(groups.sum())

    def checksums(self):
        return share_checksums(self.ended, self.without)


class W6:
    def __init__(self, columns):
        self.unit = pd.Series(columns["unit"])
        self.contacts = pd.DataFrame({name: columns[name] for name in ("person", "day")})

    def run(self):
        frequent = []
        for end in MONTH_ENDS[-12:]:
            inside = self.contacts.day.between(end - 364, end)
            contacts = self.contacts.person[inside].value_counts(sort=False)
            frequent.append(self.unit.take(contacts.index[contacts >= 4]).value_counts())
        self.frequent = pd.concat(frequent, axis=1).reindex(range(UNITS)).fillna(0)
        self.persons = self.unit.value_counts().reindex(range(UNITS), fill_value=0)

    def checksums(self):
        return [weighed(self.frequent), millionths(self.frequent.div(self.persons.where(self.persons > 0), axis=0))]


class W7:
    def __init__(self, columns):
        self.value = pd.DataFrame(columns["value"].reshape(-1, 36).T.copy().T)

    def run(self):
        value = self.value
        moves = value.diff(axis=1)
        mean, moving = value.mean(axis=1), moves.abs().iloc[:, 1:].mean(axis=1)
        lower, upper = mean - 2.66 * moving, mean + 2.66 * moving
        outside = value.lt(lower, axis=0) | value.gt(upper, axis=0)

        def in_run(held, points):
            result = held
            for back in range(1, points):
                result = result & held.shift(back, axis=1, fill_value=False)
            return result

        shifted = in_run(value.gt(mean, axis=0), 8) | in_run(value.lt(mean, axis=0), 8)
        moved = in_run(moves > 0, 5) | in_run(moves < 0, 5)
        self.results = mean, moving, lower, upper
        self.flags = outside.astype("u1") + shifted.astype("u1") * 2 + moved.astype("u1") * 4

    def checksums(self):
        return limit_checksums(*self.results, self.flags)


class W8:
    def __init__(self, columns):
        self.text = columns["rows"].read_bytes()

    def run(self):
        self.rows = pd.read_csv(
            io.BytesIO(self.text), sep=";", decimal=",", header=None, names=["unit", "month", "numerator", "denominator"],
            dtype={"unit": "u2", "month": "category", "numerator": "f8", "denominator": "f8"}, na_values=["u.s."],
            keep_default_na=False, engine="c",
        )  # fmt: skip

    def checksums(self):
        rows = self.rows
        month = rows.month.cat.categories.str.replace("-", "").astype(int).to_numpy()
        return [
            len(rows),
            int(rows.unit.sum()),
            int(month.take(rows.month.cat.codes).sum()),
            int((4 * rows.numerator).sum()),
            int(rows.denominator.sum()),
            int(rows.numerator.isna().sum() + rows.denominator.isna().sum()),
        ]


if __name__ == "__main__":
    contest("pandas", {"W1": W1, "W2": W2, "W3": W3, "W4": W4, "W5": W5, "W6": W6, "W7": W7, "W8": W8})
