"""`wirecopy reprocess`: clean stored articles again, from the archive."""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path

import click

from schemas.reprocess import Outcome, Run
from services.cli.folder import data_option, open_ledger, settings_for
from services.cli.output import counting, json_option, plain, print_json, stderr
from services.cli.reprocess_view import print_report, print_runs
from services.stack import oneshot
from services.stack.signals import stop_on_signals
from services.stack.stack import open_or_join, running_stack
from wirecopy.cleaning.version import VERSION
from wirecopy.errors import BrokerDown, UsageError
from wirecopy.ledger import reprocessing
from wirecopy.ledger.database import Ledger
from wirecopy.reprocessing.reporting import report
from wirecopy.settings import Settings

_LOOK_SECONDS = 0.2
_CALL_SECONDS = 5.0
_LISTED = 50

Follow = Callable[[Run], Run]


@click.command("reprocess")
@click.option("--since", type=click.DateTime(), help="Only articles first seen at or after this moment (UTC).")
@click.option("--host", help="Only articles of this host and of those below it.")
@click.option("--dry-run", is_flag=True, help="The report alone: what would change.")
@click.option("--yes", is_flag=True, help="Change the records without a dry run and without asking.")
@click.option("--list", "list_runs", is_flag=True, help="The latest runs, those that wirecopy began by itself too.")
@click.option("--show", "shown", type=int, metavar="RUN", help="The report of a run.")
@click.option("--stop", "stopped", type=int, metavar="RUN", help="Leave the rest of a run undone.")
@click.option("--workers", type=click.IntRange(1), default=2, help="Worker processes, where no stack is running.")
@json_option
@data_option
def command(
    since: datetime | None,
    host: str | None,
    dry_run: bool,
    yes: bool,
    list_runs: bool,
    shown: int | None,
    stopped: int | None,
    workers: int,
    as_json: bool,
    data_dir: Path | None,
) -> None:
    """Clean stored articles again with today's code, out of the archive; no site is asked.

    First comes a dry run, whose report says how many records would change and shows the worst; then it asks. A title or
    text that changes becomes a revision of the kind "cleaning", which `wirecopy articles revert` undoes. Killed at any
    moment, the same command goes on where it was.
    """
    if sum((list_runs, shown is not None, stopped is not None)) > 1:
        raise UsageError("--list, --show and --stop are for one at a time")
    if list_runs or shown is not None or stopped is not None:
        _look(data_dir, shown=shown, stopped=stopped, as_json=as_json)
        return
    if not dry_run and not yes and (as_json or not sys.stdin.isatty()):
        raise UsageError("nobody is there to ask: say --dry-run for the report alone, or --yes to change the records")
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    with stop_on_signals(), ExitStack() as stack:
        settings = settings_for(data_dir)
        ledger, ours = stack.enter_context(open_or_join(settings))
        follow = _follower(ledger, settings, stack, ours=ours, workers=workers)
        if dry_run or not yes:
            tried = follow(_begin(ledger, host=host, since=since, dry_run=True))
            would_change = _tell(ledger, tried, as_json=as_json)
            if dry_run or not would_change:
                return
            click.confirm(f"Change {would_change} records?", abort=True, err=True)
        done = follow(_begin(ledger, host=host, since=since, dry_run=False))
        _tell(ledger, done, as_json=as_json)


def _look(data_dir: Path | None, *, shown: int | None, stopped: int | None, as_json: bool) -> None:
    with open_ledger(data_dir) as (_, ledger):
        if stopped is not None:
            with ledger.begin() as conn:
                reprocessing.stop(conn, stopped)
            stderr().print(f"run {stopped} does no more")
            return
        with ledger.read() as conn:
            if shown is None:
                print_runs(reprocessing.runs(conn, limit=_LISTED), as_json=as_json)
                return
            found = report(conn, shown)
    if as_json:
        print_json(found)
    else:
        print_report(found)


def _begin(ledger: Ledger, *, host: str | None, since: datetime | None, dry_run: bool) -> Run:
    """A new run, or the one with the same wishes that was left unfinished."""
    with ledger.begin() as conn:
        left = reprocessing.open_like(conn, host=host, since=since, dry_run=dry_run, cleaner=VERSION)
        if left is not None:
            stderr().print(f"going on with run {left.id}, {left.done} of {left.articles or 0} articles are done")
            return left
        return reprocessing.begin(
            conn,
            host=host,
            since=since,
            dry_run=dry_run,
            cleaner=VERSION,
            now=datetime.now(UTC),
        )


def _follower(ledger: Ledger, settings: Settings, stack: ExitStack, *, ours: bool, workers: int) -> Follow:
    """What watches a run to its end. Where no stack is running it starts workers, until `stack` is left."""
    look_after = _nothing_to_look_after
    if ours:
        with ledger.begin() as conn:
            reprocessing.void_leases(conn)
        supervisor = stack.enter_context(running_stack(settings, workers=workers, fetch=False))

        def look_after() -> None:
            for line in supervisor.check():
                stderr().print(plain(line))
            oneshot.give_up_after(supervisor.crashes(), supervisor.log_tail)

    def watch(run: Run) -> Iterator[Run]:
        called = -_CALL_SECONDS
        while run.is_open:
            look_after()
            if time.monotonic() - called >= _CALL_SECONDS:
                called = time.monotonic()
                _call_workers(ledger, settings)
            time.sleep(_LOOK_SECONDS)
            with ledger.read() as conn:
                run = reprocessing.get(conn, run.id)
            yield run

    def follow(run: Run) -> Run:
        states = watch(run)
        while run.is_open and run.articles is None:
            run = next(states)
        with counting("looking" if run.dry_run else "cleaning", run.articles or 0) as tell:
            latest = run
            for latest in states:
                tell(latest.done)
        return latest

    return follow


def _nothing_to_look_after() -> None:
    """The processes belong to the stack that is running already."""


def _call_workers(ledger: Ledger, settings: Settings) -> None:
    """Send for workers; where the broker is away, they come by themselves once it is back."""
    # Celery takes half a second to import.
    from workers.app import create_app  # noqa: PLC0415
    from workers.reprocessing import call_workers  # noqa: PLC0415

    try:
        with create_app(settings) as app:
            call_workers(ledger, settings, app)
    except BrokerDown as error:
        stderr().print(plain(error))


def _tell(ledger: Ledger, run: Run, *, as_json: bool) -> int:
    """Print the report; gives the number of records that change."""
    with ledger.read() as conn:
        found = report(conn, run.id)
    if as_json:
        print_json(found)
    else:
        print_report(found)
    return found.outcomes.get(Outcome.TEXT, 0) + found.outcomes.get(Outcome.FIELDS, 0)
