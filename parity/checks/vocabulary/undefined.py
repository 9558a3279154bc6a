"""Where a number is not defined, whatever a program writes in its place."""

from __future__ import annotations

from dataclasses import dataclass

from parity.checks.vocabulary.tolerance import Function


@dataclass(frozen=True, slots=True)
class Undefined:
    """Numbers that have no definition for some inputs: equal on both sides, they are no agreement.

    A number that is NaN, or not available, on both sides is undefined in any case; a check says why.

    Attributes
    ----------
    fields : tuple of str
        Field names without element labels.
    reason : str
        Why there is no such number.
    when : callable or None
        Of those inputs of the check that it names as parameters: whether the whole field is undefined for these,
        though programs write a number by convention, such as a p value of a test without degrees of freedom. None:
        where both sides have no number.
    """

    fields: tuple[str, ...]
    reason: str
    when: Function | None = None
