"""What of a statistic a paper prints."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number of a result as a paper's table has it.

    Attributes
    ----------
    label : str
        ``"AUC"``.
    field : str
        Of the result; one with labels gives a number an element, in their order.
    low, high : str
        The fields of its interval; empty where it has none.
    decimals : int
        Digits after the point that a table shows.
    p_value : bool
        Shown as ``< 0.001`` where it is smaller.
    at_most : int or None
        Of a long field, such as a curve: so many elements, evenly spaced between its ends.
    """

    label: str
    field: str
    low: str = ""
    high: str = ""
    decimals: int = 3
    p_value: bool = False
    at_most: int | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields that it is made of."""
        return tuple(name for name in (self.field, self.low, self.high) if name)
