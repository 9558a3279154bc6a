"""How R reads a study from its files: the first lines of every analysis as typed."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from parity.checks.as_typed.formula import columns_of
from parity.checks.as_typed.source import comment, number, text, texts
from parity.data.cohort import Cohort, Factor, Study
from parity.data.numerals import is_number
from parity.data.reading import MISSING, Written
from parity.errors import InputError

_HEAD = """\
# {title}
# Development: {file}, SHA-256 {sha256}"""
_VALIDATION_HEAD = """\
# Validation: {file}, SHA-256 {sha256}"""

_READ = """\
read_cohort <- function(file) {{
  cells <- read.csv(
    file, colClasses = "character", check.names = FALSE, na.strings = character(), strip.white = TRUE,
    comment.char = "", fileEncoding = "UTF-8-BOM"
  )
  trimmed <- function(text) trimws(enc2utf8(text), whitespace = "[\\\\h\\\\v]")
  names(cells) <- trimmed(names(cells))
  cells[] <- lapply(cells, function(column) {{
    column <- trimmed(column)
    replace(column, column %in% {missing}, NA)
  }})
  cells
}}
variables <- {variables}"""

_COMPLETE = """\
{cohort} <- read_cohort({file})[{needed}]
dropped <- sum(!complete.cases({cohort}))
{cohort} <- {cohort}[complete.cases({cohort}), {kept}]"""


def opening(study: Study, cohort: Cohort) -> list[str]:
    """The parts of R source that read the development cohort, and another one that is looked at.

    Parameters
    ----------
    study : Study
    cohort : Cohort
        The development cohort, or one of validation.

    Raises
    ------
    InputError
        If a cohort was not read from a file, or from one that the script would read otherwise.
    """
    why = not_read_by_r(study)
    if why:
        step = "write it with commas, decimal points, a header line and UTF-8, and name that file"
        raise InputError(f"nothing can be typed: {why}", step=step)
    looked_at = [("development", study.development)]
    if cohort is not study.development:
        looked_at.append(("validation", cohort))
    files = [file_of(study, one) for _, one in looked_at]
    heads = [
        head.format(title=comment(study.title), file=comment(file), sha256=one.sha256)
        for head, file, (_, one) in zip((_HEAD, _VALIDATION_HEAD), files, looked_at)
    ]
    read = _READ.format(missing=texts(_missing(study)), variables=texts(list(columns_of(study))))
    if study.along:
        read += f"\nof_other_models <- {texts(study.along)}"
    return ["\n".join(heads), read, *("\n".join(_typed(study, one[0], file)) for one, file in zip(looked_at, files))]


def needed(study: Study) -> str:
    """Source of the columns without one of which a row is left out."""
    return "c(variables, of_other_models)" if study.along else "variables"


def not_read_by_r(study: Study) -> str:
    """Why the script would read a study otherwise than it was read here; empty where it does not."""
    for cohort in study.cohorts:
        if cohort.written != Written():
            return f"{cohort.file} is not written as R's read.csv has it by default"
        if cohort.respelt:
            return f"{cohort.file} spells a level otherwise than it was declared"
    return ""


def _missing(study: Study) -> list[str]:
    """What stands for a missing value, in any of the files."""
    return sorted(MISSING.union(*(cohort.missing for cohort in study.cohorts)))


def name_of(study: Study, cohort: Cohort) -> str:
    """What a cohort is called in the source."""
    return "development" if cohort is study.development else "validation"


def folder_of(study: Study) -> Path:
    """Where the script of a study is run: the folder of its development cohort's file."""
    return _path(study.development).parent


def levels(study: Study, cohort: str) -> str:
    """What the levels of each predictor are, in their order; of a number, that it is one."""
    if study.risk:
        return "character()"
    columns = columns_of(study)
    each = []
    for name in study.predictors:
        factor = isinstance(study.development.columns[name], Factor)
        found = f"levels({cohort}[[{text(columns[name])}]])" if factor else '"a number"'
        each.append(f'paste({text(name)}, {found}, sep = ": ")')
    lines = ",\n    ".join(each)
    return f"c(\n    {lines}\n  )"


def _path(cohort: Cohort) -> Path:
    if cohort.path is None:
        raise InputError(f"cohort {cohort.name} was not read from a CSV file", step="write it to one first")
    return cohort.path.resolve()


def file_of(study: Study, cohort: Cohort) -> str:
    """A cohort's file as it is named from the folder where the script is run."""
    return Path(os.path.relpath(_path(cohort), folder_of(study))).as_posix()


def _typed(study: Study, cohort: str, file: str) -> Sequence[str]:
    """Lines that read a cohort, keep its complete cases and say what each column is."""
    columns = columns_of(study)
    kept = "variables" if study.along else ""
    lines = [_COMPLETE.format(cohort=cohort, file=text(file), needed=needed(study), kept=kept)]
    if list(columns) != list(columns.values()):
        lines.append(f"names({cohort}) <- {texts(list(columns.values()))}")
    lines.append(_outcome(study, columns[study.outcome], cohort))
    if study.risk:
        return [*lines, _number(f"{cohort}[[{text(columns[study.risk])}]]")]
    return [*lines, *(_predictor(study, name, columns[name], cohort) for name in study.predictors)]


def _number(cells: str) -> str:
    return f"{cells} <- as.numeric({cells})"


def _outcome(study: Study, column: str, cohort: str) -> str:
    """The line that says which cells are the event: equal numbers, and true and false, have several spellings."""
    cells = f"{cohort}[[{text(column)}]]"
    event, other = study.event, study.no_event
    if is_number(event) and is_number(other):
        told = f"as.numeric({cells}) == {number(event)}"
    elif is_number(event):
        told = spelled(cells, "!=", other)
    else:
        told = spelled(cells, "==", event)
    return f"{cells} <- as.integer({told})"


def spelled(cells: str, compared: str, level: str) -> str:
    """Source that tells which cells are a text, or not."""
    if level in ("true", "false"):
        return f"toupper({cells}) {compared} {text(level.upper())}"
    return f"{cells} {compared} {text(level)}"


def _predictor(study: Study, name: str, column: str, cohort: str) -> str:
    cells = f"{cohort}[[{text(column)}]]"
    if not isinstance(study.development.columns[name], Factor):
        truth = f'{cells} <- as.integer(toupper({cells}) == "TRUE")'
        return truth if name in study.truths else _number(cells)
    if cohort == "validation":
        known = f"levels(development[[{text(column)}]])"
    elif name in study.levels:
        known = texts(study.levels[name])
    else:
        known = f'sort(unique({cells}), method = "radix")'
    return f"{cells} <- factor({cells}, levels = {known})"
