"""`wirecopy reprocess` on the real stack: a dry run, a kill in the middle, going on, and undoing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import time

import pytest

from tests.acceptance.command import alive, descendants, eventually, json_lines, start, wirecopy
from tests.newsroom import Newsroom

pytestmark = [pytest.mark.slow, pytest.mark.timeout(300)]

STORIES = 120
NOTICE = "Sign up here for the harbour letter, every Friday in your mailbox."


@pytest.fixture(scope="module")
def ingested(tmp_path_factory):
    """A data folder as an older version has left it: every text has a prompt at its end."""
    folder = tmp_path_factory.mktemp("reprocess") / "data"
    with Newsroom() as newsroom:
        feeds = newsroom.fill(feeds=4, articles=STORIES // 4).feeds
        done = wirecopy("ingest", *feeds, "--data", folder, "--json")
        assert done.returncode == 0, done.stderr
    with sqlite3.connect(folder / "wirecopy.db") as ledger:
        for table in ("articles", "revisions"):
            ledger.execute(f"UPDATE {table} SET text = text || ?, content_hash = 'v1:old'", (f"\n\n{NOTICE}",))
        ledger.execute("UPDATE articles SET provenance = json_set(provenance, '$.version', '0')")
    ledger.close()
    return folder


@pytest.fixture
def data(ingested, tmp_path):
    return shutil.copytree(ingested, tmp_path / "data")


def records(data):
    return json_lines(wirecopy("articles", "list", "--copies", "--json", "--limit", "1000", "--data", data).stdout)


def run_report(done):
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def test_a_dry_run_reports_and_changes_nothing(data):
    before = records(data)
    told = run_report(wirecopy("reprocess", "--dry-run", "--json", "--data", data))
    assert told["outcomes"] == {"text": STORIES}
    assert told["words_removed"] == STORIES * len(NOTICE.split())
    assert told["worst"][0]["lost"] == [NOTICE]
    assert records(data) == before
    shown = wirecopy("reprocess", "--show", str(told["run"]["id"]), "--data", data)
    assert f"another title or text  {STORIES:>6}".split() == [
        word for line in shown.stdout.splitlines() if line.startswith("another") for word in line.split()
    ]
    assert NOTICE in shown.stdout
    (listed,) = json_lines(wirecopy("reprocess", "--list", "--json", "--data", data).stdout)
    assert (listed["id"], listed["dry_run"], listed["done"]) == (told["run"]["id"], True, STORIES)


def test_without_anybody_to_ask_nothing_is_changed(data):
    done = wirecopy("reprocess", "--data", data)
    assert done.returncode == 2
    assert "--dry-run" in done.stderr


def test_killed_in_the_middle_it_goes_on_where_it_was_and_does_nothing_twice(data, tmp_path):
    log = tmp_path / "log"
    first = start("reprocess", "--yes", "--json", "--data", data, log=log)

    def under_way():
        with sqlite3.connect(data / "wirecopy.db") as ledger:
            (count,) = ledger.execute("SELECT count(*) FROM reprocess_batches WHERE done_at IS NOT NULL").fetchone()
        ledger.close()
        return count >= 2

    eventually(under_way, what="the run to be under way")
    victims = descendants(first)
    first.kill()
    for victim in victims:
        victim.kill()
    first.wait()
    eventually(lambda: not alive(victims), what="the processes to be gone")
    time.sleep(0.2)

    told = run_report(wirecopy("reprocess", "--yes", "--json", "--data", data))
    assert (told["run"]["done"], told["run"]["articles"]) == (STORIES, STORIES)
    assert told["outcomes"] == {"text": STORIES}
    found = records(data)
    assert len(found) == STORIES
    assert {record["revision"] for record in found} == {2}
    assert not any(NOTICE in record["text"] for record in found)
    with sqlite3.connect(data / "wirecopy.db") as ledger:
        kinds = ledger.execute("SELECT kind, count(*) FROM revisions GROUP BY kind").fetchall()
        log_kinds = dict(
            ledger.execute("SELECT kind, count(*) FROM changes WHERE kind != 'story' GROUP BY kind").fetchall()
        )
    ledger.close()
    assert dict(kinds) == {None: STORIES, "cleaning": STORIES}
    assert log_kinds == {"new": STORIES, "revised": STORIES}

    one = str(found[0]["id"])
    back = wirecopy("articles", "revert", one, "--revision", "1", "--data", data)
    assert back.returncode == 0, back.stderr
    assert NOTICE in json.loads(wirecopy("articles", "show", one, "--json", "--data", data).stdout)["text"]
    again = run_report(wirecopy("reprocess", "--yes", "--json", "--data", data))
    assert again["outcomes"] == {"same": STORIES - 1, "skipped": 1}
    assert again["reasons"] == {"put-back-by-a-person": 1}
