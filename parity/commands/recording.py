"""``parity record`` and ``parity drift``: R's answers kept, and today's R held against them."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import click

from parity.commands import shared
from parity.errors import InputError, Missing

if TYPE_CHECKING:
    from parity.answers.answer import Bridge


@click.command()
@click.argument("studies", nargs=-1, metavar="[STUDY ...]")
@shared.checks
@shared.resampling
@shared.bridge
@shared.timeout
def record(
    studies: tuple[str, ...],
    patterns: tuple[str, ...],
    resamples: int | None,
    seed: int | None,
    bridge: Bridge | None,
    timeout: float,
) -> int:
    """Ask R afresh, and write its answers down.

    Without STUDY for every bundled study. What this R cannot answer is left as it was. Refused under CI.
    """
    from parity.answers.connect import connect
    from parity.answers.modes import Mode
    from parity.answers.recorded import RecordedR
    from parity.checks.catalogue import CATALOGUE
    from parity.data.study_file import bundled_studies
    from parity.report.lines import say
    from parity.verification.recording import Kept
    from parity.verification.recording import record as keep
    from parity.verification.recording import refuse_under_ci

    refusal = refuse_under_ci()
    if refusal:
        raise InputError(refusal)
    chosen = CATALOGUE.matching(patterns)
    loaded = shared.load(studies or bundled_studies(), None, resamples, seed)
    recordings = []
    console = shared.console()
    with connect(Mode.AUTO, bridge, chosen.r_packages, timeout=timeout) as connection:
        if connection.live is None:
            raise Missing(connection.why_not)
        for study in loaded:
            if study.references is None:
                raise InputError(f"{study.name}: answers are recorded beside a study file; `parity init` writes one")
            for recording in keep(study, chosen, connection.live, RecordedR(study.references, chosen.scripts)):
                recordings.append(recording)
                if recording.state is not Kept.SAME:
                    where = f"{recording.cohort}: {recording.name} by {recording.source}"
                    say(console, f"{recording.state:8} {where} {recording.note}".rstrip(), hanging=9)
    count = {state: sum(r.state is state for r in recordings) for state in Kept}
    say(console, ", ".join(f"{number} {state}" for state, number in count.items() if number))
    return 4 if count[Kept.NOT_RUN] else 0


@click.command()
@click.argument("studies", nargs=-1, metavar="[STUDY ...]")
@shared.checks
@shared.resampling
@shared.bridge
@shared.timeout
@shared.as_json
def drift(
    studies: tuple[str, ...],
    patterns: tuple[str, ...],
    resamples: int | None,
    seed: int | None,
    bridge: Bridge | None,
    timeout: float,
    as_json: bool,
) -> int:
    """Did R change? Its answers of today against the recorded ones.

    Python plays no part. Exit status 1 where a number agrees in fewer digits than the check needs between R and Python,
    4 where an answer could not be compared. Recorded answers of packages that are not installed are counted, and
    nothing else changes by them.
    """
    import dataclasses
    from collections import Counter

    from parity.answers.connect import connect
    from parity.answers.modes import Mode
    from parity.answers.recorded import RecordedR
    from parity.checks.catalogue import CATALOGUE
    from parity.data.study_file import bundled_studies
    from parity.report.lines import say
    from parity.report.words import plural
    from parity.verification.recording import Change, Drift
    from parity.verification.recording import drift as compare

    chosen = CATALOGUE.matching(patterns)
    loaded = shared.load(studies or bundled_studies(), None, resamples, seed)
    drifts: list[Drift] = []
    with connect(Mode.AUTO, bridge, chosen.r_packages, timeout=timeout) as connection:
        if connection.live is None:
            raise Missing(connection.why_not)
        for study in loaded:
            if study.references is not None:
                drifts += compare(study, chosen, connection.live, RecordedR(study.references, chosen.scripts))
    beyond = [item for item in drifts if item.beyond]
    uncompared = [item for item in drifts if item.state is Change.NOT_COMPARABLE]
    asked = [item for item in drifts if item.state is not Change.NOT_ASKED]
    if as_json:
        rows = [dataclasses.asdict(item) for item in drifts]
        shown = [{key: _json_value(value) for key, value in row.items()} for row in rows]
        click.echo(json.dumps({"drift": shown}, ensure_ascii=False))
    else:
        console = shared.console()
        for item in asked:
            if item.state is not Change.IDENTICAL:
                say(console, str(item), hanging=2)
        identical = sum(item.state is Change.IDENTICAL for item in asked)
        within = len(asked) - identical - len(beyond) - len(uncompared)
        parts = f"{identical} identical, {plural(within, 'differs', 'differ')} within need, {len(beyond)} beyond"
        line = f"{plural(len(asked), 'recorded answer')}: {parts}"
        line += f", {len(uncompared)} not compared" if uncompared else ""
        left_out = Counter(item.note for item in drifts if item.state is Change.NOT_ASKED)
        say(console, "; ".join([line, *(f"{number} not asked: {why}" for why, number in left_out.items())]))
    return 1 if beyond else 4 if uncompared else 5 if not asked else 0


def _json_value(value: Any) -> Any:
    return None if isinstance(value, float) and not math.isfinite(value) else value
