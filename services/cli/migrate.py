"""`wirecopy migrate`: bring the database up to date."""

from __future__ import annotations

from pathlib import Path

import click

from services.cli.folder import data_option, settings_for
from services.cli.output import stderr
from wirecopy.ledger.database import Ledger


@click.command("migrate")
@data_option
def command(data_dir: Path | None) -> None:
    """Create the database's tables, or bring them up to date. Safe to run at any time, and by several at once."""
    settings = settings_for(data_dir)
    if not settings.database_url:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(settings.ledger_url)
    try:
        ledger.migrate()
    finally:
        ledger.close()
    stderr().print("the database is up to date")
