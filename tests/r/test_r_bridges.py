"""Two bridges, one answer: the same bytes."""

from __future__ import annotations

import math
from pathlib import Path

import numpy as np
import pytest

from parity.data.cohort import Factor

pytestmark = [pytest.mark.r, pytest.mark.rpy2]

AUC_DELONG = Path(__file__).parents[2] / "r_scripts" / "pROC" / "auc_delong.R"

VALUES = {
    "numbers": np.append(np.random.default_rng(4).normal(size=1000), [math.nan, math.inf, -0.0, 5e-324]),
    "texts": ["年龄 🩺", "a\nb", None, "\\"],
    "factor": Factor(np.array([0, 1, -1]), ("é", "b")),
    "long_factor": Factor(np.tile([0, 1, -1], 100), ("é", "b")),
    "whole": np.arange(200),
    "truth": np.arange(200) % 3 == 0,
    "missing": [None, 0.5] * 100,
    "list": {"x; stop()": [None, {"a": [True, None]}]},
}


@pytest.mark.parametrize(
    "script, function, arguments",
    [
        ("values.R", "echo", VALUES),
        ("values.R", "types", VALUES),
        ("values.R", "every_kind", {}),
        ("values.R", "a_matrix", {}),
        ("conditions.R", "all_kinds", {}),
        ("conditions.R", "error_after_warning", {}),
        ("conditions.R", "package_is_missing", {}),
        ("conditions.R", "warning_from_r", {}),
        ("conditions.R", "error_of_r", {}),
        ("conditions.R", "noise", {}),
        ("conditions.R", "asks_the_user", {}),
        ("misbehaviour.R", "endless_recursion", {}),
        ("traces.R", "look", {}),
    ],
)
def test_both_bridges_give_the_same_bytes(both_sessions, scripts, script, function, arguments):
    embedded, command = (session.call(scripts / script, function, arguments) for session in both_sessions)
    assert embedded.conditions == command.conditions
    assert repr(embedded.value) == repr(command.value)
    assert embedded.digest == command.digest


def test_other_bytes_have_another_digest(both_sessions, scripts):
    numbers = np.arange(1000.0)
    others = np.append(numbers[:-1], np.nextafter(999.0, 1000.0))
    for session in both_sessions:
        sent = numbers, numbers.copy(), others
        one, same, other = (session.call(scripts / "values.R", "echo", {"x": x}).digest for x in sent)
        assert one == same != other


def test_the_area_under_the_curve_comes_the_same_by_both_bridges(both_sessions):
    outcome = np.array([0, 0, 0, 1, 1, 1, 1])
    risk = np.array([0.1, 0.4, 0.35, 0.8, 0.4, 0.9, 0.2])
    embedded, command = (
        session.call(AUC_DELONG, "auc_delong", {"outcome": outcome, "risk": risk, "level": 0.95})
        for session in both_sessions
    )
    assert embedded.digest == command.digest
    assert embedded.conditions == ()
    assert embedded.value["auc"] == pytest.approx(9.5 / 12, rel=1e-15)
    assert set(embedded.value) == {"auc", "variance", "interval"} and set(embedded.value["interval"]) == {"low", "high"}


def test_both_bridges_are_the_same_r(both_sessions):
    embedded, command = (session.environment(["stats", "noSuchPackage"]) for session in both_sessions)
    assert embedded.pop("bridge")["name"] == "rpy2" and command.pop("bridge")["name"] == "rscript"
    assert embedded == command
