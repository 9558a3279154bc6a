"""The elements of a run as compressed CSV: every value comes back as it was."""

from __future__ import annotations

import csv
import dataclasses
import gzip
import io
import math
import warnings
from pathlib import Path

import numpy as np
import pandas
import pytest

from report_cases import (
    AREA, HOSTILE, PAGE, RESULT, RISKS, SILENT, SLOPES, Page, Risks, Slopes, answer, areas, capped, drawn, everything,
    slope_answers, slopes_of, statistic, study, verification,
)  # fmt: skip

from parity.checks.vocabulary.verdict import Verdict
from parity.answers.answer import Unanswered
from parity.report import elements
from parity.verification.setting import Resamples
from parity.verification.verification import Statistic

SPECIAL = [
    0.1, 1 / 3, math.nextafter(0.1, 1), -0.0, 0.0, 5e-324, 1.7976931348623157e308, 123456789012345680.0, 2.5e-07,
    math.inf, -math.inf, math.nan,
]  # fmt: skip


def written(folder: Path, *statistics: Statistic) -> Path:
    elements.of(verification(*statistics)).write(folder)
    return folder


def rows(file: Path) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(gzip.decompress(file.read_bytes()).decode(), newline="")))


def of_risks(ours: list, theirs: list) -> Statistic:
    """Risks held against one answer; a None is a missing value."""
    given = [answer({"risk": theirs, "largest": 1.0}, "stats"), SILENT, SILENT]
    return statistic(RISKS, Risks(ours, 1.0, np.array([True])), given, inputs={"wobble": np.zeros(len(ours))})


def bits(values: object) -> list[int]:
    return np.asarray(values, dtype=np.float64).view(np.int64).tolist()


def risks_in(frame: pandas.DataFrame) -> pandas.DataFrame:
    return frame[frame.field == "risk"]


def test_every_double_comes_back_bit_for_bit(tmp_path):
    theirs = [math.nextafter(value, 2) if math.isfinite(value) else 0.5 for value in SPECIAL]
    folder = written(tmp_path, of_risks(SPECIAL, theirs))
    for frame in (
        elements.read(folder),
        pandas.read_csv(folder / "elements.csv.gz", float_precision="round_trip"),
    ):
        found = risks_in(frame)
        assert bits(found.parity) == bits(SPECIAL)
        assert bits(found.reference) == bits(theirs)


def test_any_double_comes_back_bit_for_bit(tmp_path):
    rng = np.random.default_rng(7)
    ours, theirs = (rng.integers(0, 2**63, 500, dtype=np.int64).view(np.float64) for _ in range(2))
    found = risks_in(elements.read(written(tmp_path, of_risks(ours, theirs))))
    finite = np.isfinite(ours), np.isfinite(theirs)
    assert bits(found.parity[finite[0]]) == bits(ours[finite[0]])
    assert bits(found.reference[finite[1]]) == bits(theirs[finite[1]])


def test_values_that_are_identical_are_written_on_both_sides(tmp_path):
    folder = written(tmp_path, of_risks(SPECIAL, SPECIAL))
    found = risks_in(elements.read(folder))
    assert bits(found.parity) == bits(found.reference) == bits(SPECIAL)
    assert set(found.verdict[~np.isnan(found.parity)]) == {"AGREES"}
    assert set(found.verdict[np.isnan(found.parity)]) == {"UNDEFINED"}


def test_minus_zero_is_not_taken_for_zero(tmp_path):
    row = rows(written(tmp_path, of_risks([0.0], [-0.0])) / "elements.csv.gz")[0]
    assert (row["parity"], row["reference"]) == ("0.0", "-0.0")


