"""Writing articles: the record, the addresses it answers to, its keys for deduplication, its versions, its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, text, update

from schemas.article import Draft
from schemas.revision import Revision, RevisionKind
from wirecopy.errors import NotFound
from wirecopy.ledger import dialects
from wirecopy.ledger import search as fulltext
from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.tables import article_keys, article_urls, articles, revisions
from wirecopy.records.text import word_count

# Built once: with a statement of 28 values, building it costs more than running it.
_ADD_ARTICLE = insert(articles)
_ADD_REVISION = insert(revisions)
_ADD_KEYS = insert(article_keys)
# One statement for the five hundred keys of a batch: PostgreSQL would take a command for each.
_ADD_KEYS_AT_ONCE = text(
    "INSERT INTO article_keys (key, root_id, article_id) "
    "SELECT * FROM unnest(CAST(:keys AS bigint[]), CAST(:roots AS bigint[]), CAST(:articles AS bigint[]))"
)


def serialize_stores(conn: Connection) -> None:
    """Wait until nobody else is between deduplicating and committing, and keep others out until this commits.

    Call it before the first question to `LedgerKnown`, and after `entries.take`, outside any savepoint.
    """
    dialects.lock_for_transaction(conn, dialects.STORING)


def store(
    conn: Connection,
    draft: Draft,
    *,
    sketch_keys: Sequence[int],
    sketch_packed: bytes,
    duplicate_of: int | None,
    evidence: Mapping[str, Any],
    now: datetime,
) -> int:
    """Add an article, as revision 1; give its id.

    `sketch_keys` are the signed 64-bit keys it is found by, `sketch_packed` what verifies a candidate. An address that
    is another article's already stays that one's. The change log is the caller's to write (`changes.append`).
    """
    (article_id,) = reserve(conn, 1)
    words = fulltext.indexed_words(draft.title, draft.text)
    addition = Addition(article_id, draft, tuple(sketch_keys), sketch_packed, words, duplicate_of, evidence)
    store_all(conn, [addition], now=now)
    return article_id


@dataclass(frozen=True, slots=True)
class Addition:
    """An article about to be stored."""

    article_id: int
    """One that `reserve` gave."""
    draft: Draft
    sketch_keys: tuple[int, ...]
    sketch_packed: bytes
    words: fulltext.IndexedWords
    duplicate_of: int | None = None
    evidence: Mapping[str, Any] = field(default_factory=dict)


def reserve(conn: Connection, count: int) -> list[int]:
    """Ids for so many articles, ascending: with them a batch can be stored that refers to itself."""
    return dialects.reserve_ids(conn, articles, count)


def store_all(conn: Connection, additions: Sequence[Addition], *, now: datetime) -> None:
    """`store` for several, in this order, in a few statements however many there are."""
    if not additions:
        return
    conn.execute(
        _ADD_ARTICLE,
        [
            {
                **_columns(addition.draft),
                "id": addition.article_id,
                "feed_id": addition.draft.source.feed_id,
                "sketch": addition.sketch_packed,
                "revision": 1,
                "duplicate_of": addition.duplicate_of,
                "evidence": dict(addition.evidence),
                "first_seen_at": now,
            }
            for addition in additions
        ],
    )
    add_all_urls(conn, [(url_key, added.article_id) for added in additions for url_key in added.draft.url_keys])
    conn.execute(
        _ADD_REVISION, [_version(added.article_id, added.draft, number=1, kind=None, now=now) for added in additions]
    )
    fulltext.index_all(conn, [(added.article_id, added.words) for added in additions])
    _add_keys(
        conn,
        [
            (key, added.duplicate_of or added.article_id, added.article_id)
            for added in additions
            for key in sorted(set(added.sketch_keys))
        ],
    )


def revise(
    conn: Connection,
    article_id: int,
    draft: Draft,
    *,
    kind: RevisionKind | None,
    sketch_keys: Sequence[int],
    sketch_packed: bytes,
    now: datetime,
) -> int:
    """Put a new text in an article's place, the old one kept as a revision; give the new revision's number.

    When it was first seen, what it duplicates, and the feed it first came through stay. Raises NotFound.
    """
    revised = conn.execute(
        update(articles)
        .where(articles.c.id == article_id)
        .values(**_columns(draft), sketch=sketch_packed, revision=articles.c.revision + 1)
        .returning(articles.c.revision, articles.c.duplicate_of)
    ).one_or_none()
    if revised is None:
        raise NotFound(f"there is no article {article_id}")
    _replace_keys(conn, article_id, revised.duplicate_of, sketch_keys)
    add_urls(conn, article_id, draft.url_keys)
    conn.execute(_ADD_REVISION, _version(article_id, draft, number=revised.revision, kind=kind, now=now))
    fulltext.index(conn, article_id, draft.title, draft.text)
    return int(revised.revision)


def describe(
    conn: Connection, article_id: int, draft: Draft, *, sketch_keys: Sequence[int], sketch_packed: bytes
) -> int:
    """Put new fields in an article's place, its title and text left as they are; give its revision's number.

    For what was read better, and not changed by the publisher. Raises NotFound.
    """
    fields = _columns(draft)
    for name in ("title", "text", "content_hash", "word_count"):
        del fields[name]
    described = conn.execute(
        update(articles)
        .where(articles.c.id == article_id)
        .values(**fields, sketch=sketch_packed)
        .returning(articles.c.revision, articles.c.duplicate_of)
    ).one_or_none()
    if described is None:
        raise NotFound(f"there is no article {article_id}")
    add_urls(conn, article_id, draft.url_keys)
    _replace_keys(conn, article_id, described.duplicate_of, sketch_keys)
    return int(described.revision)


def put_back(
    conn: Connection, version: Revision, *, sketch_keys: Sequence[int], sketch_packed: bytes, now: datetime
) -> int:
    """Make an earlier version's title and text the article's latest version; give the new version's number.

    It is marked as put back by a person (see `held`). Raises NotFound.
    """
    restored = conn.execute(
        update(articles)
        .where(articles.c.id == version.article_id)
        .values(
            title=version.title,
            text=version.text,
            content_hash=version.content_hash,
            modified_at=version.modified_at,
            word_count=word_count(version.text),
            sketch=sketch_packed,
            revision=articles.c.revision + 1,
        )
        .returning(articles.c.revision, articles.c.duplicate_of)
    ).one_or_none()
    if restored is None:
        raise NotFound(f"there is no article {version.article_id}")
    _replace_keys(conn, version.article_id, restored.duplicate_of, sketch_keys)
    same = version.model_dump(exclude={"number", "kind", "seen_at"})
    added = {**same, "number": restored.revision, "kind": RevisionKind.CLEANING, "seen_at": now}
    conn.execute(insert(revisions), {**added, "reverted_to": version.number})
    fulltext.index(conn, version.article_id, version.title, version.text)
    return int(restored.revision)


def add_urls(conn: Connection, article_id: int, url_keys: Iterable[str]) -> None:
    """Let the article answer to these addresses too, where they are no other's."""
    add_all_urls(conn, [(url_key, article_id) for url_key in url_keys])


