"""Mistakes in the statistics of discrimination."""

from __future__ import annotations

from functools import partial

from parity.selftest.fault import Kind, faults_in

_FOLDER = "parity/statistics/discrimination"
_AUC = faults_in(Kind.STATISTIC, f"{_FOLDER}/auc_delong.py", "auc_delong")
_PAIRED = faults_in(Kind.STATISTIC, f"{_FOLDER}/delong_test_paired.py", "delong_test_paired")
_UNPAIRED = faults_in(Kind.STATISTIC, f"{_FOLDER}/delong_test_unpaired.py", "delong_test_unpaired")
_CONTRAST = faults_in(Kind.STATISTIC, f"{_FOLDER}/delong_contrast.py", "delong_contrast")
_ONE_AREA = faults_in(Kind.STATISTIC, f"{_FOLDER}/area_hanley_mcneil.py", "area_hanley_mcneil")
_TWO_AREAS = partial(
    faults_in(Kind.STATISTIC, f"{_FOLDER}/hanley_mcneil_test.py", "hanley_mcneil_test"), study="rivals"
)
_ROC = faults_in(Kind.STATISTIC, f"{_FOLDER}/roc_curve.py", "roc_curve")
_YOUDEN = faults_in(Kind.STATISTIC, f"{_FOLDER}/youden_cutoff.py", "youden_cutoff")
_CLASS = faults_in(Kind.STATISTIC, f"{_FOLDER}/classification.py", "classification")
_C = faults_in(Kind.STATISTIC, f"{_FOLDER}/concordance.py", "concordance")
_TALLY = faults_in(Kind.STATISTIC, "parity/statistics/tally.py", "auc_delong", "concordance")

