"""The public functions of `parity.figures`, made of what each figure is."""

from __future__ import annotations

import inspect
import textwrap
from collections.abc import Callable
from dataclasses import fields
from typing import Any, Union

from parity.errors import InputError, quoted
from parity.figures.by_r import RFigure, drawn_by_r
from parity.figures.engine import Engine
from parity.figures.figure import Figure
from parity.figures.studied import drawn
from parity.figures.subject import DESCRIBED, DEVELOPMENT
from parity.graphics.geometry import FIGURES, kind_of
from parity.graphics.geometry.kind import FigureKind

_COHORT = (
    'cohort : {"development", "validation"} or str\n    Or the name of one, where there are several validation cohorts.'
)

_COEFFICIENTS = (
    'family), or the coefficients of a published formula, ``{"Intercept": -2.046, "tg": 0.103, "sex=male": 0.4}``; or '
)
_DESCRIBED = """\
ranges : mapping of str to (low, high)
    Of a published formula: what the axis of each numeric predictor covers. It ends at round values, by R's
    ``pretty()``: 0 to 4 for (0.3, 4); ``read`` warns of a value beyond the range.
levels : mapping of str to sequence
    Of a published formula: the levels of a predictor, the reference first; or few values of a number, a tick at each.
labels : mapping of str to str
    Titles of the axes."""


def public_function(name: str) -> Callable[..., Union[Figure, RFigure]]:
    """``figures.<name>(of, ..., width, height, engine, **options)``."""
    kind = kind_of(name)
    signature = _signature(kind)

    def function(*arguments: Any, **named: Any) -> Union[Figure, RFigure]:
        bound = signature.bind(*arguments, **named)
        bound.apply_defaults()
        given = bound.arguments
        chosen = {**{keyword: given[keyword] for keyword in kind.keywords}, **given["options"]}
        described = {name: given[name] for name in DESCRIBED if given.get(name)}
        about = given["of"], given.get("cohort", DEVELOPMENT), given["width"], given["height"], chosen, described
        return drawn_by_r(kind, *about) if _engine(given["engine"]) is Engine.R else drawn(kind, *about)

    function.__name__ = function.__qualname__ = name
    function.__module__ = "parity.figures"
    function.__doc__ = _described(kind)
    function.__signature__ = signature  # type: ignore[attr-defined]
    function.__annotations__ = {name: parameter.annotation for name, parameter in signature.parameters.items()}
    return function


def text_options(name: str) -> set[str]:
    """The options of a figure that are a text; of a page of several figures there are none."""
    if name not in FIGURES:
        return set()
    kind = kind_of(name)
    texts = {option.name for option in fields(kind.options) if option.type in ("str", "Optional[str]")}
    annotations = inspect.get_annotations(kind.value)
    return texts | {keyword for keyword in kind.keywords if annotations[keyword] == "str"} | {"funlabel"}


def _engine(name: str) -> Engine:
    try:
        return Engine(name)
    except ValueError:
        raise InputError(f"there is no engine {quoted(name)}", step="it is 'python' or 'r'") from None


def _signature(kind: FigureKind) -> inspect.Signature:
    def keyword(name: str, default: Any, annotation: str) -> inspect.Parameter:
        return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=annotation)

    parameters = [inspect.Parameter("of", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation="Any")]
    if kind.of_cohort:
        parameters.append(keyword("cohort", DEVELOPMENT, "str"))
    elif not kind.refits:
        parameters += [keyword(name, None, "Mapping[str, Any] | None") for name in DESCRIBED]
    annotations = inspect.get_annotations(kind.value)
    parameters += [keyword(name, default, annotations[name]) for name, default in kind.keywords.items()]
    parameters += [keyword(side, getattr(kind, side), "float") for side in ("width", "height")]
    parameters.append(keyword("engine", Engine.PYTHON.value, "str"))
    parameters.append(inspect.Parameter("options", inspect.Parameter.VAR_KEYWORD, annotation="Any"))
    return inspect.Signature(parameters, return_annotation="Figure | RFigure")


def _described(kind: FigureKind) -> str:
    """The description of a public function, in numpydoc's form."""
    made = f"{_article(kind.value_type.__name__)} of `{kind.value_type.__module__}`"
    several = "; or several of these by label, drawn together" if kind.together is not None else ""
    of = (
        "A study, its name or file; or, for Python's engine, a result of statsmodels (Logit, or GLM of the binomial "
        + _others(kind, several)
        + made
        + "."
    )
    told = textwrap.indent(textwrap.fill(of, 110), "    ")
    parts = [
        kind.summary,
        "Parameters\n----------\nof : Study, str, path, or what else has a model\n" + told,
        _COHORT if kind.of_cohort else "" if kind.refits else _DESCRIBED,
        kind.choices,
        "width, height : float\n    In inches.",
        'engine : {"python", "r"}\n    Who draws.',
        f"**options\n{kind.options_text or f'    Of `{kind.options.__module__}.{kind.options.__name__}`.'}",
        "" if not kind.returns else f"\nReturns\n-------\n{kind.returns}",
        "" if not kind.notes else f"\nNotes\n-----\n{kind.notes}",
    ]
    return "\n".join([parts[0], "", *filter(None, parts[1:])]) + "\n"


def _others(kind: FigureKind, several: str) -> str:
    if kind.of_cohort:
        return f"family), a pair (outcome, risk){several}; or "
    return "family); or " if kind.refits else _COEFFICIENTS


def _article(name: str) -> str:
    return f"{'an' if name[0] in 'AEIO' else 'a'} `{name}`"
