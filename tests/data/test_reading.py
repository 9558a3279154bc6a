"""How a table is written is found out where it is certain, and asked for where it is not."""

from __future__ import annotations

import numpy as np
import pytest

from parity.data.missing import is_code, spike, strays
from parity.data.reading import Reading
from parity.data.study import study_from_csv
from parity.data.study_file import find_study, read_study
from parity.data.table import read_table
from parity.errors import InputError


def read(tmp_path, text, reading=Reading(), encoding="utf-8"):
    path = tmp_path / "a.csv"
    path.write_bytes(text.encode(encoding))
    return read_table(path, reading)


WANTED = {"y": ("0", "1", "0"), "x": ("1.5", "22.25", "3")}


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("y,x\n0,1.5\n1,22.25\n0,3\n", ""),
        ("y;x\n0;1.5\n1;22.25\n0;3\n", "separated by semicolons"),
        ('"y";"x"\n0;1,5\n1;22,25\n0;3\n', "separated by semicolons, with decimal commas"),
        ("y\tx\n0\t1.5\n1\t22.25\n0\t3\n", "separated by tabs"),
        ('"y" "x"\n"1" 0 1.5\n"2" 1 22.25\n"3" 0 3\n', "separated by blanks, with row names"),
        ("y x\n0 1.5\n1 22.25\n0 3\n", "separated by blanks"),
        ('"y","x"\n"p1",0,1.5\n"p2",1,22.25\n"p3",0,3\n', "with row names"),
    ],
)
def test_a_table_is_read_as_it_is_written(tmp_path, text, written):
    table = read(tmp_path, text)
    assert {name: cells for name, cells in table.cells.items() if name} == WANTED
    assert str(table.written) == written


def test_a_separator_at_the_end_of_every_row_makes_no_row_names(tmp_path):
    with pytest.raises(InputError, match="row 2: has 3 cells, the header has 2"):
        read(tmp_path, "y,x\n0,1,\n1,2,\n0,3,\n")


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("utf-8", "y,größe\n0,1\n1,2\n0,3\n"),
        ("utf-8-sig", "y,größe\n0,1\n1,2\n0,3\n"),
        ("utf-16", "y,größe\n0,1\n1,2\n0,3\n"),
        ("latin-1", "y,café\n0,1\n1,2\n0,3\n"),
        ("latin-1", "y,x\n0,für\n1,Süd\n0,für\n"),
        ("gbk", "结局,性别\n0,男\n1,女\n0,男\n"),
    ],
)
def test_an_encoding_that_the_bytes_leave_no_doubt_of_is_read(tmp_path, encoding, text):
    table = read(tmp_path, text, encoding=encoding)
    rows = text.splitlines()
    assert table.header == tuple(rows[0].split(","))
    assert table.cells[table.header[1]] == tuple(row.split(",")[1] for row in rows[1:])


def test_an_encoding_that_is_in_doubt_is_asked_for_and_obeyed(tmp_path):
    text = "y,größe\n0,1\n1,2\n0,3\n"
    with pytest.raises(InputError, match="say how it is written"):
        read(tmp_path, text, encoding="latin-1")
    assert read(tmp_path, text, Reading(encoding="latin-1"), "latin-1").header == ("y", "größe")
    with pytest.raises(InputError, match="there is no encoding 'latn'"):
        Reading(encoding="latn")


def test_a_decimal_comma_that_may_be_thousands_is_asked_for_and_obeyed(tmp_path):
    text = "y;x\n0;1,500\n1;2,750\n0;3\n"
    with pytest.raises(InputError, match="may be thousands or have a decimal comma"):
        read(tmp_path, text)
    assert read(tmp_path, text, Reading(decimal=",")).cells["x"] == ("1.500", "2.750", "3")


@pytest.mark.parametrize("name", ["a.xlsx", "a.sav", "a.dta", "a.sas7bdat", "a.rds", "a.RData", "a.parquet"])
def test_another_format_is_named_with_the_way_in(tmp_path, name):
    (tmp_path / name).write_bytes(b"\0\1\2\3")
    with pytest.raises(InputError) as caught:
        find_study(tmp_path / name)
    way = "write.csv(" if name.lower().startswith("a.rd") else "pandas.read_"
    assert "not a table of text; save it as CSV, or" in str(caught.value) and way in str(caught.value)


def test_codes_that_are_declared_are_missing_however_the_number_is_spelt(tmp_path):
    table = read(tmp_path, "y,x\n0,-9\n1,-9.0\n0,?\n1,9\n", Reading(missing=("?", "-9")))
    assert table.cells["x"] == (None, None, None, "9")
    assert table.missing == ("-9", "-9.0", "?")


