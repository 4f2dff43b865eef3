"""The same bytes under a locale with a decimal comma as under C.

Follows up the sample plan in every format and runs the unit tests under sv_SE.UTF-8, which must be installed.
"""

import argparse
import os
import pathlib
import subprocess
import sys

COMMA = "sv_SE.UTF-8"
PLAN = "tests/data/action-plan-2020/plan.json"


def under(locale, command):
    environment = {**os.environ, "LC_ALL": locale, "LANG": locale}
    return subprocess.run(command, env=environment, stdin=subprocess.DEVNULL, capture_output=True, check=False)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    arguments = parser.parse_args()

    # printf of the C library shows that the locale is there and does what it is used for.
    shown = under(COMMA, ["/usr/bin/printf", "%.1f", "0.5"]).stdout
    if shown != b"0,5":
        print(f"the locale {COMMA} is not installed (a half is printed as {shown!r})")
        return 1

    faults = []
    for language in ("sv", "en"):
        for form in ("markdown", "json", "csv", "xlsx"):
            command = [arguments.cli, "follow-up", arguments.source / PLAN, "--as-of", "2020-T2",
                       "--lang", language, "--format", form, "-o", "-"]
            plain, comma = under("C", command), under(COMMA, command)
            if plain.returncode or not plain.stdout:
                faults.append(f"{form} in {language} fails under C: {plain.stderr.decode()}")
            elif (plain.returncode, plain.stdout, plain.stderr) != (comma.returncode, comma.stdout, comma.stderr):
                faults.append(f"{form} in {language} differs under {COMMA}")
    tests = under(COMMA, [arguments.build / "tests" / "tertial_tests"])
    if tests.returncode:
        faults.append(f"the unit tests fail under {COMMA}:\n{tests.stdout.decode()}{tests.stderr.decode()}")
    print("\n".join(faults) or f"same bytes under C and {COMMA}")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
