"""R's figures of a prediction study, drawn without R: ``figures.nomogram("rait").save("nomogram.pdf")``.

Each function takes a study (or the name or file of one) or a result of `parity.statistics`, and the options of R's function under
R's names. The pages are R's: the same primitives at the same places, in a PDF page the same bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from parity.figures.figure import Figure
    from parity.figures.studied import NomogramFigure

__all__ = ["decision_curve", "nomogram", "roc"]


def nomogram(of: Any, *, width: float = 8.0, height: float = 6.0, **options: Any) -> NomogramFigure:
    """The nomogram of a model, as ``plot(rms::nomogram(fit, fun = plogis, funlabel = "Risk"))``.

    Parameters
    ----------
    of : Study, str, path or parity.statistics.nomogram.axes.Nomogram
        A study, its name or file; or a nomogram.
    width, height : float
        In inches.
    **options
        Of `parity.figures.geometry.nomogram.NomogramOptions`.

    Returns
    -------
    NomogramFigure
        ``read(patient)`` gives a patient's points, total and risk.
    """
    from parity.figures import studied

    return studied.nomogram(of, width, height, options)


def roc(
    of: Any, *, print_auc: bool = True, print_thres: bool = False, width: float = 6.0, height: float = 6.0, **options: Any
) -> Figure:
    """The ROC curve of a model on the development cohort, as ``plot(pROC::roc(outcome, risk, ci = TRUE), print.auc = TRUE)``.

    Parameters
    ----------
    of : Study, str or path
        A study, its name or file.
    print_auc, print_thres : bool
        Print the area with its DeLong interval; mark the cut-offs of the largest Youden index.
    width, height : float
        In inches.
    **options
        Of `parity.figures.geometry.roc.RocOptions`.
    """
    from parity.figures import studied

    return studied.roc(of, print_auc, print_thres, width, height, options)


def decision_curve(of: Any, *, standardize: bool = True, width: float = 7.0, height: float = 6.0, **options: Any) -> Figure:
    """The decision curve of a model on the development cohort, as ``rmda::plot_decision_curve`` draws it.

    Parameters
    ----------
    of : Study, str or path
        A study, its name or file.
    standardize : bool
        Divide net benefit by the prevalence.
    width, height : float
        In inches.
    **options
        Of `parity.figures.geometry.decision_curve.DecisionCurveOptions`.
    """
    from parity.figures import studied

    return studied.decision_curve(of, standardize, width, height, options)
