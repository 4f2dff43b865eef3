"""The workbook against the JSON and CSV of the same follow-up, read by openpyxl and converted by LibreOffice.

Both must be installed: they stand for the spreadsheet programs of those who open the file.
"""

import argparse
import csv
import datetime
import io
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile

import openpyxl

DATA = "tests/data"
PLANS = ["action-plan-2020/plan.json", "operational-plan-2020/plan.json", "operational-plan-2020/with-outcomes.json"]
SHEETS = {"sv": ["Sammanfattning", "Risker", "Riskmatris", "Åtgärder", "Indikatorer", "Diagram", "Iakttagelser"],
          "en": ["Summary", "Risks", "Risk matrix", "Actions", "Indicators", "Charts", "Findings"]}
FILTERED = (0, 1, 3, 4, 6)
MARKS = "●▲◆■✓↓↑→ "

WORDS = {
    "sv": {"red": "röd", "yellow": "gul", "green": "grön", "unclassified": "oklassad",
           "decreased": "sänkt", "increased": "höjd", "unchanged": "oförändrad", "closed": "stängd", "new": "ny",
           "reopened": "åter öppen", "unknown": "går inte att säga",
           "on_schedule": "följer tidplanen", "at_risk": "risk för försening", "delayed": "försenad",
           "completed": "slutförd", "not_started": "ej påbörjad", "cancelled": "inställd", "unreported": "ej rapporterad",
           "error": "fel", "warning": "varning", "note": "notering",
           "O": "saknas", "L": "ej insamlat", "N": "ej aktuell", "confidential": "sekretess", "suppressed": "skyddas",
           "P": "preliminärt", "E": "uppskattat", "B": "nytt sätt att räkna", "A": None, True: "nej", False: "ja"},
    "en": {"red": "red", "yellow": "yellow", "green": "green", "unclassified": "unclassified",
           "decreased": "reduced", "increased": "increased", "unchanged": "unchanged", "closed": "closed", "new": "new",
           "reopened": "reopened", "unknown": "cannot be told",
           "on_schedule": "on schedule", "at_risk": "at risk of delay", "delayed": "delayed",
           "completed": "completed", "not_started": "not started", "cancelled": "cancelled", "unreported": "not reported",
           "error": "error", "warning": "warning", "note": "note",
           "O": "missing", "L": "not collected", "N": "not due", "confidential": "confidential", "suppressed": "suppressed",
           "P": "provisional", "E": "estimated", "B": "counted in a new way", "A": None, True: "no", False: "yes"},
}


def hostile_plan():
    """Text that a spreadsheet might run, follow or choke on, in every place that holds text."""
    evil = ["=1+1", "+1+1", "-1+1", "@SUM(A1)", "=HYPERLINK(\"http://x.test\",\"y\")", "http://x.test/", "\t=1",
            "<b>&amp;\"'", "_x0041_", "a\u0001b\u0000c", "{=1+1}", "\ufffe\uffff", "=cmd|' /C calc'!A0", "x" * 40000]
    long = evil[-1]
    return {
        "tertial": 1, "id": "=1+1", "title": "=1+1", "organisation": "@SUM(A1)", "language": "en", "year": 2020,
        "matrix": {"likelihood": ["=1", "+2"], "severity": ["-1", "@2"], "score": "product",
                   "bands": [{"level": "green", "label": "=\"a\"&\"b\"", "from": 1, "to": 1},
                             {"level": "red", "label": "+1\"", "from": 2, "to": 4}]},
        "areas": [{"id": "a", "title": "=1+1"}],
        "risks": [{"id": text[:60], "title": text, "area": "a",
                   "assessments": [{"date": "2020-08-31", "likelihood": 1, "severity": 2, "rationale": text}]}
                  for text in evil],
        "actions": [{"id": text[:60], "title": text, "risks": ["=1+1"], "responsible": text,
                     "reports": [{"date": "2020-08-31", "status": "delayed", "comment": text}]} for text in evil],
        "indicators": [{"id": text[:60], "title": text, "unit": text[:60],
                        "definitions": [{"id": "d", "text": text}],
                        "observations": [{"period": "2020-01", "value": 1.5}, {"period": "2020-02", "value": 2}]}
                       for text in evil],
    }, long


