"""What the border to Python costs: ratios against the same work without it, in one run.

    python3 benchmarks/python_border.py --build build/release [--pairs 50000000]

Needs numpy. What is compared takes turns; ratios are of the medians.
"""

import argparse
import ctypes
import json
import os
import pathlib
import resource
import statistics
import subprocess
import sys
import threading
import time

SOURCE = pathlib.Path(__file__).resolve().parents[1]


def seconds(work, times):
    start = time.perf_counter()
    for _ in range(times):
        work()
    return (time.perf_counter() - start) / times


def medians(works, times, rounds=15):
    """The median time of each, taking turns."""
    taken = [[] for _ in works]
    for _ in range(rounds):
        for work, list_of in zip(works, taken):
            list_of.append(seconds(work, times))
    return [statistics.median(list_of) for list_of in taken]


def bare(library, name, interface):
    """A function of the same library as ctypes alone has it: opened anew, with the same types."""
    function = getattr(ctypes.CDLL(library), name)
    function.restype, function.argtypes = interface.FUNCTIONS[name]
    return function


def border(tertial, interface, library):
    from tertial import _library

    no_op = bare(library, "tertial_abi_version", interface)
    ours, theirs = medians([tertial.abi_version, no_op], 200_000)
    print(f"no-op, {theirs * 1e9:.0f} ns bare: {ours / theirs:.2f} of a bare ctypes call (limit 1.3)")

    parse = bare(library, "tertial_date_parse", interface)
    out, error = ctypes.c_int32(), ctypes.pointer(interface.Error())

    def checked():
        _library.call("tertial_date_parse", b"2020-08-31", 10, ctypes.byref(out))

    def unchecked():
        if parse(b"2020-08-31", 10, ctypes.byref(out), error):
            raise ValueError

    ours, theirs = medians([checked, unchecked], 50_000)
    print(f"a call that can fail, {theirs * 1e9:.0f} ns bare: {ours / theirs:.2f} (limit 1.3)")


def columns(tertial, numpy, cells):
    values = numpy.random.default_rng(1).random((cells // 100, 100))
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    series = tertial.Series(values, start="2012-01")
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert series.values is values
    print(f"Series of {cells:,} values ({values.nbytes >> 20} MB): peak memory grew by {(after - before) / 1024:.1f} MB")
    start = time.perf_counter()
    years = series.roll_up("year")
    taken = time.perf_counter() - start
    start = time.perf_counter()
    expected = values[:, :96].reshape(len(values), 8, 12).sum(axis=2)
    by_numpy = time.perf_counter() - start
    assert numpy.allclose(years.values[:, :8], expected)
    print(f"  rolled up to years in {taken * 1e3:.0f} ms, {taken / by_numpy:.2f} of numpy's sum of whole years")


def classification(tertial, numpy, pairs, build):
    random = numpy.random.default_rng(2)
    likelihood = random.integers(0, 6, pairs, dtype="uint8")
    severity = random.integers(0, 6, pairs, dtype="uint8")
    out = numpy.empty(pairs, "uint8")
    matrix = tertial.RiskMatrix(likelihood=4, severity=4, bands=[("green", 1, 3), ("yellow", 4, 6), ("red", 9, 12)])
    program = build / "benchmarks" / "classify_bench"
    ratios, ours, theirs = [], [], []
    for _ in range(5):
        told = subprocess.run(
            [program, f"--benchmark_filter=^classify/product/{pairs}", "--benchmark_format=json"],
            check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        run = next(run for run in json.loads(told.stdout)["benchmarks"] if run["aggregate_name"] == "median")
        theirs.append(run["items_per_second"])
        taken = statistics.median(seconds(lambda: matrix.classify(likelihood, severity, out=out), 1) for _ in range(9))
        ours.append(pairs / taken)
        ratios.append(ours[-1] / theirs[-1])
    print(f"classification of {pairs:,} pairs: {statistics.median(ratios):.2f} of the C++ speed (limit 0.95), "
          f"{statistics.median(ours) / 1e9:.2f} against {statistics.median(theirs) / 1e9:.2f} billion a second")


def larger(times):
    """A sample plan with each of its indicators many times over: calls that last, as those on a large unit do."""
    plan = json.loads((SOURCE / "tests/data/action-plan-2020/plan.json").read_text(encoding="utf-8"))
    plan["indicators"] = [
        {key: value for key, value in indicator.items() if key not in ("numerator", "denominator", "complement_of")}
        | {"id": f"{indicator['id']} {copy}"}
        for copy in range(times)
        for indicator in plan["indicators"]
    ]
    return json.dumps(plan)


def two_threads(tertial, numpy):
    document = larger(100).encode()

    def read():
        for _ in range(8):
            tertial.Plan.from_json(document).follow_up("2020-T2")

    plans = [tertial.Plan.from_json(document) for _ in range(2)]

    def report():
        plan = plans[threading.current_thread() is not threading.main_thread()]
        for _ in range(8):
            plan.follow_up("2020-T2").to_html()

    series = tertial.Series(numpy.random.default_rng(3).random((20_000, 100)), start="2012-01")

    def roll_up():
        for _ in range(8):
            series.roll_up("year")

    for work, name in (
        (roll_up, "rolling up a shared series"),
        (read, "reading and following up, which takes memory from the system"),
        (report, "reports, whose text becomes a str in Python"),
    ):

        def together():
            threads = [threading.Thread(target=work) for _ in range(2)]
            for thread in threads:
                thread.start()
            for thread in threads:
                thread.join()

        one, two = medians([work, together], 1, rounds=9)
        print(f"two threads do {2 * one / two:.2f} times the work of one (limit 1.7): {name}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--build", type=pathlib.Path, default=SOURCE / "build" / "release")
    parser.add_argument("--pairs", type=int, default=50_000_000)
    parser.add_argument("--cells", type=int, default=10_000_000)
    arguments = parser.parse_args()
    library = str(arguments.build.resolve() / "libtertial.so")
    os.environ["TERTIAL_LIBRARY"] = library
    sys.path.insert(0, str(SOURCE / "bindings" / "python" / "src"))
    sys.dont_write_bytecode = True
    import numpy
    import tertial
    from tertial import _interface

    border(tertial, _interface, library)
    columns(tertial, numpy, arguments.cells)
    two_threads(tertial, numpy)
    classification(tertial, numpy, arguments.pairs, arguments.build.resolve())


if __name__ == "__main__":
    main()
