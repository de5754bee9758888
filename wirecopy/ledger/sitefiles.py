"""Sites' files for robots, kept so that a fetcher that starts anew need not ask every site for them again."""

from __future__ import annotations

from sqlalchemy import Connection, select

from schemas.site import SiteFile
from wirecopy.ledger.dialects import insert_into
from wirecopy.ledger.tables import site_files


def load(conn: Connection, url: str) -> SiteFile | None:
    """The file of this address as last read; None where it was never asked for."""
    row = conn.execute(select(site_files).where(site_files.c.url == url)).one_or_none()
    return None if row is None else SiteFile.model_validate(dict(row._mapping))


def save(conn: Connection, file: SiteFile) -> None:
    """Keep a file in place of the one of the same address."""
    added = insert_into(conn, site_files).values(file.model_dump())
    names = [name for name in SiteFile.model_fields if name != "url"]
    conn.execute(
        added.on_conflict_do_update(index_elements=["url"], set_={name: added.excluded[name] for name in names})
    )
