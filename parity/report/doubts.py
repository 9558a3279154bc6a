"""What a run could not verify, or found undefined, each reason once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from parity.checks.vocabulary import Check
from parity.checks.vocabulary.verdict import Verdict
from parity.report.reading import Gap, gaps, not_verified, setting_of, undefined
from parity.verification.verification import Verification

_NOBODY = "nothing could be held against an answer"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one reason holds.

    Attributes
    ----------
    check : Check
    fields : tuple of str
        ``"coefficients (2 of 4) against rms::lrm 6.5-0"``; none where it is all of the statistic.
    settings : tuple of str
    """

    check: Check
    fields: tuple[str, ...]
    settings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Doubt:
    """A reason for which numbers are not verified or undefined, and where."""

    verdict: Verdict
    reason: str
    places: tuple[Place, ...]


def doubts(verification: Verification) -> list[Doubt]:
    """What was not verified first, then what is undefined; settings with the same fields stand together."""
    found: dict[tuple[Verdict, str], dict[tuple[str, str], tuple[Check, dict[str, None]]]] = {}
    for verdict, reason, check, setting, field in _all(verification):
        places = found.setdefault((verdict, reason), {})
        places.setdefault((check.stem, setting), (check, {}))[1].update({field: None} if field else {})
    return [Doubt(verdict, reason, tuple(_together(places))) for (verdict, reason), places in found.items()]


def _together(places: dict[tuple[str, str], tuple[Check, dict[str, None]]]) -> Iterable[Place]:
    alike: dict[tuple[str, tuple[str, ...]], tuple[Check, list[str]]] = {}
    for (stem, setting), (check, fields) in places.items():
        alike.setdefault((stem, tuple(fields)), (check, []))[1].append(setting)
    return (Place(check, fields, tuple(settings)) for (_, fields), (check, settings) in alike.items())


def _all(verification: Verification) -> Iterable[tuple[Verdict, str, Check, str, str]]:
    for statistic in not_verified(verification):
        yield Verdict.NOT_VERIFIED, _NOBODY, statistic.check, setting_of(verification, statistic), ""
    for gap in (*gaps(verification), *undefined(verification)):
        yield gap.verdict, gap.reason, gap.statistic.check, setting_of(verification, gap.statistic), _field(gap)


def _field(gap: Gap) -> str:
    return gap.named + gap.against
