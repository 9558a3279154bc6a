"""Files that two readers may understand differently: R reads each as Python does, or it is refused with the reason."""

from __future__ import annotations

import numpy as np
import pytest
from verified import complaints, verified

from parity.answers.modes import Mode
from parity.checks.catalogue import CATALOGUE
from parity.checks.vocabulary.verdict import Verdict
from parity.data.study import study_from_csv
from parity.errors import InputError

DRAW = np.random.default_rng(20261126)
X = DRAW.normal(50, 10, 90)
GROUP = DRAW.integers(0, 2, 90)
DIED = (DRAW.random(90) < 1 / (1 + np.exp(0.3 - (X - 50) / 15 - 0.5 * GROUP))).astype(int)
NUMBERS = [f"{value:.4f}" for value in X]


def quoted(cell: str) -> str:
    return '"' + cell.replace('"', '""') + '"'


def text(x=NUMBERS, groups=("low", "high"), outcome=None, head=("x", "group", "died"), end="\n", wrap=str) -> str:
    rows = zip(x, (groups[code] for code in GROUP), outcome or map(str, DIED))
    return "".join(",".join(map(wrap, row)) + end for row in (head, *rows))


def some(*cells: str) -> list[str]:
    """The numbers, a few of them written otherwise."""
    found = list(NUMBERS)
    found[1 : 3 * len(cells) : 3] = cells
    return found


def spelled(none: str, *events: str) -> list[str]:
    """An outcome whose event is written in several ways."""
    return [events[place % len(events)] if event else none for place, event in enumerate(DIED)]


def told(*spellings: tuple[str, ...]) -> list[str]:
    """An outcome both of whose levels are written in several ways."""
    return [spellings[event][place % len(spellings[event])] for place, event in enumerate(DIED)]


MISSING = ("NA", "N/A", "#N/A", "NaN", "nan", "NULL", "null", ".", "", " NA ")

READ = {
    "CRLF": text(end="\r\n"),
    "CR": text(end="\r"),
    "BOM": "\ufeff" + text(),
    "BOM, CRLF, everything quoted": "\ufeff" + text(end="\r\n", wrap=quoted),
    "blank lines": "\n\n" + text(end="\n\n"),
    "no last line end": text()[:-1],
    "spaces around": text(wrap=lambda cell: f"  {cell} "),
    "spaces within quotes": text(wrap=lambda cell: f'"  {cell} "'),
    "a space before a quote": text(wrap=lambda cell: f' "{cell}"'),
    "tabs around": text(wrap=lambda cell: f"\t{cell}\t"),
    "no-break spaces around": text(wrap=lambda cell: f"\u00a0{cell}\u00a0"),
    "wide spaces around": text(wrap=lambda cell: f"\u2003{cell}\u3000"),
    "form feeds around": text(wrap=lambda cell: f"\f{cell}\v"),
    "an unnamed column": "".join(f"{row or ''},{line}\n" for row, line in enumerate(text().splitlines())),
    "signs, points, exponents": text(some("+50", "-0", ".5e2", "50.", "5e1", "5E+1", "5.0e1", "0050", "5000e-2")),
    "17 digits": text([repr(value) for value in X.tolist()]),
    "40 digits": text([f"{value:.40f}" for value in X]),
    "tiny numbers": text([repr(value * 1e-90) for value in X.tolist()]),
    "huge numbers": text([repr(value * 1e90) for value in X.tolist()]),
    "missing": text(some(*MISSING)),
    "missing, quoted": text(some(*MISSING), wrap=quoted),
    "missing outcomes": text(outcome=[*MISSING, *map(str, DIED[len(MISSING) :])]),
    "a first level beyond ASCII": text(groups=("Ünd", "Ünd"[::-1])),
    "letters put together": text(groups=("U\u0308", "\u00dc")),
    "a quote in quotes": text(groups=('5" tube', "b"), wrap=quoted),
    "a backslash and a quote": text(groups=('a\\"b', "a\\"), wrap=quoted),
    "a line end in a cell": text(groups=("a\nb", "b"), wrap=quoted),
    "CRLF in a cell": text(groups=("a\r\nb", "b"), wrap=quoted),
    "CR in a cell": text(groups=("a\rb", "b"), wrap=quoted),
    "single quotes": text(groups=("it's", "b'")),
    "hashes": text(groups=("#a", "b #c")),
    "true and false": text(groups=("True", "FALSE")),
    "T and F": text(groups=("T", "F")),
    "a number in several spellings": text(outcome=spelled("0", "1", "1.0", "1e0", "+1", "01")),
}
EVENTS = {
    "a number and a text": ("1", text(outcome=spelled("no", "1.0", "1", "01"))),
    "a text and a number": ("yes", text(outcome=told(("0", "0.0", "-0"), ("yes",)))),
    "a truth and a text": ("true", text(outcome=spelled("x", "TRUE", "true"))),
    "a truth and a number": ("true", text(outcome=told(("1.0", "1"), ("TRUE", "true")))),
    "a number and a truth": ("1", text(outcome=told(("TRUE", "true"), ("1", "1.0")))),
    "two cases of a letter": ("A", text(outcome=spelled("a", "A"))),
}
REFUSED = {
    "a hexadecimal number": (text(some("0x32")), "'0x32' is not a number"),
    "an R integer": (text(some("50L")), "'50L' is not a number"),
    "a Fortran exponent": (text(some("5d1")), "'5d1' is not a number"),
    "an infinity": (text(some("Inf")), "'Inf' is infinite"),
    "a number beyond the largest": (text(some("1e400")), "'1e400' is infinite"),
    "Arabic digits": (text(some("\u0665\u0660")), "is not a number"),
    "another spelling of missing": (text(some("n/a")), "'n/a' is not a number"),
    "a quote in a bare cell": (text(groups=('5" tube', "b")), "row .*: has a double quote within a cell that is not"),
    "a quote at the end of a bare cell": (text(groups=('5"', "b")), "has a double quote within a cell that is not"),
    "a quote in a bare name": (text(head=('x"', "group", "died")), "row 1: has a double quote within a cell"),
    "a tab before a quote": (text(wrap=lambda cell: f'\t"{cell}"'), "row 1: has a double quote within a cell"),
    "a letter after a quotation": (text(groups=('"a"b', "b")), "is not CSV"),
}


def written(folder, content: str, event: str | None = None):
    path = folder / "a.csv"
    path.write_bytes(content.encode())
    return study_from_csv(path, outcome="died", event=event, predictors=["x", "group"])


def agrees(study, live_r) -> None:
    verification = verified([study], CATALOGUE.matching(["as_typed"]), live_r, Mode.LIVE)
    assert complaints(verification) == []
    assert verification.verdict is Verdict.AGREES


@pytest.mark.r
@pytest.mark.parametrize("name", READ)
def test_a_file_is_read_as_python_reads_it(name, live_r, tmp_path):
    agrees(written(tmp_path, READ[name]), live_r)


@pytest.mark.r
@pytest.mark.parametrize("name", EVENTS)
def test_an_event_is_told_whatever_the_other_level_is(name, live_r, tmp_path):
    event, content = EVENTS[name]
    study = written(tmp_path, content, event)
    assert np.array_equal(study.development.outcome, DIED)
    agrees(study, live_r)


@pytest.mark.parametrize("name", REFUSED)
def test_what_two_readers_would_understand_differently_is_refused(name, tmp_path):
    content, reason = REFUSED[name]
    with pytest.raises(InputError, match=reason):
        written(tmp_path, content)
