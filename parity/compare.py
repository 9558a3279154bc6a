"""A result held against an answer: number by number, both ways, with the digits that agree."""

from __future__ import annotations

import enum
import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Union

from parity.check import Check, Deviation, LibraryCall, RCall, RDrawing, Tolerance, exact
from parity.fields import Scalar, base_name, flatten_answer
from parity.reference import Condition, Provenance, Reference, Unanswered

ALL_DIGITS = 17.0
"""The LRE given to two identical doubles: 17 significant digits tell any two doubles apart."""


class Verdict(enum.Enum):
    """How a comparison ended. Only the first two are a pass. In the order from best to worst."""

    AGREES = "agrees"
    DEVIATES_AS_DOCUMENTED = "deviates as documented"
    SKIPPED = "skipped"
    NOT_RECORDED = "not recorded"
    STALE = "stale"
    NOT_RUN = "not run"
    DISAGREES = "disagrees"

    @property
    def passes(self) -> bool:
        return self in (Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED)


_SEVERITY = {verdict: severity for severity, verdict in enumerate(Verdict)}


def of_statistic(comparisons: Sequence[Comparison]) -> Verdict:
    """The worst verdict; SKIPPED where that is a pass and yet nothing was held against any answer."""
    verdict = worst([comparison.verdict for comparison in comparisons])
    if verdict.passes and not any(comparison.verifies for comparison in comparisons):
        return Verdict.SKIPPED
    return verdict


def worst(verdicts: list[Verdict]) -> Verdict:
    """The worst of several verdicts; what was skipped decides only where nothing else was compared."""
    decided = [verdict for verdict in verdicts if verdict is not Verdict.SKIPPED]
    return max(decided, key=_SEVERITY.__getitem__) if decided else Verdict.SKIPPED


@dataclass(frozen=True, slots=True)
class Outcome:
    """What our own computation gave for one statistic.

    Attributes
    ----------
    values : mapping or None
        Flattened result; None where the computation stopped with an error, which is then among the conditions.
    conditions : tuple of Condition
        Cautions by code, or the error.
    """

    values: Mapping[str, Scalar] | None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class Agreement:
    """One number of ours against one answer.

    Attributes
    ----------
    field : str
        ``"net_benefit[0.10]"``.
    value, reference : float, int, str, bool or None
        Ours and theirs.
    difference : float or None
        ``value - reference`` where both are numbers.
    digits : float or None
        LRE, -log10 of the relative error (of the absolute error where theirs is 0 within the tolerance); `ALL_DIGITS` if
        identical; None for text.
    tolerance : Tolerance
    verdict : Verdict
        AGREES, DISAGREES or DEVIATES_AS_DOCUMENTED.
    note : str
        The cause of a documented deviation; what is missing on which side.
    """

    field: str
    value: Scalar
    reference: Scalar
    difference: float | None
    digits: float | None
    tolerance: Tolerance
    verdict: Verdict
    note: str = ""


@dataclass(frozen=True, slots=True)
class Comparison:
    """One statistic against one answer of one reference.

    Attributes
    ----------
    call : RCall or LibraryCall
    provenance : Provenance or None
        None where there is no answer.
    agreements : tuple of Agreement
    conditions : tuple of Condition
        What the reference said beside its value, with our codes where it has one.
    verdict : Verdict
    note : str
        Why there is no answer, or what differs beside the numbers.
    """

    call: Union[RCall, LibraryCall]
    provenance: Provenance | None
    agreements: tuple[Agreement, ...]
    conditions: tuple[Condition, ...]
    verdict: Verdict
    note: str = ""

    @property
    def drawn(self) -> bool:
        """Whether pages are compared, line by line."""
        return isinstance(self.call, RDrawing)

    @property
    def verifies(self) -> bool:
        """Whether anything of ours was held against an answer; a reference that stops, as documented, or we alone, verify nothing."""
        return self.provenance is not None and (bool(self.agreements) or self.verdict is not Verdict.DEVIATES_AS_DOCUMENTED)


