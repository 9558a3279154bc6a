"""R's figures and parity's side by side, from the pages that were compared."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from parity.check import RDrawing
from parity.compare import Comparison, Verdict
from parity.figures.display import DisplayList
from parity.figures.measure import measure
from parity.figures.r_pdf_reader import read_page
from parity.figures.svg import svg
from parity.report import words
from parity.verify import Statistic, Verification

_INCH = 72.0


@dataclass(frozen=True, slots=True)
class Pair:
    """One figure twice.

    Attributes
    ----------
    title : str
        ``"Nomogram, the figure · rait"``.
    ours, theirs : str
        ``svg`` elements to stand inside a page.
    source : str
        Who drew the second, with its version.
    measured : str
        How far they are from each other.
    """

    title: str
    ours: str
    theirs: str
    source: str
    measured: str


def pairs(verification: Verification) -> list[Pair]:
    """Every figure that R drew, beside parity's."""
    return [
        pair
        for statistic in verification.statistics
        for comparison in statistic.comparisons
        if isinstance(comparison.call, RDrawing) and comparison.agreements
        for pair in _pair(statistic, comparison)
    ]


def _pair(statistic: Statistic, comparison: Comparison) -> Iterator[Pair]:
    call = comparison.call
    lines = [agreement for agreement in comparison.agreements if agreement.field.startswith("content[")]
    pages = [
        read_page("".join(f"{line}\n" for line in content if line is not None), _INCH * call.width, _INCH * call.height)
        for content in ([line.value for line in lines], [line.reference for line in lines])
    ]
    found = measure(*pages)
    alike = sum(line.verdict is Verdict.AGREES for line in lines)
    said = f"{alike:,} of {len(lines):,} lines of the page are the same; "
    if found.surplus:
        said += f"R draws {abs(found.surplus)} things {'more' if found.surplus > 0 else 'fewer'}; "
    said += f"{found.primitives:,} things drawn, {found.different:,} of another kind, text or colour, "
    said += f"the others at most {found.distance:.2f} pt apart"
    note = next((line.note for line in lines if line.verdict is Verdict.DEVIATES_AS_DOCUMENTED), "")
    stem = re.sub(r"\W", "-", f"{statistic.check.stem}-{statistic.cohort}-{words.who(comparison)}")
    drawn = [_inline(page, call, f"{stem}-{number}") for number, page in enumerate(pages)]
    yield Pair(
        f"{statistic.check.title} · {statistic.cohort}", drawn[0], drawn[1], words.who(comparison), said + (f". {note}" if note else "")
    )


def _inline(page: Sequence, call: RDrawing, name: str) -> str:
    """The page as an element whose clipping paths are its own among all on the report's page."""
    width, height = _INCH * call.width, _INCH * call.height
    text = svg(DisplayList(width, height, _INCH, True, (tuple(page),)))
    return re.sub(r'(id="|url\(#)clip', rf"\1{name}-clip", text)
