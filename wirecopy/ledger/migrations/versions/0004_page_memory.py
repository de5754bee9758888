"""What is remembered of hosts whose pages keep failing, and sites' files for robots, so that a restart asks nobody."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "site_files",
        sa.Column("url", sa.Text(), nullable=False),
        sa.Column("text", sa.Text()),
        sa.Column("ask_again", Time, nullable=False),
        sa.Column("failing_since", Time),
        sa.PrimaryKeyConstraint("url", name=op.f("pk_site_files")),
    )
    op.create_table(
        "page_troubles",
        sa.Column("host", sa.Text(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("probe_at", Time, nullable=False),
        sa.PrimaryKeyConstraint("host", name=op.f("pk_page_troubles")),
    )
