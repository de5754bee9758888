"""The index of keys made lighter: on SQLite one tree instead of a table and two, and no foreign keys.

Every article has some thirty keys, each would be checked against two articles, and no article is ever deleted.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.drop_constraint("fk_article_keys_root_id", "article_keys", type_="foreignkey")
        op.drop_constraint("fk_article_keys_article_id", "article_keys", type_="foreignkey")
        return
    op.create_table(
        "lighter_keys",
        sa.Column("key", sa.BigInteger(), nullable=False),
        sa.Column("root_id", sa.Integer(), nullable=False),
        sa.Column("article_id", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("key", "root_id", "article_id", name="pk_article_keys"),
        sqlite_with_rowid=False,
    )
    op.execute("INSERT INTO lighter_keys SELECT key, root_id, article_id FROM article_keys ORDER BY 1, 2, 3")
    op.drop_table("article_keys")
    op.rename_table("lighter_keys", "article_keys")
    op.create_index("ix_article_keys_article_id", "article_keys", ["article_id"])
