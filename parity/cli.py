"""The command ``parity``."""

from __future__ import annotations

import datetime
import fnmatch
import json
import sys
from collections.abc import Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from parity import __version__
from parity.errors import InputError, Missing

if TYPE_CHECKING:
    from parity.check import Check
    from parity.cohort import Study

EXIT_STATUS = """\
\b
Exit status:
  0    all that was compared agrees, or deviates as documented
  1    a disagreement
  2    bad usage or bad input; nothing was written
  3    R or a package is missing for what was asked
  4    something that should have answered did not
  5    nothing was compared
  130  interrupted
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its status; every failure is one line, and one JSON object under ``--json``."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    try:
        status = command.main(args=words, prog_name="parity", standalone_mode=False)
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except click.ClickException as error:
        status = _fail(words, error.format_message(), 2)
    except InputError as error:
        status = _fail(words, str(error), 2)
    except Missing as error:
        status = _fail(words, str(error), 3)
    except (KeyboardInterrupt, click.Abort):
        status = _fail(words, "interrupted", 130)
    sys.exit(status if isinstance(status, int) else 0)


@click.group(invoke_without_command=True, epilog=EXIT_STATUS, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="parity")
@click.pass_context
def command(context: click.Context) -> None:
    """Verify a clinical prediction study in R and in Python, number by number."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


_mode = click.option(
    "--mode",
    type=click.Choice(["auto", "live", "replay"]),
    default="auto",
    show_default=True,
    help="auto: R where it is, recorded answers otherwise; live: R is required; replay: R is never started.",
)
_bridge = click.option("--bridge", type=click.Choice(["rpy2", "rscript"]), help="How R is reached; by default rpy2 where it fits this R.")
_checks = click.option("--checks", "patterns", metavar="PATTERN", multiple=True, help="Only the statistics whose stem matches, e.g. 'auc*'; repeatable.")
_timeout = click.option("--timeout", type=float, default=120.0, show_default=True, help="Seconds that one question to R may take.")
_as_json = click.option("--json", "as_json", is_flag=True, help="One JSON object on stdout instead of text.")


@command.command()
@click.argument("studies", nargs=-1, required=True, metavar="STUDY | FILE.csv ...")
@click.option("--outcome", help="Column of the outcome (for a CSV file).")
@click.option("--predictors", help="Columns of the model, separated by commas (for a CSV file).")
@click.option("--event", help="The level of the outcome that is the event, where it is text.")
@click.option("--validation", type=click.Path(path_type=Path), help="CSV file of a validation cohort.")
@_checks
@_mode
@click.option("--require", "required", multiple=True, metavar="PACKAGE", help="Fail if this package does not answer; repeatable.")
@click.option("--strict", is_flag=True, help="Fail if any package does not answer.")
@_bridge
@_timeout
@click.option("--out", type=click.Path(path_type=Path), help="Folder of the evidence; by default parity-evidence/<study>-<time>.")
@_as_json
def verify(
    studies: tuple[str, ...],
    outcome: str | None,
    predictors: str | None,
    event: str | None,
    validation: Path | None,
    patterns: tuple[str, ...],
    mode: str,
    required: tuple[str, ...],
    strict: bool,
    bridge: str | None,
    timeout: float,
    out: Path | None,
    as_json: bool,
) -> int:
    """Verify one or more studies: bundled ones by name, study files (.toml), or a CSV file with its columns named.

    \b
    parity verify asah
    parity verify my.csv --outcome died --predictors age,creatinine,sex --validation other.csv
    """
    from parity import places
    from parity.connect import connection, start_r
    from parity.modes import Mode

    asked = sorted(path.name for path in places.r_scripts().iterdir() if path.is_dir())
    with start_r(Mode(mode), bridge, timeout=timeout, packages=asked) as session:
        from parity import modes
        from parity.environment import environment
        from parity.report import evidence, results
        from parity.verify import verify as run
        from parity.verify import work

        chosen = _choose(patterns)
        loaded = _load(studies, outcome, predictors, event, validation)
        folder = out if out is not None else _evidence_folder(loaded)
        if folder.exists():
            raise InputError(f"{folder}: exists already; name another folder with --out")
        packages = modes.r_packages(chosen)
        unknown = [package for package in required if package not in packages]
        if unknown:
            raise InputError(f"--require {unknown[0]}: no chosen check asks it; they ask {', '.join(packages)}")
        connected = connection(session, Mode(mode), packages, insist=bridge is not None)
        with _progress(sum(work(study, chosen) for study in loaded), quiet=as_json) as advance:
            verification = run(
                loaded,
                chosen,
                lambda study: modes.source(Mode(mode), connected.live, study.references, places.r_scripts()),
                mode=Mode(mode),
                bridge=connected.bridge,
                environment=environment(connected.environment),
                progress=advance,
            )
        written = evidence.write(verification, folder)
    skipped = verification.skipped
    lacking = sorted(skipped) if strict else [package for package in required if package in skipped]
    status = 3 if lacking and verification.exit_code in (0, 5) else verification.exit_code
    if as_json:
        click.echo(json.dumps({**results.results(verification), "exit_code": status}, ensure_ascii=False, allow_nan=False))
        return status
    from parity.report.terminal import print_verification

    print_verification(verification, _console())
    if connected.why_not:
        click.echo(f"R was not asked: {connected.why_not}", err=True)
    for package in lacking:
        click.echo(f"parity: {package} was required: {skipped[package]}", err=True)
    click.echo(f"evidence: {written / 'report.html'}")
    return status


