#!/usr/bin/env python3
"""The sample plans hold the figures of their sources, typed here a second time; they agree with each other.

Prints "N passed, M failed"; exit 1 when something failed.
"""
import argparse
import json
import pathlib
import sys
from fractions import Fraction

MONTHS = ["2020-01", "2020-02", "2020-03", "2020-04", "2020-05", "2020-06"]
US = None  # "u.s.", the figure is missing

# Baseline (or None), then January to June.
MONTHLY = {
    "1.1.a": (10, [14, 21, 17, 17, 19, 19]),
    "1.1.b": (42, [55, 72, 64, 67, 63, 67]),
    "1.1.c": (6, [4, 4, 5, 10, 9, 9]),
    "1.1.d": (93, [101, 90, 95, 88, 86, 91]),
    "2.2.a": (None, [10, 16, 7, 7, US, 6]),
    "2.2.b": (None, [25, 24, 16, 16, 15, 14]),
    "2.2.c": (None, [40, 67, 44, 44, US, 43]),
    "5.2.a": (None, [5, 4, 10, 9, 5, 1]),
    "5.2.b": (None, [0, 2.4, 2.4, 0, 1.2, 1.2]),
    "5.2.c": (None, [6, 5, 5, 6, 6, 7]),
    "5.2.d": (None, [21, 12, 12, 9, 6, 6]),
}
EXPERIENCE_DATES = ["2019-02-01", "2020-02-01", "2020-08-01"]
EXPERIENCE = {
    "5.2.e-under-1": [4, 8, 3],
    "5.2.e-min-1": [96, 92, 97],
    "5.2.e-min-3": [71, 84, 91],
    "5.2.e-min-5": [48, 63, 65],
}
LEVELS = {  # at T1, at T2
    "1.1": ("yellow", "yellow"),
    "2.1": ("yellow", "closed"),
    "2.2": ("yellow", "yellow"),
    "3.1": ("yellow", "yellow"),
    "4.1": ("yellow", "yellow"),
    "5.1": ("yellow", "yellow"),
    "5.2": ("red", "yellow"),
}
ACTIONS_PER_RISK = {"1.1": 1, "2.1": 2, "2.2": 1, "3.1": 1, "4.1": 2, "5.1": 2, "5.2": 2}
ACTIVITY_DATES = {  # start, end, completed
    "2.1-1-a": ("2020-07-01", "2020-07-31", "2020-07-31"),
    "2.1-2-a": ("2020-07-01", "2020-07-31", "2020-07-31"),
    "3.1-1-a": ("2020-06-01", None, None),
    "5.2-1-a": ("2020-06-01", "2020-08-31", "2020-08-31"),
    "5.2-1-b": ("2020-10-01", "2020-12-31", None),
    "5.2-2-a": ("2020-04-01", None, None),
    "5.2-2-b": ("2020-09-30", None, None),
}
EXPECTED_RESULTS = {
    "1.4.1": 7, "1.4.1.1": 8, "1.4.1.2": 5, "3.1.1": 3, "3.1.1.1": 4,
    "3.2.1": 5, "3.2.1.1": 4, "3.2.2": 3, "3.2.2.1": 6, "3.2.3": 3,
}
TARGETS = {  # periodicity, then who set what
    "1.4.a": ("tertial", [("council", 100)]),
    "1.4.b": ("tertial", []),
    "1.4.c": ("tertial", [("council", 84)]),
    "1.4.1.1.a": ("tertial", [("own", 25)]),
    "3.2.a": ("year", [("council", 82)]),
    "3.2.b": ("tertial", [("council", "undecided")]),
    "3.2.c": ("tertial", [("council", "undecided")]),
}
STARTS = [  # of the activities in the source's tables, which all end on 2020-12-31
    "2020-01-01", "2020-01-01", "2020-01-01", "2020-01-01", "2020-01-01",  # 1.4
    "2020-02-03", "2020-01-01", "2020-01-24", "2020-02-03", "2020-02-06",  # its two unit goals
    "2020-01-31", "2020-02-10",  # the unit goal of 3.1
    "2020-02-06", "2020-01-17", "2020-01-17", "2020-01-22",  # the two unit goals of 3.2
]
RECURRENCES = [
    ("2020-01-17", {"every": 2, "unit": "month"}),
    ("2020-01-17", {"every": 3, "unit": "week"}),
    ("2020-01-31", {"times": 2, "per": "term"}),
    ("2020-02-03", {"times": 4, "per": "year"}),
]


