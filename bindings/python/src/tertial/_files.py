"""Files that are replaced whole, or stay as they were."""

from __future__ import annotations

import os
import tempfile


def replace_file(path, content):
    """Writes beside its place and moves there, so that a reader sees the old or the new."""
    path = os.path.realpath(os.fspath(path))
    if os.path.exists(path) and not os.path.isfile(path):  # a pipe or a device has no place to move to
        with open(path, "wb") as out:
            out.write(content)
        return
    file, beside = tempfile.mkstemp(prefix=".tertial-", dir=os.path.dirname(path))
    try:
        with os.fdopen(file, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
        if os.path.exists(path):
            os.chmod(beside, os.stat(path).st_mode & 0o7777)
        else:
            mask = os.umask(0)
            os.umask(mask)
            os.chmod(beside, 0o666 & ~mask)
        os.replace(beside, path)
    except BaseException:
        os.unlink(beside)
        raise
