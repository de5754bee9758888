"""By what an entry is known again when its feed gives it another guid: its link, and its words."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("entries", sa.Column("words_hash", sa.Text()))
    op.create_index(op.f("ix_entries_feed_id_url_key"), "entries", ["feed_id", "url_key"])
    op.create_index(op.f("ix_entries_feed_id_words_hash"), "entries", ["feed_id", "words_hash"])
