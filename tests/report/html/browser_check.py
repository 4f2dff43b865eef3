"""Opens the HTML reports in Chromium and compares what is read there with the JSON of the same follow-up."""
import argparse
import csv
import io
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

SKIPPED = 77
LOOKS = [{"width": width, "scheme": scheme} for width in (390, 1440) for scheme in ("light", "dark")]
WORDS = {"sv": {"open": "Öppna risker", "reduced": "Minskade risker", "actions": "Åtgärder", "indicators": "Indikatorer",
                "previous": "Förra uppföljningen", "missing": "saknas", "not_due": "ej aktuell", "none": "–"},
         "en": {"open": "Open risks", "reduced": "Reduced risks", "actions": "Actions", "indicators": "Indicators",
                "previous": "Last follow-up", "missing": "missing", "not_due": "not due", "none": "–"}}
LEVELS = {"sv": {"green": "grön", "yellow": "gul", "red": "röd"}, "en": {}}
MOVEMENTS = {"sv": {"decreased": "sänkt", "increased": "höjd", "unchanged": "oförändrad", "closed": "stängd", "new": "ny",
                    "reopened": "åter öppen", "unknown": "går inte att säga"},
             "en": {"decreased": "reduced", "unknown": "cannot be told"}}

CANARY = "window.canary=1"
EVILS = [f"<script>{CANARY}</script>", f"\"><img src=x onerror={CANARY}>", f"]]></svg><script>{CANARY}</script>",
         f"</title></style></textarea><svg onload={CANARY}>", f"' onmouseover='{CANARY}' x='", "\u202eEvil\u2066", "\u0000NUL",
         "W" * 10_000, "\U0001F600\U0001F468\u200D\U0001F469\u200D\U0001F467", "&lt;b&gt;&#60;", f"javascript:{CANARY}"]


class Checks:
    def __init__(self):
        self.done = 0
        self.failed = []

    def that(self, truth, what):
        self.done += 1
        if not truth:
            self.failed.append(what)


def figure(text, language):
    """The number that a reader would read; None where there is none."""
    text = text.replace("\u00a0", " ").replace("\u2212", "-").split(" (")[0].replace("%", "").strip()
    text = text.replace(" ", "").replace(",", ".") if language == "sv" else text.replace(",", "")
    try:
        return float(text)
    except ValueError:
        return None


def same(text, value, language):
    return figure(text, language) is not None and abs(figure(text, language) - value) < 1e-9 * max(1, abs(value))


def compare(checks, name, figures, plan, review, observations, language):
    words = WORDS[language]
    summary = review["summary"]
    checks.that(figures["title"] == plan["title"], f"{name}: title {figures['title']}")
    tiles = figures["tiles"]
    if plan["risks"]:
        checks.that(int(tiles[words["open"]]) == summary["risks"]["open"], f"{name}: open risks")
        checks.that(int(tiles[words["reduced"]]) == summary["risks"]["reduced"], f"{name}: reduced risks")
    checks.that(int(tiles[words["actions"]]) == len(review["actions"]), f"{name}: actions")
    checks.that(int(tiles[words["indicators"]]) == len(review["indicators"]), f"{name}: indicators")

    places = {risk["id"]: f"risk-{i}" for i, risk in enumerate(plan["risks"])}
    for risk in review["risks"]:
        row = figures["risks"].get(places[risk["id"]])
        checks.that(row is not None and row[0].startswith(risk["id"] + " "), f"{name}: risk {risk['id']} in the register")
        if row is None:
            continue
        level = LEVELS[language].get(risk["level"], risk["level"])
        checks.that(any(cell.split(",")[0].endswith(level) for cell in row[1:]), f"{name}: level of {risk['id']}: {row}")
        if risk["movement"] not in (None, "closed"):
            word = MOVEMENTS[language].get(risk["movement"], risk["movement"])
            checks.that(any(cell.endswith(word) for cell in row), f"{name}: movement of {risk['id']}: {row}")

    for i, action in enumerate(review["actions"]):
        row = figures["actions"].get(f"action-{i}")
        checks.that(row is not None and row[0].startswith(action["id"] + " "), f"{name}: action {action['id']}")

    by_indicator = {}
    for row in observations:
        by_indicator.setdefault(row["indicator"], []).append(row)
    for i, indicator in enumerate(review["indicators"]):
        here = f"{name}: {indicator['id']}"
        card = figures["cards"].get(f"indicator-{i}")
        checks.that(card is not None, f"{here}: no card")
        if card is None:
            continue
        latest = indicator["latest"]
        if latest is not None and latest.get("value") is not None:
            checks.that(same(card["now"], latest["value"], language), f"{here}: latest {card['now']} for {latest['value']}")
        else:
            checks.that(card["now"] in (words["missing"], words["not_due"]), f"{here}: {card['now']} for nothing")
        previous = indicator.get("previous")
        if previous is not None and previous.get("value") is not None:
            shown = card["facts"].get(words["previous"], "")
            checks.that(same(shown, previous["value"], language), f"{here}: previous {shown} for {previous['value']}")
        expected = sorted(float(row["value"]) for row in by_indicator.get(indicator["id"], []) if row["value"])
        shown = [figure(row[1], language) for row in card["table"][1:]]
        checks.that(sorted(value for value in shown if value is not None) == expected,
                    f"{here}: table {shown} for {expected}")
        if not plan["indicators"][i].get("definitions"):  # else some figures stand beside the line
            checks.that(card["dots"] == len(expected), f"{here}: {card['dots']} dots for {len(expected)} figures")
    checks.that(len(figures["findings"]) == len(review["findings"]), f"{name}: findings")


