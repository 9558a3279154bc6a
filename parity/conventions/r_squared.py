"""R squared of a logistic model: which of the many."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parity.conventions.convention import Convention, Options
from parity.statistics.regression.logistic_regression import null_log_likelihood
from parity.statistics.regression.r_squared import r_squared


def _by_likelihood(name: str) -> Callable[[Any, Options], Mapping[str, float]]:
    def numbers(sample: Any, options: Options) -> Mapping[str, float]:
        of = sample.fitted_on
        return {"R²": getattr(r_squared(of.outcome, of.predictors, sample.formula), name)}

    return numbers


def _adjusted_by_predictors(sample: Any, options: Options) -> Mapping[str, float]:
    of = sample.fitted_on
    found = r_squared(of.outcome, of.predictors, sample.formula)
    return {"R²": found.mcfadden + (len(of.terms) - 1) / null_log_likelihood(of.outcome)}


def likelihood_ratio_over_n(sample: Any) -> tuple[float, float]:
    """The likelihood ratio per patient, and twice what the null log-likelihood lacks of 0 per patient."""
    of = sample.fitted_on
    null = -2 * null_log_likelihood(of.outcome) / len(of.outcome)
    return null * r_squared(of.outcome, of.predictors, sample.formula).mcfadden, null


def _aldrich_nelson(sample: Any, options: Options) -> Mapping[str, float]:
    ratio, _ = likelihood_ratio_over_n(sample)
    return {"R²": ratio / (ratio + 1)}


def _veall_zimmermann(sample: Any, options: Options) -> Mapping[str, float]:
    ratio, null = likelihood_ratio_over_n(sample)
    return {"R²": ratio / (ratio + 1) * (null + 1) / null}


def _mckelvey_zavoina_of_a_sample(sample: Any, options: Options) -> Mapping[str, float]:
    of = sample.fitted_on
    share, n = r_squared(of.outcome, of.predictors, sample.formula).mckelvey_zavoina, len(of.outcome)
    return {"R²": n * share / (n - 1 + share)}


def _tjur(sample: Any, options: Options) -> Mapping[str, float]:
    of = sample.fitted_on
    return {"R²": float(of.risk[of.outcome == 1].mean() - of.risk[of.outcome == 0].mean())}


def _efron(sample: Any, options: Options) -> Mapping[str, float]:
    of = sample.fitted_on
    return {"R²": float(1 - ((of.outcome - of.risk) ** 2).sum() / ((of.outcome - of.outcome.mean()) ** 2).sum())}


CONVENTIONS = (
    Convention(
        "Nagelkerke",
        "R: rms::lrm; SPSS; SAS (max-rescaled)",
        _by_likelihood("nagelkerke"),
        formula="Cox and Snell's over 1 − exp(2l₀/n)",
        source="Nagelkerke 1991, doi:10.1093/biomet/78.3.691",
    ),
    Convention(
        "Cox and Snell",
        "SPSS; SAS (RSquare)",
        _by_likelihood("cox_snell"),
        formula="1 − exp(2(l₀ − l)/n)",
        source="Cox, Snell 1989, The Analysis of Binary Data, ISBN 978-0-412-30620-9, p. 208",
    ),
    Convention(
        "McFadden",
        "Stata (pseudo R2); Python: statsmodels",
        _by_likelihood("mcfadden"),
        formula="1 − l/l₀",
        source="McFadden 1974, in Zarembka, Frontiers in Econometrics, 105-142",
    ),
    Convention(
        "McFadden, adjusted",
        "R: DescTools::PseudoR2 (McFaddenAdj); Stata: fitstat",
        _by_likelihood("mcfadden_adjusted"),
        formula="1 − (l − p)/l₀, p coefficients with the intercept",
        source="Ben-Akiva, Lerman 1985, Discrete Choice Analysis, ISBN 978-0-262-02217-0, p. 167; fitstat 1.9.0",
    ),
    Convention(
        "McFadden, adjusted, the intercept not counted",
        "code of one's own: predictors as k",
        _adjusted_by_predictors,
        formula="1 − (l − p + 1)/l₀",
    ),
    Convention(
        "McKelvey and Zavoina",
        "R: performance::r2_mckelvey, blorr, DescTools::PseudoR2",
        _by_likelihood("mckelvey_zavoina"),
        formula="var(η)/(var(η) + π²/3), var over n",
        source="McKelvey, Zavoina 1975, doi:10.1080/0022250X.1975.9989847",
    ),
    Convention(
        "McKelvey and Zavoina, the variance over n − 1",
        "Stata: fitstat",
        _mckelvey_zavoina_of_a_sample,
        formula="var(η)/(var(η) + π²/3), var over n − 1",
        source="Long, Freese 2000, fitstat, Statistical Software Components S407201, version 1.9.0",
    ),
    Convention(
        "Tjur, the discrimination slope",
        "R: performance::r2_tjur",
        _tjur,
        formula="mean risk of those with the event less that of the others",
        source="Tjur 2009, doi:10.1198/tast.2009.08210",
    ),
    Convention(
        "Efron",
        "R: DescTools::PseudoR2; sums of squares of the risks",
        _efron,
        formula="1 − Σ(y − p)²/Σ(y − mean)²",
        source="Efron 1978, Journal of the American Statistical Association 73, 113-121",
    ),
    Convention(
        "Aldrich and Nelson",
        "R: DescTools::PseudoR2",
        _aldrich_nelson,
        formula="LR/(LR + n), LR = 2(l − l₀)",
        source="Aldrich, Nelson 1984, Linear Probability, Logit, and Probit Models, Sage",
    ),
    Convention(
        "Veall and Zimmermann",
        "R: DescTools::PseudoR2",
        _veall_zimmermann,
        formula="Aldrich and Nelson's over its largest value, −2l₀/(n − 2l₀)",
        source="Veall, Zimmermann 1992, Quality and Quantity 26, 151-164",
    ),
)
