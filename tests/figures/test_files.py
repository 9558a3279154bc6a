"""The files that a figure is written to, and what is said of them."""

from __future__ import annotations

import warnings
from pathlib import Path
from xml.etree import ElementTree

import numpy as np
import pytest
from postscript import drawn

from parity import figures
from parity.errors import InputError
from parity.figures.figure import Legibility
from parity.graphics.drawing.device import pdf_device, readable_device
from parity.graphics.drawing.display import Circle, Clip, Polyline, Rectangle, Segment, TextRun
from parity.graphics.drawing.fonts import Readable, lacking
from parity.graphics.painters.r_pdf import LINE_WIDTH

Image = pytest.importorskip("PIL.Image")

FIGURES = {
    "roc": lambda: figures.roc("asah", print_thres=True, auc_polygon=True, grid=True),
    "decision_curve": lambda: figures.decision_curve("asah"),
    "calibration": lambda: figures.calibration("rait", g=4, connect_smooth=False),
    "nomogram": lambda: figures.nomogram("birthwt", labels={"age": "Alter (Größe) \\ - 1"}),
}


def rounded(points) -> tuple:
    return tuple((round(float(f"{x:.2f}"), 2), float(f"{y:.2f}")) for x, y in points)


def colour_of(colour: str) -> tuple[float, ...]:
    return tuple(float(f"{int(colour[i : i + 2], 16) / 255:.3f}") for i in (1, 3, 5))


def expected(item) -> list[tuple]:
    """What a primitive is on a page of PostScript, without its line type."""
    if isinstance(item, Clip):
        ((x, y),), ((width, height),) = rounded([(item.x0, item.y0)]), rounded([(item.x1 - item.x0, item.y1 - item.y0)])
        return [("clip", x, y, width, height)]
    if isinstance(item, TextRun):
        return [("text", item.text, rounded([item.anchor])[0], item.size, item.rotation, colour_of(item.colour))]
    if isinstance(item, (Segment, Polyline)):
        path: tuple = rounded([item.start, item.end] if isinstance(item, Segment) else item.points)
    elif isinstance(item, Circle):
        path = (("circle", *rounded([item.centre])[0], float(f"{item.radius:.2f}")),)
    else:
        (x0, y0), (x1, y1) = (item.corner, item.opposite) if isinstance(item, Rectangle) else ((0, 0), (0, 0))
        corners = [(x0, y0), (x1, y0), (x1, y1), (x0, y1)] if isinstance(item, Rectangle) else item.points
        path = (*rounded(corners), "closed")
    fill = getattr(item, "fill", None)
    painted = [("fill", path, colour_of(fill))] if fill is not None else []
    if item.stroke is not None:
        painted.append(("stroke", path, colour_of(item.stroke.colour), float(f"{LINE_WIDTH * item.stroke.width:.2f}")))
    return painted


@pytest.mark.parametrize("name", FIGURES)
def test_an_eps_file_draws_what_the_page_of_r_draws_at_its_places(name, tmp_path):
    figure = FIGURES[name]()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", Legibility)
        file = figure.save(tmp_path / "figure.eps").read_bytes()
    theirs = [item for item in drawn(file) if item[0] != "kern"]
    ours = [item for primitive in figure.display_list.pages[0] for item in expected(primitive)]
    assert [item[:4] if item[0] == "stroke" else item for item in theirs] == ours


def test_the_text_of_an_eps_file_is_kerned_as_on_the_page_of_r(tmp_path):
    file = figures.roc("asah").save(tmp_path / "roc.eps").read_bytes()
    content = figures.roc("asah").page_content()
    assert "[(A) 50 (UC" in content
    assert [round(item[1], 6) for item in drawn(file) if item[0] == "kern"].count(-0.05) == content.count("(A) 50 (UC")


def test_an_eps_file_says_how_large_it_is(tmp_path):
    lines = figures.roc("asah", width=4.1, height=3.0).save(tmp_path / "roc.eps").read_bytes().decode("latin-1")
    assert "%%BoundingBox: 0 0 296 216\n%%HiResBoundingBox: 0 0 295.20 216.00\n" in lines


