"""The page of a nomogram: every mistake shows in it."""

from __future__ import annotations

import numpy as np
import pytest

from parity.errors import InputError
from parity.checks.figures.nomogram_page import CHECK, nomogram_page, with_dots
from parity.verification.predictions import samples
from parity.data.study_file import find_study

GIVEN = CHECK.arguments(samples(find_study("rait"))[0])
INPUTS = {name: GIVEN[name] for name in CHECK.taken}


def changed(**changes) -> list[tuple[str, str]]:
    one, other = nomogram_page(**INPUTS).content, nomogram_page(**{**INPUTS, **changes}).content
    return [pair for pair in zip(one, other) if pair[0] != pair[1]] + [("", "")] * abs(len(one) - len(other))


def test_the_same_model_gives_the_same_page():
    assert changed() == []


def test_a_coefficient_in_the_fourth_digit_moves_ticks():
    coefficients = INPUTS["coefficients"].copy()
    coefficients[1] *= 1.001
    assert len(changed(coefficients=coefficients)) > 10


def test_one_label_changes_its_own_line_only():
    labels = (INPUTS["labels"][0].replace("lateral", "central"), *INPUTS["labels"][1:])
    lines = changed(labels=labels)
    assert len(lines) == 1 and lines[0][0].split("Tm")[0] == lines[0][1].split("Tm")[0]


def test_one_tick_length_changes_the_ticks_and_no_text():
    lines = changed(options={"tcl": -0.26})
    assert lines and not any("T" in one.split()[-1:] or "Tj" in one for one, other in lines)


def test_an_unknown_option_is_named_with_what_there_is():
    with pytest.raises(InputError, match="cex_axes.*did you mean 'cex_axis'"):
        nomogram_page(**{**INPUTS, "options": {"cex.axes": 1.0}})


def test_the_order_of_the_patients_does_not_matter():
    order = np.random.default_rng(2).permutation(len(INPUTS["linear_predictor"]))
    predictors = {name: column[order] for name, column in INPUTS["predictors"].items()}
    assert changed(predictors=predictors, linear_predictor=INPUTS["linear_predictor"][order]) == []


def test_coefficients_that_are_not_the_model_s_are_refused():
    with pytest.raises(ValueError):
        nomogram_page(**{**INPUTS, "coefficients": INPUTS["coefficients"][:2]})


def test_a_letter_that_the_page_has_not_is_a_dot_for_each_of_its_bytes_in_older_r():
    labels = ("β-HCG", *INPUTS["labels"][1:])
    given = {**INPUTS, "labels": labels}
    shown, dotted = "".join(nomogram_page(**given).content), "".join(with_dots(**given).content)
    assert ".-HCG" in shown and "..-HCG" not in shown
    assert "..-HCG" in dotted and "...-HCG" not in dotted