class Check:
    def __init__(self, cli, source, work):
        self.cli, self.source, self.work = cli.resolve(), source, work
        self.faults = []

    def expect(self, name, holds):
        if not holds:
            self.faults.append(f"does not hold: {name}")

    def same(self, name, found, wanted):
        if found != wanted:
            self.faults.append(f"{name}: {found!r}, not {wanted!r}")

    def run(self, plan, *options, code=0):
        done = subprocess.run([self.cli, "follow-up", plan, "--as-of", "2020-T2", *options], check=False,
                              stdin=subprocess.DEVNULL, capture_output=True)
        if done.returncode != code or (code == 0 and done.stderr):
            self.faults.append(f"{plan.name} {options}: exit code {done.returncode}: {done.stderr.decode()}")
        return done.stderr.decode() if code else done.stdout

    def workbook(self, plan, name, *options):
        path = self.work / f"{name}.xlsx"
        self.run(plan, "--format", "xlsx", "-o", path, *options)
        return path

    def json(self, plan, *options):
        return json.loads(self.run(plan, "--format", "json", *options))

    def csv(self, plan, table, *options):
        text = self.run(plan, "--format", "csv", "--table", table, *options).decode()
        return list(csv.DictReader(io.StringIO(text, newline="")))


def plain(value):
    """What a cell says without the mark for the eye."""
    return value.lstrip(MARKS) if isinstance(value, str) else value


def day(text):
    return datetime.datetime.fromisoformat(text) if text else None


def close(found, wanted):
    """The file carries sixteen significant digits."""
    return found == wanted or (found is not None and wanted is not None and abs(found - wanted) <= 1e-15 * abs(wanted))


def unspaced_percent(text):
    return re.sub(r"[ \u00a0]%", "%", text)


def rows_of(sheet):
    """Rows below the heading as lists."""
    return [list(row) for row in sheet.iter_rows(min_row=2, values_only=True)]


def check_form(check, name, path, book, language, charts):
    check.same(f"{name}: sheets", book.sheetnames, SHEETS[language])
    for place, sheet in enumerate(book):
        check.expect(f"{name} {sheet.title}: the heading stands still", sheet.freeze_panes and sheet.freeze_panes.endswith("2"))
        if place in FILTERED:
            check.expect(f"{name} {sheet.title}: a filter", sheet.auto_filter.ref)
        for row in sheet.iter_rows():
            for cell in row:
                check.expect(f"{name} {sheet.title} {cell.coordinate} is no formula", cell.data_type != "f")
                check.expect(f"{name} {sheet.title} {cell.coordinate} is no link", cell.hyperlink is None)
    with zipfile.ZipFile(path) as parts:
        names = parts.namelist()
        found = [part for part in names if re.fullmatch(r"xl/charts/chart\d+\.xml", part)]
        check.expect(f"{name}: {len(found)} charts, {charts} expected", len(found) == charts)
        for part in found:
            text = parts.read(part).decode()
            check.expect(f"{name} {part} is a line chart with its figures", "<c:lineChart>" in text and "<c:numCache>" in text)
        for part in names:
            if part.startswith("xl/worksheets/sheet"):
                check.expect(f"{name} {part} has no formula in a cell", not re.search(rb"<c [^>]*><f", parts.read(part)))
        check.expect(f"{name}: no links", not any("hyperlink" in part or "externalLink" in part for part in names))


def check_summary(check, name, sheet, review, markdown, language):
    words = WORDS[language]
    rows = [list(row)[:3] for row in sheet.iter_rows(values_only=True)]
    head = next(place for place, row in enumerate(rows) if row[2] in ("Antal", "Count"))
    summary = review["summary"]
    risks, actions = summary["risks"], summary["actions"]
    wanted = [*risks["by_level"].values(), risks["open"], risks["closed"], *risks["movement"].values(), risks["reduced"],
              *actions.values(), *summary["indicators"].values(), *summary["targets"].values(),
              *summary["findings"].values()]
    counts = rows[head + 1:]
    check.same(f"{name} summary counts", [row[2] for row in counts], wanted)
    labels = [plain(row[1]) for row in counts]
    at = len(risks["by_level"]) + 2
    check.same(f"{name} movement words", labels[at:at + 7], [words[key] for key in risks["movement"]])
    at += 8
    check.same(f"{name} action words", labels[at:at + 7], [words[key] for key in actions])
    sentences = [row[1] for row in rows[:head] if isinstance(row[1], str) and row[1].endswith(".")]
    told = re.sub(r"\\|\u2060", "", markdown.split("\n## ")[1])
    check.same(f"{name} sentences", sentences, [line[2:] for line in told.splitlines() if line.startswith("- ")])
    dates = [row[1] for row in rows[:head] if isinstance(row[1], datetime.datetime)]
    check.same(f"{name} dates", dates, [day(review[key]) for key in ("as_of", "previous") if review[key]])


