"""The evidence folder of a run: results as data and as a page, written whole or not at all."""

from __future__ import annotations

import hashlib
import itertools
import os
import shutil
from pathlib import Path

from parity.checks.as_typed.script import analysis
from parity.data.cohort import Study
from parity.errors import InputError
from parity.report import results
from parity.report.elements import Elements
from parity.report.elements import of as elements_of
from parity.report.html import to_html
from parity.verification.origin import as_sums, sources
from parity.verification.verification import Verification
from parity.verification.withheld import without_patients

SUMS = "SHA256SUMS"
SOURCES = "SOURCES"


def write(
    verification: Verification, directory: Path | str, *, elements: bool = True, made: Elements | None = None
) -> Path:
    """Write the evidence of a run into a new folder.

    ``report.html``, ``results.json`` with its schema, every number in ``elements.csv.gz`` and every line of text in
    ``text.csv.gz``, the hashes of the sources that made it in ``SOURCES``, and ``SHA256SUMS`` over all of them
    (``sha256sum -c`` reads it). The cohorts of a study from DataFrames go with it as CSV files below ``data``, with the
    analysis as typed in R that reads them. All are written into a folder aside, which takes its name when it is
    complete: an interrupted run leaves nothing of that name.

    Parameters
    ----------
    verification : Verification
    directory : path
        Must not exist, or be empty; the folders above it are made.
    elements : bool
        False: the numbers of single patients are left out, by field (their predictions and values, the points of the
        ROC and the calibration curve, limits and sums of risks of the groups of Hosmer and Lemeshow, and the figures
        that draw them), and so are the cohorts; report and results say so.
    made : Elements or None
        The elements of the run, where they have been put together while it went on.

    Returns
    -------
    Path
        `directory`.

    Raises
    ------
    InputError
        The folder holds something, or cannot be written.

    Examples
    --------
    >>> import parity, tempfile
    >>> run = parity.verify("asah", "auc_delong", mode="replay")
    >>> folder = parity.write_evidence(run, f"{tempfile.mkdtemp()}/evidence", elements=False)
    >>> (folder / "report.html").exists()
    True
    """
    directory = Path(directory)
    shown = verification if elements else without_patients(verification)
    require_new(directory)
    aside = directory.with_name(f".{directory.name}.{os.getpid()}.part")
    try:
        aside.mkdir(parents=True)
        _write_all(shown, aside, made or elements_of(shown))
        os.rename(aside, directory)
    except OSError as error:
        raise _unwritable(error.strerror or error, directory) from error
    finally:
        shutil.rmtree(aside, ignore_errors=True)
    return directory


def _write_all(verification: Verification, folder: Path, made: Elements) -> None:
    made.write(folder)
    if not verification.withheld:
        for study in verification.studies:
            if study.of_frames:
                for model in study.by_model:
                    write_data(model, free(folder / "data" / Path(study.development.file).stem))
    texts = {
        "results.json": results.to_json(verification),
        "results.schema.json": results.SCHEMA_FILE.read_text(encoding="utf-8"),
        "report.html": to_html(verification),
        SOURCES: as_sums(sources()),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    files = sorted((file.relative_to(folder).as_posix(), file) for file in folder.rglob("*") if file.is_file())
    sums = [f"{hashlib.sha256(file.read_bytes()).hexdigest()}  {name}\n" for name, file in files]
    (folder / SUMS).write_text("".join(sums), encoding="utf-8")


def write_data(study: Study, folder: Path) -> None:
    """Write the files of a study's cohorts, and beside each the analysis as typed in R that reads it there."""
    folder.mkdir(parents=True)
    for cohort in study.cohorts:
        assert cohort.path is not None
        shutil.copyfile(cohort.path, folder / cohort.file)
        (folder / cohort.file).with_suffix(".R").write_text(analysis(study, cohort), encoding="utf-8")


def free(directory: Path) -> Path:
    """The folder itself, or the first of ``-2``, ``-3``, ... behind its name that does not exist."""
    numbered = (directory.with_name(f"{directory.name}-{number}") for number in itertools.count(2))
    return next(name for name in itertools.chain([directory], numbered) if not os.path.exists(name))


def write_beside(verification: Verification, directory: Path, *, made: Elements | None = None) -> Path:
    """The same under a name that is `free`, also where another run took `directory` meanwhile."""
    while True:
        target = free(directory)
        try:
            return write(verification, target, made=made)
        except InputError:
            if not target.exists():
                raise


def require_new(directory: Path) -> None:
    """Refuse a folder that exists and is not empty, or that cannot be made, before there is anything to write."""
    try:
        if directory.exists() and not _is_empty(directory):
            raise InputError("exists already", file=directory, step=f"evidence is not overwritten: {_ELSEWHERE}")
        above = next(folder for folder in directory.absolute().parents if folder.exists())
        if not (above.is_dir() and os.access(above, os.W_OK | os.X_OK)):
            raise _unwritable(f"{above} is no folder to write in", directory)
    except OSError as error:
        raise _unwritable(error.strerror or error, directory) from error


def _is_empty(directory: Path) -> bool:
    return directory.is_dir() and not directory.is_symlink() and next(directory.iterdir(), None) is None


def _unwritable(why: object, directory: Path) -> InputError:
    return InputError(f"the evidence cannot be written: {why}", file=directory, step=_ELSEWHERE)


_ELSEWHERE = "name another folder with --out"
