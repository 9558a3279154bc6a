"""Mistakes in what both sides are handed: where R receives the same wrong numbers, only the analysis as typed shows
them."""

from __future__ import annotations

from parity.selftest.fault import Kind, faults_in

_MADE = faults_in(Kind.HANDED, "parity/verification/predictions.py", "as_typed")
_DRAWN = faults_in(Kind.HANDED, "parity/verification/predictions.py", "nomogram_as_typed")
_CUT = faults_in(Kind.HANDED, "parity/checks/discrimination/classification.py", "as_typed")
_GROUPS = faults_in(Kind.HANDED, "parity/checks/calibration/hosmer_lemeshow.py", "as_typed")
_LEVEL = faults_in(Kind.HANDED, "parity/checks/discrimination/auc_delong.py", "as_typed")
_PATIENTS = faults_in(Kind.HANDED, "parity/checks/regression/linear_predictor.py", "linear_predictor")
_LINK = faults_in(Kind.HANDED, "parity/statistics/regression/linear_predictor.py", "as_typed")
_NOMO = faults_in(Kind.HANDED, "parity/statistics/nomogram/numbers.py", "nomogram")
_SAMPLE = faults_in(Kind.HANDED, "parity/verification/sample.py", "as_typed")
_CURVE = faults_in(Kind.HANDED, "parity/statistics/utility/decision_curve.py", "decision_curve")
_IMPACT = faults_in(Kind.HANDED, "parity/statistics/utility/clinical_impact.py", "clinical_impact")
_PAGE = faults_in(Kind.HANDED, "parity/graphics/geometry/decision_curve.py", "decision_curve_page")
_OF = "of = predicted[cohort.name]"
_LINEAR = "predicted[cohort.name].linear_predictor"
_RISK = "predicted[cohort.name].risk"
_COHORT = (
    "cohort.outcome,\n                cohort.columns,\n                terms,\n                coefficients,\n"
    "                of.linear_predictor,\n                of.risk,"
)
_DEVELOPED = "predicted[study.development.name]"

FAULTS = (
    _MADE(
        "predictions-no-intercept",
        "risk without the intercept",
        _OF,
        f"of = LinearPredictor(at := {_LINEAR} - coefficients[0], 1 / (1 + np.exp(-at)))",
    ),
    _MADE(
        "predictions-wrong-cohort",
        "the model refitted on the validation cohort",
        _OF,
        "of = linear_predictor(cohort.outcome, cohort.columns, cohort.columns)",
        study="rait",
    ),
    _MADE(
        "predictions-of-the-next-patient",
        "risks of the next patient",
        _OF,
        f"of = LinearPredictor(np.roll({_LINEAR}, 1), np.roll({_RISK}, 1))",
        study="birthwt",
    ),
    _MADE(
        "predictions-in-percent",
        "risks rounded to whole percentages",
        _OF,
        f"of = LinearPredictor({_LINEAR}, np.round({_RISK}, 2))",
    ),
    _MADE(
        "predictions-of-development",
        "development patients in the place of validation patients",
        _COHORT,
        _COHORT.replace("cohort.", "study.development.").replace("of.", f"{_DEVELOPED}."),
        study="wards",
    ),
    _DRAWN(
        "nomo-other-coefficients",
        "nomogram of other coefficients than the fit's",
        "                terms,\n                coefficients,\n",
        "                terms,\n                1.1 * coefficients,\n",
    ),
    _DRAWN(
        "nomo-range-of-another",
        "nomogram's range of another linear predictor",
        "                of.linear_predictor,\n                of.risk,",
        "                0.5 * of.linear_predictor,\n                of.risk,",
    ),
    _NOMO(
        "nomo-range-of-validation",
        "the range of some patients for that of all",
        "span = float(linear_predictor.min()), float(linear_predictor.max())",
        "span = float(np.median(linear_predictor)), float(linear_predictor.max())",
    ),
    _LINK(
        "predictions-another-link",
        "another link",
        "return LinearPredictor(log_odds, expit(log_odds))",
        "return LinearPredictor(log_odds, -np.expm1(-np.exp(log_odds)))",
    ),
    _CUT(
        "class-cutoff-of-validation",
        "cut-off chosen on the validation cohort",
        "developed = sample.fitted_on\n",
        "developed = sample\n",
        study="rait",
    ),
    _CUT(
        "class-cutoff-half",
        "cut-off 0.5 instead of Youden's",
        'inputs={"cutoff": cutoff_of_development}',
        'inputs={"cutoff": 0.5}',
    ),
    _CUT(
        "class-last-cutoff",
        "the highest of tied cut-offs for the lowest",
        "developed.risk).cutoffs[0])",
        "developed.risk).cutoffs[-1])",
        study="limits",
    ),
    _GROUPS("hl-eight-groups", "eight groups", 'inputs={"groups": 10}', 'inputs={"groups": 8}'),
    _LEVEL(
        "auc-level-handed",
        "the study's level ignored",
        "    compute=auc_delong,\n",
        '    compute=auc_delong,\n    inputs={"level": 0.95},\n',
        study="wards",
    ),
    _PATIENTS(
        "lp-patients-of-development",
        "validation patients never predicted",
        '"patients": lambda sample: sample.predictors',
        '"patients": lambda sample: sample.fitted_on.predictors',
        study="rait",
    ),
    _SAMPLE(
        "sample-own-model",
        "every cohort taken for the one that the model was fitted on",
        "return self if self.development is None else self.development",
        "return self",
        study="curves",
    ),
    _SAMPLE(
        "sample-other-thresholds",
        "the usual thresholds for the study's",
        "return self.study.thresholds",
        "return self.study.thresholds + 0.004",
    ),
    _CURVE(
        "dca-a-hundredth-more",
        "a field only rmda answers: net benefit",
        "net_benefit=by_model,\n        net_benefit_at_or_above",
        "net_benefit=1.01 * by_model,\n        net_benefit_at_or_above",
    ),
    _CURVE(
        "dca-standardised-a-hundredth-more",
        "a field only rmda answers: standardised net benefit",
        "standardized_net_benefit=by_model / prevalence",
        "standardized_net_benefit=1.01 * by_model / prevalence",
    ),
    _IMPACT(
        "impact-a-hundredth-more",
        "a field only rmda answers: patients at high risk",
        "high_risk=(treated.above.events + treated.above.others) / patients",
        "high_risk=1.01 * (treated.above.events + treated.above.others) / patients",
    ),
    _PAGE(
        "dca-drawn-raw",
        "a figure only rmda answers: standardised net benefit drawn raw",
        "(result.standardized_net_benefit, result.standardized_net_benefit_all)",
        "(result.net_benefit, result.standardized_net_benefit_all)",
    ),
)
