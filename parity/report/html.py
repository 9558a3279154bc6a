"""The verification report: one page that needs nothing else, for the screen and for paper."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from parity.answers.answer import Answered
from parity import __version__
from parity.checks.vocabulary import Check
from parity.data.cohort import Study
from parity.report import left_out, pages, strip, words
from parity.report.appendix import sections
from parity.report.card import BOUND, card
from parity.report.comparisons import entries
from parity.report.doubts import doubts
from parity.report.elements import place_of
from parity.report.headline import DEVIATIONS, Met, deviations, headline
from parity.report.paper import KEY, Table, tables_of
from parity.report.reading import (
    answering,
    cohorts,
    disagreeing,
    failing,
    formula,
    setting_of,
    stale,
    totals,
    unanswered,
)
from parity.report.slack import SLACK, slack
from parity.report.unlike import Pair, pairs
from parity.verification.compute import Computation
from parity.verification.compare import Comparison
from parity.verification.elements import Element
from parity.checks.vocabulary.verdict import Verdict
from parity.verification.verification import Statistic, Verification

_HERE = Path(__file__).parent
_PROBLEMS = 5
_PAGE = Environment(
    loader=FileSystemLoader(_HERE), autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True
).get_template("report.html.j2")


@dataclass(frozen=True, slots=True)
class Problem:
    """An answer that disagrees, with the numbers that miss their tolerance by most, or what is drawn otherwise."""

    statistic: Statistic
    comparison: Comparison
    worst: tuple[Element, ...]
    failing: int
    unlike: tuple[Pair, ...]

    @property
    def place(self) -> str:
        """Where the others are."""
        return place_of(self.comparison)


def prepare(computation: Computation) -> None:
    """What does not wait for an answer: the docstrings behind the cards, and our own figures."""
    for check in {ours.check.stem: ours.check for ours in computation.statistics}.values():
        card(check)
    pages.prepare(computation)


def to_html(verification: Verification, *, scripts: Path | None = None) -> str:
    """The text of ``report.html``; `scripts` is the folder of the R scripts."""
    compared = entries(verification)
    return _PAGE.render(
        v=verification,
        parity=__version__,
        bound=BOUND,
        css=Markup((_HERE / "report.css").read_text(encoding="utf-8")),
        words=words,
        Verdict=Verdict,
        totals=totals(verification),
        headline=headline(verification),
        sentence=_sentence(verification),
        answering=answering(verification),
        setting_of=setting_of,
        cohorts=cohorts,
        formula=formula,
        results=_results(verification),
        key=KEY,
        comparisons=compared,
        several_settings=len({statistic.setting for statistic in verification.statistics}) > 1,
        doubts=doubts(verification),
        unanswered=unanswered(verification),
        left_out=left_out.lines(verification),
        stale=stale(verification),
        deviations=_causes(verification),
        deviations_anchor=DEVIATIONS,
        problems=_problems(verification),
        slack=slack(verification),
        slack_limit=SLACK,
        environment=_environment(verification),
        answers=_answers(verification),
        sections=sections(verification, compared, scripts),
        figures=pages.figures(verification),
        withheld=_withheld(verification),
        strip=strip.rows(verification),
        ticks=strip.TICKS,
        shapes=_SHAPES,
        svg=Markup,
    )


_SHAPES = {
    Verdict.AGREES: "m-4 0a4 4 0 1 0 8 0a4 4 0 1 0 -8 0z",
    Verdict.DEVIATES_AS_DOCUMENTED: "m0 -5l5 5l-5 5l-5 -5z",
    Verdict.DISAGREES: "m-4 -4l8 8m0 -8l-8 8",
}
"""How a number is marked in the strip, as the path of an SVG from its centre: a dot, a diamond, a cross."""


_SENTENCES = {
    Verdict.AGREES: "Every number that was compared agrees.",
    Verdict.DEVIATES_AS_DOCUMENTED: "Every number that was compared agrees, or deviates as documented.",
    Verdict.DISAGREES: "At least one number disagrees.",
    Verdict.NOT_RUN: "Something that should have answered did not run.",
    Verdict.STALE: "A recorded answer is stale: its script or its data have changed since.",
    Verdict.NOT_RECORDED: "A recorded answer is missing.",
    Verdict.UNDEFINED: "Every number that was compared agrees, or deviates as documented; some numbers are undefined.",
}


def _sentence(verification: Verification) -> str:
    passes = verification.verdict.passes or verification.verdict is Verdict.UNDEFINED
    if not verification.verifies and (passes or verification.verdict is Verdict.NOT_VERIFIED):
        return "Nothing was compared."
    return _SENTENCES[verification.verdict]


def _results(verification: Verification) -> list[tuple[Study, list[Table]]]:
    return [(study, tables_of(verification, study)) for study in verification.studies]


def _causes(verification: Verification) -> list[tuple[str, list[Met]]]:
    """The documented deviations that were met, each cause once."""
    found: dict[str, list[Met]] = {}
    for met in deviations(verification):
        found.setdefault(met.cause, []).append(met)
    return list(found.items())


def _withheld(verification: Verification) -> list[tuple[Check, str]]:
    """The statistics with numbers of single patients, and which of their fields these are, where they are withheld."""
    if not verification.withheld:
        return []
    checks = {statistic.check.stem: statistic.check for statistic in verification.statistics}
    found = ((check, [name for name in check.fields if name in check.withheld]) for check in checks.values())
    return [(check, ", ".join(names)) for check, names in found if names]


def _problems(verification: Verification) -> list[Problem]:
    return [
        Problem(
            statistic,
            comparison,
            tuple(failing(comparison, _PROBLEMS)),
            disagreeing(comparison),
            tuple(pairs(statistic, comparison)[:_PROBLEMS]) if comparison.drawn else (),
        )
        for statistic in verification.statistics
        for comparison in statistic.comparisons
        if comparison.verdict is Verdict.DISAGREES
    ]


def _environment(verification: Verification) -> list[tuple[str, str]]:
    rows = []
    for key, value in verification.environment.items():
        if value in (None, "", {}, []):
            continue
        if hasattr(value, "items"):
            value = ", ".join(f"{name} {inner}" for name, inner in value.items())
        rows.append((_NAMES.get(key, key), str(value)))
    return rows


_NAMES = {
    "python": "Python", "r": "R", "r_packages": "R packages", "r_platform": "platform of R", "blas": "BLAS",
    "lapack": "LAPACK", "numpy": "NumPy", "scipy": "SciPy",
}  # fmt: skip


def _answers(verification: Verification) -> list[tuple[str, list[tuple[str, int]]]]:
    """How packages answered, under which R and when; and each with its version and how many numbers it gave."""
    found: dict[tuple[str, str], dict[str, int]] = {}
    days: dict[tuple[str, str], set[str]] = {}
    for statistic in verification.statistics:
        for comparison in statistic.comparisons:
            made = comparison.provenance
            if made is not None:
                r = made.environment.get("r")
                how = (str(made.answered), f"R {r}" if r else "Python")
                of = found.setdefault(how, {})
                package = f"{comparison.call.package} {made.version}"
                of[package] = of.get(package, 0) + comparison.size
                if made.answered == Answered.RECORDED and made.recorded:
                    days.setdefault(how, set()).add(made.recorded[:10])
    return [
        (", ".join([" under ".join(how), *sorted(days.get(how, ()))]), sorted(packages.items()))
        for how, packages in sorted(found.items())
    ]
