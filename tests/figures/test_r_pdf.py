"""Pages written as R writes them, and read back."""

from __future__ import annotations

import re
from datetime import datetime, timezone

import pytest

from figure_pages import recorded_pages
from parity.graphics.drawing.display import (
    Circle,
    Clip,
    DisplayList,
    Polygon,
    Polyline,
    Rectangle,
    Segment,
    Stroke,
    TextRun,
)
from parity.graphics.painters.r_pdf import document, page_content
from parity.graphics.painters.r_pdf_reader import page_contents, page_size, read_page

PRIMITIVES = (
    Clip(0.0, 0.0, 300.0, 200.0),
    TextRun((10.0, 20.0), "AV (1\\2) µg", 12.0),
    TextRun((5.0, 50.5), "Sensitivity", 10.0, face=2, colour="#1c61b6", rotation=90.0),
    Clip(59.04, 73.44, 250.0, 180.25),
    Segment((66.4, 79.2), (250.4, 223.2), Stroke()),
    Segment((66.4, 79.2), (250.4, 223.2), Stroke("#ff0000", 2.0, "44")),
    Polyline(((1.0, 2.0), (3.0, 4.0), (5.25, 6.75)), Stroke(dash="13")),
    Polygon(((0.0, 0.0), (10.0, 0.0), (10.0, 10.0)), Stroke(), "#dcdcdc"),
    Polygon(((0.0, 0.0), (10.0, 0.0), (10.0, 10.0)), None, "#ff0000"),
    Rectangle((10.0, 10.0), (60.0, 30.0), Stroke(), None),
    Circle((100.0, 100.0), 1.8, Stroke(), "#000000"),
)


def display(*pages) -> DisplayList:
    return DisplayList(300.0, 200.0, 72.0, True, pages)


def test_what_is_written_is_read_back():
    assert read_page(page_content(display(PRIMITIVES)), 300.0, 200.0) == PRIMITIVES


@pytest.mark.parametrize(
    ("study", "name", "size"),
    [
        ("asah", "roc-filled", (432.0, 360.0)),
        ("asah", "decision_curve-ci", (504.0, 432.0)),
        ("dca", "calibrate", (432.0, 432.0)),
        ("models", "option-conf2", (504.0, 360.0)),
        ("panels", "rait-performance", (576.0, 864.0)),
    ],
)
def test_a_page_of_r_is_read_and_written_again_without_a_difference(study, name, size):
    (content,) = recorded_pages(study, name)
    assert page_content(DisplayList(*size, 72.0, True, (read_page(content, *size),))) == content


def test_the_state_is_written_once_and_again_after_a_clip():
    line = Segment((0.0, 0.0), (1.0, 1.0), Stroke())
    content = page_content(display((line, line, Clip(0.0, 0.0, 300.0, 200.0), line)))
    assert content.count("0.75 w") == content.count("/sRGB CS") == 2
    assert content.count(" S\n") == 3


def test_a_document_holds_every_page_and_its_table_points_at_every_object():
    file = document(
        display(PRIMITIVES, PRIMITIVES[:2]), title="Nomogram", created=datetime(2025, 1, 2, tzinfo=timezone.utc)
    )
    assert page_contents(file) == [page_content(display(PRIMITIVES)), page_content(display(PRIMITIVES[:2]))]
    assert page_size(file) == (300.0, 200.0)
    assert b"(D:20250102000000Z)" in file
    offsets = [int(offset) for offset in re.findall(rb"(\d{10}) 00000 n", file)]
    numbers = [int(file[offset:].split(b" ", 1)[0]) for offset in offsets]
    assert numbers == list(range(1, len(offsets) + 1))
    assert int(re.search(rb"startxref\n(\d+)", file).group(1)) == file.index(b"xref\n0 ")


def test_a_file_that_is_not_of_r_is_refused():
    with pytest.raises(ValueError, match=r"write it with R's pdf\(compress = FALSE\)"):
        page_contents(b"%PDF-1.4\n")
    with pytest.raises(ValueError, match="no page size"):
        page_size(b"%PDF-1.4\n")
    with pytest.raises(ValueError, match="unknown on a page of R's: '1 0 0 1 0 0 cm'"):
        read_page("1 J 1 j q\n1 0 0 1 0 0 cm\n", 1.0, 1.0)
