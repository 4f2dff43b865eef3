"""Columns of numbers: numpy's where it is there, else any buffer. None is copied that is as the library wants it."""

import array
import ctypes
import math

try:
    import numpy
except ImportError:  # everything but to_pandas() works without
    numpy = None

# numpy's name, the letter of array and memoryview, and the bytes of an element.
_TYPES = {"uint8": ("B", 1), "int32": ("i", 4), "uint32": ("I", 4), "float64": ("d", 8)}


def shown_by_pandas(make):
    """A frame as notebooks show it; None, and they show the repr, where pandas is not there."""
    try:
        return make()._repr_html_()
    except ImportError:
        return None


def is_numpy(column):
    return numpy is not None and isinstance(column, numpy.ndarray)


class _Buffer(ctypes.Structure):
    """Py_buffer"""

    _fields_ = [
        ("buf", ctypes.c_void_p),
        ("obj", ctypes.py_object),
        ("len", ctypes.c_ssize_t),
        ("itemsize", ctypes.c_ssize_t),
        ("readonly", ctypes.c_int),
        ("ndim", ctypes.c_int),
        ("format", ctypes.c_char_p),
        ("shape", ctypes.c_void_p),
        ("strides", ctypes.c_void_p),
        ("suboffsets", ctypes.c_void_p),
        ("internal", ctypes.c_void_p),
    ]


_get_buffer = ctypes.PYFUNCTYPE(ctypes.c_int, ctypes.py_object, ctypes.POINTER(_Buffer), ctypes.c_int)(
    ("PyObject_GetBuffer", ctypes.pythonapi)
)
_release_buffer = ctypes.PYFUNCTYPE(None, ctypes.POINTER(_Buffer))(("PyBuffer_Release", ctypes.pythonapi))


def address(column):
    """Where a contiguous column begins, for as long as it is held and not resized; None for None."""
    if column is None:
        return None
    if is_numpy(column):
        return column.ctypes.data
    view = _Buffer()
    _get_buffer(column, ctypes.byref(view), 0)
    begin = view.buf
    _release_buffer(ctypes.byref(view))
    return begin


def held(column):
    """What keeps a column where it is: a buffer that is shown elsewhere cannot be resized."""
    return column if is_numpy(column) else memoryview(column)


def shape_of(column):
    """Elements of each dimension."""
    return column.shape if is_numpy(column) else memoryview(column).shape


def size_of(column):
    """Elements."""
    return math.prod(shape_of(column))


def empty(kind, count):
    """A new column."""
    if numpy is not None:
        return numpy.empty(count, dtype=kind)
    letter, size = _TYPES[kind]
    return array.array(letter, bytes(size * count))


def shaped(column, shape):
    """A new column in the shape of another, which has as many elements."""
    if shape == shape_of(column):
        return column
    if is_numpy(column):
        return column.reshape(shape)
    view = memoryview(column)
    return view.cast("B").cast(view.format, shape) if all(shape) else column


def fits(column, kind):
    """Whether a column lies as the library reads it."""
    letter, size = _TYPES[kind]
    if is_numpy(column):
        flags = column.flags
        return column.dtype == numpy.dtype(kind) and flags.c_contiguous and flags.aligned and not is_masked(column)
    try:
        view = memoryview(column)
    except TypeError:
        return False
    if not view.c_contiguous or view.format != letter:
        return False
    return view.nbytes == 0 or address(column) % size == 0


def is_masked(column):
    return numpy is not None and isinstance(column, numpy.ma.MaskedArray)


def is_missing(value):
    """None, NaN, NaT, and pandas' NA, which is neither equal to itself nor unequal."""
    return value is None or type(value).__name__ == "NAType" or value != value


def shown(column):
    """pandas and others that show themselves as numpy arrays; rows of numbers in lists as a matrix."""
    if numpy is not None and not is_numpy(column) and hasattr(column, "__array__"):
        return numpy.asarray(column)
    if isinstance(column, (list, tuple)) and column and all(isinstance(row, (list, tuple)) for row in column):
        width = len(column[0])
        if any(len(row) != width for row in column):
            raise ValueError("rows are of different length")
        return _Rows((len(column), width), [cell for row in column for cell in row])
    return column


class _Rows:
    """Numbers of a matrix, one after the other."""

    def __init__(self, shape, cells):
        self.shape, self.cells = shape, cells


