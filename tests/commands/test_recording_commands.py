"""``parity record`` and ``parity drift``."""

from __future__ import annotations

import json
from contextlib import nullcontext

import pytest
from click.testing import CliRunner
from command_cases import parity

from parity import places
from parity.answers.connect import Connection
from parity.answers.recorded import RecordedR
from parity.cli import command


def test_recording_is_refused_under_ci(tmp_path):
    done = parity("record", "asah", cwd=tmp_path, CI="1")
    assert done.returncode == 2 and "refused under CI" in done.stderr


class RWithoutSomePackages:
    """An R that has only some packages and says what is recorded."""

    def __init__(self, *packages: str) -> None:
        self.packages = packages

    def has(self, package: str) -> bool:
        return package in self.packages

    def ask(self, question):
        return RecordedR(places.references(), places.r_scripts()).ask(question)[:1]


@pytest.mark.parametrize(
    ("packages", "patterns", "status", "left_out"),
    [
        (
            ("base", "pROC", "rms", "stats"),
            ("brier_score", "decision_curve"),
            0,
            ("rmda::decision_curve", "dcurves::dca"),
        ),
        (("base",), ("decision_curve",), 0, ("rmda::decision_curve", "dcurves::dca")),
        ((), ("auc_delong",), 5, ("pROC::ci.auc", "stats::wilcox.test")),
    ],
)
def test_drift_counts_what_was_not_asked_because_a_package_is_not_here(
    monkeypatch, packages, patterns, status, left_out
):
    connection = Connection(RWithoutSomePackages(*packages), "rscript", {})
    monkeypatch.setattr("parity.answers.connect.connect", lambda *_, **__: nullcontext(connection))
    words = ["drift", "asah", *(word for pattern in patterns for word in ("--checks", pattern))]
    done = CliRunner().invoke(command, words, standalone_mode=False)
    assert done.return_value == status
    found = json.loads(CliRunner().invoke(command, [*words, "--json"], standalone_mode=False).output)["drift"]
    not_asked = [(row["source"], row["note"]) for row in found if row["state"] == "not asked"]
    assert not_asked == [(source, f"{source.partition(':')[0]} is not installed") for source in left_out]
    n = len(found) - len(left_out)
    assert n > 0 or status == 5
    counted = f"{n} recorded answer{'' if n == 1 else 's'}: {n} identical, 0 differ within need, 0 beyond"
    assert " ".join(done.output.split()) == "; ".join([counted, *(f"1 not asked: {note}" for _, note in not_asked)])