@pytest.mark.parametrize("ending", ["tiff", "tif"])
def test_a_tiff_file_has_the_pixels_of_the_png_file(tmp_path, ending):
    figure = figures.decision_curve("asah")
    with Image.open(figure.save(tmp_path / f"curve.{ending}", dpi=300)) as tiff, Image.open(
        figure.save(tmp_path / "curve.png", dpi=300)
    ) as png:
        assert (tiff.format, tiff.mode, tiff.info["compression"]) == ("TIFF", "RGB", "tiff_lzw")
        assert [round(float(part)) for part in tiff.info["dpi"]] == [300, 300] and tiff.size == (2100, 1800)
        assert np.array_equal(np.asarray(tiff), np.asarray(png.convert("RGB")))


GREEK = {"Intercept": -2, "a": 0.1, "b": 0.3}
RANGES = {"a": (0, 30), "b": (0, 9)}
LABELS = {"a": "Größe α ≥ 3", "b": "年齢 – “B”"}


def nomogram_with(labels: dict[str, str], **options) -> figures.Figure:  # type: ignore[name-defined]
    return figures.nomogram(GREEK, ranges=RANGES, labels=labels, fun_at=(0.2, 0.5, 0.8), **options)


def said(figure, path: Path, **options) -> list[str]:
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always")
        figure.save(path, **options)
    return [str(one.message) for one in caught]


@pytest.mark.parametrize("ending", ["pdf", "eps"])
def test_characters_that_the_page_of_r_has_not_are_named(tmp_path, ending):
    (line,) = said(nomogram_with(LABELS), tmp_path / f"nomogram.{ending}")
    assert line == (
        "R's page has no place for some characters, and shows 'α' as '.', '≥' as '>=', '年' as '.', '齢' as '.'; "
        "embed=True (--embed) or a .svg file keeps them"
    )
    assert said(nomogram_with({"a": "Größe – “B”"}), tmp_path / f"nomogram.{ending}") == []


def test_a_svg_file_keeps_every_character(tmp_path):
    path = tmp_path / "nomogram.svg"
    assert said(nomogram_with(LABELS), path) == []
    texts = [element.text for element in ElementTree.parse(path).iter("{http://www.w3.org/2000/svg}text")]
    assert set(LABELS.values()) <= set(texts)


def test_a_page_without_such_characters_is_the_same_for_all_files():
    figure = FIGURES["nomogram"]()
    assert figure.draw(readable_device(8, 6)) == figure.draw(pdf_device(8, 6))


def test_a_text_takes_as_much_room_as_what_the_page_of_r_shows():
    assert lacking("a≥ä–α") == {"≥": ">=", "α": "."}
    fonts = Readable()
    assert fonts.printable("a ≥ α") == "a ≥ α"
    assert fonts.width("a ≥ α", 12) == fonts.width("a >= .", 12)


@pytest.mark.parametrize("ending", ["pdf", "eps"])
def test_the_letters_go_into_the_file_where_that_is_asked_for(tmp_path, ending):
    pytest.importorskip("matplotlib")
    plain, embedded = tmp_path / f"plain.{ending}", tmp_path / f"embedded.{ending}"
    figure = nomogram_with({"a": "Größe α ≥ 3"})
    assert said(figure, embedded, embed=True) == []
    said(figure, plain)
    font = b"/FontFile2" if ending == "pdf" else b"/FontType 42"
    assert font in embedded.read_bytes() and font not in plain.read_bytes()
    assert (b"/Helvetica" in plain.read_bytes()) and b"/Helvetica" not in embedded.read_bytes()


def test_a_letter_that_is_not_in_the_font_either_is_named(tmp_path):
    pytest.importorskip("matplotlib")
    line = "matplotlib's font has no '年', '齢'; a .svg file keeps them, or painter='cairo' a .png"
    assert said(nomogram_with(LABELS), tmp_path / "nomogram.png") == [line]
    assert said(nomogram_with(LABELS), tmp_path / "nomogram.pdf", embed=True) == [line]


