"""`wirecopy articles`: the records."""

from __future__ import annotations

import csv
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from schemas.article import Article
from services.cli.copies_view import show_syndication
from services.cli.differences import show_revisions
from services.cli.folder import data_option, open_ledger
from services.cli.output import ago, json_option, plain, print_json, print_list, print_table, stderr, stdout
from services.cli.stories import because
from wirecopy.grouping import place_waiting
from wirecopy.ledger import articles, changes, stories
from wirecopy.ledger.articles import byhand
from wirecopy.ledger.database import Ledger
from wirecopy.reprocessing import reverting
from wirecopy.syndication import syndication

_COLUMNS = (">id", "first seen", "source", "title", "lang", ">words", ">rev", ">copy of")
_PAGE = 200
# Full-width forms count: some spreadsheets read them as the plain ones.
_FORMULA_SIGNS = ("=", "+", "-", "@", "＝", "＋", "－", "＠")

limit_option = click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
copies_option = click.option("--copies", is_flag=True, help="Also those that are copies of an earlier article.")
host_option = click.option("--host", help="Only from this host.")
feed_option = click.option("--feed", "feed_id", type=int, help="Only from this feed.")
since_option = click.option("--since", type=click.DateTime(), help="Only first seen at or after this moment (UTC).")


@click.group("articles")
def command() -> None:
    """List, search, show, follow and export articles; take copies apart, or put them together."""


@command.command("list")
@limit_option
@host_option
@feed_option
@since_option
@copies_option
@json_option
@data_option
def list_(limit: int, as_json: bool, data_dir: Path | None, **filters: Any) -> None:
    """List articles, newest first."""
    with open_ledger(data_dir) as (_, ledger):
        found = _take(_pages(ledger, **_filters(**filters)), limit)
    print_list(found, as_json=as_json, columns=_COLUMNS, row=_row, empty="no articles yet")


@command.command()
@click.argument("words", nargs=-1, required=True)
@limit_option
@host_option
@feed_option
@since_option
@copies_option
@json_option
@data_option
def search(words: tuple[str, ...], limit: int, as_json: bool, data_dir: Path | None, **filters: Any) -> None:
    """Search titles and texts: all words must occur; "a phrase" in quotes; -word excludes."""
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        found, _ = articles.search(conn, " ".join(words), limit=limit, **_filters(**filters))
    print_list(found, as_json=as_json, columns=_COLUMNS, row=_row, empty="nothing found")


@command.command()
@click.argument("article_id", type=int)
@click.option("--revisions", "with_revisions", is_flag=True, help="Its versions instead, and what each changed.")
@json_option
@data_option
def show(article_id: int, with_revisions: bool, as_json: bool, data_dir: Path | None) -> None:
    """Show one article: text, where each field came from, what was removed, revisions, copies, story, and why."""
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        article = articles.get(conn, article_id)
        versions = articles.revisions(conn, article_id)
        duplicates = articles.copies(conn, article_id)
        why = articles.evidence(conn, article_id)
        place = stories.membership(conn, article_id)
    if with_revisions:
        show_revisions(versions, as_json=as_json)
        return
    if as_json:
        print_json(article)
        return
    console = stdout()
    console.print(f"[bold]{plain(article.title)}[/bold]")
    by = ", ".join(article.authors)
    published = f"{article.published_at:%Y-%m-%d %H:%M} UTC" if article.published_at else "no date"
    console.print(plain(" · ".join(part for part in (article.source.host, by, published, article.language) if part)))
    console.print(plain(article.url) + "\n")
    console.print(plain(article.text) + "\n")
    sources = article.provenance.fields
    print_table(("field", "source"), sorted(sources.items()), empty="")
    if article.provenance.removed:
        console.print()
        print_table(("removed", "reason"), [(r.text, r.reason) for r in article.provenance.removed], empty="")
    if len(versions) > 1:
        console.print()
        listed = [(v.number, v.kind or "", ago(v.seen_at), v.title) for v in versions]
        print_table((">revision", "kind", "seen", "title"), listed, empty="")
    if why:
        console.print()
        print_table(
            ("copy of" if article.duplicate_of else "no copy", "evidence"), evidence_rows(article, why), empty=""
        )
    if duplicates:
        console.print()
        print_table((">copy", "source", "title"), [(c.id, c.source.host, c.title) for c in duplicates], empty="")
    if place is not None:
        console.print()
        console.print(f"story {place[0]}, because: {plain(because(place[1]) or 'it opened it')}")


@command.command()
@click.argument("article_id", type=int)
@data_option
def split(article_id: int, data_dir: Path | None) -> None:
    """Take an article out of its group of copies, for good: it is no copy of the others."""
    with open_ledger(data_dir) as (_, ledger):
        with ledger.begin() as conn:
            byhand.split(conn, article_id, now=datetime.now(UTC))
        place_waiting(ledger, now=datetime.now(UTC))
    stderr().print(f"article {article_id} stands for itself now")


