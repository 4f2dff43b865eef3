"""The command line: python -m tertial is the program tertial."""

from __future__ import annotations

import os
import shutil
import sys

from ._library import program


def main() -> None:
    path = program() or shutil.which("tertial")
    if path is None:
        sys.exit("python -m tertial: the program is neither in the package, beside the library, nor on the PATH")
    os.execv(path, ["tertial", *sys.argv[1:]])


if __name__ == "__main__":
    main()
