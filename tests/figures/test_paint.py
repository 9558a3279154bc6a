"""A page as a matplotlib Figure."""

from __future__ import annotations

import io
from pathlib import Path

import matplotlib
import numpy as np
import pytest
from cairo_painter import cairo_painter
from matplotlib.text import Text

from parity import figures
from parity.graphics.drawing.display import BOLD, DisplayList, Segment, Stroke, TextRun
from parity.graphics.painters.paint import MatplotlibFonts, image_device, paint


def levels(drawn) -> np.ndarray:
    drawn.canvas.draw()
    return np.asarray(drawn.canvas.buffer_rgba())[..., :3].astype(int)


@pytest.mark.parametrize("draw", [figures.nomogram, figures.roc, figures.decision_curve])
def test_every_text_of_the_page_is_a_text_of_the_figure(draw):
    figure = draw("rait")
    display = figure.draw(image_device(figure.width, figure.height, 150.0))
    wanted = [item.text for item in display.pages[0] if isinstance(item, TextRun)]
    found = [artist.get_text() for artist in figure.matplotlib().findobj(Text)]
    assert sorted(wanted) == sorted(text for text in found if text)


def test_text_is_measured_as_it_is_set():
    fonts = MatplotlibFonts(150.0)
    size = fonts.size(12.0)
    assert size == 25.0
    assert fonts.width("AV", size) < fonts.width("A", size) + fonts.width("V", size)
    assert fonts.width("Points", size, BOLD) > fonts.width("Points", size)
    above, below = fonts.extent("g", size)
    assert above > 0 and below > 0 and fonts.extent(" ", size) == (0, 0)


@pytest.mark.parametrize(("rotation", "axis"), [(0.0, 1), (90.0, 0)])
def test_a_text_that_is_centred_has_its_ink_on_both_sides(rotation, axis):
    device = image_device(2.0, 2.0, 100.0)
    run = TextRun((100.0, 100.0), "OOO", device.font_size(2.0), rotation=rotation, before=0.5)
    ink = levels(paint(DisplayList(device.width, device.height, 100.0, False, ((run,),)))).min(axis=2) < 128
    places = np.nonzero(ink.any(axis=1 - axis))[0]
    assert places.min() + places.max() == pytest.approx(199, abs=5)


def test_no_font_of_the_machine_is_asked_for():
    (text, *_) = [artist for artist in figures.roc("asah").matplotlib().findobj(Text) if artist.get_text()]
    file = Path(text.get_fontproperties().get_file())
    assert file.parent == Path(matplotlib.get_data_path(), "fonts", "ttf")


def test_a_dollar_is_a_dollar():
    device = image_device(2.0, 1.0, 100.0)
    run = TextRun((10.0, 50.0), "cost $x^2$", device.font_size(1.0))
    (text,) = [
        artist for artist in paint(DisplayList(device.width, device.height, 100.0, False, ((run,),))).findobj(Text)
    ]
    assert text.get_text() == "cost $x^2$" and not text.get_parse_math()


def test_the_same_figure_can_be_saved_at_another_resolution_and_as_a_page():
    figure = figures.roc("asah").matplotlib(100.0)
    for settings in ({"format": "png", "dpi": 250}, {"format": "pdf"}, {"format": "svg"}):
        file = io.BytesIO()
        figure.savefig(file, **settings)
        assert file.getvalue()


def test_a_figure_can_be_worked_on_further():
    figure = figures.roc("asah").matplotlib(100.0)
    before = levels(figure).copy()
    figure.text(0.5, 0.2, "draft", fontsize=30)
    assert (levels(figure) != before).any()


def test_a_page_in_points_is_refused():
    with pytest.raises(ValueError, match="draw on parity.graphics.painters.paint.image_device"):
        paint(figures.roc("asah").display_list)


def test_a_line_stands_between_pixels_where_its_place_does():
    device = image_device(1.0, 1.0, 96.0)
    line = Segment((20.0, 48.25), (70.0, 48.25), Stroke())
    drawn = paint(DisplayList(device.width, device.height, 96.0, False, ((line,),)))
    above, below = levels(drawn)[47:49, 45, 0]
    assert (above, below) == pytest.approx((255 * 0.75, 255 * 0.25), abs=3)


@pytest.mark.parametrize("draw", [figures.nomogram, figures.roc, figures.decision_curve])
def test_lines_are_where_cairo_has_them(draw):
    """The fonts differ, and with them what is written where; most of the ink is that of axes and curves."""
    cairo = cairo_painter()
    figure = draw("rait")

    def lines(display: DisplayList) -> DisplayList:
        kept = tuple(item for item in display.pages[0] if not isinstance(item, TextRun))
        return DisplayList(display.width, display.height, display.per_inch, display.upwards, (kept,))

    ours = levels(paint(lines(figure.draw(image_device(figure.width, figure.height, 150.0)))))
    theirs = cairo.pixels(lines(figure.draw(cairo.cairo_device(figure.width, figure.height, 150.0)))).astype(int)
    difference = np.abs(ours - theirs).max(axis=2)
    assert (difference > 64).mean() <= 2e-3, "a legend is as wide as its words"
