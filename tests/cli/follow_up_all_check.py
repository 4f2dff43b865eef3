"""follow-up --all: a page a plan, an index with the worst first, and nothing at all where one plan cannot be used."""

import argparse
import copy
import html.parser
import json
import pathlib
import subprocess
import sys
import tempfile

from small_plan import PLAN


def plan(name, assessments):
    """A plan with one risk an assessment, which is None where it was never assessed."""
    document = copy.deepcopy(PLAN)
    document.update(id=name, title=f"Plan {name} <b>", actions=[], indicators=[], self_checks=[])
    document["risks"] = [{"id": str(i), "title": "A risk", "assessments": [] if one is None else [{"date": "2020-08-01", **one}]}
                         for i, one in enumerate(assessments)]
    return document


def cell(likelihood, severity):
    return {"likelihood": likelihood, "severity": severity}


# From the worst: two red, one red, one that nobody assessed, all yellow, all green, none open.
PLANS = {
    "d-two-red": [cell(4, 4), cell(3, 3)],
    "a-one-red": [cell(4, 4), cell(1, 1), cell(1, 1), cell(1, 1)],
    "f-unknown": [cell(1, 1), None],
    "b-yellow": [cell(2, 2), cell(2, 3)],
    "e-green": [cell(1, 1)],
    "c-nothing": [],
}


class Index(html.parser.HTMLParser):
    def __init__(self):
        super().__init__()
        self.rows, self.links, self.inside = [], [], False

    def handle_starttag(self, tag, attrs):
        if tag == "tr":
            self.rows.append([])
        if tag in ("td", "th"):
            self.rows[-1].append("")
            self.inside = True
        if tag == "a":
            self.links.append(dict(attrs)["href"])

    def handle_endtag(self, tag):
        if tag in ("td", "th"):
            self.inside = False

    def handle_data(self, data):
        if self.inside:
            self.rows[-1][-1] += data


def main():
    parser = argparse.ArgumentParser()
    for name in ("cli", "source", "build"):
        parser.add_argument(f"--{name}", required=True, type=pathlib.Path)
    options = parser.parse_args()
    faults = []

    def expect(what, holds):
        if not holds:
            faults.append(what)

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        plans = folder / "department"
        plans.mkdir()
        for name, assessments in PLANS.items():
            (plans / f"{name}.json").write_text(json.dumps(plan(name, assessments)))
        (plans / "notes.txt").write_text("no plan")

        def follow_up(*more):
            return subprocess.run([options.cli.resolve(), "follow-up", "--all", "department", "--as-of", "2020-T2", *more],
                                  cwd=folder, capture_output=True, text=True, check=False)

        done = follow_up("-o", "pages/2020-T2", "--lang", "en")
        expect(f"all plans are followed up: {done.stderr}", done.returncode == 0 and not done.stdout and not done.stderr)
        pages = folder / "pages" / "2020-T2"
        expect("a page a plan, and the index", {page.name for page in pages.iterdir()}
               == {f"{name}.html" for name in PLANS} | {"index.html"})
        text = (pages / "index.html").read_text()
        index = Index()
        index.feed(text)
        expect(f"the worst come first: {index.links}", index.links == [f"{name}.html" for name in PLANS])
        expect("titles are text", "Plan a-one-red &lt;b&gt;" in text and "<b>Plan" not in text)
        worst = [row[2] for row in index.rows[1:]]
        expect(f"what was not assessed stays unknown: {worst}",
               [word.split()[-1] for word in worst] == ["red", "red", "unknown", "yellow", "green", "risk"])
        for name in PLANS:
            alone = subprocess.run([options.cli.resolve(), "follow-up", f"department/{name}.json", "--as-of", "2020-T2", "--lang",
                                    "en", "--format", "html"], cwd=folder, capture_output=True, check=True).stdout
            expect(f"{name}: the page is the one that the plan alone has", (pages / f"{name}.html").read_bytes() == alone)

        (plans / "z-broken.json").write_text('{"tertial": 1}')
        done = follow_up("-o", "other")
        expect(f"one plan that cannot be used is named: {done.stderr}",
               done.returncode == 2 and "z-broken.json" in done.stderr and done.stderr.count("\n") == 1)
        expect("and nothing is written", not (folder / "other").exists())
        (plans / "z-broken.json").rename(plans / "index.json")
        done = follow_up("-o", "other")
        expect(f"no plan's page is the index: {done.stderr}", done.returncode == 2 and "index.json" in done.stderr)
        (plans / "index.json").rename(plans / "a b.json")
        expect("a name that is no address is refused", follow_up("-o", "other").returncode == 2)
        (plans / "a b.json").unlink()
        (folder / "file").write_text("here first")
        done = follow_up("-o", "file")
        expect(f"a file is no folder: {done.stderr}", done.returncode == 2 and (folder / "file").read_text() == "here first")
    for fault in faults:
        print(fault)
    print(f"{len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
