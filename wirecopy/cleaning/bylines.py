"""Who wrote it: people's names, not the site's, not a job's."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice
from urllib.parse import urlsplit

from lxml.html import HtmlElement

from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.jsonld import Node, first_string, nodes_under, strings
from wirecopy.cleaning.marks import is_elsewhere, words_of
from wirecopy.cleaning.names import MOST_NAMES, is_organisation, looks_like_person, names_in
from wirecopy.cleaning.titles import folded

_METAS = """
    author article:author og:article:author article:byline dc.creator dc:creator dcterms.creator dc.contributor
    parsely-author sailthru.author byl citation_author cxenseparse:author rnews:author vr:author article.author authors
    articleauthor article-author article_author twitter:misc:written
""".split()
# `twitter:label1` says what `twitter:data1` is.
_WRITTEN_BY = re.compile(
    r"(?i)(?:written|words|interview|story|posted)\s+by|by|authors?|verfasst\s+von|geschrieben\s+von|autor(?:in)?|"
    r"écrit\s+par|auteur|escrito\s+por|escrita?\s+por|scritto\s+da|autore|geschreven\s+door|skr[ie]v[ei]t?n?\s+a[vf]|"
    r"napisan[eya]\s+przez|yazan|yazar|автор|написано|作者|著者|執筆者?|글쓴이|작성자|كتبه|بواسطة"
)
_NAME_CLASS = re.compile(
    r"(?i)(?:author|byline)s?[_-]*(?:full)?[_-]*name|(?:^|\s)(?:vcard|posted-by|fn|person-(?:link|name))(?:\s|$)"
)
_BYLINE_CLASS = re.compile(
    r"(?:^|[\s_-])(?:by-?line|author|autor|auteur|autore|writer|reporter)s?(?:$|[\s_-]|-?\d)|"
    r"(?:Author|Byline)(?:s|Link|Name)?(?:_|$|\s)"
)
# Parts of an author's box that are not the name.
_NOT_NAME_CLASS = re.compile(
    r"(?i)desc|bio\b|about|avatar|image|photo|pic\b|role\b|\bjob\b|social|position|count|intro|text-"
)
# Who had another part in it than writing.
_OTHER_ROLE = re.compile(
    r"(?i)\b(?:review|fact[\s-]?check|verif|edit|photo|foto|illustrat|translat|geprüft|übersetz)\S*(?:\s+\w+)?\s*:?\s*$"
)
# What is written behind a site's name for those who write there, or for the firm.
_OF_THE_SITE = ("staff", "team", "redaktion", "com", "online", "editors", "ltd", "inc", "llc", "gmbh", "ag", "ev")
_LONGEST_BYLINE, _MOST_BESIDE = 90, 200


def read_authors(evidence: Evidence, site_name: str | None) -> tuple[tuple[str, ...], str]:
    """Names in order, and their source (`json-ld`, `meta`, `microdata`, `markup`); ((), "") where there are none."""
    sites = [site_name or "", *(first_string(node, "name") for node in _publishers(evidence))]
    for bylines, source in _claims(evidence):
        names = people(bylines, site_name=site_name, url=evidence.url, sites=sites)
        if source == "markup":  # where a word that stands in a name's place must look like one
            names = tuple(name for name in names if looks_like_person(name))
        if names:
            return names, source
    return (), ""


def people(
    bylines: Iterable[str | Node], *, site_name: str | None, url: str | None = None, sites: Iterable[str] = ()
) -> tuple[str, ...]:
    """Names out of bylines, each once: without "By", addresses and jobs, and not the site itself or its staff.

    "Ann Berg and Bo Lind" and "Ann Berg, Bo Lind" are two; in "Ann Berg, chief reporter" the job goes. Agencies are
    named like people. A byline may be a JSON-LD node: a Person stays who is called like the site, as in many a blog.
    """
    site = folded(site_name or "")
    host, label = _host(url), folded(_host_label(url))
    nobodies = {site, *map(folded, sites)} - {""}
    nobodies |= {f"{name}{end}" for name in [*nobodies, label] for end in _OF_THE_SITE}
    found: dict[str, str] = {}
    for byline in bylines:
        said = _name_of(byline) if isinstance(byline, dict) else byline
        is_person = isinstance(byline, dict) and any(kind.lower() == "person" for kind in strings(byline.get("@type")))
        # Of a person: "Ann Berg, professor of law, baypost.example".
        if is_person and host and host in said.lower():
            said = ",".join(part for part in said.split(",") if host not in part.lower())
        # "Deutsche Welle (www.dw.com)", "Morgan & Morgan" of a firm of that name.
        if not is_person and ((host and host in said.lower()) or folded(said) in nobodies):
            continue
        for name in names_in(said):
            key = folded(name)
            may_be_site = not (is_person and " " in name and not is_organisation(name))
            if not key or key in found or (may_be_site and key in nobodies):
                continue
            # Of a host's name only a single word is the site's; `annberg.example` is Ann Berg's.
            if key == label and (" " not in name or not site) and may_be_site:
                continue
            if may_be_site and _is_station(name, label, site):
                continue
            found[key] = name
    return tuple(found.values())[:MOST_NAMES]


def _claims(evidence: Evidence) -> Iterator[tuple[Iterable[str | Node], str]]:
    for name in ("author", "creator"):
        yield nodes_under(evidence.article, name, evidence.nodes), "json-ld"
    for name in _METAS:
        if values := evidence.metas.get(name):
            yield values, "meta"
    for number in "123":
        if _WRITTEN_BY.fullmatch(evidence.meta(f"twitter:label{number}")):
            yield [evidence.meta(f"twitter:data{number}")], "meta"
    for node in evidence.nodes:
        if any(kind.endswith("Page") for kind in strings(node.get("@type"))):
            yield nodes_under(node, "author", evidence.nodes), "json-ld"
    yield from _in_markup(evidence)


def _in_markup(evidence: Evidence) -> Iterator[tuple[Iterable[str | Node], str]]:
    for group in _groups(_stated(evidence)):
        yield [_property_name(element) for element in group], "microdata"
    for elements in _ranks(evidence):
        for group in _groups(elements):
            yield [_names_inside(element) for element in group], "markup"
    around = evidence.around_headline
    for element in evidence.marks.labels:
        if not is_elsewhere(element, around):
            yield [_behind(element)], "markup"
    for element in evidence.marks.spoken:
        if not is_elsewhere(element, around):
            yield [words_of(element, _LONGEST_BYLINE)], "markup"


def _stated(evidence: Evidence) -> list[HtmlElement]:
    around = evidence.around_headline
    properties = evidence.marks.properties
    return [e for name in ("author", "creator") for e in properties.get(name, ()) if not is_elsewhere(e, around)]


def _ranks(evidence: Evidence) -> list[list[HtmlElement]]:
    """The elements that may name an author, by how plainly they say so."""
    ranks: list[list[HtmlElement]] = [[], [], [], []]
    around = evidence.around_headline
    for element in evidence.marks.authors:
        rank = _rank(element)
        if rank is None or not 0 < len(words_of(element, _LONGEST_BYLINE)) <= _LONGEST_BYLINE:
            continue
        if not is_elsewhere(element, around) and not _OTHER_ROLE.search(_before(element)):
            ranks[rank].append(element)
    return ranks


def _rank(element: HtmlElement) -> int | None:
    if "author" in (element.get("rel") or "").lower().split():
        return 0
    name = element.get("class") or ""
    if _NOT_NAME_CLASS.search(name):
        return None
    if _NAME_CLASS.search(name):
        return 1
    if element.tag == "a":
        return 2
    return 3 if _BYLINE_CLASS.search(name) else None


def _before(element: HtmlElement) -> str:
    """The words directly before an element, in its own parent."""
    previous = element.getprevious()
    if previous is not None:
        return (previous.tail or "")[-40:]
    parent = element.getparent()
    return "" if parent is None else (parent.text or "")[-40:]


def _groups(elements: list[HtmlElement]) -> Iterator[list[HtmlElement]]:
    """Elements that stand beside one another, in one parent or in one short list, are one byline."""
    waiting = elements
    while waiting:
        parent = waiting[0].getparent()
        above = parent.getparent() if parent is not None else None
        is_list = above is not None and len(words_of(above, _MOST_BESIDE)) <= _MOST_BESIDE
        group: list[HtmlElement] = []
        rest: list[HtmlElement] = []
        for element in waiting:
            beside = element.getparent()
            is_beside = beside is parent or (is_list and beside is not None and beside.getparent() is above)
            (group if is_beside else rest).append(element)
        yield group
        waiting = rest


def _names_inside(element: HtmlElement) -> str:
    """The words of an element, with a mark between those of its links or items: each of several is a name."""
    for tag in ("li", "a"):
        if len(parts := list(islice(element.iter(tag), MOST_NAMES))) > 1:
            return "; ".join(words_of(part, _LONGEST_BYLINE) for part in parts)
    return words_of(element, _LONGEST_BYLINE)


def _property_name(element: HtmlElement) -> str:
    """The name in an element with itemprop=author, which may have one of its own."""
    named = next(element.iterfind(".//*[@itemprop='name']"), element)
    return named.get("content") or words_of(named, _LONGEST_BYLINE)


def _behind(label: HtmlElement) -> str:
    """The words behind a label such as "By": in the same element's parent, or in the next element."""
    if (label.tail or "").strip():
        return label.tail or ""
    following = label.getnext()
    return "" if following is None else words_of(following, _LONGEST_BYLINE)


def _name_of(node: Node) -> str:
    if "name" in node:
        return " ; ".join(strings(node.get("name")))
    return " ".join(strings(node.get("givenName")) + strings(node.get("familyName")))


def _publishers(evidence: Evidence) -> Iterator[Node]:
    yield from nodes_under(evidence.article, "publisher", evidence.nodes)
    for node in evidence.nodes:
        if {"WebSite", "NewsMediaOrganization"} & set(strings(node.get("@type"))):
            yield node


def _is_station(name: str, label: str, site: str) -> bool:
    """Whether a name is the site's with a department behind it: `MDR THÜRINGEN`, `n-tv Nachrichten`."""
    first, _, rest = name.partition(" ")
    return bool(rest) and folded(first) in (label, site) and (rest.isupper() or is_organisation(rest))


def _host(url: str | None) -> str:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def _host_label(url: str | None) -> str:
    labels = _host(url).split(".")
    # `co.uk`, `com.au`: what stands before those.
    if len(labels) > 2 and len(labels[-1]) == 2 and labels[-2] in ("co", "com", "org", "net", "ac", "gov"):
        return labels[-3]
    return labels[-2] if len(labels) > 1 else labels[0]
