"""Each question is put once; a run goes on, whatever R does to itself; both bridges say the same."""

from __future__ import annotations

import dataclasses
import os
import shutil
import signal
import threading
import time
from dataclasses import dataclass

import numpy as np
import pytest

from parity import places
from parity.answers import modes
from parity.answers.answer import Answer, Provenance, Said, Unanswered
from parity.answers.live import LiveR
from parity.answers.modes import Mode
from parity.checks.vocabulary import Catalogue, Check, LibraryCall, RCall, closed_form
from parity.data.study_file import find_study
from parity.r.environment import find_r, r_version
from parity.r.supervisor import RSession
from parity.verification.ask import verify
from parity.verification.compute import compute, questions
from parity.checks.vocabulary.verdict import Verdict

ASAH = find_study("asah")
BRIDGES = [pytest.param("rpy2", marks=pytest.mark.rpy2), "rscript"]


@pytest.fixture
def scripts(tmp_path):
    """A copy of what R is asked, to be spoilt."""
    shutil.copytree(places.r_scripts(), tmp_path / "r_scripts")
    return tmp_path / "r_scripts"


@pytest.fixture
def asked() -> Catalogue:
    """Three checks, the one in the middle to be spoilt."""
    from parity.checks.catalogue import CATALOGUE

    return CATALOGUE.matching(["roc_curve", "auc_delong", "youden_cutoff"])


def run(session, catalogue):
    live = LiveR(session, catalogue.scripts, session.environment(catalogue.r_packages))
    source = modes.source(Mode.LIVE, catalogue, live, None)
    return verify(compute((ASAH,), catalogue), lambda of: source, mode=Mode.LIVE, bridge=session.bridge, environment={})


MISDEEDS = {
    "quit": ("quit(status = 3)", "exit 3"),
    "segmentation fault": ("tools::pskill(Sys.getpid(), 11L); Sys.sleep(20)", "SIGSEGV"),
    "endless loop": ("repeat {}", "3 s"),
}


@pytest.mark.r
@pytest.mark.parametrize("bridge", BRIDGES)
@pytest.mark.parametrize("deed", MISDEEDS)
def test_what_kills_r_costs_one_check_and_no_more(scripts, asked, deed, bridge):
    code, reason = MISDEEDS[deed]
    (scripts / "pROC" / "auc_delong.R").write_text(f"auc_delong <- function(outcome, risk, level) {{ {code} }}\n")
    with RSession(bridge, timeout=3.0, libraries=libraries()) as session:
        session.prepare(["pROC"])
        verification = run(session, dataclasses.replace(asked, scripts=scripts))
        verdicts = {statistic.check.stem: statistic.verdict for statistic in verification.statistics}
        assert verdicts == {"roc_curve": Verdict.AGREES, "auc_delong": Verdict.NOT_RUN, "youden_cutoff": Verdict.AGREES}
        (killed,) = [statistic for statistic in verification.statistics if statistic.verdict is Verdict.NOT_RUN]
        assert reason in killed.comparisons[0].note
        assert verification.exit_code == 4
        assert run(session, asked).exit_code == 0, "the next run works"


@pytest.mark.r
def test_r_killed_from_outside_in_the_middle_of_a_run_costs_one_check(scripts, asked):
    (scripts / "pROC" / "auc_delong.R").write_text(
        "auc_delong <- function(outcome, risk, level) { Sys.sleep(60); list() }\n"
    )
    with RSession("rscript", timeout=50.0, libraries=libraries()) as session:
        started = session.environment(["pROC"])
        assert started["packages"]

        def kill_when_it_sleeps():
            time.sleep(2.5)
            os.kill(session.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill_when_it_sleeps)
        killer.start()
        verification = run(session, dataclasses.replace(asked, scripts=scripts))
        killer.join()
        (killed,) = [statistic for statistic in verification.statistics if statistic.verdict is Verdict.NOT_RUN]
        assert killed.check.stem == "auc_delong" and "SIGKILL" in killed.comparisons[0].note
        assert verification.exit_code == 4


