"""The groups of a cohort as samples, and the groups and patients of whom nothing can be said."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from parity.data.cohort import Cohort, Column, Factor, Study, read_only
from parity.errors import plural
from parity.verification.sample import Sample


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Of whom, or what, nothing is computed: a group, patients in no group, a statistic that does not apply.

    Attributes
    ----------
    study, cohort : str
        Names.
    subgroup : str
        ``"sex=male"``, or the column where its value is missing; empty of a whole cohort.
    reason : str
    stem, title : str
        Of a statistic; empty where it is all of them.
    group : bool
        Whether it is a whole group.
    predictor, model : str
        That the statistic would have been of.
    """

    study: str
    cohort: str
    subgroup: str
    reason: str
    stem: str = ""
    title: str = ""
    group: bool = False
    predictor: str = ""
    model: str = ""

    def __str__(self) -> str:
        model = f"model {self.model}" if self.model else ""
        place = filter(None, [self.cohort, self.subgroup, model, self.predictor, self.title])
        return f"{' · '.join(place)}: {self.reason}"


def group_samples(sample: Sample) -> Iterator[Sample]:
    """The groups of a cohort's sample that have patients with the event and without.

    The risks are those of the whole sample: nothing is fitted to a group.
    """
    for name, rows in _groups(sample.study, sample.cohort):
        outcome = sample.outcome[rows]
        if len(np.unique(outcome)) == 2:
            yield dataclasses.replace(
                sample,
                setting=dataclasses.replace(sample.setting, subgroup=name),
                outcome=read_only(outcome),
                predictors={predictor: _rows(column, rows) for predictor, column in sample.predictors.items()},
                linear_predictor=sample.linear_predictor[rows] if sample.terms else sample.linear_predictor,
                risk=read_only(sample.risk[rows]),
                development=sample.fitted_on,
                of_group=np.flatnonzero(rows),
            )


def left_out(study: Study) -> tuple[LeftOut, ...]:
    """The groups without patients of both outcomes, and how many patients have no value of a subgroup's column."""
    return tuple(_left_out(study))


def sizes(study: Study) -> dict[tuple[str, str], tuple[int, int]]:
    """How many patients, and how many with the event, by cohort and subgroup; the whole cohort's subgroup is empty."""
    found = {}
    for cohort in study.cohorts:
        found[cohort.name, ""] = (cohort.n, cohort.events)
        for name, rows in _groups(study, cohort):
            found[cohort.name, name] = (int(rows.sum()), int(cohort.outcome[rows].sum()))
    return found


def _left_out(study: Study) -> Iterator[LeftOut]:
    for cohort in study.cohorts:
        for subgroup in study.subgroups:
            without = int((cohort.subgroups[subgroup.column].codes < 0).sum())
            if without:
                who = plural(without, "patient is", "patients are")
                yield LeftOut(study.name, cohort.name, subgroup.column, f"missing; {who} in none of its groups")
        for name, rows in _groups(study, cohort):
            outcome = cohort.outcome[rows]
            if len(np.unique(outcome)) == 2:
                continue
            n = len(outcome)
            if n == 0:
                reason = "has no patients"
            else:
                which = "with" if outcome[0] else "without"
                who = "its one patient is" if n == 1 else f"all of its {n:,} patients are"
                reason = f"{who} {which} the event, and performance needs both"
            yield LeftOut(study.name, cohort.name, name, reason, group=True)


def _groups(study: Study, cohort: Cohort) -> Iterator[tuple[str, np.ndarray]]:
    """The name of each group, and the mask of its patients."""
    for subgroup in study.subgroups:
        factor = cohort.subgroups[subgroup.column]
        for code, level in enumerate(factor.levels):
            yield subgroup.group(level), factor.codes == code


def _rows(column: Column, kept: np.ndarray) -> Column:
    if isinstance(column, Factor):
        return Factor(read_only(column.codes[kept]), column.levels)
    return read_only(column[kept])
