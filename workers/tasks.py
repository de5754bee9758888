"""The tasks: decode, call the craft, commit. What they do stands in `wirecopy.filing` and `wirecopy.ledger`."""

from __future__ import annotations

import logging
import os
import socket
import sys
import time
from datetime import UTC, datetime
from typing import Any

from celery.signals import heartbeat_sent, setup_logging, worker_init, worker_process_shutdown
from celery.utils.log import get_task_logger
from sqlalchemy.exc import DBAPIError

from schemas.entry import Batch
from wirecopy import log
from wirecopy.errors import SetupError
from wirecopy.filing import file_batch
from wirecopy.grouping import place_waiting
from wirecopy.ledger import feeds, heartbeats
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings, load
from wirecopy.web.guard import check_submitted
from workers.app import app
from workers.reprocessing import Cleaner, call_workers

logger = get_task_logger(__name__)

_BEAT_SECONDS = 15.0

_ledgers: dict[int, Ledger] = {}
_last_beat = [-_BEAT_SECONDS]
_cleaner = Cleaner()


def _settings() -> Settings:
    return load()


def _ledger() -> Ledger:
    """This process's ledger. A forked pool process must not use connections that its parent opened."""
    pid = os.getpid()
    if pid not in _ledgers:
        _ledgers[pid] = Ledger(_settings().ledger_url)
    return _ledgers[pid]


# A database that is away comes back; a submission exists nowhere else yet, so it is tried until it does.
@app.task(
    name="wirecopy.submit_feed",
    autoretry_for=(DBAPIError, SetupError),
    retry_backoff=2,
    retry_backoff_max=60,
    max_retries=None,
)
def submit_feed(url: str, tags: list[str] | None = None) -> None:
    """Submit a feed, or a web page whose feeds shall be found, by its URL. It is polled at the next chance.

    Raises BadUrl and AddressRefused: the task has failed then, and is not tried again.
    """
    checked = check_submitted(url, _settings().allow_networks)
    with _ledger().begin() as conn:
        feed, created = feeds.submit(
            conn,
            checked,
            now=datetime.now(UTC),
            interval=_settings().poll_interval,
            tags=tuple(tags or ()),
        )
    logger.info("feed %d %s: %s", feed.id, "submitted" if created else "known, due now", feed.url)


# Its entries stand in the ledger: after the retries the reconciler brings them round again.
@app.task(
    name="wirecopy.ingest", autoretry_for=(DBAPIError, SetupError), retry_backoff=2, retry_backoff_max=60, max_retries=5
)
def ingest(batch: dict[str, Any]) -> None:
    """File a batch of clean copy: normalize, deduplicate, store; one transaction, acknowledged after its commit.

    What was filed is then placed in stories, in transactions of their own. A worker that dies before it has left that
    to whoever comes next: the queue for it stands in the ledger.
    """
    settings = _settings()
    outcome = file_batch(
        _ledger(),
        Batch.model_validate(batch),
        now=datetime.now(UTC),
        max_attempts=settings.max_attempts,
        retry_delay=settings.retry_delay,
    )
    logger.info("filed %s", " ".join(f"{state}={count}" for state, count in sorted(outcome.items())) or "nothing new")
    place_waiting(_ledger(), now=datetime.now(UTC))


# What is to do stands in the ledger: a message that is lost, or a task that fails, is sent again by `_beat`.
@app.task(name="wirecopy.reprocess")
def reprocess() -> None:
    """Clean a few stored articles again, and come back for more. The message says only: there may be work."""
    if _cleaner.work(_ledger(), _settings()):
        reprocess.delay()


@setup_logging.connect
def _configure_logging(**_: object) -> None:
    log.configure(_settings().log_level, "worker")


@worker_init.connect
def _refuse_an_old_schema(**_: object) -> None:
    ledger = Ledger(_settings().ledger_url)
    try:
        ledger.check_schema()
    except SetupError as error:
        sys.exit(f"worker: {error}")
    finally:
        ledger.close()


@worker_process_shutdown.connect
def _close_ledger(**_: object) -> None:
    for ledger in _ledgers.values():
        ledger.close()
    _ledgers.clear()
    _cleaner.close()


@heartbeat_sent.connect
def _beat(sender: Any = None, **_: object) -> None:
    """Note in the ledger that this worker is connected to the broker and alive, and see to articles that shall be
    cleaned again.

    The signal comes from the consumer's own loop, every two seconds, so a worker that hangs stops beating.
    """
    if time.monotonic() - _last_beat[0] < _BEAT_SECONDS:
        return
    _last_beat[0] = time.monotonic()
    ledger = Ledger(_settings().ledger_url)
    try:
        with ledger.begin() as conn:
            heartbeats.beat(conn, "worker", f"{socket.gethostname()}:{os.getpid()}", now=datetime.now(UTC), detail={})
        call_workers(ledger, _settings(), app)
    except (DBAPIError, SetupError) as error:
        logging.getLogger(__name__).warning("no heartbeat: %s", error)
    finally:
        ledger.close()