def test_every_page_is_in_a_file_that_holds_its_letters(tmp_path):
    pytest.importorskip("matplotlib")
    figure = nomogram_with({}, total_sep_page=True)
    assert len(figure.display_list.pages) == 2
    assert figure.save(tmp_path / "two.pdf", embed=True).read_bytes().count(b"/Type /Page ") == 2


def test_nothing_is_embedded_in_a_picture(tmp_path):
    with pytest.raises(InputError, match="nothing is embedded in '.png'; leave embed out"):
        figures.roc("asah").save(tmp_path / "roc.png", embed=True)


def test_text_over_text_is_named_with_what_helps(tmp_path):
    narrow = figures.nomogram("asah", width=4, height=3)
    (line,) = said(narrow, tmp_path / "nomogram.pdf")
    assert line.startswith("text overprints: ") and " over " in line
    assert line.endswith("a higher page (--height) helps, or fun_at, cex_axis, cex_var, label_every")
    (line,) = said(figures.nomogram("asah"), tmp_path / "nomogram.pdf")
    assert line == (
        "text overprints: '0.1' over '0.2'; '0.2' over '0.3'; '0.3' over '0.4' and 8 more; a wider page (--width) "
        "helps, or fun_at, cex_axis, cex_var, label_every"
    )
    assert said(figures.nomogram("asah", fun_at=(0.1, 0.5, 0.9)), tmp_path / "nomogram.pdf") == []


def test_what_is_said_to_help_helps(tmp_path):
    for options in ({"width": 24}, {"fun_at": (0.1, 0.5, 0.9)}, {"cex_axis": 0.2, "width": 16}):
        assert said(figures.nomogram("asah", **options), tmp_path / "nomogram.pdf") == []


@pytest.mark.parametrize("name", ["roc", "calibration", "decision_curve", "clinical_impact"])
def test_figures_that_can_be_read_say_nothing(tmp_path, name):
    assert said(getattr(figures, name)("asah"), tmp_path / "figure.svg") == []


def test_areas_at_one_place_overprint(tmp_path):
    figure = figures.roc({"a": "asah", "b": "rait"}, print_auc_y=(0.5, 0.49))
    (line,) = said(figure, tmp_path / "roc.svg")
    assert "'AUC: 0.775" in line and "print_auc_x, print_auc_y" in line
    assert said(figures.roc({"a": "asah", "b": "rait"}), tmp_path / "roc.svg") == []


@pytest.mark.parametrize("ending", [".PNG", ".Pdf", ".SVG", ".TIF", ".Eps"])
def test_an_ending_may_be_in_capitals(tmp_path, ending):
    figure = figures.roc("asah")
    saved = figure.save(tmp_path / f"roc{ending}")
    assert [path.name for path in tmp_path.iterdir()] == [f"roc{ending}"]
    plain = figure.save(tmp_path / f"small{ending.lower()}").read_bytes()
    assert saved.read_bytes()[:4] == plain[:4] and len(saved.read_bytes()) == len(plain)


def test_a_file_that_cannot_be_written_is_named_as_it_was_given(tmp_path):
    figure = figures.roc("asah")
    (tmp_path / "taken.png").mkdir()
    for name, message in (
        ("nodir/x.png", "x.png: the folder {folder}/nodir does not exist; make it first"),
        ("taken.png", "taken.png: cannot be written: Is a directory"),
    ):
        with pytest.raises(InputError) as raised:
            figure.save(tmp_path / name)
        assert str(raised.value).endswith(message.format(folder=tmp_path))
    with pytest.raises(InputError, match="the folder .* does not exist; make it first"):
        figures.roc("asah", engine="r").save(tmp_path / "nodir" / "x.png")
    assert [path.name for path in tmp_path.iterdir()] == ["taken.png"]
