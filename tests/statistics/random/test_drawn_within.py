"""Draw by draw the same as within R's functions: each check that resamples, of recorded answers and live."""

from __future__ import annotations

import pytest
from drawn_within import asked, ours, questions, recorded

from parity.verification.draws import drawn_by_r, parting

STEMS = list(asked())


def resampled(sequence):
    return tuple(draw for draw in sequence if draw.call != "runif")


def held(stem, answers):
    """Each of R's sequences is one of ours, and each of ours one of R's."""
    mine = ours(stem)
    assert mine and all(answers)
    for theirs in answers:
        assert parting(mine, theirs) == ""
    every = [resampled(sequence) for theirs in answers for sequence in theirs]
    for one in map(resampled, mine):
        assert any(parting([one], [sequence]) == "" for sequence in every), one[:2]


def test_each_way_of_drawing_is_among_them():
    assert {"auc_bootstrap", "best_cutoff_bootstrap", "auc_bca", "optimism", "corrected_calibration"} <= set(STEMS)
    assert {"decision_curve_refitted", "decision_curve_cross_validated", "calibrate_page"} <= set(STEMS)
    assert sorted(recorded()) == sorted((stem, q.call.name) for stem in STEMS for q in questions(stem))


@pytest.mark.parametrize("stem", STEMS)
def test_we_draw_what_r_was_recorded_to_draw(stem):
    held(stem, [sequences for (of, _), sequences in recorded().items() if of == stem])


@pytest.mark.parametrize("stem", STEMS)
def test_the_first_draw_from_another_seed_is_named(stem):
    mine = ours(stem, seed=6)
    for (of, _), theirs in recorded().items():
        if of == stem:
            said = parting(mine, theirs)
            assert said.startswith(f"draw 1: {theirs[0][0].call} of {theirs[0][0].n}: ") and ", R has sample" in said


@pytest.mark.r
@pytest.mark.parametrize("stem", STEMS)
def test_we_draw_what_living_r_draws(stem, live_r):
    lacking = [question.call.package for question in questions(stem) if not live_r.has(question.call.package)]
    if lacking:
        pytest.skip(f"needs {lacking[0]}")
    answers = [drawn_by_r(live_r.traced(question)) for question in questions(stem)]
    if None in answers:
        assert stem in ("optimism_limits", "calibration_limits"), "of which rms has none before 8.1"
        pytest.skip("needs rms 8.1")
    held(stem, answers)