def check_risks(check, name, sheet, review, plan, language):
    words, rows = WORDS[language], rows_of(sheet)
    titles = {risk["id"]: risk["title"] for risk in plan["risks"]}
    closed_before = {risk["id"] for risk in review["closed_before"]}
    check.same(f"{name} risks", sorted(row[0] for row in rows), sorted([risk["id"] for risk in review["risks"]] + list(closed_before)))
    by_id = {row[0]: row for row in rows}
    for risk in review["risks"]:
        row, what = by_id[risk["id"]], f"{name} risk {risk['id']}"
        before = risk["previous_level"]
        check.same(f"{what} title", row[1], titles[risk["id"]])
        check.same(f"{what} level", plain(row[3]), words[risk["level"]])
        check.same(f"{what} figures", row[4:7], [risk["score"], risk["likelihood"], risk["severity"]])
        if before:
            check.same(f"{what} level before", plain(row[7]), words[before])
        check.same(f"{what} movement", plain(row[8]), words[risk["movement"]])
        check.same(f"{what} dates", row[9:11], [day(risk["assessed"]), day(risk.get("closed"))])


def check_actions(check, name, sheet, review, plan, language):
    words, rows = WORDS[language], rows_of(sheet)
    check.same(f"{name} actions", [row[0] for row in rows], [action["id"] for action in review["actions"]])
    titles = {action["id"]: action["title"] for action in plan["actions"]}
    for row, action in zip(rows, review["actions"]):
        what = f"{name} action {action['id']}"
        check.same(f"{what} title", row[1], titles[action["id"]])
        check.same(f"{what} status", plain(row[5]), words[action["status"]])
        check.same(f"{what} reported", plain(row[6]), words.get(action["reported"]))
        check.same(f"{what} reported on", row[7], day(action["reported_on"]))
        check.same(f"{what} reported since", row[8], words[action["unreported"]])
        check.same(f"{what} derived", plain(row[9]), words.get(action["derived"]))
        check.same(f"{what} why", unspaced_percent(row[10]), unspaced_percent(action["why"]))


def check_observations(check, name, sheet, observations, plan, language):
    words, rows = WORDS[language], rows_of(sheet)
    check.same(f"{name}: rows of observations", len(rows), len(observations))
    indicators = {indicator["id"]: indicator for indicator in plan["indicators"]}
    for row, wanted in zip(rows, observations):
        what = f"{name} {wanted['indicator']} {wanted['period']}"
        indicator = indicators[wanted["indicator"]]
        numbers = [float(wanted[key]) if wanted[key] else None for key in ("value", "numerator", "denominator")]
        definition = next((each.get("text") or each["id"] for each in indicator.get("definitions", [])
                           if each["id"] == wanted["definition"]), None)
        check.same(f"{what} names", row[:2] + row[3:4], [wanted["indicator"], indicator["title"], wanted["period"]])
        found = [row[5], row[8], row[9]]
        check.expect(f"{what}: {found} is {numbers}", all(close(a, b) for a, b in zip(found, numbers)))
        check.expect(f"{what}: numbers are numbers", not any(isinstance(each, str) for each in found))
        check.same(f"{what} status", row[7], wanted["status"])
        check.same(f"{what} state", row[6], words[wanted["status"]])
        check.same(f"{what} definition", row[10], definition and definition.removesuffix("."))
        check.same(f"{what} recorded", row[12], day(wanted["recorded"]))
        if numbers[0] is None:
            check.expect(f"{what}: a word where there is no value", row[6])
        form = sheet.cell(rows.index(row) + 2, 6).number_format
        if indicator.get("unit") == "percent" and numbers[0] is not None:
            check.expect(f"{what}: shown as percent, by {form}", re.fullmatch(r'[#,]*0(\.0+)?"\u00a0?%"', form))


