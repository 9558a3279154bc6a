"""How far two pictures are apart, pixel by pixel."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

BARELY_VISIBLE, PLAINLY_VISIBLE = 16, 64
"""Levels, of 255."""


@dataclass(frozen=True, slots=True)
class PixelDifference:
    """The difference of two pictures; that of a pixel is the largest of its channels', in levels from 0 to 255.

    Attributes
    ----------
    pixels : int
        How many there are.
    differing : int
        How many differ at all.
    above_16, above_64 : int
        How many differ by more than so many levels.
    largest : int
    mean : float
        Over all pixels.
    """

    pixels: int
    differing: int
    above_16: int
    above_64: int
    largest: int
    mean: float

    @property
    def identical(self) -> bool:
        return self.differing == 0

    def share(self, count: int) -> float:
        """A count as a share of all pixels."""
        return count / self.pixels


def compare_pixels(ours: np.ndarray, theirs: np.ndarray) -> PixelDifference:
    """Compare two pictures of the same size.

    Parameters
    ----------
    ours, theirs : array of uint8, height x width x channels

    Raises
    ------
    ValueError
        Where they have not the same size, or are no pictures.
    """
    return summarize(pixel_differences(ours, theirs))


def pixel_differences(ours: np.ndarray, theirs: np.ndarray) -> np.ndarray:
    """The difference at each pixel, in levels; an array of height x width."""
    for picture in (ours, theirs):
        if picture.dtype != np.uint8 or picture.ndim != 3 or 0 in picture.shape:
            raise ValueError(f"a picture is height x width x channels of uint8, not {picture.shape} of {picture.dtype}")
    if ours.shape != theirs.shape:
        raise ValueError(f"pictures of different sizes: {ours.shape} and {theirs.shape}")
    return (np.maximum(ours, theirs) - np.minimum(ours, theirs)).max(axis=2)


def summarize(differences: np.ndarray) -> PixelDifference:
    """Count the differences of a picture, or of some of its pixels."""
    return PixelDifference(
        pixels=differences.size,
        differing=int(np.count_nonzero(differences)),
        above_16=int(np.count_nonzero(differences > BARELY_VISIBLE)),
        above_64=int(np.count_nonzero(differences > PLAINLY_VISIBLE)),
        largest=int(differences.max(initial=0)),
        mean=float(differences.mean()) if differences.size else 0.0,
    )
