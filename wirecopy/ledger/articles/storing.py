"""Writing articles: the record, the addresses it answers to, its keys for deduplication, its versions, its words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, update

from schemas.article import Draft
from schemas.revision import Revision, RevisionKind
from wirecopy.errors import NotFound
from wirecopy.ledger import dialects
from wirecopy.ledger import search as fulltext
from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.tables import article_keys, article_urls, articles, revisions
from wirecopy.records.text import word_count

# Built once: with a statement of 28 values, building it costs more than running it.
_ADD_ARTICLE = insert(articles).returning(articles.c.id)
_ADD_KEYS = insert(article_keys)
_ADD_REVISION = insert(revisions)


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
    added = conn.execute(
        _ADD_ARTICLE,
        {
            **_columns(draft),
            "feed_id": draft.source.feed_id,
            "sketch": sketch_packed,
            "revision": 1,
            "duplicate_of": duplicate_of,
            "evidence": dict(evidence),
            "first_seen_at": now,
        },
    )
    article_id = int(added.scalar_one())
    _add_parts(conn, article_id, draft, number=1, kind=None, now=now)
    _add_keys(conn, article_id, duplicate_of or article_id, sketch_keys)
    return article_id


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
    _add_parts(conn, article_id, draft, number=revised.revision, kind=kind, now=now)
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
    rows = [{"url_key": url_key, "article_id": article_id} for url_key in dict.fromkeys(url_keys)]
    if rows:
        conn.execute(insert_into(conn, article_urls).on_conflict_do_nothing(index_elements=["url_key"]), rows)


def _replace_keys(conn: Connection, article_id: int, duplicate_of: int | None, sketch_keys: Sequence[int]) -> None:
    conn.execute(delete(article_keys).where(article_keys.c.article_id == article_id))
    _add_keys(conn, article_id, duplicate_of or article_id, sketch_keys)


def _add_keys(conn: Connection, article_id: int, root_id: int, sketch_keys: Sequence[int]) -> None:
    rows = [{"key": key, "root_id": root_id, "article_id": article_id} for key in sorted(set(sketch_keys))]
    if rows:
        conn.execute(_ADD_KEYS, rows)


def _add_parts(
    conn: Connection, article_id: int, draft: Draft, *, number: int, kind: RevisionKind | None, now: datetime
) -> None:
    """What a new article and a new revision have in common: addresses, the version, the words."""
    add_urls(conn, article_id, draft.url_keys)
    conn.execute(
        _ADD_REVISION,
        {
            "article_id": article_id,
            "number": number,
            "kind": kind,
            "seen_at": now,
            "title": draft.title,
            "text": draft.text,
            "content_hash": draft.content_hash,
            "modified_at": draft.modified_at,
        },
    )
    fulltext.index(conn, article_id, draft.title, draft.text)


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
