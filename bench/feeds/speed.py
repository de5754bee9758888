"""CPU time, entries found and entries lost, beside feedparser and fastfeedparser."""

from __future__ import annotations

import statistics
import time
import warnings
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

import fastfeedparser
import feedparser

from schemas.feed import ParsedFeed
from wirecopy.errors import NotAFeed
from wirecopy.feeds import limits
from wirecopy.feeds.parse import parse
from wirecopy.feeds.plaintext import plain

_PARSERS: dict[str, Callable[[bytes, str | None], Any]] = {
    "wirecopy": lambda body, header: parse(body, content_type=header),
    "feedparser": lambda body, header: feedparser.parse(BytesIO(body), response_headers=_headers(header)),
    "feedparser, bare": lambda body, header: feedparser.parse(
        BytesIO(body), response_headers=_headers(header), sanitize_html=False, resolve_relative_uris=False
    ),
    "fastfeedparser": lambda body, _: fastfeedparser.parse(body),
}


@dataclass
class Score:
    """What one parser did on all feeds."""

    milliseconds: list[float] = field(default_factory=list)
    found: int = 0
    lost: int = 0
    failed: int = 0


@dataclass
class Race:
    """All parsers on the same feeds."""

    scores: dict[str, Score] = field(default_factory=lambda: {name: Score() for name in _PARSERS})
    second_opinions: int = 0
    losses: list[str] = field(default_factory=list)
    """Feeds where ours lost entries."""


def race(folder: Path, cases: list[dict[str, Any]], runs: int) -> Race:
    """Time every parser on every feed; the time of a feed is the median of its runs."""
    result = Race()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # feedparser's own deprecations
        for case in cases:
            body = (folder / case["file"]).read_bytes()
            header = (case.get("http_headers") or {}).get("Content-type")
            _run(result, case["file"], body, header, runs)
    return result


def _run(result: Race, file: str, body: bytes, header: str | None, runs: int) -> None:
    read = {name: _timed(parser, body, header, runs) for name, parser in _PARSERS.items()}
    expected = _names(read["feedparser"][0])
    for name, (feed, milliseconds) in read.items():
        score = result.scores[name]
        score.milliseconds.append(milliseconds)
        score.failed += feed is None
        found = _names(feed)
        lost = _lost(expected, found)
        score.found += len(found)
        score.lost += lost
        if name == "wirecopy":
            result.second_opinions += feed is not None and feed.parser == "feedparser"
            if lost:
                result.losses.append(f"{file}: {lost} of {len(expected)}")


def _timed(parser: Callable[[bytes, str | None], Any], body: bytes, header: str | None, runs: int) -> tuple[Any, float]:
    times = []
    feed = None
    for _ in range(runs):
        start = time.process_time()
        try:
            feed = parser(body, header)
        except (NotAFeed, ValueError):  # fastfeedparser says ValueError
            feed = None
        times.append((time.process_time() - start) * 1000)
    return feed, statistics.median(times)


def _names(feed: Any) -> list[set[str]]:
    """What each entry may be known by: title, guid and link. Peers resolve guids and mend links each in its own way."""
    if feed is None:
        return []
    if isinstance(feed, ParsedFeed):
        return [{name for name in (entry.title, entry.guid, entry.url) if name} for entry in feed.entries]
    found = []
    for entry in feed.entries:
        names = {plain(entry.get("title") or "", limits.TITLE), entry.get("id"), entry.get("link")}
        found.append({name for name in names if name})
    return found


def _lost(expected: list[set[str]], found: list[set[str]]) -> int:
    """How many of the expected entries are not there: none of their names is, or there are fewer entries."""
    known = set().union(*found)
    return max(sum(bool(names) and not names & known for names in expected), len(expected) - len(found))


def _headers(header: str | None) -> dict[str, str]:
    return {"content-type": header} if header else {}
