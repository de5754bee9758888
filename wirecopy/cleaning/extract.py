"""The story out of a page's tree: the one place that decides what it is."""

from __future__ import annotations

import logging
from copy import deepcopy
from typing import NamedTuple

import trafilatura
from lxml.html import HtmlElement

from wirecopy.cleaning.furniture import remove_furniture
from wirecopy.cleaning.paragraphs import Paragraph, paragraphs_of

_log = logging.getLogger(__name__)


class Extraction(NamedTuple):
    """The story's paragraphs in order, and the method that found them."""

    paragraphs: tuple[Paragraph, ...]
    method: str


def extract(tree: HtmlElement, *, url: str | None = None) -> Extraction:
    """Find the story in a parsed page, which is left as it was. No paragraphs where there is no article."""
    page = deepcopy(tree)
    remove_furniture(page)
    try:
        document = trafilatura.bare_extraction(page, url=url, include_comments=False, include_formatting=False)
    # It walks strangers' markup with hundreds of rules; whatever it stumbles over, other witnesses may have the text.
    except Exception as error:  # noqa: BLE001
        _log.warning("trafilatura failed on %s: %r", url, error)
        document = None
    # It gives a dictionary only when asked for one.
    body = None if document is None or isinstance(document, dict) else document.body
    return Extraction(() if body is None else tuple(paragraphs_of(body)), "trafilatura")
