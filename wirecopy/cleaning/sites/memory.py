"""A site's memory: what its pages repeat, and where on them the story stands. Plain data, bounded, with a JSON form.

    pages   the last few articles, by the fingerprints of their lines: what a new line is compared with
    lines   lines that stood on two different articles or more, with counts and dates
    places  how much of what stood at each place was the story, and how much of it recurred
    pins    what a person has decided of single lines
    taught  pages that a person has marked

Fingerprints stand for text until a line is met a second time, so that one visit to a page keeps none of its words.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from typing import Any, Literal

from wirecopy.cleaning.sites.lines import WIDTH

FORMAT = 1
"""Of the JSON form; a memory of another format is begun anew."""

MOST_PAGES, MOST_KNOWN = 16, 256
MOST_LINES, MOST_PLACES = 240, 160
MOST_PINS, MOST_TAUGHT = 200, 8
MOST_PAGE_LINES = 100
"""Lines of one page that are remembered."""
LONGEST_TEXT = 160
MOST_BYTES = 200_000
"""More than a full memory's JSON takes."""

Verdict = Literal["keep", "drop"]

_LETTERS = (15, 30, 60, 100, 160, 250, 400, 700, 1200)
_MIDDLES = (8, 22, 45, 80, 130, 200, 320, 550, 900, 1500)


@dataclass(slots=True)
class Line:
    """A line that recurs."""

    words: str
    """Fingerprint of its words alone."""
    articles: int
    """On how many different articles it stood."""
    kept: int
    """On how many of them the page alone would have kept it."""
    since: int
    """How many articles of the site had been learned from when it was first met."""
    first_seen: int
    last_seen: int
    """Seconds since 1970."""
    text: str
    """Its beginning; empty until it is met with the words at hand."""


@dataclass(slots=True)
class Place:
    """What stood at one place. The counts are of articles, and fade, so that what is new outweighs what is old."""

    seen: float = 0.0
    kept: float = 0.0
    """Sum of the shares of its letters that were the story's, by the pages alone."""
    compared: float = 0.0
    """Articles that could be compared with an earlier one."""
    repeated: float = 0.0
    """Sum of the shares of its letters that recurred then."""
    against: int = 0
    """Articles in a row that say the opposite of the rest."""
    last: int = 0
    """The number of the last article that had it."""


@dataclass(frozen=True, slots=True)
class Page:
    """An article whose lines are remembered."""

    key: str
    title: str
    number: int
    """It was the so-manieth article that the site was learned from."""
    at: int
    lines: dict[str, tuple[int, bool]]
    """Fingerprint to about how many letters, and whether the page alone keeps it."""


@dataclass(frozen=True, slots=True)
class Pin:
    """A person's word on a line."""

    verdict: Verdict
    text: str


@dataclass(frozen=True, slots=True)
class Taught:
    """A page that a person has marked: shares kept by place, and its lines that go against their place."""

    url: str
    at: int
    places: dict[str, tuple[int, int]]
    """Letters that belong and that do not, by place."""
    kept: dict[str, str]
    dropped: dict[str, str]
    """Fingerprint to text of the lines that belong, or do not, unlike most at their place."""


@dataclass(slots=True)
class Memory:
    """All that is remembered of one site. `learned` is the version of what it knows: see `learning`."""

    articles: int = 0
    learned: int = 0
    misfits: int = 0
    """Articles in a row whose story stood at places that held none before."""
    redesigned_at: int | None = None
    pages: list[Page] = field(default_factory=list)
    known: list[str] = field(default_factory=list)
    lines: dict[str, Line] = field(default_factory=dict)
    places: dict[str, Place] = field(default_factory=dict)
    pins: dict[str, Pin] = field(default_factory=dict)
    taught: dict[str, Taught] = field(default_factory=dict)

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing that could change a page's text."""
        return not (self.articles or self.pins or self.taught)

    def copy(self) -> Memory:
        """A memory that can be changed without this one changing."""
        return replace(
            self,
            pages=list(self.pages),
            known=list(self.known),
            lines={key: replace(line) for key, line in self.lines.items()},
            places={name: replace(place) for name, place in self.places.items()},
            pins=dict(self.pins),
            taught=dict(self.taught),
        )

    def to_json(self) -> dict[str, Any]:
        """Plain data for a JSON column or file; `from_json` reads it back."""
        return {
            "format": FORMAT,
            "articles": self.articles,
            "learned": self.learned,
            "misfits": self.misfits,
            "redesigned_at": self.redesigned_at,
            "pages": [[page.key, page.title, page.number, page.at, _packed(page.lines)] for page in self.pages],
            "known": "".join(self.known),
            "lines": {
                key: [x.words, x.articles, x.kept, x.since, x.first_seen, x.last_seen, x.text]
                for key, x in self.lines.items()
            },
            "places": {
                name: [
                    round(x.seen, 2),
                    round(x.kept, 2),
                    round(x.compared, 2),
                    round(x.repeated, 2),
                    x.against,
                    x.last,
                ]
                for name, x in self.places.items()
            },
            "pins": {key: [pin.verdict, pin.text] for key, pin in self.pins.items()},
            "taught": {
                key: [x.url, x.at, {name: list(pair) for name, pair in x.places.items()}, x.kept, x.dropped]
                for key, x in self.taught.items()
            },
        }


def from_json(value: dict[str, Any]) -> Memory:
    """The memory that `to_json` wrote; an empty one for {} and for what another format wrote or something damaged."""
    if value.get("format") != FORMAT:
        return Memory()
    try:
        return Memory(
            articles=int(value["articles"]),
            learned=int(value["learned"]),
            misfits=int(value["misfits"]),
            redesigned_at=value["redesigned_at"],
            pages=[Page(key, title, number, at, _lines(packed)) for key, title, number, at, packed in value["pages"]],
            known=list(_cut(value["known"], WIDTH)),
            lines={key: Line(*fields) for key, fields in value["lines"].items()},
            places={name: Place(*fields) for name, fields in value["places"].items()},
            pins={key: Pin(*fields) for key, fields in value["pins"].items()},
            taught={
                key: Taught(url, at, {name: (yes, no) for name, (yes, no) in places.items()}, dict(kept), dict(dropped))
                for key, (url, at, places, kept, dropped) in value["taught"].items()
            },
        )
    except (KeyError, TypeError, ValueError, AttributeError, IndexError):
        return Memory()


def seconds(moment: datetime) -> int:
    """A moment as a memory keeps it."""
    return int(moment.timestamp())


def moment_of(at: int) -> datetime:
    """The moment that a memory keeps as seconds."""
    return datetime.fromtimestamp(at, UTC)


def _packed(lines: dict[str, tuple[int, bool]]) -> str:
    """Lines as one text: each its fingerprint, a letter for its length, and a digit for whether it was kept."""
    return "".join(
        f"{key}{'abcdefghij'[sum(letters > bound for bound in _LETTERS)]}{int(kept)}"
        for key, (letters, kept) in lines.items()
    )


def _lines(packed: str) -> dict[str, tuple[int, bool]]:
    return {
        piece[:WIDTH]: (_MIDDLES["abcdefghij".index(piece[WIDTH])], piece[WIDTH + 1] == "1")
        for piece in _cut(packed, WIDTH + 2)
    }


def _cut(text: str, width: int) -> Iterator[str]:
    return (text[start : start + width] for start in range(0, len(text) - width + 1, width))
