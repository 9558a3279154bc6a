"""Recorded answers: kept bit for bit, by environment, and stale when what was asked has changed."""

from __future__ import annotations

import json
import math

import numpy as np
import pytest

from parity.checks.vocabulary.verdict import Verdict
from parity.answers.answer import Answer, Condition, Provenance, Question, Unanswered
from parity.answers.recorded import RecordedR, digest
from parity.checks.vocabulary import LibraryCall, RCall
from parity.data.cohort import Factor
from parity.errors import InputError


@pytest.fixture
def rooms(tmp_path):
    script = tmp_path / "r_scripts" / "rms" / "thing.R"
    script.parent.mkdir(parents=True)
    script.write_text("thing <- function(x) list(x = x)\n")
    return tmp_path


def recorded(rooms) -> RecordedR:
    return RecordedR(rooms / "references", rooms / "r_scripts")


def question(**changes) -> Question:
    call = RCall("rms", "thing", name="thing")
    settings = {"call": call, "place": "asah", "cohort_sha256": "ab", "arguments": {"x": np.array([0.1])}}
    return Question(**{**settings, **changes})


def answer(value, version="6.5-0", r="4.2.2", conditions=()) -> Answer:
    return Answer(
        value, conditions, Provenance("live", version, {"r": r, "packages": {"rms": version}}, "2026-01-01T00:00:00Z")
    )


HOSTILE = {
    "third": 1 / 3,
    "tiny": 5e-324,
    "missing": None,
    "not": math.nan,
    "up": math.inf,
    "down": -math.inf,
    "vector": [0.1 + 0.2, None, -0.0],
}


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
    assert isinstance(nothing, Unanswered) and nothing.verdict is Verdict.NOT_RECORDED


@pytest.mark.parametrize(
    ("change", "named"),
    [({"cohort_sha256": "cd"}, "the cohort"), ({"arguments": {"x": np.array([0.1 + 1e-17, 0.2])}}, "an input")],
)
def test_an_answer_to_another_question_is_stale(rooms, change, named):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    (stale,) = store.ask(question(**change))
    assert stale.verdict is Verdict.STALE and named in stale.reason


def test_a_changed_script_makes_its_answers_stale(rooms):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    (rooms / "r_scripts" / "rms" / "thing.R").write_text("thing <- function(x) list(x = 2 * x)\n")
    (stale,) = store.ask(question())
    assert stale.verdict is Verdict.STALE and "the R script" in stale.reason


def test_answers_that_differ_between_environments_stand_side_by_side(rooms):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    store.write(question(), answer({"x": 2.0}, version="8.0-0", r="4.5.0"))
    assert [(back.value["x"], back.provenance.version) for back in store.ask(question())] == [
        (1.0, "6.5-0"),
        (2.0, "8.0-0"),
    ]


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


def test_an_answer_is_kept_by_setting_package_and_name_of_the_reference(rooms):
    store = recorded(rooms)
    elsewhere = question(place="asah/sex=male", call=RCall("rms", "lrm", name="lrm_as_typed"))
    assert store.path(question()).relative_to(rooms).as_posix() == "references/asah/rms/thing.json"
    assert store.path(elsewhere).relative_to(rooms).as_posix() == "references/asah/sex=male/rms/lrm_as_typed.json"


def test_two_questions_to_one_package_have_answers_of_their_own(rooms):
    store = recorded(rooms)
    (rooms / "r_scripts" / "rms" / "other.R").write_text("other <- function(x) list(x = -x)\n")
    other = question(call=RCall("rms", "thing", name="other"))
    store.write(question(), answer({"x": 1.0}))
    store.write(other, answer({"x": -1.0}))
    assert [store.ask(asked)[0].value["x"] for asked in (question(), other)] == [1.0, -1.0]


def test_the_order_in_which_checks_name_their_inputs_does_not_matter(rooms):
    store = recorded(rooms)
    x = np.array([0.1])
    store.write(question(arguments={"x": x, "level": 0.95}), answer({"x": 1.0}))
    (back,) = store.ask(question(arguments={"level": 0.95, "x": x}))
    assert back.value == {"x": 1.0}
    one, other = (question(arguments=arguments) for arguments in ({"x": x, "level": 0.95}, {"level": 0.95, "x": x}))
    assert one.key == other.key


def test_where_nothing_can_be_recorded_nothing_is(rooms):
    (nothing,) = RecordedR(None, rooms / "r_scripts").ask(question())
    assert nothing.verdict is Verdict.NOT_RECORDED


@pytest.mark.parametrize("text", ["", "{", "[]", '{"schema": "parity.reference/1"}', '{"schema": "another"}'])
def test_a_damaged_file_is_refused_by_its_name(rooms, text):
    store = recorded(rooms)
    store.write(question(), answer({"x": 1.0}))
    store.path(question()).write_text(text)
    for do in (lambda: store.ask(question()), lambda: store.write(question(), answer({"x": 1.0}))):
        with pytest.raises(InputError, match="thing.json: is not a recorded answer; restore it, or remove it"):
            do()


def test_two_questions_are_one_where_reference_setting_and_arguments_are_the_same():
    x = np.array([0.1])
    asked = question(arguments={"x": x, "level": 0.95})
    assert asked.key == question(arguments={"x": x, "level": 0.95}).key
    others = [
        question(arguments={"x": x.copy(), "level": 0.95}),
        question(arguments={"x": x, "level": 0.9}),
        question(arguments={"x": x, "level": True}),
        question(arguments={"x": x}),
        question(arguments={"x": x, "level": 0.95}, place="asah/sex=male"),
        question(arguments={"x": x, "level": 0.95}, call=RCall("rms", "thing", name="other")),
        question(arguments={"x": x, "level": 0.95}, call=RCall("pROC", "thing", name="thing")),
        question(arguments={"x": x, "level": 0.95}, call=LibraryCall("rms", "thing", name="thing")),
    ]
    assert len({one.key for one in [asked, *others]}) == len(others) + 1
    assert question(arguments={"n": 1}).key != question(arguments={"n": True}).key != question(arguments={"n": 1.0}).key


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


def test_an_answer_that_several_versions_of_r_gave_is_the_newest_s(rooms):
    store = recorded(rooms)
    for r, version in (("4.6.1", "8.1-1"), ("4.2.2", "6.5-0"), ("4.5.0", "8.0-0")):
        store.write(question(), answer({"x": 1.0}, version=version, r=r))
    (back,) = store.ask(question())
    assert (back.provenance.version, back.provenance.environment["r"]) == ("8.1-1", "4.6.1")
