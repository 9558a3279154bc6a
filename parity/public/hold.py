"""Somebody else's number, or function, held against R and against parity."""

from __future__ import annotations

import atexit
import dataclasses
import functools
from collections.abc import Mapping, Sequence
from typing import Any, Union

import numpy as np

from parity.answers import modes
from parity.answers.answer import Answer, Answered, Provenance, Question
from parity.answers.connect import connection, start_r
from parity.answers.live import LiveR
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary import Check, LibraryCall, RDrawing, Tolerance
from parity.checks.vocabulary.tolerance import Basis
from parity.checks.vocabulary.verdict import Verdict, worst
from parity.errors import InputError, suggestion
from parity.public.claimed import element_names, fields_given, in_our_order
from parity.public.given import arguments_of, result_of
from parity.public.held import PARITY, Held, half_a_unit
from parity.report import words
from parity.statistics.fields import Field
from parity.verification.compare import Comparison, FieldComparison, Outcome, compare_given
from parity.verification.compute import outcome_of
from parity.verification.elements import Aligned
from parity.verification.inputs import Inputs


def hold(
    result: Any,
    stem: str,
    *,
    fields: str | Sequence[str] | None = None,
    decimals: int | None = None,
    mode: str = "live",
    **inputs: Any,
) -> Held:
    """Hold somebody else's number, or function, against R and against parity.

    Parameters
    ----------
    result : mapping, object, number, tuple, array or callable
        Numbers by the names of the statistic's fields, ``{"auc": 0.81}``, an object with such attributes, or one of
        these with `fields`. Elements of an array may have names, as a mapping or a pandas Series gives them, and are
        matched by these; those that are not named are not asked. One element is ``"coefficients[age]"``, as reports
        write it, and ``"interval"`` a pair of low and high. A function is called with the inputs: by their names where
        it has them as parameters, otherwise in the order in which they are given here.
    stem : str
        The statistic: ``"auc_delong"``; `parity list` shows all.
    fields : str, sequence of str or None
        What a tuple, array or number holds, in its order: ``("interval.low", "auc", "interval.high")``.
    decimals : int or None
        The number was printed with so many, from 0: half a unit of the last is allowed, and nothing else. None: the
        tolerance of the statistic.
    mode : {"live", "replay"}
        R is required; or never started, and parity and Python libraries alone answer.
    **inputs
        Of the statistic: ``outcome=y, risk=p``. Arrays, lists, pandas Series; predictors as a mapping or DataFrame;
        the patients in one order, and where they have an index, in all the same.
        Coefficients that have names, as a mapping or a Series, are matched by these with the terms of the model.
        Level and thresholds are those of a study by default.

    Returns
    -------
    Held
        True where all agree, so that ``assert parity.hold(...)`` is a test; its `repr`, which pytest shows, says what
        differs from whom and by how much, the worst first.

    Raises
    ------
    InputError
        There is no such statistic, an input is missing or wrong, or the result names no field of it.
    Missing
        R is not there, and the mode is ``"live"``.

    Examples
    --------
    >>> import parity
    >>> y, p = [0, 0, 1, 1], [0.1, 0.4, 0.35, 0.8]
    >>> bool(parity.hold({"auc": 0.75}, "auc_delong", outcome=y, risk=p, mode="replay"))
    True
    """
    check = _check(stem)
    judged = check if decimals is None else as_printed(check, decimals)
    if mode not in ("live", "replay"):
        raise InputError(f"there is no mode {mode!r}", step="it is 'live' or 'replay'")
    arguments = arguments_of(check, inputs)
    value = result_of(result, inputs) if callable(result) and not isinstance(result, Mapping) else result
    given = fields_given(value, check, fields)
    held = Inputs(arguments)
    _, own = outcome_of(check, arguments)
    asked: dict[str, frozenset[str]] = {}
    for name, ours in (own.fields or {}).items():
        if name not in given:
            continue
        given[name], some = in_our_order(name, given[name], ours)
        if some is not None:
            asked[name] = some
    comparisons = [_with_parity(judged, given, own, held)]
    source = modes.source(Mode(mode), CATALOGUE, live() if mode == "live" else None, None)
    for call in judged.references:
        if not set(judged.gives(call)) & set(given) or (mode == "replay" and not isinstance(call, LibraryCall)):
            continue
        question = Question(call, "held", "", check.sent(call, arguments))
        comparisons += [compare_given(judged, call, given, answer, held) for answer in source.ask(question)]
    comparisons = [_of_these(one, asked) for one in comparisons]
    found = Held(stem, tuple(comparisons), worst(one.verdict for one in comparisons))
    if mode == "live" and found and found.unanswered:
        return dataclasses.replace(found, verdict=Verdict.NOT_VERIFIED)
    return found


