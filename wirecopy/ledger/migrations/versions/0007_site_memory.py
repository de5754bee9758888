"""What was learned of a site has a version, so that it can be written by many and what it changes be found."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    # Version 0 is a site that has no row yet.
    op.add_column("sites", sa.Column("version", sa.Integer(), nullable=False, server_default="1"))
    op.add_column("sites", sa.Column("learned", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("sites", sa.Column("learned_at", Time))
    op.add_column("sites", sa.Column("recleaned", sa.Integer(), nullable=False, server_default="0"))
    op.create_index("ix_sites_learned_at", "sites", ["learned_at"])
