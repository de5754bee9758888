from pathlib import Path

import pytest

from tests.contract.reprocessing.newspaper import Newspaper
from wirecopy.archive import Archive
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells


@pytest.fixture(scope="session")
def cells():
    with Cells(1, timeout=20, imports=craft.__name__) as running:
        yield running


@pytest.fixture
def paper(ledger, cells, now, tmp_path: Path):
    with Archive(tmp_path / "archive") as archive:
        yield Newspaper(ledger, archive, cells, now)
