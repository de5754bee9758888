"""Examples: the corpora's pages as rows of features with labels and weights, each page in the fold of its domain."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from bench.cleaning.corpora import CORPORA, PAGES, Page, read
from bench.cleaning.folds import fold_of
from bench.extractor.labels import labels_by_segments, labels_by_text
from wirecopy.cleaning.blocks import Block, Scope, read_blocks, signs_of_tag
from wirecopy.cleaning.blocks import Page as PageBlocks
from wirecopy.cleaning.comparing import Witnesses
from wirecopy.cleaning.evidence import collect
from wirecopy.cleaning.features import matrix_of
from wirecopy.cleaning.placing import Matrix
from wirecopy.cleaning.sentences import split_sentences
from wirecopy.cleaning.story import witnesses_of
from wirecopy.cleaning.tree import parse_page

# How much a page counts: news whose whole text is known by hand most; what another tool once gave, least.
WEIGHTS = {"fundus": 2.0, "site_pages": 2.0, "zh69": 1.5, "wcxb": 1.0, "trafilatura": 1.5, "readability": 0.4}
_PAGE_WEIGHT, _LENGTH_POWER = 30.0, 0.6
_STORY, _NEAR = 0.5, 3
_WITH_MENU, _BY_SENTENCE, _LONGEST_MENU = 0.5, 0.6, 40


# Corpora whose pages also serve as smaller, plainer pages than any of them is, and what those count.
_THINNED = frozenset(("fundus", "wcxb", "site_pages", "zh69"))
_THINNED_WEIGHT, _SHORTENED_WEIGHT, _BY_HAND_WEIGHT = 0.2, 0.05, 0.02


@dataclass
class Example:
    """One page to learn from."""

    corpus: str
    page: Page
    fold: int
    blocks: list[Block]
    matrix: Matrix
    labels: NDArray[np.float32]
    """Of each block, the share that belongs to the story; nought where nothing is known."""
    weights: NDArray[np.float32]
    """How much each block counts; nought where nothing is known of it."""
    made: bool = False
    """Whether it was made of another page: to be learned from, not to be judged by."""


def examples(folder: Path = PAGES) -> Iterator[Example]:
    """All pages that have a gold text or segments, but those that have no text at all."""
    for corpus in CORPORA:
        if corpus.name not in WEIGHTS:
            continue
        for page in read(corpus, folder=folder):
            tree = parse_page(page["html"])
            if tree is None:
                continue
            found = read_blocks(tree)
            if not found.blocks:
                continue
            witnesses = witnesses_of(collect(tree, url=page["url"]), None)
            if corpus.name == "trafilatura":
                labels = labels_by_segments(found.blocks, page["with"] or (), page["without"] or ())
            else:
                labels = labels_by_text(found.blocks, page.get("gold_text_with_optional") or page["gold_text"])
            about = {name: value for name, value in page.items() if name != "html"}
            yield _example(corpus.name, about, found, labels, witnesses)
            if corpus.name in _THINNED:
                for nameless in (False, True):
                    seed = f"{page['id']}{nameless}"
                    smaller, kept = thinned(found, labels, random.Random(seed), nameless=nameless)
                    if smaller.blocks:
                        yield _example(corpus.name, about, smaller, kept, witnesses, made=_THINNED_WEIGHT)
                short, kept = shortened(found, labels, random.Random(f"{page['id']} short"))
                yield _example(corpus.name, about, short, kept, witnesses, made=_SHORTENED_WEIGHT)
                chance = random.Random(f"{page['id']} by hand")
                plain, kept = by_hand(found, labels, chance)
                if plain.blocks:
                    # Who writes a page by hand seldom says in its head what it is.
                    said = Witnesses(chance.choice(("", witnesses.title)))
                    yield _example(corpus.name, about, plain, kept, said, made=_BY_HAND_WEIGHT)


def thinned(
    page: PageBlocks, labels: Sequence[float], chance: random.Random, *, nameless: bool
) -> tuple[PageBlocks, list[float]]:
    """A page with the beginning of its story, what stands close to that, and a few of the other blocks.

    `nameless` ones have lost classes and ids.
    """
    story = [index for index, label in enumerate(labels) if label >= _STORY][: chance.randint(2, 9)]
    near = {index + step for index in story for step in range(-_NEAR, _NEAR + 1)}
    others = chance.choice((0.02, 0.1, 0.3))
    kept = [
        index
        for index, label in enumerate(labels)
        if index in story or (label < _STORY and (index in near or chance.random() < others))
    ]
    scopes: list[Scope] = []
    for scope in page.scopes:
        parent = None if scope.parent is None else scopes[scope.parent.index]
        name, signs = ("", signs_of_tag(scope.tag)) if nameless else (scope.name, scope.signs)
        scopes.append(Scope(scope.tag, name, parent, signs, scope.index))
    blocks = [
        replace(page.blocks[index], index=place, scope=scopes[page.blocks[index].scope.index])
        for place, index in enumerate(kept)
    ]
    return PageBlocks(blocks, scopes, page.alts), [labels[index] for index in kept]


def shortened(page: PageBlocks, labels: Sequence[float], chance: random.Random) -> tuple[PageBlocks, list[float]]:
    """A page with all that is on it but most of its story: what a site shows around a piece of news of a few lines."""
    told = [index for index, label in enumerate(labels) if label >= _STORY]
    gone = frozenset(told[chance.randint(1, 4) :])
    return page.without(gone), [label for index, label in enumerate(labels) if index not in gone]


def by_hand(page: PageBlocks, labels: Sequence[float], chance: random.Random) -> tuple[PageBlocks, list[float]]:
    """The beginning of a page's story as somebody writes it by hand: paragraphs in one box, of many sentences or of one
    each, with or without a short menu before them."""
    new, kept = PageBlocks(), list[float]()

    def box(tag: str, parent: Scope | None) -> Scope:
        new.scopes.append(Scope(tag, "", parent, signs_of_tag(tag), len(new.scopes)))
        return new.scopes[-1]

    def add(block: Block, text: str, tag: str, parent: Scope, label: float) -> None:
        linked, links = (len(text), 1) if label < _STORY else (0, 0)
        place = len(new.blocks)
        new.blocks.append(Block(text, block.kind, box(tag, parent), place, linked, links, 0, False, False))
        kept.append(label)

    body = box("body", None)
    menu = [block for block, label in zip(page.blocks, labels, strict=True) if label < _STORY and _is_menu(block)]
    if menu and chance.random() < _WITH_MENU:
        around = box(chance.choice(("ul", "div")), body)
        for block in menu[: chance.randint(1, 6)]:
            add(block, block.text, "li", around, 0.0)
    tag = chance.choice(("", "article", "main", "div"))
    around = box(tag, body) if tag else body
    by_sentence, most = chance.random() < _BY_SENTENCE, chance.randint(1, 12)
    story = [
        block for block, label in zip(page.blocks, labels, strict=True) if label >= _STORY and block.kind == "text"
    ]
    lines = [
        (block, line) for block in story for line in (split_sentences(block.text) if by_sentence else [block.text])
    ]
    for block, line in lines[:most]:
        if line.strip():
            add(block, line.strip(), "p", around, 1.0)
    return new, kept


def _is_menu(block: Block) -> bool:
    return len(block.text) < _LONGEST_MENU and block.linked >= 0.9 * len(block.text)


def _example(
    corpus: str,
    page: Page,
    found: PageBlocks,
    said: Sequence[float],
    witnesses: Witnesses,
    *,
    made: float | None = None,
) -> Example:
    """An example; one that was `made` of another page counts for so much of one."""
    matrix = matrix_of(found, witnesses)
    labels = np.array(said, dtype=np.float32)
    return Example(
        corpus,
        page,
        fold_of(page),
        found.blocks,
        matrix,
        np.maximum(labels, 0),
        _weights(found.blocks, labels, WEIGHTS[corpus] * (made or 1)),
        made is not None,
    )


def _weights(blocks: list[Block], labels: NDArray[np.float32], scale: float) -> NDArray[np.float32]:
    """Longer blocks count more, but not as much more as they are longer; all pages count alike."""
    words = np.array([max(len(block.text.split()), len(block.text) / 8, 1) for block in blocks], dtype=np.float32)
    weights = words**_LENGTH_POWER
    weights *= scale * _PAGE_WEIGHT / weights.sum()
    weights[labels < 0] = 0
    return weights
