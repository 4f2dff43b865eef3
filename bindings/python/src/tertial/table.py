"""Tables of a follow-up as columns, taken over the Arrow C Data Interface."""

from __future__ import annotations

import ctypes
import datetime
import typing

from . import _interface as c
from ._arrays import shown_by_pandas
from ._library import TABLE, call, language, number_of

if typing.TYPE_CHECKING:
    import pandas

    from .follow_up import FollowUp

_EPOCH = datetime.date(1970, 1, 1)
_PANDAS = {b"i": "Int64", b"b": "boolean", b"g": "float64", b"u": "object"}


class Table(typing.Mapping[str, list[typing.Any]]):
    """Columns by name, each a list in which None is missing.

    Libraries that know Arrow's capsules take it as it is: pyarrow.table(table), polars.DataFrame(table).
    """

    def __init__(self, review: FollowUp, table: str, lang: typing.Optional[str] = None) -> None:
        self._review, self._table, self._lang = review, number_of(TABLE, table, "table"), lang
        self._name = table
        self._columns = self._formats = None

    def _read(self):
        """The columns, taken over once."""
        if self._columns is None:
            schema, array = c.ArrowSchema(), c.ArrowArray()
            call(
                "tertial_follow_up_arrow", self._review, self._table, language(self._lang), ctypes.byref(schema),
                ctypes.byref(array),
            )  # fmt: skip
            try:
                fields = [schema.children[i].contents for i in range(schema.n_children)]
                self._formats = {field.name.decode(): field.format for field in fields}
                self._columns = {
                    field.name.decode(): _column(field.format, array.children[i].contents)
                    for i, field in enumerate(fields)
                }
            finally:
                schema.release(ctypes.byref(schema))
                array.release(ctypes.byref(array))
        return self._columns

    def __getitem__(self, name: str) -> list[typing.Any]:
        return self._read()[name]

    def __iter__(self) -> typing.Iterator[str]:
        return iter(self._read())

    def __len__(self) -> int:
        return len(self._read())

    def to_pandas(self) -> pandas.DataFrame:
        """A DataFrame; whole numbers and yes-or-no keep their missing ones."""
        import pandas

        columns = {}
        for name, values in self._read().items():
            kind = self._formats[name]
            if kind == b"tdD":
                columns[name] = pandas.to_datetime(pandas.Series(values, dtype="object"))
            else:
                columns[name] = pandas.Series(values, dtype=_PANDAS[kind])
        return pandas.DataFrame(columns)

    def __arrow_c_stream__(self, requested_schema: object = None) -> object:
        """A capsule with an ArrowArrayStream, as the Arrow PyCapsule Interface has it."""
        stream = c.ArrowArrayStream()
        call(
            "tertial_follow_up_arrow_stream", self._review, self._table, language(self._lang), ctypes.byref(stream)
        )
        return stream_capsule(stream)

    def _repr_html_(self) -> typing.Optional[str]:
        return shown_by_pandas(self.to_pandas)

    def __repr__(self) -> str:
        return f"<Table {self._name}: {', '.join(self)}>"


def _column(kind, array):
    count, offset = array.length, array.offset
    validity = ctypes.cast(array.buffers[0], ctypes.POINTER(ctypes.c_uint8)) if array.buffers[0] else None

    def is_there(at):
        return validity is None or validity[(offset + at) // 8] >> ((offset + at) % 8) & 1

    if kind == b"u":
        offsets = ctypes.cast(array.buffers[1], ctypes.POINTER(ctypes.c_int32))
        text = array.buffers[2] or 0

        def value(at):
            begin, end = offsets[offset + at], offsets[offset + at + 1]
            return ctypes.string_at(text + begin, end - begin).decode() if end > begin else ""

    elif kind == b"b":
        bits = ctypes.cast(array.buffers[1], ctypes.POINTER(ctypes.c_uint8))

        def value(at):
            return bool(bits[(offset + at) // 8] >> ((offset + at) % 8) & 1)

    else:
        element = {b"g": ctypes.c_double, b"i": ctypes.c_int32, b"tdD": ctypes.c_int32}[kind]
        values = ctypes.cast(array.buffers[1], ctypes.POINTER(element))

        def value(at):
            found = values[offset + at]
            return _EPOCH + datetime.timedelta(found) if kind == b"tdD" else found

    return [value(at) if is_there(at) else None for at in range(count)]


# Capsules ------------------------------------------------------------------------------------------------------------

_NAME = b"arrow_array_stream"
_new_capsule = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)(
    ("PyCapsule_New", ctypes.pythonapi)
)
_pointer_of = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)
# A capsule that is going has no references left: in its destructor it must not become an object again.
_pointer_of_going = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.c_void_p, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)

# Streams that were handed out, by address: the capsule's pointer is into one of these.
_streams = {}


@ctypes.PYFUNCTYPE(None, ctypes.c_void_p)
def _forget(capsule):
    stream = _streams.pop(_pointer_of_going(capsule, _NAME), None)
    if stream is not None and stream.release:
        stream.release(ctypes.byref(stream))


def stream_capsule(stream):
    """A capsule that owns a stream."""
    address = ctypes.addressof(stream)
    _streams[address] = stream
    return _new_capsule(address, _NAME, ctypes.cast(_forget, ctypes.c_void_p))


def stream_of(source):
    """The stream in the capsule that `source` gives, and the capsule, which keeps it."""
    capsule = source.__arrow_c_stream__()
    pointer = _pointer_of(capsule, _NAME)
    return ctypes.cast(pointer, ctypes.POINTER(c.ArrowArrayStream)), capsule
