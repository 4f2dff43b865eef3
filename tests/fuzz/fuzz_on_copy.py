"""Runs a libFuzzer program for some seconds on a copy of its kept corpus, which stays as it is."""

import argparse
import pathlib
import shutil
import subprocess
import sys
import tempfile

# Bytes of a document, seconds for one, and megabytes of memory: what lies above is a finding.
LIMITS = ["-max_len=65536", "-timeout=20", "-rss_limit_mb=2048"]


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--program", type=pathlib.Path, required=True)
    parser.add_argument("--corpus", type=pathlib.Path, required=True)
    parser.add_argument("--crashes", type=pathlib.Path, required=True, help="where inputs that fail are left")
    parser.add_argument("--seconds", type=int, default=20)
    arguments = parser.parse_args()

    kept = [path for path in arguments.corpus.rglob("*") if path.is_file()]
    if not kept:
        print(f"no corpus in {arguments.corpus}")
        return 1
    arguments.crashes.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as directory:
        copy = pathlib.Path(directory) / "corpus"
        shutil.copytree(arguments.corpus, copy)
        command = [arguments.program, copy, f"-max_total_time={arguments.seconds}", "-print_final_stats=1",
                   f"-artifact_prefix={arguments.crashes}/", *LIMITS]
        status = subprocess.run(command, stdin=subprocess.DEVNULL, check=False).returncode
    if status != 0:
        print(f"the input that failed is in {arguments.crashes}")
    return 1 if status else 0


if __name__ == "__main__":
    sys.exit(main())
