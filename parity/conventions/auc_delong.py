"""The interval of an area under the ROC curve: whose standard error, and on which scale."""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from scipy.special import betaincinv, expit, logit, ndtr, ndtri

from parity.conventions.convention import Convention, Options
from parity.statistics.discrimination.auc_bca import auc_bca
from parity.statistics.discrimination.auc_bootstrap import AucBootstrap, auc_bootstrap
from parity.statistics.discrimination.auc_delong import auc_delong
from parity.statistics.once import once

Interval = Callable[[float, float, float], tuple[float, float]]


def _plain(area: float, error: float, z: float) -> tuple[float, float]:
    return area - z * error, area + z * error


def _clipped(area: float, error: float, z: float) -> tuple[float, float]:
    return max(area - z * error, 0.0), min(area + z * error, 1.0)


def _on_logit(area: float, error: float, z: float) -> tuple[float, float]:
    if not 0 < area < 1:
        return math.nan, math.nan
    half = z * error / (area * (1 - area))
    return float(expit(logit(area) - half)), float(expit(logit(area) + half))


def delong(area: float, cases: int, controls: int, sample: Any) -> float:
    variance = auc_delong(sample.outcome, sample.risk, sample.level).variance
    return math.nan if variance is None else math.sqrt(variance)


def hanley_mcneil(area: float, cases: int, controls: int, sample: Any) -> float:
    """Hanley, McNeil (1982), doi:10.1148/radiology.143.1.7063747: for exponential scores."""
    both_cases, both_controls = area / (2 - area), 2 * area**2 / (1 + area)
    beyond = (cases - 1) * (both_cases - area**2) + (controls - 1) * (both_controls - area**2)
    return math.sqrt((area * (1 - area) + beyond) / (cases * controls))


def hanley_mcneil_counted(area: float, cases: int, controls: int, sample: Any) -> float:
    """The same paper's, for any scores: how often two cases beat a control and a case two controls, by counting."""
    risk, case = sample.risk, sample.outcome == 1
    places = np.unique(risk, return_inverse=True)[1]
    number = int(places.max()) + 1
    of_cases, of_controls = (np.bincount(places[some], minlength=number) for some in (case, ~case))
    above, below = cases - np.cumsum(of_cases), np.cumsum(of_controls) - of_controls
    both_cases = float((of_controls * (above**2 + above * of_cases + of_cases**2 / 3)).sum()) / (
        controls * cases**2
    )
    both_controls = float((of_cases * (below**2 + below * of_controls + of_controls**2 / 3)).sum())
    both_controls /= cases * controls**2
    beyond = (cases - 1) * (both_cases - area**2) + (controls - 1) * (both_controls - area**2)
    return math.sqrt(max(area * (1 - area) + beyond, 0.0) / (cases * controls))


def without_discrimination(area: float, cases: int, controls: int, sample: Any) -> float:
    """Of an area of one half, without ties."""
    return math.sqrt((cases + controls + 1) / (12 * cases * controls))


def _against_half(sample: Any, options: Options) -> Mapping[str, float]:
    area = auc_delong(sample.outcome, sample.risk, sample.level).auc
    cases = int(sample.outcome.sum())
    error = without_discrimination(area, cases, len(sample.outcome) - cases, sample)
    return {"AUC": area, "SE": error, "p": _tails((area - 0.5) / error)}


def _tails(z: float) -> float:
    return 2 * float(ndtr(-abs(z)))


def _binomial(sample: Any, options: Options) -> Mapping[str, float]:
    area = auc_delong(sample.outcome, sample.risk, sample.level).auc
    n, tail = len(sample.outcome), (1 - sample.level) / 2
    won = area * n
    low = float(betaincinv(won, n - won + 1, tail)) if won > 0 else 0.0
    high = float(betaincinv(won + 1, n - won, 1 - tail)) if won < n else 1.0
    return {"AUC": area, "low": low, "high": high}


@once
def _resampled(outcome: Any, risk: Any, resamples: int, seed: int, level: float) -> AucBootstrap:
    return auc_bootstrap(outcome, risk, resamples, seed, level)


def _asked(options: Options) -> tuple[int, int]:
    if not options.resamples:
        raise ValueError("not asked: --resamples 2000 draws them")
    return options.resamples, options.seed


def _or_nan(limit: float | None) -> float:
    return math.nan if limit is None else limit


def _bootstrap(name: str) -> Callable[[Any, Options], Mapping[str, float]]:
    def numbers(sample: Any, options: Options) -> Mapping[str, float]:
        found = _resampled(sample.outcome, sample.risk, *_asked(options), sample.level)
        of = getattr(found, name)
        limits = {limit: _or_nan(getattr(of, limit)) for limit in ("low", "high", "median")}
        return {"AUC": found.auc, **limits}

    return numbers


