"""Run the fetcher service: `python -m services.fetcher`."""

from __future__ import annotations

import asyncio
import signal
import sys

import click
from kombu.exceptions import OperationalError

from schemas.entry import Batch
from services.fetcher import clock
from services.fetcher.fetcher import Fetcher
from wirecopy import log
from wirecopy.errors import BrokerDown, SetupError
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings, load
from workers.queues import ARTICLES


@click.command(help="Poll feeds, pull and clean pages, queue the clean copy.")
@click.option("--feed", "feed_ids", type=int, multiple=True, help="Only this feed (may be repeated).")
def main(feed_ids: tuple[int, ...]) -> None:
    """Run until SIGTERM or SIGINT; exit 1 when the installation can't run."""
    try:
        settings = load()
        log.configure(settings.log_level, "fetcher")
        ledger = Ledger(settings.ledger_url)
        ledger.check_schema()
    except SetupError as error:
        sys.exit(f"fetcher: {error}")
    try:
        asyncio.run(_serve(settings, ledger, feed_ids))
    finally:
        ledger.close()


async def _serve(settings: Settings, ledger: Ledger, feed_ids: tuple[int, ...]) -> None:
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stop.set)
    await Fetcher(settings, ledger, send_batch, clock.now, only_feeds=feed_ids or None).run(stop)


def send_batch(batch: Batch) -> None:
    """Put a batch on the `articles` queue; BrokerDown when the broker does not take it."""
    # Celery reads its settings when it is imported: after ours were found good.
    from workers.app import app  # noqa: PLC0415

    try:
        app.send_task("wirecopy.ingest", args=[batch.model_dump(mode="json")], queue=ARTICLES, retry=False)
    except (OperationalError, OSError) as error:
        raise BrokerDown(f"the message broker does not take messages ({error})") from error


if __name__ == "__main__":
    main()
