"""Mistakes in what is resampled: the draws, what becomes of a resample, and the intervals."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from parity.selftest.fault import Drawn, Fault, Kind, faults_in

_STATISTICS = "parity/statistics"


def _in(file: str, *checks: str, study: str = "asah", drawn: Drawn = Drawn(1000, 7)) -> Callable[..., Fault]:
    return partial(faults_in(Kind.STATISTIC, f"{_STATISTICS}/{file}", *checks), study=study, drawn=drawn)


_AREAS = _in("discrimination/auc_bootstrap.py", "auc_bootstrap")
_RESAMPLED = _in("discrimination/resampled.py", "auc_bootstrap")
_DRAWS = _in("random/sampling.py", "auc_bootstrap", "brier_bootstrap")
_TOGETHER = _in("random/resampling.py", "auc_bootstrap")
_ROWS = _in("bootstrap/rows.py", "brier_bootstrap")
_STRATA = _in("bootstrap/rows.py", "auc_bca")
_LIMITS = _in("bootstrap/intervals.py", "brier_bootstrap", "auc_bca")
_INFLUENCE = _in("bootstrap/influence.py", "auc_bca")
_OF_TABLES = ("chi_square_simulated", "fisher_simulated")
_TABLES = _in("random/tables.py", *_OF_TABLES, study="birthwt", drawn=Drawn(500, 2026))
_SIMULATED = _in("association/simulated.py", *_OF_TABLES, study="birthwt", drawn=Drawn(500, 2026))
_CURVE_LIMITS = _in("validation/calibration_limits.py", "calibration_limits", study="wards", drawn=Drawn(200, 42))
_INDEX_LIMITS = _in("validation/optimism_limits.py", "optimism_limits", study="wards", drawn=Drawn(200, 42))

FAULTS = (
    _RESAMPLED(
        "boot-quantile-type-6",
        "another type of quantile for the limits",
        "at = (len(values) - 1) * np.array([(1 - level) / 2, 0.5, 1 - (1 - level) / 2])",
        "at = (len(values) + 1) * np.array([(1 - level) / 2, 0.5, 1 - (1 - level) / 2]) - 1",
    ),
    _RESAMPLED(
        "boot-one-sided",
        "a one-sided level for a two-sided interval",
        "np.array([(1 - level) / 2, 0.5, 1 - (1 - level) / 2])",
        "np.array([1 - level, 0.5, level])",
    ),
    _AREAS(
        "boot-seed-not-reset",
        "the second bootstrap goes on where the first one ended",
        "stratified = stratified_areas(outcome, places, resamples, RRandom(seed))\n"
        "    plain = plain_areas(outcome, places, resamples, RRandom(seed))",
        "dice = RRandom(seed)\n    stratified = stratified_areas(outcome, places, resamples, dice)\n"
        "    plain = plain_areas(outcome, places, resamples, dice)",
    ),
    _AREAS(
        "boot-cases-first",
        "cases drawn before controls",
        "areas.of_strata(*dice.stratified_resamples(areas.sizes, count))",
        "areas.of_strata(*dice.stratified_resamples(areas.sizes[::-1], count)[::-1])",
    ),
    _AREAS(
        "boot-off-by-one",
        "the patient before the one that was drawn",
        "self._controls.take(of_controls)",
        "self._controls.take(of_controls - 1)",
    ),
    _AREAS(
        "boot-not-stratified",
        "controls and cases drawn together where each is to be drawn by itself",
        "stratified = stratified_areas(",
        "stratified = plain_areas(",
    ),
    _AREAS(
        "boot-one-class-kept",
        "a resample of one class counts as an area of one half",
        "percentiles(plain[~np.isnan(plain)], level)",
        "percentiles(np.nan_to_num(plain, nan=0.5), level)",
        study="limits",
        drawn=Drawn(40, 9),
    ),
    _RESAMPLED(
        "boot-one-class-unsaid",
        "no word about resamples that are left out",
        "if lost:",
        "if lost == resamples:",
        study="limits",
        drawn=Drawn(40, 9),
    ),
    _DRAWS(
        "draw-modulo",
        "the remainder of a candidate that is too large, in the place of another candidate",
        "accepted = np.flatnonzero(tries < n)[:wanted]",
        "tries = tries % n\n        accepted = np.arange(len(tries))[:wanted]",
    ),
    _DRAWS(
        "draw-candidates-lost",
        "candidates behind the last number drawn are used up",
        "int(accepted[-1]) + 1 if have == size else tried",
        "tried",
    ),
    _TOGETHER(
        "draw-one-left-out",
        "behind each stratum one number of the stream is left out",
        "place = places.item(end - 1) + stratum.words",
        "place = places.item(end - 1) + stratum.words + 1",
        live=True,
    ),
    _ROWS(
        "boot-rows-in-turn",
        "one resample after the other, where boot draws column by column",
        ".reshape(count, resamples).T",
        ".reshape(resamples, count)",
    ),
    _ROWS(
        "boot-last-row-never",
        "the last row is never drawn",
        "dice.sample_int(n, count * resamples",
        "dice.sample_int(n - 1, count * resamples",
    ),
    _STRATA(
        "boot-largest-stratum-first",
        "strata drawn from the largest number down",
        "for stratum in range(len(every)):",
        "for stratum in reversed(range(len(every))):",
    ),
    _LIMITS(
        "bca-acceleration-sign",
        "the acceleration with the other sign",
        "(1 - acceleration * moved)",
        "(1 + acceleration * moved)",
    ),
    _LIMITS(
        "bca-without-acceleration",
        "bias corrected, but not accelerated",
        "(1 - acceleration * moved)",
        "1",
    ),
    _LIMITS(
        "bca-without-bias",
        "accelerated, but not bias-corrected",
        "bias = float(ndtri(below))",
        "bias = 0.0",
    ),
    _LIMITS(
        "boot-quantile-of-b",
        "quantiles of B values at B p for (B + 1) p",
        "(len(ordered) + 1) * float(end)",
        "len(ordered) * float(end)",
    ),
    _LIMITS(
        "boot-quantile-straight",
        "a straight line between two values for their normal scores",
        "(float(ndtri(end)) - left) / (right - left)",
        "(place - below)",
    ),
    _LIMITS(
        "boot-basic-not-reflected",
        "percentiles for the basic interval",
        "ConfidenceInterval(2 * original - high, 2 * original - low)",
        "ConfidenceInterval(low, high)",
    ),
    _LIMITS(
        "boot-normal-with-bias",
        "the bias left in the normal interval",
        "ConfidenceInterval(original - bias - half_width, original - bias + half_width)",
        "ConfidenceInterval(original - half_width, original + half_width)",
    ),
    _LIMITS("boot-se-of-b", "B for B - 1 in the standard error", "values.std(ddof=1)", "values.std(ddof=0)"),
    _INFLUENCE(
        "bca-strata-of-one-size",
        "influence values without the sizes of the strata",
        "return slopes * sizes[of_row] if",
        "return slopes if",
    ),
    _INFLUENCE(
        "bca-jackknife-sign",
        "leaving a row out taken the wrong way round",
        "(original - without)",
        "(without - original)",
        study="strata",
        drawn=Drawn(40, 0),
    ),
    _TABLES(
        "tables-below-the-mean",
        "the counts of a cell gone through from the one below the mean",
        "int(row * (column / left) + 0.5)",
        "int(row * (column / left))",
    ),
    _TABLES(
        "tables-down-first",
        "the counts of a cell gone through downwards only after those upwards",
        "            ways_down = below * (others + below)\n",
        "            ways_down = 0 if ways_up else below * (others + below)\n",
    ),
    _SIMULATED(
        "simulated-k-of-b",
        "k / B for (1 + k) / (B + 1)",
        "(1 + int((extremeness(drawn) >= least).sum())) / (resamples + 1)",
        "int((extremeness(drawn) >= least).sum()) / resamples",
    ),
    _SIMULATED(
        "simulated-ties-dropped",
        "tables as extreme as the observed one are not counted",
        "least = observed - SLACK * abs(observed)",
        "least = observed + SLACK * abs(observed)",
    ),
    _CURVE_LIMITS(
        "limits-one-sided",
        "a one-sided level for a two-sided interval",
        "ndtri((level + 1) / 2)",
        "ndtri(level)",
    ),
    _CURVE_LIMITS(
        "limits-sides-swapped",
        "the spread above the mean for that below it",
        "return corrected - z * above, corrected + z * below",
        "return corrected - z * below, corrected + z * above",
    ),
    _CURVE_LIMITS(
        "limits-of-one-error",
        "the error on the patients that a model is tried on counted once",
        "SHARE_OF_TEST = 1.25",
        "SHARE_OF_TEST = 1.0",
    ),
    _CURVE_LIMITS(
        "limits-n-of-side",
        "n for n - 1 on either side of the mean",
        "/ (side.sum(axis=0) - 1.0)",
        "/ side.sum(axis=0)",
    ),
    _INDEX_LIMITS(
        "limits-of-apparent-indexes",
        "limits about the apparent indexes",
        "spread.limits(found.apparent - taken_off, level)",
        "spread.limits(found.apparent, level)",
    ),
)
