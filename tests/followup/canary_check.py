"""What a follow-up holds back comes out nowhere, and cannot be worked out from what does.

Random plans with protected indicators - flows, snapshots, shares, linked ones - are followed up in every format.

- Canaries: small figures whose decimals no other figure has. Neither these decimals nor those of a difference to a
  whole number stand in any output.
- The other way round: the small counts of a plan, which are whole numbers, are changed so that everything that is shown
  stays as it is. Then every output stays as it is, to the byte.
- An attacker who knows every figure of the JSON and CSV, and that counts are not negative and roll-ups are sums, works
  out what each hidden count can be. That is never fewer than six values, and so never those of 1 to 4 alone.
- --reveal shows them again.
"""

import argparse
import collections
import copy
import csv
import io
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile
import zipfile

from protected_plans import LETTER, Maker, is_small, tertial_of

SEED = 20200831
PLANS = 150
FORMATS = ("json", "csv", "markdown", "html", "xlsx", "kpi-csv")
# Decimals that are no share of small whole numbers; the second is what the first leaves of a whole.
CANARY = "7306419"
LEFT = "2693581"


class Follower:
    def __init__(self, cli, work):
        self.cli, self.work = cli, work

    def output(self, plan, shape, *options):
        """The bytes of a format; of a workbook, of all that is in it."""
        path, made = self.work / "plan.json", self.work / "made"
        path.write_text(json.dumps(plan), encoding="utf-8")
        done = subprocess.run([self.cli, "follow-up", path, "--as-of", "2020-08-31", "--format", shape, "-o", made,
                               *options], check=False, capture_output=True)
        if done.returncode:
            raise SystemExit(f"follow-up --format {shape}: exit code {done.returncode}: {done.stderr.decode()}")
        if shape != "xlsx":
            return made.read_bytes()
        with zipfile.ZipFile(made) as book:
            return b"".join(name.encode() + book.read(name) for name in sorted(book.namelist()))

    def json(self, plan, *options):
        return json.loads(self.output(plan, "json", *options))

    def observations(self, plan, *options):
        """By indicator and period: value, status, numerator, denominator."""
        text = self.output(plan, "csv", "--table", "observations", *options).decode("utf-8-sig")
        return {(row["indicator"], row["period"]): row for row in csv.DictReader(io.StringIO(text, newline=""))}


def is_regular(periodicity, one):
    """Whether a period is one of the lengths that the indicator is followed by."""
    return periodicity == "month" if "-" in one and one[5].isdigit() else LETTER.get(periodicity, " ") in one


def is_within(month, longer):
    return month != longer and (longer == month[:4] or (month[5:6].isdigit() and tertial_of(month) == longer))


def sums_of(indicator, told):
    """Every sum that is shown of a flow, by period; of a share, the periods alone."""
    shown = {one["period"]: one["value"] for one in told["rollups"] if one["value"] is not None}
    baseline = told["baseline"]
    if baseline and baseline["period"] and baseline["value"] is not None:
        shown[baseline["period"]] = baseline["value"]
    for target in told["targets"]:
        if target.get("year_to_date") is not None:
            shown[str(target["year"])] = target["year_to_date"]
        elif target.get("judged_on") in ("forecast", "year_to_date"):
            shown[str(target["year"])] = None
    return shown


def groups_of(indicator, told, rows):
    """Hidden periods by the shortest shown sum they are in; None where there is no such sum."""
    shown = sums_of(indicator, told)
    groups = collections.defaultdict(list)
    for one in indicator["observations"]:
        row = rows[indicator["id"], one["period"]]
        if row["status"] != "suppressed" or not is_regular(indicator["periodicity"], one["period"]):
            continue
        sums = ([tertial_of(one["period"])] if indicator["periodicity"] == "month" else []) + [one["period"][:4]]
        groups[next((sum for sum in sums if sum in shown), None)].append(one["period"])
    return groups


