"""How metadata is compared: titles, days, authors, pictures.

Only what the gold knows of a page is judged. A title is right when it is equal after NFKC, straight quotes, single
spaces and lower case; its similarity is that of the letters. A day is right in the gold's own zone. Authors: F1 over
the sets of all pages, without accents and "by". A picture is right when it has the gold's file name: sites show one
picture in many sizes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from difflib import SequenceMatcher
from typing import Any, NamedTuple
from urllib.parse import unquote, urlsplit

_BETWEEN_NAMES = re.compile(r"\s*(?:,|;|&|\band\b)\s*")
_DAY = re.compile(r"\s*(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
_QUOTES = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"'})
_SIZE = re.compile(r"[-_]?(?:\d{2,4}x\d{2,4}|w?\d{2,4}w?|scaled)$")
_ENDING = re.compile(r"\.(?:jpe?g|png|webp|gif|avif|jpe)\b.*$")


class Described(NamedTuple):
    """What a system says of a page; a day without a time is a string. None: it has no such field."""

    title: str | None = None
    published: datetime | str | None = None
    authors: tuple[str, ...] | None = None
    image: str | None = None


class Marks(NamedTuple):
    """How one page's metadata was judged; None where the gold is silent."""

    title: bool | None
    similarity: float | None
    day: bool | None
    authors: tuple[int, int, int] | None
    """Names in common, given, wanted."""
    image: bool | None


class MetadataScore(NamedTuple):
    """Shares that are right, the mean similarity of titles, F1 of authors; None where nothing was asked."""

    title: float | None
    similarity: float | None
    day: float | None
    authors: float | None
    image: float | None


def marks(page: Mapping[str, Any], described: Described) -> Marks:
    """Judge one page."""
    title = similarity = day = authors = image = None
    if page.get("gold_title"):
        gold, given = title_key(page["gold_title"]), title_key(described.title or "")
        title = gold == given
        similarity = SequenceMatcher(None, gold, given, autojunk=False).ratio()
    if page.get("gold_date") and (gold_day := full_day(str(page["gold_date"]))):
        day = is_same_day(gold_day, described.published)
    if page.get("gold_authors"):
        wanted = {name_key(name) for byline in _bylines(page["gold_authors"]) for name in split_names(byline)}
        named = {name_key(name) for name in described.authors or ()} - {""}
        authors = len(wanted & named), len(named), len(wanted)
    if page.get("gold_image"):
        image = bool(described.image) and picture_key(described.image or "") == picture_key(page["gold_image"])
    return Marks(title, similarity, day, authors, image)


def metadata_score(all_marks: Iterable[Marks]) -> MetadataScore:
    """Put the marks of many pages together."""
    judged = list(all_marks)
    names = [mark.authors for mark in judged if mark.authors is not None]
    shared, given, wanted = (sum(column) for column in zip(*names, strict=True)) if names else (0, 0, 0)
    return MetadataScore(
        _mean([mark.title for mark in judged if mark.title is not None]),
        _mean([mark.similarity for mark in judged if mark.similarity is not None]),
        _mean([mark.day for mark in judged if mark.day is not None]),
        2 * shared / (given + wanted) if names else None,
        _mean([mark.image for mark in judged if mark.image is not None]),
    )


def _mean(values: Sequence[float]) -> float | None:
    return sum(values) / len(values) if values else None


def title_key(title: str) -> str:
    """NFKC, straight quotes, single spaces, lower case."""
    return " ".join(unicodedata.normalize("NFKC", title).translate(_QUOTES).split()).lower()


def name_key(name: str) -> str:
    """A name without accents, case and "by"."""
    letters = "".join(c for c in unicodedata.normalize("NFKD", name) if not unicodedata.combining(c))
    return re.sub(r"^by\s+", "", " ".join(letters.lower().split()))


def _bylines(gold: Iterable[str | list[str]]) -> Iterator[str]:
    for byline in gold:
        yield from [byline] if isinstance(byline, str) else byline


def split_names(byline: str) -> list[str]:
    """The names of a byline that is one string."""
    return [name for name in _BETWEEN_NAMES.split(byline) if name]


def full_day(gold: str) -> str | None:
    """A gold date in ISO 8601, whose month and day may have been given with one digit; None where it is no full day."""
    if (match := _DAY.match(gold)) is None:
        return None
    day = f"{match[1]}-{int(match[2]):02}-{int(match[3]):02}{gold[match.end() :].rstrip()}"
    try:
        datetime.fromisoformat(day)
    except ValueError:
        return None
    return day


def is_same_day(gold: str, published: datetime | str | None) -> bool:
    """Whether both are on one calendar day, in the gold's own zone."""
    zone = datetime.fromisoformat(gold).tzinfo
    if isinstance(published, datetime):
        published = (published.astimezone(zone) if published.tzinfo else published).strftime("%Y-%m-%d")
    return (published or "")[:10] == gold[:10]


def picture_key(url: str) -> str:
    """The file's name without its ending and size."""
    try:
        path = unquote(unquote(urlsplit(url).path)).rstrip("/").lower()
    except ValueError:
        return url
    return _SIZE.sub("", _ENDING.sub("", path.rpartition("/")[2]))