def compare(check: Check, call: RCall | LibraryCall, ours: Outcome, answer: Reference | Unanswered) -> Comparison:
    """Hold our outcome of a check against one answer.

    The class of the outcome comes first (a value or an error, the set of warnings), the numbers second. Every number
    that the reference is said to give must be there, and no other.
    """
    if isinstance(answer, Unanswered):
        return Comparison(call, None, (), (), Verdict[answer.verdict], answer.reason)
    conditions = tuple(_coded(condition, call) for condition in answer.conditions)
    if ours.values is None or answer.value is None:
        return _compare_stops(call, ours, answer, conditions)
    given = check.gives(call)
    expected = {name: value for name, value in ours.values.items() if base_name(name) in given}
    theirs = flatten_answer(answer.value, ours.values)
    agreements = [_agreement(name, expected, theirs, check, call, ours.values, answer.provenance) for name in {**expected, **theirs}]
    note = _condition_difference(ours.conditions, conditions, call)
    verdicts = [agreement.verdict for agreement in agreements] + ([Verdict.DISAGREES] if note else [])
    return Comparison(call, answer.provenance, tuple(agreements), conditions, worst(verdicts), note)


def log_relative_error(value: float, reference: float, *, negligible: float = 0.0) -> float:
    """Significant digits in which `value` agrees with `reference`: McCullough's LRE.

    Parameters
    ----------
    value, reference : float
    negligible : float
        A reference not above this counts as 0: what rounding leaves of a zero has no significant digits.

    Returns
    -------
    float
        :math:`-\\log_{10}(|v - r| / |r|)`, or :math:`-\\log_{10}|v - r|` where r is 0; `ALL_DIGITS` for identical values
        (two NaN among them), 0 where nothing agrees or only one is finite.

    References
    ----------
    McCullough (1998), Assessing the reliability of statistical software: Part I, doi:10.1080/00031305.1998.10480585.
    """
    if value == reference or (math.isnan(value) and math.isnan(reference)):
        return ALL_DIGITS
    if not (math.isfinite(value) and math.isfinite(reference)):
        return 0.0
    relative = abs(value - reference) / _scale(reference, negligible)
    if relative == 0.0:
        return _MOST_DIGITS
    return min(max(-math.log10(relative), 0.0), _MOST_DIGITS)


_MOST_DIGITS = ALL_DIGITS - 0.1
"""Of two values that are not identical, which beside an absolute scale may be as near as 1e-30."""
_NOT_OURS = exact("a number that parity does not have cannot agree with one")


def _scale(reference: float, negligible: float) -> float:
    return abs(reference) if abs(reference) > negligible else 1.0


