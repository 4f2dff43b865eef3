"""Finds libtertial.so, lays the table of its functions over it, and calls it.

    call("tertial_plan_write", plan, byref(text))     # raises what the call failed with
"""

import ctypes
import operator
import os
import pathlib
import threading
import types

from . import _interface as c
from ._errors import ArgumentError, failure
from ._handle import Handle

_HERE = pathlib.Path(__file__).resolve().parent
_NAME = f"libtertial.so.{c.ABI_VERSION}"


class LibraryError(ImportError):
    """The shared library is not there, or is not the one that this package was made for."""


# Calls that may last, for which the interpreter is let go: other threads run meanwhile. All others are over before a thread
# could be woken, and handing the interpreter over and back would cost more than they do.
_LASTING = {
    "tertial_plan_read", "tertial_plan_write", "tertial_plan_free", "tertial_plan_matrix", "tertial_plan_findings",
    "tertial_plan_observations", "tertial_follow_up_new", "tertial_follow_up_free", "tertial_follow_up_indicator",
    "tertial_follow_up_observations", "tertial_follow_up_json", "tertial_follow_up_markdown", "tertial_follow_up_html",
    "tertial_follow_up_sentences", "tertial_follow_up_csv", "tertial_follow_up_kpi_csv", "tertial_follow_up_xlsx",
    "tertial_follow_up_arrow", "tertial_follow_up_arrow_stream", "tertial_html_index", "tertial_findings_json",
    "tertial_findings_free", "tertial_matrix_classify", "tertial_periods_of", "tertial_series_new",
    "tertial_series_roll_up", "tertial_series_roll_up_arrow", "tertial_series_from_arrow",
    "tertial_measure_new", "tertial_measure_free", "tertial_measure_add", "tertial_measure_add_persons",
    "tertial_measure_merge", "tertial_measure_write", "tertial_measure_read", "tertial_measure_finish",
    "tertial_measured_values", "tertial_counts_protect", "tertial_counts_audit",
}  # fmt: skip
# The first change after a follow-up copies the plan.
_LASTING_VERBS = ("tertial_plan_add_", "tertial_plan_correct_", "tertial_plan_remove_", "tertial_plan_import")


def lasts(name):
    """Whether other threads run during a call."""
    return name in _LASTING or name.startswith(_LASTING_VERBS)


def _open():
    """The library: where TERTIAL_LIBRARY says, else beside the package, else the system's."""
    told = os.environ.get("TERTIAL_LIBRARY")
    path = told or str(_HERE / "lib" / _NAME)
    if not told and not os.path.exists(path):
        path = _NAME
    try:
        library = ctypes.CDLL(path)
    except OSError as error:
        raise LibraryError(
            f"tertial's library cannot be loaded: {error}. Install the wheel that has it inside, or Debian's "
            f"libtertial{c.ABI_VERSION}, or set TERTIAL_LIBRARY to the path of {_NAME}."
        ) from None
    try:
        library.tertial_abi_version.restype = ctypes.c_uint32
        version = library.tertial_abi_version()
    except AttributeError:
        raise LibraryError(f"{path} is no library of tertial: set TERTIAL_LIBRARY to the path of {_NAME}.") from None
    if version != c.ABI_VERSION:
        raise LibraryError(
            f"{path} has the binary interface {version}, this package was made for {c.ABI_VERSION}: install the "
            f"package and the library of one release, or set TERTIAL_LIBRARY to the path of {_NAME}."
        )
    keeping = ctypes.PyDLL(path)
    functions = types.SimpleNamespace()
    for name, (restype, argtypes) in c.FUNCTIONS.items():
        try:
            function = getattr(library if lasts(name) else keeping, name)
        except AttributeError:
            raise LibraryError(f"{path} is older than this package: it does not have {name}().") from None
        function.restype, function.argtypes = restype, argtypes
        setattr(functions, name, function)
    return functions


lib = _open()


class _Errors(threading.local):
    """A tertial_error for each thread: the library sets it anew in every call."""

    def __init__(self):
        self.record = c.Error()
        self.pointer = ctypes.pointer(self.record)


_errors = _Errors()


