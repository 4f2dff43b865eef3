"""Uses tertial the three ways other projects do: find_package, pkg-config, add_subdirectory.

Installs the build, which makes workbooks, to a temporary prefix; builds and runs a program on tertial::core and two on
tertial::tertial. What add_subdirectory() builds is without libxlsxwriter, and says so.
"""

import argparse
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).parent
PLAN = "tests/data/action-plan-2020/plan.json"
# What the programs print for the sample plan; core.cpp and follow_up.cpp say where it comes from.
EXPECTED = {
    "core": "2020-T2 ends 2020-08-31\n",
    "follow_up": "6 open, 1 closed, 2 reduced\n",
    "workbook": "PK\n",
}


class Failure(Exception):
    pass


def run(*command, **environment):
    done = subprocess.run([str(word) for word in command], env={**os.environ, **environment},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    if done.returncode:
        raise Failure(f"{' '.join(str(word) for word in command)}\n{done.stdout}")
    return done.stdout


def built_with_cmake(project, build, *arguments):
    launcher = [f"-DCMAKE_CXX_COMPILER_LAUNCHER={ccache}"] if (ccache := shutil.which("ccache")) else []
    if project == "add_subdirectory":
        launcher = []  # the project under test must not set one either
    run("cmake", "-G", "Ninja", "-S", HERE / project, "-B", build, *launcher, *arguments)
    run("cmake", "--build", build, "-j2")
    return build


def expect_output(directory, programs, source, expected=EXPECTED):
    for program in programs:
        output = run(directory / program, source / PLAN)
        if output != expected[program]:
            raise Failure(f"{directory / program}: expected {expected[program]!r}, printed {output!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cli")
    arguments = parser.parse_args()

    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        installed, prefix = root / "installed", root / "prefix"
        run("cmake", "--install", arguments.build, "--prefix", installed)
        # An installation is found wherever it is moved to.
        installed.rename(prefix)
        pkg_config_path = ":".join(str(path.parent) for path in prefix.rglob("tertial.pc"))

        print("find_package")
        build = built_with_cmake("find_package", root / "find_package", f"-DCMAKE_PREFIX_PATH={prefix}")
        expect_output(build, ["core", "follow_up", "workbook"], arguments.source)
        build = built_with_cmake("find_package", root / "core_only", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCORE_ONLY=ON")
        expect_output(build, ["core"], arguments.source)

        print("pkg-config")
        build = root / "pkg_config"
        build.mkdir()
        run(HERE / "pkg_config" / "build.sh", build, PKG_CONFIG_PATH=pkg_config_path)
        expect_output(build, ["core", "follow_up", "workbook"], arguments.source)

        print("add_subdirectory")
        build = built_with_cmake("add_subdirectory", root / "add_subdirectory", f"-DTERTIAL_SOURCE={arguments.source}")
        expect_output(build, ["core", "follow_up", "workbook"], arguments.source,
                      {**EXPECTED, "workbook": "not built in\n"})
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure)
        sys.exit(1)
