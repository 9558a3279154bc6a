"""The cohorts of a study."""

from __future__ import annotations

from typing import Any

from parity.data.cohort import Study
from parity.data.study_file import find_study
from parity.errors import InputError, listed, quoted
from parity.verification.estimable import check_estimable
from parity.verification.predictions import samples
from parity.verification.sample import Sample
from parity.verification.selected import selected


def samples_of(of: Any) -> tuple[Sample, ...]:
    """The cohorts of a study, which may be given by its name or file; that of development first."""
    study = selected(of if isinstance(of, Study) else find_study(of))
    check_estimable(study)
    return samples(study)


def sample_of(of: Any, cohort: str = "development") -> Sample:
    """One cohort of a study, by its name or by what it is to the model."""
    every = samples_of(of)
    found = [sample for sample in every if sample.cohort.name == cohort] or [
        sample for sample in every if sample.setting.role.value == cohort
    ]
    if len(found) == 1:
        return found[0]
    name = every[0].study.name
    if found:
        raise InputError(
            f"the study {name} has {len(found)} cohorts of {cohort}",
            step=f"name one: {listed(sample.cohort.name for sample in found)}",
        )
    there = " and ".join(dict.fromkeys(sample.setting.role.value for sample in every))
    raise InputError(f"the study {name} has no cohort {quoted(cohort)}", step=f"it has {there}")
