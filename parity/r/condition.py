"""What R, or another program, says beside a value."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Said(enum.StrEnum):
    """How something is said."""

    WARNING = "warning"
    MESSAGE = "message"
    OUTPUT = "output"
    """Printed."""
    ERROR = "error"


@dataclass(frozen=True, slots=True)
class Condition:
    """Something said beside a value.

    Attributes
    ----------
    kind : Said
    text : str
    code : str or None
        Our own word for it, where there is one: what conditions are compared by.
    """

    kind: Said
    text: str
    code: str | None = None
