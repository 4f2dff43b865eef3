#!/usr/bin/env python3
"""Checks the calendar against Python's datetime, day by day from 1900 to 2200.

    python3 period_oracle.py PATH_TO_PERIOD_DUMP [SEED]

Runs period_dump, works out every fact it prints from datetime.date alone, and compares. Prints the first
disagreements and "N passed, M failed"; exits 1 when anything failed. The seed drives the random month steps,
pairs and recurrences.
"""
import subprocess
import sys
from collections import defaultdict
from datetime import date, timedelta

ONE = timedelta(days=1)
EPOCH = date(1970, 1, 1)
FIRST, LAST = date(1900, 1, 1), date(2200, 12, 31)
GRANULARITIES = ["day", "week", "month", "quarter", "tertial", "half_year", "year"]
MONTHS = {"month": 1, "quarter": 3, "tertial": 4, "half_year": 6, "term": 6, "year": 12}
LETTERS = {"quarter": "Q", "tertial": "T", "half_year": "S"}
SHOWN = 20


def text_of(day, granularity):
    if granularity == "day":
        return day.isoformat()
    if granularity == "week":
        year, week, _ = day.isocalendar()
        return f"{year}-W{week:02}"
    if granularity == "year":
        return str(day.year)
    if granularity == "month":
        return f"{day.year}-{day.month:02}"
    return f"{day.year}-{LETTERS[granularity]}{(day.month - 1) // MONTHS[granularity] + 1}"


def span_of(day, granularity):
    """The first and the last day of the period the day lies in."""
    if granularity == "day":
        return day, day
    if granularity == "week":
        monday = day - (day.isoweekday() - 1) * ONE
        return monday, monday + 6 * ONE
    months = MONTHS[granularity]
    month = (day.month - 1) // months * months + 1
    first = date(day.year, month, 1)
    after = date(day.year + 1, 1, 1) if month + months > 12 else date(day.year, month + months, 1)
    return first, after - ONE


def parent_of(first, own, granularity):
    """The text of the coarser period, or "-"."""
    if GRANULARITIES.index(granularity) < GRANULARITIES.index(own):
        return "-"
    if (own, granularity) in {("quarter", "tertial"), ("tertial", "half_year")}:
        return "-"
    belongs = first + 3 * ONE if own == "week" and granularity != "week" else first
    return text_of(belongs, granularity)


def expected_days():
    day = FIRST
    while day <= LAST:
        of = " ".join(text_of(day, g) for g in GRANULARITIES[1:])
        yield f"day {(day - EPOCH).days} {day.isoformat()} {day.isoweekday()} {of}"
        day += ONE


def expected_periods():
    spans = {}
    for own in GRANULARITIES:
        spans[own] = []
        first, last = span_of(FIRST, own)
        while first <= LAST:
            spans[own].append((first, last))
            first, last = span_of(last + ONE, own)

    # A margin on both sides, so that the periods at the ends have all their children.
    children = defaultdict(list)
    for own in GRANULARITIES:
        first, last = span_of(FIRST - 366 * ONE, own)
        while first <= LAST + 366 * ONE:
            for granularity in GRANULARITIES:
                parent = parent_of(first, own, granularity)
                if parent != "-":
                    children[granularity, parent, own].append(text_of(first, own))
            first, last = span_of(last + ONE, own)

    for own in GRANULARITIES:
        for first, last in spans[own]:
            text = text_of(first, own)
            year = first.isocalendar()[0] if own == "week" else first.year
            if own == "day":
                index = first.timetuple().tm_yday
            elif own == "week":
                index = first.isocalendar()[1]
            else:
                index = (first.month - 1) // MONTHS[own] + 1
            parents = " ".join(parent_of(first, own, g) for g in GRANULARITIES)
            ranges = []
            for granularity in GRANULARITIES:
                found = children.get((own, text, granularity))
                ranges.append(f"{found[0]}..{found[-1]}:{len(found)}:{len(found)}" if found else "-")
            previous, following = text_of(first - ONE, own), text_of(last + ONE, own)
            yield (f"period {own} {text} {first} {last} {previous} {following} "
                   f"{year} {index} {parents} {' '.join(ranges)}")


def exists(make, *parts):
    try:
        make(*parts)
        return True
    except ValueError:
        return False


