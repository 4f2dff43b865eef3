"""What cannot be used is refused in one line, and leaves nothing behind.

Malformed documents (bad_documents.py), files that cannot be read or written, and mistyped command lines. Each ends with
exit code 2, nothing on standard output, one line on standard error that names the place, no output file where there was
none, and an existing one as it was. Deep nesting and huge numbers cost no more than their size.
"""

import argparse
import json
import os
import pathlib
import re
import resource
import shutil
import subprocess
import sys
import tempfile
import time

from bad_documents import ANYWHERE, SYNTAX, TEXT, bad_documents

KEPT = b"the report of last time\n"
NOBODY = 65534
MEGABYTE = 1 << 20


class Outcome:
    def __init__(self, code, out, err, seconds, peak):
        self.code, self.out, self.err, self.seconds, self.peak = code, out, err, seconds, peak


class Check:
    def __init__(self, cli, directory, sanitized):
        self.cli, self.directory, self.sanitized = cli.resolve(), directory, sanitized
        self.passed, self.faults = 0, []

    def run(self, arguments, limits=(), as_nobody=False, **streams):
        """Runs the program in the directory; limits are (resource, bytes)."""
        def prepare():
            for which, limit in limits:
                resource.setrlimit(which, (limit, limit))
            if as_nobody:
                os.setgroups([])
                os.setgid(NOBODY)
                os.setuid(NOBODY)

        with tempfile.TemporaryFile() as out, tempfile.TemporaryFile() as err:
            options = {"stdin": subprocess.DEVNULL, "stdout": out, "stderr": err, **streams}
            start = time.monotonic()
            process = subprocess.Popen([self.cli, *arguments], cwd=self.directory,
                                       preexec_fn=prepare if limits or as_nobody else None, **options)
            _, status, usage = os.wait4(process.pid, 0)
            seconds = time.monotonic() - start
            process.returncode = os.waitstatus_to_exitcode(status)
            out.seek(0)
            err.seek(0)
            return Outcome(process.returncode, out.read(), err.read(), seconds, usage.ru_maxrss * 1024)

    def tell(self, name, faults):
        if faults:
            self.faults.append(f"{name}: {'; '.join(faults)}")
        else:
            self.passed += 1

    def refused(self, name, outcome, place=None, word=None, existing=None, report="report"):
        """`place` is what the message begins with after the program's name, a pattern."""
        faults = []
        if outcome.code != 2:
            faults.append(f"exit code {outcome.code}")
        if outcome.out:
            faults.append(f"{len(outcome.out)} bytes on standard output")
        try:
            message = outcome.err.decode()
        except UnicodeDecodeError:
            message = ""
            faults.append("its message is not UTF-8")
        if not re.fullmatch(r"tertial: [^\x00-\x1f\x7f\x80-\x9f]+\n", message) or len(message) > 5000:
            faults.append(f"not one clean line: {message[:400]!r}")
        if place and not re.match(f"tertial: {place}", message):
            faults.append(f"expected a message of {place}, found: {message[:200].strip()}")
        if word and word not in message:
            faults.append(f"expected {word} in: {message[:300].strip()}")
        output = self.directory / report
        if existing is not None:
            if not output.is_file() or output.read_bytes() != existing:
                faults.append("the existing output file was touched")
        elif output.is_file():
            faults.append("an output file was left behind")
        if left := [path.name for path in self.directory.glob(".tertial-*")]:
            faults.append(f"left behind: {left}")
            for path in left:
                (self.directory / path).unlink()
        output.unlink(missing_ok=True)
        self.tell(name, faults)


def place_pattern(place):
    if place == ANYWHERE:
        return r"plan\.json:(\d+:\d+:)? ?\S"
    if place == SYNTAX:
        return r"plan\.json:\d+:\d+: \S"
    if re.fullmatch(r"\d+:\d+", place):
        return rf"plan\.json:{place}: \S"
    return rf"plan\.json: {re.escape(place)}: \S" if place else r"plan\.json: \S"


