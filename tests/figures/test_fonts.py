"""Helvetica as R's PDF device measures it; widths in points are R's strwidth()."""

from __future__ import annotations

import pytest

from parity.graphics.drawing.display import BOLD
from parity.graphics.drawing.fonts import Helvetica, glyph_name, kerning


def test_a_width_is_the_sum_of_advances_and_kerning():
    advances = 611 + 556 + 278 + 556 + 222 + 278 + 667 + 556 + 222 + 556 + 278 + 500
    assert Helvetica().width("Total Points", 12) == pytest.approx(12 * (advances - 120 - 50) / 1000)


def test_the_last_pair_after_a_glyph_is_not_kerned():
    assert kerning("black") == [-20, 0, 0, 0, 0], "Adobe's metrics also have -20 between c and k"
    assert kerning("AV AV") == [-70, 0, 0, -70, 0]


def test_a_hyphen_is_a_minus():
    assert glyph_name("-") == "minus"
    assert Helvetica().width("-1", 10) == pytest.approx(10 * (584 + 556) / 1000)


@pytest.mark.parametrize(
    ("character", "name"),
    [("µ", "mu"), ("é", "eacute"), ("Å", "Aring"), ("ß", "germandbls"), ("±", "plusminus"), ("ÿ", "ydieresis"),
     ("–", None), ("β", None)],  # fmt: skip
)
def test_a_character_of_latin_1_has_a_glyph(character, name):
    assert glyph_name(character) == name


def test_a_character_that_the_page_cannot_show_becomes_a_similar_one_or_a_dot():
    assert Helvetica().printable("0.7–0.8 ≥ β") == "0.7-0.8 >= ."
    assert Helvetica(transliterate=False).printable("0.7–0.8") == "0.7...0.8"
    assert Helvetica().width("–", 10) == Helvetica().width("-", 10)
    assert Helvetica().extent("–", 10) == Helvetica().extent("-", 10)
    assert Helvetica().extent("≥", 10)[0] == max(Helvetica().extent(part, 10)[0] for part in "<=")
    assert Helvetica().extent("🙂", 10) == Helvetica(transliterate=False).extent("–", 10) == (0, 0)


def test_sizes_are_whole_points():
    assert Helvetica().size(12 * 0.85) == 10
    assert Helvetica().size(12 * 0.875) == 11


def test_bold_has_its_own_metrics():
    assert Helvetica().width("ab", 10, BOLD) > Helvetica().width("ab", 10)