@command.command("list")
@_as_json
def list_(as_json: bool) -> None:
    """The statistics that are verified, and the bundled studies."""
    from parity.statistics import CHECKS
    from parity.study_file import bundled_studies

    checks = [
        {
            "stem": check.stem,
            "title": check.title,
            "group": check.group,
            "scope": check.scope.value,
            "references": [call.source for call in check.references],
        }
        for check in CHECKS
    ]
    if as_json:
        click.echo(json.dumps({"statistics": checks, "studies": list(bundled_studies())}, ensure_ascii=False))
        return
    from rich.table import Table

    table = Table(box=None, pad_edge=False)
    for name in ("stem", "statistic", "held against"):
        table.add_column(name, overflow="fold")
    for check in checks:
        table.add_row(check["stem"], check["title"], ", ".join(check["references"]))
    console = _console()
    console.print(table)
    console.print(f"\nbundled studies: {', '.join(bundled_studies())}", highlight=False)


@command.command()
@click.argument("stem")
@click.argument("study", required=False)
@_mode
@_bridge
@_timeout
def show(stem: str, study: str | None, mode: str, bridge: str | None, timeout: float) -> None:
    """The card of a statistic: definition, R calls, tolerances with reasons, citations; with a STUDY its values."""
    from parity import modes, places
    from parity.connect import connect
    from parity.environment import environment
    from parity.report.card import card, print_card
    from parity.verify import verify as run

    (check,) = _by_stem(stem)
    if study is None:
        print_card(card(check), _console())
        return
    loaded = _load((study,), None, None, None, None)
    with connect(modes.Mode(mode), bridge, modes.r_packages((check,)), timeout=timeout) as connection:
        verification = run(
            loaded,
            (check,),
            lambda of: modes.source(modes.Mode(mode), connection.live, of.references, places.r_scripts()),
            mode=modes.Mode(mode),
            bridge=connection.bridge,
            environment=environment(connection.environment),
        )
    for statistic in verification.statistics:
        print_card(card(check, statistic), _console())


@command.command()
@click.argument("studies", nargs=-1, metavar="[STUDY ...]")
@_checks
@_bridge
@_timeout
def record(studies: tuple[str, ...], patterns: tuple[str, ...], bridge: str | None, timeout: float) -> int:
    """Ask R afresh and write its answers down; without STUDY for every bundled study.

    What this R cannot answer is left as it was. Refused under CI.
    """
    from parity import modes, places
    from parity.connect import connect
    from parity.record import record as keep
    from parity.record import refuse_under_ci
    from parity.recorded import RecordedR
    from parity.study_file import bundled_studies

    refusal = refuse_under_ci()
    if refusal:
        raise InputError(refusal)
    chosen = _choose(patterns)
    loaded = _load(studies or bundled_studies(), None, None, None, None)
    recordings = []
    with connect(modes.Mode.AUTO, bridge, modes.r_packages(chosen), timeout=timeout) as connection:
        if connection.live is None:
            raise Missing(connection.why_not)
        for study in loaded:
            if study.references is None:
                raise InputError(f"{study.name}: answers are recorded beside a study file; `parity init` writes one")
            for recording in keep(study, chosen, connection.live, RecordedR(study.references, places.r_scripts())):
                recordings.append(recording)
                if recording.state != "same":
                    click.echo(f"{recording.state:8} {recording.cohort}: {recording.stem} by {recording.source} {recording.note}".rstrip())
    count = {state: sum(r.state == state for r in recordings) for state in ("new", "changed", "same", "left", "not run")}
    click.echo(", ".join(f"{number} {state}" for state, number in count.items() if number))
    return 4 if count["not run"] else 0


@command.command()
@click.argument("studies", nargs=-1, metavar="[STUDY ...]")
@_checks
@_bridge
@_timeout
@_as_json
def drift(studies: tuple[str, ...], patterns: tuple[str, ...], bridge: str | None, timeout: float, as_json: bool) -> int:
    """Did R change? Today's answers of R against the recorded ones; Python plays no part.

    Exit status 1 where a number agrees in fewer digits than the check needs between R and Python.
    """
    import dataclasses
    import math

    from parity import modes, places
    from parity.connect import connect
    from parity.record import drift as compare
    from parity.recorded import RecordedR
    from parity.study_file import bundled_studies

    chosen = _choose(patterns)
    loaded = _load(studies or bundled_studies(), None, None, None, None)
    drifts = []
    with connect(modes.Mode.AUTO, bridge, modes.r_packages(chosen), timeout=timeout) as connection:
        if connection.live is None:
            raise Missing(connection.why_not)
        for study in loaded:
            if study.references is not None:
                drifts += compare(study, chosen, connection.live, RecordedR(study.references, places.r_scripts()))
    beyond = [item for item in drifts if item.beyond]
    if as_json:
        rows = [{**dataclasses.asdict(item), "digits": None if math.isnan(item.digits) else item.digits} for item in drifts]
        click.echo(json.dumps({"drift": [{key: _json_value(value) for key, value in row.items()} for row in rows]}, ensure_ascii=False))
    else:
        for item in drifts:
            if item.state != "identical":
                click.echo(str(item))
        identical = sum(item.state == "identical" for item in drifts)
        click.echo(f"{len(drifts)} recorded answers: {identical} identical, {len(drifts) - identical - len(beyond)} differ within need, {len(beyond)} beyond")
    return 1 if beyond else 0


