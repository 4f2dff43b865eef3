"""Two versions of the library in one process do not disturb each other.

The second is made of the first's own objects, with another name, SONAME, version of its symbols and release. Both are
loaded in both orders, with and without showing their symbols to all.
"""

import argparse
import pathlib
import shlex
import subprocess
import sys
import tempfile

PLAN = "tests/data/action-plan-2020/plan.json"
OTHER_RELEASE = "9.9.9"


class Failure(Exception):
    pass


def run(*command, cwd=None):
    done = subprocess.run([str(word) for word in command], cwd=cwd, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, text=True, check=False)
    if done.returncode:
        raise Failure(f"{' '.join(str(word) for word in command)}\nended with {done.returncode}\n{done.stdout}")
    return done.stdout


def commands_for(build, target):
    """The last command of the build that makes this file, as words."""
    listed = run("ninja", "-C", build, "-t", "commands", "-s", target).strip().splitlines()
    command = next(line for line in reversed(listed) if " -o " in line)
    return [word for word in shlex.split(command) if word not in (":", "&&")]


def second_library(build, source, directory):
    library = directory / "libtertial-other.so"
    general = directory / "general.o"
    compiled = commands_for(build, "capi/CMakeFiles/tertial_c.dir/src/general.cpp.o")
    compiled = [word for word in compiled if not word.startswith("-DTERTIAL_VERSION=") and "ccache" not in word]
    compiled[compiled.index("-o") + 1] = str(general)
    run(*compiled, f'-DTERTIAL_VERSION="{OTHER_RELEASE}"', cwd=build)

    script = directory / "tertial.map"
    script.write_text((source / "capi" / "tertial.map").read_text(encoding="utf-8").replace("TERTIAL_1", "TERTIAL_9"),
                      encoding="utf-8")
    release = next(path.name for path in build.glob("libtertial.so.1.*"))
    linked = []
    for word in commands_for(build, release):
        if word.endswith("general.cpp.o"):
            word = str(general)
        elif "--version-script=" in word:
            word = f"-Wl,--version-script={script}"
        elif word.startswith("-Wl,-soname,"):
            word = "-Wl,-soname,libtertial.so.9"
        linked.append(word)
    linked[linked.index("-o") + 1] = str(library)
    end = next((i for i, word in enumerate(linked) if word in ("||", ";")), len(linked))
    run(*linked[:end], cwd=build)
    return library


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cli")
    arguments = parser.parse_args()
    source, build = arguments.source.resolve(), arguments.build.resolve()

    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        first, second = build / "libtertial.so", second_library(build, source, root)
        dynamic = run("readelf", "-d", second)
        if "[libtertial.so.9]" not in dynamic:
            raise Failure(f"the second library has the name of the first\n{dynamic}")
        program = root / "two_versions"
        run("gcc", "-std=c99", "-Wall", "-Wextra", "-Werror", "-I", source / "capi" / "include",
            source / "tests" / "capi" / "two_versions.c", "-o", program, "-ldl")
        for one, other in ((first, second), (second, first)):
            for scope in ("local", "global"):
                printed = run(program, one, other, source / PLAN, scope)
                print(scope, printed, end="")
                if OTHER_RELEASE not in printed:
                    raise Failure("neither is the other release")
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure)
        sys.exit(1)
