#!/usr/bin/env python3
"""Random plan documents, version 1, that are valid and stretch the contract.

    random_plan.py --seed 1 --count 50 --out DIR     writes DIR/plan-1.json .. DIR/plan-50.json
    random_plan(seed=1, size=8)                       one document as a dict

The same seed and size give the same document on every machine. Taken together, a few dozen plans use every
key and every listed value of the contract, ids and titles in many scripts, keys beginning with x- in every
object that may have them, corrections recorded later, and observations in no order. Every document can be
followed up; many have findings.
"""
import argparse
import datetime
import json
import pathlib
import random

from random_values import NULL, RandomValues

PERIODICITIES = ["day", "week", "month", "quarter", "tertial", "half_year", "year", "irregular"]
KINDS = ["flow", "snapshot", "share", "rolling", "index"]
STATUSES = ["on_schedule", "at_risk", "delayed", "completed", "not_started", "cancelled"]
WITH_VALUE = ["A", "P", "E", "B", "confidential"]
WITHOUT_VALUE = ["O", "L", "N", "confidential"]
PER = ["year", "half_year", "term", "tertial", "quarter", "month"]
UNITS = ["day", "week", "month", "year"]
LEVELS = ["green", "yellow", "orange", "red", "black", "grön", "röd", "\U0001f7e5"]