def hostile_plan():
    """A plan that says something evil wherever it may say something."""
    def evil(i):
        return EVILS[i % len(EVILS)]
    ids = [f"{i} {evil(i)}" for i in range(len(EVILS))]
    return {
        "tertial": 1, "id": "p", "title": " ".join(EVILS), "organisation": evil(1), "language": "sv", "year": 2020,
        "matrix": {"likelihood": [evil(0), evil(1), evil(7)], "severity": [evil(2), evil(3), evil(7)], "score": "product",
                   "bands": [{"level": evil(0), "label": evil(1), "from": 1, "to": 3}, {"level": "b", "label": evil(7), "from": 4, "to": 9}]},
        "areas": [{"id": "a", "title": evil(7)}],
        "risks": [{"id": id, "area": "a", "title": evil(i + 1), "assessments": [
            {"date": "2020-04-30", "likelihood": 1 + i % 3, "severity": 1 + i % 2},
            {"date": "2020-08-31", "likelihood": 1 + (i + 1) % 3, "severity": 1 + i % 3, "rationale": evil(i)}]}
            for i, id in enumerate(ids)],
        "actions": [{"id": id, "risks": [id], "title": evil(i + 2), "responsible": evil(i + 3),
                     "reports": [{"date": "2020-08-31", "status": "delayed", "comment": evil(i + 4)}],
                     "activities": [{"id": evil(i), "title": evil(i), "start": "2020-01-01", "end": "2020-06-30", "progress": 0.5}]}
                    for i, id in enumerate(ids)],
        "indicators": [{"id": id, "risks": [id], "title": evil(i + 5), "unit": evil(i + 6), "kind": "flow", "direction": "lower",
                        "periodicity": "month", "baseline": {"value": 3}, "targets": [{"year": 2020, "undecided": evil(i)}],
                        "definitions": [{"id": evil(i), "text": evil(i + 1)}, {"id": "n", "from": "2020-05", "text": evil(i + 2)}],
                        "observations": [{"period": "2020-04", "value": 1e300 if i == 0 else 4}, {"period": "2020-06", "value": 5}]}
                       for i, id in enumerate(ids)],
        "self_checks": [{"id": "s", "title": evil(0), "period": "2020-07", "sample": 7, "results": [{"title": evil(7), "numerator": 3}],
                         "breakdowns": [{"by": evil(7), "groups": {evil(0): 3, evil(7): 4}}]}],
        "follow_ups": [{"date": "2020-04-30", "period": "2020-T1"}],
    }


