"""What became of the planted mistakes: for a terminal, as a page, as data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from parity.selftest.asking import Ending, Run
from parity.selftest.fault import Kind
from parity.selftest.run import Outcome, SelfTest

if TYPE_CHECKING:
    from rich.console import Console

SCHEMA = "parity.selftest/1"


def verdict_of(run: Run) -> str:
    """``"DISAGREES auc_delong: variance, pROC::ci.auc"``."""
    return f"{run.ending.value}: {run.where}" if run.where else run.ending.value


def said_of(outcome: Outcome) -> str:
    """What was said of a mistake, by the recorded answers and by R."""
    if outcome.out_of_date:
        return f"out of date: {outcome.out_of_date}"
    if outcome.is_known_hole:
        return f"no bundled study: it takes {outcome.fault.unseen}"
    if not outcome.asked:
        return "not asked: only R shows it"
    if outcome.by_records is not None and outcome.by_r is not None:
        return f"with R {verdict_of(outcome.by_r)}; without {outcome.by_records.ending.value}"
    return verdict_of(outcome.runs[0])


def summary(found: SelfTest) -> list[str]:
    """How many were caught, and what else a reader must know."""
    asked = [outcome for outcome in found.outcomes if outcome.asked]
    caught = sum(outcome.caught for outcome in asked)
    lines = [f"{caught} of {len(asked)} mistakes were noticed by a bundled study"]
    lines += [f"known hole: {one.fault.name}: it takes {one.fault.unseen}" for one in found.holes]
    lines += [f"no hole any more, take its mark out: {one.fault.name}" for one in found.closed]
    lines += [f"missed: {outcome.fault.name}: {said_of(outcome)}" for outcome in found.missed]
    if found.not_asked:
        names = ", ".join(outcome.fault.name for outcome in found.not_asked)
        lines.append(f"{found.why_no_r}: {len(found.not_asked)} that only R shows were not planted: {names}")
    wrong = [run for run in found.unplanted if run.ending is not Ending.PASSED]
    lines += [f"without a mistake: {verdict_of(run)}" for run in wrong]
    if not wrong:
        lines.append("without a mistake nothing is reported")
    return lines


def show(found: SelfTest, console: Console) -> None:
    """The table, and below it the summary."""
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    table.add_column("")
    table.add_column("mistake", overflow="fold")
    table.add_column("noticed by", overflow="fold")
    table.add_column("s", justify="right", no_wrap=True)
    for outcome in found.outcomes:
        mark = "✓" if outcome.caught else "○" if outcome.is_known_hole else "✗" if outcome.asked else "–"
        name = f"{outcome.fault.name}\n  {outcome.fault.mistake}"
        table.add_row(mark, name, said_of(outcome), f"{outcome.seconds:.1f}" if outcome.runs else "")
    console.print(table)
    for line in summary(found):
        console.print(line, markup=False)


def data(found: SelfTest) -> dict[str, Any]:
    """All of it, as one object of JSON."""
    return {
        "schema": SCHEMA,
        "exit_code": found.exit_code,
        "error": None,
        "why_no_r": found.why_no_r,
        "caught": sum(outcome.caught for outcome in found.outcomes),
        "holes": [outcome.fault.name for outcome in found.holes],
        "closed": [outcome.fault.name for outcome in found.closed],
        "missed": [outcome.fault.name for outcome in found.missed],
        "not_asked": [outcome.fault.name for outcome in found.not_asked],
        "unplanted": [_run(run) for run in found.unplanted],
        "faults": [
            {
                "name": outcome.fault.name,
                "kind": outcome.fault.kind.name,
                "mistake": outcome.fault.mistake,
                "file": outcome.fault.file,
                "study": outcome.fault.study,
                "checks": list(outcome.fault.checks),
                "caught": outcome.caught,
                "out_of_date": outcome.out_of_date or None,
                "by_records": _run(outcome.by_records),
                "by_r": _run(outcome.by_r),
            }
            for outcome in found.outcomes
        ],
    }


def _run(run: Run | None) -> dict[str, Any] | None:
    return None if run is None else {"ending": run.ending.name, "where": run.where, "seconds": round(run.seconds, 2)}


def page(found: SelfTest) -> str:
    """The table as it is kept with the documentation, by kind of mistake."""
    return "\n".join(_page(found)) + "\n"


def _page(found: SelfTest) -> Iterator[str]:
    yield "# Planted mistakes, and what notices them"
    yield ""
    yield "Written by `parity selftest --write docs/selftest.md`: each was planted in a copy of parity, and a bundled"
    yield "study verified there. Of a changed R script, recorded answers can only say that they are stale; R disagrees."
    yield ""
    yield from summary(found)[:1]
    for kind in Kind:
        of_kind = [outcome for outcome in found.outcomes if outcome.fault.kind is kind]
        if not of_kind:
            continue
        yield ""
        yield f"## {kind.value[0].upper()}{kind.value[1:]}"
        yield ""
        yield "| mistake | what it is | where | study | noticed by |"
        yield "|---|---|---|---|---|"
        for outcome in of_kind:
            fault = outcome.fault
            mark = "" if outcome.caught or outcome.is_known_hole else "**missed**: "
            cells = (fault.name, fault.mistake, f"`{fault.file}`", fault.study, mark + said_of(outcome))
            yield "| " + " | ".join(cell.replace("|", "\\|") for cell in cells) + " |"
