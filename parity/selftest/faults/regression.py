"""Mistakes in the logistic model, its design, and the nomogram that is drawn from it."""

from __future__ import annotations

from parity.selftest.fault import Kind, faults_in

_MODEL = faults_in(Kind.STATISTIC, "parity/statistics/regression/logistic_regression.py", "logistic_regression")
_FIT = faults_in(
    Kind.STATISTIC, "parity/statistics/regression/maximum_likelihood.py", "logistic_regression", "linear_predictor"
)
_R2 = faults_in(Kind.STATISTIC, "parity/statistics/regression/r_squared.py", "r_squared")
_LP = faults_in(Kind.STATISTIC, "parity/statistics/regression/linear_predictor.py", "linear_predictor")
_DESIGN = faults_in(Kind.STATISTIC, "parity/models/design.py", "logistic_regression", "linear_predictor")
_TERMS = faults_in(Kind.STATISTIC, "parity/models/terms.py", "logistic_regression", "linear_predictor")
_NOMO = faults_in(Kind.STATISTIC, "parity/statistics/nomogram/nomogram.py", "nomogram")
_SCALES = faults_in(Kind.STATISTIC, "parity/statistics/nomogram/scales.py", "nomogram")
_AXES = faults_in(Kind.STATISTIC, "parity/statistics/nomogram/axes.py", "nomogram")
_PRETTY = faults_in(Kind.STATISTIC, "parity/models/numbers.py", "nomogram", "nomogram_page", "decision_curve_page")
_TAIL = faults_in(Kind.STATISTIC, "parity/statistics/upper_tail.py", "logistic_regression", "quality_indexes")
_VALUE = faults_in(Kind.STATISTIC, "parity/checks/rms/val_prob.py", "concordance", "calibration_line")
_WITH = faults_in(Kind.STATISTIC, "parity/statistics/calibration/recalibration.py", "concordance", "calibration_line")
_FIT_OF_LRM = faults_in(Kind.STATISTIC, "parity/checks/rms/lrm_fit.py", "concordance")
_DCURVES = faults_in(Kind.STATISTIC, "parity/checks/dcurves/dca.py", "decision_curve")

