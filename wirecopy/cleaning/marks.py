"""Marks: elements that say by itemprop, rel, class or address that they name an author or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice

from lxml.html import HtmlElement

from wirecopy.cleaning.paragraphs import plain_line

_READ = (
    "a abbr address aside b button cite dd div dt em figcaption font footer h2 h3 h4 h5 h6 header i img ins li p small "
    "span strong td th time u ul"
).split()
# A page of ordinary size has a thousand elements; the widest of 1,337 had 9,900.
_MOST_ELEMENTS = 50_000
_MOST_OF_A_KIND = 100
_PROPERTIES = frozenset("author creator datepublished datemodified datecreated image headline articlesection".split())
_AUTHOR = re.compile(
    r"auth?or|auteur|by[-_]?line|vcard|posted-by|writer|forfatter|forfattare|reporter|person-(?:link|name)"
)
_DATE = re.compile(r"date|datum|fecha|time|publi|posted|pubd|byline|meta|created|when|stand\b")
_HREF = re.compile(
    r"/(?:authors?|autore?s?|auteurs?|autoren|profiles?|contributors?|journalists?|redakteure?|writers?|by|people|"
    r"staff|columnists?|reporters?)/[^/]|[?&]author=",
    re.IGNORECASE,
)
_LABELS = frozenset(
    label.strip()
    for label in """
    by|written by|words by|text by|story by|article by|posted by|reported by|report by|published by|interview by|author|
    authors|the author|von|autor|autorin|autorin/autor|autoren|autore|autori|autores|auteur|auteurs|écrit par|par|por|
    escrito por|di|scritto da|door|av|af|tekst|text|texte|testo|yazar|yazan|автор|текст|記者|记者|作者|文|기자|بقلم|كتب|
    เขียนโดย|oleh|tác giả
    """.split("|")
)
# "By Ann Berg", as a line of its own or at the beginning of one.
_SPOKEN = re.compile(
    r"\s*(?:(?:[Ww]ritten|[Ww]ords|[Tt]ext|[Ss]tory)\s+[Bb]y|By|BY|Von|Par|Por|Door|Tekst|Text|Texte|Autor(?:in)?|Автор)\s*:?\s+"
    r"[^\W\d_a-zß-ÿ][\w’'.-]+\s+[^\W\d_]"
)
_PERSON_ICON = re.compile(r"(?:icon|glyphicon|\bfa|\bbi|\bti|\bla|feather)[\w-]*-(?:user|person|author|pencil|pen)\b")
_BEGINNINGS = frozenset(label[:2] for label in _LABELS) | {"te", "au", "vo", "pa", "po", "do", "ав"}
_OF_AUTHOR, _OF_DATE, _OF_ICON = 1, 2, 4
# Parts of a page that tell of other stories, or of readers.
_ELSEWHERE = re.compile(
    r"(?i)comment(?!ary|ator)|disqus|related|recommend|teaser|(?<!has-)(?<!no-)(?<!with-)(?<!content-)sidebar|"
    r"(?<!elementor-)widget|menu|(?<!entry[-_])(?<!post[-_])(?<!article[-_])(?<!asset[-_])(?<!story[-_])footer|testimonial|carousel|slider|card|most-?(?:read|popular)|popular|trending|latest|"
    r"read-?(?:more|next)|more-?(?:from|stories|posts|articles)|also-?(?:read|like)|newsletter|promo(?!ted)|\bnav|navigation"
)
_ELSEWHERE_TAGS = frozenset(("nav", "footer", "aside", "form", "noscript"))
# The foot of the article itself, where some templates put names and dates.
_OWN_FOOT = re.compile(r"(?i)entry|post|article|meta|byline|blog|info|author|date")
_OTHER_SCOPES = re.compile(r"(?i)comment|product|offer|event|recipe|organization|website|breadcrumb|videoobject")


@dataclass(frozen=True)
class Marks:
    """Candidate elements in document order, at most a hundred of a kind. Which of them is right others decide."""

    properties: dict[str, list[HtmlElement]] = field(default_factory=dict)
    """By property of schema.org in lower case, from itemprop (microdata) and property (RDFa)."""
    authors: list[HtmlElement] = field(default_factory=list)
    """What is named for an author by rel, itemprop, class or address."""
    labels: list[HtmlElement] = field(default_factory=list)
    """What holds no more than a word such as "By" or "Author:", or a person's icon, so that a name follows."""
    spoken: list[HtmlElement] = field(default_factory=list)
    """What begins with such a word and a name."""
    dates: list[HtmlElement] = field(default_factory=list)
    """What is named for a date by class or id."""


