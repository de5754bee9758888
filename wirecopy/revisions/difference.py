"""What changed between two versions of an article: paragraph by paragraph, and within a paragraph word by word.

paragraphs ─▶ aligned ─▶ what stands in the same place: paired by the words they share ─▶ words aligned ─▶ spans
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from schemas.revision import Change, Difference, Passage, Revision, Span
from wirecopy.records.text import unspaced_letters, word_count
from wirecopy.revisions.align import Block, Effort, align
from wirecopy.revisions.units import Unit, folded, paragraphs, units

# Of two paragraphs' words so many must be the same for one to be a version of the other.
_LEAST_SHARED = 0.4
# Paragraphs in one place of which each is held against each.
_MOST_PAIRED = 1600


def compare(before: tuple[str, str], after: tuple[str, str]) -> Difference:
    """The difference of two versions, each given as title and text. Bounded: about a second for a megabyte of text.

    Marks and case count here. Spans, one after the other, make up the text as it stands.
    """
    effort = Effort()
    title = () if before[0] == after[0] else _spans(before[0], after[0], effort)
    old, new = paragraphs(before[1]), paragraphs(after[1])
    passages: list[Passage] = []
    for block in align(old, new, effort):
        if block.equal:
            passages += (_whole(Change.SAME, new, place) for place in range(block.new.start, block.new.stop))
        else:
            passages += _replaced(old, new, block, effort)
    passages = _with_moves(passages, new)
    return Difference(
        title=title,
        passages=tuple(passages),
        words_added=_words(passages, Change.ADDED),
        words_removed=_words(passages, Change.REMOVED),
    )


def with_diffs(versions: Sequence[Revision]) -> Iterator[tuple[Revision, Difference | None]]:
    """An article's versions in their order, each with the paragraphs that changed since the one before."""
    before: Revision | None = None
    for after in versions:
        compared = compare((before.title, before.text), (after.title, after.text)) if before else None
        yield after, compared.without_same() if compared else None
        before = after


def _words(passages: Sequence[Passage], change: Change) -> int:
    return sum(
        word_count(span.text)
        for passage in passages
        if passage.change is not Change.MOVED
        for span in passage.spans
        if span.change is change
    )


def _whole(change: Change, of: Sequence[str], place: int) -> Passage:
    inner = Change.SAME if change is Change.MOVED else change
    return Passage(change=change, place=place + 1, spans=(Span(change=inner, text=of[place]),))


def _replaced(old: Sequence[str], new: Sequence[str], block: Block, effort: Effort) -> list[Passage]:
    """The passages of a stretch in which no paragraph is the same."""
    if folded(" ".join(old[block.old])) == folded(" ".join(new[block.new])):
        # Split, joined, or set in other marks alone.
        return [_whole(Change.MOVED, new, place) for place in range(block.new.start, block.new.stop)]
    passages: list[Passage] = []
    i, j = block.old.start, block.new.start
    for old_place, new_place in [*_pairs(old, new, block, effort), (block.old.stop, block.new.stop)]:
        passages += (_whole(Change.REMOVED, old, place) for place in range(i, old_place))
        passages += (_whole(Change.ADDED, new, place) for place in range(j, new_place))
        i, j = old_place + 1, new_place + 1
        if old_place < block.old.stop:
            spans = _spans(old[old_place], new[new_place], effort)
            passages.append(Passage(change=Change.CHANGED, place=new_place + 1, spans=spans))
    return passages


