"""Where a reference is known to differ: the cause, the versions it holds for, and what it then gives."""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from parity.checks.vocabulary.tolerance import Function

_BOUND = r"(<=|>=|==|<|>)\s*([^\s,]+)"
_RULE = re.compile(rf"(\S+)(?:\s*{_BOUND}(?:,\s*{_BOUND})?)?")
_COMPARE: Mapping[str, Callable[[tuple[int, ...], tuple[int, ...]], bool]] = {
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "==": operator.eq,
}


@dataclass(frozen=True, slots=True)
class Deviation:
    """A number in which a reference is known to differ.

    Attributes
    ----------
    fields : tuple of str
        Field names without element labels, such as ``"c"`` or ``"interval.low"``.
    versions : str
        ``"rms < 6.9-0"``: package, comparison (``<``, ``<=``, ``>``, ``>=``, ``==``), version; a second one after a
        comma, as in ``"rms >= 6.9-0, < 7"``. ``"rms"`` alone: every version.
    cause : str
        What the reference does instead.
    follows : callable or None
        Computes what the reference then gives, by field, from those inputs of the check that it names as parameters: a
        mapping or an object with attributes. It is called only where our own number does not agree, and the reference's
        must then agree with *that* within the tolerance of the field. It leaves a field out where the reference does
        not deviate for these inputs, and gives a numpy masked array where some elements do not: there ours alone is
        right, and a wrong one must not pass for a deviation. Without it the deviation is strict: any disagreement is
        accepted, and agreement is a failure; unless `definition` is given.
    definition : callable or None
        Gives ours, of those inputs that it names as parameters, by the way of `follows` but without what deviates. An
        element of ours that is not this, within the tolerance of the field, is not explained: ours may differ from R,
        but not from the definition. It is for text, such as the lines of a page, of which no distance tells whether
        ours is right, and for fields that have other elements where the reference deviates. Without `follows` and
        `shifts` it is for numbers in which the reference loses its digits: what it gives is then not known, and may
        agree.
    shifts : callable or None
        In the place of `follows`: computes, from the same, how far the reference's number lies from ours, where it
        stops short of what ours is. Our number plus that must agree, so that a wrong one of ours does not pass.
    when : callable or None
        Of those inputs of the check that it names as parameters, by our own definitions: whether the reference deviates
        so for these, or one side stops. Where it is not true the deviation does not hold. None: for all inputs; of a
        stop it must be said, since a reference also stops of what it was wrongly given.
    reads : tuple of str
        Fields of the reference's answer that `follows` reads beside the inputs: it receives them as ``theirs``, a
        mapping of arrays. It is for what follows from numbers of the reference's own, such as the order of its risks;
        those are fields of the check, and held by themselves.
    where_we_stop, where_it_stops : str or None
        Regular expression of an error of ours with which we stop while the reference gives a value, or of the
        reference's while we give one. Then there are no fields.
    """

    fields: tuple[str, ...]
    versions: str
    cause: str
    follows: Function | None = None
    definition: Function | None = None
    when: Function | None = None
    where_we_stop: str | None = None
    where_it_stops: str | None = None
    shifts: Function | None = None
    reads: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.fields and (self.where_we_stop or self.where_it_stops):
            raise ValueError("a deviation is either in fields, or where one side stops")
        if self.follows is not None and self.shifts is not None:
            raise ValueError("a deviation is either followed, or a shift of our number")
        if (self.where_we_stop or self.where_it_stops) and self.when is None:
            raise ValueError("where one side stops, `when` says for which inputs")
        if self.may_agree and self.when is None:
            raise ValueError("where it is not known what the reference gives, `when` says for which inputs")
        if self.reads and self.follows is None:
            raise ValueError("what is read of the reference's answer is for what it then gives")
        _parsed(self.versions)

    @property
    def is_strict(self) -> bool:
        """Whether any disagreement is accepted, and agreement is a failure."""
        return self.computed is None and self.definition is None

    @property
    def may_agree(self) -> bool:
        """Whether it is not known what the reference gives, only what ours must be."""
        return self.computed is None and self.definition is not None

    @property
    def computed(self) -> Function | None:
        """The function by which it is known what the reference gives; None where it is strict."""
        return self.follows or self.shifts

    def holds_for(self, packages: Mapping[str, str]) -> bool:
        """Whether these package versions are among those that deviate."""
        package, bounds = _parsed(self.versions)
        if package not in packages:
            return False
        have = _version(packages[package])
        return all(_COMPARE[how](have, version) for how, version in bounds)


@dataclass(frozen=True, slots=True)
class BothStop:
    """Two errors with which both sides rightly stop.

    Attributes
    ----------
    ours, theirs : str
        Regular expressions.
    when : callable
        Whether these inputs are such, as in a `Deviation`.
    """

    ours: str
    theirs: str
    when: Function


def _parsed(rule: str) -> tuple[str, list[tuple[str, tuple[int, ...]]]]:
    match = _RULE.fullmatch(rule)
    if match is None or not re.fullmatch(r"[A-Za-z][\w.]*", match[1]):
        raise ValueError(f"not a version rule: {rule!r}; write for example 'rms < 6.9-0'")
    bounds = [(how, version) for how, version in zip(match.groups()[1::2], match.groups()[2::2]) if how]
    for _, version in bounds:
        if not re.fullmatch(r"\d+([.-]\d+)*", version):
            raise ValueError(f"not a version: {version!r} in {rule!r}; write for example 'rms < 6.9-0'")
    return match[1], [(how, _version(version)) for how, version in bounds]


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))
