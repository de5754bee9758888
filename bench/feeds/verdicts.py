"""Who is right where two parsers differ: rules, tried in order, each with its reason.

A rule looks at the difference and the document and at nothing else; what none explains is listed as unexplained, and is
ours to look into.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from bench.feeds.parity import Difference
from bench.feeds.readings import folded, html_text, same_but_for_escaping, same_text


@dataclass(frozen=True)
class Rule:
    """A kind of difference, who is right about it, and why."""

    name: str
    right: str
    """`ours`, `feedparser`, or `either` where the formats leave it open."""
    why: str
    applies: Callable[[Difference], bool]


def verdict(difference: Difference) -> Rule:
    """The first rule that explains a difference."""
    return next(rule for rule in RULES if rule.applies(difference))


def _is_web(link: Any) -> bool:
    return str(link).strip().lower().startswith(("http://", "https://"))


def _relative(found: Difference) -> bool:
    if found.name == "files":
        return all(not _is_web(file.url) for file in found.theirs) and not found.ours
    return found.name == "link" and bool(found.theirs) and not _is_web(found.theirs)


def _is_id(found: Difference) -> bool:
    ids = re.findall(rb"<(?:\w+:)?id[^>]*>\s*([^<]*?)\s*</", found.body)
    return found.name == "link" and not found.ours and str(found.theirs).encode() in ids


_DATES = ("published", "updated")


def _is_date(found: Difference) -> bool:
    return found.name in _DATES


def _fraction(found: Difference) -> bool:
    both = _is_date(found) and found.ours and found.theirs
    return bool(both) and 0 < (found.ours - found.theirs).total_seconds() < 1


def _role(found: Difference) -> bool:
    """The same moment stands in both, under another name."""
    one, other = found.our_entry, found.their_entry
    if not _is_date(found) or one is None or other is None:
        return False
    told = found.ours or found.theirs
    return (
        not (found.ours and found.theirs)
        and told in (one.published, one.updated)
        and (told in (other.published, other.updated))
    )


def _no_such_date(found: Difference) -> bool:
    return _is_date(found) and not found.ours and found.theirs.year < 1970


def _as_written(moment: datetime) -> re.Pattern[bytes]:
    return re.compile(rf"{moment.year}[/.]0?{moment.month}[/.]0?{moment.day}\b".encode())


def _swapped(found: Difference) -> bool:
    return _is_date(found) and bool(found.ours) and _as_written(found.ours).search(found.body) is not None


def _impossible_zone(found: Difference) -> bool:
    return _is_date(found) and re.search(rb"\d\d:\d\d [+-](?:1[5-9]|[2-9]\d)\d\d<", found.body) is not None


def _inherited(found: Difference) -> bool:
    return found.name == "authors" and bool(found.ours) and not found.theirs


def _more_authors(found: Difference) -> bool:
    return found.name == "authors" and {*map(folded, found.ours)} < {*map(folded, found.theirs)}


def _labels(found: Difference) -> bool:
    return found.name == "tags" and found.their_entry is not None and bool(found.their_entry.labels)


def _escaped(found: Difference) -> bool:
    if found.name == "tags":
        theirs = {folded(html_text(html_text(tag))) for tag in found.theirs}
        return {folded(tag) for tag in found.ours} == theirs
    return found.name in ("title", "summary", "text") and same_but_for_escaping(found.ours or "", found.theirs or "")


def _media(found: Difference) -> bool:
    return found.name == "files" and {file.url for file in found.ours} > {file.url for file in found.theirs}


def _copied(found: Difference) -> bool:
    entry = found.their_entry
    return found.name == "summary" and not found.ours and entry is not None and bool(entry.content or found.theirs)


def _shortened(found: Difference) -> bool:
    if found.name == "tags":
        return any(tag.endswith("…") for tag in found.ours)
    if found.name != "summary":
        return False
    ours, theirs = folded(found.ours or ""), folded(html_text(found.theirs or ""))
    return ours.endswith("…") and theirs.startswith(ours[:200])


def _acting(found: Difference) -> bool:
    """The text is in what was published, in an element or an attribute that is not shown."""
    if found.name != "text" or found.our_entry is None:
        return False
    published = found.our_entry.published_content
    if same_text(published, found.theirs):
        return True
    shown, told = folded(html_text(found.ours)), folded(html_text(found.theirs))
    # The words of what is shown stand in the other one, in their order, and the rest in elements that are not shown.
    return _is_within(shown, told) and re.search(_NOT_SHOWN, published) is not None


_NOT_SHOWN = re.compile(
    r"<(?:script|button|form|svg|math|noscript|video|audio|iframe|template|textarea|select|canvas|style|title)\b|data-[\w-]+=",
    re.I,
)


def _bare_code(found: Difference) -> bool:
    entry = found.our_entry
    return found.name == "text" and entry is not None and re.search(r"<\w+<", entry.published_content) is not None


def _lost_words(found: Difference) -> bool:
    return found.name == "text" and _is_within(folded(html_text(found.theirs)), folded(html_text(found.ours)))


def _is_within(shorter: str, longer: str) -> bool:
    """Whether nine tenths of one text's pieces of twenty letters stand in another."""
    pieces = [shorter[at : at + 20] for at in range(0, len(shorter), 20)]
    return len(shorter) <= len(longer) and sum(piece in longer for piece in pieces) >= 0.9 * len(pieces)


