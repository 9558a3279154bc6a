"""Pictures painted through cairo and Pango: R's pixels."""

from __future__ import annotations

import subprocess
import sys

import numpy as np
import pytest
from cairo_painter import cairo_painter
from PIL import Image

from parity import figures
from parity.data.study_file import find_study
from parity.errors import InputError
from parity.graphics.drawing.display import Clip, DisplayList, Rectangle, Segment, Stroke, TextRun
from parity.r.environment import find_r
from parity.verification.predictions import samples

cairo = cairo_painter()

CALLS = {
    "roc": "plot(pROC::roc(d$y, d$p, levels = c(0, 1), direction = '<', quiet = TRUE, ci = TRUE), print.auc = TRUE)",
    "calibration": "invisible(rms::val.prob(d$p, d$y))",
}


@pytest.mark.r
@pytest.mark.parametrize("name", CALLS)
def test_not_a_pixel_differs_from_r_on_this_machine(name, tmp_path):
    sample = samples(find_study("birthwt"))[0]
    rows = [f"{outcome},{risk!r}" for outcome, risk in zip(sample.outcome.tolist(), sample.risk.tolist())]
    (tmp_path / "data.csv").write_text("y,p\n" + "\n".join(rows) + "\n")
    picture = "png('r.png', width = 6, height = 6, units = 'in', res = 150, type = 'cairo')"
    code = f"d <- read.csv('data.csv'); {picture}; {CALLS[name]}; invisible(dev.off())"
    subprocess.run(
        [find_r().with_name("Rscript"), "--vanilla", "-e", code], cwd=tmp_path, check=True, capture_output=True
    )
    getattr(figures, name)("birthwt").save(tmp_path / "python.png", painter="cairo")
    ours, theirs = (np.asarray(Image.open(tmp_path / f"{who}.png").convert("RGB")) for who in ("python", "r"))
    assert np.array_equal(ours, theirs)


def drawn(*primitives) -> DisplayList:
    return DisplayList(40.0, 30.0, 150.0, False, (primitives,))


def test_a_file_has_the_pixels_that_were_painted_and_tells_how_large_it_is(tmp_path):
    for colour in ("#000000", "#1c61b6"):
        display = drawn(Segment((5.0, 5.0), (35.0, 25.0), Stroke(colour, 3.0)))
        with Image.open(cairo.write_picture(display, tmp_path / "line.png")) as file:
            assert np.array_equal(np.asarray(file.convert("RGB")), cairo.pixels(display))
            assert file.info["dpi"] == pytest.approx((150, 150), abs=0.02)
            assert file.mode == ("L" if colour == "#000000" else "RGB"), "greys take a byte a pixel"


def test_nothing_is_painted_beyond_a_clip():
    square = Rectangle((0.0, 0.0), (40.0, 30.0), None, "#ff0000")
    painted = cairo.pixels(drawn(Clip(10.0, 5.0, 20.0, 15.0), square))
    assert np.array_equal(np.argwhere((painted == (255, 0, 0)).all(axis=2)).min(axis=0), (5, 10))
    assert (painted == (255, 0, 0)).all(axis=2).sum() == 100


def test_a_text_does_not_leave_a_place_from_which_the_next_line_begins():
    line = Segment((5.0, 5.0), (35.0, 5.0), Stroke())
    text = TextRun((2.0, 28.0), "i", cairo.PangoFonts(150.0).size(6.0))
    alone, after = cairo.pixels(drawn(line)), cairo.pixels(drawn(text, line))
    assert np.array_equal(alone[:12], after[:12])


def test_without_the_libraries_the_cure_is_named():
    code = (
        "import sys; sys.modules['cairo'] = None\n"
        "from parity import figures\n"
        "from parity.errors import Missing\n"
        "try: figures.roc('asah').save('roc.png', painter='cairo')\n"
        "except Missing as error: sys.exit('install python3-cairo' not in str(error))\n"
        "sys.exit('no error')"
    )
    assert subprocess.run([sys.executable, "-c", code]).returncode == 0


def test_an_unknown_painter_is_named(tmp_path):
    with pytest.raises(InputError, match="no painter 'gd'; choose matplotlib or cairo"):
        figures.roc("asah").save(tmp_path / "roc.png", painter="gd")
