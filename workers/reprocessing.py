"""The worker's side of cleaning stored articles again: one batch to a message, in a cell that is kept for a while."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta

from celery import Celery
from kombu.exceptions import OperationalError

from wirecopy.archive import Archive
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.cleaning.version import VERSION
from wirecopy.errors import BrokerDown
from wirecopy.ledger import entries, reprocessing, sites
from wirecopy.ledger.database import Ledger
from wirecopy.reprocessing.working import work
from wirecopy.settings import Settings
from workers.queues import REPROCESS

# As the fetcher's cells: a page that needs more is no article.
_CELL_BYTES = 2 * 2**30
_IDLE_SECONDS = 30.0
_QUIET = timedelta(minutes=15)
_SITES = 20


class Cleaner:
    """Does batches. Its cell, which takes a second to start, is closed when there was nothing to do for a while."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._cells: Cells | None = None
        self._closing: threading.Timer | None = None

    def work(self, ledger: Ledger, settings: Settings) -> bool:
        """Do one batch; gives whether the next may follow at once. Not while more articles wait than a few messages
        hold: the worker's next message shall be theirs."""
        with self._lock:
            self._stay()
            if self._cells is None:
                self._cells = Cells(1, settings.clean_timeout, _CELL_BYTES, imports=craft.__name__).__enter__()
            with Archive(settings.archive_dir) as archive:
                run = work(
                    ledger,
                    archive,
                    self._cells,
                    clock=lambda: datetime.now(UTC),
                    lease_seconds=settings.lease_timeout,
                    at_once=settings.reprocess_at_once,
                )
            self._closing = threading.Timer(_IDLE_SECONDS, self.close)
            self._closing.daemon = True
            self._closing.start()
        if run is None:
            return False
        with ledger.read() as conn:
            return entries.queued_count(conn) <= 2 * settings.batch_size

    def close(self) -> None:
        """End the cell."""
        with self._lock:
            self._stay()
            if self._cells is not None:
                self._cells.__exit__(None, None, None)
                self._cells = None

    def _stay(self) -> None:
        if self._closing is not None:
            self._closing.cancel()
            self._closing = None


def call_workers(ledger: Ledger, settings: Settings, app: Celery) -> None:
    """Send a message for each worker that could do one of the batches that wait. Raises BrokerDown, LedgerDown.

    Among these are sites' of which something was learned that their older records do not have, once they have learned
    nothing more for a while.
    """
    now = datetime.now(UTC)
    with ledger.read() as conn:
        waiting = sites.awaiting_recleaning(conn, quiet_since=now - _QUIET, limit=_SITES)
    if waiting:
        with ledger.begin() as conn:
            for site in waiting:
                reprocessing.ask_for_site(conn, site.host, cleaner=VERSION, now=now)
    with ledger.read() as conn:
        wanted = reprocessing.wanted(conn, now=now, at_once=settings.reprocess_at_once)
    try:
        for _ in range(wanted):
            app.send_task("wirecopy.reprocess", queue=REPROCESS, retry=False)
    except (OperationalError, OSError) as error:
        raise BrokerDown(f"the message broker does not take messages ({error})") from error