def _vocabulary(found: Difference) -> bool:
    """Both are in the document, theirs in an element of another vocabulary."""
    if not (found.ours and found.theirs) or found.name not in ("title", "text", "summary", *_DATES):
        return False
    told = found.theirs.date().isoformat() if found.name in _DATES else found.theirs
    words = max(re.findall(r"[\w :-]+", html_text(told)), key=len, default="").encode()
    element = rb"<(?:dc|dcterms|media|itunes):[^>]*>(?:[^<]|<!\[CDATA\[){0,400}?"
    return bool(words) and re.search(element + re.escape(words), found.body) is not None


def _nested(found: Difference) -> bool:
    """feedparser lost an entry's element to the feed, or to nowhere, after an element that it does not know."""
    if found.place == "feed":
        title = re.search(rb"<title[^>]*>([^<]*)<", found.body)
        return found.name == "title" and title is not None and title[1].decode("utf-8", "replace").strip() == found.ours
    return not found.theirs


def _references(found: Difference) -> bool:
    return found.name == "summary" and re.search(r"&(?:quot|amp|lt|gt|nbsp)(?!;)", found.theirs or "") is not None


RULES = (
    Rule("relative link", "ours", "what is no http(s) address, and has no base, can't be followed", _relative),
    Rule("id taken for a link", "ours", "an Atom id names and leads nowhere (RFC 4287, 4.2.6)", _is_id),
    Rule(
        "no language tag", "ours", "a language is a BCP 47 tag: `en_US` is en-US, other words are none",
        lambda found: found.name == "language",
    ),
    Rule("id resolved", "ours", "an id is compared letter by letter, never resolved", lambda found: found.name == "id"),
    Rule("fraction of a second", "ours", "feedparser drops it; both name one second", _fraction),
    Rule("role of a date", "either", "dc:date has no role: published here, updated in feedparser", _role),
    Rule("year before 1970", "ours", "year 1 is how databases write that there is no date", _no_such_date),
    Rule("year/month/day", "ours", "feedparser reads month and day the wrong way round, or gives no time", _swapped),
    Rule("impossible zone", "ours", "no zone is 30 hours off; the time is taken as UTC", _impossible_zone),
    Rule("author of the feed", "ours", "entries without an author have the feed's (RFC 4287, 4.2.1)", _inherited),
    Rule("one author, told twice", "either", "of dc:creator, author, itunes:author ours is the first", _more_authors),
    Rule("label of a tag", "either", "ours is the label, which is for people to read; feedparser keeps both", _labels),
    Rule("Media RSS file", "ours", "media:content is a file too; feedparser has it in another field", _media),
    Rule("summary copied", "ours", "the feed has none: feedparser gives the content again, or pictures", _copied),
    Rule("cut", "either", "a summary ends after 5,000 letters, a tag after 200; the content is whole", _shortened),
    Rule("escaped twice", "ours", "what was escaped once too often is read as it was meant", _escaped),
    Rule("reference without its end", "either", "`&quot` without a semicolon stays, as in addresses", _references),
    Rule("element that is not shown", "ours", "buttons, formulas told twice, film fallbacks, attributes", _acting),
    Rule("words lost", "ours", "feedparser's sanitizer loses words on markup that it reads as broken", _lost_words),
    Rule("code as markup", "either", "`Vec<Vec<u8>>` in what is read as HTML: as browsers show it", _bare_code),
    Rule("own element first", "ours", "title over dc:title, content over descriptions of media", _vocabulary),
    Rule("nested elsewhere", "ours", "feedparser gives an entry's words to the feed, or loses them", _nested),
    Rule("unexplained", "feedparser", "no rule explains it: presumed to be our fault", lambda _: True),
)  # fmt: skip
