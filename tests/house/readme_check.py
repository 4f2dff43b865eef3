"""Does what README.md says: runs its commands and compiles and runs its programs.

A fenced `sh` block holds commands, one a line; `./dev VERB` is checked to be a verb of dev, the others run in the
checkout with `tertial` on the path. A fenced `cpp` or `c` block is a program, or the body of main() after its includes;
a `python` block is a program.
"""

import argparse
import os
import pathlib
import re
import subprocess
import sys
import tempfile

FENCE = re.compile(r"^```(\w+)[^\n]*\n(.*?)^```\s*$", re.MULTILINE | re.DOTALL)

CMAKE = """cmake_minimum_required(VERSION 3.25)
project(readme LANGUAGES C CXX)
find_package(tertial CONFIG REQUIRED COMPONENTS tertial c)
set(CMAKE_C_STANDARD 99)
set(CMAKE_C_EXTENSIONS OFF)
"""


def run(command, **options):
    """The output of a command that fails, else None."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, check=False, **options)
    return done.stdout if done.returncode else None


def program(block):
    """A whole program from a block of C++."""
    if re.search(r"^\s*int main\(", block, re.MULTILINE):
        return block
    lines = block.splitlines()
    includes = [line for line in lines if line.startswith("#include")]
    body = [line for line in lines if not line.startswith("#include")]
    return "\n".join([*includes, "int main() {", *body, "}", ""])


def shell_faults(block, source, cli):
    environment = {**os.environ, "PATH": f"{cli.parent}:{os.environ['PATH']}"}
    for line in block.replace("\\\n", " ").splitlines():
        command = line.removeprefix("$ ").strip()
        if not command or command.startswith("#"):
            continue
        if verb := re.match(r"\./dev (\S+)", command):
            script = (source / "dev").read_text(encoding="utf-8")
            if f"verb_{verb.group(1)}() {{" not in script:
                yield f"dev has no verb for: {command}"
        elif (output := run(["bash", "-euo", "pipefail", "-c", command], cwd=source, env=environment)) is not None:
            yield f"fails: {command}\n{output}"


def program_faults(blocks, source, build):
    """Compiles (language, text) programs against an installation of the build, and runs them in the checkout."""
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        cmake = CMAKE
        for number, (language, block) in enumerate(blocks):
            (root / f"{number}.{language}").write_text(program(block), encoding="utf-8")
            cmake += f"add_executable(readme_{number} {number}.{language})\n"
            cmake += f"target_link_libraries(readme_{number} PRIVATE tertial::{'c' if language == 'c' else 'tertial'})\n"
        (root / "CMakeLists.txt").write_text(cmake, encoding="utf-8")
        for step in (["cmake", "--install", build, "--prefix", root / "prefix"],
                     ["cmake", "-G", "Ninja", "-S", root, "-B", root / "build", f"-DCMAKE_PREFIX_PATH={root / 'prefix'}"],
                     ["cmake", "--build", root / "build", "-j1"]):
            if (output := run(step)) is not None:
                yield f"its programs do not build:\n{output}"
                return
        for number in range(len(blocks)):
            if (output := run([root / "build" / f"readme_{number}"], cwd=source)) is not None:
                yield f"program {number + 1} fails:\n{output}"


def script_faults(block, source, build):
    """Runs a block of Python in the checkout, over the library of the build."""
    environment = {**os.environ, "TERTIAL_LIBRARY": str(build / "libtertial.so"),
                   "PYTHONPATH": str(source / "bindings" / "python" / "src")}
    if (output := run([sys.executable, "-c", block], cwd=source, env=environment)) is not None:
        yield f"a Python block fails:\n{output}"


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--cli", type=pathlib.Path, required=True)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    arguments = parser.parse_args()

    readme = arguments.source / "README.md"
    if not readme.is_file():
        print("there is no README.md")
        return 1
    blocks = FENCE.findall(readme.read_text(encoding="utf-8"))
    shell = [text for kind, text in blocks if kind == "sh"]
    programs = [(kind, text) for kind, text in blocks if kind in ("cpp", "c")]
    scripts = [text for kind, text in blocks if kind == "python"]
    faults = []
    if not shell or len({kind for kind, _ in programs}) < 2 or not scripts:
        faults.append("at least one block each of sh, cpp, c and python is expected")
    for block in shell:
        faults += shell_faults(block, arguments.source, arguments.cli)
    if programs:
        faults += program_faults(programs, arguments.source, arguments.build)
    for script in scripts:
        faults += script_faults(script, arguments.source, arguments.build)
    print("\n".join(faults) or f"{len(shell)} sh blocks, {len(programs)} programs and {len(scripts)} scripts hold")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