def check_findings(check, name, sheet, review, language):
    found = [[row[0], unspaced_percent(row[1]), *row[2:]] for row in rows_of(sheet)]
    wanted = [[WORDS[language][each["severity"]], unspaced_percent(each["message"]), each["code"], each["at"]]
              for each in review["findings"]]
    check.same(f"{name} findings", found, wanted)


def comparable_values(observations):
    """How many indicators have two values of one length of period under one definition, and no break between."""
    lines = {}
    for each in observations:
        if each["value"]:
            key = each["indicator"], re.sub(r"\d+", "0", each["period"]), each["definition"]
            lines[key] = lines.get(key, 0) + 1
    return len({key[0] for key, count in lines.items() if count > 1})


def check_plan(check, plan_path, language):
    options = ("--lang", language)
    name = f"{plan_path.parent.name}-{plan_path.stem}.{language}"
    path = check.workbook(plan_path, name, *options)
    review, observations = check.json(plan_path, *options), check.csv(plan_path, "observations", *options)
    plan = json.loads(plan_path.read_text(encoding="utf-8"))
    plan = {key: plan.get(key, []) if key in ("risks", "actions", "indicators") else plan[key] for key in {*plan, "actions", "indicators"}}
    markdown = check.run(plan_path, *options).decode()
    book = openpyxl.load_workbook(path)
    summary, risks, _, actions, indicators, _, findings = book.worksheets
    check_form(check, name, path, book, language, comparable_values(observations))
    check_summary(check, name, summary, review, markdown, language)
    check_risks(check, name, risks, review, plan, language)
    check_actions(check, name, actions, review, plan, language)
    check_observations(check, name, indicators, observations, plan, language)
    check_findings(check, name, findings, review, language)
    return path


def check_hostile(check):
    document, long = hostile_plan()
    path = check.work / "hostile.json"
    path.write_text(json.dumps(document, ensure_ascii=False), encoding="utf-8")
    made = check.workbook(path, "hostile")
    book = openpyxl.load_workbook(made)
    check_form(check, "hostile", made, book, "en", len(document["indicators"]))
    titles = [row[1] for row in rows_of(book.worksheets[1])]
    wanted = [re.sub("[\x00-\x1f]", " ", risk["title"]).replace("\ufffe", "\ufffd").replace("\uffff", "\ufffd")
              for risk in document["risks"]]
    check.same("hostile titles", titles[:-1], wanted[:-1])
    check.expect("a long text ends in an ellipsis", titles[-1] == long[:32766] + "…")
    return made


def check_held_back(check):
    """Small counts of a protected indicator, and confidential figures, are nowhere in the file."""
    document, _ = hostile_plan()
    document["risks"], document["actions"] = [], []
    document["indicators"] = [
        {"id": "p", "title": "Protected", "kind": "flow", "unit": "persons", "protect": True, "periodicity": "month",
         "baseline": {"value": 3.0625, "period": "2019"},
         "observations": [{"period": "2020-01", "value": 2.0625}, {"period": "2020-02", "value": 40}, {"period": "2020-03", "value": 41}]},
        {"id": "c", "title": "Confidential",
         "observations": [{"period": "2020-01", "value": 77.0625, "status": "confidential"}, {"period": "2020-02", "value": 5}]}]
    path = check.work / "held-back.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    made = check.workbook(path, "held-back")
    with zipfile.ZipFile(made) as parts:
        for part in parts.namelist():
            check.expect(f"no figure that is held back in {part}", b".0625" not in parts.read(part))
    states = {(row[0], row[3]): (row[5], row[6]) for row in rows_of(openpyxl.load_workbook(made).worksheets[4])}
    check.same("the protected state", states["p", "2020-01"], (None, "suppressed"))
    check.same("the confidential state", states["c", "2020-01"], (None, "confidential"))
    revealed = check.workbook(path, "revealed", "--reveal", "p")
    shown = {(row[0], row[3]): row[5] for row in rows_of(openpyxl.load_workbook(revealed).worksheets[4])}
    check.same("the revealed figure", shown["p", "2020-01"], 2.0625)


