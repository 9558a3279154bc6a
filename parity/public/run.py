"""A run as Python shows it: five lines, a table in a notebook, one statistic by its name, DataFrames."""

from __future__ import annotations

import dataclasses
import html
from typing import TYPE_CHECKING, Union

from parity.errors import plural, suggestion
from parity.public.html import fragment
from parity.public.table import Tables
from parity.report.paper import tables
from parity.report.headline import headline
from parity.report.reading import totals
from parity.verification.characteristics import comparisons
from parity.verification.results import COLUMNS, rows
from parity.verification.verification import Statistic, Verification

if TYPE_CHECKING:
    import pandas

_MOST_NAMED = 6


class Run(Verification):
    """What `parity.verify` returns.

    ``run["auc_delong"]`` is a statistic, ``run.results`` the numbers that a paper prints with the digits beside them,
    ``run.to_frame()`` every field beside every answer. It is true where the verdict is a pass.
    """

    __slots__ = ()

    @classmethod
    def of(cls, verification: Verification) -> Run:
        """A verification, shown."""
        return cls(**{field.name: getattr(verification, field.name) for field in dataclasses.fields(verification)})

    def __bool__(self) -> bool:
        return self.verdict.passes

    def __getitem__(self, key: Union[str, tuple[str, str]]) -> Statistic:
        """A statistic by its stem, in the development cohort; ``run["auc_delong", "later"]`` in a cohort or subgroup.

        Parameters
        ----------
        key : str, or pair of str
            Stem, and the label of a setting.
        """
        if not isinstance(key, (str, tuple)):
            raise TypeError("a run has its statistics by stem: run['auc_delong']; run.statistics are all of them")
        stem, label = (key, None) if isinstance(key, str) else key
        found = [one for one in self.statistics if one.check.stem == stem]
        if not found:
            stems = dict.fromkeys(one.check.stem for one in self.statistics)
            raise KeyError(f"there is no statistic {stem!r} in this run; {suggestion(str(stem), stems)}")
        if label is None:
            return found[0]
        for one in found:
            if label in (one.setting.label, f"{one.setting.study}: {one.setting.label}"):
                return one
        raise KeyError(f"{stem} has no setting {label!r}; {suggestion(label, [one.setting.label for one in found])}")

    @property
    def results(self) -> pandas.DataFrame:
        """The numbers that a paper prints, a row a number, in full: study, cohort, role, subgroup, predictor,
        statistic, quantity, element, value, low, high, digits, verdict, note."""
        import pandas

        return pandas.DataFrame(rows(self), columns=list(COLUMNS))

    @property
    def table1(self) -> Tables:
        """Who the patients of its studies are: `parity.table` of each."""
        return Tables(tuple(one for study in self.studies for one in comparisons(study)))

    def to_frame(self) -> pandas.DataFrame:
        """Every field beside every answer, a row a field and reference, by the element that came closest to failing.

        The elements themselves are in the evidence; `parity.report.elements.read` opens them.
        """
        import pandas

        found = []
        for statistic in self.statistics:
            for comparison in statistic.comparisons:
                for field in comparison.fields:
                    worst = field.worst
                    found.append(
                        {
                            "study": statistic.setting.study,
                            "setting": statistic.setting.label,
                            "statistic": statistic.check.stem,
                            "field": field.name,
                            "reference": comparison.call.source,
                            "version": comparison.provenance.version if comparison.provenance else "",
                            "answered": str(comparison.provenance.answered) if comparison.provenance else "",
                            "count": len(field),
                            "verdict": field.verdict.name,
                            "element": worst.field if worst else "",
                            "parity": worst.value if worst else None,
                            "answer": worst.reference if worst else None,
                            "digits": worst.digits if worst else None,
                            "note": "; ".join(filter(None, [worst.note if worst else "", comparison.note])),
                        }
                    )
        return pandas.DataFrame(found)

    def __repr__(self) -> str:
        names = [f"{study.name} ({plural(study.development.n, 'patient')})" for study in self.studies]
        shown = ", ".join(names[:_MOST_NAMED]) + (
            f" and {len(names) - _MOST_NAMED} more" if names[_MOST_NAMED:] else ""
        )
        return "\n".join(
            [
                f"<parity run: {headline(self).text}>",
                f"studies: {shown}",
                f"mode {self.mode.value}, {self.started} to {self.finished}",
                totals(self),
                "run.results, run['auc_delong'], run.to_frame(); parity.write_evidence(run, 'folder')",
            ]
        )

    def _repr_html_(self) -> str:
        parts = [f"<p><strong>{html.escape(headline(self).text)}</strong><br>{html.escape(totals(self))}</p>"]
        return "\n".join([*parts, *(fragment(table) for table in tables(self))])
