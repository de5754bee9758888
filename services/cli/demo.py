"""`wirecopy demo`: a small newsroom, served on loopback and ingested by the real pipeline. Needs no network."""

from __future__ import annotations

import tempfile
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.table import Table

from schemas.article import Article
from schemas.entry import EntryState
from schemas.revision import Revision
from schemas.story import Story, StoryArticle
from services.cli.differences import print_difference
from services.cli.folder import data_option, settings_for
from services.cli.ingest import start_pipeline
from services.cli.output import plain, stderr, stdout
from services.cli.run_view import progress_display, report, write_records
from services.demo.server import DemoNewsroom
from services.stack import oneshot
from services.stack.signals import stop_on_signals
from services.stack.stack import open_folder
from wirecopy.feeds.opml import OpmlFeed
from wirecopy.ledger import articles, entries, stories
from wirecopy.ledger.database import Ledger
from wirecopy.revisions import with_diffs


@click.command("demo")
@click.option("--output", type=click.Path(dir_okay=False), help="Write the records as JSON lines; - is stdout.")
@data_option
@click.pass_context
def command(ctx: click.Context, output: str | None, data_dir: Path | None) -> None:
    """Ingest a small newsroom that ships with wirecopy: works offline, takes half a minute.

    Several invented papers run each other's agency copy under other headlines, correct a story, and wrap everything in
    the usual boilerplate. Ends by showing what was cleaned, what was merged and why. With --data the records stay in
    that folder, to look at with `wirecopy articles` or `wirecopy up`.
    """
    with stop_on_signals(), ExitStack() as stack:
        folder = data_dir or Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="wirecopy-demo-")))
        # The newsroom is on loopback, which the address guard refuses unless told otherwise; it needs no politeness.
        settings = settings_for(
            folder, database_url="", broker_url="", allow_networks="127.0.0.0/8", host_interval=0.0, retry_delay=0.5
        )
        newsroom = stack.enter_context(DemoNewsroom(now=datetime.now(UTC)))
        ledger = stack.enter_context(open_folder(settings))
        run = oneshot.submit(ledger, settings, [OpmlFeed(url=url, title="", tags=()) for url in newsroom.feeds], [])
        look_after = start_pipeline(settings, run, 2, stack)
        talk = stderr()
        with progress_display() as tell:
            talk.print("first round: everything is new")
            oneshot.follow(ledger, run, tell=tell, look_after=look_after)
            newsroom.publish_corrections()
            talk.print("second round: a story was corrected meanwhile; all else is asked for conditionally")
            run = oneshot.submit_again(ledger, run)
            summary = oneshot.follow(ledger, run, tell=tell, look_after=look_after)
        found = list(oneshot.records(ledger, run, copies=True))
        if output:
            write_records(found, output)
        console = talk if output == "-" else stdout()
        _show(console, ledger, found, run)
        report(summary, as_json=False, on_stderr=output == "-")
        if data_dir:
            talk.print(f"the records are in {plain(folder)}: wirecopy up --data {plain(folder)}")


def _show(console: Console, ledger: Ledger, found: list[Article], run: oneshot.Run) -> None:
    _show_cleaned(console, found)
    with ledger.read() as conn:
        merged = [
            (copy, articles.get(conn, copy.duplicate_of), articles.evidence(conn, copy.id))
            for copy in found
            if copy.duplicate_of is not None
        ]
        corrected = [(article, articles.revisions(conn, article.id)) for article in found if article.revision > 1]
        told = [
            (story, stories.members(conn, story.id)[0]) for story in stories.page(conn, order=stories.Order.BIGGEST)[0]
        ]
        rejected = entries.page(conn, state=EntryState.REJECTED, limit=50)
    _show_merged(console, merged)
    _show_stories(console, told)
    _show_corrected(console, corrected)
    table = _table("rejected", "why")
    for entry in rejected:
        table.add_row(plain(entry.item.title or entry.url or entry.key), plain(entry.reason or ""))
    if table.row_count:
        console.print("[bold]What was rejected[/bold]", table, "", sep="\n")


def _table(*columns: str) -> Table:
    table = Table(box=None, pad_edge=False, header_style="dim")
    for column in columns:
        table.add_column(column, overflow="fold")
    return table


def _show_cleaned(console: Console, found: list[Article]) -> None:
    """Each kind of line that was taken out, from each paper once."""
    shown: dict[tuple[str, str], str] = {}
    total = 0
    for article in found:
        for removal in article.provenance.removed:
            total += 1
            shown.setdefault((removal.reason, article.source.name or article.source.host), removal.text)
    table = _table("reason", "paper", "removed text")
    for (reason, paper), text in sorted(shown.items()):
        table.add_row(plain(reason), plain(paper), plain(text if len(text) < 100 else text[:99] + "…"))
    console.print(f"[bold]What was cleaned[/bold]  {total} lines out of {len(found)} texts; one of each kind and paper")
    console.print(table, "", sep="\n")


def _show_merged(console: Console, merged: list[tuple[Article, Article, dict[str, Any]]]) -> None:
    table = _table("copy", "of the earlier", "why")
    for copy, original, evidence in merged:
        table.add_row(
            plain(f"{copy.title} ({copy.source.name or copy.source.host})"),
            plain(f"{original.title} ({original.source.name or original.source.host})"),
            plain(_why(evidence)),
        )
    console.print("[bold]What was merged, and why[/bold]", table, "", sep="\n")


def _show_stories(console: Console, told: list[tuple[Story, list[StoryArticle]]]) -> None:
    """Those that were told more than once in different words."""
    table = _table("story", "also told as", "they share")
    for story, members in told:
        for member in members:
            if member.article_id != story.article_id and "words" in member.evidence:
                table.add_row(
                    plain(story.title),
                    plain(f"{member.title} ({member.source_name or member.host})"),
                    plain(", ".join(member.evidence["words"])),
                )
    if table.row_count:
        console.print("[bold]What tells of one event in other words[/bold]", table, "", sep="\n")


def _why(evidence: dict[str, Any]) -> str:
    """A verdict's evidence in words."""
    if "ours_in_theirs" not in evidence:
        return "the same words"
    return (
        f"{evidence['ours_in_theirs']:.0%} of the copy stands in the earlier one, "
        f"{evidence['theirs_in_ours']:.0%} of the earlier one in the copy"
    )


def _show_corrected(console: Console, corrected: list[tuple[Article, list[Revision]]]) -> None:
    for article, versions in corrected:
        last, diff = list(with_diffs(versions))[-1]
        console.print(f"[bold]What was corrected[/bold]  {plain(article.title)} (revision {last.number}, {last.kind})")
        if diff is not None:
            print_difference(diff, console)
        console.print()
