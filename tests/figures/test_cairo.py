"""Pictures painted through the system's cairo and Pango: R's pixels."""

from __future__ import annotations

import ctypes.util
import subprocess

import numpy as np
import pytest
from matplotlib.image import imread

from parity import figures
from parity.errors import InputError
from parity.figures import cairo
from parity.predictions import samples
from parity.r.environment import find_r
from parity.study_file import find_study

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
    subprocess.run([find_r().with_name("Rscript"), "--vanilla", "-e", code], cwd=tmp_path, check=True, capture_output=True)
    getattr(figures, name)("birthwt").save(tmp_path / "python.png", painter="cairo")
    ours, theirs = (imread(tmp_path / f"{who}.png")[..., :3] for who in ("python", "r"))
    assert np.array_equal(ours, theirs)


def test_without_the_libraries_the_cure_is_named(monkeypatch):
    cairo._libraries.cache_clear()
    monkeypatch.setattr(ctypes.util, "find_library", lambda name: None)
    with pytest.raises(OSError, match="install libpangocairo-1.0-0, or paint with matplotlib"):
        cairo.cairo_device(6.0, 6.0, 150.0)


def test_an_unknown_painter_is_named(tmp_path):
    with pytest.raises(InputError, match="no painter 'gd'; choose matplotlib or cairo"):
        figures.roc("asah").save(tmp_path / "roc.png", painter="gd")