def test_a_missing_value_is_told_from_one_that_is_not_a_number_and_from_no_value(tmp_path):
    folder = written(tmp_path, of_risks([None, math.nan, None, 0.5, math.nan], [math.nan, None, None, 0.5]))
    found = [row for row in rows(folder / "elements.csv.gz") if row["field"] == "risk"]
    assert [(row["parity"], row["reference"], row["missing"]) for row in found] == [
        ("NA", "NaN", "parity"),
        ("NaN", "NA", "reference"),
        ("NA", "NA", "both"),
        ("0.5", "0.5", "neither"),
        ("NaN", "", "reference"),
    ]
    frame = risks_in(elements.read(folder))
    assert frame.missing.tolist() == [row["missing"] for row in found]
    assert np.isnan(frame.parity).tolist() == [True, True, True, False, True]
    assert frame.verdict.tolist() == ["DISAGREES", "DISAGREES", "UNDEFINED", "AGREES", "DISAGREES"]


def test_a_number_too_many_is_there_without_one_of_ours(tmp_path):
    found = rows(written(tmp_path, of_risks([0.5], [0.5, 0.25])) / "elements.csv.gz")[:2]
    assert [(row["element"], row["parity"], row["reference"], row["missing"]) for row in found] == [
        ("1", "0.5", "0.5", "neither"),
        ("2", "", "0.25", "parity"),
    ]


@pytest.mark.parametrize(
    "text", ["plain", "", "NA", "a,b", 'say "so"', "two\nlines", "a\rb", "größe ✓", " led and trailed ", "%s"]
)
def test_text_comes_back_as_it_was(tmp_path, text):
    ours, theirs = (text, "other"), ("other", text)
    check = dataclasses.replace(PAGE, references=PAGE.references[:1])
    folder = written(tmp_path, statistic(check, Page(ours), [answer({"content": list(theirs)}, "pROC")]))
    frame = elements.read(folder, text=True)
    assert tuple(frame.parity) == ours
    assert tuple(frame.reference) == theirs
    assert set(frame.missing) == {"neither"}


def test_missing_text_is_told_from_the_text_na(tmp_path):
    check = dataclasses.replace(PAGE, references=PAGE.references[:1])
    folder = written(tmp_path, statistic(check, Page((None, "NA")), [answer({"content": ["NA", None]}, "pROC")]))
    frame = elements.read(folder, text=True)
    assert frame.parity.tolist() == [None, "NA"]
    assert frame.reference.tolist() == ["NA", None]
    assert frame.missing.tolist() == ["parity", "reference"]
    assert [row["parity"] for row in rows(folder / "text.csv.gz")] == ["NA", "NA"]


def test_a_line_too_few_is_there_without_one_of_the_reference(tmp_path):
    check = dataclasses.replace(PAGE, references=PAGE.references[:1])
    short = statistic(check, Page(("a", "b")), [answer({"content": ["a"]}, "pROC")])
    found = rows(written(tmp_path, short) / "text.csv.gz")
    assert [(row["parity"], row["reference"], row["missing"]) for row in found] == [
        ("a", "a", "neither"),
        ("b", "", "reference"),
    ]


def test_truth_values_and_a_number_against_text_stand_with_the_text(tmp_path):
    result = Risks(np.array([0.5]), 0.25, np.array([True, False]))
    value = {"risk": [0.5], "largest": "a quarter"}
    given = [answer(value, "stats"), SILENT, answer({"settled": [True, True]}, "rmda")]
    folder = written(tmp_path, statistic(RISKS, result, given, inputs={"wobble": np.zeros(1)}))
    found = [(row["field"], row["parity"], row["reference"], row["verdict"]) for row in rows(folder / "text.csv.gz")]
    assert found == [
        ("largest", "0.25", "a quarter", "DISAGREES"),
        ("settled", "TRUE", "TRUE", "AGREES"),
        ("settled", "FALSE", "TRUE", "DISAGREES"),
    ]
    assert {row["field"] for row in rows(folder / "elements.csv.gz")} == {"risk"}


