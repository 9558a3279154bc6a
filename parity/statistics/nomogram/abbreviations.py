"""Levels written short."""

from __future__ import annotations

import string
from collections.abc import Callable, Sequence

_VOWELS = "aeiou"


def single_letters(levels: Sequence[str]) -> tuple[str, ...]:
    """a, b, c, ..., one for each level; with more than 26 there is none for the rest."""
    if len(levels) > len(string.ascii_lowercase):
        raise ValueError(f"{len(levels)} levels are more than there are letters; choose a minlength of 2 or more")
    return tuple(string.ascii_lowercase[: len(levels)])


def abbreviate(levels: Sequence[str], length: int) -> tuple[str, ...]:
    """Levels shortened to about `length` letters, longer where two would be the same.

    Notes
    -----
    Letters are given up from the right, never the first one of a text, until few enough are left: lower-case vowels at
    the end of a word, other lower-case vowels, lower-case letters at the end of a word, other lower-case letters, and
    then any but the first of a word. Blanks go last and do not count. Texts that come out alike are shortened again, to
    one letter more.

    Equals ``abbreviate(levels, minlength = length)``.
    """
    if length < 1:
        raise ValueError(f"minlength is 1 or more, not {length}")
    texts = [level.strip() for level in levels]
    distinct = list(dict.fromkeys(texts))
    short = {text: _shortened(text, length) for text in distinct}
    while True:
        written = list(short.values())
        alike = {text for text in written if written.count(text) > 1}
        if not alike:
            return tuple(short[text] for text in texts)
        length += 1
        short |= {text: _shortened(text, length) for text in distinct if short[text] in alike}


def _shortened(text: str, length: int) -> str:
    letters = list(text)
    if len(letters) < length:
        return "".join(letters)
    for may_go in _GIVEN_UP:
        for place in range(len(letters) - 1, 0, -1):
            if len(letters) - _blanks(letters) <= length:
                return _without_blanks(letters, length)
            if may_go(letters, place):
                del letters[place]
    return _without_blanks(letters, length)


def _blanks(letters: Sequence[str]) -> int:
    return sum(letter.isspace() for letter in letters[1:])


def _without_blanks(letters: Sequence[str], length: int) -> str:
    if len(letters) <= length:
        return "".join(letters)
    return "".join(letter for place, letter in enumerate(letters) if place == 0 or not letter.isspace())


def _begins_word(letters: Sequence[str], place: int) -> bool:
    return letters[place - 1].isspace()


def _ends_word(letters: Sequence[str], place: int) -> bool:
    return not _begins_word(letters, place) and (place + 1 == len(letters) or letters[place + 1].isspace())


def _is_vowel(letters: Sequence[str], place: int) -> bool:
    return letters[place] in _VOWELS


def _is_small(letters: Sequence[str], place: int) -> bool:
    return letters[place].islower()


def _is_letter(letters: Sequence[str], place: int) -> bool:
    return not letters[place].isspace()


def _not_first(letters: Sequence[str], place: int) -> bool:
    return not _begins_word(letters, place)


def _both(one: Callable, other: Callable) -> Callable[[Sequence[str], int], bool]:
    return lambda letters, place: one(letters, place) and other(letters, place)


_GIVEN_UP = (
    _both(_is_vowel, _ends_word),
    _both(_is_vowel, _not_first),
    _both(_is_small, _ends_word),
    _both(_is_small, _not_first),
    _both(_is_letter, _not_first),
)
"""What may be given up, in this order."""