@command.command()
@_as_json
def doctor(as_json: bool) -> int:
    """What this machine has, what it lacks, and the command that mends it."""
    import dataclasses

    from parity.doctor import examine
    from parity.modes import r_packages
    from parity.statistics import CHECKS

    findings = examine(r_packages(CHECKS))
    if as_json:
        click.echo(json.dumps({"findings": [dataclasses.asdict(finding) for finding in findings]}, ensure_ascii=False))
    else:
        from rich.table import Table

        table = Table(box=None, pad_edge=False, show_header=False)
        table.add_column(no_wrap=True)
        table.add_column(no_wrap=True)
        table.add_column(overflow="fold")
        for finding in findings:
            mark = {"ok": "✓", "warn": "!", "fail": "✗"}[finding.state]
            table.add_row(mark, finding.what, f"{finding.found} → {finding.cure}" if finding.cure else finding.found)
        _console().print(table)
    return 3 if any(finding.state == "fail" for finding in findings) else 0


@command.command()
@click.argument("csv", type=click.Path(path_type=Path), metavar="FILE.csv")
@click.option("--outcome", help="Column of the outcome; by default one with a usual name, else the last with two values.")
@click.option("--out", type=click.Path(path_type=Path), help="The study file; by default FILE.toml beside the CSV file.")
def init(csv: Path, outcome: str | None, out: Path | None) -> None:
    """Write a study file to edit for a CSV file."""
    from parity.study_file import init_study, write_study_file

    target = out if out is not None else csv.with_suffix(".toml")
    write_study_file(init_study(csv, outcome=outcome), target)
    click.echo(f"{target}: edit it, then run `parity verify {target}`")


def _choose(patterns: tuple[str, ...]) -> tuple[Check, ...]:
    from parity.statistics import CHECKS

    chosen = tuple(check for check in CHECKS if not patterns or any(fnmatch.fnmatch(check.stem, pattern) for pattern in patterns))
    if not chosen:
        raise InputError(f"--checks {' '.join(patterns)}: no statistic of that name; `parity list` shows them")
    return chosen


def _by_stem(stem: str) -> tuple[Check, ...]:
    import difflib

    from parity.statistics import CHECKS

    found = tuple(check for check in CHECKS if check.stem == stem)
    if not found:
        near = difflib.get_close_matches(stem, [check.stem for check in CHECKS], 1)
        raise InputError(f"no statistic {stem!r}" + (f"; did you mean {near[0]!r}?" if near else "") + " `parity list` shows them")
    return found


def _load(names: Sequence[str], outcome: str | None, predictors: str | None, event: str | None, validation: Path | None) -> list[Study]:
    from parity.estimable import check_estimable
    from parity.study_file import find_study, study_from_csv

    studies = []
    for name in names:
        if name.lower().endswith(".csv"):
            if outcome is None or predictors is None:
                raise InputError(f"{name}: a CSV file needs --outcome and --predictors; or `parity init {name}` writes a study file to edit")
            columns = [column.strip() for column in predictors.split(",")]
            studies.append(study_from_csv(Path(name), outcome=outcome, predictors=columns, event=event, validation=validation))
        elif outcome or predictors or event or validation:
            raise InputError(f"{name}: --outcome, --predictors, --event and --validation go with a CSV file; a study has its own")
        else:
            studies.append(find_study(name))
    for study in studies:
        check_estimable(study)
    return studies


def _evidence_folder(studies: Sequence[Study]) -> Path:
    name = "-".join(study.name for study in studies) if len(studies) <= 4 else f"{len(studies)}-studies"
    now = datetime.datetime.now(datetime.timezone.utc).strftime("%Y-%m-%dT%H%M%SZ")
    return Path("parity-evidence") / f"{name}-{now}"


def _progress(total: int, *, quiet: bool) -> Any:
    if quiet or not sys.stderr.isatty():
        return nullcontext(lambda label: None)
    from parity.report.progress import progress

    return progress(total)


def _console() -> Any:
    from rich.console import Console

    return Console(highlight=False, width=None if sys.stdout.isatty() else 120)


def _json_value(value: Any) -> Any:
    return None if isinstance(value, float) and value != value else value


def _fail(words: Sequence[str], message: str, status: int) -> int:
    click.echo(f"parity: {message}", err=True)
    if "--json" in words:
        from parity.report.results import failure

        click.echo(json.dumps(failure(message, status), ensure_ascii=False))
    return status
