"""A verification on a terminal or in a pipe: a study's results, then of each answer the number nearest to failing."""

from __future__ import annotations

import textwrap

from rich.console import Console
from rich.text import Text

from parity.data.cohort import Study
from parity.errors import printable
from parity.report import left_out, words
from parity.report.elements import place_of
from parity.report.headline import DEVIATIONS, Colour, Headline, headline
from parity.report.lines import Entry, Table, clipped, fold, say
from parity.report.paper import KEY, tables_of
from parity.report.paper_on_terminal import print_table
from parity.report.reading import (
    answering,
    cohorts,
    disagreeing,
    failing,
    formula,
    gaps,
    group_of,
    next_command,
    not_verified,
    patients,
    read,
    readings_worst_first,
    setting_of,
    stale,
    titled,
    together,
    totals,
    undefined,
)
from parity.report.rows import (
    DIFFERENCE,
    DIGITS,
    FIELD,
    HEADS,
    MARK,
    NEEDED,
    REFERENCE,
    SIGNIFICANT,
    SOURCE,
    TITLE,
    VALUE,
    WHY,
    Row,
    Shown,
    fits,
    numbered,
    shown_of,
    widths_of,
)
from parity.report.unlike import pairs
from parity.verification.compare import Comparison
from parity.verification.elements import Element
from parity.verification.setting import Setting
from parity.checks.vocabulary.verdict import Verdict
from parity.verification.verification import Statistic, Verification

MOST_PROBLEMS = 5

_PROBLEMS = Table(("number", "parity", "reference", "difference", "digits", "needed"), names=(0,), spare=(3,))
_COLOURS = {Colour.GREEN: "bold green", Colour.AMBER: "bold yellow", Colour.RED: "bold red"}


def print_verification(verification: Verification, console: Console, *, width: int | None = None) -> None:
    """Print the results of each study and what was compared, then what failed, then the sums.

    Parameters
    ----------
    verification : Verification
    console : rich.console.Console
        Its colours are used only on a terminal.
    width : int or None
        Columns; None: those of the console.
    """
    width = width or console.width
    readings = readings_worst_first(read(statistic) for statistic in verification.statistics)
    settings = list(dict.fromkeys(group_of(statistic.setting) for statistic in verification.statistics))
    for significant in SIGNIFICANT:
        groups = {
            setting: [shown_of(one, significant) for one in readings if group_of(one.statistic.setting) == setting]
            for setting in settings
        }
        shown = numbered(groups)
        widths = widths_of([row for several in shown.values() for one in several for row in one.rows], width)
        if fits(widths, width):
            break
    explained: set[str] = set()
    for study in verification.studies:
        say(console, Text(_head(verification, study), style="bold"), width=width)
        _print_results(verification, study, console, width)
        _print_line(console, HEADS, widths, style="dim")
        for setting in settings:
            if setting.study == study.name:
                heading = _heading(study, setting)
                if heading:
                    say(console, Text(heading, style="italic"), width=width)
                each, alike = _of_predictors_alike(verification, shown[setting])
                for one in each:
                    _print_statistic(one, widths, explained, console, width)
                if alike:
                    say(console, _in_one_line(alike), hanging=2, width=width)
        console.print()
    print_problems(verification, console, width=width)
    say(console, _coloured(headline(verification)), width=width)
    say(console, Text(totals(verification), style="bold"), width=width)
    for statistic in not_verified(verification):
        _print_lacking(verification, statistic, "nothing could be held against an answer", console, width)
    for statistic, said in together(gaps(verification)):
        _print_lacking(verification, statistic, said, console, width)
    for statistic, said in together(undefined(verification)):
        _print_lacking(verification, statistic, said, console, width, Verdict.UNDEFINED)
    for line in left_out.lines(verification):
        say(console, Text(printable(f"not computed: {line}")), width=width)
    for records in stale(verification):
        say(console, Text(printable(f"stale record: {records.text(verification)}")), width=width)


def _print_results(verification: Verification, study: Study, console: Console, width: int) -> None:
    found = tables_of(verification, study)
    for table in found:
        print_table(table, console, width=width)
        if table is found[0]:
            say(console, Text(KEY, style="dim"), width=width)
        console.print()


