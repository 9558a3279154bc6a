"""A copy of parity, in which a mistake is planted and taken out again."""

from __future__ import annotations

import compileall
import hashlib
import importlib.util
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from parity import places
from parity.selftest.fault import Fault

PACKAGE = Path(places.__file__).resolve().parent
_TESTS = PACKAGE.parent / "tests"


class OutOfDate(Exception):
    """The text that a mistake replaces does not stand in its file exactly once."""


def tests_are_here() -> bool:
    """Whether the running parity is a checkout with its tests, and pytest is installed."""
    return _TESTS.is_dir() and importlib.util.find_spec("pytest") is not None


def source(file: str) -> Path:
    """The file of the running parity that a path in a checkout means, also where parity is installed."""
    top, _, rest = file.partition("/")
    roots = {"parity": PACKAGE, "r_scripts": places.r_scripts(), "fixtures": places.fixtures()}
    return roots[top] / rest


def changed(fault: Fault, text: str) -> str:
    """A file's text with the mistake in it.

    Raises
    ------
    OutOfDate
    """
    count = text.count(fault.was)
    if count != 1 or fault.was == fault.planted:
        raise OutOfDate(f"{fault.name}: {fault.was!r} stands {count} times in {fault.file}, not once")
    return text.replace(fault.was, fault.planted)


def read(path: Path) -> str:
    """The text of a file, its line ends as they are."""
    return path.read_bytes().decode("utf-8")


class Copy:
    """A copy of the running parity, laid out as a checkout.

    Parameters
    ----------
    folder : Path
        Is made.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        apart = shutil.ignore_patterns("_r_scripts", "_fixtures")
        shutil.copytree(PACKAGE, folder / "parity", ignore=apart)
        shutil.copytree(places.r_scripts(), folder / "r_scripts")
        for part in ("cohorts", "references", *(("figures",) if tests_are_here() else ())):
            shutil.copytree(places.fixtures() / part, folder / "fixtures" / part)
        if tests_are_here():
            shutil.copytree(_TESTS, folder / "tests", ignore=shutil.ignore_patterns("__pycache__"))
            shutil.copy(_TESTS.with_name("pyproject.toml"), folder)
        (folder / "pyproject.toml").touch()
        for library in places.r_library():
            (folder / ".r-library").mkdir(exist_ok=True)
            (folder / ".r-library" / library.name).symlink_to(library)
        compileall.compile_dir(folder / "parity", quiet=2)

    @contextmanager
    def planted(self, fault: Fault) -> Iterator[None]:
        """The copy with a mistake in it, and after that as it was.

        Raises
        ------
        OutOfDate
        """
        path = self.folder / fault.file
        before = {path: path.read_bytes()}
        text = changed(fault, read(path)).encode("utf-8")
        times = {path: path.stat()}
        if fault.renewed:
            old, new = (hashlib.sha256(content).hexdigest() for content in (before[path], text))
            kept = [path for path in (self.folder / "fixtures").rglob("*") if path.suffix in (".json", ".toml")]
            for record in sorted(kept):
                content = record.read_bytes()
                if old.encode() in content:
                    before[record], times[record] = content, record.stat()
                    record.write_bytes(content.replace(old.encode(), new.encode()))
        path.write_bytes(text)
        try:
            yield
        finally:
            for file, content in before.items():
                file.write_bytes(content)
                # compiled modules are known to be of today by the time of their source
                os.utime(file, ns=(times[file].st_atime_ns, times[file].st_mtime_ns))
