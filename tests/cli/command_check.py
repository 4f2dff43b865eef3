"""What each verb does when all is well: exit codes, output, help, and what a second look must find unchanged."""

import argparse
import json
import os
import pathlib
import re
import shutil
import stat
import subprocess
import sys
import tempfile

from small_plan import PLAN, plan

TABLE = "Indicator\tBaseline\tJan-20\tFeb\tMar\nLong stays\t\t10\t16\t1 234,5\nNew figure\t3\t\t2,5\tu.s.\n"
GOOD = ["follow-up", "plan.json", "--as-of", "2020-T2"]


class Check:
    def __init__(self, cli, directory):
        self.cli, self.directory = cli.resolve(), directory
        self.faults = []

    def run(self, *arguments, code=0, **options):
        done = subprocess.run([self.cli, *arguments], cwd=self.directory, check=False, capture_output=True,
                              **{"stdin": subprocess.DEVNULL, **options} if "input" not in options else options)
        shown = " ".join(map(str, arguments))
        if done.returncode != code:
            self.faults.append(f"{shown}: exit code {done.returncode}, not {code}: {done.stderr.decode().strip()}")
        elif code != 2 and done.stderr:
            self.faults.append(f"{shown}: on standard error: {done.stderr.decode().strip()}")
        return done.stdout

    def expect(self, name, holds):
        if not holds:
            self.faults.append(f"does not hold: {name}")

    def write(self, name, document):
        text = document if isinstance(document, str) else json.dumps(document, ensure_ascii=False)
        (self.directory / name).write_text(text, encoding="utf-8")

    def read(self, name):
        return (self.directory / name).read_bytes()


def check_help(check):
    general = check.run("--help").decode()
    check.expect("-h is --help", check.run("-h").decode() == general)
    for word in ("follow-up", "check", "matrix", "import", "measure", "protect", "audit", "schema", "Exit codes: 0", "1 check", "2 the", "tertial check plan.json"):
        check.expect(f"--help tells {word}", word in general)
    check.expect("--version", re.fullmatch(rb"tertial \d+\.\d+\.\d+\n", check.run("--version")))
    options = {"follow-up": ["--as-of", "--previous", "--known-at", "--all", "--format", "html", "xlsx", "kpi-csv", "--table", "--lang",
                             "--output", "--reveal"],
               "check": ["--as-of", "--format", "--lang"], "matrix": ["--lang"],
               "import": ["--into", "--year", "--lang", "--recorded", "--dry-run"], "schema": ["plan, follow-up or measure"],
               "measure": ["SPEC.json", "--persons", "--format", "--into", "--recorded", "--dry-run", "--max-bad", "--threads",
                           "--unprotected", "--output", "--lang"],
               "protect": ["--threshold", "--min-width", "--zeros", "--total-row", "--total-column", "--subtotal", "--flat", "--of",
                           "--of-output", "--earlier", "--earlier-of", "--despite-findings", "--round-base", "--no-complements",
                           "--keep-totals", "--reasons", "--output"],
               "audit": ["--threshold", "--min-width", "--zeros", "--subtotal", "--flat", "--lang"]}
    for verb, names in options.items():
        text = check.run(verb, "--help").decode()
        for word in [*names, "Exit codes: 0", f"  tertial {verb} "]:
            check.expect(f"{verb} --help tells {word}", word in text)


