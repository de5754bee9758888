"""`wirecopy feeds`: what is polled."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click

from schemas.feed import Feed, FeedState
from services.cli.folder import data_option, open_ledger, settings_for
from services.cli.output import ago, counting, json_option, plain, print_json, print_list, print_table, stderr
from wirecopy.errors import ParseError, Unreadable
from wirecopy.feeds.opml import MOST_BYTES, read_opml, write_opml
from wirecopy.ledger import entries, feeds, polls, subscriptions
from wirecopy.ledger.database import Ledger
from wirecopy.subscriptions import Imported, ImportStatus, export_list, import_list
from wirecopy.web.guard import check_submitted

_COLUMNS = (">id", "state", "title", "url", "last poll", "next poll", ">failures", "error")


@click.group("feeds")
def command() -> None:
    """Add, list, pause, import and export feeds."""


@command.command()
@click.argument("urls", nargs=-1, required=True, metavar="URL...")
@click.option("--tag", "tags", multiple=True, help="A tag for the feed and its articles (may be repeated).")
@data_option
def add(urls: tuple[str, ...], tags: tuple[str, ...], data_dir: Path | None) -> None:
    """Submit feeds by URL; a web page is searched for its feeds. They are polled at the next chance."""
    allow = settings_for(data_dir).allow_networks
    checked = [check_submitted(url, allow) for url in urls]
    with open_ledger(data_dir) as (settings, ledger):
        for url in checked:
            with ledger.begin() as conn:
                feed, created = feeds.submit(
                    conn, url, now=datetime.now(UTC), interval=settings.poll_interval, tags=tags
                )
            click.echo(f"{feed.id}\t{feed.url}")
            stderr().print(plain(f"{'added' if created else 'known, due now'}: {feed.url}"))


@command.command("list")
@click.option("--state", type=click.Choice([state.value for state in FeedState]), help="Only feeds in this state.")
@json_option
@data_option
def list_(state: str | None, as_json: bool, data_dir: Path | None) -> None:
    """List all feeds."""
    with open_ledger(data_dir) as (_, ledger):
        wanted = FeedState(state) if state else None
        found = list(_all(ledger, wanted))
    print_list(
        found, as_json=as_json, columns=_COLUMNS, row=_row, empty="no feeds yet; add one: wirecopy feeds add URL"
    )


@command.command()
@click.argument("feed_id", type=int)
@json_option
@data_option
def show(feed_id: int, as_json: bool, data_dir: Path | None) -> None:
    """Show one feed with its last polls and where its entries stand."""
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        feed = feeds.get(conn, feed_id)
        history = polls.page(conn, feed_id, before=None, limit=20)
        standing = entries.counts(conn, feed_ids=[feed_id])
        hub = subscriptions.of_feed(conn, feed_id)
    if as_json:
        print_json(
            feed.model_dump(mode="json")
            | {
                "polls": [poll.model_dump(mode="json") for poll in history],
                "entries": {state.value: count for state, count in standing.items()},
                "websub": hub.model_dump(mode="json", exclude={"token", "secret"}) if hub else None,
            }
        )
        return
    print_table(
        ("field", "value"),
        [(name, value) for name, value in feed.model_dump(mode="json").items() if value not in (None, "", [])],
        empty="",
    )
    if hub is not None:
        until = f", until {hub.lease_until:%Y-%m-%d %H:%M} UTC" if hub.lease_until else ""
        click.echo(f"\nWebSub: {hub.state} at {hub.hub_url}{until}{f' ({hub.last_error})' if hub.last_error else ''}")
    click.echo()
    print_table(("entries", ">count"), [(state.value, n) for state, n in standing.items() if n], empty="no entries yet")
    click.echo()
    print_table(
        ("polled", "outcome", ">status", ">bytes", ">ms", ">found", ">new", ">changed", "error"),
        [
            (
                ago(poll.at),
                poll.outcome.value,
                poll.status,
                poll.body_bytes,
                poll.duration_ms,
                poll.entries_found,
                poll.entries_new,
                poll.entries_changed,
                poll.error,
            )
            for poll in history
        ],
        empty="not polled yet",
    )


def _state_command(name: str, state: FeedState, help_text: str) -> None:
    @command.command(name, help=help_text)
    @click.argument("feed_ids", type=int, nargs=-1, required=True)
    @data_option
    def change(feed_ids: tuple[int, ...], data_dir: Path | None) -> None:
        with open_ledger(data_dir) as (_, ledger), ledger.begin() as conn:
            for feed_id in feed_ids:
                feeds.set_state(conn, feed_id, state)


_state_command("pause", FeedState.PAUSED, "Stop polling feeds until they are resumed.")
_state_command("resume", FeedState.ACTIVE, "Poll feeds again (also those that were gone, missing or blocked).")


@command.command()
@click.argument("feed_ids", type=int, nargs=-1, required=True)
@data_option
def poll(feed_ids: tuple[int, ...], data_dir: Path | None) -> None:
    """Make feeds due now."""
    with open_ledger(data_dir) as (_, ledger), ledger.begin() as conn:
        for feed_id in feed_ids:
            feeds.poll_now(conn, feed_id, now=datetime.now(UTC))


@command.command()
@click.argument("feed_ids", type=int, nargs=-1, required=True)
@data_option
def remove(feed_ids: tuple[int, ...], data_dir: Path | None) -> None:
    """Remove feeds with their polls and entries. Their articles stay."""
    with open_ledger(data_dir) as (_, ledger), ledger.begin() as conn:
        for feed_id in feed_ids:
            feeds.remove(conn, feed_id, now=datetime.now(UTC))


@command.command("import")
@click.argument("file", type=click.File("rb"))
@json_option
@data_option
@click.pass_context
def import_(ctx: click.Context, file: BinaryIO, as_json: bool, data_dir: Path | None) -> None:
    """Import feeds from an OPML file (- for stdin); folders become tags.

    Bad lines are passed over, and listed with the reason. The exit code is 0 when every feed was taken, 1 when one was
    refused, and 2 when there was none to take.
    """
    try:
        document = read_opml(file.read(MOST_BYTES + 1))
    except ParseError as error:
        raise Unreadable(f"{file.name}: {error}") from error
    with open_ledger(data_dir) as (settings, ledger), counting("imported", len(document.feeds)) as tell:
        imported = import_list(ledger, settings, document, now=datetime.now(UTC), tell=tell)
    unread = [
        Imported(problem.line, "", problem.name, ImportStatus.REFUSED, reason=problem.reason)
        for problem in document.problems
    ]
    outlines = sorted([*imported, *unread], key=lambda outline: outline.line)
    refused = [outline for outline in outlines if outline.status is ImportStatus.REFUSED]
    if as_json:
        for outline in outlines:
            print_json(asdict(outline))
    elif refused:
        print_table(
            (">line", "feed", "address", "refused because"),
            [(outline.line, outline.title, outline.url, outline.reason) for outline in refused],
            empty="",
            console=stderr(),
        )
    count = Counter(outline.status for outline in outlines)
    stderr().print(f"{count[ImportStatus.ACCEPTED]} added, {count[ImportStatus.KNOWN]} known, {len(refused)} refused")
    if len(refused) == len(outlines):
        raise Unreadable(f"{file.name} names no feed that can be polled")
    ctx.exit(1 if refused else 0)


@command.command()
@data_option
def export(data_dir: Path | None) -> None:
    """Write all feeds as OPML to stdout."""
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        written = write_opml(export_list(conn), "wirecopy feeds", created=datetime.now(UTC))
    click.echo(written.decode(), nl=False)


def _all(ledger: Ledger, state: FeedState | None) -> list[Feed]:
    found: list[Feed] = []
    with ledger.read() as conn:
        while page := feeds.page(conn, after=found[-1].id if found else 0, limit=500, state=state):
            found += page
    return found


def _row(feed: Feed) -> tuple[object, ...]:
    next_poll = ago(feed.next_poll_at) if feed.state is FeedState.ACTIVE else ""
    return (
        feed.id,
        feed.state.value,
        feed.title,
        feed.url,
        ago(feed.last_polled_at),
        next_poll,
        feed.failures or None,
        feed.last_error,
    )
