"""The models of a study of several: what each is made of, and all of them on the same patients."""

from __future__ import annotations

import dataclasses
import itertools
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Union

from parity.data.cohort import Study
from parity.data.formula_text import read_formula, right_hand_side
from parity.errors import InputError, plural, quoted, suggestion

KEYS = ("name", "predictors", "formula", "risk")
"""What a model may say."""
KINDS = KEYS[1:]
"""What it is made of: one of these."""
_STEP = 'write for example [[model]], then name = "new" and risk = "p", predictors = ["age"] or formula = "rcs(age, 4)"'
OF_A_SELECTION = ("selection", "candidates", "entry", "removal")
"""What a study of one model may say instead."""
_APART = (",", " against ")
"""What separates names of models."""


@dataclass(frozen=True, slots=True)
class Model:
    """One model of several.

    Attributes
    ----------
    name : str
    predictors : tuple of str
    formula : str or None
    risk : str or None
        One of the three is there.
    """

    name: str
    predictors: tuple[str, ...] = ()
    formula: str | None = None
    risk: str | None = None

    @property
    def columns(self) -> tuple[str, ...]:
        """Those that it is made of."""
        if self.risk is not None:
            return (self.risk,)
        return self.predictors if self.formula is None else read_formula(self.formula)[1].predictors


def models_of(
    given: Sequence[Mapping[str, Any]], risk: Union[str, Sequence[str], None], beside: Mapping[str, object]
) -> tuple[Model, ...]:
    """The models that are given, or one for each of several columns of risks; none where there is one model.

    Parameters
    ----------
    given : sequence of mapping
        Each with a name, and predictors, a formula or a risk.
    risk : str, sequence of str or None
    beside : mapping of str to value
        What makes a single model, by what it is called; it may not stand beside several.

    Raises
    ------
    InputError
        A model says too little or too much, two have one name, or a column of risks is named twice.
    """
    several = [] if risk is None or isinstance(risk, str) else list(risk)
    for name in several:
        if several.count(name) > 1:
            raise InputError("is named twice among the risks", column=name, step="name it once")
    if not given and len(several) < 2:
        return ()
    also = [what for what, value in beside.items() if value] + (["risks"] if given and risk is not None else [])
    if also:
        several_of = "models" if given else f"{len(several)} columns of risks"
        rule = f"there are {several_of}, and {also[0]} beside them"
        step = "a study file has risks and fitted models side by side, each in a table [[model]]"
        raise InputError(rule, step="say it within a model: name, and predictors, formula or risk" if given else step)
    found = tuple(map(_model, given)) if given else tuple(Model(name, risk=name) for name in several)
    _check_names(found)
    return found


def _model(given: Mapping[str, Any]) -> Model:
    if not isinstance(given, Mapping):
        raise InputError(f"a model is {quoted(str(given))}, it must be a table", step=_STEP)
    for key in given:
        if key in OF_A_SELECTION:
            rule = f"model {quoted(str(given.get('name', '')))} has {key}, and a selection finds one model, not several"
            step = "`parity select my.csv --outcome died --candidates age,sex` finds it: write that as its predictors"
            raise InputError(rule, step=step)
        if key not in KEYS:
            raise InputError(f"unknown key {quoted(key)} in model", step=suggestion(key, KEYS))
    name = given.get("name")
    if not isinstance(name, str) or not name.strip():
        raise InputError("a model has no name", step=_STEP)
    made = [kind for kind in KINDS if given.get(kind)]
    if len(made) != 1:
        rule = f"model {quoted(name)} has {' and '.join(made) if made else 'neither predictors, a formula nor a risk'}"
        raise InputError(rule, step="a model has one of predictors, formula and risk")
    (kind,) = made
    value = given[kind]
    if kind == "predictors" and (isinstance(value, str) or not all(isinstance(one, str) for one in value)):
        rule = f"the predictors of model {quoted(name)} must be a list of names"
        raise InputError(rule, step='write ["age", "sex"]')
    if kind != "predictors" and not isinstance(value, str):
        raise InputError(f"the {kind} of model {quoted(name)} must be a text", step=_STEP)
    return Model(name, **{kind: tuple(value) if kind == "predictors" else value})


