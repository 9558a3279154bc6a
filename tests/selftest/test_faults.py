"""The planted mistakes as they are written down: each can be planted, and the page lists each."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from parity.checks.catalogue import CATALOGUE
from parity.data.study_file import bundled_studies
from parity.errors import InputError
from parity.selftest.fault import Fault, Kind
from parity.selftest.faults import FAULTS, matching
from parity.selftest.planting import OutOfDate, changed, read, source

PAGE = Path(__file__).parents[2] / "docs" / "selftest.md"
PLANTED = PAGE.with_name("planted.md")


@pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)
def test_what_is_replaced_stands_there_once_and_what_is_planted_can_run(fault):
    planted = changed(fault, read(source(fault.file)))
    if fault.file.endswith(".py"):
        compile(planted, fault.file, "exec")


def test_there_are_many_of_every_kind_each_with_a_name_of_its_own():
    names = [fault.name for fault in FAULTS]
    assert len(set(names)) == len(names) >= 150
    assert all(sum(fault.kind is kind for fault in FAULTS) >= 10 for kind in Kind)


def test_each_is_shown_by_a_bundled_study_and_statistics_or_by_tests_that_there_are():
    stems = {check.stem for check in CATALOGUE.checks}
    for fault in FAULTS:
        assert fault.study in bundled_studies(), fault.name
        assert fault.checks and set(fault.checks) <= stems, fault.name
        assert not fault.tests or (PAGE.parents[1] / fault.tests).is_file(), fault.name


def test_text_that_stands_nowhere_or_twice_is_out_of_date():
    def planted(was: str) -> str:
        return changed(Fault(Kind.STATISTIC, "a.py", ("brier_score",), "a", "a mistake", was, "new"), "old, old, once")

    assert planted("once") == "old, old, new"
    for was, count in (("gone", 0), ("old", 2)):
        with pytest.raises(OutOfDate, match=f"'{was}' stands {count} times in a.py"):
            planted(was)


def test_the_page_lists_each_with_what_noticed_it():
    rows = re.findall(r"^\| ([\w.-]+) \| (.*?) \|.*\| (.*) \|$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    listed = {name: said for name, _, said in rows if name not in ("mistake", "---")}
    assert list(listed) == [fault.name for kind in Kind for fault in FAULTS if fault.kind is kind]
    assert [name for name, said in listed.items() if "missed" in said or "out of date" in said] == []


def test_the_page_of_what_was_planted_by_hand_names_mistakes_and_tests_that_there_are():
    text = PLANTED.read_text(encoding="utf-8")
    names = {fault.name for fault in FAULTS}
    by_name = re.search(r"```\n(.*?)```", text, re.DOTALL)[1].split()
    assert len(by_name) == len(set(by_name)) > 150 and set(by_name) <= names
    others = [said for said in re.findall(r"^\| [^|]+ \| (.+?) \|$", text, re.MULTILINE) if said != "noticed now by"]
    assert len(others) == 30
    for said in others:
        words = re.findall(r"`([^`]+)`", said)
        assert words and all(word in names or (PAGE.parents[1] / word).exists() for word in words), said


def test_names_are_asked_for_by_patterns():
    assert {fault.name for fault in matching(["auc-d*", "brier-n-1"])} == {
        "auc-ddof",
        "auc-direction-flipped",
        "brier-n-1",
    }
    with pytest.raises(InputError, match="no mistake is named 'auc-dof'; did you mean 'auc-ddof'"):
        matching(["auc-dof"])
