"""The labelled lines of the benchmark: what was reached stays reached."""

import pytest

from bench.residue import by_wirecopy, judged, read, stories


@pytest.mark.parametrize("half", ["development", "held_back"])
def test_recall_and_precision_stay_where_they_are(half):
    tally = judged(read(half), by_wirecopy)

    assert tally.recall > 0.95
    assert tally.precision > 0.99


@pytest.mark.parametrize("story", stories(), ids=lambda story: story["title"])
@pytest.mark.parametrize("all_languages", [False, True])
def test_a_story_about_newsletters_cookies_or_shares_loses_nothing(story, all_languages):
    language = None if all_languages else story["language"]

    assert by_wirecopy(story["paragraphs"], language) == story["paragraphs"]
