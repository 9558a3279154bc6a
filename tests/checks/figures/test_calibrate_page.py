"""The page of a calibration curve that is corrected for optimism."""

from __future__ import annotations

import dataclasses
import json

import numpy as np
import pytest
from resampled import RESAMPLES, resampled
from verified import complaints, verified

import parity
from parity import figures, places
from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.figures.calibrate_page import CHECK, calibrate_page
from parity.data.study_file import find_study
from parity.errors import InputError
from parity.graphics.drawing.display import TextRun
from parity.statistics.caution import Caution
from parity.statistics.validation.corrected_calibration import corrected_calibration
from parity.verification.predictions import samples

ONLY = CATALOGUE.matching(["calibrate_page"])
STUDIES = [name for name in RESAMPLES if name != "scores"]
ASKED = {"resamples": 20, "seed": 3}


def texts(figure) -> list[str]:
    return [item.text for item in figure.display_list.pages[0] if isinstance(item, TextRun)]


@pytest.mark.parametrize("name", STUDIES)
def test_the_recorded_pages_of_three_versions_of_rms_are_ours_to_the_byte(name):
    verification = verified([resampled(name)], ONLY, None, Mode.REPLAY)
    assert complaints(verification) == []
    (statistic,) = verification.statistics
    assert statistic.verdict.passes and len(statistic.comparisons) >= 2


def test_records_are_of_three_versions_of_r():
    records = list(places.references().glob("**/drawn */rms/calibrate_page.json"))
    assert len(records) == len(STUDIES)
    for record in records:
        answers = json.loads(record.read_text(encoding="utf-8"))["answers"]
        assert {made["r"][:3] for answer in answers for made in answer["environments"]} == {"4.2", "4.5", "4.6"}


def test_the_public_figure_is_the_page_that_is_held_against_r():
    sample = samples(dataclasses.replace(find_study("asah"), resamples=20, seed=3))[0]
    inputs = {name: getattr(sample, name) for name in ("outcome", "predictors", "formula", "outcome_name", "event")}
    figure = figures.calibrate("asah", **ASKED)
    assert tuple(figure.page_content().splitlines()) == calibrate_page(**inputs, **ASKED).content
    assert "Predicted Pr{outcome=Poor}" in texts(figure)


def test_what_is_drawn_are_the_numbers_that_are_verified():
    sample = samples(find_study("asah"))[0]
    found = corrected_calibration(sample.outcome, sample.predictors, 20, 3)
    for field, method, folds in (
        ("boot", "boot", 20),
        ("crossvalidation", "crossvalidation", 10),
        ("randomization", "randomization", 20),
    ):
        value = figures.calibrate("asah", method=method, resamples=folds, seed=3).value
        curve = getattr(found, field)
        assert np.array_equal(value.corrected, curve.corrected, equal_nan=True)
        assert value.mean_absolute_error == curve.mean_absolute_error
        assert (value.method, value.repetitions) == (method, folds)


def test_resamples_that_separate_the_outcomes_are_left_out_with_a_caution():
    with pytest.warns(Caution, match="4 resamples have no model with a unique finite maximum; left out"):
        figures.calibrate("strata", resamples=40, seed=0)


def test_the_same_seed_is_the_same_page_and_another_seed_another():
    one, again, other = (figures.calibrate("asah", resamples=20, seed=seed).page_content() for seed in (3, 3, 4))
    assert one == again != other


def test_a_seed_moves_the_ticks_of_the_risks_too_but_not_a_histogram():
    def ticks(seed: int, **options) -> list[str]:
        page = figures.calibrate("asah", resamples=20, seed=seed, xlim=(0, 1), ylim=(0, 1), **options).page_content()
        return [line for line in page.splitlines() if line.endswith(" l  S") or " re " in line]

    assert ticks(3) != ticks(4)
    assert ticks(3, scat1d_opts={"nhistSpike": 100}) == ticks(4, scat1d_opts={"nhistSpike": 100})


