"""How a verification is read: which number decides, what was not verified, which tolerances are wider than they need be."""

from __future__ import annotations

import math
import shlex
from collections.abc import Iterable
from dataclasses import dataclass

from parity.cohort import Cohort, Column, Factor, Study
from parity.columns import is_number
from parity.compare import Agreement, Comparison, Verdict
from parity.fields import base_name
from parity.modes import Mode
from parity.report.words import counted, plural
from parity.verify import Statistic, Verification

SLACK = 1000.0
"""A tolerance this many times its worst observed difference is flagged."""


def used(agreement: Agreement) -> float:
    """The part of its tolerance that a difference uses up: 0 for identical values, above 1 for a failure.

    Under a purely relative tolerance its -log10 is the number of digits beyond those needed; under an absolute one it still
    tells which number came closest to failing.
    """
    if agreement.verdict is Verdict.AGREES and not agreement.difference:
        return 0.0
    if agreement.difference is None or not math.isfinite(agreement.difference):
        return math.inf
    allowed = agreement.tolerance.atol + agreement.tolerance.rtol * abs(agreement.reference)
    return abs(agreement.difference) / allowed if allowed else math.inf


def worst_first(agreements: Iterable[Agreement]) -> list[Agreement]:
    """Failures, then documented deviations, then by the part of the tolerance used.

    Of those that use nothing of it, numbers that might have differed come before exact ones, infinite ones and text.
    """

    def key(a: Agreement) -> tuple:
        return _ORDER[a.verdict], -used(a), a.digits is None, not a.tolerance.rtol, not _telling(a.value)

    return sorted(agreements, key=key)


def _telling(value: object) -> bool:
    """Whether a number can show agreement: 0 and infinity do not."""
    return isinstance(value, (int, float)) and value != 0 and math.isfinite(value)


def decisive(comparison: Comparison) -> Agreement | None:
    """The number that came closest to failing, or failed by most; the lines of a drawn page are counted, and read as one."""
    first = next(iter(worst_first(comparison.agreements)), None)
    if first is None or not comparison.drawn:
        return first
    alike = sum(line.value == line.reference for line in comparison.agreements)
    lines = plural(len(comparison.agreements), "line")
    theirs = lines if alike == len(comparison.agreements) else f"{alike:,} the same"
    return Agreement("page", lines, theirs, None, None, first.tolerance, comparison.verdict, first.note)


def comparisons_worst_first(statistic: Statistic) -> list[Comparison]:
    """Failures first, then by the part of the tolerance that the deciding number uses; who did not answer comes last."""

    def key(comparison: Comparison) -> tuple:
        deciding = decisive(comparison)
        return comparison.provenance is None, _ORDER[comparison.verdict], -used(deciding) if deciding else 0.0

    return sorted(statistic.comparisons, key=key)


def statistics_worst_first(statistics: Iterable[Statistic]) -> list[Statistic]:
    """Failures first, then by the part of the tolerance that the deciding number of any reference uses."""

    def key(statistic: Statistic) -> tuple:
        deciding = [decisive(comparison) for comparison in statistic.comparisons]
        share = max((used(agreement) for agreement in deciding if agreement is not None), default=0.0)
        return _ORDER[statistic.verdict], -share

    return sorted(statistics, key=key)


def not_verified(verification: Verification) -> list[Statistic]:
    """The statistics that not one reference answered, or of which nothing was held against an answer."""
    return [s for s in verification.statistics if not any(comparison.verifies for comparison in s.comparisons)]


def unanswered(verification: Verification) -> list[tuple[Statistic, Comparison]]:
    """Every reference that gave no answer, with the statistic it was asked for."""
    return [(s, comparison) for s in verification.statistics for comparison in s.comparisons if comparison.provenance is None]


def totals(verification: Verification) -> str:
    """``"14 statistics, 1,204 numbers against 1,866 answers: 12 agree, 1 disagrees; 1 reference skipped (rmda)"``."""
    parts = [plural(len(verification.statistics), "statistic")]
    if verification.numbers or not verification.lines:
        parts.append(f"{plural(verification.numbers, 'number')} against {plural(verification.answers, 'answer')}")
    if verification.lines:
        parts.append(f"figures against {plural(verification.lines, 'line')} of R's drawings")
    line = ", ".join(parts)
    tally = counted(verification.counts)
    if tally:
        line += f": {tally}"
    skipped = sorted(verification.skipped)
    if skipped:
        line += f"; {plural(len(skipped), 'reference')} skipped ({', '.join(skipped)})"
    return line


