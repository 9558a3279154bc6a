"""What can be chosen of a nomogram, under the names of rms."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from typing import Any, Optional, Union

import numpy as np

from parity.models.numbers import Number
from parity.models.terms import Value

REPRESENTATIVE, ALL, NONE = "representative", "all", "none"
LABELS, NAMES = "labels", "names"
DEFAULT_LEVELS = (0.7, 0.9)
"""Levels of the confidence bars where they are only asked for."""

Values = Union[Sequence[Number], Mapping[str, Sequence[Number]], None]


@dataclass(frozen=True, slots=True)
class NomogramOptions:
    """What ``rms::nomogram`` lets one choose, under its names with ``_`` for ``.``.

    An int stands for R's integer: 200000 is written in full, 200000.0 as ``2e+05``.

    Attributes
    ----------
    fun_at : sequence of float, or mapping of str to such a sequence
        Values of the functions that have a tick, for all functions or by label; by default round values. One that is
        off the scale has none, and a caution names it.
    fun_lp_at : sequence of float, or mapping of str to such a sequence
        Linear predictors at which functions have a tick, instead.
    lp : bool
        Whether to show the linear predictor.
    lp_at : sequence of float
        Its ticks, two or more, ascending; by default round values.
    interact : mapping of str to sequence
        Values at which to show predictors that others interact with; needed for those with many values.
    settings : mapping of str to value or sequence
        For a predictor, two or more values that its axis has; or one, which is its adjust-to value. (In R: arguments by
        the names of the predictors.)
    adj_to : mapping of str to value
        Adjust-to values, before all others.
    omit : sequence of str
        Predictors without an axis. They count as 0 in the linear predictor.
    vnames : str
        ``"labels"`` or ``"names"``: how axes are titled.
    varname_label : bool
        Whether titles of axes name the predictors that they are set for, ``"age (sex=male)"``, or not, ``"age
        (male)"``.
    varname_label_sep : str
        What stands between name and value.
    conf_int : bool, float or sequence of float
        Levels of confidence bars, ascending; True: 0.7 and 0.9. They need `covariance` and an adjust-to value of each
        predictor.
    conf_lp : str
        Bars of the linear predictor: ``"representative"`` of each tenth of the ticks, ``"all"`` of them, or ``"none"``.
    covariance : (p, p) float array
        Of the coefficients, in their order.
    abbrev : bool or sequence of str
        Whether to write the levels of categorical predictors short; or of which. Numbers stay as they are.
    minlength : int
        To how many letters; 1: they become a, b, c, ...
    kint : int
        Which intercept of an ordinal model, from 1; by default `intercept_ref`.
    intercept_ref : int
        The intercept in the range of the linear predictor that the nomogram is given. (In R: the fit's
        ``interceptRef``.)
    center : float
        Of a model without intercept, its linear predictor is that of the terms less this. (In R: the fit's ``center``.)
    """

    fun_at: Values = None
    fun_lp_at: Values = None
    lp: bool = True
    lp_at: Optional[Sequence[Number]] = None
    interact: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    settings: Mapping[str, Union[Value, Sequence[Value]]] = field(default_factory=dict)
    adj_to: Mapping[str, Value] = field(default_factory=dict)
    omit: Sequence[str] = ()
    vnames: str = LABELS
    varname_label: bool = True
    varname_label_sep: str = "="
    conf_int: Union[bool, float, Sequence[float]] = ()
    conf_lp: str = REPRESENTATIVE
    covariance: Optional[np.ndarray] = None
    abbrev: Union[bool, Sequence[str]] = False
    minlength: int = 4
    kint: Optional[int] = None
    intercept_ref: int = 1
    center: Optional[float] = None

    def __post_init__(self) -> None:
        for name, choices in (("vnames", (LABELS, NAMES)), ("conf_lp", (REPRESENTATIVE, ALL, NONE))):
            if getattr(self, name) not in choices:
                raise ValueError(f"{name} is one of {', '.join(choices)}, not {getattr(self, name)!r}")
        if self.minlength < 1:
            raise ValueError(f"minlength is 1 or more, not {self.minlength}")
        levels = self.levels
        if any(not 0 < level < 1 for level in levels) or any(low >= high for low, high in zip(levels, levels[1:])):
            raise ValueError(f"conf_int holds levels between 0 and 1, ascending, not {levels}")
        at = self.lp_at
        if at is not None and (np.ndim(at) == 0 or len(at) < 2 or any(a >= b for a, b in zip(at, at[1:]))):
            raise ValueError(f"lp_at holds two or more ascending values, not {at!r}")

    @property
    def levels(self) -> tuple[float, ...]:
        """Of the confidence bars; empty: there are none."""
        if isinstance(self.conf_int, bool):
            return DEFAULT_LEVELS if self.conf_int else ()
        return (self.conf_int,) if isinstance(self.conf_int, (int, float)) else tuple(self.conf_int)

    def abbreviates(self, name: str) -> bool:
        """Whether the levels of a predictor are written short."""
        return self.abbrev if isinstance(self.abbrev, bool) else name in self.abbrev

    def axis_values(self, name: str) -> Optional[tuple[Value, ...]]:
        """The values that the user has chosen for the axis of a predictor."""
        if name not in self.settings:
            return None
        chosen = _as_values(self.settings[name])
        return None if len(chosen) == 1 else chosen

    def adjusted_to(self, name: str) -> Optional[Value]:
        """The adjust-to value that the user has chosen for a predictor."""
        if name in self.adj_to:
            return self.adj_to[name]
        chosen = _as_values(self.settings.get(name, ()))
        return chosen[0] if len(chosen) == 1 else None


def options_of(chosen: Mapping[str, Any]) -> NomogramOptions:
    """The options by name; one that there is not is named, with what there is."""
    known = [option.name for option in fields(NomogramOptions)]
    unknown = [name for name in chosen if name not in known]
    if unknown:
        near = difflib.get_close_matches(unknown[0].replace(".", "_"), known, 1)
        meant = f"did you mean {near[0]}? " if near else ""
        raise ValueError(f"a nomogram has no option {', '.join(unknown)}; {meant}its options are {', '.join(known)}")
    return replace(NomogramOptions(), **chosen)


def of_function(values: Values, label: str) -> Optional[Sequence[Number]]:
    """What an option that may differ by function says for one of them."""
    return values.get(label) if isinstance(values, Mapping) else values


def _as_values(chosen: Union[Value, Sequence[Value], np.ndarray]) -> tuple[Value, ...]:
    if isinstance(chosen, (str, int, float)):
        return (chosen,)
    return tuple(np.atleast_1d(chosen).tolist()) if isinstance(chosen, (np.ndarray, np.generic)) else tuple(chosen)
