"""The tables of a nomogram, as R prints it: points by value, and what total points mean; and one patient's reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from parity.models.numbers import format_common, format_number

if TYPE_CHECKING:
    from parity.figures.reading import Reading
    from parity.statistics.nomogram.axes import Axis, Nomogram


def printed(nomogram: Nomogram, dec: int = 0) -> str:
    """The points of every tick, and of every function the total points of its values.

    Parameters
    ----------
    nomogram : Nomogram
    dec : int
        Decimals of the points.

    Notes
    -----
    Equals what ``print(nomogram, dec = dec)`` of rms prints. Where the axis of the linear predictor is left out, the
    two first lines of rms say ``-Inf`` and ``NaN``; here they are the same as with it.
    """
    unit = nomogram.points_per_unit
    blocks = [
        f"Points per unit of linear predictor: {format_number(unit)} \n"
        f"Linear predictor units per point   : {format_number(1 / unit)} \n\n"
    ]
    for axis in nomogram.axes:
        points = _aligned([round(float(point), dec) for point in axis.points])
        blocks.append(_table((axis.label, "Points"), (_values(axis), points), "<"))
    for scale in nomogram.functions:
        totals = format_common([round(float(total), dec) for total in scale.total_points])
        blocks.append(_table(("Total Points", scale.label), (totals, format_common(scale.values)), ">"))
    return "".join(blocks)


def printed_reading(reading: Reading, patient: Mapping[str, str], dec: int = 0) -> str:
    """A patient's points, their sum, and what stands below it."""
    names = [*(f"{name} = {patient[name]}" for name in reading.points), "Total Points"]
    numbers = _aligned([round(points, dec) for points in (*reading.points.values(), reading.total_points)])
    below = {"Linear Predictor": reading.linear_predictor, **reading.functions}
    told = _table(("Patient", "Points"), (names, numbers), "<")
    return told + "".join(f" {name}: {format_number(float(f'{value:.4g}'))}\n" for name, value in below.items())


def _values(axis: Axis) -> Sequence[str]:
    if not any(isinstance(value, str) for value in axis.values):
        return _aligned([float(value) for value in axis.values])
    longest = max(len(str(value)) for value in axis.values)
    return [f"{value:<{longest}}" for value in axis.values]


def _aligned(numbers: Sequence[float]) -> list[str]:
    texts = format_common(numbers)
    return [text.rjust(max(map(len, texts))) for text in texts]


def _table(titles: tuple[str, str], columns: tuple[Sequence[str], Sequence[str]], side: str) -> str:
    """Two columns as R prints a matrix without names of its rows, with an empty line before and after."""
    widths = [max(map(len, (title, *column))) for title, column in zip(titles, columns)]
    rows = [titles, *zip(*columns)]
    lines = [" " + " ".join(f"{cell:{side}{width}}" for cell, width in zip(row, widths)) for row in rows]
    return "\n" + "\n".join(lines) + "\n\n"
