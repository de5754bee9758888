"""The database: the source of truth for feeds, entries, articles and changes.

`Ledger` (database.py) opens transactions; each other module holds the functions of one noun, and every one of them
takes the connection of such a transaction first. They run unchanged on SQLite and on PostgreSQL; what truly differs
stands in types.py (how values are kept), dialects.py (locks and lists), search.py and database.py.
"""

from wirecopy.ledger.database import Ledger

__all__ = ["Ledger"]
