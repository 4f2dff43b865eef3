"""The command line of the works' peers in Python, as that of the C++ programs: one line of JSON with the milliseconds
and the checksums.

    numpy_works.py --data FOLDER --work W3 [--runs 5] [--threads 1]

A work is a class: its `__init__` loads what it needs, `run` is what is measured, `checksums` looks at what came out.
"""

import argparse
import json
import pathlib
import time

import numpy as np

DTYPES = {"u8": "u1", "u16": "<u2", "i32": "<i4", "i64": "<i8", "f64": "<f8"}
FIRST_DAY, DAYS, MONTHS, UNITS = 16071, 3652, 120, 300
NO_DAY, NO_TIME = -(2**31), -(2**63)
MONTH_ENDS = (np.arange("2014-02", "2024-02", dtype="M8[M]").astype("M8[D]") - 1).astype("i4")  # days since 1970-01-01


def columns(folder, work):
    """The columns of a work by name; the text of W8 as the path of its file."""
    folder = pathlib.Path(folder)
    manifest = json.loads((folder / f"{work.lower()}.json").read_text(encoding="utf-8"))
    return {
        column["name"]: folder / column["file"]
        if column["type"] == "csv"
        else np.fromfile(folder / column["file"], DTYPES[column["type"]])
        for column in manifest["columns"]
    }


def millionths(values):
    """The sum of floor(value * 1e6) over those that are there."""
    values = np.asarray(values, "f8").ravel()
    return int(np.floor(values[~np.isnan(values)] * 1e6).astype("i8").sum())


def weighed(values):
    """The sum of value * (place % 1009 + 1) over those that are there, which are whole numbers."""
    values = np.asarray(values).ravel()
    weights = np.arange(values.size, dtype="i8") % 1009 + 1
    if values.dtype.kind == "f":
        present = ~np.isnan(values)
        values, weights = values[present], weights[present]
    return int((values.astype("i8") * weights).sum())


def share_checksums(whole, part):
    """Of counts by unit and period."""
    whole, part = np.asarray(whole), np.asarray(part)
    there = whole != 0
    return [weighed(whole), weighed(part), millionths(part[there] / whole[there])]


def rollup_checksums(total, mean, last, ratio):
    """Of W2, each in the order series, period."""
    return [
        weighed(4 * total),
        millionths(mean),
        int(np.nansum(4 * last)),
        millionths(ratio),
        int(np.isnan(total).sum() + np.isnan(ratio).sum()),
    ]


def limit_checksums(mean, moving, lower, upper, flags):
    """Of W7; flags in the order series, point."""
    flags = np.asarray(flags)
    counts = [int(np.count_nonzero(flags & flag)) for flag in (1, 2, 4)]
    return [*map(millionths, (mean, moving, lower, upper)), *counts, weighed(flags)]


def contest(program, works):
    parser = argparse.ArgumentParser()
    parser.add_argument("--data", required=True)
    parser.add_argument("--work", choices=works, required=True)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--threads", type=int, default=1, help="taken and ignored: there is one")
    arguments = parser.parse_args()
    work = works[arguments.work](columns(arguments.data, arguments.work))
    work.run()
    milliseconds = []
    for _ in range(arguments.runs):
        start = time.perf_counter()
        work.run()
        milliseconds.append(round((time.perf_counter() - start) * 1e3, 3))
    line = {"work": arguments.work, "program": program, "threads": 1, "milliseconds": milliseconds}
    print(json.dumps(line | {"checksums": work.checksums()}))
