"""The evidence folder of a run: results as data and as a page, written whole or not at all."""

from __future__ import annotations

import itertools
import os
import shutil
from pathlib import Path

from parity.errors import InputError
from parity.report import results
from parity.report.html import to_html
from parity.verify import Verification


def write(verification: Verification, directory: Path | str) -> Path:
    """Write ``results.json``, ``results.csv``, ``results.schema.json`` and ``report.html`` into a new folder.

    They are written into a folder aside, which takes its name when it is complete: an interrupted run leaves nothing of that
    name.

    Parameters
    ----------
    verification : Verification
    directory : path
        Must not exist; the folders above it are made.

    Returns
    -------
    Path
        `directory`.
    """
    directory = Path(directory)
    require_new(directory)
    files = {
        "results.json": results.to_json(verification),
        "results.csv": results.to_csv(verification),
        "results.schema.json": results.SCHEMA_FILE.read_text(encoding="utf-8"),
        "report.html": to_html(verification),
    }
    aside = directory.with_name(f".{directory.name}.{os.getpid()}.part")
    try:
        aside.mkdir(parents=True)
        for name, text in files.items():
            (aside / name).write_text(text, encoding="utf-8")
        os.rename(aside, directory)
    except OSError as error:
        raise InputError(f"the evidence cannot be written: {error.strerror or error}", file=directory, step=_ELSEWHERE) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return directory


def free(directory: Path) -> Path:
    """The folder itself, or the first of ``-2``, ``-3``, ... behind its name that does not exist."""
    names = itertools.chain([directory], (directory.with_name(f"{directory.name}-{number}") for number in itertools.count(2)))
    return next(name for name in names if not os.path.exists(name))


def write_beside(verification: Verification, directory: Path) -> Path:
    """The same under a name that is `free`, also where another run took `directory` meanwhile."""
    while True:
        target = free(directory)
        try:
            return write(verification, target)
        except InputError:
            if not target.exists():
                raise


def require_new(directory: Path) -> None:
    """Refuse a folder that exists, or that cannot be made, before there is anything to write."""
    try:
        if directory.exists():
            raise InputError("exists already", file=directory, step=f"evidence is not overwritten: {_ELSEWHERE}")
        above = next(folder for folder in directory.absolute().parents if folder.exists())
        if not (above.is_dir() and os.access(above, os.W_OK | os.X_OK)):
            raise InputError(f"the evidence cannot be written: {above} is no folder to write in", file=directory, step=_ELSEWHERE)
    except OSError as error:
        raise InputError(f"the evidence cannot be written: {error.strerror or error}", file=directory, step=_ELSEWHERE) from error


_ELSEWHERE = "name another folder with --out"