FAULTS = (
    _AUC(
        "auc-ddof",
        "n for n - 1 in the variance of the placements",
        "squares / (4 * m**2 * n**2 * (m - 1) * (n - 1))",
        "squares / (4 * m**2 * n**2 * m * n)",
    ),
    _AUC(
        "auc-one-sided",
        "a one-sided level for a two-sided interval",
        "ndtri(1 - (1 - level) / 2)",
        "ndtri(1 - (1 - level))",
    ),
    _AUC(
        "auc-level-of-95",
        "the study's level ignored",
        "ndtri(1 - (1 - level) / 2)",
        "ndtri(0.975)",
        study="strata",
    ),
    _AUC(
        "auc-ties-dropped",
        "pairs with equal risks count nothing",
        "above_and_below = against[1:] + against[:-1]",
        "above_and_below = 2 * against[:-1]",
        study="strata",
    ),
    _AUC(
        "auc-m-n-swapped",
        "the numbers of cases and controls in each other's place",
        "(m * of_cases - surplus**2) * (n - 1)",
        "(m * of_cases - surplus**2) * (m - 1)",
    ),
    _AUC(
        "auc-float32",
        "risks in single precision",
        "counts = tally(outcome, risk)",
        "counts = tally(outcome, risk.astype(np.float32))",
        study="wards",
    ),
    _AUC(
        "auc-rounded",
        "risks rounded to three decimals on the way",
        "counts = tally(outcome, risk)",
        "counts = tally(outcome, np.round(risk, 3))",
    ),
    _AUC(
        "auc-direction-flipped",
        "a low risk counts for a case",
        "auc = (m * n + surplus) / (2 * m * n)",
        "auc = (m * n - surplus) / (2 * m * n)",
    ),
    _AUC(
        "auc-turned-above-half",
        "an area below one half turned round, as pROC does unless told not to",
        "auc = (m * n + surplus) / (2 * m * n)",
        "auc = (m * n + abs(surplus)) / (2 * m * n)",
        study="limits",
    ),
    _AUC("auc-low-clip-removed", "a limit below 0", "max(auc - half_width, 0.0)", "auc - half_width", study="limits"),
    _AUC("auc-high-clip-removed", "a limit above 1", "min(auc + half_width, 1.0)", "auc + half_width", study="limits"),
    _AUC(
        "auc-caution-lost",
        "no word about an area of exactly 1",
        "if surplus == m * n:",
        "if surplus > m * n:",
        study="limits",
    ),
    _AUC(
        "auc-variance-of-one",
        "no variance is a variance of 0",
        "return AucDeLong(auc, None, ConfidenceInterval(None, None))",
        "return AucDeLong(auc, 0.0, ConfidenceInterval(auc, auc))",
        study="limits",
    ),
    _ROC("roc-midpoints-off", "observed risks as thresholds", "midpoint = (below + above) / 2", "midpoint = above + 0"),
    _ROC(
        "roc-direction-flipped",
        "one minus specificity for specificity",
        "specificities=counts.controls / n",
        "specificities=1 - counts.controls / n",
    ),
    _ROC(
        "roc-sensitivity-above",
        "the cases below a threshold for those at or above it",
        "sensitivities=(m - counts.cases) / m",
        "sensitivities=counts.cases / m",
    ),
    _ROC(
        "roc-without-its-ends",
        "no point at which nobody is positive",
        "np.concatenate([[-np.inf], between, [np.inf]])",
        "np.concatenate([[-np.inf], between, counts.distinct[-1:]])",
    ),
    _YOUDEN(
        "youden-not-minus-one",
        "sensitivity plus specificity for the index",
        "youden=float(largest - 1)",
        "youden=float(largest)",
    ),
    _YOUDEN(
        "youden-ties-by-tolerance",
        "cut-offs tied that are nearly so",
        "best = np.flatnonzero(total == largest)",
        "best = np.flatnonzero(total > largest - 2e-2)",
    ),
    _YOUDEN(
        "youden-closest-corner",
        "the point nearest to the corner for Youden's",
        "total = curve.sensitivities + curve.specificities",
        "total = 1 - (1 - curve.sensitivities) ** 2 - (1 - curve.specificities) ** 2",
    ),
    _YOUDEN(
        "youden-weighs-sensitivity",
        "sensitivity counted twice",
        "total = curve.sensitivities + curve.specificities",
        "total = 2 * curve.sensitivities + curve.specificities",
    ),
    _CLASS(
        "class-npv-of-cases",
        "predictive values over the columns of the table, not over its rows",
        "npv=_proportion(tn, tn + fn)",
        "npv=_proportion(tn, tn + fp)",
    ),
    _CLASS(
        "class-accuracy-of-positives",
        "accuracy of the positives only",
        "accuracy=(tp + tn) / len(case)",
        "accuracy=tp / len(case)",
    ),
    _CLASS(
        "class-above-only",
        "> for >= at the cut-off",
        "positive = risk >= cutoff",
        "positive = risk > cutoff",
        study="scores",
    ),
    _CLASS(
        "class-ppv-zero",
        "a predictive value of nobody is 0",
        "if whole else math.nan",
        "if whole else 0.0",
        study="limits",
    ),
    _C(
        "c-ties-dropped",
        "pairs with equal risks count nothing",
        "int(events @ counts.controls[1:])",
        "int(events @ counts.controls[:-1])",
        study="strata",
    ),
    _C(
        "c-dxy-is-c",
        "c for Somers' Dxy",
        "(below + not_above - pairs) / pairs)",
        "(below + not_above) / (2 * pairs))",
    ),
    _TALLY(
        "tally-ties-split",
        "ties split by the order of the file",
        "np.not_equal(ordered[1:], ordered[:-1], out=starts[1:n])",
        "starts[1:n] = True",
        study="strata",
    ),
    _PAIRED(
        "delong-as-if-unpaired",
        "the areas of the same patients compared as if of others",
        "variance = covariance(between, between)",
        "variance = (covariance(first, first) or 0) + (covariance(second, second) or 0)",
    ),
    _PAIRED(
        "delong-one-sided-p",
        "a one-sided p value",
        "p_value=2 * float(ndtr(-abs(statistic)))",
        "p_value=float(ndtr(-abs(statistic)))",
    ),
    _UNPAIRED(
        "delong-degrees-of-freedom",
        "n for n - 1 in the degrees of freedom",
        "one**2 / (len(outcome) - 1)",
        "one**2 / len(outcome)",
        study="rait",
    ),
    _UNPAIRED(
        "delong-normal-interval",
        "the normal quantile for Student's",
        "half_width = beyond(1 - level, df) * error",
        "half_width = beyond(1 - level, 1e9) * error",
        study="rait",
    ),
    _CONTRAST(
        "contrast-without-covariances",
        "the covariances of the differences left out of the contrast",
        "times = rows[below][at] / row[at]",
        "times = Fraction(0)",
    ),
    _ONE_AREA(
        "hanley-groups-swapped",
        "the numbers of cases and controls in each other's place",
        "within = 1 + (cases - 1) * below / (2 - area) + (controls - 1) * area / (1 + area)",
        "within = 1 + (controls - 1) * below / (2 - area) + (cases - 1) * area / (1 + area)",
    ),
    _ONE_AREA(
        "hanley-n-of-pairs",
        "n for n - 1 pairs that share a patient",
        "(cases - 1) * below",
        "cases * below",
    ),
    _TWO_AREAS(
        "hanley-as-if-unpaired",
        "the areas of the same patients compared as if of others",
        "s**2 + t**2 - 2 * r * s * t",
        "s**2 + t**2",
    ),
    _TWO_AREAS(
        "hanley-correlation-of-all",
        "the correlation of all patients for that within cases and within controls",
        "pearson(risk[outcome == of], score[outcome == of]) for of",
        "pearson(risk, score) for of",
    ),
    _TWO_AREAS(
        "hanley-correlation-of-scores",
        "the correlation of the scores for that of the areas",
        "    r = correlation_of_areas((of_cases + of_controls) / 2, (first.area + second.area) / 2, m, n)\n",
        "    r = (of_cases + of_controls) / 2\n",
    ),
    _TWO_AREAS(
        "hanley-one-sided-p",
        "a one-sided p value",
        "p_value=2 * float(ndtr(-abs(statistic)))",
        "p_value=float(ndtr(-abs(statistic)))",
    ),
)
