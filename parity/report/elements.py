"""Every element of a verification beside each reference's: ``elements.csv.gz`` (numbers) and ``text.csv.gz``.

``pandas.read_csv("elements.csv.gz")`` opens them, with ``float_precision="round_trip"`` where bits matter; so does R's
``read.csv``. A row is an element of ours against one answer; the rows of an element lie together. A number is the
shortest decimals that give its double back, NA, NaN, Inf or -Inf; the cell is empty where a side does not have the
element. `missing` says which side has no value (NA or nothing): ``neither``, ``parity``, ``reference`` or ``both``; it
tells NA from NaN, and text from its absence. Text keys are never empty: ``-`` stands for none.
"""

from __future__ import annotations

import gzip
import io
import re
from collections.abc import Callable, Iterable
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from parity.statistics.fields import Field, Kind
from parity.verification.compare import Comparison, FieldComparison
from parity.verification.elements import VERDICTS, Aligned
from parity.verification.verification import Statistic, Verification
from parity.verification.withheld import WITHHELD, Withheld

if TYPE_CHECKING:
    import pandas

NUMBERS = "elements.csv.gz"
TEXT = "text.csv.gz"

KEYS = (
    "study", "cohort", "role", "subgroup", "model", "predictor", "resamples", "seed", "stem", "field", "element",
    "package", "name", "function", "version", "r", "answered", "verdict", "missing",
)  # fmt: skip
COLUMNS = (*KEYS, "parity", "reference")

LEVEL = 5
"""Of the compression: of patients, 4 is as slow and a twentieth longer, 6 a third slower and hardly shorter."""

_NONE = "-"
_IN_QUOTES = re.compile('[,"\r\n]')
_AT_ONCE = 20_000
_MISSING = ("neither", "parity", "reference", "both")
_STATES = [f"{verdict.name},{missing}" for verdict in VERDICTS for missing in _MISSING]

Write = Callable[[bytes], object]
Strings = Callable[[Field, np.ndarray], list[str]]
Answered = tuple[Comparison, FieldComparison]


def file_of(field: FieldComparison) -> str:
    """The name of the file in which the elements of a field stand."""
    pair = field.pair
    return NUMBERS if pair.ours.kind is pair.theirs.kind is Kind.NUMBERS else TEXT


def place_of(*comparisons: Comparison) -> str:
    """Where the numbers of answers stand, or the lines of a page: ``"in elements.csv.gz"``, or that they are
    withheld."""
    withheld = [isinstance(field, Withheld) for comparison in comparisons for field in comparison.fields]
    file = f"in {TEXT if comparisons[0].drawn else NUMBERS}"
    if not any(withheld):
        return file
    return WITHHELD if all(withheld) else f"{file} or {WITHHELD}"


class Elements:
    """Both files in the making, compressed: a statistic is added as soon as it is compared, while R answers the
    next."""

    def __init__(self) -> None:
        self._files = {NUMBERS: _Compressed(), TEXT: _Compressed()}

    def add(self, statistic: Statistic) -> None:
        """The rows of a statistic, after those of the ones before; of a withheld field none."""
        for (name, file), answered in _together(statistic):
            strings = _decimals if file == NUMBERS else _texts
            _write_rows(self._files[file].write, strings, statistic, name, answered)

    def write(self, folder: Path) -> None:
        """Write both files, the same bytes for the same run; nothing can be added afterwards."""
        for name, file in self._files.items():
            (folder / name).write_bytes(file.finished())


def of(verification: Verification) -> Elements:
    """The elements of a whole run."""
    made = Elements()
    for statistic in verification.statistics:
        made.add(statistic)
    return made


def read(folder: Path | str, *, text: bool = False) -> pandas.DataFrame:
    """The elements of an evidence folder, with the very bits.

    Keys are categories, also those that look like a number or a missing value.

    Parameters
    ----------
    folder : path
    text : bool
        The lines of text and truth values, instead of the numbers.
    """
    import pandas

    numbers = {"resamples": "Int64", "seed": "Int64", **({} if text else {"parity": "float64", "reference": "float64"})}
    found = pandas.read_csv(
        Path(folder) / (TEXT if text else NUMBERS),
        dtype={**dict.fromkeys(KEYS, "category"), "parity": "object", "reference": "object", **numbers},
        na_values={name: ["", "NA", "NaN"] for name in numbers},
        keep_default_na=False,
        float_precision="round_trip",
    )
    if text:
        found["parity"] = found["parity"].mask(found["missing"].isin(["parity", "both"]), None)
        found["reference"] = found["reference"].mask(found["missing"].isin(["reference", "both"]), None)
    return found


class _Compressed:
    """A table that is compressed as it grows; the bytes depend on its rows alone."""

    def __init__(self) -> None:
        self._raw = io.BytesIO()
        self._file = gzip.GzipFile("", "wb", LEVEL, self._raw, mtime=0)
        self.write((",".join(COLUMNS) + "\n").encode())

    def write(self, rows: bytes) -> None:
        self._file.write(rows)

    def finished(self) -> bytes:
        self._file.close()
        return self._raw.getvalue()


