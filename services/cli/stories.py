"""`wirecopy stories`: what the papers write about, event by event."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from schemas.story import Story
from services.cli.folder import data_option, open_ledger
from services.cli.output import ago, json_option, plain, print_json, print_list, print_table, stderr, stdout
from wirecopy.grouping import merge_stories, place_waiting, split_story
from wirecopy.ledger import stories
from wirecopy.ledger.stories import Order

_PAGE = 200


@click.group("stories")
def command() -> None:
    """List and show stories: the articles of one event, however worded; split and merge them."""


@command.command("list")
@click.option("--limit", type=click.IntRange(1), default=50, show_default=True, help="At most so many.")
@click.option("--biggest", is_flag=True, help="Those that most outlets have first, not those with the latest news.")
@click.option("--least", type=click.IntRange(1), default=2, show_default=True, help="Only with so many articles.")
@click.option("--language", help="Only in this language, such as en.")
@click.option("--since", type=click.DateTime(), help="Only with an article at or after this moment (UTC).")
@json_option
@data_option
def list_(
    limit: int,
    biggest: bool,
    least: int,
    language: str | None,
    since: datetime | None,
    as_json: bool,
    data_dir: Path | None,
) -> None:
    """List stories, those with the latest news first."""
    if since is not None and since.tzinfo is None:
        since = since.replace(tzinfo=UTC)
    found: list[Story] = []
    cursor = None
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        while True:
            some, cursor = stories.page(
                conn,
                after=cursor,
                limit=min(_PAGE, limit - len(found)),
                order=Order.BIGGEST if biggest else Order.LATEST,
                least=least,
                language=language,
                since=since,
            )
            found += some
            if cursor is None or len(found) >= limit:
                break
    print_list(
        found,
        as_json=as_json,
        columns=(">id", "latest", ">articles", ">outlets", "lang", "title"),
        row=lambda story: (
            story.id,
            ago(story.last_at),
            story.articles,
            story.outlets,
            story.language,
            story.title,
        ),
        empty="no story that several articles tell; see all with --least 1",
    )


@command.command()
@click.argument("story_id", type=int)
@json_option
@data_option
def show(story_id: int, as_json: bool, data_dir: Path | None) -> None:
    """Show a story: its articles in the order they appeared, why each is in it, and what became of it."""
    with open_ledger(data_dir) as (_, ledger), ledger.read() as conn:
        story = stories.get(conn, story_id)
        found, cursor = stories.members(conn, story_id, limit=_PAGE)
        while cursor is not None:
            some, cursor = stories.members(conn, story_id, after=cursor, limit=_PAGE)
            found += some
        log = stories.events(conn, story_id)
    if as_json:
        print_json(
            {
                **story.model_dump(mode="json"),
                "members": [member.model_dump(mode="json") for member in found],
                "log": [event.model_dump(mode="json") for event in log],
            }
        )
        return
    console = stdout()
    console.print(f"[bold]{plain(story.title)}[/bold]")
    console.print(plain(story.lead) + "\n")
    if story.merged_into is not None:
        console.print(f"merged into story {story.merged_into}")
    print_table(
        (">article", "published", "source", "title", "because"),
        [(m.article_id, f"{m.at:%Y-%m-%d %H:%M}", m.host, m.title, because(m.evidence)) for m in found],
        empty="it has no articles any more",
    )
    if log:
        console.print()
        print_table(
            ("what", "when", ">with story", "articles", "by hand"),
            [
                (
                    event.kind.value,
                    ago(event.at),
                    event.other_id if event.story_id == story_id else event.story_id,
                    " ".join(map(str, event.article_ids)),
                    "yes" if event.evidence.get("by") == "hand" else "",
                )
                for event in log
            ],
            empty="",
        )


@command.command()
@click.argument("story_id", type=int)
@click.argument("article_id", type=int)
@data_option
def split(story_id: int, article_id: int, data_dir: Path | None) -> None:
    """Take an article, with its copies, out of a story, for good."""
    now = datetime.now(UTC)
    with open_ledger(data_dir) as (_, ledger):
        with ledger.begin() as conn:
            new_id = split_story(conn, story_id, article_id, now=now)
        place_waiting(ledger, now=now)
    stderr().print(f"article {article_id} is story {new_id} now")


@command.command()
@click.argument("story_id", type=int)
@click.argument("other_id", type=int, metavar="OTHER")
@data_option
def merge(story_id: int, other_id: int, data_dir: Path | None) -> None:
    """Make a story and OTHER one story, for good."""
    with open_ledger(data_dir) as (_, ledger), ledger.begin() as conn:
        into = merge_stories(conn, story_id, other_id, now=datetime.now(UTC))
    stderr().print(f"story {into} has the articles of both now")


def because(evidence: dict[str, object]) -> str:
    """The evidence of an article's place in a story, in a few words."""
    if "copy_of" in evidence:
        return f"copy of {evidence['copy_of']}"
    if evidence.get("by") == "hand":
        return "by hand"
    words = evidence.get("words")
    shared = ", ".join(map(str, words)) if isinstance(words, list) else ""
    return f"{evidence['score']} {shared}".strip() if shared else ""
