"""How closely a validation as typed is held: as its statistics are, each with what the fit of the model moves."""

from __future__ import annotations

from parity.checks.as_typed.validation_as_typed import CHECK
from parity.checks.calibration import calibration_curve, calibration_line, spiegelhalter_test
from parity.checks.discrimination import concordance
from parity.checks.overall import brier_score, quality_indexes

STATISTICS = [
    module.CHECK
    for module in (calibration_curve, calibration_line, spiegelhalter_test, concordance, brier_score, quality_indexes)
]


def asked_of_val_prob(check):
    (call,) = (call for call in check.references if call.function == "val.prob")
    return call


def test_a_number_without_a_definition_is_undefined_for_the_same_reason_as_in_its_own_statistic():
    own = {
        (name, one.reason)
        for check in STATISTICS
        for one in check.undefined
        for name in one.fields
        if name in check.gives(asked_of_val_prob(check))
    }
    assert own == {(name, one.reason) for one in CHECK.undefined for name in one.fields}
    assert {name for name, _ in own} >= {"intercept", "slope", "z", "p"}
    assert all(one.fields for one in CHECK.undefined)


def test_every_number_that_val_prob_is_asked_for_is_compared():
    own = {name for check in STATISTICS for name in check.gives(asked_of_val_prob(check))}
    assert set(CHECK.tolerances) == own | {"rows", "events", "risk"}


def test_a_number_of_the_order_of_the_risks_alone_is_held_as_in_its_own_statistic():
    for name in ("c", "dxy"):
        assert CHECK.tolerances[name] == concordance.CHECK.tolerance(name, asked_of_val_prob(concordance.CHECK))
    moved = {name for name, one in CHECK.tolerances.items() if one.bound is not None}
    assert moved == set(CHECK.tolerances) - {"c", "dxy", "rows", "events"}
