"""R's figures of a prediction study, drawn without R: ``figures.nomogram("rait").save("nomogram.pdf")``.

Each function takes a study (or the name or file of one) and the options of R's function under R's names, dots written
as underscores. The pages are R's: the same things at the same places, in a PDF page the same bytes. With ``engine="r"``
R itself draws.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from parity.graphics.geometry import FIGURES

if TYPE_CHECKING:
    from parity.figures.figure import Figure

__all__ = [
    "calibrate",
    "calibration",
    "clinical_impact",
    "decision_curve",
    "nomogram",
    "panels",
    "performance",
    "roc",
    "subgroup_roc",
]


def __getattr__(name: str) -> Any:
    if name not in FIGURES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from parity.figures.public import public_function

    function = globals()[name] = public_function(name)
    return function


def __dir__() -> list[str]:
    return sorted({*globals(), *FIGURES})


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
    cohort : {"development", "validation"} or str
        Or the name of one, where there are several validation cohorts.
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
