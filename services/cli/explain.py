"""`wirecopy explain`: why a page became the record it became."""

from __future__ import annotations

import asyncio
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from services.cli.folder import data_option, open_ledger, settings_for
from services.cli.output import json_option, plain, print_json, print_table, stdout
from wirecopy.archive import Archive
from wirecopy.cleaning.explain import Explanation, explain
from wirecopy.errors import HttpStatus, NotFound
from wirecopy.ledger import articles, entries, stories
from wirecopy.records.urls import check_url
from wirecopy.settings import Settings
from wirecopy.web.client import ACCEPT_PAGE, WebClient

_REASONS_OF_THE_PAGE = ("furniture", "not-story")


@click.command("explain")
@click.argument("page", metavar="ID|URL")
@click.option("--all", "everything", is_flag=True, help="Also what stands around the story: menus, lists of links.")
@json_option
@data_option
def command(page: str, everything: bool, as_json: bool, data_dir: Path | None) -> None:
    """Show each block of a page, kept or dropped and why, and where each field came from.

    ID is a stored article: its page is read from the archive, and the evidence is shown on which it is a copy of
    another, or none, and on which it is in its story.
    A URL is fetched, explained and not stored.
    """
    evidence: dict[str, object] = {}
    story: dict[str, object] = {}
    if page.isdigit():
        found, evidence, story = _stored(int(page), data_dir)
    else:
        found = asyncio.run(_fetched(check_url(page), settings_for(data_dir)))
    if as_json:
        print_json(
            {
                "url": found.page.url,
                "extractor": found.page.provenance.extractor,
                "blocks": [{"text": b.text, "kept": b.kept, "reason": b.reason} for b in found.blocks],
                "fields": [{"name": f.name, "value": f.value, "source": f.source} for f in found.fields],
                "duplicate": evidence,
                "story": story,
            }
        )
        return
    _show(found, everything=everything)
    for name, why in (("duplicate", evidence), ("story", story)):
        if why:
            stdout().print()
            print_table((name, "evidence"), why.items(), empty="")


def _stored(article_id: int, data_dir: Path | None) -> tuple[Explanation, dict[str, object], dict[str, object]]:
    """The explanation of its page, and why it is a copy and in its story."""
    with open_ledger(data_dir) as (settings, ledger):
        with ledger.read() as conn:
            article = articles.get(conn, article_id)
            evidence = articles.evidence(conn, article_id)
            place = stories.membership(conn, article_id)
            where = entries.archived_page(conn, article_id)
        if where is None:
            raise NotFound(
                f"article {article_id} was made from its feed's own words, there is no page to explain; "
                f"see: wirecopy articles show {article_id}"
            )
        stored = Archive(settings.archive_dir).read(where)
    shown = {"of": article.duplicate_of, **evidence} if evidence else {}
    story = {"of": place[0], **place[1]} if place else {}
    return explain(stored.body, url=stored.url, content_type=stored.content_type), shown, story


async def _fetched(url: str, settings: Settings) -> Explanation:
    async with WebClient(
        user_agent=settings.introduction, allow=settings.allow_networks, timeout=settings.fetch_timeout, concurrency=1
    ) as web:
        response = await web.get(url, max_bytes=settings.page_bytes, headers={"Accept": ACCEPT_PAGE})
    if not 200 <= response.status < 300:
        raise HttpStatus(response.status, response.url)
    return explain(response.body, url=response.url, content_type=response.content_type)


def _show(found: Explanation, *, everything: bool) -> None:
    console = stdout()
    hidden = 0
    table = Table(box=None, pad_edge=False, show_header=False)
    table.add_column("why", style="dim")
    table.add_column("text", overflow="fold")
    for block in found.blocks:
        if block.kept:
            table.add_row("kept", Text(plain(block.text), style="green"))
        elif everything or block.reason not in _REASONS_OF_THE_PAGE:
            table.add_row(block.reason or "", Text(plain(block.text), style="red strike"))
        else:
            hidden += 1
    console.print(table)
    if hidden:
        console.print(f"… and {hidden} blocks that stand around the story (--all shows them)", style="dim")
    console.print()
    print_table(("field", "value", "source"), [(f.name, f.value, f.source) for f in found.fields], empty="")
