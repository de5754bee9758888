"""`wirecopy demo`: offline, from end to end, with exactly the records that the newsroom holds."""

import pytest

from services.demo.expected import expected
from tests.acceptance.command import json_lines, wirecopy

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def demo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("demo")
    done = wirecopy("demo", "--data", folder / "data", "--output", folder / "records.jsonl")
    assert done.returncode == 0, done.stderr
    return done, json_lines((folder / "records.jsonl").read_text()), folder / "data"


def key(record):
    return expected().by_title[record["title"]]


def test_it_ends_with_exactly_the_records_that_the_newsroom_holds(demo):
    _, records, _ = demo
    here = expected()
    by_id = {record["id"]: record for record in records}
    assert sorted(map(key, records)) == sorted(here.stored)
    copies = {key(record): key(by_id[record["duplicate_of"]]) for record in records if record["duplicate_of"]}
    assert set(copies) | set(copies.values()) == set(here.copies) | set(here.copies.values())
    assert len(copies) == len(here.copies)
    assert {key(record) for record in records if record["revision"] == 2} == here.revised


def test_the_text_is_the_story_and_the_boilerplate_is_on_the_record(demo):
    _, records, _ = demo
    removed = [removal for record in records for removal in record["provenance"]["removed"]]
    reasons = {removal["reason"] for removal in removed}
    assert "age-notice" in reasons
    notices = {
        key(record) for record in records for r in record["provenance"]["removed"] if r["reason"] == "age-notice"
    }
    assert notices
    assert notices <= expected().age_notices
    here = expected()
    for record in records:
        found = record["text"].split("\n\n")
        for phrase in here.boilerplate[key(record)]:
            assert phrase not in found, (key(record), phrase)
        missing = [p for p in here.texts[key(record)].split("\n\n") if not any(p in paragraph for paragraph in found)]
        # A heading may be lost; a paragraph of the story may not.
        assert all(len(paragraph) < 40 for paragraph in missing), (key(record), missing)


def test_a_story_about_newsletters_loses_nothing(demo):
    _, records, _ = demo
    (story,) = [record for record in records if key(record)[1] == "newsletters"]
    assert story["text"].count("newsletter") == expected().texts[key(story)].count("newsletter") >= 2


def test_a_correction_is_a_revision_that_keeps_its_note(demo):
    _, records, data = demo
    (story,) = [record for record in records if key(record)[1] == "budget"]
    assert key(story) in expected().revised
    assert "This article was amended" in story["text"]
    first, second = json_lines(
        wirecopy("articles", "show", str(story["id"]), "--revisions", "--json", "--data", data).stdout
    )
    assert (first["kind"], first["diff"]) == (None, None)
    assert second["kind"] == "correction"
    assert second["diff"]["words_added"]


def test_it_shows_what_was_cleaned_merged_corrected_and_rejected(demo):
    done, _, _ = demo
    for heading in ("What was cleaned", "What was merged, and why", "What was corrected", "What was rejected"):
        assert heading in done.stdout
    rows = {line.split()[0]: line.split()[1] for line in done.stdout.splitlines() if len(line.split()) > 1}
    here = expected()
    assert int(rows["duplicate"]) == len(here.copies) + here.same_url
    assert int(rows["rejected"]) == len(here.rejected)
    assert int(rows["revised"]) == len(here.revised)
    assert int(rows["failed"]) == 0
    assert int(rows["new"]) == len(here.stored) - len(here.copies) - len(here.revised)


def test_what_tells_of_one_event_is_one_story_and_all_else_is_not(demo):
    _, _, data = demo
    found = set()
    for story in json_lines(wirecopy("stories", "list", "--json", "--data", data).stdout):
        (shown,) = json_lines(wirecopy("stories", "show", story["id"], "--json", "--data", data).stdout)
        assert {member["article_id"] for member in shown["members"]} >= {story["article_id"]}
        found.add(frozenset(map(key, shown["members"])))
    assert found == expected().stories


def test_the_folder_can_be_looked_at_afterwards(demo):
    _, records, data = demo
    listed = json_lines(wirecopy("articles", "list", "--copies", "--json", "--data", data).stdout)
    assert {article["id"] for article in listed} == {record["id"] for record in records}
    hits = json_lines(wirecopy("articles", "search", "Hangebrucke", "--json", "--data", data).stdout)
    assert [hit["language"] for hit in hits] == ["de"]
