"""The story on a page: each block judged, kept or dropped with a reason.

    tree ─▶ blocks ─▶ features ─▶ first look ─▶ context ─▶ second look ─▶ what the site taught ─▶ decisions
              witnesses ──┘

The two looks are small forests (`model.json`) that `bench/extractor` trains. They know no site; `sites/` does.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib import resources

import numpy as np
import orjson
from lxml.etree import _Element

from schemas.article import Recurrence, Removal
from schemas.feed import FeedEntry
from wirecopy.cleaning import context
from wirecopy.cleaning.blocks import Block, Page, read_blocks
from wirecopy.cleaning.damage import mended
from wirecopy.cleaning.evidence import Evidence
from wirecopy.cleaning.features import Witnesses, matrix_of, names
from wirecopy.cleaning.feedtext import content_paragraphs
from wirecopy.cleaning.jsonld import article_body, first_string, nodes_under
from wirecopy.cleaning.signs import BIT
from wirecopy.cleaning.sites import Judged, Visit
from wirecopy.cleaning.trees import Forest, chances_of, forest_from

# Why a block is no part of the story, by what its boxes are named, the most telling first.
_REASONS = (
    ("hidden", "hidden"),
    ("consent", "consent"),
    ("comments", "comments"),
    ("caption", "caption"),
    ("newsletter", "newsletter"),
    ("wall", "paywall"),
    ("share", "share"),
    ("ad", "advertisement"),
    ("related", "related"),
    ("tags", "tags"),
    ("author", "author"),
    ("nav", "navigation"),
    ("footer", "footer"),
    ("sidebar", "sidebar"),
    ("header", "header"),
    ("teaser", "teaser"),
    ("video", "media"),
    ("picture", "media"),
    ("date", "dateline"),
)
_KEPT = 0.5
NOT_STORY = "not-story"
"""The reason of a block that no name speaks of."""


@dataclass(frozen=True, slots=True)
class Model:
    """Both looks."""

    first: Forest
    second: Forest


@dataclass(slots=True)
class Decision:
    """What becomes of one block."""

    block: Block
    chance: float
    """That it is of the story, by page and site."""
    text: str
    """What of it is the story's; empty where nothing is."""
    removed: tuple[Removal, ...] = ()
    """What of it is not, and why; nothing where all of it is kept."""


def model_from(data: bytes) -> Model:
    """A model as `bench/extractor` writes it. Raises ValueError where it does not fit these features."""
    value = orjson.loads(data)
    columns = names()
    return Model(forest_from(value["first"], columns), forest_from(value["second"], [*columns, *context.NAMES]))


@cache
def shipped_model() -> Model:
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


def chances_by_page(page: Page, witnesses: Witnesses, model: Model) -> list[float]:
    """The chance of each block to be of the story, by the page alone."""
    if not page.blocks:
        return []
    matrix, layout = matrix_of(page, witnesses)
    first = chances_of(model.first.log_odds(matrix))
    letters = np.array([len(block.text) for block in page.blocks], dtype=np.float32)
    second = model.second.log_odds(np.hstack([matrix, context.context_of(first, letters, layout)]))
    return [float(chance) for chance in chances_of(second)]


def find_story(
    tree: _Element,
    witnesses: Witnesses,
    *,
    url: str | None = None,
    visit: Visit | None = None,
    model: Model | None = None,
) -> list[Decision]:
    """Judge each block of a parsed page: by the page, and by its site where a `visit` brings its memory.

    `model` is the one that ships unless another is given.
    """
    page = read_blocks(tree)
    chances = chances_by_page(page, witnesses, model or shipped_model())
    if visit is None:
        judged = [Judged(chance) for chance in chances]
    else:
        own = (witnesses.title, witnesses.description)
        judged = visit.weigh(page.blocks, chances, url=url, title=witnesses.title, own=own)
    return [_decision(block, said) for block, said in zip(page.blocks, judged, strict=True)]


def _decision(block: Block, judged: Judged) -> Decision:
    text = mended(block.text)
    if judged.chance >= _KEPT:
        return Decision(block, judged.chance, text)
    seen = judged.recurrence if judged.reason else None
    recurrence = seen and Recurrence(articles=seen.articles, first_seen=seen.first_seen, last_seen=seen.last_seen)
    removal = Removal(text=text, reason=judged.reason or reason_by_name(block), recurrence=recurrence)
    return Decision(block, judged.chance, "", (removal,))


def reason_by_name(block: Block) -> str:
    """Why a block is no part of the story, as far as the names of its boxes tell."""
    for signs in (block.scope.signs, block.scope.around):
        for sign, reason in _REASONS:
            if signs & BIT[sign]:
                return reason
    return NOT_STORY