def _together(statistic: Statistic) -> Iterable[tuple[tuple[str, str], list[Answered]]]:
    """The fields of a statistic, answers with the same elements together; each by its name and file."""
    found: dict[tuple[object, ...], list[Answered]] = {}
    for comparison in statistic.comparisons:
        for field in comparison.fields:
            if isinstance(field, Withheld):
                continue
            ours = field.pair.ours
            same = (field.name, file_of(field), len(field), ours.scalar, ours.labels)
            found.setdefault(same, []).append((comparison, field))
    return (((answered[0][1].name, file_of(answered[0][1])), answered) for answered in found.values())


def _write_rows(to: Write, strings: Strings, statistic: Statistic, name: str, answered: list[Answered]) -> None:
    """The rows of a field: of the first element for each answer, then of the second."""
    pair = answered[0][1].pair
    before = _row([*_of_setting(statistic), name])
    labels = _cells(_labels(pair.ours))
    ours = strings(pair.ours, pair.have_we)
    columns: list[list[str]] = []
    template = ""
    for comparison, field in answered:
        template += f"{before},%s,{_row(_of_answer(comparison))},%s,%s,%s\n"
        columns += [labels, _states(field), ours, _theirs(field.pair, ours, strings)]
    rows = map(template.__mod__, zip(*columns))
    while lines := "".join(islice(rows, _AT_ONCE)):
        to(lines.encode())


def _of_setting(statistic: Statistic) -> list[str]:
    setting = statistic.setting
    drawn = ["", ""] if setting.resamples is None else [str(setting.resamples.count), str(setting.resamples.seed)]
    return [
        setting.study,
        setting.cohort,
        setting.role.value,
        setting.subgroup or _NONE,
        setting.models or _NONE,
        setting.predictor or _NONE,
        *drawn,
        statistic.check.stem,
    ]


def _of_answer(comparison: Comparison) -> list[str]:
    made = comparison.provenance
    assert made is not None
    call = comparison.call
    r = str(made.environment.get("r") or _NONE)
    return [call.package, call.name, call.function, made.version, r, made.answered]


def _row(cells: list[str]) -> str:
    """Part of a row, for a template."""
    return ",".join(_cells(cells)).replace("%", "%%")


def _labels(field: Field) -> list[str]:
    """``"age=35"``, ``"17"``; an empty label has its brackets."""
    if field.scalar:
        return [_NONE] * len(field)
    if field.labels is None:
        return list(map(str, range(1, len(field) + 1)))
    return [label or "[]" for label in field.labels]


def _cells(texts: list[str]) -> list[str]:
    """Texts in quotes where CSV needs them."""
    if not _IN_QUOTES.search("".join(texts)):
        return texts
    return ['"' + text.replace('"', '""') + '"' if _IN_QUOTES.search(text) else text for text in texts]


def _states(field: FieldComparison) -> list[str]:
    """Verdict and missing values."""
    pair = field.pair
    lacking = (pair.ours.missing | ~pair.have_we) + 2 * (pair.theirs.missing | ~pair.have_they)
    return [_STATES[state] for state in (field.verdicts * len(_MISSING) + lacking).tolist()]


def _theirs(pair: Aligned, ours: list[str], strings: Strings) -> list[str]:
    """The reference's side; what is the same as ours is not written out twice."""
    same = (pair.have_we == pair.have_they) & (pair.ours.missing == pair.theirs.missing) & _same_bits(pair)
    if same.all():
        return ours
    found = np.array(ours, dtype=object)
    theirs, other = pair.theirs, ~same
    found[other] = strings(Field(theirs.kind, theirs.values[other], theirs.missing[other]), pair.have_they[other])
    return list(found)


def _same_bits(pair: Aligned) -> np.ndarray:
    one, other = pair.ours, pair.theirs
    if one.kind is not other.kind:
        return np.zeros(len(one), dtype=bool)
    if one.kind is Kind.NUMBERS:
        return np.ascontiguousarray(one.values).view(np.int64) == np.ascontiguousarray(other.values).view(np.int64)
    return np.asarray(one.values == other.values, dtype=bool)


def _decimals(field: Field, have: np.ndarray) -> list[str]:
    """The numbers of a side as R and Python read them."""
    found = list(map(repr, field.values.tolist()))
    for place in np.flatnonzero(~np.isfinite(field.values) | field.missing | ~have).tolist():
        found[place] = _special(found[place], bool(field.missing[place]), bool(have[place]))
    return found


def _special(written: str, missing: bool, have: bool) -> str:
    if not have:
        return ""
    return "NA" if missing else {"nan": "NaN", "inf": "Inf", "-inf": "-Inf"}[written]


def _texts(field: Field, have: np.ndarray) -> list[str]:
    """A side that is text or truth values, or numbers against text."""
    if field.kind is Kind.NUMBERS:
        return _decimals(field, have)
    if field.kind is Kind.TEXT:
        found = _cells(list(map(str, field.values)))
    else:
        found = ["TRUE" if value else "FALSE" for value in field.values.tolist()]
    for place in np.flatnonzero(field.missing | ~have).tolist():
        found[place] = "NA" if have[place] else ""
    return found
