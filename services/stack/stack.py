"""The embedded stack: the same processes as in containers, on one machine, under one supervisor, on SQLite by default.

    data folder ── lock ──▶ migrate ──▶ redis-server ──▶ worker ──▶ fetcher ──▶ api (with `up`)

A broker or a database that the settings name is used instead of the private ones.
"""

from __future__ import annotations

import os
import signal
import socket
import sys
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager

from services.stack import redis
from services.stack.lock import FolderLock
from services.stack.supervisor import Service, Supervisor
from wirecopy.errors import AlreadyRunning, PortInUse
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings


@contextmanager
def running_stack(
    settings: Settings,
    *,
    workers: int,
    fetch: bool = True,
    only_feeds: Sequence[int] | None = None,
    api: tuple[str, int] | None = None,
) -> Iterator[Supervisor]:
    """Run the stack while the context lasts; it is whole when the context is entered, and gone when it is left.

    `workers` is the number of worker processes. Without `fetch` nothing is asked of the web; `only_feeds` limits the
    fetcher. `api` is a host and port to serve on.
    The caller holds the data folder's lock (`FolderLock`), has migrated the ledger, and calls `Supervisor.check`.
    """
    services = [_worker(workers)]
    if fetch:
        services.append(_fetcher(only_feeds))
    if not settings.broker_url:
        services.insert(0, _redis(settings))
    if api:
        services.append(_api(*api))
    supervisor = Supervisor(services, logs=settings.data_dir / "logs", environment=os.environ | _environment(settings))
    supervisor.start()
    try:
        yield supervisor
    finally:
        supervisor.stop()


@contextmanager
def open_folder(settings: Settings) -> Iterator[Ledger]:
    """Take the data folder for this process alone, and bring its ledger up to date."""
    with FolderLock(settings.data_dir):
        ledger = Ledger(settings.ledger_url)
        try:
            if settings.database_url:
                ledger.check_schema()
            else:
                ledger.migrate()
            yield ledger
        finally:
            ledger.close()


@contextmanager
def open_or_join(settings: Settings) -> Iterator[tuple[Ledger, bool]]:
    """The ledger, and whether the folder is ours alone; where a stack is running on it, that one does the work."""
    with ExitStack() as stack:
        try:
            ledger, ours = stack.enter_context(open_folder(settings)), True
        except AlreadyRunning:
            ledger, ours = Ledger(settings.ledger_url), False
            stack.callback(ledger.close)
            ledger.check_schema()
        yield ledger, ours


def check_port(host: str, port: int) -> None:
    """Raise PortInUse when nothing can listen on this host and port."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        with socket.socket(family) as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            probe.bind((host, port))
    except OSError as error:
        raise PortInUse(
            f"can't listen on {host}:{port} ({error.strerror}); choose another with --port or --host"
        ) from error


def _environment(settings: Settings) -> dict[str, str]:
    """What the children need to see the same settings as this process, options of the command line included."""
    named = settings.model_dump(include=settings.model_fields_set, mode="json")
    texts = {
        name: ",".join(value) if isinstance(value, list) else str(value)
        for name, value in named.items()
        if value is not None
    }
    return {f"WIRECOPY_{name.upper()}": value for name, value in texts.items()} | {
        "WIRECOPY_DATA_DIR": str(settings.data_dir),
        "PYTHONUNBUFFERED": "1",
    }


def _redis(settings: Settings) -> Service:
    listen = settings.redis_socket
    return Service(
        "redis",
        redis.command(redis.find_server(), socket=listen, folder=settings.data_dir / "redis"),
        others_need_it=True,
        after_start=lambda: redis.wait_until_ready(listen),
    )


def _worker(processes: int) -> Service:
    return Service(
        "worker",
        [
            *(sys.executable, "-m", "celery", "-A", "workers.app", "worker"),
            *("--concurrency", str(processes), "--hostname", f"wirecopy-{os.getpid()}@%h"),
            # Talk between workers; there is one.
            *("--without-gossip", "--without-mingle", "--loglevel", "INFO"),
        ],
        stop_signal=signal.SIGTERM,
    )


def _fetcher(only_feeds: Sequence[int] | None) -> Service:
    limits = [part for feed in only_feeds or () for part in ("--feed", str(feed))]
    return Service("fetcher", [sys.executable, "-m", "services.fetcher", *limits])


def _api(host: str, port: int) -> Service:
    return Service(
        "api", [sys.executable, "-m", "services.api", "--host", host, "--port", str(port)], stop_seconds=10.0
    )
