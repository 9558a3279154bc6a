"""Where a statistic that resamples disagrees, the first wrong draw is named, or that the draws are the same."""

from __future__ import annotations

import dataclasses
import functools
import io
import json
import sys
from pathlib import Path

import numpy as np
import pytest
from rich.console import Console

sys.path.append(str(Path(__file__).parents[1] / "statistics" / "random"))

from drawn_within import asked, of_us  # noqa: E402
from resampled import resampled  # noqa: E402

import parity  # noqa: E402
from parity.answers.answer import Condition, Said  # noqa: E402
from parity.answers.live import LiveR  # noqa: E402
from parity.answers.modes import Mode  # noqa: E402
from parity.checks.catalogue import CATALOGUE  # noqa: E402
from parity.checks.vocabulary.verdict import Verdict  # noqa: E402
from parity.r.answer import RAnswer  # noqa: E402
from parity.r.errors import RTimeout  # noqa: E402
from parity.report.terminal import print_verification  # noqa: E402
from parity.statistics.fields import Field, Kind  # noqa: E402
from parity.statistics.random import generator, sampling  # noqa: E402
from parity.statistics.random.trace import draw_of  # noqa: E402
from parity.verification import draws  # noqa: E402
from parity.verification.ask import verify  # noqa: E402
from parity.verification.compare import Outcome  # noqa: E402
from parity.verification.compute import Computation, asked_of, computed, now  # noqa: E402

STEMS = list(asked())
IN_C = f"{draws.UNKNOWN}: R draws simulated tables in C"
NEW_IN_RMS_8_1 = ("optimism_limits", "calibration_limits")


class Remembering:
    """A living R that is asked each question once, and how often it was asked for draws."""

    def __init__(self, live: LiveR) -> None:
        self.live, self.answers, self.told, self.tracings = live, {}, {}, 0

    def ask(self, question):
        key = question.call.package, question.call.name
        if key not in self.answers:
            self.answers[key] = self.live.ask(question)
        return self.answers[key]

    def traced(self, question):
        self.tracings += 1
        key = question.call.package, question.call.name
        if key not in self.told:
            self.told[key] = self.live.traced(question)
        return self.told[key]


@pytest.fixture(scope="module")
def r(live_r):
    """By check."""
    return functools.cache(lambda stem: Remembering(live_r))


def run(ours, r):
    """One statistic held against R."""
    computation = Computation(now(), (), CATALOGUE, (ours,))
    found = verify(computation, lambda study: r, mode=Mode.LIVE, bridge=None, environment={}, traced=r.traced)
    return found.statistics[0]


def askable(stem, r):
    lacking = [call.package for call in of_us(stem).check.references if not r.live.has(call.package)]
    if lacking:
        pytest.skip(f"needs {lacking[0]}")
    found = run(of_us(stem), r)
    if any(not comparison.fields for comparison in found.comparisons):
        assert stem in NEW_IN_RMS_8_1
        pytest.skip("needs rms 8.1")
    return found


def shifted(ours):
    """Our side with a mistake in every number and line that it gives."""
    fields = {name: dataclasses.replace(field, values=_other(field)) for name, field in ours.outcome.fields.items()}
    return dataclasses.replace(ours, outcome=Outcome(fields, ours.outcome.conditions))


def _other(field: Field) -> np.ndarray:
    if field.kind is Kind.NUMBERS:
        return field.values * 1.01 + 0.5
    return np.array([f"{value}." for value in field.values], dtype=field.values.dtype)


def notes(statistic) -> list[str]:
    found = [comparison.note for comparison in statistic.comparisons if comparison.verdict is Verdict.DISAGREES]
    assert statistic.verdict is Verdict.DISAGREES and found
    return found


def from_another_seed(stem):
    """Our side, its resamples from the next seed."""
    check, sample = asked()[stem]
    return computed(misseeded(check), sample)


def misseeded(check):
    """The check, ours from the next seed."""

    @functools.wraps(check.compute)
    def compute(**given):
        return check.compute(**{**given, "seed": given["seed"] + 1})

    return dataclasses.replace(check, compute=compute)


@pytest.mark.r
@pytest.mark.parametrize("stem", STEMS)
def test_nothing_is_traced_where_all_agrees(stem, r):
    askable(stem, r(stem))
    assert r(stem).tracings == 0


@pytest.mark.r
@pytest.mark.parametrize("stem", STEMS)
def test_of_another_seed_the_first_draw_is_named(stem, r):
    askable(stem, r(stem))
    for note in notes(run(from_another_seed(stem), r(stem))):
        assert "draw 1: sample.int of " in note and ", R has sample.int of " in note
        assert note.endswith("; value 1 is the first that differs")