def check_documents(check):
    plan, report = check.directory / "plan.json", check.directory / "report"
    for number, (name, data, place, word) in enumerate(bad_documents()):
        plan.write_bytes(data)
        existing = KEPT if number % 10 == 0 else None
        if existing:
            report.write_bytes(existing)
        outcome = check.run(["follow-up", "plan.json", "--as-of", "2020-T2", "-o", "report"])
        check.refused(name, outcome, place_pattern(place), word, existing)


def check_command_lines(check):
    (check.directory / "plan.json").write_text(TEXT, encoding="utf-8")
    (check.directory / "table.tsv").write_text("Indicator\tJan-20\nLong stays\t11\n", encoding="utf-8")
    (check.directory / "r.csv").write_text("Start\n2020-01-01\n", encoding="utf-8")
    (check.directory / "empty.csv").touch()
    (check.directory / "spec.json").write_text('{"tertial_measure": 1, "columns": {"start": "Start"}, "period": {"from": "2020", '
                                               '"to": "2020"}, "measures": [{"id": "a", "measure": "count"}]}', encoding="utf-8")
    good = ["follow-up", "plan.json", "--as-of", "2020-T2", "-o", "report"]
    lines = [
        ([], "a verb is missing"), (["folow-up"], "did you mean follow-up"), (["follow_up"], "did you mean follow-up"),
        (["chekc"], "did you mean check"), (["matrx"], "did you mean matrix"), (["imprt"], "did you mean import"),
        (["shema"], "did you mean schema"), (["report"], "unknown verb"), ([""], "unknown verb"),
        (["\x1b[31m"], r"\x1b[31m"), (["--hlep"], "did you mean --help"), (["--verison"], "did you mean --version"),
        (["--as-of", "2020-T2", *good[:2]], "--as-of"), (["-x"], "-x"), (["v" * 100_000], "unknown verb"),
        (good[:2], "--as-of"), (["follow-up", "--as-of", "2020-T2"], "PLAN"), ([*good, "more"], "more"),
        ([*good, "--as-of", "2020-T1"], "--as-of is given more than once"),
        ([*good[:4], "-o", "a", "-o", "b"], "--output is given more than once"),
        ([*good, "--lang", "sv", "--lang", "sv"], "--lang"),
        ([*good, "--format", "htlm"], "did you mean html"), ([*good[:4], "--format", "xlsx"], "--format xlsx needs -o FILE"),
        ([*good, "--format", "kpi-csv"], "/x-external: "), ([*good, "--format", "xlxs"], "did you mean xlsx"),
        ([*good, "--format", "markdwon"], "did you mean markdown"), ([*good, "--format", "jsn"], "did you mean json"),
        ([*good, "--format", "cvs"], "did you mean csv"), ([*good, "--format", "pdf"], "markdown, html, xlsx, json, csv"),
        ([*good, "--all", "."], "--all takes the plans of a folder; leave out"),
        (["follow-up", "--all", "none", "--as-of", "2020-T2", "-o", "pages"], "--all: none: "),
        (["follow-up", "--all", ".", "--as-of", "2020-T2"], "--all needs -o FOLDER"),
        (["follow-up", "--all", ".", "--as-of", "2020-T2", "-o", "pages", "--format", "csv"], "--all writes pages"),
        (["follow-up", "--all", ".", "--as-of", "2020-T2", "-o", "pages", "--lang", "fr"], "--lang"),
        (["follow-up", "--all", ".", "--as-of", "2020-T2", "-o", "pages", "--reveal", "i"], "--reveal"),
        (["follow-up", "--all", ".", "--as-of", "2020-T4", "-o", "pages"], "2020-T4"),
        ([*good, "--format", ""], "--format"), ([*good, "--format=CSV"], "--format"),
        ([*good, "--format", "csv", "--table", "risk"], "did you mean risks"),
        ([*good, "--format", "csv", "--table", "finding"], "did you mean findings"),
        ([*good, "--format", "csv", "--table", "self-checks"], "did you mean self_checks"),
        ([*good, "--format", "csv", "--table", ""], "--table"),
        ([*good, "--table", "risks"], "--format csv"), ([*good, "--format", "json", "--table", "risks"], "--format csv"),
        ([*good, "--lang", "se"], "sv, en"), ([*good, "--lang", "swe"], "--lang"), ([*good, "--lang", ""], "--lang"),
        ([*good, "--reveal", "x"], "--reveal"), ([*good, "--reveal", "s", "--reveal", "nn"], "--reveal"),
        ([*good, "--reveal", "r1"], "r1"), ([*good, "--reveal", "\x1b]0;x\x07"], r"\x1b]0;x\x07"),
        ([*good, "--previous", "2020-T2"], "not before"), ([*good, "--previous", "2020-12-31"], "not before"),
        ([*good, "--previous", "2020-08-31"], "not before"), ([*good, "--previous", "yesterday"], "--previous"),
        ([*good, "--known-at", "2020-02-30"], "--known-at"), ([*good, "--known-at", "now"], "--known-at"),
        ([*good[:4], "-o", "plan.json"], "the plan itself"), ([*good[:4], "-o", "./plan.json"], "the plan itself"),
        (["check", "plan.json", "--previous", "2020-T1"], "--as-of"), (["check", "plan.json", "--known-at", "2020"], "--as-of"),
        (["check", "plan.json", "--format", "jso"], "did you mean json"), (["check", "plan.json", "--format", "csv"], "text, json"),
        (["check", "plan.json", "-o", "report"], "-o"), (["check"], "PLAN"), (["check", "plan.json", "plan.json"], "unexpected"),
        (["matrix"], "PLAN"), (["matrix", "plan.json", "--lang", "fi"], "--lang"), (["matrix", "plan.json", "--as-of", "2020"], "--as-of"),
        (["schema"], "DOCUMENT"), (["schema", "plans"], "did you mean plan"), (["schema", "followup"], "did you mean follow-up"),
        (["schema", "measures"], "did you mean measure"), (["schema", "plan", "plan"], "unexpected"),
        (["import", "table.tsv"], "--into"), (["import", "--into", "plan.json"], "TABLE"),
        (["import", "table.tsv", "--into", "-"], "--into"), (["import", "table.tsv", "--into", "nowhere.json"], "nowhere.json"),
        (["import", "nowhere.tsv", "--into", "plan.json"], "nowhere.tsv"),
        (["import", "table.tsv", "--into", "plan.json", "--year", "20x"], "--year"),
        (["import", "table.tsv", "--into", "plan.json", "--year", "3000"], "--year"),
        (["import", "table.tsv", "--into", "plan.json", "--year", ""], "--year"),
        (["import", "table.tsv", "--into", "plan.json", "--recorded", "2020-02-30"], "--recorded"),
        (["import", "table.tsv", "--into", "plan.json", "--recorded", "2020-T2"], "--recorded"),
        (["import", "table.tsv", "--into", "plan.json", "--dryrun"], "did you mean --dry-run"),
        (["import", "table.tsv", "--into", "plan.json", "--dry-run=perhaps"], "--dry-run"),
        (["import", "plan.json", "--into", "plan.json"], "plan.json:"),
        (["measure"], "SPEC"), (["measure", "spec.json"], "RECORDS"), (["measure", "nowhere.json", "r.csv"], "nowhere.json"),
        (["measure", "plan.json", "r.csv"], "/tertial: unknown key; known here: tertial_measure"),
        (["measure", "spec.json", "nowhere.csv"], "nowhere.csv"), (["measure", "spec.json", "."], "directory"),
        (["measure", "-", "-"], "standard input"), (["measure", "spec.json", "r.csv", "--into", "-"], "--into"),
        (["measure", "spec.json", "r.csv", "--into", "plan.json", "--format", "csv"], "-o"),
        (["measure", "spec.json", "r.csv", "--recorded", "2020-09-15"], "--into"),
        (["measure", "spec.json", "r.csv", "--dry-run"], "--into"), (["measure", "spec.json", "r.csv", "--lang", "sv"], "--into"),
        (["measure", "spec.json", "r.csv", "--format", "jsn"], "did you mean json"),
        (["measure", "spec.json", "r.csv", "--max-bad", "-1"], "--max-bad"), (["measure", "spec.json", "r.csv", "--threads", "0"], "--threads"),
        (["measure", "spec.json", "r.csv", "--unprotected"], "/disclosure"), (["measure", "spec.json", "r.csv", "-o", "spec.json"], "SPEC"),
        (["measure", "spec.json", "r.csv", "-o", "./r.csv"], "RECORDS"), (["measure", "spec.json", "r.csv", "--persons", "r.csv"], "window"),
        (["measure", "spec.json", "table.tsv"], "table.tsv: column \"Start\""), (["measure", "spec.json", "empty.csv"], "empty.csv"),
    ]
    for moment in ("2020-02-30", "2020-T4", "2019-W53", "2020-13", "T2 20x0", "", "today", "2020-8-31", "31/8/2020",
                   "Tl 2020", "1899", "2201", "9" * 100_000, "2020-T2 ;", "\x1b[2J", "jan-feb 2020"):
        lines.append(([*good[:3], moment, *good[4:]], "--as-of"))
    options = {"follow-up": ("as-of", "previous", "known-at", "format", "table", "lang", "output", "reveal"),
               "check": ("as-of", "previous", "known-at", "format", "lang"), "matrix": ("lang",),
               "import": ("into", "year", "lang", "recorded"),
               "measure": ("persons", "format", "into", "recorded", "max-bad", "threads", "lang")}
    for verb, names in options.items():
        for name in names:
            lines.append(([verb, "plan.json", f"--{name}"], f"--{name} needs a value" if name != "output" else "needs a value"))
            wrong = f"--{name[:-1]}" if len(name) > 4 else f"--{name}s"
            lines.append(([verb, "plan.json", wrong, "2020"], f"did you mean --{name}"))
    for arguments, word in lines:
        (check.directory / "report").write_bytes(KEPT)
        shown = " ".join(argument[:40] for argument in arguments)
        check.refused(f"command line: {shown!r}", check.run(arguments), None, word, KEPT)
    if (check.directory / "plan.json").read_text(encoding="utf-8") != TEXT:
        check.tell("the plan stays as it is", ["it was changed"])