def counts_of(indicator, plan, which):
    """The counts that sums are made of, by period: of a flow, or of a share what is in it (0) and what is not (1)."""
    by_id = {one["id"]: {entry["period"]: entry.get("value") for entry in one["observations"]}
             for one in plan["indicators"]}
    result = {}
    for one in indicator["observations"]:
        when = one["period"]
        if not is_regular(indicator["periodicity"], when):
            continue
        if indicator["kind"] != "share":
            result[when] = one["value"]
            continue
        counted = one.get("numerator", by_id["a"].get(when) if indicator["id"] == "c" else None)
        of = one.get("denominator", by_id["b"].get(when) if indicator["id"] == "c" else None)
        if counted is not None and of is not None:
            result[when] = of - counted if which else counted
    return result


def attack(plan, review, rows):
    """What an attacker finds: (indicator, period, what). A sum that is shown of a share is taken to tell its counts."""
    found = []
    told_of = {one["id"]: one for one in review["indicators"]}
    is_hidden = {key: row["status"] == "suppressed" for key, row in rows.items()}
    for indicator in plan["indicators"]:
        name = indicator["id"]
        if indicator["kind"] == "snapshot":
            continue
        groups = groups_of(indicator, told_of[name], rows)
        for which in range(1 if indicator["kind"] == "flow" else 2):
            counts = counts_of(indicator, plan, which)
            for sum_period, hidden in groups.items():
                hidden = [one for one in hidden if one in counts]
                if sum_period is None or not hidden:
                    continue
                # The sum less what is shown in it, and less shorter sums over what is not.
                left = sum(count for one, count in counts.items() if is_within(one, sum_period))
                for one, count in counts.items():
                    is_told = not is_hidden[name, one] or any(
                        other and other != sum_period and one in theirs for other, theirs in groups.items())
                    if is_within(one, sum_period) and is_told:
                        left -= count
                for one in hidden:
                    possible = [value for value in range(left + 1) if len(hidden) > 1 or value == left]
                    if len(possible) < 6:
                        found.append((name, one, f"{possible} by {sum_period}"))
        for told in told_of[name]["rollups"]:
            if indicator["kind"] == "flow" and told["value"] is not None:
                counts = counts_of(indicator, plan, 0)
                whole = sum(count for one, count in counts.items() if is_within(one, told["period"]))
                if told["value"] != whole:
                    found.append((name, told["period"], f"{told['value']} is shown as the sum, {whole}"))
        for one in indicator["observations"]:
            for other in indicator["observations"]:
                if is_within(one["period"], other["period"]) and is_hidden[name, one["period"]] and \
                        not is_hidden[name, other["period"]]:
                    found.append((name, one["period"], f"hidden, {other['period']} is shown"))
    # By the plan's links: what two of the three tell.
    linked = [(name, one) for name, one in is_hidden if name in "abcd"]
    for name, one in linked:
        for other, longer in linked:
            tells = name + other in ("ab", "ac", "bc", "cd") and not is_hidden[other, longer]
            if tells and (one == longer or is_within(one, longer)) and is_hidden[name, one]:
                found.append((name, one, f"hidden, {other} {longer} is shown"))
            if one == longer and is_hidden[name, one] != is_hidden[other, longer]:
                found.append((name, one, f"hidden or not, other than {other}"))
    return found


def hidden_small(plan, rows, revealed):
    """Small counts of protected indicators that are not revealed: indicator, period, and status."""
    for indicator in plan["indicators"]:
        if not indicator.get("protect") or indicator["id"] in revealed:
            continue
        layers = [counts_of(indicator, plan, 0)]
        if indicator["kind"] == "share":
            layers.append(counts_of(indicator, plan, 1))
        for one in indicator["observations"]:
            if any(is_small(layer.get(one["period"], 0)) for layer in layers):
                yield indicator["id"], one["period"], rows[indicator["id"], one["period"]]["status"]