FAULTS = (
    _MODEL(
        "logit-one-sided",
        "a one-sided level for a two-sided interval",
        "half_width = ndtri(1 - (1 - level) / 2)",
        "half_width = ndtri(1 - (1 - level))",
    ),
    _MODEL(
        "logit-level-of-95",
        "the study's level ignored",
        "half_width = ndtri(1 - (1 - level) / 2)",
        "half_width = ndtri(0.975)",
        study="strata",
    ),
    _MODEL("logit-p-one-sided", "one-sided p values", "p=2 * ndtr(-np.abs(z))", "p=ndtr(-np.abs(z))"),
    _MODEL(
        "logit-df",
        "the intercept counted as an effect",
        "freedom = len(coefficients) - 1",
        "freedom = len(coefficients)",
    ),
    _MODEL(
        "logit-se-n-p",
        "standard errors by n - p, as of a linear model",
        "standard_errors = np.sqrt(np.diag(fit.covariance))",
        "standard_errors = np.sqrt(np.diag(fit.covariance) * len(outcome) / (len(outcome) - len(coefficients)))",
    ),
    _MODEL(
        "logit-ratio-once",
        "half the chi-square of the likelihood ratio",
        "ratio = 2 * (fit.log_likelihood - null)",
        "ratio = fit.log_likelihood - null",
    ),
    _MODEL(
        "logit-or-of-the-intercept",
        "the limits of odds ratios not exponentials",
        "low, middle, high = np.exp([coefficients[1:] - half_width, coefficients[1:], coefficients[1:] + half_width])",
        "low, middle, high = np.exp([coefficients[1:] - half_width, coefficients[1:], 0 * half_width])",
    ),
    _FIT("logit-stops-early", "the iteration stopped too early", "_LAST_STEP = 1e-9", "_LAST_STEP = 1e-1"),
    _FIT(
        "lp-centre-of-patients",
        "patients centred by their own means",
        "(self.standardise(design.values) * self.standardised)",
        "(self.standardise(design.values - design.values.mean(axis=0) + self.centre) * self.standardised)",
        study="rait",
    ),
    _FIT("fit-weight", "p for p(1 - p) in the information", "odds / (1 + odds) ** 2)", "odds / (1 + odds))"),
    _FIT(
        "fit-ridge",
        "a little ridge in the information",
        "return (basis * weight[:, np.newaxis]).T @ basis",
        "return (basis * weight[:, np.newaxis]).T @ basis + 1e-6 * np.eye(basis.shape[1])",
    ),
    _R2(
        "r2-cox-snell-of-n",
        "the number of patients forgotten",
        "cox_snell = -np.expm1(2 * (null - fitted) / n)",
        "cox_snell = -np.expm1(2 * (null - fitted))",
    ),
    _R2(
        "r2-nagelkerke-of-mcfadden",
        "the largest possible R² forgotten",
        "float(cox_snell / -np.expm1(2 * null / n))",
        "float(cox_snell)",
    ),
    _R2(
        "r2-mcfadden-adjusted",
        "McFadden's adjusted R² for the plain one",
        "(null - fitted) / null)",
        "(null - fitted + 1) / null)",
    ),
    _R2(
        "r2-adjusted-without-intercept",
        "the intercept not counted",
        "len(fit.coefficients)",
        "(len(fit.coefficients) - 1)",
    ),
    _R2(
        "r2-mckelvey-probit",
        "the variance of a normal distribution for that of the logistic",
        "np.pi**2 / 3",
        "1",
    ),
    _LP(
        "lp-probit",
        "the normal distribution for the logistic",
        "return LinearPredictor(log_odds, expit(log_odds))",
        "return LinearPredictor(log_odds, expit(1.702 * log_odds))",
    ),
    _LP(
        "lp-rounded",
        "linear predictors rounded to six decimals",
        "return LinearPredictor(log_odds, expit(log_odds))",
        "return LinearPredictor(np.round(log_odds, 6), expit(np.round(log_odds, 6)))",
    ),
    _DESIGN(
        "design-float32",
        "columns in single precision",
        "    values = np.asarray(column, dtype=float)",
        "    values = np.asarray(column, dtype=np.float32)",
    ),
    _DESIGN("design-without-intercept", "no constant", "values[:, 0] = 1.0", "values[:, 0] = 1e-3"),
    _DESIGN(
        "design-columns-reordered",
        "the columns in another order than their names",
        "for block in term_columns(chosen, checked, interactions).values():",
        "for block in list(term_columns(chosen, checked, interactions).values())[::-1]:",
    ),
    _TERMS(
        "design-reference-last",
        "the last level as the reference",
        "(codes[:, np.newaxis] == np.arange(1, len(self.levels))).astype(float)",
        "(codes[:, np.newaxis] == np.arange(len(self.levels) - 1)).astype(float)",
        study="birthwt",
    ),
    _TERMS(
        "design-sum-contrasts",
        "contrasts to the mean for contrasts to the reference level",
        "(codes[:, np.newaxis] == np.arange(1, len(self.levels))).astype(float)",
        "(codes[:, np.newaxis] == np.arange(1, len(self.levels))).astype(float) - (codes == 0)[:, np.newaxis]",
        study="birthwt",
    ),
    _TERMS(
        "design-factor-as-number",
        "a factor as one number",
        "(codes[:, np.newaxis] == np.arange(1, len(self.levels))).astype(float)",
        "(codes[:, np.newaxis] >= np.arange(1, len(self.levels))).astype(float)",
        study="birthwt",
    ),
    _FIT_OF_LRM("c-bins-2500", "half as many bins of the risk", "BIN_COUNT = 5000", "BIN_COUNT = 2500", study="dca"),
    _VALUE(
        "cal-line-before-7-slope",
        "the slope of the maximum for that of where lrm.fit stops",
        "slope=float(stop.line[1]),",
        "slope=float(stop.line[1]) * (1 + 1e-6),",
    ),
    _WITH(
        "c-logits-keep-zero",
        "a risk of 0 has a logit",
        "return (risk > 0) & (risk < 1)",
        "return (risk >= 0) & (risk < 1)",
        study="limits",
    ),
    _DCURVES(
        "dca-zero-risk-treated",
        "dcurves treats a risk of 0 at a threshold of 0, as we do",
        "above = decision_curve(outcome, risk, thresholds).net_benefit",
        "above = decision_curve(outcome, risk, thresholds).net_benefit_at_or_above",
        study="limits",
    ),
    _TAIL(
        "tail-lower",
        "the lower tail of chi-square",
        "float(chdtrc(degrees_of_freedom, max(chi_square, 0.0)))",
        "float(1 - chdtrc(degrees_of_freedom, max(chi_square, 0.0)))",
    ),
    _NOMO(
        "nomo-lowest-not-taken-off",
        "points from 0, not from the lowest effect",
        "points=(effect - lowest[axis.name]) * to_points.points_per_unit",
        "points=effect * to_points.points_per_unit",
    ),
    _NOMO(
        "nomo-each-axis-100",
        "the widest axis not the widest",
        "widest = max(highest[name] - lowest[name] for name in lowest)",
        "widest = min(highest[name] - lowest[name] for name in lowest)",
    ),
    _NOMO(
        "nomo-intercept-forgotten",
        "the intercept forgotten",
        "to_points = Conversion(points / widest, constant + math.fsum(lowest.values()))",
        "to_points = Conversion(points / widest, math.fsum(lowest.values()))",
    ),
    _NOMO(
        "nomo-intervals",
        "half as many round values",
        "at = pretty(low, high, intervals)",
        "at = pretty(low, high, intervals // 2)",
    ),
    _SCALES(
        "nomo-interpolation-2000", "twice as many points of the inverse", "_INTERPOLATED = 1000", "_INTERPOLATED = 2000"
    ),
    _AXES("nomo-few-values", "ticks at up to 20 distinct values", "FEW_VALUES = 10", "FEW_VALUES = 60"),
    _PRETTY(
        "nomo-pretty-bias",
        "another preference for steps of 5",
        "h=1.5, h5=2.75",
        "h=1.5, h5=2.5",
        study="brink",
    ),
    _PRETTY(
        "nomo-pretty-fives", "no steps of 5", "((2, rule.h), (5, rule.h5), (10, rule.h))", "((2, rule.h), (10, rule.h))"
    ),
)
