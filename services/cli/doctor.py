"""`wirecopy doctor`: is this installation able to work, and if not, why."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from services.cli.folder import data_option, settings_for
from services.cli.output import print_table
from services.stack.redis import find_server
from wirecopy.errors import WirecopyError
from wirecopy.ledger import heartbeats
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings
from workers.queues import queue_probe

_ALIVE_WITHIN = timedelta(seconds=60)


@click.command("doctor")
@click.option(
    "--service",
    type=click.Choice(["fetcher", "worker"]),
    help="Only ask whether this service beats on this host; says nothing, for container health checks.",
)
@data_option
@click.pass_context
def command(ctx: click.Context, service: str | None, data_dir: Path | None) -> None:
    """Check settings, data folder, database, broker and running services. Exit code 1 when something is wrong."""
    settings = settings_for(data_dir)
    if service:
        ctx.exit(0 if _beats_here(settings, service) else 1)
    checks: list[tuple[str, Callable[[Settings], str]]] = [
        ("data folder", _data_folder),
        ("database", _database),
        ("broker", _broker),
        ("services", _services),
        ("introduction", _introduction),
    ]
    rows, healthy = [], True
    for name, check in checks:
        try:
            rows.append((name, "ok", check(settings)))
        except WirecopyError as error:
            healthy = False
            rows.append((name, "WRONG", str(error)))
    print_table(("check", "result", "detail"), rows, empty="")
    ctx.exit(0 if healthy else 1)


def _data_folder(settings: Settings) -> str:
    folder = settings.data_dir
    if not folder.exists():
        return f"{folder} will be made when it is needed"
    if not os.access(folder, os.W_OK):
        raise WirecopyError(f"{folder} can't be written to; change its owner, or choose another with --data")
    return str(folder)


def _database(settings: Settings) -> str:
    if not settings.database_url and not (settings.data_dir / "wirecopy.db").exists():
        return "private SQLite database, not made yet"
    ledger = Ledger(settings.ledger_url)
    try:
        ledger.check_schema()
        return ledger.name
    finally:
        ledger.close()


def _broker(settings: Settings) -> str:
    if not settings.broker_url and not settings.redis_socket.exists():
        return f"private redis-server, not running now ({find_server()})"
    found = queue_probe(settings.queue_url)()
    return ", ".join(f"{name}: {count}" for name, count in found.items())


def _services(settings: Settings) -> str:
    if not settings.database_url and not (settings.data_dir / "wirecopy.db").exists():
        return "none running"
    ledger = Ledger(settings.ledger_url)
    try:
        with ledger.read() as conn:
            alive = heartbeats.alive(conn, since=datetime.now(UTC) - _ALIVE_WITHIN)
    finally:
        ledger.close()
    return ", ".join(f"{beat.service} {beat.name}" for beat in alive) or "none running; start them: wirecopy up"


def _introduction(settings: Settings) -> str:
    hint = "" if settings.contact or settings.user_agent else "; set WIRECOPY_CONTACT, so that sites can reach you"
    return settings.introduction + hint


def _beats_here(settings: Settings, service: str) -> bool:
    ledger = Ledger(settings.ledger_url)
    try:
        with ledger.read() as conn:
            alive = heartbeats.alive(conn, since=datetime.now(UTC) - _ALIVE_WITHIN)
    finally:
        ledger.close()
    return any(beat.service == service and beat.name.split(":")[0] == socket.gethostname() for beat in alive)
