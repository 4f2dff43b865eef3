#!/usr/bin/env python3
"""Case records of a unit that does not exist, whose measures come to the figures of ../action-plan-2020.

    generate.py --seed 1 --out DIR       writes DIR/placements.csv, DIR/contacts.csv and DIR/reports.csv

The same seed gives the same files on every machine. Only the figures that the source states are fixed; children, units,
days and everything that lies around them are drawn. README.md tells what the files hold.
"""
import argparse
import calendar
import csv
import datetime
import pathlib
import random

DAY = datetime.timedelta(days=1)
HOURS_24 = datetime.timedelta(hours=24)

# Of the source -----------------------------------------------------------------------------------------------------------

MONTH_ENDS = [datetime.date(2020, month, calendar.monthrange(2020, month)[1]) for month in range(1, 7)]
ONGOING = [25, 24, 16, 16, 15, 14]
MAY_LONGER = 7  # which the source does not have: ours
LONGER = [10, 16, 7, 7, MAY_LONGER, 6]

YEAR = (datetime.date(2019, 8, 1), datetime.date(2020, 7, 31))
GIRLS_ALL_YEAR, BOYS_ALL_YEAR = 20, 18
BY_VISITS, BY_VISITS_OR_VIDEO, WITH_OTHERS = 12, 11, 5  # the other ten of the 38 had fewer than four talks
MOST_TALKS = 6

JULY = (datetime.datetime(2020, 7, 1), datetime.datetime(2020, 8, 1))
GIRLS_REPORTS, BOYS_REPORTS, REPORTED_CHILDREN, NOT_ASSESSED = 81, 107, 167, 4

# Ours --------------------------------------------------------------------------------------------------------------------

UNITS = ["Nordan", "Sunnan", "Västan"]
RECEPTIONS = ["Mottagning öst", "Mottagning syd"]
EMERGENCY, FAMILY, RESIDENTIAL = "Jourhem", "Familjehem", "HVB"
VISIT, VIDEO = "Enskilt besök", "Enskilt videosamtal"
VISIT_WITH, VIDEO_WITH = "Besök med annan", "Videosamtal med annan"
PHONE, OBSERVATION = "Telefonsamtal", "Observation"
VIDEO_BEGAN = datetime.date(2020, 3, 16)


def add_months(day, months):
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def days_between(first, last):
    return [first + n * DAY for n in range((last - first).days + 1)]


def is_longer(start, day):
    """By each definition: more than six months, more than 183 days, more than 185 days."""
    return day > add_months(start, 6), (day - start).days > 183, (day - start).days > 185


def longer_from(start):
    """The number of the first month end at which it has gone on longer, 6 for none; None where definitions differ."""
    told = [set(is_longer(start, day)) for day in MONTH_ENDS]
    if any(len(answers) > 1 for answers in told):
        return None
    return sum(answers == {False} for answers in told)


