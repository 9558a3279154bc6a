"""R's answers written down, and today's R held against them."""

from __future__ import annotations

import dataclasses
import json
import math
from dataclasses import dataclass

import numpy as np
import pytest

from parity.answers.answer import Answer, Condition, Provenance, Unanswered
from parity.answers.recorded import RecordedR
from parity.checks.vocabulary.verdict import Verdict
from parity.checks.vocabulary import Bound, Catalogue, Check, RCall, closed_form, exact, printed
from parity.data.study import study_from_csv
from parity.statistics.fields import along, labels
from parity.verification.predictions import samples
from parity.verification.recording import drift, record, refuse_under_ci


@dataclass(frozen=True, slots=True)
class Line:
    terms: tuple[str, ...] = labels()
    slopes: np.ndarray = along("terms")
    count: int = 0


@dataclass(frozen=True, slots=True)
class Rounded:
    p: float


def line(outcome, risk):
    """A line."""
    raise AssertionError("our own side plays no part")


def rounded(outcome, risk):
    """A p value."""
    raise AssertionError("our own side plays no part")


@dataclass(frozen=True, slots=True)
class House:
    study: object
    catalogue: Catalogue
    store: RecordedR

    def record(self, r):
        return [
            (one.cohort, one.name, one.source, one.state, one.note)
            for one in record(self.study, self.catalogue, r, self.store)
        ]

    def drift(self, r):
        return list(drift(self.study, self.catalogue, r, self.store))

    def drifted(self, before, now):
        """What is said of one answer that was `before` and is `now`."""
        self.record(R(before))
        (found,) = self.drift(R(now))
        return found


SUMMARY = RCall("stats", "lm", name="lm", fields={"slopes": "slopes", "count": "n"})
P = RCall("stats", "lm", name="lm", fields={"p": "test.p"})


@pytest.fixture
def house(tmp_path):
    """A study beside whose file answers are kept, and two checks that one answer serves."""
    draw = np.random.default_rng(3)
    rows = "".join(f"{int(value > draw.normal())},{value!r}\n" for value in draw.normal(size=60).tolist())
    (tmp_path / "mine.csv").write_text("died,age\n" + rows)
    study = study_from_csv(
        tmp_path / "mine.csv", outcome="died", predictors=["age"], references=tmp_path / "references"
    )
    script = tmp_path / "r_scripts" / "stats" / "lm.R"
    script.parent.mkdir(parents=True)
    script.write_text("lm <- function(outcome, risk) list()\n")
    slopes = closed_form("a sum", bound=Bound(lambda risk: {"slopes": np.array([1e-9, 0.0])}, "slopes", 1.0))
    checks = (
        Check("line", "lines", "Line", line, Line, (SUMMARY,), {"slopes": slopes, "count": exact("a count")}, ()),
        Check("rounded", "lines", "Rounded", rounded, Rounded, (P,), {"p": printed(3, "three decimals")}, ()),
    )
    return House(study, Catalogue(checks, tmp_path / "r_scripts"), RecordedR(study.references, tmp_path / "r_scripts"))


ANSWER = {"slopes": {"Intercept": 1.0, "age": 2.0}, "n": 60, "test": {"p": 0.041}, "beside": "text"}


class R:
    """An R that says one thing, or fails."""

    def __init__(self, said=ANSWER, *, version="4.2.2", has=True, warns=()):
        self.said, self.version, self.installed, self.warns, self.asked = said, version, has, warns, 0

    def has(self, package):
        return self.installed

    def ask(self, question):
        self.asked += 1
        if not self.installed:
            return [Unanswered(Verdict.NOT_VERIFIED, "stats is not installed")]
        if isinstance(self.said, str):
            return [Unanswered(Verdict.NOT_RUN, self.said)]
        conditions = tuple(Condition("warning", text) for text in self.warns)
        environment = {"r": self.version, "packages": {"stats": self.version}}
        return [Answer(self.said, conditions, Provenance("live", self.version, environment, "2026-01-01T00:00:00Z"))]


def test_an_answer_that_serves_several_checks_is_asked_for_and_kept_once(house):
    r = R()
    assert house.record(r) == [("mine", "lm", "stats::lm", "new", "")]
    assert r.asked == 1
    assert (
        json.loads((house.study.references / "mine" / "stats" / "lm.json").read_text())["answers"][0]["value"] == ANSWER
    )


def test_one_name_of_a_reference_with_two_questions_is_refused_before_anything_is_asked(house):
    first, second = house.catalogue.checks
    other = dataclasses.replace(second, references=(dataclasses.replace(P, sends=("outcome",)),))
    r = R()
    with pytest.raises(ValueError, match="'rounded' asks stats::lm otherwise than 'line' does"):
        list(record(house.study, dataclasses.replace(house.catalogue, checks=(first, other)), r, house.store))
    assert r.asked == 0


def test_what_is_recorded_again_is_said_to_be_the_same_or_changed(house):
    house.record(R())
    assert [state for *_, state, _ in house.record(R())] == ["same"]
    assert [state for *_, state, _ in house.record(R({**ANSWER, "n": 61}))] == ["changed"]


def test_what_this_r_cannot_answer_is_left_as_it_was(house):
    house.record(R())
    file = house.study.references / "mine" / "stats" / "lm.json"
    before = file.read_bytes()
    assert house.record(R(has=False))[0][3:] == ("left", "stats is not installed")
    assert house.record(R("R ended: SIGSEGV"))[0][3:] == ("not run", "R ended: SIGSEGV")
    assert file.read_bytes() == before


