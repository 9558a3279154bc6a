"""Mistakes in the scores of predictions, and in what acting on them is worth."""

from __future__ import annotations

from parity.selftest.fault import Kind, faults_in

_BRIER = faults_in(Kind.STATISTIC, "parity/statistics/overall/brier_score.py", "brier_score")
_Q = faults_in(Kind.STATISTIC, "parity/statistics/overall/quality_indexes.py", "quality_indexes")
_DCA = faults_in(Kind.STATISTIC, "parity/statistics/utility/decision_curve.py", "decision_curve")
_IMPACT = faults_in(Kind.STATISTIC, "parity/statistics/utility/clinical_impact.py", "clinical_impact")
_AT = faults_in(Kind.STATISTIC, "parity/statistics/utility/thresholds.py", "decision_curve", "clinical_impact")

FAULTS = (
    _BRIER(
        "brier-n-1",
        "the variance of the outcome with n - 1",
        "events * (n - events) / n**2",
        "events * (n - events) / (n * (n - 1))",
    ),
    _BRIER(
        "brier-absolute",
        "absolute for squared errors",
        "float((error * error).sum()) / n",
        "float(np.abs(error).sum()) / n",
    ),
    _BRIER(
        "brier-over-n-1", "n - 1 for n", "float((error * error).sum()) / n", "float((error * error).sum()) / (n - 1)"
    ),
    _Q("quality-u-minus-1", "one degree of freedom for two", "(u_chi_square - 2) / n", "(u_chi_square - 1) / n"),
    _Q(
        "quality-u-tail",
        "the tail of one degree of freedom for two",
        "u_p=upper_tail(2, u_chi_square)",
        "u_p=upper_tail(1, u_chi_square)",
        study="wards",
    ),
    _Q("quality-q-sum", "D plus U for D minus U", "q=d - u", "q=d + u"),
    _Q(
        "quality-r2-cox-snell",
        "Cox and Snell's R² for Nagelkerke's",
        "np.expm1(-d_chi_square / n) / np.expm1(-of_prevalence / n)",
        "-np.expm1(-d_chi_square / n)",
    ),
    _Q(
        "quality-u-constant",
        "U of a constant 0, which the development cohort has by construction",
        "u_chi_square=u_chi_square",
        "u_chi_square=0.0 * u_chi_square",
        study="wards",
    ),
    _Q(
        "quality-contradicted-ignored",
        "a certain prediction that was wrong left out of U",
        "unreliable = np.inf if contradicted else",
        "unreliable = np.inf if False else",
        study="limits",
    ),
    _DCA(
        "dca-at-threshold",
        "risk >= threshold for risk > threshold",
        "for rule in (treated.above, all_above))",
        "for rule in (treated.at_or_above, all_above))",
        study="limits",
    ),
    _DCA(
        "dca-odds-forgotten", "the threshold for its odds", "odds = thresholds / (1 - thresholds)", "odds = thresholds"
    ),
    _DCA(
        "dca-odds-inverted",
        "the odds of the threshold upside down",
        "odds = thresholds / (1 - thresholds)",
        "odds = (1 - thresholds) / thresholds",
    ),
    _DCA(
        "dca-of-the-treated",
        "per treated patient, not per patient",
        "return (treated.events - odds * treated.others) / patients",
        "return (treated.events - odds * treated.others) / (treated.events + treated.others)",
    ),
    _DCA(
        "dca-standardised-by-one-minus",
        "standardised by the share without the event",
        "standardized_net_benefit_all=by_all / prevalence",
        "standardized_net_benefit_all=by_all / (1 - prevalence)",
    ),
    _DCA(
        "dca-not-standardised",
        "net benefit as it is for the standardised",
        "standardized_net_benefit=by_model / prevalence",
        "standardized_net_benefit=by_model",
    ),
    _IMPACT(
        "impact-at-threshold",
        "risk >= threshold for risk > threshold",
        "detected=treated.above.events / patients",
        "detected=treated.at_or_above.events / patients",
        study="strata",
    ),
    _IMPACT(
        "impact-of-events",
        "the share of the events for the share of the patients",
        "detected=treated.above.events / patients",
        "detected=treated.above.events / treated.events",
    ),
    _IMPACT(
        "impact-high-risk-without-others",
        "patients at high risk without those who have no event",
        "high_risk=(treated.above.events + treated.above.others) / patients",
        "high_risk=treated.above.events / patients",
    ),
    _AT(
        "threshold-sides-swapped",
        "the two rules for a risk on the threshold in each other's place",
        'above = higher - np.searchsorted(near, thresholds, side="right")',
        'above = higher - np.searchsorted(near, thresholds, side="left")',
        study="strata",
    ),
    _AT(
        "threshold-cells",
        "the patients in the cell of a threshold left out",
        "near = np.sort(risk[has_threshold[cell]])",
        "near = np.sort(risk[has_threshold[cell]])[1:]",
    ),
)
