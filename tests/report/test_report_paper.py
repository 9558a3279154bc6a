"""The results as a paper prints them."""

from __future__ import annotations

import csv
import dataclasses
import io

import pytest

import parity
from parity.checks.vocabulary import Quantity
from parity.checks.vocabulary.verdict import Verdict
from parity.errors import InputError
from parity.report.formats import to_csv, to_latex, to_markdown, write_results
from parity.report.paper import tables
from parity.verification.results import COLUMNS, results_of, rows


@pytest.fixture(scope="module")
def wards():
    return parity.verify("wards", mode="replay")


def cells(table, row):
    (found,) = [line for line in table.rows if line[0].text == row]
    return [cell.text for cell in found]


def test_the_model_comes_first_in_its_own_order_and_a_setting_has_a_column(wards):
    model, performance, *of_predictors = tables(wards)
    assert model.title == "Model"
    assert [row[0].text for row in model.rows] == ["Intercept", "age", "lactate", "ward=medical", "ward=emergency"]
    assert model.header[1:] == ("Coefficient", "Standard error", "Odds ratio (90% CI)", "p", "digits")
    settings = ["wards", "digits", "wards-later", "digits", "wards-elsewhere", "digits"]
    assert list(performance.header) == ["", *settings]
    assert [table.title for table in of_predictors] == ["Numbers against the outcome", "Categories against the outcome"]
    labels = [row[0].text for row in performance.rows]
    assert labels.index("AUC (90% CI)") < labels.index("Brier score") < labels.index("Net benefit at 0.15")


def test_a_cell_is_the_number_of_the_statistic_with_its_interval(wards):
    statistic = next(one for one in wards.statistics if one.check.stem == "auc_delong")
    result = statistic.result
    text = f"{result.auc:.3f} ({result.interval.low:.3f} to {result.interval.high:.3f})"
    assert cells(tables(wards)[1], "AUC (90% CI)")[1] == text


def test_the_digits_are_those_of_the_reference_that_is_furthest_away(wards):
    for result in results_of(wards):
        if result.verdict is Verdict.AGREES and result.element == "":
            statistic = next(
                one for one in wards.statistics if one.check.stem == result.stem and one.setting == result.setting
            )
            digits = [
                float(field.digits[0])
                for comparison in statistic.comparisons
                for field in comparison.fields
                if field.name in result.quantity.fields
            ]
            assert result.digits == min(digits), (result.stem, result.quantity.label)


def test_a_predictor_has_a_row_with_the_p_values_of_its_tests(wards):
    numbers, categories = tables(wards)[2:]
    (t_test,) = [one for one in wards.statistics if (one.check.stem, one.setting.predictor) == ("t_test", "age")]
    assert cells(numbers, "age")[numbers.header.index("Welch p")] == f"{t_test.result.welch.p:.3f}"
    assert [row[0].text for row in numbers.rows] == ["age", "lactate"]
    assert cells(categories, "ward")[0] == "ward" and len(categories.rows) == 1
    assert all(row["predictor"] == "age" for row in rows(wards) if row["value"] == t_test.result.welch.statistic)


def test_a_deviation_of_r_is_marked_and_its_cause_stands_beneath_once(wards):
    performance = tables(wards)[1]
    assert cells(performance, "Calibration slope")[2].endswith("≈a")
    assert len(performance.notes) == 1 and performance.notes[0].startswith("a deviates as documented: rms < 6.9-0")


def test_a_wrong_number_is_marked_where_it_stands(wards):
    from parity.verification.elements import CODE

    def wrong(statistic):
        if statistic.check.stem != "brier_score":
            return statistic
        comparisons = []
        for comparison in statistic.comparisons:
            fields = []
            for field in comparison.fields:
                verdicts = field.verdicts.copy()
                verdicts[:] = CODE[Verdict.DISAGREES]
                fields.append(dataclasses.replace(field, verdicts=verdicts))
            comparisons.append(dataclasses.replace(comparison, fields=tuple(fields), verdict=Verdict.DISAGREES))
        return dataclasses.replace(statistic, comparisons=tuple(comparisons), verdict=Verdict.DISAGREES)

    planted = dataclasses.replace(wards, statistics=tuple(map(wrong, wards.statistics)))
    performance = tables(planted)[1]
    assert cells(performance, "Brier score")[2].startswith("✗")
    assert any("disagrees" in note for note in performance.notes)


def test_the_csv_gives_every_double_back(wards):
    read = list(csv.DictReader(io.StringIO(to_csv(wards))))
    assert tuple(read[0]) == COLUMNS
    for text, row in zip(read, rows(wards), strict=True):
        for name in ("value", "low", "high"):
            assert (text[name] == "") is (row[name] is None)
            assert row[name] is None or float(text[name]) == row[name]


def test_markdown_has_as_many_bars_in_every_line_of_a_table(wards):
    for block in to_markdown(wards).split("\n\n"):
        counted = {line.replace("\\|", "").count("|") for line in block.splitlines() if line.startswith("|")}
        assert len(counted) <= 1


def test_latex_escapes_what_it_reads_as_a_command(wards):
    text = to_latex(wards)
    assert r"90\% CI" in text and r"$\chi$$^2$" in text and "R²" not in text
    assert text.count(r"\begin{tabular}") == text.count(r"\end{tabular}") == 4


@pytest.mark.parametrize(("name", "start"), [("r.csv", "study,"), ("r.md", "**Model**"), ("r.tex", r"\begin{table}")])
def test_results_are_written_by_the_ending_of_the_file(wards, tmp_path, name, start):
    write_results(wards, tmp_path / name)
    assert (tmp_path / name).read_text(encoding="utf-8").startswith(start)


def test_another_ending_is_refused_with_those_that_there_are(wards, tmp_path):
    with pytest.raises(InputError, match="'.docx' is no format of results; it is one of '.csv', '.md', '.tex'"):
        write_results(wards, tmp_path / "r.docx")
    assert not list(tmp_path.iterdir())


def test_a_quantity_of_an_unknown_field_is_refused_when_it_is_declared():
    from parity.checks.discrimination.auc_delong import CHECK

    with pytest.raises(ValueError, match="prints unknown fields: area"):
        dataclasses.replace(CHECK, quantities=(Quantity("AUC", "area"),))


def test_what_a_statistic_says_of_its_patients_stands_beneath_its_numbers(wards):
    limits = parity.verify("limits", ["calibration_line", "hosmer_lemeshow"], mode="replay")
    performance = next(table for table in tables(limits) if table.title == "Performance")
    column = performance.header.index("limits-certain")
    (row,) = [row for row in performance.rows if row[0].text == "Calibration-in-the-large"]
    digits, mark = row[column + 1].text.split()
    said = "4 patients with a risk of exactly 0 or 1 are left out of the recalibration"
    assert float(digits) > 12 and f"{mark} {said}" in performance.notes


def test_where_both_sides_stop_a_number_is_undefined_and_the_reason_stands_beneath_the_table():
    run = parity.verify("limits", "hosmer_lemeshow", mode="replay")
    stopped = [result for result in results_of(run) if result.value is None and result.verdict is Verdict.UNDEFINED]
    assert stopped and all(result.note for result in stopped)
    (performance,) = tables(run)
    reasons = {note.partition("undefined: ")[2] for note in performance.notes}
    assert reasons >= {result.note for result in stopped}
    for row in performance.rows:
        places = [place for place, cell in enumerate(row) if cell.text == "undefined"]
        assert all(row[place + 1].text.startswith("∅") for place in places)
