"""Where an SVG has its lines, circles and letters: in points from the upper left corner."""

from __future__ import annotations

import re

import numpy as np

from parity.graphics.drawing.display import Circle, DisplayList, Polyline, Segment, Stroke, TextRun
from parity.graphics.painters.svg import svg


def test_everything_stands_where_it_is_drawn_the_other_way_up():
    primitives = (
        Segment((10.0, 20.0), (30.0, 40.0), Stroke()),
        Polyline(np.array([(1.0, 2.0), (3.0, 4.0), (5.0, 6.0)]), Stroke()),
        Circle((50.0, 60.0), 2.0, Stroke(), None),
        TextRun((70.0, 80.0), "here", 12.0, 1, "#000000", 0.0, 0.0),
        TextRun((90.0, 95.0), "turned", 12.0, 1, "#000000", 90.0, 0.0),
    )
    text = svg(DisplayList(200.0, 100.0, 72.0, True, (primitives,)))
    assert re.findall(r'points="(.*?)"', text) == ["10.00,80.00 30.00,60.00", "1.00,98.00 3.00,96.00 5.00,94.00"]
    assert re.findall(r'cx="(.*?)" cy="(.*?)"', text) == [("50.00", "40.00")]
    assert re.findall(r'<text x="(.*?)" y="(.*?)"', text) == [("70.00", "20.00")]
    assert 'transform="translate(90.00 5.00) rotate(-90)"' in text