@pytest.mark.r
@pytest.mark.rpy2
def test_both_bridges_give_the_same_bytes_for_every_check_of_several_studies():
    from parity.checks.catalogue import CATALOGUE

    packages = CATALOGUE.r_packages
    with RSession("rpy2", libraries=libraries()) as embedded, RSession("rscript", libraries=libraries()) as command:
        both = [LiveR(session, CATALOGUE.scripts, session.environment(packages)) for session in (embedded, command)]
        compared = set()
        for name in ("asah", "curves", "limits", "wards"):
            for check, sample, question in questions(find_study(name), CATALOGUE):
                key = (name, question.place, question.call.package, question.call.name)
                if not isinstance(question.call, RCall) or not both[0].has(question.call.package) or key in compared:
                    continue
                one, other = (live.answer(question) for live in both)
                assert one.value or one.conditions[-1].kind is Said.ERROR, one.conditions
                assert one.conditions == other.conditions
                assert one.digest == other.digest, (sample.setting.label, check.stem, question.call.package)
                compared.add(key)
        assert len(compared) > 50


def libraries():
    return places.r_library(r_version(find_r()))


class Nobody:
    def ask(self, question):
        return [Unanswered(Verdict.NOT_VERIFIED, "not installed")]


def test_a_statistic_that_nobody_answers_is_not_verified_and_never_a_pass(asked):
    verification = verify(compute((ASAH,), asked), lambda of: Nobody(), mode=Mode.AUTO, bridge=None, environment={})
    assert verification.verdict is Verdict.NOT_VERIFIED
    assert not verification.verdict.passes
    assert verification.exit_code == 5 and verification.numbers == 0
    assert set(verification.skipped) == set(asked.r_packages) and set(verification.skipped.values()) == {
        "not installed"
    }


# Fabricated checks, and somebody who answers them


@dataclass(frozen=True, slots=True)
class Shares:
    low: float
    high: float


@dataclass(frozen=True, slots=True)
class Count:
    count: int


SUM = closed_form("a sum")


def shares(outcome, risk):
    """Two shares."""
    return Shares(float(np.mean(outcome)), float(np.mean(1 - outcome)))


def count(outcome, risk):
    """How many."""
    return Count(len(outcome))


def low_and_high(references) -> Check:
    return Check("shares", "counts", "Shares", shares, Shares, references, {"low": SUM, "high": SUM}, ())


def number(references) -> Check:
    return Check("number", "counts", "Number", count, Count, references, {"count": SUM}, ())


class Answers:
    """Somebody who has one answer to everything, and notes who asked."""

    def __init__(self, value, version="1.0"):
        self.value, self.version, self.asked = value, version, []

    def ask(self, question):
        self.asked.append((question.call.package, question.call.name, question.place, tuple(question.arguments)))
        value = self.value(question) if callable(self.value) else self.value
        return [
            Answer(value, (), Provenance("live", self.version, {"packages": {question.call.package: self.version}}))
        ]


def held_against(source, *checks, known=()):
    catalogue = Catalogue(checks, places.r_scripts(), known=known)
    return verify(compute((ASAH,), catalogue), lambda of: source, mode=Mode.LIVE, bridge=None, environment={})


N, EVENTS = 113, 41
ALL = {"share": {"low": EVENTS / N, "high": 1 - EVENTS / N}, "n": N}
OF_SHARES = RCall("base", "table", name="table", fields={"low": "share.low", "high": "share.high"})
OF_NUMBER = RCall("base", "table", name="table", fields={"count": "n"})


def test_an_answer_that_serves_several_checks_is_asked_for_once_and_is_enough_for_each():
    source = Answers(ALL)
    verification = held_against(source, low_and_high((OF_SHARES,)), number((OF_NUMBER,)))
    assert source.asked == [("base", "table", "asah", ("outcome", "risk"))]
    assert [statistic.verdict for statistic in verification.statistics] == [Verdict.AGREES, Verdict.AGREES]
    assert [[field.name for field in s.comparisons[0].fields] for s in verification.statistics] == [
        ["low", "high"],
        ["count"],
    ]
    first, second = (statistic.seconds for statistic in verification.statistics)
    assert first["base/table"] > 0 and second["base/table"] == 0.0


