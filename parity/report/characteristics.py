"""Tables of characteristics: as a paper prints them, and as rows of numbers."""

from __future__ import annotations

import csv
import io
import math
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Union

from parity.errors import InputError, listed
from parity.report import formats
from parity.report.paper import Cell, Table
from parity.statistics.association.characteristics import Summary
from parity.verification.characteristics import Comparison, Rows, Variable
from parity.verification.conventions import BY_RULE, EQUAL, NORMAL, TESTS

COLUMNS = ("study", "table", "rows", "variable", "level", "group", "quantity", "value")

_TYPES = {7: "type 7, R's", 6: "type 6, SPSS's", 2: "type 2, SAS's"}


def tables(comparisons: Sequence[Comparison], quartiles: int = 7) -> list[Table]:
    """Each as a table of a paper; quartiles by type 7, 6 or 2."""
    if quartiles not in _TYPES:
        raise InputError(f"there is no quantile of type {quartiles} here", step="it is 7 (R), 6 (SPSS) or 2 (SAS)")
    return [_table(one, quartiles) for one in comparisons]


def _table(comparison: Comparison, quartiles: int) -> Table:
    first, second = (f"{name} (n = {size:,})" for name, size in zip(comparison.groups, comparison.sizes))
    header = ("", first, second, "missing", "SMD", "p", "test", "other conventions")
    rows = [row for variable in comparison.variables for row in _rows(variable, quartiles)]
    notes = tuple(_notes(comparison, quartiles))
    return Table(comparison.title, header, tuple(rows), notes, together=1, intervals=False)


def _rows(variable: Variable, quartiles: int) -> Iterator[tuple[Cell, ...]]:
    test = variable.test
    p = words_of_p(test.p)
    name = TESTS[test.name].label if test.name in TESTS else ""
    why = name if test.why == BY_RULE else f"{name}: {test.why}" if name else test.why
    others = ", ".join(f"{TESTS[other].label} {words_of_p(value)}" for other, value in test.others.items())
    missing = f"{variable.missing[0]:,} / {variable.missing[1]:,}"
    smd = "–" if math.isnan(variable.difference) else f"{variable.difference:.3f}"
    after = tuple(map(Cell, (missing, smd, p, why, others)))
    if variable.summaries is not None:
        how, texts = _of_numbers(variable, quartiles)
        yield (Cell(f"{variable.label}, {how}"), *map(Cell, texts), *after)
        return
    yield (Cell(f"{variable.label}, n (%)" if variable.counts else variable.label), Cell(""), Cell(""), *after)
    if variable.counts is not None:
        for place, level in enumerate(variable.levels):
            cells = (_share(int(counts[place]), size) for counts, size in zip(variable.counts, variable.sizes))
            yield (Cell(f"  {level}"), *map(Cell, cells), *(Cell(""),) * 5)


def _of_numbers(variable: Variable, quartiles: int) -> tuple[str, list[str]]:
    """A mean where the test is one of means, otherwise a median."""
    assert variable.summaries is not None
    places = _places(variable.summaries)
    if variable.test.name in ("welch", "pooled"):
        return "mean ± SD", [f"{one.mean:,.{places}f} ± {one.sd:,.{places}f}" for one in variable.summaries]
    texts = []
    for one in variable.summaries:
        low, high = getattr(one, f"quartiles_type_{quartiles}")
        texts.append(f"{one.median:,.{places}f} [{low:,.{places}f}, {high:,.{places}f}]")
    return "median [quartiles]", texts


def _places(summaries: Sequence[Summary]) -> int:
    """Decimals that show three digits of the spread."""
    spread = max(one.maximum - one.minimum for one in summaries)
    return 1 if spread == 0 else min(max(2 - math.floor(math.log10(spread)), 1), 8) if spread < 1e6 else 0


def _share(count: int, size: int) -> str:
    return f"{count:,} ({100 * count / size:.1f})" if size else f"{count:,}"