def _bca(sample: Any, options: Options) -> Mapping[str, float]:
    found = auc_bca(sample.outcome, sample.risk, *_asked(options), sample.level)
    low, high = _or_nan(found.bca.low), _or_nan(found.bca.high)
    return {"AUC": found.original, "SE": found.standard_error, "low": low, "high": high}


def _numbers(error: Callable[..., float], interval: Interval) -> Callable[[Any, Options], Mapping[str, float]]:
    def numbers(sample: Any, options: Options) -> Mapping[str, float]:
        area = auc_delong(sample.outcome, sample.risk, sample.level).auc
        cases = int(sample.outcome.sum())
        found = error(area, cases, len(sample.outcome) - cases, sample)
        low, high = interval(area, found, float(ndtri(0.5 + sample.level / 2)))
        against_half = _tails((area - 0.5) / found) if found > 0 else math.nan
        return {"AUC": area, "SE": found, "low": low, "high": high, "p": against_half}

    return numbers


_DELONG = "DeLong, DeLong, Clarke-Pearson 1988, doi:10.2307/2531595"
_HANLEY = "Hanley, McNeil 1982, doi:10.1148/radiology.143.1.7063747"
_OF_DELONG = "variances of the placements over n − 1"
_OF_HANLEY = "√((A(1 − A) + (m − 1)(Q₁ − A²) + (n − 1)(Q₂ − A²))/(mn))"

CONVENTIONS = (
    Convention(
        "DeLong, cut at 0 and 1",
        "R: pROC::ci.auc",
        _numbers(delong, _clipped),
        formula=f"A ± z SE, SE by {_OF_DELONG}",
        source=_DELONG,
    ),
    Convention(
        "DeLong",
        "Stata: roctab; SAS PROC LOGISTIC; MedCalc's standard error",
        _numbers(delong, _plain),
        formula="the same, not cut",
        source=_DELONG,
    ),
    Convention(
        "DeLong, on the log odds of the AUC",
        "code of one's own; keeps the limits within 0 and 1",
        _numbers(delong, _on_logit),
        formula="logit A ± z SE/(A(1 − A))",
        source="Pepe 2003, The Statistical Evaluation of Medical Tests, section 5.2",
    ),
    Convention(
        "Hanley and McNeil 1982",
        "Stata: roctab, hanley; MedCalc's other choice; SPSS, bi-negative exponential",
        _numbers(hanley_mcneil, _plain),
        formula=f"A ± z SE, SE = {_OF_HANLEY}, Q₁ = A/(2 − A), Q₂ = 2A²/(1 + A)",
        source=_HANLEY,
    ),
    Convention(
        "Hanley and McNeil 1982, on the log odds",
        "code of one's own",
        _numbers(hanley_mcneil, _on_logit),
        formula="logit A ± z SE/(A(1 − A))",
        source=_HANLEY,
    ),
    Convention(
        "Hanley and McNeil 1982, Q₁ and Q₂ counted",
        "SPSS's ROC, nonparametric",
        _numbers(hanley_mcneil_counted, _plain),
        "SPSS's algorithms were not at hand",
        formula=f"SE = {_OF_HANLEY}, Q₁ and Q₂ from the patients",
        source=_HANLEY,
    ),
    Convention(
        "without discrimination",
        "SPSS's Asymptotic Sig. of its ROC; Mann and Whitney's test without ties",
        _against_half,
        "SPSS's algorithms were not at hand",
        formula="SE = √((N + 1)/(12mn)), z = (A − ½)/SE",
        source=_HANLEY,
    ),
    Convention(
        "binomial, exact",
        "MedCalc's interval",
        _binomial,
        "MedCalc's manual has no formula",
        formula="Clopper and Pearson's of A·N among N patients",
        source="Clopper, Pearson 1934, doi:10.1093/biomet/26.4.404",
    ),
    Convention(
        "bootstrap, cases and controls apart",
        'R: pROC::ci.auc(method = "bootstrap")',
        _bootstrap("stratified"),
        formula="quantiles of type 7 of the resampled areas",
        source="Carpenter, Bithell 2000, doi:10.1002/(SICI)1097-0258(20000515)19:9<1141::AID-SIM479>3.0.CO;2-F",
    ),
    Convention(
        "bootstrap, all patients together",
        "R: pROC::ci.auc(boot.stratified = FALSE); code of one's own",
        _bootstrap("plain"),
        formula="the same, of resamples of all patients",
        source="Carpenter, Bithell 2000, doi:10.1002/(SICI)1097-0258(20000515)19:9<1141::AID-SIM479>3.0.CO;2-F",
    ),
    Convention(
        "bootstrap, BCa",
        'R: boot::boot.ci(type = "bca"); MedCalc',
        _bca,
        "of MedCalc: its manual was not looked up",
        formula="bias-corrected and accelerated",
        source="Efron 1987, doi:10.2307/2289144",
    ),
)
