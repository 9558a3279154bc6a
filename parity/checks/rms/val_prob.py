"""What ``rms::val.prob`` does instead of the definitions: where it stops, and which numbers it then gives."""

from __future__ import annotations

import enum
import functools
import math
import warnings
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

import numpy as np
from scipy.special import logit

from parity.checks.rms.lrm_fit import (
    BEFORE_7,
    FROM_7,
    Stop,
    bins,
    deviance_before_7,
    deviance_from_7,
    gives_up,
    is_singular_before_7,
    line_before_7,
    line_from_7,
)
from parity.checks.vocabulary import BothStop, Deviation, RCall
from parity.checks.vocabulary.tolerance import Function
from parity.statistics.calibration.calibration_curve import calibration_curve
from parity.statistics.calibration.calibration_line import calibration_line
from parity.statistics.calibration.recalibration import (
    are_equal,
    deviance_of_prevalence,
    deviance_of_risks,
    with_logit,
)
from parity.statistics.calibration.spiegelhalter_test import spiegelhalter_test
from parity.statistics.discrimination.concordance import concordance, concordance_of_scores
from parity.statistics.once import once
from parity.statistics.overall.brier_score import brier_score
from parity.statistics.overall.quality_indexes import QualityIndexes, of_chi_squares, quality_indexes
from parity.statistics.upper_tail import upper_tail

DELETED = r"deleted from logistic calibration due to probs"
"""Its warning of risks of exactly 0 or 1."""


def all_equal(risk: np.ndarray) -> bool:
    """Whether all risks are equal."""
    return bool(risk.min() == risk.max())


def all_certain(risk: np.ndarray) -> bool:
    """Whether every risk is exactly 0 or 1."""
    return not with_logit(risk).any()


def fewer_than_three(risk: np.ndarray) -> bool:
    """Whether fewer than three patients have a risk within 0 and 1."""
    return int(np.count_nonzero(with_logit(risk))) < 3


def one_outcome(outcome: np.ndarray, risk: np.ndarray) -> bool:
    """Whether the patients with a risk within 0 and 1 have one outcome only."""
    return len(np.unique(outcome[with_logit(risk)])) == 1


def singular_before_7(outcome: np.ndarray, risk: np.ndarray) -> bool:
    """Whether ``lrm.fit`` of rms before 7 takes the information of the line for singular."""
    within = with_logit(risk)
    return is_singular_before_7(outcome[within], _log_odds(risk[within]))


def gives_up_from_7(outcome: np.ndarray, risk: np.ndarray) -> bool:
    """Whether ``lrm.fit`` of rms from 7 on gives up on the line."""
    within = with_logit(risk)
    return gives_up(outcome[within], _log_odds(risk[within]))


STOPS = (
    Deviation(
        (),
        BEFORE_7,
        "it stops as a whole where the log odds of the risks spread too little beside their mean for lrm.fit, or do so "
        "with the weights of a line that separates",
        where_it_stops="apparently singular matrix",
        when=singular_before_7,
    ),
    Deviation(
        (),
        FROM_7,
        "it stops as a whole where lrm.fit gives up: where the log odds of the risks spread too little beside their "
        "mean, or the line has no maximum",
        where_it_stops=r"'names' attribute \[18\] must be the same length as the vector",
        when=gives_up_from_7,
    ),
    Deviation(
        (),
        "rms",
        "it stops as a whole where fewer than three patients have risks within 0 and 1",
        where_it_stops="must have >=3 non-missing",
        when=fewer_than_three,
    ),
    Deviation(
        (),
        "rms",
        "it stops as a whole where the patients with risks within 0 and 1 have one outcome only",
        where_it_stops=r"'names' attribute \[3\] must be the same length|NA/NaN/Inf in foreign function call",
        when=one_outcome,
    ),
)

NOTHING_TO_RECALIBRATE = "nothing to recalibrate"
"""With which we stop where every risk is exactly 0 or 1."""
BOTH_STOP = (BothStop(NOTHING_TO_RECALIBRATE, "must have >=3 non-missing", when=all_certain),)
WITHOUT_LOGITS = Deviation(
    (),
    "rms",
    "where all risks are exactly 0, or all exactly 1, it gives a line of nobody's log odds",
    where_we_stop=NOTHING_TO_RECALIBRATE,
    when=all_certain,
)

OF_ROUNDING = (
    "where the log odds of the risks are equal but for rounding errors, it gives the line of a system that is singular "
    "but for these, which is anybody's"
)


def hardly_differ(outcome: np.ndarray, risk: np.ndarray) -> bool:
    """Whether the risks within 0 and 1 have log odds that are equal but for rounding errors, and yet not all risks are
    the same: then lrm.fit goes on, and its line is one of rounding errors."""
    within = risk[with_logit(risk)]
    if len(within) == 0 or risk.min() == risk.max() or outcome.min() == outcome.max():
        return False
    return are_equal(logit(within))


