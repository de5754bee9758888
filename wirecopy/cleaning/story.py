"""The story on a page: each block judged, kept or dropped with a reason.

    tree ─▶ blocks ─▶ features ─▶ forest ─▶ chances by the page ─┬─ sure ───────────▶ what the site taught ─▶ decisions
          witnesses ──┘                                          └─ second opinion ─┘

The forest (`model.json`) is trained by `bench/extractor`. It knows no site; `sites/` does.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from typing import NamedTuple

import numpy as np
import orjson
from lxml.html import HtmlElement
from numpy.typing import NDArray

from schemas.feed import FeedEntry
from wirecopy.cleaning.appended import appended
from wirecopy.cleaning.between import with_lines_between
from wirecopy.cleaning.blocks import Block, Page, read_blocks
from wirecopy.cleaning.columns import names
from wirecopy.cleaning.comparing import Witnesses
from wirecopy.cleaning.damage import mended
from wirecopy.cleaning.decisions import KEPT, Decision
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.features import matrix_of
from wirecopy.cleaning.feedtext import content_paragraphs
from wirecopy.cleaning.jsonld import article_body, first_string, nodes_under
from wirecopy.cleaning.secondopinion import second_opinion
from wirecopy.cleaning.sites import Judged, Visit
from wirecopy.cleaning.trees import Forest, chances_of, forest_from

# Of pages with less expected F1, two in a hundred, trafilatura was right more often than not (development pages).
_UNSURE = 0.75
# Log-odds against a block for each name such as `comments` or `caption` that its boxes have and the story's have not,
# for what is named after a picture and stands below one, and for a footer: in pages to learn from they are too rare for
# the forest to trust them as far as they deserve.
_DOUBT = 2.0
_APPENDED = Judged(0.0, "related")
_AT = {name: column for column, name in enumerate(names())}


def model_from(data: bytes) -> Forest:
    """A model as `bench/extractor` writes it. Raises ValueError where it does not fit these features."""
    return forest_from(orjson.loads(data), names())


@cache
def shipped_model() -> Forest:
    """The model that ships with the package."""
    return model_from(resources.files(__package__).joinpath("model.json").read_bytes())


def witnesses_of(evidence: Evidence, entry: FeedEntry | None) -> Witnesses:
    """What page and feed say of the story elsewhere than in the text."""
    bodies = ("\n".join(article_body(evidence.article)), "\n".join(content_paragraphs(entry)))
    return Witnesses(
        title=evidence.meta("og:title") or (evidence.tree.findtext(".//title") or ""),
        description=evidence.meta("og:description", "description"),
        authors=" ".join([evidence.meta("author", "article:author", "parsely-author"), *_author_names(evidence)]),
        bodies=tuple(body for body in bodies if body),
        is_article=bool(evidence.article) or evidence.meta("og:type").lower() == "article",
    )


def _author_names(evidence: Evidence) -> list[str]:
    return [first_string(node, "name") for node in nodes_under(evidence.article, "author", evidence.nodes)]


def odds_by_page(page: Page, witnesses: Witnesses, model: Forest) -> NDArray[np.float32]:
    """How likely each block is to be of the story, by the page alone, in log-odds."""
    if not page.blocks:
        return np.empty(0, dtype=np.float32)
    matrix = matrix_of(page, witnesses)
    doubts = (
        matrix[:, _AT["apart_never"]]
        + matrix[:, _AT["own:picture"]] * matrix[:, _AT["after_picture"]]
        + matrix[:, _AT["apart:footer"]]
    )
    return np.asarray(model.log_odds(matrix) - _DOUBT * doubts, dtype=np.float32)


class Story(NamedTuple):
    """What became of each block of a page, and how: `blocks`, or `blocks+trafilatura` with a second opinion."""

    decisions: list[Decision]
    method: str


def find_story(
    tree: HtmlElement,
    witnesses: Witnesses,
    *,
    url: str | None = None,
    visit: Visit | None = None,
    model: Forest | None = None,
) -> Story:
    """Judge each block of a parsed page: by the page, and by its site where a `visit` brings its memory.

    `model` is the one that ships unless another is given.
    """
    whole = read_blocks(tree)
    others = appended(whole, witnesses.title)
    page = whole.without(others) if others else whole
    odds, method = odds_by_page(page, witnesses, model or shipped_model()), "blocks"
    chances = chances_of(odds).tolist()
    # Who knows the site needs no one else's opinion.
    is_stranger = visit is None or not visit.knows_its_site
    if (
        is_stranger
        and expected_f1(page.blocks, chances) < _UNSURE
        and (other := second_opinion(tree, page.blocks, url=url))
    ):
        chances, method = chances_of(odds + np.array(other, dtype=np.float32)).tolist(), "blocks+trafilatura"
    chances = with_lines_between(page.blocks, chances)
    if visit is None:
        judged = [Judged(chance) for chance in chances]
    else:
        own = (witnesses.title, witnesses.description)
        judged = visit.weigh(page.blocks, chances, url=url, title=witnesses.title, own=own)
    said = iter(judged)
    return Story(
        [_decision(block, _APPENDED if block.index in others else next(said)) for block in whole.blocks], method
    )


def expected_f1(blocks: Sequence[Block], chances: Sequence[float]) -> float:
    """The F1, by letters, to be expected of keeping what is more likely the story's than not, if the chances are right.

    Near 1 where each block is clearly the one or the other; 0 where nothing is kept.
    """
    kept = right = whole = 0.0
    for block, chance in zip(blocks, chances, strict=True):
        letters = len(block.text)
        whole += chance * letters
        if chance >= KEPT:
            kept += letters
            right += chance * letters
    return 2 * right / (kept + whole) if right else 0.0


def _decision(block: Block, judged: Judged) -> Decision:
    return Decision(block, judged.chance, mended(block.text) if judged.chance >= KEPT else "", judged)