def test_the_predictions_that_answers_were_made_with_are_kept_beside_them_to_the_bit(house):
    house.record(R())
    file = house.study.references / "mine" / "predictions.json"
    (sample,) = samples(house.study)
    kept = json.loads(file.read_text())
    assert (
        kept["cohorts"]["mine"]["risk"] == sample.risk.tolist() and kept["coefficients"] == sample.coefficients.tolist()
    )
    moved = {**kept, "coefficients": [value * (1 + 1e-14) for value in kept["coefficients"]]}
    file.write_text(json.dumps(moved))
    assert (
        samples(house.study)[0].coefficients.tolist() == moved["coefficients"]
    ), "those of the recorded answers are used"
    file.write_text(json.dumps({**kept, "coefficients": [value * (1 + 1e-8) for value in kept["coefficients"]]}))
    assert (
        samples(house.study)[0].coefficients.tolist() == kept["coefficients"]
    ), "unless they are not those of this model"


def test_the_same_answer_of_another_version_is_identical(house):
    house.record(R())
    (found,) = house.drift(R(version="4.5.0"))
    assert (found.state, found.digits, found.beyond) == ("identical", 17.0, False)
    assert (found.recorded_with, found.now) == ("stats 4.2.2 (R 4.2.2)", "stats 4.5.0 (R 4.5.0)")


@pytest.mark.parametrize(
    ("change", "state", "field"),
    [
        ({"slopes": {"Intercept": 1.0 + 5e-14, "age": 2.0}}, "within need", "slopes[Intercept]"),
        ({"slopes": {"Intercept": 1.0 + 5e-10, "age": 2.0}}, "within need", "slopes[Intercept]"),
        ({"slopes": {"Intercept": 1.0 + 5e-9, "age": 2.0}}, "beyond need", "slopes[Intercept]"),
        ({"slopes": {"Intercept": 1.0, "age": 2.0 + 1e-10}}, "beyond need", "slopes[age]"),
        ({"slopes": {"age": 2.0, "Intercept": 1.0}}, "identical", ""),
        ({"slopes": {"Intercept": 1.0}}, "beyond need", "slopes[age]"),
        ({"slopes": {"Intercept": 1.0, "Age": 2.0}}, "beyond need", "slopes[Age]"),
        ({"n": 61}, "beyond need", "n"),
        ({"test": {"p": 0.0413}}, "within need", "test.p"),
        ({"test": {"p": 0.042}}, "beyond need", "test.p"),
        ({"test": {}}, "beyond need", "test.p"),
        ({"beside": "another text"}, "beyond need", "beside"),
        ({"more": 1.0}, "beyond need", "more"),
        ({"n": None}, "beyond need", "n"),
        ({"n": math.nan}, "beyond need", "n"),
    ],
)
def test_a_change_is_judged_by_what_the_checks_need(house, change, state, field):
    found = house.drifted(ANSWER, {**ANSWER, **change})
    assert (found.state, found.field, found.beyond) == (state, field, state == "beyond need")


def test_a_change_says_what_it_was_and_what_it_is(house):
    found = house.drifted(ANSWER, {**ANSWER, "n": 61})
    assert (found.before, found.today) == (60.0, 61.0) and found.digits == pytest.approx(1.78, abs=0.01)
    said, versions = str(found).rsplit("; ", 1)
    assert said == "mine: lm by stats::lm: beyond need: n was 60.0, is 61.0 (1.8 digits)"
    assert versions == "stats 4.2.2 (R 4.2.2) -> stats 4.2.2 (R 4.2.2)"


def test_another_warning_is_a_change(house):
    house.record(R())
    (found,) = house.drift(R(warns=("careful",)))
    assert (found.state, found.note) == ("beyond need", "said before: nothing; says now: ['careful']")


def test_an_answer_of_this_version_is_held_against_that_version_s_only(house):
    house.record(R({**ANSWER, "n": 50}, version="4.1.0"))
    house.record(R())
    assert [found.state for found in house.drift(R())] == ["identical"]
    assert [found.state for found in house.drift(R(version="4.5.0"))] == ["beyond need", "identical"]


def test_what_cannot_be_compared_is_said_to_be_so_and_what_was_not_asked_too(house):
    assert [found.state for found in house.drift(R(has=False))] == [], "nothing recorded, nobody asked"
    assert [(found.state, found.note) for found in house.drift(R())] == [
        ("not comparable", "no recorded answer of stats; `parity record` makes one where R is"),
    ]
    house.record(R())
    assert [(found.state, found.note) for found in house.drift(R(has=False))] == [
        ("not asked", "stats is not installed")
    ]
    assert [(found.state, str(found)) for found in house.drift(R("R died"))] == [
        ("not comparable", "mine: lm by stats::lm: R died")
    ]
    (house.catalogue.scripts / "stats" / "lm.R").write_text("lm <- function(outcome, risk) list(1)\n")
    (stale,) = house.drift(R())
    assert stale.state == "not comparable" and "the R script changed" in stale.note


def test_recording_is_refused_under_ci(monkeypatch):
    monkeypatch.setenv("CI", "true")
    assert "refused under CI" in refuse_under_ci()
    monkeypatch.delenv("CI")
    assert refuse_under_ci() is None