def check_follow_up(check):
    check.write("plan.json", PLAN)
    markdown = check.run(*GOOD)
    check.expect("a report in the plan's language", markdown.startswith(b"# A small plan\n") and b"## Risk" in markdown)
    check.expect("markdown is the default", check.run(*GOOD, "--format", "markdown") == markdown)
    check.expect("a report in Swedish", b"## Risk" in check.run(*GOOD, "--lang", "sv") != markdown)
    review = json.loads(check.run(*GOOD, "--format", "json"))
    check.expect("as_of is the last day of its period", review["as_of"] == "2020-08-31" and review["period"] == "2020-T2")
    check.expect("previous is the plan's last follow-up before", review["previous"] == "2020-04-30")
    check.expect("one risk open, one closed", (review["summary"]["risks"]["open"], review["summary"]["risks"]["closed"]) == (1, 1))
    tables = check.run(*GOOD, "--format", "csv")
    for table in ("risks", "actions", "indicators", "observations", "targets", "rollups", "self_checks", "findings"):
        one = check.run(*GOOD, "--format", "csv", "--table", table)
        check.expect(f"the table {table} is one of all", one and f"# {table}".encode() in tables and one in tables)
    for same in ("2020-08-31", "T2 2020", "tertial 2 2020", "tertial 2", "augusti 2020", "31 August 2020"):
        check.expect(f"as of {same!r} is as of 2020-T2", check.run("follow-up", "plan.json", "--as-of", same) == markdown)
    check.expect("previous may be said", check.run(*GOOD, "--previous", "2020-T1") == markdown)
    check.expect("the plan from standard input", check.run("follow-up", "-", *GOOD[2:], input=json.dumps(PLAN).encode()) == markdown)
    check.expect("options in any order and form", check.run("follow-up", "--as-of=2020-T2", "--lang=en", "plan.json") == markdown)
    workbook = check.run(*GOOD, "--format", "xlsx", "-o", "-")
    check.expect("a workbook is a ZIP archive", workbook.startswith(b"PK\x03\x04"))
    check.run(*GOOD, "--format", "xlsx", "--output", "report.xlsx")
    check.expect("a workbook in a file", check.read("report.xlsx") == workbook)
    check.run(*GOOD, "--format", "xlsx", code=2)
    check.expect("an indicator revealed", check.run(*GOOD, "--reveal", "s", "--reveal", "n"))


def check_output(check):
    wanted = check.run(*GOOD)
    check.expect("-o prints nothing", check.run(*GOOD, "-o", "report.md") == b"")
    check.expect("-o writes what is printed", check.read("report.md") == wanted)
    report = check.directory / "report.md"
    report.write_bytes(b"old")
    report.chmod(0o640)
    (check.directory / "link.md").symlink_to("report.md")
    check.run(*GOOD, "--output", "link.md")
    check.expect("a link leads on", (check.directory / "link.md").is_symlink() and report.read_bytes() == wanted)
    check.expect("permissions are kept", stat.S_IMODE(report.stat().st_mode) == 0o640)
    check.expect("-o - is standard output", check.run(*GOOD, "-o", "-") == wanted)
    fifo = check.directory / "fifo"
    os.mkfifo(fifo)
    with subprocess.Popen(["cat", fifo], stdout=subprocess.PIPE) as reader:
        check.run(*GOOD, "-o", "fifo")
        check.expect("-o to a pipe", reader.stdout.read() == wanted)
    check.expect("the pipe is still one", fifo.is_fifo())
    left = [path.name for path in check.directory.iterdir() if path.name.startswith(".")]
    check.expect(f"no temporary file left: {left}", not left)


def check_findings(check):
    lines = check.run("check", "plan.json").decode().splitlines()
    form = re.compile(r"(error|warning|note): (/\S*)?: [a-z]+(-[a-z]+)+: \S.*")
    check.expect("a line for each finding", lines and all(form.fullmatch(line) for line in lines))
    dated = check.run("check", "plan.json", "--as-of", "2020-T2").decode().splitlines()
    check.expect("with a date come findings of the date", any(": stale-indicator: " in line for line in dated) and
                 not any(": stale-indicator: " in line for line in lines))
    told = json.loads(check.run("check", "plan.json", "--as-of", "2020-T2", "--format", "json"))
    review = json.loads(check.run(*GOOD, "--format", "json"))
    check.expect("the findings are those of the follow-up", told["findings"] == review["findings"])
    check.expect("as many lines as findings", len(dated) == len(told["findings"]))
    check.expect("as_of is told", told["as_of"] == "2020-08-31")
    check.expect("as_of is null without one", json.loads(check.run("check", "plan.json", "--format", "json"))["as_of"] is None)
    wrong = plan()
    wrong["indicators"][2]["observations"][0]["value"] = 42  # 10 of 25 are 40 %
    check.write("wrong.json", wrong)
    lines = check.run("check", "wrong.json").decode()
    check.expect("a share that is wrong is named", "/indicators/2/observations/0: ratio-mismatch: " in lines and "42" in lines)
    check.expect("and in Swedish", check.run("check", "wrong.json", "--lang", "sv").decode() != lines)
    wrong["indicators"][0]["observations"].append({"period": "2020-01", "value": 11})
    check.write("wrong.json", wrong)
    lines = check.run("check", "wrong.json", code=1).decode()
    check.expect("a figure twice is an error, told first", re.match("error: /indicators/0/observations/[02]: duplicate-observation: ", lines))
    check.run("check", "wrong.json", "--format", "json", code=1)
    check.run("follow-up", "wrong.json", "--as-of", "2020-T2")
    bare = {key: PLAN[key] for key in ("tertial", "id", "title", "year")}
    matrix = {"likelihood": ["1"], "severity": ["1"], "score": "product", "bands": [{"level": "a", "from": 1, "to": 1}]}
    check.write("bare.json", {**bare, "matrix": matrix, "risks": []})
    check.expect("no findings are told as such", check.run("check", "bare.json", "--lang", "en") == b"no findings\n")


