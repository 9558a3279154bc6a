"""Verifications made by hand: small checks, fixed answers, no R."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from parity.check import Check, Citation, Deviation, LibraryCall, RCall, closed_form, exact, iterative
from parity.cohort import Cohort, Study
from parity.compare import Outcome, compare, worst
from parity.fields import along, flatten, labels
from parity.interval import ConfidenceInterval
from parity.modes import Mode
from parity.reference import Condition, Provenance, Reference, Unanswered
from parity.verify import Statistic, Verification

HOSTILE = '<script>alert(1)</script>"; system("touch pwned") & $x_1$'


@dataclass(frozen=True, slots=True)
class Area:
    """An area.

    Attributes
    ----------
    area : float
        P(case above control), in [0, 1].
    pairs : int
        Pairs of a case and a control.
    interval : ConfidenceInterval
        Around the area.
    """

    area: float
    pairs: int
    interval: ConfidenceInterval


def area(outcome: np.ndarray, risk: np.ndarray) -> Area:
    """Area under the curve, of a case at hand.

    Parameters
    ----------
    outcome : (n,) int array
        1 case, 0 control.
    risk : (n,) float array
        Finite.

    Notes
    -----
    The mean of :math:`\\frac1n \\sum_j \\psi(X_i, Y_j)`, as ``pROC::auc`` has it.

    References
    ----------
    Nobody (2000), doi:10.1000/1.
    """
    raise NotImplementedError


@dataclass(frozen=True, slots=True)
class Slopes:
    """Coefficients.

    Attributes
    ----------
    coefficients : (p,) float array
        Log odds ratios.
    rule : str
        Which rule was used.
    """

    terms: tuple[str, ...] = labels()
    coefficients: np.ndarray = along("terms")
    rule: str = ""


def slopes(outcome: np.ndarray) -> Slopes:
    """Slopes by maximum likelihood."""
    raise NotImplementedError


area.__module__ = "parity.statistics.discrimination.area"
slopes.__module__ = "parity.statistics.regression.slopes"

CITATION = Citation("Nobody. A Journal 1 (2000) 1-2.", "10.1000/1")

AREA = Check(
    stem="area",
    title="Area under the curve",
    compute=area,
    result=Area,
    inputs=lambda sample: {},
    references=(
        RCall("pROC", "auc", conditions={"perfect": "perfect_separation"}, note="levels fixed"),
        RCall(
            "rms",
            "val.prob",
            fields=("area",),
            deviations=(Deviation(("area",), "rms < 7.0", "val.prob bins the risks before it counts pairs"),),
        ),
    ),
    tolerances={
        "area": closed_form("a count of pairs in another order"),
        "pairs": exact("a count"),
        "interval.low": iterative(1e-9, "a normal limit; the reason of the lower limit"),
        "interval.high": closed_form("a normal limit", atol=1e-12),
    },
    citations=(CITATION,),
)

SLOPES = Check(
    stem="slopes",
    title="Logistic regression",
    compute=slopes,
    result=Slopes,
    inputs=lambda sample: {},
    references=(
        RCall("rms", "lrm", tolerances={"coefficients": iterative(1e-6, "lrm stops early at its own tolerance")}),
        LibraryCall("statsmodels", "GLM", fields=("coefficients",)),
        RCall("rmda", "decision_curve", fields=("coefficients",)),
    ),
    tolerances={
        "coefficients": iterative(1e-9, "Newton's step below 1e-12 against glm's deviance rule at 1e-14"),
        "rule": exact("a name"),
    },
    citations=(CITATION,),
)


def study(name: str = "asah", predictors: tuple[str, ...] = ("age", "s100b"), *, validation: bool = False) -> Study:
    def cohort(called: str, n: int) -> Cohort:
        return Cohort(called, f"{n:064x}", np.arange(n) % 3 // 2, {}, dropped=2, file=f"{called}.csv")

    return Study(
        name, "Outcome after haemorrhage", "outcome", "Poor", predictors, cohort(name, 113), cohort(f"{name}-b", 60) if validation else None
    )


def reference(value: dict | None, package: str, version: str, *, live: bool = True, said: tuple[Condition, ...] = ()) -> Reference:
    environment = {"r": "4.2.2", "packages": {package: version}}
    return Reference(value, said, Provenance("live" if live else "recorded", version, environment, "2026-01-02T03:04:05Z"))


def statistic(check, result, answers, *, of: Study, role: str = "development", cautions=(), error: str | None = None) -> Statistic:
    """A statistic as `parity.verify` makes it, from a given result and given answers in the order of the check's references."""
    outcome = Outcome(None, (Condition("error", error),)) if error else Outcome(flatten(result), tuple(cautions))
    comparisons = tuple(compare(check, call, outcome, answer) for call, answer in zip(check.references, answers))
    cohort = of.development if role == "development" else of.validation
    verdict = worst([comparison.verdict for comparison in comparisons])
    return Statistic(of.name, cohort.name, role, check, outcome, result, comparisons, verdict, {"parity": 0.001, "rms": 0.2})


