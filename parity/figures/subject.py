"""What a figure can be of: a study, a model that statsmodels has fitted, outcomes and risks, a published formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any

import numpy as np

from parity.data.cohort import Study
from parity.data.given_types import refuse_other_types
from parity.data.study_file import find_study
from parity.errors import InputError, listed, plural
from parity.figures.fitted import fitted, is_fitted, nomogram_of_fitted
from parity.figures.published import nomogram_of_formula
from parity.figures.samples import sample_of
from parity.graphics.geometry.kind import FigureKind

DEVELOPMENT = "development"
DESCRIBED = ("ranges", "levels", "labels")
"""What is said of the predictors of a nomogram, beside its model."""
_DESCRIBED_BY = {
    "ranges": Mapping[str, Any],
    "levels": Mapping[str, Sequence[Any]],
    "labels": Mapping[str, str],
}


def value_for(
    kind: FigureKind, of: Any, cohort: str, made_with: Mapping[str, Any], described: Mapping[str, Mapping[str, Any]]
) -> Any:
    """What is drawn, of whatever it is given.

    Parameters
    ----------
    kind : FigureKind
    of : Study, str, path, statsmodels result, (outcome, risk), or mapping
        A mapping holds coefficients, of a nomogram; else a model by each label.
    cohort : str
        Of a study.
    made_with : mapping
        Choices of the value.
    described : mapping
        `DESCRIBED` of them, each a mapping by predictor.
    """
    if kind.together is not None:
        of = find_study(of) if isinstance(of, (str, Path)) else of
        of = {one.model: one for one in of.by_model} if isinstance(of, Study) and of.models else of
    if kind.of_cohort:
        return (
            _of_models(kind, of, cohort, made_with) if isinstance(of, Mapping) else _made(kind, of, cohort, made_with)
        )
    if kind.refits:
        return made_of(kind, _refitted(kind, of, cohort), made_with)
    refuse_other_types(described, _DESCRIBED_BY)
    told: dict[str, Mapping[str, Any]] = {**dict.fromkeys(DESCRIBED, {}), **described}
    if hasattr(of, "to_dict") and getattr(of, "ndim", 0) == 1:  # a Series, as statsmodels has coefficients
        of = of.to_dict()
    if isinstance(of, Mapping):
        return nomogram_of_formula(of, told["ranges"], told["levels"], told["labels"], made_with)
    beside = [name for name in described if name != "labels"]
    if beside:
        step = "they are of coefficients that are given, {'Intercept': -2, 'age': 0.1}"
        raise InputError(f"the model has its own {listed(beside)}", step=step)
    if is_fitted(of):
        return nomogram_of_fitted(of, told["labels"], made_with)
    return made_of(kind, inputs_of(kind, of, cohort, told["labels"]), made_with)


def made_of(kind: FigureKind, inputs: Mapping[str, Any], made_with: Mapping[str, Any]) -> Any:
    """What is drawn of a sample's attributes."""
    try:
        return kind.value_of(inputs, made_with)
    except ValueError as error:
        raise InputError(str(error)) from None


def inputs_of(kind: FigureKind, of: Any, cohort: str, labels: Mapping[str, str] = {}) -> dict[str, Any]:
    """What a figure is drawn of, from a study; `labels` are other titles of its predictors."""
    sample = sample_of(of, cohort)
    if not kind.of_cohort and sample.cohort.risk is not None:
        step = "leave the risks out, and name the model's predictors or its formula"
        step += "" if kind.refits else "; or give its coefficients"
        raise InputError(f"the study {sample.study.name} has given risks, and no model to draw", step=step)
    inputs = kind.inputs_of(sample)
    if not labels:
        return inputs
    names = list(inputs["predictors"])
    unknown = [name for name in labels if name not in names]
    if unknown:
        raise InputError(f"labels names {listed(unknown)}, which is no predictor", step=f"there is {listed(names)}")
    return {**inputs, "labels": tuple(labels.get(name, label) for name, label in zip(names, inputs["labels"]))}


def _refitted(kind: FigureKind, of: Any, cohort: str) -> dict[str, Any]:
    """What a model is fitted anew of: a study, or the columns of a fitted model."""
    if isinstance(of, (Mapping, tuple)):
        what = "a pair, (outcome, risk)," if isinstance(of, tuple) else "a mapping"
        step = "give a study, or a result of statsmodels; figures.calibration is of given risks"
        raise InputError(f"{kind.name} fits a model anew, and {what} has none to fit", step=step)
    if not is_fitted(of):
        return inputs_of(kind, of, cohort)
    model = fitted(of)
    name = of.model.endog_names
    return {
        "outcome": model.outcome.astype(int),
        "predictors": model.predictors,
        "formula": None,
        "outcome_name": name if isinstance(name, str) else "y",
        "event": "1",
    }


def _of_models(kind: FigureKind, models: Mapping[str, Any], cohort: str, made_with: Mapping[str, Any]) -> Any:
    if kind.together is None or not models:
        step = "figures.panels lays several figures out on a page" if models else "name one or more"
        raise InputError(f"{kind.name} is of one model, not of {len(models)}", step=step)
    values = {str(label): _made(kind, of, cohort, made_with) for label, of in models.items()}
    try:
        return kind.together(values)
    except ValueError as error:
        raise InputError(str(error)) from None


def _made(kind: FigureKind, of: Any, cohort: str, made_with: Mapping[str, Any]) -> Any:
    if isinstance(of, tuple) or is_fitted(of):
        if cohort != DEVELOPMENT:
            raise InputError("only a study has cohorts", step="leave cohort out")
        return made_of(kind, {**_DEFAULTS, **_outcome_and_risk(of)}, made_with)
    return made_of(kind, inputs_of(kind, of, cohort), made_with)


def _outcome_and_risk(of: Any) -> dict[str, np.ndarray]:
    if is_fitted(of):
        model = fitted(of)
        outcome, risk = model.outcome, model.risk
    elif len(of) == 2:
        outcome, risk = _numbers("outcome", of[0]), _numbers("risk", of[1])
    else:
        rule = f"{plural(len(of), 'thing is', 'things are')} no outcome and risk"
        raise InputError(rule, step="give a pair, (outcome, risk)")
    if outcome.shape != risk.shape or outcome.ndim != 1:
        step = "give one entry a patient"
        raise InputError(f"the outcome is {outcome.shape}, the risk {risk.shape} long", step=step)
    if not (np.isin(outcome, (0, 1)).all() and np.isfinite(risk).all()):
        raise InputError("an outcome is 0 or 1 and a risk a number", step="leave patients out where one is missing")
    return {"outcome": outcome.astype(int), "risk": risk}


def _numbers(what: str, given: Any) -> np.ndarray:
    try:
        return np.asarray(given, dtype=float)
    except (TypeError, ValueError) as error:
        step = "code it: (outcome == 'dead').astype(int)" if what == "outcome" else "give a number a patient"
        raise InputError(f"the {what} is not of numbers ({error})", step=step) from None


def _default(name: str) -> Any:
    (found,) = (field for field in fields(Study) if field.name == name)
    return found.default if found.default_factory is MISSING else found.default_factory()


_DEFAULTS = {name: _default(name) for name in ("level", "thresholds")}
"""As a study has them that says nothing of them."""