def check_matrix(check):
    picture = check.run("matrix", "plan.json").decode()
    rows = [line.split("|")[0].strip() for line in picture.splitlines() if " | " in line]
    check.expect("likelihood goes upwards", rows[:4] == ["4 Certain", "3 Likely", "2 Possible", "1 Unlikely"])
    check.expect("scores and levels", re.search(r"^3 Likely .*\| 3 Green +\| 6 Yellow +\| 9 Red +\| 12 Red$", picture, re.MULTILINE))
    check.expect("bands", re.search(r"Yellow \| yellow \| 4-8$", picture, re.MULTILINE))
    gap = plan()
    gap["matrix"]["bands"][1]["to"] = 6
    check.write("gap.json", gap)
    picture = check.run("matrix", "gap.json").decode()
    check.expect("a gap is seen and told", "8 no level" in picture and "matrix-uncovered-score" in picture)
    gap["matrix"]["uncovered"] = "next_worse"
    check.write("gap.json", gap)
    picture = check.run("matrix", "gap.json").decode()
    check.expect("a gap read upwards is marked", "8* Red" in picture and "\n* " in picture and "matrix-uncovered-score" in picture)
    check.expect("in Swedish", "sannolikhet" in check.run("matrix", "gap.json", "--lang", "sv").decode())


def check_known_at(check):
    """A report made again as of before a correction is the same to the byte."""
    check.write("plan.json", PLAN)
    forms = ("markdown", "json", "csv", "xlsx")
    made = {form: check.run(*GOOD, "--known-at", "2020-10-01", "--format", form, "-o", "-") for form in forms}
    first = {form: check.run(*GOOD, "--format", form, "-o", "-") for form in made}
    corrected = plan()
    corrected["indicators"][0]["observations"].append({"period": "2020-01", "value": 12, "recorded": "2020-10-02"})
    corrected["risks"][0]["assessments"].append({"date": "2020-08-31", "level": "green", "recorded": "2020-10-20"})
    corrected["actions"][0]["reports"].append({"date": "2020-08-31", "status": "delayed", "recorded": "2020-11-01"})
    corrected["self_checks"].append({"id": "e2", "period": "2020-08", "title": "Late", "sample": 3, "recorded": "2020-12-01"})
    check.write("plan.json", corrected)
    for form, bytes_made in made.items():
        again = check.run(*GOOD, "--known-at", "2020-10-01", "--format", form, "-o", "-")
        check.expect(f"the earlier {form} is made again to the byte", again == bytes_made)
        now = check.run(*GOOD, "--format", form, "-o", "-")
        check.expect(f"the corrections change the {form} of today", now != first[form])
        if form == "json":
            told = json.loads(again)
            check.expect("known_at is told", told.pop("known_at") == "2020-10-01")
            before = json.loads(first[form])
            check.expect("known_at was null", before.pop("known_at") is None)
            check.expect("but for known_at it is the first report", told == before)
        elif form in ("csv", "xlsx"):
            check.expect(f"it is the first {form}", again == first[form])
    check.write("plan.json", PLAN)


