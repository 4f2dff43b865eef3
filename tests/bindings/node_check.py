"""Tests the Node package in bindings/node: its tests, its README, and that it says of the C interface what tertial.h says.

What npm ci installed in build/node-bindings serves it; ./dev test sees to that.
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


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("cli", "source", "build"):
        parser.add_argument(f"--{name}", type=pathlib.Path, required=True)
    options = parser.parse_args()
    node, tools = shutil.which("node"), options.source / "build" / "node-bindings"
    if node is None or not (tools / "node_modules" / "koffi").is_dir():
        print("node, or what ./dev test installs in build/node-bindings, is missing: the Node package was not tested")
        return SKIPPED
    package = options.source / "bindings" / "node"
    failed = []

    with tempfile.TemporaryDirectory(dir=tools) as folder:
        folder = pathlib.Path(folder)
        # A project that depends on the package; koffi is found above.
        installed = folder / "node_modules" / "tertial"
        shutil.copytree(package, installed, ignore=shutil.ignore_patterns("node_modules"))
        (folder / "package.json").write_text("{}", encoding="utf-8")
        environment = {**os.environ, "TERTIAL_LIBRARY": str(options.build / "libtertial.so"),
                       "TERTIAL_TEST_DATA": str(options.source / "tests" / "data"),
                       "TERTIAL_TEST_EXPECTED": json.dumps(header.expected_documents(options.cli, options.source, folder))}

        def run(*command, **changes):
            return subprocess.run([node, *command], cwd=options.source, env={**environment, **changes},
                                  stdin=subprocess.DEVNULL, capture_output=True, text=True, encoding="utf-8", check=False)

        print("tests")
        done = run("--expose-gc", "--test", *sorted(installed.glob("test/*.test.js")))
        if done.returncode:
            failed.append(done.stdout + done.stderr)

        print("layout")
        done = run(installed / "test" / "layout.js")
        if done.returncode:
            failed.append(done.stderr)
        else:
            failed += header.faults(json.loads(done.stdout), options.source, options.build, folder)

        print("README")
        blocks = header.readme_blocks(package / "README.md", "js")
        if not blocks:
            failed.append("README.md has no code")
        for number, block in enumerate(blocks):
            (folder / f"readme_{number}.mjs").write_text(block, encoding="utf-8")
            done = run(folder / f"readme_{number}.mjs")
            if done.returncode or done.stdout != header.said_in_comments(block):
                failed.append(f"README.md, block {number + 1}: printed\n{done.stdout}{done.stderr}")

        print("other libraries")
        importing = ("--input-type=module", "--eval", f"import {json.dumps(str(installed / 'src' / 'index.js'))};")
        other = header.library_of_another_abi(folder)
        for library, words in ((other, "version 1 .* version 2.* TERTIAL_LIBRARY"), (folder / "none.so", "TERTIAL_LIBRARY")):
            done = run(*importing, TERTIAL_LIBRARY=str(library))
            if done.returncode == 0 or not header.says(done.stderr, words):
                failed.append(f"{library.name} is not refused with what to do:\n{done.stderr}")
        shutil.copy(options.build / "libtertial.so", installed / "libtertial.so.1")
        done = run(*importing, TERTIAL_LIBRARY="")
        if done.returncode:
            failed.append(f"the library beside the package is not found:\n{done.stderr}")

        print("package")
        if "resolved" in (package / "package-lock.json").read_text(encoding="utf-8"):
            failed.append("package-lock.json has addresses")

    for failure in failed:
        print("FAILED", failure)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
