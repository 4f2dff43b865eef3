"""The header of the C interface by itself, and what libtertial.so exports.

The header compiles as C99, C11 and C++11, pedantically, alone and included twice. The library exports the functions of
the header, those of tertial.map, and nothing else; every one of them is named in a test.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

WARNINGS = ["-pedantic", "-Wall", "-Wextra", "-Werror", "-fsyntax-only"]
DIALECTS = [
    ["-x", "c", "-std=c99", "-Wstrict-prototypes", *WARNINGS],
    ["-x", "c", "-std=c11", *WARNINGS],
    ["-x", "c++", "-std=c++11", *WARNINGS],
    ["-x", "c++", *WARNINGS],
]
FUNCTION = re.compile(r"^TERTIAL_API\b[^;(]*?\b(tertial_\w+)\(", re.M)


class Failure(Exception):
    pass


def run(*command):
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Failure(f"{' '.join(str(word) for word in command)}\n{done.stdout}")
    return done.stdout


def expect(condition, message):
    if not condition:
        raise Failure(message)


def same(one, other, what):
    only_one, only_other = sorted(one - other), sorted(other - one)
    expect(not only_one and not only_other, f"{what}: only the first has {only_one}, only the second {only_other}")


def compiles(include, directory):
    compilers = [name for name in ("gcc", "clang-14") if shutil.which(name)]
    expect(compilers, "there is no gcc and no clang-14")
    for times in (1, 2):
        source = directory / f"included_{times}"
        source.write_text('#include "tertial.h"\n' * times + "typedef tertial_status is_declared;\n", encoding="utf-8")
        for compiler in compilers:
            for dialect in DIALECTS:
                run(compiler, *dialect, f"-I{include}", source)


def exported(library):
    """The names, and the faults among them: what two libraries in one process could come to share."""
    names = set()
    for line in run("nm", "-D", "--defined-only", "--with-symbol-versions", library).splitlines():
        kind, name = line.split()[-2:]
        if kind == "A":  # the version itself
            expect(name.split("@")[0] == "TERTIAL_1", f"a version node that is none of ours: {line}")
            continue
        expect(kind == "T", f"no function of the text, but {kind}: {line}")
        expect(name.endswith("@@TERTIAL_1"), f"without its version: {line}")
        names.add(name.split("@")[0])
    return names


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cli")
    arguments = parser.parse_args()

    include = arguments.source / "capi" / "include"
    library = arguments.build / "libtertial.so"
    text = (include / "tertial.h").read_text(encoding="utf-8")
    with tempfile.TemporaryDirectory() as directory:
        compiles(include, pathlib.Path(directory))

    declared = FUNCTION.findall(text)
    expect(len(declared) == len(set(declared)), "a function is declared twice")
    expect(len(declared) == text.count("\nTERTIAL_API "), "a declaration is not found by its pattern")
    mapped = re.findall(r"^\s+(tertial_\w+);$", (arguments.source / "capi" / "tertial.map").read_text(), re.M)
    same(set(declared), set(mapped), "header and tertial.map")
    same(set(declared), exported(library), "header and library")
    dynamic = run("readelf", "-d", library)
    expect("Library soname: [libtertial.so.1]" in dynamic, f"the SONAME is not libtertial.so.1\n{dynamic}")

    tests = "".join(path.read_text(encoding="utf-8") for path in (arguments.source / "tests/capi").rglob("*_test.cpp"))
    untested = [name for name in declared if not re.search(rf"\b{name}\b", tests)]
    expect(not untested, f"without a test in tests/capi: {untested}")
    print(f"{len(declared)} functions")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure)
        sys.exit(1)
