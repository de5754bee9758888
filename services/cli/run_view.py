"""How a one-shot run looks to people: bars while it goes on, a table at its end."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from schemas.article import Article
from schemas.entry import EntryState
from services.cli.output import plain, print_json, stderr, stdout
from services.stack.oneshot import Summary
from wirecopy.errors import Unreadable
from wirecopy.ledger.entries import Progress as Counts

# What people call the outcomes.
_OUTCOMES = {
    EntryState.STORED: "new",
    EntryState.REVISED: "revised",
    EntryState.DUPLICATE: "duplicate",
    EntryState.REJECTED: "rejected",
    EntryState.FAILED: "failed",
}
_MOST_FEEDS_SHOWN = 20


@contextmanager
def progress_display() -> Iterator[Callable[[Counts], None]]:
    """Bars on a terminal, nothing in a pipe. Gives the function to call with each new count."""
    console = stderr()
    if not console.is_terminal:
        yield lambda counts: None
        return
    with Progress(
        SpinnerColumn(),
        TextColumn("{task.description:<8}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        console=console,
        transient=True,
    ) as bars:
        polled = bars.add_task("polled", total=None)
        pulled = bars.add_task("pulled", total=None)
        cleaned = bars.add_task("cleaned", total=None)
        stored = bars.add_task("stored", total=None)

        def tell(counts: Counts) -> None:
            bars.update(polled, total=counts.feeds, completed=counts.polled)
            for bar, done in ((pulled, counts.pulled), (cleaned, counts.cleaned), (stored, counts.settled)):
                bars.update(bar, total=counts.entries or None, completed=done)

        yield tell


def report(summary: Summary, *, as_json: bool, on_stderr: bool = False) -> None:
    """Print the summary: outcomes with their reasons, then the feeds."""
    if as_json:
        print_json(_as_json(summary))
        return
    console = stderr() if on_stderr else stdout()
    _print_feeds(console, summary)
    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("outcome")
    table.add_column("articles", justify="right")
    table.add_column("why")
    for state, name in _OUTCOMES.items():
        reasons = {reason: n for (at, reason), n in summary.progress.reasons.items() if at is state and reason}
        why = ", ".join(f"{plain(reason)} {n}" for reason, n in sorted(reasons.items(), key=lambda item: -item[1]))
        table.add_row(name, str(summary.progress.by_state.get(state, 0)), why)
    if summary.left:
        table.add_row("waiting", str(summary.left), "their time has not come; a later run or `wirecopy up` takes them")
    console.print(table)


def _print_feeds(console: Console, summary: Summary) -> None:
    listed = summary.feeds if len(summary.feeds) <= _MOST_FEEDS_SHOWN else (*summary.failed_feeds, *summary.unpolled)
    if not listed:
        return
    table = Table(box=None, pad_edge=False, header_style="bold")
    for column in ("feed", "state", "what came of it"):
        table.add_column(column, overflow="fold")
    for feed in listed:
        if feed in summary.unpolled:
            outcome = f"not asked before {feed.next_poll_at:%Y-%m-%d %H:%M} UTC"
        else:
            outcome = feed.last_error or (feed.title or "read")
        table.add_row(plain(feed.url), feed.state.value, plain(outcome))
    console.print(table)
    if len(listed) < len(summary.feeds):
        console.print(f"… and {len(summary.feeds) - len(listed)} feeds that were read")
    console.print()


def _as_json(summary: Summary) -> dict[str, object]:
    return {
        **{name: summary.progress.by_state.get(state, 0) for state, name in _OUTCOMES.items()},
        "waiting": summary.left,
        "reasons": {
            f"{_OUTCOMES[state]}:{reason}": n
            for (state, reason), n in summary.progress.reasons.items()
            if reason and state in _OUTCOMES
        },
        "feeds": [
            {"id": feed.id, "url": feed.url, "state": feed.state.value, "title": feed.title, "error": feed.last_error}
            for feed in summary.feeds
        ],
    }


def write_records(found: Iterable[Article], output: str) -> int:
    """Write records as JSON lines to a file, whole or not at all, or to stdout for `-`; gives their number."""
    lines = (orjson.dumps(article.model_dump(mode="json")) + b"\n" for article in found)
    if output == "-":
        return sum(1 for line in lines if sys.stdout.buffer.write(line))
    path = Path(output)
    part = path.with_name(f".{path.name}.part")
    try:
        with part.open("wb") as file:
            count = sum(1 for line in lines if file.write(line))
        part.replace(path)
    except OSError as error:
        raise Unreadable(
            f"{output} can't be written ({error.strerror}); the records are stored: wirecopy articles export"
        ) from error
    return count
