"""One pipeline on every pair of broker and database: the same feeds give the same rows."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

import pytest

from tests import rabbitmq
from tests.acceptance.command import json_lines, wirecopy
from tests.newsroom import Newsroom
from tests.requirements import missing

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]


@pytest.fixture(scope="module")
def rabbit_url() -> Iterator[str]:
    server = rabbitmq.find_server()
    if server is None:
        missing("RabbitMQ", "apt-get install rabbitmq-server, or brew install rabbitmq")
    node = rabbitmq.RabbitServer(server)
    node.start()
    yield node.url
    node.stop()


@pytest.fixture(params=["redis", "rabbitmq"])
def broker_url(request: pytest.FixtureRequest) -> str:
    # An empty setting: the embedded stack brings its own Redis.
    return "" if request.param == "redis" else str(request.getfixturevalue("rabbit_url"))


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture(scope="module")
def feeds(newsroom: Newsroom) -> list[str]:
    return list(newsroom.fill(feeds=3, articles=8).feeds)


def rows(records: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """What must be the same wherever it is stored: all but ids, the moment of storing, and what had been learned of the
    site by then, which goes by the order in which its pages came."""
    own = {"id", "first_seen_at", "source", "story_id"}
    for record in records:
        record["provenance"].pop("site_learned", None)
    return sorted(
        ({name: value for name, value in record.items() if name not in own} for record in records),
        key=lambda record: record["canonical_url"],
    )


_seen: list[list[dict[str, Any]]] = []


def test_the_same_feeds_give_the_same_rows_on_every_broker_and_database(feeds, ledger_url, broker_url, tmp_path):
    done = wirecopy(
        "ingest",
        *feeds,
        *("--data", tmp_path / "data", "--output", tmp_path / "out", "--json"),
        database_url=ledger_url,
        broker_url=broker_url,
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["new"] == 24
    found = rows(json_lines((tmp_path / "out").read_text()))
    assert len(found) == 24
    _seen.append(found)
    assert found == _seen[0]
