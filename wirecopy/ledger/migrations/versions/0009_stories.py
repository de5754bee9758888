"""Stories, the words they are found by, and what a person has said of two articles."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Time = sa.DateTime(timezone=True)
Json = sa.JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")


def upgrade() -> None:
    op.drop_column("articles", "story_id")
    op.add_column("changes", sa.Column("story_id", Id))
    op.create_table(
        "links",
        sa.Column("article_id", Id, nullable=False),
        sa.Column("other_id", Id, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("at", Time, nullable=False),
        sa.PrimaryKeyConstraint("article_id", "other_id", "kind", name="pk_links"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_links_article_id"),
        sa.ForeignKeyConstraint(["other_id"], ["articles.id"], name="fk_links_other_id"),
    )
    op.create_index("ix_links_other_id", "links", ["other_id"])
    op.create_table(
        "stories",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("language", sa.Text()),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("first_at", Time, nullable=False),
        sa.Column("last_at", Time, nullable=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.Column("outlets", sa.Integer(), nullable=False),
        sa.Column("portrait", sa.LargeBinary(), nullable=False),
        sa.Column("merged_into", Id),
        sa.Column("touched_at", Time, nullable=False),
        sa.Column("findable", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_stories"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_stories_article_id"),
        sqlite_autoincrement=True,
    )
    for name, columns, condition in (
        ("ix_stories_last_at", ["last_at", "id"], "articles > 1"),
        ("ix_stories_findable", ["touched_at"], "findable"),
    ):
        op.create_index(name, "stories", columns, sqlite_where=sa.text(condition), postgresql_where=sa.text(condition))
    op.create_index("ix_stories_all_last_at", "stories", ["last_at", "id"])
    op.create_table(
        "story_articles",
        sa.Column("article_id", Id, nullable=False),
        sa.Column("story_id", Id, nullable=False),
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("at", Time, nullable=False),
        sa.Column("portrait", sa.LargeBinary()),
        sa.Column("evidence", Json, nullable=False),
        sa.PrimaryKeyConstraint("article_id", name="pk_story_articles"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_story_articles_article_id"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_story_articles_story_id"),
    )
    op.create_index("ix_story_articles_story_id_host", "story_articles", ["story_id", "host"])
    op.create_index("ix_story_articles_story_id_at", "story_articles", ["story_id", "at"])
    op.create_table(
        "story_keys",
        sa.Column("key", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("last_at", Time, nullable=False),
        sa.Column("story_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("key", "last_at", "story_id", name="pk_story_keys"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_story_keys_story_id"),
    )
    op.create_index("ix_story_keys_story_id", "story_keys", ["story_id"])
    op.create_table(
        "story_words",
        sa.Column("bucket", sa.BigInteger(), nullable=False, autoincrement=False),
        sa.Column("articles", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("bucket", name="pk_story_words"),
    )
    op.create_table(
        "story_queue",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_queue"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_story_queue_article_id"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "story_log",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("at", Time, nullable=False),
        sa.Column("kind", sa.String(20), nullable=False),
        sa.Column("story_id", Id, nullable=False),
        sa.Column("other_id", Id),
        sa.Column("article_ids", Json, nullable=False),
        sa.Column("evidence", Json, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_story_log"),
        sa.ForeignKeyConstraint(["story_id"], ["stories.id"], name="fk_story_log_story_id"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_story_log_story_id_id", "story_log", ["story_id", "id"])
    op.create_index("ix_story_log_other_id_id", "story_log", ["other_id", "id"])
    # Articles of before are in no story until they are put on the queue; the newest are, so that the desk is not empty.
    op.execute(
        "INSERT INTO story_queue (article_id) "
        "SELECT id FROM (SELECT id FROM articles ORDER BY id DESC LIMIT 2000) AS newest ORDER BY id"
    )
