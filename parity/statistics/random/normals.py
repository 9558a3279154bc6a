"""The generator of normal numbers that belongs to a kind."""

from __future__ import annotations

from collections.abc import Callable

from parity.statistics.random.forsythe import ahrens_dieter
from parity.statistics.random.kinds import NormalKind
from parity.statistics.random.normal import one_by_inversion
from parity.statistics.random.other_normals import BoxMuller, buggy_kinderman_ramage, kinderman_ramage


def one_normal(kind: NormalKind) -> Callable[[Callable[[], float]], float]:
    """What makes one normal number of that kind; Box and Muller's keeps the second of a pair."""
    if kind is NormalKind.BOX_MULLER:
        return BoxMuller()
    of: dict[NormalKind, Callable[[Callable[[], float]], float]] = {
        NormalKind.AHRENS_DIETER: ahrens_dieter,
        NormalKind.INVERSION: one_by_inversion,
        NormalKind.KINDERMAN_RAMAGE: kinderman_ramage,
        NormalKind.BUGGY_KINDERMAN_RAMAGE: buggy_kinderman_ramage,
    }
    return of[kind]
