"""Colours and line types as R has them."""

from __future__ import annotations

import subprocess

import pytest

from parity.graphics.drawing.colours import NAMED, PALETTE, colour, colour_or_none, each, line_type


@pytest.mark.r
def test_every_colour_is_that_of_r():
    names = [*NAMED, "gray", "grey", *(f"gray{percent}" for percent in range(101)), "darkgrey", "slate grey"]
    code = (
        f"x <- grDevices::col2rgb(c({', '.join(map(repr, names))})); cat(sprintf('#%02x%02x%02x', x[1,], x[2,], x[3,]))"
    )
    said = subprocess.run(["Rscript", "--vanilla", "-e", code], capture_output=True, text=True, check=True).stdout
    assert [colour(name) for name in names] == said.split()
    code = "x <- grDevices::col2rgb(1:9); cat(sprintf('#%02x%02x%02x', x[1,], x[2,], x[3,]))"
    said = subprocess.run(["Rscript", "--vanilla", "-e", code], capture_output=True, text=True, check=True).stdout
    assert [colour(number) for number in range(1, 10)] == said.split()


def test_a_colour_is_a_name_a_number_or_written_out():
    assert colour("Steel Blue") == "#4682b4"
    assert colour("#1C61B6") == colour("#1c61b6ff") == "#1c61b6"
    assert colour(2) == PALETTE[1] == colour(10)
    assert colour_or_none(None) is colour_or_none("transparent") is colour_or_none(0.3) is None
    assert colour_or_none("red") == "#ff0000"


@pytest.mark.parametrize("given", ["steelblue3", "#12345", "#1c61b680", "", None, True, -1])
def test_what_is_no_colour_is_refused(given):
    with pytest.raises(ValueError, match="there is no colour .*write it as '#rrggbb'"):
        colour(given)


def test_a_line_type_is_a_name_a_number_or_written_out():
    assert [line_type(number) for number in range(1, 8)] == ["", "44", "13", "1343", "73", "2262", ""]
    assert line_type("dashed") == line_type("44") == "44" and line_type("solid") == line_type("") == ""
    for given in ("dash", "8", "40", None, 0):
        with pytest.raises(ValueError, match="there is no line type"):
            line_type(given)


def test_one_or_several():
    assert each("red", colour) == ("#ff0000",)
    assert each(["red", 1], colour) == ("#ff0000", "#000000")
