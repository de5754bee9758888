"""The headline, without the site's name behind it."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import urlsplit

from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import first_string, strings
from wirecopy.cleaning.paragraphs import plain_line

_SEPARATOR = re.compile(r"\s+[|\-–—·•»«:/]+\s+|\s*[|»]\s*|_")
_LONGEST = 500


def read_title(evidence: Evidence, site_name: str | None) -> tuple[str, str]:
    """The headline and its source (`json-ld`, `opengraph`, `h1`, `html-title`), ("", "") where there is none.

    Newsrooms' systems write the headline into their NewsArticle, so that comes first. Elsewhere JSON-LD and OpenGraph
    are written for search engines, and what readers see decides: an <h1> that another witness confirms, or the only
    one. The <title>, without the site's name, is the last resort.
    """
    headings = _headings(evidence)
    host = _host(evidence.url)
    headline, shared, window = (
        without_site(text[:_LONGEST], site_name, host)
        for text in (
            first_string(evidence.article, "headline", "name"),
            evidence.meta("og:title", "twitter:title", "parsely-title", "sailthru.title"),
            evidence.window_title,
        )
    )
    if headline and any(name.endswith("NewsArticle") for name in strings(evidence.article.get("@type"))):
        return headline, "json-ld"
    others = [heading for heading in headings if _is_site(heading, site_name, host)]
    headings = [heading for heading in headings if heading not in others]
    for heading in headings:
        if any(folded(heading) in folded(other) for other in (headline, shared, window)):
            return heading, "h1"
    if len(headings) == 1 and not others:
        return headings[0], "h1"
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


def folded(text: str) -> str:
    """Letters and digits only, without case and accents: what two headlines are compared by."""
    decomposed = unicodedata.normalize("NFKD", text).casefold()
    return "".join(letter for letter in decomposed if letter.isalnum())


def _is_site(text: str, site_name: str | None, host: str) -> bool:
    squeezed = folded(text).removeprefix("the")
    if not squeezed:
        return False
    labels = host.removeprefix("www.").split(".")
    names = {folded(site_name or "").removeprefix("the"), folded(host), folded(host.removeprefix("www."))}
    names |= {folded(label).removeprefix("the") for label in labels[:-1] if len(label) > 3}
    return squeezed in names


def _headings(evidence: Evidence) -> list[str]:
    found: list[str] = []
    for element in evidence.all("h1"):
        text = plain_line(" ".join(element.itertext()))
        if 0 < len(text) <= _LONGEST and text not in found:
            found.append(text)
        if len(found) == 5:
            break
    return found


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").lower()
    except ValueError:
        return ""
