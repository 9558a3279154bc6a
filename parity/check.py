"""The vocabulary of a verification: what is asked, of whom, and how closely the answers must agree.

This module imports nothing of parity's but the naming of a result's numbers (`parity.fields`).
"""

from __future__ import annotations

import enum
import math
import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from parity.fields import base_name, explanation_names, field_names


class Basis(enum.Enum):
    """Why two correct programs may differ in a number, and by how much."""

    EXACT = "exact"
    CLOSED_FORM = "closed form"
    SPECIAL_FUNCTION = "special function"
    LINEAR_SOLVE = "linear solve"
    ITERATIVE = "iterative"
    PRINTED = "printed"
    MONTE_CARLO = "Monte Carlo"
    DRAWN = "drawn"


@dataclass(frozen=True, slots=True)
class Tolerance:
    """How far a number may be from R's, and the written reason.

    ``|python - R| <= atol + rtol * |R|``; NaN equals only NaN, a missing value only a missing value,
    text only the same text. Construct one by the name of its basis: `exact`, `closed_form`, ...

    Attributes
    ----------
    basis : Basis
        The source of the difference that is allowed for.
    rtol, atol : float
        Relative and absolute part.
    reason : str
        Why this much, in a sentence a reviewer can check.
    unit : tuple of str
        Fields of our own result whose product, of the same element, `atol` is a multiple of: what the error of the number is
        in proportion to, such as its standard error. Empty: of 1.
    """

    basis: Basis
    rtol: float
    atol: float
    reason: str
    unit: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if not self.reason.strip():
            raise ValueError("a tolerance needs a written reason")
        if not (0 <= self.rtol < 1) or not (0 <= self.atol < math.inf):
            raise ValueError(f"not a tolerance: rtol={self.rtol}, atol={self.atol}")

    def of(self, name: str, ours: Mapping[str, object]) -> Tolerance:
        """The tolerance of one number, `atol` in its own unit.

        Parameters
        ----------
        name : str
            ``"coefficients[age]"``.
        ours : mapping
            Our own flattened result.
        """
        if not self.unit:
            return self
        label = name[len(base_name(name)) :]
        parts = [ours.get(field + label, ours.get(field)) for field in self.unit]
        atol = math.prod([self.atol, *(abs(part) if _is_number(part) else math.nan for part in parts)])
        return Tolerance(self.basis, self.rtol, atol if math.isfinite(atol) else 0.0, self.reason)

    def allows(self, value: object, reference: object) -> bool:
        """Whether `value` agrees with `reference` within this tolerance."""
        if not (_is_number(value) and _is_number(reference)):
            return type(value) is type(reference) and value == reference
        if math.isnan(value) or math.isnan(reference):
            return math.isnan(value) and math.isnan(reference)
        if math.isinf(value) or math.isinf(reference):
            return value == reference
        return abs(value - reference) <= self.atol + self.rtol * abs(reference)

    @property
    def digits(self) -> float:
        """Significant digits that must agree: infinite for an exact field, 0 for a purely absolute one."""
        if self.basis is Basis.EXACT:
            return math.inf
        return -math.log10(self.rtol) if self.rtol else 0.0


def exact(reason: str) -> Tolerance:
    """Counts, ranks, degrees of freedom, names, order."""
    return Tolerance(Basis.EXACT, 0.0, 0.0, reason)


def closed_form(reason: str, *, atol: float = 0.0, unit: tuple[str, ...] = ()) -> Tolerance:
    """The same finite sums in another order."""
    return Tolerance(Basis.CLOSED_FORM, 1e-13, atol, reason, unit)


def special_function(reason: str, *, atol: float = 0.0, unit: tuple[str, ...] = ()) -> Tolerance:
    """Through qnorm, pchisq and their like."""
    return Tolerance(Basis.SPECIAL_FUNCTION, 1e-12, atol, reason, unit)


def linear_solve(reason: str, *, rtol: float = 1e-11, atol: float = 0.0, unit: tuple[str, ...] = ()) -> Tolerance:
    """Through solve, QR or Cholesky; the reason states the conditioning."""
    return Tolerance(Basis.LINEAR_SOLVE, rtol, atol, reason, unit)


