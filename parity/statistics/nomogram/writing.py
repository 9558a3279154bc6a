"""How the axes of a nomogram are titled and their values written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from parity.models.numbers import format_number
from parity.statistics.nomogram.abbreviations import abbreviate, single_letters
from parity.statistics.nomogram.axes import Categorical, Predictor
from parity.statistics.nomogram.interactions import PlannedAxis
from parity.statistics.nomogram.options import LABELS, NomogramOptions
from parity.models.terms import Value

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
    set_to = [_set_to(name, value, predictors[name], options) for name, value in axis.settings.items()]
    return f"{axis.name} ({' '.join(set_to)})"


def ticks(name: str, values: Sequence[Value], options: NomogramOptions) -> tuple[str, ...]:
    """Values as they are written, levels short where that is wanted."""
    written = tuple(value if isinstance(value, str) else format_number(value) for value in values)
    if not isinstance(values[0], str) or not options.abbreviates(name):
        return written
    return single_letters(written) if options.minlength == 1 else abbreviate(written, options.minlength)


def _set_to(name: str, value: Value, predictor: Predictor, options: NomogramOptions) -> str:
    written = value if isinstance(value, str) else format_number(value)
    if isinstance(value, str) and isinstance(predictor, Categorical) and options.abbreviates(name):
        length = _TITLE_LENGTH if options.minlength == 1 else options.minlength
        written = abbreviate(predictor.levels, length)[predictor.levels.index(value)]
    return f"{name}{options.varname_label_sep}{written}" if options.varname_label else written
