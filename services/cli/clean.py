"""`wirecopy clean`: a filter from HTML pages to JSON records."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

import click
import orjson

from services.cli.cleanline import clean_line, ruined_line
from services.cli.crew import Crew, cores
from services.cli.remembering import remembered
from wirecopy.cleaning import clean, get_ready
from wirecopy.cleaning.record import record_of
from wirecopy.cleaning.sites import Memory, Visit, learn, site_of
from wirecopy.errors import Unreadable
from wirecopy.sitefolder import SiteFolder


@click.command("clean")
@click.argument("file", default="-", metavar="[FILE|-]")
@click.option("--url", metavar="URL", help="The page's address: makes links absolute and helps to find its date.")
@click.option("--jsonl", is_flag=True, help='Read lines of {"id","url","html"}, write lines of {"id", ...record}.')
@click.option(
    "--memory",
    "directory",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DIR",
    help="Learn of each site from its pages, and keep that in DIR for the next run.",
)
def command(file: str, url: str | None, jsonl: bool, directory: Path | None) -> None:
    """Clean a page: HTML in (default: standard input), one JSON record out.

    With --jsonl many pages, on all cores, in the order they came. A line that can't be cleaned becomes {"id","error"},
    the rest is still done, and the exit status is 1.

    With --memory what a site repeats from page to page is removed, and where on them its stories stand is known. Pages
    are then taken some hundred at a time, so that those of a site inform each other.
    """
    if jsonl and url:
        raise click.UsageError("--url goes with one page; lines of --jsonl carry their own")
    failed = 0
    with ExitStack() as opened:
        folder = opened.enter_context(SiteFolder(directory)) if directory else None
        given = opened.enter_context(_opened(file))
        if not jsonl:
            _write(orjson.dumps(_page(given.read(), url, folder)))
            return
        answers = cleaned(given, processes=cores()) if folder is None else remembered(given, folder, processes=cores())
        for answer, ok in answers:
            _write(answer)
            failed += not ok
    if failed:
        click.echo(f"{failed} {'line' if failed == 1 else 'lines'} could not be cleaned", err=True)
        sys.exit(1)


def cleaned(lines: Iterable[bytes], *, processes: int) -> Iterator[tuple[bytes, bool]]:
    """A JSON line, and whether it is a record, for each line that is not blank; in order, as soon as it is done.

    A page that brings its process down takes only itself with it.
    """
    with Crew(processes, prepare=get_ready) as crew:
        yield from crew.run(clean_line, (line for line in lines if line.strip()), ruined=ruined_line)


def _page(html: bytes, url: str | None, folder: SiteFolder | None) -> dict[str, object]:
    host = site_of(url)
    if folder is None or host is None:
        return record_of(clean(html, url=url))
    memory = folder.load(host)
    visit = Visit(memory, at=datetime.now(UTC))
    page = clean(html, url=url, visit=visit)
    if visit.lesson is not None and page.text:
        learned: Memory = learn(memory, [visit.lesson])
        if learned is not memory:
            folder.save(host, learned)
    return record_of(page)


def _opened(file: str) -> BinaryIO:
    if file == "-":
        return sys.stdin.buffer
    try:
        return Path(file).open("rb")
    except OSError as error:
        raise Unreadable(f"{file} can't be read: {error.strerror}") from error


def _write(line: bytes) -> None:
    sys.stdout.buffer.write(line + b"\n")
    sys.stdout.buffer.flush()
