"""The first schema.

Migrations are append-only: once released, a file in this folder is never changed. So it repeats the column types
instead of importing those of today.
"""

from __future__ import annotations

from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
Time = sa.DateTime(timezone=True)


def only(condition: sa.TextClause) -> dict[str, Any]:
    return {"sqlite_where": condition, "postgresql_where": condition}


def upgrade() -> None:
    op.create_table(
        "articles",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("canonical_url", sa.Text(), nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("source_name", sa.Text()),
        sa.Column("feed_id", Id),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("authors", Json, nullable=False),
        sa.Column("published_at", Time),
        sa.Column("modified_at", Time),
        sa.Column("date_source", sa.Text()),
        sa.Column("language", sa.Text()),
        sa.Column("section", sa.Text()),
        sa.Column("tags", Json, nullable=False),
        sa.Column("image", Json),
        sa.Column("paywalled", sa.Boolean()),
        sa.Column("rights", Json, nullable=False),
        sa.Column("word_count", sa.Integer(), nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("duplicate_of", Id),
        sa.Column("story_id", Id),
        sa.Column("first_seen_at", Time, nullable=False),
        sa.Column("provenance", Json, nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.Column("sketch", sa.LargeBinary(), nullable=False),
        sa.ForeignKeyConstraint(["duplicate_of"], ["articles.id"], name="fk_articles_duplicate_of"),
        sa.PrimaryKeyConstraint("id", name="pk_articles"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_articles_content_hash", "articles", ["content_hash"])
    op.create_index("ix_articles_duplicate_of", "articles", ["duplicate_of"])
    op.create_index("ix_articles_feed_id_first_seen_at_id", "articles", ["feed_id", "first_seen_at", "id"])
    op.create_index("ix_articles_first_seen_at_id", "articles", ["first_seen_at", "id"])
    op.create_index("ix_articles_host_first_seen_at_id", "articles", ["host", "first_seen_at", "id"])

    op.create_table(
        "feeds",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("site_url", sa.Text()),
        sa.Column("kind", sa.String(length=20)),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("tags", Json, nullable=False),
        sa.Column("etag", sa.Text()),
        sa.Column("last_modified", sa.Text()),
        sa.Column("body_hash", sa.Text()),
        sa.Column("interval_seconds", sa.Integer(), nullable=False),
        sa.Column("next_poll_at", Time, nullable=False),
        sa.Column("leased_until", Time),
        sa.Column("failures", sa.Integer(), nullable=False),
        sa.Column("last_polled_at", Time),
        sa.Column("last_status", sa.Integer()),
        sa.Column("last_error", sa.Text()),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("discovered_from", sa.Text()),
        sa.PrimaryKeyConstraint("id", name="pk_feeds"),
        sa.UniqueConstraint("url", name="uq_feeds_url"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_feeds_discovered_from", "feeds", ["discovered_from"])
    op.create_index("ix_feeds_state_next_poll_at_id", "feeds", ["state", "next_poll_at", "id"])

    op.create_table(
        "heartbeats",
        sa.Column("service", sa.String(length=40), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("at", Time, nullable=False),
        sa.Column("detail", Json, nullable=False),
        sa.PrimaryKeyConstraint("service", "name", name="pk_heartbeats"),
    )

    op.create_table(
        "hosts",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("next_free_us", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_hosts"),
    )

    op.create_table(
        "sites",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("memory", Json, nullable=False),
        sa.Column("updated_at", Time, nullable=False),
        sa.PrimaryKeyConstraint("host", name="pk_sites"),
    )

    op.create_table(
        "article_keys",
        sa.Column("key", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("root_id", Id, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["root_id"], ["articles.id"], name="fk_article_keys_root_id"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_keys_article_id"),
        sa.PrimaryKeyConstraint("key", "root_id", "article_id", name="pk_article_keys"),
    )
    op.create_index("ix_article_keys_article_id", "article_keys", ["article_id"])

    op.create_table(
        "article_urls",
        sa.Column("url_key", sa.Text(), nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_article_urls_article_id"),
        sa.PrimaryKeyConstraint("url_key", name="pk_article_urls"),
    )
    op.create_index("ix_article_urls_article_id", "article_urls", ["article_id"])

    op.create_table(
        "changes",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("at", Time, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_changes_article_id"),
        sa.PrimaryKeyConstraint("id", name="pk_changes"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_changes_at", "changes", ["at"])

    op.create_table(
        "entries",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("feed_id", Id, nullable=False),
        sa.Column("key", sa.Text(), nullable=False),
        sa.Column("url", sa.Text()),
        sa.Column("url_key", sa.Text()),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=20), nullable=False),
        sa.Column("reason", sa.Text()),
        sa.Column("error", sa.Text()),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("refetch", sa.Boolean(), nullable=False),
        sa.Column("item", Json, nullable=False),
        sa.Column("item_hash", sa.Text(), nullable=False),
        sa.Column("quiet_changes", sa.Integer(), nullable=False),
        sa.Column("archived", Json),
        sa.Column("article_id", Id),
        sa.Column("seen_at", Time, nullable=False),
        sa.Column("next_attempt_at", Time, nullable=False),
        sa.Column("lease_until", Time),
        sa.Column("pull_again_at", Time),
        sa.Column("pulled_at", Time),
        sa.Column("queued_at", Time),
        sa.Column("settled_at", Time),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_entries_article_id"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_entries_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_entries"),
        sa.UniqueConstraint("feed_id", "key", name="uq_entries_feed_id_key"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_entries_article_id", "entries", ["article_id"])
    op.create_index("ix_entries_busy_url", "entries", ["url_key"], **only(sa.text("state IN ('pulling', 'queued')")))
    op.create_index("ix_entries_pull_again", "entries", ["pull_again_at"], **only(sa.text("pull_again_at IS NOT NULL")))
    op.create_index("ix_entries_pulling", "entries", ["host"], **only(sa.text("state = 'pulling'")))
    op.create_index("ix_entries_state_id", "entries", ["state", "id"])
    op.create_index(
        "ix_entries_waiting", "entries", ["host", "next_attempt_at", "id"], **only(sa.text("state = 'waiting'"))
    )
    op.create_index("ix_entries_waiting_url", "entries", ["url_key"], **only(sa.text("state = 'waiting'")))

    op.create_table(
        "polls",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("feed_id", Id, nullable=False),
        sa.Column("at", Time, nullable=False),
        sa.Column("outcome", sa.String(length=20), nullable=False),
        sa.Column("status", sa.Integer()),
        sa.Column("body_bytes", sa.BigInteger(), nullable=False),
        sa.Column("duration_ms", sa.Integer(), nullable=False),
        sa.Column("entries_found", sa.Integer(), nullable=False),
        sa.Column("entries_new", sa.Integer(), nullable=False),
        sa.Column("entries_changed", sa.Integer(), nullable=False),
        sa.Column("error", sa.Text()),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_polls_feed_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name="pk_polls"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_polls_at", "polls", ["at"])
    op.create_index("ix_polls_feed_id_id", "polls", ["feed_id", "id"])

    op.create_table(
        "revisions",
        sa.Column("article_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("seen_at", Time, nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("modified_at", Time),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_revisions_article_id"),
        sa.PrimaryKeyConstraint("article_id", "number", name="pk_revisions"),
    )

    # The full-text index; see wirecopy/ledger/search.py. It gets words that are folded and cut already, so the
    # tokenizer has only to take letters, marks and digits as they are.
    if op.get_bind().dialect.name == "sqlite":
        op.execute(
            "CREATE VIRTUAL TABLE article_search USING fts5("
            """title, body, tokenize = "unicode61 remove_diacritics 0 categories 'L* M* N* Co'")"""
        )
        # SQLite plans without figures unless it is given some: it would take `state = 'waiting'` for a handful of
        # rows and sort them all. These are a large ledger's (see "The sqlite_stat1 table" in its documentation).
        op.execute("ANALYZE")
        op.execute("DELETE FROM sqlite_stat1")
        statistics = sa.table("sqlite_stat1", sa.column("tbl"), sa.column("idx"), sa.column("stat"))
        op.bulk_insert(
            statistics,
            [
                {"tbl": "entries", "idx": "ix_entries_state_id", "stat": "1000000 125000 1"},
                {"tbl": "entries", "idx": "ix_entries_waiting", "stat": "100000 20 4 1"},
                {"tbl": "entries", "idx": "ix_entries_waiting_url", "stat": "100000 2"},
                {"tbl": "entries", "idx": "ix_entries_pulling", "stat": "200 4"},
                {"tbl": "entries", "idx": "ix_entries_busy_url", "stat": "2000 1"},
                {"tbl": "entries", "idx": "uq_entries_feed_id_key", "stat": "1000000 100 1"},
            ],
        )
    else:
        op.create_table(
            "article_search",
            sa.Column("article_id", sa.BigInteger(), sa.ForeignKey("articles.id"), primary_key=True),
            sa.Column("words", postgresql.TSVECTOR(), nullable=False),
        )
        op.create_index("ix_article_search_words", "article_search", ["words"], postgresql_using="gin")