def check_import(check):
    check.write("plan.json", PLAN)
    check.write("table.tsv", TABLE)
    (check.directory / "plan.json").chmod(0o604)
    before = check.read("plan.json")
    told = check.run("import", "table.tsv", "--into", "plan.json", "--lang", "sv", "--dry-run").decode()
    check.expect("a dry run tells what would change", "n 2020-03: 1234,5" in told and "New figure" in told)
    check.expect("a dry run changes nothing", check.read("plan.json") == before)
    check.expect("import tells the same", check.run("import", "table.tsv", "--into", "plan.json", "--lang", "sv").decode().splitlines()[:-1]
                 == told.splitlines()[:-1])
    imported = check.read("plan.json")
    document = json.loads(imported)
    check.expect("the plan ends with a line feed", imported.endswith(b"}\n"))
    check.expect("permissions are kept", stat.S_IMODE((check.directory / "plan.json").stat().st_mode) == 0o604)
    check.expect("a row matched by title", {"period": "2020-03", "value": 1234.5} in document["indicators"][0]["observations"])
    new = document["indicators"][-1]
    check.expect("a row that is new", new["title"] == "New figure" and new["baseline"]["value"] == 3)
    check.expect("a missing figure is not 0", not any(each["period"] == "2020-03" and "value" in each for each in new["observations"]))
    review = json.loads(check.run(*GOOD, "--format", "json"))
    check.expect("the follow-up sees it", any(each["id"] == new["id"] for each in review["indicators"]))
    check.run("import", "table.tsv", "--into", "plan.json", "--lang", "sv")
    check.expect("importing it again changes nothing", check.read("plan.json") == imported)

    check.write("table.tsv", "Indicator\tFeb\nLong stays\t17\n")
    told = check.run("import", "table.tsv", "--into", "plan.json", "--lang", "en", "--recorded", "2020-10-02").decode()
    check.expect("a change tells both figures", "n 2020-02: 16 -> 17\n" in told and told.endswith(": 1 change\n"))
    observations = json.loads(check.read("plan.json"))["indicators"][0]["observations"]
    check.expect("the correction stands beside what it corrects",
                 {"period": "2020-02", "value": 16} in observations and
                 {"period": "2020-02", "value": 17, "recorded": "2020-10-02"} in observations)
    told = check.run("import", "-", "--into", "plan.json", "--year", "2021", input=b"Indicator\tFeb\nLong stays\t9\n").decode()
    check.expect("a table from standard input, of another year", "n 2021-02: 9" in told)

    before = check.read("plan.json")
    for table in ("", "no table", "Indicator\tFeb\nLong stays\t1x7\n", "Indicator\tFeb\nLong stays\t\xff\n"):
        (check.directory / "table.tsv").write_bytes(table.encode("latin-1"))
        check.run("import", "table.tsv", "--into", "plan.json", code=2)
        check.expect(f"a table that cannot be read leaves the plan: {table!r}", check.read("plan.json") == before)
    left = [path.name for path in check.directory.iterdir() if path.name.startswith(".")]
    check.expect(f"no temporary file left: {left}", not left)
    check.write("plan.json", PLAN)


def check_schema(check, source):
    for name in ("plan", "follow-up", "measure"):
        check.expect(f"the schema of {name} is the one that is kept",
                     check.run("schema", name) == (source / f"src/io/schema/{name}.schema.json").read_bytes())


def check_same_bytes(check):
    """No locale, time zone, environment or place on disk changes a byte."""
    (check.directory / "elsewhere").mkdir()
    shutil.copy(check.directory / "plan.json", check.directory / "elsewhere/copy.json")
    for form in ("markdown", "json", "csv", "xlsx"):
        wanted = check.run(*GOOD, "--format", form, "-o", "-")
        for environment in ({}, {"LC_ALL": "sv_SE.UTF-8", "LANG": "sv_SE.UTF-8", "LANGUAGE": "sv", "TZ": "Asia/Tokyo"},
                            {"LC_ALL": "C", "TZ": "America/New_York", "COLUMNS": "20", "NO_COLOR": "1"}):
            check.expect(f"the same {form} under {environment}", check.run(*GOOD, "--format", form, "-o", "-", env=environment) == wanted)
        check.expect(f"the same {form} from elsewhere",
                     check.run("follow-up", "elsewhere/copy.json", *GOOD[2:], "--format", form, "-o", "-") == wanted)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory(prefix="tertial-") as directory:
        check = Check(arguments.cli, pathlib.Path(directory))
        check_help(check)
        check_follow_up(check)
        check_output(check)
        check_findings(check)
        check_matrix(check)
        check_known_at(check)
        check_import(check)
        check_schema(check, arguments.source)
        check_same_bytes(check)
    print("\n".join(check.faults) or "every verb does what it says")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
