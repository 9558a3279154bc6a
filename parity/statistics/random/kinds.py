"""The names and numbers of R's generators."""

from __future__ import annotations

import enum
from collections.abc import Mapping
from typing import TypeVar

from parity.statistics.random.sampling import SampleKind


class Kind(enum.StrEnum):
    """How uniform numbers are made."""

    WICHMANN_HILL = "Wichmann-Hill"
    MARSAGLIA_MULTICARRY = "Marsaglia-Multicarry"
    SUPER_DUPER = "Super-Duper"
    MERSENNE_TWISTER = "Mersenne-Twister"
    KNUTH = "Knuth-TAOCP"
    KNUTH_2002 = "Knuth-TAOCP-2002"
    L_ECUYER = "L'Ecuyer-CMRG"


class NormalKind(enum.StrEnum):
    """How normal numbers are made of uniform ones."""

    BUGGY_KINDERMAN_RAMAGE = "Buggy Kinderman-Ramage"
    AHRENS_DIETER = "Ahrens-Dieter"
    BOX_MULLER = "Box-Muller"
    INVERSION = "Inversion"
    KINDERMAN_RAMAGE = "Kinderman-Ramage"


KINDS = {
    Kind.WICHMANN_HILL: 0,
    Kind.MARSAGLIA_MULTICARRY: 1,
    Kind.SUPER_DUPER: 2,
    Kind.MERSENNE_TWISTER: 3,
    Kind.KNUTH: 4,
    Kind.KNUTH_2002: 6,
    Kind.L_ECUYER: 7,
}
NORMAL_KINDS = {
    NormalKind.BUGGY_KINDERMAN_RAMAGE: 0,
    NormalKind.AHRENS_DIETER: 1,
    NormalKind.BOX_MULLER: 2,
    NormalKind.INVERSION: 4,
    NormalKind.KINDERMAN_RAMAGE: 5,
}
SAMPLE_KINDS = {SampleKind.ROUNDING: 0, SampleKind.REJECTION: 1}
"""Their numbers in R; the first number of ``.Random.seed`` is kind + 100 normal kind + 10000 sample kind."""


def code(kind: Kind, normal_kind: NormalKind, sample_kind: SampleKind) -> int:
    """The first number of ``.Random.seed``."""
    return KINDS[kind] + 100 * NORMAL_KINDS[normal_kind] + 10_000 * SAMPLE_KINDS[sample_kind]


def kinds_of(number: int) -> tuple[Kind, NormalKind, SampleKind]:
    """The kinds that the first number of ``.Random.seed`` stands for.

    Raises
    ------
    ValueError
        One of them is not there.
    """
    rest, sample = number % 10_000, number // 10_000
    try:
        return _numbered(KINDS, rest % 100), _numbered(NORMAL_KINDS, rest // 100), _numbered(SAMPLE_KINDS, sample)
    except ValueError as error:
        raise ValueError(f".Random.seed begins with {number}: {error}") from None


def named(name: str, of: type[Some]) -> Some:
    """A kind by its name.

    Raises
    ------
    ValueError
        It is not there; those that are stand in the message.
    """
    try:
        return of(name)
    except ValueError:
        raise ValueError(f"there is no {_CALLED[of]} {name!r} here; there are: {', '.join(of)}") from None


def _numbered(table: Mapping[Some, int], wanted: int) -> Some:
    for name, number in table.items():
        if number == wanted:
            return name
    raise ValueError(f"there is no {_CALLED[type(next(iter(table)))]} with the number {wanted} here")


Some = TypeVar("Some", Kind, NormalKind, SampleKind)
_CALLED: Mapping[type, str] = {Kind: "kind", NormalKind: "normal kind", SampleKind: "sample kind"}