def verification(*statistics: Statistic, studies=None, mode: Mode = Mode.AUTO, bridge: str | None = "rpy2") -> Verification:
    environment = {
        "python": "3.11.2", "numpy": "1.24.2", "rpy2": "3.5.9", "r": "4.2.2", "platform": "Linux",
        "r_packages": {"rms": "6.5-0", "pROC": "1.18.0"}, "blas": "libblas.so.3", "locale": {"LC_COLLATE": "C"},
    }  # fmt: skip
    return Verification(
        mode, bridge, environment, "2026-11-23T10:15:02Z", "2026-11-23T10:15:04Z", tuple(studies or (study(),)), statistics
    )


LOW, HIGH = 0.7150234567891234, 0.9123456789012345
RESULT = Area(0.8141234567890123, 2952, ConfidenceInterval(LOW, HIGH))


def areas(*, proc: dict | None = None, rms: float = 0.8139999999999999, version: str = "6.5-0", live: bool = True) -> list[Reference]:
    """What pROC and rms say of `RESULT`; `proc` overrides a number of pROC's."""
    answer = {"area": RESULT.area, "pairs": 2952, "interval": {"low": LOW * (1 + 1e-12), "high": HIGH}}
    return [reference({**answer, **(proc or {})}, "pROC", "1.18.0", live=live), reference({"area": rms}, "rms", version, live=live)]


def slopes_of(terms: tuple[str, ...] = ("Intercept", "age", "s100b")) -> Slopes:
    return Slopes(terms, np.array([-3.3214567891234567, 0.03412345678912345, float("nan")]), "newton")


def slope_answers(terms: tuple[str, ...] = ("Intercept", "age", "s100b"), shift: float = 1e-8) -> list:
    values = dict(zip(terms, [-3.3214567891234567 * (1 + shift), 0.03412345678912345, float("nan")]))
    exactly = dict(zip(terms, slopes_of(terms).coefficients))
    return [
        reference({"coefficients": values, "rule": "newton"}, "rms", "6.5-0", live=False),
        reference({"coefficients": exactly}, "statsmodels", "0.13.5"),
        Unanswered("SKIPPED", "rmda is not installed, nothing recorded"),
    ]


def everything(predictors: tuple[str, ...] = ("age", "s100b")) -> Verification:
    """Each verdict that a person meets, on two cohorts."""
    of = study(predictors=predictors, validation=True)
    terms = ("Intercept", *predictors)
    return verification(
        statistic(SLOPES, slopes_of(terms), slope_answers(terms), of=of),
        statistic(AREA, RESULT, areas(), of=of, cautions=(Condition("warning", "few cases", None),)),
        statistic(AREA, RESULT, areas(proc={"area": 0.81, "pairs": 2950}), of=of, role="validation"),
        statistic(SLOPES, slopes_of(terms), [Unanswered("SKIPPED", "R is not there, nothing recorded")] * 3, of=of, role="validation"),
        studies=(of,),
    )