def main():
    arguments = argparse.ArgumentParser()
    for name in ("cli", "source", "build"):
        arguments.add_argument(f"--{name}", required=True, type=pathlib.Path)
    options = arguments.parse_args()
    node = shutil.which("node")
    version = subprocess.run([node, "--version"], capture_output=True, text=True).stdout if node else "none"
    if node is None or int(version.lstrip("v").split(".")[0]) < 20:
        print(f"node 20 or later is needed, and there is {version.strip()}: the reports were not looked at")
        return SKIPPED
    tools = options.source / "build" / "browser"
    chromium = shutil.which("chromium")
    if chromium is None or not (tools / "node_modules").is_dir():
        print("chromium, or what ./dev test installs in build/browser, is missing")
        return 1

    checks = Checks()
    pictures = options.source / "build" / "screenshots"
    pictures.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)

        def follow_up(plan, language, *more):
            done = subprocess.run([options.cli, "follow-up", plan, "--as-of", "2020-T2", "--lang", language, *more],
                                  capture_output=True, check=True)
            return done.stdout

        jobs, expected = [], {}
        samples = {"action-plan": "action-plan-2020/plan.json", "operational-plan": "operational-plan-2020/plan.json",
                   "with-outcomes": "operational-plan-2020/with-outcomes.json"}
        for sample, file in samples.items():
            plan = options.source / "tests" / "data" / file
            for language in ("sv", "en"):
                name = f"{sample}.{language}"
                page = follow_up(plan, language, "--format", "html")
                checks.that(len(page) < 300_000, f"{name}: {len(page)} bytes")
                (folder / f"{name}.html").write_bytes(page)
                table = follow_up(plan, language, "--format", "csv", "--table", "observations").decode("utf-8-sig")
                dialect = csv.Sniffer().sniff(table.splitlines()[0], ";,\t")
                expected[name] = (json.loads(plan.read_text()), json.loads(follow_up(plan, language, "--format", "json")),
                                  list(csv.DictReader(io.StringIO(table), dialect=dialect)), language)
                jobs.append({"file": str(folder / f"{name}.html"), "name": name, "looks": LOOKS, "pictures": str(pictures),
                             "print": True})
        hostile = folder / "hostile.json"
        hostile.write_text(json.dumps(hostile_plan()))
        (folder / "hostile.html").write_bytes(follow_up(hostile, "sv", "--format", "html"))
        # With the page's own policy switched off, only the escaping stands between the plan and the canary.
        jobs.append({"file": str(folder / "hostile.html"), "name": "hostile", "looks": LOOKS, "pictures": str(pictures),
                     "bypassCSP": True, "first_screen": True})
        # The canary must be able to sing.
        (folder / "canary.html").write_text(f"<!doctype html><html lang=en><title>c</title><h1>c</h1><p class=now><b></b>"
                                            f"<script>{CANARY}</script>")
        jobs.append({"file": str(folder / "canary.html"), "name": "canary", "looks": LOOKS[:1], "pictures": str(folder),
                     "bypassCSP": True})
        (folder / "jobs.json").write_text(json.dumps(jobs))
        environment = dict(os.environ, TERTIAL_BROWSER=str(tools), TERTIAL_CHROMIUM=chromium, HOME=str(folder))
        here = pathlib.Path(__file__).parent
        done = subprocess.run([node, here / "browser.mjs", folder / "jobs.json"], capture_output=True, text=True, env=environment)
        if done.returncode != 0:
            print(done.stderr[-4000:])
            return 1
        for seen in json.loads(done.stdout):
            name = f"{seen['name']} {seen['width']} {seen['scheme']}"
            if seen["name"] == "canary":
                checks.that(seen["figures"]["canary"], "the canary does not sing where it could")
                continue
            checks.that(seen["scroll"] <= 0 and seen["scrollOpen"] <= 0, f"{name}: scrolls sideways by {seen['scroll']}, {seen['scrollOpen']}")
            checks.that(seen["console"] == [], f"{name}: console {seen['console'][:3]}")
            checks.that(seen["requests"] == [], f"{name}: requests {seen['requests'][:3]}")
            checks.that(seen["unreachable"] == 0, f"{name}: links beyond the keyboard")
            figures = seen["figures"]
            checks.that(not figures["canary"] and figures["scripts"] == 0 and figures["handlers"] == 0, f"{name}: a plan's text ran")
            for violation in seen["axe"]:
                checks.that(False, f"{name}: axe {violation}")
            if seen["name"] in expected:
                compare(checks, name, figures, *expected[seen["name"]])
            else:
                checks.that(len(figures["cards"]) == len(EVILS), f"{name}: cards")
        for name in expected:
            pdf = pictures / f"{name}.pdf"
            checks.that(pdf.read_bytes().startswith(b"%PDF"), f"{name}: not printed")
    for failure in checks.failed[:40]:
        print("FAILED", failure)
    print(f"{checks.done} checks, {len(checks.failed)} failed; pictures in {pictures.relative_to(options.source)}")
    return 1 if checks.failed else 0


if __name__ == "__main__":
    sys.exit(main())
