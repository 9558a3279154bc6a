"""Mistakes planted in a copy: a sample of them is noticed, and what is no notice does not count as one."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest
from click.testing import CliRunner

from parity import cli
from parity.commands.selftest import selftest
from parity.selftest.asking import Ending, Run, ask
from parity.selftest.fault import Fault, Kind
from parity.selftest.faults import FAULTS, matching
from parity.selftest.planting import PACKAGE, Copy
from parity.selftest.run import Outcome, SelfTest, cores, run
from parity.selftest.table import data, page, summary

SAMPLE = (
    "auc-ddof",
    "hl-left-closed",
    "dca-odds-forgotten",
    "predictions-of-the-next-patient",
    "read-first-row-lost",
    "R-brier-n-1",
    "ref-auc-rounded",
    "csv-row-dropped-hash-renewed",
    "tol-special-x100",
    "cmp-surplus-ignored",
    "ver-not-run-exits-0",
    "fig-tick-missing",
)


def planted(name: str, was: str, text: str) -> Fault:
    brier = "parity/statistics/overall/brier_score.py"
    return Fault(Kind.STATISTIC, brier, ("brier_score",), name, "a mistake", was, text)


CRASHES = planted("crashes", "from dataclasses import dataclass\n", "from dataclasses import nothing\n")
STOPS = planted("stops", "    error = outcome - risk\n", '    raise ValueError("no")\n')
CHANGES_NOTHING = planted("changes-nothing", "    error = outcome - risk\n", "    error = -(risk - outcome)\n")
GONE = planted("gone", "what never stood there", "")


@pytest.fixture(scope="module")
def found() -> SelfTest:
    faults = (*matching(SAMPLE), CRASHES, STOPS, CHANGES_NOTHING, GONE)
    return run(faults, jobs=cores(), why_no_r="R was left out")


def of(found: SelfTest, name: str) -> Outcome:
    return next(outcome for outcome in found.outcomes if outcome.fault.name == name)


@pytest.mark.parametrize("name", SAMPLE)
def test_a_mistake_is_noticed_and_what_it_touches_is_named(name, found):
    outcome = of(found, name)
    assert outcome.caught, outcome
    assert outcome.by_records.where


def test_without_a_mistake_nothing_is_reported(found):
    assert [one.ending for one in found.unplanted] == [Ending.PASSED]
    assert found.sound


def test_a_crash_a_stop_of_ours_and_a_pass_are_no_notice(found):
    endings = {name: of(found, name).by_records.ending for name in ("crashes", "stops", "changes-nothing")}
    assert list(endings.values()) == [Ending.CRASHED, Ending.STOPPED, Ending.PASSED]
    assert {outcome.fault.name for outcome in found.missed} == {"crashes", "stops", "changes-nothing", "gone"}
    assert found.exit_code == 1


def test_a_copy_is_as_before_when_a_mistake_is_taken_out(tmp_path):
    def bits(folder):
        return {path: hashlib.sha256(path.read_bytes()).hexdigest() for path in folder.rglob("*") if path.is_file()}

    mine = bits(PACKAGE)
    copy = Copy(tmp_path / "copy")
    before = bits(copy.folder)
    (fault,) = matching(["csv-row-dropped-hash-renewed"])
    with copy.planted(fault):
        assert len({path for path, digest in bits(copy.folder).items() if before[path] != digest}) > 20
    assert bits(copy.folder) == before
    assert bits(PACKAGE) == mine
    assert ask(copy.folder, ["asah"], ["brier_score"], "replay").ending is Ending.PASSED


def outcome(unseen: str = "", by_records: Run | None = None, by_r: Run | None = None) -> Outcome:
    return Outcome(dataclasses.replace(CHANGES_NOTHING, unseen=unseen), by_records, by_r)


def test_a_known_hole_is_none_any_more_once_a_study_shows_it():
    passed, noticed = Run(Ending.PASSED, "", 1.0), Run(Ending.DISAGREES, "brier_score: brier, stats::lm", 1.0)
    hole = SelfTest((outcome("other data", passed),), (passed,))
    closed = SelfTest((outcome("other data", noticed),), (passed,))
    assert (hole.exit_code, closed.exit_code) == (0, 1)
    assert "known hole: changes-nothing: it takes other data" in summary(hole)
    assert "no hole any more, take its mark out: changes-nothing" in summary(closed)


def test_both_the_records_and_r_must_notice_a_mistake_in_a_script():
    passed, stale = Run(Ending.PASSED, "", 1.0), Run(Ending.STALE, "the R script changed", 1.0)
    disagrees = Run(Ending.DISAGREES, "brier_score: brier, stats::lm", 1.0)
    assert not outcome(by_records=stale, by_r=passed).caught
    assert outcome(by_records=stale, by_r=disagrees).caught


def test_what_only_r_shows_is_named_where_there_is_none():
    passed = Run(Ending.PASSED, "", 1.0)
    found = SelfTest((outcome(),), (passed,), "R is not there")
    assert found.exit_code == 3
    assert any(line.startswith("R is not there: 1 that only R shows") for line in summary(found))


def test_something_reported_without_a_mistake_fails():
    noticed = Run(Ending.DISAGREES, "brier_score: brier, stats::lm", 1.0)
    found = SelfTest((outcome(by_records=noticed),), (noticed,))
    assert found.exit_code == 1
    assert "without a mistake: DISAGREES: brier_score: brier, stats::lm" in summary(found)


def test_the_page_and_the_data_hold_every_mistake(found):
    assert all(f"| {one.fault.name} |" in page(found) for one in found.outcomes)
    assert [one["name"] for one in data(found)["faults"]] == [one.fault.name for one in found.outcomes]


@pytest.mark.r
def test_r_shows_a_mistake_in_a_script_by_a_number():
    (fault,) = matching(["R-brier-n-1"])
    (found,) = run([fault], jobs=1).outcomes
    assert (found.by_records.ending, found.by_r.ending) == (Ending.STALE, Ending.DISAGREES)
    assert found.by_r.where == "brier_score: brier, stats::lm"


def test_the_command_gives_data_and_refuses_a_page_of_some():
    done = CliRunner().invoke(selftest, ["--only", "brier-n-1", "--without-r", "--json"], standalone_mode=False)
    assert done.return_value == 0, done.output
    (one,) = json.loads(done.output)["faults"]
    assert one["by_records"]["where"].startswith("brier_score: scaled_brier")
    with pytest.raises(SystemExit, match="2"):
        cli.main(["selftest", "--only", "brier-n-1", "--write", "page.md"])


def test_every_sampled_mistake_is_another_kind_or_another_place():
    sampled = [fault for fault in FAULTS if fault.name in SAMPLE]
    assert len(sampled) == len(SAMPLE)
    assert len({fault.kind for fault in sampled}) >= 9
