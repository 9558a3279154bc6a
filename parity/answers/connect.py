"""R for the length of a run, by the mode that was asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from parity import places
from parity.errors import Missing
from parity.answers.live import LiveR
from parity.answers.modes import Mode
from parity.r.bridge import Bridge
from parity.r.environment import find_r, r_version, rpy2_problem
from parity.r.errors import RFailure
from parity.r.supervisor import RSession


def r_is_there() -> bool:
    """Whether there is an R on this machine."""
    return find_r() is not None


@dataclass(frozen=True, slots=True)
class Connection:
    """R as a run has it.

    Attributes
    ----------
    live : LiveR or None
        None where R is not wanted (replay) or not there.
    bridge : Bridge or None
    environment : dict or None
        What R said of itself.
    why_not : str
        Why R is not there.
    """

    live: LiveR | None
    bridge: Bridge | None
    environment: dict[str, Any] | None
    why_not: str = ""


@contextmanager
def start_r(
    mode: Mode, bridge: Bridge | None, *, timeout: float, packages: Sequence[str] = ()
) -> Iterator[RSession | None]:
    """R starting up and loading `packages` while the caller goes on; None in replay, where R is never started.

    Without a wish for a bridge, rpy2 is used where it fits this R, Rscript otherwise.
    """
    if mode is Mode.REPLAY:
        yield None
        return
    chosen = bridge or (Bridge.RPY2 if rpy2_problem() is None else Bridge.RSCRIPT)
    r = find_r()
    libraries = places.r_library(r_version(r)) if r is not None else []
    with RSession(chosen, timeout=timeout, libraries=libraries) as session:
        with suppress(RFailure):  # whoever asks first is told
            session.prepare(packages)
        yield session


def connection(
    session: RSession | None, mode: Mode, packages: Sequence[str], *, scripts: Path | None = None, insist: bool = False
) -> Connection:
    """What R says of itself and of the packages that will be asked.

    In `Mode.LIVE` R and every package are required, and `Missing` says what is not there; with `insist` R is. Otherwise
    their absence is a fact among others. `scripts` is the folder of what R is asked; by default parity's own.
    """
    if session is None:
        return Connection(None, None, None)
    try:
        environment = session.environment(packages)
    except RFailure as error:
        if mode is Mode.LIVE or insist:
            raise Missing(str(error)) from error
        return Connection(None, None, None, str(error))
    absent = [package for package in packages if package not in environment["packages"]]
    if mode is Mode.LIVE and absent:
        raise Missing(f"R lacks {', '.join(absent)}; `parity doctor` says how to get them")
    return Connection(LiveR(session, scripts or places.r_scripts(), environment), session.bridge, environment)


@contextmanager
def connect(mode: Mode, bridge: Bridge | None, packages: Sequence[str], *, timeout: float) -> Iterator[Connection]:
    """`start_r` and `connection` in one, where there is nothing to do meanwhile."""
    with start_r(mode, bridge, timeout=timeout) as session:
        yield connection(session, mode, packages, insist=bridge is not None)
