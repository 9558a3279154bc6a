"""A logistic model that statsmodels has fitted: its coefficients by the names that rms gives them, and its columns."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Optional

import numpy as np

from parity.data.cohort import Column, Factor
from parity.errors import InputError, quoted
from parity.graphics.geometry.nomogram.functions import with_functions
from parity.models.design import INTERCEPT
from parity.statistics.nomogram.axes import Nomogram, describe
from parity.statistics.nomogram.nomogram import nomogram

_INTERCEPTS = ("Intercept", "const")
_STUDY = 'make a study of it: parity.study(frame, formula="died ~ rcs(age, 4) * sex")'


@dataclass(frozen=True, slots=True)
class Fitted:
    """What a fitted model is drawn of.

    Attributes
    ----------
    coefficients : dict of str to float
        ``"Intercept"``, ``"age"``, ``"sex=male"``, in the order of the columns.
    predictors : dict of str to Column
        Of the patients that it was fitted on.
    covariance : (p, p) float array
    outcome, risk, linear_predictor : (n,) float arrays
    """

    coefficients: dict[str, float]
    predictors: dict[str, Column]
    covariance: np.ndarray
    outcome: np.ndarray
    risk: np.ndarray
    linear_predictor: np.ndarray


def is_fitted(of: Any) -> bool:
    """Whether this is a result of statsmodels."""
    return hasattr(of, "params") and hasattr(of, "model") and hasattr(of.model, "exog_names")


def fitted(result: Any) -> Fitted:
    """A result of ``Logit``, or of ``GLM`` with the binomial family and its logit link."""
    model = result.model
    _refuse_others(model)
    names, columns = [str(name) for name in model.exog_names], np.asarray(model.exog, dtype=float)
    values = np.asarray(result.params, dtype=float)
    constant = [name for name in names if name in _INTERCEPTS]
    if not constant:
        step = "fit it with one: sm.add_constant(columns)"
        raise InputError("the fitted model has no column 'Intercept' or 'const'", step=step)
    coefficients: dict[str, float] = {}
    predictors: dict[str, Column] = {}
    for name, value in zip(names, values.tolist()):
        if name in _INTERCEPTS:
            coefficients[INTERCEPT] = value
            continue
        level = _level(name)
        if level is None:
            predictors[name] = columns[:, names.index(name)]
            coefficients[name] = value
        else:
            if level[0] not in predictors:
                predictors[level[0]] = _factor(level[0], names, columns, model)
            coefficients["=".join(level)] = value
    linear_predictor = columns @ values
    return Fitted(
        coefficients,
        predictors,
        np.asarray(result.cov_params(), dtype=float),
        np.asarray(model.endog, dtype=float),
        1.0 / (1.0 + np.exp(-linear_predictor)),
        linear_predictor,
    )


def nomogram_of_fitted(result: Any, labels: Mapping[str, str], options: Mapping[str, Any]) -> Nomogram:
    """The nomogram of a fitted model: its axes cover the values of the patients that it was fitted on."""
    model = fitted(result)
    for name in labels:
        if name not in model.predictors:
            raise InputError(
                f"labels names {quoted(name)}, which is no predictor", step=f"there is {', '.join(model.predictors)}"
            )
    span = float(model.linear_predictor.min()), float(model.linear_predictor.max())
    options = {"covariance": model.covariance, **options} if options.get("conf_int") else options
    try:
        return nomogram(model.coefficients, describe(model.predictors), span, names=labels, **with_functions(options))
    except ValueError as error:
        raise InputError(str(error)) from None


def _refuse_others(model: Any) -> None:
    kind, family = type(model).__name__, getattr(model, "family", None)
    link = type(getattr(family, "link", None)).__name__.casefold()
    if kind != "Logit" and not (kind == "GLM" and type(family).__name__ == "Binomial" and link == "logit"):
        said = kind if family is None else f"{kind} of the family {type(family).__name__} with the link {link}"
        step = "fit Logit, or GLM with the family Binomial; of others give the coefficients, ranges and fun"
        raise InputError(f"a fitted {said} is no logistic regression", step=step)
    for what in ("offset", "exposure"):
        if getattr(model, what, None) is not None and np.any(np.asarray(getattr(model, what))):
            raise InputError(f"the fitted model has an {what}", step="a nomogram has no axis for it; fit without it")


def _level(name: str) -> Optional[tuple[str, str]]:
    """The predictor and the level of an indicator, ``C(sex)[T.male]``; None of a column of numbers."""
    said = re.fullmatch(r"(?s)(?:C\((?P<inner>[^,()]+)(?:,.*)?\)|(?P<plain>[^\[\]:]+))\[T\.(?P<level>[^\[\]]*)\]", name)
    if said is not None:
        return (said["inner"] or said["plain"]).strip(), said["level"]
    for mark, what in (
        (":", "an interaction"),
        ("[", "several columns of one predictor"),
        ("**", "a power"),
        ("I(", "a power"),
    ):
        if mark in name:
            raise InputError(f"the column {quoted(name)} of the fitted model is {what}", step=_STUDY)
    return None


def _factor(name: str, names: list[str], columns: np.ndarray, model: Any) -> Factor:
    """A factor of its indicators; its reference is the level of the data that has none."""
    own = {
        level[1]: number for number, text in enumerate(names) if (level := _level_or_none(text)) and level[0] == name
    }
    frame = getattr(model.data, "frame", None)
    if frame is None or name not in frame:
        raise InputError(
            "the data of the fitted model are not there to tell its reference level", column=name, step=_STUDY
        )
    others = {str(value) for value in frame[name].dropna().unique()} - set(own)
    if len(others) != 1:
        step = "fit it with Treatment coding; " + _STUDY
        raise InputError(f"{len(others)} of its levels have no coefficient, not one", column=name, step=step)
    codes = np.zeros(len(columns), dtype=int)
    for code, number in enumerate(own.values(), start=1):
        codes[columns[:, number] == 1] = code
    return Factor(codes, (others.pop(), *own))


def _level_or_none(name: str) -> Optional[tuple[str, str]]:
    return _level(name) if "[T." in name and ":" not in name else None
