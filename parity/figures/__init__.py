"""R's figures of a prediction study, drawn without R: ``figures.nomogram("rait").save("nomogram.pdf")``.

Each function takes a study (or the name or file of one) and the options of R's function under R's names, dots written as
underscores. The pages are R's: the same things at the same places, in a PDF page the same bytes. With ``engine="r"`` R itself draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parity.figures.by_r import RFigure
    from parity.figures.figure import Figure
    from parity.figures.studied import NomogramFigure

__all__ = ["calibration", "clinical_impact", "decision_curve", "nomogram", "panels", "performance", "roc", "subgroup_roc"]


def nomogram(
    of: Any, *, width: float = 8.0, height: float = 6.0, engine: str = "python", **options: Any
) -> NomogramFigure | RFigure:
    """The nomogram of a model, as ``plot(rms::nomogram(fit, fun = plogis, funlabel = "Risk"))``.

    Parameters
    ----------
    of : Study, str, path or parity.statistics.nomogram.axes.Nomogram
        A study, its name or file; or, for Python's engine, a nomogram.
    width, height : float
        In inches.
    engine : {"python", "r"}
        Who draws.
    **options
        Of ``rms::nomogram`` (`parity.statistics.nomogram.options.NomogramOptions`) and of ``plot.nomogram``
        (`parity.figures.geometry.nomogram.NomogramOptions`), such as ``fun_at=(0.1, 0.5, 0.9), cex_axis=0.7``.

    Returns
    -------
    NomogramFigure or RFigure
        ``read(patient)`` of the former gives a patient's points, total and risk.
    """
    if _by_r(engine):
        from parity.figures import by_r

        return by_r.nomogram(of, width, height, options)
    from parity.figures import studied

    return studied.nomogram(of, width, height, options)


def roc(
    of: Any,
    *,
    cohort: str = "development",
    print_auc: bool = True,
    print_thres: bool = False,
    width: float = 6.0,
    height: float = 6.0,
    engine: str = "python",
    **options: Any,
) -> Figure | RFigure:
    """The ROC curve of a model, as ``plot(pROC::roc(outcome, risk, ci = TRUE), print.auc = TRUE)``.

    Parameters
    ----------
    of : Study, str or path
        A study, its name or file.
    cohort : {"development", "validation"}
    print_auc, print_thres : bool
        Print the area with its DeLong interval; mark the cut-offs of the largest Youden index.
    width, height : float
        In inches.
    engine : {"python", "r"}
        Who draws.
    **options
        Of `parity.figures.geometry.roc.RocOptions`.
    """
    if _by_r(engine):
        from parity.figures import by_r

        return by_r.roc(of, cohort, width, height, {"print_auc": print_auc, "print_thres": print_thres, **options})
    from parity.figures import studied

    return studied.roc(of, cohort, print_auc, print_thres, width, height, options)


def decision_curve(
    of: Any,
    *,
    cohort: str = "development",
    standardize: bool = True,
    width: float = 7.0,
    height: float = 6.0,
    engine: str = "python",
    **options: Any,
) -> Figure | RFigure:
    """The decision curve of a model, without bands, as ``rmda::plot_decision_curve`` draws it.

    Parameters
    ----------
    of : Study, str or path
        A study, its name or file.
    cohort : {"development", "validation"}
    standardize : bool
        Divide net benefit by the prevalence.
    width, height : float
        In inches.
    engine : {"python", "r"}
        Who draws.
    **options
        Of `parity.figures.geometry.decision_curve.DecisionCurveOptions`.
    """
    if _by_r(engine):
        from parity.figures import by_r

        return by_r.decision_curve(of, cohort, width, height, {"standardize": standardize, **options})
    from parity.figures import studied

    return studied.decision_curve(of, cohort, standardize, width, height, options)


def clinical_impact(
    of: Any, *, cohort: str = "development", width: float = 7.0, height: float = 6.0, engine: str = "python", **options: Any
) -> Figure | RFigure:
    """How many of 1000 patients are at high risk, and how many of them have the event, as ``rmda::plot_clinical_impact`` draws it.

    Parameters
    ----------
    of : Study, str or path
        A study, its name or file.
    cohort : {"development", "validation"}
    width, height : float
        In inches.
    engine : {"python", "r"}
        Who draws.
    **options
        Of `parity.figures.geometry.clinical_impact.ClinicalImpactOptions`.
    """
    if _by_r(engine):
        from parity.figures import by_r

        return by_r.clinical_impact(of, cohort, width, height, options)
    from parity.figures import studied

    return studied.clinical_impact(of, cohort, width, height, options)


def calibration(
    of: Any, *, cohort: str = "development", width: float = 6.0, height: float = 6.0, engine: str = "python", **options: Any
) -> Figure | RFigure:
    """Calibration of a model, with its curves and indexes, as ``rms::val.prob(risk, outcome)`` draws it.

    Parameters
    ----------
    of : Study, str or path
        A study, its name or file.
    cohort : {"development", "validation"}
    width, height : float
        In inches.
    engine : {"python", "r"}
        Who draws.
    **options
        Of `parity.figures.geometry.calibration.ValidationOptions`.

    Notes
    -----
    C and Dxy are exact, as rms gives them from 6.9 on; before, it bins the risks, which shows in the third or fourth decimal.
    """
    if _by_r(engine):
        from parity.figures import by_r

        return by_r.calibration(of, cohort, width, height, options)
    from parity.figures import studied

    return studied.calibration(of, cohort, width, height, options)


def panels(
    drawings: Sequence[Figure], rows: int, columns: int, width: float, height: float, titles: Sequence[str] = ()
) -> Figure:
    """Several figures on one page, row by row, as R's ``par(mfrow = c(rows, columns))`` lays them out.

    Parameters
    ----------
    drawings : sequence of Figure
        Of one page each; their own sizes are not used.
    rows, columns : int
    width, height : float
        Of the page, in inches.
    titles : sequence of str
        Written above the figures; none, or one for each.
    """
    from parity.figures import layout

    return layout.panels(drawings, rows, columns, width, height, titles)


def subgroup_roc(of: Any, *, cohort: str = "development", width: float = 8.0, height: float = 8.0) -> Figure:
    """The ROC curve in each subgroup of a study, with its area and DeLong interval: a panel for each group.

    Parameters
    ----------
    of : Study, str or path
        A study, its name or file.
    cohort : {"development", "validation"}
    width, height : float
        Of the page, in inches.
    """
    from parity.figures import layout

    return layout.subgroup_roc(of, cohort, width, height)


def performance(of: Any, *, width: float | None = None, height: float = 12.0) -> Figure:
    """ROC curve, calibration and decision curve of a model, one below the other; a column for each cohort of the study.

    Parameters
    ----------
    of : Study, str or path
        A study, its name or file.
    width, height : float
        Of the page, in inches; by default 4 inches a column wide.
    """
    from parity.figures import layout

    return layout.performance(of, width, height)


def _by_r(engine: str) -> bool:
    if engine not in ("python", "r"):
        from parity.errors import InputError, quoted

        raise InputError(f"there is no engine {quoted(engine)}", step="it is 'python' or 'r'")
    return engine == "r"
