"""What a person hands to `ingest`: URLs, and files that are feeds, OPML or lists of URLs."""

from __future__ import annotations

import re
import sys
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from schemas.feed import ParsedFeed
from wirecopy.errors import AddressRefused, BadUrl, NotAFeed, ParseError, Unreadable
from wirecopy.feeds.opml import OpmlFeed, read_opml
from wirecopy.feeds.parse import parse
from wirecopy.web.guard import Network, check_submitted

_FILE_BYTES = 64 * 2**20
_OPML = re.compile(rb"<opml[\s>]", re.IGNORECASE)
_PATH_LIKE = re.compile(r"^[./~]|\.(xml|rss|atom|rdf|json|opml|txt|html?)$", re.IGNORECASE)


@dataclass
class Sources:
    """What was read: feeds to submit, feed documents to take as they are, and what could not be used."""

    allow: Sequence[Network] = ()
    feeds: list[OpmlFeed] = field(default_factory=list)
    documents: list[tuple[Path, ParsedFeed]] = field(default_factory=list)
    problems: list[str] = field(default_factory=list)

    def take(self, url: str, title: str = "", tags: tuple[str, ...] = ()) -> None:
        """Add a feed. Raises BadUrl or AddressRefused."""
        self.feeds.append(OpmlFeed(url=check_submitted(url, self.allow), title=title, tags=tags))


def read_sources(
    arguments: tuple[str, ...], opml_files: tuple[str, ...] = (), *, allow: Sequence[Network] = ()
) -> Sources:
    """Read all arguments. A file's bad lines become problems; an argument that is unusable as a whole raises.

    `allow` holds the networks that may be fetched from although they are not public.
    Raises BadUrl, AddressRefused or Unreadable, saying which argument and what to do.
    """
    sources = Sources(allow)
    for argument in opml_files:
        _take_opml(sources, argument, _read(Path(argument)))
    for argument in arguments:
        if "://" in argument:
            sources.take(argument)
        elif argument == "-":
            _take_lines(sources, "standard input", sys.stdin.buffer.read(_FILE_BYTES))
        elif Path(argument).exists():
            _take_file(sources, Path(argument))
        elif _PATH_LIKE.search(argument):
            raise Unreadable(f"{argument}: no such file")
        else:
            sources.take(argument)
    return sources


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > _FILE_BYTES:
            raise Unreadable(f"{path} is larger than {_FILE_BYTES // 2**20} MiB, which no feed or list of feeds is")
        return path.read_bytes()
    except OSError as error:
        raise Unreadable(f"{path} can't be read: {error.strerror}") from error


def _take_file(sources: Sources, path: Path) -> None:
    body = _read(path)
    if _OPML.search(body[:4096]):
        _take_opml(sources, str(path), body)
        return
    try:
        sources.documents.append((path, parse(body)))
    except NotAFeed as not_a_feed:
        if not_a_feed.looks_like_html or b"\x00" in body[:4096] or body.lstrip()[:1] in (b"<", b"{"):
            raise Unreadable(f"{path} is no feed, no OPML and no list of URLs: {not_a_feed}") from not_a_feed
        _take_lines(sources, str(path), body)


def _take_opml(sources: Sources, name: str, body: bytes) -> None:
    try:
        document = read_opml(body)
    except ParseError as error:
        raise Unreadable(f"{name}: {error}") from error
    sources.problems += [f"{name}: {problem}" for problem in document.problems]
    for feed in document.feeds:
        try:
            sources.take(feed.url, feed.title, feed.tags)
        except (BadUrl, AddressRefused) as error:
            sources.problems.append(f"{name}: line {feed.line}: {error}")
    if not document.feeds:
        raise Unreadable(f"{name} is an OPML file that names no feed")


def _take_lines(sources: Sources, name: str, body: bytes) -> None:
    lines = body.decode("utf-8", "replace").splitlines()
    found = 0
    for number, line in enumerate(lines, 1):
        text = line.strip().lstrip("\ufeff")
        if not text or text.startswith("#"):
            continue
        try:
            sources.take(text)
            found += 1
        except (BadUrl, AddressRefused) as error:
            sources.problems.append(f"{name}, line {number}: {error}")
    if not found:
        raise Unreadable(f"{name} is no feed and no OPML, and names no URL")
