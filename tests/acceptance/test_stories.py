"""`wirecopy stories` and `wirecopy articles split|merge`, as commands on a ledger."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from tests.acceptance.command import json_lines, wirecopy
from tests.contract.ledger.builders import draft, stored
from tests.newsroom.events import FERRY, WEATHER
from wirecopy.grouping import place_waiting
from wirecopy.ledger import Ledger, stories

pytestmark = pytest.mark.slow


@pytest.fixture
def data(tmp_path):
    """A folder with three tellings of one event, a copy of the first, and the frost: articles 1 to 5."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'wirecopy.db'}")
    ledger.migrate()
    now = datetime.now(UTC)
    filed = [*FERRY, FERRY[0]._replace(host="copy.example"), WEATHER]
    for number, telling in enumerate(filed, 1):
        with ledger.begin() as conn:
            at = now - timedelta(hours=6 - number)
            given = draft(str(number), host=telling.host, title=telling.title, text=telling.text, published_at=at)
            evidence = {"tier": "content-hash", "matched": 1} if number == 4 else {}
            stored(conn, at, given, duplicate_of=1 if number == 4 else None, evidence=evidence)
            stories.put(conn, [number])
    place_waiting(ledger, now=now)
    ledger.close()
    return tmp_path


def run(data, *arguments):
    done = wirecopy(*arguments, "--data", data)
    assert done.returncode == 0, done.stderr
    return done


def members(data, story):
    (shown,) = json_lines(run(data, "stories", "show", story, "--json").stdout)
    return [member["article_id"] for member in shown["members"]]


def test_stories_are_listed_and_shown(data):
    (story,) = json_lines(run(data, "stories", "list", "--json").stdout)
    assert (story["articles"], story["outlets"]) == (4, 4)
    assert members(data, story["id"]) == [1, 2, 3, 4]
    assert len(json_lines(run(data, "stories", "list", "--least", 1, "--biggest", "--json").stdout)) == 2
    table = run(data, "stories", "show", story["id"]).stdout
    assert "Kestrel" in table
    assert "copy of 1" in table
    shown = run(data, "articles", "show", 2).stdout
    assert f"story {story['id']}, because: 0." in shown


def test_a_copy_is_taken_out_of_its_group_and_put_back(data):
    assert "content-hash" in run(data, "articles", "show", 4).stdout
    run(data, "articles", "split", 4)
    shown = run(data, "articles", "show", 4).stdout
    assert "apart_from" in shown
    assert "hand" in shown
    assert wirecopy("articles", "split", 4, "--data", data).returncode == 2
    assert "that of article 1" in run(data, "articles", "merge", 4, 1).stderr
    (article,) = json_lines(wirecopy("articles", "show", 4, "--json", "--data", data).stdout)
    assert article["duplicate_of"] == 1


def test_an_article_is_taken_out_of_a_story_and_put_back(data):
    (story,) = json_lines(run(data, "stories", "list", "--json").stdout)
    run(data, "stories", "split", story["id"], 1)
    assert members(data, story["id"]) == [2, 3]
    (article,) = json_lines(run(data, "articles", "show", 4, "--json").stdout)
    assert members(data, article["story_id"]) == [1, 4]
    run(data, "stories", "merge", article["story_id"], story["id"])
    (whole,) = json_lines(run(data, "stories", "list", "--json").stdout)
    assert members(data, whole["id"]) == [1, 2, 3, 4]
    assert "by hand" in run(data, "stories", "show", whole["id"]).stdout
    assert wirecopy("stories", "merge", whole["id"], 99, "--data", data).returncode == 2
