"""Tables of counts on the command line: what protect writes is what audit finds safe, and neither tells a count."""

import argparse
import csv
import io
import itertools
import pathlib
import random
import re
import subprocess
import sys
import tempfile

SEED = 20240822
TABLE = "Enhet;jan 2020;feb 2020;mars 2020;april 2020;T1 2020\nNord;3;20;14;31;68\nSyd;11;12;25;19;67\nSumma;14;32;39;50;135\n"


class Check:
    def __init__(self, cli, directory):
        self.cli, self.directory = cli.resolve(), directory
        self.faults = []

    def run(self, *arguments, code=0, **options):
        done = subprocess.run([self.cli, *arguments], cwd=self.directory, check=False, capture_output=True,
                              **({"stdin": subprocess.DEVNULL} if "input" not in options else {}), **options)
        shown = " ".join(map(str, arguments))
        if code is not None and done.returncode != code:
            self.faults.append(f"{shown}: exit code {done.returncode}, not {code}: {done.stderr.decode().strip()}")
        elif code == 0 and done.stderr:
            self.faults.append(f"{shown}: on standard error: {done.stderr.decode().strip()}")
        return done

    def output(self, *arguments, **options):
        return self.run(*arguments, **options).stdout.decode()

    def expect(self, name, holds):
        if not holds:
            self.faults.append(f"does not hold: {name}")

    def refused(self, *arguments, word, **options):
        """Exit code 2, one line with `word`, nothing on standard output."""
        done = self.run(*arguments, code=2, **options)
        told = done.stderr.decode()
        self.expect(f"{arguments}: one line with {word!r}, not {told!r}",
                    not done.stdout and told.startswith("tertial: ") and told.count("\n") == 1 and word in told)
        return told

    def write(self, name, text):
        (self.directory / name).write_bytes(text.encode() if isinstance(text, str) else text)

    def read(self, name):
        return (self.directory / name).read_bytes().decode()


def cells(text, delimiter=";"):
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def hidden(text, delimiter=";"):
    table = cells(text, delimiter)
    return {(row[0], heading) for row in table[1:] for heading, cell in zip(table[0][1:], row[1:]) if cell == ".."}


