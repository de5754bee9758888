"""Who wrote it: people's names, not the site's, not a job's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import Node, nodes_under, strings
from wirecopy.cleaning.paragraphs import plain_line
from wirecopy.cleaning.titles import folded

_METAS = """
    author article:author og:article:author dc.creator dcterms.creator dc.contributor parsely-author
    sailthru.author byl citation_author cxenseparse:author rnews:author vr:author article.author authors
""".split()
_BY = re.compile(
    r"""
    ^(?:(?:words|text|story|report(?:ed|ing)?|written|posted|published|interview|review)\s+)?
     (?:by|von|par|por|di|door|av|af|yazan|tekst|text|автор)\s*:?\s+
    | ^(?:more\s+about|read\s+more\s+about|view\s+all\s+posts\s+by|articles?\s+by)\s*:?\s+
    | ^(?:(?:the\s)?author|by|autor|auteur|autore|byline|von|автор|作者|記者|记者|文)(?:\s*[:：/]\s*|\s+(?=[A-ZÀ-Þ]))
    """,
    re.IGNORECASE | re.VERBOSE,
)
_BETWEEN = re.compile(
    r"\s*(?:;|\||、|，|•|·|/|\n|\s&\s|\s(?:and|und|et|y|e|och|og|en|ve|oraz|и|及|和)\s)\s*", re.IGNORECASE
)
_COMMAS = re.compile(r"\s*,\s*")
_TRAILING = re.compile(
    r"""
    \s*(?:
      [(\[<].*?[)\]>] | \s[|–—-]\s.* | \S+@\S+ | @\w+ | \s(?:in|for|at|aus|à|en|w)\s+[A-Z].*
    | \b\d{1,2}[./\ ]\d{1,2}[./\ ]\d{2,4}.*
    | ,?\s*\b(?:last\ updated|last\ modified|updated|published|posted|says|aktualisiert|reviewed\ by)\b.*
    | \s기자
    )\s*$
    """,
    re.IGNORECASE | re.VERBOSE,
)
_JOB = re.compile(
    r"\b(?:reporter|correspondent|editor|writer|staff|news ?desk|bureau|contribut\w+|columnist|redaktion|redaktör|"
    r"journalist\w*|redacci[oó]n|r[eé]daction|redazione|redactie|redakcja|redaksjon\w*|редакция|producer|photographer|"
    r"chief|director|manager|specialist|analyst|professor|founder|ceo|cto)\b",
    re.IGNORECASE,
)
_NOBODY = frozenset(
    """
    admin administrator author staff unknown none null anonymous editor editors root webmaster redaktion online
    newsroom newsdesk staffwriter staffreporter editorialstaff editorialteam editorialboard theeditors guest
    guestauthor guestcontributor user wordpress contributor contributors webdesk newsteam team press undefined
    default superuser redaction laredaction redaccion redazione redactie redakcja newsstaff stafftemplate
    """.split()
)
_LONGEST, _MOST = 60, 12
_MOST_WORDS = 6
_LONGEST_BYLINE = 80
_NAME_CLASS = re.compile(r"(?i)(?:author|byline)s?[_-]*(?:full)?[_-]*name|(?:^|\s)(?:vcard|posted-by)(?:\s|$)")
_AUTHOR_LINK = re.compile(
    r"(?i)/(?:authors?|autore?s?|auteurs?|autoren|profiles?|contributors?|journalists?|redakteure?)/[^/]|[?&]author="
)
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|autor|auteur|autore)s?(?:$|[\s_-])|(?:Author|Byline)(?:s|Link|Name)?(?:_|$|\s)"
)
_BY_NAME = re.compile(r"\s*(?:[Ww]ritten [Bb]y|By|Von|Par|Por)\s*:?\s+[A-ZÀ-Þ][\w’'.-]+ [A-ZÀ-Þ]")
_ELSEWHERE = re.compile(r"(?i)comment|related|recommend|teaser|sidebar|widget|menu|footer|testimonial|carousel|card")
# What stands where a name should: labels of links.
_LABEL = re.compile(
    r"(?i)\b(?:more|posts?|view|follow|share|subscribe|website|contact|bluesky|twitter|facebook|linkedin|instagram)\b"
)


def read_authors(evidence: Evidence, site_name: str | None) -> tuple[tuple[str, ...], str]:
    """Names in order, and their source (`json-ld`, `meta`, `markup`); ((), "") where there are none."""
    claims = (
        (_from_jsonld(evidence.article, evidence.nodes), "json-ld"),
        ((value for name in _METAS for value in evidence.metas.get(name, ())), "meta"),
        (_from_markup(evidence.tree), "markup"),
    )
    for bylines, source in claims:
        if names := people(bylines, site_name=site_name, url=evidence.url):
            return names, source
    return (), ""


def people(bylines: Iterable[str], *, site_name: str | None, url: str | None = None) -> tuple[str, ...]:
    """Names out of bylines, each once: without "By", addresses and jobs, and not the site itself or its staff.

    "Ann Berg and Bo Lind" and "Ann Berg, Bo Lind" are two; in "Ann Berg, chief reporter" the job goes.
    """
    site = folded(site_name or "")
    nobodies = {site, folded(_host_label(url)), *(f"{site}{end}" for end in ("staff", "team", "redaktion", "com"))}
    found: dict[str, str] = {}
    for byline in bylines:
        for name in _split(byline):
            key = folded(name)
            if key and key not in found and key not in _NOBODY and key not in nobodies:
                found[key] = name
    return tuple(found.values())[:_MOST]


def _split(byline: str) -> Iterator[str]:
    text = plain_line(byline)
    if not text or len(text) > 300 or "://" in text or text.startswith(("www.", "@", "{")):
        return
    text = _BY.sub("", text)
    for part in _BETWEEN.split(text):
        first, *rest = _COMMAS.split(part)
        for name in (first, *(other for other in rest if " " in other and not _JOB.search(other))):
            cleaned = _TRAILING.sub("", _BY.sub("", name)).strip(" -–—.,:|\"'")
            if _is_name(cleaned):
                yield cleaned


def _is_name(text: str) -> bool:
    return (
        1 < len(text) <= _LONGEST
        and len(text.split()) <= _MOST_WORDS
        and not any(letter.isdigit() for letter in text)
        and any(letter.isalpha() for letter in text)
        and not _LABEL.search(text)
    )


def _from_jsonld(article: Node, nodes: list[Node]) -> Iterator[str]:
    for name in ("author", "creator"):
        for node in nodes_under(article, name, nodes):
            if "name" in node:
                yield from strings(node.get("name"))
            elif "givenName" in node or "familyName" in node:
                yield " ".join(strings(node.get("givenName")) + strings(node.get("familyName")))


def _from_markup(tree: HtmlElement) -> Iterator[str]:
    """The first byline of the strongest kind, with those beside it.

    Short texts only, and none out of menus, teasers and comments.
    """
    ranks: list[list[HtmlElement]] = [[], [], [], [], []]
    for element in tree.iter("a", "span", "div", "p", "address", "li", "strong", "b", "em", "cite", "h3", "h4", "h5"):
        rank = _rank(element)
        if rank is not None and len(ranks[rank]) < _MOST and not _is_elsewhere(element):
            ranks[rank].append(element)
    for elements in ranks:
        if elements:
            beside = elements[0].getparent()
            yield from (_words(element) for element in elements if element.getparent() is beside)
            return


def _rank(element: HtmlElement) -> int | None:
    """How plainly an element says that it holds an author's name, 0 most; None where it does not."""
    if "author" in (element.get("rel") or "").split() or element.get("itemprop") == "author":
        rank = 0
    else:
        name = element.get("class") or ""
        if _NAME_CLASS.search(name):
            rank = 1
        elif element.tag == "a" and _AUTHOR_LINK.search(element.get("href") or ""):
            rank = 2
        elif _BYLINE_CLASS.search(name):
            rank = 3
        elif _BY_NAME.match(element.text or ""):
            rank = 4
        else:
            return None
    return rank if 0 < len(_words(element)) <= _LONGEST_BYLINE else None


def _is_elsewhere(element: HtmlElement) -> bool:
    return any(
        parent.tag in ("nav", "footer", "aside") or _ELSEWHERE.search(parent.get("class") or "")
        for parent in element.iterancestors()
        if parent.tag not in ("body", "html")
    )


def _words(element: HtmlElement) -> str:
    pieces: list[str] = []
    length = 0
    for run in element.itertext():
        pieces.append(run)
        length += len(run.strip())
        if length > _LONGEST_BYLINE:
            break
    return plain_line(" ".join(pieces))


def _host_label(url: str | None) -> str:
    try:
        host = urlsplit(url or "").hostname or ""
    except ValueError:
        return ""
    labels = host.removeprefix("www.").split(".")
    return labels[-2] if len(labels) > 1 else host