def add_all_urls(conn: Connection, answers: Iterable[tuple[str, int]]) -> None:
    """Let each of these addresses lead to its article; the first to have an address keeps it."""
    rows = [{"url_key": url_key, "article_id": article_id} for url_key, article_id in dict.fromkeys(answers)]
    if rows:
        conn.execute(insert_into(conn, article_urls).on_conflict_do_nothing(index_elements=["url_key"]), rows)


def _replace_keys(conn: Connection, article_id: int, duplicate_of: int | None, sketch_keys: Sequence[int]) -> None:
    conn.execute(delete(article_keys).where(article_keys.c.article_id == article_id))
    _add_keys(conn, [(key, duplicate_of or article_id, article_id) for key in sorted(set(sketch_keys))])


def _add_keys(conn: Connection, rows: Sequence[tuple[int, int, int]]) -> None:
    """Rows of key, root and article."""
    if not rows:
        return
    if conn.dialect.name == "sqlite":
        conn.execute(_ADD_KEYS, [{"key": key, "root_id": root, "article_id": article} for key, root, article in rows])
    else:
        keys, roots, holders = (list(column) for column in zip(*rows, strict=True))
        conn.execute(_ADD_KEYS_AT_ONCE, {"keys": keys, "roots": roots, "articles": holders})


def _version(article_id: int, draft: Draft, *, number: int, kind: RevisionKind | None, now: datetime) -> dict[str, Any]:
    return {
        "article_id": article_id,
        "number": number,
        "kind": kind,
        "seen_at": now,
        "title": draft.title,
        "text": draft.text,
        "content_hash": draft.content_hash,
        "modified_at": draft.modified_at,
    }


def _columns(draft: Draft) -> dict[str, Any]:
    """The columns that a draft fills."""
    given = draft.model_dump(exclude={"source", "url_keys", "image", "provenance"})
    return {
        **given,
        "authors": list(draft.authors),
        "tags": list(draft.tags),
        "rights": list(draft.rights),
        "image": None if draft.image is None else draft.image.model_dump(mode="json"),
        "provenance": draft.provenance.model_dump(mode="json"),
        "host": draft.source.host,
        "source_name": draft.source.name,
    }
