"""The command ``parity`` as a group of subcommands: what is common to all of them."""

from __future__ import annotations

from collections import Counter

import click

from parity.commands import shared
from parity.errors import quoted, suggestion


class Commands(click.Group):
    """Nothing that a person writes is dropped: an option given twice adds up, or is refused; a name that is not known
    is met with the nearest. A reader who stops reading (``| head``) is no error of the command's."""

    def resolve_command(
        self, context: click.Context, arguments: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if self.get_command(context, arguments[0]) is None and not arguments[0].startswith("-"):
            near = suggestion(arguments[0], self.list_commands(context))
            raise click.UsageError(f"there is no command {quoted(arguments[0])}; {near}")
        name, command, rest = super().resolve_command(context, arguments)
        if command is not None:
            _refuse_twice(command, click.Context(command, info_name=name, parent=context), rest)
        return name, command, rest

    def invoke(self, context: click.Context) -> object:
        try:
            return super().invoke(context)
        except BrokenPipeError:
            shared.drop_stdout()
            return 141  # as a shell says of a program whose reader went away


def _refuse_twice(command: click.Command, context: click.Context, words: list[str]) -> None:
    """An error where an option that takes one value is given more than one."""
    *_, order = command.make_parser(context).parse_args(args=list(words))
    for option, times in Counter(order).items():
        if times > 1 and isinstance(option, click.Option) and not (option.multiple or option.is_flag or option.count):
            name = max(option.opts, key=len)
            raise click.UsageError(f"{name} is given {times} times, and takes one value; give it once", context)
