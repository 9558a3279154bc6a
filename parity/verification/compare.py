"""A result held against an answer: field by field, both ways, with the digits that agree."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from parity.answers.answer import Answer, Answered, Condition, Provenance, Said, Unanswered
from parity.checks.vocabulary import Check, RDrawing, Reference, Tolerance, exact
from parity.statistics.fields import Field, Kind, field_of
from parity.verification.allowance import CAPPED, judge
from parity.verification.answered import answered, leaves
from parity.verification.deviations import Held, Notes, cause, deviate
from parity.verification.elements import (
    CODE,
    VERDICTS,
    Aligned,
    Element,
    aligned,
    differences,
    log_relative_errors,
    sizes,
)
from parity.verification.inputs import Inputs, of_these_inputs
from parity.verification.undefined import undefined
from parity.checks.vocabulary.verdict import Verdict, worst

_NOT_OURS = exact("a number that parity does not have cannot agree with one")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What our own computation gave for one statistic.

    Attributes
    ----------
    fields : mapping of str to Field, or None
        None where the computation stopped with an error, which is then among the conditions.
    conditions : tuple of Condition
        Cautions by code, or the error.
    """

    fields: Mapping[str, Field] | None
    conditions: tuple[Condition, ...] = ()


@dataclass(frozen=True, slots=True)
class FieldComparison:
    """One field of ours against one answer; all arrays have an entry an element.

    Attributes
    ----------
    name : str
        ``"net_benefit"``.
    pair : Aligned
        Ours and theirs.
    difference, digits : (n,) float arrays
        NaN where they have no meaning.
    allowed : (n,) float array
        The absolute difference that is allowed.
    verdicts : (n,) int8 array
        Codes into `parity.verification.elements.VERDICTS`.
    tolerance : Tolerance
    notes : tuple of str
        What is said of single elements.
    noted : (n,) int16 array
        For each element the number of its note, from 1; 0 for none.
    counts : tuple of int
        How many elements have each of `VERDICTS`.
    identical : int
        How many elements are the same on both sides; undefined ones are nothing that could be.
    """

    name: str
    pair: Aligned
    difference: np.ndarray
    digits: np.ndarray
    allowed: np.ndarray
    verdicts: np.ndarray
    tolerance: Tolerance
    notes: tuple[str, ...]
    noted: np.ndarray
    counts: tuple[int, ...] = field(init=False, repr=False, compare=False)
    identical: int = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        counts = np.bincount(self.verdicts, minlength=len(VERDICTS))
        same = (self.used == 0) & (self.verdicts != CODE[Verdict.UNDEFINED])
        object.__setattr__(self, "counts", tuple(counts.tolist()))
        object.__setattr__(self, "identical", int(np.count_nonzero(same)))

    def __len__(self) -> int:
        return len(self.verdicts)

    @property
    def verdict(self) -> Verdict:
        """Of the field: the worst of its elements; UNDEFINED where all of them are."""
        met = [verdict for verdict, count in zip(VERDICTS, self.counts) if count]
        return worst([verdict for verdict in met if verdict is not Verdict.UNDEFINED] or met)

    def count(self, *verdicts: Verdict) -> int:
        """How many elements have one of these verdicts."""
        return sum(self.counts[CODE[verdict]] for verdict in verdicts)

    @property
    def used(self) -> np.ndarray:
        """The part of its tolerance that each element uses up; infinite where it has nothing to use, 0 where both are
        the same."""
        size = np.abs(self.difference)
        with np.errstate(divide="ignore", invalid="ignore", over="ignore"):
            share = np.where(size > 0, size / self.allowed, 0.0)
        same = (self.verdicts == CODE[Verdict.AGREES]) | (self.verdicts == CODE[Verdict.UNDEFINED])
        return np.where(np.isfinite(size), np.where(np.isnan(share), np.inf, share), np.where(same, 0.0, np.inf))

    def element(self, position: int) -> Element:
        """One element, as a person sees it."""
        ours, theirs = self.pair.ours, self.pair.theirs
        note = self.notes[self.noted[position] - 1] if self.noted[position] else ""
        difference, digits = float(self.difference[position]), float(self.digits[position])
        return Element(
            field=self.name + ours.label(position),
            value=ours.element(position) if self.pair.have_we[position] else None,
            reference=theirs.element(position) if self.pair.have_they[position] else None,
            difference=None if np.isnan(difference) else difference,
            digits=None if np.isnan(digits) else digits,
            allowed=float(self.allowed[position]),
            tolerance=self.tolerance,
            verdict=VERDICTS[self.verdicts[position]],
            note=note,
        )

    def worst_first(self, most: int | None = None) -> list[Element]:
        """The elements that failed or came closest to failing, as many as are wanted.

        Of those that use nothing of their tolerance, numbers that might have differed come before zeros, infinite ones
        and text. What is undefined comes last.
        """
        severity = np.array([verdict.severity for verdict in VERDICTS])[self.verdicts]
        values = self.pair.ours.values
        telling = (
            np.isfinite(values) & (values != 0)
            if self.pair.ours.kind is Kind.NUMBERS
            else np.zeros(len(self), dtype=bool)
        )
        undefined = self.verdicts == CODE[Verdict.UNDEFINED]
        order = np.lexsort((~telling, -self.used, -severity, undefined))
        return [self.element(int(position)) for position in order[:most]]

    @property
    def worst(self) -> Element | None:
        """The element that failed by most or came closest to failing; an undefined one only where all are; None where
        there is none."""
        return next(iter(self.worst_first(1)), None)