def test_limits_are_drawn_as_rms_8_1_draws_them_where_a_level_is_given():
    plain, limits = (figures.calibrate("asah", conf_int=level, **ASKED) for level in (0.0, 0.95))
    assert {"C.L.", "Predicted P(outcome=Poor)"} <= set(texts(limits))
    assert not {"C.L.", "Predicted P(outcome=Poor)"} & set(texts(plain))
    assert "0.800 0.800 0.800" in limits.page_content() and "0.800 0.800 0.800" not in plain.page_content()
    wider = figures.calibrate("asah", conf_int=0.99, **ASKED).value
    value = figures.calibrate("asah", conf_int=0.95, **ASKED).value
    known = ~np.isnan(value.low)
    assert (wider.low[known] < value.low[known]).all() and (wider.high[known] > value.high[known]).all()
    assert (value.low[known] < value.corrected[known]).all() and (value.high[known] > value.corrected[known]).all()


@pytest.mark.parametrize(
    ("options", "message"),
    [
        ({"seed": None}, "need a seed: give seed=123, say"),
        ({"resamples": 1}, "resamples is 1; it is a whole number from 2 on"),
        ({"resamples": True}, "resamples is True; it takes a whole number"),
        ({"resamples": 20.5}, "resamples is 20.5; it takes a whole number"),
        ({"seed": 2**31}, "the seed is 2147483648; R's integers go from"),
        ({"method": "jackknife"}, "there is no method 'jackknife'; there are boot, crossvalidation, .632, random"),
        ({"method": "crossvalidation", "resamples": 60}, "60 folds of 113 patients: a fold needs two"),
        ({"method": ".632", "resamples": 2}, "a patient is in every resample"),
        ({"conf_int": 95}, "conf_int is 95; it is a level below 1, 0.95 say, or 0: no limits"),
        ({"B": 20}, "calibrate takes no B; its name is resamples"),
        ({"bw": True}, "calibrate takes no bw; the model is fitted as it is, without backward elimination"),
        ({"scat1d_opts": {"curve": 1}}, "scat1d_opts has no option 'curve'; there are nhistSpike, side"),
        ({"scat1d_opts": {"side": 2}}, "the risks are those of the x axis: 1 or 3"),
        ({"scat1d_opts": {"tfrac": 2}}, "it lies between 0 and 1"),
        ({"scat1d_opts": {"frac": float("nan")}}, "frac of nan; it is 0 or more"),
        ({"legend": "nowhere"}, "there is no place 'nowhere' for a legend; there are topright"),
        ({"legends": True}, "calibrate has no option 'legends'; did you mean 'legend'"),
    ],
)
def test_what_is_not_drawn_is_refused_by_name(options, message):
    with pytest.raises(InputError) as raised:
        figures.calibrate("asah", **{**ASKED, **options})
    assert message in str(raised.value)


@pytest.mark.parametrize(
    ("of", "message"),
    [
        (([0, 1] * 20, [0.2, 0.8] * 20), "a pair, (outcome, risk), has none to fit; give a study, or a result of"),
        ({"Intercept": -2.0, "tg": 0.1}, "a mapping has none to fit"),
        ("scores", "the study scores has given risks, and no model to draw; leave the risks out, and name the model's"),
    ],
)
def test_what_has_no_model_to_fit_is_refused(of, message):
    with pytest.raises(InputError) as raised:
        figures.calibrate(of, **ASKED)
    assert message in str(raised.value)


def study_of(n: int, event: str = "1"):
    frame = pytest.importorskip("pandas").DataFrame(
        {"y": np.where((np.arange(n) * 5) % 7 < 3, event, "no"), "x": np.sin(np.arange(n) * 7.0)}
    )
    return parity.study(frame, outcome="y", predictors=["x"], event=event)


@pytest.mark.filterwarnings("ignore:1 resample has no model:parity.statistics.caution.Caution")
def test_ten_patients_are_too_few():
    with pytest.raises(InputError, match="10 patients; a corrected calibration curve needs 11"):
        figures.calibrate(study_of(10), **ASKED)
    assert figures.calibrate(study_of(11), **ASKED).page_content()


