"""Looks into the packages: what they are called, need and hold, and whether a program in C can be made with them.

Without --packages, makes Debian's from the build. With it, those of a folder are looked into, and the archives beside them,
which must need nothing but what every machine has.
"""

import argparse
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile

CONSUMERS = pathlib.Path(__file__).resolve().parent.parent / "consumers"
PLAN = "tests/data/action-plan-2020/plan.json"
EXPECTED = "6 open, 1 closed, 2 reduced\nPK\n"  # interface.c says where it comes from
EVERYWHERE = {"libstdc++.so.6", "libm.so.6", "libgcc_s.so.1", "libc.so.6", "libz.so.1"}

# Section, packages that are needed, and files, as they are called without version and machine.
DEBIAN = {
    "libtertial1": ("libs", {"libc6", "libstdc++6", "libabsl20220623", "libsimdjson14", "libxlsxwriter4"},
                    {"LIB/libtertial.so.1"}),
    "tertial": ("utils", {"libc6", "libstdc++6", "libabsl20220623", "libsimdjson14", "libxlsxwriter4"},
                {"usr/bin/tertial"}),
    "libtertial-dev": ("libdevel",
                       {"libtertial1", "libboost-dev", "libabsl-dev", "libsimdjson-dev", "libxlsxwriter-dev", "zlib1g-dev"},
                       {"usr/include/tertial.h", "usr/include/tertial/tertial.hpp", "LIB/libtertial.so",
                        "LIB/libtertial-cpp.a", "LIB/pkgconfig/tertial-c.pc", "LIB/pkgconfig/tertial-core.pc",
                        "LIB/pkgconfig/tertial.pc", "LIB/cmake/tertial/tertialConfig.cmake",
                        "LIB/cmake/tertial/tertialCTargets.cmake", "usr/share/tertial/schema/plan.schema.json"}),
}
ARCHIVE = {"bin/tertial", "include/tertial.h", "lib/libtertial.so", "lib/libtertial.so.1", "lib/pkgconfig/tertial-c.pc",
           "lib/cmake/tertial/tertialConfig.cmake", "lib/cmake/tertial/tertialCTargets.cmake",
           "share/tertial/schema/plan.schema.json", "share/doc/tertial/LICENSE", "share/doc/tertial/LICENSE.abseil",
           "share/doc/tertial/LICENSE.simdjson", "share/doc/tertial/LICENSE.libxlsxwriter"}


class Failure(Exception):
    pass


def run(*command, **environment):
    done = subprocess.run([str(word) for word in command], env={**os.environ, **environment},
                          stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          check=False)
    if done.returncode:
        raise Failure(f"{' '.join(str(word) for word in command)}\n{done.stdout}")
    return done.stdout


def expect(what, found, expected):
    if found != expected:
        raise Failure(f"{what}: expected {expected}, found {found}")


def declared_functions(source):
    """The names that the version script lets out."""
    script = (source / "capi" / "tertial.map").read_text(encoding="utf-8")
    return set(re.findall(r"\b(tertial_\w+);", script))


def exported(library):
    """The names that a shared library defines for others, other than those of its versions."""
    symbols = [line.split() for line in run("nm", "-D", "--defined-only", library).splitlines()]
    unique = [words[-1] for words in symbols if words[-2] == "u"]
    expect(f"{library.name}: symbols that a process has once only", unique, [])
    return {words[-1].split("@")[0] for words in symbols if words[-2] != "A"}


def needed(binary):
    """The libraries that are loaded with it, other than the loader itself."""
    names = re.findall(r"\(NEEDED\).*\[(.+)\]", run("readelf", "-d", binary))
    return {name for name in names if not name.startswith("ld-linux")}


def check_use(prefix, libraries, source, build):
    """Makes a program in C with pkg-config and one with CMake, and runs both and the command line."""
    moved = {"LD_LIBRARY_PATH": str(libraries)}
    build.mkdir()
    flags = run("pkg-config", "--cflags", "--libs", "tertial-c",
                PKG_CONFIG_PATH=str(libraries / "pkgconfig")).split()
    run("cc", "-std=c99", "-pedantic", "-Werror", CONSUMERS / "interface.c", "-o", build / "interface", *flags)
    expect("a program made with pkg-config", run(build / "interface", source / PLAN, **moved), EXPECTED)

    run("cmake", "-G", "Ninja", "-S", CONSUMERS / "find_package_c", "-B", build / "cmake",
        f"-DCMAKE_PREFIX_PATH={prefix}")
    run("cmake", "--build", build / "cmake")
    expect("a program made with CMake", run(build / "cmake" / "interface", source / PLAN), EXPECTED)

    report = run(prefix / "bin" / "tertial", "follow-up", source / PLAN, "--as-of", "2020-T2", "--lang", "en")
    if "2020" not in report:
        raise Failure(f"the command line says of the sample plan:\n{report}")