@dataclass(frozen=True, slots=True)
class Comparison:
    """One statistic against one answer of one reference.

    Attributes
    ----------
    call : RCall or LibraryCall
    provenance : Provenance or None
        None where there is no answer.
    fields : tuple of FieldComparison
    conditions : tuple of Condition
        What the reference said beside its value, with our codes where it has one.
    verdict : Verdict
    note : str
        Why there is no answer, or what differs beside the numbers.
    """

    call: Reference
    provenance: Provenance | None
    fields: tuple[FieldComparison, ...]
    conditions: tuple[Condition, ...]
    verdict: Verdict
    note: str = ""

    @property
    def drawn(self) -> bool:
        """Whether pages are compared, line by line."""
        return isinstance(self.call, RDrawing)

    @property
    def live(self) -> bool:
        """Whether the reference answered in this run."""
        return self.provenance is not None and self.provenance.answered == Answered.LIVE

    @property
    def size(self) -> int:
        """How many elements were compared."""
        return sum(len(field) for field in self.fields)

    @property
    def not_verified(self) -> tuple[FieldComparison, ...]:
        """The fields with elements that cannot be verified."""
        return tuple(field for field in self.fields if field.count(Verdict.NOT_VERIFIED))

    @property
    def undefined(self) -> tuple[FieldComparison, ...]:
        """The fields with elements that are undefined on both sides."""
        return tuple(field for field in self.fields if field.count(Verdict.UNDEFINED))

    @property
    def verifies(self) -> bool:
        """Whether anything of ours was held against an answer; where a side stops, as documented, or both do, nothing
        was, nor are numbers that neither side has."""
        if self.provenance is None:
            return False
        if not self.fields:
            return self.verdict not in (Verdict.DEVIATES_AS_DOCUMENTED, Verdict.UNDEFINED)
        return self.size > sum(field.count(Verdict.UNDEFINED) for field in self.fields)


def decides(comparison: Comparison, among: Sequence[Comparison]) -> bool:
    """Whether it counts towards the verdict: a stale record does not where the reference itself has answered."""
    return comparison.verdict is not Verdict.STALE or not any(one.live and one.call is comparison.call for one in among)


def of_statistic(comparisons: Sequence[Comparison]) -> Verdict:
    """The worst verdict of those that decide; NOT_VERIFIED where that is a pass and yet nothing was held against any
    answer. A field that is undefined throughout leaves no pass."""
    verdict = worst(comparison.verdict for comparison in comparisons if decides(comparison, comparisons))
    if verdict.passes and not any(comparison.verifies for comparison in comparisons):
        return Verdict.NOT_VERIFIED
    return verdict


