"""A study from whatever a person holds: a bundled study's name, a study file, a CSV file, a DataFrame."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from parity.data.cohort import Study
from parity.data.frame import study_from_frame
from parity.data.study import study_from_csv
from parity.data.study_file import bundled_studies, find_study
from parity.errors import InputError

if TYPE_CHECKING:
    import pandas


def study(data: Union[str, Path, pandas.DataFrame], **arguments: Any) -> Study:
    """A study to be verified, shown or drawn.

    Parameters
    ----------
    data : str, path or pandas.DataFrame
        The name of a bundled study or the path of a study file (.toml), with nothing else to say; or a CSV file or a
        DataFrame, with what a study file would say of it.
    **arguments
        ``outcome="died"``, ``predictors=["age", "sex"]``, ``event="yes"``, ``validation=``, ``levels=``, ``level=``
        ...: those of `parity.study_from_csv`. The validation of a DataFrame is a DataFrame, or several by their names.

    Returns
    -------
    Study

    Raises
    ------
    InputError

    Examples
    --------
    >>> import parity
    >>> parity.study("asah").development.n
    113
    """
    if hasattr(data, "iloc"):
        return study_from_frame(data, **arguments)
    assert isinstance(data, (str, Path))
    if str(data) in bundled_studies() or Path(data).suffix.lower() == ".toml":
        if arguments:
            rule = f"{', '.join(arguments)} cannot be said of a study that says it itself"
            raise InputError(rule, file=data, step="give a CSV file or a DataFrame, or edit the study file")
        return find_study(data)
    if not arguments:
        return find_study(data)
    return study_from_csv(data, **arguments)
