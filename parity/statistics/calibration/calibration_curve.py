"""Smooth calibration curve, and how far it is from the predictions."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.check import Check, Citation, Deviation, RCall, Tolerance, exact, linear_solve
from parity.fields import explanation
from parity.sample import Sample
from parity.statistics.val_prob import DELETED, MISNAMED, STOPS


@dataclass(frozen=True, slots=True)
class CalibrationCurve:
    """Observed frequency as a smooth function of the predicted risk.

    Attributes
    ----------
    x : (n,) float array
        The predicted risks, ascending.
    smoothed : (n,) float array
        Lowess estimate of the frequency of the event at `x`; a line where the predictions are calibrated. It may leave [0, 1].
    emax, e90, eavg : float
        Largest, 90% quantile and mean of the absolute difference of `smoothed` and `x` over the patients; 0 is ideal.
    amplification : (n,) float array
        How many times a rounding error the error of `smoothed` may be; see `Lowess`.
    largest_amplification : float
    emax_of_equal_risks, e90_of_equal_risks : float
        0 where all risks are equal, NaN otherwise.
    """

    x: np.ndarray
    smoothed: np.ndarray
    emax: float
    e90: float
    eavg: float
    amplification: np.ndarray = explanation()
    largest_amplification: float = explanation()
    emax_of_equal_risks: float = explanation()
    e90_of_equal_risks: float = explanation()


def calibration_curve(outcome: np.ndarray, risk: np.ndarray) -> CalibrationCurve:
    """Nonparametric calibration curve by lowess, with Harrell's Emax, E90 and Eavg.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        Predicted risk in [0, 1].

    Returns
    -------
    CalibrationCurve

    Notes
    -----
    Equals ``lowess(risk, outcome, iter = 0)`` with R's default span of 2/3 and interpolation within 1% of the range, which is
    the curve that ``rms::val.prob`` draws, and val.prob's ``Emax``, ``E90`` (quantile of type 7) and ``Eavg`` of it. The
    robustness iterations are off: an outcome of 0 and 1 has no outliers.

    The lowess of statsmodels (0.13) is no third voice: it lacks R's rules for the nearest and the farthest points of a window
    (weights of 1 within a thousandth of its width and of 0 beyond 999 of them) and for the last stretch, which makes up to 4e-10 on
    the bundled cohorts and 1e-5 on others; and where equal risks fill a window it gives the outcome of one of these patients
    instead of their mean.

    References
    ----------
    Cleveland (1979), doi:10.1080/01621459.1979.10481038.  Harrell (2015), doi:10.1007/978-3-319-19425-7.
    """
    if len(risk) < 2 or not np.all((risk >= 0) & (risk <= 1)):
        raise ValueError("a calibration curve needs at least two risks, all between 0 and 1")
    order = np.argsort(risk, kind="stable")
    x = risk[order]
    curve = lowess(x, outcome[order])
    error = np.abs(curve.height - x)
    misnamed = 0.0 if x[0] == x[-1] else np.nan
    return CalibrationCurve(
        x=x,
        smoothed=curve.height,
        emax=float(error.max()),
        e90=float(np.quantile(error, 0.9)),
        eavg=float(error.mean()),
        amplification=curve.amplification,
        largest_amplification=float(curve.amplification.max()),
        emax_of_equal_risks=misnamed,
        e90_of_equal_risks=misnamed,
    )


@dataclass(frozen=True, slots=True)
class Lowess:
    """A smooth curve.

    Attributes
    ----------
    height : (n,) float array
        The estimate at each x.
    amplification : (n,) float array
        How many times a rounding error the error of an estimate may be. The weight of a point near the edge of a window is a small
        difference; the distances from a window's centre lose the digits that its points have in common; and both count the more, the
        farther outside the bulk of its points the estimate is made.
    """

    height: np.ndarray
    amplification: np.ndarray


def lowess(x: np.ndarray, y: np.ndarray, span: float = 2 / 3) -> Lowess:
    """Locally weighted regression without robustness iterations.

    Parameters
    ----------
    x : (n,) float array
        Ascending.
    y : (n,) float array
    span : float
        Share of the points that take part in each local regression, in (0, 1].

    Returns
    -------
    Lowess

    Notes
    -----
    At a position, h is the distance of the r-th nearest point, r the span times n; the points nearer than 0.999 h have weights
    :math:`(1 - (d/h)^3)^3`, 1 within 0.001 h, and the estimate is the height of their weighted least squares line, or their
    weighted mean where they spread, in standard deviations, no more than 0.001 of the range of x. Estimates are made at the
    smallest x and then each time at the last x within 1% of the range, the next one where there is none; between them they are
    interpolated.
    """
    distinct = np.unique(x)
    step = 0.01 * (distinct[-1] - distinct[0])
    at = [0]
    while at[-1] < len(distinct) - 1:
        last_within = int(np.searchsorted(distinct, distinct[at[-1]] + step, side="right")) - 1
        at.append(max(last_within, at[-1] + 1))
    nearest = max(2, min(len(x), int(span * len(x) + 1e-7)))
    flat = 0.001 * (distinct[-1] - distinct[0])
    positions = distinct[at]
    heights, amplifications = zip(*(_local_line(x, y, position, nearest, flat) for position in positions))
    return Lowess(np.interp(x, positions, heights), np.interp(x, positions, amplifications))


def _local_line(x: np.ndarray, y: np.ndarray, position: float, nearest: int, flat: float) -> tuple[float, float]:
    """Height at `position` of the line fitted to the `nearest` points, a mean where they spread no more than `flat`; amplification."""
    distance = np.abs(x - position)
    h = np.partition(distance, nearest - 1)[nearest - 1]
    near = distance <= 0.999 * h
    x, y, distance = x[near], y[near], distance[near]
    within = 1 - (distance / (h or 1.0)) ** 3
    weight = np.where(distance <= 0.001 * h, 1.0, within**3)
    weight = weight / weight.sum()
    edge = float(weight @ (1 / within))
    centre = weight @ x
    variance = weight @ (x - centre) ** 2
    if h == 0 or variance**0.5 <= flat:
        return float(weight @ y), edge
    slope = weight @ ((x - centre) * y) / variance
    outside = abs(position - centre) / variance**0.5
    amplification = (edge + abs(centre) / variance**0.5) * (1 + outside)
    return float(weight @ y + slope * (position - centre)), float(amplification)


def _inputs(sample: Sample) -> dict:
    return {"outcome": sample.outcome, "risk": sample.risk}


def _line(unit: str) -> Tolerance:
    reason = "a weighted least squares line: sums in another order, over weights and distances that are small differences themselves"
    return linear_solve(reason, rtol=1e-12, atol=1e-14, unit=(unit,))


CHECK = Check(
    stem="calibration_curve",
    title="Calibration curve, Emax, E90, Eavg",
    compute=calibration_curve,
    result=CalibrationCurve,
    inputs=_inputs,
    references=(
        RCall(
            "rms",
            "val.prob",
            fields=("emax", "e90", "eavg"),
            conditions={DELETED: "-"},
            deviations=(
                *STOPS,
                Deviation(("emax",), "rms", MISNAMED, explained_by="emax_of_equal_risks"),
                Deviation(("e90",), "rms", MISNAMED, explained_by="e90_of_equal_risks"),
            ),
        ),
        RCall("stats", "lowess", fields=("x", "smoothed")),
    ),
    tolerances={
        "x": exact("the predictions themselves, sorted"),
        "smoothed": _line("amplification"),
        "emax": _line("largest_amplification"),
        "e90": _line("largest_amplification"),
        "eavg": _line("largest_amplification"),
    },
    citations=(
        Citation("Cleveland. Journal of the American Statistical Association 74 (1979) 829-836.", "10.1080/01621459.1979.10481038"),
        Citation("Harrell. Regression Modeling Strategies, 2nd ed., Springer 2015.", "10.1007/978-3-319-19425-7"),
    ),
)
