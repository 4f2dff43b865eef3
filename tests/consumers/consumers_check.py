"""Uses tertial the three ways other projects do: find_package, pkg-config, add_subdirectory.

Installs the build, which makes workbooks, to a temporary prefix; builds and runs a program on tertial::core, two on
tertial::tertial, and one in C on tertial::c. What add_subdirectory() builds is without libxlsxwriter, and says so.
"""

import argparse
import os
import pathlib
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
    "interface": "6 open, 1 closed, 2 reduced\nPK\n",
}
WITHOUT_WORKBOOKS = {name: text.replace("PK", "not built in") for name, text in EXPECTED.items()}


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
    # By its stand-ins for the compilers, because the project under test must find no launcher set.
    ccache = {"PATH": f"/usr/lib/ccache:{os.environ['PATH']}", "CCACHE_NOHASHDIR": "1"}
    run("cmake", "-G", "Ninja", "-S", HERE / project, "-B", build, *arguments, **ccache)
    run("cmake", "--build", build, "-j2", **ccache)
    return build


def settings(build, *names):
    """Arguments that make CMake compile with what a build was configured with, so that ccache has seen it before."""
    cache = (build / "CMakeCache.txt").read_text(encoding="utf-8")
    return ["-D" + line for line in cache.splitlines() if line.split(":")[0] in names]


def expect_output(directory, programs, source, expected=EXPECTED, **environment):
    for program in programs:
        output = run(directory / program, source / PLAN, **environment)
        if output != expected[program]:
            raise Failure(f"{directory / program}: expected {expected[program]!r}, printed {output!r}")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cli")
    arguments = parser.parse_args()
    source = arguments.source.resolve()

    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        installed, prefix = root / "installed", root / "prefix"
        run("cmake", "--install", arguments.build, "--prefix", installed)
        # An installation is found wherever it is moved to.
        installed.rename(prefix)
        pkg_config_path = ":".join(str(path.parent) for path in prefix.rglob("tertial.pc"))

        library_path = {"LD_LIBRARY_PATH": ":".join(str(path.parent) for path in prefix.rglob("libtertial.so.1"))}

        print("find_package")
        build = built_with_cmake("find_package", root / "find_package", f"-DCMAKE_PREFIX_PATH={prefix}")
        expect_output(build, ["core", "follow_up", "workbook"], source)
        build = built_with_cmake("find_package", root / "core_only", f"-DCMAKE_PREFIX_PATH={prefix}", "-DCORE_ONLY=ON")
        expect_output(build, ["core"], source)
        build = built_with_cmake("find_package_c", root / "find_package_c", f"-DCMAKE_PREFIX_PATH={prefix}")
        expect_output(build, ["interface"], source)

        print("pkg-config")
        build = root / "pkg_config"
        build.mkdir()
        run(HERE / "pkg_config" / "build.sh", build, PKG_CONFIG_PATH=pkg_config_path)
        expect_output(build, ["core", "follow_up", "workbook"], source)
        expect_output(build, ["interface"], source, **library_path)

        print("add_subdirectory")
        build = built_with_cmake("add_subdirectory", root / "add_subdirectory", f"-DTERTIAL_SOURCE={source}",
                                 *settings(arguments.build, "CMAKE_BUILD_TYPE", "CMAKE_CXX_FLAGS_RELWITHDEBINFO",
                                           "TERTIAL_DEVELOPER"))
        expect_output(build, ["core", "follow_up", "workbook", "interface"], source, WITHOUT_WORKBOOKS)
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure)
        sys.exit(1)
