"""Mistakes planted in a copy: a sample of them is noticed, and what is no notice does not count as one."""

from __future__ import annotations

import dataclasses
import hashlib
import json

import pytest
from click.testing import CliRunner

from parity import cli
from parity.commands.selftest import selftest
from parity.selftest.asking import Ending, Run, ask, run_tests
from parity.selftest.fault import Fault, Kind, Way
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
    assert outcome.by[Way.RECORDS].where


def test_without_a_mistake_nothing_is_reported(found):
    assert [one.ending for one in found.unplanted] == [Ending.PASSED]
    assert found.sound


def test_a_crash_a_stop_of_ours_and_a_pass_are_no_notice(found):
    endings = {name: of(found, name).by[Way.RECORDS].ending for name in ("crashes", "stops", "changes-nothing")}
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


def outcome(**by: Run) -> Outcome:
    return Outcome(CHANGES_NOTHING, {Way[way]: run for way, run in by.items()})


def test_both_the_records_and_r_must_notice_a_mistake_in_a_script():
    passed, stale = Run(Ending.PASSED, "", 1.0), Run(Ending.STALE, "the R script changed", 1.0)
    disagrees = Run(Ending.DISAGREES, "brier_score: brier, stats::lm", 1.0)
    assert not outcome(RECORDS=stale, R=passed).caught
    assert outcome(RECORDS=stale, R=disagrees).caught


def test_what_only_r_or_a_test_shows_is_named_where_there_is_none():
    passed = Run(Ending.PASSED, "", 1.0)
    by_a_test = Outcome(dataclasses.replace(CHANGES_NOTHING, tests="tests/test_digits.py"))
    found = SelfTest((outcome(), by_a_test), (passed,), "R is not there")
    assert found.exit_code == 3
    assert any(line.startswith("R is not there: 1 that only R shows") for line in summary(found))
    assert any("are not here: 1 that only a test shows" in line for line in summary(found))


def test_something_reported_without_a_mistake_fails():
    noticed = Run(Ending.DISAGREES, "brier_score: brier, stats::lm", 1.0)
    found = SelfTest((outcome(RECORDS=noticed),), (noticed,))
    assert found.exit_code == 1
    assert "without a mistake: DISAGREES: brier_score: brier, stats::lm" in summary(found)


def test_a_mistake_in_a_painter_is_noticed_by_the_test_that_it_names():
    (fault,) = matching(["fig-svg-shifted"])
    found = run([fault], jobs=1, why_no_r="R was left out")
    (one,) = found.outcomes
    assert found.exit_code == 0 and set(one.by) == {Way.TESTS}
    assert one.by[Way.TESTS].ending is Ending.TEST_FAILS
    assert one.by[Way.TESTS].where.startswith("tests/figures/test_svg_places.py::test_")
    assert f"| {one.fault.name} |" in page(found) and data(found)["faults"][0]["by_tests"]["ending"] == "TEST_FAILS"


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("def test_a():\n    assert True\n", Ending.PASSED),
        ("def test_a():\n    assert False\n", Ending.TEST_FAILS),
        ("import nothing\n", Ending.CRASHED),
        ("import pytest\npytest.skip('no', allow_module_level=True)\n", Ending.CRASHED),
        ("import pytest\n@pytest.mark.skip\ndef test_a(): pass\n", Ending.NOT_VERIFIED),
    ],
)
def test_only_a_test_that_fails_is_a_notice(text, ending, tmp_path):
    (tmp_path / "test_some.py").write_text(text, encoding="utf-8")
    assert run_tests(tmp_path, ["test_some.py"]).ending is ending


def test_the_page_and_the_data_hold_every_mistake(found):
    assert all(f"| {one.fault.name} |" in page(found) for one in found.outcomes)
    assert [one["name"] for one in data(found)["faults"]] == [one.fault.name for one in found.outcomes]


@pytest.mark.r
def test_r_shows_a_mistake_in_a_script_by_a_number():
    (fault,) = matching(["R-brier-n-1"])
    (found,) = run([fault], jobs=1).outcomes
    assert {way: one.ending for way, one in found.by.items()} == {Way.RECORDS: Ending.STALE, Way.R: Ending.DISAGREES}
    assert found.by[Way.R].where == "brier_score: brier, stats::lm"


@pytest.mark.r
def test_r_names_the_first_wrong_draw_of_a_mistake_in_what_is_drawn():
    (fault,) = matching(["draw-one-left-out"])
    assert fault.ways == (Way.RECORDS, Way.R)
    (found,) = run([fault], jobs=1).outcomes
    assert found.by[Way.RECORDS].ending is found.by[Way.R].ending is Ending.DISAGREES
    assert found.by[Way.R].where == "auc_bootstrap: stratified.low, pROC::ci.auc, draw 2"
    assert found.by[Way.RECORDS].where == "auc_bootstrap: stratified.low, pROC::ci.auc"


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
