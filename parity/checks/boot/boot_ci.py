"""boot::boot.ci, asked of one statistic: how its intervals are held, what it says, and where it has none."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from parity.checks.vocabulary import (
    Check,
    Citation,
    Deviation,
    RCall,
    Tolerance,
    Undefined,
    closed_form,
    linear_solve,
    special_function,
)
from parity.checks.vocabulary.tolerance import Function
from parity.statistics.bootstrap.resampled import Resampled, resampled

SAYS: Mapping[str, str] = {
    "extreme order statistics used as endpoints": "-",
    "estimated adjustment 'w' is infinite": "-",
    "estimated adjustment 'a' is NA": "-",
    "All values of t are equal to": "-",
}
"""Of an interval that there is not, or that ends at the first or the last of the values: what the limits say too."""

NOTE = (
    "set.seed(seed) stands before boot::boot(data, statistic, R = resamples); boot.ci(conf = level), of whose BCa "
    "interval the acceleration is that of empinf: by regression, from boot 1.3-32 on by the jackknife where there are "
    "fewer resamples than patients"
)

_KINDS = ("normal", "basic", "percentile")
_PLAIN = tuple(f"{of}.{end}" for of in _KINDS for end in ("low", "high"))

UNDEFINED = (
    Undefined(
        ("bca.low", "bca.high"),
        "there is no BCa interval: no value of the resamples is below the data's, or all are, or they do not tell how "
        "much each patient moves it",
    ),
    Undefined(
        _PLAIN,
        "the values of all resamples are the same",
    ),
)

CITATIONS = (
    Citation(
        "Davison, Hinkley. Bootstrap Methods and their Application. Cambridge University Press (1997), sections 2.1, "
        "2.7 and chapter 5.",
        "10.1017/CBO9780511802843",
    ),
    Citation("Efron. Journal of the American Statistical Association 82 (1987) 171-185.", "10.2307/2289144"),
)


def call(
    what: str, is_0: Function, by_regression: Function, sends: tuple[str, ...] | None = None, name: str = "bootstrap"
) -> RCall:
    """The question.

    Parameters
    ----------
    what : str
        Of what statistic, for the note.
    is_0 : callable
        Of the inputs: whether the statistic of every resample is exactly 0.
    by_regression : callable
        Of the inputs: the intervals with an acceleration by regression.
    sends : tuple of str or None
    name : str
        Of the script, by default that of any statistic.
    """
    of_zeros = Deviation(
        _PLAIN,
        "boot",
        "values that are all 0 it takes for values that vary, and gives intervals from 0 to 0: what it allows for "
        "rounding is a share of their mean",
        follows=lambda **inputs: dict.fromkeys(_KINDS, {"low": 0.0, "high": 0.0}),
        when=is_0,
    )
    return RCall(
        "boot",
        "boot.ci",
        name=name,
        sends=sends,
        conditions=SAYS,
        deviations=(of_zeros, _of_few(by_regression, fewer_than_patients)),
        note=f"{what}; {NOTE}",
    )


def _of_few(by_regression: Function, when: Function) -> Deviation:
    return Deviation(
        ("bca.low", "bca.high"),
        "boot < 1.3-32",
        "of fewer resamples than patients the acceleration is by regression too, which cannot be had where there are "
        "not more of them than patients without one a stratum",
        follows=by_regression,
        when=when,
    )


def fewer_than_patients(risk: np.ndarray, resamples: int) -> bool:
    """Whether there are fewer resamples than patients."""
    return resamples < len(risk)


def of_any_statistic(size: float, by_regression: Function, few: bool) -> Check:
    """What holds a person's own statistic.

    Parameters
    ----------
    size : float
        Of R's number: of it twelve digits must agree, also where a bias or a standard error is a small difference.
    by_regression : callable
        Of nothing: the BCa limits with an acceleration by regression.
    few : bool
        Whether there are fewer resamples than rows.
    """
    allowed = tolerances("two programs of one statistic", last=1e-12 * size)
    return Check(
        stem="bootstrap",
        group="bootstrap",
        title="Bootstrap",
        compute=resampled,
        result=Resampled,
        references=(
            RCall("boot", "boot.ci", name="bootstrap", deviations=(_of_few(by_regression, lambda: few),), note=NOTE),
        ),
        tolerances={**allowed, "replicates": allowed["original"]},
        citations=CITATIONS,
    )


def tolerances(original: str, last: float = 4e-15) -> dict[str, Tolerance]:
    """Of the fields of `BootIntervals`.

    Parameters
    ----------
    original : str
        Why the statistic itself may differ.
    last : float
        What its sums and differences lose: by default of numbers up to 1.
    """
    drawn = "of values whose resamples are drawn by R's own generator from the same seed"
    quantile = special_function(
        f"a quantile {drawn}: between two of them by their normal scores, at (B + 1)p of both programs, or twice the "
        "statistic less it",
        atol=last,
    )
    normal = special_function(f"mean and standard deviation {drawn}, times a normal quantile", atol=last)
    bca = linear_solve(
        f"a quantile {drawn}, at a share that is moved by their influence values: those are a regression on how often "
        "each patient is in each resample, here by an orthogonal decomposition and the shortest solution, there by glm "
        "without the first patient; their cubes enter by a sum that moves the share little",
        atol=last,
    )
    return {
        "original": closed_form(original, atol=last),
        "bias": closed_form(f"the mean {drawn}, less the statistic: both lose digits of their size", atol=last),
        "standard_error": closed_form(f"the standard deviation {drawn}", atol=last),
        **{f"normal.{end}": normal for end in ("low", "high")},
        **{f"{of}.{end}": quantile for of in ("basic", "percentile") for end in ("low", "high")},
        **{f"bca.{end}": bca for end in ("low", "high")},
    }
