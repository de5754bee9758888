"""A running API on each database."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.service.api.newsdesk import Newsdesk, served
from wirecopy.ledger.database import Ledger
from wirecopy.settings import Settings


@pytest.fixture
def desk(ledger: Ledger, tmp_path: Path) -> Iterator[Newsdesk]:
    """The API, served over HTTP from a real ledger."""
    with served(ledger, Settings(data_dir=tmp_path)) as running:
        yield running
