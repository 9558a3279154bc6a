"""A study verified by the sources that are here, and what is said where that fails."""

from __future__ import annotations

import contextlib
import io

from parity.answers import modes
from parity.answers.modes import Mode
from parity.cli import command
from parity.verification.ask import verify
from parity.verification.compute import compute
from parity.checks.vocabulary.verdict import Verdict


def verified(studies, catalogue, live, mode=Mode.AUTO):
    """Everything of a catalogue on some studies; `live` is R, or None."""
    source = {study.name: modes.source(mode, catalogue, live, study.references) for study in studies}
    return verify(
        compute(studies, catalogue),
        lambda study: source[study.name],
        mode=mode,
        bridge=None,
        environment={},
        traced=None if live is None or mode is Mode.REPLAY else live.traced,
    )


def complaints(verification) -> list[str]:
    """What a failing test prints: the number, both values, the digits, the reason."""
    said = []
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            if comparison.verdict.passes or comparison.verdict in (Verdict.NOT_VERIFIED, Verdict.UNDEFINED):
                continue
            call = comparison.call
            where = f"{statistic.setting.label}: {statistic.check.stem} by {call.source} ({call.name})"
            said.append(f"{where}: {comparison.verdict.value} {comparison.note}")
            worst = [element for field in comparison.fields for element in field.worst_first(5)]
            said += [_complaint(element) for element in worst if not element.verdict.passes][:5]
    return said


def _complaint(element) -> str:
    held = f"parity {element.value!r}, R {element.reference!r}, {element.digits} digits, allowed {element.allowed}"
    return f"  {element.field}: {held}: {element.tolerance.reason} {element.note}"


def not_answered(verification) -> set[str]:
    """The stems of statistics of which nothing was held against any answer, though it is defined."""
    missing = [one for one in verification.statistics if not one.verifies and one.verdict is not Verdict.UNDEFINED]
    return {one.check.stem for one in missing}


def capped(verification) -> list[str]:
    """The fields in which rounding may do more than a bound counts for."""
    return [
        f"{statistic.setting.label}: {statistic.check.stem} by {comparison.call.source}: {field.name}"
        for statistic in verification.statistics
        for comparison in statistic.comparisons
        for field in comparison.not_verified
    ]


def on_stdout(*words: str) -> str:
    """What a command prints on stdout alone."""
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        command.main([*words], standalone_mode=False)
    return printed.getvalue()