def check_inputs(check):
    directory = check.directory
    (directory / "folder").mkdir()
    (directory / "empty").touch()
    os.mkfifo(directory / "pipe")
    (directory / "circle").symlink_to("circle")
    (directory / "nothing").symlink_to("nowhere")
    secret = directory / "secret.json"
    secret.write_text(TEXT, encoding="utf-8")
    secret.chmod(0)
    names = {"folder": "is a directory", "nowhere.json": "no such file", "empty": "is empty", "plan.json/x": "not a directory",
             "circle": "circle", "nothing": "no such file", "": "no such file", "n" * 300: "too long", "/dev/zero": "device",
             "\x1b[31mred.json": r"\x1b[31mred.json", "new\nline": r"new\x0aline", "\u202etxt.json": r"\xe2\x80\xaetxt"}
    for name, word in names.items():
        for verb in (["check", name], ["matrix", name], ["follow-up", name, "--as-of", "2020-T2", "-o", "report"]):
            check.refused(f"{verb[0]} of {name[:20]!r}", check.run(verb), None, word)
    bytes_name = b"\xff\xfe.json"
    check.refused("a name that is not UTF-8", check.run(["check", bytes_name]), None, r"\xff\xfe.json")
    root = os.geteuid() == 0
    check.refused("no permission to read", check.run(["check", "secret.json"], as_nobody=root), "secret.json: ", "permission")
    check.refused("standard input is empty", check.run(["check", "-"]), "standard input: ")
    with open(directory / "folder/write-only", "wb") as stream:
        check.refused("standard input is for writing", check.run(["check", "-"], stdin=stream.fileno()), "standard input: ")
    with subprocess.Popen(["printf", "{"], stdout=subprocess.PIPE) as pipe:
        check.refused("standard input is cut short", check.run(["check", "-"], stdin=pipe.stdout), r"standard input:1:\d+: ")


