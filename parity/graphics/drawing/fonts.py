"""Widths and heights of Helvetica from Adobe's font metrics, by which R's PDF device places text."""

from __future__ import annotations

import functools
import json
import math
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from parity.graphics.drawing.display import BOLD, PLAIN

NAMES = {PLAIN: "Helvetica", BOLD: "Helvetica-Bold"}
_METRICS = Path(__file__).with_name("helvetica.json")

_PRINTABLE_ASCII = """
    space exclam quotedbl numbersign dollar percent ampersand quoteright
    parenleft parenright asterisk plus comma minus period slash
    zero one two three four five six seven eight nine colon semicolon less equal greater question
    at A B C D E F G H I J K L M N O P Q R S T U V W X Y Z bracketleft backslash bracketright asciicircum underscore
    quoteleft a b c d e f g h i j k l m n o p q r s t u v w x y z braceleft bar braceright asciitilde
""".split()
_LATIN_1_SIGNS = """
    space exclamdown cent sterling currency yen brokenbar section
    dieresis copyright ordfeminine guillemotleft logicalnot hyphen registered macron
    degree plusminus twosuperior threesuperior acute mu paragraph periodcentered
    cedilla onesuperior ordmasculine
    guillemotright onequarter onehalf threequarters questiondown
""".split()
_LATIN_1_LETTERS = {"Æ": "AE", "Ð": "Eth", "×": "multiply", "Ø": "Oslash", "Þ": "Thorn", "ß": "germandbls",
                    "æ": "ae", "ð": "eth", "÷": "divide", "ø": "oslash", "þ": "thorn"}  # fmt: skip
_ACCENTS = {"\u0300": "grave", "\u0301": "acute", "\u0302": "circumflex", "\u0303": "tilde", "\u0308": "dieresis",
            "\u030a": "ring", "\u0327": "cedilla"}  # fmt: skip


_SIMILAR = {"\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"',
            "\u2026": "...", "\u2264": "<=", "\u2265": ">=", "\u2192": "->", "\u0152": "OE", "\u2122": "TM",
            "\ufb01": "fi", "\ufb02": "fl"}  # fmt: skip


def glyph_name(character: str) -> str | None:
    """The glyph of a character on R's PDF pages, in ISO Latin 1 with a minus for the hyphen, or None."""
    code = ord(character)
    if 32 <= code < 127:
        return _PRINTABLE_ASCII[code - 32]
    if 160 <= code < 192:
        return _LATIN_1_SIGNS[code - 160]
    if 192 <= code < 256:
        decomposed = unicodedata.normalize("NFD", character)
        return _LATIN_1_LETTERS[character] if len(decomposed) == 1 else decomposed[0] + _ACCENTS[decomposed[1]]
    return None


@dataclass(frozen=True, slots=True)
class Face:
    """The metrics of a typeface in 1/1000 of its size, by glyph name: widths, ink (lowest, highest), kerning."""

    widths: Mapping[str, int]
    ink: Mapping[str, tuple[int, int]]
    kerning: Mapping[tuple[str, str], int]


@functools.lru_cache(maxsize=None)
def face(number: int) -> Face:
    """The metrics of a face, from Adobe's numbers in ``helvetica.json``."""
    numbers = json.loads(_METRICS.read_text(encoding="utf-8"))[NAMES[number]]
    widths = {name: width for name, (width, _, _) in numbers["glyphs"].items()}
    ink = {name: (low, high) for name, (_, low, high) in numbers["glyphs"].items()}
    pairs = {(left, right): amount for left, rights in numbers["kerning"].items() for right, amount in rights.items()}
    return Face(widths, ink, _kept(pairs))


def _kept(kerning: Mapping[tuple[str, str], int]) -> dict[tuple[str, str], int]:
    """The pairs that R's PDF device kerns: those of its encoding without a space, but the last one after each first
    glyph.

    (Its index of the pairs ends one too early: "ck" and "Fr" are not kerned.)
    """
    encoded = {name for name in map(glyph_name, map(chr, range(256))) if name not in (None, "space")}
    pairs = [pair for pair in kerning if encoded.issuperset(pair)]
    lasts = {left: (left, right) for left, right in pairs}
    return {pair: kerning[pair] for pair in pairs if pair != lasts[pair[0]]}


class Helvetica:
    """The fonts of R's PDF device: whole points, no hinting, the characters of ISO Latin 1.

    Parameters
    ----------
    transliterate : bool
        How characters beyond ISO Latin 1 are shown: by similar ones, or by a dot where there are none, as R does
        (4.5.0); or all by a dot for each UTF-8 byte, as R did (4.2.2). Now they are as high as what is shown (0 beyond
        U+FFFF), then all were 0.
    """

    def __init__(self, transliterate: bool = True) -> None:
        self._transliterate = transliterate

    def size(self, points: float) -> float:
        return float(math.floor(points + 0.5))

    def printable(self, text: str) -> str:
        return self.shown(text)

    def shown(self, text: str) -> str:
        """What R's page shows of a text."""
        return "".join(character if glyph_name(character) else self._substitute(character) for character in text)

    def _substitute(self, character: str) -> str:
        return _SIMILAR.get(character, ".") if self._transliterate else "." * len(character.encode())

    def width(self, text: str, size: float, number: int = PLAIN) -> float:
        text = self.shown(text)
        widths = face(number).widths
        total = sum(widths[name] for name in map(glyph_name, text) if name is not None) + sum(kerning(text, number))
        return size * (0.001 * total)

    def extent(self, character: str, size: float, number: int = PLAIN) -> tuple[float, float]:
        shown = self.shown(character) if self._transliterate and ord(character) <= 0xFFFF else character
        lows, highs = zip(*(face(number).ink.get(glyph_name(part) or "", (0, 0)) for part in shown))
        return size * (0.001 * max(highs)), size * (-0.001 * min(lows))


class Readable(Helvetica):
    """The same for a file that has every character: one that R's page lacks is as wide as what R writes for it."""

    def printable(self, text: str) -> str:
        return text


LOOK_ALIKE = "\u2013\u2014\u2212\u2018\u2019\u201c\u201d"
"""Dashes and quotation marks, for which a page has others that say the same."""


def lacking(text: str) -> dict[str, str]:
    """The characters of a text that R's page has not, and what it has in their place."""
    return {
        character: Helvetica().shown(character)
        for character in dict.fromkeys(text)
        if glyph_name(character) is None and character not in LOOK_ALIKE
    }


def kerning(text: str, number: int = PLAIN) -> list[int]:
    """What is added after each character of a printable text, in 1/1000 of the size; 0 after the last."""
    names = [glyph_name(character) or "" for character in text]
    pairs = face(number).kerning
    return [pairs.get(pair, 0) for pair in zip(names, names[1:])] + [0]
