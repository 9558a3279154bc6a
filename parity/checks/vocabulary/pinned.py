"""Every tolerance of a catalogue as one table, and that table as it is committed: none becomes wider unseen."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from pathlib import Path

from parity.checks.vocabulary.check import Check
from parity.checks.vocabulary.tolerance import Bound
from parity.errors import Unsound

HEADER = ("check", "reference", "field", "basis", "rtol", "atol", "bound", "scale")
_KEY = 3


def rows(checks: Iterable[Check]) -> list[tuple[str, ...]]:
    """A row for each field that each reference gives."""
    found: list[tuple[str, ...]] = []
    for check in checks:
        for call in check.references:
            for field in check.gives(call):
                tolerance = check.tolerance(field, call)
                bound, scale = "", ""
                if tolerance.bound is not None:
                    bound = f"{named(tolerance.bound.function)}: {tolerance.bound.name}"
                    scale = scale_of(tolerance.bound)
                width = (tolerance.basis.value, repr(float(tolerance.rtol)), repr(float(tolerance.atol)))
                found.append((check.stem, f"{call.package}/{call.name}", field, *width, bound, scale))
    return found


def table(checks: Iterable[Check]) -> str:
    """The whole table as it is committed."""
    text = io.StringIO()
    csv.writer(text, lineterminator="\n").writerows([HEADER, *rows(checks)])
    return text.getvalue()


def hold(checks: Iterable[Check], committed: Path) -> None:
    """Refuse tolerances that are not those of the committed table.

    Raises
    ------
    Unsound
        Naming the first field whose tolerance is another, with both.
    """
    with committed.open(encoding="utf-8", newline="") as file:
        known = {tuple(row[:_KEY]): tuple(row[_KEY:]) for row in csv.reader(file)}
    for row in rows(checks):
        stem, reference, field = row[:_KEY]
        pinned = known.get(row[:_KEY])
        if pinned != row[_KEY:]:
            said = "there is none" if pinned is None else f"it is {_written(pinned)}"
            raise Unsound(
                f"{stem}, {field} by {reference}: its tolerance here is {_written(row[_KEY:])}; in {committed.name}, "
                f"which pins every tolerance, {said}"
            )


def named(function: Callable) -> str:
    """``"regression.rounding.standardised"``."""
    return f"{function.__module__}.{function.__qualname__}".removeprefix("parity.").removeprefix("checks.")


def scale_of(bound: Bound) -> str:
    """A number, fields of the reference's answer, or a function of the inputs."""
    if callable(bound.scale):
        return named(bound.scale)
    return " * ".join(bound.scale_fields) if bound.scale_fields else repr(bound.scale)


def _written(width: tuple[str, ...]) -> str:
    basis, rtol, atol, bound, scale = width
    computed = f", bound {bound} on the scale {scale}" if bound else ""
    return f"{basis}, rtol {rtol}, atol {atol}{computed}"
