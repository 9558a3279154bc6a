"""How a comparison ended."""

from __future__ import annotations

import enum
from collections.abc import Iterable


class Verdict(enum.Enum):
    """In the order from best to worst. Only the first two are a pass; NOT_VERIFIED and UNDEFINED stand beside a pass,
    and are none."""

    AGREES = "agrees"
    DEVIATES_AS_DOCUMENTED = "deviates as documented"
    NOT_VERIFIED = "not verified"
    UNDEFINED = "undefined"
    NOT_RECORDED = "not recorded"
    STALE = "stale"
    NOT_RUN = "not run"
    DISAGREES = "disagrees"

    @property
    def passes(self) -> bool:
        """Whether it is a pass."""
        return self in (Verdict.AGREES, Verdict.DEVIATES_AS_DOCUMENTED)

    @property
    def severity(self) -> int:
        """From 0, the best."""
        return _SEVERITY[self]


_SEVERITY = {verdict: severity for severity, verdict in enumerate(Verdict)}


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several; what was not verified decides only where nothing else was compared."""
    decided = [verdict for verdict in verdicts if verdict is not Verdict.NOT_VERIFIED]
    return max(decided, key=_SEVERITY.__getitem__) if decided else Verdict.NOT_VERIFIED
