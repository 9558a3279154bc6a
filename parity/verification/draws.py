"""Where a statistic that resamples disagrees: whether both sides drew the same, and otherwise the first wrong draw.

Both are asked once more, with every draw told: ours through `listening`, R through its own functions
(``parity/r/traced.R``).
"""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import takewhile
from typing import Any

import numpy as np

from parity.answers.answer import Question
from parity.checks.vocabulary import Check, RCall, Verdict
from parity.errors import plural
from parity.r.answer import RAnswer
from parity.r.errors import RFailure
from parity.statistics.random.trace import Draw, first_difference, listening
from parity.verification.compare import Comparison
from parity.verification.compute import Computed, outcome_of, questions_of
from parity.verification.verification import Statistic

BLOCK = 624
"""R's .Random.seed says where in a block of the Mersenne Twister it stands."""
TOLD = ("sample.int", "runif")
"""R's functions whose calls can be told."""
UNKNOWN = "which draw differs cannot be told"

Traced = Callable[[Question], RAnswer]
"""R's answer to a question, with what it drew in the place of the value."""
Drawn = tuple[Draw, ...]
"""What is drawn behind one seed."""


def unexplained(statistic: Statistic) -> bool:
    """Whether it rests on draws, and numbers of it disagree with one of R's."""
    return statistic.check.draws and any(map(_disagrees, statistic.comparisons))


def explained(statistic: Statistic, ours: Computed, traced: Traced | None) -> Statistic:
    """The same statistic, each answer that disagrees with a note on the draws.

    Parameters
    ----------
    statistic : Statistic
    ours : Computed
        Our side of it.
    traced : callable or None
        None where R is not live.
    """
    mine = drawn_by_us(ours.check, ours.inputs.arguments)
    questions = questions_of(ours.check, ours.sample, ours.inputs.arguments)
    asked = {(question.call.package, question.call.name): question for question in questions}
    live = {id(comparison.call) for comparison in statistic.comparisons if comparison.live}

    def said_of(comparison: Comparison) -> str:
        untold = sorted({draw.call for one in mine for draw in one} - set(TOLD))
        if untold:
            return f"{UNKNOWN}: R draws {' and '.join(untold)} in C"
        if comparison.live and traced is not None:
            call = comparison.call
            return _held_against_r(mine, asked[call.package, call.name], traced)
        if id(comparison.call) in live:
            return ""
        return f"a live answer of {comparison.call.package} would name the first draw that differs"

    def with_note(comparison: Comparison) -> Comparison:
        if not _disagrees(comparison):
            return comparison
        note = "; ".join(filter(None, [comparison.note, said_of(comparison)]))
        return dataclasses.replace(comparison, note=note)

    return dataclasses.replace(statistic, comparisons=tuple(map(with_note, statistic.comparisons)))


def drawn_by_us(check: Check, arguments: Mapping[str, Any]) -> list[Drawn]:
    """What our side of a check draws, behind each seed."""
    with listening() as heard:
        outcome_of(check, arguments)
    return [tuple(one) for one in heard if one]


def drawn_by_r(answer: RAnswer) -> list[Drawn] | None:
    """What R says that it drew, behind each seed; None where it stopped."""
    if answer.value is None:
        return None
    return [tuple(map(_told, one)) for one in answer.value["drawn"] if one]


def parting(ours: Sequence[Drawn], theirs: Sequence[Drawn]) -> str:
    """The first draw in which a sequence of R's is none of ours, beside that of ours which goes the longest way with
    it; empty where each is one of ours.

    What we draw besides serves another question: one statistic of ours may be several of R's. Of the positions only
    what R knows is compared, and of runif not the values, which R scales.
    """
    mine, others = [tuple(map(comparable, one)) for one in ours], [tuple(map(comparable, one)) for one in theirs]
    for other in others:
        if not any(_same(one, other) for one in mine):
            free = [one for one in mine if not any(_same(one, another) for another in others)]
            nearest = max(free or mine, key=lambda one: _nearness(one, other), default=())
            return first_difference(nearest, other, other="R")
    return ""


def _held_against_r(mine: Sequence[Drawn], question: Question, traced: Traced) -> str:
    try:
        theirs = drawn_by_r(traced(question))
    except RFailure as error:
        return f"{UNKNOWN}: {error}"
    if theirs is None:
        return f"{UNKNOWN}: R stops where its draws are traced"
    if mine and not theirs:
        return first_difference(tuple(map(comparable, mine[0])), (), other="R")
    said = parting(mine, theirs)
    if said or not theirs:
        return said
    count = sum(map(len, dict.fromkeys(theirs)))
    last = next(one for one in mine if _same(tuple(map(comparable, one)), tuple(map(comparable, theirs[-1]))))
    where = f"{plural(count, 'draw')}, the last at position {last[-1].position:,} of the stream"
    return f"the same resamples were drawn ({where}): the difference is in what is computed of them"


def _disagrees(comparison: Comparison) -> bool:
    of_r = isinstance(comparison.call, RCall)
    return of_r and any(field.count(Verdict.DISAGREES) for field in comparison.fields)


def _same(one: Drawn, other: Drawn) -> bool:
    """Whether R's sequence is ours as often as R draws it: boot.ci draws boot's resamples again, from where the stream
    then stood; and without the last runif, which a figure may have no need of."""
    if not one:
        return False
    whole = one * max(1, len(other) // len(one))
    while len(whole) > len(other) and whole[-1].call == "runif":
        whole = whole[:-1]
    return whole == other


def _nearness(one: Drawn, other: Drawn) -> tuple[int, int, int]:
    """How many draws two sequences begin with that are the same; how many of both, wherever, are of as many from as
    many; and how far their lengths are apart."""
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(one, other))))
    of_a_shape = Counter(map(_shape, one)) & Counter(map(_shape, other))
    return alike, of_a_shape.total(), -abs(len(one) - len(other))


def _shape(draw: Draw) -> tuple[str, int | None, int]:
    return draw.call, draw.n, draw.size


def _told(draw: Mapping[str, Any]) -> Draw:
    n = None if draw["n"] is None or np.isnan(draw["n"]) else int(draw["n"])
    first = tuple(np.atleast_1d(draw["first"]).astype(float).tolist())
    return Draw(draw["call"], n, int(draw["size"]), first, draw["md5"], int(draw["mti"]))


def comparable(draw: Draw) -> Draw:
    of_values = {"first": (), "md5": ""} if draw.call == "runif" else {}
    return dataclasses.replace(draw.within(BLOCK), **of_values)
