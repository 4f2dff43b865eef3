"""The measures of the case records that case-records/generate.py makes come to the figures of the action plan.

Each figure is had three times: from action-plan-2020/plan.json, by way of the package, and by the book, which is loops
over what Python's csv module reads. Readings that are wrong, or that the records' noise would mislead, come to others.

Prints "N passed, M failed"; exit 1 when something failed.
"""

import argparse
import calendar
import csv
import datetime
import json
import os
import pathlib
import subprocess
import sys
import tempfile

DAY = datetime.timedelta(days=1)
MONTHS = [f"2020-{month:02}" for month in range(1, 7)]
LONGER = {"6 months": dict(months=6), "183 days": dict(days=183), "185 days": dict(days=185)}
TALKS = {  # kinds of contact that are counted
    "physical": ["Enskilt besök"],
    "physical_or_video": ["Enskilt besök", "Enskilt videosamtal"],
    "or with others": ["Enskilt besök", "Enskilt videosamtal", "Besök med annan", "Videosamtal med annan"],
}
SEXES = {"girls": "flicka", "boys": "pojke"}
SEEDS = (1, 20200831)


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def true(self, name, is_true):
        self.passed += bool(is_true)
        self.failed += not is_true
        if not is_true:
            print(f"FAILED {name}")

    def same(self, name, found, expected):
        self.true(f"{name}: found {found}, expected {expected}", found == expected)


def month_end(month):
    year, number = int(month[:4]), int(month[5:])
    return datetime.date(year, number, calendar.monthrange(year, number)[1])


def half_up(percent):
    return int(percent + 0.5)


# What the source states ---------------------------------------------------------------------------------------------------


def stated(plan):
    """Figures by name; those that the source does not have are left out."""
    indicators = {indicator["id"]: indicator for indicator in plan["indicators"]}
    checks = {check["id"]: check for check in plan["self_checks"]}
    figures = {}
    for o in indicators["2.2.b"]["observations"]:
        figures["ongoing", o["period"]] = o.get("value")
    for name in LONGER:
        for o in indicators["2.2.a"]["observations"]:
            figures["longer than", name, o["period"]] = o.get("value")
        for o in indicators["2.2.c"]["observations"]:
            figures["% longer than", name, o["period"]] = o.get("value")
    for o in indicators["2.2.e"]["observations"]:
        name = {"over_6_months": "6 months", "over_185_days": "185 days"}[o["definition"]]
        assert figures["longer than", name, o["period"]] == o["value"]

    year = checks["rolling-year-2020-07"]
    [contacts] = [part["groups"] for part in year["breakdowns"] if part["by"] == "kontaktsätt"]
    visits, either, with_others, fewer = contacts.values()
    figures["all year"] = year["sample"]
    for o in indicators["2.2.d"]["observations"]:
        if "numerator" in o:
            name = o.get("definition", indicators["2.2.d"]["definitions"][-1]["id"])
            figures["four talks", name] = o["numerator"]
            figures["% four talks", name] = o["value"]
            assert o["denominator"] == year["sample"]
    assert (visits, visits + either) == (figures["four talks", "physical"], figures["four talks", "physical_or_video"])
    figures["four talks", "or with others"] = visits + either + with_others
    figures["fewer than four"] = fewer

    reports = checks["reports-2020-07"]
    figures["reports"], figures["children"] = reports["sample"], reports["x-children"]
    [assessed] = [result for result in reports["results"] if "numerator" in result]
    figures["assessed"], figures["% assessed"] = assessed["numerator"], assessed["share"]
    for check, name in ((year, "all year"), (reports, "reports")):
        [sexes] = [part["groups"] for part in check["breakdowns"] if part["by"] == "sex"]
        figures |= {(name, sex): count for sex, count in sexes.items()}
    return {name: figure for name, figure in figures.items() if figure is not None}


# Records ------------------------------------------------------------------------------------------------------------------


