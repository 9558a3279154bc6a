"""The tables of a paper as Markdown and LaTeX; the results as CSV, with all their digits."""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from parity.errors import InputError, listed
from parity.report import words
from parity.report.paper import KEY, Table, tables
from parity.verification.results import COLUMNS, rows
from parity.verification.verification import Verification

_LATEX = {
    "\\": r"\textbackslash{}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "{": r"\{", "}": r"\}",
    "~": r"\textasciitilde{}", "^": r"\textasciicircum{}", "<": r"$<$", ">": r"$>$", "≥": r"$\geq$", "≤": r"$\leq$",
    "≈": r"$\approx$", "χ": r"$\chi$", "²": r"$^2$", "–": "--", "✗": r"$\times$", "✓": r"$\surd$", "±": r"$\pm$",
}  # fmt: skip


def to_csv(verification: Verification) -> str:
    """One row a number, in full: what `parity.verification.results` has."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(COLUMNS)
    for row in rows(verification):
        writer.writerow([plain(row[name]) for name in COLUMNS])
    return text.getvalue()


def to_markdown(verification: Verification) -> str:
    """The tables, as GitHub and pandoc read them."""
    return "\n".join([*(markdown(table) for table in tables(verification)), f"{KEY}\n"])


def to_latex(verification: Verification) -> str:
    """The tables, for a preamble with ``\\usepackage{booktabs}``."""
    return "\n".join([*(latex(table) for table in tables(verification)), f"% {KEY}\n"])


def write_results(verification: Verification, path: Path | str) -> None:
    """Write the results into a file, by its ending: ``.csv``, ``.md`` or ``.tex``."""
    writer_of(path)(verification, Path(path))


def writer_of(path: Path | str) -> Callable[[Verification, Path], None]:
    """What writes a file of this ending; an error that names the endings where nothing does."""
    ending = Path(path).suffix.lower()
    if ending not in _FORMATS:
        rule = f"the ending {ending!r} is no format of results" if ending else "the file has no ending"
        raise InputError(rule, file=Path(path), step=f"it is one of {listed(_FORMATS)}")
    make = _FORMATS[ending]
    return lambda verification, file: write_text(file, make(verification))


def write_text(file: Path, text: str) -> None:
    """Write a file, or say in one line why it cannot be."""
    try:
        file.write_text(text, encoding="utf-8", newline="")
    except OSError as error:
        raise InputError(f"cannot be written: {error.strerror}", file=file) from None


def plain(value: object) -> str:
    """A value in full, as a cell of CSV."""
    return "" if value is None else words.full(value) if isinstance(value, float) else str(value)


def markdown(table: Table) -> str:
    """One table, as GitHub and pandoc read it."""
    lines = [
        f"**{_escaped(table.title)}**",
        "",
        _bars(table.header),
        _bars(["---"] + ["---:"] * (len(table.header) - 1)),
    ]
    lines += [_bars([cell.text for cell in row]) for row in table.rows]
    lines += ["", *(f"{note}  " for note in table.notes)]
    return "\n".join(lines) + "\n"


def _bars(cells: Sequence[str]) -> str:
    return "| " + " | ".join(_escaped(cell) for cell in cells) + " |"


def _escaped(text: str) -> str:
    return "".join(f"\\{mark}" if mark in "\\|*_`<" else mark for mark in text)


def latex(table: Table) -> str:
    """One table, for a preamble with ``\\usepackage{booktabs}``."""
    lines = [
        r"\begin{table}",
        rf"\caption{{{_tex(table.title)}}}",
        rf"\begin{{tabular}}{{l{'r' * (len(table.header) - 1)}}}",
        r"\toprule",
        _ampersands(table.header),
        r"\midrule",
        *(_ampersands([cell.text for cell in row]) for row in table.rows),
        r"\bottomrule",
        r"\end{tabular}",
        *(rf"\par\footnotesize {_tex(note)}" for note in table.notes),
        r"\end{table}",
    ]
    return "\n".join(lines) + "\n"


def _ampersands(cells: Sequence[str]) -> str:
    return " & ".join(_tex(cell) for cell in cells) + r" \\"


def _tex(text: str) -> str:
    return "".join(_LATEX.get(mark, mark) for mark in text)


_FORMATS: Mapping[str, Callable[[Verification], str]] = {".csv": to_csv, ".md": to_markdown, ".tex": to_latex}