def patterns(rows, review):
    """What may tell hidden counts by being there at all: what is hidden, and that a figure does not hold."""
    return ([(one["code"], one["at"]) for one in review["findings"]], {key: row["status"] for key, row in rows.items()},
            [[(one["period"], one["value"] is None) for one in told["rollups"]] for told in review["indicators"]])


def otherwise(plan, review, rows):
    """The plan with hidden counts changed and all that is shown as it was; None where nothing can be changed."""
    told_of = {one["id"]: one for one in review["indicators"]}
    changed = copy.deepcopy(plan)
    any_changed = False
    for indicator in changed["indicators"]:
        if indicator["id"] not in "fsna":
            continue
        by_period = {one["period"]: one for one in indicator["observations"]}
        groups = groups_of(indicator, told_of[indicator["id"]], rows)
        if indicator["kind"] == "snapshot":
            groups = {None: [one for group in groups.values() for one in group]}
        for sum_period, hidden in groups.items():
            entries = [by_period[one] for one in hidden]

            def figure(entry):
                return entry["numerator"] if indicator["kind"] == "share" else entry["value"]

            def add(entry, count):
                if indicator["kind"] == "share":
                    entry["numerator"] += count
                    entry["denominator"] += count
                    # The value stays what it was printed as where it may; a mismatch would be told.
                    entry["value"] = round(100 * entry["numerator"] / entry["denominator"], 1)
                else:
                    entry["value"] += count

            small = [one for one in entries if is_small(figure(one))]
            large = [one for one in entries if figure(one) >= 8]
            for entry in small:
                step = 1 if figure(entry) < 4 else -1
                if sum_period is None:
                    add(entry, step)
                elif large:
                    add(entry, step)
                    add(large[0], -step)
                else:
                    continue
                any_changed = True
    # What is counted from them keeps in step, and off it where it was.
    was, now = ({one["id"]: one["observations"] for one in either["indicators"]} for either in (plan, changed))
    for i, (before, after) in enumerate(zip(was["a"], now["a"])):
        if before == after or len(was["c"]) != len(was["a"]):
            continue
        whole = now["b"][i]["value"]
        off = round(was["c"][i]["value"] - 100 * before["value"] / whole)
        now["c"][i]["value"] = round(round(100 * after["value"] / whole, 1) + off, 1)
        now["d"][i]["value"] = round(100 - now["c"][i]["value"], 1)
    return changed if any_changed else None


def reveal(names):
    return [option for name in names for option in ("--reveal", name)]


def check_whole(follower, plan, revealed, faults, seen):
    options = reveal(revealed)
    review, rows = follower.json(plan, *options), follower.observations(plan, *options)
    seen["hidden"] += sum(row["status"] == "suppressed" for row in rows.values())
    seen["sums shown"] += sum(one["value"] is not None for told in review["indicators"] for one in told["rollups"])
    seen["sums hidden"] += sum(one["value"] is None for told in review["indicators"] for one in told["rollups"])
    for name, one, status in hidden_small(plan, rows, revealed):
        seen["small"] += 1
        if status != "suppressed":
            faults.append(f"{name} {one} is small and shown")
    for row in rows.values():
        if row["status"] == "suppressed" and (row["value"] or row["numerator"] or row["denominator"]):
            faults.append(f"{row['indicator']} {row['period']}: suppressed, with figures")
    for name, one, what in attack(plan, review, rows):
        faults.append(f"{name} {one} is found: {what}")
    for told in review["indicators"]:
        for key in ("latest", "previous"):
            figure = told[key]
            if figure and figure["status"] == "suppressed" and figure["value"] is not None:
                faults.append(f"{told['id']} {key}: {figure}")
    other = otherwise(plan, review, rows)
    if other is None:
        return
    other_rows = follower.observations(other, *options)
    if patterns(other_rows, follower.json(other, *options)) != patterns(rows, review):
        seen["patterns that moved"] += 1
        return
    seen["changed unseen"] += 1
    for shape in FORMATS:
        if follower.output(plan, shape, *options) != follower.output(other, shape, *options):
            faults.append(f"--format {shape} tells one hidden count from another")
    everything = reveal(one["id"] for one in plan["indicators"])
    for shape in ("csv", "html", "xlsx"):
        if follower.output(plan, shape, *everything) == follower.output(other, shape, *everything):
            faults.append(f"--reveal with --format {shape} shows no hidden count")