@pytest.mark.r
@pytest.mark.parametrize("stem", STEMS)
def test_a_mistake_in_what_is_computed_is_not_one_of_the_draws(stem, r):
    askable(stem, r(stem))
    for note in notes(run(shifted(of_us(stem)), r(stem))):
        assert note.startswith("the same resamples were drawn (") and " at position " in note
        assert note.endswith(" of the stream): the difference is in what is computed of them")


@pytest.mark.r
@pytest.mark.parametrize("stem", STEMS)
def test_the_draw_that_is_made_otherwise_is_named(stem, r, monkeypatch):
    """The mistake is made where resamples are drawn together: what is told is what was computed with."""
    askable(stem, r(stem))
    wrong = Wrong(7)
    monkeypatch.setattr(generator, "resamples", wrong.resamples)
    monkeypatch.setattr(generator, "stratified_resamples", wrong.stratified_resamples)
    monkeypatch.setattr(sampling, "with_replacement", wrong.one(sampling.with_replacement))
    monkeypatch.setattr(sampling, "without_replacement", wrong.one(sampling.without_replacement))
    found = run(shifted(of_us(stem)), r(stem))
    for comparison in found.comparisons:
        (theirs, *_) = draws.drawn_by_r(r(stem).told[comparison.call.package, comparison.call.name])
        if len(theirs) >= wrong.number:
            assert comparison.note.startswith(f"draw {wrong.number}: sample.int of "), comparison.note
        else:
            assert comparison.note.startswith("the same resamples were drawn"), comparison.note


class Wrong:
    """A sampler whose draw of a number is another, counted from each seed."""

    def __init__(self, number: int) -> None:
        self.number = number
        self._drawn, self._streams = {}, []

    def resamples(self, stream, n, count, *rest):
        found = RESAMPLES(stream, n, count, *rest)
        place = self.number - 1 - self._so_far(stream, count)
        if 0 <= place < count:
            found[place] = n - 1 - found[place]
        return found

    def stratified_resamples(self, stream, sizes, count, *rest):
        found = STRATIFIED(stream, sizes, count, *rest)
        place = self.number - 1 - self._so_far(stream, count * len(sizes))
        if 0 <= place < count * len(sizes):
            replicate, stratum = divmod(place, len(sizes))
            found[stratum][replicate] = sizes[stratum] - 1 - found[stratum][replicate]
        return found

    def one(self, draw):
        def drawn(stream, n, *rest):
            found = draw(stream, n, *rest)
            return n - 1 - found if self._so_far(stream, 1) == self.number - 1 else found

        return drawn

    def _so_far(self, stream, more) -> int:
        self._streams.append(stream)  # lives on: no other has its identity
        before = self._drawn.get(id(stream), 0)
        self._drawn[id(stream)] = before + more
        return before


RESAMPLES, STRATIFIED = generator.resamples, generator.stratified_resamples


# Where R cannot tell


def misdrawn(stem, study, **where):
    """A catalogue of one check whose resamples are those of another seed, and the study."""
    catalogue = CATALOGUE.matching([stem])
    checks = tuple(map(misseeded, catalogue.checks))
    return resampled(study), dataclasses.replace(catalogue, checks=checks, **where)


@pytest.mark.parametrize(
    ("stem", "study", "said"),
    [
        ("auc_bootstrap", "limits", "a live answer of pROC would name the first draw that differs"),
        ("chi_square_simulated", "birthwt", IN_C),
    ],
)
def test_recorded_answers_tell_no_draws(stem, study, said, monkeypatch):
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("R_HOME", "")
    study, catalogue = misdrawn(stem, study)
    found = parity.verify(study, mode="replay", catalogue=catalogue)[stem]
    assert set(notes(found)) == {said}


@pytest.mark.r
def test_what_r_draws_in_c_is_not_asked_for(r):
    (check,), study = CATALOGUE.matching(["chi_square_simulated"]).checks, resampled("birthwt")
    sample = next(sample for one, sample in asked_of(study, CATALOGUE) if one is check)
    told = r("chi_square_simulated")
    assert set(notes(run(computed(misseeded(check), sample), told))) == {
        IN_C
    }
    assert told.tracings == 0


class Telling:
    """An R that answers, and when asked for its draws does as it is told."""

    def __init__(self, r, answer) -> None:
        self.ask, self._answer = r.ask, answer

    def traced(self, question):
        if isinstance(self._answer, Exception):
            raise self._answer
        return RAnswer(*self._answer, "", 0.0)


@pytest.mark.r
@pytest.mark.parametrize(
    ("answer", "said"),
    [
        (RTimeout(3.0), f"{draws.UNKNOWN}: no answer from R within 3 s"),
        ((None, (Condition(Said.ERROR, "no"),)), f"{draws.UNKNOWN}: R stops where its draws are traced"),
        (({"drawn": []}, ()), "draw 1: sample.int of 72: 72 values "),
    ],
)
def test_an_r_that_does_not_tell_its_draws_leaves_the_disagreement(answer, said, r):
    for note in notes(run(from_another_seed("auc_bootstrap"), Telling(r("auc_bootstrap"), answer))):
        assert note.startswith(said)
        assert ", R has nothing" in note or not note.startswith("draw")


