"""Entries as rows: the states in groups, conditions, and back to the model."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Row, literal_column

from schemas.entry import Entry, EntryState
from wirecopy.ledger.tables import entries

ON_THE_WAY = (EntryState.WAITING, EntryState.PULLING, EntryState.QUEUED)

COLUMNS = [entries.c[name] for name in Entry.model_fields]
"""What an `Entry` holds; hash, keys and counters of the ledger's own stay out."""


def in_state(*states: EntryState, of: Any = entries) -> ColumnElement[bool]:
    """A condition on the state, written out: a bound parameter would keep the partial indexes from being used."""
    written: list[ColumnElement[str]] = [literal_column(f"'{state.value}'") for state in states]
    column: ColumnElement[str] = of.c.state
    return column == written[0] if len(written) == 1 else column.in_(written)


def to_entry(row: Row[Any]) -> Entry:
    """The model of a row of `COLUMNS`."""
    return Entry.model_validate(dict(row._mapping))
