"""``parity nomogram`` and ``parity figure``."""

from __future__ import annotations

import pytest
from command_cases import parity


@pytest.mark.parametrize("ending", ["pdf", "svg", "png"])
def test_a_nomogram_is_drawn_without_r(tmp_path, no_r, ending):
    done = parity("nomogram", "rait", "--out", f"rait.{ending}", cwd=tmp_path, **no_r)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / f"rait.{ending}").stat().st_size > 5000


@pytest.mark.r
def test_r_and_python_write_the_same_page(tmp_path):
    for engine in ("python", "r"):
        done = parity("figure", "nomogram", "rait", "--engine", engine, "--out", f"{engine}.pdf", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    pages = [(tmp_path / f"{engine}.pdf").read_bytes().split(b"stream\n")[1] for engine in ("python", "r")]
    assert pages[0] == pages[1] and len(pages[0]) > 10_000


def test_a_figure_that_cannot_be_drawn_is_one_line_and_leaves_nothing(tmp_path):
    for words in (
        ("figure", "pie", "rait", "--out", "x.pdf"),
        ("nomogram", "rait", "--out", "x.gif"),
        ("nomogram", "rait", "--out", "no/x.pdf"),
        ("figure", "roc", "rait", "--out", "x.pdf", "--width", "0.1"),
        ("figure", "roc", "rait", "--out", "x.png", "--dpi", "nan"),
        ("figure", "roc", "rait", "--out", "x.png", "--dpi", "100000"),
        ("figure", "roc", "rait", "--out", "x.png", "--dpi", "0.1"),
        ("figure", "roc", "data.csv", "--out", "x.pdf"),
    ):
        done = parity(*words, cwd=tmp_path)
        assert done.returncode == 2 and len(done.stderr.splitlines()) == 1, done.stderr
    assert list(tmp_path.iterdir()) == []
