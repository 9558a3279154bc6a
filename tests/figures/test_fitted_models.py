"""Figures of models that statsmodels has fitted."""

from __future__ import annotations

import numpy as np
import pytest

from parity import figures
from parity.data.cohort import Factor
from parity.data.study_file import find_study
from parity.errors import InputError
from parity.verification.predictions import samples

pd = pytest.importorskip("pandas")
sm = pytest.importorskip("statsmodels.api")
smf = pytest.importorskip("statsmodels.formula.api")


def frame_of(study: str) -> pd.DataFrame:
    sample = samples(find_study(study))[0]
    columns = {
        name: np.array(column.levels)[column.codes] if isinstance(column, Factor) else column
        for name, column in sample.predictors.items()
    }
    return pd.DataFrame({"y": sample.outcome, **columns})


def formula_of(study: str) -> str:
    study = find_study(study)
    named = [
        f"C({name}, Treatment({column.levels[0]!r}))" if isinstance(column, Factor) else name
        for name, column in samples(study)[0].predictors.items()
    ]
    return "y ~ " + " + ".join(named)


FITS = {
    "Logit by formula": lambda study: smf.logit(formula_of(study), frame_of(study)).fit(disp=0),
    "GLM by formula": lambda study: smf.glm(formula_of(study), frame_of(study), family=sm.families.Binomial()).fit(),
}


@pytest.mark.parametrize("fit", FITS)
@pytest.mark.parametrize("study", ["birthwt", "rait"])
def test_the_nomogram_of_a_fitted_model_is_that_of_the_study(study, fit):
    """The same axes with the same points; statsmodels may have them in another order."""
    labels = {axis.name: axis.label for axis in figures.nomogram(study).nomogram.axes}
    ours, of_study = figures.nomogram(FITS[fit](study), labels=labels).nomogram, figures.nomogram(study).nomogram
    by_name = {axis.name: axis for axis in ours.axes}
    assert set(by_name) == {axis.name for axis in of_study.axes}
    for axis in of_study.axes:
        points = dict(zip(axis.ticks, axis.points))
        assert dict(zip(by_name[axis.name].ticks, by_name[axis.name].points)) == pytest.approx(points, abs=1e-4)
        assert by_name[axis.name].label == axis.label
    assert ours.intercept == pytest.approx(of_study.intercept, abs=1e-5)


def test_a_model_of_columns_is_drawn_too():
    frame = frame_of("rait")
    result = sm.Logit(frame["y"], sm.add_constant(frame.drop(columns="y"))).fit(disp=0)
    page, by_formula = (figures.nomogram(one).page_content() for one in (result, FITS["Logit by formula"]("rait")))
    assert page == by_formula


def test_confidence_bars_have_the_covariance_of_the_fit():
    result = FITS["Logit by formula"]("rait")
    drawn = figures.nomogram(result, conf_int=0.9).nomogram
    axis = drawn.axes[0]
    assert drawn.confidence == (0.9,) and axis.standard_errors is not None
    at = {axis.name: float(axis.values[0]) for axis in drawn.axes}
    others = {name: float(np.median(frame_of("rait")[name])) for name in at}
    row = np.array([1.0, *({**others, axis.name: at[axis.name]}[name] for name in result.model.exog_names[1:])])
    assert axis.standard_errors[0] == pytest.approx(
        float(np.sqrt(row @ np.asarray(result.cov_params()) @ row)), rel=1e-9
    )


def test_roc_and_decision_curve_of_a_fitted_model_are_those_of_its_risks():
    result, frame = FITS["GLM by formula"]("rait"), frame_of("rait")
    risk = np.asarray(result.predict())
    for draw in (figures.roc, figures.decision_curve, figures.calibration, figures.clinical_impact):
        assert draw(result).page_content() == draw((frame["y"], risk)).page_content()
    assert figures.roc(result).page_content() == figures.roc("rait").page_content()


@pytest.mark.parametrize(
    ("formula", "family", "message"),
    [
        ("y ~ lln_count:tg_before", None, "the column 'lln_count:tg_before' of the fitted model is an interaction"),
        ("y ~ lln_count + I(lln_count ** 2)", None, r"is a power; make a study of it: parity.study\(frame, formula="),
        ("y ~ lln_count - 1", None, "the fitted model has no column 'Intercept' or 'const'"),
        ("y ~ lln_count", "Poisson", "a fitted GLM of the family Poisson with the link log is no logistic regression"),
        ("y ~ C(group, Sum)", None, "several columns of one predictor"),
    ],
)
def test_what_is_no_plain_logistic_model_is_refused_by_name(formula, family, message):
    frame = frame_of("rait").assign(group=np.arange(len(frame_of("rait"))) % 3)
    model = (
        smf.logit(formula, frame) if family is None else smf.glm(formula, frame, family=getattr(sm.families, family)())
    )
    result = model.fit(disp=0) if family is None else model.fit()
    with pytest.raises(InputError, match=message):
        figures.nomogram(result)


def test_an_offset_has_no_axis():
    frame = frame_of("rait")
    result = smf.glm("y ~ lln_count", frame, family=sm.families.Binomial(), offset=np.ones(len(frame))).fit()
    with pytest.raises(InputError, match="the fitted model has an offset"):
        figures.nomogram(result)


def test_a_pair_that_is_no_outcome_and_risk_is_refused():
    for pair, message in (
        (([0, 1], [0.5]), "the outcome is"),
        (([0, 2], [0.5, 0.5]), "an outcome is 0 or 1"),
        (([0, 1, 1],), "1 thing is no outcome and risk"),
        (([0, 1], [0.5, np.nan]), "a risk a number"),
    ):
        with pytest.raises(InputError, match=message):
            figures.roc(pair)
    with pytest.raises(InputError, match="only a study has cohorts"):
        figures.roc(([0, 1], [0.1, 0.5]), cohort="validation")


def test_r_draws_studies_only():
    with pytest.raises(InputError, match="R draws the figures of a study; name a study, or leave engine out"):
        figures.roc(([0, 1], [0.1, 0.5]), engine="r")
