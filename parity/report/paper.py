"""The results as a paper prints them: the model, then a row a number and a column a setting; the digits beside each."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from parity.checks.vocabulary import Scope
from parity.checks.vocabulary.verdict import Verdict
from parity.data.categories import categories_of
from parity.data.cohort import Study
from parity.data.frame import TREATMENT_CONTRASTS
from parity.report import words
from parity.verification.elements import ALL_DIGITS
from parity.verification.groups import sizes
from parity.verification.results import Result, results_of
from parity.verification.setting import Setting
from parity.verification.verification import Verification

KEY = "digits: the fewest in which parity agrees with a reference; all: the same double."
"""What the column says, for below the first table."""

_SMALLEST_P = 0.001
_SIGNIFICANT = 3


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in a table.

    Attributes
    ----------
    text : str
        ``"0.814 (0.743 to 0.885)"``; empty where the setting has no such number.
    verdict : Verdict or None
    """

    text: str
    verdict: Verdict | None = None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a paper.

    Attributes
    ----------
    title : str
    header : tuple of str
    rows : tuple of tuple of Cell
        Each as long as the header.
    notes : tuple of str
        Beneath it: what a mark in a cell stands for, and each cause once.
    together : int
        How many columns after the first stay side by side where a page is too narrow for all of them; 0: all.
    intervals : bool
        Whether what stands in brackets is an interval, which may stand beneath its number.
    """

    title: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    notes: tuple[str, ...] = ()
    together: int = 0
    intervals: bool = True


def tables(verification: Verification) -> list[Table]:
    """The tables of every study of a run: its models, its cohorts and models side by side, those compared, then the
    same in the subgroups of each cohort, then the tests of each predictor."""
    return [table for study in verification.studies for table in tables_of(verification, study)]


def tables_of(verification: Verification, study: Study) -> list[Table]:
    """Those of one study of a run."""
    found: list[Table] = []
    mine = [result for result in results_of(verification) if result.setting.study == study.name]
    between = [result for result in mine if result.setting.against]
    mine = [result for result in mine if not result.setting.against]
    of_model = {one.check.stem: one.check for one in verification.statistics if one.check.scope is Scope.MODEL}
    each = {result.stem for result in mine if result.element and result.stem in of_model}
    name = f" of {study.name}" if len(verification.studies) > 1 else ""
    for stem, model in dict.fromkeys((result.stem, result.setting.model) for result in mine if result.stem in each):
        if of_model[stem].group == "selection" and study.candidates is None:
            continue  # nobody screened the predictors of a model that was given
        title = "Model" if of_model[stem].group == "regression" else of_model[stem].title
        results = [result for result in mine if (result.stem, result.setting.model) == (stem, model)]
        of = study.of_model(model) if model else study
        found.append(_model(f"{_named(title, model)}{name}", results, of))
    alone = [result for result in mine if result.setting.predictor]
    others = [result for result in mine if result.stem not in each and not result.setting.predictor]
    whole = [result for result in others if not result.setting.subgroup]
    if whole:
        found.append(_performance(f"Performance{name}", whole, study))
    of_whole = [result for result in between if not result.setting.subgroup]
    if of_whole:
        found.append(_compared(f"Models compared{name}", of_whole, study))
    for cohort in study.cohorts:
        groups = _in_groups(others, cohort.name)
        if groups:
            found.append(_performance(f"Performance in subgroups of {cohort.name}", groups, study))
        of_groups = _in_groups(between, cohort.name)
        if of_groups:
            found.append(_compared(f"Models compared in subgroups of {cohort.name}", of_groups, study))
    for one in study.by_model:
        of_one = [result for result in alone if result.setting.model == one.model]
        for categorical, kind in enumerate(("Numbers", "Categories")):
            wanted = bool(categorical)
            of_kind = [result for result in of_one if _is_categorical(one, result.setting.predictor) is wanted]
            if of_kind:
                found.append(_predictors(f"{_named(f'{kind} against the outcome', one.model)}{name}", of_kind))
    return found


def _in_groups(results: Sequence[Result], cohort: str) -> list[Result]:
    """Those of the subgroups of a cohort."""
    return [result for result in results if result.setting.subgroup and result.setting.cohort == cohort]


def _named(title: str, model: str) -> str:
    """A title with the model that the table is of, in a study of several."""
    return f"{title} {model}" if title == "Model" and model else f"{title}, model {model}" if model else title


def _is_categorical(study: Study, predictor: str) -> bool:
    return categories_of(study.development.columns[predictor]) is not None


def _predictors(title: str, results: Sequence[Result]) -> Table:
    """A row a predictor, a column a p value of its tests; the digits are the fewest of all its numbers."""
    quantities = list(dict.fromkeys(result.quantity for result in results if result.quantity.p_value))
    notes, rows = _Notes(), []
    for predictor in dict.fromkeys(result.setting.predictor for result in results):
        here = [result for result in results if result.setting.predictor == predictor]
        by_quantity = {result.quantity: result for result in here}
        found = [by_quantity.get(quantity) for quantity in quantities]
        cells = [Cell("") if result is None else Cell(_value(result), result.verdict) for result in found]
        rows.append((Cell(predictor), *cells, _known(here, notes)))
    return Table(title, ("", *(one.label for one in quantities), "digits"), tuple(rows), notes.texts, together=1)


def _compared(title: str, results: Sequence[Result], study: Study) -> Table:
    """A row a comparison, those of a cohort or group together, a column a quantity; the digits are the fewest of all
    its numbers."""
    labels = list(dict.fromkeys(_label(result, study.level) for result in results))
    places = list(dict.fromkeys((result.setting.cohort, result.setting.subgroup) for result in results))
    settings = dict.fromkeys(_column(result.setting) for result in results)
    notes, rows = _Notes(), []
    for setting in sorted(settings, key=lambda one: places.index((one.cohort, one.subgroup))):
        here = {_label(result, study.level): result for result in results if _column(result.setting) == setting}
        found = [here.get(label) for label in labels]
        cells = [Cell("") if result is None else Cell(_value(result), result.verdict) for result in found]
        rows.append((Cell(_short(setting, not study.validations)), *cells, _known(here.values(), notes)))
    return Table(title, ("", *labels, "digits"), tuple(rows), (*_drawn(results), *notes.texts))


def _drawn(results: Sequence[Result]) -> list[str]:
    """How what is resampled was drawn, for beneath a table."""
    drawn = dict.fromkeys(result.setting.resamples for result in results if result.setting.resamples)
    return [f"bootstrap: {one.label}" for one in drawn]


def _model(title: str, results: Sequence[Result], study: Study) -> Table:
    """A row an element, a column a quantity."""
    quantities = list(dict.fromkeys(result.quantity for result in results))
    elements = list(dict.fromkeys(result.element for result in results))
    by_place = {(result.element, result.quantity): result for result in results}
    notes = _Notes()
    rows = []
    for element in elements:
        here = [by_place.get((element, quantity)) for quantity in quantities]
        cells = [Cell(element)]
        for quantity, result in zip(quantities, here):
            cells.append(Cell("" if result is None else _value(result), None if result is None else result.verdict))
        rows.append((*cells, _known([result for result in here if result is not None], notes)))
    header = ("", *(f"{one.label}{_interval(study.level) if one.low else ''}" for one in quantities), "digits")
    ordered = [f"{name}: {TREATMENT_CONTRASTS}" for name in study.predictors if name in study.ordered]
    return Table(title, header, tuple(rows), (*notes.texts, *ordered))


def _performance(title: str, results: Sequence[Result], study: Study) -> Table:
    """A row a quantity, two columns a setting: the number and its digits."""
    settings = list(dict.fromkeys(_column(result.setting) for result in results))
    labels = list(dict.fromkeys(_label(result, study.level) for result in results))
    by_place = {(_label(result, study.level), _column(result.setting)): result for result in results}
    notes = _Notes()
    rows = [tuple(_counted(name, place, settings, sizes(study))) for place, name in enumerate(("Patients", "Events"))]
    for label in labels:
        cells = [Cell(label)]
        for setting in settings:
            result = by_place.get((label, setting))
            if result is None:
                cells += [Cell(""), Cell("")]
            else:
                cells += [Cell(_value(result), result.verdict), _known([result], notes)]
        rows.append(tuple(cells))
    alone = {setting.cohort for setting in settings} == {study.development.name}
    header = ("", *(name for setting in settings for name in (_short(setting, alone), "digits")))
    return Table(title, header, tuple(rows), (*_drawn(results), *notes.texts), together=2)


def _column(setting: Setting) -> Setting:
    """What is resampled of a setting stands in its column."""
    return replace(setting, resamples=None)


def _counted(
    name: str, place: int, settings: Sequence[Setting], found: Mapping[tuple[str, str], tuple[int, int]]
) -> Iterator[Cell]:
    """How many patients or events each setting has: they were counted, and are compared by nobody."""
    yield Cell(name)
    for setting in settings:
        yield Cell(f"{found[setting.cohort, setting.subgroup][place]:,}")
        yield Cell("")


def _short(setting: Setting, alone: bool) -> str:
    """What a column is called in a table that names the cohort of a subgroup, or has one cohort alone."""
    what = list(filter(None, [setting.subgroup, setting.models]))
    return " · ".join(what if setting.subgroup or (what and alone) else [setting.cohort, *what])


def _label(result: Result, level: float) -> str:
    interval = _interval(level) if result.quantity.low else ""
    return f"{result.quantity.label}{interval}{f' at {result.element}' if result.element else ''}"


def _interval(level: float) -> str:
    return f" ({100 * level:.10g}% CI)"


def _value(result: Result) -> str:
    if result.value is None or (math.isnan(result.value) and result.verdict is Verdict.UNDEFINED):
        return "undefined" if result.verdict is Verdict.UNDEFINED else "not available"
    value = _shown(result.value, result)
    if not result.quantity.low:
        return value
    if result.low is None or result.high is None or math.isnan(result.low) or math.isnan(result.high):
        return f"{value} (undefined)" if result.verdict is Verdict.UNDEFINED else value
    return f"{value} ({_shown(result.low, result)} to {_shown(result.high, result)})"


def _shown(value: float, result: Result) -> str:
    if not math.isfinite(value):
        return words.full(value)
    quantity = result.quantity
    if quantity.p_value and value < _SMALLEST_P:
        return f"< {_SMALLEST_P}"
    places = quantity.decimals
    if value and not quantity.p_value and places and abs(value) < 10.0**-places / 2:
        return f"{value:.{_SIGNIFICANT}g}" if abs(value) > 1e-12 else f"{0:.{places}f}"
    return f"{value:,.{places}f}" if abs(value) < 1e6 else f"{value:.{_SIGNIFICANT + 1}g}"


class _Notes:
    """What is said beneath a table, each once, with its mark."""

    def __init__(self) -> None:
        self._marks: dict[str, str] = {}

    def mark(self, text: str) -> str:
        """The mark of a note: a, b, ..."""
        return self._marks.setdefault(text, _letters(len(self._marks)))

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(f"{mark} {text}" for text, mark in self._marks.items())


def _letters(number: int) -> str:
    tens, ones = divmod(number, 26)
    return ("" if tens == 0 else _letters(tens - 1)) + chr(ord("a") + ones)


def _known(results: Iterable[Result], notes: _Notes) -> Cell:
    """How well numbers are known: the fewest digits that agree, or the verdict where they are no pass; and a mark for
    what their statistic says of its patients."""
    several = list(results)
    if not several:
        return Cell("")
    said = max(several, key=lambda result: result.verdict.severity)
    verdict = said.verdict
    parts = [_digits(several)] if verdict in (Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED) else []
    if verdict is not Verdict.AGREES:
        text = f"{verdict.value}: {said.note}" if said.note else verdict.value
        parts.append(words.MARKS[verdict] + notes.mark(text))
    cautions = dict.fromkeys(caution for result in several for caution in result.cautions)
    parts += [notes.mark(caution) for caution in cautions if caution != said.note]
    return Cell(" ".join(filter(None, parts)), verdict)


def _digits(results: Sequence[Result]) -> str:
    found = [result.digits for result in results if result.digits is not None]
    if not found:
        return ""
    return "all" if min(found) >= ALL_DIGITS else str(math.floor(min(found)))
