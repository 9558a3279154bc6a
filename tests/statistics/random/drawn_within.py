"""What R's functions draw within, and what ours do: of each check that resamples, on one study, told draw by draw.

    python tests/statistics/random/drawn_within.py      writes fixtures/random/traces.json, of rms 8.1 or later and rmda
"""

from __future__ import annotations

import functools
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest import mock

import numpy as np

sys.path.append(str(Path(__file__).parents[2]))

from resampled import resampled  # noqa: E402

from parity import RRandom, places  # noqa: E402
from parity.answers.answer import Question  # noqa: E402
from parity.checks.catalogue import CATALOGUE  # noqa: E402
from parity.checks.vocabulary import Check  # noqa: E402
from parity.statistics.random.trace import Draw  # noqa: E402
from parity.verification.compute import arguments_of, asked_of, outcome_of, questions_of  # noqa: E402

SCRIPT = Path(__file__).parent / "scripts" / "traced.R"
FILE = Path(__file__).parents[3] / "fixtures" / "random" / "traces.json"
STUDY, COUNT, SEED = "rait", 30, 5
FEW = np.array([0.2, 0.4])
"""Thresholds: what is drawn does not depend on them, and R's time does."""
BLOCK = 624
"""R's .Random.seed says where in a block of its generator it stands."""

Sequence = tuple[Draw, ...]
"""What is drawn behind one seed."""


@functools.cache
def asked() -> Mapping[str, tuple[Check, dict[str, Any], list[Question]]]:
    """Each check that resamples, with the inputs of the first sample that it is run on, and its questions."""
    found: dict[str, tuple[Check, dict[str, Any], list[Question]]] = {}
    for check, sample in asked_of(resampled(STUDY, COUNT, SEED), CATALOGUE):
        if check.draws and check.stem not in found:
            arguments = arguments_of(check, sample)
            arguments.update({"thresholds": FEW} if "thresholds" in arguments else {})
            found[check.stem] = check, arguments, questions_of(check, sample, arguments)
    return found


def ours(stem: str, **other: Any) -> list[Sequence]:
    """What our side draws, behind each seed that it sets."""
    check, arguments, _ = asked()[stem]
    made: list[RRandom] = []
    plain = RRandom.__init__

    def kept(self: RRandom, *given: Any, **named: Any) -> None:
        plain(self, *given, **{**named, "trace": True})
        made.append(self)

    with mock.patch.object(RRandom, "__init__", kept):
        outcome_of(check, {**arguments, **other})
    return [tuple(map(_comparable, dice.trace)) for dice in made]


def of_r(session: Any, question: Question) -> list[Sequence] | None:
    """What R draws within a script, behind each seed that it sets; None where the script stops."""
    call = question.call
    script = places.r_scripts() / call.package / f"{call.name}.R"
    packages = [call.package, *call.needs]
    arguments = {"script": str(script), "name": call.name, "arguments": dict(question.arguments), "packages": packages}
    answer = session.call(SCRIPT, "traced", arguments)
    assert answer.value is not None, answer.conditions
    return None if answer.value["stopped"] else [tuple(map(_told, one)) for one in answer.value["drawn"]]


def _told(draw: Mapping[str, Any]) -> Draw:
    n = None if draw["n"] is None or draw["n"] != draw["n"] else int(draw["n"])
    first = tuple(np.atleast_1d(draw["first"]).astype(float).tolist())
    return _comparable(Draw(draw["call"], n, int(draw["size"]), first, draw["md5"], int(draw["mti"])))


def _comparable(draw: Draw) -> Draw:
    """With what R says of the place, and of runif without the values, which R scales."""
    of_values = {"first": (), "md5": ""} if draw.call == "runif" else {}
    return replace(draw, position=draw.position % BLOCK, **of_values)


def recorded() -> dict[tuple[str, str], list[Sequence]]:
    """By check and reference."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    sequences = [tuple(Draw(*one[:3], tuple(one[3]), *one[4:]) for one in drawn) for drawn in kept["sequences"]]
    return {tuple(name.split("/")): [sequences[place] for place in of] for name, of in kept["references"].items()}


def _record() -> None:
    from parity.answers.connect import connect
    from parity.answers.modes import Mode

    sequences: dict[Sequence, int] = {}
    references = {}
    with connect(Mode.LIVE, None, CATALOGUE.r_packages, timeout=300) as connection:
        for stem, question in _questions():
            found = of_r(connection.live.session, question)
            if found is not None:
                places_of = [sequences.setdefault(one, len(sequences)) for one in found]
                references[f"{stem}/{question.call.name}"] = places_of
    lines = ",\n".join(json.dumps([_written(draw) for draw in one]).replace("], [", "],\n  [") for one in sequences)
    names = ",\n".join(f"  {json.dumps(name)}: {of}" for name, of in references.items())
    FILE.write_text(f'{{"sequences": [\n{lines}\n],\n"references": {{\n{names}\n}}}}\n', encoding="utf-8")


def _questions() -> Iterator[tuple[str, Question]]:
    return ((stem, question) for stem, (_, _, questions) in asked().items() for question in questions)


def _written(draw: Draw) -> list[Any]:
    return [draw.call, draw.n, draw.size, [float(value) for value in draw.first], draw.md5, draw.position]


if __name__ == "__main__":
    _record()
