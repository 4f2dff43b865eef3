"""Random case records as a CSV file with its measure spec, and every figure of it counted by the book."""

import datetime
import fractions
import itertools
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "measure"))
from random_records_check import DAY, MONTHS, add_months, after, before, periods_from  # noqa: E402

HEADINGS = {"unit": "Enhet; och ort", "sex": "Kön", "start": "Påbörjad", "end": "Avslutad", "when": "Anmäld kl",
            "done": "Bedömd kl", "person": "Barn", "kind": "Ärendetyp", "value": "Poäng", "law": "Lagrum §"}
UNITS = ["Norr", "Söder, inre", 'Väst "Ö"', "Östra;ö", "Årsta"]
KINDS = ["Samtal", "Möte", "Översyn"]
MISSING = ["", "u.s.", "-"]


class Case:
    """One file of records, one of persons, and the spec that reads them."""

    def __init__(self, draw, rows=60, bad=0):
        self.draw = draw
        self.granularity = draw.choice(["month", "month", "quarter", "tertial", "year", "week"])
        first, last, self.periods = periods_from(
            self.granularity, datetime.date(2020, draw.randrange(1, 6), 3), draw.randrange(2, 9))
        self.until = draw.choice([None, self.periods[-1][0], self.periods[-1][1]])
        self.encoding = draw.choice(["utf-8", "latin-1"])
        self.delimiter = draw.choice([";", ",", "\t", "|"])
        self.decimal = draw.choice([",", "."])
        self.quote = draw.choice(['"', "'"])
        self.learned = draw.random() < 0.4
        self.units = UNITS[: draw.randrange(2, 5)]
        self.sexes = ["flicka", "pojke"]
        self.rows = [self.row() for _ in range(rows)]
        self.stays = [self.stay() for _ in range(rows // 3)]
        self.bad = bad
        self.spec = self.make_spec(first, last)

    def day(self, spread=300):
        first, last = self.periods[0][0], self.periods[-1][1]
        return first - spread * DAY + self.draw.randrange((last - first).days + 2 * spread) * DAY

    def row(self):
        draw = self.draw
        start = self.day(draw.choice([5, 60, 400]))
        end = None if draw.random() < 0.2 else start + draw.choice([-2, 0, 1, 20, 90, 183, 184, 400]) * DAY
        when = datetime.datetime.combine(start, datetime.time()) + datetime.timedelta(seconds=draw.randrange(86400))
        done = None if draw.random() < 0.2 else when + datetime.timedelta(
            seconds=draw.choice([-1, 0, 86399, 86400, 86401, 500000]))
        return dict(unit=draw.choice(UNITS[:5]) if draw.random() < 0.95 else None, sex=draw.choice(self.sexes),
                    start=start if draw.random() < 0.97 else None, end=end, when=when, done=done,
                    person=draw.choice([None] + list(range(12)) * 3), kind=draw.choice(KINDS),
                    value=None if draw.random() < 0.1 else draw.randrange(-5000, 5000), law=draw.choice(["SoL", "LVU", "LSS", None]))

    def stay(self):
        draw = self.draw
        start = self.day(400)
        return dict(unit=draw.choice(self.units), sex=draw.choice(self.sexes), person=draw.randrange(14), start=start,
                    end=None if draw.random() < 0.3 else start + draw.choice([-1, 0, 30, 200, 600]) * DAY)

    # The documents. -----------------------------------------------------------------------------------------------------

    def make_spec(self, first, last):
        draw = self.draw
        column = lambda name: draw.choice([HEADINGS[name], {"heading": HEADINGS[name]}])
        unit = {"id": "enhet", "column": HEADINGS["unit"]}
        if self.learned:
            unit["max_values"] = 50
        else:
            unit["values"] = self.units
            unit["labels"] = {self.units[0]: "Enhet N"}
        times = {name: {"heading": HEADINGS[of], "type": "time"} for name, of in (("start", "when"), ("end", "done"))}
        self.law = draw.choice([None, ("one_of", ["SoL", "LVU"]), ("not_one_of", ["LSS"]), ("equals", "LVU")])
        self.between = draw.choice([None, (self.periods[0][0] - 100 * DAY, self.periods[-1][1] - 20 * DAY)])
        filters = [{"column": HEADINGS["law"], self.law[0]: self.law[1]}] if self.law else []
        if self.between:
            filters.append({"column": {"heading": HEADINGS["when"], "type": "time"},
                            "from": self.between[0].isoformat(), "to": self.between[1].isoformat()})
        self.over = draw.choice([1, 3])
        self.per = draw.choice([None, "month"]) if self.granularity not in ("month", "week") else None
        self.longer = draw.choice([(183, "days"), (6, "months"), None])
        self.window = draw.choice([(90, "days"), (6, "months")])
        self.at_least, self.presence = draw.randrange(1, 3), draw.choice(["listed", "at_end", "throughout"])
        self.kinds = draw.choice([None, ["Samtal"], ["Översyn", "Möte"]])
        count = {"id": "antal", "measure": "count", "over": self.over, "filters": [
            {"column": HEADINGS["kind"], "not_one_of": ["Möte"]}]}
        if self.per:
            count["per"] = self.per
        snapshot = {"id": "pågår", "measure": "snapshot", "care_days": True}
        if self.longer:
            snapshot["longer_than"] = {self.longer[1]: self.longer[0]}
        window = {"id": "samtal", "measure": "window", "window": {self.window[1]: self.window[0]},
                  "at_least": self.at_least, "presence": self.presence}
        if self.kinds:
            window["kinds"] = self.kinds
        spec = {
            "tertial_measure": 1,
            "csv": {"delimiter": self.delimiter, "decimal": self.decimal, "quote": self.quote,
                    "encoding": self.encoding, "missing": MISSING},
            "columns": {name: column(name) for name in ("start", "end", "person", "kind", "value")},
            "filters": filters, "groups": [unit, {"id": "kön", "column": HEADINGS["sex"], "values": self.sexes}],
            "period": {"from": first, "to": last},
            "persons": {"columns": {name: HEADINGS[name] for name in ("start", "end", "person")}},
            "measures": [count, {"id": "barn", "measure": "distinct"},
                         {"id": "poäng", "measure": "mean", "decimals": 2},
                         {"id": "i tid", "measure": "deadline", "within": {"hours": 24}, "columns": times},
                         {"id": "utredda", "measure": "deadline", "within": {"months": 3}}, snapshot,
                         {"id": "borta", "measure": "cohort", "followed": {"days": 60}}, window],
            "disclosure": "none", "x-note": "made up"}
        if self.until:
            spec["observed_until"] = self.until.isoformat()
        return spec

    def cell(self, name, value):
        draw = self.draw
        if value is None:
            return draw.choice(MISSING)
        if name in ("when", "done"):
            written = value.strftime(draw.choice(["%Y-%m-%d %H:%M:%S", "%Y-%m-%dT%H:%M:%S"]))
        elif name in ("start", "end"):
            written = value.strftime(draw.choice(["%Y-%m-%d", "%Y%m%d"]))
        elif name == "value":
            written = f"{value / 100:.2f}".replace(".", self.decimal)
        elif name == "person":
            written = f"barn-{value}"
        else:
            written = value
        must = any(sign in written for sign in (self.delimiter, self.quote, "\n", "\r"))
        if must or draw.random() < 0.1:
            written = self.quote + written.replace(self.quote, self.quote * 2) + self.quote
        return written

    def csv(self, rows, names, bad_rows=()):
        ends = self.draw.choice(["\n", "\r\n"])
        quoted = lambda text: self.quote + text.replace(self.quote, self.quote * 2) + self.quote
        lines = [self.delimiter.join(quoted(HEADINGS[name]) for name in names)]
        lines += [self.delimiter.join(self.cell(name, row[name]) for name in names) for row in rows]
        for line in bad_rows:
            lines.insert(self.draw.randrange(1, len(lines) + 1), line)
        return (ends.join(lines) + ends).encode(self.encoding)

    def records_csv(self, bad_rows=()):
        names = list(HEADINGS)
        self.draw.shuffle(names)
        return self.csv(self.rows, names, bad_rows)

    def persons_csv(self):
        return self.csv(self.stays, ["person", "end", "unit", "start", "sex"])

    # The book. ----------------------------------------------------------------------------------------------------------

    def let_through(self):
        for row in self.rows:
            if self.law:
                rule, values = self.law
                if (row["law"] in values) == (rule == "not_one_of") if rule != "equals" else row["law"] != values:
                    continue
            if self.between and not self.between[0] <= row["when"].date() <= self.between[1]:
                continue
            yield row

    def is_over(self, i):
        return self.until is None or self.periods[i][1] <= self.until

    def figures(self):
        """{(measure, unit, sex, place of the period): {column: number}} of all that is over."""
        rows = list(self.let_through())
        result = {}
        own = sorted({row["unit"] for row in rows} - {None}, key=lambda text: text.encode()) if self.learned else self.units
        of_stays = sorted({row["unit"] for row in self.stays}, key=lambda text: text.encode()) if self.learned else self.units
        for measure in [one["id"] for one in self.spec["measures"]]:
            for unit, sex in itertools.product(of_stays if measure == "samtal" else own, self.sexes):
                here = [row for row in rows if (row["unit"], row["sex"]) == (unit, sex)]
                for i, (first, last) in enumerate(self.periods):
                    result[measure, unit, sex, i] = self.figure(measure, rows, here, (unit, sex), first, last)
        return result

    def figure(self, measure, rows, here, cell, first, last):
        until = self.until or datetime.date.max
        sound = lambda row: row["start"] and not (row["end"] and row["end"] < row["start"])
        starts = [row for row in here if row["start"] and first <= row["start"] <= last]
        if measure == "antal":
            reach = first
            for _ in range(self.over - 1):
                months = MONTHS.get(self.granularity)
                reach = add_months(reach, -months) if months else reach - 7 * DAY
            numerator = sum(bool(row["start"]) and reach <= row["start"] <= last and row["kind"] != "Möte" for row in here)
            if not self.per:
                return dict(numerator=numerator, value=numerator)
            months = self.over * MONTHS[self.granularity]
            return dict(numerator=numerator, denominator=months, value=fractions.Fraction(numerator, months))
        if measure == "barn":
            count = len({row["person"] for row in starts} - {None})
            return dict(numerator=count, value=count)
        if measure == "poäng":
            values = [row["value"] for row in starts if row["value"] is not None]
            return self.share(fractions.Fraction(sum(values), 100), len(values))
        if measure == "i tid":
            return self.deadline(here, "when", "done", first, last, lambda start: start + DAY,
                                 datetime.datetime.combine(until, datetime.time(23, 59, 59)))
        if measure == "utredda":
            return self.deadline(here, "start", "end", first, last, lambda start: add_months(start, 3), until)
        if measure == "pågår":
            there = [row for row in here if sound(row) and row["start"] <= last and not (row["end"] and row["end"] <= last)]
            days = sum(max(0, (min(row["end"] or last + DAY, last + DAY) - max(row["start"], first)).days)
                       for row in here if sound(row))
            if not self.longer:
                return dict(denominator=len(there), days=days, value=len(there))
            longer = sum(last > after(row["start"], self.longer) for row in there)
            return dict(self.share(longer, len(there)), days=days)
        if measure == "borta":
            held = judged = away = 0
            for row in here:
                if not sound(row) or row["person"] is None or not row["end"] or not first <= row["end"] <= last:
                    continue
                if row["end"] > until:
                    continue
                reach = row["end"] + 60 * DAY
                if reach > until:
                    held += 1
                    continue
                judged += 1
                away += not any(other["person"] == row["person"] and sound(other) and row["end"] < other["start"] <= reach
                                for other in rows)
            return dict(self.share(away, judged), held=held)
        return self.talks(rows, cell, last)

    def deadline(self, rows, start, end, first, last, limit, until):
        numerator = denominator = held = 0
        for row in rows:
            begun, ended = row[start], row[end]
            if not begun or (ended and ended < begun):
                continue
            if not first <= (begun.date() if isinstance(begun, datetime.datetime) else begun) <= last:
                continue
            done = ended is not None and ended <= until
            if not done and limit(begun) > until:
                held += 1
                continue
            denominator += 1
            numerator += done and ended <= limit(begun)
        return dict(self.share(numerator, denominator), held=held)

    def talks(self, rows, cell, last):
        first = before(last, self.window) + DAY
        stays = [row for row in self.stays if self.presence == "listed" or not (row["end"] and row["end"] < row["start"])]
        there = lambda row, day: row["start"] <= day and not (row["end"] and row["end"] <= day)
        numerator = denominator = 0
        for person in {row["person"] for row in stays}:
            own = [row for row in stays if row["person"] == person]
            present = own if self.presence == "listed" else [row for row in own if there(row, last)]
            if not any((row["unit"], row["sex"]) == cell for row in present):
                continue
            if self.presence == "throughout" and not all(
                    any(there(row, first + n * DAY) for row in own) for n in range((last - first).days + 1)):
                continue
            contacts = sum(row["person"] == person and bool(row["start"]) and first <= row["start"] <= last
                           and (not self.kinds or row["kind"] in self.kinds) for row in rows)
            denominator += 1
            numerator += contacts >= self.at_least
        return self.share(numerator, denominator)

    @staticmethod
    def share(numerator, denominator):
        value = fractions.Fraction(numerator) / denominator if denominator else None
        return dict(numerator=numerator, denominator=denominator, value=value)
