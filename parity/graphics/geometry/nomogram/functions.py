"""The functions of the linear predictor that a nomogram shows, as rms takes them."""

from __future__ import annotations

import functools
from collections.abc import Callable, Mapping, Sequence
from typing import Any, Union

import numpy as np
from scipy.special import expit, ndtr

from parity.errors import listed, plural
from parity.models.numbers import Number
from parity.statistics.nomogram.options import Values

FUNCTIONS: Mapping[str, Callable[[np.ndarray], np.ndarray]] = {"plogis": expit, "exp": np.exp, "pnorm": ndtr}
"""Those that can be named as in R."""

OWN_NAMES = {"maxscale": "points", "nint": "intervals"}
"""Arguments of ``rms::nomogram`` that ours calls otherwise."""

_RISK, _PREDICTED = "Risk", "Predicted Value"
Function = Union[str, Callable[[np.ndarray], np.ndarray]]
Functions = Union[Function, Sequence[Function], Mapping[str, Function], None]

Ticks = Union[float, Values, Sequence[Sequence[Number]]]


def with_functions(options: Mapping[str, Any]) -> dict[str, Any]:
    """Options under the names of rms as `parity.statistics.nomogram.nomogram.nomogram` has them.

    ``fun`` is a function, its name, several of them, or None for none; ``funlabel`` what each is called, where ``fun``
    is no mapping by label. ``fun_at`` and ``fun_lp_at`` hold one value or several for all functions, or a sequence for
    each.
    """
    named = {OWN_NAMES.get(name, name): value for name, value in options.items() if name not in ("fun", "funlabel")}
    fun = options.get("fun", "plogis")
    found = dict(zip(function_labels(fun, options.get("funlabel")), map(_function, function_names(fun))))
    for name in ("fun_at", "fun_lp_at"):
        given = named.get(name)
        if isinstance(given, (int, float)):
            named[name] = given = (given,)
        if given is not None and not isinstance(given, Mapping) and len(given) and np.ndim(given[0]):
            if len(given) != len(found):
                raise ValueError(f"{name} has values for {plural(len(given), 'function')}; there are {len(found)}")
            named[name] = dict(zip(found, given))
    return {**named, "functions": found}


def function_names(fun: Functions) -> list[Function]:
    """The functions one by one, each as it is given."""
    if isinstance(fun, Mapping):
        return list(fun.values())
    return [] if fun is None else [fun] if isinstance(fun, str) or callable(fun) else list(fun)


def function_labels(fun: Functions, funlabel: Union[str, Sequence[str], None] = None) -> list[str]:
    """What each function is called: by its own label, by `funlabel`, or as rms calls it."""
    if isinstance(fun, Mapping):
        return [str(label) for label in fun]
    several = function_names(fun)
    if funlabel is not None:
        labels = [funlabel] if isinstance(funlabel, str) else list(funlabel)
    elif len(several) > 1 and not all(isinstance(one, str) for one in several):
        raise ValueError("several functions need a funlabel each")
    elif len(several) == 1:
        labels = [_RISK if fun == "plogis" else _PREDICTED]
    else:
        labels = [str(one) for one in several]
    if several and (len(labels) != len(several) or len(set(labels)) != len(labels)):
        raise ValueError(
            f"funlabel names {listed(labels)} for {plural(len(several), 'function')}; name each, differently"
        )
    return labels


def _function(given: Function) -> Callable[[np.ndarray], np.ndarray]:
    if not callable(given):
        if given not in FUNCTIONS:
            raise ValueError(f"there is no function {given!r}; there are {listed(FUNCTIONS)}, or a function of Python")
        return FUNCTIONS[given]
    return functools.partial(_applied, given)


def _applied(function: Callable[[Any], Any], argument: np.ndarray) -> np.ndarray:
    """A function of an array, or of one number, as those of `math` are."""
    try:
        return np.asarray(function(argument), dtype=float)
    except TypeError:
        return np.array([function(float(number)) for number in argument])
