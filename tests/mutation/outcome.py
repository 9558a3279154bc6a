"""What became of the slips of a file."""

from __future__ import annotations

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