def cohorts(study: Study) -> list[tuple[str, Cohort]]:
    """The cohorts of a study by their role."""
    both = [("development", study.development)]
    return both if study.validation is None else [*both, ("validation", study.validation)]


def formula(study: Study) -> str:
    """``"outcome ~ age + sex (2 levels)"``: of a predictor that is taken as a factor, the number of its levels."""
    terms = [name + _as_factor(study.development.columns.get(name)) for name in study.predictors]
    return f"{study.outcome} ~ {' + '.join(terms)}"


def _as_factor(column: Column | None) -> str:
    return f" ({plural(len(column.levels), 'level')})" if isinstance(column, Factor) else ""


def cohort_of(verification: Verification, shown: Statistic) -> str:
    """The name of a cohort, and before it that of the study where cohorts of several studies have the name."""
    studies = {statistic.study for statistic in verification.statistics if statistic.cohort == shown.cohort}
    return f"{shown.study}: {shown.cohort}" if len(studies) > 1 else shown.cohort


def next_command(verification: Verification, statistic: Statistic) -> str:
    """The command that shows the card of a statistic with its values; of a bare CSV file, what goes before it."""
    study = next(study for study in verification.studies if study.name == statistic.study)
    stem, path = statistic.check.stem, study.path
    if path is None:
        return f"parity show {stem} {shlex.quote(study.name)}"
    if path.suffix.lower() != ".csv":
        return f"parity show {stem} {shlex.quote(str(path))}"
    csv, toml = (shlex.quote(str(file)) for file in (path, path.with_suffix(".toml")))
    begin = f"parity init {csv} --outcome {shlex.quote(study.outcome)}"
    return f"`{begin}` writes a study file to edit, and `parity show {stem} {toml}` reads it"


def patients(study: Study, cohort: Cohort) -> str:
    """``"113 patients, 41 Poor"``, with the number of rows left out."""
    event = "events" if study.event.casefold() in ("true", "false", "yes", "no", "") or is_number(study.event) else study.event
    text = f"{plural(cohort.n, 'patient')}, {cohort.events:,} {event}"
    return f"{text}, {cohort.dropped:,} left out (missing values)" if cohort.dropped else text


def answering(verification: Verification, study: str | None = None) -> str:
    """``"R 4.2.2 live through rpy2 3.5.9"``, ``"recorded answers of R 4.2.2 and R 4.5.0"``, or both."""
    live, recorded = set(), set()
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            if comparison.provenance is None or study not in (None, statistic.study):
                continue
            r = comparison.provenance.environment.get("r")
            if r:
                (live if comparison.provenance.answered == "live" else recorded).add(f"R {r}")
    parts = []
    if live:
        bridge = verification.bridge or ""
        version = verification.environment.get("rpy2") if bridge == "rpy2" else None
        through = {"rpy2": f" through rpy2 {version or ''}".rstrip(), "rscript": " through Rscript"}.get(bridge, "")
        parts.append(f"{' and '.join(sorted(live))} live{through}")
    if recorded:
        parts.append(f"recorded answers of {' and '.join(sorted(recorded))}")
    asked = verification.mode is not Mode.REPLAY and not verification.without_r
    return ", ".join(parts) or ("R did not answer" if asked else "R was not asked")


@dataclass(frozen=True, slots=True)
class Slack:
    """A tolerance more than `SLACK` times its worst observed difference.

    Attributes
    ----------
    stem, field : str
        The field without element label.
    package : str or None
        The reference whose own tolerance it is; None for the tolerance of the field.
    ratio : float
        The tolerance over the worst difference.
    """

    stem: str
    field: str
    package: str | None
    ratio: float


def slack(verification: Verification) -> list[Slack]:
    """The tolerances of this run that are wider than the differences call for.

    The worst difference is taken over every study, cohort, element and answer that the tolerance was applied to, each in
    proportion to what was allowed for it. A field whose values were identical throughout is not flagged: it has shown no
    difference by which its tolerance could be judged. Exact fields allow nothing and are never flagged, nor do numbers count
    that did not agree.
    """
    worst: dict[tuple[str, str, str | None], float] = {}
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            for agreement in comparison.agreements:
                if agreement.verdict is Verdict.AGREES:
                    base = base_name(agreement.field)
                    own = comparison.call.package if base in comparison.call.tolerances else None
                    key = (statistic.check.stem, base, own)
                    worst[key] = max(worst.get(key, 0.0), used(agreement))
    return [Slack(*key, 1 / share) for key, share in worst.items() if 0 < share < 1 / SLACK]


_ORDER = {verdict: position for position, verdict in enumerate(reversed(Verdict))}
