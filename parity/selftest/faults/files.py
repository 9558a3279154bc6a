"""Mistakes in a cohort's file, in the file that describes a study, and in reading them."""

from __future__ import annotations

from parity.selftest.fault import Kind, faults_in

_TABLE = faults_in(Kind.READING, "parity/data/table.py", "as_typed")
_READING = faults_in(Kind.READING, "parity/data/reading.py", "as_typed")
_COLUMNS = faults_in(Kind.READING, "parity/data/columns.py", "as_typed")
_STUDY = faults_in(Kind.READING, "parity/data/study.py", "as_typed")
_STUDY_OF_RISKS = faults_in(Kind.READING, "parity/data/study.py", "brier_score")
_GRID = faults_in(Kind.READING, "parity/data/thresholds.py", "decision_curve")
_CSV = faults_in(Kind.COHORT, "fixtures/cohorts/asah.csv", "as_typed", "auc_delong")
_LATER = faults_in(Kind.COHORT, "fixtures/cohorts/rait-validation.csv", "as_typed")
_TOML = faults_in(Kind.COHORT, "fixtures/cohorts/asah.toml", "as_typed", "logistic_regression")
_WARDS = faults_in(Kind.COHORT, "fixtures/cohorts/wards.toml", "as_typed", "auc_delong", "decision_curve")

