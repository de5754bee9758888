"""Appended: other stories that a page shows whole, or announces, beside the one it is about.

Sites that scroll without end put the next story below; others announce theirs in <article>s with headlines of the first
order. Where one article's headline is the page's title, the articles with another are other stories.
"""

from __future__ import annotations

from collections import defaultdict

from wirecopy.cleaning.blocks import Page
from wirecopy.cleaning.titles import folded

# A headline that is shorter may be a word of another.
_LEAST_LETTERS = 10


def appended(page: Page, title: str) -> frozenset[int]:
    """The blocks, by their places, of all articles whose <h1> is not the page's title, where another's is."""
    if sum(scope.tag == "h1" for scope in page.scopes) < 2:
        return frozenset()
    headlines: defaultdict[int, list[str]] = defaultdict(list)
    for block in page.blocks:
        around = list(block.scope.outward())
        article = next((scope for scope in around if scope.tag == "article"), None)
        if article is not None and any(scope.tag == "h1" for scope in around):
            headlines[article.index].append(block.text)
    if len(headlines) < 2:
        return frozenset()
    told = folded(title)
    own = {index for index, texts in headlines.items() if any(_is_same(folded(text), told) for text in texts)}
    if len(own) != 1:
        return frozenset()
    holding = {scope.index for scope in page.scopes[own.pop()].outward()}
    others = headlines.keys() - holding
    return frozenset(
        block.index for block in page.blocks if any(scope.index in others for scope in block.scope.outward())
    )


def _is_same(headline: str, title: str) -> bool:
    """Whether one is in the other: titles have the site's name behind them, headlines a kicker before."""
    shorter, longer = sorted((headline, title), key=len)
    return len(shorter) >= _LEAST_LETTERS and shorter in longer
