"""The shared library under the package: found or refused in plain words, its handles, its threads, its program."""

import array
import ctypes
import gc
import inspect
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import threading
import time
import typing
import unittest
import unittest.mock
import weakref

import tertial
from support import ACTION_PLAN, CLI, SOURCE, WITH_OUTCOMES, cli, numpy, pandas
from tertial import _interface, _library

PACKAGE = SOURCE / "bindings" / "python" / "src"


def python(*arguments, **environment):
    """An interpreter of its own, in the environment of this one with changes; None takes a variable away."""
    given = {key: value for key, value in {**os.environ, **environment}.items() if value is not None}
    return subprocess.run([sys.executable, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, encoding="utf-8", env=given, check=False, timeout=300)


class Loading(unittest.TestCase):
    def refused(self, path, *expected):
        done = python("-c", "import tertial", TERTIAL_LIBRARY=str(path))
        self.assertEqual(done.returncode, 1)
        last = done.stderr.strip().splitlines()[-1]
        self.assertTrue(last.startswith("tertial._library.LibraryError: "), done.stderr)
        self.assertNotIn("During handling", done.stderr)
        for words in expected:
            self.assertIn(words, last)

    def compiled(self, folder, name, code):
        if shutil.which("cc") is None:
            self.skipTest("there is no C compiler")
        path = pathlib.Path(folder) / name
        path.with_suffix(".c").write_text(code, encoding="utf-8")
        subprocess.run(["cc", "-shared", "-fPIC", str(path.with_suffix(".c")), "-o", str(path)], check=True)
        return path

    def test_nothing_there(self):
        self.refused("/nowhere/libtertial.so", "/nowhere/libtertial.so", "set TERTIAL_LIBRARY", "Install the wheel")

    def test_no_library(self):
        self.refused(ACTION_PLAN, "cannot be loaded", "plan.json", "set TERTIAL_LIBRARY")
        self.refused(ACTION_PLAN.parent, "cannot be loaded", "set TERTIAL_LIBRARY")

    def test_library_of_something_else(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self.compiled(folder, "other.so", "int other(void) { return 1; }\n")
            self.refused(path, "other.so is no library of tertial", "libtertial.so.1")

    def test_another_binary_interface(self):
        with tempfile.TemporaryDirectory() as folder:
            path = self.compiled(folder, "new.so", "unsigned tertial_abi_version(void) { return 2; }\n")
            self.refused(path, "binary interface 2", "made for 1", "of one release")

    def test_older_library(self):
        with tempfile.TemporaryDirectory() as folder:
            code = "unsigned tertial_abi_version(void) { return 1; }\n"
            known = [name for name in _interface.FUNCTIONS if name not in ("tertial_abi_version", "tertial_series_new")]
            code += "".join(f"void {name}(void) {{}}\n" for name in known)
            path = self.compiled(folder, "old.so", code)
            self.refused(path, "older than this package", "tertial_series_new()")

    def test_none_at_all(self):
        with tempfile.TemporaryDirectory() as folder:
            shutil.copytree(PACKAGE / "tertial", pathlib.Path(folder) / "tertial",
                            ignore=shutil.ignore_patterns("lib", "__pycache__"))
            done = python("-c", "import tertial", TERTIAL_LIBRARY=None, PYTHONPATH=folder)
            if done.returncode == 0:
                self.skipTest("the system has a libtertial.so.1")
            self.assertIn("Debian's libtertial1", done.stderr)
            # The wheel has it beside the package, and an empty variable is none.
            lib = pathlib.Path(folder) / "tertial" / "lib"
            lib.mkdir()
            shutil.copyfile(os.environ["TERTIAL_LIBRARY"], lib / "libtertial.so.1")
            for told in (None, ""):
                done = python("-c", "import tertial; print(tertial.__version__)", TERTIAL_LIBRARY=told,
                              PYTHONPATH=folder)
                self.assertEqual((done.returncode, done.stdout.strip(), done.stderr), (0, tertial.__version__, ""))

    def test_errors_are_import_errors(self):
        self.assertTrue(issubclass(tertial.LibraryError, ImportError))

    def test_version(self):
        self.assertEqual(f"tertial {tertial.__version__}\n", cli("--version").decode())
        self.assertEqual(tertial.abi_version(), tertial.ABI_VERSION)


class Handles(unittest.TestCase):
    def test_addresses_are_whole(self):
        kept = []

        def make():
            plan = tertial.Plan.read(ACTION_PLAN)
            for _ in range(20):
                kept.extend([plan.copy(), plan.follow_up("2020-T2"), tertial.Series([1.0], "2020-01"),
                             tertial.RiskMatrix(2, 2, bands=[("a", 1, 4)])])

        make()
        # The heap may lie low; what further threads allocate is mapped high.
        threads = [threading.Thread(target=make) for _ in range(4)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        high = [handle for handle in kept if self.address(handle) >= 2**32]
        if not high:
            self.skipTest("all memory lies below 4 GiB")
        for handle in high:
            if isinstance(handle, tertial.Plan):
                self.assertEqual(handle.id, "action-plan-2020")
            elif isinstance(handle, tertial.FollowUp):
                self.assertEqual(handle.risks["5.2"].movement, "decreased")
            elif isinstance(handle, tertial.Series):
                self.assertEqual(handle.roll_up("year").values[0], 1)
            else:
                self.assertEqual(handle.level(2, 2), "a")

    def address(self, handle):
        return ctypes.cast(handle._as_parameter_, ctypes.c_void_p).value

    def test_after_close(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        review, matrix = plan.follow_up("2020-T2"), plan.matrix
        series = tertial.Series([1.0], "2020-01")
        for handle, uses in (
            (plan,
             (plan.to_json, plan.copy, lambda: plan.id, lambda: plan.risks, lambda: plan.findings, lambda: repr(plan),
                    lambda: plan.add_closing("5.2", "2020-10-01"), lambda: plan.observations("2.2.c"),
                    lambda: plan == plan, lambda: plan.write("/nowhere/plan.json"))),
            (review,
             (review.to_json, review.to_xlsx, lambda: review.as_of, lambda: review.summary, lambda: review.risks,
                      lambda: review.findings, lambda: repr(review), lambda: review.save("/nowhere/report.md"))),
            (matrix, (lambda: matrix.bands, lambda: matrix.level(1, 1), lambda: matrix.findings, lambda: repr(matrix))),
            (series, (lambda: series.roll_up("year"),)),
        ):
            handle.close()
            handle.close()
            for use in uses:
                with self.assertRaises(tertial.ClosedError) as caught:
                    use()
                self.assertIn(f"this {type(handle).__name__} was closed", str(caught.exception))
                self.assertIsInstance(caught.exception, ValueError)

    def test_freed_once_and_at_once(self):
        for name, make in (
            ("tertial_plan_free", lambda: tertial.Plan.read(ACTION_PLAN)),
            ("tertial_follow_up_free", lambda: tertial.Plan.read(ACTION_PLAN).follow_up("2020-T2")),
            ("tertial_matrix_free", lambda: tertial.Plan.read(ACTION_PLAN).matrix),
            ("tertial_series_free", lambda: tertial.Series([1.0], "2020-01")),
            ("tertial_findings_free", lambda: tertial.Plan.read(ACTION_PLAN).findings),
        ):
            real, freed = getattr(_library.lib, name), []

            def counting(handle, real=real, freed=freed):
                freed.append(ctypes.cast(handle, ctypes.c_void_p).value)
                real(handle)

            with unittest.mock.patch.object(_library.lib, name, counting):
                gc.disable()
                try:
                    for used in (False, True):
                        handle = make()
                        watched = weakref.ref(handle)
                        if used and isinstance(handle, tertial.FollowUp):
                            handle.risks[0], handle.indicators[0], handle.findings, handle.summary
                            self.assertEqual(handle.findings[0].severity, "warning")
                            list(handle.indicators)[9].observations
                        elif used and hasattr(handle, "findings"):
                            list(handle.findings)
                        self.assertEqual(freed, [])
                        del handle
                        self.assertIsNone(watched(), name)
                        self.assertEqual(len(freed), 1, name)
                        freed.clear()
                    handle = make()
                    if hasattr(handle, "close"):
                        handle.close()
                        handle.close()
                        self.assertEqual(len(freed), 1)
                    del handle
                    self.assertEqual(len(freed), 1)
                finally:
                    gc.enable()

    def test_what_failed_to_be_made(self):
        for _ in range(3):
            with self.assertRaises(ValueError):
                tertial.RiskMatrix(0, 1, bands=[("a", 1, 2)])
            with self.assertRaises(tertial.DocumentError):
                tertial.Plan.from_json("{")
        gc.collect()

    @unittest.skipUnless(os.path.exists("/proc/self/statm"), "there is no /proc")
    def test_memory_does_not_grow(self):
        plan = tertial.Plan.read(ACTION_PLAN)

        def some(count):
            for _ in range(count):
                review = plan.follow_up("2020-T2")
                review.risks["5.2"]

        def pages():
            with open("/proc/self/statm", encoding="ascii") as file:
                return int(file.read().split()[1])

        gc.disable()
        try:
            some(2000)
            before = pages()
            some(20000)
            grown = (pages() - before) * os.sysconf("SC_PAGESIZE")
        finally:
            gc.enable()
        self.assertLess(grown, 20 << 20)  # 20,000 follow-ups that stayed would be some hundred MB


SCRIPT = """
import threading, tertial
plan = tertial.Plan.read(PLAN)
review = plan.follow_up("2020-T2")
risks, findings, line = review.risks, review.findings, review.indicators["2.2.c"]
list(risks), list(findings), line.observations
series, matrix = tertial.Series([1.0], "2020-01"), plan.matrix
capsule = review.table("risks").__arrow_c_stream__()
taken = review.table("risks").__arrow_c_stream__()
round = [review, capsule]
round.append(round)
del taken
import builtins
builtins.kept = (tertial.Plan.read(PLAN).follow_up("2020-T1"), review.table("actions").__arrow_c_stream__())
class Last:
    def __del__(self):
        self.review.to_json
last = Last()
last.review, last.capsule = review, review.table("findings").__arrow_c_stream__()
thread = threading.Thread(target=lambda: [review.to_html() for _ in range(5)], daemon=True)
thread.start()
open("/dev/null").close()
print("done")
"""


class Leaving(unittest.TestCase):
    def test_exit_with_live_handles(self):
        code = SCRIPT.replace("PLAN", repr(str(ACTION_PLAN)))
        for more in (["-X", "dev"], ["-W", "error"], []):
            done = python(*more, "-X", "faulthandler", "-c", code)
            self.assertEqual((done.returncode, done.stdout, done.stderr), (0, "done\n", ""))

    def test_exit_by_an_error(self):
        code = SCRIPT.replace("PLAN", repr(str(ACTION_PLAN))) + "\nraise SystemExit(7)"
        done = python("-X", "faulthandler", "-c", code)
        self.assertEqual((done.returncode, done.stderr), (7, ""))

    def test_files_are_closed(self):
        code = ("import tertial, tempfile, os\n"
                f"review = tertial.Plan.read({str(ACTION_PLAN)!r}).follow_up('2020-T2')\n"
                "with tempfile.TemporaryDirectory() as folder:\n"
                "    for name in ('a.md', 'a.html', 'a.json', 'a.csv', 'a.xlsx'):\n"
                "        review.save(os.path.join(folder, name))\n"
                "del review\n")
        done = python("-X", "dev", "-W", "error", "-c", code)
        self.assertEqual((done.returncode, done.stderr), (0, ""))


class Threads(unittest.TestCase):
    def test_calls_let_others_run(self):
        """With no forced switches a thread runs only where another one steps aside, as a call of the library does."""
        size = 50_000_000
        matrix = tertial.RiskMatrix(4, 4, bands=[("a", 1, 8), ("b", 9, 16)])
        steps, out = bytes([2]) * size, bytearray(size)
        counted, stop = [0], threading.Event()

        def count():
            while not stop.is_set():
                counted[0] += 1
                time.sleep(0)

        interval = sys.getswitchinterval()
        thread = threading.Thread(target=count)
        try:
            sys.setswitchinterval(1000)
            thread.start()
            while not counted[0]:
                time.sleep(0.001)
            before = counted[0]
            sum(range(1_000_000))
            self.assertEqual(counted[0], before)  # what does not step aside lets nobody run
            for _ in range(20):
                before = counted[0]
                matrix.classify(steps, steps, out)
                if counted[0] > before:
                    break
            self.assertGreater(counted[0], before)
        finally:
            stop.set()
            sys.setswitchinterval(interval)
            thread.join()
        self.assertEqual(set(out[:1000]), {1})

    def test_one_review_read_by_many(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        review = plan.follow_up("2020-T2")
        other = plan.follow_up("2020-T2")
        expected = self.all_of(other)
        told, start = [None] * 8, threading.Barrier(8)

        def read(place):
            start.wait()
            told[place] = self.all_of(review)

        self.run_all([threading.Thread(target=read, args=(place,)) for place in range(8)])
        for one in told:
            self.assertEqual(one, expected)

    def all_of(self, review):
        return (review.to_json(), review.to_html("en"), review.to_csv(), list(review.risks), list(review.actions),
                list(review.indicators), list(review.findings), review.summary, dict(review.table("risks")),
                [line.observations.values.tolist() for line in review.indicators][:3])

    def test_errors_are_of_their_thread(self):
        plan = tertial.Plan.read(ACTION_PLAN)
        faults = []

        def fail(id):
            for _ in range(300):
                try:
                    plan.remove_observation(id, "2020") if id[-1] in "024" else plan.observations(id)
                    faults.append("no error")
                except tertial.NotFoundError as error:
                    if id not in str(error):
                        faults.append(f"{id}: {error}")

        self.run_all([threading.Thread(target=fail, args=(f"none-{place}",)) for place in range(6)])
        self.assertEqual(faults, [])

    def test_distinct_plans_are_changed_by_many(self):
        plan = tertial.Plan.read(WITH_OUTCOMES)
        told = {}

        def change(place):
            own = plan.copy()
            for month in range(1, 13):
                own.add_observation("1.4.1.1.a", f"20{30 + place}-T{(month - 1) // 4 + 1}", month)
            told[place] = len(own.observations("1.4.1.1.a"))

        self.run_all([threading.Thread(target=change, args=(place,)) for place in range(6)])
        self.assertEqual(set(told.values()), {len(plan.observations("1.4.1.1.a")) + 12})

    def run_all(self, threads):
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()


class Program(unittest.TestCase):
    def test_as_the_program(self):
        for arguments in (
            ["--version"],
            ["--help"],
            [],
            ["follow-up", ACTION_PLAN, "--as-of", "2020-T2"],
            ["follow-up", ACTION_PLAN, "--as-of", "2020-T2", "--format", "json", "--lang", "en"],
            ["follow-up", ACTION_PLAN],
            ["follow-up", "/nowhere/plan.json", "--as-of", "2020-T2"],
            ["check", ACTION_PLAN],
            ["check", SOURCE / "README.md"],
            ["no-such-verb"],
            ["schema", "plan"],
        ):
            own = python("-m", "tertial", *arguments)
            done = subprocess.run([CLI, *map(str, arguments)], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                  stderr=subprocess.PIPE, encoding="utf-8", check=False)
            with self.subTest(arguments=arguments):
                self.assertEqual((own.returncode, own.stdout, own.stderr), (done.returncode, done.stdout, done.stderr))

    def test_not_there(self):
        with tempfile.TemporaryDirectory() as folder:
            alone = pathlib.Path(folder) / "sub" / "libtertial.so.1"
            alone.parent.mkdir()
            shutil.copyfile(os.environ["TERTIAL_LIBRARY"], alone)
            done = python("-m", "tertial", "--version", TERTIAL_LIBRARY=str(alone), PATH=folder)
            self.assertEqual(done.returncode, 1)
            self.assertIn("neither in the package, beside the library, nor on the PATH", done.stderr)
            # A prefix has it two folders from its library, and it is the one that is run.
            program = pathlib.Path(folder) / "bin" / "tertial"
            program.parent.mkdir()
            program.write_text("#!/bin/sh\necho \"$0 $*\"\nexit 5\n", encoding="utf-8")
            program.chmod(0o755)
            done = python("-m", "tertial", "a b", TERTIAL_LIBRARY=str(alone))
            self.assertEqual((done.returncode, done.stdout), (5, f"{program} a b\n"))


class Signatures(unittest.TestCase):
    def public(self):
        """(name, function) of what the package shows."""
        for name in tertial.__all__:
            shown = getattr(tertial, name)
            if inspect.isclass(shown):
                members = {}
                for owner in reversed(shown.__mro__):
                    members.update(vars(owner))
                for member, value in members.items():
                    if isinstance(value, property):
                        value = value.fget
                    if isinstance(value, (classmethod, staticmethod)):
                        value = value.__func__
                    if inspect.isfunction(value) and (not member.startswith("_") or member == "__init__"):
                        if value.__module__.startswith("tertial"):
                            yield f"{name}.{member}", value
            elif inspect.isfunction(shown):
                yield name, shown

    def test_every_parameter_has_a_hint(self):
        seen = 0
        for name, function in self.public():
            signature = inspect.signature(function)
            self.assertIsNot(signature.return_annotation, signature.empty, name)
            for parameter in list(signature.parameters.values()):
                if parameter.name not in ("self", "cls"):
                    self.assertIsNot(parameter.annotation, parameter.empty, f"{name}, {parameter.name}")
            seen += 1
        self.assertGreater(seen, 100)

    def test_hints_mean_something(self):
        known = {"pandas": pandas, "Period": tertial.Period, "FollowUp": tertial.FollowUp}
        for name, function in self.public():
            if pandas is None and "pandas" in str(inspect.signature(function).return_annotation):
                continue
            with self.subTest(name=name):
                self.assertTrue(typing.get_type_hints(function, localns=known))

    def test_every_public_name_says_what_it_is(self):
        for name, function in self.public():
            owner = name.partition(".")[0]
            if not name.endswith("__init__") and not owner.endswith("Error"):
                self.assertTrue(function.__doc__, name)

    def test_marked_as_typed(self):
        self.assertTrue((PACKAGE / "tertial" / "py.typed").is_file())

    def test_without_numpy_or_with(self):
        kind = type(tertial.periods_of(array.array("i", [0]), "year"))
        self.assertIs(kind, array.array if numpy is None else numpy.ndarray)