@pytest.mark.parametrize("event", ["TRUE", "(\\", "größer"])
def test_an_event_of_any_name_is_named_on_the_axis(event):
    title = "Predicted Pr{y}" if event == "TRUE" else f"Predicted Pr{{y={event}}}"
    assert title in texts(figures.calibrate(study_of(40, event), **ASKED))


def test_the_curve_of_a_fitted_model_is_that_of_the_study():
    sm = pytest.importorskip("statsmodels.api")
    pd = pytest.importorskip("pandas")
    sample = samples(find_study("asah"))[0]
    columns = sm.add_constant(pd.DataFrame(dict(sample.predictors)))
    result = sm.Logit(pd.Series(sample.outcome, name="outcome"), columns).fit(disp=0)
    drawn, of_study = (figures.calibrate(of, xlab="Risk", **ASKED).page_content() for of in (result, "asah"))
    assert drawn == of_study
    assert "Predicted Pr{outcome=1}" in texts(figures.calibrate(result, **ASKED))


@pytest.mark.r
@pytest.mark.parametrize(
    "options",
    [
        {"method": "crossvalidation", "resamples": 10},
        {"method": ".632", "legend": False, "subtitles": False},
        {"riskdist": False, "main": "Corrected", "cex_main": 1},
        {"xlim": (0, 1), "ylim": (0, 0.9), "xlab": "Risk", "ylab": "Frequency", "cex_lab": 0.9, "cex_axis": 0.8},
        {"xlim": (0.1, 0.8), "legend": "topleft", "cex_subtitles": 0.6},
        {"ylim": (0, 0.8), "legend": (0.1, 0.7), "scat1d_opts": {"nhistSpike": 100, "nint": 20, "side": 1}},
        {"scat1d_opts": {"frac": 0.05, "tfrac": 0.4, "jitfrac": 0.02, "lwd": 1, "col": "steelblue", "eps": 0.01}},
        {"scat1d_opts": {"jitfrac": 0, "side": 1}},
    ],
)
def test_living_r_draws_the_same_page(options):
    drawn, by_r = (
        figures.calibrate("asah", engine=engine, **{"xlab": "Risk", **ASKED, **options}).page_content()
        for engine in ("python", "r")
    )
    assert drawn == by_r


@pytest.mark.r
@pytest.mark.parametrize("method", ["randomization", ".632"])
def test_what_another_method_draws_is_what_r_draws_or_a_documented_deviation(method, live_r):
    check = dataclasses.replace(CHECK, inputs={"options": {"method": method}})
    study = dataclasses.replace(find_study("asah"), **ASKED)
    verification = verified([study], dataclasses.replace(ONLY, checks=(check,)), live_r, Mode.LIVE)
    assert complaints(verification) == [] and verification.statistics[0].verdict.passes


def test_the_check_is_of_models_and_of_resamples():
    assert CHECK.draws and not CHECK.unless(samples(find_study("asah"))[0])
    assert CHECK.unless(samples(find_study("scores"))[0]) == "the risks are given, there is no model"


def of_check(event):
    """The inputs of the page, of an event that is called so."""
    sample = samples(dataclasses.replace(find_study("asah"), resamples=20, seed=3))[0]
    names = ("outcome", "predictors", "formula", "outcome_name")
    return {**{name: getattr(sample, name) for name in names}, "event": event, "options": {}, **ASKED}


def test_what_is_followed_has_limits_from_rms_8_1_on_and_dots_for_bytes_before_r_4_5():
    (call,) = CHECK.references
    followed = {
        one.versions: "".join(one.follows(**of_check("nσn")).content)
        for one in call.deviations
        if one.follows
        and one.versions in ("rms < 7", "rms >= 7, < 8.1", "rms >= 8.1", "R < 4.5")
        and "tie" not in one.cause
    }
    assert {versions for versions, page in followed.items() if "(C.L.)" in page} == {"rms >= 8.1"}
    assert {versions for versions, page in followed.items() if "n..n" in page} == {"R < 4.5"}
    assert "n.n" in "".join(calibrate_page(**of_check("nσn")).content)
