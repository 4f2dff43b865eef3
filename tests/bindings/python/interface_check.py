"""The ctypes table of the Python package agrees with the C header, a C compiler, and what the library exports.

Types are compared one by one: what each function returns and takes, and of each struct the size, and the place, size
and kind of each field. The header is read here, not by the package.
"""

import argparse
import ctypes
import pathlib
import re
import subprocess
import sys
import tempfile

# What a type of the header is to ctypes. Arrays of the caller's are addresses: see ARRAYS.
PLAIN = {
    "tertial_status": ctypes.c_int32,
    "tertial_date": ctypes.c_int32,
    "tertial_period": ctypes.c_uint32,
    "int32_t": ctypes.c_int32,
    "uint32_t": ctypes.c_uint32,
    "int64_t": ctypes.c_int64,
    "uint64_t": ctypes.c_uint64,
    "uint8_t": ctypes.c_uint8,
    "size_t": ctypes.c_size_t,
    "double": ctypes.c_double,
    "char": ctypes.c_char,
    "int": ctypes.c_int,
}
# Pointers to numbers that are arrays, in functions; in structs all of them are.
ARRAYS = {
    "tertial_measured_values": {"values"},
    "tertial_counts_protect": {"cells"},
    "tertial_counts_audit": {"published", "low", "high"},
    "tertial_matrix_classify": {"likelihood", "severity", "out", "counts"},
    "tertial_periods_of": {"days", "out"},
}
# Text of a known size may have a NUL in it, which c_char_p would end at.
BYTES = {"tertial_text_data"}


def read_header(path):
    """({function: (what it returns, [(type, name)])}, {struct: [(type, name, elements)]}, {constant: value})"""
    text = path.read_text(encoding="utf-8")
    constants = {}
    for name, value in re.findall(r"^#define (\w+) \(?(-?\d+)u?\)?", text, re.MULTILINE):
        constants[name] = int(value)
    text = re.sub(r"/\*.*?\*/", " ", text, flags=re.DOTALL)
    text = re.sub(r"^\s*#.*$", "", text, flags=re.MULTILINE)
    functions = {}
    for returned, name, arguments in re.findall(r"TERTIAL_API\s+([^;()]*?)(\w+)\(([^;]*)\);", text):
        taken = []
        for argument in " ".join(arguments.split()).split(","):
            if argument.strip() != "void":
                kind, of = re.fullmatch(r"\s*(.*?[\s*])(\w+)\s*", argument).groups()
                taken.append((squeezed(kind), of))
        functions[name] = squeezed(returned), taken
    structs = {}
    for name, body in re.findall(r"typedef struct (\w+) \{(.*?)\} \1;", text, re.DOTALL):
        structs[name] = read_fields(body, constants)
    for name, body in re.findall(r"^struct (Arrow\w+) \{(.*?)^\};", text, re.DOTALL | re.MULTILINE):
        structs[name] = read_fields(body, constants)
    return functions, structs, constants


def read_fields(body, constants):
    fields = []
    for line in filter(None, (" ".join(part.split()) for part in body.split(";"))):
        if pointer := re.search(r"\(\*(\w+)\)", line):
            fields.append(("function *", pointer.group(1), None))
            continue
        kind, name, elements = re.fullmatch(r"(.*?[\s*])(\w+)(?:\[(.+)\])?", line).groups()
        count = None
        if elements:
            count = eval(re.sub(r"[A-Z_]+", lambda word: str(constants[word.group()]), elements))  # "16 + 1"
        fields.append((squeezed(kind), name, count))
    return fields


def squeezed(kind):
    return re.sub(r"\s*\*", "*", " ".join(kind.replace("const ", "").replace("struct ", "").split()))


def camel(name):
    return "".join(word.capitalize() for word in name.removeprefix("tertial_").split("_"))


def ctype(interface, structs, kind, is_array=False):
    """What ctypes has to say for a type of the header."""
    base, stars = kind.rstrip("*"), kind.count("*")
    if base == "void":
        return None if not stars else ctypes.c_void_p
    if base == "char" and stars == 1:
        return ctypes.c_char_p
    if base in PLAIN:
        if stars and is_array:
            return ctypes.c_void_p
        found = PLAIN[base]
    elif base.startswith("Arrow"):
        found = getattr(interface, base)
    elif base in structs:
        found = getattr(interface, camel(base))
    else:
        found = getattr(interface, camel(base) + "Handle")
    for _ in range(stars):
        found = ctypes.POINTER(found)
    return found


