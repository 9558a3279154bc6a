"""``parity explain``: what one name stands for in different programs, and which of them gives a number in print."""

from __future__ import annotations

import json
import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from parity.commands import of_a_csv, shared
from parity.errors import InputError, listed, quoted

if TYPE_CHECKING:
    from parity.conventions.convention import Options, Value
    from parity.conventions.printed import Printed
    from parity.report.conventions import Looked
    from parity.verification.sample import Sample


@click.command()
@click.argument("stem")
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@click.option("--reported", metavar="NUMBER", help='A number as a paper prints it: 0.404, "<0.001", 40.4%.')
@click.option("--cohort", help="The cohort that is looked at; by default each.")
@click.option(
    "--variable",
    "named",
    metavar="NAME",
    multiple=True,
    help="Of tables, terms and proportions: the one that is looked at, such as age or sensitivity; by default each; "
    "repeatable.",
)
@click.option(
    "--by",
    metavar="COLUMN",
    help="Of tables: the column of two categories whose groups are compared, or cohort for development against "
    "validation; by default the outcome.",
)
@click.option(
    "--groups", type=click.IntRange(2), help="Groups of risk of the Hosmer-Lemeshow test; 10 unless it is given."
)
@click.option(
    "--cutoff",
    type=click.FloatRange(0, 1),
    help="Of intervals at the cut-off: the risk from which on a patient is positive; Youden's of the development "
    "cohort unless it is given.",
)
@click.option("--resamples", type=click.IntRange(2), help="Of the AUC: also its bootstrap intervals.")
@click.option(
    "--seed", type=click.IntRange(0, 2**31 - 1), help="Of R's generator, with --resamples; else the study's."
)
@shared.as_json
def explain(
    stem: str,
    study: str,
    reported: str | None,
    cohort: str | None,
    named: tuple[str, ...],
    as_json: bool,
    by: str | None,
    groups: int | None,
    cutoff: float | None,
    resamples: int | None,
    seed: int | None,
    **chosen: Any,
) -> int:
    """The conventions of a statistic, and what each gives on a study.

    With --reported only those of which a number rounds to the one in print: why a paper's p value is another than
    yours. All else is held: 10 groups, the study's level and model. The exit status is 1 where none gives it.

    \b
    parity explain hosmer_lemeshow rait
    parity explain hosmer_lemeshow rait --reported 0.943
    parity explain t_test rait --variable tg_before --reported 0.0019
    parity explain chi_square_test rait --by gender
    parity explain youden_cutoff my.csv --outcome died --risk p

    Of tables each variable is looked at with the event against without; by gender or by cohort with --by.
    """
    from parity.conventions.convention import Options
    from parity.conventions.explain import family_of
    from parity.conventions.printed import printed

    shared.by_stem(stem)
    family = family_of(stem)
    every: dict[str, Any] = {"groups": groups, "cutoff": cutoff, "by": by, "resamples": resamples, "seed": seed}
    given = {name: value for name, value in every.items() if value is not None}
    _refuse(stem, family.takes, {**given, **({"variable": named} if named else {})})
    number = None if reported is None else printed(reported)
    (loaded,) = shared.load([study], chosen)
    settings: dict[str, Any] = {"seed": loaded.seed, **given}
    options = Options(**settings)
    samples = [sample for model in loaded.by_model for sample in _samples(model, cohort)]
    looked = list(_looked(stem, samples, named, options))
    shown = looked if number is None else list(_giving(stem, number, looked))
    if as_json:
        said = {"stem": stem, "study": loaded.name, "reported": reported, "cohorts": _data(shown)}
        click.echo(json.dumps(said, ensure_ascii=False))
    else:
        with shared.for_a_reader():
            _print(stem, reported, shown)
    return 0 if number is None or any(one.values for one in shown) else 1


def _refuse(stem: str, takes: frozenset[str], given: dict[str, Any]) -> None:
    """An option that says nothing about the statistic."""
    from parity.conventions.families import BY_STEM

    for name in given:
        if name not in takes:
            others = [of for of, family in BY_STEM.items() if name in family.takes]
            rule = f"--{name} is for {', '.join(others)}, and not for {stem}"
            raise InputError(rule, step=f"leave --{name} out")
    if "seed" in given and "resamples" not in given:
        raise InputError("--seed: nothing is resampled", step="say --resamples 2000 too")


def _samples(study: Any, cohort: str | None) -> list[Sample]:
    from parity.verification.predictions import samples

    made = [sample for sample in samples(study) if cohort in (None, sample.cohort.name)]
    if not made:
        names = listed(one.name for one in study.cohorts)
        raise InputError(f"there is no cohort named {quoted(str(cohort))}", step=f"there are {names}")
    return made


def _looked(stem: str, samples: list[Sample], named: tuple[str, ...], options: Options) -> Iterator[Looked]:
    """What is looked at, cohort by cohort, with what every convention gives."""
    from parity.conventions.explain import family_of, values
    from parity.report.conventions import Looked

    of = family_of(stem).subjects
    subjects = [(sample.setting.label, subject) for sample in samples for subject in of(sample, options)]
    names = list(dict.fromkeys(getattr(subject, "variable", "") for _, subject in subjects))
    if not subjects:
        raise InputError(f"there is nothing in {listed(one.cohort.name for one in samples)} that {stem} is of")
    for name in named:
        if name not in names:
            raise InputError(f"{stem} is not of {quoted(name)}", step=f"it is of {listed(names, 20)}")
    for cohort, subject in subjects:
        variable = getattr(subject, "variable", "")
        if not named or variable in named:
            yield Looked(cohort, variable, getattr(subject, "name", ""), values(stem, subject, options))


def _giving(stem: str, number: Printed, looked: list[Looked]) -> Iterator[Looked]:
    from dataclasses import replace

    from parity.conventions.explain import family_of, that_give

    turned = family_of(stem).turned
    return (replace(one, values=that_give(number, one.values, turned)) for one in looked)


def _data(shown: list[Looked]) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {one.cohort: [] for one in shown}
    for one in shown:
        found[one.cohort] += [_of_value(one, value) for value in one.values]
    return found


def _of_value(looked: Looked, value: Value) -> dict[str, Any]:
    def finite(number: float) -> float | None:
        return number if math.isfinite(number) else None

    return {
        "of": looked.name,
        "convention": value.convention.name,
        "formula": value.convention.formula,
        "followed_by": value.convention.followed_by,
        "unconfirmed": value.convention.unconfirmed,
        "source": value.convention.source,
        "numbers": {of: finite(number) for of, number in value.numbers.items()},
        "why_not": value.why_not,
        "groups_turned": value.turned,
    }


def _print(stem: str, reported: str | None, shown: list[Looked]) -> None:
    from parity.conventions.explain import family_of
    from parity.report.conventions import print_conventions
    from parity.report.lines import say

    console, said = shared.console(), set[str]()
    for one in shown:
        if one.values:
            print_conventions(one, console, said)
    known = len(family_of(stem).conventions)
    for cohort in dict.fromkeys(one.cohort for one in shown):
        without = [one for one in shown if one.cohort == cohort and not one.values]
        if reported is not None and without:
            of = f" for {listed(dict.fromkeys(one.variable for one in without), 20)}" if without[0].variable else ""
            say(console, f"{cohort}: none of the {known} conventions of {stem} gives {reported}{of}", hanging=2)