class Tally:
    def __init__(self):
        self.passed = 0
        self.failed = 0

    def same(self, name, found, expected):
        if found == expected:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name}: found {found}, expected {expected}")


def percent(numerator, denominator):
    """Rounded half up to whole percent, as reports print it."""
    return int(Fraction(100 * numerator, denominator) + Fraction(1, 2))


def by_id(items):
    return {item["id"]: item for item in items}


def action_plan(plan, tally):
    matrix = plan["matrix"]
    tally.same("severity", matrix["severity"], ["Mindre", "Måttlig", "Betydlig", "Hög"])
    tally.same("likelihood", matrix["likelihood"], ["Osannolik", "Mindre sannolik", "Möjlig", "Sannolik"])
    bands = [(band["level"], band["label"], band["from"], band["to"]) for band in matrix["bands"]]
    tally.same("bands", bands, [("green", "Grön", 1, 3), ("yellow", "Gul", 4, 6), ("red", "Röd", 9, 12)])
    reachable = {likelihood * severity for likelihood in range(1, 5) for severity in range(1, 5)}
    covered = {score for _, _, low, high in bands for score in range(low, high + 1)}
    tally.same("scores without a colour", sorted(reachable - covered), [8, 16])
    tally.same("how they are read", matrix["uncovered"], "next_worse")

    tally.same("follow-ups", plan["follow_ups"],
               [{"date": "2020-04-30", "period": "2020-T1"}, {"date": "2020-08-31", "period": "2020-T2"}])
    risks = by_id(plan["risks"])
    tally.same("risks", sorted(risks), sorted(LEVELS))
    for ident, (before, now) in LEVELS.items():
        levels = {assessment["date"]: assessment["level"] for assessment in risks[ident]["assessments"]}
        closed = [closing["date"] for closing in risks[ident].get("closed", [])]
        tally.same(f"{ident} at T1", levels.get("2020-04-30"), before)
        tally.same(f"{ident} at T2", "closed" if closed == ["2020-08-31"] else levels.get("2020-08-31"), now)
    for ident, count in ACTIONS_PER_RISK.items():
        tally.same(f"actions of {ident}", sum(ident in action["risks"] for action in plan["actions"]), count)
    dates = {activity["id"]: tuple(activity.get(key) for key in ("start", "end", "completed"))
             for action in plan["actions"] for activity in action.get("activities", []) if "start" in activity}
    tally.same("dates of activities", dates, ACTIVITY_DATES)
    tally.same("actions with a light", [a["id"] for a in plan["actions"] if "reports" in a], [])

    indicators = by_id(plan["indicators"])
    values = {}
    for ident, (baseline, figures) in MONTHLY.items():
        indicator = indicators[ident]
        observations = indicator["observations"]
        tally.same(f"{ident} months", [o["period"] for o in observations], MONTHS)
        tally.same(f"{ident} figures", [o.get("value") for o in observations], figures)
        missing = [o["period"] for o in observations if o.get("status") == "O"]
        tally.same(f"{ident} missing", missing, [m for m, figure in zip(MONTHS, figures) if figure is US])
        tally.same(f"{ident} baseline", indicator.get("baseline", {}).get("value"), baseline)
        tally.same(f"{ident} periodicity", indicator["periodicity"], "month")
        values[ident] = [o.get("value") for o in observations]
    share = indicators["2.2.c"]
    tally.same("2.2.c parts", (share["numerator"], share["denominator"]), ("2.2.a", "2.2.b"))
    for month, part, whole, printed in zip(MONTHS, values["2.2.a"], values["2.2.b"], values["2.2.c"]):
        tally.same(f"2.2.c {month}", printed, US if part is US else percent(part, whole))

    for ident, figures in EXPERIENCE.items():
        observations = indicators[ident]["observations"]
        tally.same(f"{ident} dates", [o["period"] for o in observations], EXPERIENCE_DATES)
        tally.same(f"{ident} figures", [o["value"] for o in observations], figures)
    under, least = indicators["5.2.e-under-1"], indicators["5.2.e-min-1"]
    tally.same("under one year is the complement", under["complement_of"], least["id"])
    sums = [a["value"] + b["value"] for a, b in zip(under["observations"], least["observations"])]
    tally.same("complements", sums, [100, 100, 100])

    rolling = indicators["2.2.d"]
    found = [(o["period"], o["value"], o.get("numerator"), o.get("denominator"), o.get("definition"))
             for o in rolling["observations"]]
    tally.same("rolling year", found, [("2020-T1", 64, None, None, "physical"), ("2020-T2", 61, 23, 38, None),
                                       ("2020-T2", 32, 12, 38, "physical")])
    tally.same("redefinition", [(d["id"], d.get("from")) for d in rolling["definitions"]],
               [("physical", None), ("physical_or_video", "2020-T2")])
    tally.same("23 of 38", percent(23, 38), 61)
    tally.same("12 of 38", percent(12, 38), 32)
    found = [(o["period"], o["value"], o["definition"]) for o in indicators["2.2.e"]["observations"]]
    tally.same("two definitions", found, [("2020-06", 6, "over_6_months"), ("2020-06", 6, "over_185_days")])

    finished = {o["period"]: o["value"] for o in indicators["2.2.f"]["observations"]}
    tally.same("studies finished by tertial", finished, {"2020-T1": 7, "2020-T2": 8})
    tally.same("studies finished in the year", sum(finished.values()), 15)
    tally.same("studies ongoing", indicators["2.2.g"]["observations"], [{"period": "2020-08-31", "value": 5}])
    for ident, items in {"4.1.a": ["a8", "b10", "d6", "d7", "d24", "d25"], "5.2.f": ["b7", "e1"],
                         "5.2.g": ["i1", "i2"]}.items():
        survey = indicators[ident]
        tally.same(f"{ident} survey", (survey["kind"], survey["periodicity"], "observations" in survey),
                   ("index", "year", False))
        tally.same(f"{ident} items", [item for item in items if item not in survey["title"]], [])
    self_checks(by_id(plan["self_checks"]), indicators, tally)


