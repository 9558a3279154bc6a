"""Pictures painted with matplotlib beside R's png(type = "cairo")."""

from __future__ import annotations

import io

import numpy as np
import pytest
from matplotlib import ft2font
from matplotlib.image import imread

from figure_pages import FOLDER
from parity import figures
from parity.figures.display import BOLD, DisplayList, Segment, Stroke, TextRun
from parity.figures.figure import Figure
from parity.figures.paint import FreeTypeFonts, image_device, paint

OLD_FREETYPE = tuple(int(part) for part in ft2font.__freetype_version__.split(".")) < (2, 8)
"""matplotlib's own FreeType 2.6.1 hints a little differently from cairo's."""


def levels(picture: np.ndarray) -> np.ndarray:
    return np.rint(picture[..., :3].astype(float) * (255 if picture.dtype.kind == "f" else 1)).astype(int)


def painted(figure: Figure, dpi: float = 150.0) -> np.ndarray:
    drawn = figure.matplotlib(dpi)
    drawn.canvas.draw()
    return levels(np.asarray(drawn.canvas.buffer_rgba()))


@pytest.mark.parametrize(
    ("study", "name", "draw"),
    [
        ("rait", "nomogram", figures.nomogram),
        ("asah", "roc-auc", figures.roc),
        ("birthwt", "decision_curve", figures.decision_curve),
    ],
)
def test_a_picture_differs_from_that_of_r_only_where_lines_are_smoothed(study, name, draw):
    reference = levels(imread(FOLDER / study / f"{name}.png"))
    picture = painted(draw(study))
    assert picture.shape == reference.shape
    difference = np.abs(picture - reference).max(axis=2)
    assert difference.mean() <= (0.3 if OLD_FREETYPE else 0.1)
    assert (difference > 16).mean() <= (0.005 if OLD_FREETYPE else 0.0003)
    assert (difference > 64).mean() <= 0.00001


def test_a_label_moved_by_a_pixel_exceeds_what_is_allowed():
    reference = levels(imread(FOLDER / "rait" / "nomogram.png"))
    picture = painted(figures.nomogram("rait", lmgp=0.42))
    assert (np.abs(picture - reference).max(axis=2) > 64).mean() > 0.00001


def test_text_is_measured_in_whole_pixels_with_kerning():
    fonts = FreeTypeFonts(150.0)
    size = fonts.size(12.0)
    assert size == 25.0
    assert fonts.width("AV", size) < fonts.width("A", size) + fonts.width("V", size)
    assert fonts.width("Points", size, BOLD) > fonts.width("Points", size)
    assert fonts.width("Points", size) == int(fonts.width("Points", size))
    above, below = fonts.extent("g", size)
    assert above > 0 and below > 0


def test_a_character_without_a_glyph_is_named():
    with pytest.raises(ValueError, match="DejaVu Sans has no glyph for '\u7532'; write the label in other characters"):
        figures.nomogram("rait", points_label="\u7532").matplotlib()


def test_the_same_figure_can_be_saved_at_another_resolution_and_as_a_page():
    figure = figures.roc("asah").matplotlib(100.0)
    for settings in ({"format": "png", "dpi": 250}, {"format": "pdf"}, {"format": "svg"}):
        file = io.BytesIO()
        figure.savefig(file, **settings)
        assert file.getvalue()


def test_a_figure_can_be_worked_on_further():
    figure = figures.roc("asah").matplotlib(100.0)
    figure.canvas.draw()
    before = np.asarray(figure.canvas.buffer_rgba()).copy()
    figure.text(0.5, 0.2, "draft", fontsize=30)
    figure.canvas.draw()
    assert (np.asarray(figure.canvas.buffer_rgba()) != before).any()


def test_a_page_in_points_is_refused():
    with pytest.raises(ValueError, match="draw on parity.figures.paint.image_device"):
        paint(figures.roc("asah").display_list)


def test_upright_text_is_the_lying_text_turned():
    device = image_device(1.0, 1.0, 100.0)
    size = device.font_size(1.0)

    def ink(run: TextRun) -> np.ndarray:
        drawn = paint(DisplayList(device.width, device.height, 100.0, False, ((run,),)))
        drawn.canvas.draw()
        return levels(np.asarray(drawn.canvas.buffer_rgba()))[..., 0]

    lying, upright = ink(TextRun((10.0, 50.0), "Risk", size)), ink(TextRun((50.0, 90.0), "Risk", size, rotation=90.0))
    assert (lying < 255).any()
    assert np.array_equal(np.rot90(lying)[np.rot90(lying) < 255], upright[upright < 255])


def test_a_line_stands_between_pixels_where_its_place_does():
    device = image_device(1.0, 1.0, 96.0)
    line = Segment((20.0, 48.25), (70.0, 48.25), Stroke())
    drawn = paint(DisplayList(device.width, device.height, 96.0, False, ((line,),)))
    drawn.canvas.draw()
    above, below = levels(np.asarray(drawn.canvas.buffer_rgba()))[47:49, 45, 0]
    assert (above, below) == pytest.approx((255 * 0.75, 255 * 0.25), abs=3)