def _agreement(
    name: str,
    expected: Mapping[str, Scalar],
    theirs: Mapping[str, Scalar],
    check: Check,
    call: RCall | LibraryCall,
    ours: Mapping[str, Scalar],
    provenance: Provenance,
) -> Agreement:
    base, label = base_name(name), name[len(base_name(name)) :]
    tolerance = check.tolerance(name, call).of(name, ours) if base in check.tolerances else _NOT_OURS
    value, reference = expected.get(name), theirs.get(name)

    def allows(field: str, values: Mapping[str, Scalar]) -> bool:
        """Whether theirs is there, or not, as a number of ours is, and they agree."""
        return (field in values) is (name in theirs) and (name not in theirs or tolerance.allows(values[field], reference))

    agrees = allows(name, expected)
    verdict, note = (Verdict.AGREES if agrees else Verdict.DISAGREES), ""
    if name not in theirs:
        note = f"{call.package} does not give it"
    elif name not in expected:
        note = "parity does not give it"
    deviations = [deviation for deviation in call.deviations if base in deviation.fields and deviation.holds_for(provenance.packages)]
    strict = next((deviation for deviation in deviations if deviation.explained_by is None), None)
    if strict is not None:
        verdict = Verdict.DISAGREES if agrees else Verdict.DEVIATES_AS_DOCUMENTED
        note = f"agrees, though a deviation is documented for {strict.versions}" if agrees else _cause(strict)
    elif deviations and not agrees:
        as_many = [deviation for deviation in deviations if _elements(deviation.explained_by, ours) == _elements(base, theirs)]
        causes = [_cause(deviation) for deviation in as_many if allows(deviation.explained_by + label, ours)]
        if causes:
            verdict, note = Verdict.DEVIATES_AS_DOCUMENTED, causes[0]
        else:
            explained = {deviation.explained_by: ours.get(deviation.explained_by + label) for deviation in deviations}
            said = ", ".join(f"{field}: {value!r}" for field, value in explained.items())
            note = "; ".join(filter(None, [note, f"not what a documented deviation explains ({said})"]))
    difference, digits = None, None
    if _number(value) and _number(reference):
        digits = log_relative_error(value, reference, negligible=tolerance.atol)
        identical = value == reference or (math.isnan(value) and math.isnan(reference))
        difference = 0.0 if identical else value - reference
    return Agreement(name, value, reference, difference, digits, tolerance, verdict, note)


def _elements(base: str, values: Mapping[str, Scalar]) -> int:
    return sum(base_name(name) == base for name in values)


def _cause(deviation: Deviation) -> str:
    return f"{deviation.versions}: {deviation.cause}"


def _compare_stops(call: RCall | LibraryCall, ours: Outcome, answer: Reference, conditions: tuple[Condition, ...]) -> Comparison:
    if ours.values is None and answer.value is None:
        our_error, error = _error(ours.conditions), _error(conditions)
        if any(re.search(one, our_error) and re.search(other, error) for one, other in call.where_both_stop.items()):
            return Comparison(call, answer.provenance, (), conditions, Verdict.AGREES, f"both stop: {our_error}")
        note = f"both stop, not known to be for the same reason: parity: {our_error}; {call.source}: {error}"
        return Comparison(call, answer.provenance, (), conditions, Verdict.DISAGREES, note)
    if ours.values is None:
        error, who = _error(ours.conditions), "where_we_stop"
        note = f"parity stops ({error}), {call.source} gives a value"
    else:
        error, who = _error(conditions), "where_it_stops"
        note = f"{call.source} stops: {error}"
    for deviation in call.deviations:
        pattern = getattr(deviation, who)
        if pattern and re.search(pattern, error) and deviation.holds_for(answer.provenance.packages):
            return Comparison(call, answer.provenance, (), conditions, Verdict.DEVIATES_AS_DOCUMENTED, f"{note}; {_cause(deviation)}")
    return Comparison(call, answer.provenance, (), conditions, Verdict.DISAGREES, note)


def _error(conditions: tuple[Condition, ...]) -> str:
    return "; ".join(condition.text for condition in conditions if condition.kind == "error")


def _coded(condition: Condition, call: RCall | LibraryCall) -> Condition:
    for pattern, code in call.conditions.items():
        if re.search(pattern, condition.text):
            return Condition(condition.kind, condition.text, code)
    return condition


def _condition_difference(ours: tuple[Condition, ...], theirs: tuple[Condition, ...], call: RCall | LibraryCall) -> str:
    known = set(call.conditions.values()) - {"-"}
    our_codes = {condition.code for condition in ours if condition.code in known}
    their_codes = {condition.code for condition in theirs if condition.code not in (None, "-")}
    parts = [f"{call.package} says, unexpectedly: {condition.text.strip()}" for condition in theirs if condition.code is None]
    parts += [f"{call.package} warns of {code}, parity does not" for code in sorted(their_codes - our_codes)]
    parts += [f"parity warns of {code}, {call.package} does not" for code in sorted(our_codes - their_codes)]
    return "; ".join(parts)


def _number(value: Scalar) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)