@command.command()
@click.argument("article_id", type=int)
@json_option
@data_option
def copies(article_id: int, as_json: bool, data_dir: Path | None) -> None:
    """Show who else ran an article: who was first, the agency credited, what each outlet cut or added."""
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        members = articles.group(conn, article_id)
    found = syndication(members)
    if as_json:
        print_json(found)
    else:
        show_syndication(found)


@command.command()
@click.argument("article_id", type=int)
@click.argument("other_id", type=int, metavar="OTHER")
@data_option
def merge(article_id: int, other_id: int, data_dir: Path | None) -> None:
    """Put an article and OTHER into one group of copies, for good."""
    with open_ledger(data_dir) as (_, ledger):
        with ledger.begin() as conn:
            first = byhand.merge(conn, article_id, other_id, now=datetime.now(UTC))
        place_waiting(ledger, now=datetime.now(UTC))
    stderr().print(f"articles {article_id} and {other_id} are of one group now, that of article {first}")


@command.command()
@click.argument("article_id", type=int)
@click.option("--revision", "number", type=int, required=True, help="The version whose title and text to put back.")
@data_option
def revert(article_id: int, number: int, data_dir: Path | None) -> None:
    """Put an earlier version of an article back, as its latest one; cleaning alone will not change it again."""
    with open_ledger(data_dir) as (_, ledger):
        added = reverting.revert(ledger, article_id, number, now=datetime.now(UTC))
    stderr().print(f"article {article_id} reads as in revision {number} again; that is revision {added} now")


@command.command()
@click.option("--from-start", is_flag=True, help="Begin with the first change, not with the next one.")
@click.option("--interval", type=click.FloatRange(0.1), default=1.0, show_default=True, help="Seconds between looks.")
@data_option
def tail(from_start: bool, interval: float, data_dir: Path | None) -> None:
    """Follow the change log: one JSON line for each change of an article, until interrupted."""
    with open_ledger(data_dir) as (_, ledger):
        with ledger.read() as conn:
            cursor = None if from_start else changes.latest(conn)
        while True:
            with ledger.read() as conn:
                news = changes.read(conn, cursor, limit=_PAGE)
                records = {article.id: article for article in articles.by_ids(conn, [c.article_id for c in news])}
            for change in news:
                cursor = change.cursor
                if record := records.get(change.article_id):
                    print_json({"change": change.kind.value, "cursor": cursor, **record.model_dump(mode="json")})
            sys.stdout.flush()
            if len(news) < _PAGE:
                time.sleep(interval)


@command.command()
@click.option("--format", "form", type=click.Choice(["jsonl", "csv"]), default="jsonl", show_default=True)
@host_option
@feed_option
@since_option
@copies_option
@data_option
def export(form: str, data_dir: Path | None, **filters: Any) -> None:
    """Write all articles to stdout, newest first."""
    with open_ledger(data_dir) as (_, ledger):
        found = _pages(ledger, **_filters(**filters))
        if form == "jsonl":
            for article in found:
                print_json(article)
            return
        columns = [name for name in Article.model_fields if name not in ("provenance", "image", "source")]
        writer = csv.writer(sys.stdout)
        writer.writerow([*columns, "host", "image_url"])
        for article in found:
            values = article.model_dump(mode="json")
            shown = [*(values[name] for name in columns), article.source.host]
            writer.writerow(map(_cell, [*shown, article.image.url if article.image else ""]))


def evidence_rows(article: Article, why: dict[str, Any]) -> list[tuple[str, object]]:
    """Why an article is a copy, or why it is none, as a table."""
    return [*([("article", article.duplicate_of)] if article.duplicate_of else []), *why.items()]


def _cell(value: Any) -> str:
    """One CSV cell; a leading formula sign is defused, because spreadsheets would run it (OWASP, CSV injection)."""
    text = "; ".join(map(str, value)) if isinstance(value, list) else "" if value is None else str(value)
    return f"'{text}" if text.lstrip()[:1] in _FORMULA_SIGNS or text[:1] in ("\t", "\r", "\n") else text


def _filters(*, host: str | None, feed_id: int | None, since: datetime | None, copies: bool) -> dict[str, Any]:
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    return {"host": host, "feed_id": feed_id, "since": since, "duplicates": copies}


def _pages(ledger: Ledger, **filters: Any) -> Iterator[Article]:
    cursor = None
    while True:
        with ledger.read() as conn:
            found, cursor = articles.page(conn, after=cursor, limit=_PAGE, **filters)
        yield from found
        if cursor is None:
            return


def _take(found: Iterator[Article], limit: int) -> list[Article]:
    return [article for article, _ in zip(found, range(limit), strict=False)]


def _row(article: Article) -> tuple[object, ...]:
    return (
        article.id,
        ago(article.first_seen_at),
        article.source.host,
        article.title,
        article.language,
        article.word_count,
        article.revision,
        article.duplicate_of,
    )