def _check(stem: str) -> Check:
    of_numbers = {check.stem: check for check in CATALOGUE.checks if _can_be_held(check)}
    if stem not in of_numbers:
        raise InputError(f"no statistic that can be held is named {stem!r}", step=suggestion(stem, of_numbers))
    return of_numbers[stem]


def _can_be_held(check: Check) -> bool:
    """Not pages, and not what reads a person's own file."""
    return not any(isinstance(call, RDrawing) for call in check.references) and "folder" not in check.inputs


def as_printed(check: Check, decimals: int) -> Check:
    """The check with half a unit of the last of so many decimals in the place of its tolerances."""
    if isinstance(decimals, bool) or not isinstance(decimals, (int, np.integer)) or decimals < 0:
        raise InputError(f"decimals is {decimals!r}", step="give a whole number from 0")
    reason = f"the number was printed with {words.plural(decimals, 'decimal')}"
    allowed = Tolerance(Basis.PRINTED, 0.0, half_a_unit(int(decimals)), reason)
    references = tuple(dataclasses.replace(call, tolerances={}, deviations=()) for call in check.references)
    return dataclasses.replace(check, references=references, tolerances=dict.fromkeys(check.tolerances, allowed))


def _of_these(comparison: Comparison, asked: Mapping[str, frozenset[str]]) -> Comparison:
    """The comparison without the elements that nobody gave, of the fields of which only some were."""
    if not any(field.name in asked for field in comparison.fields):
        return comparison
    fields = tuple(_some(field, asked[field.name]) if field.name in asked else field for field in comparison.fields)
    return dataclasses.replace(comparison, fields=fields, verdict=worst(field.verdict for field in fields))


def _some(field: FieldComparison, names: frozenset[str]) -> FieldComparison:
    every = element_names(field.pair.ours)
    at = np.array([place for place, name in enumerate(every) if name in names], dtype=int)
    ours, theirs = (
        dataclasses.replace(
            side, values=side.values[at], missing=side.missing[at], labels=[every[place] for place in at]
        )
        for side in (field.pair.ours, field.pair.theirs)
    )
    return dataclasses.replace(
        field,
        pair=Aligned(ours, theirs, field.pair.have_we[at], field.pair.have_they[at]),
        difference=field.difference[at],
        digits=field.digits[at],
        allowed=field.allowed[at],
        verdicts=field.verdicts[at],
        noted=field.noted[at],
    )


def _with_parity(check: Check, given: Mapping[str, Field], own: Outcome, inputs: Inputs) -> Comparison:
    """Beside what parity itself computes."""
    from parity import __version__

    return compare_given(check, PARITY, given, _as_answer(own, Provenance(Answered.LIVE, __version__)), inputs)


def _as_answer(outcome: Outcome, provenance: Provenance) -> Answer:
    if outcome.fields is None:
        return Answer(None, outcome.conditions, provenance)
    value = {name: _values(field) for name, field in outcome.fields.items()}
    return Answer(value, outcome.conditions, provenance)


def _values(field: Field) -> Union[Any, dict[str, Any]]:
    elements = [field.element(place) for place in range(len(field))]
    if field.scalar:
        return elements[0]
    return dict(zip(field.labels, elements)) if field.labels is not None else elements


@functools.cache
def live() -> LiveR:
    """One R for the process, started when it is first needed."""
    started = start_r(Mode.LIVE, None, timeout=120.0)
    session = started.__enter__()
    atexit.register(started.__exit__, None, None, None)
    found = connection(session, Mode.AUTO, CATALOGUE.r_packages, insist=True)
    assert found.live is not None
    return found.live
