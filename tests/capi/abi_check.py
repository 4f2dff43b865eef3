"""The binary interface is that of its description, and what breaks it is told.

The description, capi/abi/tertial-1.abi, is what abidw reads out of a library of empty functions that is made of the
header alone: the header is the whole of the interface, the compiler holds the library's own functions to it, and
header_check.py its symbols. So the insides of the handles are no part of it. With --renew it is written.
"""

import argparse
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

DESCRIPTION = pathlib.Path("capi") / "abi" / "tertial-1.abi"
# Bits of abidiff's exit code.
ERROR, USAGE, CHANGE, INCOMPATIBLE = 1, 2, 4, 8


class Failure(Exception):
    pass


def run(*command):
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    return done.returncode, done.stdout


def must(*command):
    code, output = run(*command)
    if code:
        raise Failure(f"{' '.join(str(word) for word in command)}\n{output}")
    return output


def stub_library(header, directory, name):
    """A library of empty functions, one for each declaration of the header's text."""
    where = directory / name
    where.mkdir()
    (where / "tertial.h").write_text(header, encoding="utf-8")
    bodies = ['#include "tertial.h"']
    for match in re.finditer(r"^TERTIAL_API\s+(.*?);", header, re.M | re.S):
        declaration = " ".join(match[1].split())
        bodies.append(f"{declaration} {{{'' if declaration.startswith('void ') else ' return 0;'} }}")
    (where / "stub.c").write_text("\n".join(bodies) + "\n", encoding="utf-8")
    library = where / "libtertial.so"
    must("gcc", "-std=c11", "-g", "-O0", "-shared", "-fPIC", f"-ffile-prefix-map={where}=.", "-w", "-I", where,
         "-Wl,-soname,libtertial.so.1", where / "stub.c", "-o", library)
    return library


def describe(library, out):
    must("abidw", "--no-corpus-path", "--no-comp-dir-path", "--short-locs", "--out-file", out, library)


def replaced(header, old, new):
    if header.count(old) != 1:
        raise Failure(f"the header does not have this once: {old!r}")
    return header.replace(old, new)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path)
    parser.add_argument("--cli")
    parser.add_argument("--renew", action="store_true")
    arguments = parser.parse_args()
    if not shutil.which("abidiff"):
        print("no abidiff here (Debian's abigail-tools)")
        return 77

    header = (arguments.source / "capi" / "include" / "tertial.h").read_text(encoding="utf-8")
    description = arguments.source / DESCRIPTION
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        library = stub_library(header, root, "now")
        if arguments.renew:
            description.parent.mkdir(exist_ok=True)
            describe(library, description)
            return 0

        code, told = run("abidiff", description, library)
        if code:
            raise Failure(f"the header is not what {DESCRIPTION} says; if it was only added to, ./dev abi renews it\n"
                          f"{told}")

        # A change of each kind that breaks whoever was compiled before, and what of the report names it.
        breaks = {
            "field_removed": ("  int32_t closed_before;  /* closed by the previous follow-up and still: not counted */\n",
                              "", "closed_before"),
            "field_retyped": ("  double progress; /* 0 to 1; NaN: not stated */", "  float progress;", "progress"),
            "field_inserted": ("  int32_t stale; /* periods over,", "  int64_t age;\n  int32_t stale; /* periods over,",
                               "age"),
            "fields_swapped": ("  int32_t year;\n  int32_t language;\n  int32_t reserved;\n  tertial_string id;\n",
                               "  int32_t language;\n  int32_t year;\n  int32_t reserved;\n  tertial_string id;\n",
                               "tertial_plan_info"),
            "parameter_retyped": ("tertial_period_shift(tertial_period period, int32_t count,",
                                  "tertial_period_shift(tertial_period period, int64_t count,", "tertial_period_shift"),
            "function_removed": ("TERTIAL_API const char *tertial_version(void);", "", "tertial_version"),
            "array_resized": ("#define TERTIAL_MAX_BANDS 15", "#define TERTIAL_MAX_BANDS 20", "by_level"),
        }
        for name, (old, new, named) in breaks.items():
            code, told = run("abidiff", description, stub_library(replaced(header, old, new), root, name))
            if code & (ERROR | USAGE) or not code & CHANGE or named not in told:
                raise Failure(f"{name}: abidiff ended with {code}\n{told}")
            if name == "function_removed" and not code & INCOMPATIBLE:
                raise Failure(f"{name} is not told as incompatible\n{told}")

        # A function more is a change, and breaks nobody.
        more = replaced(header, "TERTIAL_API const char *tertial_version(void);",
                        "TERTIAL_API const char *tertial_version(void);\nTERTIAL_API int32_t tertial_more(void);")
        code, told = run("abidiff", description, stub_library(more, root, "function_added"))
        if code != CHANGE or "1 Added function" not in told.replace("0 Changed, ", ""):
            raise Failure(f"a function that was added: abidiff ended with {code}\n{told}")
        code, told = run("abidiff", "--no-added-syms", description, root / "function_added" / "libtertial.so")
        if code:
            raise Failure(f"a function that was added breaks something\n{told}")

        # The inside of a handle is nobody's business.
        inside = replaced(header, "typedef struct tertial_text tertial_text;",
                          "struct tertial_text_inside { int one; };\ntypedef struct tertial_text tertial_text;")
        code, told = run("abidiff", description, stub_library(inside, root, "inside"))
        if code:
            raise Failure(f"a type that no function shows counts\n{told}")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure)
        sys.exit(1)
