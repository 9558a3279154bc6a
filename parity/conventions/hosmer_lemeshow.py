"""The Hosmer-Lemeshow test: how patients are put into groups, and the degrees of freedom."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from parity.conventions.convention import Convention, Options
from parity.statistics.calibration.hosmer_lemeshow import hosmer_lemeshow
from parity.statistics.calibration.hosmer_lemeshow_groupings import hosmer_lemeshow_groupings
from parity.statistics.once import once
from parity.statistics.upper_tail import upper_tail

_UNCONFIRMED = "SPSS's manual says deciles of risk, and no more"
_RULES: Mapping[str, tuple[str, str, str]] = {
    "quantiles_type_7": ("quantiles of type 7", "R: ResourceSelection::hoslem.test, generalhoslem::logitgof", ""),
    "quantiles_type_6": ("quantiles of type 6", "quantiles as SPSS and Minitab have them", ""),
    "quantiles_type_2": ("quantiles of type 2", "quantiles as SAS (PCTLDEF=5) and Stata (xtile) have them", ""),
    "ranks": ("equal groups by rank, ties by row", "code of one's own: ceiling(rank · g / n)", ""),
    "ntile": ("equal groups by rank, the first larger", "R: dplyr::ntile", ""),
    "cut2": ("equal groups, ties together", "R: Hmisc::cut2, PredictABEL::plotCalibration", ""),
    "equal_width": ("equal widths of the range", "R: cut(p, g); MKmisc's and DescTools's H", ""),
    "fixed_tenths": ("fixed risks 1/g, 2/g, …", "Stata: hl, q(); R: lumen's H, ebrahim.gof", ""),
    "sas_logistic": ("SAS's blocks of equal risk", "SAS PROC LOGISTIC (LACKFIT), by its manual", ""),
    "sas_hplogistic": ("SAS's blocks in 2000 bins", "SAS PROC HPLOGISTIC, by its manual", ""),
    "spss": ("blocks of equal risk, at most g", "SPSS LOGISTIC REGRESSION", _UNCONFIRMED),
}


@once
def _tested(outcome: Any, risk: Any, groups: int) -> Mapping[str, tuple[float, int]]:
    """By rule: the statistic, and the groups with patients in them."""
    others = hosmer_lemeshow_groupings(outcome, risk, groups)
    found = {name: getattr(others, name) for name in _RULES if name != "quantiles_type_7"}
    own = hosmer_lemeshow(outcome, risk, groups)
    return {
        "quantiles_type_7": (own.statistic, int((own.sizes > 0).sum())),
        **{name: (test.statistic, test.groups) for name, test in found.items()},
    }


def _numbers(rule: str, df: Callable[[int, int], int]) -> Callable[[Any, Options], Mapping[str, float]]:
    def numbers(sample: Any, options: Options) -> Mapping[str, float]:
        statistic, filled = _tested(sample.outcome, sample.risk, options.groups)[rule]
        freedom = df(filled, options.groups)
        return {"χ²": statistic, "df": freedom, "p": upper_tail(freedom, statistic) if freedom > 0 else float("nan")}

    return numbers


_FREEDOM: tuple[tuple[str, Callable[[int, int], int]], ...] = (
    ("df = groups − 2", lambda filled, asked: filled - 2),
    ("df = groups − 1", lambda filled, asked: filled - 1),
    ("df = groups", lambda filled, asked: filled),
)


def _convention(rule: str, says: str, df: Callable[[int, int], int], by: str = "") -> Convention:
    name, followed_by, unconfirmed = _RULES[rule]
    return Convention(
        f"{name}; {says}",
        by or followed_by,
        _numbers(rule, df),
        unconfirmed,
        formula="Σ (O − E)²/(n p̄(1 − p̄)) over groups",
        source="Hosmer, Lemeshow 1980, doi:10.1080/03610928008827941",
    )


CONVENTIONS = (
    *(_convention(rule, says, df) for says, df in _FREEDOM for rule in _RULES),
    _convention(
        "equal_width",
        "df = groups − 2, empty ones counted",
        lambda filled, asked: asked - 2,
        "R: MKmisc::HLgof.test and DescTools::HosmerLemeshowTest, H",
    ),
)
"""Groups less 2 where the model was fitted on the patients, groups themselves or less 1 where it was not."""