def test_what_is_too_many_for_one_check_and_known_to_another_is_no_failure_and_else_it_is():
    alone = number((OF_NUMBER,))
    unknown = held_against(Answers(ALL), alone)
    assert unknown.verdict is Verdict.DISAGREES
    (comparison,) = unknown.statistics[0].comparisons
    assert [field.name for field in comparison.fields] == ["count", "share.low", "share.high"]
    chosen = held_against(Answers(ALL), alone, known=(alone, low_and_high((OF_SHARES,))))
    assert chosen.verdict is Verdict.AGREES
    both = (low_and_high((OF_SHARES,)), alone)
    surplus = held_against(Answers({**ALL, "median": 1.0}), *both)
    assert [statistic.verdict for statistic in surplus.statistics] == [Verdict.DISAGREES, Verdict.DISAGREES]


def test_what_vanished_from_a_shared_answer_fails_the_check_that_needs_it_and_no_other():
    lacking = {"share": {"low": EVENTS / N}, "n": N}
    verification = held_against(Answers(lacking), low_and_high((OF_SHARES,)), number((OF_NUMBER,)))
    assert [statistic.verdict for statistic in verification.statistics] == [Verdict.DISAGREES, Verdict.AGREES]


def test_a_question_with_other_arguments_is_another_question():
    source = Answers(ALL)
    of_outcome = dataclasses.replace(OF_NUMBER, sends=("outcome",))
    held_against(source, low_and_high((OF_SHARES,)), number((of_outcome,)))
    assert source.asked == [("base", "table", "asah", ("outcome", "risk")), ("base", "table", "asah", ("outcome",))]


def total(x):
    """A sum."""
    return Count(int(np.sum(x)))


def of_array(stem, x) -> Check:
    call = RCall("base", "sum", name="sum", fields={"count": "n"})
    return Check(stem, "counts", "Sum", total, Count, (call,), {"count": SUM}, (), inputs={"x": x})


def test_other_numbers_of_the_same_name_are_another_question():
    source = Answers(lambda question: {"n": int(np.sum(question.arguments["x"]))})
    verification = held_against(source, of_array("one", np.array([1, 2])), of_array("other", np.array([3, 4])))
    assert len(source.asked) == 2 and verification.verdict is Verdict.AGREES


def counted_by(place_of) -> Answers:
    return Answers(lambda question: {"n": 3 if question.place == place_of else 4})


def test_the_same_numbers_are_another_question_in_another_cohort():
    source = counted_by("rait")
    catalogue = Catalogue((of_array("one", np.array([1, 2])),), places.r_scripts())
    made = compute((dataclasses.replace(find_study("rait"), subgroups=()),), catalogue)
    verification = verify(made, lambda of: source, mode=Mode.LIVE, bridge=None, environment={})
    assert [place for _, _, place, _ in source.asked] == ["rait", "rait-validation"]
    assert [one.verdict for one in verification.statistics] == [Verdict.AGREES, Verdict.DISAGREES]


def test_the_same_numbers_are_another_question_in_another_study():
    twin = dataclasses.replace(ASAH, name="twin")
    source = {"asah": counted_by("asah"), "twin": counted_by("elsewhere")}
    catalogue = Catalogue((of_array("one", np.array([1, 2])),), places.r_scripts())
    made = compute((ASAH, twin), catalogue)
    verification = verify(made, lambda of: source[of.name], mode=Mode.LIVE, bridge=None, environment={})
    assert [len(one.asked) for one in source.values()] == [1, 1]
    assert [one.verdict for one in verification.statistics] == [Verdict.AGREES, Verdict.DISAGREES]


def power(x):
    """Its sign."""
    return Count(int(np.copysign(1.0, x)))


def test_minus_zero_is_another_question_than_zero():
    source = Answers(lambda question: {"n": int(np.copysign(1.0, question.arguments["x"]))})
    made = [dataclasses.replace(of_array(name, x), compute=power) for name, x in (("plus", 0.0), ("minus", -0.0))]
    verification = held_against(source, *made)
    assert len(source.asked) == 2 and verification.verdict is Verdict.AGREES


