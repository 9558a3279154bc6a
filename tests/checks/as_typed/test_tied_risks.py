from __future__ import annotations

import numpy as np

from parity.checks.as_typed.decision_curve_as_typed import CHECK
from parity.checks.as_typed.ties import on_the_other_side
from parity.data.study_file import find_study
from parity.verify.compute import arguments_of
from parity.verify.predictions import samples

NAMES = ("outcome", "predictors", "patients", "observed", "risk", "thresholds")


def inputs(study: str) -> dict:
    arguments = arguments_of(CHECK, samples(find_study(study))[0])
    return {name: arguments[name] for name in NAMES}


def test_a_stratum_whose_risk_is_a_threshold_may_fall_on_either_side_of_it():
    given = inputs("strata")
    risk, thresholds, observed = given["risk"], given["thresholds"], given["observed"]
    found = on_the_other_side(**given)
    shown = np.flatnonzero(~np.ma.getmaskarray(found["net_benefit"]))
    distance = np.abs(risk[:, np.newaxis] - thresholds).min(axis=0)
    assert len(shown) and distance[shown].max() < 1e-14
    assert np.delete(distance, shown).min() > 1e-15
    for place in shown:
        at = thresholds[place]
        near = np.abs(risk - at) < 1e-14
        treated = (risk > at + 1e-14) | (near & ~(risk > at))
        benefit = np.mean(treated & (observed == 1)) - np.mean(treated & (observed == 0)) * at / (1 - at)
        assert abs(found["net_benefit"][place] - benefit) < 1e-14
        treated = (risk > at + 1e-14) | (near & ~(risk >= at))
        benefit = np.mean(treated & (observed == 1)) - np.mean(treated & (observed == 0)) * at / (1 - at)
        assert abs(found["net_benefit_at_or_above"][place] - benefit) < 1e-14


def test_where_no_risk_is_a_threshold_nothing_deviates():
    assert on_the_other_side(**inputs("asah")) == {}