FAULTS = (
    _TABLE("read-first-row-lost", "the first patient lost", "    rows = records[1:]\n", "    rows = records[2:]\n"),
    _TABLE("read-last-row-lost", "the last patient lost", "    rows = records[1:]\n", "    rows = records[1:-1]\n"),
    _TABLE(
        "read-rows-ordered",
        "the patients ordered",
        "    rows = records[1:]\n",
        "    rows = sorted(records[1:], key=lambda record: record[1])\n",
    ),
    _TABLE(
        "read-missing-are-0",
        "missing values become 0",
        "None if cell in absent else cell",
        '"0" if cell in absent else cell',
        study="wards",
    ),
    _READING(
        "read-missing-as-level",
        "an empty cell is a level",
        'frozenset({"", ".", "NA"',
        'frozenset({".", "NA"',
        study="wards",
    ),
    _COLUMNS(
        "read-outcome-flipped",
        "the other level is the event",
        "return (found[0], found[1]) if chosen == found[1] else (found[1], found[0])",
        "return (found[1], found[0]) if chosen == found[1] else (found[0], found[1])",
    ),
    _COLUMNS(
        "read-event-by-order",
        "the event by the order of the alphabet, not by what is declared",
        "return (found[0], found[1]) if chosen == found[1] else (found[1], found[0])",
        "return found[0], found[1]",
        study="brink",
    ),
    _COLUMNS(
        "read-two-digits",
        "cells read with two digits",
        "value = float(cell)\n",
        "value = round(float(cell), 2)\n",
        study="dca",
    ),
    _COLUMNS(
        "read-float32",
        "cells read in single precision",
        "value = float(cell)\n",
        "value = math.ldexp(round(math.ldexp(float(cell), 18)), -18)\n",
    ),
    _COLUMNS(
        "read-levels-numbered-anew",
        "levels turned in the validation cohort",
        "type.levels.index(level) for cell, level in level_of.items()}",
        "[one for one in type.levels if one in cells].index(level) for cell, level in level_of.items() if"
        " cell in cells}",
        study="wards",
    ),
    _COLUMNS(
        "read-levels-sorted",
        "the reference level by the alphabet, not as declared",
        "return ColumnType(Kind.FACTOR, tuple(levels))",
        "return ColumnType(Kind.FACTOR, tuple(sorted(levels)))",
        study="birthwt",
    ),
    _STUDY(
        "read-columns-shifted",
        "columns under each other's names",
        "columns[predictor], missing[predictor] = read_column(table, predictor, type)",
        "other = list(types)[-1 - list(types).index(predictor)]\n"
        "        columns[predictor], missing[predictor] = read_column(table, other, type)",
    ),
    _STUDY_OF_RISKS(
        "read-missing-outcome-kept",
        "patients without an outcome kept",
        "missing = {outcome: incomplete}",
        "missing = {}",
        study="scores",
    ),
    _STUDY(
        "read-dropped-not-counted",
        "rows left out, and not counted",
        "dropped=int((~complete).sum())",
        "dropped=0",
        study="wards",
    ),
    _GRID(
        "dca-grid-by-division",
        "a grid by division, off by a last bit here and there",
        "return np.arange(first, last + 1) * by",
        "return np.arange(first, last + 1) / round(1 / by)",
    ),
    _GRID(
        "dca-grid-from-1",
        "the first threshold left out",
        "return np.arange(first, last + 1) * by",
        "return np.arange(first + 1, last + 1) * by",
    ),
    _CSV("csv-row-dropped", "a row dropped", "5,Good,Female,37,1,0.14,8.54\n", ""),
    _CSV("csv-value-changed", "a value changed", "5,Good,Female,37,1,0.14,8.54\n", "5,Good,Female,37,1,0.14,8.45\n"),
    _CSV(
        "csv-row-dropped-hash-renewed",
        "a row dropped, every hash of the file renewed, no answer",
        "5,Good,Female,37,1,0.14,8.54\n",
        "",
        renewed=True,
    ),
    _CSV(
        "csv-value-changed-hash-renewed",
        "a value changed, every hash of the file renewed, no answer",
        "5,Good,Female,37,1,0.14,8.54\n",
        "5,Good,Female,37,1,0.14,8.45\n",
        renewed=True,
    ),
    _CSV(
        "csv-row-twice-hash-renewed",
        "a patient twice, every hash renewed, no answer",
        "5,Good,Female,37,1,0.14,8.54\n",
        "5,Good,Female,37,1,0.14,8.54\n5,Good,Female,37,1,0.14,8.54\n",
        renewed=True,
    ),
    _CSV(
        "csv-outcome-changed-hash-renewed",
        "an outcome changed, every hash renewed, no answer",
        "5,Good,Female,37,1,0.14,8.54\n",
        "5,Poor,Female,37,1,0.14,8.54\n",
        renewed=True,
    ),
    _CSV(
        "csv-decimal-comma",
        "a decimal comma",
        "5,Good,Female,37,1,0.14,8.54\n",
        '5,Good,Female,37,1,"0,14",8.54\n',
        renewed=True,
    ),
    _CSV(
        "csv-columns-renamed",
        "the names of two columns in each other's place",
        "s100b,ndka\n",
        "ndka,s100b\n",
        renewed=True,
    ),
    _LATER(
        "csv-validation-row-lost",
        "a validation patient lost, every hash renewed, no answer",
        "27,female,no,0.7,yes,no,no,yes,no,0,0.0,1.5,100,2.09,36.4,0.15,19.1,9.9,0\n",
        "",
        study="rait",
        renewed=True,
    ),
    _TOML(
        "read-order-of-predictors",
        "the predictors in another order",
        '[predictors.age]\nlabel = "Age"\nunit = "years"\n\n[predictors.s100b]\nlabel = "S100B"\nunit = "µg/l"\n',
        '[predictors.s100b]\nlabel = "S100B"\nunit = "µg/l"\n\n[predictors.age]\nlabel = "Age"\nunit = "years"\n',
    ),
    _TOML("toml-event", "the other level is the event, in the study file", 'event = "Poor"', 'event = "Good"'),
    _TOML("toml-predictor", "another predictor", "[predictors.ndka]", "[predictors.wfns]"),
    _WARDS("toml-level", "another level of confidence", "level = 0.9\n", "level = 0.95\n", study="wards"),
    _WARDS("toml-thresholds", "another grid of thresholds", "by = 0.05\n", "by = 0.01\n", study="wards"),
    _WARDS(
        "toml-levels",
        "another reference level",
        'levels = ["surgical", "medical", "emergency"]',
        'levels = ["medical", "surgical", "emergency"]',
        study="wards",
    ),
)
