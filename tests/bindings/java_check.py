"""Tests the Java package in bindings/java: its tests, its README, and that it says of the C interface what tertial.h says.

It needs a JDK of 17 or later and JNA, as Debian's packages install them; ./dev test sees to that.
"""

import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import header

SKIPPED = 77
JNA = pathlib.Path("/usr/share/java/jna.jar")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cli", "source", "build"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    if shutil.which("javac") is None or not JNA.exists():
        print("a JDK or JNA is missing: the Java package was not tested")
        return SKIPPED
    package = options.source / "bindings" / "java"
    failed = []

    with tempfile.TemporaryDirectory() as folder:
        folder = pathlib.Path(folder)
        classes = f"{folder / 'classes'}:{JNA}"
        (folder / "classes").mkdir()
        environment = {**os.environ, "LC_ALL": "C.UTF-8", "TERTIAL_LIBRARY": str(options.build / "libtertial.so")}

        def run(*command, **changes):
            return subprocess.run(command, cwd=options.source, env={**environment, **changes}, stdin=subprocess.DEVNULL,
                                  capture_output=True, text=True, encoding="utf-8", check=False)

        def java(*arguments, **changes):
            return run("java", "-cp", classes, *arguments, **changes)

        print("compile")
        for kind in ("src", "test"):
            done = run("javac", "-Xlint:all", "-Werror", "--release", "17", "-encoding", "UTF-8", "-d", folder / "classes",
                       "-cp", classes, *sorted((package / kind / "tertial").glob("*.java")))
            if done.returncode:
                print("FAILED", done.stdout, done.stderr)
                return 1

        print("tests")
        documents = header.expected_documents(options.cli, options.source, folder)
        done = java("tertial.TertialTest", options.source / "tests" / "data",
                    *(document[key] for document in documents for key in ("plan", "lang", "file")))
        if done.returncode:
            failed.append(done.stdout + done.stderr)

        print("layout")
        done = java("tertial.Layout")
        if done.returncode:
            failed.append(done.stderr)
        else:
            failed += header.faults(json.loads(done.stdout), options.source, options.build, folder, unsigned=False)

        print("README")
        blocks = header.readme_blocks(package / "README.md", "java")
        if not blocks:
            failed.append("README.md has no code")
        for number, block in enumerate(blocks):
            program = folder / str(number) / "Program.java"
            program.parent.mkdir()
            program.write_text(block, encoding="utf-8")
            done = java("-Dfile.encoding=UTF-8", program)
            if done.returncode or done.stdout != header.said_in_comments(block):
                failed.append(f"README.md, program {number + 1}: printed\n{done.stdout}{done.stderr}")
        for block in header.readme_blocks(package / "README.md", "sh"):
            done = run("bash", "-euc", block.replace("build/java", str(folder / "java")))
            if done.returncode:
                failed.append(f"README.md: fails: {block}\n{done.stderr}")

        print("other libraries")
        (folder / "Opens.java").write_text('class Opens { public static void main(String[] a) { '
                                           'System.out.println(tertial.Period.parse("2020-T2")); } }', encoding="utf-8")
        other = header.library_of_another_abi(folder)
        for library, words in ((other, "version 1 .* version 2.* TERTIAL_LIBRARY"), (folder / "none.so", "TERTIAL_LIBRARY")):
            done = java(folder / "Opens.java", TERTIAL_LIBRARY=str(library))
            if done.returncode == 0 or not header.says(done.stderr, f"TertialException.*{words}"):
                failed.append(f"{library.name} is not refused with what to do:\n{done.stderr}")
        done = java(f"-Dtertial.library={options.build / 'libtertial.so'}", folder / "Opens.java", TERTIAL_LIBRARY=str(other))
        if done.stdout != "2020-T2\n":
            failed.append(f"the property does not go before the variable:\n{done.stderr}")

    for failure in failed:
        print("FAILED", failure)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
