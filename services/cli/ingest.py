"""`wirecopy ingest`: one shot, from the first request to the stored record, through the real queue and workers."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

import click

from services.cli.folder import data_option, settings_for
from services.cli.output import plain, stderr
from services.cli.run_view import progress_display, report, write_records
from services.cli.sources import read_sources
from services.stack import oneshot
from services.stack.signals import stop_on_signals
from services.stack.stack import open_or_join, running_stack
from wirecopy.settings import Settings


@click.command("ingest")
@click.argument("sources", nargs=-1, metavar="URL|FILE...")
@click.option("--opml", "opml_files", multiple=True, type=click.Path(), help="An OPML file (may be repeated).")
@click.option("--output", type=click.Path(dir_okay=False), help="Write the new records as JSON lines; - is stdout.")
@click.option(
    "--workers", type=click.IntRange(1), default=lambda: min(4, os.cpu_count() or 1), help="Worker processes."
)
@click.option("--json", "as_json", is_flag=True, help="Print the summary as JSON.")
@data_option
@click.pass_context
def command(
    ctx: click.Context,
    sources: tuple[str, ...],
    opml_files: tuple[str, ...],
    output: str | None,
    workers: int,
    as_json: bool,
    data_dir: Path | None,
) -> None:
    """Fetch feeds once: submit, poll, pull, clean, queue, deduplicate, store; print what came of it.

    A URL may be a feed, a news sitemap, or a web page whose feeds shall be found. A FILE may be a feed, an OPML file or
    a text file with a URL on each line. Run again, it asks only for what has changed.

    The exit code is 0 when every feed could be read and no entry failed, and 1 otherwise.
    """
    if not sources and not opml_files:
        raise click.UsageError("name at least one URL or FILE, or try: wirecopy demo")
    settings = settings_for(data_dir)
    wanted = read_sources(sources, opml_files, allow=settings.allow_networks)
    for problem in wanted.problems:
        stderr().print(plain(problem))
    with stop_on_signals(), ExitStack() as stack:
        ledger, ours = stack.enter_context(open_or_join(settings))
        run = oneshot.submit(ledger, settings, wanted.feeds, wanted.documents)
        look_after = start_pipeline(settings, run, workers, stack) if ours else _nothing_to_look_after
        with progress_display() as tell:
            summary = oneshot.follow(ledger, run, tell=tell, look_after=look_after)
        if output:
            count = write_records(oneshot.records(ledger, run), output)
            stderr().print(f"{count} records written to {plain(output)}")
    report(summary, as_json=as_json, on_stderr=output == "-")
    ctx.exit(0 if summary.succeeded and not wanted.problems else 1)


def _nothing_to_look_after() -> None:
    """The processes belong to the stack that is running already."""


def start_pipeline(settings: Settings, run: oneshot.Run, workers: int, stack: ExitStack) -> Callable[[], None]:
    """Start broker, worker and fetcher for this run, until `stack` is left; gives what looks after them."""
    supervisor = stack.enter_context(running_stack(settings, workers=workers, only_feeds=run.feed_ids))

    def look_after() -> None:
        for line in supervisor.check():
            stderr().print(plain(line))
        oneshot.give_up_after(supervisor.crashes(), supervisor.log_tail)

    return look_after