def _coloured(shown: Headline) -> Text:
    """The documented deviations in amber, whatever the colour of the whole."""
    style, known = _COLOURS[shown.colour], _COLOURS[Colour.AMBER]
    pieces = ((printable(part.text), known if part.anchor == DEVIATIONS else style) for part in shown.parts)
    return Text.assemble(*pieces)


def _print_lacking(
    verification: Verification,
    statistic: Statistic,
    said: str,
    console: Console,
    width: int,
    verdict: Verdict = Verdict.NOT_VERIFIED,
) -> None:
    line = f"{verdict.value}: {statistic.check.title} ({setting_of(verification, statistic)}): {said}"
    say(console, Text(printable(line)), width=width)


def _of_predictors_alike(verification: Verification, shown: list[Shown]) -> tuple[list[Shown], list[Shown]]:
    """Where others were run beside them, the tests of single predictors that agree have one line together."""
    if all(statistic.setting.predictor for statistic in verification.statistics):
        return shown, []
    alike = [
        one
        for one in shown
        if one.statistic.setting.predictor and one.statistic.verdict is Verdict.AGREES and not one.in_part
    ]
    return [one for one in shown if one not in alike], alike


def _in_one_line(alike: list[Shown]) -> Text:
    statistics = [one.statistic for one in alike]
    predictors = dict.fromkeys(printable(statistic.setting.predictor) for statistic in statistics)
    stems = dict.fromkeys(statistic.check.stem for statistic in statistics)
    answers = sum(comparison.size for statistic in statistics for comparison in statistic.comparisons)
    mark = (words.MARKS[Verdict.AGREES], words.STYLES[Verdict.AGREES])
    several = f"{words.plural(len(statistics), 'test')} of single predictors ({', '.join(predictors)})"
    said = f": {words.plural(answers, 'answer')}, all agree; `parity show STEM STUDY` shows one: {', '.join(stems)}"
    return Text.assemble(mark, " ", (several, "bold"), said)


def _heading(study: Study, setting: Setting) -> str:
    """What stands above the statistics of a setting; nothing above those of a study's only cohort."""
    whole = setting.label == setting.cohort
    if whole and not study.validations:
        return ""
    said = [patients(study, cohort) for _, cohort in cohorts(study) if cohort.name == setting.cohort] if whole else []
    return printable(" · ".join([setting.role.value, setting.label, *said]))


def print_problems(
    verification: Verification, console: Console, *, width: int | None = None, most: int = MOST_PROBLEMS
) -> None:
    """For each answer that disagrees, the numbers that miss their tolerance by most, in full."""
    width = width or console.width
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            if comparison.verdict is Verdict.DISAGREES:
                _print_problem(verification, statistic, comparison, console, width, most)


def _print_problem(
    verification: Verification, statistic: Statistic, comparison: Comparison, console: Console, width: int, most: int
) -> None:
    worst = failing(comparison, most)
    count = disagreeing(comparison)
    head = f"✗ {statistic.check.title} · {printable(statistic.setting.label)} · {words.who(comparison)}"
    if worst:
        of = words.plural(comparison.size, "line" if comparison.drawn else "number")
        head += f": {count:,} of {of} {'disagrees' if count == 1 else 'disagree'}"
    say(console, Text(head, style=words.STYLES[Verdict.DISAGREES]), width=width)
    if comparison.note:
        say(console, Text(printable(comparison.note.strip()), style="dim"), indent=4, width=width)
    unlike = pairs(statistic, comparison) if comparison.drawn else []
    if unlike:
        for pair in unlike[:most]:
            say(console, Text(printable(f"parity draws {pair.ours}")), indent=4, hanging=4, width=width)
            say(console, Text(printable(f"R draws {pair.theirs}")), indent=4, hanging=4, width=width)
    elif worst:
        _PROBLEMS.print(console, [_problem(element) for element in worst], indent=4, width=width)
    rest = len(unlike) - most if unlike else count - len(worst)
    if worst and rest > 0:
        said = f"{rest:,} more; the pages are" if unlike else f"{rest:,} more"
        said = f"{said} {place_of(comparison)}"
        say(console, Text(printable(said), style="dim"), indent=4, width=width)
    whole = "    " + printable(next_command(verification, statistic))  # to be copied
    console.print(Text(whole, style="dim"), soft_wrap=True)
    console.print()


def _problem(element: Element) -> Entry:
    cells = (
        printable(element.field),
        printable(clipped(words.full(element.value))),
        printable(clipped(words.full(element.reference))),
        words.difference(element),
        words.digits(element),
        words.needed(element),
    )
    return Entry(cells, note=printable(element.note))


