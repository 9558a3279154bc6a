"""A figure: what is drawn, and the files and pictures it becomes."""

from __future__ import annotations

import os
import warnings
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from numbers import Real
from pathlib import Path
from typing import TYPE_CHECKING, Any

from parity.errors import InputError, Missing, quoted
from parity.graphics.drawing.device import Device, pdf_device, readable_device
from parity.graphics.drawing.display import DisplayList

if TYPE_CHECKING:
    import matplotlib.figure

PIXELS = (".png", ".tiff", ".tif")
FORMATS = (".pdf", ".svg", ".eps", *PIXELS)
PAINTERS = ("matplotlib", "cairo")
MOST_PIXELS = 32_767
"""The longest side of a picture: cairo paints none that is longer, and such a square has 4 GB."""

_FINE = 720.0
"""Units an inch at which a page is laid out for a file that holds its letters."""


class Legibility(UserWarning):
    """What a reader of a figure may not be able to read."""


def file_of(path: Path | str) -> tuple[Path, str]:
    """The file that a figure is written to, and its ending in small letters: one of `FORMATS`."""
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in FORMATS:
        step = f"choose one of {', '.join(FORMATS)}"
        raise InputError(f"no figure is written as {quoted(path.suffix)}", file=path, step=step)
    if not path.parent.is_dir():
        raise InputError(f"the folder {path.parent} does not exist", file=path, step="make it first")
    return path, ending


def require_positive(**numbers: Any) -> None:
    """An error where a length or a resolution is no positive number."""
    for name, number in numbers.items():
        if isinstance(number, bool) or not isinstance(number, Real) or not 0 < float(number) < float("inf"):
            rule = f"a figure needs a positive {name}, not {quoted(repr(number))[1:-1]}"
            raise InputError(rule, step="dots per inch, such as 300" if name == "dpi" else "give inches, such as 7")


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
    hint : str
        What helps where its text overprints.
    """

    draw: Callable[[Device], DisplayList]
    width: float
    height: float
    title: str = ""
    value: Any = field(default=None, repr=False)
    hint: str = field(default="", repr=False)

    def __post_init__(self) -> None:
        require_positive(width=self.width, height=self.height)

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

    def save(self, path: Path | str, dpi: float = 150.0, painter: str = "matplotlib", embed: bool = False) -> Path:
        """Write the figure to a file; its ending decides: ``.pdf`` (all pages), or of the first page ``.svg``,
        ``.eps``, ``.png``, ``.tiff`` or ``.tif``.

        What overprints on the page, and characters that R's page has not, are said by a `Legibility` warning.

        Parameters
        ----------
        dpi : float
            Pixels an inch of a PNG or TIFF file.
        painter : str
            What paints these: ``"matplotlib"``, in its own font, or ``"cairo"``: the libraries and the font that R's
            ``png(type = "cairo")`` uses on this machine, for R's very pixels.
        embed : bool
            Put the letters that it shows into a PDF or EPS file, every character among them: those of matplotlib's
            font, by which the page is laid out. Otherwise the page is R's, in Helvetica, which the reader has.
        """
        path, ending = file_of(path)
        if embed and ending not in (".pdf", ".eps"):
            step = "leave embed out: other files need no font, or name theirs"
            raise InputError(f"nothing is embedded in {quoted(path.suffix)}", file=path, step=step)
        if ending in PIXELS:
            self._require_pixels(path, dpi)
            if painter not in PAINTERS:
                raise InputError(
                    f"there is no painter {quoted(painter)}", file=path, step=f"choose {' or '.join(PAINTERS)}"
                )
        aside = path.with_name(f".{path.name}.{os.getpid()}.part{ending}")
        try:
            with warnings.catch_warnings():
                warnings.filterwarnings("ignore", "Glyph .* missing from")  # said below, once
                self._write(aside, dpi, painter, embed)
            aside.replace(path)
        except OSError as error:
            if error.filename is None:
                raise
            raise InputError(f"cannot be written: {error.strerror}", file=path) from error
        finally:
            aside.unlink(missing_ok=True)
        for text in self._said(ending, painter, embed):
            warnings.warn(Legibility(text), stacklevel=2)
        return path

    def _said(self, suffix: str, painter: str, embed: bool) -> Iterator[str]:
        """What a reader of the file should know."""
        from parity.figures.legibility import crowded, lacking_in_matplotlib, lacking_in_r

        drawn = self.draw(readable_device(self.width, self.height))
        unwritten = ""
        if embed or suffix in PIXELS and painter == "matplotlib":
            unwritten = lacking_in_matplotlib(drawn)
        elif suffix in (".pdf", ".eps"):
            unwritten = lacking_in_r(drawn)
        return filter(None, [unwritten, crowded(drawn, self.hint)])

    def _require_pixels(self, path: Path, dpi: float) -> None:
        require_positive(dpi=dpi)
        sides = (self.width * dpi, self.height * dpi)
        if not all(1 <= side <= MOST_PIXELS for side in sides):
            size = " by ".join(f"{side:,.0f}" for side in sides)
            raise InputError(
                f"a picture of {size} pixels cannot be painted (1 to {MOST_PIXELS:,} a side)",
                file=path,
                step="choose another dpi",
            )

    def _write(self, path: Path, dpi: float, painter: str, embed: bool) -> None:
        if embed:
            self._write_embedded(path)
        elif path.suffix == ".pdf":
            from parity.graphics.painters.r_pdf import document

            path.write_bytes(document(self.display_list, title=self.title))
        elif path.suffix == ".eps":
            from parity.graphics.painters.eps import eps

            path.write_bytes(eps(self.display_list, title=self.title))
        elif path.suffix == ".svg":
            from parity.graphics.painters.svg import svg

            path.write_text(svg(self.draw(readable_device(self.width, self.height))), encoding="utf-8")
        elif painter == "cairo":
            from parity.graphics.painters.cairo import cairo_device, write_picture

            write_picture(self.draw(cairo_device(self.width, self.height, dpi)), path)
        elif path.suffix == ".png":
            self.matplotlib(dpi).savefig(path, dpi=dpi)
        else:
            page = self.matplotlib(dpi)
            from parity.graphics.painters.paint import write_tiff

            write_tiff(page, path, dpi)

    def _write_embedded(self, path: Path) -> None:
        pages = [self.matplotlib(_FINE, page) for page in range(len(self.display_list.pages))]
        from parity.graphics.painters.paint import write_embedded

        write_embedded(pages, path)

    def _repr_png_(self) -> bytes:
        from io import BytesIO

        picture = BytesIO()
        self.matplotlib().savefig(picture, format="png")
        return picture.getvalue()