class Unit:
    """Draws the records."""

    def __init__(self, seed):
        self.draw = random.Random(seed)
        self.sex = {}  # of each child, by its key
        self.placements, self.contacts, self.reports = [], [], []
        self.emergency_homes()
        self.residential_care()
        self.family_homes()
        self.reports_of_july()
        self.reports_of_other_months()
        for rows in (self.placements, self.contacts, self.reports):
            self.draw.shuffle(rows)

    def child(self, sex=None):
        """A new child: a number of seven digits that means nothing."""
        while True:
            key = self.draw.randrange(1_000_000, 10_000_000)
            if key not in self.sex:
                self.sex[key] = sex or self.draw.choice(["flicka", "pojke"])
                return key

    def day(self, first, last):
        return first + self.draw.randrange((last - first).days + 1) * DAY

    def place(self, form, start, end=None, child=None):
        row = dict(child=child or self.child(), form=form, unit=self.draw.choice(UNITS), start=start, end=end)
        self.placements.append(row)
        return row

    # Placements in emergency homes ---------------------------------------------------------------------------------------

    def emergency_homes(self):
        starts = {}  # days by longer_from()
        for day in days_between(datetime.date(2018, 9, 1), MONTH_ENDS[0]):
            starts.setdefault(longer_from(day), []).append(day)
        first_longer = {}  # of each placement that is ongoing, by its place in the list

        def begin(kind):
            row = self.place(EMERGENCY, self.draw.choice(starts[kind]))
            first_longer[len(self.placements) - 1] = kind
            return row

        # The last of January. Of those not yet longer, enough reach it in February.
        short = ONGOING[0] - LONGER[0]
        due = self.draw.randrange(LONGER[1] - LONGER[0], 10)
        for kind in [0] * LONGER[0] + [1] * due + [self.draw.randrange(2, 7) for _ in range(short - due)]:
            begin(kind)

        for i in range(1, len(MONTH_ENDS)):
            before, now = MONTH_ENDS[i - 1] + DAY, MONTH_ENDS[i]
            groups = {name: [] for name in ("longer", "due", "short")}
            for at, kind in first_longer.items():
                groups["longer" if kind < i else "due" if kind == i else "short"].append(at)
            longer, due, short = (self.draw.sample(found, len(found)) for found in groups.values())
            crossing = self.draw.randrange(max(0, LONGER[i] - len(longer)), min(len(due), LONGER[i]) + 1)
            staying = max(0, min(len(short), ONGOING[i] - LONGER[i]) - self.draw.randrange(1, 3))
            leaving = longer[LONGER[i] - crossing:] + due[crossing:] + short[staying:]
            ends = [now] + [self.day(before, now) for _ in leaving]  # one on the very day that is looked at
            for at, end in zip(leaving, ends):
                del first_longer[at]
                self.placements[at]["end"] = end
            coming = ONGOING[i] - len(first_longer)
            back = [self.placements[at] for at in leaving[1:3]]  # on the day they left, which begins a new placement
            for n in range(coming):
                if n == 0:
                    self.place(EMERGENCY, now)
                elif n <= len(back):
                    self.place(EMERGENCY, back[n - 1]["end"], child=back[n - 1]["child"])
                else:
                    self.place(EMERGENCY, self.day(before, now))
                first_longer[len(self.placements) - 1] = len(MONTH_ENDS)
        for at in first_longer:
            if self.draw.random() < 0.5:
                self.placements[at]["end"] = self.day(MONTH_ENDS[-1] + DAY, datetime.date(2020, 12, 20))

        # None of what follows is ongoing at the end of a month.
        date = datetime.date
        for day in starts[None]:  # where definitions differ: over before they do
            if self.draw.random() < 0.5:
                self.place(EMERGENCY, day, self.day(max(day, date(2019, 9, 15)), date(2020, 1, 30)))
        self.place(EMERGENCY, date(2019, 3, 11), MONTH_ENDS[0])
        for _ in range(12):
            start = self.day(date(2018, 10, 1), date(2020, 1, 20))
            self.place(EMERGENCY, start, self.day(start, MONTH_ENDS[0]))
        for i in range(1, len(MONTH_ENDS)):
            first = self.day(MONTH_ENDS[i - 1] + DAY, MONTH_ENDS[i] - 3 * DAY)
            stay = self.place(EMERGENCY, first, first)  # for no night, and back on the same day
            self.place(EMERGENCY, first, self.day(first, MONTH_ENDS[i]), stay["child"])
        self.place(EMERGENCY, date(2020, 2, 29), date(2020, 2, 29))
        for _ in range(8):
            start = self.day(MONTH_ENDS[-1] + DAY, date(2020, 9, 30))
            self.place(EMERGENCY, start, self.draw.choice([None, start + self.draw.randrange(40) * DAY]))
        self.place(EMERGENCY, date(2020, 5, 20), date(2020, 2, 20))  # registered wrongly
        self.place(EMERGENCY, None)

    def residential_care(self):
        for _ in range(25):
            start = self.day(datetime.date(2018, 9, 1), datetime.date(2020, 9, 1))
            self.place(RESIDENTIAL, start, self.draw.choice([None, start + self.draw.randrange(500) * DAY]))
        for end in MONTH_ENDS:
            self.place(RESIDENTIAL, end - 200 * DAY, end + 20 * DAY)

    # Family homes and talks with the children there ----------------------------------------------------------------------

    def family_homes(self):
        children = [self.child("flicka") for _ in range(GIRLS_ALL_YEAR)]
        children += [self.child("pojke") for _ in range(BOYS_ALL_YEAR)]
        self.draw.shuffle(children)
        for n, child in enumerate(self.draw.sample(children, len(children))):
            self.stay_all_year(child, n)
        self.talks(children)
        self.other_family_homes()
        for _ in range(15):  # of children who are not placed
            self.contact(self.child(), self.draw.choice([VISIT, PHONE]), self.day(*YEAR))

    def stay_all_year(self, child, n):
        first, last = YEAR
        start = first if n == 0 else self.day(datetime.date(2009, 1, 1), first - 30 * DAY)
        end = last + DAY if n == 1 else self.draw.choice([None, None, self.day(last + DAY, datetime.date(2020, 12, 31))])
        move = self.day(first + DAY, last - 20 * DAY)
        if 2 <= n < 8:  # to another home, on the same day or after a week in both
            self.place(FAMILY, start, move if n < 6 else move + 7 * DAY, child)
            start = move
        self.place(FAMILY, start, end, child)

    def other_family_homes(self):
        """Of children who were not there all year, some of them nearly."""
        first, last = YEAR
        date = datetime.date
        placed = [self.place(FAMILY, date(2018, 2, 5), last), self.place(FAMILY, first + DAY)]
        home = self.place(FAMILY, date(2016, 5, 2), date(2019, 11, 3))  # and from the next day: a night is missing
        placed.append(self.place(FAMILY, date(2019, 11, 4), None, home["child"]))
        moved = self.place(EMERGENCY, date(2019, 3, 4), date(2019, 10, 14))  # to a family home on the same day
        placed.append(self.place(FAMILY, date(2019, 10, 14), None, moved["child"]))
        for _ in range(8):
            placed.append(self.place(FAMILY, self.day(first + DAY, last)))
            start = self.day(date(2010, 1, 1), first)
            placed.append(self.place(FAMILY, start, self.day(first, last)))
        for _ in range(6):
            self.place(FAMILY, date(2012, 3, 1), self.day(date(2014, 1, 1), first))
            self.place(FAMILY, self.day(last + DAY, date(2020, 9, 30)))
        for row in placed:
            for _ in range(self.draw.randrange(9)):
                kind = self.draw.choice([VISIT, VISIT, VIDEO, VISIT_WITH, PHONE])
                self.contact(row["child"], kind, self.day(VIDEO_BEGAN if kind == VIDEO else first, last))

    def contact(self, child, kind, day):
        row = dict(child=child, day=day, kind=kind)
        self.contacts.append(row)
        return row

    def talk(self, child, visits=0, videos=0, visits_with=0, videos_with=0):
        """So many of each, on days of their own."""
        first, last = YEAR
        days = self.draw.sample(days_between(VIDEO_BEGAN, last), videos + videos_with)
        rows = [self.contact(child, VIDEO if n < videos else VIDEO_WITH, day) for n, day in enumerate(days)]
        free = [day for day in days_between(first, last) if day not in days]
        days = self.draw.sample(free, visits + visits_with)
        return rows + [self.contact(child, VISIT if n < visits else VISIT_WITH, day) for n, day in enumerate(days)]

    def talks(self, children):
        draw = self.draw
        first, last = YEAR
        by_visits = children[:BY_VISITS]
        by_either = children[BY_VISITS:][:BY_VISITS_OR_VIDEO]
        with_others = children[BY_VISITS + BY_VISITS_OR_VIDEO:][:WITH_OTHERS]
        fewer = children[BY_VISITS + BY_VISITS_OR_VIDEO + WITH_OTHERS:]

        # On the year's first and last day, and on the leap day.
        for day in (first, datetime.date(2020, 2, 29), datetime.date(2020, 4, 30), last):
            self.contact(by_visits[0], VISIT, day)
        for child in by_visits[1:]:
            visits = draw.randrange(4, MOST_TALKS + 1)
            self.talk(child, visits, draw.randrange(MOST_TALKS - visits + 1), draw.randrange(3))
        for child in by_either:
            visits = draw.randrange(4)
            self.talk(child, visits, draw.randrange(4, MOST_TALKS + 1) - visits, draw.randrange(2), draw.randrange(2))
        for child in with_others:
            alone, others = draw.choice([(3, 1), (3, 2), (2, 2)])
            visits, visits_with = draw.randrange(alone + 1), draw.randrange(others + 1)
            self.talk(child, visits, alone - visits, visits_with, others - visits_with)
        for child in fewer[:6]:
            self.talk(child, visits=3)
        for child, (visits, videos) in zip(fewer[6:], [(2, 1), (2, 1), (1, 1), (1, 0)]):
            self.talk(child, visits, videos)

        # A video talk that was registered twice, where it decides nothing.
        twice = draw.sample([row for row in self.contacts if row["kind"] == VIDEO and row["child"] in by_either], 6)
        twice += [row for row in self.contacts if row["kind"] == VIDEO and row["child"] == fewer[8]]
        self.contacts += [dict(row) for row in twice]

        # What does not count: the day before the year and the day after it, and other kinds of contact.
        for child, day in [(fewer[0], first - DAY), (fewer[1], last + DAY)]:
            self.contact(child, VISIT, day)
        for child in fewer:
            for _ in range(draw.randrange(1, 4)):
                self.contact(child, VISIT, self.day(datetime.date(2018, 8, 1), first - DAY))
        for child in draw.sample(children, 12) + fewer[:3]:
            for _ in range(draw.randrange(1, 5)):
                self.contact(child, draw.choice([PHONE, PHONE, OBSERVATION]), self.day(*YEAR))

    # Reports -------------------------------------------------------------------------------------------------------------

    def report(self, child, at, assessed):
        self.reports.append(dict(child=child, unit=self.draw.choice(RECEPTIONS), at=at, assessed=assessed))

    def reports_of_july(self):
        draw = self.draw
        again = GIRLS_REPORTS + BOYS_REPORTS - REPORTED_CHILDREN
        boys_again = draw.randrange(again // 3, again * 2 // 3 + 1)
        placed = sorted({row["child"] for row in self.placements})
        known = {sex: [child for child in placed if self.sex[child] == sex][:6] for sex in ("flicka", "pojke")}
        children = []
        for sex, reports, more in [("flicka", GIRLS_REPORTS, again - boys_again), ("pojke", BOYS_REPORTS, boys_again)]:
            once = known[sex] + [self.child(sex) for _ in range(reports - more - len(known[sex]))]
            children += once + [draw.choice(once) for _ in range(more)]
        draw.shuffle(children)

        first, after = JULY
        minutes = int((after - first).total_seconds()) // 60
        second = datetime.timedelta(seconds=1)
        given = [  # report and assessment, at the edges
            (first, first + HOURS_24),
            (after - second, after - second + HOURS_24),
            (datetime.datetime(2020, 7, 15), datetime.datetime(2020, 7, 15)),
            (datetime.datetime(2020, 7, 20, 23, 59, 59), datetime.datetime(2020, 7, 21)),
        ]
        while len(given) < len(children):
            at = first + datetime.timedelta(minutes=draw.randrange(minutes))
            is_assessed = len(given) < len(children) - NOT_ASSESSED
            given.append((at, at + datetime.timedelta(minutes=draw.randrange(24 * 60)) if is_assessed else None))
        for child, (at, assessed) in zip(children, given):
            self.report(child, at, assessed)

    def reports_of_other_months(self):
        draw = self.draw
        first, after = JULY
        second = datetime.timedelta(seconds=1)
        self.report(self.child(), first - second, first)
        self.report(self.child(), after, after + datetime.timedelta(hours=3))
        leap_day = datetime.datetime(2020, 2, 29)
        self.report(self.child(), leap_day, leap_day + HOURS_24)
        self.report(self.child(), leap_day, leap_day - datetime.timedelta(hours=2))  # registered wrongly
        reported = sorted({row["child"] for row in self.reports})
        for _ in range(150):
            at = datetime.datetime(2020, draw.choice([4, 5, 6, 8, 9]), draw.randrange(1, 31), draw.randrange(24))
            in_time = datetime.timedelta(minutes=draw.randrange(24 * 60))
            took = draw.choice([in_time] * 12 + [HOURS_24 + second, 3 * DAY, None])
            child = draw.choice(reported) if draw.random() < 0.2 else self.child()
            self.report(child, at, None if took is None else at + took)

    # Files ---------------------------------------------------------------------------------------------------------------

    def files(self):
        """The rows of each file, its heading first; what is missing is an empty text."""
        placements = [["Barn", "Kön", "Vårdform", "Enhet", "Inledd", "Avslutad"]]
        for row in self.placements:
            placements.append([row["child"], self.sex[row["child"]], row["form"], row["unit"], row["start"], row["end"]])
        contacts = [["Barn", "Datum", "Kontakt"]]
        contacts += [[row["child"], row["day"], row["kind"]] for row in self.contacts]
        reports = [["Barn", "Kön", "Enhet", "Inkommen", "Skyddsbedömd"]]
        for row in self.reports:
            reports.append([row["child"], self.sex[row["child"]], row["unit"], row["at"], row["assessed"]])
        written = lambda value: "" if value is None else str(value) if isinstance(value, (str, int)) else value.isoformat()
        files = {"placements.csv": placements, "contacts.csv": contacts, "reports.csv": reports}
        return {name: [[written(value) for value in row] for row in rows] for name, rows in files.items()}


def write(seed, folder):
    for name, rows in Unit(seed).files().items():
        with open(folder / name, "w", encoding="utf-8", newline="") as file:
            csv.writer(file, delimiter=";", lineterminator="\n").writerows(rows)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=pathlib.Path, required=True, help="a folder, made where it is missing")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    write(options.seed, options.out)


if __name__ == "__main__":
    main()