def check_protect(check):
    check.write("table.csv", TABLE)
    published = check.output("protect", "table.csv")
    check.expect("a rectangle is hidden", len(hidden(published)) == 4 and ("Nord", "jan 2020") in hidden(published))
    check.expect("the rest is as it was", all(a == b or b == ".." for a, b in
                                              zip(itertools.chain(*cells(TABLE)), itertools.chain(*cells(published)))))
    check.run("protect", "table.csv", "-o", "published.csv")
    check.expect("-o writes what is printed", check.read("published.csv") == published)
    check.expect("from standard input", check.output("protect", "-", input=TABLE.encode()) == published)
    check.run("audit", "table.csv", "published.csv")
    check.run("audit", "published.csv")
    check.run("audit", "published.csv", "--threshold", "20", code=1)

    for delimiter, end, mark in itertools.product(",\t", ("\r\n", "\n"), ("", "\ufeff")):
        text = mark + TABLE.replace(";", delimiter).replace("\n", end)
        check.write("other.csv", text)
        again = check.output("protect", "other.csv")
        check.expect(f"delimiter {delimiter!r}, line end {end!r}, mark {mark!r}",
                     again == mark + published.replace(";", delimiter).replace("\n", end))
    check.write("quoted.csv", 'Enhet;"a;b";"c ""d"""\n"Nord\nväst";3;1 234\n\nSyd;20;40\n')
    check.expect("cells in quotes, thousands and empty lines",
                 check.output("protect", "quoted.csv", "--flat") == 'Enhet;"a;b";"c ""d"""\n"Nord\nväst";..;1234\nSyd;20;40\n')

    # Rows that are periods with their sums are read as columns, and written as rows.
    turned = "\n".join(";".join(row) for row in zip(*cells(TABLE))) + "\n"
    check.write("turned.csv", turned)
    check.expect("rows with subtotals", check.output("protect", "turned.csv") ==
                 "\n".join(";".join(row) for row in zip(*cells(published))) + "\n")
    check.write("series.csv", "Månad;Antal\njan 2020;3\nfeb 2020;40\nmars 2020;17\napril 2020;20\nT1 2020;80\n")
    series = check.output("protect", "series.csv")
    check.expect("a month is not its tertial less the others", hidden(series) == {("jan 2020", "Antal"), ("mars 2020", "Antal")})

    check.run("protect", "table.csv", "-o", "published.csv", "--reasons", "reasons.csv")
    reasons = {tuple(row[:2]) for row in cells(check.read("reasons.csv"))}
    check.expect(f"reasons: {reasons}", ("row Nord, column jan 2020", "small count") in reasons and len(reasons) == 5)
    check.expect("a higher threshold hides more",
                 hidden(check.output("protect", "table.csv", "--threshold", "13")) > {("Nord", "jan 2020"), ("Syd", "jan 2020")})
    check.write("zero.csv", TABLE.replace("Nord;3;20;14;31;68", "Nord;0;20;14;31;65").replace("14;32;39;50;135", "11;32;39;50;132"))
    check.expect("noughts are shown", not hidden(check.output("protect", "zero.csv")))
    check.expect("or hidden", ("Nord", "jan 2020") in hidden(check.output("protect", "zero.csv", "--zeros", "hidden")))
    rounded = check.output("protect", "table.csv", "--threshold", "13", "--round-base", "5")
    check.expect(f"rounded: {rounded}", cells(rounded)[1:] == [["Nord", "..", "20", "15", "30", "65"], ["Syd", "..", "..", "25", "20", "45"],
                                                             ["Summa", "..", "20", "40", "50", "110"]])
    check.write("own.csv", "Enhet;a;b;c;Alla\nNord;3;20;30;53\nSyd;11;12;13;36\nVäst;50;60;70;180\nHela;64;92;113;269\n")
    for arguments in (["--total-row", "hela", "--total-column", "Alla"],):
        check.expect("totals by heading", len(hidden(check.output("protect", "own.csv", *arguments))) == 4)
    check.write("sub.csv", "Enhet;a;b;ab;c;d;cd\nNord;3;20;23;30;40;70\nSyd;11;12;23;13;14;27\n")
    check.expect("a subtotal by heading",
                 hidden(check.output("protect", "sub.csv", "--subtotal", "ab", "--subtotal", "cd")) == {("Nord", "a"), ("Nord", "b")})


def check_shares(check):
    check.write("part.csv", "Enhet;a;b;c;Summa\nNord;3;20;30;53\nSyd;20;38;10;68\nVäst;15;16;17;48\nSumma;38;74;57;169\n")
    check.write("whole.csv", "Enhet;a;b;c;Summa\nNord;40;40;40;120\nSyd;40;40;40;120\nVäst;40;40;40;120\nSumma;120;120;120;360\n")
    part = check.output("protect", "part.csv", "--of", "whole.csv", "--of-output", "whole-out.csv", "--reasons", "reasons.csv")
    check.expect("the same cells are hidden in both", hidden(part) == hidden(check.read("whole-out.csv")) > {("Nord", "a"), ("Syd", "b")})
    check.expect("the complement is a reason", "small count;complement" in check.read("reasons.csv"))
    check.write("part-out.csv", part)
    check.run("audit", "part.csv", "part-out.csv")
    check.run("protect", "part.csv", "--of", "whole.csv", "--earlier", "part-out.csv", "--earlier-of", "whole-out.csv")
    done = check.run("protect", "part.csv", "--of", "whole.csv", "--earlier", "part-out.csv", "--earlier-of", "whole.csv", code=1)
    check.expect("a whole that was shown is told", b"they do not hide the same cells" in done.stderr)
    check.refused("protect", "whole.csv", "--of", "part.csv", word="larger than that of part.csv")
    check.refused("protect", "part.csv", "--of", "table.csv", word="headings are not those")


