"""Handles of the library: freed once, by close(), by `with`, or when nobody has them any more."""

import weakref

from ._errors import ClosedError


class Handle:
    """Owns a handle, which `free` gives back. Passed to ctypes as it is."""

    __slots__ = ("_handle", "_finalizer", "__weakref__")

    def _own(self, handle, free):
        self._handle = handle
        self._finalizer = weakref.finalize(self, free, handle)
        self._finalizer.atexit = False  # the process gives everything back by itself

    @property
    def _as_parameter_(self):
        if not self._finalizer.alive:
            raise ClosedError("handle", "", f"this {type(self).__name__} was closed")
        return self._handle

    def close(self):
        """Frees the memory now. What is used after that raises ClosedError; closing twice is fine."""
        self._finalizer()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.close()