def compare(
    check: Check,
    call: Reference,
    ours: Outcome,
    answer: Answer | Unanswered,
    inputs: Inputs,
    shared: frozenset[str] = frozenset(),
) -> Comparison:
    """Hold our outcome of a check against one answer.

    The class of the outcome comes first (a value or an error, the set of warnings), the numbers second. Every number
    that the reference is said to give must be there, and no other.

    Parameters
    ----------
    check : Check
    call : RCall or LibraryCall
    ours : Outcome
    answer : Answer or Unanswered
    inputs : Inputs
        What both sides received: bounds and known deviations follow from it.
    shared : frozenset of str
        Names in the answer that other checks compare, where it serves several.
    """
    if isinstance(answer, Unanswered):
        return Comparison(call, None, (), (), answer.verdict, answer.reason)
    conditions = tuple(_coded(condition, call) for condition in answer.conditions)
    if ours.fields is None or answer.value is None:
        return _compare_stops(call, ours, answer, conditions, inputs)
    gives = check.gives(call)
    theirs = {name: _labelled(answered(answer.value, key), ours.fields.get(name)) for name, key in gives.items()}
    held = Held(check, call, theirs, answer.provenance, inputs)
    known = {*gives.values(), *shared}
    surplus = {name: answered(answer.value, name) for name in leaves(answer.value, known) if name not in known}
    fields = [_compare_field(held, name, ours.fields.get(name), theirs[name]) for name in gives]
    fields += [_surplus(name, field) for name, field in surplus.items()]
    vanished = [name for name, field in theirs.items() if field is None and ours.fields.get(name) is not None]
    note = "; ".join(
        [f"{call.package} does not give {name}" for name in vanished if not len(ours.fields[name])]
        + [_condition_difference(ours.conditions, conditions, call)]
    ).removesuffix("; ")
    verdicts = [field.verdict for field in fields if len(field)] + ([Verdict.DISAGREES] if note else [])
    return Comparison(call, answer.provenance, tuple(fields), conditions, worst(verdicts or [Verdict.AGREES]), note)


def compare_given(
    check: Check, call: Reference, given: Mapping[str, Field], answer: Answer | Unanswered, inputs: Inputs
) -> Comparison:
    """Hold some fields that somebody else computed against one answer: those of them that the reference gives.

    What either says beside its numbers is not compared, and neither is what was not given. Parameters as in `compare`.
    """
    if isinstance(answer, Unanswered):
        return Comparison(call, None, (), (), answer.verdict, answer.reason)
    conditions = tuple(_coded(condition, call) for condition in answer.conditions)
    if answer.value is None:
        said = "; ".join(condition.text for condition in conditions if condition.kind is Said.ERROR)
        return Comparison(call, answer.provenance, (), conditions, Verdict.DISAGREES, f"it stops: {said}")
    gives = check.gives(call)
    theirs = {name: _labelled(answered(answer.value, key), given.get(name)) for name, key in gives.items()}
    held = Held(check, call, theirs, answer.provenance, inputs)
    fields = tuple(_compare_field(held, name, given[name], theirs[name]) for name in gives if name in given)
    verdict = worst([field.verdict for field in fields] or [Verdict.NOT_VERIFIED])
    return Comparison(call, answer.provenance, fields, conditions, verdict)


def _labelled(theirs: Field | None, ours: Field | None) -> Field | None:
    """Their field with the labels of ours, where it has none of its own and as many elements."""
    if theirs is None or ours is None or theirs.labels is not None or len(theirs) != len(ours):
        return theirs
    return dataclasses.replace(theirs, labels=ours.labels)


