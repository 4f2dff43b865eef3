"""Puts the library and the program into the package, so that the wheel needs nothing else.

They are taken from beside TERTIAL_LIBRARY where that is set, else built from the sources two folders up.
"""

import os
import pathlib
import re
import shutil
import subprocess

from setuptools import Distribution, setup
from setuptools.command.build_py import build_py
from wheel.bdist_wheel import bdist_wheel

PROJECT = pathlib.Path(__file__).resolve().parents[2]
ABI_VERSION = int(
    re.search(
        r"^ABI_VERSION = (\d+)$",
        pathlib.Path(__file__).with_name("src").joinpath("tertial/_interface.py").read_text(encoding="utf-8"),
        re.MULTILINE,
    ).group(1)
)


def version():
    text = (PROJECT / "CMakeLists.txt").read_text(encoding="utf-8")
    return re.search(r"VERSION (\d+\.\d+\.\d+)", text).group(1)


def built(folder):
    """Library and program, built for release."""
    subprocess.run(
        ["cmake", "-S", PROJECT, "-B", folder, "-DCMAKE_BUILD_TYPE=Release", "-DTERTIAL_INSTALL=OFF"], check=True
    )
    jobs = str(os.cpu_count() or 1)
    subprocess.run(["cmake", "--build", folder, "-j", jobs, "--target", "tertial_c", "tertial_cli"], check=True)
    return folder / "libtertial.so", folder / "tertial"


class BuildWithLibrary(build_py):
    def run(self):
        super().run()
        told = os.environ.get("TERTIAL_LIBRARY")
        if told:
            library = pathlib.Path(told).resolve()
            beside = pathlib.Path(told).parent
            places = beside / "tertial", beside.parent / "bin" / "tertial"
            program = next((path for path in places if path.is_file()), None)
        else:
            library, program = built(pathlib.Path(self.get_finalized_command("build").build_temp).resolve())
        folder = pathlib.Path(self.build_lib) / "tertial" / "lib"
        folder.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(library.resolve(), folder / f"libtertial.so.{ABI_VERSION}")
        if program is not None:
            shutil.copy(program, folder / "tertial")


class PlatformWheel(bdist_wheel):
    """For any Python 3 of this platform: the package is Python, its library is not."""

    def finalize_options(self):
        super().finalize_options()
        self.root_is_pure = False

    def get_tag(self):
        return "py3", "none", super().get_tag()[2]


class WithLibrary(Distribution):
    def has_ext_modules(self):
        return True


setup(
    version=version(),
    distclass=WithLibrary,
    cmdclass={"build_py": BuildWithLibrary, "bdist_wheel": PlatformWheel},
)
