"""``parity script``: the analysis of a study as a person types it in R."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from parity.commands import of_a_csv, shared
from parity.errors import InputError, listed, quoted

if TYPE_CHECKING:
    from parity.data.cohort import Cohort, Study


_ASKED = {
    "analysis": "stats::glm",
    "lrm": "rms::lrm",
    "val.prob": "rms::val.prob",
    "rmda": "rmda::decision_curve",
    "dcurves": "dcurves::dca",
    "nomogram": "rms::nomogram",
}
"""Of which reference each part is the script."""
_OTHER = "rait"
"""A bundled study, for the versions where nothing is recorded of one's own."""


@click.command()
@click.argument("study", metavar="STUDY | FILE.csv")
@of_a_csv.options
@click.option(
    "--part",
    type=click.Choice(["analysis", "lrm", "val.prob", "rmda", "dcurves", "nomogram"]),
    default="analysis",
    show_default=True,
    help="Most of the analysis, or what one function or package more is asked.",
)
@click.option("--cohort", help="The cohort that is looked at; by default the development cohort.")
@shared.model
@click.option("--group", default="", help='A group of it: "sex=male"; of the subgroups that the study has.')
def script(
    study: str,
    cohort: str | None,
    part: str,
    group: str,
    model: str,
    **options: Any,
) -> None:
    """Print the analysis of a study as a person types it in R.

    It is what the checks `*as_typed` run, byte for byte; run it in the folder of the CSV file. Each part reads the
    file itself and can be run alone. Which packages it needs, and with which versions R's answers are recorded, stands
    on stderr: the script is nothing but what is run.

    \b
    parity script asah > asah.R
    parity script rait --part val.prob --cohort rait-validation
    parity script rait --group gender=female
    parity script my.csv --outcome died --predictors age,sex
    parity script my.csv --formula "died ~ rcs(age, 4) * sex" --part nomogram
    """
    from parity.checks.as_typed.script import OF_THE_MODEL, PARTS

    loaded = shared.load([study], options)[0].of_model(model)
    if loaded.risk and part in OF_THE_MODEL:
        rule = f"{loaded.name}: the risks are given, and there is no model for {part}"
        raise InputError(rule, step="leave --part out, or choose val.prob, rmda or dcurves")
    if group and part in OF_THE_MODEL:
        raise InputError(f"{part} is asked of the whole development cohort, not of a group", step="leave --group out")
    names = [one.name for one in loaded.cohorts]
    if cohort is not None and cohort not in names:
        raise InputError(f"there is no cohort named {quoted(cohort)}", step=f"there are {listed(names)}")
    chosen = loaded.cohorts[names.index(cohort) if cohort is not None else 0]
    script = PARTS[part](loaded, chosen, group)
    click.echo(script, nl=False)
    click.echo(f"parity: {_needed(loaded, chosen, part, script)}", err=True)


def _needed(study: Study, cohort: Cohort, part: str, script: str) -> str:
    """The packages of a script, with the versions of which answers are recorded: of this study, or of a bundled one."""
    from parity import places
    from parity.answers.answer import Question
    from parity.answers.recorded import RecordedR
    from parity.checks.catalogue import CATALOGUE

    calls = [call for check in CATALOGUE.matching(["*as_typed"]).checks for call in check.references]
    call = next(call for call in calls if call.source == _ASKED[part])
    named = re.findall(r"\b([A-Za-z][A-Za-z0-9.]*)::", script)
    every = dict.fromkeys((call.package, *call.needs, *named))
    packages = [package for package in every if package not in ("base", "stats", "utils")]
    found: list[dict[str, Any]] = []
    for root, place in ((study.references, cohort.name), (study.references, study.name), (places.references(), _OTHER)):
        found = found or RecordedR(root, CATALOGUE.scripts).environments(Question(call, place, "", {}))
    versions = [(one["r"], _with_versions(packages, one["packages"])) for one in found]
    recorded = ", ".join(f"R {r} ({those})" for r, those in versions)
    return f"the script needs R with {' and '.join(packages)}; answers are recorded of {recorded}"


def _with_versions(packages: Sequence[str], versions: Mapping[str, str]) -> str:
    return ", ".join(f"{package} {versions[package]}" for package in packages if package in versions)
