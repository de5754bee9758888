"""The story out of a page's tree: the one place that decides what it is."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from copy import deepcopy
from typing import NamedTuple

import trafilatura
from lxml.html import HtmlElement

from wirecopy.cleaning.furniture import remove_furniture
from wirecopy.cleaning.paragraphs import Paragraph, mark_breaks, paragraphs_of

_log = logging.getLogger(__name__)


class Extraction(NamedTuple):
    """The story's paragraphs in order, and the method that found them."""

    paragraphs: tuple[Paragraph, ...]
    method: str


# The widest of 1,337 article pages has 9,900 elements; trafilatura takes more than linear time (100,000: 30 s).
_MOST_ELEMENTS = 20_000
_NOT_STORY = ("nav", "header", "footer", "aside", "form", "figure", "menu", "dialog")
# Shorter text outside of paragraphs is labels and links.
_LEAST_LETTERS = 40


def extract(tree: HtmlElement, *, url: str | None = None) -> Extraction:
    """Find the story in a parsed page, which is left as it was. No paragraphs where there is no article.

    The method is `trafilatura`, or `blocks` (all longer paragraphs) for pages that are far too wide for it.
    """
    page = deepcopy(tree)
    # trafilatura would read JSON-LD as well, and call it the page's text; that witness is asked by its own name.
    for script in list(page.iter("script", "style")):
        script.drop_tree()
    remove_furniture(page)
    mark_breaks(page)
    if sum(1 for _ in page.iter()) > _MOST_ELEMENTS:
        return Extraction(tuple(_long_blocks(page)), "blocks")
    try:
        document = trafilatura.bare_extraction(page, url=url, include_comments=False, include_formatting=False)
    # It walks strangers' markup with hundreds of rules; whatever it stumbles over, other witnesses may have the text.
    except Exception as error:  # noqa: BLE001
        _log.warning("trafilatura failed on %s: %r", url, error)
        document = None
    # It gives a dictionary only when asked for one.
    body = None if document is None or isinstance(document, dict) else document.body
    return Extraction(() if body is None else tuple(paragraphs_of(body)), "trafilatura")


def _long_blocks(page: HtmlElement) -> Iterator[Paragraph]:
    for element in list(page.iter(*_NOT_STORY)):
        element.drop_tree()
    body = next(page.iter("article", "main", "body"), page)
    return (block for block in paragraphs_of(body) if len(block.text) >= _LEAST_LETTERS)
