"""Columns of numbers: numpy's where it is there, else any buffer. None is copied that is as the library wants it."""

import array
import ctypes
import math

try:
    import numpy
except ImportError:  # everything but to_pandas() works without
    numpy = None

# numpy's name, the letter of array and memoryview, and the bytes of an element.
_TYPES = {"uint8": ("B", 1), "int32": ("i", 4), "uint32": ("I", 4), "float64": ("d", 8), "uint64": ("Q", 8)}


def shown_by_pandas(make):
    """A frame as notebooks show it; None, and they show the repr, where pandas is not there."""
    try:
        return make()._repr_html_()
    except ImportError:
        return None


def is_numpy(column):
    return numpy is not None and isinstance(column, numpy.ndarray)


def address(column):
    """Where a column begins, for the length of a call; None for None."""
    if column is None:
        return None
    if is_numpy(column):
        return column.ctypes.data
    view = memoryview(column)
    if view.nbytes == 0:
        return None
    if view.readonly:
        # A buffer that may not be written to is lent by numpy or by a copy; the library only reads it.
        if numpy is not None:
            return numpy.frombuffer(view, dtype="uint8").ctypes.data
        if isinstance(column, bytes):
            return ctypes.cast(ctypes.c_char_p(column), ctypes.c_void_p).value
        raise TypeError("a buffer that is read-only needs numpy, or to be bytes")
    return ctypes.addressof(ctypes.c_char.from_buffer(view.cast("B") if view.ndim == 1 else view))


def empty(kind, count):
    """A new column."""
    if numpy is not None:
        return numpy.empty(count, dtype=kind)
    letter, size = _TYPES[kind]
    return array.array(letter, bytes(size * count))


def fits(column, kind):
    """Whether a column lies as the library reads it."""
    letter, size = _TYPES[kind]
    if is_numpy(column):
        return column.dtype == numpy.dtype(kind) and column.flags.c_contiguous
    try:
        view = memoryview(column)
    except TypeError:
        return False
    return view.c_contiguous and view.format in (letter, "L" if letter == "I" and size == 8 else letter)


def _shown(column):
    """pandas and others that show themselves as numpy arrays."""
    if numpy is not None and not is_numpy(column) and hasattr(column, "__array__"):
        return numpy.asarray(column)
    return column


def float_column(column, what):
    """(column of float64, how many), uncopied where it fits. None among the elements is missing: NaN."""
    column = _shown(column)
    if fits(column, "float64"):
        return column, column.size if is_numpy(column) else len(memoryview(column))
    if is_numpy(column) and column.dtype.kind in "iufb":
        made = numpy.ascontiguousarray(column, dtype="float64")
        return made, made.size
    try:
        made = array.array("d", (math.nan if value is None or value != value else value for value in column))
    except TypeError:
        raise TypeError(f"{what} is a column of numbers, not of {_kind(column)}") from None
    return made, len(made)


def int32_column(column, what):
    """(column of days since 1970-01-01, how many), uncopied where it is int32."""
    column = _shown(column)
    if fits(column, "int32"):
        return column, column.size if is_numpy(column) else len(memoryview(column))
    if is_numpy(column) and column.dtype.kind == "M":
        days = column.astype("datetime64[D]").astype("int64")
        missing = numpy.isnat(column)
        made = numpy.where(missing, -(2**31), days)
        if made.size and (abs(made[~missing]) > 2**31 - 1).any():
            raise ValueError(f"{what} has days beyond the calendar")
        return made.astype("int32"), made.size
    raise TypeError(f"{what} is an array of datetime64 or of int32 days, not {_kind(column)}")


def steps_column(column, what):
    """(column of uint8, how many) of steps of a scale; what is missing, negative or beyond a byte becomes 0."""
    column = _shown(column)
    if fits(column, "uint8"):
        return column, column.size if is_numpy(column) else len(memoryview(column))
    if is_numpy(column):
        if column.dtype.kind in "iu":
            return numpy.where((column >= 0) & (column <= 255), column, 0).astype("uint8"), column.size
        if column.dtype.kind == "f":
            known = numpy.isfinite(column)
            if (column[known] != numpy.floor(column[known])).any():
                raise ValueError(f"{what} has steps that are no whole numbers")
            return numpy.where(known & (column >= 0) & (column <= 255), column, 0).astype("uint8"), column.size
        raise TypeError(f"{what} is a column of whole numbers, not of {_kind(column)}")
    try:
        made = bytearray(0 if step is None or step != step or not 0 <= step <= 255 else _whole(step, what) for step in column)
    except TypeError:
        raise TypeError(f"{what} is a column of whole numbers, not {_kind(column)}") from None
    return made, len(made)


def byte_column(column, what):
    """(column of uint8, how many) of marks: validity, numbers of definitions."""
    column = _shown(column)
    if is_numpy(column) and column.dtype == bool and column.flags.c_contiguous:
        return column.view("uint8"), column.size
    if fits(column, "uint8"):
        return column, column.size if is_numpy(column) else len(memoryview(column))
    try:
        made = bytearray(int(value) for value in column)
    except (TypeError, ValueError):
        raise TypeError(f"{what} is a column of small whole numbers or of true and false") from None
    return made, len(made)


def _whole(step, what):
    if step != int(step):
        raise ValueError(f"{what} has steps that are no whole numbers")
    return int(step)


def _kind(column):
    return str(column.dtype) if is_numpy(column) else type(column).__name__
