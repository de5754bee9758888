"""Column types: the same Python values from both databases."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import JSON, BigInteger, DateTime, Dialect, Integer, Text, TypeDecorator
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.types import TypeEngine

# An escaped NUL in JSON text: an odd number of backslashes before u0000.
_JSON_NUL = re.compile(r"(?<!\\)((?:\\\\)*)\\u0000")

Id = BigInteger().with_variant(Integer(), "sqlite")
"""A 64-bit row id. SQLite numbers rows by itself only in a column of the very type INTEGER, which holds 64 bits too."""

Json = JSON(none_as_null=True).with_variant(JSONB(none_as_null=True), "postgresql")
"""A JSON value; None is SQL NULL."""


class UtcTime(TypeDecorator[datetime]):
    """An aware moment, in UTC. SQLite keeps it as text of one width, which sorts by time and reads well."""

    impl = DateTime
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """`timestamptz` on PostgreSQL, text on SQLite."""
        return dialect.type_descriptor(DateTime(timezone=dialect.name != "sqlite"))

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Refuse a naive time: which moment it means would depend on the machine."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError(f"a time without a zone can't go into the ledger: {value!r}")
        moment = value.astimezone(UTC)
        return moment.replace(tzinfo=None) if dialect.name == "sqlite" else moment

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Aware, in UTC."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if dialect.name == "sqlite" else value.astimezone(UTC)


class Words(TypeDecorator[str]):
    """Text from the web. Drops NUL, which PostgreSQL can't hold, and replaces what is not encodable in UTF-8."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        """Text that both databases take."""
        return None if value is None else storable(value)


def storable(text: str) -> str:
    """`text` without NUL characters and lone surrogates."""
    return text.replace("\x00", "").encode("utf-8", "replace").decode("utf-8")


def to_json(value: Any) -> str:
    """JSON text that both databases take: no NUL, no lone surrogate, other characters as they are."""
    written = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return _JSON_NUL.sub(r"\1", written).encode("utf-8", "replace").decode("utf-8")