def test_the_rows_of_an_element_lie_together(tmp_path):
    found = rows(written(tmp_path, capped()) / "elements.csv.gz")
    assert [(row["element"], row["package"]) for row in found if row["field"] == "risk"] == [
        (f"{position}", package) for position in (1, 2, 3) for package in ("stats", "rms")
    ]


def test_answers_with_other_elements_have_rows_of_their_own(tmp_path):
    ours = slopes_of()
    more = answer({"coefficients": {"Intercept": 1.0, "age": 2.0, "sex": 3.0}}, "statsmodels", r=None)
    found = rows(written(tmp_path, statistic(SLOPES, ours, [slope_answers()[0], more, SILENT])) / "elements.csv.gz")
    labels = [f"{term}" for term in ours.terms]
    assert [(row["package"], row["element"]) for row in found] == [
        *(("rms", label) for label in labels),
        *(("statsmodels", label) for label in [*labels, "sex"]),
    ]
    assert [row["reference"] for row in found if row["package"] == "statsmodels"] == ["1.0", "2.0", "", "3.0"]
    assert found[-1]["parity"] == ""


def test_answers_with_as_many_but_other_elements_have_rows_of_their_own(tmp_path):
    ours = Slopes(("a", "b"), np.array([1.0, 2.0]), "newton")
    one = answer({"coefficients": {"a": 1.0, "c": 3.0}, "rule": "newton"}, "rms")
    other = answer({"coefficients": {"a": 1.0, "d": 3.0}}, "statsmodels", r=None)
    found = rows(written(tmp_path, statistic(SLOPES, ours, [one, other, SILENT])) / "elements.csv.gz")
    labels = {name: [row["element"] for row in found if row["package"] == name] for name in ("rms", "statsmodels")}
    assert labels == {"rms": ["a", "b", "c"], "statsmodels": ["a", "b", "d"]}


def test_each_row_tells_its_setting_and_who_answered(tmp_path):
    of = study(validation=True)
    looked_at = {"subgroup": "sex=male", "model": "full", "predictor": "age", "resamples": Resamples(500, 7)}
    made = statistic(SLOPES, slopes_of(), slope_answers(), of=of, validation=0, **looked_at)
    elements.of(verification(made, studies=(of,))).write(tmp_path)
    first, second = rows(tmp_path / "elements.csv.gz")[:2]
    expected = {
        "study": "asah", "cohort": "asah-b", "role": "validation", "subgroup": "sex=male", "model": "full",
        "predictor": "age", "resamples": "500", "seed": "7", "stem": "slopes", "field": "coefficients",
        "element": "Intercept", "package": "rms", "name": "slopes", "function": "lrm", "version": "6.5-0",
        "r": "4.2.2", "answered": "recorded", "verdict": "AGREES", "missing": "neither",
        "parity": "-3.3214567891234568", "reference": "-3.3214568223380243",
    }  # fmt: skip
    assert first == expected
    assert {**second, "reference": ""} == {
        **expected, "package": "statsmodels", "function": "GLM", "version": "0.13.5", "r": "-", "answered": "live",
        "reference": "",
    }  # fmt: skip
    assert tuple(first) == elements.COLUMNS


@pytest.mark.parametrize("name", [HOSTILE, "NA", "1.10", "a,b", 'a"b', "null", "%d%%"])
def test_a_name_is_only_a_name(tmp_path, name):
    elements.of(everything(predictors=(name, "x"))).write(tmp_path)
    labels = elements.read(tmp_path).element
    assert set(labels) == {"-", "Intercept", name, "x"}


def test_a_subgroup_is_only_a_name(tmp_path):
    folder = written(tmp_path, statistic(AREA, RESULT, areas(), subgroup=HOSTILE))
    assert {row["subgroup"] for row in rows(folder / "elements.csv.gz")} == {HOSTILE}


def test_keys_that_look_like_numbers_stay_as_they_are(tmp_path):
    coefficients = dict(zip(slopes_of().terms, slopes_of().coefficients))
    only_rmda = [SILENT, SILENT, answer({"coefficients": coefficients}, "rmda", version="1.10")]
    found = elements.read(written(tmp_path, statistic(SLOPES, slopes_of(), only_rmda)))
    assert set(found.version) == {"1.10"}