def _pairs(old: Sequence[str], new: Sequence[str], block: Block, effort: Effort) -> list[tuple[int, int]]:
    """Which paragraphs of a stretch are versions of which, in order: the pairing that shares most."""
    ours = [Counter(folded(old[place]).split()) for place in range(block.old.start, block.old.stop)]
    theirs = [Counter(folded(new[place]).split()) for place in range(block.new.start, block.new.stop)]
    rows, columns = len(ours), len(theirs)
    if not rows or not columns or rows * columns > _MOST_PAIRED:
        return []
    effort.steps -= sum(map(len, ours)) * columns
    if effort.steps < 0:
        return []
    alike = [[_alike(one, other) for other in theirs] for one in ours]
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    for i in range(rows - 1, -1, -1):
        for j in range(columns - 1, -1, -1):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _LEAST_SHARED else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    pairs: list[tuple[int, int]] = []
    i = j = 0
    while i < rows and j < columns:
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            pairs.append((block.old.start + i, block.new.start + j))
            i, j = i + 1, j + 1
    return pairs


def _alike(one: Counter[str], other: Counter[str]) -> float:
    """The share of two paragraphs' words that both have; of letters, where a script has no spaces."""
    if one.total() <= 2 and other.total() <= 2:
        one, other = Counter("".join(one)), Counter("".join(other))
    total = one.total() + other.total()
    return 2 * sum((one & other).values()) / total if total else 0.0


def _spans(before: str, after: str, effort: Effort) -> tuple[Span, ...]:
    """Two versions of a paragraph in one."""
    old, new = units(before), units(after)
    blocks = align([unit.word for unit in old], [unit.word for unit in new], effort)
    spans: list[Span] = []
    for block in _without_islands(blocks):
        gone, come = _text(old[block.old]), _text(new[block.new])
        if block.equal:
            # The last word of a paragraph has nothing behind it, and may not be the last one in the other version.
            spans.append(Span(change=Change.SAME, text=come + " " * (gone[-1].isspace() and not come[-1].isspace())))
            continue
        if gone and come and not gone[-1].isspace() and not unspaced_letters(gone[-1]):
            gone += " "
        spans += [Span(change=change, text=text) for change, text in _both(gone, come)]
    return tuple(spans)


def _both(gone: str, come: str) -> list[tuple[Change, str]]:
    return [(change, text) for change, text in ((Change.REMOVED, gone), (Change.ADDED, come)) if text]


def _text(part: Sequence[Unit]) -> str:
    return "".join(unit.text for unit in part)


def _without_islands(blocks: Sequence[Block]) -> list[Block]:
    """Blocks without the few words that two rewritten passages happen to share: a person reads the two better whole."""
    kept: list[Block] = []
    for at, block in enumerate(blocks):
        follows_change = bool(kept) and not kept[-1].equal
        is_island = (
            block.equal
            and follows_change
            and at + 1 < len(blocks)
            and _size(block) < min(_size(kept[-1]), _size(blocks[at + 1]), 4)
        )
        if follows_change and (is_island or not block.equal):
            old, new = kept[-1].old, kept[-1].new
            kept[-1] = Block(False, slice(old.start, block.old.stop), slice(new.start, block.new.stop))
        else:
            kept.append(block)
    return kept


def _size(block: Block) -> int:
    old, new = block.old, block.new
    return int(max(old.stop - old.start, new.stop - new.start))


def _with_moves(passages: Sequence[Passage], new: Sequence[str]) -> list[Passage]:
    """The passages with those marked that went in one place and came in another: shown once, where they stand now."""
    came = Counter(_words_of(passage) for passage in passages if passage.change is Change.ADDED)
    went = Counter(_words_of(passage) for passage in passages if passage.change is Change.REMOVED)
    moved = came & went
    if not moved:
        return list(passages)
    shown, left_out = moved.copy(), moved.copy()
    told: list[Passage] = []
    for passage in passages:
        words = _words_of(passage)
        if passage.change is Change.ADDED and shown[words]:
            shown[words] -= 1
            told.append(_whole(Change.MOVED, new, passage.place - 1))
        elif passage.change is Change.REMOVED and left_out[words]:
            left_out[words] -= 1
        else:
            told.append(passage)
    return told


def _words_of(passage: Passage) -> str:
    return folded(passage.spans[0].text)
