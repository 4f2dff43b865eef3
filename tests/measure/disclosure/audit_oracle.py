#!/usr/bin/env python3
"""Checks what an attacker can work out of published tables against GLPK, table by table.

    python3 audit_oracle.py PATH_TO_AUDIT_DUMP [SEED [TABLES]]

Runs audit_dump and solves for every hidden cell of every table two linear programs over the counts inside the table:
its least and its greatest value where every published figure is the sum of its counts. Many of them are solved at once,
as one program whose parts have no variable in common. Prints the first disagreements and "N cells passed, M failed";
exits 1 when anything failed.
"""
import pathlib
import shutil
import subprocess
import sys
import tempfile

SHOWN = 20
BATCH = 3000  # variables of a program
FAR = 10**6  # no finite interval reaches as far


class Table:
    def __init__(self, line):
        words = line.split()
        self.rows, self.columns = int(words[0]), int(words[1])
        parents, words = words[2:2 + self.columns], words[2 + self.columns:]
        cells = (self.rows + 1) * (self.columns + 1)
        self.figures, self.intervals = words[:cells], words[cells:]
        # The leaves of each column; the last is the total.
        leaves = [column for column in range(self.columns) if str(column) not in parents]
        below = [set() for _ in range(self.columns + 1)]
        for leaf in leaves:
            column = leaf
            while True:
                below[column].add(leaf)
                if column == self.columns:
                    break
                column = self.columns if parents[column] == "-" else int(parents[column])
        self.sums = [[(row, leaf) for row in (range(self.rows) if at == self.rows else [at]) for leaf in sorted(below[column])]
                     for at in range(self.rows + 1) for column in range(self.columns + 1)]
        self.known = {self.sums[i][0]: int(figure) for i, figure in enumerate(self.figures)
                      if figure not in "?." and len(self.sums[i]) == 1}
        self.rules = []
        for i, figure in enumerate(self.figures):
            if figure not in "?.":
                unknown, rest = self.split(i)
                if unknown:
                    self.rules.append((unknown, int(figure) - rest))
        self.unknown = sorted({leaf for cell in self.sums for leaf in cell if leaf not in self.known})
        self.hidden = [i for i, figure in enumerate(self.figures) if figure == "?"]

    def split(self, cell):
        """The unknown counts of a cell, and the sum of those known."""
        return ([leaf for leaf in self.sums[cell] if leaf not in self.known],
                sum(self.known.get(leaf, 0) for leaf in self.sums[cell]))


class Program:
    """Many small programs as one, in the CPLEX LP format."""

    def __init__(self):
        self.objective, self.rules, self.names, self.asked = [], [], [], []

    def ask(self, table, cell, greatest):
        names = {leaf: f"x{len(self.names) + i}" for i, leaf in enumerate(table.unknown)}
        self.names += names.values()
        leaves, rest = table.split(cell)
        self.objective += [f"{'-' if greatest else '+'} {names[leaf]}" for leaf in leaves]
        for unknown, count in table.rules:
            self.rules.append(" + ".join(names[leaf] for leaf in unknown) + f" = {count}")
        if greatest and leaves:
            self.rules.append(" + ".join(names[leaf] for leaf in leaves) + f" <= {FAR}")
        self.asked.append((table, cell, greatest, [names[leaf] for leaf in leaves], rest))

    def solve(self, directory):
        """Each answer that was asked for, None where nothing bounds it."""
        if not self.names:
            return [rest for *_, rest in self.asked]
        model, solution = directory / "model.lp", directory / "solution"
        lines = ["Minimize", " cost: " + "\n  ".join(self.objective or ["0 x0"]), "Subject To", *(self.rules or ["x0 >= 0"]), "End", ""]
        model.write_text("\n".join(lines), encoding="ascii")
        done = subprocess.run(["glpsol", "--lp", model, "--nopresol", "-w", solution],
                              stdout=subprocess.PIPE, text=True, check=True)
        if "OPTIMAL LP SOLUTION FOUND" not in done.stdout:
            sys.exit(f"glpsol found no optimum:\n{done.stdout}")
        values = {}
        order = column_order(lines)
        for line in solution.read_text(encoding="ascii").splitlines():
            words = line.split()
            if words and words[0] == "j":
                values[order[int(words[1]) - 1]] = float(words[3])
        assert len(order) == len(values)
        answers = []
        for _, _, greatest, names, rest in self.asked:
            value = sum(values[name] for name in names)
            if abs(value - round(value)) > 1e-5:
                sys.exit(f"{value} is no whole number")
            answers.append(None if greatest and round(value) == FAR else round(value) + rest)
        return answers


def column_order(lines):
    """Variables in the order in which they first stand in the program, as glpsol numbers them."""
    seen = {}
    for line in lines:
        for word in line.split():
            if word[0] == "x":
                seen.setdefault(word)
    return list(seen)


def main():
    if shutil.which("glpsol") is None:
        sys.exit("there is no glpsol (Debian: glpk-utils)")
    dump = subprocess.run(sys.argv[1:], stdout=subprocess.PIPE, text=True, check=True)
    tables = [Table(line) for line in dump.stdout.splitlines()]
    passed, faults, exact, unbounded = 0, [], 0, 0

    def settle(program, directory):
        nonlocal passed, exact, unbounded
        answers = program.solve(directory)
        for i in range(0, len(answers), 2):
            table, cell = program.asked[i][:2]
            expected = f"{answers[i]}:{'*' if answers[i + 1] is None else answers[i + 1]}"
            found = table.intervals[table.hidden.index(cell)]
            if found == expected:
                passed += 1
                exact += answers[i] == answers[i + 1]
                unbounded += answers[i + 1] is None
            else:
                faults.append(f"cell {cell} of {' '.join(table.figures)}: {found}, and GLPK finds {expected}")

    with tempfile.TemporaryDirectory(prefix="tertial-") as name:
        directory, program = pathlib.Path(name), Program()
        for table in tables:
            assert len(table.hidden) == len(table.intervals), table.figures
            for cell in table.hidden:
                program.ask(table, cell, greatest=False)
                program.ask(table, cell, greatest=True)
                if len(program.names) > BATCH:
                    settle(program, directory)
                    program = Program()
        settle(program, directory)
    print("\n".join(faults[:SHOWN]))
    print(f"{len(tables)} tables: {passed} cells passed, {len(faults)} failed; {exact} exact, {unbounded} without an upper end")
    return 1 if faults or not exact or not unbounded else 0


if __name__ == "__main__":
    sys.exit(main())
