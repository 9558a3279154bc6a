"""Which version of a Python library is here."""

from __future__ import annotations

import importlib.metadata
import re


def version(library: str) -> str | None:
    """The installed version of a Python library, without importing it."""
    try:
        return importlib.metadata.version(library)
    except importlib.metadata.PackageNotFoundError:
        return None


def required() -> tuple[str, ...]:
    """The libraries without which parity cannot work, as its own package names them; none where it is not installed as
    one."""
    try:
        requirements = importlib.metadata.requires("parity") or []
    except importlib.metadata.PackageNotFoundError:
        return ()
    names = (re.match(r"[A-Za-z0-9_.-]+", requirement) for requirement in requirements if "extra ==" not in requirement)
    return tuple(name[0] for name in names if name is not None)
