"""The words in which a verification is declared."""

from parity.checks.vocabulary.catalogue import Catalogue
from parity.checks.vocabulary.check import Check, Citation, Scope, without_model
from parity.checks.vocabulary.deviation import BothStop, Deviation
from parity.checks.vocabulary.patients import by_risk, each_predictor, in_order
from parity.checks.vocabulary.quantity import Quantity
from parity.checks.vocabulary.references import Call, LibraryCall, RCall, RDrawing, Reference
from parity.checks.vocabulary.tolerance import (
    LARGEST_SHARE,
    Basis,
    Bound,
    Tolerance,
    closed_form,
    drawn,
    exact,
    iterative,
    linear_solve,
    monte_carlo,
    printed,
    special_function,
)
from parity.checks.vocabulary.undefined import Undefined
from parity.checks.vocabulary.verdict import Verdict

__all__ = [
    "LARGEST_SHARE",
    "Basis",
    "BothStop",
    "Bound",
    "Call",
    "Catalogue",
    "Check",
    "Citation",
    "Deviation",
    "LibraryCall",
    "Quantity",
    "RCall",
    "RDrawing",
    "Reference",
    "Scope",
    "Tolerance",
    "Undefined",
    "Verdict",
    "by_risk",
    "closed_form",
    "drawn",
    "each_predictor",
    "exact",
    "in_order",
    "iterative",
    "linear_solve",
    "monte_carlo",
    "printed",
    "special_function",
    "without_model",
]