def rows_of(path):
    with open(path, encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


class Records:
    def __init__(self, folder):
        self.placements = rows_of(folder / "placements.csv")
        self.contacts = rows_of(folder / "contacts.csv")
        self.reports = rows_of(folder / "reports.csv")
        self.emergency = [row for row in self.placements if row["Vårdform"] == "Jourhem"]
        self.family = [row for row in self.placements if row["Vårdform"] == "Familjehem"]
        self.units = sorted({row["Enhet"] for row in self.placements})
        self.receptions = sorted({row["Enhet"] for row in self.reports})
        self.kinds = sorted({row["Kontakt"] for row in self.contacts})


# By way of the package ----------------------------------------------------------------------------------------------------


def column(rows, heading):
    return [row[heading] or None for row in rows]


def codes(rows, heading, words):
    return [words.index(row[heading]) for row in rows]


def persons(rows):
    return [int(row["Barn"]) for row in rows]


def stays(rows):
    return dict(start=column(rows, "Inledd"), end=column(rows, "Avslutad"))


def assessments(rows):
    return dict(start_time=column(rows, "Inkommen"), end_time=column(rows, "Skyddsbedömd"))


def snapshot(tertial, rows, **length):
    measure = tertial.Measure.snapshot(MONTHS[0], MONTHS[-1], **length)
    measure.add(**stays(rows))
    return measure.finish()


def window(tertial, family, contacts, kinds, presence="throughout", groups=(), group_columns=()):
    known = sorted({row["Kontakt"] for row in contacts})
    measure = tertial.Measure.window("2020-07", "2020-07", groups=groups, months=12, at_least=4, presence=presence,
                                     kinds=[known.index(kind) for kind in kinds])
    measure.add_persons(groups=group_columns, person=persons(family), **stays(family))
    measure.add(start=column(contacts, "Datum"), person=persons(contacts), kind=codes(contacts, "Kontakt", known))
    return measure.finish()


def july(tertial, make, reports, groups=(), group_columns=(), **columns):
    measure = getattr(tertial.Measure, make)("2020-07", "2020-07", groups=groups)
    measure.add(groups=group_columns, start=[at[:10] for at in column(reports, "Inkommen")], **columns)
    return measure.finish()


def measured(tertial, records):
    figures = {}
    for name, length in LONGER.items():
        table = snapshot(tertial, records.emergency, **length)
        for i, month in enumerate(MONTHS):
            figures["ongoing", month] = int(table.denominator[i])
            figures["longer than", name, month] = int(table.numerator[i])
            figures["% longer than", name, month] = half_up(100 * table.values[i])
    figures["faulty placements"] = table.records.faulty
    by_unit = tertial.Measure.snapshot(MONTHS[0], MONTHS[-1], groups=[len(records.units)], months=6)
    by_unit.add(groups=[codes(records.emergency, "Enhet", records.units)], **stays(records.emergency))
    by_unit = by_unit.finish()
    for u, unit in enumerate(records.units):
        for i, month in enumerate(MONTHS):
            figures["ongoing", month, unit] = int(by_unit.denominator[u, i])
            figures["longer than", "6 months", month, unit] = int(by_unit.numerator[u, i])

    sexes = list(SEXES.values())
    for name, kinds in TALKS.items():
        table = window(tertial, records.family, records.contacts, kinds)
        figures["all year"] = int(table.denominator[0])
        figures["four talks", name] = int(table.numerator[0])
        figures["% four talks", name] = half_up(100 * table.values[0])
        by_sex = window(tertial, records.family, records.contacts, kinds, groups=[2],
                        group_columns=[codes(records.family, "Kön", sexes)])
        for s, sex in enumerate(SEXES):
            figures["all year", sex] = int(by_sex.denominator[s, 0])
            figures["four talks", name, sex] = int(by_sex.numerator[s, 0])
    figures["fewer than four"] = figures["all year"] - figures["four talks", "or with others"]

    sex_of = [codes(records.reports, "Kön", sexes)]
    figures["reports"] = int(july(tertial, "count", records.reports).numerator[0])
    table = july(tertial, "count", records.reports, [2], sex_of)
    children = july(tertial, "distinct", records.reports, [2], sex_of, person=persons(records.reports))
    for s, sex in enumerate(SEXES):
        figures["reports", sex] = int(table.numerator[s, 0])
        figures["children", sex] = int(children.numerator[s, 0])
    figures["children"] = int(july(tertial, "distinct", records.reports, person=persons(records.reports)).numerator[0])
    deadline = tertial.Measure.deadline("2020-07", "2020-07", groups=[2], hours=24)
    deadline.add(groups=sex_of, **assessments(records.reports))
    table = deadline.finish()
    for s, sex in enumerate(SEXES):
        figures["assessed", sex] = int(table.numerator[s, 0])
    # Nobody is waiting any more on this day.
    deadline = tertial.Measure.deadline("2020-07", "2020-07", hours=24, observed_until="2020-08-31")
    deadline.add(**assessments(records.reports))
    table = deadline.finish()
    figures["assessed"], figures["to assess"] = int(table.numerator[0]), int(table.denominator[0])
    figures["held"] = int(table.held[0])
    figures["% assessed"] = half_up(100 * table.values[0])
    return figures


# By the book --------------------------------------------------------------------------------------------------------------


def day_of(text):
    return datetime.date.fromisoformat(text) if text else None


def time_of(text):
    return datetime.datetime.fromisoformat(text) if text else None


def is_faulty(row):
    start, end = day_of(row["Inledd"]), day_of(row["Avslutad"])
    return start is None or (end is not None and end < start)


def is_there(row, day):
    start, end = day_of(row["Inledd"]), day_of(row["Avslutad"])
    return not is_faulty(row) and start <= day and (end is None or day < end)


def is_longer(start, day, months=None, days=None):
    if days is not None:
        return (day - start).days > days
    year, month = divmod(start.year * 12 + start.month - 1 + months, 12)
    return day > datetime.date(year, month + 1, min(start.day, calendar.monthrange(year, month + 1)[1]))


YEAR = [datetime.date(2019, 8, 1) + n * DAY for n in range(366)]  # up to and with the last of July 2020


def there_all_year(rows):
    """Children that one row or another covers on each of the year's days."""
    found = set()
    for child in {row["Barn"] for row in rows}:
        own = [row for row in rows if row["Barn"] == child]
        if all(any(is_there(row, day) for row in own) for day in YEAR):
            found.add(child)
    return found


def talks_with(child, contacts, kinds, days):
    return sum(row["Barn"] == child and row["Kontakt"] in kinds and day_of(row["Datum"]) in days for row in contacts)


def in_july(reports):
    return [row for row in reports if row["Inkommen"].startswith("2020-07-")]


def took(row):
    return time_of(row["Skyddsbedömd"]) - time_of(row["Inkommen"])


def by_the_book(records):
    figures = {"faulty placements": sum(is_faulty(row) for row in records.emergency)}
    for month in MONTHS:
        day = month_end(month)
        for unit in [None, *records.units]:
            more = () if unit is None else (unit,)
            there = [row for row in records.emergency if is_there(row, day) and unit in (None, row["Enhet"])]
            figures["ongoing", month, *more] = len(there)
            for name, length in LONGER.items():
                longer = sum(is_longer(day_of(row["Inledd"]), day, **length) for row in there)
                if unit is None or name == "6 months":
                    figures["longer than", name, month, *more] = longer
                if unit is None:
                    figures["% longer than", name, month] = half_up(100 * longer / len(there))

    children = there_all_year(records.family)
    sex_of = {row["Barn"]: row["Kön"] for row in records.family}
    figures["all year"] = len(children)
    figures |= {("all year", sex): sum(sex_of[child] == word for child in children) for sex, word in SEXES.items()}
    days = set(YEAR)
    for name, kinds in TALKS.items():
        enough = [child for child in children if talks_with(child, records.contacts, kinds, days) >= 4]
        figures["four talks", name] = len(enough)
        figures["% four talks", name] = half_up(100 * len(enough) / len(children))
        for sex, word in SEXES.items():
            figures["four talks", name, sex] = sum(sex_of[child] == word for child in enough)
    figures["fewer than four"] = sum(
        talks_with(child, records.contacts, TALKS["or with others"], days) < 4 for child in children
    )

    reports = in_july(records.reports)
    in_time = [row for row in reports if row["Skyddsbedömd"] and took(row) <= datetime.timedelta(hours=24)]
    figures["reports"], figures["to assess"], figures["held"] = len(reports), len(reports), 0
    figures["assessed"], figures["% assessed"] = len(in_time), half_up(100 * len(in_time) / len(reports))
    figures["children"] = len({row["Barn"] for row in reports})
    for sex, word in SEXES.items():
        figures["reports", sex] = sum(row["Kön"] == word for row in reports)
        figures["children", sex] = len({row["Barn"] for row in reports if row["Kön"] == word})
        figures["assessed", sex] = sum(row["Kön"] == word for row in in_time)
    return figures


# Noise and wrong readings -------------------------------------------------------------------------------------------------


def noise(records):
    """What is there and must not matter: how many of each."""
    starts = {(row["Barn"], row["Inledd"]) for row in records.placements if row["Avslutad"] != row["Inledd"]}
    differing = [
        row
        for row in records.emergency
        for day in map(month_end, MONTHS)
        if row["Inledd"] and len({is_longer(day_of(row["Inledd"]), day, **length) for length in LONGER.values()}) > 1
    ]
    july = in_july(records.reports)
    return {
        "stays over before 2020": sum("" < row["Avslutad"] < "2020" for row in records.placements),
        "stays begun after June": sum(row["Inledd"] > "2020-06-30" for row in records.placements),
        "stays without an end": sum(not row["Avslutad"] for row in records.placements),
        "stays of no night": sum(row["Inledd"] == row["Avslutad"] for row in records.placements),
        "returns on the same day": sum((row["Barn"], row["Avslutad"]) in starts for row in records.placements),
        "stays that begin on the leap day": sum(row["Inledd"] == "2020-02-29" for row in records.placements),
        "stays that end on the leap day": sum(row["Avslutad"] == "2020-02-29" for row in records.placements),
        "stays that definitions part on": len(differing),
        "stays registered wrongly": sum(is_faulty(row) for row in records.placements),
        "talks registered twice": len(records.contacts) - len(without_doubles(records.contacts)),
        "talks on the year's first day": sum(row["Datum"] == "2019-08-01" for row in records.contacts),
        "talks on the year's last day": sum(row["Datum"] == "2020-07-31" for row in records.contacts),
        "talks on the leap day": sum(row["Datum"] == "2020-02-29" for row in records.contacts),
        "talks outside the year": sum(day_of(row["Datum"]) not in YEAR for row in records.contacts),
        "reports at midnight": sum(row["Inkommen"].endswith("T00:00:00") for row in july),
        "assessments after July": sum(row["Skyddsbedömd"] > "2020-08" for row in july),
        "reports of other months": len(records.reports) - len(july),
        "children reported more than once": len(july) - len({row["Barn"] for row in july}),
    }


def without_doubles(rows):
    return [dict(row) for row in dict.fromkeys(tuple(row.items()) for row in rows)]


def wrong_readings(tertial, records, right):
    """(reading, figure by it, the right figure)"""
    day_later = [
        dict(row, Avslutad=row["Avslutad"] and (day_of(row["Avslutad"]) + DAY).isoformat()) for row in records.emergency
    ]
    for month, figure in zip(MONTHS, snapshot(tertial, day_later).denominator):
        yield f"the day of an end belongs to the stay, {month}", figure, right["ongoing", month]
    for month, figure in zip(MONTHS, snapshot(tertial, records.placements).denominator):
        yield f"every form of care, {month}", figure, right["ongoing", month]

    family, contacts = records.family, records.contacts
    either = TALKS["physical_or_video"]
    for presence in ("at_end", "listed"):
        yield presence, window(tertial, family, contacts, either, presence).denominator[0], right["all year"]
    all_forms = window(tertial, records.placements, contacts, either).denominator[0]
    yield "there all year in any form of care", all_forms, right["all year"]
    every_kind = window(tertial, family, contacts, []).numerator[0]
    for name in TALKS:
        yield f"every kind of contact for {name}", every_kind, right["four talks", name]
    children, longer_year = there_all_year(family), {YEAR[0] - DAY, *YEAR, YEAR[-1] + DAY}
    for name, kinds in TALKS.items():
        figure = sum(talks_with(child, contacts, kinds, longer_year) >= 4 for child in children)
        yield f"the days beside the year for {name}", figure, right["four talks", name]

    day = datetime.timedelta(hours=24)
    july_ = in_july(records.reports)
    shorter = sum(bool(row["Skyddsbedömd"]) and took(row) < day for row in july_)
    yield "in less than 24 hours", shorter, right["assessed"]
    until_midnight = sum("2020-07-01T00:00:00" <= row["Inkommen"] <= "2020-08-01T00:00:00" for row in records.reports)
    yield "July with midnight after it", until_midnight, right["reports"]
    by_unit = july(tertial, "distinct", records.reports, [2], [codes(records.reports, "Enhet", records.receptions)],
                   person=persons(records.reports))
    yield "children of one reception and of the other", by_unit.numerator.sum(), right["children"]


# --------------------------------------------------------------------------------------------------------------------------


def check(tertial, folder, plan, tally):
    records = Records(folder)
    figures, book = measured(tertial, records), by_the_book(records)
    tally.same("names of the figures", sorted(map(str, figures)), sorted(map(str, book)))
    for name, expected in book.items():
        tally.same(f"{name}, by the book", figures.get(name), expected)
    for name, expected in stated(plan).items():
        tally.same(f"{name}, of the source", figures.get(name), expected)
    tally.same("longer in May, which the source does not have", figures["longer than", "6 months", "2020-05"], 7)
    for name in LONGER:
        for month in MONTHS:
            expected = figures["longer than", "6 months", month]
            tally.same(f"definitions agree in {month}", figures["longer than", name, month], expected)

    # What the source tells of the talks in words, and the plan leaves out.
    children, contacts = there_all_year(records.family), without_doubles(records.contacts)
    visits = {child: talks_with(child, contacts, TALKS["physical"], YEAR) for child in children}
    alone = {child: talks_with(child, contacts, TALKS["physical_or_video"], YEAR) for child in children}
    everyone = {child: talks_with(child, contacts, TALKS["or with others"], YEAR) for child in children}
    tally.same("talks of a child, fewest and most", (min(alone.values()), max(alone.values())), (1, 6))
    fewer = sorted(visits[child] for child in children if everyone[child] < 4)
    tally.same("visits to those with fewer than four talks", fewer, [1, 1, 2, 2] + 6 * [3])
    others = [everyone[child] - alone[child] for child in children if alone[child] < 4 <= everyone[child]]
    tally.true("somebody else was there once or twice", set(others) <= {1, 2})

    for name, count in noise(records).items():
        tally.true(f"no {name}", count > 0)
    for name, kinds in TALKS.items():
        once = window(tertial, records.family, without_doubles(records.contacts), kinds).numerator[0]
        tally.same(f"{name}, each talk once", once, figures["four talks", name])
    for name, figure, right in wrong_readings(tertial, records, figures):
        tally.true(f"a wrong reading comes to the same: {name}, {figure}", figure != right)
    return figures


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cli", "source", "build"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=name == "source")
    parser.add_argument("--seeds", type=int, nargs="*", default=SEEDS)
    parser.add_argument("--show", action="store_true", help="every figure of the first seed")
    options = parser.parse_args()
    if options.build:
        os.environ.setdefault("TERTIAL_LIBRARY", str(options.build / "libtertial.so.1"))
    sys.path.insert(0, str(options.source / "bindings" / "python" / "src"))
    import tertial

    data = options.source / "tests" / "data"
    plan = json.loads((data / "action-plan-2020" / "plan.json").read_text(encoding="utf-8"))
    tally = Tally()
    with tempfile.TemporaryDirectory() as folder:
        written = {}
        for name, seed in [*((str(seed), seed) for seed in options.seeds), ("again", options.seeds[0])]:
            out = pathlib.Path(folder) / name
            command = [sys.executable, data / "case-records" / "generate.py", "--seed", str(seed), "--out", out]
            subprocess.run(command, check=True, stdin=subprocess.DEVNULL)
            written[name] = [path.read_bytes() for path in sorted(out.iterdir())]
        first, *others, again = written
        tally.true("the same seed gives other files", written[first] == written[again])
        for other in others:
            differ = all(a != b for a, b in zip(written[first], written[other]))
            tally.true(f"seeds {first} and {other} give the same", differ)
        for seed in options.seeds:
            failed = tally.failed
            figures = check(tertial, pathlib.Path(folder) / str(seed), plan, tally)
            if tally.failed > failed:
                print(f"with seed {seed}")
            if options.show and seed == options.seeds[0]:
                for name, figure in figures.items():
                    print(name if isinstance(name, str) else ", ".join(name), figure)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
