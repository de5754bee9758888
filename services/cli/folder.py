"""Which installation a command works on: its settings and its ledger."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings, load

data_option = click.option(
    "--data",
    "data_dir",
    type=click.Path(file_okay=False, path_type=Path),
    help="Data folder (default: WIRECOPY_DATA_DIR, else the user's data directory).",
)


def settings_for(data_dir: Path | None, **overrides: Any) -> Settings:
    """The settings, with the data folder that the command line names."""
    return load(**({"data_dir": data_dir} if data_dir else {}), **overrides)


@contextmanager
def open_ledger(data_dir: Path | None) -> Iterator[tuple[Settings, Ledger]]:
    """The ledger that the settings name. A private database that is not there yet is made; an old one is refused."""
    settings = settings_for(data_dir)
    fresh = not settings.database_url and not (settings.data_dir / "wirecopy.db").exists()
    if fresh:
        settings.data_dir.mkdir(parents=True, exist_ok=True)
    ledger = Ledger(settings.ledger_url)
    try:
        if fresh:
            ledger.migrate()
        else:
            ledger.check_schema()
        yield settings, ledger
    finally:
        ledger.close()
