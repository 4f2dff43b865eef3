"""The Python package does what its docstrings, README and example say, and what the tests beside this ask of it.

Everything runs with numpy and pandas where they are there, and again with both made unimportable.
"""

import argparse
import ast
import os
import pathlib
import re
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
FENCE = re.compile(r"^```python\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)

WITHOUT = "import sys\nsys.modules['numpy'] = sys.modules['pandas'] = None\n"

# Of every module of the package, each with a plan and a follow-up of its own.
DOCTESTS = """
import doctest, importlib, pkgutil, sys
import tertial
sample = sys.argv[1]
names = ["tertial", *(f"tertial.{module.name}" for module in pkgutil.iter_modules(tertial.__path__))]
names.remove("tertial.__main__")
failed = tried = 0
runner = doctest.DocTestRunner()
for name in names:
    plan = tertial.Plan.read(sample)
    known = {"sample": sample, "plan": plan, "review": plan.follow_up("2020-T2")}
    for test in doctest.DocTestFinder().find(importlib.import_module(name), extraglobs=known):
        if sys.modules.get("numpy", ...) is None and "import numpy" in (test.docstring or ""):
            continue
        result = runner.run(test)
        failed, tried = failed + result.failed, tried + result.attempted
print(f"{tried} examples")
sys.exit(1 if failed or not tried else 0)
"""

UNITTESTS = """
import sys, unittest
sys.path.insert(0, sys.argv[1])
suite = unittest.defaultTestLoader.loadTestsFromName(sys.argv[2])
result = unittest.TextTestRunner(stream=sys.stdout).run(suite)
print(f"{result.testsRun - len(result.skipped)} tests")
sys.exit(0 if result.wasSuccessful() else 1)
"""

# Some of what the README's code prints. 16 and 8 are scores that no band has, so the cell 4 x 4 has no level; the rows
# of figures are 0 to 11 and 12 to 23, summed by four.
README = [
    "2 risks reduced",
    "5.2 red -> yellow decreased",
    "increased",
    "[1 2 0] [8, 16]",
    "[[ 6. 22. 38.]",
    " [54. 70. 86.]]",
    "2020-08-31 2020-01",
]

# 11 of 25 and 9 of 24 placements are 44 and 38 %. The risk was yellow at the plan's last follow-up, 2020-08-31, and is
# judged green now; nothing was reported of its action meanwhile, which is new to the findings. The report of the day
# comes before what its activities speak for, and the newest figure is that of August.
NIGHTLY = """\
risk 2.2: yellow -> green (decreased)
action 1.1-1: unreported -> delayed
indicator 2.2.c: 38 in 2020-08
new warning at /risks/2: Risk 2.2 har minskat sedan 2020-08-31, men inget är redovisat om dess åtgärder under tiden.
"""


class Runner:
    def __init__(self, source, build, cli):
        self.source = source
        self.sample = source / "tests" / "data" / "action-plan-2020" / "plan.json"
        self.environment = {
            **os.environ,
            "TERTIAL_LIBRARY": str(build / "libtertial.so"),
            "TERTIAL_CLI": str(cli),
            "PYTHONPATH": str(source / "bindings" / "python" / "src"),
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONIOENCODING": "utf-8",
        }
        self.faults = []

    def run(self, what, code, *arguments, cwd=None):
        """Standard output of a program in Python; a fault where it fails or warns of what it left open."""
        command = [sys.executable, "-X", "faulthandler", "-W", "always::ResourceWarning", "-c", code]
        try:
            done = subprocess.run([*command, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.STDOUT, encoding="utf-8", env=self.environment, cwd=cwd,
                                  check=False, timeout=600)
        except subprocess.TimeoutExpired:
            self.faults.append(f"{what}: not done after ten minutes")
            return ""
        if done.returncode or "ResourceWarning" in done.stdout or "Exception ignored" in done.stdout:
            self.faults.append(f"{what}: exit code {done.returncode}\n{done.stdout}")
        return done.stdout

    def counted(self, what, code, *arguments):
        output = self.run(what, code, *arguments)
        last = output.rstrip().rpartition("\n")[2]
        print(f"{what}: {last}")
        if not re.match(r"[1-9]\d* (tests|examples)$", last):
            self.faults.append(f"{what}: nothing was tested")

    def readme(self):
        """Its blocks of Python, in order and in one namespace."""
        text = (self.source / "bindings" / "python" / "README.md").read_text(encoding="utf-8")
        blocks = FENCE.findall(text)
        if len(blocks) != text.count("```python"):
            self.faults.append("README.md: a block of Python is not closed")
        code = ""
        for number, block in enumerate(blocks, 1):
            ast.parse(block)
            code += f"exec(compile({block!r}, 'README.md, block {number}', 'exec'), globals())\n"
        with tempfile.TemporaryDirectory() as folder:
            os.symlink(self.source / "tests", pathlib.Path(folder) / "tests")
            output = self.run("README.md", code, cwd=folder)
            for file in ("report.html", "plan-today.json"):
                if not (pathlib.Path(folder) / file).is_file():
                    self.faults.append(f"README.md: {file} was not written")
        lines = output.splitlines()
        for line in README:
            if line not in lines:
                self.faults.append(f"README.md: no line {line!r} in\n{output}")
        print(f"README.md: {len(blocks)} blocks")
        if not blocks:
            self.faults.append("README.md has no block of Python")

    def example(self):
        script = self.source / "bindings" / "python" / "examples" / "nightly.py"
        code = "import runpy, sys; sys.argv = sys.argv[1:]; runpy.run_path(sys.argv[0], run_name='__main__')"
        output = self.run("nightly.py", code, script, self.sample, "2020-09-15")
        if output != NIGHTLY:
            self.faults.append(f"nightly.py says\n{output}and not\n{NIGHTLY}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--only", help="one file of tests: test_period")
    arguments = parser.parse_args()
    if not (arguments.build / "libtertial.so").exists():
        print("this build has no libtertial.so")
        return 77
    runner = Runner(arguments.source.resolve(), arguments.build.resolve(), arguments.cli.resolve())
    modes = [("without numpy", WITHOUT)]
    try:
        import numpy  # noqa: F401
    except ImportError:
        print("numpy is not installed: only what works without it is tested")
    else:
        modes.insert(0, ("", ""))
        if not arguments.only:
            runner.readme()
            runner.example()
    files = sorted(path.stem for path in HERE.glob("test_*.py"))
    if not files:
        runner.faults.append("there are no tests")
    for mode, before in modes:
        if not arguments.only:
            runner.counted(f"docstrings {mode}".strip(), before + DOCTESTS, runner.sample)
        for name in files:
            if arguments.only in (None, name):
                runner.counted(f"{name} {mode}".strip(), before + UNITTESTS, HERE, name)
    print("\n".join(runner.faults))
    return 1 if runner.faults else 0


if __name__ == "__main__":
    sys.exit(main())