def _check_names(models: Sequence[Model]) -> None:
    names = [model.name for model in models]
    if len(names) == 1:
        step = "name a second one, or say predictors, formula or risk without [[model]]"
        raise InputError(f"there is one model, {quoted(names[0])}, and nothing to compare it with", step=step)
    for name in names:
        if names.count(name) > 1:
            raise InputError(f"two models are both called {quoted(name)}", step="give one of them another name")
        if any(apart in name for apart in _APART):
            step = "give it another name, in a table [[model]] of a study file"
            raise InputError(f"the name of model {quoted(name)} has a comma or ' against ' in it", step=step)


def study_of_models(
    models: Sequence[Model],
    outcome: str | None,
    levels: Mapping[str, Sequence[str]],
    read: Callable[..., Study],
) -> Study:
    """A study whose models are each read on the patients who have the columns of all of them.

    Parameters
    ----------
    models : sequence of Model
    outcome : str or None
        None where a formula has it.
    levels : mapping of str to sequence of str
        That are declared, of columns of any of the models.
    read : callable
        ``read(outcome=..., predictors=..., formula=..., risk=..., levels=..., model=..., along=...)`` is the study of
        one of them.

    Returns
    -------
    Study
        That of the first model, with all in `models`.
    """
    outcome = _outcome(models, outcome)
    columns = {model.name: model.columns for model in models}
    every = list(dict.fromkeys(column for of_model in columns.values() for column in of_model))
    for column in levels:
        if column not in every:
            raise InputError("has levels declared, and is in no model", column=column, step=suggestion(column, every))
    each = []
    for model in models:
        mine = columns[model.name]
        said = {
            "outcome": outcome,
            "predictors": model.predictors,
            "formula": model.formula,
            "risk": model.risk,
            "levels": {column: of_column for column, of_column in levels.items() if column in mine},
            "model": model.name,
            "along": tuple(column for column in every if column not in mine),
        }
        try:
            each.append(read(**said))
        except InputError as error:
            raise in_model(model.name, error) from None
    remarks = dict.fromkeys([*_left(each), *_nested(each), *(remark for study in each for remark in study.remarks)])
    return dataclasses.replace(each[0], model="", models=tuple(each), remarks=tuple(remarks))


def in_model(name: str, error: InputError) -> InputError:
    """The same error with the model named that it is of; itself where there is one model."""
    if not name:
        return error
    rule = f"model {quoted(name)}: {error.rule}"
    return InputError(rule, file=error.file, column=error.column, row=error.row, step=error.step)


def _outcome(models: Sequence[Model], outcome: str | None) -> str | None:
    """The one outcome of all models."""
    for model in models:
        if model.formula is not None:
            try:
                outcome = right_hand_side(model.formula, outcome)[0]
            except InputError as error:
                raise in_model(model.name, error) from None
    return outcome


def _left(each: Sequence[Study]) -> list[str]:
    """What the missing values of one model cost the others."""
    more = {study.model: study.development.alone - study.development.n for study in each}
    if not any(more.values()):
        return []
    alone = ", ".join(f"{name} would have {count:,} more" for name, count in more.items() if count)
    who = plural(each[0].development.n, "patient has", "patients have")
    of = "both" if len(each) == 2 else "all"
    return [f"the {len(each)} models are of the same patients: {who} the columns of {of}; alone {alone}"]


def _nested(each: Sequence[Study]) -> list[str]:
    """Which fitted models have all terms of another."""
    said = []
    for larger, smaller in itertools.permutations([study for study in each if not study.risk], 2):
        entries = set(smaller.formula.entries.items()) <= set(larger.formula.entries.items())
        products = [{frozenset(names) for names in one.formula.interactions} for one in (smaller, larger)]
        if entries and products[0] <= products[1]:
            said.append(
                f"{smaller.model} is nested in {larger.model}, and both are fitted to the development cohort: tests of "
                "their areas are not valid there, the likelihood ratio test is"
            )
    return said
