"""The formula of a model: how each predictor enters it, and which of them interact."""

from __future__ import annotations

import enum
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field


class Shape(enum.StrEnum):
    """How a predictor enters a model; the value is the function of rms that says so."""

    AS_IT_IS = "asis"
    POLYNOMIAL = "pol"
    LINEAR_SPLINE = "lsp"
    RESTRICTED_CUBIC_SPLINE = "rcs"


@dataclass(frozen=True, slots=True)
class Entry:
    """How one predictor enters a model.

    Attributes
    ----------
    shape : Shape
    number : int or None
        The degree of a polynomial; how many knots a restricted cubic spline has, whose places its data decide.
    knots : tuple of float
        Where they are given: of a linear spline, or of a restricted cubic spline.
    """

    shape: Shape = Shape.AS_IT_IS
    number: int | None = None
    knots: tuple[float, ...] = ()

    @property
    def needs_numbers(self) -> bool:
        """Whether the predictor cannot be a factor."""
        return self.shape is not Shape.AS_IT_IS

    def written(self, name: str, prefix: str = "") -> str:
        """As R has it: ``"rcs(age, 4)"``, ``"lsp(age, c(50.0, 60.0))"``."""
        if self.shape is Shape.AS_IT_IS:
            return name
        how = f"c({', '.join(map(repr, self.knots))})" if self.knots else str(self.number)
        return f"{prefix}{self.shape}({name}, {how})"


_PLAIN_NAME = re.compile(r"(?:[^\W\d_]|\.(?!\d))[\w.]*")


def plain_or_backquoted(name: str) -> str:
    """A name as a formula has it: in backticks where it is no word."""
    if _PLAIN_NAME.fullmatch(name):
        return name
    escaped = name.replace("\\", "\\\\").replace("`", "\\`")
    return f"`{escaped}`"


@dataclass(frozen=True, slots=True)
class Formula:
    """The right-hand side of a model.

    Attributes
    ----------
    entries : mapping of str to Entry
        The main effects by predictor, in the order of the model.
    interactions : tuple of tuple of str
        The predictors of each, in the order of `entries`; pairs before triples.
    text : str
        As a person wrote it; empty where predictors were listed.
    """

    entries: Mapping[str, Entry]
    interactions: tuple[tuple[str, ...], ...] = field(default=())
    text: str = field(default="", compare=False)

    @classmethod
    def of_main_effects(cls, predictors: Sequence[str]) -> Formula:
        """Each predictor as it is, and no interactions."""
        return cls(dict.fromkeys(predictors, Entry()))

    @property
    def predictors(self) -> tuple[str, ...]:
        return tuple(self.entries)

    @property
    def is_of_main_effects(self) -> bool:
        """Whether each predictor enters as it is, without interactions: what a list of names says as well."""
        return not self.interactions and not any(entry.needs_numbers for entry in self.entries.values())

    def written(self, name: Callable[[str], str] = plain_or_backquoted, prefix: str = "") -> str:
        """The right-hand side in R's words: ``"rcs(tg, 4) + sex + rcs(tg, 4):sex"``.

        Parameters
        ----------
        name : callable
            Writes the name of a predictor.
        prefix : str
            Before each function: ``"rms::"``.
        """
        terms = {predictor: entry.written(name(predictor), prefix) for predictor, entry in self.entries.items()}
        products = [":".join(terms[predictor] for predictor in together) for together in self.interactions]
        return " + ".join([*terms.values(), *products])

    def __str__(self) -> str:
        return self.written()


def of_candidates(formula: Formula, candidates: Iterable[str]) -> Formula:
    """The candidates as main effects: those of a model's formula as there, others as they are."""
    return Formula({name: formula.entries.get(name, Entry()) for name in candidates})
