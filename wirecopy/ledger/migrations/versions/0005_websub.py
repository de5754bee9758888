"""WebSub: subscriptions at hubs, and what they push."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "subscriptions",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("feed_id", Id),
        sa.Column("hub_url", sa.Text(), nullable=False),
        sa.Column("topic_url", sa.Text(), nullable=False),
        sa.Column("token", sa.Text(), nullable=False),
        sa.Column("secret", sa.Text(), nullable=False),
        sa.Column("state", sa.String(20), nullable=False),
        sa.Column("pending", sa.String(20)),
        sa.Column("lease_until", Time),
        sa.Column("next_try_at", Time, nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("missed", sa.Integer(), nullable=False),
        sa.Column("last_push_at", Time),
        sa.Column("last_error", sa.Text()),
        sa.Column("created_at", Time, nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_subscriptions"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_subscriptions_feed_id", ondelete="SET NULL"),
        sa.UniqueConstraint("token", name="uq_subscriptions_token"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_subscriptions_feed_id", "subscriptions", ["feed_id"])
    op.create_index("ix_subscriptions_next_try_at", "subscriptions", ["next_try_at"])
    op.create_table(
        "pushes",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("feed_id", Id, nullable=False),
        sa.Column("received_at", Time, nullable=False),
        sa.Column("content_type", sa.Text()),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("leased_until", Time),
        sa.PrimaryKeyConstraint("id", name="pk_pushes"),
        sa.ForeignKeyConstraint(["feed_id"], ["feeds.id"], name="fk_pushes_feed_id", ondelete="CASCADE"),
        sqlite_autoincrement=True,
    )
    op.create_index("ix_pushes_feed_id", "pushes", ["feed_id"])
