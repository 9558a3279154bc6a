"""What R said to one question."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from parity.r.condition import Condition


@dataclass(frozen=True, slots=True)
class RAnswer:
    """What R said to one question.

    Attributes
    ----------
    value : mapping or None
        The named list that the function gave, its elements as `parity.r.decoding.decode` gives them. None where R
        stopped with an error, which is then the last of the conditions.
    conditions : tuple of Condition
        Warnings, messages, printed lines and the error, in the order in which they came.
    digest : str
        Of every byte of the reply: two that are equal were the same bytes.
    seconds : float
        How long R took.
    """

    value: Mapping[str, Any] | None
    conditions: tuple[Condition, ...]
    digest: str
    seconds: float
