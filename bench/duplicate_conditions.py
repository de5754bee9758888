"""The development stream under other conditions than its own: what a feed may lack, other scripts, other pages.

Each condition changes every article alike and leaves the gold groups as they are. Nothing is trained on these.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from datetime import datetime
from functools import cache
from zlib import crc32

from bench.wirebench import Line
from wirecopy.records.plain import plain_draft

_WORD = re.compile(r"[^\W\d_]+")
_LEAST_WORDS = 40
_FIRST_HAN, _HAN = 0x4E00, 2500


def without_dates(line: Line) -> Line:
    """No article has a date."""
    return _remade(line, published_at=None)


def without_urls(line: Line) -> Line:
    """No article has an address, so no host either."""
    return _remade(line, url=None)


def without_titles(line: Line) -> Line:
    """No article has a headline."""
    return _remade(line, title="")


def bare_texts(line: Line) -> Line:
    """Nothing but the text: no date, no address, no headline."""
    return _remade(line, url=None, title="", published_at=None)


def cut_short(line: Line) -> Line:
    """Each text ends in its middle, as behind a paywall."""
    words = re.findall(r"\S+\s*", line.draft.text)
    return _remade(line, text="".join(words[: max(_LEAST_WORDS, len(words) // 2)]).rstrip())


def without_case(line: Line) -> Line:
    """No capital letters, as in scripts that have none: names are not to be told from words."""
    return _remade(line, title=line.draft.title.lower(), text=line.draft.text.lower())


def without_spaces(line: Line) -> Line:
    """A cipher into Han letters, one or two for a word, nothing between them: numbers and full stops stay."""
    return _remade(line, title=_ciphered(line.draft.title), text=_ciphered(line.draft.text))


def with_boilerplate(line: Line) -> Line:
    """Below each text stands its outlet's appeal of some ninety words; there are twelve, so hundreds share each."""
    return _remade(line, text=f"{line.draft.text}\n\n{_appeal(crc32(line.draft.source.host.encode()) % 12)}")


CONDITIONS: dict[str, Callable[[Line], Line]] = {
    "without dates": without_dates,
    "without addresses": without_urls,
    "without headlines": without_titles,
    "nothing but texts": bare_texts,
    "cut in half": cut_short,
    "without capitals": without_case,
    "Han, without spaces": without_spaces,
    "with mass boilerplate": with_boilerplate,
}


def _remade(line: Line, **changes: str | datetime | None) -> Line:
    given: dict[str, str | datetime | None] = {
        "url": line.draft.url or None,
        "title": line.draft.title,
        "text": line.draft.text,
        "published_at": line.draft.published_at,
        **changes,
    }
    return line._replace(draft=plain_draft(**given))  # type: ignore[arg-type]  # as in plain_draft


def _ciphered(text: str) -> str:
    words = _WORD.sub(lambda match: _han(match[0].lower()), text)
    return re.sub(r"(?<=[^\d\s]) +| +(?=[^\d\s])", "", words)


@cache
def _han(word: str) -> str:
    number = crc32(word.encode())
    first = chr(_FIRST_HAN + number % _HAN)
    return first if len(word) < 4 else first + chr(_FIRST_HAN + number // _HAN % _HAN)


@cache
def _appeal(outlet: int) -> str:
    chance = random.Random(outlet)
    words = (
        "support our newsroom today sign up for the morning letter follow us on every channel and tell your friends "
        "about local reporting that readers pay for with a small gift each month because independent journalism "
        "needs subscribers who care rights reserved this material may not be published broadcast or rewritten"
    ).split()
    return " ".join(chance.choice(words) for _ in range(90)).capitalize() + "."