MISNAMED = (
    "where all risks are equal, val.prob gives one value more than it has names, and from Emax on they are another's"
)
BINS = (
    "C and Dxy come from risks cut into 5000 bins, so that pairs closer than 0.0002 may count as tied, without risks "
    "of 0 or 1"
)
LOGITS = "C and Dxy are those of the risks that have a logit, without risks of 0 or 1"
LINE = "val.prob leaves lrm.fit at its defaults, which stops short of the maximum, and at some line where there is none"
INDEXES = (
    "val.prob leaves lrm.fit at its defaults, so that the line of U stops short of its maximum; before rms 7 lrm.fit "
    "holds log odds within 30 of 0 in D; U leaves out a patient without the event whose risk is exactly 1; and where "
    "all risks are equal D has no degree of freedom, and U one"
)
NO_P = "the p value of D is NA: lrm.fit has none for coefficients it was told to keep"


class Generation(enum.Enum):
    """Of val.prob, by the versions of rms that have it."""

    BEFORE_6_9 = "rms < 6.9-0"
    """C and Dxy of binned risks; the first ``lrm.fit``."""
    BEFORE_7 = "rms >= 6.9-0, < 7"
    """C and Dxy of the risks that have a logit; the first ``lrm.fit``."""
    FROM_7 = "rms >= 7"
    """C and Dxy of the risks that have a logit; ``lrm.fit`` written anew."""


@dataclass(frozen=True, slots=True)
class Indexes:
    """What val.prob prints of given risks, by the names of our own fields; NaN where it has nothing to give.

    Attributes
    ----------
    dxy, c : float
        Of the risks that have a logit, before rms 6.9-0 in bins of 0.0002.
    r2, d, d_chi_square, u, u_chi_square, u_p, q : float
        By the deviances of ``lrm.fit``.
    d_p : float or None
        None (NA) before rms 7, unless all risks are equal.
    brier : float
    intercept, slope : float
        Where ``lrm.fit`` leaves the calibration line.
    emax, e90, eavg : float
    z, p : float
        Of Spiegelhalter's test; where all risks are equal, the distance of the mean outcome from them, and z.
    """

    dxy: float
    c: float
    r2: float
    d: float
    d_chi_square: float
    d_p: float | None
    u: float
    u_chi_square: float
    u_p: float
    q: float
    brier: float
    intercept: float
    slope: float
    emax: float
    e90: float
    eavg: float
    z: float
    p: float


_NAMES = tuple(Indexes.__dataclass_fields__)


@once
def indexes(outcome: np.ndarray, risk: np.ndarray, generation: Generation) -> Indexes:
    """What val.prob prints; NaN throughout where it stops for want of three patients, or of both outcomes, with a
    logit.

    Parameters
    ----------
    outcome : (n,) int array
        1 event, 0 no event.
    risk : (n,) float array
        In [0, 1].
    generation : Generation
    """
    if risk.min() == risk.max():
        return _of_equal_risks(outcome, float(risk[0]))
    has_logit = with_logit(risk)
    happened, within = outcome[has_logit], risk[has_logit]
    if len(happened) < 3 or happened.min() == happened.max():
        return Indexes(**dict.fromkeys(_NAMES, math.nan))
    score = bins(within) if generation is Generation.BEFORE_6_9 else _log_odds(within)
    ranks = concordance_of_scores(happened, score)
    stop, quality = _by_lrm_fit(outcome, risk, generation)
    curve, test = calibration_curve(outcome, risk), spiegelhalter_test(outcome, risk)
    return Indexes(
        r2=quality.r2,
        d=quality.d,
        d_chi_square=quality.d_chi_square,
        d_p=quality.d_p if generation is Generation.FROM_7 else None,
        u=quality.u,
        u_chi_square=quality.u_chi_square,
        u_p=quality.u_p,
        q=quality.q,
        dxy=ranks.dxy,
        c=ranks.c,
        brier=_brier(outcome, risk),
        intercept=float(stop.line[0]),
        slope=float(stop.line[1]),
        emax=curve.emax,
        e90=curve.e90,
        eavg=curve.eavg,
        z=test.z,
        p=test.p,
    )


def deviations(
    cause: str, *fields: str, only: tuple[Generation, ...] = tuple(Generation), rounding: Function | None = None
) -> tuple[Deviation, ...]:
    """The documented deviations of val.prob in some fields, one for each generation, by `indexes`.

    Parameters
    ----------
    cause : str
    *fields : str
    only : tuple of Generation
    rounding : callable or None
        Of an outcome and its risks: what rounding may do to these fields. A number that is not another than the
        definition gives, but for a part of this, is left out: there val.prob does not deviate.
    """
    return tuple(Deviation(fields, one.value, cause, follows=follower(one, rounding)) for one in only)


