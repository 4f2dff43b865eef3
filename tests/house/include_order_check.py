"""Fails on an #include that goes against the order of the project's folders.

    calendar <- {risk, indicator, action, measure}; indicator <- signal; all of these <- plan <- followup
    <- {io, report} <- {cli, capi} <- bindings

A folder may include itself and what its arrows lead to, directly or not. Files at the top of include/tertial
are for everyone, except tertial.hpp, which includes everything and is for users alone.
"""

import argparse
import pathlib
import re
import sys
import tempfile

CORE = ["risk", "indicator", "action", "measure", "signal"]

DIRECT = {
    "top": [],
    "calendar": ["top"],
    "risk": ["calendar"],
    "indicator": ["calendar"],
    "action": ["calendar"],
    "measure": ["calendar"],
    "signal": ["indicator"],
    "plan": CORE,
    "followup": ["plan"],
    "io": ["followup"],
    "report": ["followup"],
    "cli": ["io", "report"],
    "capi": ["io", "report"],
    "bindings": ["capi"],
}

# Only these two folders reach the world outside.
OUTSIDE_WORLD = {"fstream", "iostream", "filesystem", "cstdio", "stdio.h", "unistd.h", "fcntl.h", "locale", "clocale",
                 "locale.h", "sys/mman.h", "sys/stat.h"}
MAY_REACH_OUTSIDE = {"io", "cli", "bindings"}
# And these files, because libxlsxwriter writes to nothing but a path, where that is kept to itself; and a program of a
# user's.
MAY_REACH_OUTSIDE_TOO = {"src/report/xlsx/outside.cpp", "src/report/xlsx/outside.hpp", "capi/examples/nightly.c"}

INCLUDE = re.compile(r'^\s*#\s*include\s*(?:"([^"]+)"|<([^>]+)>)')
SOURCES = {".hpp", ".h", ".cpp", ".cc", ".c"}


def allowed(folder):
    """Every folder that `folder` may include: itself and all that its arrows lead to."""
    reached, open_ends = {folder}, [folder]
    while open_ends:
        for nearer in DIRECT[open_ends.pop()]:
            if nearer not in reached:
                reached.add(nearer)
                open_ends.append(nearer)
    return reached


def folder_of(path, root):
    """The folder of the order that a file belongs to; None for a file outside it."""
    parts = path.relative_to(root).parts
    if parts[:2] == ("include", "tertial"):
        return parts[2] if len(parts) > 3 else "top"
    if parts[0] == "src":
        return parts[1] if len(parts) > 2 else None
    return parts[0] if parts[0] in DIRECT else None


def resolve(name, includer, root):
    """The project file that an include names; None for one of the system or a library."""
    for base in (includer.parent, root / "include", root / "src", root / "capi" / "include"):
        candidate = (base / name).resolve()
        if candidate.is_file() and candidate.is_relative_to(root):
            return candidate
    return None


def includes(path):
    """Line number and name of each include of a file."""
    for line, text in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        if match := INCLUDE.match(text):
            yield line, match.group(1) or match.group(2)


def faults(root):
    root = root.resolve()
    found, seen = [], 0
    for top in ("include", "src", "capi", "bindings"):
        for path in sorted((root / top).rglob("*")):
            if path.suffix not in SOURCES or not path.is_file():
                continue
            folder = folder_of(path, root)
            where = path.relative_to(root)
            if folder is None or folder not in DIRECT:
                found.append(f"{where}: no folder of the include order ({', '.join(DIRECT)})")
                continue
            seen += 1
            if where.as_posix() == "include/tertial/tertial.hpp":
                continue
            for line, name in includes(path):
                target = resolve(name, path, root)
                if target is None:
                    if name.startswith("tertial/"):
                        found.append(f"{where}:{line}: no such header: {name}")
                    may = folder in MAY_REACH_OUTSIDE or where.as_posix() in MAY_REACH_OUTSIDE_TOO
                    if name in OUTSIDE_WORLD and not may:
                        found.append(f"{where}:{line}: <{name}> reaches outside the library; only io and cli may")
                    continue
                if target.relative_to(root).as_posix() == "include/tertial/tertial.hpp":
                    found.append(f"{where}:{line}: tertial.hpp is for users; include what is needed")
                    continue
                target_folder = folder_of(target, root)
                if target_folder not in allowed(folder):
                    found.append(f"{where}:{line}: {folder} may not include {target_folder} ({name})")
    return found, seen


def self_test():
    """Each wrong include in a made-up tree is found, and nothing else is."""
    right = {
        "include/tertial/language.hpp": "",
        "include/tertial/tertial.hpp": '#include "tertial/io/reader.hpp"',
        "include/tertial/calendar/date.hpp": '#include "tertial/language.hpp"\n#include <string>',
        "include/tertial/risk/risk.hpp": '#include "tertial/calendar/date.hpp"',
        "include/tertial/indicator/series.hpp": '#include "tertial/calendar/date.hpp"',
        "include/tertial/signal/limits.hpp": '#include "tertial/indicator/series.hpp"',
        "include/tertial/plan/plan.hpp": '#include "tertial/signal/limits.hpp"\n#include "tertial/risk/risk.hpp"',
        "include/tertial/io/reader.hpp": '#include "tertial/plan/plan.hpp"\n#include "tertial/risk/risk.hpp"',
        "src/io/number.hpp": "",
        "src/io/reader.cpp": '#include "number.hpp"\n#include "io/number.hpp"\n#include <fstream>',
        "src/cli/main.cpp": '#include "tertial/io/reader.hpp"\n#include "io/number.hpp"',
        "src/report/xlsx/outside.cpp": "#include <unistd.h>\n#include <sys/mman.h>",
    }
    wrong = {
        "include/tertial/calendar/up.hpp": '#include "tertial/risk/risk.hpp"',
        "include/tertial/risk/aside.hpp": '#include "tertial/indicator/series.hpp"',
        "include/tertial/action/aside.hpp": '  #  include <tertial/risk/risk.hpp>',
        "include/tertial/indicator/up.hpp": '#include "tertial/signal/limits.hpp"',
        "include/tertial/plan/up.hpp": '#include "tertial/io/reader.hpp"',
        "include/tertial/measure/up.hpp": '#include "../plan/plan.hpp"',
        "include/tertial/plan/file.hpp": "#include <fstream>",
        "include/tertial/plan/all.hpp": '#include "tertial/tertial.hpp"',
        "include/tertial/plan/gone.hpp": '#include "tertial/plan/nowhere.hpp"',
        "include/tertial/misc/x.hpp": "",
        "src/report/aside.cpp": '#include "io/number.hpp"',
        "src/report/xlsx/inside.cpp": "#include <unistd.h>",
        "src/report/outside.cpp": "#include <locale.h>",
    }
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        for files in (right, wrong):
            for name, text in files.items():
                (root / name).parent.mkdir(parents=True, exist_ok=True)
                (root / name).write_text("#pragma once\n" + text + "\n", encoding="utf-8")
        found, seen = faults(root)
    named = [fault.split(":")[0] for fault in found]
    assert sorted(named) == sorted(wrong), f"expected one fault in each of {sorted(wrong)}, found {found}"
    assert seen == len(right) + len(wrong) - 1, seen


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--cli")
    parser.add_argument("--build")
    arguments = parser.parse_args()
    self_test()
    found, seen = faults(arguments.source)
    print("\n".join(found))
    print(f"{seen} files, {len(found)} faults")
    return 1 if found or not seen else 0


if __name__ == "__main__":
    sys.exit(main())
