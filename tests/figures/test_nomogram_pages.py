"""The nomogram: R's page, byte for byte, from the value that R drew and from parity's own."""

from __future__ import annotations

import dataclasses

import pytest

from parity.graphics.drawing.device import pdf_device
from parity.graphics.geometry.nomogram import NomogramOptions, NomogramValue, draw_nomogram
from figure_pages import build, drawn_pages, recorded_cases, recorded_pages, recorded_values


def case(name: str) -> tuple[NomogramValue, NomogramOptions, tuple[float, float]]:
    record = recorded_values("models", name)
    return (
        build(NomogramValue, record["value"]),
        NomogramOptions(**record["options"]),
        (record["width"], record["height"]),
    )


@pytest.mark.parametrize("name", recorded_cases("models"))
def test_the_pages_of_a_nomogram_are_those_of_r(name):
    value, options, size = case(name)
    assert drawn_pages(draw_nomogram(value, pdf_device(*size), options)) == recorded_pages("models", name)


def relabelled(value: NomogramValue) -> NomogramValue:
    first, *others = value.axes
    return dataclasses.replace(value, axes=(dataclasses.replace(first, labels=("zero", *first.labels[1:])), *others))


MUTATIONS = {
    "a label": lambda value, options: (relabelled(value), options),
    "the length of ticks": lambda value, options: (value, dataclasses.replace(options, tcl=-0.26)),
    "a point in the fourth digit": lambda value, options: (
        dataclasses.replace(value, total_points=tuple(point * 1.0005 for point in value.total_points)),
        options,
    ),
    "a missing axis": lambda value, options: (dataclasses.replace(value, axes=value.axes[1:]), options),
    "the height of a label": lambda value, options: (value, dataclasses.replace(options, lmgp=0.41)),
    "the order of axes": lambda value, options: (dataclasses.replace(value, axes=value.axes[::-1]), options),
}


@pytest.mark.parametrize("mutation", MUTATIONS)
def test_a_change_is_seen_on_the_page(mutation):
    value, options, size = case("model-two")
    assert drawn_pages(draw_nomogram(value, pdf_device(*size), options)) == recorded_pages("models", "model-two")
    value, options = MUTATIONS[mutation](value, options)
    assert drawn_pages(draw_nomogram(value, pdf_device(*size), options)) != recorded_pages("models", "model-two")


def test_a_function_without_a_value_in_range_is_named():
    value, options, size = case("model-two")
    empty = dataclasses.replace(value.functions[0], labels=(), points=(), shown=())
    with pytest.raises(ValueError, match="'Risk' lies in the range of the linear predictor; choose other values"):
        draw_nomogram(dataclasses.replace(value, functions=(empty,)), pdf_device(*size), options)


def test_sides_that_do_not_fit_the_values_are_refused():
    value, options, size = case("model-two")
    with pytest.raises(ValueError, match="fun_side has 2 sides for the 13 values of 'Risk'"):
        draw_nomogram(value, pdf_device(*size), dataclasses.replace(options, fun_side=[[1, 3]]))
    with pytest.raises(ValueError, match="1 below the axis, 3 above it"):
        NomogramOptions(fun_side=[[2]])


def test_a_page_too_small_for_its_margins_is_refused():
    value, options, _ = case("model-two")
    with pytest.raises(ValueError, match="margins are too large for the page; enlarge the page"):
        draw_nomogram(value, pdf_device(2, 1), options)