def _cells(column):
    """(shape or None, the elements one after the other) of what is no array of numbers."""
    if isinstance(column, _Rows):
        return column.shape, column.cells
    if is_numpy(column):
        return column.shape, column.ravel().tolist()
    return None, column


def _made(column, shape):
    """What was made from elements, as numpy has it where it is there, in the shape that they had."""
    return column if shape is None else shaped(numpy.asarray(column) if numpy is not None else column, shape)


def float_column(column, what):
    """(column of float64, how many), uncopied where it fits. None among the elements is missing: NaN."""
    column = shown(column)
    if fits(column, "float64"):
        return column, size_of(column)
    if is_numpy(column) and column.dtype.kind in "iufb":
        if is_masked(column):
            column = column.astype("float64").filled(math.nan)
        made = numpy.require(column, "float64", ["C", "A"])
        return made, made.size
    try:
        shape, cells = _cells(column)
        made = array.array("d", (math.nan if is_missing(value) else value for value in cells))
    except TypeError:
        raise TypeError(f"{what} is a column of numbers, not of {_kind(column)}") from None
    return _made(made, shape), len(made)


def int32_column(column, what):
    """(column of days since 1970-01-01, how many), uncopied where it is int32."""
    column = shown(column)
    if fits(column, "int32"):
        return column, size_of(column)
    if is_numpy(column) and column.dtype.kind == "M":
        days = column.astype("datetime64[D]").astype("int64")
        missing = numpy.isnat(column)
        made = numpy.where(missing, -(2**31), days)
        if made.size and (abs(made[~missing]) > 2**31 - 1).any():
            raise ValueError(f"{what} has days beyond the calendar")
        return numpy.require(made, "int32", ["C", "A"]), made.size
    if is_numpy(column) and column.dtype == numpy.int32:
        return numpy.require(column, "int32", ["C", "A"]), column.size
    raise TypeError(f"{what} is an array of datetime64 or of int32 days, not {_kind(column)}")


def steps_column(column, what):
    """(column of uint8, how many) of steps of a scale; what is missing, negative or beyond a byte becomes 0."""
    column = shown(column)
    if fits(column, "uint8"):
        return column, size_of(column)
    if is_masked(column):
        column = column.filled(0)
    if is_numpy(column) and column.dtype.kind in "iuf":
        if column.dtype.kind == "f":
            known = column[numpy.isfinite(column)]
            if (known != numpy.floor(known)).any():
                raise ValueError(f"{what} has steps that are no whole numbers")
            column = numpy.where(numpy.isfinite(column), column, 0)
        return numpy.require(numpy.where((column >= 0) & (column <= 255), column, 0), "uint8", ["C", "A"]), column.size
    try:
        shape, cells = _cells(column)
        made = bytearray(_step(step, what) for step in cells)
    except TypeError:
        raise TypeError(f"{what} is a column of whole numbers, not of {_kind(column)}") from None
    return _made(numpy.frombuffer(made, "uint8") if shape and numpy is not None else made, shape), len(made)


def _step(step, what):
    if is_missing(step) or not 0 <= step <= 255:
        return 0
    if step != int(step):
        raise ValueError(f"{what} has steps that are no whole numbers")
    return int(step)


def marks_column(column, what):
    """(column of uint8, how many) of true and false; what is missing is false."""
    column = shown(column)
    if is_numpy(column) and column.dtype.kind in "biu" and not is_masked(column):
        if column.dtype == bool and column.flags.c_contiguous:
            return column.view("uint8"), column.size
        return numpy.require(column != 0, "uint8", ["C", "A"]), column.size
    if fits(column, "uint8"):
        return column, size_of(column)
    try:
        _, cells = _cells(column)
        made = bytearray(not is_missing(value) and bool(value) for value in cells)
    except TypeError:
        raise TypeError(f"{what} is a column of true and false") from None
    return made, len(made)


def numbers_column(column, what):
    """(column of uint8, how many) of numbers from 0 to 255."""
    column = shown(column)
    if fits(column, "uint8"):
        return column, size_of(column)
    try:
        made = bytearray(column.tolist() if is_numpy(column) else column)
    except (TypeError, ValueError):
        raise TypeError(f"{what} is a column of whole numbers from 0 to 255") from None
    return made, len(made)


def _kind(column):
    return str(column.dtype) if is_numpy(column) else type(column).__name__
