"""Who made a run: the command, the state of parity's sources, the machine."""

from __future__ import annotations

import functools
import hashlib
import os
import platform
import shlex
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Union

from parity import places

_SOURCES = ("statistics", "models", "checks")
"""The folders of parity that decide on a number and on a verdict."""


def origin() -> dict[str, Union[str, bool, None]]:
    """The command line, parity's commit and whether its tree was changed (None where it is no checkout), one hash over
    all sources (`sources`), and the machine."""
    commit, changed = _commit()
    return {
        "command": _command(),
        "commit": commit,
        "changed": changed,
        "sources": _digest(sources()),
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
    }


@functools.cache
def sources() -> Mapping[str, str]:
    """The SHA-256 of every file that decides on a number: statistics, models, checks and R scripts, by its path as it
    stands in parity's repository."""
    package = Path(__file__).parents[1]
    found = {
        f"parity/{file.relative_to(package).as_posix()}": file
        for folder in _SOURCES
        for file in (package / folder).rglob("*.py")
    }
    scripts = places.r_scripts()
    found |= {f"r_scripts/{file.relative_to(scripts).as_posix()}": file for file in scripts.rglob("*.R")}
    return {name: hashlib.sha256(found[name].read_bytes()).hexdigest() for name in sorted(found)}


def as_sums(hashes: Mapping[str, str]) -> str:
    """Hashes as ``sha256sum -c`` reads them."""
    return "".join(f"{digest}  {name}\n" for name, digest in hashes.items())


def _digest(hashes: Mapping[str, str]) -> str:
    return hashlib.sha256(as_sums(hashes).encode()).hexdigest()


def _command() -> str:
    name = "parity" if Path(sys.argv[0]).parent.name == "parity" else Path(sys.argv[0]).name
    return shlex.join([name or "python", *sys.argv[1:]])


@functools.cache
def _commit() -> tuple[str | None, bool | None]:
    """The commit of the checkout that parity runs from; None where it is installed, or there is no git."""
    root = Path(__file__).parents[2]
    if not (root / ".git").exists():
        return None, None
    commit = _git(root, "rev-parse", "HEAD")
    changed = _git(root, "status", "--porcelain", "--untracked-files=no")
    return commit, None if changed is None else changed != ""


def _git(root: Path, *words: str) -> str | None:
    try:
        done = subprocess.run(["git", "-C", str(root), *words], capture_output=True, text=True, timeout=10, check=True)
    except (OSError, subprocess.SubprocessError):
        return None
    return done.stdout.strip()