def self_checks(checks, indicators, tally):
    tally.same("samples", {ident: check["sample"] for ident, check in checks.items()}, {
        "reports-2020-07": 188,
        "violence-2020-07": 37,
        "peer-review-2020-T2": 35,
        "rolling-year-2020-07": 38,
        "family-homes-opened-2020-T2": 27,
        "family-homes-finished-2020-T2": 15,
    })
    for ident, check in checks.items():
        tally.same(f"{ident} period", ident.endswith(check["period"]), True)
    tally.same("children", checks["reports-2020-07"]["x-children"], 167)
    results = {ident: [(r.get("numerator"), r.get("share")) for r in check.get("results", [])]
               for ident, check in checks.items()}
    tally.same("results", results, {
        "reports-2020-07": [(184, 98), (None, 66)],
        "violence-2020-07": [(37, 100)],
        "peer-review-2020-T2": [(33, 94)],
        "rolling-year-2020-07": [(23, 61)],
        "family-homes-opened-2020-T2": [],
        "family-homes-finished-2020-T2": [(9, None), (1, None)],
    })
    groups = {}
    for ident, check in checks.items():
        groups |= {(ident, part["by"]): part["groups"] for part in check.get("breakdowns", [])}
    tally.same("sexes of the reports", groups["reports-2020-07", "sex"], {"girls": 81, "boys": 107})
    tally.same("sexes of the peer review", groups["peer-review-2020-T2", "sex"], {"girls": 22, "boys": 13})
    tally.same("sexes of the rolling year", groups["rolling-year-2020-07", "sex"], {"girls": 20, "boys": 18})
    tally.same("contacts", list(groups["rolling-year-2020-07", "kontaktsätt"].values()), [12, 11, 5, 10])
    for (ident, by), parts in groups.items():
        tally.same(f"{ident} by {by} adds up", sum(parts.values()), checks[ident]["sample"])
    for ident, sample, shares in [("reports-2020-07", 188, (43, 57)), ("peer-review-2020-T2", 35, (63, 37))]:
        sexes = groups[ident, "sex"]
        found = (percent(sexes["girls"], sample), percent(sexes["boys"], sample))
        tally.same(f"{ident} sexes in percent", found, shares)
    for ident, found in results.items():
        for numerator, share in found:
            if numerator is not None and share is not None:
                tally.same(f"{ident} {numerator}", percent(numerator, checks[ident]["sample"]), share)
    for ident, figures in {"1.1.e": (94, 33, 35), "2.1.a": (98, 184, 188), "2.1.b": (100, 37, 37)}.items():
        [only] = indicators[ident]["observations"]
        found = (only["value"], only["numerator"], only["denominator"])
        tally.same(f"{ident} as an indicator", found, figures)


