"""Mistakes in the statistics of calibration."""

from __future__ import annotations

from parity.selftest.fault import Kind, faults_in

_FOLDER = "parity/statistics/calibration"
_HL = faults_in(Kind.STATISTIC, f"{_FOLDER}/hosmer_lemeshow.py", "hosmer_lemeshow")
_REFIT = faults_in(Kind.STATISTIC, f"{_FOLDER}/recalibration.py", "calibration_line", "quality_indexes")
_LINE = faults_in(Kind.STATISTIC, f"{_FOLDER}/calibration_line.py", "calibration_line")
_LOWESS = faults_in(Kind.STATISTIC, f"{_FOLDER}/lowess.py", "calibration_curve")
_CURVE = faults_in(Kind.STATISTIC, f"{_FOLDER}/calibration_curve.py", "calibration_curve")
_Z = faults_in(Kind.STATISTIC, f"{_FOLDER}/spiegelhalter_test.py", "spiegelhalter_test")

FAULTS = (
    _HL(
        "hl-df-minus-one",
        "groups minus 1 degrees of freedom",
        "df = float(terms.sum()), filled - 2",
        "df = float(terms.sum()), filled - 1",
    ),
    _HL(
        "hl-df-groups-asked",
        "degrees of freedom of the groups asked for",
        "df = float(terms.sum()), filled - 2",
        "df = float(terms.sum()), groups - 2",
        study="strata",
    ),
    _HL(
        "hl-quantile-type-6",
        "quantiles of type 6, as SPSS has them",
        "position = 1 + (len(ordered) - 1) * probabilities",
        "position = np.clip((len(ordered) + 1) * probabilities, 1, len(ordered))",
    ),
    _HL(
        "hl-left-closed",
        "groups closed on the left",
        'np.searchsorted(risks, breaks[1:], side="right")',
        'np.searchsorted(risks, breaks[1:], side="left")',
    ),
    _HL("hl-caution-lost", "no word about fewer groups", "if filled < groups:", "if False:", study="strata"),
    _HL(
        "hl-caution-by-limits",
        "no word about an empty group",
        "if filled < groups:",
        "if len(sizes) < groups:",
        study="limits",
    ),
    _HL(
        "hl-events-only",
        "the non-events left out of the sum",
        "(observed - expected) ** 2 / expected + (sizes - observed - expected_without) ** 2 / expected_without",
        "(observed - expected) ** 2 / expected",
    ),
    _HL(
        "hl-p-lower-tail",
        "the lower tail for the upper",
        "return float(chdtrc(df, statistic)) if df > 0",
        "return float(1 - chdtrc(df, statistic)) if df > 0",
    ),
    _HL(
        "hl-expected-without-by-difference",
        "expected non-events as a difference, which cancels where all risks are near 1",
        "expected_without = grouped.expected_without",
        "expected_without = sizes - expected",
        study="scores",
    ),
    _REFIT(
        "cal-offset-forgotten",
        "the offset of calibration-in-the-large forgotten",
        "place = _place(sign, (np.ones(1),), log_odds, np.array([at]))",
        "place = _place(sign, (np.ones(1),), 0 * log_odds, np.array([at]))",
    ),
    _REFIT(
        "cal-log2",
        "logarithms to the base 2 in a deviance",
        "return float(-2 * (xlogy(events, events / n)",
        "return float(-2 / np.log(2) * (xlogy(events, events / n)",
    ),
    _REFIT(
        "cal-stops-early",
        "the iteration stopped too early",
        "if np.abs(step).max() <= 1e-10 * max(1.0, np.abs(place.coefficients).max()):",
        "if np.abs(step).max() <= 1e-1 * max(1.0, np.abs(place.coefficients).max()):",
        study="wards",
    ),
    _REFIT(
        "cal-se-clipped",
        "log odds held within 3, as risks between 0.05 and 0.95",
        "place = _place(sign, (np.ones(1),), log_odds, np.array([at]))",
        "place = _place(sign, (np.ones(1),), np.clip(log_odds, -3, 3), np.array([at]))",
    ),
    _REFIT(
        "cal-deviance-not-doubled",
        "the log likelihood for the deviance",
        "return float(-2 * (np.log(risk[happened]).sum()",
        "return float(-1 * (np.log(risk[happened]).sum()",
    ),
    _REFIT(
        "cal-overlap-equal",
        "risks that touch taken for risks that overlap",
        "return bool(events.min() < others.max() and others.min() < events.max())",
        "return bool(events.min() <= others.max() and others.min() <= events.max())",
        study="scores",
    ),
    _REFIT(
        "cal-no-halving",
        "the iteration ends where a step overshoots",
        "while place.deviance > reached.deviance * (1 + 1e-12):",
        "while place.deviance > reached.deviance * (1 + 1e-12):\n            return reached",
        study="scores",
    ),
    _REFIT(
        "cal-line-where-there-is-none",
        "a line where the likelihood has no maximum",
        "return Recalibration(outcome, log_odds, np.full(2, np.nan), ",
        "return Recalibration(outcome, log_odds, np.array([0.0, 1.0]), ",
        study="limits",
    ),
    _LINE(
        "cal-se-squared",
        "variances for standard errors",
        "np.sqrt(np.diag(line.covariance)).tolist()",
        "np.diag(line.covariance).tolist()",
    ),
    _LINE(
        "cal-intercept-with-slope",
        "calibration-in-the-large from the line with a slope",
        "intercept_in_the_large=in_the_large.estimate",
        "intercept_in_the_large=intercept",
        study="wards",
    ),
    _LINE(
        "cal-constants",
        "constants, which the development cohort has by construction",
        "intercept, slope = line.coefficients.tolist()",
        "intercept, slope = 0.0, 1.0",
        study="wards",
    ),
    _LINE(
        "cal-slope-and-intercept",
        "intercept and slope in each other's place",
        "intercept, slope = line.coefficients.tolist()",
        "slope, intercept = line.coefficients.tolist()",
    ),
    _LOWESS("lowess-span", "a span of 0.66", "SPAN = 2 / 3", "SPAN = 0.66"),
    _LOWESS(
        "lowess-999",
        "the farthest points of a window weighed",
        "for share in (0.999, 0.001))",
        "for share in (1.0, 0.001))",
    ),
    _LOWESS(
        "lowess-001",
        "no whole weight for the nearest points",
        "for share in (0.999, 0.001))",
        "for share in (0.999, 0.0))",
    ),
    _LOWESS(
        "lowess-delta",
        "an estimate at every point, none interpolated",
        "step = 0.01 * (x[-1] - x[0])",
        "step = 0.0 * (x[-1] - x[0])",
    ),
    _LOWESS(
        "lowess-flat",
        "a slope through points that hardly spread",
        "> 0.001 * (x[-1] - x[0])",
        "> 0.0 * (x[-1] - x[0])",
        study="scores",
    ),
    _LOWESS(
        "lowess-nearest-rounds-up",
        "the number of points of a window rounded up",
        "int(span * len(x) + 1e-7)",
        "int(np.ceil(span * len(x)))",
    ),
    _LOWESS(
        "lowess-squared",
        "the square for the cube of the weights",
        "weight *= share\n            for row, (low, high) in zip(weight",
        "for row, (low, high) in zip(weight",
    ),
    _CURVE(
        "lowess-one-robust-iteration",
        "patients far from the curve weighed down",
        "smoothed = lowess(x, outcome[order])",
        "smoothed = lowess(x, np.where(np.abs(outcome[order] - x) > 0.7, x, outcome[order]))",
    ),
    _CURVE(
        "e90-quantile-type",
        "another definition of a quantile",
        "np.quantile(error, 0.9)",
        'np.quantile(error, 0.9, method="median_unbiased")',
    ),
    _CURVE("eavg-n-1", "n - 1 for n", "float(error.mean())", "float(error.sum() / (len(error) - 1))"),
    _CURVE(
        "emax-signed", "signed differences for absolute ones", "error = np.abs(smoothed - x)", "error = smoothed - x"
    ),
    _CURVE(
        "curve-unordered",
        "the outcomes in the order of the file beside risks that are sorted",
        "smoothed = lowess(x, outcome[order])",
        "smoothed = lowess(x, outcome)",
    ),
    _Z("spiegelhalter-one-sided", "a one-sided p value", "float(2 * ndtr(-abs(z)))", "float(ndtr(-abs(z)))"),
    _Z(
        "spiegelhalter-weight-once",
        "a weight that should be squared",
        "(weight * weight * risk * (1 - risk)).sum()",
        "(np.abs(weight) * risk * (1 - risk)).sum()",
    ),
)
