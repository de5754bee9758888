"""What SQLite and PostgreSQL spell differently: inserts that may meet a row, long lists in a query, locks."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Connection,
    FromClause,
    Select,
    Table,
    Text,
    bindparam,
    cast,
    func,
    literal,
    select,
    text,
    true,
    type_coerce,
)
from sqlalchemy.dialects import postgresql, sqlite


def insert_into(conn: Connection, table: Table) -> postgresql.Insert | sqlite.Insert:
    """An INSERT that knows `on_conflict_do_nothing` and `on_conflict_do_update`."""
    return sqlite.insert(table) if conn.dialect.name == "sqlite" else postgresql.insert(table)


def numbers(conn: Connection, values: Iterable[int], name: str) -> FromClause:
    """A table of one column, `value`, out of one bound parameter: any length, and one statement to plan."""
    wanted = list(values)
    if conn.dialect.name == "sqlite":
        return func.json_each(json.dumps(wanted)).table_valued("value", name=name)
    array = cast(literal(wanted, postgresql.ARRAY(BigInteger)), postgresql.ARRAY(BigInteger))
    return func.unnest(array).table_valued("value", name=name).render_derived()


def numbered(dialect: str, name: str) -> FromClause:
    """A table of two columns, `number` and `value`, for a statement that is built once; `numbered_values` fills it."""
    if dialect == "sqlite":
        rows = bindparam(f"{name}_rows", type_=Text)
        each = func.json_each(rows).table_valued("value", name=f"{name}_rows")
        columns = [
            type_coerce(func.json_extract(each.c.value, f"$[{place}]"), BigInteger).label(column)
            for place, column in enumerate(("number", "value"))
        ]
        return select(*columns).cte(name)
    array = postgresql.ARRAY(BigInteger)
    sides = [cast(bindparam(f"{name}_{column}s", type_=array), array) for column in ("number", "value")]
    return func.unnest(*sides).table_valued("number", "value", name=name).render_derived()


def numbered_values(dialect: str, name: str, rows: Sequence[tuple[int, int]]) -> dict[str, Any]:
    """The parameters of `numbered`: any number of rows."""
    if dialect == "sqlite":
        return {f"{name}_rows": json.dumps(rows)}
    return {f"{name}_numbers": [number for number, _ in rows], f"{name}_values": [value for _, value in rows]}


def reserve_ids(conn: Connection, table: Table, count: int) -> list[int]:
    """Ids for so many new rows of a table, ascending, before there are any rows.

    On SQLite they are reserved by the write transaction that this must be, until it ends.
    """
    if conn.dialect.name == "sqlite":
        last = conn.execute(text("SELECT seq FROM sqlite_sequence WHERE name = :name"), {"name": table.name}).scalar()
        return [int(last or 0) + place for place in range(1, count + 1)]
    drawn = text("SELECT nextval(pg_get_serial_sequence(:name, 'id')) FROM generate_series(1, :count)")
    return sorted(conn.execute(drawn, {"name": table.name, "count": count}).scalars())


def among(conn: Connection, column: ColumnElement[int], values: Iterable[int]) -> ColumnElement[bool]:
    """`column IN (values)` for any number of values; SQLite takes 32,766 parameters, PostgreSQL 65,535."""
    return column.in_(select(numbers(conn, values, "wanted").c.value))


def first_of_each(conn: Connection, outer: FromClause, chosen: Select[tuple[int]]) -> Select[tuple[int]]:
    """The ids that `chosen`, a query with a LIMIT that refers to `outer`, gives for each row of `outer`.

    PostgreSQL has LATERAL for it. SQLite has not, but its json_each may refer to the row beside it.
    """
    rows = chosen.correlate(outer)
    if conn.dialect.name == "sqlite":
        ids = rows.subquery()
        listed = select(func.json_group_array(ids.c.id)).scalar_subquery()
        each = func.json_each(listed).table_valued("value", name="each", joins_implicitly=True)
        return select(each.c.value.label("id")).select_from(outer, each)
    lateral = rows.lateral("picked")
    return select(lateral.c.id).select_from(outer.join(lateral, true()))


def lock_for_transaction(conn: Connection, lock: int) -> None:
    """Wait for the named lock and hold it until this transaction ends (or rolls back to a savepoint before here).

    SQLite needs none: BEGIN IMMEDIATE lets one writer in at a time.
    """
    if conn.dialect.name == "postgresql":
        conn.execute(text("SELECT pg_advisory_xact_lock(:lock)"), {"lock": lock})


# "wire" in ASCII, so as not to meet another application's locks in the same database.
_OURS = 0x77697265_00000000
MIGRATING = _OURS + 1
LEASING_ENTRIES = _OURS + 2
STORING = _OURS + 3
"""Deduplicate-and-store, and the change log: whoever holds it sees all that was stored before."""
REPROCESSING = _OURS + 4
PLACING = _OURS + 5
"""Placing articles in stories: whoever holds it sees every story as it stands. Taken before STORING, never after."""