class PlanMaker(RandomValues):
    def __init__(self, seed, size):
        super().__init__(f"plan {seed} {size}")
        self.size = size
        self.year = self.random.choice([2020, 2020, 2024, 2019, 1900, 2200])

    def day(self):
        start = datetime.date(self.year, 1, 1)
        return (start + datetime.timedelta(self.random.randint(0, 364))).isoformat()

    def recorded_after(self, date):
        """A day of recording for a fact that holds from `date`, most often some time later."""
        day = datetime.date.fromisoformat(date)
        last = datetime.date(2200, 12, 31)
        return min(last, day + datetime.timedelta(self.random.randint(1, 90))).isoformat()

    # The parts of a document, in its order

    def matrix(self):
        likelihoods, severities = self.random.randint(1, 10), self.random.randint(1, 10)
        score = self.random.choice(["product", "sum", "table"])
        worst = {"product": likelihoods * severities, "sum": likelihoods + severities, "table": 60}[score]
        if score == "table":
            score = [[self.random.randint(0, worst) for _ in range(severities)] for _ in range(likelihoods)]
        count = self.random.randint(1, min(6, worst))
        cuts = sorted(self.random.sample(range(0, worst + 1), count))
        names = self.random.sample(LEVELS, count)
        bands = []
        for i, (name, start) in enumerate(zip(names, cuts)):
            end = (cuts[i + 1] - 1) if i + 1 < count else worst
            if self.chance(0.2):
                end = max(start, end - 1) if self.chance(0.5) else end + 1  # a gap or an overlap
            label = self.maybe(self.text, 0.8)
            bands.append(self.made({"level": name, "label": label, "from": start, "to": end}))
        if self.chance(0.2):
            self.random.shuffle(bands)
        self.likelihoods, self.severities, self.levels = likelihoods, severities, names
        return self.made({
            "likelihood": [self.text() for _ in range(likelihoods)],
            "severity": [self.text() for _ in range(severities)],
            "score": score,
            "bands": bands,
            "uncovered": self.random.choice(["report", "next_worse", None]),
        })

    def goal(self, depth):
        ident = self.new_id()
        self.goal_ids.append(ident)
        below = [self.goal(depth + 1) for _ in self.few(2)] if depth < 6 else []
        return self.made({
            "id": ident,
            "kind": self.random.choice(["direction", "area", "board", "unit", self.text(), None]),
            "title": self.maybe(self.text, 0.9),
            "expected_results": [self.text() for _ in self.few(4)] or None,
            "notes": {self.text(): self.text() for _ in self.few(3)} or None,
            "goals": below or None,
        })

    def area(self):
        ident = self.new_id()
        self.area_ids.append(ident)
        goal = self.random.choice(self.goal_ids) if self.goal_ids and self.chance(0.8) else None
        return self.made({"id": ident, "title": self.maybe(self.text), "goal": goal})

    def judgement(self):
        if self.chance(0.4):
            return {"level": self.random.choice(self.levels)}
        return {
            "likelihood": self.random.randint(1, self.likelihoods),
            "severity": self.random.randint(1, self.severities),
        }

    def facts(self, make, most):
        """Dated facts on different days, some with a correction recorded later, in no order."""
        result = []
        for date in sorted({self.day() for _ in self.few(most)}):
            result.append(self.made({"date": date, **make(), "recorded": date if self.chance(0.1) else None}))
            if self.chance(0.2):
                result.append(self.made({"date": date, **make(), "recorded": self.recorded_after(date)}))
        result.sort(key=lambda fact: (fact["date"], fact.get("recorded", "")))
        if self.chance(0.3):
            self.random.shuffle(result)
        return result

    def risk(self):
        ident = self.new_id()
        self.risk_ids.append(ident)
        assessments = self.facts(lambda: {**self.judgement(), "rationale": self.maybe(self.text, 0.3)}, 5)
        closed = self.facts(lambda: {"reason": self.maybe(self.text)}, 1) if self.chance(0.3) else []
        return self.made({
            "id": ident,
            "area": self.random.choice(self.area_ids) if self.area_ids and self.chance(0.8) else None,
            "title": self.maybe(self.text, 0.9),
            "assessments": assessments or None,
            "closed": closed or None,
        })

    def fraction(self):
        return self.random.choice([0, 1, 0.5, round(self.random.random(), 3)])

    def recurrence(self):
        if self.chance(0.5):
            times = self.random.choice([1, 2, 4, 12, 1000])
            return self.made({"times": times, "per": self.random.choice(PER)})
        return self.made({"every": self.random.choice([1, 2, 3, 1000]), "unit": self.random.choice(UNITS)})

    def activity(self):
        start, end = sorted([self.day(), self.day()])
        progress = None
        if self.chance(0.3):
            progress = self.fraction()
        elif self.chance(0.3):
            progress = self.facts(lambda: {"value": self.fraction()}, 3) or None
        recurrence = self.maybe(self.recurrence, 0.4)  # needs a start and an end to be counted between
        return self.made({
            "id": self.maybe(self.new_id, 0.8),
            "title": self.maybe(self.text, 0.9),
            "start": start if recurrence or self.chance(0.9) else None,
            "end": end if recurrence or self.chance(0.8) else None,
            "progress": progress,
            "completed": self.maybe(self.day, 0.2),
            "recurrence": recurrence,
            "held": sorted({self.day() for _ in self.few(6)}) or None,
        })

    def report(self):
        return {
            "status": self.random.choice(STATUSES),
            "progress": self.maybe(self.fraction, 0.3),
            "comment": self.maybe(self.text, 0.4),
        }

    def action(self):
        ident = self.new_id()
        self.action_ids.append(ident)
        return self.made({
            "id": ident,
            "risks": self.pick(self.risk_ids) if self.risk_ids and self.chance(0.8) else None,
            "goals": self.pick(self.goal_ids) if self.goal_ids and self.chance(0.5) else None,
            "title": self.maybe(self.text, 0.9),
            "responsible": self.maybe(self.text, 0.3),
            "reports": self.facts(self.report, 4) or None,
            "activities": [self.activity() for _ in self.few(3)] or None,
        })

    def periods(self, periodicity):
        year = self.year
        first = datetime.date(year, 1, 1)
        return {
            "day": [(first + datetime.timedelta(i)).isoformat() for i in range(40)],
            "week": [f"{year}-W{i:02}" for i in range(1, 53)],
            "month": [f"{y}-{m:02}" for y in range(max(1900, year - 1), year + 1) for m in range(1, 13)],
            "quarter": [f"{year}-Q{i}" for i in range(1, 5)],
            "tertial": [f"{year}-T{i}" for i in range(1, 4)],
            "half_year": [f"{year}-S{i}" for i in range(1, 3)],
            "year": [f"{y}" for y in range(max(1900, year - 4), year + 1)],
            "irregular": [self.day(), self.day(), f"{year}-T1"],
        }[periodicity or "irregular"]

    def observation(self, period, definition, recorded, counted):
        keys = {"period": period, "definition": definition, "recorded": recorded}
        if self.chance(0.12):
            return self.made({**keys, "status": self.random.choice(WITHOUT_VALUE)})
        keys["status"] = self.random.choice(WITH_VALUE) if self.chance(0.2) else None
        if not counted:
            return self.made({**keys, "value": self.number()})
        denominator = self.random.randint(1, 300)
        numerator = self.random.randint(0, denominator)
        value = round(100 * numerator / denominator) + (2 if self.chance(0.05) else 0)
        return self.made({**keys, "value": value, "numerator": numerator, "denominator": denominator})

    def observations(self, periodicity, definitions, counted):
        result = []
        for period in sorted(set(self.periods(periodicity))):
            if self.chance(0.3):
                continue
            names = [None] if not definitions or self.chance(0.6) else [d["id"] for d in definitions]
            for name in names:
                result.append(self.observation(period, name, None, counted))
                if self.chance(0.1):
                    late = f"{min(2200, self.year + 1)}-{self.random.randint(2, 11):02}-15"
                    result.append(self.observation(period, name, late, counted))
        if self.chance(0.4):
            self.random.shuffle(result)
        return result

    def target(self, direction):
        keys = {"year": self.year, "set_by": self.random.choice(["own", "council", self.text(), None])}
        style = self.random.randint(0, 3)
        if style == 0:
            return self.made({**keys, "undecided": self.text()})
        if style == 1:
            return self.made({**keys, "trend": self.random.choice(["increase", "decrease"])})
        keys["near"] = self.random.choice([0, 4, 2.5, None])
        if direction == "within":
            start, end = sorted([self.random.randint(0, 100), self.random.randint(0, 100)])
            return self.made({**keys, "from": start, "to": end})
        return self.made({**keys, "value": self.number()})

    def definition(self, number):
        start = self.random.choice([f"{self.year}-T2", f"{self.year}-05", f"{self.year}-Q3", self.day()])
        text = self.maybe(self.text)
        return self.made({"id": self.new_id(), "from": start if number else None, "text": text})

    def indicator(self):
        ident = self.new_id()
        kind = self.random.choice(KINDS + [None])
        temporal = self.random.choice(["flow", "snapshot", None]) if kind == "share" else None
        periodicity = self.random.choice(PERIODICITIES + ["month", "month", "tertial", None])
        direction = self.random.choice(["higher", "lower", "within", "none", None])
        definitions = [self.definition(i) for i in range(self.random.choice([0, 0, 0, 1, 2, 3]))]
        parts = complement = None
        if kind == "share" and len(self.countable_ids) > 1 and self.chance(0.4):
            parts = self.random.sample(self.countable_ids, 2)
        if kind == "share" and self.share_ids and self.chance(0.3):
            complement = self.random.choice(self.share_ids)
        unit = self.random.choice(["percent", "barn", "SEK", self.text(), None]) if kind != "share" else "percent"
        counted = kind in ("share", "rolling", "index") and self.chance(0.5)
        baseline = None
        if self.chance(0.4):
            period = self.maybe(lambda: self.random.choice(self.periods("year")), 0.8)
            baseline = self.made({"value": self.number(), "period": period})
        result = self.made({
            "id": ident,
            "title": self.maybe(self.text, 0.9),
            "risks": self.pick(self.risk_ids) if self.risk_ids and self.chance(0.6) else None,
            "actions": self.pick(self.action_ids) if self.action_ids and self.chance(0.5) else None,
            "goals": self.pick(self.goal_ids) if self.goal_ids and self.chance(0.3) else None,
            "kind": kind,
            "temporal": temporal,
            "unit": unit,
            "decimals": self.random.choice([0, 1, 2, None]),
            "protect": self.random.choice([True, False, None]),
            "direction": direction,
            "periodicity": periodicity,
            "numerator": parts[0] if parts else None,
            "denominator": parts[1] if parts else None,
            "complement_of": complement,
            "baseline": baseline,
            "targets": [self.target(direction) for _ in self.few(2)] or None,
            "definitions": definitions or None,
            "observations": self.observations(periodicity, definitions, counted) or None,
        })
        # Only indicators made before may be parts of later ones, so no indicator is part of itself.
        if kind == "share":
            self.share_ids.append(ident)
        elif kind in ("flow", "snapshot"):
            self.countable_ids.append(ident)
        return result

    def self_check(self):
        sample = self.random.randint(0, 200)
        period = self.random.choice(self.periods(self.random.choice(PERIODICITIES)))
        results = []
        for _ in self.few(3):
            numerator = self.random.randint(0, sample)
            share = round(100 * numerator / sample) if sample else None
            results.append(self.made({
                "title": self.maybe(self.text, 0.9),
                "numerator": numerator if self.chance(0.7) else None,
                "share": share if self.chance(0.8) else None,
            }))
        breakdowns = []
        for by in self.random.sample(["sex", "age", "område", "\U0001f7e5"], self.random.randint(0, 2)):
            cut = self.random.randint(0, sample)
            rest = sample - cut + (1 if self.chance(0.1) else 0)
            groups = {self.text() + " A": cut, self.text() + " B": rest}
            breakdowns.append(self.made({"by": by, "groups": groups}))
        return self.made({
            "id": self.new_id(),
            "period": period,
            "title": self.maybe(self.text, 0.9),
            "risks": self.pick(self.risk_ids) if self.risk_ids and self.chance(0.7) else None,
            "sample": sample if self.chance(0.9) else None,
            "results": results or None,
            "breakdowns": breakdowns or None,
            "recorded": self.maybe(lambda: f"{min(2200, self.year + 1)}-02-15", 0.2),
        })

    def follow_ups(self):
        dates = [("04-30", "T1"), ("08-31", "T2"), ("12-31", "T3")]
        chosen = [dates[i] for i in sorted(self.random.sample(range(3), self.random.randint(0, 3)))]
        return [
            self.made({
                "date": f"{self.year}-{date}",
                "period": f"{self.year}-{period}" if self.chance(0.8) else None,
            })
            for date, period in chosen
        ]

    def rules(self):
        at_risk = self.random.choice([0, 0.05, 0.1])
        return self.made({
            "at_risk_behind": at_risk if self.chance(0.7) else None,
            "delayed_behind": self.random.choice([0.25, 0.5, 1]) if self.chance(0.7) else None,
            "ratio_tolerance": self.random.choice([NULL, 0, 0.5, 1, None]),
        })

    def plan(self):
        self.goal_ids, self.area_ids, self.risk_ids, self.action_ids = [], [], [], []
        self.share_ids, self.countable_ids = [], []
        size = self.size
        matrix = self.matrix()
        goals = [self.goal(0) for _ in self.few(max(1, size // 3))]
        areas = [self.area() for _ in self.few(max(1, size // 2))]
        risks = [self.risk() for _ in range(size)]
        actions = [self.action() for _ in range(size * 3 // 2)]
        indicators = [self.indicator() for _ in range(size * 2)]
        return self.made({
            "tertial": 1,
            "id": self.new_id(),
            "title": self.text(),
            "organisation": self.maybe(self.text),
            "language": self.random.choice(["sv", "en", None]),
            "year": self.year,
            "matrix": matrix,
            "goals": goals or None,
            "areas": areas or None,
            "risks": risks,
            "actions": actions or None,
            "indicators": indicators or None,
            "self_checks": [self.self_check() for _ in self.few(size)] or None,
            "follow_ups": self.follow_ups() or None,
            "rules": self.maybe(self.rules, 0.5),
        })


def random_plan(seed, size=8):
    """A valid plan document as a dict: `size` risks, half as many actions again, twice as many indicators."""
    return PlanMaker(seed, size).plan()


def written(plan, seed):
    """The document as JSON text, with escapes and white space that differ from seed to seed."""
    style = random.Random(f"style {seed}")
    escaped = style.random() < 0.4
    return json.dumps(plan, ensure_ascii=escaped, indent=style.choice([None, None, 0, 2, "\t"])) + "\n"


def main():
    parser = argparse.ArgumentParser(description="Writes random valid plan documents.")
    parser.add_argument("--seed", type=int, default=1, help="seed of the first plan; each further one adds 1")
    parser.add_argument("--count", type=int, default=1)
    parser.add_argument("--size", type=int, default=8, help="risks in each plan")
    parser.add_argument("--out", type=pathlib.Path, required=True, help="folder for plan-SEED.json files")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    for seed in range(arguments.seed, arguments.seed + arguments.count):
        path = arguments.out / f"plan-{seed}.json"
        path.write_text(written(random_plan(seed, arguments.size), seed), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main()
