"""Mistakes in recorded answers."""

from __future__ import annotations

from functools import partial

from parity.selftest.fault import Fault, Kind


def _of(record: str, *checks: str) -> partial[Fault]:
    return partial(
        Fault, Kind.RECORDED, f"fixtures/references/asah/{record}.json", checks or (record.partition("/")[2],)
    )


_AUC, _VAL, _TABLE = (
    _of("pROC/auc_delong"),
    _of("rms/val_prob", "concordance", "brier_score"),
    _of("base/classification"),
)
_LIMITS, _HOSLEM = _of("stats/hosmer_lemeshow"), _of("ResourceSelection/hosmer_lemeshow")
_PAGE, _KEPT = _of("pROC/roc_page"), _of("predictions", "auc_delong", "brier_score")
_YOUDEN, _DRAWN = _of("pROC/youden_cutoff"), _of("predictions", "nomogram")
_COEF = _of("stats/logistic_regression")

FAULTS = (
    _AUC(
        "ref-variance-13th-digit",
        "the eleventh digit of an answer",
        '"variance": 0.00221029029390021',
        '"variance": 0.00221029029391021',
    ),
    _AUC(
        "ref-auc-12th-digit",
        "the twelfth digit of an answer",
        '"auc": 0.7750677506775068',
        '"auc": 0.7750677506785068',
    ),
    _COEF(
        "ref-coefficient-11th-digit",
        "the eleventh digit of an answer",
        '"coefficients": [-3.4585826365632504, ',
        '"coefficients": [-3.4585826366632504, ',
    ),
    _PAGE(
        "ref-page-hundredth",
        "a hundredth of a point on a recorded page",
        '230.40 221.78 Tm [(A) 50 (UC: 0.775 \\\\(0.683-0.867\\\\))] TJ", "ET", "Q"',
        '230.41 221.78 Tm [(A) 50 (UC: 0.775 \\\\(0.683-0.867\\\\))] TJ", "ET", "Q"',
    ),
    _AUC("ref-auc-rounded", "an answer rounded to ten digits", '"auc": 0.7750677506775068', '"auc": 0.7750677507'),
    _AUC(
        "ref-limits-swapped",
        "the limits in each other's place",
        '"low": 0.6829225438255084,\n          "high": 0.8672129575295051',
        '"low": 0.8672129575295051,\n          "high": 0.6829225438255084',
    ),
    _AUC("ref-field-lost", "a number left out", '        "auc": 0.7750677506775068,\n', ""),
    _AUC(
        "ref-surplus",
        "a number that nobody asked for",
        '        "auc": 0.7750677506775068,\n',
        '        "auc": 0.7750677506775068,\n        "se": 0.047,\n',
    ),
    _AUC("ref-null", "a number that is missing", '"auc": 0.7750677506775068', '"auc": null'),
    _AUC("ref-text", "a number in quotes", '"auc": 0.7750677506775068', '"auc": "0.7750677506775068"'),
    _AUC("ref-stale-script", "a record of another script", '"script_sha256": "', '"script_sha256": "0'),
    _AUC("ref-stale-cohort", "a record of another cohort", '"cohort_sha256": "', '"cohort_sha256": "0'),
    _AUC("ref-stale-option", "a record of another option", '"arguments_sha256": "', '"arguments_sha256": "0'),
    _AUC("ref-schema", "a record of another make", '"schema": "parity.reference/1"', '"schema": "parity.reference/0"'),
    _VAL(
        "ref-newer-r-only",
        "the answer of a newer R only",
        '"c": 0.7750677506775068,\n        "r2": 0.31936831589400266,\n        "d": 0.2566817145000418,',
        '"c": 0.7750677506785068,\n        "r2": 0.31936831589400266,\n        "d": 0.2566817145000418,',
    ),
    _VAL(
        "ref-version",
        "an answer of rms 6.5 said to be of rms 7.5",
        '"packages": {\n            "rms": "6.5-0"',
        '"packages": {\n            "rms": "7.5-0"',
    ),
    _TABLE("ref-classification-count", "a count off by one", '"true_positives": 27', '"true_positives": 28'),
    _HOSLEM("ref-p-one-sided", "half a p value", '"p": 0.7592021202948829', '"p": 0.37960106014744145'),
    _LIMITS(
        "ref-array-cut",
        "the last number of an array left out",
        "0.7505802894199451, 0.9999999996308386]",
        "0.7505802894199451]",
    ),
    _LIMITS(
        "ref-array-reordered",
        "two numbers of an array in each other's place",
        "0.08819389454512194, 0.1430075165921484",
        "0.1430075165921484, 0.08819389454512194",
    ),
    _YOUDEN("ref-another-cutoff", "another cut-off", '"cutoffs": 0.41240445641343165', '"cutoffs": 0.41240445641343'),
    _DRAWN(
        "ref-prediction-15th-digit",
        "the fifteenth digit of a kept prediction",
        "-1.7833617950498215",
        "-1.7833617950498235",
    ),
    _KEPT(
        "ref-prediction-6th-digit", "the sixth digit of a kept prediction", "-1.7833617950498215", "-1.7833717950498215"
    ),
)
