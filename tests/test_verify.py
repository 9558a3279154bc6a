"""A run goes on, whatever R does to itself; the next run works; both bridges say the same."""

from __future__ import annotations

import os
import shutil
import signal
import threading
import time

import pytest

from parity import modes, places
from parity.check import RCall
from parity.compare import Verdict
from parity.live import LiveR
from parity.r.supervisor import RSession
from parity.checks import CHECKS
from parity.study_file import bundled_studies, find_study
from parity.verify import compute, questions, verify

ASAH = find_study("asah")
ASKED = tuple(check for check in CHECKS if check.stem in ("roc_curve", "auc_delong", "youden_cutoff"))


@pytest.fixture
def scripts(tmp_path):
    """A copy of what R is asked, to be spoilt."""
    shutil.copytree(places.r_scripts(), tmp_path / "r_scripts")
    return tmp_path / "r_scripts"


def run(session, scripts):
    live = LiveR(session, scripts, session.environment(modes.r_packages(ASKED)))
    return verify(compute((ASAH,), ASKED), lambda of: modes.Source(live), mode=modes.Mode.LIVE, bridge=session.bridge, environment={})


MISDEEDS = {
    "quit": ("quit(status = 3)", "exit 3"),
    "segmentation fault": ("tools::pskill(Sys.getpid(), 11L); Sys.sleep(20)", "SIGSEGV"),
    "endless loop": ("repeat {}", "3 s"),
}


@pytest.mark.r
@pytest.mark.parametrize("bridge", ["rpy2", "rscript"])
@pytest.mark.parametrize("deed", MISDEEDS)
def test_what_kills_r_costs_one_check_and_no_more(scripts, deed, bridge):
    code, reason = MISDEEDS[deed]
    (scripts / "pROC" / "auc_delong.R").write_text(f"auc_delong <- function(outcome, risk, level) {{ {code} }}\n")
    with RSession(bridge, timeout=3.0) as session:
        session.prepare(["pROC"])
        verification = run(session, scripts)
        verdicts = {statistic.check.stem: statistic.verdict for statistic in verification.statistics}
        assert verdicts == {"roc_curve": Verdict.AGREES, "auc_delong": Verdict.NOT_RUN, "youden_cutoff": Verdict.AGREES}
        (killed,) = [statistic for statistic in verification.statistics if statistic.verdict is Verdict.NOT_RUN]
        assert reason in killed.comparisons[0].note
        assert verification.exit_code == 4
        assert run(session, places.r_scripts()).exit_code == 0, "the next run works"


@pytest.mark.r
def test_r_killed_from_outside_in_the_middle_of_a_run_costs_one_check(scripts):
    (scripts / "pROC" / "auc_delong.R").write_text("auc_delong <- function(outcome, risk, level) { Sys.sleep(60); list() }\n")
    with RSession(timeout=50.0) as session:
        started = session.environment(["pROC"])
        assert started["packages"]

        def kill_when_it_sleeps():
            time.sleep(2.5)
            os.kill(session.pid, signal.SIGKILL)

        killer = threading.Thread(target=kill_when_it_sleeps)
        killer.start()
        verification = run(session, scripts)
        killer.join()
        assert {s.check.stem for s in verification.statistics if s.verdict is Verdict.NOT_RUN} == {"auc_delong"}
        assert "SIGKILL" in [s for s in verification.statistics if s.verdict is Verdict.NOT_RUN][0].comparisons[0].note
        assert verification.exit_code == 4


@pytest.mark.r
def test_both_bridges_give_the_same_bytes_for_every_check_of_the_bundled_studies():
    packages = modes.r_packages(CHECKS)
    with RSession("rpy2", libraries=libraries()) as embedded, RSession("rscript", libraries=libraries()) as command:
        both = [LiveR(session, places.r_scripts(), session.environment(packages)) for session in (embedded, command)]
        asked = 0
        for name in bundled_studies():
            for check, sample, question in questions(find_study(name), CHECKS):
                if not isinstance(question.call, RCall) or not both[0].has(question.call.package):
                    continue
                one, other = (live.answer(question) for live in both)
                assert one.value, one.conditions
                assert one.text == other.text, (sample.cohort.name, check.stem, question.call.package)
                asked += 1
        assert asked > 50


def libraries():
    from parity.r.environment import find_r, r_version

    return places.r_library(r_version(find_r()))


def test_a_statistic_that_nobody_answers_is_not_verified_and_never_a_pass():
    class Nobody:
        def ask(self, question):
            from parity.reference import Unanswered

            return [Unanswered("SKIPPED", "not installed")]

    verification = verify(compute((ASAH,), ASKED), lambda of: Nobody(), mode=modes.Mode.AUTO, bridge=None, environment={})
    assert verification.verdict is Verdict.SKIPPED
    assert not verification.verdict.passes
    assert verification.exit_code == 5


def test_what_our_own_computation_cannot_do_is_a_disagreement_where_r_can():
    import dataclasses

    def broken(**arguments):
        raise ZeroDivisionError("division by zero")

    check = dataclasses.replace(ASKED[1], compute=broken)
    verification = verify(
        compute((ASAH,), (check,)),
        lambda of: modes.source(modes.Mode.REPLAY, None, of.references, places.r_scripts()),
        mode=modes.Mode.REPLAY,
        bridge=None,
        environment={},
    )
    assert verification.exit_code == 1
    assert "parity stops (division by zero)" in verification.statistics[0].comparisons[0].note
