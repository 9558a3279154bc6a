"""Random nomograms: numbers, labels and pages of R's own.

``PARITY_MODELS=300`` asks for so many of them.
"""

from __future__ import annotations

import os
from pathlib import Path

import numpy as np
import pytest

from parity.graphics.drawing.device import pdf_device
from parity.graphics.geometry.nomogram import NomogramOptions, draw_nomogram, value_of
from parity.graphics.painters.r_pdf_reader import page_contents
from parity.models.design import term_names
from parity.r.environment import rpy2_problem
from parity.r.supervisor import RSession
from parity.statistics.nomogram.axes import Nomogram
from parity.statistics.nomogram.model import model_terms
from parity.statistics.nomogram.nomogram import nomogram
from figure_pages import drawn_pages
from random_models import FUNCTIONS, Case, random_case

MODELS = int(os.environ.get("PARITY_MODELS", "12"))
SCRIPT = Path(__file__).parent / "scripts" / "random_nomogram.R"


@pytest.fixture(scope="module")
def session():
    with RSession("rpy2" if rpy2_problem() is None else "rscript", timeout=120) as session:
        yield session


def of_python(case: Case) -> Nomogram:
    log_odds = case.linear_predictor
    return nomogram(
        case.coefficients,
        case.predictors,
        (float(log_odds.min()), float(log_odds.max())),
        terms=case.terms,
        interactions=case.interactions,
        names=case.labels,
        functions={name: FUNCTIONS[name] for name in case.functions},
        points=case.points,
        intervals=case.intervals,
        **case.options,
        **({"covariance": case.covariance} if "conf_int" in case.options else {}),
    )


def of_r(case: Case, session: RSession, file: Path) -> dict:
    outcome = np.arange(len(case.linear_predictor))
    choices = {name.replace("_", "."): value for name, value in case.options.items() if name != "settings"}
    answer = session.call(
        SCRIPT,
        "random_nomogram",
        {
            "columns": {**case.columns, "y": outcome % 4 + 1 if case.ordinal else np.sin(outcome)},
            "labels": case.labels,
            "formula": case.formula,
            "ordinal": case.ordinal,
            "coefficients": list(case.coefficients.values()),
            "covariance": case.covariance.ravel(),
            "linear_predictor": case.linear_predictor,
            "choices": {**choices, **case.options.get("settings", {}), "maxscale": case.points, "nint": case.intervals},
            "functions": case.functions,
            "drawing": {name.replace("_", "."): value for name, value in case.drawing.items()},
            "width": case.size[0],
            "height": case.size[1],
            "file": str(file),
        },
    )
    assert answer.value is not None, answer.conditions
    return answer.value


def many(value) -> list:
    return np.atleast_1d(value).tolist() if not isinstance(value, list) else value


def same_numbers(ours, theirs, case: Case) -> None:
    """To 1e-9 of a nomogram of a hundred points, or of the number where it is larger."""
    ours, theirs = np.asarray(ours, dtype=float), np.array(many(theirs), dtype=float)
    np.testing.assert_allclose(ours, theirs, rtol=1e-9, atol=1e-9 * case.points / 100)


@pytest.mark.r
@pytest.mark.parametrize("seed", range(MODELS))
def test_a_random_nomogram_is_that_of_r(seed, session, tmp_path):
    case = random_case(seed)
    theirs = of_r(case, session, tmp_path / "page.pdf")
    ours = of_python(case)

    intercepts = [name for name in case.coefficients if name.startswith(("Intercept", "y>="))]
    assert many(theirs["names"]) == [
        *intercepts,
        *term_names(model_terms(case.predictors, case.terms), case.interactions),
    ]
    assert many(theirs["titles"]) == [axis.label for axis in ours.axes]
    for number, axis in enumerate(ours.axes):
        values = many(theirs["values"][number])
        if isinstance(values[0], str):
            assert values == list(axis.values)
        else:
            same_numbers(axis.values, values, case)
        same_numbers(axis.points, theirs["points"][number], case)
        same_numbers(axis.effects, theirs["effects"][number], case)
        if ours.confidence:
            same_numbers(axis.standard_errors, theirs["errors"][number], case)
    same_numbers(ours.total_points, theirs["total_points"], case)
    if ours.linear_predictor is not None:
        same_numbers(ours.linear_predictor.values, theirs["linear_predictor"], case)
        same_numbers(ours.linear_predictor.total_points, theirs["linear_predictor_points"], case)
    if ours.bars is not None:
        same_numbers(ours.bars.total_points, theirs["bars"], case)
        same_numbers(ours.bars.standard_errors, theirs["bar_errors"], case)
    for scale, theirs_scale in zip(ours.functions, theirs["functions"] or []):
        assert list(scale.ticks) == many(theirs_scale["ticks"])
        assert list(scale.shown) == many(theirs_scale["shown"])
        same_numbers(scale.values, theirs_scale["values"], case)
        same_numbers(scale.total_points, theirs_scale["points"], case)
    same_numbers([ours.points_per_unit, ours.intercept], [theirs["points_per_unit"], theirs["intercept"]], case)

    drawn = draw_nomogram(value_of(ours), pdf_device(*case.size), NomogramOptions(**case.drawing))
    assert drawn_pages(drawn) == page_contents((tmp_path / "page.pdf").read_bytes())


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.filterwarnings("ignore:the values? .* of fun_at:parity.statistics.caution.Caution")
def test_the_figure_is_given_all_that_the_nomogram_has(seed):
    ours = of_python(random_case(seed))
    value = value_of(ours)
    assert [axis.continuation for axis in value.axes] == [axis.continuation for axis in ours.axes]
    assert [axis.title for axis in value.axes] == [axis.label for axis in ours.axes]
    assert all((len(axis.standard_errors) == len(axis.points)) == bool(value.confidence) for axis in value.axes)
    assert (value.linear_predictor is None) == (ours.linear_predictor is None)
    bars = value.linear_predictor and value.linear_predictor.bars
    assert (bars is None) == (ours.bars is None)
    for function in value.functions:
        assert sum(function.shown) == len(function.points) == len(function.labels)
    lines = draw_nomogram(value, pdf_device(8, 8)).pages
    assert len(lines) == 1 and len(lines[0]) > 10 * len(value.axes)