def series_of(path, title):
    """The figures that a chart joins by lines, read from the file: for each line its points by place."""
    with zipfile.ZipFile(path) as parts:
        for part in parts.namelist():
            text = parts.read(part).decode() if part.startswith("xl/charts/chart") else ""
            if f"<c:v>{title}" in text:
                values = re.findall(r"<c:val>(.*?)</c:val>", text)
                return [{int(at): float(value) for at, value in re.findall(r'idx="(\d+)"><c:v>([^<]+)</c:v>', each)}
                        for each in values]
    return None


def check_lines(check, path):
    """As the source report has it: 64 % to 32 % counted as before, 61 % by the new definition; no figure for May."""
    check.same("a new definition is a line of its own", series_of(path, "2.2.d "), [{0: 64, 1: 32}, {1: 61}])
    check.same("a missing value is a gap", series_of(path, "2.2.c "), [{0: 40, 1: 67, 2: 44, 3: 44, 5: 43}])


def check_most_charts(check):
    document, _ = hostile_plan()
    document["risks"], document["actions"] = [], []
    document["indicators"] = [{"id": f"i{place}", "title": "Many", "observations": [
        {"period": "2020-01", "value": place}, {"period": "2020-02", "value": 1}]} for place in range(70)]
    document["indicators"].append({"id": "broken", "title": "Not comparable", "observations": [
        {"period": "2020-01", "value": 1}, {"period": "2020-02", "value": 1, "status": "B"}]})
    path = check.work / "many.json"
    path.write_text(json.dumps(document), encoding="utf-8")
    made = check.workbook(path, "many")
    with zipfile.ZipFile(made) as parts:
        check.same("60 charts at most", sum(part.startswith("xl/charts/chart") for part in parts.namelist()), 60)
    note = openpyxl.load_workbook(made).worksheets[5]["A1"].value
    check.expect(f"what is left out is told: {note}", "60" in note and "70" in note)


def check_command(check, plan):
    told = check.run(plan, "--format", "xlsx", code=2)
    check.expect(f"a workbook needs a file: {told}", told.count("\n") == 1 and "-o" in told)
    piped = check.run(plan, "--format", "xlsx", "-o", "-")
    check.same("-o - is the same file", piped, check.workbook(plan, "piped").read_bytes())


def check_office(check, paths, observations):
    """Opened and converted by LibreOffice: a PDF of all sheets, and the values of the indicators as CSV."""
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        check.faults.append("LibreOffice is not installed: neither soffice nor libreoffice is on the path")
        return
    profile = f"-env:UserInstallation=file://{check.work}/profile"
    separated = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,false,false,false,false,-1"
    for form in ("pdf", separated):
        subprocess.run([office, profile, "--headless", "--convert-to", form, "--outdir", check.work, *paths], check=False,
                       stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, timeout=240)
    for path in paths:
        pdf = path.with_suffix(".pdf")
        check.expect(f"a PDF of {path.name}", pdf.is_file() and pdf.read_bytes()[:5] == b"%PDF-" and pdf.stat().st_size > 5000)
    for path, language in ((paths[0], "sv"), (paths[1], "en")):
        sheet = path.with_name(f"{path.stem}-{SHEETS[language][4]}.csv")
        if not sheet.is_file():
            check.faults.append(f"LibreOffice wrote no {sheet.name}")
            continue
        rows = list(csv.reader(io.StringIO(sheet.read_text(encoding="utf-8"), newline="")))[1:]
        found = [[row[0], row[3], float(row[5].replace(",", ".")) if row[5] else None] for row in rows]
        wanted = [[each["indicator"], each["period"], float(each["value"]) if each["value"] else None] for each in observations]
        check.same(f"the values that LibreOffice reads from {path.name}", found, wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    arguments = parser.parse_args()

    arguments.build.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="xlsx-", dir=arguments.build.resolve()) as directory:
        check = Check(arguments.cli, arguments.source, pathlib.Path(directory))
        plans = [arguments.source / DATA / plan for plan in PLANS]
        made = [check_plan(check, plan, language) for plan in plans for language in ("sv", "en")]
        hostile = check_hostile(check)
        check_held_back(check)
        check_lines(check, made[0])
        check_most_charts(check)
        check_command(check, plans[0])
        check_office(check, [*made, hostile], check.csv(plans[0], "observations"))
    print("\n".join(check.faults) or "the workbooks say what the JSON and CSV say, and open in LibreOffice")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
