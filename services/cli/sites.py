"""`wirecopy sites`: what was learned of each site, to be reviewed and undone."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click

from schemas.site import SiteKnowledge, SiteSummary
from services.cli.folder import data_option, open_ledger
from services.cli.givenpage import given_page
from services.cli.output import ago, json_option, plain, print_json, print_list, print_table, stderr, stdout
from wirecopy import sitelearning
from wirecopy.cleaning import clean
from wirecopy.cleaning.blocks import MOST_BLOCKS
from wirecopy.cleaning.sites import teaching
from wirecopy.cleaning.sites.memory import Memory, Verdict
from wirecopy.cleaning.sites.teaching import read_page
from wirecopy.errors import UsageError
from wirecopy.ledger.database import Ledger

_COLUMNS = ("host", ">articles", ">repeated lines", ">pins", ">taught", ">learned", "to be cleaned again", "changed")
_LINES_SHOWN, _PLACES_SHOWN = 40, 20


@click.group("sites")
def command() -> None:
    """Review what was learned of sites, undo it, and teach them."""


@command.command("list")
@json_option
@data_option
def list_(as_json: bool, data_dir: Path | None) -> None:
    """List the sites that something was learned of."""
    with open_ledger(data_dir) as (_, ledger):
        found = list(_all(ledger))
    print_list(
        found,
        as_json=as_json,
        columns=_COLUMNS,
        row=_row,
        empty="no site is known yet; they are learned from their articles",
    )


@command.command()
@click.argument("host")
@click.option("--all", "everything", is_flag=True, help="All lines and places, not only the foremost.")
@json_option
@data_option
def show(host: str, everything: bool, as_json: bool, data_dir: Path | None) -> None:
    """Show what a site repeats, and where on its pages the story stands."""
    with open_ledger(data_dir) as (_, ledger):
        known = sitelearning.knowledge(ledger, host)
    if as_json:
        print_json(known)
    else:
        _show(known, everything=everything)


@command.command()
@click.argument("host")
@click.argument("line", required=False)
@data_option
def forget(host: str, line: str | None, data_dir: Path | None) -> None:
    """Forget a LINE of a site with the pin on it (by its text or its id), or all that was learned of the site."""
    _change(data_dir, host, lambda ledger, now: sitelearning.forget(ledger, host, line, now=now))


@command.command()
@click.argument("host")
@click.argument("line")
@click.option("--keep", "verdict", flag_value="keep", help="It belongs to the articles.")
@click.option("--drop", "verdict", flag_value="drop", help="It does not.")
@data_option
def pin(host: str, line: str, verdict: Verdict | None, data_dir: Path | None) -> None:
    """Decide on a LINE for all pages of a site, by its text or its id, whatever is learned of it."""
    if verdict is None:
        raise UsageError("say --keep or --drop")
    _change(data_dir, host, lambda ledger, now: sitelearning.pin(ledger, host, line, verdict, now=now))


@command.command()
@click.argument("page", metavar="ID|URL|FILE")
@click.option("--url", metavar="URL", help="The address of the page in FILE.")
@click.option(
    "--text",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file with the true text of the page: what belongs, and nothing else.",
)
@click.option("--keep", default="", metavar="BLOCKS", help="Blocks that belong, such as 3,7-12, by number.")
@click.option("--drop", default="", metavar="BLOCKS", help="Blocks that do not.")
@json_option
@data_option
def teach(
    page: str, url: str | None, text: Path | None, keep: str, drop: str, as_json: bool, data_dir: Path | None
) -> None:
    """Mark what belongs on one page, so that its site's other pages are cleaned alike.

    PAGE is a stored article's ID, a URL or a FILE of HTML. The blocks that belong are those of --text, or else those
    that wirecopy keeps today, with --keep added and --drop left out; their numbers are those of `explain --json`. A
    handful of pages of different kinds is enough for a site.
    """
    if text is None and not keep and not drop:
        raise UsageError("say what belongs: --text FILE, or --keep and --drop with numbers of blocks")
    wanted, unwanted = _numbers(keep), _numbers(drop)
    given = given_page(page, url=url, data_dir=data_dir)
    blocks = read_page(given.body, given.content_type)
    true_text = text.read_text(encoding="utf-8") if text else clean(given.body, url=given.url).text
    marks = [
        (mark or index in wanted) and index not in unwanted
        for index, mark in enumerate(teaching.marks_of(blocks, true_text))
    ]
    with open_ledger(data_dir) as (_, ledger):
        now = datetime.now(UTC)
        host, memory = sitelearning.teach_page(ledger, blocks, marks, url=given.url, now=now)
    if as_json:
        print_json(
            {
                "host": host,
                "url": given.url,
                "taught_pages": len(memory.taught),
                "kept": [index for index, mark in enumerate(marks) if mark],
            }
        )
        return
    stderr().print(
        plain(f"{host}: {sum(marks)} of {len(marks)} blocks belong; {len(memory.taught)} pages marked by now")
    )


def _numbers(listed: str) -> frozenset[int]:
    """The numbers in a list such as `3,7-12`."""
    found: set[int] = set()
    for part in filter(None, listed.replace(" ", "").split(",")):
        first, dash, last = part.partition("-")
        if not (first.isdecimal() and (last.isdecimal() or not dash) and len(part) < 14):
            raise UsageError(f"{part!r} is no number of a block, nor a range of them such as 7-12")
        found.update(range(int(first), min(int(last or first), MOST_BLOCKS) + 1))
    return frozenset(found)


def _change(data_dir: Path | None, host: str, alter: Callable[[Ledger, datetime], Memory]) -> None:
    with open_ledger(data_dir) as (_, ledger):
        memory = alter(ledger, datetime.now(UTC))
    stderr().print(
        plain(f"{host}: noted ({memory.learned}); new pages go by it, older records when they are re-cleaned")
    )


def _all(ledger: Ledger) -> list[SiteSummary]:
    found: list[SiteSummary] = []
    while page := sitelearning.summaries(ledger, after=found[-1].host if found else "", limit=500):
        found += page
    return found


def _row(site: SiteSummary) -> tuple[object, ...]:
    return (
        site.host,
        site.articles,
        site.repeated_lines,
        site.pins or None,
        site.taught_pages or None,
        site.learned,
        "yes" if site.learned > site.recleaned else "",
        ago(site.updated_at),
    )


def _show(known: SiteKnowledge, *, everything: bool) -> None:
    lines = known.lines if everything else known.lines[:_LINES_SHOWN]
    places = known.places if everything else known.places[:_PLACES_SHOWN]
    print_table(_COLUMNS, [_row(known.summary)], empty="")
    if known.summary.redesigned_at:
        stdout().print(f"redesigned {ago(known.summary.redesigned_at)}")
    stdout().print()
    print_table(
        ("id", "pin", ">articles", ">of", ">kept alone", "last seen", "line"),
        [
            (
                line.id,
                line.pinned,
                line.articles or None,
                line.among or None,
                line.kept,
                ago(line.last_seen),
                line.text or "(not met with its words yet)",
            )
            for line in lines
        ],
        empty="no line recurs",
    )
    stdout().print()
    print_table(
        (">articles", ">story", ">repeated", "place"),
        [(place.articles, f"{place.story:.0%}", f"{place.repeated:.0%}", place.name) for place in places],
        empty="no places are known",
    )
    if known.taught:
        stdout().print()
        print_table(("taught", "page"), [(ago(page.at), page.url) for page in known.taught], empty="")
    hidden = len(known.lines) - len(lines) + len(known.places) - len(places)
    if hidden:
        stderr().print(f"… and {hidden} more lines and places (--all shows them)")
