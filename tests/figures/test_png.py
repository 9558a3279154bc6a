"""PNG files, read back by another reader."""

from __future__ import annotations

import io
import struct

import numpy as np
import pytest
from matplotlib.image import imread

from parity.figures.png import encode_png


def read(file: bytes) -> np.ndarray:
    return np.rint(imread(io.BytesIO(file), format="png")[..., :3] * 255).astype(np.uint8)


@pytest.mark.parametrize("shape", [(1, 1), (3, 5), (40, 30)])
def test_colours_come_back_as_they_were(shape):
    pixels = np.random.default_rng(1).integers(0, 256, (*shape, 4)).astype(np.uint8)
    assert np.array_equal(read(encode_png(pixels, 150.0)), pixels[..., :3])


def test_greys_come_back_as_they_were_and_take_less_room():
    grey = np.random.default_rng(2).integers(0, 256, (40, 30, 1)).astype(np.uint8)
    pixels = np.repeat(grey, 3, axis=2)
    assert np.array_equal(read(encode_png(pixels, 150.0)), pixels)
    coloured = pixels.copy()
    coloured[0, 0, 0] ^= 1
    assert np.array_equal(read(encode_png(coloured, 150.0)), coloured)
    assert len(encode_png(pixels, 150.0)) < len(encode_png(coloured, 150.0))


def test_the_file_tells_how_large_it_is_on_paper():
    file = encode_png(np.zeros((2, 2, 3), np.uint8), 150.0)
    place = file.index(b"pHYs") + 4
    assert struct.unpack(">IIB", file[place : place + 9]) == (5906, 5906, 1)


@pytest.mark.parametrize(("shape", "type"), [((2, 2), np.uint8), ((2, 2, 3), float), ((0, 2, 3), np.uint8), ((2, 2, 1), np.uint8)])
def test_what_is_no_picture_is_refused(shape, type):
    with pytest.raises(ValueError, match="a picture is height x width x channels of uint8"):
        encode_png(np.zeros(shape, type), 150.0)