def _print_statistic(shown: Shown, widths: list[int], explained: set[str], console: Console, width: int) -> None:
    """One statistic; the cause of a documented deviation is given in full where it is met first."""
    rows, verdict = shown.rows, shown.statistic.verdict
    words_of = [*([] if verdict is Verdict.AGREES else [verdict.value]), *shown.in_part]
    title = " · ".join([printable(titled(shown.statistic)), *words_of])
    plain = not words_of
    beside = widths[TITLE] and plain and len(title) <= widths[TITLE] and any(rows[0].cells)
    mark = (words.MARKS[verdict], words.STYLES[verdict])
    if not beside:
        say(console, Text.assemble(mark, " ", (title, "bold")), width=width)
    for position, row in enumerate(rows):
        first = title if beside and position == 0 else ""
        if not any(row.cells):
            _print_unanswered(row, widths, console, width)
            continue
        _print_line(console, (first, *row.cells), widths, row=row, mark=mark if first else None)
        if row.note and row.note not in explained:
            said = f"{row.mark} {row.note}" if row.number else row.note
            say(console, Text(printable(said.strip()), style="dim"), indent=6 + widths[TITLE], width=width)
        if row.once:
            explained.add(row.note)
    for text in _cautions(shown.statistic):
        say(console, Text(printable(text), style="dim"), indent=6 + widths[TITLE], width=width)


def _cautions(statistic: Statistic) -> list[str]:
    """What a statistic says of its own numbers; of those that have a place among the results it stands there."""
    has_a_place = statistic.check.of_models if statistic.setting.against else statistic.check.quantities
    if has_a_place or statistic.outcome.fields is None:
        return []
    return list(dict.fromkeys(condition.text for condition in statistic.outcome.conditions))


def _print_unanswered(row: Row, widths: list[int], console: Console, width: int) -> None:
    indent = widths[TITLE] + widths[FIELD] + widths[VALUE] + (7 if widths[TITLE] else 8)
    before = widths[MARK]
    for position, line in enumerate(textwrap.wrap(printable(row.note), max(width - indent - before - 1, 40))):
        mark = (row.mark if position == 0 else "").ljust(before)
        console.print(Text.assemble(" " * indent, (mark, words.STYLES[row.verdict]), f" {line}"), soft_wrap=True)


def _print_line(
    console: Console,
    cells: tuple[str, ...],
    widths: list[int],
    *,
    style: str = "",
    row: Row | None = None,
    mark: tuple[str, str] | None = None,
) -> None:
    if len(cells[FIELD]) > widths[FIELD]:
        indent = " " * (widths[TITLE] + (3 if widths[TITLE] else 4))
        console.print(Text(indent + cells[FIELD], style), soft_wrap=True)
        cells = (*cells[:FIELD], "", *cells[FIELD + 1 :])
    folded = [fold(cell, widths[column]) if column == SOURCE else [cell] for column, cell in enumerate(cells)]
    for level in range(max(map(len, folded))):
        part = [lines[level] if level < len(lines) else "" for lines in folded]
        first = level == 0
        text = Text.assemble(mark if mark and first else " ", " ", (part[TITLE].ljust(widths[TITLE]), "bold"))
        text.append(" " if widths[TITLE] else "  ")
        text.append(f"{part[FIELD].ljust(widths[FIELD])}  {part[VALUE].ljust(widths[VALUE])}  ", style)
        own = (row.mark, words.STYLES[row.verdict]) if row is not None and first else ("", "")
        text.append(own[0].ljust(widths[MARK]), own[1])
        text.append(f" {part[SOURCE].ljust(widths[SOURCE])} {part[REFERENCE].ljust(widths[REFERENCE])}", style)
        for column in (DIFFERENCE, DIGITS, NEEDED):
            if widths[column]:
                text.append(f" {part[column].rjust(widths[column])}", style)
        if widths[WHY]:
            text.append(f"  {part[WHY]}", style or "dim")
        text.rstrip()
        console.print(text, soft_wrap=True)


def _head(verification: Verification, study: Study) -> str:
    parts = [study.name]
    if not study.validations:
        parts.append(patients(study, study.development))
    return " · ".join(printable(part) for part in (*parts, formula(study), answering(verification, study.name)))
