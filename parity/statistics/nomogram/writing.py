"""How the axes of a nomogram are titled and their values written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parity.figures.metrics import format_number
from parity.statistics.nomogram.abbreviations import abbreviate, single_letters
from parity.statistics.nomogram.axes import Predictor
from parity.statistics.nomogram.interactions import PlannedAxis
from parity.statistics.nomogram.options import LABELS, NomogramOptions
from parity.statistics.nomogram.terms import Value

_TITLE_LENGTH = 4
"""Of levels in a title where others become single letters."""


def title(name: str, names: Mapping[str, str], options: NomogramOptions) -> str:
    """The label of a predictor, or its name."""
    return names.get(name, name) if options.vnames == LABELS else name


def axis_title(
    axis: PlannedAxis, predictors: Mapping[str, Predictor], names: Mapping[str, str], options: NomogramOptions
) -> str:
    """``"Age, years"``; with names where other predictors are set, ``"age (sex=male stage=II)"``."""
    if not axis.settings:
        return title(axis.name, names, options)
    return f"{axis.name} ({' '.join(_set_to(name, value, predictors[name], options) for name, value in axis.settings.items())})"


def ticks(name: str, values: Sequence[Value], options: NomogramOptions) -> tuple[str, ...]:
    """Values as they are written, levels short where that is wanted."""
    if not isinstance(values[0], str):
        return tuple(format_number(value) for value in values)
    if not options.abbreviates(name):
        return tuple(values)
    return single_letters(values) if options.minlength == 1 else abbreviate(values, options.minlength)


def _set_to(name: str, value: Value, predictor: Predictor, options: NomogramOptions) -> str:
    written = value if isinstance(value, str) else format_number(value)
    if isinstance(value, str) and options.abbreviates(name):
        length = _TITLE_LENGTH if options.minlength == 1 else options.minlength
        written = abbreviate(predictor.levels, length)[predictor.levels.index(value)]
    return f"{name}{options.varname_label_sep}{written}" if options.varname_label else written
