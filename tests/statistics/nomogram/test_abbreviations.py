"""Levels written short."""

from __future__ import annotations

import pytest

from parity.statistics.nomogram.abbreviations import abbreviate, single_letters


def test_vowels_go_first_and_from_the_right():
    assert abbreviate(("female", "male"), 4) == ("feml", "male")
    assert abbreviate(("female", "male"), 2) == ("fm", "ml")


def test_first_letters_of_words_and_capitals_stay_longest():
    assert abbreviate(("high Grade tumour",), 3) == ("hGt",)
    assert abbreviate(("Never Smoker",), 5) == ("NvrSm",)


@pytest.mark.parametrize("length", range(1, 9))
def test_what_is_different_stays_different_and_keeps_its_first_letter(length):
    levels = ("stage one", "stage two", "stage three", "stone", "state", "Stage")
    short = abbreviate(levels, length)
    assert len(set(short)) == len(levels)
    assert all(text[0] == level[0] and len(text) <= len(level) for text, level in zip(short, levels))


def test_short_levels_stay_as_they_are_and_equal_ones_equal():
    assert abbreviate(("I", "II", "I"), 4) == ("I", "II", "I")


def test_levels_as_single_letters():
    assert single_letters(("I", "II", "III")) == ("a", "b", "c")
    with pytest.raises(ValueError, match="27 levels are more than there are letters; choose a minlength"):
        single_letters(("x",) * 27)
    with pytest.raises(ValueError, match="minlength is 1 or more"):
        abbreviate(("a",), 0)


def test_there_is_a_letter_for_each_of_26_levels():
    assert single_letters(("x",) * 26)[-1] == "z"


@pytest.mark.parametrize(
    ("length", "short"),
    [
        (3, ("Upl", "sosp", "abs", "ont", "ALt", "axy")),
        (4, ("Uppl", "sosp", "abes", "ontw", "ALOt", "axyz")),
        (5, ("Upprl", "stosp", "abees", "onetw", "ALONt", "aexyz")),
        (6, ("Upprlb", "sttosp", "abeese", "onetwo", "ALONEt", "aeixyz")),
    ],
)
def test_texts_of_several_words_are_shortened_as_by_r(length, short):
    """As R 4.2.2 writes them."""
    levels = ("Upper lobe", "statistics of some people", "a bee sea", "one two", "ALONE tree", "aeiou xyz")
    assert abbreviate(levels, length) == short


@pytest.mark.parametrize(("length", "short"), [(7, "LamKirt"), (6, "LamKrt"), (5, "LmKrt")])
def test_a_vowel_at_the_end_of_a_word_goes_before_one_within_a_later_word(length, short):
    """As R 4.2.2 writes it."""
    assert abbreviate(("Lame Kirt",), length) == (short,)
