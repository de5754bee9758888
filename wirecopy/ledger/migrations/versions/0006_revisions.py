"""What kind of change led to a revision, and the runs that clean stored articles again."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Time = sa.DateTime(timezone=True)
Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    op.add_column("revisions", sa.Column("kind", sa.String(20)))
    op.add_column("revisions", sa.Column("reverted_to", sa.Integer()))
    op.create_table(
        "reprocess_runs",
        sa.Column("id", Id, sa.Identity(), nullable=False),
        sa.Column("cause", sa.String(20), nullable=False),
        sa.Column("host", sa.Text()),
        sa.Column("since", Time),
        sa.Column("dry_run", sa.Boolean(), nullable=False),
        sa.Column("cleaner", sa.Text(), nullable=False),
        sa.Column("created_at", Time, nullable=False),
        sa.Column("start_at", Time, nullable=False),
        sa.Column("finished_at", Time),
        sa.Column("stopped", sa.Boolean(), nullable=False),
        sa.Column("site_learned", sa.Integer()),
        sa.Column("articles", sa.Integer()),
        sa.PrimaryKeyConstraint("id", name="pk_reprocess_runs"),
        sqlite_autoincrement=True,
    )
    op.create_table(
        "reprocess_batches",
        sa.Column("run_id", Id, nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("first_id", Id, nullable=False),
        sa.Column("last_id", Id, nullable=False),
        sa.Column("size", sa.Integer(), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("taken_by", sa.String(16)),
        sa.Column("lease_until", Time),
        sa.Column("done_at", Time),
        sa.Column("outcomes", Json),
        sa.PrimaryKeyConstraint("run_id", "number", name="pk_reprocess_batches"),
        sa.ForeignKeyConstraint(
            ["run_id"], ["reprocess_runs.id"], name="fk_reprocess_batches_run_id", ondelete="CASCADE"
        ),
    )
    undone = sa.text("done_at IS NULL")
    op.create_index(
        "ix_reprocess_batches_undone",
        "reprocess_batches",
        ["run_id", "number"],
        sqlite_where=undone,
        postgresql_where=undone,
    )
    op.create_table(
        "reprocessed",
        sa.Column("run_id", Id, nullable=False),
        sa.Column("article_id", Id, nullable=False),
        sa.Column("outcome", sa.String(20), nullable=False),
        sa.Column("loss", sa.Float(), nullable=False),
        sa.Column("detail", Json, nullable=False),
        sa.PrimaryKeyConstraint("run_id", "article_id", name="pk_reprocessed"),
        sa.ForeignKeyConstraint(["run_id"], ["reprocess_runs.id"], name="fk_reprocessed_run_id", ondelete="CASCADE"),
        sa.ForeignKeyConstraint(["article_id"], ["articles.id"], name="fk_reprocessed_article_id"),
    )