def check_audit(check):
    check.write("published.csv", TABLE.replace("Nord;3;", "Nord;..;"))
    told = check.run("audit", "table.csv", "published.csv", "--lang", "en", code=1).stdout.decode()
    check.expect(f"a single hidden cell is told: {told}", "row Nord, column jan 2020: can be worked out\n" in told)
    check.expect("in Swedish", "row Nord, column jan 2020: kan räknas ut\n" in
                 check.run("audit", "table.csv", "published.csv", code=1).stdout.decode())
    told = check.run("audit", "table.csv", "table.csv", "--lang", "en", code=1).stdout.decode()
    check.expect("a small count that is shown is told", "row Nord, column jan 2020: is small and shown\n" in told)
    # Two hidden cells in every line, and one of them can be worked out.
    rows = [[4, 3, 2, 40], [3, 4, 30, 20], [10, 11, 3, 4], [12, 13, 4, 3]]
    secret = {(0, 0), (0, 1), (1, 0), (1, 1), (2, 2), (2, 3), (3, 2), (3, 3), (0, 2)}
    lines = [[f"r{i}", *(".." if (i, j) in secret else str(n) for j, n in enumerate(row)), str(sum(row))] for i, row in enumerate(rows)]
    lines = [["", "a", "b", "c", "d", "Total"], *lines, ["Total", *map(str, map(sum, zip(*rows))), str(sum(map(sum, rows)))]]
    check.write("known.csv", "\n".join(";".join(line) for line in lines) + "\n")
    told = check.run("audit", "known.csv", "--threshold", "4", "--min-width", "2", "--lang", "en", code=1).stdout.decode()
    check.expect(f"the recoverable one is found: {told}", told.splitlines()[0] == "row r0, column c: can be worked out" and
                 told.count("worked out\n") == 1)


def check_earlier(check):
    check.write("may.csv", "Enhet;jan 2020;feb 2020;Summa\nNord;..;..;23\nSyd;..;..;41\nVäst;12;30;42\nSumma;26;80;106\n")
    check.write("september.csv", "Enhet;jan 2020;feb 2020;maj 2020;juni 2020;Summa\nNord;3;20;6;50;79\nSyd;11;30;7;40;88\n"
                                 "Väst;12;30;60;70;172\nSumma;26;80;73;160;339\n")
    told = hidden(check.output("protect", "september.csv", "--earlier", "may.csv"))
    check.expect(f"the pattern of May is kept: {told}", told == {(unit, month) for unit in ("Nord", "Syd") for month in ("jan 2020", "feb 2020")})
    check.write("may.csv", "Enhet;jan 2020;feb 2020;Summa\nNord;3;20;23\nSyd;11;30;41\nVäst;12;30;42\nSumma;26;80;106\n")
    (check.directory / "none.csv").unlink(missing_ok=True)
    done = check.run("protect", "september.csv", "--earlier", "may.csv", "-o", "none.csv", code=1)
    check.expect(f"what was shown then is told: {done.stderr}", b"row Nord, column jan 2020: " in done.stderr and not done.stdout)
    check.expect("and nothing is written", not (check.directory / "none.csv").exists())
    done = check.run("protect", "september.csv", "--earlier", "may.csv", "-o", "none.csv", "--despite-findings", code=None)
    check.expect("but where it is asked for", done.returncode == 0 and (check.directory / "none.csv").exists() and done.stderr)


    # A release of tertials, where now there are months; one that lies apart; and one that cannot be held against the table.
    check.write("months.csv", "Enhet;jan 2020;feb 2020;mars 2020;april 2020;maj 2020\nNord;3;20;14;31;50\nSyd;11;12;25;19;60\nVäst;30;30;30;30;6\n")
    check.write("tertial.csv", "Enhet;T1 2020;T3 2019\nNord;68;5\nSyd;67;9\nVäst;120;40\n")
    alone = hidden(check.output("protect", "months.csv"))
    together = hidden(check.output("protect", "months.csv", "--earlier", "tertial.csv"))
    check.expect(f"a month is not its tertial of then less the others: {alone}, {together}",
                 alone == {("Nord", "jan 2020")} and len(together) == 2 and ("Nord", "maj 2020") not in together)
    series = "Månad;Antal\njan 2020;3\nfeb 2020;40\nmars 2020;17\napril 2020;20\n"
    check.write("then.csv", series.replace(";3\n", ";..\n").replace(";17\n", ";..\n") + "Summa;80\n")
    check.write("now.csv", series + "T1 2020;80\nmaj 2020;44\n")
    check.expect("a series in a column, with and without its sums",
                 hidden(check.output("protect", "now.csv", "--earlier", "then.csv")) == {("jan 2020", "Antal"), ("mars 2020", "Antal")})
    for heading in ("mars till april", "2020", "vecka 5 2020"):
        check.write("tertial.csv", f"Enhet;{heading}\nNord;45\nSyd;44\n")
        done = check.run("protect", "months.csv", "--earlier", "tertial.csv", code=1)
        check.expect(f"{heading}: {done.stderr}", b"tertial.csv: \"" in done.stderr and not done.stdout)


