"""`/v1/stories`, the pages of stories, and what people decide by hand, over HTTP on a real ledger."""

from __future__ import annotations

from datetime import timedelta

import pytest

from schemas.story import Story, StoryArticle
from tests.newsroom.events import FERRY, ORCHESTRA, WEATHER, Telling
from wirecopy.grouping import place_waiting
from wirecopy.ledger import stories

JSON = {"Content-Type": "application/json"}


def file(desk, telling: Telling, **values) -> int:
    desk.now += timedelta(minutes=10)
    article_id = desk.article(
        telling.title,
        telling.text,
        host=telling.host,
        source_name=telling.host.partition(".")[0],
        published_at=desk.now,
        **values,
    )
    with desk.ledger.begin() as conn:
        stories.put(conn, [article_id])
    place_waiting(desk.ledger, now=desk.now)
    return article_id


@pytest.fixture
def news(desk):
    """Two stories: three papers on a ferry, two on an orchestra; and the frost, of which one wrote."""
    return [file(desk, telling) for telling in (*FERRY, *ORCHESTRA, WEATHER)]


def listed(desk, **params):
    answer = desk.client.get("/v1/stories", params=params)
    assert answer.status_code == 200
    return [Story.model_validate(item) for item in answer.json()["items"]], answer.json()["next"]


def story_of(desk, article_id):
    return desk.client.get(f"/v1/articles/{article_id}").json()["story_id"]


def test_stories_of_several_articles_are_listed_latest_or_biggest_first(desk, news):
    latest, end = listed(desk)
    assert [story.articles for story in latest] == [2, 3]
    assert end is None
    biggest, _ = listed(desk, order="biggest")
    assert [story.outlets for story in biggest] == [3, 2]
    assert len(listed(desk, least=1)[0]) == 3
    assert listed(desk, language="fi")[0] == []
    one, cursor = listed(desk, order="biggest", limit=1)
    assert one + listed(desk, order="biggest", cursor=cursor)[0] == biggest
    desk.now += timedelta(days=1)
    assert listed(desk, since=desk.now.isoformat())[0] == []


def test_a_cursor_of_another_order_is_refused(desk, news):
    _, cursor = listed(desk, order="biggest", limit=1)
    answer = desk.client.get("/v1/stories", params={"cursor": cursor})
    assert (answer.status_code, answer.json()["type"]) == (422, "/docs#problem-bad-request")


def test_a_story_shows_its_articles_with_the_evidence_and_the_record_names_its_story(desk, news):
    story = story_of(desk, news[0])
    shown = desk.client.get(f"/v1/stories/{story}").json()
    assert (shown["articles"], shown["hosts"]) == (3, ["harbour.example", "north.example", "island.example"])
    found = desk.client.get(f"/v1/stories/{story}/articles").json()["items"]
    members = [StoryArticle.model_validate(item) for item in found]
    assert [member.article_id for member in members] == news[:3]
    assert "Kestrel" in members[1].evidence["words"]
    assert desk.client.get(f"/v1/stories/{story}/log").json() == {"items": [], "next": None}


def test_consumers_learn_of_stories_from_the_change_log(desk, news):
    changes = desk.client.get("/v1/changes").json()["items"]
    told = [(change["article_id"], change["story_id"]) for change in changes if change["kind"] == "story"]
    assert told[:3] == [(article_id, story_of(desk, news[0])) for article_id in news[:3]]


def test_a_story_that_is_not_there_is_not_found(desk):
    for path in ("", "/articles", "/log"):
        assert desk.client.get(f"/v1/stories/7{path}").status_code == 404


