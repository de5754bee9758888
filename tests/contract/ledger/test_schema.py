"""Opening, migrating and refusing a ledger."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from tests.postgres import PostgresServer
from wirecopy.errors import LedgerDown, OldSchema, SetupError
from wirecopy.ledger import Ledger
from wirecopy.ledger.search import is_search_table
from wirecopy.ledger.tables import metadata


def test_the_migrated_schema_is_that_of_the_tables(ledger):
    with ledger.begin() as conn:
        context = MigrationContext.configure(
            conn,
            opts={"include_name": lambda name, kind, _parents: kind != "table" or not is_search_table(name or "")},
        )
        assert compare_metadata(context, metadata) == []


def test_an_empty_database_is_refused_with_the_command_to_run(empty_url):
    ledger = Ledger(empty_url)
    with pytest.raises(OldSchema, match="run `wirecopy migrate`"):
        ledger.check_schema()
    ledger.migrate()
    ledger.check_schema()
    ledger.close()


def test_an_older_schema_is_refused(ledger, monkeypatch):
    monkeypatch.setattr("alembic.script.ScriptDirectory.get_current_head", lambda _script: "9999")
    with pytest.raises(OldSchema, match=r"has schema \d+, this needs 9999: run `wirecopy migrate`"):
        ledger.check_schema()


def test_a_newer_schema_is_refused_and_left_alone(ledger):
    with ledger.begin() as conn:
        conn.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(OldSchema, match="upgrade wirecopy"):
        ledger.check_schema()
    with pytest.raises(OldSchema, match="upgrade wirecopy"):
        ledger.migrate()


def test_several_may_migrate_at_once(empty_url):
    ledgers = [Ledger(empty_url) for _ in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda ledger: ledger.migrate(), ledgers))
    for ledger in ledgers:
        ledger.check_schema()
        ledger.close()


def test_a_read_transaction_refuses_to_write_and_the_next_one_may(ledger):
    with pytest.raises(DBAPIError, match=r"(?i)read-?only"), ledger.read() as conn:
        conn.execute(text("INSERT INTO hosts (host, next_free_us) VALUES ('a.example', 1)"))
    with ledger.begin() as conn:
        conn.execute(text("INSERT INTO hosts (host, next_free_us) VALUES ('a.example', 1)"))


def test_an_exception_leaves_nothing_behind(ledger):
    def break_off() -> None:
        with ledger.begin() as conn:
            conn.execute(text("INSERT INTO hosts (host, next_free_us) VALUES ('a.example', 1)"))
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        break_off()
    with ledger.read() as conn:
        assert conn.execute(text("SELECT count(*) FROM hosts")).scalar() == 0


def test_a_savepoint_undoes_its_own_part_only(ledger):
    add = text("INSERT INTO hosts (host, next_free_us) VALUES (:host, 1)")
    with ledger.begin() as conn:
        conn.execute(add, {"host": "kept.example"})
        savepoint = conn.begin_nested()
        conn.execute(add, {"host": "undone.example"})
        savepoint.rollback()
    with ledger.read() as conn:
        assert conn.execute(text("SELECT host FROM hosts")).scalars().all() == ["kept.example"]


def test_a_read_transaction_sees_one_moment(ledger):
    count = text("SELECT count(*) FROM hosts")
    with ledger.read() as reading:
        assert reading.execute(count).scalar() == 0
        with ledger.begin() as writing:
            writing.execute(text("INSERT INTO hosts (host, next_free_us) VALUES ('a.example', 1)"))
        assert reading.execute(count).scalar() == 0


def test_a_server_that_is_not_there_is_named_without_its_password():
    ledger = Ledger("postgresql://desk:hush@127.0.0.1:1/wire")
    with pytest.raises(LedgerDown, match=r"127\.0\.0\.1:1/wire") as caught, ledger.begin():
        pass
    assert "hush" not in str(caught.value)
    assert "WIRECOPY_DATABASE_URL" in str(caught.value)


def test_a_file_that_is_no_database_is_named(tmp_path):
    path = tmp_path / "notes.db"
    path.write_text("Not a database at all. " * 100)
    with pytest.raises(LedgerDown, match=r"notes\.db"):
        Ledger(f"sqlite:///{path}").migrate()


@pytest.mark.parametrize(
    ("url", "said"),
    [
        ("not an address", "WIRECOPY_DATABASE_URL"),
        ("mysql://root:hush@db/wire", "sqlite or postgresql"),
        ("sqlite://", "plain file"),
        ("sqlite:///:memory:", "plain file"),
    ],
)
def test_an_address_of_something_else_is_refused(url, said):
    with pytest.raises(SetupError, match=said) as caught:
        Ledger(url)
    assert "hush" not in str(caught.value)


def test_a_database_that_can_not_hold_every_language_is_refused_in_words(postgres_server: PostgresServer):
    name = postgres_server.create_database(template="template0 ENCODING 'SQL_ASCII'")
    ledger = Ledger(postgres_server.url(name))
    with pytest.raises(SetupError, match="has the encoding SQL_ASCII"):
        ledger.migrate()
    ledger.close()
    postgres_server.drop_database(name)
