"""Who is asked in each mode, and what stands beside a live answer."""

from __future__ import annotations

import sys

import numpy as np
import pytest

from parity.answers.answer import Answer, Provenance, Question, Unanswered
from parity.answers.libraries import Libraries, load
from parity.answers.modes import Mode, source
from parity.answers.recorded import RecordedR
from parity.checks.vocabulary.verdict import Verdict
from parity.checks.vocabulary import Catalogue, LibraryCall, RCall
from parity.errors import Missing


@pytest.fixture
def catalogue(tmp_path):
    script = tmp_path / "r_scripts" / "rms" / "thing.R"
    script.parent.mkdir(parents=True)
    script.write_text("thing <- function(x) list(x = x)\n")
    return Catalogue((), tmp_path / "r_scripts", tmp_path / "references")


QUESTION = Question(RCall("rms", "thing", name="thing"), "asah", "ab", {"x": np.array([0.1])})


def answer(value, version="6.5-0", r="4.2.2"):
    return Answer(
        value, (), Provenance("live", version, {"r": r, "packages": {"rms": version}}, "2026-01-01T00:00:00Z")
    )


class R:
    """An R that says what it is told to say."""

    def __init__(self, said):
        self.said = said

    def ask(self, question):
        return [self.said]


def asked(catalogue, mode, live, *recorded):
    store = RecordedR(catalogue.references, catalogue.scripts)
    for kept in recorded:
        store.write(QUESTION, kept)
    return source(mode, catalogue, live, catalogue.references).ask(QUESTION)


def test_replay_never_asks_r(catalogue):
    class Refuses:
        def ask(self, question):
            raise AssertionError("R was asked")

    (back,) = asked(catalogue, Mode.REPLAY, Refuses(), answer({"x": 1.0}))
    assert back.value == {"x": 1.0} and back.provenance.answered == "recorded"


def test_live_requires_r_and_takes_no_recorded_answer(catalogue):
    with pytest.raises(Missing, match="R is not there; run `parity doctor`"):
        asked(catalogue, Mode.LIVE, None, answer({"x": 1.0}))
    (back,) = asked(catalogue, Mode.LIVE, R(Unanswered(Verdict.NOT_RUN, "R died")), answer({"x": 1.0}))
    assert back == Unanswered(Verdict.NOT_RUN, "R died")


def test_beside_a_live_answer_stand_those_of_other_versions_that_say_otherwise(catalogue):
    others = [
        answer({"x": 1.0}, "6.9-0", "4.3.0"),
        answer({"x": 2.0}, "7.0-0", "4.4.0"),
        answer({"x": 3.0}, "6.5-0", "4.1.0"),
    ]
    found = asked(catalogue, Mode.AUTO, R(answer({"x": 1.0}, "8.0-0")), *others)
    assert [(one.value["x"], one.provenance.answered, one.provenance.version) for one in found] == [
        (1.0, "live", "8.0-0"),
        (3.0, "recorded", "6.5-0"),
        (2.0, "recorded", "7.0-0"),
    ]


def test_a_recorded_answer_of_the_very_version_gives_way_to_the_live_one(catalogue):
    found = asked(catalogue, Mode.AUTO, R(answer({"x": 2.0})), answer({"x": 1.0}))
    assert [one.value for one in found] == [{"x": 2.0}]


def test_recorded_answers_serve_where_r_or_the_package_is_not_here(catalogue):
    for live in (None, R(Unanswered(Verdict.NOT_VERIFIED, "rms is not installed"))):
        (back,) = asked(catalogue, Mode.AUTO, live, answer({"x": 1.0}))
        assert back.value == {"x": 1.0}


def test_where_r_should_have_answered_and_did_not_no_recorded_answer_hides_it(catalogue):
    assert asked(catalogue, Mode.AUTO, R(Unanswered(Verdict.NOT_RUN, "R died")), answer({"x": 1.0})) == [
        Unanswered(Verdict.NOT_RUN, "R died")
    ]


def test_a_stale_record_stands_beside_the_live_answer(catalogue):
    store = RecordedR(catalogue.references, catalogue.scripts)
    store.write(QUESTION, answer({"x": 1.0}))
    catalogue.script(QUESTION.call).write_text("thing <- function(x) list(x = 2 * x)\n")
    found = source(Mode.AUTO, catalogue, R(answer({"x": 2.0})), catalogue.references).ask(QUESTION)
    assert found[0].value == {"x": 2.0} and found[1].verdict is Verdict.STALE and len(found) == 2
    (nobody,) = source(Mode.LIVE, catalogue, R(answer({"x": 2.0})), catalogue.references).ask(QUESTION)
    assert nobody.value == {"x": 2.0}


def test_where_nobody_answers_it_is_said_why(catalogue):
    (nobody,) = asked(catalogue, Mode.AUTO, R(Unanswered(Verdict.NOT_VERIFIED, "rms is not installed")))
    assert nobody == Unanswered(Verdict.NOT_VERIFIED, "rms is not installed, nothing recorded")
    (nobody,) = asked(catalogue, Mode.AUTO, None)
    assert nobody.verdict is Verdict.NOT_VERIFIED and nobody.reason.startswith("R is not there")


@pytest.fixture
def libraries(tmp_path, monkeypatch):
    """A Python package that is asked, with a module for each thing to ask numpy."""
    folder = tmp_path / "asked_of_libraries" / "numpy"
    folder.mkdir(parents=True)
    (folder / "thing.py").write_text(
        "import warnings\n\n\ndef thing(x):\n    warnings.warn('careful')\n    return {'x': x + 1}\n"
    )
    (folder / "stops.py").write_text("def stops(x):\n    raise ValueError('no')\n")
    monkeypatch.syspath_prepend(tmp_path)
    yield "asked_of_libraries"
    for name in [name for name in sys.modules if name.startswith("asked_of_libraries")]:
        del sys.modules[name]


def of_numpy(name, package="numpy"):
    return Question(LibraryCall(package, name, name=name), "asah", "ab", {"x": 1.0})


def test_a_library_is_asked_in_the_package_of_the_catalogue(libraries, catalogue):
    (back,) = Libraries(libraries).ask(of_numpy("thing"))
    assert back.value == {"x": 2.0} and back.provenance.version == np.__version__
    assert [condition.text for condition in back.conditions] == ["careful"]
    (stopped,) = Libraries(libraries).ask(of_numpy("stops"))
    assert stopped.value is None and stopped.conditions[0].text == "ValueError: no"


def test_a_library_that_is_not_here_does_not_answer(libraries):
    (nobody,) = Libraries(libraries).ask(of_numpy("thing", "no_such_library"))
    assert nobody == Unanswered(Verdict.NOT_VERIFIED, "no_such_library is not installed")
    assert load(Catalogue((), None, libraries=libraries)) is None
