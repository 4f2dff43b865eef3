"""What calls raise: each exception carries code, place and message."""

from __future__ import annotations

import typing


class TertialError(Exception):
    """A call that failed.

    Attributes:
        code: one word: "syntax", "schema", "argument", "not_found", "handle", "limit", "unsupported", "stream",
            "internal", "disclosure".
        at: the place: a JSON pointer, "line L, column C", the name of an argument, or nothing.
        message: what was wrong, and what was expected.
    """

    def __init__(self, code: str, at: str, message: str) -> None:
        super().__init__(f"{at}: {message}" if at else message)
        self.code = code
        self.at = at
        self.message = message

    def __reduce__(self) -> tuple[typing.Any, ...]:
        return type(self), (self.code, self.at, self.message), {**self.__dict__, "args": self.args}


class DocumentError(TertialError, ValueError):
    """Text that is no plan, table, period or date, or a fact that a plan could not have."""


class ArgumentError(TertialError, ValueError):
    """An argument that no call takes."""


class NotFoundError(TertialError, LookupError):
    """There is no such risk, action, indicator, fact or period."""


class ClosedError(TertialError, ValueError):
    """What is used was closed."""


class UnsupportedError(TertialError, NotImplementedError):
    """The library was built without it."""


class LimitError(TertialError, OverflowError):
    """More than fits."""


class StreamError(TertialError, OSError):
    """A stream of Arrow arrays that was handed over failed."""


class DisclosureError(TertialError, ValueError):
    """A table that keeps its small counts in no way of publishing it."""


_KINDS = {
    1: ("syntax", DocumentError),
    2: ("schema", DocumentError),
    3: ("argument", ArgumentError),
    4: ("not_found", NotFoundError),
    6: ("handle", ClosedError),
    7: ("limit", LimitError),
    8: ("unsupported", UnsupportedError),
    9: ("stream", StreamError),
    11: ("disclosure", DisclosureError),
}


def failure(error):
    """The exception for a tertial_error that is set."""
    at, message = error.at.decode("utf-8", "replace"), error.message.decode("utf-8", "replace")
    if error.code == 5:
        return MemoryError(message)
    code, kind = _KINDS.get(error.code, ("internal", TertialError))
    return kind(code, at, message)