def goals_of(goals):
    for goal in goals:
        yield goal
        yield from goals_of(goal.get("goals", []))


def operational_plan(plan, tally):
    goals = list(goals_of(plan["goals"]))
    kinds = {"direction": ["1", "3"], "area": ["1.4", "3.1", "3.2"]}
    for kind, idents in kinds.items():
        tally.same(f"{kind} goals", [goal["id"] for goal in goals if goal["kind"] == kind], idents)
    found = {goal["id"]: len(goal["expected_results"]) for goal in goals if "expected_results" in goal}
    tally.same("expected results", found, EXPECTED_RESULTS)
    measured = {ident for indicator in plan["indicators"] for ident in indicator["goals"]}
    without = [goal["id"] for goal in goals if "expected_results" in goal
               and not measured & {below["id"] for below in goals_of([goal])}]
    tally.same("goals with expected results and no indicator at or below", without,
               ["1.4.1.2", "3.1.1", "3.1.1.1", "3.2.1", "3.2.1.1", "3.2.2", "3.2.2.1", "3.2.3"])

    targets = {}
    for indicator in plan["indicators"]:
        set_by = [(t["set_by"], t.get("value", "undecided" if "undecided" in t else None))
                  for t in indicator.get("targets", []) if t["year"] == 2020]
        targets[indicator["id"]] = (indicator["periodicity"], set_by)
        tally.same(f"{indicator['id']} outcomes", "observations" in indicator, False)
    tally.same("targets", targets, TARGETS)

    activities = [activity for action in plan["actions"] for activity in action["activities"]]
    dated = [activity for activity in activities if "start" in activity]
    tally.same("starts", [activity["start"] for activity in dated], STARTS)
    tally.same("ends", {activity["end"] for activity in dated}, {"2020-12-31"})
    recurring = [(activity["start"], activity["recurrence"]) for activity in dated if "recurrence" in activity]
    tally.same("recurrences", sorted(recurring, key=str), sorted(RECURRENCES, key=str))
    tally.same("risks", plan["risks"], [])


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("--cli", "--source", "--build"):
        parser.add_argument(name, help="not used")
    parser.parse_args()
    data = pathlib.Path(__file__).resolve().parent
    tally = Tally()
    for folder, check in (("action-plan-2020", action_plan), ("operational-plan-2020", operational_plan)):
        check(json.loads((data / folder / "plan.json").read_text(encoding="utf-8")), tally)
    print(f"{tally.passed} passed, {tally.failed} failed")
    return 1 if tally.failed else 0


if __name__ == "__main__":
    sys.exit(main())
