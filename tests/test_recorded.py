"""Recorded answers: kept bit for bit, by environment, and stale when what was asked has changed."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from parity.check import RCall
from parity.cohort import Factor
from parity.recorded import RecordedR, digest
from parity.reference import Condition, Provenance, Question, Reference, Unanswered


@pytest.fixture
def rooms(tmp_path):
    script = tmp_path / "r_scripts" / "rms" / "thing.R"
    script.parent.mkdir(parents=True)
    script.write_text("thing <- function(x) list(x = x)\n")
    return tmp_path


def recorded(rooms) -> RecordedR:
    return RecordedR(rooms / "references", rooms / "r_scripts")


def question(**changes) -> Question:
    settings = {"stem": "thing", "call": RCall("rms", "thing"), "cohort": "asah", "cohort_sha256": "ab", "arguments": {"x": np.array([0.1])}}
    return Question(**{**settings, **changes})


def answer(value, version="6.5-0", r="4.2.2", conditions=()) -> Reference:
    return Reference(value, conditions, Provenance("live", version, {"r": r, "packages": {"rms": version}}, "2026-01-01T00:00:00Z"))


HOSTILE = {"third": 1 / 3, "tiny": 5e-324, "missing": None, "not": math.nan, "up": math.inf, "down": -math.inf, "vector": [0.1 + 0.2, None, -0.0]}


def test_every_bit_comes_back(rooms):
    store = recorded(rooms)
    assert store.write(question(), answer(HOSTILE, conditions=(Condition("warning", "“lrm.fit” \n done"),)))
    (back,) = store.ask(question())
    assert repr(back.value) == repr(HOSTILE)
    assert back.conditions == (Condition("warning", "“lrm.fit” \n done"),)
    assert back.provenance.answered == "recorded"
    assert back.provenance.packages == {"rms": "6.5-0", "R": "4.2.2"}


def test_the_file_is_strict_json(rooms):
    store = recorded(rooms)
    store.write(question(), answer(HOSTILE))
    json.loads(store.path(question()).read_text(), parse_constant=lambda name: pytest.fail(f"{name} is not JSON"))


def test_an_error_of_r_is_an_answer_too(rooms):
    store = recorded(rooms)
    store.write(question(), answer(None, conditions=(Condition("error", "no case observation"),)))
    (back,) = store.ask(question())
    assert back.value is None and back.conditions[0].kind == "error"


def test_what_was_never_recorded_is_said_to_be_so(rooms):
    (nothing,) = recorded(rooms).ask(question())
    assert isinstance(nothing, Unanswered) and nothing.verdict == "NOT_RECORDED"


@pytest.mark.parametrize(
    ("change", "named"),
    [({"cohort_sha256": "cd"}, "the cohort"), ({"arguments": {"x": np.array([0.1 + 1e-17, 0.2])}}, "an input")],
)
def test_an_answer_to_another_question_is_stale(rooms, change, named):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    (stale,) = store.ask(question(**change))
    assert stale.verdict == "STALE" and named in stale.reason


def test_a_changed_script_makes_its_answers_stale(rooms):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    (rooms / "r_scripts" / "rms" / "thing.R").write_text("thing <- function(x) list(x = 2 * x)\n")
    (stale,) = store.ask(question())
    assert stale.verdict == "STALE" and "the R script" in stale.reason


def test_answers_that_differ_between_environments_stand_side_by_side(rooms):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    store.write(question(), answer({"x": 2.0}, version="8.0-0", r="4.5.0"))
    assert [(back.value["x"], back.provenance.version) for back in store.ask(question())] == [(1.0, "6.5-0"), (2.0, "8.0-0")]


def test_an_environment_that_says_the_same_is_added_to_the_answer(rooms):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    assert store.write(question(), answer({"x": 1.0}, version="8.0-0", r="4.5.0"))
    assert len(store.ask(question())) == 1
    assert not store.write(question(), answer({"x": 1.0}, version="8.0-0", r="4.5.0"))


def test_a_fresh_answer_of_the_same_environment_replaces_the_old(rooms):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    store.write(question(), answer({"x": 1.5}))
    assert [back.value["x"] for back in store.ask(question())] == [1.5]


def test_a_stale_answer_is_dropped_when_the_question_is_recorded_afresh(rooms):
    store = recorded(rooms)
    store.write(question(cohort_sha256="old"), answer({"x": 1.0}, version="5.0-0", r="4.0.0"))
    store.write(question(), answer({"x": 2.0}))
    assert [back.value["x"] for back in store.ask(question())] == [2.0]


def test_nothing_is_left_beside_the_file(rooms):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    assert [path.name for path in store.path(question()).parent.iterdir()] == ["thing.json"]


def test_the_digest_of_arguments_tells_bits_types_and_names_apart():
    one = {"x": np.array([1.0, 2.0]), "level": 0.95}
    others = [
        {"x": np.array([1.0, np.nextafter(2.0, 3.0)]), "level": 0.95},
        {"x": np.array([1, 2]), "level": 0.95},
        {"y": np.array([1.0, 2.0]), "level": 0.95},
        {"x": np.array([1.0, 2.0]), "level": 0.9},
        {"x": np.array([[1.0, 2.0]]), "level": 0.95},
        {"x": Factor(np.array([1, 2]), ("a", "b", "c")), "level": 0.95},
        {"x": ("1.0", "2.0"), "level": 0.95},
    ]
    assert digest(one) == digest({"x": np.array([1.0, 2.0]), "level": 0.95})
    assert len({digest(other) for other in [one, *others]}) == len(others) + 1
