"""What kind of change a new version of an article is; None for one that is no revision at all.

before, after ─▶ worse witness? ─────────────────────────────▶ None
              ─▶ what churns, and what cleaning accounts for, is set aside
              ─▶ nothing is left ────────────────────────────▶ None | cleaning
              ─▶ a new note that it was wrong ───────────────▶ correction
              ─▶ the title alone ────────────────────────────▶ headline
              ─▶ nothing but slips mended ───────────────────▶ typo (headline, where the title has other words)
              ─▶ whole paragraphs gone, little else ─────────▶ removal | cut
              ─▶ shorter ────────────────────────────────────▶ cut
              ─▶ all else ───────────────────────────────────▶ update
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from schemas.article import Draft
from schemas.revision import Change, Passage, RevisionKind
from wirecopy.records.text import word_count
from wirecopy.revisions.churn import without_churn
from wirecopy.revisions.difference import compare
from wirecopy.revisions.notes import correction_notes
from wirecopy.revisions.typos import is_slip
from wirecopy.revisions.units import folded, paragraphs

# A feed's own content with fewer of the page's words than this is a summary of it.
_WHOLE = 0.8
# Slips are few; where more than this share of the words change the text was gone over.
_MOST_SLIPS = 0.05
# Words that may come with a removal or a cut, as a share of those that went.
_COMES_WITH_CUT = 0.34
# From here on what went is most of the story: it was cut down, or is behind a wall now.
_MOST_OF_IT = 0.5
# The end of a story, from so much of it on, is cut off and not removed.
_END_OF_IT = 0.25


@dataclass(frozen=True, slots=True)
class Version:
    """One version of an article, and how it was read."""

    title: str
    text: str
    extractor: str = "page:"
    """As in `Provenance`: whether it comes from the page or from the feed."""
    cleaner: str = ""
    """Version of the cleaning code."""
    removed: tuple[str, ...] = ()
    """What cleaning took out."""
    is_held: bool = False
    """A person put this version back: cleaning alone does not change it again."""


def version_of(draft: Draft) -> Version:
    """The version that a draft is."""
    made = draft.provenance
    return Version(draft.title, draft.text, made.extractor, made.version, tuple(cut.text for cut in made.removed))


def classify(before: Version, after: Version) -> RevisionKind | None:
    """What `after`, found in the place of `before`, is to it. None: nothing that a reader would call a change.

    A page that can't be had for once, so that the feed's summary stands in, is no change of the story; the page that
    comes after such a summary is a better reading of it (`cleaning`). Where another version of the cleaning code read
    the later one, what is missing from it may be our doing: neither cut nor removal is claimed then.
    """
    if _is_stand_in(before, after):
        return None
    kind = _kind(before, after)
    return None if before.is_held and kind is RevisionKind.CLEANING else kind


def _kind(before: Version, after: Version) -> RevisionKind | None:
    difference = compare((before.title, before.text), (after.title, after.text))
    new_title = folded(without_churn(before.title)) != folded(without_churn(after.title))
    if before.extractor.startswith("feed:") and after.extractor.startswith("page:"):
        return RevisionKind.CLEANING
    changed = [passage for passage in difference.without_same().passages if not _is_churn(passage)]
    ours = _Removed(before.removed), _Removed(after.removed)
    told = [passage for passage in changed if not _is_ours(passage, *ours)]
    if correction_notes(after.title, after.text) - correction_notes(before.title, before.text):
        return RevisionKind.CORRECTION
    if not told:
        if new_title:
            return RevisionKind.TYPO if is_slip(difference.title) else RevisionKind.HEADLINE
        return RevisionKind.CLEANING if changed else None
    kind = _by_text(told, before.text, after.text)
    if kind is RevisionKind.TYPO and new_title and not is_slip(difference.title):
        return RevisionKind.HEADLINE
    if kind in (RevisionKind.CUT, RevisionKind.REMOVAL) and before.cleaner != after.cleaner:
        return RevisionKind.CLEANING
    return kind


def _is_stand_in(before: Version, after: Version) -> bool:
    """Whether the feed's words stand in for a page that was read before, and say less."""
    if not before.extractor.startswith("page:") or not after.extractor.startswith("feed:"):
        return False
    return after.extractor != "feed:content" or word_count(after.text) < _WHOLE * word_count(before.text)


def _is_churn(passage: Passage) -> bool:
    old, new = _sides(passage)
    return passage.change is not Change.MOVED and folded(without_churn(old)) == folded(without_churn(new))


def _sides(passage: Passage) -> tuple[str, str]:
    """A passage as it stood, and as it stands."""
    old = "".join(span.text for span in passage.spans if span.change is not Change.ADDED)
    new = "".join(span.text for span in passage.spans if span.change is not Change.REMOVED)
    return old.strip(), new.strip()


class _Removed:
    """What cleaning took out of one version."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._all = f" {' '.join(folded(text) for text in texts)} "

    def holds(self, text: str) -> bool:
        return f" {folded(text)} " in self._all


def _is_ours(passage: Passage, removed_before: _Removed, removed_after: _Removed) -> bool:
    """Whether cleaning took out all that is gone, and had taken out all that has come."""
    return passage.change is not Change.MOVED and all(
        span.change is Change.SAME
        or (removed_after if span.change is Change.REMOVED else removed_before).holds(span.text)
        for span in passage.spans
    )


def _by_text(told: Sequence[Passage], before: str, after: str) -> RevisionKind:
    total = max(word_count(before), 1)
    gone, come = _words(told, Change.REMOVED), _words(told, Change.ADDED)
    rewritten = [passage for passage in told if passage.change is Change.CHANGED]
    is_little = len(rewritten) == len(told) and max(gone, come) <= max(_MOST_SLIPS * total, 2)
    if is_little and all(is_slip(passage.spans) for passage in rewritten):
        return RevisionKind.TYPO
    if gone == 0 or come > _COMES_WITH_CUT * gone:
        return RevisionKind.UPDATE
    whole = [passage for passage in told if passage.change is Change.REMOVED]
    if not whole or _words(whole, Change.REMOVED) < gone / 2:
        return RevisionKind.CUT
    if gone >= _MOST_OF_IT * total or (gone >= _END_OF_IT * total and _is_its_end(whole, before)):
        return RevisionKind.CUT
    return RevisionKind.REMOVAL


def _words(passages: Iterable[Passage], change: Change) -> int:
    return sum(word_count(span.text) for passage in passages for span in passage.spans if span.change is change)


def _is_its_end(whole: Sequence[Passage], before: str) -> bool:
    """Whether the removed paragraphs are the last ones."""
    last = len(paragraphs(before))
    return [passage.place for passage in whole] == list(range(last - len(whole) + 1, last + 1))