def check_outputs(check):
    directory = check.directory
    good = ["follow-up", "plan.json", "--as-of", "2020-T2"]
    closed = directory / "closed"
    closed.mkdir()
    (closed / "report").write_bytes(KEPT)
    closed.chmod(0o555)
    readonly = directory / "readonly"
    readonly.write_bytes(KEPT)
    readonly.chmod(0o444)
    directory.chmod(0o755)
    root = os.geteuid() == 0
    for name, word in {"folder": "directory", "nowhere/report": "no such", "plan.json/report": "not a directory",
                       "/dev/full": "no space", "n" * 300: "too long", "\x1b[1m/x": r"\x1b[1m/x"}.items():
        check.refused(f"output to {name[:20]!r}", check.run([*good, "-o", name]), None, word)
    check.refused("output to a directory that is closed", check.run([*good, "-o", "closed/new"], as_nobody=root), None,
                  "permission", report="closed/new")
    check.refused("output to a file that is closed", check.run([*good, "-o", "readonly"], as_nobody=root), None,
                  "permission", KEPT, "readonly")
    for existing in (None, KEPT):
        if existing:
            (directory / "report").write_bytes(existing)
        # A limit on the size of files stands for a disk that fills up on the way.
        check.refused(f"no room for the output, {'a file' if existing else 'nothing'} there", limited(check, good),
                      "report: ", "larger than is allowed", existing)
    for verb in (good, ["check", "plan.json", "--as-of", "2020-T2"], ["matrix", "plan.json"], ["schema", "plan"], ["--help"],
                 ["check", "--help"], ["--version"]):
        with open("/dev/full", "wb") as full:
            check.refused(f"{verb[0]} to a full device", check.run(verb, stdout=full), "standard output: ", "no space")
        reader, writer = os.pipe()
        os.close(reader)
        check.refused(f"{verb[0]} to a closed pipe", check.run(verb, stdout=writer), "standard output: ", "pipe")
        os.close(writer)
    closed_stream = subprocess.run(["sh", "-c", '"$0" check plan.json >&-', check.cli], cwd=directory, check=False,
                                   stdin=subprocess.DEVNULL, stderr=subprocess.PIPE)
    check.refused("standard output is closed", Outcome(closed_stream.returncode, b"", closed_stream.stderr, 0, 0), "standard output: ")
    full_disk(check, good)