def with_canaries(plan):
    """The plan with small counts of protected indicators that cannot be mistaken."""
    plan = copy.deepcopy(plan)
    any_small = False
    for indicator in plan["indicators"]:
        if indicator.get("protect") and "baseline" in indicator and is_small(indicator["baseline"]["value"]):
            indicator["baseline"]["value"] = float(f"{indicator['baseline']['value'] - 1}.{CANARY}")
            any_small = True
        for one in indicator["observations"]:
            for key in ("value", "numerator"):
                if indicator["kind"] == "share" and key == "value":
                    continue
                if indicator.get("protect") and key in one and is_small(one[key]):
                    one[key] = float(f"{one[key] - 1}.{CANARY}")
                    any_small = True
    by_id = {one["id"]: one["observations"] for one in plan["indicators"]}
    for part, of, share, other in zip(by_id["a"], by_id["b"], by_id["c"], by_id["d"]):
        if len(by_id["a"]) == len(by_id["c"]) and (isinstance(part["value"], float) or isinstance(of["value"], float)):
            # What is counted from a canary is one.
            share["value"] = float(f"{int(share['value'])}.{CANARY}")
            other["value"] = float(f"{int(other['value'])}.{LEFT}")
    return plan if any_small else None


def check_canaries(follower, plan, faults, seen):
    plan = with_canaries(plan)
    if plan is None:
        return
    seen["plans with canaries"] += 1
    # All of them, or rounded to four or three
    decimals = rf"({CANARY[:4]}|731\b|{LEFT[:4]}|2694\b|269\b)"
    for shape in FORMATS:
        output = follower.output(plan, shape)
        match = re.search(("," if shape == "kpi-csv" else r"\.").encode() + decimals.encode(), output)
        if match:
            begin = max(0, match.start() - 60)
            faults.append(f"--format {shape}: a canary: {output[begin:match.end() + 20]!r}")
    if CANARY.encode() not in follower.output(plan, "csv", *reveal(one["id"] for one in plan["indicators"])):
        faults.append("--reveal shows no canary")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--seed", type=int, default=SEED)
    parser.add_argument("--plans", type=int, default=PLANS)
    parser.add_argument("--keep", type=pathlib.Path, help="where the first plan with a fault is left")
    arguments = parser.parse_args()
    seen, failed = collections.Counter(), 0
    with tempfile.TemporaryDirectory() as directory:
        follower = Follower(arguments.cli.resolve(), pathlib.Path(directory))
        for number in range(arguments.plans):
            dice = random.Random(arguments.seed * 1000 + number)
            plan = Maker(dice).plan()
            faults = []
            revealed = [one["id"] for one in plan["indicators"] if dice.random() < 0.3] if dice.random() < 0.3 else []
            check_whole(follower, plan, revealed, faults, seen)
            check_canaries(follower, plan, faults, seen)
            for fault in faults[:5]:
                print(f"plan {number} of seed {arguments.seed}: {fault}", file=sys.stderr)
            if faults and not failed and arguments.keep:
                arguments.keep.write_text(json.dumps(plan, indent=1), encoding="utf-8")
            failed += bool(faults)
    print(", ".join(f"{count} {name}" for name, count in sorted(seen.items())))
    for name in ("hidden", "small", "sums shown", "sums hidden", "changed unseen", "plans with canaries"):
        if not seen[name] and arguments.plans >= PLANS:
            print(f"nothing was looked at: {name}", file=sys.stderr)
            failed += 1
    if failed:
        print(f"{failed} of {arguments.plans} plans failed", file=sys.stderr)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
