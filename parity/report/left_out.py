"""What was not computed at all, and why, as lines."""

from __future__ import annotations

from parity.verification.groups import LeftOut
from parity.verification.verification import Verification


def lines(verification: Verification) -> list[str]:
    """``"rait-validation · gender=male: all of its 7 patients are without the event, ..."``, one line a place and
    reason."""
    several = len({one.study for one in verification.left_out}) > 1
    found: dict[tuple[str, str], list[LeftOut]] = {}
    for one in verification.left_out:
        place = f"{one.study}: {one.place}" if several else one.place
        found.setdefault((place, one.reason), []).append(one)
    return [f"{_named(place, entries)}: {reason}" for (place, reason), entries in found.items()]


def unasked(verification: Verification) -> list[str]:
    """What a person asked for and did not get, for the headline: groups with one outcome, and the stems of statistics
    that do not apply, but for those that given risks make pointless, and for tests of one predictor."""
    given = {(study.name, model.model) for study in verification.studies for model in study.by_model if model.risk}
    found: dict[str, None] = {}
    for one in verification.left_out:
        if one.predictor:
            continue
        if one.stem and (one.study, one.model) not in given:
            found[one.stem] = None
        elif one.group:
            found[" · ".join([one.cohort, one.subgroup])] = None
    return list(found)


def _named(place: str, entries: list[LeftOut]) -> str:
    titles = dict.fromkeys(one.title for one in entries if one.title)
    predictors = dict.fromkeys(one.predictor for one in entries if one.predictor)
    return " · ".join(filter(None, [place, ", ".join(predictors), ", ".join(titles)]))
