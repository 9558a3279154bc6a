"""The figures of a run: parity's drawing of each, and beside it what R drew, from the pages that were compared."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from parity.check import RDrawing
from parity.compare import Comparison, Verdict
from parity.figures.display import DisplayList, Primitive
from parity.figures.measure import measure
from parity.figures.r_pdf_reader import read_page
from parity.figures.svg import svg
from parity.report import words
from parity.report.reading import cohort_of
from parity.verify import Statistic, Verification

_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Beside:
    """What R drew.

    Attributes
    ----------
    svg : str
        An element to stand inside a page.
    source : str
        Who drew it, with its version.
    measured : str
        How far it is from parity's drawing.
    """

    svg: str
    source: str
    measured: str


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of a run.

    Attributes
    ----------
    title : str
        ``"Nomogram, the figure · rait"``.
    ours : str
        Parity's drawing, an ``svg`` element to stand inside a page.
    others : tuple of Beside
        R's; none where R did not draw it.
    """

    title: str
    ours: str
    others: tuple[Beside, ...]


def figures(verification: Verification) -> list[Figure]:
    """Every figure that parity drew, with R's beside it."""
    drawn = [
        (statistic, drawing)
        for statistic in verification.statistics
        for drawing in statistic.check.references[:1]
        if isinstance(drawing, RDrawing) and statistic.result is not None
    ]
    named = [(statistic, drawing, cohort_of(verification, statistic)) for statistic, drawing in drawn]
    return [_figure(*one, f"figure-{number}") for number, one in enumerate(named, 1)]


def _figure(statistic: Statistic, drawing: RDrawing, cohort: str, name: str) -> Figure:
    ours = _read(statistic.result.content, drawing)
    answered = [comparison for comparison in statistic.comparisons if comparison.agreements]
    others = tuple(_beside(comparison, statistic, ours, drawing, f"{name}-{number}") for number, comparison in enumerate(answered, 1))
    return Figure(f"{statistic.check.title} · {cohort}", _inline(ours, drawing, name), others)


def _beside(comparison: Comparison, statistic: Statistic, ours: Sequence[Primitive], drawing: RDrawing, name: str) -> Beside:
    lines = [agreement for agreement in comparison.agreements if agreement.field.startswith("content[")]
    theirs = _read([line.reference for line in lines if line.reference is not None], drawing)
    found = measure(ours, theirs)
    alike = sum(line.value == line.reference for line in lines)
    said = f"{alike:,} of {len(lines):,} lines of the page are the same; "
    if found.surplus:
        said += f"R draws {abs(found.surplus)} things {'more' if found.surplus > 0 else 'fewer'}; "
    said += f"{found.primitives:,} things drawn, {found.different:,} of another kind, text or colour, "
    said += f"the others at most {found.distance:.2f} pt apart"
    note = next((line.note for line in lines if line.verdict is Verdict.DEVIATES_AS_DOCUMENTED), "")
    source = words.answer_of(comparison, statistic.comparisons)
    return Beside(_inline(theirs, drawing, name), source, said + (f". {note}" if note else ""))


def _read(content: Sequence[str], drawing: RDrawing) -> tuple[Primitive, ...]:
    return read_page("".join(f"{line}\n" for line in content), _INCH * drawing.width, _INCH * drawing.height)


def _inline(page: Sequence[Primitive], drawing: RDrawing, name: str) -> str:
    """The page as an element whose clipping paths are its own among all on the report's page."""
    text = svg(DisplayList(_INCH * drawing.width, _INCH * drawing.height, _INCH, True, (tuple(page),)))
    return re.sub(r'(id="|url\(#)clip', rf"\1{name}-clip", text)
