"""How commands talk: data on stdout, talk on stderr; tables for people, JSON for programs."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from typing import Any, TextIO

import click
import orjson
from pydantic import BaseModel
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn
from rich.table import Table

# Terminal control characters out of feeds and pages must not reach the terminal (C0, DEL, C1), nor marks that turn
# the direction of reading for all that follows on the line (U+202A to U+202E, U+2066 to U+2069).
_CONTROL = {
    code: None
    for code in (*range(32), *range(127, 160), *range(0x202A, 0x202F), *range(0x2066, 0x206A))
    if code not in (9, 10)
}

_PIPE_WIDTH = 10_000

json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON lines instead of a table.")


def stdout() -> Console:
    """The console for data."""
    return _console(sys.stdout)


def stderr() -> Console:
    """The console for talk."""
    return _console(sys.stderr)


def _console(file: TextIO) -> Console:
    # In a pipe nothing is wrapped: a line is a line.
    return Console(file=file, highlight=False, width=None if file.isatty() else _PIPE_WIDTH)


def plain(text: object) -> str:
    """Foreign text for a terminal: no control characters, no markup."""
    return escape(uncontrolled(text))


def uncontrolled(text: object) -> str:
    """Foreign text without control characters, for where markup is not read anyway (`rich.text.Text`)."""
    return str(text).translate(_CONTROL)


def print_json(item: BaseModel | dict[str, Any]) -> None:
    """One JSON object on one line of stdout."""
    value = item.model_dump(mode="json") if isinstance(item, BaseModel) else item
    sys.stdout.write(orjson.dumps(value).decode() + "\n")


def print_table(
    columns: Sequence[str], rows: Iterable[Sequence[object]], *, empty: str, console: Console | None = None
) -> None:
    """A table on stdout, or on another console; `empty` is said on stderr when there are no rows.

    A column named `>x` is set flush right.
    """
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in columns:
        table.add_column(
            column.removeprefix(">"), justify="right" if column.startswith(">") else "left", overflow="fold"
        )
    for row in rows:
        table.add_row(*(plain("" if cell is None else cell) for cell in row))
    if table.row_count:
        (console or stdout()).print(table)
    else:
        stderr().print(empty)


def print_list(
    items: Iterable[BaseModel],
    *,
    as_json: bool,
    columns: Sequence[str],
    row: Callable[[Any], Sequence[object]],
    empty: str,
) -> None:
    """Items as JSON lines, or as a table of `row(item)`."""
    if as_json:
        for item in items:
            print_json(item)
    else:
        print_table(columns, map(row, items), empty=empty)


@contextmanager
def counting(what: str, total: int) -> Iterator[Callable[[int], None]]:
    """A bar on a terminal, nothing in a pipe. Gives the function to call with the number done so far."""
    console = stderr()
    if not console.is_terminal:
        yield lambda done: None
        return
    with Progress(
        TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), console=console, transient=True
    ) as bars:
        bar = bars.add_task(what, total=total)
        yield lambda done: bars.update(bar, completed=done)


def ago(moment: datetime | None, *, now: datetime | None = None) -> str:
    """A moment as people say it: `4 min ago`, `in 2 h`; empty for None."""
    if moment is None:
        return ""
    seconds = ((now or datetime.now(UTC)) - moment).total_seconds()
    size = abs(seconds)
    for unit, length in (("d", 86400), ("h", 3600), ("min", 60)):
        if size >= length:
            amount = f"{size / length:.0f} {unit}"
            break
    else:
        amount = f"{size:.0f} s"
    return f"{amount} ago" if seconds >= 0 else f"in {amount}"