def compare_functions(interface, functions, structs):
    for name in sorted(functions.keys() | interface.FUNCTIONS.keys()):
        if name not in functions or name not in interface.FUNCTIONS:
            yield f"{name}: only in the {'table' if name not in functions else 'header'}"
            continue
        returned, taken = functions[name]
        expected = ctypes.c_void_p if name in BYTES else ctype(interface, structs, returned)
        restype, argtypes = interface.FUNCTIONS[name]
        if restype is not expected:
            yield f"{name} returns {returned}: the table says {restype}"
        if len(argtypes) != len(taken):
            yield f"{name} takes {len(taken)} arguments, the table says {len(argtypes)}"
            continue
        for (kind, of), told in zip(taken, argtypes):
            if told is not ctype(interface, structs, kind, of in ARRAYS.get(name, ())):
                yield f"{name}, {of}: the header says {kind}, the table {told}"


def compare_structs(interface, structs, header_dir):
    """Layouts as a C compiler has them."""
    lines = []
    for name, fields in structs.items():
        known = name if not name.startswith("Arrow") else f"struct {name}"
        lines.append(f'printf("{name} %zu\\n", sizeof({known}));')
        for _, field, _ in fields:
            lines.append(
                f'printf("{name}.{field} %zu %zu\\n", offsetof({known}, {field}), sizeof((({known} *)0)->{field}));'
            )
    with tempfile.TemporaryDirectory() as folder:
        source, program = pathlib.Path(folder) / "layout.c", pathlib.Path(folder) / "layout"
        begin = '#include <stdio.h>\n#include "tertial.h"\nint main(void) {\n'
        source.write_text(begin + "\n".join(lines) + "\nreturn 0; }\n")
        subprocess.run(["cc", "-std=c99", f"-I{header_dir}", str(source), "-o", str(program)], check=True)
        told = subprocess.run([str(program)], check=True, stdout=subprocess.PIPE, text=True).stdout
    for line in told.splitlines():
        place, *numbers = line.split()
        struct, _, field = place.partition(".")
        mirrored = getattr(interface, struct if struct.startswith("Arrow") else camel(struct))
        if not field:
            own = [ctypes.sizeof(mirrored)]
        else:
            descriptor = getattr(mirrored, field, None)
            own = [descriptor.offset, descriptor.size] if descriptor is not None else None
        if own != [int(number) for number in numbers]:
            yield f"{place}: C says {numbers}, ctypes {own}"
    for name, fields in structs.items():
        mirror = getattr(interface, name if name.startswith("Arrow") else camel(name))
        mirrored = {field[0]: field[1] for field in mirror._fields_}
        if list(mirrored) != [field for _, field, _ in fields]:
            yield f"{name}: fields {list(mirrored)}, the header says {[field for _, field, _ in fields]}"
            continue
        if name.startswith("Arrow"):
            continue  # the layout says it all: their functions are checked by being called
        for kind, field, count in fields:
            expected = ctypes.c_void_p if kind == "char*" else ctype(interface, structs, kind, True)
            told = mirrored[field]
            if count is not None:
                if told._type_ is not expected or told._length_ != count:
                    yield f"{name}.{field}: {told}, the header says {kind}[{count}]"
            elif told is not expected:
                yield f"{name}.{field}: {told}, the header says {kind}"


def exported(library):
    command = ["nm", "-D", "--defined-only", str(library)]
    told = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    return {line.split()[-1].partition("@")[0] for line in told.splitlines() if line.split()[-2] != "A"}


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path, required=True)
    parser.add_argument("--cli")
    arguments = parser.parse_args()
    package = arguments.source / "bindings" / "python" / "src" / "tertial"
    sys.path.insert(0, str(package))
    import _interface as interface

    functions, structs, constants = read_header(arguments.source / "capi" / "include" / "tertial.h")
    faults = list(compare_functions(interface, functions, structs))
    honest = len(faults)
    faults += compare_structs(interface, structs, arguments.source / "capi" / "include")
    if differ := exported(arguments.build / "libtertial.so") ^ set(interface.FUNCTIONS):
        faults.append(f"exports and table differ: {differ}")
    for own, theirs in (("ABI_VERSION", "TERTIAL_ABI_VERSION"), ("NONE", "TERTIAL_NONE"),
                        ("PLAN_LANGUAGE", "TERTIAL_PLAN_LANGUAGE"), ("TABLE_ALL", "TERTIAL_TABLE_ALL")):
        if getattr(interface, own) != constants[theirs]:
            faults.append(f"{own} is {getattr(interface, own)}, {theirs} {constants[theirs]}")
    # A table that differs must be seen: one type changed, and one that is missing.
    changed = dict(interface.FUNCTIONS)
    restype, argtypes = changed["tertial_plan_moment"]
    interface.FUNCTIONS["tertial_plan_moment"] = restype, [*argtypes[:-1], ctypes.c_void_p]
    del interface.FUNCTIONS["tertial_plan_copy"]
    seen = len(list(compare_functions(interface, functions, structs))) - honest
    if seen != 2:
        faults.append(f"two faults put into the table were seen as {seen}")
    print("\n".join(faults) or f"{len(functions)} functions and {len(structs)} structs agree")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
