"""kill -9 in mid-run, on the real processes: nothing is lost and nothing is stored twice."""

import json

import pytest

from tests.acceptance.command import eventually, json_lines, service_of, start, wirecopy
from tests.newsroom import Newsroom

pytestmark = [pytest.mark.slow, pytest.mark.timeout(240)]

# Words in the command line of each service.
WORKER, FETCHER, REDIS = "workers.app", "services.fetcher", "redis-server"


@pytest.fixture
def newsroom():
    with Newsroom() as room:
        yield room


@pytest.mark.parametrize("victims", [(WORKER,), (FETCHER,), (REDIS,), (FETCHER, REDIS, WORKER)])
def test_a_kill_in_mid_run_loses_and_doubles_nothing(newsroom, tmp_path, victims):
    feeds = newsroom.fill(feeds=8, articles=25, delay=0.02).feeds
    data, output, log = tmp_path / "data", tmp_path / "records.jsonl", tmp_path / "log"
    stack = start(
        "ingest",
        *feeds,
        *("--data", data, "--output", output, "--json"),
        log=log,
        # What was on its way when it was killed comes round again soon instead of in minutes.
        lease_timeout="6",
        queue_timeout="8",
        batch_size="5",
    )
    for number, victim in enumerate(victims, 1):
        eventually(lambda n=number: len(newsroom.requests) > 30 + 40 * n, what="the run to be under way")
        eventually(lambda name=victim: service_of(stack, name), what=victim).kill()
    assert stack.wait(timeout=200) == 0, log.read_text()

    records = json_lines(output.read_text())
    assert len({record["canonical_url"] for record in records}) == len(records) == 200
    status = json.loads(wirecopy("tasks", "status", "--json", "--data", data).stdout)
    assert {state: n for state, n in status["entries"].items() if n} == {"stored": 200}
    for victim in victims:
        assert (
            f"{'redis' if victim == REDIS else victim.rsplit('.')[-1].replace('app', 'worker')} ended"
            in log.read_text()
        )


def test_a_broker_that_lost_everything_loses_no_article(newsroom, tmp_path):
    feeds = newsroom.fill(feeds=4, articles=25, delay=0.02).feeds
    data, output, log = tmp_path / "data", tmp_path / "records.jsonl", tmp_path / "log"
    stack = start("ingest", *feeds, *("--data", data, "--output", output), log=log, queue_timeout="5", batch_size="5")
    eventually(lambda: len(newsroom.requests) > 50, what="the run to be under way")
    broker = eventually(lambda: service_of(stack, REDIS), what="the broker")
    for file in (data / "redis").rglob("*"):
        if file.is_file():
            file.unlink()
    broker.kill()
    assert stack.wait(timeout=200) == 0, log.read_text()
    assert len({record["canonical_url"] for record in json_lines(output.read_text())}) == 100
