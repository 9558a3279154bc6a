"""What of two drawings is unlike, in words: a page that disagrees is read, not printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import zip_longest

from parity.checks.vocabulary import RDrawing
from parity.graphics.drawing.display import (
    Circle,
    Clip,
    Point,
    Polygon,
    Polyline,
    Primitive,
    Rectangle,
    Segment,
    Stroke,
    TextRun,
)
from parity.graphics.drawing.measure import unlike
from parity.report.pages import lines_of, primitives_of
from parity.verification.compare import Comparison
from parity.verification.verification import Statistic

NOTHING = "nothing"


@dataclass(frozen=True, slots=True)
class Pair:
    """What parity draws, and what R draws in its place, in words; `NOTHING` where one has no more."""

    ours: str
    theirs: str


def pairs(statistic: Statistic, comparison: Comparison) -> list[Pair]:
    """Everything that only one of the two draws; empty where a page cannot be read, or the order alone differs."""
    drawing = statistic.check.references[0]
    pages = [field for field in comparison.fields if field.name == "content"]
    if not isinstance(drawing, RDrawing) or not pages or statistic.result is None:
        return []
    try:
        theirs = primitives_of(lines_of(pages[0]), drawing)
        ours = primitives_of(statistic.result.content, drawing)
    except ValueError:
        return []
    return list(_described(*unlike(ours, theirs)))


def _described(ours: list[Primitive], theirs: list[Primitive]) -> Iterable[Pair]:
    for mine, other in zip_longest(ours, theirs):
        yield Pair(*(NOTHING if one is None else described(one) for one in (mine, other)))


def described(primitive: Primitive) -> str:
    """``text "AUC: 0.775" at 252.0, 201.6, size 12``; places in points from the lower left corner of the page."""
    if isinstance(primitive, TextRun):
        turned = f", turned by {primitive.rotation:.3g}°" if primitive.rotation else ""
        look = f"size {primitive.size:.4g}{_colour(primitive.colour)}"
        return f'text "{primitive.text}" at {_at(primitive.anchor)}, {look}{turned}'
    if isinstance(primitive, Segment):
        return f"line from {_at(primitive.start)} to {_at(primitive.end)}{_drawn(primitive.stroke)}"
    if isinstance(primitive, Polyline):
        return f"curve of {len(primitive.points)} points from {_ends(primitive)}{_drawn(primitive.stroke)}"
    if isinstance(primitive, Polygon):
        area = f"area of {len(primitive.points)} corners from {_ends(primitive)}"
        return f"{area}{_filled(primitive.fill)}{_drawn(primitive.stroke)}"
    if isinstance(primitive, Rectangle):
        corners = f"{_at(primitive.corner)} to {_at(primitive.opposite)}"
        return f"rectangle from {corners}{_filled(primitive.fill)}{_drawn(primitive.stroke)}"
    if isinstance(primitive, Circle):
        look = f"{_filled(primitive.fill)}{_drawn(primitive.stroke)}"
        return f"circle around {_at(primitive.centre)}, radius {primitive.radius:.4g}{look}"
    assert isinstance(primitive, Clip)
    return f"from here on only {_at((primitive.x0, primitive.y0))} to {_at((primitive.x1, primitive.y1))} is drawn"


def _at(point: Point) -> str:
    return f"{point[0]:.2f}, {point[1]:.2f}"


def _ends(shape: Polyline | Polygon) -> str:
    first, last = shape.points[0], shape.points[-1]
    return f"{_at((first[0], first[1]))} to {_at((last[0], last[1]))}"


def _colour(colour: str) -> str:
    return "" if colour == "#000000" else f", {colour}"


def _filled(fill: str | None) -> str:
    return "" if fill is None else f", filled {fill}"


def _drawn(stroke: Stroke | None) -> str:
    if stroke is None:
        return ""
    width = "" if stroke.width == 1 else f", width {stroke.width:.3g}"
    return f"{_colour(stroke.colour)}{width}{f', dashes {stroke.dash}' if stroke.dash else ''}"
