"""The figures of a run: parity's drawing of each, and R's beside it where that is another picture."""

from __future__ import annotations

import functools
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from parity.checks.vocabulary import RDrawing
from parity.checks.vocabulary.verdict import Verdict
from parity.graphics.drawing.display import DisplayList, Primitive
from parity.graphics.drawing.measure import measure
from parity.graphics.painters.r_pdf_reader import read_page
from parity.graphics.painters.svg import svg
from parity.report import words
from parity.report.reading import setting_of
from parity.verification.compare import FieldComparison
from parity.verification.compute import Computation
from parity.verification.elements import CODE
from parity.verification.verification import Statistic, Verification

_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Beside:
    """What R drew.

    Attributes
    ----------
    svg : str
        An element to stand inside a page; empty where it is the same picture as ours, or cannot be read.
    sources : tuple of str
        Who drew it, with the version.
    measured : str
        How far it is from parity's drawing.
    """

    svg: str
    sources: tuple[str, ...]
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
        R's, those that are alike together; none where R did not draw it.
    """

    title: str
    ours: str
    others: tuple[Beside, ...]


def figures(verification: Verification) -> list[Figure]:
    """Every figure that parity drew, with what R drew."""
    drawn = [
        (statistic, drawing)
        for statistic in verification.statistics
        for drawing in statistic.check.references[:1]
        if isinstance(drawing, RDrawing) and statistic.result is not None
    ]
    named = [(statistic, drawing, setting_of(verification, statistic)) for statistic, drawing in drawn]
    return [_figure(*one, f"figure-{number}") for number, one in enumerate(named, 1)]


def _figure(statistic: Statistic, drawing: RDrawing, setting: str, name: str) -> Figure:
    ours = _read(statistic.result.content, drawing)
    answers = ((comparison, field) for comparison in statistic.comparisons for field in comparison.fields)
    pages = [answer for answer in answers if answer[1].name == "content"]
    others = [
        _beside(field, words.answer_of(comparison, statistic.comparisons), ours, drawing, f"{name}-{number}")
        for number, (comparison, field) in enumerate(pages, 1)
    ]
    return Figure(f"{statistic.check.title} · {setting}", _inline(ours, name), tuple(_alike(others)))


def _alike(others: list[Beside]) -> Iterable[Beside]:
    """Those of which the same is said together; a picture of its own stays alone."""
    found: dict[tuple[str, str], list[str]] = {}
    for other in others:
        found.setdefault((other.svg, other.measured), []).extend(other.sources)
    return (Beside(svg, tuple(sources), measured) for (svg, measured), sources in found.items())


def _beside(page: FieldComparison, source: str, ours: _Page, drawing: RDrawing, name: str) -> Beside:
    alike = page.identical
    if alike == len(page):
        return Beside("", (source,), f"the same page, all {alike:,} lines")
    said = f"{alike:,} of {words.plural(len(page), 'line')} of the page {'is' if alike == 1 else 'are'} the same"
    try:
        theirs = _read(lines_of(page), drawing)
    except ValueError as error:
        return Beside("", (source,), f"{said}; the others cannot be shown ({error})")
    found = measure(ours.primitives, theirs.primitives)
    parts = [said]
    if found.surplus:
        marks = words.plural(abs(found.surplus), "line, text or area", "lines, texts or areas")
        parts.append(f"R draws {marks} {'more' if found.surplus > 0 else 'fewer'}")
    if found.different:
        are = "is another one" if found.different == 1 else "are other ones"
        parts.append(f"{found.different:,} of {found.primitives:,} lines, texts and areas {are}")
    if found.distance:
        parts.append(f"the same ones are at most {found.distance:.2f} pt apart")
    same = not (found.surplus or found.different or found.distance)
    if same:
        parts.append(f"the same is drawn{', in another order' if found.reordered else ''}")
    if np.any(page.verdicts == CODE[Verdict.DEVIATES_AS_DOCUMENTED]):
        parts.append("as documented")
    return Beside("" if same else _inline(theirs, name), (source,), "; ".join(parts))


def lines_of(page: FieldComparison) -> list[str]:
    """The reference's page."""
    theirs = page.pair.theirs
    return [str(line) for line in theirs.values[page.pair.have_they & ~theirs.missing]]


def primitives_of(content: Sequence[str], drawing: RDrawing) -> tuple[Primitive, ...]:
    """What is drawn on a page; ValueError where it cannot be read."""
    return _read(content, drawing).primitives


def prepare(computation: Computation) -> None:
    """Read and draw our own pages, while there is time: before R has answered."""
    for ours in computation.statistics:
        drawing = ours.check.references[0]
        if isinstance(drawing, RDrawing) and ours.result is not None:
            _read(ours.result.content, drawing)


@dataclass(frozen=True, slots=True)
class _Page:
    """A page that was read: what is drawn on it, and the same as SVG."""

    primitives: tuple[Primitive, ...]
    svg: str


def _read(content: Sequence[str], drawing: RDrawing) -> _Page:
    return _page(tuple(content), drawing.width, drawing.height)


@functools.lru_cache(64)
def _page(content: tuple[str, ...], width: float, height: float) -> _Page:
    """A page is read and drawn once, also where R's is the same as ours."""
    across, up = _INCH * width, _INCH * height
    primitives = read_page("".join(f"{line}\n" for line in content), across, up)
    return _Page(primitives, svg(DisplayList(across, up, _INCH, True, (primitives,))))


def _inline(page: _Page, name: str) -> str:
    """The page as an element whose clipping paths are its own among all on the report's page."""
    return re.sub(r'(id="|url\(#)clip', rf"\1{name}-clip", page.svg)