def test_one_line_of_pandas_opens_it_without_a_word(tmp_path):
    n = 20_000
    risk = np.linspace(0.1, 0.9, n)
    value = {"risk": risk, "largest": 0.9}
    result = Risks(risk, 0.9, np.array([True]))
    given = [answer(value, "stats"), SILENT, SILENT]
    folder = written(tmp_path, *(statistic(RISKS, result, given, subgroup=subgroup) for subgroup in ("", "sex=male")))
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        frame = pandas.read_csv(folder / "elements.csv.gz")
    keys = ["study", "cohort", "role", "subgroup", "model", "predictor", "stem", "field"]
    assert frame.groupby(keys).size().tolist() == [1, n, 1, n]


def test_the_same_run_gives_the_same_bytes(tmp_path):
    one, other = tmp_path / "one", tmp_path / "other"
    for folder in (one, other):
        folder.mkdir()
        elements.of(everything()).write(folder)
    for name in (elements.NUMBERS, elements.TEXT):
        assert (one / name).read_bytes() == (other / name).read_bytes()
        assert (one / name).read_bytes()[4:8] == bytes(4), "the time of writing stands in the header"


def test_a_run_in_which_nobody_answered_has_files_with_their_heads_only(tmp_path):
    nobody = [Unanswered(Verdict.NOT_VERIFIED, "R is not there")] * 2
    folder = written(tmp_path, statistic(AREA, RESULT, nobody))
    for text in (False, True):
        frame = elements.read(folder, text=text)
        assert tuple(frame.columns) == elements.COLUMNS and len(frame) == 0


def test_there_is_a_row_for_each_element_and_answer(tmp_path):
    made = everything()
    elements.of(made).write(tmp_path)
    assert len(elements.read(tmp_path)) + len(elements.read(tmp_path, text=True)) == made.answers == 17


def test_a_pages_lines_are_text(tmp_path):
    lines = drawn()
    folder = written(tmp_path, statistic(PAGE, Page(lines), [answer({"content": list(lines)}, "pROC"), SILENT]))
    frame = elements.read(folder, text=True)
    assert tuple(frame.parity) == tuple(frame.reference) == lines


def test_a_long_field_takes_few_bytes_a_patient(tmp_path):
    n = 20_000
    rng = np.random.default_rng(1)
    risk = rng.random(n)
    ours = Risks(risk, float(risk.max()), np.array([True]))
    near = risk + rng.integers(-2, 3, n) * np.spacing(risk)
    given = [answer({"risk": near, "largest": ours.largest}, package) for package in ("stats", "rms")]
    folder = written(tmp_path, statistic(RISKS, ours, [*given, SILENT], inputs={"wobble": risk}))
    assert (folder / elements.NUMBERS).stat().st_size < 32 * n
    assert bits(risks_in(elements.read(folder)).reference) == bits(np.repeat(near, 2))


def test_labels_may_be_any_names(tmp_path):
    terms = ("Intercept", "a, b", 'c "d"')
    ours = Slopes(terms, np.array([1.0, 2.0, 3.0]), "newton")
    exactly = answer({"coefficients": dict(zip(terms, ours.coefficients)), "rule": "newton"}, "rms")
    made = statistic(SLOPES, ours, [exactly, *slope_answers()[2:] * 2])
    frame = elements.read(written(tmp_path, made))
    assert frame.element.tolist() == list(terms)


def test_the_rows_of_several_studies_are_told_apart(tmp_path):
    several = tuple(study(name) for name in ("one", "two"))
    written(tmp_path, *(statistic(AREA, RESULT, areas(), of=of) for of in several))
    assert elements.read(tmp_path).study.value_counts().to_dict() == {"one": 5, "two": 5}
