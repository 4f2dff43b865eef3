"""A case-management system's nightly job: today's facts into the plan, and what they change since yesterday.

    python nightly.py PLAN.json 2020-09-15
"""

import sys

import numpy
import tertial


def todays_facts(plan, day):
    """What the system has counted and its users have entered: here a few rows in place of a query."""
    months = tertial.Period("2020-07"), tertial.Period("2020-08")
    placed = numpy.array([25.0, 24.0])
    longer = numpy.array([11.0, 9.0])
    plan.add_observations("2.2.c", months, numpy.round(100 * longer / placed), numerators=longer, denominators=placed)
    plan.add_assessment("2.2", day, level="green", rationale="Under hälften av placeringarna är långa")
    plan.add_report(plan.actions[0].id, day, "delayed", comment="Utbildningen är flyttad till hösten")


def what_changed(before, after):
    """Lines on what moved between two follow-ups of one date."""
    for risk, was in zip(after.risks, before.risks):
        if risk.level != was.level:
            yield f"risk {risk.id}: {was.level} -> {risk.level} ({risk.movement})"
    for action, was in zip(after.actions, before.actions):
        if action.status != was.status:
            yield f"action {action.id}: {was.status or 'unreported'} -> {action.status or 'unreported'}"
    for line, was in zip(after.indicators, before.indicators):
        if line.latest != was.latest:
            yield f"indicator {line.id}: {line.latest.value:g} in {line.latest.period}"
    known = {(finding.code, finding.at, finding.message) for finding in before.findings}
    for finding in after.findings:
        if (finding.code, finding.at, finding.message) not in known:
            yield f"new {finding.severity} at {finding.at}: {finding.message}"


def main():
    path, day = sys.argv[1:]
    plan = tertial.Plan.read(path)
    before = plan.follow_up(day)
    todays_facts(plan, day)
    print("\n".join(what_changed(before, plan.follow_up(day))))


if __name__ == "__main__":
    try:
        main()
    except (OSError, tertial.TertialError) as error:
        sys.exit(f"nightly: {error}")
