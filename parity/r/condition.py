"""What R, or another program, says beside a value."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Condition:
    """Something said beside a value.

    Attributes
    ----------
    kind : str
        ``"warning"``, ``"message"``, ``"output"`` (printed text) or ``"error"``.
    text : str
    code : str or None
        Our own word for it, where there is one: what conditions are compared by.
    """

    kind: str
    text: str
    code: str | None = None
