#!/usr/bin/env python3
"""Checks the reader of case records against Python's csv, datetime, Decimal and hmac.

    python3 record_reader_oracle.py PATH_TO_RECORD_READER_DUMP [SEED]

Makes three thousand CSV texts of random dialects, with quotes, delimiters and line breaks in fields, missing values and rows
that are bad in every way, works out what is to be read from them, and compares. The csv module must see the same fields
in texts that have no stray quotes. Then reads the benchmark's data at a small scale. Prints the first disagreements and "N
passed, M failed"; exits 1 when anything failed.
"""
import csv
import hashlib
import hmac
import io
import random
import re
import struct
import subprocess
import sys
from collections import Counter
from datetime import date, datetime
from decimal import Decimal

CASES = 3000
SHOWN = 10
MISSING = ["", "-", "..", "...", "u.s.", "U.S.", "uppgift saknas", "n/a", "NULL"]
PROBLEMS = ["field_count", "row_too_long", "stray_quote", "nul_byte", "not_utf_8", "field_too_long", "not_a_date",
            "no_such_day", "not_a_time", "no_such_time", "not_a_period", "not_a_number", "not_whole", "out_of_range",
            "unknown_code", "too_many_codes", "not_a_key", "key_without_secret"]
TYPES = ["date", "time", "period", "number", "whole", "code", "key"]
LETTERS = "abcdeåäöÅÄÖéABC 0123"


class Bad(Exception):
    """A field that cannot be read; its argument says why."""


def read_day(text):
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if 1900 <= day.year <= 2200 else None


def read_date(text):
    if re.fullmatch(r"[0-9]{8}", text):
        text = f"{text[:4]}-{text[4:6]}-{text[6:]}"
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text):
        raise Bad("not_a_date")
    day = read_day(text)
    if day is None:
        raise Bad("no_such_day")
    return str((day - date(1970, 1, 1)).days)


def read_time(text):
    if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}[ T][0-9]{2}:[0-9]{2}(:[0-9]{2})?", text):
        day = read_day(text[:10])
        clock = [int(part) for part in text[11:].split(":")]
        if day is None or clock[0] > 23 or max(clock[1:]) > 59:
            raise Bad("no_such_time")
        return str(int((datetime(day.year, day.month, day.day, *clock) - datetime(1970, 1, 1)).total_seconds()))
    return read_whole(text, "not_a_time")