def expected_texts():
    def verdict(text, good):
        return f"text {text} {text if good else '-'}"

    for year in range(1898, 2203):
        known = 1900 <= year <= 2200
        yield verdict(f"{year}", known)
        for week in range(55):
            yield verdict(f"{year}-W{week:02}", known and exists(date.fromisocalendar, year, week, 1))
        for letter in "QTSHq":
            for index in range(10):
                most = {"Q": 4, "T": 3, "S": 2}.get(letter, 0)
                yield verdict(f"{year}-{letter}{index}", known and 1 <= index <= most)
        for month in range(14):
            yield verdict(f"{year}-{month:02}", known and 1 <= month <= 12)
            for day in range(33):
                yield verdict(f"{year}-{month:02}-{day:02}", known and exists(date, year, month, day))


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    for number in range(day.day, 0, -1):
        if exists(date, year, month + 1, number):
            return date(year, month + 1, number)
    raise AssertionError("every month has a first day")


def read(text):
    """A day of the period that a canonical text names, and its granularity."""
    if len(text) == 4:
        return date(int(text), 1, 1), "year"
    if len(text) == 10:
        return date.fromisoformat(text), "day"
    year, rest = int(text[:4]), text[5:]
    if rest[0] == "W":
        return date.fromisocalendar(year, int(rest[1:]), 1), "week"
    for granularity, letter in LETTERS.items():
        if rest[0] == letter:
            return date(year, (int(rest[1:]) - 1) * MONTHS[granularity] + 1, 1), granularity
    return date(year, int(rest), 1), "month"


def due_dates(kind, number, word, start, end):
    if start > end:
        return []
    if kind == "every":
        due = []
        for n in range(1, 200000):
            steps = number * n
            if word in ("day", "week"):
                day = start + steps * (7 if word == "week" else 1) * ONE
            else:
                day = add_months(start, steps * MONTHS[word])
            if day > end:
                return due
            due.append(day)
        return due
    granularity = "half_year" if word == "term" else word
    due = []
    first = start
    while first <= end:
        last = min(span_of(first, granularity)[1], end)
        days = [first + i * ONE for i in range((last - first).days + 1)]
        for part in range(1, number + 1):
            due.append(days[max(len(days) * part // number - 1, 0)])
        first = last + ONE
    return due


def expected_random(line):
    """What a line about random input should be, from the input it names."""
    words = line.split(" ")
    if words[0] == "add_months":
        return f"add_months {words[1]} {words[2]} {add_months(date.fromisoformat(words[1]), int(words[2]))}"
    if words[0] == "pair":
        a_first, a_last = span_of(*read(words[1]))
        b_first, b_last = span_of(*read(words[2]))
        before = int((a_last, a_first) < (b_last, b_first))
        return f"pair {words[1]} {words[2]} {before} {int(a_first <= b_first and b_last <= a_last)}"
    if words[0] == "recurrence":
        kind, number, word = words[1], int(words[2]), words[3]
        start, end, as_of = (date.fromisoformat(w) for w in words[4:7])
        due = due_dates(kind, number, word, start, end)
        checksum = 0
        for day in due:
            checksum = (checksum * 31 + (day - EPOCH).days + 30000) % 1000000007
        assert due == sorted(due)
        return f"{' '.join(words[:7])} {sum(day <= as_of for day in due)} {len(due)} {checksum}"
    return "no such line"


def main(arguments):
    if len(arguments) not in (2, 3):
        sys.exit(__doc__)
    seed = arguments[2] if len(arguments) == 3 else "1"
    print(f"seed {seed}")
    run = subprocess.run([arguments[1], seed], stdout=subprocess.PIPE, check=True, encoding="ascii")
    lines = iter(run.stdout.splitlines())
    passed = failed = 0
    seen = defaultdict(int)

    def compare(line, expected):
        nonlocal passed, failed
        seen[expected.split(" ")[0]] += 1
        if line == expected:
            passed += 1
            return
        failed += 1
        if failed <= SHOWN:
            print(f"got      {line}\nexpected {expected}")

    for section in (expected_days(), expected_periods(), expected_texts()):
        for expected in section:
            compare(next(lines, "nothing"), expected)
    for line in lines:
        compare(line, expected_random(line))
    for kind, least in (("add_months", 40000), ("pair", 40000), ("recurrence", 6000)):
        if seen[kind] < least:
            failed += 1
            print(f"only {seen[kind]} lines of {kind}")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
