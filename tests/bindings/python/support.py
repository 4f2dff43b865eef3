"""What the tests of the Python package share. package_check.py sets their environment."""

import json
import os
import pathlib
import subprocess
import sys
import unittest

try:
    import numpy
except ImportError:
    numpy = None
try:
    import pandas
except ImportError:
    pandas = None

SOURCE = pathlib.Path(__file__).resolve().parents[3]
CLI = os.environ["TERTIAL_CLI"]
ACTION_PLAN = SOURCE / "tests/data/action-plan-2020/plan.json"
OPERATIONAL_PLAN = SOURCE / "tests/data/operational-plan-2020/plan.json"
WITH_OUTCOMES = SOURCE / "tests/data/operational-plan-2020/with-outcomes.json"
SAMPLES = [path for path in (ACTION_PLAN, OPERATIONAL_PLAN, WITH_OUTCOMES) if path.is_file()]

needs_numpy = unittest.skipIf(numpy is None, "numpy is not there")
needs_pandas = unittest.skipIf(pandas is None, "pandas is not there")


def cli(*arguments, expected=0):
    """The bytes that the program writes to standard output."""
    done = subprocess.run([CLI, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, check=False)
    if done.returncode != expected:
        raise AssertionError(f"tertial {arguments}: exit code {done.returncode}\n{done.stderr.decode()}")
    return done.stdout


def random_document(seed, size):
    """The text of a random plan that is valid, the same on every machine."""
    sys.path.insert(0, str(SOURCE / "tests" / "generate"))
    try:
        import random_plan
    finally:
        del sys.path[0]
    return random_plan.written(random_plan.random_plan(seed, size), seed)


def document(path):
    return json.loads(path.read_text(encoding="utf-8"))
