"""Every computed bound of a catalogue on a control study, and that table as it is committed: none becomes wider
unseen."""

from __future__ import annotations

import csv
import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np

from parity.checks.vocabulary import Bound, Catalogue, Check
from parity.checks.vocabulary.pinned import named
from parity.errors import Unsound
from parity.verification.compute import arguments_of, asked_of
from parity.verification.controls.study import study
from parity.verification.inputs import Inputs, part

HEADER = ("check", "bound", "value")
SAME = 1e-4
"""Bounds come from solves and sums over patients, in whose last digits libraries differ."""
SAME_OF_TAILS = 0.1
"""That of a p value is a difference of two tails, which is coarse where its chi-square is 0 but for rounding."""
NOTHING = 1e-20
"""What rounding does to a chi-square of 0 is made of rounding errors alone."""

_held: dict[int, Check] = {}


def parts(check: Check) -> Iterator[tuple[str, Bound, bool]]:
    """The bounds of a check, and the scales that are computed for them: a name, and whether it is the scale."""
    found = {}
    for call in check.references:
        for field in check.gives(call):
            bound = check.tolerance(field, call).bound
            if bound is not None:
                found[f"{named(bound.function)}: {bound.name}"] = (bound, False)
                if callable(bound.scale):
                    found[f"{named(bound.scale)}: scale"] = (bound, True)
    yield from ((name, bound, of_scale) for name, (bound, of_scale) in found.items())


def total(bound: Bound, of_scale: bool, inputs: Inputs) -> float:
    """Over the elements of a field."""
    with np.errstate(all="ignore"):
        if of_scale and callable(bound.scale):
            value = inputs.of(bound.scale)
        else:
            value = part(inputs.of(bound.function), bound.name)
    return float(np.sum(np.asarray(value, dtype=float)))


def same(name: str, value: float, before: float) -> bool:
    """Whether two values of a bound are, in the digits that all libraries share."""
    last = re.split("[ .]", name)[-1]
    of_tail = last == "p" or last.endswith("_p") or last.startswith("p_")
    return bool(np.isclose(value, before, rtol=SAME_OF_TAILS if of_tail else SAME, atol=NOTHING, equal_nan=True))


def values(checks: Iterable[Check]) -> dict[tuple[str, str], float]:
    """By check and bound, summed over the cohorts of the control study; of checks that apply to it."""
    found: dict[tuple[str, str], float] = defaultdict(float)
    for check, sample in asked_of(study(), Catalogue(checks=tuple(checks), scripts=Path())):
        inputs = Inputs(arguments_of(check, sample))
        for name, bound, of_scale in parts(check):
            found[check.stem, name] += total(bound, of_scale, inputs)
    return dict(found)


def table(checks: Iterable[Check]) -> str:
    """The whole table as it is committed."""
    text = io.StringIO()
    rows = [(*key, f"{value:.6g}") for key, value in sorted(values(checks).items())]
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows])
    return text.getvalue()


def hold(catalogue: Catalogue) -> None:
    """Refuse bounds that do not come to what the committed table has, once for each check.

    Raises
    ------
    Unsound
        Naming the first bound that comes to something else, with both.
    """
    checks = [check for check in catalogue.checks if _held.get(id(check)) is not check]
    if catalogue.bounds is None or not checks:
        return
    with catalogue.bounds.open(encoding="utf-8", newline="") as file:
        pinned = {(row["check"], row["bound"]): float(row["value"]) for row in csv.DictReader(file)}
    for (stem, name), value in values(checks).items():
        before = pinned.get((stem, name))
        if before is None or not same(name, value, before):
            said = "there is none" if before is None else f"it is {before:.6g}"
            raise Unsound(
                f"{stem}: on the control study the bound {name} comes to {value:.6g}; in {catalogue.bounds.name}, "
                f"which pins every bound, {said}"
            )
    _held.update((id(check), check) for check in checks)
