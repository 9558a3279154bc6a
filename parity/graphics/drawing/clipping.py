"""Lines cut to a rectangle, as R's graphics engine cuts them before a device sees them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Optional

import numpy as np

from parity.graphics.drawing.display import Point


@dataclass(frozen=True, slots=True)
class Bounds:
    """A rectangle by its lower and upper limits."""

    left: float
    right: float
    bottom: float
    top: float

    def outside(self, point: Point) -> tuple[int, int]:
        """-1, 0 or 1 for each coordinate: below, within or above the limits."""
        x, y = point
        return (x > self.right) - (x < self.left), (y > self.top) - (y < self.bottom)


def clip_segment(start: Point, end: Point, bounds: Bounds) -> Optional[tuple[Point, Point]]:
    """The part of a segment that lies within, or None (Cohen and Sutherland's algorithm).

    References
    ----------
    Foley, van Dam, Feiner, Hughes. Computer Graphics: Principles and Practice (1990), 3.12.3.
    """
    while True:
        from_start, from_end = bounds.outside(start), bounds.outside(end)
        if from_start == from_end == (0, 0):
            return start, end
        if from_start[0] * from_end[0] > 0 or from_start[1] * from_end[1] > 0:
            return None
        if from_start != (0, 0):
            start = _on_border(start, end, from_start, bounds)
        else:
            end = _on_border(start, end, from_end, bounds)


def _on_border(start: Point, end: Point, outside: tuple[int, int], bounds: Bounds) -> Point:
    (x1, y1), (x2, y2) = start, end
    if outside[0]:
        x = bounds.left if outside[0] < 0 else bounds.right
        return x, y1 + (y2 - y1) * (x - x1) / (x2 - x1)
    y = bounds.bottom if outside[1] < 0 else bounds.top
    return x1 + (x2 - x1) * (y - y1) / (y2 - y1), y


def clip_polyline(points: np.ndarray, bounds: Bounds) -> list[np.ndarray]:
    """The parts of a polyline, an (n, 2) array, that lie within; a part ends where the line leaves."""
    (left, bottom), (right, top) = points.min(axis=0), points.max(axis=0)
    if bounds.left <= left and right <= bounds.right and bounds.bottom <= bottom and top <= bounds.top:
        return [points]
    parts: list[list[Point]] = []
    part: list[Point] = []
    corners = [(x, y) for x, y in points.tolist()]
    for start, end in zip(corners, corners[1:]):
        inside = clip_segment(start, end, bounds)
        if inside is None:
            continue
        if not part:
            part = [inside[0]]
        part.append(inside[1])
        if inside[1] != end:
            parts.append(part)
            part = []
    return [np.array(found) for found in (*parts, part) if found]
