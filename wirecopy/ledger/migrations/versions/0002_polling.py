"""What polling remembers: whose validators they are, the feed's wishes and rhythm, moves, and each host's strikes."""

from __future__ import annotations

from urllib.parse import urlsplit

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

Id = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
Json = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
Time = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.add_column("feeds", sa.Column("host", sa.Text(), nullable=False, server_default=""))
    op.add_column("feeds", sa.Column("validators_from", sa.Text()))
    op.add_column("feeds", sa.Column("distrusted_until", Time))
    op.add_column("feeds", sa.Column("read_at", Time))
    op.add_column("feeds", sa.Column("wishes", Json, nullable=False, server_default="{}"))
    op.add_column("feeds", sa.Column("rhythm", Json))
    op.add_column("feeds", sa.Column("rate", sa.Float()))
    op.add_column("feeds", sa.Column("moved_to", sa.Text()))
    op.add_column("feeds", sa.Column("moved_since", Time))
    op.add_column("feeds", sa.Column("moved_polls", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("feeds", sa.Column("failing_since", Time))
    op.add_column("polls", sa.Column("gap", sa.Boolean(), nullable=False, server_default=sa.false()))
    for name in ("line_until_us", "asked_since_us", "asked", "strikes"):
        kind = sa.BigInteger() if name.endswith("_us") else sa.Integer()
        op.add_column("hosts", sa.Column(name, kind, nullable=False, server_default="0"))
    _name_the_hosts()


def _name_the_hosts() -> None:
    """Give each feed its host name; its first poll makes a registrable domain of it."""
    feeds = sa.table("feeds", sa.column("id", Id), sa.column("url", sa.Text()), sa.column("host", sa.Text()))
    conn = op.get_bind()
    named = [
        {"feed_id": row.id, "name": (urlsplit(row.url).hostname or "").lower()}
        for row in conn.execute(sa.select(feeds.c.id, feeds.c.url))
        if "://" in row.url
    ]
    if named:
        conn.execute(
            sa.update(feeds).where(feeds.c.id == sa.bindparam("feed_id")).values(host=sa.bindparam("name")), named
        )
