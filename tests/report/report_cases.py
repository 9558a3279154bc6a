"""Verifications made by hand: small checks, fixed answers, no R."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from parity.answers.answer import Answer, Condition, Provenance, Unanswered
from parity.answers.modes import Mode
from parity.checks.vocabulary.verdict import Verdict
from parity.checks.vocabulary import (
    Bound,
    Check,
    Citation,
    Deviation,
    LibraryCall,
    RCall,
    RDrawing,
    closed_form,
    exact,
    iterative,
    linear_solve,
)
from parity.data.cohort import Cohort, Study
from parity.graphics.drawing.display import Clip, DisplayList, Polyline, Stroke, TextRun
from parity.graphics.painters.r_pdf import page_content
from parity.statistics.fields import along, fields_of, labels
from parity.statistics.interval import ConfidenceInterval
from parity.verification.compare import Outcome, compare, of_statistic
from parity.verification.inputs import Inputs
from parity.verification.setting import Role, Setting
from parity.verification.verification import Statistic, Verification

HOSTILE = '<script>alert(1)</script>"; system("touch pwned") & $x_1$, 100%s'


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


@dataclass(frozen=True, slots=True)
class Risks:
    """Predictions.

    Attributes
    ----------
    risk : (n,) float array
        In [0, 1].
    largest : float
    settled : (n,) bool array
        Whether it is one of the certain ones.
    """

    risk: np.ndarray
    largest: float
    settled: np.ndarray


def risks(wobble: np.ndarray) -> Risks:
    """The risk of each patient."""
    raise NotImplementedError


def rounding_of_risks(wobble: np.ndarray) -> Mapping[str, np.ndarray]:
    """How far rounding may move each risk.

    The longer story.
    """
    return {"risk": wobble}


@dataclass(frozen=True, slots=True)
class Page:
    """A page.

    Attributes
    ----------
    content : tuple of str
        Its lines.
    """

    content: tuple[str, ...]


def page(outcome: np.ndarray) -> Page:
    """A drawing."""
    raise NotImplementedError


CITATION = Citation("Nobody. A Journal 1 (2000) 1-2.", "10.1000/1")

AREA = Check(
    stem="area",
    group="discrimination",
    title="Area under the curve",
    compute=area,
    result=Area,
    references=(
        RCall("pROC", "auc", conditions={"perfect": "perfect_separation"}, note="levels fixed"),
        RCall(
            "rms",
            "val.prob",
            name="val_prob",
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
    group="regression",
    title="Logistic regression",
    compute=slopes,
    result=Slopes,
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

RISKS = Check(
    stem="risks",
    group="regression",
    title="Risk",
    compute=risks,
    result=Risks,
    references=(
        RCall("stats", "predict", fields=("risk", "largest")),
        RCall("rms", "Predict", fields=("risk", "largest")),
        RCall("rmda", "settle", fields=("settled",)),
    ),
    tolerances={
        "risk": linear_solve("a sum whose terms cancel", bound=Bound(rounding_of_risks, "risk")),
        "largest": exact("one of them"),
        "settled": exact("a rule"),
    },
    citations=(CITATION,),
)

PAGE = Check(
    stem="page",
    group="figures",
    title="Curve, the figure",
    compute=page,
    result=Page,
    references=(
        RDrawing("pROC", "plot.roc", name="curve", width=6.0, height=6.0),
        RDrawing("rms", "plot", width=6.0, height=6.0),
    ),
    tolerances={"content": exact("the same text")},
    citations=(CITATION,),
)

SILENT = Unanswered(Verdict.NOT_VERIFIED, "rmda is not installed, nothing recorded")
R_OF = {"pROC": "1.18.0", "rms": "6.5-0", "statsmodels": "0.13.5", "stats": "4.2.2", "rmda": "1.6"}


def cohort(name: str, n: int) -> Cohort:
    return Cohort(name, f"{n:064x}", np.arange(n) % 3 // 2, {}, dropped=2, file=f"{name}.csv")


def study(name: str = "asah", predictors: tuple[str, ...] = ("age", "s100b"), *, validation: bool = False) -> Study:
    others = (cohort(f"{name}-b", 60),) if validation else ()
    title = "Outcome after haemorrhage"
    return Study(name, title, "outcome", "Poor", predictors, cohort(name, 113), others)


def answer(
    value: Mapping[str, Any] | None,
    package: str,
    *,
    version: str = "",
    live: bool = True,
    r: str | None = "4.2.2",
    said: Iterable[Condition] = (),
) -> Answer:
    version = version or R_OF[package]
    environment = {"packages": {package: version}, **({"r": r} if r else {})}
    made = Provenance("live" if live else "recorded", version, environment, "2026-01-02T03:04:05Z")
    return Answer(value, tuple(said), made)


def statistic(
    check: Check,
    result: Any,
    answers: Sequence[Answer | Unanswered | list[Answer | Unanswered]],
    *,
    of: Study | None = None,
    validation: int | None = None,
    cautions: Iterable[Condition] = (),
    error: str | None = None,
    inputs: Mapping[str, Any] | None = None,
    **beyond: Any,
) -> Statistic:
    """A statistic as `parity.verification.ask` makes it: a result and answers in the order of the check's references,
    a list where one has several.

    `validation` is the number of the validation cohort; `beyond` is what a setting looks at: a subgroup, a predictor …
    """
    of = study() if of is None else of
    role = Role.DEVELOPMENT if validation is None else Role.VALIDATION
    where = of.development if validation is None else of.validations[validation]
    outcome = Outcome(None, (Condition("error", error),)) if error else Outcome(fields_of(result), tuple(cautions))
    made = Inputs(inputs or {})
    asked = zip(check.references, (given if isinstance(given, list) else [given] for given in answers))
    comparisons = tuple(compare(check, call, outcome, one, made) for call, given in asked for one in given)
    setting, seconds = Setting(of.name, where.name, role, **beyond), {"parity": 0.001, "rms/val_prob": 0.2}
    return Statistic(setting, check, outcome, result, comparisons, of_statistic(comparisons), seconds)


def verification(
    *statistics: Statistic, studies: Iterable[Study] | None = None, mode: Mode = Mode.AUTO, bridge: str | None = "rpy2"
) -> Verification:
    environment = {
        "python": "3.11.2", "numpy": "1.24.2", "rpy2": "3.5.9", "r": "4.2.2", "platform": "Linux",
        "r_packages": {"rms": "6.5-0", "pROC": "1.18.0"}, "blas": "libblas.so.3", "locale": {"LC_COLLATE": "C"},
    }  # fmt: skip
    chosen = (study(),) if studies is None else tuple(studies)
    return Verification(mode, bridge, environment, "2026-11-23T10:15:02Z", "2026-11-23T10:15:04Z", chosen, statistics)


LOW, HIGH = 0.7150234567891234, 0.9123456789012345
RESULT = Area(0.8141234567890123, 2952, ConfidenceInterval(LOW, HIGH))


def areas(
    *,
    proc: Mapping[str, Any] | None = None,
    rms: float = 0.8139999999999999,
    version: str = "6.5-0",
    live: bool = True,
) -> list[Answer]:
    """What pROC and rms say of `RESULT`; `proc` overrides a number of pROC's."""
    said = {"area": RESULT.area, "pairs": 2952, "interval": {"low": LOW * (1 + 1e-12), "high": HIGH}}
    of_rms = answer({"area": rms}, "rms", version=version, live=live)
    return [answer({**said, **(proc or {})}, "pROC", live=live), of_rms]


