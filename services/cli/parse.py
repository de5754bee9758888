"""`wirecopy parse`: a filter from feed bytes to JSON."""

from __future__ import annotations

import sys
from pathlib import Path

import click
import orjson

from schemas.feed import ParsedFeed
from wirecopy.cleaning.safehtml import safe_html
from wirecopy.errors import NotAFeed
from wirecopy.feeds.parse import parse


@click.command("parse")
@click.argument("files", nargs=-1, required=True, metavar="FILE...")
@click.option("--content-type", metavar="TYPE", help="The HTTP Content-Type header the feed came with.")
@click.option("--url", metavar="URL", help="The feed's address, for links that are relative to it.")
def command(files: tuple[str, ...], content_type: str | None, url: str | None) -> None:
    """Parse feeds: one JSON object on a line for each FILE (`-` is standard input).

    {"feed": {...}, "entries": [...]}

    An entry's content_html is safe to show: elements and addresses that could act are left out of it.

    A file that is no feed is named on standard error, and the exit code is 1 when all files have been read.
    """
    failed = False
    for name in files:
        try:
            feed = parse(_read(name), url=url, content_type=content_type)
        except OSError as error:
            click.echo(f"{name}: can't be read: {error.strerror or error}", err=True)
            failed = True
        except NotAFeed as error:
            hint = "; its feeds may be found with `wirecopy feeds add URL`" if error.looks_like_html else ""
            click.echo(f"{name}: not a feed: {error}{hint}", err=True)
            failed = True
        else:
            click.echo(_line(feed), nl=False)
    if failed:
        sys.exit(1)


def _read(name: str) -> bytes:
    return sys.stdin.buffer.read() if name == "-" else Path(name).read_bytes()


def _line(feed: ParsedFeed) -> bytes:
    described = feed.model_dump(mode="json")
    entries = described.pop("entries")
    for entry in entries:
        if entry["content_html"]:
            entry["content_html"] = safe_html(entry["content_html"])
    return orjson.dumps({"feed": described, "entries": entries}, option=orjson.OPT_APPEND_NEWLINE)
