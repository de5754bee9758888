"""`wirecopy tasks`: where the work stands."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from schemas.entry import Entry, EntryState
from services.cli.folder import data_option, open_ledger
from services.cli.output import ago, json_option, plain, print_json, print_list, print_table, stderr, stdout
from wirecopy.errors import BrokerDown
from wirecopy.ledger import entries, heartbeats
from workers.queues import queue_probe

_ALIVE_WITHIN = timedelta(seconds=60)


@click.group("tasks")
def command() -> None:
    """Queues, workers, entries by state, failures; try failed ones again."""


@command.command()
@json_option
@data_option
def status(as_json: bool, data_dir: Path | None) -> None:
    """Show what waits in the queues, who works, and how many entries stand where."""
    now = datetime.now(UTC)
    with open_ledger(data_dir) as (settings, ledger):
        with ledger.read() as conn:
            standing = entries.counts(conn)
            alive = heartbeats.alive(conn, since=now - _ALIVE_WITHIN)
        queues: dict[str, int] = {}
        trouble = None
        try:
            queues = dict(queue_probe(settings.queue_url)())
        except BrokerDown as error:
            trouble = str(error)
    if as_json:
        print_json(
            {
                "queues": queues,
                "broker_error": trouble,
                "entries": {state.value: count for state, count in standing.items()},
                "alive": [{"service": beat.service, "name": beat.name, "at": beat.at.isoformat()} for beat in alive],
            }
        )
        return
    print_table(("queue", ">messages"), queues.items(), empty="")
    if trouble:
        stderr().print(plain(trouble))
    stdout().print()
    print_table(("entries", ">count"), [(state.value, standing.get(state, 0)) for state in EntryState], empty="")
    stdout().print()
    print_table(
        ("service", "process", "last beat"),
        [(beat.service, beat.name, ago(beat.at, now=now)) for beat in alive],
        empty="no fetcher and no worker is running; start them: wirecopy up",
    )


@command.command()
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
@json_option
@data_option
def failed(limit: int, as_json: bool, data_dir: Path | None) -> None:
    """List the entries that failed, with the last line of their error."""
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        found = entries.page(conn, state=EntryState.FAILED, limit=limit)
    print_list(
        [entry.without_html() for entry in found],
        as_json=as_json,
        columns=(">id", ">feed", ">attempts", "failed", "url", "error"),
        row=_failure,
        empty="nothing failed",
    )


@command.command()
@click.argument("entry_id", type=int)
@data_option
def show(entry_id: int, data_dir: Path | None) -> None:
    """Show one entry as JSON, with the traceback of its last failure."""
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        print_json(entries.get(conn, entry_id).without_html())


@command.command()
@click.argument("entry_ids", type=int, nargs=-1)
@click.option("--all", "all_failed", is_flag=True, help="Every entry that failed.")
@data_option
def retry(entry_ids: tuple[int, ...], all_failed: bool, data_dir: Path | None) -> None:
    """Try entries again, from the archive where their page lies there."""
    if bool(entry_ids) == all_failed:
        raise click.UsageError("name entries, or say --all")
    now = datetime.now(UTC)
    with open_ledger(data_dir) as (_, ledger), ledger.begin() as conn:
        if all_failed:
            count = entries.retry_failed(conn, now=now)
        else:
            for entry_id in entry_ids:
                entries.retry(conn, entry_id, now=now)
            count = len(entry_ids)
    stderr().print(f"{count} to be tried again")


def _failure(entry: Entry) -> tuple[object, ...]:
    last_line = (entry.error or "").strip().splitlines()[-1:] or [""]
    return (entry.id, entry.feed_id, entry.attempts, ago(entry.settled_at), entry.url, last_line[0])
