"""The first draft of a study file, for a person to edit."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from parity.data.columns import canonical, disguised, outcome_levels, refuse_disguised
from parity.data.look import codes_of_groups, is_identifier, look_alikes, one_spelling
from parity.data.missing import as_codes, mentions, strays
from parity.data.numerals import is_number
from parity.data.reading import Reading
from parity.errors import InputError, listed, plural, quoted
from parity.data.table import Table, read_table

_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_MOST_LEVELS = 10
_USUAL_OUTCOMES = (
    "outcome",
    "event",
    "died",
    "death",
    "dead",
    "failure",
    "response",
    "recurrence",
    "case",
    "status",
    "y",
)


def init_study(
    csv: Path | str,
    *,
    outcome: str | None = None,
    predictors: Sequence[str] | None = None,
    event: str | None = None,
    validation: Path | str | None = None,
    path: Path | str | None = None,
    missing: object = (),
    separator: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
) -> str:
    """The text of a study file for a CSV file; what is not given is guessed, and every guess says so.

    Parameters
    ----------
    csv, validation : path
    outcome, event : str or None
        Guessed among the columns with two values, by a usual name or else the last; the event then is the level that
        comes last.
    path : path or None
        The study file that it will be, by default FILE.toml beside the CSV file: the paths in it start in its folder.
    predictors : sequence of str or None
        By default every column that can be one; the others are listed with the reason.
    missing, separator, decimal, encoding
        As of `study_from_csv`; they are written into the draft.
    """
    if isinstance(predictors, str):
        raise InputError(
            f"predictors is {quoted(predictors)}, it must be a list of names", step=f"write [{quoted(predictors)}]"
        )
    reading = Reading(separator, decimal, encoding, as_codes(missing))
    table = read_table(csv, reading)
    guessed = outcome is None
    outcome = _guess_outcome(table) if outcome is None else outcome
    levels = _levels_of_outcome(table, outcome, event)
    wanted = [name for name in table.header if name != outcome] if predictors is None else list(predictors)
    for name in predictors or ():
        refuse_disguised(table, name)
    target = table.path.with_suffix(".toml") if path is None else Path(path)
    blocks = [_head(table, validation, target), _how_it_is_read(table, reading)]
    blocks += [_outcome(table, outcome, levels, guessed, event is None)]
    described = [_predictor(table, name, always=predictors is not None) for name in wanted]
    if not any(block.startswith("[") for block in described):
        rule = f"no column but the outcome {quoted(outcome)} can be a predictor"
        reasons = [block.removeprefix("# ").removesuffix(".") for block in described[:3]]
        raise table.error(rule, step="; ".join([*reasons, "add one to the data"]))
    blocks += [_SETTINGS, _PREDICTORS, *described, _GROUPS_AND_THRESHOLDS]
    return "\n\n".join(blocks) + "\n"


def write_study_file(text: str, path: Path | str) -> Path:
    """Write a new study file; an existing one is never overwritten."""
    path = Path(path)
    try:
        with path.open("x", encoding="utf-8", newline="\n") as file:
            file.write(text)
    except FileExistsError:
        raise InputError(
            "exists already and is not overwritten", file=path, step="edit it, or remove it first"
        ) from None
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=path) from None
    return path


def _distinct(table: Table, name: str) -> list[str]:
    return sorted({canonical(cell) for cell in table.cells[name] if cell is not None})


def _guess_outcome(table: Table) -> str:
    named = [name for name in table.header if name and not strays(table.cells[name])]
    two_valued = [name for name in named if len(_distinct(table, name)) == 2]
    if not two_valued:
        raise table.error(
            "no column has two values, so none can be the outcome", step="add the outcome to the data, as 0 and 1"
        )
    usual = [name for name in two_valued if _has_usual_name(name)]
    return (usual or two_valued)[-1]


def _has_usual_name(name: str) -> bool:
    return any(word in name.casefold().split("_") for word in _USUAL_OUTCOMES)


def _passed_over(table: Table, outcome: str) -> list[str]:
    """Where the guess fell on another name: the columns with a usual one that have more than two values."""
    if _has_usual_name(outcome):
        return []
    counted = {name: len(_distinct(table, name)) for name in table.header if name and _has_usual_name(name)}
    return [
        f"{quoted(name)} has a usual name, but {count} different values" for name, count in counted.items() if count > 2
    ]


def _levels_of_outcome(table: Table, outcome: str, event: str | None) -> tuple[str, str]:
    found = sorted({canonical(cell) for cell in table.column(outcome, "outcome") if cell is not None})
    return outcome_levels(table, outcome, event if event is not None or len(found) != 2 else found[1])


def _head(table: Table, validation: Path | str | None, target: Path) -> str:
    def beside(path: Path | str) -> str:
        return Path(os.path.relpath(path, target.parent)).as_posix()

    lines = [
        f"# A study for parity: `parity verify {_comment(target.name)}` runs it.",
        f"title = {_text(table.path.stem)}",
        "",
        "# The data, found from this file. With the hash, a changed file is noticed.",
        f"data = {{ file = {_text(beside(table.path))}, sha256 = {_text(table.sha256)} }}",
        "# Patients the model was not fitted on, in a file or a list of several; the same columns and levels.",
    ]
    if validation is None:
        return "\n".join(
            [
                *lines,
                '# validation = "validation.csv"',
                '# validation = ["hospital-b.csv", "hospital-c.csv"]',
            ]
        )
    return "\n".join(
        [
            *lines,
            f"validation = {{ file = {_text(beside(validation))}, sha256 = {_text(read_table(validation).sha256)} }}",
        ]
    )


def _how_it_is_read(table: Table, reading: Reading) -> str:
    """What stands for a missing value, what looks so, and how the file is written where that was said."""
    lines = [
        f"{key} = {_text(value)}"
        for key, value in (
            ("separator", reading.separator),
            ("decimal", reading.decimal),
            ("encoding", reading.encoding),
        )
        if value is not None
    ]
    if not lines and str(table.written):
        lines.append(f"# The file is read as a table {table.written}.")
    lines.append("# What stands for a missing value, beside empty cells, NA and the like.")
    codes = ", ".join(map(_text, reading.missing)) if reading.missing else '"?", "-9"'
    lines.append(f"{'' if reading.missing else '# '}missing = [{codes}]")
    for name in filter(None, table.header):
        lines += [f"# Please check: {_comment(said)}." for said in _doubts(table, name)]
    return "\n".join(lines)


def _doubts(table: Table, name: str) -> list[str]:
    """What of a column looks like a missing value, or like one level in two spellings."""
    cells = table.cells[name]
    texts = strays(cells)
    if texts:
        return [f"column {quoted(name)} has numbers and {listed(texts)}"]
    present = [cell for cell in cells if cell is not None]
    if present and all(is_number(cell) for cell in present):
        return mentions(name, np.array([float(cell) for cell in present]))
    distinct = _distinct(table, name)
    if len(set(map(one_spelling, distinct))) > _MOST_LEVELS:
        return []
    return [*mentions(name, None, distinct), *look_alikes(name, distinct)]


def _outcome(table: Table, outcome: str, levels: tuple[str, str], guessed: bool, event_guessed: bool) -> str:
    others = [name for name in table.header if name not in ("", outcome) and len(_distinct(table, name)) == 2]
    lines = ["# What is predicted: a column with two values, and the one that counts as the event."]
    if guessed:
        lines.append(
            "# Guessed; please check." + (f" Other columns with two values: {listed(others)}." if others else "")
        )
        lines += [f"# Column {reason}: it cannot be the outcome as it is." for reason in _passed_over(table, outcome)]
    self_evident = levels in (("0", "1"), ("false", "true"))
    doubt = f"  # guessed; the other value is {quoted(levels[0])}" if event_guessed and not self_evident else ""
    lines += [f"outcome = {_text(outcome)}", f"outcome_label = {_text(outcome)}", f"event = {_text(levels[1])}{doubt}"]
    return "\n".join(lines)


def _predictor(table: Table, name: str, *, always: bool) -> str:
    distinct = _distinct(table, name) if name else []
    present = [cell for cell in table.cells[name] if cell is not None]
    numeric = all(is_number(cell) for cell in present)
    reason = _unusable(table, name, distinct, numeric)
    if reason and not always:
        return f"# Column {quoted(name)} is left out: {reason}."
    lines = [f"[predictors.{name if _BARE_KEY.fullmatch(name) else _text(name)}]"]
    truth = set(distinct) <= {"true", "false"}
    if not numeric and not truth:
        texts = sorted(set(present))
        lines.append(f"levels = [{', '.join(_text(text) for text in texts)}]")
    missing = table.rows - len(present)
    kind = (
        "true is 1, false is 0"
        if truth
        else "a number"
        if numeric
        else f"a factor with {plural(len(distinct), 'level')}"
    )
    lines[0] += f"  # {kind}" + (f", {missing} missing" if missing else "")
    codes = codes_of_groups(table.cells[name])
    if codes:
        lines.append(f"# It may be codes of groups; then: levels = [{', '.join(map(_text, codes))}]")
    return "\n".join([*lines, f"label = {_text(name)}", 'unit = ""'])


def _unusable(table: Table, name: str, distinct: list[str], numeric: bool) -> str | None:
    if not name:
        return "it has no name"
    if not distinct:
        return "it has no value"
    if len(distinct) == 1:
        return "it has one value"
    mixed = not numeric and 2 * sum(is_number(cell) for cell in table.cells[name] if cell is not None) > table.rows
    if mixed or strays(table.cells[name]):
        stray = next(cell for cell in table.cells[name] if cell is not None and not is_number(cell))
        return f"it has numbers and {quoted(stray)}"
    found = disguised(table.cells[name])
    if found is not None:
        index, what, step = found
        return f"{quoted(str(table.cells[name][index]))} is {what}; {step}"
    if not numeric and len(distinct) > _MOST_LEVELS:
        return f"it has {len(distinct)} different texts"
    values = [float(cell) for cell in table.cells[name] if cell is not None] if numeric else []
    if len(values) == table.rows and values == [values[0] + row for row in range(table.rows)]:
        return "it counts the rows"
    if is_identifier(name, table.cells[name]):
        return "it looks like an identifier"
    return None


def _text(text: str) -> str:
    """A TOML text in double quotes; its escapes are those of JSON, and the delete character."""
    return json.dumps(text, ensure_ascii=False).replace("\x7f", "\\u007f")


def _comment(text: str) -> str:
    return quoted(text, 200)[1:-1]


_SETTINGS = """\
# Where the data come from and under which terms; the confidence level.
source = ""
licence = ""
level = 0.95"""

_PREDICTORS = """\
# The predictors, in the order of the model. Delete the tables of those that do not belong in it.
# label and unit are for people; levels names the values of a factor, the reference level first.
# test = "welch" names the test in a table of characteristics; normal = true or false spares that of Shapiro and Wilk.
# Splines, polynomials and interactions: a line above the tables says how they enter,
# formula = "died ~ rcs(age, 4) * sex".
# Among these a selection chooses, by default among the predictors; with selection the model is what it finds, and the
# tables of predictors go: candidates = ["age", "sex"], selection = "forward-lr", entry = 0.05, removal = 0.10.
# Risks that are given, of a column: risk = "p". Several models on the same patients, in the place of all these, at the
# end of the file: [[model]], then name = "old" and risk = "p", and [[model]], name = "new" and predictors = ["age"]."""

_GROUPS_AND_THRESHOLDS = """\
# Groups of patients in each of which the performance is verified too: every value of a column, or a number cut in two.
# [[subgroups]]
# column = "age"
# cut = 55

# Threshold probabilities of the decision curve; they must stay below 1.
[thresholds]
from = 0.0
to = 0.99
by = 0.01"""