def test_an_article_is_taken_out_of_a_story_and_stories_are_put_together(desk, news):
    story = story_of(desk, news[0])
    own = desk.client.post(f"/v1/stories/{story}/split", json={"article_id": news[1]})
    assert own.status_code == 200
    assert own.json()["id"] == story_of(desk, news[1]) != story
    again = desk.client.post(f"/v1/stories/{story}/split", json={"article_id": news[1]})
    assert (again.status_code, again.json()["type"]) == (409, "/docs#problem-conflict")
    one = desk.client.post(f"/v1/stories/{own.json()['id']}/merge", json={"story_id": story})
    assert (one.json()["id"], one.json()["articles"]) == (story, 3)
    gone = desk.client.get(f"/v1/stories/{own.json()['id']}").json()
    assert (gone["articles"], gone["merged_into"]) == (0, story)
    log = desk.client.get(f"/v1/stories/{story}/log").json()["items"]
    assert [(event["kind"], event["evidence"]) for event in log] == [
        ("merged", {"by": "hand"}),
        ("split", {"by": "hand"}),
    ]


def test_a_copy_is_taken_out_of_its_group_and_put_back(desk):
    root = file(desk, FERRY[0])
    copy = file(desk, FERRY[0]._replace(host="copy.example"), duplicate_of=root)
    split = desk.client.post(f"/v1/articles/{copy}/split", headers=JSON)
    assert (split.status_code, split.json()["duplicate_of"]) == (200, None)
    assert desk.client.post(f"/v1/articles/{copy}/split", headers=JSON).status_code == 409
    merged = desk.client.post(f"/v1/articles/{copy}/merge", json={"article_id": root})
    assert (merged.status_code, merged.json()["id"]) == (200, root)
    assert desk.client.get(f"/v1/articles/{copy}").json()["duplicate_of"] == root
    kinds = [change["kind"] for change in desk.client.get("/v1/changes").json()["items"]]
    assert kinds.count("split") == 1
    assert desk.client.post("/v1/articles/99/split", headers=JSON).status_code == 404
    assert desk.client.post(f"/v1/articles/{copy}/merge", json={"other": 1}).status_code == 422


def test_the_page_of_stories_shows_outlets_and_when_the_first_had_it(desk, news):
    shown = desk.client.get("/stories").text
    assert "3\u00a0outlets" in shown
    assert "2\u00a0outlets" in shown
    assert shown.index("3\u00a0outlets") < shown.index("2\u00a0outlets")
    assert "First frost" not in shown
    assert shown.count("bar-new") == 2
    desk.now += timedelta(days=2)
    assert "Nothing that two articles tell of" in desk.client.get("/stories").text
    assert "outlets" in desk.client.get("/stories", params={"span": "week", "order": "latest"}).text


def test_the_page_of_a_story_says_why_each_article_is_in_it_and_takes_one_out(desk, news):
    story = story_of(desk, news[0])
    shown = desk.client.get(f"/stories/{story}").text
    assert "shares <bdi>" in shown
    assert "opened it" in shown
    answer = desk.client.post(f"/stories/{story}/split", data={"article_id": str(news[2])})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/stories/{story}")
    own = story_of(desk, news[2])
    shown = desk.client.get(f"/stories/{story}").text
    assert f'became <a href="/stories/{own}">' in shown
    assert "by hand" in shown
    answer = desk.client.post(f"/stories/{own}/merge", data={"other_id": str(story)})
    assert answer.headers["location"] == f"/stories/{story}"
    assert f'Its articles are in <a href="/stories/{story}">' in desk.client.get(f"/stories/{own}").text


def test_the_page_of_an_article_leads_to_its_story_and_takes_it_out_of_its_group(desk):
    root = file(desk, FERRY[0])
    copy = file(desk, FERRY[0]._replace(host="copy.example"), duplicate_of=root, evidence={"tier": "text"})
    shown = desk.client.get(f"/articles/{copy}").text
    assert f'<a href="/stories/{story_of(desk, root)}">' in shown
    assert "Not a copy" in shown
    assert desk.client.post(f"/articles/{copy}/split").headers["location"] == f"/articles/{copy}"
    shown = desk.client.get(f"/articles/{copy}").text
    assert "taken out of its group by hand" in shown
    assert desk.client.post(f"/articles/{copy}/merge", data={"other_id": str(root)}).status_code == 303
    assert "Decided by hand" in desk.client.get(f"/articles/{copy}").text
