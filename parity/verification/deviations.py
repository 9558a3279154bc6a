"""What documented deviations of a reference explain of a field that disagrees, and what is said of its elements."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.answers.answer import Provenance
from parity.checks.vocabulary import Check, Deviation, Reference, Verdict
from parity.statistics.fields import Field, Kind, field_of
from parity.verification.allowance import CAPPED, Judged, judge
from parity.verification.elements import CODE, Aligned
from parity.verification.inputs import Inputs, of_these_inputs, part


@dataclass(frozen=True, slots=True)
class Held:
    """What a field is compared by."""

    check: Check
    call: Reference
    theirs: Mapping[str, Field | None]
    provenance: Provenance
    inputs: Inputs


class Notes:
    """What is said of single elements, each sentence once."""

    def __init__(self, length: int) -> None:
        self._texts: list[str] = []
        self.of = np.zeros(length, dtype=np.int16)

    @property
    def texts(self) -> tuple[str, ...]:
        return tuple(self._texts)

    def put(self, where: np.ndarray, text: str) -> None:
        """Say it of these elements, in the place of what was said."""
        if text and where.any():
            self.of[where] = self._number(text)

    def add(self, where: np.ndarray, text: str) -> None:
        """Say it of these elements, after what was said."""
        for before in np.unique(self.of[where]):
            said = f"{self._texts[before - 1]}; {text}" if before else text
            self.put(where & (self.of == before), said)

    def _number(self, text: str) -> int:
        if text not in self._texts:
            self._texts.append(text)
        return self._texts.index(text) + 1


def deviate(held: Held, name: str, pair: Aligned, judged: Judged, verdicts: np.ndarray, notes: Notes) -> None:
    """Apply the documented deviations of a field: `verdicts` and `notes` are changed."""
    good = judged.good
    packages = held.provenance.packages
    deviations = [one for one in held.call.deviations if name in one.fields and _holds(one, packages, held.inputs)]
    strict = next((one for one in deviations if one.is_strict), None)
    if strict is not None:
        verdicts[good] = CODE[Verdict.DISAGREES]
        verdicts[~good] = CODE[Verdict.DEVIATES_AS_DOCUMENTED]
        notes.put(good, f"agrees, though a deviation is documented for {strict.versions}")
        notes.put(~good, cause(strict))
        return
    left = ~good
    shown: list[str] = []
    for deviation in deviations:
        if not left.any():
            return
        if deviation.may_agree:
            unknown = left & pair.have_we & pair.have_they & _is_defined(held, deviation, name, pair)
            verdicts[unknown] = CODE[Verdict.DEVIATES_AS_DOCUMENTED]
            notes.put(unknown, cause(deviation))
            left = left & ~unknown
            continue
        try:
            given = _computed(held, deviation)
        except Exception as error:
            notes.add(left, f"what a documented deviation gives cannot be computed: {error}")
            continue
        try:
            value = part(given, name)
        except KeyError:
            continue
        if deviation.shifts is not None:
            if pair.ours.kind is not Kind.NUMBERS or np.size(value) != len(pair.ours) or not pair.have_we.all():
                continue
            value = pair.ours.values + value
        followed = field_of(value)
        if len(followed) != int(pair.have_they.sum()):
            continue
        instead = judge(held.check.tolerance(name, held.call), _followed(pair, followed), held.theirs, held.inputs)
        explained = left & _deviates(pair, value) & _is_defined(held, deviation, name, pair) & instead.good
        if explained.any():
            verdicts[explained] = CODE[Verdict.DEVIATES_AS_DOCUMENTED]
            notes.put(explained, cause(deviation))
            verdicts[explained & instead.capped] = CODE[Verdict.NOT_VERIFIED]
            notes.put(explained & instead.capped, CAPPED)
            left = left & ~explained
        if left.any() and followed.kind is Kind.NUMBERS and len(followed) == 1:
            shown.append(repr(followed.element(0)))
    if deviations and left.any():
        said = f" ({', '.join(shown)})" if shown else ""
        notes.add(left, f"not what a documented deviation explains{said}")


def _computed(held: Held, deviation: Deviation) -> Any:
    """What the reference then gives, or how far it lies from ours."""
    assert deviation.computed is not None
    if not deviation.reads:
        return held.inputs.of(deviation.computed)
    read = {name: held.theirs[name] for name in deviation.reads}
    theirs = {name: field.values for name, field in read.items() if field is not None and not field.missing.any()}
    return held.inputs.of_these_and(deviation.computed, theirs=theirs) if len(theirs) == len(read) else {}


def _holds(deviation: Deviation, packages: Mapping[str, str], inputs: Inputs) -> bool:
    """Whether a deviation is one of these versions and of these inputs."""
    return deviation.holds_for(packages) and (deviation.when is None or of_these_inputs(deviation.when, inputs))


def _deviates(pair: Aligned, value: Any) -> np.ndarray:
    """The elements in which the reference is known to deviate: not those that are masked."""
    found = np.ones(len(pair.theirs), dtype=bool)
    found[pair.have_they] = ~np.ma.getmaskarray(value) if np.ma.isMaskedArray(value) else True
    return found


def _is_defined(held: Held, deviation: Deviation, name: str, pair: Aligned) -> np.ndarray:
    """The elements in which ours is what the deviation says that it must be, within the tolerance of the field; those
    that only the reference has are."""
    if deviation.definition is None:
        return np.ones(len(pair.ours), dtype=bool)
    defined = field_of(part(held.inputs.of(deviation.definition), name))
    if len(defined) != int(pair.have_we.sum()) or defined.kind is not pair.ours.kind:
        return np.zeros(len(pair.ours), dtype=bool)
    values, missing = pair.ours.values.copy(), pair.ours.missing.copy()
    values[pair.have_we], missing[pair.have_we] = defined.values, defined.missing
    must_be = dataclasses.replace(pair.ours, values=values, missing=missing)
    here = Aligned(pair.ours, must_be, pair.have_we, pair.have_we)
    return judge(held.check.tolerance(name, held.call), here, held.theirs, held.inputs).good | ~pair.have_we


def _followed(pair: Aligned, followed: Field) -> Aligned:
    """The pair with what the reference is known to give in the place of ours: it has an element where the reference has
    it."""
    missing = np.ones(len(pair.theirs), dtype=bool)
    empty = {Kind.NUMBERS: np.nan, Kind.TEXT: "", Kind.TRUTH: False}[followed.kind]
    values = np.full(len(pair.theirs), empty, dtype=followed.values.dtype)
    values[pair.have_they], missing[pair.have_they] = followed.values, followed.missing
    kind = pair.theirs.kind if missing[pair.have_they].all() else followed.kind
    if kind is not followed.kind:
        values = pair.theirs.values
    instead = Field(kind, values, missing, pair.theirs.labels, pair.theirs.scalar)
    return Aligned(instead, pair.theirs, pair.have_they, pair.have_they)


def cause(deviation: Deviation) -> str:
    """The versions of a deviation, and why it is."""
    return f"{deviation.versions}: {deviation.cause}"
