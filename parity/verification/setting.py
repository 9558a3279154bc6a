"""On what a check is run."""

from __future__ import annotations

import enum
import hashlib
import re
from dataclasses import dataclass

from parity.errors import plural


class Role(enum.StrEnum):
    """What a cohort is to the model."""

    DEVELOPMENT = "development"
    VALIDATION = "validation"


@dataclass(frozen=True, slots=True)
class Resamples:
    """How a bootstrap is drawn.

    Attributes
    ----------
    count, seed : int
    """

    count: int
    seed: int

    @property
    def label(self) -> str:
        """``"2,000 resamples, seed 123"``."""
        return f"{plural(self.count, 'resample')}, seed {self.seed}"


@dataclass(frozen=True, slots=True)
class Setting:
    """A cohort, and what is looked at in it; the key of questions, records and report.

    Attributes
    ----------
    study, cohort : str
        Names.
    role : Role
    subgroup : str
        ``"sex=male"``; empty: all patients.
    model : str
        The name of the model, in a study of several; empty: the only one.
    against : tuple of str
        The other models that it is compared with.
    predictor : str
        Of a check that is run on each predictor; empty elsewhere.
    resamples : Resamples or None
        Of a check that draws.
    """

    study: str
    cohort: str
    role: Role
    subgroup: str = ""
    model: str = ""
    predictor: str = ""
    resamples: Resamples | None = None
    against: tuple[str, ...] = ()

    @property
    def models(self) -> str:
        """The model, and those that it is compared with: ``"old against new"``."""
        return f"{self.model} against {', '.join(self.against)}" if self.against else self.model

    @property
    def place(self) -> str:
        """The folder of its recorded answers, in that of the study: the cohort, and below it what is looked at."""
        drawn = f"{self.resamples.count}-resamples-seed-{self.resamples.seed}" if self.resamples is not None else ""
        looked_at = {"subgroup": self.subgroup, "model": self.models, "predictor": self.predictor, "drawn": drawn}
        return "/".join(
            [_folder(self.cohort), *(_folder(f"{kind} {name}") for kind, name in looked_at.items() if name)]
        )

    @property
    def label(self) -> str:
        """What it is called in a report, without the study: ``"rait-validation · sex=male"``."""
        drawn = self.resamples.label if self.resamples is not None else ""
        model = f"model {self.models}" if self.model else ""
        predictor = f"predictor {self.predictor}" if self.predictor else ""
        return " · ".join(filter(None, [self.cohort, self.subgroup, model, predictor, drawn]))


def _folder(name: str) -> str:
    """A name as a folder; one that cannot be a folder's, on any system, is told apart from others by its hash."""
    plain = re.sub(r'[/\\\0<>:"|?*]', "_", name)
    if plain == name and name not in (".", "..") and len(name.encode()) <= _LONGEST:
        return name
    return f"{plain[:40]}-{hashlib.sha256(name.encode()).hexdigest()[:8]}"


_LONGEST = 200
"""Bytes; file systems take 255."""
