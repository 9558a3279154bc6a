from __future__ import annotations

import numpy as np

from parity.data.cohort import Factor
from parity.data.formula import Entry, Formula, Shape
from parity.models.blocks import blocks, with_higher_order
from parity.models.model_matrix import model_matrix

COLUMNS = {
    "tg": np.arange(40.0) ** 1.5,
    "ward": Factor(np.arange(40) % 3, ("a", "b", "c")),
    "age": np.arange(40.0)[::-1] % 17,
}
FORMULA = Formula(
    {"tg": Entry(Shape.RESTRICTED_CUBIC_SPLINE, 4), "ward": Entry(), "age": Entry(Shape.LINEAR_SPLINE, None, (5.0,))},
    (("tg", "ward"), ("tg", "age"), ("tg", "ward", "age")),
)


def test_every_coefficient_is_in_one_block_which_is_called_as_it():
    names = model_matrix(FORMULA, COLUMNS).terms
    found = blocks(FORMULA, COLUMNS)
    assert np.concatenate([block.places for block in found]).tolist() == list(range(1, len(names)))
    for block in found:
        for place in block.places:
            parts = names[place].split(" * ")
            assert [part.rstrip("'").partition("=")[0] for part in parts] == list(block.predictors)


def test_what_bends_is_named_by_a_prime():
    names = model_matrix(FORMULA, COLUMNS).terms
    for block in blocks(FORMULA, COLUMNS):
        for place, bent in zip(block.places, block.bent):
            assert [part.endswith("'") for part in names[place].split(" * ")] == bent.tolist()


def test_with_its_interactions_a_predictor_has_those_that_contain_it():
    every = blocks(FORMULA, COLUMNS)
    ward = with_higher_order(every, every[1])
    names = model_matrix(FORMULA, COLUMNS).terms
    assert set(ward) == {place for place, name in enumerate(names) if "ward" in name}


def test_without_a_formula_each_predictor_is_as_it_is():
    assert [(block.name, len(block.places), block.bent.any()) for block in blocks(None, COLUMNS)] == [
        ("tg", 1, False),
        ("ward", 2, False),
        ("age", 1, False),
    ]