def check_refusals(check):
    """Each names its place, and none a count: the counts of these tables are all 6-digit numbers that nothing else has."""
    tables = {
        "a total that is wrong": ("E;a;b;Summa\nN;700001;700002;700003\n", "t.csv:2:4: row N, column total: the total is not the sum"),
        "a total row that is wrong": ("E;a;b\nN;700001;700002\nS;700005;700006\nSumma;700007;700008\n", "t.csv:4:2: row total, column a: "),
        "a subtotal that is wrong": ("E;jan 2020;feb 2020;mars 2020;april 2020;T1 2020\nN;700001;700002;700003;700004;700005\n",
                                     "t.csv:2:6: row N, column T1 2020: the total is not the sum"),
        "no number": ("E;a\nN;700001x\n", "t.csv:2:2: expected a whole number"),
        "a decimal": ("E;a\nN;700001,5\n", "t.csv:2:2: expected a whole number"),
        "a negative number": ("E;a\nN;-700001\n", "t.csv:2:2: expected a whole number"),
        "a number beyond all people": ("E;a\nN;" + "700001" * 5 + "\n", "t.csv:2:2: expected a whole number"),
        "an empty cell": ("E;a;b\nN;;700001\n", "t.csv:2:2: expected a whole number"),
        "a hidden cell": ("E;a;b\nN;..;700001\n", "t.csv:2:2: row N, column a: the count is hidden"),
        "a short row": ("E;a;b\nN;700001\n", "t.csv:2:2: the row has 2 cells"),
        "two totals": ("E;Summa;Total\nN;700001;700001\n", "t.csv:1:3: a second heading of a total"),
        "a tertial without its months": ("E;jan 2020;T1 2020\nN;700001;700002\n", "more than the columns that are parts of it"),
        "a month twice": ("E;jan 2020;Januari 2020\nN;700001;700002\n", "the same period"),
        "weeks across months": ("E;2020-W05;2020-01\nN;700001;700002\n", "overlap"),
        "a sum that no heading tells of": ("E;a;b;ab\nN;700001;700002;1400003\nS;700011;700012;1400023\n", "t.csv:2:4: row N, column ab: this column is the sum"),
        "a row that is a sum": ("E;a;b\nN;700001;700002\nS;700011;700022\nNS;1400012;1400024\n", "t.csv:4:2: row NS, column a: this row is the sum"),
        "subtotals both ways": ("E;jan 2020;feb 2020;mars 2020;april 2020;T1 2020\n2019-01;700001;1;1;1;700004\n2019;700001;1;1;1;700004\n", "only one of them may"),
        "an open quote": ('E;"a\nN;700001\n', "t.csv:1:2: a quote is opened"),
        "headings alone": ("E;a\n", "expected a table with headings"),
        "one column": ("a\n700001\n", "expected a table with headings"),
        "UTF-16": ("E;a\nN;700001\n".encode("utf-16"), "UTF-16"),
        "nothing": ("", "empty"),
    }
    for name, (text, word) in tables.items():
        check.write("t.csv", text)
        told = check.refused("protect", "t.csv", "-o", "none2.csv", word=word)
        check.expect(f"{name}: no count in {told!r}", not re.search(r"[17][04]00\d", told))
        check.expect(f"{name}: nothing is written", not (check.directory / "none2.csv").exists())
    check.write("t.csv", TABLE)
    for arguments, word in ((["--threshold", "0"], "--threshold: "), (["--threshold", "x"], "--threshold: "), (["--zeros", "maybe"], "--zeros"),
                            (["--round-base", "1"], "--round-base: "), (["--min-width", "-1"], "--min-width: "),
                            (["--subtotal", "none"], "--subtotal: "), (["--total-row", "none"], "--total-row: "),
                            (["--of-output", "x.csv"], "--of-output goes with --of"), (["--earlier-of", "t.csv"], "--earlier-of goes with --of"),
                            (["-o", "t.csv"], "is read, too"), (["--earlier", "gone.csv"], "gone.csv: cannot read"),
                            (["--round-base", "5", "--earlier", "t.csv"], "--round-base: "), (["--tresholt", "5"], "did you mean --threshold")):
        check.refused("protect", "t.csv", *arguments, word=word)
    check.write("t.csv", "E;a;b;Summa\nN;3;20;23\nS;30;40;70\nSumma;33;60;93\n")
    check.refused("protect", "t.csv", "--min-width", "60", "--keep-totals", word="no pattern protects it")
    check.write("u.csv", "E;a;b;Summa\nN;..;700001;700000\nS;30;40;70\nSumma;33;700041;700070\n")
    told = check.refused("audit", "u.csv", word="no table agrees")
    check.expect("and no count in it", "7000" not in told)
    check.write("u.csv", "E;a;b;Summa\nN;..;21;23\nS;30;40;70\nSumma;33;60;93\n")
    check.refused("audit", "t.csv", "u.csv", word="u.csv:2:3: row N, column b: the count is not that of t.csv")
    check.write("u.csv", "E;a;c;Summa\nN;..;20;23\nS;30;40;70\nSumma;33;60;93\n")
    check.refused("audit", "t.csv", "u.csv", word="headings are not those of t.csv")