def _compare_field(held: Held, name: str, ours: Field | None, theirs: Field | None) -> FieldComparison:
    tolerance = held.check.tolerance(name, held.call)
    if ours is None and theirs is None:
        ours = Field(Kind.NUMBERS, np.full(1, np.nan), np.ones(1, dtype=bool), None, True)
    pair = aligned(ours, theirs)
    judged = judge(tolerance, pair, held.theirs, held.inputs)
    verdicts = np.where(judged.good, CODE[Verdict.AGREES], CODE[Verdict.DISAGREES]).astype(np.int8)
    verdicts[judged.capped] = CODE[Verdict.NOT_VERIFIED]
    notes = Notes(len(verdicts))
    notes.put(judged.capped, CAPPED)
    notes.put(~judged.good, judged.problem)
    notes.put(~pair.have_they, f"{held.call.package} does not give it")
    notes.put(~pair.have_we, "parity does not give it")
    deviate(held, name, pair, judged, verdicts, notes)
    for where, reason in undefined(held.check, name, pair, verdicts == CODE[Verdict.AGREES], held.inputs):
        verdicts[where] = CODE[Verdict.UNDEFINED]
        notes.put(where, reason)
    digits = log_relative_errors(pair, judged.allowed - tolerance.rtol * sizes(pair))
    return FieldComparison(
        name, pair, differences(pair), digits, judged.allowed, verdicts, tolerance, notes.texts, notes.of
    )


def _surplus(name: str, field: Field | None) -> FieldComparison:
    pair = aligned(None, field if field is not None else field_of(None))
    n = len(pair.theirs)
    nowhere = np.full(n, np.nan)
    notes = Notes(n)
    notes.put(np.ones(n, dtype=bool), "parity does not give it")
    verdicts = np.full(n, CODE[Verdict.DISAGREES], dtype=np.int8)
    return FieldComparison(name, pair, nowhere, nowhere, np.zeros(n), verdicts, _NOT_OURS, notes.texts, notes.of)


def explanation(comparison: Comparison) -> str:
    """Of an answer where one side stops, as documented: the cause and its versions."""
    return next((text for text in map(cause, comparison.call.deviations) if text in comparison.note), comparison.note)


def _compare_stops(
    call: Reference, ours: Outcome, answer: Answer, conditions: tuple[Condition, ...], inputs: Inputs
) -> Comparison:
    if ours.fields is None and answer.value is None:
        our_error, error = _error(ours.conditions), _error(conditions)
        known = [one for one in call.where_both_stop if re.search(one.ours, our_error) and re.search(one.theirs, error)]
        if any(of_these_inputs(one.when, inputs) for one in known):
            return Comparison(call, answer.provenance, (), conditions, Verdict.UNDEFINED, f"both stop: {our_error}")
        note = f"both stop, not known to be for the same reason: parity: {our_error}; {call.source}: {error}"
        return Comparison(call, answer.provenance, (), conditions, Verdict.DISAGREES, note)
    if ours.fields is None:
        error, who = _error(ours.conditions), "where_we_stop"
        note = f"parity stops ({error}), {call.source} gives a value"
    else:
        error, who = _error(conditions), "where_it_stops"
        note = f"{call.source} stops: {error}"
    for deviation in call.deviations:
        pattern = getattr(deviation, who)
        if pattern and re.search(pattern, error) and deviation.holds_for(answer.provenance.packages):
            if not of_these_inputs(deviation.when, inputs):
                note += "; it is known to stop so, but not of these inputs"
                continue
            said = f"{note}; {cause(deviation)}"
            return Comparison(call, answer.provenance, (), conditions, Verdict.DEVIATES_AS_DOCUMENTED, said)
    return Comparison(call, answer.provenance, (), conditions, Verdict.DISAGREES, note)


def _error(conditions: tuple[Condition, ...]) -> str:
    return "; ".join(condition.text for condition in conditions if condition.kind == Said.ERROR)


def _coded(condition: Condition, call: Reference) -> Condition:
    for pattern, code in call.conditions.items():
        if re.search(pattern, condition.text):
            return Condition(condition.kind, condition.text, code)
    return condition


def _condition_difference(ours: tuple[Condition, ...], theirs: tuple[Condition, ...], call: Reference) -> str:
    known = set(call.conditions.values()) - {"-"}
    our_codes = {condition.code for condition in ours if condition.code in known}
    their_codes = {condition.code for condition in theirs if condition.code not in (None, "-")}
    parts = [
        f"{call.package} says, unexpectedly: {condition.text.strip()}" for condition in theirs if condition.code is None
    ]
    parts += [f"{call.package} warns of {code}, parity does not" for code in sorted(map(str, their_codes - our_codes))]
    parts += [f"parity warns of {code}, {call.package} does not" for code in sorted(map(str, our_codes - their_codes))]
    return "; ".join(parts)
