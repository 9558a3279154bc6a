"""A verification from Python."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any, Union

from parity.data.cohort import Study
from parity.public.run import Run
from parity.verification import run


def verify_studies(
    studies: Union[Study, str, Path, Iterable[Union[Study, str, Path]]],
    checks: Union[str, Iterable[str]] = "*",
    **arguments: Any,
) -> Run:
    """Verify prediction studies in R and in Python, number by number: what ``parity verify`` does.

    Parameters
    ----------
    studies : Study, name, path, or several of them
        What `parity.study` gives, the name of a bundled study, or the path of a study file.
    checks : str or iterable of str
        Stems of statistics, with ``*`` for any letters: ``"auc*"``.
    **arguments
        ``mode``, ``bridge``, ``timeout``, ``catalogue``: as in `parity.verification.run.verify_studies`.

    Returns
    -------
    Run
        True where all agrees or deviates as documented; ``run.results``, ``run["auc_delong"]``, ``run.to_frame()``.
        `parity.write_evidence` writes it down.

    Raises
    ------
    InputError, Missing
        There is no such study or statistic, or its model cannot be estimated; R or a package is not there, and the
        mode requires it.

    Examples
    --------
    >>> import parity
    >>> run = parity.verify_studies("asah", "auc_delong", mode="replay")
    >>> run["auc_delong"].verdict.name
    'AGREES'
    """
    return Run.of(run.verify_studies(studies, checks, **arguments))
