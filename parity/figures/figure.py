"""A figure: what is drawn, and the files and pictures it becomes."""

from __future__ import annotations

import os
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parity.errors import InputError, Missing, quoted
from parity.graphics.drawing.device import Device, pdf_device
from parity.graphics.drawing.display import DisplayList

if TYPE_CHECKING:
    import matplotlib.figure

FORMATS = (".png", ".pdf", ".svg")
PAINTERS = ("matplotlib", "cairo")
MOST_PIXELS = 32_767
"""The longest side of a picture: cairo paints none that is longer, and such a square has 4 GB."""


@dataclass(frozen=True)
class Figure:
    """A figure of a fixed size, drawn anew on each device that it is asked for.

    Attributes
    ----------
    draw : callable
        Gives the display list on a device.
    width, height : float
        In inches.
    title : str
        Written into PDF files.
    value : object
        What it is drawn of.
    """

    draw: Callable[[Device], DisplayList]
    width: float
    height: float
    title: str = ""
    value: Any = field(default=None, repr=False)

    @property
    def display_list(self) -> DisplayList:
        """What R's PDF device is told to draw, primitive by primitive, in points."""
        return self.draw(pdf_device(self.width, self.height))

    def page_content(self, page: int = 0) -> str:
        """What R's ``pdf(compress = FALSE)`` writes for a page, byte for byte."""
        from parity.graphics.painters.r_pdf import page_content

        return page_content(self.display_list, page)

    def matplotlib(self, dpi: float = 150.0, page: int = 0) -> matplotlib.figure.Figure:
        """A page as a matplotlib Figure, to go on working with."""
        try:
            from parity.graphics.painters.paint import image_device, paint
        except ImportError as error:
            raise Missing(
                f"matplotlib cannot be used ({error}); install it, or save a .pdf, a .svg, or by painter='cairo' a .png"
            ) from error
        return paint(self.draw(image_device(self.width, self.height, dpi)), page)

    def save(self, path: Path | str, dpi: float = 150.0, painter: str = "matplotlib") -> Path:
        """Write the figure to a file; its ending decides: ``.pdf`` (all pages), ``.svg`` or ``.png`` (the first page).

        Parameters
        ----------
        dpi : float
            Pixels an inch of a PNG file.
        painter : str
            What paints a PNG file: ``"matplotlib"``, in its own font, or ``"cairo"``: the libraries and the font that
            R's ``png(type = "cairo")`` uses on this machine, for R's very pixels.
        """
        path = Path(path)
        if path.suffix not in FORMATS:
            raise InputError(
                f"no figure is written as {quoted(path.suffix)}", file=path, step=f"choose one of {', '.join(FORMATS)}"
            )
        if path.suffix == ".png":
            self._require_pixels(path, dpi)
            if painter not in PAINTERS:
                raise InputError(
                    f"there is no painter {quoted(painter)}", file=path, step=f"choose {' or '.join(PAINTERS)}"
                )
        aside = path.with_name(f".{path.name}.{os.getpid()}.part{path.suffix}")
        try:
            self._write(aside, dpi, painter)
            aside.replace(path)
        finally:
            aside.unlink(missing_ok=True)
        return path

    def _require_pixels(self, path: Path, dpi: float) -> None:
        sides = (self.width * dpi, self.height * dpi)
        if not all(1 <= side <= MOST_PIXELS for side in sides):
            size = " by ".join(f"{side:,.0f}" for side in sides)
            raise InputError(
                f"a picture of {size} pixels cannot be painted (1 to {MOST_PIXELS:,} a side)",
                file=path,
                step="choose another dpi",
            )

    def _write(self, path: Path, dpi: float, painter: str) -> None:
        if path.suffix == ".pdf":
            from parity.graphics.painters.r_pdf import document

            path.write_bytes(document(self.display_list, title=self.title))
        elif path.suffix == ".svg":
            from parity.graphics.painters.svg import svg

            path.write_text(svg(self.display_list), encoding="utf-8")
        elif painter == "cairo":
            from parity.graphics.painters.cairo import cairo_device, write_png

            write_png(self.draw(cairo_device(self.width, self.height, dpi)), path)
        else:
            self.matplotlib(dpi).savefig(path, dpi=dpi)

    def _repr_png_(self) -> bytes:
        from io import BytesIO

        picture = BytesIO()
        self.matplotlib().savefig(picture, format="png")
        return picture.getvalue()
