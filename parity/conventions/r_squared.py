"""R squared of a logistic model: which of the many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parity.conventions.convention import Convention, Options
from parity.statistics.regression.r_squared import r_squared


def _by_likelihood(name: str) -> Callable[[Any, Options], Mapping[str, float]]:
    def numbers(sample: Any, options: Options) -> Mapping[str, float]:
        of = sample.fitted_on
        return {"R²": getattr(r_squared(of.outcome, of.predictors, sample.formula), name)}

    return numbers


def _tjur(sample: Any, options: Options) -> Mapping[str, float]:
    of = sample.fitted_on
    return {"R²": float(of.risk[of.outcome == 1].mean() - of.risk[of.outcome == 0].mean())}


def _efron(sample: Any, options: Options) -> Mapping[str, float]:
    of = sample.fitted_on
    return {"R²": float(1 - ((of.outcome - of.risk) ** 2).sum() / ((of.outcome - of.outcome.mean()) ** 2).sum())}


CONVENTIONS = (
    Convention("Nagelkerke", "R: rms::lrm; SPSS; SAS (max-rescaled)", _by_likelihood("nagelkerke")),
    Convention("Cox and Snell", "SPSS; SAS (RSquare)", _by_likelihood("cox_snell")),
    Convention("McFadden", "Stata (pseudo R2); statsmodels", _by_likelihood("mcfadden")),
    Convention("Tjur, the discrimination slope", "R: performance::r2_tjur", _tjur),
    Convention("Efron", "sums of squares of the risks", _efron),
)