def words_of_p(p: Union[float, None]) -> str:
    """``"0.041"``, ``"< 0.001"``, or a dash."""
    return "–" if p is None or math.isnan(p) else "< 0.001" if p < 0.001 else f"{p:.3f}"


def _notes(comparison: Comparison, quartiles: int) -> Iterator[str]:
    some = comparison.rows is Rows.COMPLETE
    of_whom = "no predictor and not the outcome is missing" if some else "the value is there"
    yield f"patients of whom {of_whom}; missing: among all rows, in the first group / in the second"
    if any(variable.summaries is not None for variable in comparison.variables):
        yield (
            f"normal: Shapiro–Wilk p > {NORMAL} in each group; then t, pooled where Levene's p about the means is "
            f"above {EQUAL} and Welch's otherwise; not normal: Mann–Whitney without continuity correction; quartiles "
            f"of {_TYPES[quartiles]}"
        )
    yield "SMD: standardised mean difference, the first group less the second; of categories a distance"
    few = [variable.label for variable in comparison.variables if variable.test.few_expected]
    if few:
        yield f"an expected count is below 5, and chi-square doubtful: {', '.join(few)}"
    yield (
        "`parity verify` holds these p values against R"
        if comparison.verified
        else "these p values are parity's own, of the statistics that `parity verify` holds against R elsewhere"
    )


def rows(comparisons: Sequence[Comparison]) -> list[dict[str, Union[str, float, None]]]:
    """Every number of the tables in full, a row a number of `COLUMNS`."""
    found: list[dict[str, Union[str, float, None]]] = []
    for one in comparisons:
        for variable in one.variables:
            for level, group, quantity, value in _numbers(one, variable):
                value = None if isinstance(value, float) and math.isnan(value) else value
                row = (one.study, one.title, one.rows.value, variable.name, level, group, quantity, value)
                found.append(dict(zip(COLUMNS, row)))
    return found


def _numbers(comparison: Comparison, variable: Variable) -> Iterator[tuple[str, str, str, Union[float, None]]]:
    for place, group in enumerate(comparison.groups):
        yield "", group, "n", variable.sizes[place]
        yield "", group, "missing", variable.missing[place]
        if variable.summaries is not None:
            one = variable.summaries[place]
            yield from (("", group, name, getattr(one, name)) for name in ("mean", "sd", "median"))
            for number in _TYPES:
                low, high = getattr(one, f"quartiles_type_{number}")
                yield "", group, f"lower quartile, type {number}", float(low)
                yield "", group, f"upper quartile, type {number}", float(high)
            yield "", group, "p (Shapiro–Wilk)", variable.test.normality[place]
        if variable.counts is not None:
            for level, count in zip(variable.levels, variable.counts[place].tolist()):
                yield level, group, "n", count
                yield level, group, "%", 100 * count / variable.sizes[place] if variable.sizes[place] else None
    yield "", "", "standardised mean difference", variable.difference
    if variable.test.name:
        yield "", "", f"p ({TESTS[variable.test.name].label}), chosen", variable.test.p
    for name, p in variable.test.others.items():
        yield "", "", f"p ({TESTS[name].label})", p


def write(comparisons: Sequence[Comparison], path: Union[Path, str], quartiles: int = 7) -> None:
    """Write the tables by the ending of the file: ``.csv`` (every number in full), ``.md`` or ``.tex``."""
    path = Path(path)
    ending = path.suffix.lower()
    if ending not in (".csv", ".md", ".tex"):
        raise InputError(
            f"the ending {ending!r} is no format of tables",
            file=path,
            step=f"it is one of {listed(['.csv', '.md', '.tex'])}",
        )
    made = tables(comparisons, quartiles)
    if ending == ".csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(COLUMNS)
        writer.writerows([[formats.plain(row[name]) for name in COLUMNS] for row in rows(comparisons)])
        formats.write_text(path, text.getvalue())
    else:
        make = formats.markdown if ending == ".md" else formats.latex
        formats.write_text(path, "\n".join(map(make, made)))
