"""The examples of the C interface are C99 without a warning, print what they should, and lose no memory."""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

PLAN = "tests/data/action-plan-2020/plan.json"
# The facts of nightly.c: risk 2.2 was yellow at 2020-T2 in the source and is judged red the same day, so there are two
# facts for that day, and no decrease; action 4.1-1 had no report. The figures of July and August are the two that
# indicator 2.2.a was stale for, which is no new finding but one less.
EXPECTED = {
    "nightly": """risk 2.2: red, was yellow
action 4.1-1: at_risk, was unreported
finding: 2.2: two facts for 2020-08-31, both recorded on 2020-08-31; the later in the document stands.
""",
}


class Failure(Exception):
    pass


def run(*command, code=0):
    done = subprocess.run([str(word) for word in command], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.PIPE, text=True, check=False)
    if done.returncode != code:
        raise Failure(f"{' '.join(str(word) for word in command)} ended with {done.returncode}\n"
                      f"{done.stdout}{done.stderr}")
    return done


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cli")
    arguments = parser.parse_args()

    valgrind = shutil.which("valgrind")
    with tempfile.TemporaryDirectory() as directory:
        broken = pathlib.Path(directory) / "broken.json"
        broken.write_text('{"tertial": 1,\n "id": }', encoding="utf-8")
        for example in sorted((arguments.source / "capi" / "examples").glob("*.c")):
            program = pathlib.Path(directory) / example.stem
            run("gcc", "-std=c99", "-pedantic", "-Wall", "-Wextra", "-Werror", f"-I{arguments.source}/capi/include",
                example, "-o", program, f"-L{arguments.build}", "-ltertial", f"-Wl,-rpath,{arguments.build}")
            printed = run(program, arguments.source / PLAN).stdout
            if printed != EXPECTED[example.stem]:
                raise Failure(f"{example.stem} printed\n{printed}")
            told = run(program, broken, code=1).stderr
            if "line 2" not in told:
                raise Failure(f"{example.stem} does not say where its document is wrong: {told}")
            run(program, broken.with_name("none.json"), code=1)
            if not valgrind:
                print("no valgrind here: leaks are not looked for")
                continue
            for argument, code in ((arguments.source / PLAN, 0), (broken, 1)):
                run(valgrind, "--quiet", "--leak-check=full", "--show-leak-kinds=all",
                    "--errors-for-leak-kinds=definite,indirect", "--error-exitcode=99", program, argument, code=code)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure)
        sys.exit(1)