def read_marks(tree: HtmlElement) -> Marks:
    """Look once at every element of a page that may hold a name or a date."""
    marks = Marks()
    for element in islice(tree.iter(*_READ), _MOST_ELEMENTS):
        get = element.get
        name, text = get("class"), element.text
        if name is None:
            name = get("id")
        told = _told_by_name(name) if name else 0
        if told:
            if told & _OF_AUTHOR:
                _keep(marks.authors, element)
            if told & _OF_DATE:
                _keep(marks.dates, element)
            if told & _OF_ICON and not text:
                _keep(marks.labels, element)
        if stated := get("itemprop") or get("property"):
            _keep_properties(marks, element, stated)
        if not told & _OF_AUTHOR and (href := get("href")) and _leads_to_author(get("rel"), href):
            _keep(marks.authors, element)
        if text and text.lstrip()[:2].lower() in _BEGINNINGS:
            if len(text) < 40 and text.strip(" \n\t\r\xa0:：").lower() in _LABELS:
                _keep(marks.labels, element)
            elif _SPOKEN.match(text):
                _keep(marks.spoken, element)
    return marks


def _leads_to_author(relation: str | None, href: str) -> bool:
    return (relation is not None and "author" in relation) or _HREF.search(href, 0, 500) is not None


def _keep_properties(marks: Marks, element: HtmlElement, stated: str) -> None:
    for one in stated.split()[:4]:
        kind = re.split(r"[:/]", one.lower())[-1]
        if kind in _PROPERTIES:
            _keep(marks.properties.setdefault(kind, []), element)


@lru_cache(maxsize=20_000)
def _told_by_name(name: str) -> int:
    """What a class, or an id in its place, speaks of. Few of them make up most pages."""
    lowered = name.lower()
    told = _OF_AUTHOR if _AUTHOR.search(lowered) else 0
    told |= _OF_DATE if _DATE.search(lowered) else 0
    return told | (_OF_ICON if _PERSON_ICON.search(lowered) else 0)


def is_elsewhere(element: HtmlElement, around: frozenset[HtmlElement] = frozenset()) -> bool:
    """Whether an element stands in a menu, a teaser, a comment or the like; what is `around` the headline is none."""
    for parent in element.iterancestors():
        if parent in around or parent.tag in ("body", "html"):
            return False
        if _is_apart(parent.tag, parent.get("class"), parent.get("id")):
            return True
        if (scope := parent.get("itemtype") or parent.get("typeof")) and _OTHER_SCOPES.search(scope):
            return True
    return False


@lru_cache(maxsize=20_000)
def _is_apart(tag: str, name: str | None, identity: str | None) -> bool:
    both = f"{name or ''} {identity or ''}".lower()
    return (tag in _ELSEWHERE_TAGS and not _OWN_FOOT.search(both)) or _ELSEWHERE.search(both) is not None


def words_of(element: HtmlElement, longest: int) -> str:
    """The text of an element on one line; only its beginning where it is much longer than `longest`."""
    pieces: list[str] = []
    length = 0
    for run in element.itertext():
        pieces.append(run)
        length += len(run.strip())
        if length > longest:
            break
    return plain_line(" ".join(pieces))


def _keep(elements: list[HtmlElement], element: HtmlElement) -> None:
    if len(elements) < _MOST_OF_A_KIND:
        elements.append(element)
