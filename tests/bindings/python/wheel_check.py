"""The Python package builds into a wheel, offline, that needs nothing but itself, and works where it is installed.

Built from a copy of bindings/python with the library of this build.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import zipfile

USE = """
import os, pathlib, sys
sys.path.insert(0, sys.argv[1])
import tertial
assert pathlib.Path(tertial.__file__).is_relative_to(sys.argv[1]), tertial.__file__
maps = pathlib.Path("/proc/self/maps")
if maps.exists():
    loaded = {line.split()[-1] for line in maps.read_text().splitlines() if "libtertial" in line}
    assert loaded == {os.path.join(os.path.realpath(sys.argv[1]), "tertial/lib/libtertial.so.1")}, loaded
review = tertial.Plan.read(sys.argv[2]).follow_up("2020-T2")
risk = review.risks["5.2"]
assert (risk.previous_level, risk.level, risk.movement) == ("red", "yellow", "decreased"), risk
assert (review.summary.risks.open, review.summary.risks.closed, review.summary.risks.reduced) == (6, 1, 2)
sys.stdout.buffer.write(review.to_markdown("en").encode())
"""

PROGRAM = """
import runpy, sys
sys.path.insert(0, sys.argv[1])
sys.argv = sys.argv[1:]
runpy.run_module("tertial", run_name="__main__", alter_sys=True)
"""


class Checker:
    def __init__(self, folder):
        self.folder = folder
        # Nothing of the shell's that would find a library, a package or the network.
        self.environment = {"PATH": os.environ["PATH"], "HOME": str(folder), "LANG": "C.UTF-8",
                            "PIP_NO_INDEX": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_CACHE_DIR": "1",
                            "PIP_ROOT_USER_ACTION": "ignore"}
        self.faults = []

    def run(self, command, **more):
        done = subprocess.run([str(part) for part in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                              stderr=subprocess.PIPE, cwd=self.folder, env={**self.environment, **more},
                              timeout=600, check=False)
        if done.returncode:
            raise RuntimeError(f"{command}: exit code {done.returncode}\n{done.stdout.decode()}{done.stderr.decode()}")
        return done.stdout

    def expect(self, holds, fault):
        if not holds:
            self.faults.append(fault)


def copied(source, folder):
    """The package as it lies in the project, and of the project around it what tells its version."""
    package = folder / "project" / "bindings" / "python"
    ignored = shutil.ignore_patterns("__pycache__", "*.egg-info", "build", "lib")
    shutil.copytree(source / "bindings" / "python", package, ignore=ignored)
    shutil.copyfile(source / "CMakeLists.txt", folder / "project" / "CMakeLists.txt")
    return package


def check_contents(checker, wheel, version, library, program, package):
    name, told, python, abi, platform = wheel.name[: -len(".whl")].split("-")
    checker.expect((name, told, python, abi) == ("tertial", version, "py3", "none"), f"the wheel is {wheel.name}")
    checker.expect(platform != "any" and platform.startswith(("linux", "macosx", "manylinux")),
                   f"the wheel is for {platform}")
    with zipfile.ZipFile(wheel) as archive:
        names = set(archive.namelist())
        info = f"tertial-{version}.dist-info"
        modules = {f"tertial/{path.name}" for path in (package / "src" / "tertial").glob("*.py")}
        expected = modules | {"tertial/py.typed", "tertial/lib/libtertial.so.1", "tertial/lib/tertial"}
        expected |= {f"{info}/{file}" for file in ("METADATA", "WHEEL", "RECORD", "top_level.txt")}
        checker.expect(names == expected, f"the wheel has besides, or lacks: {sorted(names ^ expected)}")
        tags = archive.read(f"{info}/WHEEL").decode()
        checker.expect("Root-Is-Purelib: false" in tags and f"Tag: py3-none-{platform}" in tags, tags)
        metadata = archive.read(f"{info}/METADATA").decode()
        for line in ("Name: tertial", f"Version: {version}", "Requires-Python: >=3.9"):
            checker.expect(line in metadata.splitlines(), f"METADATA has no {line}")
        checker.expect(not [line for line in metadata.splitlines()
                            if line.startswith("Requires-Dist") and "extra ==" not in line], "the wheel needs others")
        checker.expect(archive.read("tertial/lib/libtertial.so.1") == library.read_bytes(),
                       "the library is another one")
        checker.expect(archive.read("tertial/lib/tertial") == program.read_bytes(), "the program is another one")
        checker.expect(archive.getinfo("tertial/lib/tertial").external_attr >> 16 & 0o111, "the program cannot be run")


def check_use(checker, target, sample, program):
    command = ["follow-up", sample, "--as-of", "2020-T2", "--lang", "en"]
    expected = checker.run([program, *command])
    told = checker.run([sys.executable, "-I", "-c", USE, target, sample])
    checker.expect(told == expected, "the installed package tells another follow-up than the program")
    told = checker.run([sys.executable, "-I", "-c", PROGRAM, target, *command])
    checker.expect(told == expected, "the installed command line tells another follow-up")
    told = checker.run([sys.executable, "-m", "tertial", *command], PYTHONPATH=str(target))
    checker.expect(told == expected, "python -m tertial tells another follow-up")
    told = checker.run([sys.executable, "-m", "tertial", "--version"], PYTHONPATH=str(target), PATH="/nowhere")
    checker.expect(told == checker.run([program, "--version"]), "python -m tertial is another release")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    arguments = parser.parse_args()
    source, build = arguments.source.resolve(), arguments.build.resolve()
    library, program = build / "libtertial.so", build / "tertial"
    if not library.exists():
        print("this build has no libtertial.so")
        return 77
    wanted = "import setuptools, wheel, pip"
    if subprocess.run([sys.executable, "-c", wanted], stderr=subprocess.DEVNULL, check=False).returncode:
        print("pip, setuptools and wheel are needed to build a wheel")
        return 77
    sample = source / "tests" / "data" / "action-plan-2020" / "plan.json"
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name).resolve()
        checker = Checker(folder)
        try:
            package = copied(source, folder)
            before = sorted(path for path in (source / "bindings").rglob("*") if "__pycache__" not in path.parts)
            pip = [sys.executable, "-m", "pip"]
            offline = ["--no-index", "--no-build-isolation", "--no-deps"]
            checker.run([*pip, "wheel", *offline, "--wheel-dir", folder / "wheels", package],
                        TERTIAL_LIBRARY=str(library))
            (wheel,) = (folder / "wheels").glob("*.whl")
            version = checker.run([program, "--version"]).decode().split()[1]
            check_contents(checker, wheel, version, library.resolve(), program, package)
            target = folder / "installed"
            checker.run([*pip, "install", *offline, "--target", target, wheel])
            check_use(checker, target, sample, program)
            # The folder itself can be installed as well.
            again = folder / "again"
            checker.run([*pip, "install", *offline, "--target", again, package], TERTIAL_LIBRARY=str(library))
            check_use(checker, again, sample, program)
            after = sorted(path for path in (source / "bindings").rglob("*") if "__pycache__" not in path.parts)
            checker.expect(before == after, "building wrote into the source")
        except RuntimeError as fault:
            checker.faults.append(str(fault))
    print("\n".join(checker.faults) or f"{wheel.name} works where it is installed")
    return 1 if checker.faults else 0


if __name__ == "__main__":
    sys.exit(main())