def call(name, *arguments):
    """Calls a function that gives a status. Other threads run meanwhile where it may last."""
    error = _errors.pointer
    try:
        status = getattr(lib, name)(*arguments, error)
    except ctypes.ArgumentError as refused:
        for argument in arguments:
            if isinstance(argument, Handle):
                argument.check_open()
        raise TypeError(f"{name}(): {refused}") from None
    if status:
        raise failure(_errors.record)


def program():
    """Where the command line is, or None."""
    told = os.environ.get("TERTIAL_LIBRARY")
    places = [_HERE / "lib" / "tertial"]
    if told:  # the program of that library, if it lies there
        beside = pathlib.Path(told).resolve().parent
        places = [beside / "tertial", beside.parent / "bin" / "tertial", *places]
    for path in places:
        if path.is_file() and os.access(path, os.X_OK):
            return str(path)
    return None


def text_of(handle):
    """The bytes of a tertial_text, which is freed."""
    try:
        size = lib.tertial_text_size(handle)
        return ctypes.string_at(lib.tertial_text_data(handle), size) if size else b""
    finally:
        lib.tertial_text_free(handle)


def make_text(name, *arguments):
    """Calls a function whose last out-parameter is a text, and gives its bytes."""
    out = ctypes.POINTER(c.TextHandle)()
    call(name, *arguments, ctypes.byref(out))
    return text_of(out)


def string(borrowed):
    """A tertial_string as str."""
    return ctypes.string_at(borrowed.data, borrowed.size).decode() if borrowed.size else ""


def utf8(text, what="text"):
    """A str as the library takes it: bytes and their number."""
    if not isinstance(text, str):
        raise TypeError(f"{what} is text, not {type(text).__name__}")
    encoded = text.encode()
    return encoded, len(encoded)


def lend(text, keep, what="text"):
    """A str as a tertial_string, whose bytes live as long as `keep` does."""
    encoded, size = utf8(text, what)
    keep.append(encoded)
    return c.String(ctypes.cast(ctypes.c_char_p(encoded), ctypes.c_void_p), size)


def record(struct):
    """A new struct with its struct_size set."""
    made = struct()
    made.struct_size = ctypes.sizeof(struct)
    return made


def word(vocabulary, value):
    """The word for a number; None for TERTIAL_NONE."""
    found = lib.tertial_word(vocabulary, value)
    return found.decode() if found is not None else None


def number_of(vocabulary, text, what):
    """The number of a word; an ArgumentError that lists the words for one that is none."""
    words = all_words(vocabulary)
    if not isinstance(text, str) or text not in words:
        raise ArgumentError("argument", what, f"is one of {', '.join(filter(None, words))}; not {text!r}")
    return words.index(text)


def whole(value, what, most=2**31 - 1):
    """A whole number of 32 bits; ctypes would cut a larger one off."""
    try:
        number = operator.index(value)
    except TypeError:
        raise TypeError(f"{what} is a whole number, not {type(value).__name__}") from None
    if not -most - 1 <= number <= most:
        raise ArgumentError("argument", what, f"{number} is beyond what a whole number may be here")
    return number


def all_words(vocabulary):
    """The words of a vocabulary, by number."""
    known = _words.get(vocabulary)
    if known is None:
        known = []
        # The words of what was judged on begin at 1.
        for value in range(64):
            found = lib.tertial_word(vocabulary, value)
            if found is None and value > 0:
                break
            known.append(found.decode() if found is not None else None)
        _words[vocabulary] = known
    return known


_words = {}

GRANULARITY, MOVEMENT, ACTION_STATUS, OBSERVATION_STATUS, INDICATOR_KIND, DIRECTION = range(6)
TARGET_STATUS, JUDGED_ON, NO_CHANGE, AVAILABILITY, FINDING_CODE, FINDING_SEVERITY = range(6, 12)
TABLE, IMPORT_CHANGE, LANGUAGE, MEASURE, PRESENCE, DURATION_UNIT = range(12, 18)


def language(lang):
    """The number of a language; that of the plan for None."""
    return c.PLAN_LANGUAGE if lang is None else number_of(LANGUAGE, lang, "lang")