def test_one_package_is_asked_two_questions_by_their_names():
    exact = RCall("stats", "shares", name="shares_exact")
    normal = RCall("stats", "shares", name="shares_normal", fields=("low",))
    right, wrong = {"low": EVENTS / N, "high": 1 - EVENTS / N}, {"low": 0.5}
    source = Answers(lambda question: right if question.call.name == "shares_exact" else wrong)
    verification = held_against(source, low_and_high((exact, normal)))
    assert sorted(name for _, name, *_ in source.asked) == ["shares_exact", "shares_normal"]
    (statistic,) = verification.statistics
    assert [(c.call.name, c.verdict) for c in statistic.comparisons] == [
        ("shares_exact", Verdict.AGREES),
        ("shares_normal", Verdict.DISAGREES),
    ]
    assert set(statistic.seconds) == {"parity", "stats/shares_exact", "stats/shares_normal"}


def test_a_python_library_is_asked_once_too():
    source = Answers(ALL)
    calls = [LibraryCall("numpy", "table", name="table", fields=call.fields) for call in (OF_SHARES, OF_NUMBER)]
    verification = held_against(source, low_and_high((calls[0],)), number((calls[1],)))
    assert source.asked == [("numpy", "table", "asah", ("outcome", "risk"))]
    assert verification.verdict is Verdict.AGREES


def test_several_answers_of_several_worlds_are_all_held_against_ours():
    class Worlds:
        def ask(self, question):
            made = Answers({"count": N}).ask(question) + Answers({"count": N + 1}, "2.0").ask(question)
            return [*made, Unanswered(Verdict.STALE, "it changed")]

    (statistic,) = held_against(Worlds(), number((RCall("base", "length"),))).statistics
    assert [comparison.verdict for comparison in statistic.comparisons] == [
        Verdict.AGREES,
        Verdict.DISAGREES,
        Verdict.STALE,
    ]
    assert statistic.verdict is Verdict.DISAGREES


def test_what_no_reference_answered_is_named_where_others_were():
    low = RCall("base", "low", name="low", fields=("low",))
    high = RCall("extra", "high", name="high", fields=("high",))

    class WithoutExtra(Answers):
        def ask(self, question):
            return super().ask(question) if question.call.package == "base" else Nobody().ask(question)

    verification = held_against(WithoutExtra({"low": EVENTS / N}), low_and_high((low, high)))
    (statistic,) = verification.statistics
    assert statistic.verdict is Verdict.AGREES and statistic.unanswered == ("high",)
    assert verification.skipped == {"extra": "not installed"}
    assert (verification.numbers, verification.answers, verification.lines) == (1, 1, 0)


def test_what_our_own_computation_cannot_do_is_a_disagreement_where_the_reference_can():
    def broken(outcome, risk):
        """How many."""
        raise ZeroDivisionError("division by zero")

    check = dataclasses.replace(number((RCall("base", "length"),)), compute=broken)
    verification = held_against(Answers({"count": N}), check)
    assert verification.exit_code == 1
    assert "parity stops (division by zero)" in verification.statistics[0].comparisons[0].note


def test_progress_is_told_the_setting_and_the_statistic():
    said = []
    catalogue = Catalogue((number((RCall("base", "length"),)),), places.r_scripts())
    made = compute((ASAH, dataclasses.replace(find_study("rait"), subgroups=())), catalogue)
    verify(made, lambda of: Answers({"count": N}), mode=Mode.LIVE, bridge=None, environment={}, progress=said.append)
    assert said == ["asah: Number", "rait: Number", "rait-validation: Number"]


def test_each_statistic_is_handed_on_as_soon_as_it_is_compared():
    said, handed = [], []
    catalogue = Catalogue((number((RCall("base", "length"),)), low_and_high((OF_SHARES,))), places.r_scripts())
    verification = verify(
        compute((ASAH,), catalogue),
        lambda of: Answers({**ALL, "count": N}),
        mode=Mode.LIVE,
        bridge=None,
        environment={},
        progress=said.append,
        compared=lambda statistic: handed.append((len(said), statistic)),
    )
    assert handed == [(1, verification.statistics[0]), (2, verification.statistics[1])]


def test_an_error_of_who_is_asked_is_not_swallowed():
    class Breaks:
        def ask(self, question):
            raise OSError("the disk is gone")

    with pytest.raises(OSError, match="the disk is gone"):
        held_against(Breaks(), number((RCall("base", "length"),)))