# The codes of periods: granularity in the upper four bits, below them a biased number.
def read_period(text):
    bias = 1 << 27
    day = read_day(text) if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", text) else None
    if day is not None:
        return str((day - date(1970, 1, 1)).days + bias)
    match = re.fullmatch(r"([0-9]{4})(?:-(?:([0-9]{2})|([QTS])([0-9])|W([0-9]{2})))?", text)
    if not match or not 1900 <= int(match[1]) <= 2200:
        raise Bad("not_a_period")
    year = int(match[1])
    if match[5]:
        try:
            monday = date.fromisocalendar(year, int(match[5]), 1)
        except ValueError:
            raise Bad("not_a_period") from None
        return str((1 << 28) + ((monday - date(1970, 1, 1)).days + 3) // 7 + bias)
    if match[2]:
        granularity, per_year, index = 2, 12, int(match[2])
    elif match[3]:
        granularity, per_year = {"Q": (3, 4), "T": (4, 3), "S": (5, 2)}[match[3]]
        index = int(match[4])
    else:
        granularity, per_year, index = 6, 1, 1
    if not 1 <= index <= per_year:
        raise Bad("not_a_period")
    return str((granularity << 28) + year * per_year + index - 1 + bias)


def read_number(text, decimal):
    sign = re.escape(decimal)
    if not re.fullmatch(rf"-?([0-9]+({sign}[0-9]*)?|{sign}[0-9]+)([eE][-+]?[0-9]+)?", text):
        raise Bad("not_a_number")
    exact = Decimal(text.replace(decimal, "."))
    value = float(exact)
    if value in (float("inf"), float("-inf")) or (value == 0 and exact != 0):
        raise Bad("out_of_range")
    return f"{struct.unpack('>Q', struct.pack('>d', value))[0]:x}"


def read_whole(text, problem="not_whole"):
    if not re.fullmatch(r"-?[0-9]+", text):
        raise Bad(problem)
    if not -(2**63) < int(text) < 2**63:
        raise Bad("out_of_range")
    return str(int(text))


def read_key(text):
    if re.fullmatch(r"[0-9]{1,18}", text):
        return str(int(text))
    digest = hmac.new(b"hemlig", text.encode("utf-8"), hashlib.sha256).digest()
    return str(1 << 63 | int.from_bytes(digest[:8], "big") >> 1)


class Codes:
    """The codes of one column, given or learned."""

    def __init__(self, given, most):
        self.given, self.most, self.places = bool(given), most, {text: i for i, text in enumerate(given)}

    def read(self, text):
        if text not in self.places:
            if text in MISSING:
                return "-"
            if self.given:
                raise Bad("unknown_code")
            if len(self.places) >= self.most:
                raise Bad("too_many_codes")
            self.places[text] = len(self.places)
        return f"x{text.encode('utf-8').hex()}/{self.places[text]}"


class Case:
    """A random file and what is to be read from it."""

    def __init__(self, number, seed):
        self.random = random.Random(f"{seed}/{number}")
        self.seed = self.random.getrandbits(60)
        self.delimiter = self.random.choice(";,\t|")
        self.decimal = self.random.choice(",.")
        self.quote = self.random.choice("\"\"\"'\0") if self.delimiter != "," or self.decimal != "," else '"'
        self.encoding = self.random.choice(["utf-8", "latin-1"])
        self.heading = self.random.random() < 0.7
        self.line_end = self.random.choice(["\n", "\n", "\r\n"])
        self.max_bad = self.random.choice([0, 0, 3, 10**6, 10**6, 10**6])
        self.batch_rows = self.random.choice([1, 7, 65536])
        self.max_row_bytes = self.random.choice([4096, 1 << 18])
        self.fields = self.random.randint(1, 9)
        self.bad_rate = self.random.choice([0, 0, 0.02, 0.3])
        self.quote_rate = self.random.choice([0, 0.1, 1]) if self.quote != "\0" else 0
        self.missing_rate = self.random.choice([0, 0.1])
        self.types = [self.random.choice(TYPES) for _ in range(self.fields)]
        self.asked = [(field, self.types[field]) for field in range(self.fields) if self.random.random() < 0.8]
        self.asked = self.asked or [(0, self.types[0])]
        self.random.shuffle(self.asked)
        if self.random.random() < 0.2:
            self.asked.append((self.asked[0][0], self.random.choice(TYPES)))
        self.headings = [f"Kolumn å{i} {self.text(5).strip()}x" for i in range(self.fields)]
        self.pools = [[self.text(self.random.choice([3, 9, 30])).strip() or "x" for _ in range(12)]
                      for _ in range(self.fields)]
        self.columns = []
        for field, kind in self.asked:
            given, most = [], 65536
            if kind == "code" and self.random.random() < 0.5:
                given = list(dict.fromkeys(self.pools[field][:9]))
            elif kind == "code" and self.random.random() < 0.3:
                most = 5
            by_heading = self.heading and self.random.random() < 0.7
            self.columns.append((kind, field, by_heading, most, given))
        self.make()

    def text(self, most):
        return "".join(self.random.choice(LETTERS) for _ in range(self.random.randint(1, most)))

    def day(self):
        text = date.fromordinal(self.random.randint(date(1900, 1, 1).toordinal(),
                                                    date(2200, 12, 31).toordinal())).isoformat()
        return text

    def good_value(self, field):
        pick = self.random
        kind = self.types[field]
        if kind == "date":
            return self.day() if pick.random() < 0.8 else self.day().replace("-", "")
        if kind == "time":
            if pick.random() < 0.2:
                return str(pick.randint(-10**10, 10**10))
            clock = f"{pick.randint(0, 23):02}:{pick.randint(0, 59):02}"
            seconds = f":{pick.randint(0, 59):02}" if pick.random() < 0.5 else ""
            return self.day() + pick.choice(" T") + clock + seconds
        if kind == "period":
            year = f"{pick.randint(1900, 2200)}"
            return pick.choice([f"{year}-{pick.randint(1, 12):02}"] * 4 +
                               [year, f"{year}-Q{pick.randint(1, 4)}", f"{year}-T{pick.randint(1, 3)}",
                                f"{year}-S{pick.randint(1, 2)}", f"{year}-W{pick.randint(1, 52):02}", self.day()])
        if kind == "number":
            digits = "".join(pick.choice("0123456789") for _ in range(pick.choice([1, 2, 3, 5, 7, 8, 9, 14, 15, 17, 25, 60])))
            at = pick.randint(0, len(digits))
            text = pick.choice(["", "", "-"]) + digits[:at] + pick.choice([self.decimal, ""]) + digits[at:]
            return text + (pick.choice(["e", "E"]) + str(pick.randint(-340, 310)) if pick.random() < 0.1 else "")
        if kind == "whole":
            return pick.choice(["", "", "-"]) + str(pick.randint(0, 10 ** pick.choice([1, 3, 7, 8, 9, 16, 18, 19, 20])))
        if kind == "code":
            return pick.choice(self.pools[field])
        return str(pick.randint(0, 10 ** pick.choice([3, 8, 12, 18, 20]))) if pick.random() < 0.7 else self.text(80)

    def any_value(self, field):
        pick = self.random
        if pick.random() < self.missing_rate:
            return pick.choice(MISSING)
        value = self.good_value(field)
        if pick.random() < self.bad_rate / self.fields:
            value = pick.choice([self.text(12), "x" * pick.choice([1024, 1025, 1500]), value + "x", "-" + value,
                                 value.replace("1", "9"), value.replace("0", "3"), "2021-02-29", "20210230", "2020-13",
                                 "1899-12-31", "2020-00-10", "2020-01-01 24:00", "2020-01-01 23:60:00", "--1", "1e",
                                 self.decimal, "1e400", "1e-400", "9" * 19, "9223372036854775808",
                                 "-9223372036854775808", "0" * 30 + "1", "2020-1-1", "+5", "1 000", "nan", "inf"])
        return value

    def written(self, value, field):
        """The bytes of a field, and whether it stands in quotes."""
        signs = {self.delimiter, "\n", "\r", self.quote} if self.quote != "\0" else {self.delimiter, "\n", "\r"}
        needs = any(sign in value for sign in signs) or value != value.strip(" ")
        quoted = self.quote != "\0" and (needs or self.random.random() < self.quote_rate)
        if not quoted:
            if needs:
                for sign in signs:
                    value = value.replace(sign, "_")
            value = value.strip(" ")
            space = " " * self.random.randint(0, 2) if self.random.random() < 0.02 else ""
            return value, space + value + space
        if self.types[field] in ("code", "key") and self.random.random() < 0.1:
            value = value[:3] + self.random.choice([self.delimiter, "\n", "\r\n", self.quote, self.quote * 2]) + value[3:]
        return value, self.quote + value.replace(self.quote, self.quote * 2) + self.quote

    def make(self):
        pick = self.random
        lines, self.rows, self.strict = [], [], True
        if self.heading:
            lines.append(self.delimiter.join(self.written(text, 0)[1] for text in self.headings).encode(self.encoding))
            self.headings = next(csv.reader(io.StringIO(lines[0].decode(self.encoding), newline=""),
                                            delimiter=self.delimiter, quotechar=None if self.quote == "\0" else self.quote,
                                            quoting=csv.QUOTE_NONE if self.quote == "\0" else csv.QUOTE_MINIMAL))
            self.headings = [text.strip(" ") for text in self.headings]
        for row in range(pick.choice([0, 3, 40, 400]) or (0 if self.heading else 1)):
            values, fields = [], []
            for field in range(self.fields):
                value, text = self.written(self.any_value(field), field)
                values.append(value)
                fields.append(text.encode(self.encoding))
            problem = None
            if pick.random() < self.bad_rate / 2 and (self.heading or row > 0):
                problem = self.spoil(values, fields)
            line = self.delimiter.encode().join(fields)
            if line.strip(b"\r") == b"":
                line, values = (b"1", ["1"]) if self.fields == 1 else (line, values)
            if pick.random() < 0.02:
                lines.append(b"")
                self.rows.append(None)
            if len(line) >= self.max_row_bytes - 2 and row == 0 and not self.heading:
                line, values, problem = self.delimiter.join(["1"] * self.fields).encode(), ["1"] * self.fields, None
            lines.append(line)
            self.rows.append((values, problem))
        end = self.line_end.encode()
        self.bytes = end.join(lines) + (end if pick.random() < 0.7 or lines[-1] == b"" else b"")
        self.lines = lines
        if self.encoding == "utf-8" and pick.random() < 0.1:
            self.bytes = b"\xef\xbb\xbf" + self.bytes

    def spoil(self, values, fields):
        """Makes a row bad whatever its columns are; where, and how."""
        pick = self.random
        at = pick.randrange(self.fields)
        kind = pick.choice(["count", "stray", "nul", "utf", "long"])
        if kind == "count":
            if self.fields > 1 and pick.random() < 0.5:
                del fields[at]
                if b"".join(fields).strip() == b"":
                    fields[:] = [b"1"] * (self.fields + 1)
            else:
                fields.append(b"1")
            return 0, "field_count"
        if kind == "stray" and self.quote != "\0":
            self.strict = False
            quote = self.quote.encode()
            fields[at] = pick.choice([b"a" + quote + b"b", quote + b"a" + quote + b"b", b"a" + quote, b" " + quote])
            return at + 1, "stray_quote"
        if kind == "nul":
            self.strict = False
            fields[at] = b"a\0b"
            return at + 1, "nul_byte"
        if kind == "utf" and self.encoding == "utf-8":
            self.strict = False
            fields[at] = pick.choice([b"a\xffb", b"\xc3", b"\xe2\x82", b"\xed\xa0\x80", b"\xc0\xaf", b"\xf4\x90\x80\x80"])
            return at + 1, "not_utf_8"
        if kind == "long" and self.max_row_bytes == 4096:
            self.strict = False
            fields[at] = b"x" * pick.choice([4200, 9000, 70000])
            return 0, "row_too_long"
        return None

    def expected(self):
        """The lines that the dump is to print, up to an error's words."""
        codes = [Codes(given, most) for _, _, _, most, given in self.columns]
        out, faults, counts, rejected = [], [], Counter(), 0
        line, number = (2 if self.heading else 1), 0
        if self.heading:
            line += self.lines[0].count(b"\n")
        for row, content in zip(self.rows, self.lines[1 if self.heading else 0:]):
            here = line
            line += 1 + content.count(b"\n")
            if row is None:
                continue
            number += 1
            values, problem = row
            found, read = [problem] if problem else [], []
            if not problem:
                for column, (kind, field, _, _, _) in enumerate(self.columns):
                    try:
                        read.append(self.read(kind, values[field], codes[column]))
                    except Bad as bad:
                        found.append((field + 1, str(bad)))
            if not found:
                out.append(" ".join(["row", str(number), *read]))
                continue
            rejected += 1
            for position, name in sorted(set(found), key=lambda each: (each[0], PROBLEMS.index(each[1]))):
                counts[position, name] += 1
                if len(faults) < 20:
                    faults.append(f"fault {number} {here} {position} {name}")
                if rejected > self.max_bad:
                    return out, faults, counts, f"error row {number} (line {here})"
        return out, faults, counts, f"end {number} {rejected} {len(self.bytes)}"

    def read(self, kind, value, codes):
        if len(value.encode(self.encoding)) > 1024:
            raise Bad("field_too_long")
        if kind == "code":
            return codes.read(value)
        if value in MISSING:
            return "-"
        if kind == "number":
            return read_number(value, self.decimal)
        return {"date": read_date, "time": read_time, "period": read_period, "whole": read_whole,
                "key": read_key}[kind](value)

    def input(self):
        head = [ord(self.delimiter), ord(self.decimal), ord(self.quote), int(self.encoding == "latin-1"),
                int(self.heading), self.max_bad, self.max_row_bytes, self.batch_rows, self.seed, len(self.columns),
                len(self.bytes)]
        lines = [" ".join(map(str, head))]
        for kind, field, by_heading, most, given in self.columns:
            name = self.headings[field].encode("utf-8").hex() if by_heading else "-"
            listed = ",".join(text.encode("utf-8").hex() for text in given) or "-"
            lines.append(f"{kind} {name} {0 if by_heading else field + 1} {most} {listed}")
        return "\n".join(lines).encode() + b"\n" + self.bytes

    def agrees_with_csv(self):
        """Whether the csv module sees the fields that were written."""
        if not self.strict or self.quote == "\0":
            return True
        text = self.bytes.decode("utf-8-sig" if self.encoding == "utf-8" else self.encoding)
        seen = [row for row in csv.reader(io.StringIO(text, newline=""), delimiter=self.delimiter, quotechar=self.quote)
                if row]
        wanted = [row for row in self.rows if row is not None]
        for row, (values, problem) in zip(seen[1 if self.heading else 0:], wanted):
            if not problem and [text.strip(" ") for text in row] != [text.strip(" ") for text in values]:
                return False
        return len(seen) - int(self.heading) == len(wanted)


def run(dump, texts):
    result = subprocess.run([dump], input=b"".join(texts), stdout=subprocess.PIPE, check=False)
    assert result.returncode == 0, f"{dump} gave {result.returncode}"
    answers, answer = [], []
    for line in result.stdout.decode("utf-8", "replace").split("\n"):
        if line == ".":
            answers.append(answer)
            answer = []
        else:
            answer.append(line)
    return answers


def compare(case, answer):
    """What the dump printed otherwise than expected; nothing where all is well."""
    rows, faults, counts, end = case.expected()
    counted = [f"count {position} {name} {number}" for (position, name), number in
               sorted(counts.items(), key=lambda item: (item[0][0], PROBLEMS.index(item[0][1])))]
    if end.startswith("error"):
        # What is read of a batch before its bad row is not given, and all its faults are found but not all counted.
        seen_rows = [line for line in answer if line.startswith("row ")]
        good = seen_rows == rows[:len(seen_rows)] and answer[-1].startswith(end)
        seen_faults = [line for line in answer if line.startswith("fault ")]
        return None if good and faults[:1] == seen_faults[:1] else (end, answer[-3:])
    wanted = rows + faults + counted + [end]
    if wanted == answer:
        return None
    for place in range(max(len(wanted), len(answer))):
        pair = (wanted[place] if place < len(wanted) else None, answer[place] if place < len(answer) else None)
        if pair[0] != pair[1]:
            return pair
    return None


def benchmark_text(rows):
    """The data of the benchmark, and the sums that are known of them at full size."""
    state = 20240000 + 8

    def below(bound):
        nonlocal state
        state = (state * 6364136223846793005 + 1442695040888963407) % 2**64
        return (state >> 33) * bound >> 31

    lines, sums = [], [rows, 0, 0, 0, 0, 0]
    for _ in range(rows):
        unit, month, a, v, b, d = below(300), below(120), below(100), below(4000), below(100), 1 + below(500)
        year = 2014 + month // 12
        sums[1] += unit
        sums[2] += year * 100 + month % 12 + 1
        sums[3] += v if a >= 3 else 0
        sums[4] += d if b >= 3 else 0
        sums[5] += (a < 3) + (b < 3)
        value = f"{Decimal(v) / 4}".replace(".", ",") if a >= 3 else "u.s."
        lines.append(f"{unit};{year}-{month % 12 + 1:02};{value};{d if b >= 3 else 'u.s.'}\n")
    return "".join(lines).encode(), sums


def check_benchmark_data(dump):
    text, sums = benchmark_text(50_000)
    head = f"{ord(';')} {ord(',')} {ord(chr(34))} 0 0 0 4096 65536 1 4 {len(text)}\n"
    columns = "whole - 1 1 -\nperiod - 2 1 -\nnumber - 3 1 -\nwhole - 4 1 -\n"
    answer = run(dump, [(head + columns).encode() + text])[0]
    seen = [0] * 6
    for line in answer:
        if not line.startswith("row "):
            continue
        unit, period, numerator, denominator = line.split()[2:]
        months = int(period) - (2 << 28) - (1 << 27)
        seen[0] += 1
        seen[1] += int(unit)
        seen[2] += months // 12 * 100 + months % 12 + 1
        if numerator != "-":
            seen[3] += int(4 * struct.unpack(">d", bytes.fromhex(numerator.rjust(16, "0")))[0])
        seen[4] += int(denominator) if denominator != "-" else 0
        seen[5] += (numerator == "-") + (denominator == "-")
    print("benchmark data, 50,000 rows:", *seen)
    return seen == sums


def main():
    dump, seed = sys.argv[1], int(sys.argv[2]) if len(sys.argv) > 2 else 1
    cases = [Case(number, seed) for number in range(CASES)]
    answers = run(dump, [case.input() for case in cases])
    assert len(answers) == len(cases), f"{len(answers)} answers for {len(cases)} cases"
    passed = failed = 0
    for number, (case, answer) in enumerate(zip(cases, answers)):
        difference = compare(case, answer)
        if difference is None and not case.agrees_with_csv():
            difference = ("the csv module", "sees other fields")
        if difference is None:
            passed += 1
            continue
        failed += 1
        if failed <= SHOWN:
            print(f"case {number} of seed {seed}: expected {str(difference[0])[:300]!r}, got {str(difference[1])[:300]!r}")
    if check_benchmark_data(dump):
        passed += 1
    else:
        failed += 1
        print("the benchmark's data are read otherwise than they were written")
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
