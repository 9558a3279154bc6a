"""Options of R's functions: with each of them, R's own page of a bundled study, byte for byte."""

from __future__ import annotations

import json

import pytest
from figure_pages import FOLDER, drawn_pages, recorded_pages

from parity import figures
from parity.errors import InputError
from parity.graphics.drawing.device import pdf_device

CASES = json.loads((FOLDER / "options.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", CASES)
def test_a_figure_with_these_options_is_the_page_of_r(name):
    case = CASES[name]
    size = {side: case[side] for side in ("width", "height") if side in case}
    figure = getattr(figures, case["figure"])(case["study"], **size, **case["options"])
    (drawn,) = drawn_pages(figure.draw(pdf_device(figure.width, figure.height, transliterate=False)))
    assert drawn == recorded_pages("options", name)[0]


@pytest.mark.parametrize("name", CASES)
def test_each_of_the_options_shows_on_the_page(name):
    """Without any one of them the page is another, or there is none: none is passed over in silence."""
    case = CASES[name]
    draw = getattr(figures, case["figure"])
    page = draw(case["study"], **case["options"]).page_content()
    for option in case["options"]:
        others = {key: value for key, value in case["options"].items() if key != option}
        if option == "seed" and case["figure"] != "roc":
            with pytest.raises(InputError, match="need a seed"):
                draw(case["study"], **others)
        elif option not in case.get("as_by_default", []):
            assert draw(case["study"], **others).page_content() != page, option


def test_every_recorded_page_is_of_a_case():
    assert {path.stem for path in (FOLDER / "options").glob("*.page")} == set(CASES)
