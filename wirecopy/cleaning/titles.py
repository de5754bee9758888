"""The headline, without the site's name behind it."""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable
from urllib.parse import urlsplit

from lxml.etree import iterwalk
from lxml.html import HtmlElement

from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import first_string, strings
from wirecopy.cleaning.paragraphs import plain_line

# The last is a letter of Korean that is written like a bar.
_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|»ㅣ]\s*|_")
# Where a site's name may end whose pages bear it before the headline.
_PARTS = re.compile(r"\s+[|\-–—·•»«:/]+\s+|:\s+|\s*[|»ㅣ]\s*")
_BARS = re.compile(r"\s+[|ㅣ»]\s+")
_TAIL = re.compile(r"\s*[|\-–—·•»«:ㅣ]\s*\S")
_LEAD_IN = re.compile(r"[:|–—-]\s*$|[\"”“»«’']\s*:?\s*$")
_LONGEST = 500
_LONGEST_TAIL = 60
# A part of a headline that is long enough to be one.
_LEAST_LETTERS = 12
_LEAST_KICKER = 4
# What stands in one element with the headline and is not part of it.
_KICKER = re.compile(
    r"(?i)(?:top|over|roof|eyebrow|pre|kicker)[-_]?(?:line|title|head)|kicker|dachzeile|spitzmarke|eyebrow|topic|"
    r"label|badge|category|offscreen|a11y|sr-only|visually-?hidden|screen-?reader|permalink|anchor"
)
_HEADINGS, _LOWER_HEADINGS = 5, 40
_BLOCKS = frozenset(("br", "div", "p", "small", "time", "li"))


def read_title(evidence: Evidence, site_name: str | None) -> tuple[str, str]:
    """The headline and its source (`json-ld`, `opengraph`, `h1`, `html-title`), ("", "") where there is none.

    Newsrooms' systems write the headline into their NewsArticle, so that comes first, without a kicker that other
    witnesses leave out. Elsewhere JSON-LD and OpenGraph are written for search engines, and what readers see decides:
    an <h1> that another witness confirms, or the only one. The <title>, without the site's name, is the last resort.
    """
    host = _host(evidence.url)
    elements = evidence.all("h1")[:_HEADINGS]
    whole_and_bare = [_texts(element) for element in elements if not _links_home(element, host)]
    # The whole of each first: a kicker is only left out where nobody else has it.
    headings = list(dict.fromkeys(texts[number] for number in (0, 1) for texts in whole_and_bare if texts[number:]))
    others = {heading for heading in headings if _is_site(heading, site_name, host)}
    headings = [heading for heading in headings if heading not in others]
    whole = [texts[0] for texts in whole_and_bare if texts and texts[0] not in others]
    headline, shared, window = (
        without_site(html.unescape(text)[:_LONGEST], site_name, host)
        for text in (
            first_string(evidence.article, "headline", "name"),
            evidence.meta("og:title", "twitter:title", "parsely-title", "sailthru.title"),
            evidence.window_title,
        )
    )
    known = [title for title in (headline, *headings) if title]
    shared, window = _without_tail(shared, known), _without_tail(window, [*known, shared])
    if headline and any(name.endswith("NewsArticle") for name in strings(evidence.article.get("@type"))):
        return _of_newsroom(evidence, headline, shared, window, whole)
    if not shared and not headings and (part := _part_in_heading(evidence, window)):
        return part, "html-title"
    shared, window = _between_bars(shared), _between_bars(window)
    best = shared or window
    social = folded(shared)
    for heading in sorted(headings, key=lambda heading: folded(heading) != social):
        if len(social) >= _LEAST_LETTERS and _is_behind_kicker(shared, heading):
            return shared, "opengraph"
        if any(_confirms(other, heading) for other in (headline, shared, window)):
            return _between_bars(heading), "h1"
    if shared and _is_lower_heading(evidence, shared):
        return shared, "opengraph"
    # One word or two are a section's name where another witness has a sentence.
    if len(whole) == len(elements) == 1 and not (_is_label(whole[0]) and best and not _is_label(best)):
        return _between_bars(headings[0]), "h1"
    for title, source in ((headline, "json-ld"), (shared, "opengraph"), (window, "html-title")):
        if title:
            return title, source
    return (headings[0], "h1") if headings else ("", "")


def without_site(title: str, site_name: str | None, host: str) -> str:
    """The title without a last or first part that is the site's name or host: `Rain ahead | The Bay Post`."""
    while parts := list(_SEPARATOR.finditer(title)):
        last, first = title[parts[-1].end() :], title[: parts[0].start()]
        if parts[-1].start() and _is_site(last, site_name, host):
            title = title[: parts[-1].start()].rstrip()
        elif title[parts[0].end() :] and _is_site(first, site_name, host):
            title = title[parts[0].end() :].lstrip()
        else:
            break
    return title


_NO_LETTERS = bytes(code for code in range(128) if not chr(code).isalnum())


def folded(text: str) -> str:
    """Letters and digits only, without case and accents: what two headlines are compared by."""
    if text.isascii():
        return text.lower().encode().translate(None, _NO_LETTERS).decode()
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())