@pytest.mark.r
def test_a_check_of_ours_that_draws_nothing_is_told_so(r):
    check, sample = asked()["auc_bootstrap"]
    right = check.compute

    @functools.wraps(right)
    def compute(**given):
        return of_us("auc_bootstrap").result

    for note in notes(run(shifted(computed(dataclasses.replace(check, compute=compute), sample)), r("auc_bootstrap"))):
        assert note.startswith("draw 1: nothing, R has sample.int of ")


# Where a person finds it


@pytest.mark.r
def test_a_person_finds_the_draw_on_the_terminal_in_both_reports_and_in_python(live_r, tmp_path):
    study, catalogue = misdrawn("brier_bootstrap", "limits")
    found = parity.verify(study, catalogue=catalogue)
    statistic = found["brier_bootstrap"]
    (said,) = {one.note for one in statistic.comparisons if one.live}
    assert said.startswith("draw 1: sample.int of ") and said in repr(statistic)
    assert {one.note for one in statistic.comparisons if not one.live and one.verdict is Verdict.DISAGREES} <= {""}
    assert said in "".join(found.to_frame()["note"])
    console = Console(file=io.StringIO(), width=4000)
    print_verification(found, console)
    lines = [line.strip() for line in console.file.getvalue().splitlines()]
    assert lines.count(said) == 2, "beneath the row, and with the numbers that disagree"
    folder = parity.write_evidence(found, tmp_path / "evidence")
    data = json.loads((folder / "results.json").read_text(encoding="utf-8"))
    assert said in [answer["note"] for one in data["statistics"] for answer in one["answers"]]
    page = (folder / "report.html").read_text(encoding="utf-8")
    assert f"<p>{said}</p>" in page.partition('id="problems"')[2]


# How sequences are paired


def drawn(*values):
    """A sequence: samples of 9, behind one seed."""
    return tuple(draw_of("sample.int", 9, np.array(one), place * 7) for place, one in enumerate(values, 1))


def test_what_r_draws_twice_is_drawn_once_by_us():
    boot = drawn([1, 2])
    assert draws.parting([boot], [boot * 2]) == "" and draws.parting([boot * 2], [boot]).startswith("draw 2: ")


def test_the_last_uniform_numbers_of_a_figure_may_be_left_out_by_r_alone():
    jitter = draw_of("runif", None, np.array([0.25]), 9)
    scaled = draw_of("runif", None, np.array([0.5]), 9)
    assert draws.parting([(*drawn([1]), jitter)], [drawn([1])]) == ""
    assert draws.parting([(*drawn([1]), jitter)], [(*drawn([1]), scaled)]) == ""
    assert draws.parting([drawn([1])], [(*drawn([1]), jitter)]).startswith("draw 2: nothing, R has runif: 1 value (")


def test_a_wrong_sequence_is_held_against_that_which_nobody_else_draws_and_which_it_follows_longest():
    plain, folds, wrong = drawn([1, 2], [3, 4]), drawn([5, 6, 7]), drawn([1, 2], [3, 5])
    assert draws.parting([folds, wrong], [folds, plain]).startswith("draw 2: sample.int of 9: 2 values 3, 5 (")
    assert draws.parting([folds, wrong], [plain]).startswith("draw 2: sample.int of 9: 2 values 3, 5 (")
    assert draws.parting([folds, plain], [plain]) == "", "what we draw besides is another question"
    other = drawn([8, 9], [8, 9])
    assert draws.parting([folds, other], [plain]).startswith("draw 1: sample.int of 9: 2 values 8, 9 (")
    assert draws.parting([], [plain]).startswith("draw 1: nothing, R has sample.int of 9: 2 values 1, 2 (position 7 of")


def test_a_sequence_that_begins_with_a_draw_of_another_kind_is_held_against_its_like():
    strata = [draw_of("sample.int", n, np.arange(n), 0) for n in (4, 3) * 5]
    shuffled = draw_of("sample.int", 7, np.arange(7), 0)
    plain = [draw_of("sample.int", 7, np.arange(7)[::-1], 0)] * 5
    said = draws.parting([tuple(plain), tuple(strata)], [(shuffled, *strata)])
    assert said.startswith("draw 1: sample.int of 4: ") and "R has sample.int of 7: " in said


def test_of_a_position_its_place_in_a_block_is_compared():
    (one,) = drawn([1, 2])
    later, elsewhere = (dataclasses.replace(one, position=one.position + more) for more in (3 * 624, 1))
    assert draws.parting([(later,)], [(one,)]) == ""
    assert draws.parting([(elsewhere,)], [(one,)]).endswith("; the values are the same, the stream stands elsewhere")
