"""A numpydoc docstring for a reader: sections of paragraphs, with formulas in plain characters."""

from __future__ import annotations

import functools
import inspect
import re
import warnings
from collections.abc import Iterable
from dataclasses import dataclass

from parity.report.formula import plain_formula


@dataclass(frozen=True, slots=True)
class Span:
    """A piece of running text.

    Attributes
    ----------
    kind : str
        ``"text"``, ``"code"`` or ``"formula"``.
    text : str
    """

    kind: str
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a formula that stands alone.

    Attributes
    ----------
    spans : tuple of Span
    term : str
        What a parameter or attribute is called, with its shape: ``"risk : (n,) float array"``; empty elsewhere.
    """

    spans: tuple[Span, ...]
    term: str = ""

    @property
    def text(self) -> str:
        return "".join(span.text for span in self.spans)


@dataclass(frozen=True, slots=True)
class Documented:
    """What a card shows of the documentation of a function or class.

    Attributes
    ----------
    summary, notes : tuple of Paragraph
        The first lines, and the formula with its conventions.
    parameters, attributes : tuple of Paragraph
        With their terms.
    """

    summary: tuple[Paragraph, ...]
    notes: tuple[Paragraph, ...]
    parameters: tuple[Paragraph, ...]
    attributes: tuple[Paragraph, ...]


@functools.cache
def documented(thing: object) -> Documented:
    """The documentation of a function or class by numpydoc's sections; of any other text the first paragraph."""
    from numpydoc.docscrape import NumpyDocString, ParseError

    text = inspect.getdoc(thing) or ""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            found = NumpyDocString(text)
        except (ParseError, ValueError):
            found = NumpyDocString(text.partition("\n\n")[0])
    return Documented(
        summary=_running([*found["Summary"], "", *found["Extended Summary"]]),
        notes=_running(found["Notes"]),
        parameters=_listed(found["Parameters"]),
        attributes=_listed(found["Attributes"]),
    )


@functools.cache
def meanings(result: type) -> dict[str, str]:
    """What each attribute of a result type is, by name, from its docstring."""
    found: dict[str, str] = {}
    for paragraph in documented(result).attributes:
        names, _, shape = paragraph.term.partition(" : ")
        for name in names.split(","):
            found[name.strip()] = paragraph.text or shape
    return found


def _listed(entries: Iterable[tuple[str, str, list[str]]]) -> tuple[Paragraph, ...]:
    terms = ((f"{name} : {shape}" if shape else name, text) for name, shape, text in entries)
    return tuple(Paragraph(_spans(" ".join(text)), term) for term, text in terms)


def _running(lines: list[str]) -> tuple[Paragraph, ...]:
    paragraphs: list[Paragraph] = []
    for block in re.split(r"\n\s*\n", "\n".join(lines)):
        text = inspect.cleandoc(block)
        if not text:
            continue
        if text.startswith(".. math::"):
            paragraphs.append(Paragraph((Span("formula", plain_formula(text.removeprefix(".. math::"))),)))
        elif paragraphs and block.lstrip("\n").startswith("    ") and paragraphs[-1].text == "":
            paragraphs[-1] = Paragraph((Span("formula", plain_formula(text)),))
        else:
            paragraphs += [Paragraph(_spans(item)) for item in re.split(r"\n(?=[-*] )", text)]
    return tuple(paragraph for paragraph in paragraphs if paragraph.text)


def _spans(text: str) -> tuple[Span, ...]:
    spans, end = [], 0
    text = re.sub(r"\s+", " ", text).strip()
    for match in re.finditer(r":math:`([^`]*)`|``([^`]*)``|(?::\w+:)?`([^`]*)`", text):
        if match.start() > end:
            spans.append(Span("text", text[end : match.start()]))
        formula, code, name = match.groups()
        if formula is not None:
            spans.append(Span("formula", plain_formula(formula)))
        else:
            spans.append(Span("code", code if code is not None else name))
        end = match.end()
    if end < len(text):
        spans.append(Span("text", text[end:]))
    return tuple(spans)