def check_modes(package):
    """Everything belongs to root; folders and programs are 755, files 644."""
    for line in run("dpkg-deb", "-c", package).splitlines():
        mode, owner, *_, name = line.split(" -> ")[0].split()
        right = {"d": "drwxr-xr-x", "l": "lrwxrwxrwx", "-": "-rwxr-xr-x" if "/bin/" in name else "-rw-r--r--"}
        expect(f"{package.name}: {name}", (mode, owner), (right[mode[0]], "root/root"))


def check_debian(packages, source, root):
    version = re.search(r"VERSION (\d+\.\d+\.\d+)", (source / "CMakeLists.txt").read_text(encoding="utf-8")).group(1)
    machine = run("dpkg", "--print-architecture").strip()
    libraries = f"usr/lib/{run('dpkg-architecture', '-qDEB_HOST_MULTIARCH').strip()}"
    expect("packages", {path.name for path in packages},
           {f"{name}_{version}_{machine}.deb" for name in DEBIAN})
    system, owners = root / "system", {}
    for package in packages:
        fields = dict(re.findall(r"^([A-Z][\w-]*): (.*)$", run("dpkg-deb", "-f", package), re.MULTILINE))
        name = fields["Package"]
        section, depends, files = DEBIAN[name]
        expect(f"{name}: fields", [fields.get(field) for field in ("Version", "Section", "Architecture", "Homepage")],
               [version, section, machine, None])
        if not fields["Description"].startswith("follow-up of action plans") or not fields.get("Maintainer"):
            raise Failure(f"{name}: description or maintainer: {fields}")
        named = {re.split(r"[ (:]", one)[0] for one in fields["Depends"].split(", ")}
        expect(f"{name}: needs", {one for one in named if one != "libgcc-s1" and one != "zlib1g"}, depends)
        check_modes(package)
        run("dpkg-deb", "-R", package, root / name)
        held = {path.relative_to(root / name).as_posix() for path in (root / name).rglob("*") if not path.is_dir()}
        control = {path.removeprefix("DEBIAN/") for path in held if path.startswith("DEBIAN/")}
        if name == "libtertial1":
            expect(f"{name}: shlibs", (root / name / "DEBIAN" / "shlibs").read_text(encoding="utf-8"),
                   f"libtertial 1 {name} (>= {version})\n")
        held -= {f"DEBIAN/{one}" for one in control}
        missing = {one.replace("LIB/", libraries + "/") for one in files | {f"usr/share/doc/{name}/copyright"}} - held
        expect(f"{name}: missing", missing, set())
        for one in held:
            expect(f"{one} is in {name} and", owners.setdefault(one, name), name)
        run("dpkg-deb", "-x", package, system)
    expect("exported", exported(system / libraries / "libtertial.so.1"), declared_functions(source))
    check_use(system / "usr", system / libraries, source, root / "debian")


def check_archive(archive, source, root):
    # Not where it was packed, nor where a library would be looked for.
    unpacked = root / "unpacked"
    unpacked.mkdir()
    run("tar", "-xzf", archive, "-C", unpacked)
    tops = [path.name for path in unpacked.iterdir()]
    expect(f"{archive.name}: folders at its top", tops, [archive.name.removesuffix(".tar.gz")])
    prefix = (unpacked / tops[0]).rename(root / "moved")
    expect(f"{archive.name}: missing", {one for one in ARCHIVE if not (prefix / one).exists()}, set())
    for binary in (prefix / "lib" / "libtertial.so.1", prefix / "bin" / "tertial"):
        expect(f"{binary.name} needs beside what every machine has", needed(binary) - EVERYWHERE, set())
        print(f"{archive.name}: {binary.name} needs {', '.join(sorted(needed(binary)))}")
    expect("exported", exported(prefix / "lib" / "libtertial.so.1"), declared_functions(source))
    check_use(prefix, prefix / "lib", source, root / "archive")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--source", type=pathlib.Path, required=True)
    parser.add_argument("--build", type=pathlib.Path)
    parser.add_argument("--packages", type=pathlib.Path)
    parser.add_argument("--cli")
    arguments = parser.parse_args()
    if missing := [tool for tool in ("dpkg-deb", "dpkg-shlibdeps", "file", "pkg-config") if not shutil.which(tool)]:
        print(f"skipped: there is no {', '.join(missing)}")
        return 77

    source = arguments.source.resolve()
    with tempfile.TemporaryDirectory() as directory:
        root = pathlib.Path(directory)
        packages = arguments.packages
        if packages is None:
            packages = root / "packages"
            # gzip, because how small they are is not looked at.
            run("cpack", "--config", arguments.build / "CPackConfig.cmake", "-G", "DEB", "-B", packages,
                "-D", "CPACK_DEBIAN_COMPRESSION_TYPE=gzip")
        debian, archives = sorted(packages.glob("*.deb")), sorted(packages.glob("*.tar.gz"))
        check_debian(debian, source, root)
        for archive in archives:
            check_archive(archive, source, root)
        if arguments.packages and not archives:
            raise Failure(f"{packages}: no archive")
        print("\n".join(f"{path.name}: {path.stat().st_size / 1e6:.1f} MB" for path in [*debian, *archives]))
    return 0


if __name__ == "__main__":
    try:
        sys.exit(main())
    except Failure as failure:
        print(failure)
        sys.exit(1)
