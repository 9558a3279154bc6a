"""A progress bar on stderr."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn


@contextmanager
def progress(total: int, doing: str = "verifying") -> Iterator[Callable[[str], None]]:
    """A bar of `total` steps, with the time that is left, gone at the end; the function it gives is called with a label
    before each step."""
    columns = (
        TextColumn(doing),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(compact=True),
        TextColumn("{task.fields[label]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, label="")
        begun = 0

        def advance(label: str) -> None:
            nonlocal begun
            bar.update(task, completed=min(begun, total), label=label)
            begun += 1

        yield advance
