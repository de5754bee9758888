"""A newsroom that stays as it opened; tests that publish corrections open their own."""

import pytest

from services.demo.server import DemoNewsroom
from tests.unit.demo.newsroom import NOW


@pytest.fixture(scope="package")
def newsroom():
    with DemoNewsroom(now=NOW) as room:
        yield room
