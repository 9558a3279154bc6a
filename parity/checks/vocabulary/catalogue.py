"""A catalogue: checks, the scripts they ask, the answers that are recorded."""

from __future__ import annotations

import dataclasses
import difflib
import fnmatch
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Union

from parity.checks.vocabulary.check import Check
from parity.checks.vocabulary.references import LibraryCall, RCall
from parity.errors import InputError, listed, quoted


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What is verified, and where the other side of it stands; parity's own is `parity.checks.catalogue.CATALOGUE`.

    Attributes
    ----------
    checks : tuple of Check
        In the order in which they are shown.
    scripts : Path
        Folder of what R is asked: ``<package>/<name>.R``.
    references : Path or None
        Folder of R's recorded answers on bundled studies: ``<cohort>/<package>/<name>.json``.
    libraries : str
        The Python package that holds what other libraries are asked: module ``<libraries>.<package>.<name>``, function
        ``<name>``.
    tolerances : Path or None
        The committed table of every tolerance (`parity.checks.vocabulary.pinned`), which a run holds its own against.
    bounds : Path or None
        The committed table of what every computed bound comes to on a control study, held in the same way.
    known : tuple of Check
        Where `checks` are a selection, all there are; empty otherwise.
    """

    checks: tuple[Check, ...]
    scripts: Path
    references: Path | None = None
    libraries: str = ""
    tolerances: Path | None = None
    bounds: Path | None = None
    known: tuple[Check, ...] = ()

    def __post_init__(self) -> None:
        stems = [check.stem for check in self.checks]
        twice = sorted({stem for stem in stems if stems.count(stem) > 1})
        if twice:
            raise ValueError(f"two checks are called {', '.join(twice)}")

    def matching(self, patterns: Sequence[str]) -> Catalogue:
        """The same with those checks only whose stem matches any of `patterns`, such as ``"auc*"``; all without a
        pattern.

        Raises
        ------
        InputError
            A pattern matches none.
        """
        for pattern in patterns:
            if not any(fnmatch.fnmatch(check.stem, pattern.lower()) for check in self.checks):
                stems = [check.stem for check in self.checks]
                near = (
                    [stem for stem in stems if pattern and stem.startswith(pattern.lower())][:3]
                    or difflib.get_close_matches(pattern.lower(), stems, 3, 0.5)
                    or [stem for stem in stems if pattern.lower() in stem]
                )
                meant = f"did you mean {listed(near)}? " if near else ""
                raise InputError(f"no statistic is named {quoted(pattern)}", step=f"{meant}`parity list` shows all")
        chosen = [
            check
            for check in self.checks
            if not patterns or any(fnmatch.fnmatch(check.stem, p.lower()) for p in patterns)
        ]
        return dataclasses.replace(self, checks=tuple(chosen), known=self.known or self.checks)

    @property
    def r_packages(self) -> list[str]:
        """The R packages that are asked, in alphabetical order."""
        calls = [call for check in self.checks for call in check.references if isinstance(call, RCall)]
        return sorted({package for call in calls for package in (call.package, *call.needs)})

    def script(self, call: Union[RCall, LibraryCall]) -> Path:
        """The R script of a reference."""
        return self.scripts / call.package / f"{call.name}.R"

    def shared(self, call: Union[RCall, LibraryCall]) -> frozenset[str]:
        """The names of all that any check of the catalogue compares in this reference's answer."""
        found: set[str] = set()
        for check in self.known or self.checks:
            for other in check.references:
                if (type(other), other.package, other.name) == (type(call), call.package, call.name):
                    found |= set(check.gives(other).values())
        return frozenset(found)
