"""Compares what a binding says of the C interface with what a compiler says of tertial.h."""

import json
import pathlib
import re
import subprocess

PROGRAM = r"""
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <type_traits>
#include "tertial.h"

template <class T> struct kind_of { static std::string text() {
  if constexpr (std::is_pointer_v<T>) return "pointer"; else static_assert(sizeof(T) == 0, "no such kind"); } };
template <class T, std::size_t N> struct kind_of<T[N]> {
  static std::string text() { return kind_of<T>::text() + "[" + std::to_string(N) + "]"; } };
#define KIND(type, name) template <> struct kind_of<type> { static std::string text() { return name; } };
KIND(void, "void") KIND(char, "char") KIND(std::uint8_t, "uint8") KIND(std::int32_t, "int32")
KIND(std::uint32_t, "uint32") KIND(std::int64_t, "int64") KIND(std::uint64_t, "uint64") KIND(double, "double")
@KINDS@

template <class R, class... P> void function(const char* name, R (*)(P...)) {
  std::printf("function %s %s", name, kind_of<R>::text().c_str());
  (std::printf(" %s", kind_of<P>::text().c_str()), ...);
  std::printf("\n");
}

int main() {
@LINES@
}
"""


def struct_fields(header):
    """The fields of each struct of the header, in order, by its name."""
    text = re.sub(r"/\*.*?\*/", "", header, flags=re.DOTALL)
    structs = re.findall(r"typedef struct (tertial_\w+) \{(.*?)\} \1;", text, re.DOTALL)
    return {name: [re.search(r"(\w+)(?:\[[^\]]*\])?$", field.strip()).group(1)
                   for field in body.split(";") if field.strip()] for name, body in structs}


def compiled(include, folder, structs, functions, constants):
    """What the compiler says of the named structs, functions and constants."""
    lines = []
    for name, fields in structs.items():
        lines.append(f'std::printf("struct {name} %zu\\n", sizeof({name}));')
        lines += [f'std::printf("field {name} {field} %zu %s\\n", offsetof({name}, {field}), '
                  f"kind_of<decltype({name}::{field})>::text().c_str());" for field in fields]
    lines += [f'function("{name}", &{name});' for name in functions]
    lines += [f'std::printf("constant {name} %lld\\n", static_cast<long long>({name}));' for name in constants]
    source = PROGRAM.replace("@KINDS@", "\n".join(f'KIND({name}, "{name}")' for name in structs))
    (folder / "layout.cpp").write_text(source.replace("@LINES@", "\n".join(lines)), encoding="utf-8")
    # Only addresses are taken of the functions: compiled with optimisation, nothing is left to link.
    done = subprocess.run(["c++", "-std=c++20", "-O1", f"-I{include}", "-o", folder / "layout", folder / "layout.cpp",
                           "-Wl,--unresolved-symbols=ignore-all"], capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"what the binding names does not compile against tertial.h:\n{done.stderr}")
    return subprocess.run([folder / "layout"], capture_output=True, text=True, check=True).stdout.splitlines()


def loose(kind):
    """A kind for languages without unsigned numbers."""
    return re.sub(r"\bu(int\d+)", r"\1", kind).replace("char", "int8")


def faults(binding, source, build, folder, unsigned=True):
    """What of a binding is not as in tertial.h, or is not in the library.

    binding   {"structs": {name: {"size": n, "fields": [[name, offset, kind]]}}, "functions": {name: [result, arguments]},
              "constants": {name: value}}
    unsigned  whether the language tells signed from unsigned numbers
    """
    include = source / "capi" / "include"
    header = (include / "tertial.h").read_text(encoding="utf-8")
    fields = {name: of for name, of in struct_fields(header).items() if name in binding["structs"]}
    yield from (f"{name}: is no struct of tertial.h" for name in binding["structs"].keys() - fields.keys())
    same = (lambda kind: kind) if unsigned else loose

    expected = {"structs": {}, "functions": {}, "constants": {}}
    for line in compiled(include, folder, fields, binding["functions"], binding["constants"]):
        what, name, *rest = line.split()
        if what == "struct":
            expected["structs"][name] = {"size": int(rest[0]), "fields": []}
        elif what == "field":
            expected["structs"][name]["fields"].append([rest[0], int(rest[1]), same(rest[2])])
        elif what == "function":
            expected["functions"][name] = [same(kind) for kind in rest]
        else:
            expected["constants"][name] = int(rest[0])
    for what, things in expected.items():
        if not things:
            yield f"no {what} were compared"
        for name, thing in things.items():
            said = binding[what][name]
            if what == "structs":
                said = {"size": said["size"], "fields": [[f, offset, same(kind)] for f, offset, kind in said["fields"]]}
            elif what == "functions":
                said = [same(kind) for kind in said]
            if said != thing:
                yield f"{name}: is {json.dumps(thing)} in tertial.h, {json.dumps(said)} in the binding"

    symbols = subprocess.run(["nm", "-D", "--defined-only", build / "libtertial.so"], capture_output=True, text=True,
                             check=True).stdout
    exported = {line.split()[-1].split("@")[0] for line in symbols.splitlines()}
    yield from (f"{name}: is not in the library" for name in binding["functions"] if name not in exported)


def expected_documents(cli, source, folder):
    """Writes the follow-up documents of the samples at 2020-T2 by the command line: [{plan, lang, file}]."""
    documents = []
    for plan in ("action-plan-2020/plan.json", "operational-plan-2020/plan.json"):
        for language in ("sv", "en"):
            file = folder / f"{pathlib.Path(plan).parent}.{language}.json"
            written = subprocess.run([cli, "follow-up", source / "tests" / "data" / plan, "--as-of", "2020-T2", "--lang",
                                      language, "--format", "json"], capture_output=True, check=True).stdout
            file.write_bytes(written)
            documents.append({"plan": plan, "lang": language, "file": str(file)})
    return documents


def readme_blocks(readme, language):
    """The fenced blocks of a language."""
    return re.findall(rf"^```{language}\n(.*?)^```$", readme.read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL)


def said_in_comments(block):
    """What a block says that it prints: the comment that ends a line which prints, a line each."""
    return "".join(line.rsplit("// ", 1)[1] + "\n" for line in block.splitlines()
                   if re.search(r"(console\.log|System\.out\.print)", line) and "// " in line)


def library_of_another_abi(folder):
    """A library that is one of another version of the binary interface, and nothing else."""
    (folder / "other.c").write_text("unsigned tertial_abi_version(void) { return 2; }\n", encoding="utf-8")
    subprocess.run(["cc", "-shared", "-fPIC", "-o", folder / "libother.so", folder / "other.c"], check=True)
    return folder / "libother.so"


def says(text, pattern):
    """Whether a text has a pattern, wherever its lines break."""
    return re.search(pattern, " ".join(text.split())) is not None
