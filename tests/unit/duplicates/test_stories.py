"""Terms, portraits, and where an article is placed."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import numpy as np
import pytest

from tests.newsroom.events import FERRY, ORCHESTRA, WEATHER
from wirecopy.duplicates.stories import placing
from wirecopy.duplicates.stories.placing import Candidate, division, fading, place, representative, takes_stock
from wirecopy.duplicates.stories.portrait import Drawn, Portrait, draw, keys, mean
from wirecopy.duplicates.stories.terms import terms

NOW = datetime(2026, 3, 2, 6, 0, tzinfo=UTC)


def drawn(title: str, text: str, language: str | None = "en") -> Drawn:
    found = terms(title, text, language)
    return draw(found, np.zeros(found.hashes.size), 0)


def told(telling) -> Drawn:
    return drawn(telling.title, telling.text)


def story(number: int, *tellings, at: datetime = NOW) -> Candidate:
    parts = [told(telling).portrait for telling in tellings]
    return Candidate(number, mean(parts, [1] * len(parts)), at, at, len(parts))


def weight_of(word: str, found) -> float:
    return float(found.weights[found.words.index(word)])


def test_a_word_counts_the_more_the_earlier_and_the_oftener_it_stands():
    filler = "and so on " * 40
    found = terms("", f"Tornwick {filler} Kestrel {filler} Maiden {filler} Maiden", "en")
    assert weight_of("Tornwick", found) > weight_of("Kestrel", found)
    assert weight_of("Maiden", found) > weight_of("Kestrel", found) * 0.8


def test_numbers_are_no_terms_and_inflections_are_one():
    assert set(terms("", "Ninety 90 17th passengers", "en").words) == {"Ninety", "passengers"}
    assert terms("", "stranded Stranding strands", "en").words == ("stranded",)


def test_languages_have_words_of_their_own_and_unspaced_ones_pairs_of_letters():
    assert set(terms("", "die", "en").hashes).isdisjoint(terms("", "die", "de").hashes)
    assert set(terms("灯台守の家", "", "ja").words) == {"灯台", "台守", "守の", "の家"}
    assert terms("", "", "en").hashes.size == 0


def test_the_headline_is_marked_and_a_short_one_makes_way_for_the_first_words():
    found = terms("Ferry Kestrel runs aground", "Divers look at her rudder.", "en")
    assert {word for word, headed in zip(found.words, found.heading, strict=True) if headed} == {
        "Ferry",
        "Kestrel",
        "runs",
        "aground",
    }
    found = terms("Briefing", "Divers look at her rudder.", "en")
    assert found.heading.all()


def test_a_cost_is_bounded_whatever_the_length():
    assert terms("x " * 10**6, "word" * 10**6, "en").hashes.size < 400


def test_a_portrait_comes_back_from_its_bytes_and_others_are_refused():
    portrait = told(FERRY[0]).portrait
    again = Portrait.unpack(portrait.pack())
    assert again.likeness(portrait) == pytest.approx(1, abs=1e-6)
    for broken in (b"", b"\x02" + portrait.pack()[1:], portrait.pack()[:-1]):
        with pytest.raises(ValueError, match="portrait"):
            Portrait.unpack(broken)


def test_one_event_in_other_words_is_far_more_alike_than_two_events():
    ferry, orchestra = ([told(telling).portrait for telling in group] for group in (FERRY, ORCHESTRA))
    assert min(ferry[0].likeness(ferry[1]), ferry[1].likeness(ferry[2]), orchestra[0].likeness(orchestra[1])) > 0.4
    assert max(one.likeness(other) for one in ferry for other in orchestra) < 0.1


def test_a_words_frequency_is_believed_once_it_was_counted():
    found = terms("", "Tornwick ferries", "en")
    holders = np.where(np.array([word == "Tornwick" for word in found.words]), 9000.0, 10.0)
    portrait = draw(found, holders, 10_000).portrait
    weights = dict(zip(found.words, portrait.weights.tolist(), strict=True))
    assert weights["ferries"] > 5 * weights["Tornwick"]


def test_likeness_to_a_story_is_the_mean_over_its_articles():
    one, other, third = (told(telling).portrait for telling in (FERRY[0], FERRY[1], ORCHESTRA[0]))
    assert one.likeness(mean([other, third], [1, 1])) == pytest.approx(
        (one.likeness(other) + one.likeness(third)) / 2, abs=0.02
    )


def test_a_story_is_found_by_words_of_its_articles():
    assert set(keys(story(1, *FERRY).portrait)) & set(told(FERRY[0]).keys)


def test_an_article_joins_the_story_it_is_most_like_and_says_by_which_words():
    placement = place(told(FERRY[2]), NOW, [story(1, *ORCHESTRA), story(2, *FERRY[:2])])
    assert placement.story_id == 2
    assert placement.score > placing.JOIN
    assert "Kestrel" in placement.words


def test_an_article_of_another_event_or_of_another_week_opens_its_own():
    assert place(told(WEATHER), NOW, [story(1, *ORCHESTRA), story(2, *FERRY)]).story_id is None
    assert place(told(FERRY[2]), NOW + timedelta(days=8), [story(2, *FERRY[:2])]).story_id is None
    assert place(told(FERRY[2]), NOW, []).story_id is None


def test_an_article_that_shares_only_what_its_paper_prints_around_every_text_opens_its_own():
    furniture = (
        "Subscribers of the Tornwick Gazette receive our Harbour Briefing every morning. Letters may be sent to the "
        "Gazette's office beside the customs house, where the printing museum opens on Saturdays. "
    )
    one, other = (drawn(telling.title, furniture * 3 + telling.text[:80]) for telling in (ORCHESTRA[0], WEATHER))
    candidate = Candidate(1, one.portrait, NOW, NOW, 1)
    assert other.portrait.likeness(one.portrait) > placing.JOIN
    assert place(other, NOW, [candidate]).story_id is None


def test_what_a_person_took_out_does_not_come_back():
    assert place(told(FERRY[2]), NOW, [story(2, *FERRY[:2])], barred={2}).story_id is None


def test_two_stories_that_claim_an_article_and_are_alike_are_one():
    placement = place(told(FERRY[2]), NOW, [story(1, FERRY[0]), story(2, FERRY[1]), story(3, *ORCHESTRA)])
    assert placement.same_story is not None
    assert {placement.story_id, placement.same_story[0]} == {1, 2}


def test_likeness_fades_by_half_in_four_days_and_is_nothing_after_a_week():
    day = timedelta(days=1)
    assert fading(NOW, NOW, NOW - day, NOW + day) == 1
    assert fading(NOW + 4 * day, NOW + 4 * day, NOW - day, NOW) == pytest.approx(0.5)
    assert fading(NOW - 4 * day, NOW - 4 * day, NOW, NOW + day) == pytest.approx(0.5)
    assert fading(NOW + 8 * day, NOW + 8 * day, NOW, NOW) == 0


def test_stock_is_taken_while_a_story_is_small_and_as_it_doubles():
    assert [number for number in range(2, 70) if takes_stock(number)] == [2, 3, 4, 5, 6, 7, 8, 16, 32, 64]


def test_two_events_in_one_story_are_told_apart_and_one_event_is_not():
    parts = [told(telling).portrait for telling in (FERRY[0], ORCHESTRA[0], FERRY[1], ORCHESTRA[1], FERRY[2])]
    assert division(parts) == ([0, 2, 4], [1, 3])
    assert division([told(telling).portrait for telling in (*FERRY, FERRY[0])]) is None
    # One that is unlike the rest is loose, but no second story.
    assert division([told(telling).portrait for telling in (*FERRY, WEATHER)]) is None


def test_the_representative_is_the_article_most_like_the_whole():
    parts = [told(telling).portrait for telling in (WEATHER, *FERRY)]
    assert representative(parts, mean(parts, [1] * 4)) != 0
