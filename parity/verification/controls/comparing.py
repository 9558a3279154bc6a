"""Controls of the comparison: answers of which it is known how they compare with ours."""

from __future__ import annotations

import dataclasses
import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.answers.answer import Condition, Said as Kind, Source, Unanswered
from parity.checks.vocabulary import BothStop, Check, Deviation, RCall, Verdict
from parity.verification.controls.study import (
    BOUNDED,
    CHECK,
    NO_NUMBERS,
    OF_NOTHING,
    RIGHT,
    Says,
    answer,
    asked_of,
    stopping,
    with_a_caution,
)

AGREES, DISAGREES = Verdict.AGREES, Verdict.DISAGREES
NOT_VERIFIED, UNDEFINED = Verdict.NOT_VERIFIED, Verdict.UNDEFINED
DEVIATES = Verdict.DEVIATES_AS_DOCUMENTED
EXIT = {
    AGREES: 0,
    DEVIATES: 0,
    DISAGREES: 1,
    NOT_VERIFIED: 5,
    Verdict.UNDEFINED: 5,
    Verdict.NOT_RECORDED: 4,
    Verdict.STALE: 4,
    Verdict.NOT_RUN: 4,
}


@dataclass(frozen=True, slots=True)
class Control:
    """A run of which it is known how it ends.

    Attributes
    ----------
    what : str
        ``"a number that vanished"``.
    ends : Verdict
    source : Source
        Who answers.
    check : Check
    """

    what: str
    ends: Verdict
    source: Source
    check: Check = CHECK


def controls() -> Iterator[Control]:
    """All of them."""
    yield from _of_values()
    yield from _of_conditions()
    yield from _of_deviations()
    yield from _of_runs()


def _given(what: str, ends: Verdict, check: Check = CHECK, **changed: Any) -> Control:
    return Control(what, ends, Says(answer({**RIGHT, **changed})), check)


def _nothing(what: str, ends: Verdict, **changed: Any) -> Control:
    return Control(what, ends, Says(answer({**NO_NUMBERS, **changed})), OF_NOTHING)


def _without(name: str) -> Mapping[str, Any]:
    return {key: value for key, value in RIGHT.items() if key != name}


def _of_values() -> Iterator[Control]:
    small, curve = RIGHT["small"], RIGHT["curve"]
    yield _given("the same numbers", AGREES)
    yield _given("a number off by a tenth of its tolerance", AGREES, small=small * (1 + 1e-14))
    yield _given("a number off by ten times its tolerance", DISAGREES, small=small * (1 + 1e-12))
    yield _given("a number of the other sign", DISAGREES, small=-small)
    yield _given("a count off by one", DISAGREES, count=RIGHT["count"] + 1)
    yield _given("one element of an array", DISAGREES, curve=curve * np.array([1, 1, 1 + 1e-12]))
    yield _given("an array in another order", DISAGREES, curve=curve[::-1])
    yield _given("an array with an element more", DISAGREES, curve=np.append(curve, 1.0))
    yield _given("an array with an element less", DISAGREES, curve=curve[:-1])
    yield _given("another text", DISAGREES, word="two")
    yield _given("another truth", DISAGREES, truth=False)
    yield _given("a truth for a number", DISAGREES, count=True)
    yield _given("a text for a number", DISAGREES, count="3")
    yield _given("a number that is missing", DISAGREES, small=None)
    yield _nothing("no numbers on both sides", Verdict.UNDEFINED)
    yield _nothing("a number for a missing one", DISAGREES, absent=0.0)
    yield _nothing("NaN for a missing number", DISAGREES, absent=math.nan)
    yield _nothing("a number for NaN", DISAGREES, undefined=0.0)
    yield _nothing("a missing number for NaN", DISAGREES, undefined=None)
    yield _given("NaN for a number", DISAGREES, small=math.nan)
    yield _given("the other infinity", DISAGREES, endless=-math.inf)
    yield _given("a number for infinity", DISAGREES, endless=1e308)
    yield _given("infinity for a number", DISAGREES, small=math.inf)
    yield _given("a number that nobody has", DISAGREES, surplus=1.0)
    for name in RIGHT:
        yield Control(f"{name}, which vanished", DISAGREES, Says(answer(_without(name))))
    for name in NO_NUMBERS:
        vanished = {key: value for key, value in NO_NUMBERS.items() if key != name}
        yield Control(f"{name}, which vanished", DISAGREES, Says(answer(vanished)), OF_NOTHING)
    yield _given("a bound without end, beyond its cap", DISAGREES, BOUNDED, small=small * (1 + 2e-6))