@pytest.mark.parametrize("missing", ['"?,-9"', '["?", -9]', '["?", "-9"]'])
def test_a_study_file_declares_codes(tmp_path, missing):
    (tmp_path / "a.csv").write_text("y,x\n0,-9\n1,4\n0,3\n1,7\n0,?\n")
    (tmp_path / "a.toml").write_text(f'outcome = "y"\npredictors = ["x"]\nmissing = {missing}\n')
    study = read_study(tmp_path / "a.toml")
    assert study.development.columns["x"].tolist() == [4.0, 3.0, 7.0] and study.development.dropped == 2


@pytest.mark.parametrize(
    ("cells", "found"),
    [
        ("1 2 3 ?", ["?"]),
        ("0 ? ? ?", ["?"]),
        ("1 n/a None 2 3", ["n/a", "None"]),
        ("1 2 3 4+", ["4+"]),
        ("0 1-3 4+", []),
        ("a b ?", []),
        ("1 2 3", []),
        ("1 2 a b c", []),
    ],
)
def test_a_column_that_is_numbers_but_for_one_or_two_texts_asks_whatever_their_share(cells, found):
    assert strays(cells.split()) == found


def test_such_a_column_is_refused_with_both_ways_on(tmp_path):
    (tmp_path / "a.csv").write_text("y,x\n0,?\n1,?\n0,3\n1,7\n0,?\n")
    with pytest.raises(InputError) as caught:
        study_from_csv(tmp_path / "a.csv", outcome="y", predictors=["x"])
    assert "row 2: '?' is not a number" in str(caught.value)
    assert "--na '?'" in str(caught.value) and "declare levels" in str(caught.value)


@pytest.mark.parametrize("text", ["?", "n/a", "None", "unknown", "Unk", "missing", "-", "--", "#VALUE!", "not known"])
def test_what_looks_like_a_code_of_a_missing_value(text):
    assert is_code(text)


@pytest.mark.parametrize("text", ["no", "north", "4+", "negative", "-1", "A", "non-smoker"])
def test_what_does_not(text):
    assert not is_code(text)


@pytest.mark.parametrize(
    ("others", "value", "found"),
    [
        (np.arange(120, 400, 3.0), -9.0, True),
        (np.arange(20, 80, 1.0), 999.0, True),
        (np.arange(0, 40, 1.0), -9.0, True),
        (np.arange(0, 40, 1.0), -1.0, True),
        (np.arange(1, 60, 1.0), 0.0, False),
        (np.arange(-60, 60, 1.0), 60.0, False),
        (np.exp(np.linspace(0, 5, 80)), 0.0, False),
    ],
)
def test_a_spike_far_from_all_others_is_seen(others, value, found):
    assert (spike(np.r_[others, [value] * 8]) == value) is found
    signed = value < 0 <= min(others) and found
    assert spike(np.r_[others, [value] * 2]) == (value if signed else None)


def of_semicolons(folder, *rows):
    file = folder / "thousands.csv"
    file.write_text("\n".join(["died;age;plt", *rows]) + "\n")
    return file


def test_a_point_in_a_number_of_a_table_with_decimal_commas_is_refused_where_it_is_asked_for(tmp_path):
    rows = [f"{number % 2};{50 + number},5;11{number}.999" for number in range(9)]
    file = of_semicolons(tmp_path, *rows)
    with pytest.raises(InputError, match=r"column 'plt', row 2: '110.999' has a point, in a table with decimal commas"):
        study_from_csv(file, outcome="died", predictors=["age", "plt"], decimal=",")
    assert study_from_csv(file, outcome="died", predictors=["age"], decimal=",").development.n == 9


def test_numbers_that_may_all_be_thousands_are_mentioned(tmp_path):
    file = of_semicolons(tmp_path, *(f"{number % 2};{50 + number};11{number}.999" for number in range(9)))
    (said,) = [
        one
        for one in study_from_csv(file, outcome="died", predictors=["age", "plt"]).remarks
        if "separates thousands" in one
    ]
    assert "every number of 'plt' is written like 110.999" in said


def test_levels_that_are_a_text_are_refused(tmp_path):
    file = of_semicolons(tmp_path, *(f"{number % 2};{50 + number};a" for number in range(9)))
    with pytest.raises(InputError, match=r"the levels of 'plt' are 'a,b', they must be a list; write \['a', 'b'\]"):
        study_from_csv(file, outcome="died", predictors=["age", "plt"], levels={"plt": "a,b"})
