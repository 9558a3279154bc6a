"""The first tables of a paper, as Python shows them."""

from __future__ import annotations

import io
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, Union

from parity.data.cohort import Study
from parity.errors import InputError
from parity.public.html import fragment
from parity.public.study import study as study_of
from parity.report import characteristics
from parity.verification.characteristics import Comparison, Rows, comparisons

if TYPE_CHECKING:
    import pandas

WIDE = 160


@dataclass(frozen=True, slots=True, repr=False)
class Tables:
    """What `parity.table` returns: printed, in a notebook, as a DataFrame or in a file.

    Attributes
    ----------
    comparisons : tuple of Comparison
        Development against each validation cohort, then with the event against without.
    quartiles : int
        Type of the quartiles that are shown.
    """

    comparisons: tuple[Comparison, ...]
    quartiles: int = 7

    def to_frame(self) -> pandas.DataFrame:
        """Every number in full, a row a number: study, table, rows, variable, level, group, quantity, value."""
        import pandas

        return pandas.DataFrame(characteristics.rows(self.comparisons), columns=list(characteristics.COLUMNS))

    def write(self, path: Union[Path, str]) -> None:
        """Write the tables, by the ending of the file: ``.csv``, ``.md`` or ``.tex``."""
        characteristics.write(self.comparisons, path, self.quartiles)

    def __repr__(self) -> str:
        from rich.console import Console

        from parity.report.paper_on_terminal import print_table

        text = io.StringIO()
        console = Console(file=text, width=WIDE, highlight=False)
        for table in characteristics.tables(self.comparisons, self.quartiles):
            print_table(table, console)
            console.print()
        return text.getvalue().rstrip("\n")

    def _repr_html_(self) -> str:
        return "\n".join(map(fragment, characteristics.tables(self.comparisons, self.quartiles)))


def table(
    study: Any, *, rows: str = "complete", tests: Mapping[str, str] | None = None, quartiles: int = 7, **about: Any
) -> Tables:
    """The characteristics of a study's patients: development against validation, with the event against without.

    Parameters
    ----------
    study : Study, str, path or DataFrame
        A study, or what `parity.study` takes.
    rows : {"complete", "all"}
        The complete cases of the model, or all patients of whom the value is there.
    tests : mapping of str to str or None
        The test of a predictor, in the place of that of the rule or of the study file: ``{"age": "welch"}``.
    quartiles : {7, 6, 2}
        Type of the quartiles: R's, SPSS's, SAS's.
    **about
        As for `parity.study`, where `study` is a CSV file or a DataFrame.

    Returns
    -------
    Tables

    Examples
    --------
    >>> import parity
    >>> tables = parity.table("asah")
    >>> tables.comparisons[0].variables[0].test.name
    'pooled'
    """
    if rows not in set(Rows):
        raise InputError(f"there are no rows {rows!r}", step="they are 'complete' or 'all'")
    found = study if isinstance(study, Study) else study_of(study, **about)
    made = Tables(comparisons(found, Rows(rows), tests), quartiles)
    characteristics.tables(made.comparisons, quartiles)
    return made
