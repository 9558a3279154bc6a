"""The distance of two pages."""

from __future__ import annotations

import dataclasses

from parity import figures
from parity.graphics.drawing.display import Segment, TextRun
from parity.graphics.drawing.measure import measure
from parity.graphics.painters.r_pdf_reader import read_page

PAGE = figures.nomogram("rait").display_list.pages[0]


def moved(page, kind, **changes):
    """The page with the first primitive of a kind changed."""
    place = next(number for number, primitive in enumerate(page) if isinstance(primitive, kind))
    return (*page[:place], dataclasses.replace(page[place], **changes), *page[place + 1 :])


def test_a_page_is_no_distance_from_itself():
    found = measure(PAGE, PAGE)
    assert (found.surplus, found.different, found.distance) == (0, 0, 0.0) and found.primitives > 100


def test_the_page_as_written_is_within_half_of_a_hundredth_of_a_point():
    drawn = figures.nomogram("rait")
    read = read_page(drawn.page_content(), 72 * drawn.width, 72 * drawn.height)
    found = measure(read, read_page(figures.nomogram("rait").page_content(), 72 * drawn.width, 72 * drawn.height))
    assert (found.surplus, found.different, found.distance) == (0, 0, 0.0)


def test_a_label_a_missing_thing_and_a_shift_are_told_apart():
    assert measure(PAGE, moved(PAGE, TextRun, text="Punkte")).different == 1
    assert measure(PAGE, PAGE[:-1]).surplus == -1
    segment = next(primitive for primitive in PAGE if isinstance(primitive, Segment))
    shifted = moved(PAGE, Segment, start=(segment.start[0] + 0.5, segment.start[1]))
    found = measure(PAGE, shifted)
    assert found.different == 0 and abs(found.distance - 0.5) < 1e-12


def test_the_same_in_another_order_is_no_difference_but_is_told():
    turned = [*PAGE[5:], *PAGE[:5]]
    found = measure(PAGE, turned)
    assert (found.surplus, found.different, found.distance, found.reordered) == (0, 0, 0.0, True)
    assert not measure(PAGE, PAGE).reordered
    twice = measure(PAGE, [*turned, PAGE[0]])
    assert twice.surplus == 1 and not twice.reordered