def slopes_of(terms: tuple[str, ...] = ("Intercept", "age", "s100b")) -> Slopes:
    return Slopes(terms, np.array([-3.3214567891234567, 0.03412345678912345, float("nan")]), "newton")


def slope_answers(
    terms: tuple[str, ...] = ("Intercept", "age", "s100b"), shift: float = 1e-8
) -> list[Answer | Unanswered]:
    values = dict(zip(terms, [-3.3214567891234567 * (1 + shift), 0.03412345678912345, float("nan")]))
    exactly = dict(zip(terms, slopes_of(terms).coefficients))
    return [
        answer({"coefficients": values, "rule": "newton"}, "rms", live=False),
        answer({"coefficients": exactly}, "statsmodels", r=None),
        SILENT,
    ]


def capped() -> Statistic:
    """One risk of three is beyond its tolerance, within its bound, and that above the cap; nobody answers `settled`."""
    ours = Risks(np.array([0.25, 0.5, 0.75]), 0.75, np.array([True, False, True]))
    near = {"risk": [0.25, 0.5 * (1 + 1e-8), 0.75], "largest": 0.75}
    given = [answer(near, "stats"), answer(near, "rms"), SILENT]
    return statistic(RISKS, ours, given, inputs={"wobble": np.full(3, 1e-3)})


def beside_a_stale_record() -> Verification:
    """Both references answer live, and the first's record is stale."""
    of_proc, of_rms = areas()
    reason = "the R script changed since the answer was recorded"
    return verification(statistic(AREA, RESULT, [[of_proc, Unanswered(Verdict.STALE, reason)], of_rms]))


def drawn(points: int = 5) -> tuple[str, ...]:
    """The lines of a page with one curve."""
    across = np.linspace(60, 360, points)
    curve = Polyline(np.c_[across, across**2 / 360], Stroke())
    things = (Clip(0, 0, 432, 432), curve, TextRun((200, 20), "x", 12))
    return tuple(page_content(DisplayList(432, 432, 72, True, (things,))).splitlines())


def everything(predictors: tuple[str, ...] = ("age", "s100b")) -> Verification:
    """Each verdict that a person meets, on two cohorts."""
    of = study(predictors=predictors, validation=True)
    terms = ("Intercept", *predictors)
    nobody = [Unanswered(Verdict.NOT_VERIFIED, "R is not there, nothing recorded")] * 3
    return verification(
        statistic(SLOPES, slopes_of(terms), slope_answers(terms), of=of),
        statistic(AREA, RESULT, areas(), of=of, cautions=(Condition("warning", "few cases", None),)),
        statistic(AREA, RESULT, areas(proc={"area": 0.81, "pairs": 2950}), of=of, validation=0),
        statistic(SLOPES, slopes_of(terms), nobody, of=of, validation=0),
        studies=(of,),
    )
