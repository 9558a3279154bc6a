"""What became of the slips of each file, and the page that says it."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from aside import Aside
from mutants import Mutant, mutants, sampled
from trials import Fate, fate_of, plan_of


@dataclass(frozen=True, slots=True)
class FileOutcome:
    """The slips of one file.

    Attributes
    ----------
    file : str
    fates : tuple of (Mutant, Fate)
        Of those that were drawn and are not set aside.
    aside : int
        Drawn, and set aside.
    wrongly_aside : tuple of str
        Set aside, and noticed, or no longer possible.
    """

    file: str
    fates: tuple[tuple[Mutant, Fate], ...]
    aside: int
    wrongly_aside: tuple[str, ...]

    @property
    def tried(self) -> int:
        """How many slips were drawn."""
        return len(self.fates) + self.aside

    @property
    def survivors(self) -> list[Mutant]:
        """Noticed by nobody."""
        return [mutant for mutant, fate in self.fates if fate is Fate.SURVIVES]

    @property
    def surprises(self) -> list[str]:
        """What makes a run end with 1."""
        found = [f"{self.file}:{one.number}: survives: {one.line}   ->   {one.mutation}" for one in self.survivors]
        return found + list(self.wrongly_aside)

    def count(self, fate: Fate) -> int:
        """How many ended so."""
        return sum(one is fate for _, one in self.fates)


def outcome_of(tree: Path, file: str, size: int, seed: int, aside: Sequence[Aside]) -> FileOutcome:
    """The slips of one file: those drawn by the seed, and all that are set aside."""
    path = tree / file
    source = path.read_text(encoding="utf-8")
    every = mutants(source)
    by_name = {mutant.name: mutant for mutant in every}
    names = {one.name for one in aside}
    drawn = sampled(every, size, f"{seed} {file}")
    listed = [by_name[one.name] for one in aside if one.name in by_name]
    wrong = [
        f"{file}: set aside, but no such slip: {one.line}   ->   {one.mutation}"
        for one in aside
        if one.name not in by_name
    ]
    if not drawn and not listed:
        return FileOutcome(file, (), 0, tuple(wrong))
    plan = plan_of(tree, path)
    ends = lambda mutant: fate_of(tree, path, mutant.source, plan)
    for mutant in listed:
        if ends(mutant) is not Fate.SURVIVES:
            wrong.append(f"{file}:{mutant.number}: set aside, but noticed: {mutant.line}   ->   {mutant.mutation}")
    fates = tuple((mutant, ends(mutant)) for mutant in drawn if mutant.name not in names)
    return FileOutcome(file, fates, sum(mutant.name in names for mutant in drawn), tuple(wrong))


def summary(outcomes: Iterable[FileOutcome]) -> str:
    """In one line: the share of slips that somebody noticed, and how."""
    total = Counter(fate for outcome in outcomes for _, fate in outcome.fates)
    aside = sum(outcome.aside for outcome in outcomes)
    number, survive = sum(total.values()), total[Fate.SURVIVES]
    share = f"{100 * (number - survive) / number:.1f} % of {number}" if number else "none of none"
    how = f"{total[Fate.BY_TESTS]} by tests, {total[Fate.BY_REPLAY]} by a replay, {total[Fate.TIMED_OUT]} by time"
    return f"{share} noticed: {how}; {survive} survive; {aside} that change nothing are set aside"


def page(outcomes: Sequence[FileOutcome], command: str, seed: int) -> str:
    """The same by file, as docs/mutants.md."""
    columns = ["file", "slips", "by tests", "by replay", "by time", "set aside", "survive"]
    lines = [
        "# Slips that nobody would notice",
        "",
        f"`{command}` (seed {seed}) writes this page; on {datetime.date.today().isoformat()} it took the answers of",
        "Python alone: no R is started. Each slip is one operator, constant, comparison, bound or condition of one file,",
        "changed in a copy. It is noticed where the file's own tests fail, or else where `parity verify --mode replay` of",
        "a bundled study does not pass; one that does not end is noticed by time. What cannot change a number is set",
        "aside, by name and with the reason, in `tests/mutation/aside.csv`.",
        "",
        f"**{summary(outcomes)}.**",
        "",
        "| " + " | ".join(columns) + " |",
        "|---|" + "---:|" * (len(columns) - 1),
        *(_row(outcome) for outcome in outcomes),
        "",
    ]
    survivors = [text for outcome in outcomes for text in outcome.surprises]
    return "\n".join(lines + [f"- `{text}`" for text in survivors] + [""] * bool(survivors))


def _row(outcome: FileOutcome) -> str:
    counts = [outcome.count(fate) for fate in (Fate.BY_TESTS, Fate.BY_REPLAY, Fate.TIMED_OUT)]
    cells = [outcome.tried, *counts, outcome.aside, len(outcome.survivors)]
    return f"| `{outcome.file.removeprefix('parity/')}` | " + " | ".join(map(str, cells)) + " |"
