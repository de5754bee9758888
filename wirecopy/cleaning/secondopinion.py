"""A second opinion on what a page's story is: trafilatura's, asked where our own judgement is not sure of itself.

It takes several times as long as all the rest of a page's cleaning, so it is asked for a few pages in a hundred.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Sequence
from copy import deepcopy
from typing import Any

from lxml.html import HtmlElement

from wirecopy.cleaning.blocks import Block
from wirecopy.cleaning.furniture import remove_furniture
from wirecopy.cleaning.paragraphs import mark_breaks, paragraphs_of
from wirecopy.cleaning.placing import unlikely_names
from wirecopy.cleaning.wordnumbers import grams_of, tokens

_log = logging.getLogger(__name__)

# The widest of 1,337 article pages has 9,900 elements; trafilatura takes more than linear time (100,000: 30 s).
_MOST_ELEMENTS = 12_000
_LEAST_LETTERS = 400
# What it weighs, in log-odds, that the other has a block, and that it has not. It loses leads and lists more often than
# it invents any: measured, what it has counts for much, and what it has not for little.
_HAS, _HAS_NOT = 3.0, -0.5
_LEAST_SHARE = 0.6


def load() -> Any:
    """trafilatura. Loading it takes longer than cleaning dozens of pages, most of which never ask for it."""
    return importlib.import_module("trafilatura")


def get_ready() -> None:
    """Load it, and the lists of words that it reads with the first page on which it finds no text."""
    load().bare_extraction("<html><body><p>A page.</p></body></html>")


def second_opinion(tree: HtmlElement, blocks: Sequence[Block], *, url: str | None) -> list[float] | None:
    """What trafilatura says for or against each block, in log-odds; None where it has no text to speak of.

    The tree is left as it was. Never raises.
    """
    lines = _lines(tree, url)
    if sum(map(len, lines)) < _LEAST_LETTERS:
        return None
    whole = {" ".join(tokens(line)) for line in lines}
    grams = {gram for line in lines for gram in grams_of(tokens(line))}
    against = unlikely_names(blocks)
    said = []
    for block in blocks:
        words = tokens(block.text)
        if len(words) < 3:
            has = " ".join(words) in whole
        else:
            has = sum(map(grams.__contains__, grams_of(words))) >= _LEAST_SHARE * (len(words) - 2)
        if not has:
            said.append(_HAS_NOT)
        else:
            # It also has what newspapers tell of themselves, and what readers think.
            said.append(0.0 if block.scope.around & against else _HAS)
    return said


def _lines(tree: HtmlElement, url: str | None) -> list[str]:
    if sum(1 for _ in tree.iter()) > _MOST_ELEMENTS:
        return []
    trafilatura = load()
    page = deepcopy(tree)
    for script in list(page.iter("script", "style")):
        script.drop_tree()
    remove_furniture(page)
    mark_breaks(page)
    try:
        document = trafilatura.bare_extraction(page, url=url, include_comments=False, include_formatting=False)
    # It walks strangers' markup with hundreds of rules; whatever it stumbles over, our own judgement stands.
    except Exception as error:  # noqa: BLE001
        _log.warning("trafilatura failed on %s: %r", url, error)
        return []
    # It gives a dictionary only when asked for one.
    body = None if document is None or isinstance(document, dict) else document.body
    return [] if body is None else [paragraph.text for paragraph in paragraphs_of(body)]
