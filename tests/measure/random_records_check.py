"""Every measure over random small sets of records, in random order, parts and merges, against a count by the book.

The book is this file: loops over periods, cells and records, with Python's dates. Sets are small and full of what goes
wrong: duplicates, open ends, ends before starts, leap days, returns on the same day, records outside the range, one
person in two units. The seed of each set is printed when it fails; --sets 15000 goes through 105,000 of them.
"""

import argparse
import calendar
import datetime
import fractions
import itertools
import os
import pathlib
import random
import sys

DAY = datetime.timedelta(days=1)
MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "year": 12}
EPOCH = datetime.date(1970, 1, 1)


def add_months(day, months):
    month = day.year * 12 + day.month - 1 + months
    year, month = divmod(month, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def after(day, length):
    amount, unit = length
    return day + amount * DAY if unit == "days" else add_months(day, amount)


def before(day, length):
    amount, unit = length
    return day - amount * DAY if unit == "days" else add_months(day, -amount)


def periods_from(granularity, around, count):
    """(name of the first, name of the last, [(first day, last day)])"""
    if granularity in MONTHS:
        months = MONTHS[granularity]
        first = datetime.date(around.year, (around.month - 1) // months * months + 1, 1)
        bounds = [(add_months(first, i * months), add_months(first, (i + 1) * months) - DAY) for i in range(count)]
    else:
        step = 7 if granularity == "week" else 1
        first = around - around.weekday() * DAY if granularity == "week" else around
        bounds = [(first + i * step * DAY, first + (i + 1) * step * DAY - DAY) for i in range(count)]
    return name_of(granularity, bounds[0][0]), name_of(granularity, bounds[-1][0]), bounds


def name_of(granularity, day):
    if granularity == "day":
        return day.isoformat()
    if granularity == "week":
        return "{}-W{:02}".format(*day.isocalendar()[:2])
    if granularity == "year":
        return str(day.year)
    if granularity == "month":
        return f"{day.year}-{day.month:02}"
    letter = {"quarter": "Q", "tertial": "T", "half_year": "S"}[granularity]
    return f"{day.year}-{letter}{(day.month - 1) // MONTHS[granularity] + 1}"


class Frame:
    def __init__(self, draw):
        self.granularity = draw.choice(["day", "week", "month", "month", "quarter", "tertial", "half_year", "year"])
        start = datetime.date(2019, 12, 1) + draw.randrange(150) * DAY
        first, last, self.periods = periods_from(self.granularity, start, draw.randrange(1, 5))
        self.groups = [draw.randrange(1, 4) for _ in range(draw.choice([0, 1, 1, 2, 3, 4]))]
        self.until = draw.choice([None, None, self.periods[0][0] + draw.randrange(-5, 500) * DAY])
        self.options = dict(first=first, last=last, groups=self.groups, observed_until=self.until)
        self.cells = list(itertools.product(*(range(size) for size in self.groups)))

    def period_of(self, day):
        for i, (first, last) in enumerate(self.periods):
            if first <= day <= last:
                return i
        return None

    def days(self, draw, spread=60):
        """A day in or around the periods."""
        first, last = self.periods[0][0], self.periods[-1][1]
        near = draw.random()
        if near < 0.1:
            return draw.choice([first, last, first - DAY, last + DAY, datetime.date(2020, 2, 29)])
        return first - spread * DAY + draw.randrange((last - first).days + 2 * spread) * DAY

    def codes(self, draw):
        return tuple(draw.randrange(size + (draw.random() < 0.1)) for size in self.groups)

    def is_over(self, i):
        return self.until is None or self.periods[i][1] <= self.until


def episodes(draw, frame, persons=False):
    rows = []
    for _ in range(draw.randrange(0, 14)):
        start = frame.days(draw, draw.choice([40, 400]))
        end = start + draw.choice([-3, 0, 0, 1, 5, 30, 100, 365, 366, 400]) * DAY if draw.random() < 0.8 else None
        if draw.random() < 0.2 and rows and rows[-1]["end"] is not None:
            start = rows[-1]["end"] + draw.choice([0, 0, 1, 2]) * DAY  # back on the same day, or the next
            end = None
        row = dict(start=None if draw.random() < 0.05 else start, end=end, groups=frame.codes(draw))
        if persons:
            row["person"] = draw.randrange(4)
        rows.append(row)
        if draw.random() < 0.1:
            rows.append(dict(row))  # the same again
        if draw.random() < 0.1:
            rows.append(dict(row, groups=frame.codes(draw)))  # one person in two units
    return rows


def faulty(row):
    return row["start"] is None or (row["end"] is not None and row["end"] < row["start"])


def table(frame, names):
    return {name: {(cell, i): 0 for cell in frame.cells for i in range(len(frame.periods))} for name in names}


# Each gives (kind and options, rows, rows of persons or None, figures by the book). -------------------------------------


def count(draw, frame):
    over = draw.choice([1, 1, 2, 5])
    per = draw.choice([None, "month", "day"]) if frame.granularity in ("quarter", "tertial", "half_year", "year") else None
    rows = [
        dict(start=None if draw.random() < 0.05 else frame.days(draw, 200), groups=frame.codes(draw))
        for _ in range(draw.randrange(15))
    ]
    book = table(frame, ["numerator"] + (["denominator"] if per else []))
    for i, (first, last) in enumerate(frame.periods):
        months = MONTHS.get(frame.granularity)
        if months:
            reach = add_months(first, -(over - 1) * months)
        else:
            reach = first - (over - 1) * (7 if frame.granularity == "week" else 1) * DAY
        for cell in frame.cells:
            book["numerator"][cell, i] = sum(
                row["start"] is not None and row["groups"] == cell and reach <= row["start"] <= last for row in rows
            )
            if per:
                days = (last - reach).days + 1
                book["denominator"][cell, i] = days if per == "day" else over * months
    return ("count", dict(over=over, per=per)), rows, None, book


def distinct(draw, frame):
    rows = [
        dict(start=None if draw.random() < 0.05 else frame.days(draw), groups=frame.codes(draw), person=draw.randrange(4))
        for _ in range(draw.randrange(20))
    ]
    book = table(frame, ["numerator"])
    for i, (first, last) in enumerate(frame.periods):
        for cell in frame.cells:
            book["numerator"][cell, i] = len(
                {row["person"] for row in rows if row["start"] and row["groups"] == cell and first <= row["start"] <= last}
            )
    return ("distinct", {}), rows, None, book


def mean(draw, frame):
    decimals = draw.randrange(4)
    rows = []
    for _ in range(draw.randrange(15)):
        value = None if draw.random() < 0.1 else draw.randrange(-5000, 5000) / 10**decimals
        rows.append(dict(start=frame.days(draw), groups=frame.codes(draw), value=value))
    book = table(frame, ["numerator", "denominator"])
    for i, (first, last) in enumerate(frame.periods):
        for cell in frame.cells:
            here = [
                row["value"]
                for row in rows
                if row["groups"] == cell and row["value"] is not None and first <= row["start"] <= last
            ]
            exact = sum(fractions.Fraction(repr(value)) for value in here) * 10**decimals
            assert exact.denominator == 1
            book["numerator"][cell, i] = int(exact)
            book["denominator"][cell, i] = len(here)
    return ("mean", dict(decimals=decimals)), rows, None, book


def deadline(draw, frame):
    book = table(frame, ["numerator", "denominator", "held"])
    if draw.random() < 0.5:
        hours = draw.choice([24, 48, 0, 1000])
        rows = []
        for _ in range(draw.randrange(15)):
            day = frame.days(draw)
            start = datetime.datetime.combine(day, datetime.time()) + datetime.timedelta(seconds=draw.randrange(86400))
            took = draw.choice([-1, 0, 1, hours * 3600 - 1, hours * 3600, hours * 3600 + 1, draw.randrange(10**6)])
            end = None if draw.random() < 0.2 else start + datetime.timedelta(seconds=took)
            rows.append(dict(start=None if draw.random() < 0.05 else start, end=end, groups=frame.codes(draw)))
        until = frame.until and datetime.datetime.combine(frame.until, datetime.time(23, 59, 59))
        length = dict(hours=hours)
        last_in_time = lambda start: start + datetime.timedelta(hours=hours)
        day_of = lambda moment: moment.date()
    else:
        amount, unit = draw.choice([(0, "days"), (30, "days"), (4, "months"), (1, "months")])
        rows, until = episodes(draw, frame), frame.until
        length = {unit: amount}
        last_in_time = lambda start: after(start, (amount, unit))
        day_of = lambda moment: moment
    for row in rows:
        if faulty(row):
            continue
        i = frame.period_of(day_of(row["start"]))
        if i is None or row["groups"] not in frame.cells:
            continue
        at = row["groups"], i
        done = row["end"] is not None and (until is None or row["end"] <= until)
        last = last_in_time(row["start"])
        if not done and until is not None and last > until:
            book["held"][at] += 1
            continue
        book["denominator"][at] += 1
        book["numerator"][at] += done and row["end"] <= last
    return ("deadline", length), rows, None, book


def snapshot(draw, frame):
    length = draw.choice([None, (183, "days"), (185, "days"), (6, "months"), (1, "months"), (0, "days")])
    rows = episodes(draw, frame)
    names = ["denominator", "days"] + (["numerator"] if length else [])
    book = table(frame, names)
    for i, (first, last) in enumerate(frame.periods):
        for row in rows:
            if faulty(row) or row["groups"] not in frame.cells:
                continue
            at = row["groups"], i
            there = row["start"] <= last and (row["end"] is None or row["end"] > last)
            book["denominator"][at] += there
            if length:
                book["numerator"][at] += there and last > after(row["start"], length)
            day = first
            while day <= last:
                book["days"][at] += row["start"] <= day and (row["end"] is None or day < row["end"])
                day += DAY
    options = {length[1]: length[0]} if length else {}
    return ("snapshot", dict(care_days=True, **options)), rows, None, book


def cohort(draw, frame):
    length = draw.choice([(365, "days"), (12, "months"), (1, "days"), (30, "days"), (1, "months")])
    rows = episodes(draw, frame, persons=True)
    book = table(frame, ["numerator", "denominator", "held"])
    for row in rows:
        end = row["end"]
        if faulty(row) or end is None or (frame.until is not None and end > frame.until):
            continue
        i = frame.period_of(end)
        if i is None or row["groups"] not in frame.cells:
            continue
        at = row["groups"], i
        last = after(end, length)
        if frame.until is not None and last > frame.until:
            book["held"][at] += 1
            continue
        book["denominator"][at] += 1
        book["numerator"][at] += not any(
            other["person"] == row["person"] and not faulty(other) and end < other["start"] <= last for other in rows
        )
    return ("cohort", {length[1]: length[0]}), rows, None, book


def window(draw, frame):
    length = draw.choice([(365, "days"), (12, "months"), (30, "days"), (1, "months"), (1, "days")])
    at_least = draw.randrange(1, 4)
    presence = draw.choice(["listed", "at_end", "throughout"])
    kinds = draw.choice([[], [0], [0, 2]])
    persons = episodes(draw, frame, persons=True)
    rows = []
    for _ in range(draw.randrange(25)):
        row = dict(start=None if draw.random() < 0.05 else frame.days(draw, 400), person=draw.randrange(5))
        row["kind"] = draw.randrange(4)
        rows.append(row)
    book = table(frame, ["numerator", "denominator"])
    listed = [row for row in persons if presence == "listed" or not faulty(row)]
    for i, (_, last) in enumerate(frame.periods):
        first = before(last, length) + DAY
        for cell in frame.cells:
            for person in range(4):
                stays = [row for row in listed if row["person"] == person]
                on = lambda day: [row for row in stays if row["start"] <= day and (row["end"] is None or row["end"] > day)]
                if presence == "listed":
                    counted = any(row["groups"] == cell for row in stays)
                else:
                    counted = any(row["groups"] == cell for row in on(last))
                if counted and presence == "throughout":
                    counted = all(on(first + n * DAY) for n in range((last - first).days + 1))
                if not counted:
                    continue
                contacts = sum(
                    row["person"] == person
                    and row["start"] is not None
                    and first <= row["start"] <= last
                    and (not kinds or row["kind"] in kinds)
                    for row in rows
                )
                book["denominator"][cell, i] += 1
                book["numerator"][cell, i] += contacts >= at_least
    options = dict(at_least=at_least, presence=presence, kinds=kinds, **{length[1]: length[0]})
    return ("window", options), rows, persons, book


MEASURES = [count, distinct, mean, deadline, snapshot, cohort, window]


# ------------------------------------------------------------------------------------------------------------------------


def number(moment):
    if moment is None:
        return None
    if isinstance(moment, datetime.datetime):
        return int((moment - datetime.datetime(1970, 1, 1)).total_seconds())
    return (moment - EPOCH).days


def columns(draw, rows, frame, keep_groups, dates):
    """Rows as the columns that the measure wants, of one of the widths they may have."""
    import numpy

    result = {}
    if keep_groups:
        result["groups"] = [
            numpy.array([row["groups"][g] for row in rows], draw.choice(["uint8", "uint16", "uint32"]))
            for g in range(len(frame.groups))
        ]
    for name in ("start", "end"):
        if rows and name in rows[0]:
            given = [number(row[name]) for row in rows]
            if dates:
                result[name] = numpy.array([-(2**31) if day is None else day for day in given], "int32")
            else:
                result[name + "_time"] = numpy.array([-(2**63) if time is None else time for time in given], "int64")
    if rows and "person" in rows[0]:
        result["person"] = numpy.array([row["person"] for row in rows], frame.keys)
    if rows and "kind" in rows[0]:
        result["kind"] = numpy.array([row["kind"] for row in rows], draw.choice(["uint8", "uint16", "uint32"]))
    if rows and "value" in rows[0]:
        result["value"] = numpy.array([float("nan") if row["value"] is None else row["value"] for row in rows])
    return result


def measured(draw, tertial, frame, what, rows, persons):
    """The figures by way of random parts, orders, merges and bytes."""
    kind, options = what
    dates = not (kind == "deadline" and "hours" in options)
    new = lambda: getattr(tertial.Measure, kind)(**frame.options, **options)
    parts = []
    for is_person, all_rows in ((False, list(rows)), (True, list(persons or []))):
        draw.shuffle(all_rows)
        pieces = draw.randrange(1, 4)
        for i in range(pieces):
            piece = all_rows[len(all_rows) * i // pieces : len(all_rows) * (i + 1) // pieces]
            if not piece:
                continue
            if not parts or draw.random() < 0.5:
                parts.append(new())
            part = draw.choice(parts)
            given = columns(draw, piece, frame, kind != "window" or is_person, dates)
            add = part.add_persons if is_person else part.add
            add(**given, threads=draw.choice([1, 2]))
    parts = parts or [new()]
    while len(parts) > 1:
        draw.shuffle(parts)
        other = parts.pop()
        if draw.random() < 0.5:
            other = tertial.Measure.from_bytes(other.to_bytes())
        parts[0].merge(other)
    return parts[0]


def check(tertial, make, seed):
    draw = random.Random(f"{make.__name__} {seed}")
    frame = Frame(draw)
    frame.keys = draw.choice(["uint32", "uint64", "int64"])
    what, rows, persons, book = make(draw, frame)
    got = measured(draw, tertial, frame, what, rows, persons)
    figures = got.finish(threads=draw.choice([1, 2]))
    for name, expected in book.items():
        column = getattr(figures, name)
        for (cell, i), value in expected.items():
            if column[cell + (i,)] != value:
                told = f"{column[cell + (i,)]}, and by the book {value}"
                raise SystemExit(f"{make.__name__} {seed}: {name} of {cell} in period {i} is {told}\n{what}\n{rows}\n{persons}")
            has_value = figures.values[cell + (i,)] == figures.values[cell + (i,)]
            if name == "denominator" and value and has_value != frame.is_over(i):
                raise SystemExit(f"{make.__name__} {seed}: {'a' if has_value else 'no'} value of {cell} in period {i}")
    bad = sum(row["start"] is None or (row.get("end") is not None and row["end"] < row["start"]) for row in rows)
    if (figures.records.rows, figures.records.faulty) != (len(rows), bad):
        raise SystemExit(f"{make.__name__} {seed}: {figures.records} of {len(rows)} rows, {bad} faulty")
    # The same rows in other parts: the same bytes.
    again = measured(random.Random(seed + 1), tertial, frame, what, rows, persons)
    if again.to_bytes() != got.to_bytes() and rows:
        raise SystemExit(f"{make.__name__} {seed}: other bytes for the same rows")


def main():
    arguments = argparse.ArgumentParser()
    for name in ("cli", "source", "build"):
        arguments.add_argument(f"--{name}", type=pathlib.Path)
    arguments.add_argument("--sets", type=int, default=1500, help="for each measure")
    arguments.add_argument("--seed", type=int, default=1)
    options = arguments.parse_args()
    os.environ.setdefault("TERTIAL_LIBRARY", str(options.build / "libtertial.so.1"))
    sys.path.insert(0, str(options.source / "bindings" / "python" / "src"))
    import tertial

    for make in MEASURES:
        for seed in range(options.seed, options.seed + options.sets):
            check(tertial, make, seed)
        print(f"{make.__name__}: {options.sets} sets from seed {options.seed} on agree")


if __name__ == "__main__":
    main()
