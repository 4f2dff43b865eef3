"""A small plan document that uses every key of the contract; what the checks of the command line change and break."""

import copy

PLAN = {
    "tertial": 1,
    "id": "small",
    "title": "A small plan",
    "organisation": "A unit",
    "language": "en",
    "year": 2020,
    "x-source": {"made": ["by hand", 1, None]},
    "matrix": {
        "likelihood": ["Unlikely", "Possible", "Likely", "Certain"],
        "severity": ["Minor", "Moderate", "Major", "Severe"],
        "score": "product",
        "bands": [
            {"level": "green", "label": "Green", "from": 1, "to": 3},
            {"level": "yellow", "label": "Yellow", "from": 4, "to": 8},
            {"level": "red", "label": "Red", "from": 9, "to": 16},
        ],
        "uncovered": "report",
    },
    "goals": [
        {"id": "g1", "kind": "direction", "title": "A goal", "expected_results": ["A result"],
         "notes": {"way_of_working": "As before"},
         "goals": [{"id": "g2", "title": "A goal below it"}]},
    ],
    "areas": [{"id": "a1", "title": "An area", "goal": "g1"}],
    "risks": [
        {"id": "r1", "area": "a1", "title": "A risk",
         "assessments": [
             {"date": "2020-04-30", "level": "red"},
             {"date": "2020-08-31", "likelihood": 2, "severity": 3, "rationale": "Better", "recorded": "2020-09-15"},
         ]},
        {"id": "r2", "title": "Another risk",
         "assessments": [{"date": "2020-04-30", "likelihood": 2, "severity": 2}],
         "closed": [{"date": "2020-08-31", "reason": "It is over", "recorded": "2020-09-01"}]},
    ],
    "actions": [
        {"id": "c1", "risks": ["r1"], "goals": ["g1"], "title": "An action", "responsible": "The head of the unit",
         "reports": [{"date": "2020-08-31", "status": "on_schedule", "progress": 0.5, "comment": "As planned",
                      "recorded": "2020-09-01"}],
         "activities": [
             {"id": "v1", "title": "A meeting", "start": "2020-02-03", "end": "2020-12-31",
              "recurrence": {"times": 4, "per": "year"}, "held": ["2020-02-03", "2020-05-04"]},
             {"id": "v2", "title": "A visit", "start": "2020-02-03", "end": "2020-12-31",
              "recurrence": {"every": 3, "unit": "week"}},
             {"id": "v3", "title": "A text", "start": "2020-02-03", "end": "2020-12-31",
              "progress": [{"date": "2020-04-30", "value": 0.2, "recorded": "2020-05-02"}]},
             {"id": "v4", "title": "A course", "progress": 1, "completed": "2020-06-01"},
         ]},
    ],
    "indicators": [
        {"id": "n", "title": "Long stays", "kind": "flow", "unit": "persons", "periodicity": "month",
         "observations": [{"period": "2020-01", "value": 10}, {"period": "2020-02", "value": 16}]},
        {"id": "d", "title": "Stays", "kind": "flow", "unit": "persons", "periodicity": "month",
         "observations": [{"period": "2020-01", "value": 25}, {"period": "2020-02", "value": 24}]},
        {"id": "s", "title": "Share of long stays", "risks": ["r1"], "actions": ["c1"], "goals": ["g2"],
         "kind": "share", "temporal": "flow", "unit": "percent", "decimals": 0, "protect": False, "direction": "lower",
         "periodicity": "month", "numerator": "n", "denominator": "d",
         "baseline": {"value": 50, "period": "2019"},
         "targets": [
             {"year": 2020, "value": 40, "set_by": "own", "near": 4},
             {"year": 2020, "from": 20, "to": 40, "set_by": "council"},
             {"year": 2021, "undecided": "to be set by the board"},
             {"year": 2020, "trend": "decrease", "set_by": "board"},
         ],
         "definitions": [{"id": "old", "text": "Four weeks"}, {"id": "new", "from": "2020-T2", "text": "Three weeks"}],
         "observations": [
             {"period": "2020-01", "value": 40, "numerator": 10, "denominator": 25, "status": "A"},
             {"period": "2020-02", "value": 67, "numerator": 16, "denominator": 24, "definition": "old",
              "recorded": "2020-03-09"},
             {"period": "2020-05", "status": "O"},
         ]},
        {"id": "k", "title": "Share of short stays", "kind": "share", "unit": "percent", "complement_of": "s",
         "observations": [{"period": "2020-01", "value": 60}]},
    ],
    "self_checks": [
        {"id": "e1", "period": "2020-07", "title": "A review", "risks": ["r2"], "sample": 188,
         "results": [{"title": "In time", "numerator": 184, "share": 98}],
         "breakdowns": [{"by": "sex", "groups": {"girls": 81, "boys": 107}}], "recorded": "2020-08-10"},
    ],
    "follow_ups": [{"date": "2020-04-30", "period": "2020-T1"}, {"date": "2020-08-31", "period": "2020-T2"}],
    "rules": {"at_risk_behind": 0.1, "delayed_behind": 0.25, "ratio_tolerance": None},
}


def plan():
    """A copy to change."""
    return copy.deepcopy(PLAN)


def at(document, pointer):
    """What stands at a JSON pointer."""
    for step in pointer.split("/")[1:]:
        document = document[int(step)] if isinstance(document, list) else document[step]
    return document


def changed(pointer, value):
    """The plan with `value` at a JSON pointer, whose parent is there."""
    document = plan()
    parent, _, last = pointer.rpartition("/")
    place = at(document, parent)
    place[int(last) if isinstance(place, list) else last] = value
    return document


def without(pointer):
    """The plan without what stands at a JSON pointer."""
    document = plan()
    parent, _, last = pointer.rpartition("/")
    del at(document, parent)[last]
    return document


def places(value, pointer=""):
    """Every place in a document as (pointer, value), the root first."""
    yield pointer, value
    members = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for name, member in members:
        yield from places(member, f"{pointer}/{name}")
