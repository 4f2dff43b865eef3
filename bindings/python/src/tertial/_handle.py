"""Handles of the library: freed once, by close(), by `with`, or when nobody has them any more."""

from __future__ import annotations

import typing
import weakref

from ._errors import ClosedError

_Own = typing.TypeVar("_Own", bound="Handle")


class Handle:
    """Owns a handle, which `free` gives back. Passed to ctypes as it is."""

    __slots__ = ("_handle", "_finalizer", "__weakref__")

    def _own(self, handle, free):
        self._handle = handle
        self._finalizer = weakref.finalize(self, free, handle)
        self._finalizer.atexit = False  # the process gives everything back by itself

    def check_open(self) -> None:
        """Raises ClosedError where it was closed."""
        if not self._finalizer.alive:
            raise ClosedError("handle", "", f"this {type(self).__name__} was closed")

    @property
    def _as_parameter_(self):
        self.check_open()
        return self._handle

    def close(self) -> None:
        """Frees the memory now. What is used after that raises ClosedError; closing twice is fine."""
        self._finalizer()

    # What is immutable is its own copy. Only a plan can be changed, and has copies and a pickle of its own.
    def __copy__(self: _Own) -> _Own:
        return self

    def __deepcopy__(self: _Own, memo: typing.Any) -> _Own:
        return self

    def __reduce__(self) -> tuple[typing.Any, ...]:
        raise TypeError(f"a {type(self).__name__} cannot be pickled: write what it was made from")

    def __enter__(self: _Own) -> _Own:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()