def _of_newsroom(evidence: Evidence, headline: str, shared: str, window: str, headings: list[str]) -> tuple[str, str]:
    """The headline of a NewsArticle, unless the page itself bears another."""
    ours, social, seen = folded(headline), folded(shared), {folded(heading): heading for heading in headings}
    for title, source in ((shared, "opengraph"), *((heading, "h1") for heading in headings)):
        # "New Leipzig school: Judy Lybke, not at all peculiar", where the page says only the latter.
        if (
            len(folded(title)) >= _LEAST_LETTERS
            and headline.endswith(title)
            and _LEAD_IN.search(headline[: -len(title)])
        ):
            return title, source
    for title, source in ((shared, "opengraph"), *((heading, "h1") for heading in headings)):
        if _is_cut(headline, title):
            return title, source
    if social != ours and social in seen and folded(window) != social:
        return shared, "opengraph"
    # Some show the line for search engines in small print as their <h1>, and the headline below it.
    if social != ours and ours in seen and _is_lower_heading(evidence, shared):
        return shared, "opengraph"
    return headline, "json-ld"


def _is_cut(headline: str, title: str) -> bool:
    """Whether a headline is only the beginning of another, as where it must not be longer than search engines ask."""
    beginning = headline.rstrip(" .…")
    is_short = beginning != headline.rstrip(" ") and headline.rstrip().endswith(("...", "…"))
    return len(title) > len(headline) and title.startswith(beginning) and (is_short or 100 <= len(headline) <= 112)


def _is_lower_heading(evidence: Evidence, title: str) -> bool:
    """Whether an <h2> or <h3> of the page is exactly this."""
    wanted = folded(title)
    if len(wanted) < _LEAST_LETTERS:
        return False
    lower = [*evidence.all("h2")[:_LOWER_HEADINGS], *evidence.all("h3")[:_LOWER_HEADINGS]]
    return any(folded(text) == wanted for heading in lower for text in _texts(heading))


def _is_behind_kicker(title: str, heading: str) -> bool:
    """Whether a heading is a title with a kicker before it that nothing marks: "Tunisia A new government"."""
    kicker = heading.removesuffix(f" {title}").rstrip()
    return kicker != heading and len(kicker) >= _LEAST_KICKER and kicker[-1].isalnum()


def _part_in_heading(evidence: Evidence, window: str) -> str:
    """The part of the window's title that an <h2> of the page is, where the rest is the name of a site that nobody
    tells: "Four Years » Archive » Interning of integers"."""
    parts = {folded(part): part.strip() for part in _PARTS.split(window)}
    for heading in evidence.all("h2")[:_HEADINGS]:
        for text in _texts(heading):
            key = folded(text)
            if len(key) >= _LEAST_LETTERS and len(parts) > 1 and key in parts:
                return parts[key]
    return ""


def _confirms(other: str, heading: str) -> bool:
    """Whether another witness has a heading whole, and not only as one word of its own."""
    part, whole = folded(heading), folded(other)
    return part in whole and (len(part) * 3 >= len(whole) or not _is_label(heading))


def _is_label(text: str) -> bool:
    return len(text.split()) < 3 and len(folded(text)) < 2 * _LEAST_LETTERS


def _between_bars(title: str) -> str:
    """Of parts with bars between them the first that is long enough to be a headline, else the longest."""
    parts = _BARS.split(title)
    return next((part for part in parts if len(folded(part)) >= _LEAST_LETTERS), max(parts, key=len))


def _links_home(heading: HtmlElement, host: str) -> bool:
    """Whether a heading is a link to the site's front page."""
    for link in heading.iter("a"):
        address = (link.get("href") or "").strip().lower().split("?")[0]
        root = re.sub(r"^(?:https?:)?//", "", address).rstrip("/")
        return address == "/" or (bool(host) and root.removeprefix("www.") == host.removeprefix("www."))
    return False


def _without_tail(title: str, others: Iterable[str]) -> str:
    """A title without what stands behind another witness's whole title: `Rain ahead - Politics | Bay Post`."""
    for other in others:
        tail = title[len(other) :]
        if (
            len(other) >= _LEAST_LETTERS
            and len(tail) <= _LONGEST_TAIL
            and title.startswith(other)
            and _TAIL.match(tail)
        ):
            return other
    return title


def _is_site(text: str, site_name: str | None, host: str) -> bool:
    squeezed = folded(text).removeprefix("the")
    if not squeezed:
        return False
    labels = host.removeprefix("www.").split(".")
    names = {folded(site_name or "").removeprefix("the"), folded(host), folded(host.removeprefix("www."))}
    names |= {folded(label).removeprefix("the") for label in labels[:-1] if len(label) > 3}
    return squeezed in names


def _texts(heading: HtmlElement) -> list[str]:
    """The text of a heading, and where it holds a kicker the text without that too; the whole first."""
    whole: list[str] = []
    bare: list[str] = []
    for event, element in iterwalk(heading, events=("start", "end")):
        text = element.text if event == "start" else element.tail if element is not heading else None
        if text and isinstance(element.tag, str):
            # Spans in a row part a kicker from its headline, but not a word from its colon.
            parts = (element.tag in _BLOCKS or element.get("class")) and text.lstrip()[:1] not in ":,.;!?"
            whole.append(f" {text}" if parts else text)
            # What stands behind a kicker is part of what holds that.
            inside = element if event == "start" else element.getparent()
            if inside is heading or not _is_kicker(inside, heading):
                bare.append(whole[-1])
        if len(whole) > _LONGEST:
            break
    found = [plain_line("".join(whole)), plain_line("".join(bare)).strip(" -–—:|")]
    return [text for text in dict.fromkeys(found) if 0 < len(text) <= _LONGEST]


def _is_kicker(element: HtmlElement, heading: HtmlElement) -> bool:
    while element is not heading:
        if element.tag == "time" or _KICKER.search(element.get("class") or ""):
            return True
        parent = element.getparent()
        if parent is None:
            return False
        element = parent
    return False


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""
