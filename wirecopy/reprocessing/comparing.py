"""What cleaning an article again comes to: the record as it stands, beside what would be stored today. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from schemas.article import Article, Draft, Removal
from schemas.reprocess import Outcome, Recleaned
from schemas.revision import Change, Difference
from wirecopy.records.text import word_count
from wirecopy.revisions import Version, classify, compare, version_of

_FIELDS = (
    "url",
    "canonical_url",
    "summary",
    "authors",
    "published_at",
    "modified_at",
    "date_source",
    "language",
    "section",
    "tags",
    "image",
    "paywalled",
    "rights",
)
# A report is read by a person, and a run may have a million articles.
_LINE, _PASSAGE = 200, 400
_MOST_LINES, _MOST_PASSAGES = 20, 4


def judge(before: Article, after: Draft) -> Recleaned:
    """What becomes of the record. `SAME` also where only its provenance is another."""
    fields = _changed_fields(before, after)
    told = Recleaned(
        article_id=before.id,
        outcome=Outcome.FIELDS if fields else Outcome.SAME,
        title=before.title,
        host=before.source.host,
        words_before=before.word_count,
        words_after=before.word_count,
        fields=fields,
    )
    if not _has_other_text(before, after):
        return told
    difference = compare((before.title, before.text), (after.title, after.text))
    was, now = before.provenance.removed, after.provenance.removed
    return told.model_copy(
        update={
            "outcome": Outcome.TEXT,
            "words_after": after.word_count,
            "words_added": difference.words_added,
            "words_removed": difference.words_removed,
            "fields": {**_other_title(before, after), **fields},
            "removed": _only_in(now, was),
            "restored": _only_in(was, now),
            "lost": _passages(difference, Change.REMOVED),
            "gained": _passages(difference, Change.ADDED),
        }
    )


def untouched(article: Article, outcome: Outcome, reason: str) -> Recleaned:
    """The result for an article of which nothing new came."""
    return Recleaned(
        article_id=article.id,
        outcome=outcome,
        reason=reason,
        title=article.title,
        host=article.source.host,
        words_before=article.word_count,
        words_after=article.word_count,
    )


def _has_other_text(before: Article, after: Draft) -> bool:
    if before.title == after.title and before.text == after.text:
        return False
    if before.content_hash == after.content_hash and before.title == after.title:
        return True  # other paragraphs or marks around the same words
    # Counters may have gone on between the reading that is on record and the one in the archive.
    return classify(Version(before.title, before.text), version_of(after)) is not None


def _changed_fields(before: Article, after: Draft) -> dict[str, tuple[str, str]]:
    changed = {
        name: (_line(getattr(before, name)), _line(getattr(after, name)))
        for name in _FIELDS
        if getattr(before, name) != getattr(after, name)
    }
    if before.source.name != after.source.name:
        changed["source_name"] = _line(before.source.name), _line(after.source.name)
    return changed


def _other_title(before: Article, after: Draft) -> dict[str, tuple[str, str]]:
    return {"title": (_line(before.title), _line(after.title))} if before.title != after.title else {}


def _line(value: object) -> str:
    if value is None:
        return ""
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return _short(text, _LINE)


def _only_in(ones: Sequence[Removal], others: Iterable[Removal]) -> tuple[Removal, ...]:
    known = {other.text for other in others}
    fresh = [one for one in ones if one.text not in known][:_MOST_LINES]
    return tuple(Removal(text=_short(one.text, _LINE), reason=one.reason) for one in fresh)


def _passages(difference: Difference, change: Change) -> tuple[str, ...]:
    found = [
        span.text.strip()
        for passage in difference.passages
        if passage.change is not Change.MOVED
        for span in passage.spans
        if span.change is change
    ]
    longest = sorted(found, key=word_count, reverse=True)[:_MOST_PASSAGES]
    return tuple(_short(text, _PASSAGE) for text in longest)


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"
