"""Arrow's C interface from both sides, written apart from the package: streams to hand over, and a reader of streams.

The structs are the package's own, whose layout another test holds against a C compiler.
"""

import ctypes
import struct

from tertial import _interface as c

STREAM = b"arrow_array_stream"

new_capsule = ctypes.PYFUNCTYPE(ctypes.py_object, ctypes.c_void_p, ctypes.c_char_p, ctypes.c_void_p)(
    ("PyCapsule_New", ctypes.pythonapi)
)
pointer_of = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
    ("PyCapsule_GetPointer", ctypes.pythonapi)
)

# The callbacks of the structs, as the package declares them.
SchemaRelease = dict(c.ArrowSchema._fields_)["release"]
ArrayRelease = dict(c.ArrowArray._fields_)["release"]
STREAM_FIELDS = dict(c.ArrowArrayStream._fields_)


class Source:
    """Gives a stream of struct arrays, each a dict of columns: {"period": ("u", ["2020-07"]), "value": ("g", [45.0])}.

    Attributes:
        released: how often the stream, and each schema and array that it gave, was released.
    """

    def __init__(self, *batches, fail=None, layout=None):
        self.batches, self.fail = batches, fail
        self.layout = layout or batches[0]
        self.released = {"stream": 0, "schema": 0, "array": 0}
        self.given = 0
        self.keep = []

    def __arrow_c_stream__(self, requested_schema=None):
        stream = c.ArrowArrayStream()
        self.stream = stream
        stream.get_schema = self._callback("get_schema", self._get_schema)
        stream.get_next = self._callback("get_next", self._get_next)
        stream.get_last_error = self._callback("get_last_error", self._get_last_error)
        stream.release = self._callback("release", self._release)
        return new_capsule(ctypes.addressof(stream), STREAM, None)

    def _callback(self, name, function):
        made = STREAM_FIELDS[name](function)
        self.keep.append(made)
        return made

    def _get_schema(self, stream, out):
        fields = [schema_of(kind, name) for name, (kind, _) in self.layout.items()]
        children = (ctypes.POINTER(c.ArrowSchema) * len(fields))(*map(ctypes.pointer, fields))
        self.keep += [fields, children]
        whole = out.contents
        whole.format, whole.name, whole.metadata, whole.flags = b"+s", b"", None, 0
        whole.n_children, whole.children, whole.private_data = len(fields), children, None
        whole.release = self._releasing(SchemaRelease, "schema")
        return 0

    def _get_next(self, stream, out):
        if self.fail is not None and self.given == len(self.batches) - 1:
            return 5
        array = out.contents
        if self.given == len(self.batches):
            ctypes.memset(out, 0, ctypes.sizeof(c.ArrowArray))
            return 0
        columns = self.batches[self.given]
        self.given += 1
        made = [array_of(kind, values, self.keep) for kind, values in columns.values()]
        children = (ctypes.POINTER(c.ArrowArray) * len(made))(*map(ctypes.pointer, made))
        buffers = (ctypes.c_void_p * 1)(None)
        self.keep += [made, children, buffers]
        array.length, array.null_count, array.offset = made[0].length if made else 0, 0, 0
        array.n_buffers, array.n_children = 1, len(made)
        array.buffers, array.children = ctypes.cast(buffers, type(array.buffers)), children
        array.dictionary, array.private_data = None, None
        array.release = self._releasing(ArrayRelease, "array")
        return 0

    def _get_last_error(self, stream):
        self.message = ctypes.create_string_buffer((self.fail or "").encode())
        return ctypes.addressof(self.message)

    def _release(self, stream):
        self.released["stream"] += 1
        stream.contents.release = STREAM_FIELDS["release"]()

    def _releasing(self, kind, what):
        def release(pointer):
            self.released[what] += 1
            pointer.contents.release = kind()

        return self._keep(kind(release))

    def _keep(self, made):
        self.keep.append(made)
        return made


def schema_of(kind, name):
    made = c.ArrowSchema()
    made.format, made.name, made.flags = kind.encode(), name.encode(), 2
    made.release = NOTHING_OF_A_SCHEMA
    return made


