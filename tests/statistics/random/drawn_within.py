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

import numpy as np

sys.path.append(str(Path(__file__).parents[2]))

from resampled import resampled  # noqa: E402

from parity.answers.answer import Question  # noqa: E402
from parity.checks.catalogue import CATALOGUE  # noqa: E402
from parity.checks.vocabulary import Check  # noqa: E402
from parity.statistics.random.trace import Draw  # noqa: E402
from parity.verification.compute import Computed, asked_of, computed, questions_of  # noqa: E402
from parity.verification.draws import Drawn, comparable, drawn_by_r, drawn_by_us  # noqa: E402
from parity.verification.sample import Sample  # noqa: E402

FILE = Path(__file__).parents[3] / "fixtures" / "random" / "traces.json"
STUDY, COUNT, SEED = "rait", 30, 5
FEW = np.array([0.2, 0.4])
"""Thresholds: what is drawn does not depend on them, and R's time does."""


@functools.cache
def asked() -> Mapping[str, tuple[Check, Sample]]:
    """Each check that resamples, with the first sample that it is run on."""
    found: dict[str, tuple[Check, Sample]] = {}
    for check, sample in asked_of(replace(resampled(STUDY, COUNT, SEED), thresholds=FEW), CATALOGUE):
        if check.draws:
            found.setdefault(check.stem, (check, sample))
    return found


@functools.cache
def of_us(stem: str) -> Computed:
    """Our side of such a check."""
    return computed(*asked()[stem])


def questions(stem: str) -> list[Question]:
    """What R is asked of it."""
    made = of_us(stem)
    return questions_of(made.check, made.sample, made.inputs.arguments)


def ours(stem: str, **other: Any) -> list[Drawn]:
    """What our side draws, behind each seed that it sets."""
    made = of_us(stem)
    return drawn_by_us(made.check, {**made.inputs.arguments, **other})


def recorded() -> dict[tuple[str, str], list[Drawn]]:
    """By check and reference."""
    kept = json.loads(FILE.read_text(encoding="utf-8"))
    sequences = [tuple(Draw(*one[:3], tuple(one[3]), *one[4:]) for one in drawn) for drawn in kept["sequences"]]
    return {tuple(name.split("/")): [sequences[place] for place in of] for name, of in kept["references"].items()}


def _record() -> None:
    from parity.answers.connect import connect
    from parity.answers.modes import Mode

    sequences: dict[Drawn, int] = {}
    references = {}
    with connect(Mode.LIVE, None, CATALOGUE.r_packages, timeout=300) as connection:
        for stem, question in _questions():
            found = drawn_by_r(connection.live.traced(question))
            if found is not None:
                told = [tuple(map(comparable, one)) for one in found]
                places_of = [sequences.setdefault(one, len(sequences)) for one in told]
                references[f"{stem}/{question.call.name}"] = places_of
    lines = ",\n".join(json.dumps([_written(draw) for draw in one]).replace("], [", "],\n  [") for one in sequences)
    names = ",\n".join(f"  {json.dumps(name)}: {of}" for name, of in references.items())
    FILE.write_text(f'{{"sequences": [\n{lines}\n],\n"references": {{\n{names}\n}}}}\n', encoding="utf-8")


def _questions() -> Iterator[tuple[str, Question]]:
    return ((stem, question) for stem in asked() for question in questions(stem))


def _written(draw: Draw) -> list[Any]:
    return [draw.call, draw.n, draw.size, [float(value) for value in draw.first], draw.md5, draw.position]


if __name__ == "__main__":
    _record()