def iterative(rtol: float, reason: str, *, atol: float = 0.0, unit: tuple[str, ...] = ()) -> Tolerance:
    """Each side stops by its own criterion; the reason names both."""
    return Tolerance(Basis.ITERATIVE, rtol, atol, reason, unit)


def printed(digits: int, reason: str) -> Tolerance:
    """R gives the value only rounded, to `digits` decimals."""
    return Tolerance(Basis.PRINTED, 0.0, 0.5 * 10.0**-digits, reason)


def monte_carlo(standard_error: float, reason: str, *, z: float = 4.0) -> Tolerance:
    """The random streams cannot be shared."""
    return Tolerance(Basis.MONTE_CARLO, 0.0, z * standard_error, reason)


def drawn(reason: str) -> Tolerance:
    """The two decimals that R's PDF device writes, in points."""
    return Tolerance(Basis.DRAWN, 0.0, 0.01, reason)


@dataclass(frozen=True, slots=True)
class Citation:
    """A source: who, when, where, and its DOI where it has one."""

    text: str
    doi: str | None = None


_BOUND = r"(<=|>=|==|<|>)\s*([^\s,]+)"
_COMPARE = {"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "==": operator.eq}


@dataclass(frozen=True, slots=True)
class Deviation:
    """A number in which a reference is known to differ, with the cause and the versions it holds for.

    Attributes
    ----------
    fields : tuple of str
        Field names without element labels, such as ``"c"`` or ``"interval.low"``.
    versions : str
        ``"rms < 6.9-0"``: package, comparison (``<``, ``<=``, ``>``, ``>=``, ``==``), version; a second one after a comma, as in
        ``"rms >= 6.9-0, < 7"``. ``"rms"`` alone: every version.
    cause : str
        What the reference does instead.
    explained_by : str or None
        The field of our own result that follows the reference's rule, often one declared by `parity.fields.explanation`.
        The reference's value must then agree with *that* field within the tolerance of the deviating one. Without it the
        deviation is strict: any disagreement is accepted, and agreement is a failure.
    where_we_stop, where_it_stops : str or None
        Regular expression of an error of ours with which we stop while the reference gives a value, or of the reference's while we give
        one. Then there are no fields.
    """

    fields: tuple[str, ...]
    versions: str
    cause: str
    explained_by: str | None = None
    where_we_stop: str | None = None
    where_it_stops: str | None = None

    def __post_init__(self) -> None:
        if self.fields and (self.where_we_stop or self.where_it_stops):
            raise ValueError("a deviation is either in fields, or where one side stops")

    def holds_for(self, packages: Mapping[str, str]) -> bool:
        """Whether these package versions are among those that deviate."""
        match = re.fullmatch(rf"(\S+)(?:\s*{_BOUND}(?:,\s*{_BOUND})?)?", self.versions)
        if match is None:
            raise ValueError(f"not a version rule: {self.versions!r}; write for example 'rms < 6.9-0'")
        package, *bounds = match.groups()
        if package not in packages:
            return False
        have = _version(packages[package])
        return all(_COMPARE[how](have, _version(version)) for how, version in zip(bounds[::2], bounds[1::2]) if how)


@dataclass(frozen=True, slots=True)
class Call:
    """One question to another implementation: an `RCall` or a `LibraryCall`.

    Attributes
    ----------
    package, function : str
        The package and the function of it that answers, as a person would write it: ``"pROC"``, ``"ci.auc"``.
    fields : tuple of str or None
        The fields it gives, without element labels; None: all of the check's.
    tolerances : mapping of str to Tolerance
        Where this reference needs its own.
    conditions : mapping of str to str
        Regular expression of a warning or message of its -> the code of our own `Caution` that says the same.
        ``"-"``: it says so in passing, and it is no finding about the number.
    deviations : tuple of Deviation
    where_both_stop : mapping of str to str
        Regular expression of an error of ours -> of its own, with which both rightly stop.
    note : str
        What a reader should know of this reference (its tie rule, its options).
    """

    package: str
    function: str
    fields: tuple[str, ...] | None = None
    tolerances: Mapping[str, Tolerance] = field(default_factory=dict)
    conditions: Mapping[str, str] = field(default_factory=dict)
    deviations: tuple[Deviation, ...] = ()
    where_both_stop: Mapping[str, str] = field(default_factory=dict)
    note: str = ""


@dataclass(frozen=True, slots=True)
class RCall(Call):
    """A question to an R package; the script is ``r_scripts/<package>/<stem>.R``."""

    @property
    def source(self) -> str:
        return f"{self.package}::{self.function}"


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
    """A question to another Python library; the function is ``parity.libraries.<package>.<stem>``."""

    @property
    def source(self) -> str:
        return f"{self.package} {self.function}"


class Scope(enum.Enum):
    """What a check is run on."""

    MODEL = "the development cohort, once"
    COHORT = "each cohort of the study"


@dataclass(frozen=True, slots=True)
class Check:
    """One statistic, the references it is held against, and how closely.

    Attributes
    ----------
    stem : str
        The field's name for the statistic; the name of its files in every room and of the R function in each script.
    title : str
        As a table shows it.
    compute : callable
        ``compute(**inputs)`` gives the result; its docstring is the card's definition.
    result : type
        The frozen dataclass that `compute` returns.
    inputs : callable
        ``inputs(sample)`` gives the named arguments that *both* sides receive, bit for bit.
    references : tuple of RCall or LibraryCall
        The paper's package first. Together they give every field.
    tolerances : mapping of str to Tolerance
        One for each field of `result`, no more and no fewer.
    citations : tuple of Citation
    scope : Scope
    """

    stem: str
    title: str
    compute: Callable[..., Any]
    result: type
    inputs: Callable[[Any], dict[str, Any]]
    references: tuple[RCall | LibraryCall, ...]
    tolerances: Mapping[str, Tolerance]
    citations: tuple[Citation, ...]
    scope: Scope = Scope.COHORT

    def __post_init__(self) -> None:
        fields = field_names(self.result)
        self._refuse("has no tolerance for", fields - set(self.tolerances))
        self._refuse("gives a tolerance for what it does not compute:", set(self.tolerances) - fields)
        if not self.references:
            raise ValueError(f"check {self.stem!r} has no reference")
        explanations = explanation_names(self.result)
        given: set[str] = set()
        used = self._units(self.tolerances, fields | explanations)
        for reference in self.references:
            names = fields if reference.fields is None else set(reference.fields)
            self._refuse(f"says that {reference.package} gives unknown fields:", names - fields)
            self._refuse(f"overrides the tolerance of fields that {reference.package} does not give:", set(reference.tolerances) - names)
            used |= self._units(reference.tolerances, fields | explanations)
            for deviation in reference.deviations:
                self._refuse("documents a deviation in unknown fields:", set(deviation.fields) - names)
                if deviation.explained_by is not None:
                    self._refuse("explains a deviation by an unknown field:", {deviation.explained_by} - fields - explanations)
                    used.add(deviation.explained_by)
            given |= names
        self._refuse("has no reference for", fields - given)
        self._refuse("computes an explanation that no deviation and no tolerance uses:", explanations - used)

    def _units(self, tolerances: Mapping[str, Tolerance], known: set[str]) -> set[str]:
        units = {field for tolerance in tolerances.values() for field in tolerance.unit}
        self._refuse("measures a tolerance by unknown fields:", units - known)
        return units

    def _refuse(self, what: str, names: set[str]) -> None:
        if names:
            raise ValueError(f"check {self.stem!r} {what} {', '.join(sorted(names))}")

    @property
    def group(self) -> str:
        """The room of the statistic: ``"discrimination"``, ``"utility"``, ..."""
        return self.compute.__module__.split(".")[-2]

    def gives(self, reference: RCall | LibraryCall) -> set[str]:
        """The fields that `reference` answers."""
        return field_names(self.result) if reference.fields is None else set(reference.fields)

    def tolerance(self, name: str, reference: RCall | LibraryCall) -> Tolerance:
        """The tolerance of one number against one reference; `name` may carry an element label."""
        base = base_name(name)
        return reference.tolerances.get(base, self.tolerances[base])


class Caution(UserWarning):
    """What a statistic says about its own number beside giving it, such as "fewer groups than asked for".

    Issued by ``warnings.warn(Caution(code, text))`` and compared, by its code, with the warnings of R.
    """

    def __init__(self, code: str, text: str) -> None:
        super().__init__(text)
        self.code = code


def _is_number(value: object) -> bool:
    return isinstance(value, (int, float)) and not isinstance(value, bool)


def _version(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", text))
