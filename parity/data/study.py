"""A study from CSV files: the development cohort decides types and levels, the validation cohort follows."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from parity.data.candidates import check_selection, read_candidates
from parity.data.cohort import AllRows, Cohort, Column, Factor, Study, Subgroup
from parity.data.columns import (
    ColumnType,
    Kind,
    canonical,
    column_type,
    outcome_levels,
    read_column,
    read_outcome,
    spelt,
)
from parity.data.given_risk import check_given, looks_like_risk, read_risk
from parity.data.groups import check_subgroups, groups, subgroup_of
from parity.data.formula import Formula, plain_or_backquoted
from parity.data.formula_text import right_hand_side
from parity.data.look import look_alikes
from parity.data.missing import as_codes, mentions
from parity.data.models import models_of, study_of_models
from parity.data.reading import THOUSANDS, Reading
from parity.data.same_patients import same_patients
from parity.errors import InputError, listed, plural, quoted, suggestion
from parity.data.table import Table, read_table


def study_from_csv(
    csv: Path | str,
    *,
    outcome: str | None = None,
    predictors: Sequence[str] = (),
    formula: str | None = None,
    risk: str | Sequence[str] | None = None,
    event: str | None = None,
    validation: Path | str | Sequence[Path | str] | None = None,
    name: str | None = None,
    title: str | None = None,
    levels: Mapping[str, Sequence[str]] | None = None,
    subgroups: Sequence[Subgroup | str] = (),
    missing: object = (),
    separator: str | None = None,
    decimal: str | None = None,
    encoding: str | None = None,
    candidates: Sequence[str] = (),
    selection: str | None = None,
    models: Sequence[Mapping[str, Any]] = (),
    **settings: Any,
) -> Study:
    """A study from a CSV file and, where there is one, the CSV file of a validation cohort.

    Parameters
    ----------
    csv : path
        A table of text with a header line; UTF-8 with commas, or what `parity.data.reading` finds. Missing values are
        empty cells, a single point, NA, N/A, #N/A, NaN or NULL; a row in which the outcome or a predictor is missing is
        left out and counted.
    validation : path, or sequence of paths
        CSV files of validation cohorts; each is named as its file.
    outcome : str or None
        A column of 0 and 1, of true and false, or of two texts; None where a formula has it.
    predictors : sequence of str
        Columns in the order of the model. Numbers stay numbers; true and false become 1 and 0; texts become a factor
        whose levels stand in code point order, the first being the reference. Dates, percentages and numbers with a
        comma are refused.
    formula : str or None
        In the place of predictors: ``"died ~ rcs(tg, 4) + lln_count * sex"``; see
        `parity.data.formula_text.read_formula`.
    risk : str, sequence of str or None
        In the place of predictors: the column of risks in [0, 1], of any model, fitted anywhere. They are verified as
        they are, in every cohort; nothing is fitted. Several are several models, each called as its column.
    event : str or None
        The value of the outcome that counts as the event; needed unless the outcome is 0/1 or true/false.
    name, title : str or None
        The name of the file without its ending, where not given.
    levels : mapping of str to sequence of str or None
        Levels of a factor in the wanted order; also makes a factor of a column of numbers.
    subgroups : sequence of str or Subgroup
        Columns whose groups are verified too: ``"sex"``, or ``"age:55"`` for below 55 and from 55 on.
    missing : str, or sequence of str or number
        What stands for a missing value beside the usual, in every column: ``"?,-9"``, ``["?", -9]``.
    separator, decimal, encoding : str or None
        How the files are written, where it is not to be found out.
    candidates : sequence of str
        Columns among which a selection chooses; none: the predictors. They may lack values that the model does not
        need: a selection looks at the rows that have all of them, as SPSS does.
    selection : str or None
        In the place of predictors: by which of `parity.data.candidates.SELECTIONS` they are chosen among the
        candidates. The study then has none until `parity.verification.selected.selected` has found them.
    models : sequence of mapping
        In the place of predictors: two models or more, each ``{"name": "new"}`` with ``"predictors"``, a ``"formula"``
        or a ``"risk"``. All are of the rows that have the columns of all of them.
    **settings
        The other fields of `Study`: labels, units, thresholds, level, seed, resamples, entry, removal, source, licence.

    Raises
    ------
    InputError
        The data cannot be used. Whether the model can be estimated on them is asked separately, by
        `parity.verification.estimable.check_estimable`.
    """
    if isinstance(predictors, str):
        raise InputError(
            f"predictors is {quoted(predictors)}, it must be a list of names", step=f"write [{quoted(predictors)}]"
        )
    said = {**locals(), **settings}
    del said["settings"], said["models"]
    single = {"predictors": predictors, "a formula": formula, "candidates": candidates, "a selection": selection}
    several = models_of(models, risk, single)
    if several:
        return study_of_models(several, outcome, levels or {}, lambda **one: study_from_csv(**{**said, **one}))
    risk = risk if risk is None or isinstance(risk, str) else next(iter(risk), None)
    if selection is not None:
        check_selection(selection, candidates, {"predictors": predictors, "a formula": formula, "risks": risk})
    reading = Reading(separator, decimal, encoding, as_codes(missing))
    table = read_table(csv, reading)
    for what in ("labels", "units"):
        for column in settings.get(what) or {}:
            table.column(column, f"one of {what}")
    try:
        outcome, predictors, model = _model(outcome, tuple(predictors), formula)
    except InputError as error:
        raise _in_backticks(error, formula or "", table.header) from None
    for column, of_column in (levels or {}).items():
        if isinstance(of_column, str):
            rule = f"the levels of {quoted(column)} are {quoted(of_column)}, they must be a list"
            raise InputError(rule, step=f"write {of_column.split(',')}")
    levels = {column: [str(level) for level in of_column] for column, of_column in (levels or {}).items()}
    _check_levels(table, (*predictors, *candidates), levels)
    if selection is not None:
        table.column(outcome, "outcome")
    elif risk is None:
        _check_variables(table, outcome, predictors, levels)
    else:
        check_given(table, outcome, risk, predictors)
    levels = {column: _as_spelt(table, column, of_column) for column, of_column in levels.items()}
    values = outcome_levels(table, outcome, event)
    among = read_candidates(table, outcome, values, candidates, levels)
    types = {predictor: column_type(table, predictor, levels.get(predictor)) for predictor in predictors}
    cuts = _subgroups(table, subgroups)
    name, along = Path(csv).stem if name is None else name, settings.get("along", ())
    read = _cohort(table, name, outcome, values, types, cuts, risk, along)
    development = _without_empty_levels(table, read, declared=levels)
    _check_numbers(table, model, development)
    types = {predictor: _as_in(development, predictor, type) for predictor, type in types.items()}
    validations = tuple(
        _cohort(read_table(file, reading), cohort_name, outcome, values, types, cuts, risk, along)
        for file, cohort_name in _named(name, None if selection is not None else validation)
    )
    about: dict[str, Any] = {"path": Path(csv), **settings}
    if selection is not None:
        about["chosen"] = lambda found: study_from_csv(**{**said, "predictors": found, "selection": None})
    return Study(
        name=name,
        title=name if title is None else title,
        outcome=outcome,
        event=values[1],
        no_event=values[0],
        predictors=predictors,
        levels={predictor: tuple(levels[predictor]) for predictor in predictors if predictor in levels},
        truths=frozenset(predictor for predictor, type in types.items() if type.kind is Kind.TRUTH),
        development=development,
        validations=validations,
        subgroups=cuts,
        formula=model,
        risk=risk or "",
        remarks=(*_remarks(table, development, {outcome: values}), *same_patients(development, validations)),
        missing=reading.missing,
        candidates=among,
        selection=selection or "",
        **about,
    )


def _model(outcome: str | None, predictors: tuple[str, ...], text: str | None) -> tuple[str, tuple[str, ...], Formula]:
    """The outcome, the predictors in the order of the model, and how they enter it."""
    model = Formula.of_main_effects(predictors)
    if text is not None:
        if predictors:
            rule = "there are predictors and a formula"
            raise InputError(rule, step="a formula names its predictors: leave the others out")
        outcome, model = right_hand_side(text, outcome)
    if outcome is None:
        raise InputError("no outcome is named", step='name its column: --outcome died, outcome="died"')
    return outcome, predictors if text is None else model.predictors, model


def _in_backticks(error: InputError, formula: str, header: Sequence[str]) -> InputError:
    """An error in a formula, with the step where a column whose name is no word stands in it without backticks."""
    bare = [name for name in header if plain_or_backquoted(name) not in (name, "``") and name in formula]
    bare = [name for name in bare if plain_or_backquoted(name) not in formula]
    if not bare:
        return error
    step = f"a name that is no word stands in backticks: {plain_or_backquoted(max(bare, key=len))}"
    return InputError(error.rule, step=step)


def _subgroups(table: Table, given: Sequence[Subgroup | str]) -> tuple[Subgroup, ...]:
    if isinstance(given, str):
        rule = f"subgroups is {quoted(given)}, it must be a list of names"
        raise InputError(rule, step=f"write [{quoted(given)}]")
    found = tuple(subgroup_of(one, table.header) if isinstance(one, str) else one for one in given)
    check_subgroups(table, found)
    return found


def _check_numbers(table: Table, model: Formula, development: Cohort) -> None:
    for name, entry in model.entries.items():
        if entry.needs_numbers and isinstance(development.columns[name], Factor):
            rule = f"{entry.written('x')} needs numbers, and the column is a factor"
            raise table.error(rule, column=name, step=f"name it alone: {plain_or_backquoted(name)}")


def _named(study: str, validation: Path | str | Sequence[Path | str] | None) -> list[tuple[Path, str]]:
    """Each validation file with the name of its cohort: that of the file, told apart from the study's and from each
    other."""
    files = [] if validation is None else [validation] if isinstance(validation, (str, Path)) else list(validation)
    named: list[tuple[Path, str]] = []
    for file in map(Path, files):
        cohort_name = file.stem + ("-validation" if file.stem == study else "")
        if cohort_name in [other for _, other in named]:
            rule = f"two validation cohorts would be called {quoted(cohort_name)}"
            raise InputError(rule, file=file, step="rename one of the files")
        named.append((file, cohort_name))
    return named


def _check_variables(
    table: Table, outcome: str, predictors: tuple[str, ...], levels: Mapping[str, Sequence[str]]
) -> None:
    table.column(outcome, "outcome")
    if not predictors:
        raise InputError(
            "the study has no predictors",
            file=table.path,
            step="name at least one: --predictors age,creatinine, or predictors=[...]; or the column of risks: --risk",
        )
    for predictor in predictors:
        table.column(predictor, "predictor")
        if predictor == outcome:
            raise table.error(
                "is both the outcome and a predictor", column=outcome, step="take it out of the predictors"
            )
        if predictors.count(predictor) > 1:
            raise table.error("is named twice among the predictors", column=predictor, step="name it once")
        if len(set(map(canonical, levels.get(predictor, ())))) != len(levels.get(predictor, ())):
            raise table.error("a level is declared twice", column=predictor, step="name every level once")


def _check_levels(table: Table, predictors: tuple[str, ...], levels: Mapping[str, Sequence[str]]) -> None:
    for column in levels:
        if column not in predictors:
            step = suggestion(column, predictors)
            raise table.error("has levels declared, and is no predictor or candidate", column=column, step=step)


def _as_spelt(table: Table, column: str, levels: Sequence[str]) -> tuple[str, ...]:
    """Levels as the file of the development cohort spells them, where it spells them in one way."""
    spellings: dict[str, list[str]] = {}
    for cell, level in spelt(table.column(column, "predictor"), levels).items():
        if cell in table.cells[column]:
            spellings.setdefault(level, []).append(cell)
    return tuple(spellings[level][0] if len(spellings.get(level, ())) == 1 else level for level in levels)


def _cohort(
    table: Table,
    name: str,
    outcome: str,
    values: tuple[str, str],
    types: Mapping[str, ColumnType],
    subgroups: Sequence[Subgroup],
    risk: str | None,
    along: Sequence[str],
) -> Cohort:
    events, incomplete = read_outcome(table, outcome, values)
    missing = {outcome: incomplete}
    given = None
    if risk is not None:
        given, missing[risk] = read_risk(table, risk)
    columns: dict[str, Column] = {}
    for predictor, type in types.items():
        columns[predictor], missing[predictor] = read_column(table, predictor, type)
    alone = ~np.logical_or.reduce(list(missing.values()))
    for column in set(along).intersection(table.header):  # the model that names another says so
        missing[column] = np.array([cell is None for cell in table.column(column)])
    complete = ~np.logical_or.reduce(list(missing.values()))
    if complete.sum() < 3:
        gaps = max(missing, key=lambda variable: int(missing[variable].sum()))
        has = "has" if complete.sum() == 1 else "have"
        enough = f"{int(complete.sum())} of {plural(table.rows, 'row')} {has} all of {listed(missing)}"
        rule = f"only {enough}, and a model needs at least 3"
        raise table.error(rule, step=f"most values are missing in {quoted(gaps)} ({int(missing[gaps].sum())})")
    for code, level in enumerate(values):
        if not (events[complete] == code).any():
            rule = f"no complete row has the outcome {quoted(level)}"
            raise table.error(rule, column=outcome, step="a cohort needs patients with and without the event")
    return Cohort(
        name=name,
        sha256=table.sha256,
        outcome=events[complete],
        columns={predictor: _rows(column, complete) for predictor, column in columns.items()},
        dropped=int((~complete).sum()),
        file=table.path.name,
        path=table.path,
        rows=np.array(table.numbers)[complete],
        subgroups={one.column: groups(table, one).rows(complete) for one in subgroups},
        risk=None if given is None else given[complete],
        written=table.written,
        missing=table.missing,
        all_rows=None if complete.all() else AllRows(events, columns),
        alone=int(alone.sum()),
        respelt=any(_respelt(table, name, column) for name, column in columns.items()),
    )


def _respelt(table: Table, name: str, column: Column) -> bool:
    """Whether a level is spelt otherwise in the file than in the study."""
    if not isinstance(column, Factor):
        return False
    return any(cell != level for cell, level in spelt(table.cells[name], column.levels).items())


def _remarks(table: Table, development: Cohort, outcome: Mapping[str, Sequence[str]]) -> Iterator[str]:
    """What of the data a person should look at; `outcome` has its values by its name."""
    if str(table.written):
        yield f"{table.path.name} was read as a table {table.written}"
    groups = {name: group.levels for name, group in development.subgroups.items()}
    levels = {name: column.levels for name, column in development.columns.items() if isinstance(column, Factor)}
    for name, several in {**outcome, **groups, **levels}.items():
        yield from look_alikes(name, several)
    for name, column in development.columns.items():
        yield from mentions(name, column, column.levels if isinstance(column, Factor) else ())
        cells = [cell for cell in table.cells[name] if cell is not None]
        european = table.written.separator == ";" and not isinstance(column, Factor)
        if european and all(map(THOUSANDS.fullmatch, cells)):
            yield (
                f"every number of {quoted(name)} is written like {cells[0]}, and read with a decimal point; if it "
                "separates thousands, write them without"
            )
    if len(development.columns) == 1:
        ((name, column),) = development.columns.items()
        if looks_like_risk(name, column):
            yield (
                f"the only predictor {quoted(name)} looks like a risk: a model is fitted to it. To verify these risks "
                "as they are, name the column as risk (--risk) in the place of the predictors"
            )


def _as_in(development: Cohort, predictor: str, type: ColumnType) -> ColumnType:
    column = development.columns[predictor]
    return ColumnType(Kind.FACTOR, column.levels) if isinstance(column, Factor) else type


def _rows(column: Column, kept: np.ndarray) -> Column:
    return column.rows(kept) if isinstance(column, Factor) else column[kept]


def _without_empty_levels(table: Table, cohort: Cohort, declared: Mapping[str, Sequence[str]]) -> Cohort:
    """The cohort with the factor levels that its rows have; a declared level that none has is an error."""
    columns = dict(cohort.columns)
    for predictor, column in cohort.columns.items():
        if isinstance(column, Factor):
            occurring, codes = np.unique(column.codes, return_inverse=True)
            absent = [level for code, level in enumerate(column.levels) if code not in occurring]
            if absent and predictor in declared:
                step = "leave it out of levels: its effect cannot be estimated"
                raise table.error(
                    f"no complete row has the declared level {listed(absent)}", column=predictor, step=step
                )
            columns[predictor] = Factor(codes, tuple(column.levels[code] for code in occurring))
    return dataclasses.replace(cohort, columns=columns)
