"""The card of a statistic on a terminal or in a pipe."""

from __future__ import annotations

from rich.console import Console
from rich.syntax import Syntax
from rich.text import Text

from parity.checks.vocabulary.verdict import Verdict
from parity.errors import printable
from parity.report import words
from parity.report.card import BOUND, Card, FieldCard, ReferenceCard, Row, Values
from parity.report.docstring import Paragraph
from parity.report.lines import Entry, Table, clipped, say, say_code

_VALUES = Table(
    ("number", "reference", "parity", "its value", "difference", "digits", "needed"),
    names=(0, 1),
    right=(4, 5, 6),
    spare=(4,),
)


def print_card(shown: Card, console: Console) -> None:
    """The card on a terminal."""
    say(console, Text(shown.title, style="bold"))
    say(console, Text(f"{shown.group} · {shown.stem} · on {shown.scope}", style="dim"))
    _heading(console, "Definition")
    for paragraph in (*shown.definition, *shown.notes):
        say(console, _text(paragraph), indent=2, below=1)
    if shown.parameters:
        _heading(console, "Inputs, the same on both sides")
        for paragraph in shown.parameters:
            say(console, Text.assemble((paragraph.term, "bold"), "  ", paragraph.text), indent=2)
        console.print()
    _heading(console, "Held against")
    for reference in shown.references:
        _print_reference(reference, console)
    _heading(console, "How closely")
    for field in shown.fields:
        _print_field(field, console)
    for name, meaning in shown.bounds:
        say(console, Text.assemble((name, "bold"), f", {BOUND}:  ", meaning), indent=2)
    console.print()
    _heading(console, "Literature")
    for citation in shown.citations:
        line = citation.text + (f" doi:{citation.doi}" if citation.doi else "")
        say(console, line, indent=2)
    if shown.values is not None:
        console.print()
        _print_values(shown.values, console)


def _text(paragraph: Paragraph) -> Text:
    styles = {"text": "", "code": "cyan", "formula": "italic"}
    return Text.assemble(*((span.text, styles[span.kind]) for span in paragraph.spans))


def _heading(console: Console, title: str) -> None:
    say(console, Text(title, style="bold underline" if console.is_terminal else ""))


def _print_reference(reference: ReferenceCard, console: Console) -> None:
    gives = f", for {', '.join(reference.fields)}" if reference.fields else ""
    say(console, Text.assemble((reference.source, "bold"), f" ({reference.language}){gives}"), indent=2)
    if reference.note:
        say(console, reference.note, indent=4)
    for where, cause in reference.deviations:
        say(console, f"{words.MARKS[Verdict.DEVIATES_AS_DOCUMENTED]} documented deviation {where}: {cause}", indent=4)
    for pattern, code in reference.conditions:
        say(console, f"says /{pattern}/: {code}", indent=4)
    needs = f", which needs {' and '.join(reference.needs)}" if reference.needs else ""
    say(console, Text(f"{reference.script}{needs}", style="dim"), indent=4)
    if reference.text:
        _print_script(reference, console)


def _print_script(reference: ReferenceCard, console: Console) -> None:
    """In colours on a terminal."""
    syntax = Syntax("", reference.language.lower(), theme="ansi_light", background_color="default")

    def coloured(line: str) -> Text:
        shown = syntax.highlight(line) if console.is_terminal else Text(line)
        shown.rstrip()
        return shown

    say_code(console, reference.text.rstrip(), coloured, indent=6)
    console.print()


def _print_field(field: FieldCard, console: Console) -> None:
    if field.against:
        head = Text.assemble(f"against {field.against}: ", field.allowance, (f"  {field.basis}", "dim"))
        say(console, head, indent=4)
    else:
        say(console, Text.assemble((field.name, "bold"), "  ", field.meaning), indent=2)
        say(console, Text.assemble(field.allowance, (f"  {field.basis}", "dim")), indent=4)
    say(console, field.reason, indent=6)


def _print_values(shown: Values, console: Console) -> None:
    _heading(console, f"{printable(shown.name)} ({shown.setting.role.value}): {shown.verdict.value}")
    _VALUES.print(console, [_entry(row) for row in shown.rows], indent=2)
    if shown.left_out:
        rest = "identical" if shown.left_out_identical else "which use less of their tolerance"
        say(console, f"{shown.left_out:,} more, {rest}", indent=2)
    for gap in shown.undefined:
        say(console, f"{words.MARKS[gap.verdict]} undefined: {gap.text}", indent=2, hanging=2)
    for comparison in shown.answers:
        if comparison.note:
            mark = words.MARKS[comparison.verdict]
            say(console, f"{mark} {words.who(comparison)}: {printable(comparison.note)}", indent=2, hanging=2)
    for who, what, text in shown.conditions:
        say(console, f"{who} says ({what}): {printable(text.strip())}", indent=2, hanging=2)


def _entry(row: Row) -> Entry:
    value, reference = (printable(clipped("".join(parts))) for parts in (row.value, row.reference))
    source = printable(f"{row.source} {row.recorded}".rstrip())
    cells = (printable(row.field), source, value, reference, row.difference, row.digits, row.needed)
    return Entry(cells, mark=words.MARKS[row.verdict], style=words.STYLES[row.verdict])
