"""A question to another implementation: to an R package, to a figure of R's, to another Python library."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Union

from parity.checks.vocabulary.deviation import BothStop, Deviation
from parity.checks.vocabulary.tolerance import Tolerance


@dataclass(frozen=True, slots=True)
class Call:
    """One question to another implementation: an `RCall` or a `LibraryCall`.

    Attributes
    ----------
    package, function : str
        The package and the function of it that answers, as a person would write it: ``"pROC"``, ``"ci.auc"``.
    fields : tuple of str, mapping of str to str, or None
        The fields it gives, without element labels; None: all of the check's. A mapping says under which name the
        answer has each, where several checks share one answer.
    name : str
        Of the reference, and of its script; by default the stem of the check. One package may be asked several
        questions, and one question may serve several checks.
    sends : tuple of str or None
        Those inputs of the check that it is sent; None: all.
    tolerances : mapping of str to Tolerance
        Where this reference needs its own.
    conditions : mapping of str to str
        Regular expression of a warning or message of its -> the code of our own `Caution` that says the same.
        ``"-"``: it says so in passing, and it is no finding about the number.
    deviations : tuple of Deviation
    where_both_stop : tuple of BothStop
    note : str
        What a reader should know of this reference (its tie rule, its options).
    needs : tuple of str
        Other packages without which it cannot answer.
    """

    package: str
    function: str
    fields: Union[tuple[str, ...], Mapping[str, str], None] = None
    name: str = ""
    sends: Union[tuple[str, ...], None] = None
    tolerances: Mapping[str, Tolerance] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    deviations: tuple[Deviation, ...] = ()
    where_both_stop: tuple[BothStop, ...] = ()
    note: str = ""
    needs: tuple[str, ...] = ()

    @property
    def source(self) -> str:
        """``"pROC::ci.auc"``."""
        return f"{self.package}::{self.function}"


@dataclass(frozen=True, slots=True)
class RCall(Call):
    """A question to an R package; the script is ``r_scripts/<package>/<name>.R``."""


@dataclass(frozen=True, slots=True)
class RDrawing(RCall):
    """A figure that an R package draws; the script only draws, and the answer is the page's content, line by line.

    Attributes
    ----------
    width, height : float
        Of the page, in inches.
    """

    width: float = 7.0
    height: float = 7.0


@dataclass(frozen=True, slots=True)
class LibraryCall(Call):
    """A question to another Python library; the function is ``<libraries of the catalogue>.<package>.<name>``."""

    @property
    def source(self) -> str:
        """``"statsmodels Logit"``."""
        return f"{self.package} {self.function}"


Reference = Union[RCall, LibraryCall]