def check_random(check):
    """Whatever protect writes for a random table, audit finds safe, and every shown figure is the table's."""
    draw = random.Random(SEED)
    for number in range(60):
        rows, columns = draw.randint(1, 8), draw.randint(1, 8)
        counts = [[draw.choice((draw.randint(0, 6), draw.randint(5, 80))) for _ in range(columns)] for _ in range(rows)]
        lines = [["", *(f"c{i}" for i in range(columns))], *([f"r{i}", *map(str, row)] for i, row in enumerate(counts))]
        if draw.random() < 0.8:
            lines = [[*line, "Total" if i == 0 else str(sum(counts[i - 1]))] for i, line in enumerate(lines)]
        if draw.random() < 0.8:
            sums = [sum(column) for column in zip(*counts)]
            lines.append(["Total", *map(str, sums), *([str(sum(sums))] if len(lines[0]) > columns + 1 else [])])
        text = "\n".join(",".join(line) for line in lines) + "\n"
        threshold = str(draw.randint(2, 9))
        check.write("random.csv", text)
        check.run("protect", "random.csv", "--flat", "--threshold", threshold, "-o", "out.csv")
        out = check.read("out.csv")
        check.expect(f"table {number}: counts are as they were",
                     all(a == b or b == ".." for a, b in zip(itertools.chain(*cells(text, ",")), itertools.chain(*cells(out, ",")))))
        check.run("audit", "random.csv", "out.csv", "--flat", "--threshold", threshold)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source")
    parser.add_argument("--build")
    arguments = parser.parse_args()
    print(f"seed {SEED}")
    with tempfile.TemporaryDirectory(prefix="tertial-") as directory:
        check = Check(arguments.cli, pathlib.Path(directory))
        for part in (check_protect, check_shares, check_audit, check_earlier, check_refusals, check_random):
            part(check)
    print("\n".join(check.faults) or "tables are protected and audited")
    return 1 if check.faults else 0


if __name__ == "__main__":
    sys.exit(main())
