"""Controls before every run: parity that does not notice what it must refuses to verify, and says which control."""

from __future__ import annotations

import json

import numpy as np
import pytest

import parity
from parity import cli
from parity.answers import recorded
from parity.checks.vocabulary import Verdict
from parity.errors import Unsound
from parity.verification import allowance, compare
from parity.verification.controls import hold as controls
from parity.verification.verification import Verification


@pytest.fixture
def hold():
    """The controls, each time anew."""
    return controls.hold.__wrapped__


def test_every_control_ends_as_it_must(hold):
    assert hold() > 60


def everything_agrees(pair, allowed):
    return np.ones(len(pair.ours), dtype=bool)


def nothing_agrees(pair, allowed):
    return np.zeros(len(pair.ours), dtype=bool)


@pytest.mark.parametrize(
    ("where", "name", "instead", "control"),
    [
        (allowance, "agree", everything_agrees, "a number off by ten times its tolerance"),
        (allowance, "agree", nothing_agrees, "the same numbers"),
        (allowance, "LARGEST_SHARE", 1.0, "a bound without end, beyond its cap"),
        (compare, "leaves", lambda *_: [], "a number that nobody has"),
        (compare, "of_these_inputs", lambda *_: True, "two known errors, of other inputs"),
        (Verification, "exit_code", 0, "a number off by ten times its tolerance"),
        (recorded, "digest", lambda value: "", "a record of another option"),
    ],
)
def test_what_does_not_notice_is_named(where, name, instead, control, hold, monkeypatch):
    monkeypatch.setattr(where, name, instead)
    with pytest.raises(Unsound, match=f"the control [\"']{control}[\"'] must end with"):
        hold()


def test_a_run_is_refused_with_a_status_of_its_own(tmp_path, monkeypatch, capsys):
    controls.hold.cache_clear()
    monkeypatch.setattr(allowance, "agree", everything_agrees)
    with pytest.raises(SystemExit, match="70"):
        cli.main(
            ["verify", "asah", "--checks", "brier_score", "--mode", "replay", "--json", "--out", str(tmp_path / "a")]
        )
    said = capsys.readouterr()
    assert "nothing it says can be relied on" in json.loads(said.out)["error"]["message"]
    assert "Traceback" not in said.err
    assert not (tmp_path / "a").exists()
    with pytest.raises(Unsound):
        parity.verify("asah", "brier_score", mode="replay")
    monkeypatch.undo()
    assert parity.verify("asah", "brier_score", mode="replay").verdict is Verdict.AGREES
