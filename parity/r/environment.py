"""Which R is here and whether rpy2 fits it, found out without starting either; the environment that a child runs in."""

from __future__ import annotations

import functools
import os
import re
import shutil
import subprocess
from collections.abc import Sequence
from importlib import metadata
from pathlib import Path

from parity.r.errors import RUnavailable

_THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "BLIS_NUM_THREADS", "VECLIB_MAXIMUM_THREADS")
_HEAP = {"R_NSIZE": "3800k", "R_VSIZE": "64M"}
"""R's heap as large from the start as the packages will make it: growing there costs a quarter of their loading."""
_KEPT_R_VARIABLES = {"R_LIBS", "R_LIBS_SITE", "R_LIBS_USER"}


def find_r() -> Path | None:
    """The R command of this machine: that of ``R_HOME`` if it is there, else the first on the path; None without R."""
    home = os.environ.get("R_HOME")
    if home and (Path(home) / "bin" / "R").is_file():
        return Path(home) / "bin" / "R"
    found = shutil.which("R")
    return Path(found) if found else None


@functools.lru_cache(maxsize=None)
def r_home(r: Path) -> Path:
    """The installation that an R command belongs to."""
    environment = {name: value for name, value in os.environ.items() if name != "R_HOME"}
    try:
        answer = subprocess.run(
            [r, "RHOME"],
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=30,
            check=True,
        )
        return Path(answer.stdout.splitlines()[-1])
    except (OSError, subprocess.SubprocessError, IndexError) as error:
        raise RUnavailable(f"{r} does not run ({error})", f"see what `{r} RHOME` says") from error


def r_version(r: Path) -> str:
    """The version of an R command, such as ``"4.2.2"``, read from its base package."""
    description = r_home(r) / "library" / "base" / "DESCRIPTION"
    try:
        found = re.search(r"^Version: *(\S+)", description.read_text(encoding="utf-8"), re.MULTILINE)
    except OSError:
        found = None
    if found is None:
        raise RUnavailable(f"{r} has no readable base package ({description})", "reinstall R")
    return found.group(1)


def rpy2_version() -> str | None:
    """The version of rpy2's layer that embeds R, a package of its own since rpy2 3.6; None without rpy2."""
    for distribution in ("rpy2-rinterface", "rpy2"):
        try:
            return metadata.version(distribution)
        except metadata.PackageNotFoundError:
            continue
    return None


def required_r() -> Path:
    """The R command of this machine; raises `RUnavailable` where there is none."""
    r = find_r()
    if r is None:
        cure = "install it (`apt-get install r-base-core`) or set R_HOME"
        raise RUnavailable("there is no R on this machine's path", cure)
    return r


def rpy2_problem() -> RUnavailable | None:
    """Why rpy2 cannot be used with this machine's R, or None. rpy2 itself is not imported."""
    try:
        return rpy2_misfit(r_version(required_r()), rpy2_version())
    except RUnavailable as problem:
        return problem


def rpy2_misfit(r: str, rpy2: str | None) -> RUnavailable | None:
    """Why a version of rpy2's embedding layer does not fit a version of R, or None.

    rpy2-rinterface 3.6.6, which came with rpy2 3.6.7, needs R 4.5, and R 4.6 needs it: R's C functions changed.
    """
    old, new = _numbers(r) < (4, 5), _numbers(r) >= (4, 6)
    wanted = "rpy2 'rpy2-rinterface<3.6.6'" if old else "'rpy2>=3.6.7'" if new else "rpy2"
    cure = f"`python -m pip install {wanted}`, or use the bridge rscript"
    if rpy2 is None:
        return RUnavailable("rpy2 is not installed", cure)
    if old and _numbers(rpy2) >= (3, 6, 6):
        return RUnavailable(f"rpy2-rinterface {rpy2} needs R 4.5 or later, this is R {r}", cure)
    if new and _numbers(rpy2) < (3, 6, 6):
        return RUnavailable(f"R {r} needs rpy2-rinterface 3.6.6 or later, this is {rpy2}", cure)
    return None


def child_environment(home: Path, libraries: Sequence[Path], scratch: Path) -> dict[str, str]:
    """The environment variables of an R child: this process's, less what would make its answers depend on the user.

    Parameters
    ----------
    home : Path
        R's installation.
    libraries : sequence of Path
        Package libraries to search first.
    scratch : Path
        Where temporary files go.
    """
    environment = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("LC_", "R_", "LANG")) or name in _KEPT_R_VARIABLES
    }
    search = [str(path) for path in libraries] + [environment.get("R_LIBS", "")]
    loader = [str(home / "lib"), environment.get("LD_LIBRARY_PATH", "")]
    return (
        environment
        | dict.fromkeys(_THREADS, "1")
        | {
            "R_HOME": str(home),
            "R_LIBS": os.pathsep.join(filter(None, search)),
            "R_PROFILE_USER": "",
            "R_ENVIRON_USER": "",
            **_HEAP,
            "LD_LIBRARY_PATH": os.pathsep.join(filter(None, loader)),
            "LANG": "C.UTF-8",
            "LC_COLLATE": "C",
            "LANGUAGE": "en",
            "TZ": "UTC",
            "TMPDIR": str(scratch),
        }
    )


def _numbers(version: str) -> tuple[int, ...]:
    return tuple(int(part) for part in re.findall(r"\d+", version)[:3])
