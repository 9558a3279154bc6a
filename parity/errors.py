"""What a person is told when the input cannot be used."""

from __future__ import annotations

from collections.abc import Iterable


class InputError(Exception):
    """The input cannot be used: one line that names the place, the rule and the next step.

    Attributes
    ----------
    rule : str
        What is wrong.
    file, column : str or None
        Where, as far as it applies.
    row : int, str or None
        Line of the CSV file, the header being line 1; or the name of a row where it has one.
    step : str or None
        What to do next.
    """

    def __init__(
        self,
        rule: str,
        *,
        file: object = None,
        column: str | None = None,
        row: int | str | None = None,
        step: str | None = None,
    ) -> None:
        self.rule, self.column, self.row, self.step = rule, column, row, step
        self.file = None if file is None else str(file)
        super().__init__(rule)

    def __str__(self) -> str:
        places = [
            printable(self.file) if self.file is not None else "",
            f"column {quoted(self.column)}" if self.column is not None else "",
            f"row {self.row}" if self.row is not None else "",
        ]
        place = ", ".join(part for part in places if part)
        return (f"{place}: " if place else "") + self.rule + (f"; {self.step}" if self.step else "")

    def located(self, file: object) -> InputError:
        """The same error with the file named, where it was not yet."""
        return InputError(
            self.rule, file=file if self.file is None else self.file, column=self.column, row=self.row, step=self.step
        )


def quoted(text: str, longest: int = 60) -> str:
    """A name or a cell in quotes, on one line, cut where it is very long."""
    text = str(text)
    return repr(text if len(text) <= longest else text[: longest - 1] + "…")


def listed(names: Iterable[str], most: int = 6) -> str:
    """``'a', 'b', 'c' and 4 more``."""
    names = list(names)
    shown = ", ".join(quoted(name) for name in names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


def plural(count: int, one: str, many: str | None = None) -> str:
    """``"1 number"``, ``"1,204 numbers"``."""
    return f"{count:,} {one if count == 1 else many or one + 's'}"


def suggestion(name: str, known: Iterable[str]) -> str:
    """``did you mean 'age'?`` or, where nothing is near, what there is."""
    from difflib import get_close_matches

    known = [str(candidate) for candidate in known]
    by_case = {candidate.casefold(): candidate for candidate in known}
    near = [candidate for candidate in by_case if len(name) > 2 and candidate.startswith(name.casefold())][:1]
    near = near or get_close_matches(name.casefold(), by_case, n=1, cutoff=0.6)
    near = near or [candidate for candidate in by_case if name and name.casefold() in candidate][:1]
    if near:
        return f"did you mean {quoted(by_case[near[0]])}?"
    return f"there is {listed(known, 12)}" if known else "there is none"


def ended(sentence: str) -> str:
    """A sentence with a full stop where it has no mark at its end: another follows."""
    return sentence if sentence.endswith((".", "?", "!")) else f"{sentence}."


def printable(text: str) -> str:
    """Text without the characters that would break a line."""
    return "".join(character if character.isprintable() else repr(character)[1:-1] for character in text)


class Missing(Exception):
    """R or a package is missing for what was asked."""


class Unsound(Exception):
    """Parity does not notice what it must, so that nothing it says can be relied on."""
