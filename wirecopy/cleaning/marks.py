"""Marks: elements that say by itemprop, rel, class or address that they name an author or a date."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

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
_AUTHOR = re.compile(r"(?i)auth?or|auteur|autore|by-?_?line|vcard|posted-by|writer|forfatter|f(?:ö|oe|o)rfattare|reporter")
_DATE = re.compile(r"(?i)date|datum|fecha|time|publi|posted|pubd|byline|meta|created|veroeff|\bstand\b|when|datetag")
_HREF = re.compile(
    r"(?i)/(?:authors?|autore?s?|auteurs?|autoren|profiles?|contributors?|journalists?|redakteure?|writers?|by|people|"
    r"staff|columnists?|reporters?)/[^/]|[?&]author="
)
_LABEL = re.compile(
    r"(?i)\s*(?:(?:written|words|text|story|article|report(?:ed)?|posted|published|interview)\s+by|by|(?:the\s+)?authors?"
    r"|von|autor(?:in)?(?:\s*/\s*autor(?:in)?)?|autore?s?|auteurs?|écrit\s+par|par|por|escrito\s+por|di|door|av|af|"
    r"yazar|yazan|автор|текст|tekst|text|記者|记者|作者|文)\s*[:：]?\s*"
)
# Parts of a page that tell of other stories, or of readers.
_ELSEWHERE = re.compile(
    r"(?i)comment(?!ary|ator)|disqus|related|recommend|teaser|(?<!has-)(?<!no-)(?<!with-)(?<!content-)sidebar|"
    r"(?<!elementor-)widget|menu|(?<!entry-)(?<!post-)(?<!article-)(?<!asset-)(?<!story-)footer|testimonial|carousel|slider|card|most-?(?:read|popular)|popular|trending|latest|"
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
    """What holds no more than a word such as "By" or "Author:", so that a name follows."""
    dates: list[HtmlElement] = field(default_factory=list)
    """What is named for a date by class or id."""


def read_marks(tree: HtmlElement) -> Marks:
    """Look once at every element of a page that may hold a name or a date."""
    marks = Marks()
    for number, element in enumerate(tree.iter(*_READ)):
        if number > _MOST_ELEMENTS:
            break
        stated = element.get("itemprop") or element.get("property")
        name = element.get("class") or ""
        kind = ""
        if stated:
            for one in stated.split()[:4]:
                kind = re.split(r"[:/]", one.lower())[-1]
                if kind in _PROPERTIES:
                    _keep(marks.properties.setdefault(kind, []), element)
        href = element.get("href") if element.tag == "a" else None
        if (
            kind in ("author", "creator")
            or (name and _AUTHOR.search(name))
            or (href is not None and ("author" in (element.get("rel") or "").lower() or _HREF.search(href[:500])))
        ):
            _keep(marks.authors, element)
        if name and _DATE.search(name) or ((identity := element.get("id")) and _DATE.search(identity)):
            _keep(marks.dates, element)
        text = element.text
        if text and 2 <= len(text) < 40 and _LABEL.fullmatch(text):
            _keep(marks.labels, element)
    return marks


def is_elsewhere(element: HtmlElement, around: frozenset[HtmlElement] = frozenset()) -> bool:
    """Whether an element stands in a menu, a teaser, a comment or the like; what is `around` the headline is none."""
    for parent in element.iterancestors():
        if parent in around or parent.tag in ("body", "html"):
            return False
        name = f"{parent.get('class') or ''} {parent.get('id') or ''}"
        if (parent.tag in _ELSEWHERE_TAGS and not _OWN_FOOT.search(name)) or _ELSEWHERE.search(name):
            return True
        if (scope := parent.get("itemtype") or parent.get("typeof")) and _OTHER_SCOPES.search(scope):
            return True
    return False


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