def limited(check, good):
    """With files of at most a thousand bytes; standard error goes to a pipe, which has no such limit."""
    def prepare():
        resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))

    done = subprocess.run([check.cli, *good, "-o", "report"], cwd=check.directory, check=False, preexec_fn=prepare,
                          stdin=subprocess.DEVNULL, capture_output=True)
    return Outcome(done.returncode, done.stdout, done.stderr, 0, 0)


def full_disk(check, good):
    """A file system of 16 kB, where this user may mount one."""
    disk = check.directory / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=16k", "none", disk], check=False, capture_output=True).returncode:
        return
    try:
        filler = disk / "filler"
        filler.write_bytes(b"x" * 8192)
        (disk / "report").write_bytes(KEPT)
        outcome = check.run([*good, "--format", "json", "-o", "disk/report"])
        left = sorted(path.name for path in disk.iterdir())
        check.refused("a full disk", outcome, "disk/report: ", "no space", KEPT, "disk/report")
        check.tell("a full disk keeps no half file", [] if left == ["filler", "report"] else [f"there are {left}"])
    finally:
        subprocess.run(["umount", disk], check=False)


def check_costs(check):
    """Peak memory and time of large hopeless documents, at two sizes."""
    plan = check.directory / "plan.json"
    head = TEXT.replace('"title": "A small plan"', '"title": @').split("@")
    kinds = {
        "nested arrays at a known key": lambda size: head[0] + "[" * (size // 2) + "]" * (size // 2) + head[1],
        "nested arrays as the document": lambda size: "[" * size,
        "nested objects at an x- key": lambda size: '{"x-a": ' + '{"a":' * (size // 5),
        "nested arrays in a list": lambda size: '{"risks": [' + "[" * (size // 2) + "]" * (size // 2),
        "digits": lambda size: head[0] + "1" * size + head[1],
        "digits of a fraction": lambda size: head[0] + "0." + "1" * size + head[1],
        "a key without end": lambda size: '{"' + "k" * size,
        "a title without end": lambda size: '{"title": "' + "t" * size,
        "backslashes": lambda size: '{"title": "' + "\\" * size,
    }
    small, large = 8 * MEGABYTE, 32 * MEGABYTE
    for name, make in kinds.items():
        outcomes = []
        for size in (small, large):
            plan.write_text(make(size), encoding="utf-8")
            outcome = min((check.run(["follow-up", "plan.json", "--as-of", "2020-T2", "-o", "report"]) for _ in range(2)),
                          key=lambda each: each.seconds)
            check.refused(f"{name}, {size // MEGABYTE} MB", outcome, r"plan\.json:")
            outcomes.append(outcome)
        faults = []
        if outcomes[1].seconds > 8 * outcomes[0].seconds + 0.5:
            faults.append(f"{outcomes[0].seconds:.2f} s and {outcomes[1].seconds:.2f} s for four times the size")
        # The file itself, mapped, and one copy of its largest value with the parser's index of it.
        growth = outcomes[1].peak - outcomes[0].peak
        if not check.sanitized and growth > 4 * (large - small):
            faults.append(f"{growth / MEGABYTE:.0f} MB more for {(large - small) // MEGABYTE} MB more of input")
        check.tell(f"{name}: what it costs", faults)
        plan.unlink()


def check_spaces(check):
    """A gigabyte of spaces, and one of nothing: read in about the time of reading, in next to no memory of its own."""
    size = 100_000_000 if check.sanitized else 1_000_000_000
    plan = check.directory / "plan.json"
    with open(plan, "wb") as stream:
        block = b" " * (10 * 1000 * 1000)
        for _ in range(size // len(block)):
            stream.write(block)
    start = time.monotonic()
    subprocess.run(["cksum", plan], check=True, stdout=subprocess.DEVNULL)
    reading = time.monotonic() - start
    limits = [] if check.sanitized else [(resource.RLIMIT_DATA, 64 * MEGABYTE)]
    for name in ("spaces", "a brace and spaces", "zeros"):
        if name == "a brace and spaces":
            with open(plan, "r+b") as stream:
                stream.write(b"{")
        elif name == "zeros":
            plan.unlink()
            plan.touch()
            os.truncate(plan, size)
        outcome = check.run(["follow-up", "plan.json", "--as-of", "2020-T2", "-o", "report"], limits=limits)
        check.refused(f"a gigabyte of {name}", outcome, r"plan\.json:\d+:\d+: ")
        slow = not check.sanitized and outcome.seconds > 6 * reading + 3
        check.tell(f"a gigabyte of {name}: time",
                   [f"{outcome.seconds:.1f} s, where a checksum took {reading:.1f} s"] if slow else [])
    plan.unlink()


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    arguments = parser.parse_args()

    cache = arguments.build / "CMakeCache.txt"
    sanitized = os.environ.get("TERTIAL_SANITIZED") == "1" or (
        cache.is_file() and re.search(r"^TERTIAL_SANITIZE:\w+=.", cache.read_text(encoding="utf-8"), re.MULTILINE) is not None)
    directory = pathlib.Path(tempfile.mkdtemp(prefix="tertial-"))
    try:
        check = Check(arguments.cli, directory, sanitized)
        (directory / "plan.json").write_text(TEXT, encoding="utf-8")
        good = check.run(["follow-up", "plan.json", "--as-of", "2020-T2", "--format", "json"])
        if good.code or json.loads(good.out)["plan"] != "small":
            print(f"the plan that is not broken is refused: {good.err.decode()}")
            return 1
        for part in (check_documents, check_command_lines, check_inputs, check_outputs, check_costs, check_spaces):
            start = time.monotonic()
            before = check.passed + len(check.faults)
            part(check)
            print(f"{part.__name__}: {check.passed + len(check.faults) - before} in {time.monotonic() - start:.1f} s")
    finally:
        shutil.rmtree(directory)
    for fault in check.faults:
        print(fault)
    print(f"{check.passed} passed, {len(check.faults)} failed")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
