"""The command ``parity``."""

from __future__ import annotations

import json
import os
import signal
import sys
import traceback
from collections.abc import Sequence

import click

from parity import __version__
from parity.commands import (
    cards,
    explain,
    figures,
    machine,
    recording,
    resamples,
    script,
    select,
    selftest,
    table,
    verify,
)
from parity.commands.group import Commands
from parity.errors import InputError, Missing, Unsound

EXIT_STATUS = """\
\b
Exit status:
  0    all that was compared agrees, or deviates as documented
  1    a disagreement
  2    bad usage or bad input; nothing was written
  3    R or a package is missing for what was asked; with --strict, a number
       is not verified or undefined
  4    something that should have answered did not
  5    nothing was compared
  70   a fault of parity's own, or it does not notice what it must
  130  interrupted (143: ended)
"""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command and exit with its status; every failure is one line, and one JSON object under ``--json``."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    _prepare_streams()
    signal.signal(signal.SIGTERM, _ended)
    try:
        status = command.main(args=words, prog_name="parity", standalone_mode=False)
    except click.exceptions.Exit as stop:
        status = stop.exit_code
    except click.MissingParameter as error:
        step = f"; `{error.ctx.command_path} --help` has examples" if error.ctx else ""
        status = _fail(words, f"{error.format_message().rstrip('.')}{step}", 2)
    except click.ClickException as error:
        status = _fail(words, error.format_message(), 2)
    except InputError as error:
        status = _fail(words, str(error), 2)
    except Missing as error:
        status = _fail(words, str(error), 3)
    except Unsound as error:
        status = _fail(words, str(error), 70)
    except (KeyboardInterrupt, click.Abort):
        status = _fail(words, "interrupted", 130)
    except OSError as error:
        status = _fail(words, f"{error.filename or 'output'}: {error.strerror}", 2)
    except Exception as error:
        traceback.print_exc()
        status = _fail(
            words, f"this is a fault of parity's own ({type(error).__name__}): please report the lines above", 70
        )
    sys.exit(status if isinstance(status, int) else 0)


def _prepare_streams() -> None:
    """Output that is closed is dropped, and a character that it cannot show is replaced."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def _ended(number: int, frame: object) -> None:
    raise SystemExit(128 + number)


@click.group(
    cls=Commands,
    invoke_without_command=True,
    epilog=EXIT_STATUS,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 120},
)
@click.version_option(__version__, prog_name="parity")
@click.pass_context
def command(context: click.Context) -> None:
    """Verify a clinical prediction study in R and in Python, number by number."""
    if context.invoked_subcommand is None:
        click.echo(context.get_help())


for _subcommand in (
    verify.verify,
    cards.list_,
    cards.show,
    explain.explain,
    script.script,
    select.select,
    table.table,
    resamples.resamples,
    figures.nomogram,
    figures.figure,
    recording.record,
    recording.drift,
    selftest.selftest,
    machine.doctor,
    machine.init,
):
    command.add_command(_subcommand)


def _fail(words: Sequence[str], message: str, status: int) -> int:
    click.echo(f"parity: {message}", err=True)
    if "--json" in words:
        from parity.report.results import failure

        click.echo(json.dumps(failure(message, status), ensure_ascii=False))
    return status