@functools.cache
def follower(generation: Generation, rounding: Function | None = None) -> Callable[..., Mapping[str, float | None]]:
    """What val.prob of a generation gives where that is another number than the definition's, of an outcome and its
    risks."""

    def followed(outcome: np.ndarray, risk: np.ndarray) -> Mapping[str, float | None]:
        by_definition = _by_definition(outcome, risk)
        bounds = {} if rounding is None else rounding(outcome=outcome, risk=risk)
        found = asdict(indexes(outcome, risk, generation))
        return {
            name: value
            for name, value in found.items()
            if not _same(value, by_definition.get(name, math.nan), bounds.get(name, 0.0))
        }

    return followed


def asked(fields: tuple[str, ...] | dict[str, str], **others: Any) -> RCall:
    """The one question to val.prob, which serves several checks."""
    return RCall("rms", "val.prob", name="val_prob", fields=fields, sends=("outcome", "risk"), **others)


def _same(value: float | None, other: float, rounding: float) -> bool:
    """Whether what val.prob gives is the definition's number, but for less than the two may differ by; and what is no
    number is no deviation."""
    if value is None:
        return False
    if math.isnan(value) or value == other:
        return True
    if not (math.isfinite(value) and math.isfinite(other)):
        return False
    return abs(value - other) <= 1e-13 * abs(other) + 0.1 * (rounding if math.isfinite(rounding) else 0.0)


@once
def _by_definition(outcome: np.ndarray, risk: np.ndarray) -> dict[str, float]:
    """The numbers of `Indexes` by their definitions, as far as there are any."""
    found: dict[str, float] = {}
    computations: tuple[Callable[..., Any], ...] = (
        concordance,
        quality_indexes,
        brier_score,
        calibration_line,
        calibration_curve,
        spiegelhalter_test,
    )
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for compute in computations:
            try:
                result = compute(outcome, risk)
            except ValueError:
                continue
            found |= {name: getattr(result, name) for name in _NAMES if hasattr(result, name)}
    return found


def _of_equal_risks(outcome: np.ndarray, risk: float) -> Indexes:
    """Where all risks are equal there is no discrimination, D is -1/n, U has 1 degree of freedom, the line is the
    prevalence; and the last names are another's."""
    n, events = len(outcome), int(outcome.sum())
    u_chi_square = _deviance_of_one(n, events, risk) - deviance_of_prevalence(outcome)
    d, u = -1 / n, (u_chi_square - 1) / n
    prevalence = events / n
    distance = abs(risk - prevalence)
    with np.errstate(divide="ignore"):
        intercept = float(logit(prevalence))
    risks = np.full(n, risk)
    return Indexes(
        dxy=0.0,
        c=0.5,
        r2=0.0,
        d=d,
        d_chi_square=0.0,
        d_p=1.0,
        u=u,
        u_chi_square=u_chi_square,
        u_p=upper_tail(1, u_chi_square),
        q=d - u,
        brier=_brier(outcome, risks),
        intercept=intercept,
        slope=0.0,
        emax=0.0,
        e90=0.0,
        eavg=distance,
        z=distance,
        p=spiegelhalter_test(outcome, risks).z,
    )


def _deviance_of_one(n: int, events: int, risk: float) -> float:
    """Deviance of one risk for everybody, but for what is no number where it is exactly 0 or 1."""
    if risk == 0:
        return math.inf if events else 0.0
    if risk == 1:
        return 0.0
    return -2 * (events * math.log(risk) + (n - events) * math.log1p(-risk))


def _log_odds(risk: np.ndarray) -> np.ndarray:
    """In the form of R's ``qlogis``: which of two risks that hardly differ are tied depends on it."""
    return np.asarray(np.log(risk / (1 - risk)))


def _brier(outcome: np.ndarray, risk: np.ndarray) -> float:
    return float(((outcome - risk) ** 2).mean())


@once
def _by_lrm_fit(outcome: np.ndarray, risk: np.ndarray, generation: Generation) -> tuple[Stop, QualityIndexes]:
    """The calibration line where ``lrm.fit`` leaves it, and the indexes by its deviances: D by that of the predictions,
    U by that of the line where it stops."""
    has_logit = with_logit(risk)
    happened, within = outcome[has_logit], risk[has_logit]
    log_odds = _log_odds(within)
    new = generation is Generation.FROM_7
    stop = (line_from_7 if new else line_before_7)(happened, log_odds)
    of_prevalence = deviance_of_prevalence(happened)
    of_predictions = (deviance_from_7 if new else deviance_before_7)(happened, log_odds)
    impossible_event = bool(np.any((risk == 0) & (outcome == 1)))
    unreliable = math.inf if impossible_event else deviance_of_risks(happened, within) - stop.deviance
    return stop, of_chi_squares(len(happened), of_prevalence, of_prevalence - of_predictions, unreliable)
