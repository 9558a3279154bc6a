"""The results on a terminal: before the comparisons, in any width, every number of the tables once."""

from __future__ import annotations

import io

import pytest
from rich.console import Console

import parity
from parity.report.paper import KEY, Cell, Table, tables, tables_of
from parity.report.paper_on_terminal import print_table
from parity.report.terminal import print_verification


@pytest.fixture(scope="module")
def rait():
    return parity.verify("rait", mode="replay")


def printed(show, width):
    console = Console(file=io.StringIO(), width=width, color_system=None)
    show(console)
    return console.file.getvalue()


@pytest.mark.parametrize("width", [60, 80, 110, 160, 400])
def test_every_cell_stands_in_the_lines_of_any_width(rait, width):
    for table in tables(rait):
        text = printed(lambda console: print_table(table, console), width)
        assert max(map(len, text.splitlines())) <= width
        words = text.split()
        for row in table.rows:
            for cell in row[1:]:
                for part in cell.text.split():
                    assert part in words, (cell.text, width)


def test_settings_that_have_no_room_stand_beneath_and_no_row_is_empty(rait):
    subgroups = next(table for table in tables(rait) if "subgroups" in table.title)
    narrow = printed(lambda console: print_table(subgroups, console), 80)
    wide = printed(lambda console: print_table(subgroups, console), 160)
    assert narrow.count("Sensitivity") == 2 and wide.count("Sensitivity") == 1
    whole = next(table for table in tables(rait) if table.title == "Performance")
    assert printed(lambda console: print_table(whole, console), 52).count("R² (Nagelkerke)") == 1
    assert printed(lambda console: print_table(whole, console), 52).count("Brier score") == 4


def test_an_interval_stands_beside_its_number_where_there_is_room_and_else_beneath(rait):
    whole = next(table for table in tables(rait) if table.title == "Performance")
    auc = next(row for row in whole.rows if row[0].text.startswith("AUC"))[1].text
    assert auc in printed(lambda console: print_table(whole, console), 160)
    narrow = printed(lambda console: print_table(whole, console), 60)
    assert auc not in narrow and auc.partition(" ")[0] in narrow


def test_a_note_stands_once_beneath_all_parts_of_its_table():
    cells = tuple(Cell(text) for text in ("Slope", "1.000", "14 ≈a", "2.000", "13 ≈a"))
    table = Table("Performance", ("", "one", "digits", "two", "digits"), (cells,), ("a because",), together=2)
    text = printed(lambda console: print_table(table, console), 24)
    assert text.count("a because") == 1 and text.rstrip().endswith("a because")
    assert text.index("1.000") < text.index("2.000")


def test_the_results_of_a_study_come_before_its_comparisons(rait):
    text = printed(lambda console: print_verification(rait, console), 120)
    results = text.index("Calibration-in-the-large")
    assert text.index("Coefficient") < results < text.index("its value")
    assert text.count(KEY) == 1


def test_patients_and_events_of_every_setting_are_counted(rait):
    (study,) = rait.studies
    for table in (one for one in tables_of(rait, study) if one.title.startswith("Performance")):
        patients, events = table.rows[:2]
        for column in range(1, len(table.header), 2):
            label = table.header[column]
            of_table = [
                cohort for cohort in study.cohorts if cohort.name in table.title.split() or cohort.name == label
            ]
            (cohort,) = of_table
            outcome = cohort.outcome
            if label != cohort.name:
                name, level = label.split("=") if ">=" not in label and "<" not in label else ("age", label[4:])
                factor = cohort.subgroups[name]
                outcome = outcome[factor.codes == factor.levels.index(level)]
            assert (patients[column].text, events[column].text) == (str(len(outcome)), str(int(outcome.sum())))
