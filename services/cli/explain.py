"""`wirecopy explain`: why a page became the record it became."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from services.cli.folder import data_option, open_ledger, settings_for
from services.cli.output import json_option, print_json, print_table, stdout, uncontrolled
from wirecopy.archive import Archive
from wirecopy.cleaning.explain import Block, Explanation, explain
from wirecopy.cleaning.passages import Passage, in_words, passages
from wirecopy.cleaning.sites import Visit, site_of
from wirecopy.errors import HttpStatus, NotFound, SetupError
from wirecopy.ledger import articles, entries, stories
from wirecopy.ledger.database import Ledger
from wirecopy.records.urls import check_url
from wirecopy.settings import Settings
from wirecopy.sitelearning import recall
from wirecopy.web.client import ACCEPT_PAGE, WebClient
from wirecopy.web.response import Response

_MARKS = {"item": "• ", "quote": "“ "}


@click.command("explain")
@click.argument("page", metavar="ID|URL")
@click.option("--all", "everything", is_flag=True, help="Also what stands around the story: menus, lists of links.")
@click.option(
    "--html",
    "file",
    type=click.Path(dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Write it as a page that stands by itself, to be read in a browser.",
)
@json_option
@data_option
def command(page: str, everything: bool, file: Path | None, as_json: bool, data_dir: Path | None) -> None:
    """Show each block of a page, kept or dropped and why, and where each field came from.

    ID is a stored article: its page is read from the archive, and the evidence is shown on which it is a copy of
    another, and on which it is in its story.
    A URL is fetched, explained and not stored.
    """
    if file is not None and as_json:
        raise click.UsageError("--html and --json are two ways to show it; choose one")
    evidence: dict[str, Any] = {}
    story: dict[str, Any] = {}
    if page.isdigit():
        found, evidence, story = _stored(int(page), data_dir)
    else:
        found = _on_the_web(check_url(page), data_dir)
    if file is not None:
        _write(file, found, evidence, everything=everything)
    elif as_json:
        print_json(
            {
                "url": found.page.url,
                "extractor": found.page.provenance.extractor,
                "blocks": [{"text": b.text, "kind": b.kind, "kept": b.kept, "reason": b.reason} for b in found.blocks],
                "fields": [{"name": f.name, "value": f.value, "source": f.source} for f in found.fields],
                "duplicate": evidence,
                "story": story,
            }
        )
    else:
        _show(stdout(), found, evidence, story, everything=everything)


def _stored(article_id: int, data_dir: Path | None) -> tuple[Explanation, dict[str, Any], dict[str, Any]]:
    """The explanation of its page, why it is a copy, and why it is in its story."""
    with open_ledger(data_dir) as (settings, ledger):
        with ledger.read() as conn:
            article = articles.get(conn, article_id)
            evidence = articles.evidence(conn, article_id) if article.duplicate_of is not None else {}
            place = stories.membership(conn, article_id)
            entry = entries.made_into(conn, article_id)
        if entry is None or entry.archived is None:
            raise NotFound(
                f"article {article_id} was made from its feed's own words, there is no page to explain; "
                f"see: wirecopy articles show {article_id}"
            )
        stored = Archive(settings.archive_dir).read(entry.archived)
        visit = _visit(ledger, stored.url)
    shown = {"of": article.duplicate_of, **evidence} if article.duplicate_of is not None else {}
    story = {"of": place[0], **place[1]} if place else {}
    found = explain(stored.body, url=stored.url, content_type=stored.content_type, entry=entry.item, visit=visit)
    return found, shown, story


def _visit(ledger: Ledger, url: str) -> Visit | None:
    host = site_of(url)
    return Visit(recall(ledger, host), at=datetime.now(UTC)) if host else None


def _on_the_web(url: str, data_dir: Path | None) -> Explanation:
    settings = settings_for(data_dir)
    response = asyncio.run(_fetched(url, settings))
    visit = None
    if settings.database_url or (settings.data_dir / "wirecopy.db").exists():
        with open_ledger(data_dir) as (_, ledger):
            visit = _visit(ledger, response.url)
    return explain(response.body, url=response.url, content_type=response.content_type, visit=visit)


async def _fetched(url: str, settings: Settings) -> Response:
    async with WebClient(
        user_agent=settings.introduction, allow=settings.allow_networks, timeout=settings.fetch_timeout, concurrency=1
    ) as web:
        response = await web.get(url, max_bytes=settings.page_bytes, headers={"Accept": ACCEPT_PAGE})
    if not 200 <= response.status < 300:
        raise HttpStatus(response.status, response.url)
    return response


def _show(
    console: Console,
    found: Explanation,
    evidence: Mapping[str, Any],
    story: Mapping[str, Any],
    *,
    everything: bool,
) -> None:
    """The page as it reads, on a terminal: kept text at the margin, between it what was left out."""
    if found.page.title:
        console.print(Text(uncontrolled(found.page.title), style="bold"), "", sep="\n")
    for passage in passages(found.blocks):
        if passage.kept:
            lines = [_kept(block) for block in passage.blocks]
        elif everything or not passage.is_around:
            lines = [_left_out(block) for block in passage.blocks]
        else:
            lines = [Text(f"… {_summary(passage)}", style="dim")]
        for line in lines:
            console.print(line if passage.kept else Padding(line, (0, 0, 0, 2), expand=False), "", sep="\n")
    print_table(("field", "value", "source"), [(f.name, f.value, f.source) for f in found.fields], empty="")
    for name, why in (("duplicate", evidence), ("story", story)):
        if why:
            console.print()
            print_table((name, "evidence"), why.items(), empty="")


def _kept(block: Block) -> Text:
    style = "bold green" if block.kind == "heading" else "green"
    return Text(_MARKS.get(block.kind, "") + uncontrolled(block.text), style=style)


def _left_out(block: Block) -> Text:
    text = Text(uncontrolled(block.text), style="red strike")
    why = f"  {block.reason}: {in_words(block.reason or '')}"
    if (seen := block.recurrence) is not None:
        others = "article" if seen.articles == 1 else "articles"
        why += f", on {seen.articles} other {others} since {seen.first_seen:%d %b %Y}"
    return text.append(why, style="not strike dim")


def _summary(passage: Passage) -> str:
    number = len(passage.blocks)
    reasons = ", ".join(reason for reason, _ in passage.reasons)
    return f"{number} {'block' if number == 1 else 'blocks'} around the story left out ({reasons}; --all shows them)"


def _write(file: Path, found: Explanation, evidence: Mapping[str, Any], *, everything: bool) -> None:
    # The dashboard's templates bring a web framework along, which no other way of showing it needs.
    from services.api.dashboard.explained import explained  # noqa: PLC0415
    from services.api.dashboard.rendering import document  # noqa: PLC0415

    traits = {name: value for name, value in evidence.items() if name != "of"}
    view = explained(found, open_all=everything, duplicate_of=evidence.get("of"), evidence=traits)
    try:
        file.write_text(document("explained.html", view=view), encoding="utf-8")
    except OSError as error:
        raise SetupError(f"{file} can't be written: {error.strerror}") from error
    click.echo(f"{file} explains {found.page.url or 'the page'}", err=True)