def _of_conditions() -> Iterator[Control]:
    warns, fails = Condition(Kind.WARNING, "theirs warns"), Condition(Kind.ERROR, "theirs stops here")
    known = {"theirs warns": "of_control"}
    yield Control("an unexpected warning", DISAGREES, Says(answer(RIGHT, warns)))
    yield Control(
        "a known warning that we do not have", DISAGREES, Says(answer(RIGHT, warns)), asked_of(conditions=known)
    )
    both = asked_of(with_a_caution, conditions=known)
    yield Control("the same warning", AGREES, Says(answer(RIGHT, warns)), both)
    yield Control("a caution of ours that they do not have", DISAGREES, Says(answer()), both)
    yield Control("an error of theirs", DISAGREES, Says(answer(None, fails)))
    yield Control("an error of ours", DISAGREES, Says(answer()), asked_of(stopping))
    yield Control("two errors", DISAGREES, Says(answer(None, fails)), asked_of(stopping))
    for when, ends in ((_always, UNDEFINED), (_never, DISAGREES)):
        stop = asked_of(stopping, where_both_stop=(BothStop("ours stops", "theirs stops", when=when),))
        yield Control(f"two known errors, of {when.__doc__}", ends, Says(answer(None, fails)), stop)
        other = asked_of(stopping, where_both_stop=(BothStop("ours stops", "another", when=when),))
        yield Control(
            f"two errors, one of them unknown, of {when.__doc__}", DISAGREES, Says(answer(None, fails)), other
        )
    for when, ends in ((_always, NOT_VERIFIED), (_never, DISAGREES)):
        stop = _deviating(fields=(), where_it_stops="theirs stops", when=when)
        yield Control(f"a known stop of theirs, of {when.__doc__}", ends, Says(answer(None, fails)), stop)


def _of_deviations() -> Iterator[Control]:
    theirs = Says(answer({**RIGHT, "small": _follows()["small"]}))
    others = Says(answer({**RIGHT, "small": 2e-3}))
    yield Control("a deviation as it is explained", DEVIATES, theirs, _deviating(follows=_follows))
    yield Control("a deviation other than explained", DISAGREES, others, _deviating(follows=_follows))
    yield Control("a deviation of inputs that have none", DISAGREES, theirs, _deviating(follows=_follows, when=_never))
    of_before = _deviating(follows=_follows, versions="control < 2")
    yield Control("a deviation of another version", DISAGREES, theirs, of_before)
    yield Control("a strict deviation that is gone", DISAGREES, Says(answer()), _deviating())
    yield Control("a shift of ours", DEVIATES, theirs, _deviating(shifts=_shifts))
    yield Control("another shift of ours", DISAGREES, others, _deviating(shifts=_shifts))
    text = Says(answer({**RIGHT, "word": "two"}))
    for definition, ends in ((_as_ours, DEVIATES), (_not_as_ours, DISAGREES)):
        check = _deviating(fields=("word",), follows=_another_word, definition=definition)
        yield Control(f"a text that deviates, ours {definition.__doc__}", ends, text, check)


def _of_runs() -> Iterator[Control]:
    wrong = answer({**RIGHT, "count": 0})
    yield Control("of two answers the second wrong", DISAGREES, Says(answer(), wrong))
    yield Control("of two answers the first wrong", DISAGREES, Says(wrong, answer()))
    yield Control(
        "an answer of the validation cohort", DISAGREES, Says(wrong, where=lambda one: one.place == "validation")
    )
    two = dataclasses.replace(CHECK, references=(*CHECK.references, RCall("control", "two", name="two")))
    yield Control(
        "an answer of the second reference", DISAGREES, Says(wrong, where=lambda one: one.call.name == "two"), two
    )
    for verdict in (Verdict.NOT_RECORDED, Verdict.STALE, Verdict.NOT_RUN, NOT_VERIFIED):
        yield Control(f"no answer, {verdict.value}", verdict, Says(Unanswered(verdict, "of control")))


def _deviating(fields: tuple[str, ...] = ("small",), versions: str = "control", **of: Any) -> Check:
    return asked_of(deviations=(Deviation(fields, versions, "of control", **of),))


def _always(outcome: np.ndarray) -> bool:
    """such inputs"""
    return True


def _never(outcome: np.ndarray) -> bool:
    """other inputs"""
    return False


def _follows() -> Mapping[str, float]:
    return {"small": 4e-3}


def _shifts() -> Mapping[str, float]:
    return {"small": 3e-3}


def _another_word() -> Mapping[str, str]:
    return {"word": "two"}


def _as_ours() -> Mapping[str, str]:
    """as defined"""
    return {"word": RIGHT["word"]}


def _not_as_ours() -> Mapping[str, str]:
    """not as defined"""
    return {"word": "three"}