NOTHING_OF_A_SCHEMA = SchemaRelease(lambda pointer: setattr(pointer.contents, "release", SchemaRelease()))
NOTHING_OF_AN_ARRAY = ArrayRelease(lambda pointer: setattr(pointer.contents, "release", ArrayRelease()))
ELEMENTS = {"g": "d", "f": "f", "i": "i", "l": "q", "s": "h", "C": "B", "tdD": "i"}


def array_of(kind, values, keep):
    """An array of a kind, a null for each None."""
    made = c.ArrowArray()
    bits = bytearray((len(values) + 7) // 8)
    for place, value in enumerate(values):
        if value is not None:
            bits[place // 8] |= 1 << place % 8
    nulls = sum(value is None for value in values)
    parts = [bytes(bits) if nulls else None]
    if kind == "u":
        ends, text = [0], b""
        for value in values:
            text += (value or "").encode()
            ends.append(len(text))
        parts += [struct.pack(f"{len(ends)}i", *ends), text or b"\0"]
    else:
        cells = [0 if value is None else value for value in values]
        parts.append(struct.pack(f"{len(cells)}{ELEMENTS[kind]}", *cells))
    held = [part if part is None else ctypes.create_string_buffer(part, max(len(part), 1)) for part in parts]
    buffers = (ctypes.c_void_p * len(parts))(*(None if part is None else ctypes.addressof(part) for part in held))
    keep += [held, buffers]
    made.length, made.null_count, made.offset = len(values), nulls, 0
    made.n_buffers, made.n_children = len(parts), 0
    made.buffers = ctypes.cast(buffers, type(made.buffers))
    made.release = NOTHING_OF_AN_ARRAY
    return made


def read_stream(capsule, move=False, schemas=1):
    """[(name, format, values)] of the one array in a stream; `move` takes the stream out of its capsule first."""
    stream = ctypes.cast(pointer_of(capsule, STREAM), ctypes.POINTER(c.ArrowArrayStream)).contents
    if move:
        own = c.ArrowArrayStream()
        ctypes.pointer(own)[0] = stream
        stream.release = STREAM_FIELDS["release"]()
        stream = own
    for _ in range(schemas):
        schema = c.ArrowSchema()
        assert stream.get_schema(ctypes.byref(stream), ctypes.byref(schema)) == 0
        fields = [(schema.children[i].contents.name.decode(), schema.children[i].contents.format.decode())
                  for i in range(schema.n_children)]
        schema.release(ctypes.byref(schema))
        assert not schema.release
    array, end = c.ArrowArray(), c.ArrowArray()
    assert stream.get_next(ctypes.byref(stream), ctypes.byref(array)) == 0
    assert array.release
    assert stream.get_next(ctypes.byref(stream), ctypes.byref(end)) == 0
    assert not end.release
    if move:
        stream.release(ctypes.byref(stream))
        assert not stream.release
    # What was taken stays, whatever became of the stream.
    told = [(name, kind, values_of(kind, array.children[i].contents)) for i, (name, kind) in enumerate(fields)]
    array.release(ctypes.byref(array))
    assert not array.release
    return told


def values_of(kind, array):
    def bit(buffer, at):
        return ctypes.string_at(buffer + at // 8, 1)[0] >> at % 8 & 1

    values = []
    for at in range(array.offset, array.offset + array.length):
        if array.buffers[0] and not bit(array.buffers[0], at):
            values.append(None)
        elif kind == "b":
            values.append(bool(bit(array.buffers[1], at)))
        elif kind == "u":
            begin, end = struct.unpack("2i", ctypes.string_at(array.buffers[1] + 4 * at, 8))
            values.append(ctypes.string_at(array.buffers[2] + begin, end - begin).decode() if end > begin else "")
        else:
            size = struct.calcsize(ELEMENTS[kind])
            values += struct.unpack(ELEMENTS[kind], ctypes.string_at(array.buffers[1] + size * at, size))
    return values
