"""Furniture: parts of a page that say by their own name, or as a picture's caption, that they are not the story."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml.html import HtmlElement

_FURNITURE = re.compile(
    r"""(?<![a-z])(?:
      author[-_]*(?:bio|box|info|card|profile|desc|about|detail|block|widget|meta|name)
    | (?:about|post|article|entry|bio|bottom)[-_]*(?:the[-_]*)?author (?![-_]*(?:ed|ity|iz)) | sabox
    | by[-_]?lines?(?![a-z])
    | (?:social|share|sharing)[-_]*(?:bar|box|button|icon|link|list|media|share|tool|widget|post|this|follow)
    | article[-_]*share | sharedaddy | addtoany | addthis
    | related[-_]*(?:post|article|stor|news|content|link|topic|item|read|block|box|list|video|product|teaser|wrap)
    | (?:jp-)?relatedposts | yarpp | you[-_]?(?:may|might)[-_]?also | read[-_]?(?:also|next)
    | more[-_]?(?:stories|from|news)
    | (?:article|post|content|news|story)[-_]*(?:related|recommend|teaser|promo|cta)
    | recommend(?:ed|ation)s? | taboola | outbrain
    | newsletter | news-letter | mailing[-_]?list | mc4wp
    | subscri(?:be|ption)[-_]*(?:box|form|cta|banner|widget|promo|block|wrap|bar)
    | sign[-_]?up[-_]*(?:form|box|cta|banner|widget|block)
    | promo(?:tion|box|bar)?(?![a-z]) | call[-_]to[-_]action | (?:inline|content|blog)[-_]*cta
    | (?:post|entry|article|story|meta)[-_]*tags? (?![a-z]) | tags?[-_]*(?:list|links|cloud|wrap|container)
    | comments?[-_]*(?:list|section|form|area|wrap|container|thread) | disqus | respond(?![a-z])
    | cookie[-_]*(?:banner|notice|consent|bar|law) | consent[-_]*(?:banner|manager) | gdpr
    | (?:image|photo|img|media|picture|figure|wp|gallery|video|thumb)[-_]*(?:caption|credit|copyright|source|legend)
    | (?:bild|foto)[-_]*(?:text|unterschrift|nachweis|quelle|legende|credit|bijschrift)
    | pie[-_]*(?:de[-_]*)?foto | didascali[ae] | bildtekst
    | bread[-_]?crumbs? | pagination | print[-_]*only | screen[-_]*reader | visually[-_]*hidden | sr-only
    )""",
    re.VERBOSE,
)
_NEVER = frozenset(("html", "body", "main", "article", "h1", "head"))
_ALWAYS = frozenset(("figcaption",))
_AROUND_PICTURES = frozenset(("p", "div", "td", "a", "span", "picture"))
_LEVELS_AROUND, _LONGEST_CAPTION = 3, 600
# More than this share of a page's paragraphs is not furniture, whatever its name says: themes call a story's own box
# `post-content related-wrap`, and a `read-more` may hide the second half.
_LARGEST_SHARE = 0.25
_ALWAYS_SMALL = 160


def remove_furniture(page: HtmlElement) -> None:
    """Take out of `page`, in place, captions and what is named share bar, byline, teaser and the like."""
    limit = _LARGEST_SHARE * sum(_text_length(paragraph) for paragraph in page.iter("p"))
    gone = [element for element in page.iter("*") if element.tag not in _NEVER and _is_named_furniture(element)]
    gone.extend(_captions(page))
    for element in gone:
        if element.tag in _ALWAYS or _text_length(element) <= max(limit, _ALWAYS_SMALL):
            parent = element.getparent()
            if parent is not None:
                element.drop_tree()


def _is_named_furniture(element: HtmlElement) -> bool:
    if element.tag in _ALWAYS:
        return True
    name = f"{element.get('class') or ''} {element.get('id') or ''}"
    return len(name) > 3 and _FURNITURE.search(name.lower()) is not None


def _captions(page: HtmlElement) -> Iterator[HtmlElement]:
    """What stands around a picture, where all its text is what the picture says to those who can't see it."""
    for picture in page.iter("img"):
        said = "".join((picture.get("alt") or "").split())
        around = picture.getparent()
        for _ in range(_LEVELS_AROUND if said else 0):
            if around is None or around.tag not in _AROUND_PICTURES or _text_length(around) > _LONGEST_CAPTION:
                break
            if "".join("".join(around.itertext()).split()) == said:
                yield around
                break
            around = around.getparent()


def _text_length(element: HtmlElement) -> int:
    return sum(len(run) for run in element.itertext())
