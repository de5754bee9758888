"""Feed parsing against feedparser and fastfeedparser, on real feeds.

    python -m bench.feeds [DIR] [--runs N]

DIR holds `manifest.jsonl` (one object a line: `file`, `kind`, `format`, `http_headers`) and the files it names; default
`../shared/data/feeds`. Prints CPU time per feed (the median of the runs of each feed, averaged over feeds), the entries
found, the entries that feedparser finds and the parser does not (neither title, guid nor link is there), and how often
ours asked feedparser for a second opinion. JSON Feeds are left out: neither peer reads them fully. Every feed where we
lose an entry is listed, and the exit code is then 1.
"""

from __future__ import annotations

import argparse
import json
import statistics
import sys
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

DEFAULT = Path(__file__).parents[2] / "shared" / "data" / "feeds"


@dataclass
class Score:
    """What one parser did on all feeds."""

    milliseconds: list[float] = field(default_factory=list)
    found: int = 0
    lost: int = 0
    failed: int = 0


def main() -> int:
    """Run the comparison and print it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("dir", nargs="?", type=Path, default=DEFAULT)
    options.add_argument("--runs", type=int, default=3)
    given = options.parse_args()
    manifest = given.dir / "manifest.jsonl"
    if not manifest.is_file():
        print(f"skipped: there is no {manifest}", file=sys.stderr)
        return 0
    warnings.simplefilter("ignore")  # feedparser's own deprecations

    cases = [case for case in map(json.loads, manifest.read_text().splitlines()) if case["kind"] == "real"]
    cases = [case for case in cases if case["format"] not in ("jsonfeed", "opml")]
    parsers: dict[str, Callable[[bytes, str | None], Any]] = {
        "wirecopy": lambda body, header: parse(body, content_type=header),
        "feedparser": lambda body, header: feedparser.parse(BytesIO(body), response_headers=_headers(header)),
        "feedparser, bare": lambda body, header: feedparser.parse(
            BytesIO(body), response_headers=_headers(header), sanitize_html=False, resolve_relative_uris=False
        ),
        "fastfeedparser": lambda body, _: fastfeedparser.parse(body),
    }
    scores = {name: Score() for name in parsers}
    second_opinions = 0
    losses = []
    for case in cases:
        body = (given.dir / case["file"]).read_bytes()
        header = (case.get("http_headers") or {}).get("Content-type")
        expected = _names(parsers["feedparser"](body, header))
        for name, parser in parsers.items():
            feed, milliseconds = _timed(parser, body, header, given.runs)
            score = scores[name]
            score.milliseconds.append(milliseconds)
            score.failed += feed is None
            found = _names(feed)
            lost = _lost(expected, found)
            score.found += len(found)
            score.lost += lost
            if name == "wirecopy":
                second_opinions += feed is not None and feed.parser == "feedparser"
                if lost:
                    losses.append(f"{case['file']}: {lost} of {len(expected)}")
    _print(scores, len(cases), second_opinions)
    for loss in losses:
        print("lost", loss)
    return 1 if losses else 0


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


def _print(scores: dict[str, Score], feeds: int, second_opinions: int) -> None:
    slowest = statistics.mean(scores["feedparser"].milliseconds)
    print(f"{feeds} feeds\n")
    print(f"{'parser':18} {'CPU ms/feed':>12} {'of feedparser':>14} {'entries':>8} {'lost':>6} {'failed':>7}")
    for name, score in scores.items():
        mean = statistics.mean(score.milliseconds)
        print(f"{name:18} {mean:12.2f} {mean / slowest:14.1%} {score.found:8} {score.lost:6} {score.failed:7}")
    print(f"\nsecond opinion from feedparser: {second_opinions} of {feeds} feeds")


if __name__ == "__main__":
    sys.exit(main())
