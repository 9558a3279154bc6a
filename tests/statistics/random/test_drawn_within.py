"""Draw by draw the same as within R's functions: each check that resamples, of recorded answers and live."""

from __future__ import annotations

import pytest
from drawn_within import asked, of_r, ours, recorded

from parity.statistics.random.trace import first_difference

STEMS = list(asked())


def difference(mine, theirs):
    """How R's sequence first differs from that of ours which goes the longest way with it."""
    said = [first_difference(as_often(one, theirs), theirs) for one in mine]
    return max(said, key=lambda text: (text == "", int(text.partition(":")[0].removeprefix("draw ") or 0)))


def as_often(one, theirs):
    """Ours, as often as R draws it: boot.ci draws boot's resamples again, from where the stream then stood; and without
    the last runif, which a figure may have no need of."""
    whole = one * max(1, len(theirs) // len(one))
    while len(whole) > len(theirs) and whole[-1].call == "runif":
        whole = whole[:-1]
    return whole


def resampled(sequence):
    return tuple(draw for draw in sequence if draw.call != "runif")


def held(stem, answers):
    """Each of R's sequences is one of ours, and each of ours one of R's."""
    mine, theirs = ours(stem), [sequence for of_call in answers for sequence in of_call]
    assert mine and all(theirs) and all(mine)
    for sequence in theirs:
        assert difference(mine, sequence) == ""
    for one in map(resampled, mine):
        assert any(resampled(sequence) == as_often(one, resampled(sequence)) for sequence in theirs), one[:2]


def test_each_way_of_drawing_is_among_them():
    assert {"auc_bootstrap", "best_cutoff_bootstrap", "auc_bca", "optimism", "corrected_calibration"} <= set(STEMS)
    assert {"decision_curve_refitted", "decision_curve_cross_validated", "calibrate_page"} <= set(STEMS)
    assert sorted(recorded()) == sorted((stem, q.call.name) for stem in STEMS for q in asked()[stem][2])


@pytest.mark.parametrize("stem", STEMS)
def test_we_draw_what_r_was_recorded_to_draw(stem):
    held(stem, [sequences for (of, _), sequences in recorded().items() if of == stem])


@pytest.mark.parametrize("stem", STEMS)
def test_the_first_draw_from_another_seed_is_named(stem):
    (theirs, *_) = (sequences[0] for (of, _), sequences in recorded().items() if of == stem)
    said = difference(ours(stem, seed=6), theirs)
    assert said.startswith(f"draw 1: {theirs[0].call} of ") and "the other has" in said


@pytest.mark.r
@pytest.mark.parametrize("stem", STEMS)
def test_we_draw_what_living_r_draws(stem, live_r):
    questions = asked()[stem][2]
    lacking = [question.call.package for question in questions if not live_r.has(question.call.package)]
    if lacking:
        pytest.skip(f"needs {lacking[0]}")
    answers = [of_r(live_r.session, question) for question in questions]
    if None in answers:
        assert stem in ("optimism_limits", "calibration_limits"), "of which rms has none before 8.1"
        pytest.skip("needs rms 8.1")
    held(stem, answers)
