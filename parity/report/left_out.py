"""What was not computed at all, and why, as lines."""

from __future__ import annotations

from parity.verification.groups import LeftOut
from parity.verification.verification import Verification


def lines(verification: Verification) -> list[str]:
    """``"rait-validation · gender=male: all of its 7 patients are without the event, ..."``, one line a place and
    reason, of all models of which the same is said."""
    several = len({one.study for one in verification.left_out}) > 1
    found: dict[tuple[str, str, str], list[LeftOut]] = {}
    for one in verification.left_out:
        cohort = f"{one.study}: {one.cohort}" if several else one.cohort
        place = " · ".join(filter(None, [cohort, one.subgroup]))
        found.setdefault((place, one.model, one.reason), []).append(one)
    alike: dict[tuple[str, str, str], list[str]] = {}
    for (place, model, reason), entries in found.items():
        alike.setdefault((place, _what(entries), reason), []).append(model)
    return [
        f"{' · '.join(filter(None, [place, _of_models(models), what]))}: {reason}"
        for (place, what, reason), models in alike.items()
    ]


def _of_models(models: list[str]) -> str:
    return " and ".join(f"model {model}" for model in models if model)


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


def _what(entries: list[LeftOut]) -> str:
    titles = dict.fromkeys(one.title for one in entries if one.title)
    predictors = dict.fromkeys(one.predictor for one in entries if one.predictor)
    return " · ".join(filter(None, [", ".join(predictors), ", ".join(titles)]))
