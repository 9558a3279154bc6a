"""PNG files of drawings: few colours, large plain areas."""

from __future__ import annotations

import struct
import zlib

import numpy as np

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_COLOURS, _PALETTE = 2, 3
_METRES = 1
_INCHES_PER_METRE = 1 / 0.0254
_GREYS = bytes(level for level in range(256) for _ in range(3))
_EFFORTS = {_PALETTE: 6, _COLOURS: 4}
"""Of the compression; more costs more time than it saves bytes."""


def encode_png(pixels: np.ndarray, dpi: float) -> bytes:
    """A picture as a PNG file without loss; one without colours takes a byte a pixel, through a palette of greys.

    Parameters
    ----------
    pixels : array of uint8, height x width x (3 or more)
        Red, green, blue; further channels are left out, the picture is opaque.
    dpi : float
        Pixels an inch, for those who print it.

    Notes
    -----
    Rows are written as they are (filter type 0): a drawing is plain and repeats itself, which the compression sees without help.

    References
    ----------
    W3C. Portable Network Graphics (PNG) Specification, second edition, 2003; ISO/IEC 15948.
    """
    if pixels.dtype != np.uint8 or pixels.ndim != 3 or pixels.shape[2] < 3 or 0 in pixels.shape:
        raise ValueError(f"a picture is height x width x channels of uint8, not {pixels.shape} of {pixels.dtype}")
    height, width = pixels.shape[:2]
    red, green, blue = (pixels[..., channel] for channel in range(3))
    grey = np.array_equal(red, green) and np.array_equal(green, blue)
    rows, kind = (red, _PALETTE) if grey else (pixels[..., :3].reshape(height, 3 * width), _COLOURS)
    filtered = np.zeros((height, rows.shape[1] + 1), np.uint8)
    filtered[:, 1:] = rows
    per_metre = round(dpi * _INCHES_PER_METRE)
    return b"".join(
        (
            _SIGNATURE,
            _chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, kind, 0, 0, 0)),
            _chunk(b"pHYs", struct.pack(">IIB", per_metre, per_metre, _METRES)),
            _chunk(b"PLTE", _GREYS) if grey else b"",
            _chunk(b"IDAT", zlib.compress(filtered.tobytes(), _EFFORTS[kind])),
            _chunk(b"IEND", b""),
        )
    )


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
