import random
import re
from datetime import timedelta
from zlib import crc32

import pytest

from schemas.revision import RevisionKind
from wirecopy.duplicates.decide import decide
from wirecopy.duplicates.known import HOT_GROUPS
from wirecopy.duplicates.memory import MemoryKnown
from wirecopy.duplicates.sketch import sketch
from wirecopy.duplicates.stream import Stream
from wirecopy.records.addresses import settle_addresses
from wirecopy.records.plain import plain_draft

BULLETIN = (
    "{town} residents can expect {sky} skies on {day}, with a high near {high} degrees and a low around {low}, "
    "according to the weather office.\n\nWinds will be from the {wind} at {speed} km/h with gusts up to {gust} km/h. "
    "The chance of rain is {rain} percent, and the humidity will hover around {humid} percent through the evening."
)
BULLETINS = [
    BULLETIN.format(
        town=town, sky=sky, day=day, high=high, low=low, wind=wind, speed=speed, gust=gust, rain=rain, humid=humid
    )
    for town, sky, day, high, low, wind, speed, gust, rain, humid in [
        ("Alder", "rainy", "Monday", 11, 4, "west", 22, 41, 80, 91),
        ("Corvin", "sunny", "Tuesday", 19, 9, "south", 8, 15, 5, 44),
        ("Dunmere", "cloudy", "Friday", 14, 7, "north", 17, 28, 35, 62),
        ("Garrow", "clear", "Sunday", 23, 12, "east", 5, 11, 2, 38),
    ]
]


def kinds(drafts):
    stream = Stream()
    return [stream.judge(draft).verdict.kind for draft in drafts]


def test_an_article_that_shares_nothing_is_new(wire, story):
    assert kinds([wire("a.example", "One", story(1)), wire("b.example", "Two", story(2))]) == ["new", "new"]


def test_the_same_address_with_the_same_text_is_unchanged(wire, story):
    stream = Stream()
    first = stream.judge(wire("a.example", "One", story(1), path="/one-story-1"))
    again = stream.judge(wire("www.a.example", "One", story(1), path="/one-story-1/?utm_source=feed"))
    assert again.verdict.kind == "unchanged"
    assert again.verdict.article_id == first.article_id == again.article_id


@pytest.mark.parametrize(("title", "seed", "changed"), [("One", 2, "text"), ("Corrected", 1, "title")])
def test_the_same_address_with_another_text_or_headline_is_a_revision(wire, story, title, seed, changed):
    stream = Stream()
    first = stream.judge(wire("a.example", "One", story(1), path="/one-story-1"))
    revised = stream.judge(wire("a.example", title, story(seed), path="/one-story-1"))
    assert revised.verdict.kind == "revision"
    assert revised.verdict.article_id == first.article_id
    assert revised.verdict.evidence["changed"] == changed


def claiming(draft, *, read, claimed):
    """The draft as it is read at one address of a site whose page claims another."""
    addresses = settle_addresses(f"https://a.example{read}", None, f"https://a.example{claimed}", entry_key="x")
    return draft.model_copy(update={"url_keys": addresses.keys, "canonical_url": addresses.canonical})


def test_articles_that_all_claim_one_address_stay_articles_of_their_own(wire, story):
    stream = Stream()
    lie = "/2026/the-first-story-of-the-site"
    read = [f"/2026/story-number-{seed}-of-the-day" for seed in range(3)]
    drafts = [wire("a.example", f"Story {seed}", story(seed)) for seed in range(3)]
    judged = [
        stream.judge(claiming(draft, read=address, claimed=lie)) for draft, address in zip(drafts, read, strict=True)
    ]
    assert [one.verdict.kind for one in judged] == ["new"] * 3
    assert [one.verdict.evidence.get("claim_refused") for one in judged] == [None, 1, 1]
    # The article that really stands there is none of theirs either.
    real = stream.judge(wire("a.example", "The first", story(8), path=lie))
    assert (real.verdict.kind, real.verdict.evidence["claim_refused"]) == ("new", 1)
    again = stream.judge(claiming(wire("a.example", "Story 1", story(1) + " Corrected."), read=read[1], claimed=lie))
    assert (again.verdict.kind, again.verdict.article_id) == ("revision", 2)


@pytest.mark.parametrize("edit", [lambda text: text, lambda text: text[: len(text) // 2]], ids=["whole", "first-half"])
def test_an_honest_claim_makes_two_addresses_one_article(wire, story, edit):
    for first_is_canonical in (True, False):
        stream = Stream()
        there = wire("a.example", "One", story(1), path="/2026/one-story-of-the-day")
        copy = wire("a.example", "One", edit(story(1)))
        here = claiming(copy, read="/print/4711", claimed="/2026/one-story-of-the-day")
        drafts = [there, here] if first_is_canonical else [here, there]
        _, second = [stream.judge(draft) for draft in drafts]
        assert second.verdict.kind == ("unchanged" if copy.text == there.text else "revision")
        assert second.article_id == 1


def test_a_revision_says_of_what_kind_it_is(wire, story):
    stream = Stream()
    stream.judge(wire("a.example", "One", story(1), path="/one-story-1"))
    noted = f"{story(1)}\n\nCorrection: the ferry was blue."
    corrected = stream.judge(wire("a.example", "One", noted, path="/one-story-1"))
    assert corrected.verdict.revision is RevisionKind.CORRECTION


def test_a_counter_that_went_on_is_no_revision(wire, story):
    stream = Stream()
    stream.judge(wire("a.example", "One", f"{story(1)}\n\n12 comments", path="/one-story-1"))
    again = stream.judge(wire("a.example", "One", f"{story(1)}\n\n1,204 comments", path="/one-story-1"))
    assert (again.verdict.kind, again.verdict.revision) == ("unchanged", None)


def test_the_same_text_elsewhere_is_a_duplicate_of_the_first(wire, story):
    stream = Stream()
    for host in ("a.example", "b.example"):
        stream.judge(wire(host, f"At {host}", story(1)))
    third = stream.judge(wire("c.example", "At c", story(1).upper()))
    assert (third.verdict.kind, third.verdict.duplicate_of, third.verdict.score) == ("duplicate", 1, 1.0)


def test_a_few_equal_words_are_no_duplicate(wire, story):
    text = "Click here to watch the video of the event."
    long = f"{story(1)}\n\n{text}"
    drafts = [
        wire("a.example", "Fire in Alder", text),
        wire("b.example", "Vote in Corvin", text),
        wire("c.example", "Storm over Holt", long),
    ]
    assert kinds(drafts) == ["new"] * 3


def test_a_few_equal_words_under_the_same_headline_are_a_duplicate(wire):
    flash = "A quake of magnitude 5.1 shook the north coast on Monday."
    drafts = [wire(host, "Quake shakes north coast", flash) for host in ("a.example", "b.example")]
    assert kinds(drafts) == ["new", "duplicate"]


@pytest.mark.parametrize(
    "edit",
    [
        lambda text: text[: len(text) // 2],
        lambda text: "ALDER (Wire) - " + text.replace("council", "town council"),
        lambda text: "\n\n".join(text.split("\n\n")[::2]),
        lambda text: text + "\n\nSupport local journalism. Your contribution helps us keep reporting on your town.",
        lambda text: "\n\n".join(reversed(text.split("\n\n"))),
        lambda text: text[:330],
    ],
    ids=["cut", "dateline", "paragraphs-dropped", "appeal-added", "reordered", "stub"],
)
def test_an_edited_copy_is_a_duplicate_with_its_evidence(wire, story, edit):
    stream = Stream()
    for seed in range(3, 12):
        stream.judge(wire("agency.example", f"Story number {seed} of the day", story(seed)))
    judged = stream.judge(wire("b.example", "What the other paper wrote above it", edit(story(5)), hours=3))
    assert (judged.verdict.kind, judged.verdict.duplicate_of) == ("duplicate", 3)
    assert judged.verdict.evidence["matched"] == 3
    assert judged.verdict.score > 0.5


def test_a_copy_of_a_copy_is_a_duplicate_of_the_root(wire, story):
    stream = Stream()
    text = story(1, sentences=24)
    stream.judge(wire("a.example", "Whole", text))
    stream.judge(wire("b.example", "Two thirds", text[: len(text) * 2 // 3], hours=1))
    third = stream.judge(wire("c.example", "Half", text[: len(text) // 2], hours=2))
    assert third.verdict.duplicate_of == 1
    assert third.root_id == 1


def test_bulletins_of_one_template_with_other_figures_are_new(wire):
    drafts = [
        wire("a.example", f"{text.split()[0]} weather forecast", text, hours=5 * number)
        for number, text in enumerate(BULLETINS)
    ]
    assert kinds(drafts) == ["new"] * 4


def test_a_copy_of_a_bulletin_is_a_duplicate_of_that_bulletin(wire):
    stream = Stream()
    for number, text in enumerate(BULLETINS):
        stream.judge(wire("a.example", f"{text.split()[0]} weather forecast", text, hours=number))
    copied = "(Wire) - " + BULLETINS[1] + "\n\nMore weather on our weather page."
    judged = stream.judge(wire("b.example", "Corvin weather forecast", copied, hours=5))
    assert (judged.verdict.kind, judged.verdict.duplicate_of) == ("duplicate", 2)


def draw(numbers, day):
    return (
        f"ALDER (Wire) _ The winning numbers in {day} evening's drawing of the Alder Daily Five game were:\n\n"
        f"{', '.join(map(str, numbers))}\n\nPlayers who match all numbers can claim prizes at any authorized retailer "
        "within 180 days of the drawing. The estimated jackpot for the next drawing is 2 million."
    )


def test_draws_of_a_lottery_are_told_by_the_row_of_their_numbers(wire):
    chance = random.Random(5)
    draws = [
        wire(
            "a.example",
            "Winning numbers drawn in Daily Five game",
            draw(chance.sample(range(10), 5), day),
            hours=24 * n,
        )
        for n, day in enumerate("Monday Tuesday Wednesday Thursday Friday Saturday".split())
    ]
    copy = wire("b.example", "Winning numbers", draws[4].text.replace("(Wire) _", "-- "), hours=98)
    stream = Stream()
    judged = [stream.judge(draft).verdict for draft in [*draws, copy]]
    assert [verdict.kind for verdict in judged] == ["new"] * 6 + ["duplicate"]
    assert judged[-1].duplicate_of == 5


@pytest.mark.parametrize("script", ["without capitals", "without spaces"])
def test_copies_are_found_in_other_scripts_with_nothing_but_their_text(story, script):
    def written(text):
        if script == "without capitals":
            return text.lower()
        letters = re.sub(r"[a-z]+", lambda word: chr(0x4E00 + crc32(word[0].encode()) % 3000), text.lower())
        return letters.replace(" ", "")

    stream = Stream()
    texts = [written(story(seed)) for seed in range(12)]
    for text in texts:
        assert stream.judge(plain_draft(url=None, title="", text=text)).verdict.kind == "new"
    cut = stream.judge(plain_draft(url=None, title="", text=texts[7][: len(texts[7]) * 2 // 3]))
    assert (cut.verdict.kind, cut.verdict.duplicate_of) == ("duplicate", 8)


def test_a_shared_appeal_joins_nothing(wire, story):
    appeal = (
        "\n\nSupport local journalism. Your contribution helps us keep reporting on the issues that matter to this "
        "town, and it keeps our newsroom independent. Sign up for the morning letter, follow us on every channel, and "
        "tell your friends about the paper that has been with you for more than a hundred years, storm or strike."
    )
    drafts = [wire("a.example", f"Story {seed}", story(seed, 6) + appeal, hours=seed) for seed in range(12)]
    assert kinds(drafts) == ["new"] * 12


def test_a_digest_of_other_stories_is_new(wire, story):
    stories = [wire("a.example", f"Story {seed}", story(seed), hours=seed) for seed in range(8)]
    digest = "\n\n".join(story(seed).split("\n\n")[0] for seed in range(8))
    assert kinds([*stories, wire("b.example", "Morning briefing", digest, hours=9)]) == ["new"] * 9


def test_keys_that_many_groups_hold_find_nothing(wire, story):
    known = MemoryKnown()
    drawn = sketch("One", story(1), "en")
    for number in range(1, HOT_GROUPS):
        known.add(wire("a.example", "One", story(1)), drawn, article_id=number, root_id=number)
    assert known.candidates(drawn.keys, None)
    known.add(wire("a.example", "One", story(1)), drawn, article_id=HOT_GROUPS, root_id=HOT_GROUPS)
    assert known.candidates(drawn.keys, None) == []


def test_a_story_that_hundreds_carry_is_still_found(wire, story):
    stream = Stream()
    text = story(1)
    for number in range(150):
        stream.judge(wire(f"paper{number}.example", "Same story", f"Edition {number}. {text}", hours=number / 60))
    last = stream.judge(wire("late.example", "Same story", text[: len(text) // 2], hours=4))
    assert (last.verdict.kind, last.verdict.duplicate_of) == ("duplicate", 1)


def test_the_verdict_does_not_depend_on_dates_being_known(wire, story):
    known = MemoryKnown()
    first = wire("a.example", "One", story(1))
    known.add(first, sketch(first.title, first.text, None), article_id=1, root_id=1)
    copied = wire("b.example", "Other", story(1)[:1500]).model_copy(update={"published_at": None})
    assert decide(copied, sketch(copied.title, copied.text, None), known).kind == "duplicate"


def test_judging_twice_gives_the_same_verdicts(wire, story):
    drafts = [wire("a.example", f"T {seed % 5}", story(seed % 5)[: 900 + 40 * seed], hours=seed) for seed in range(20)]
    one, other = Stream(), Stream()
    assert [one.judge(draft) for draft in drafts] == [other.judge(draft) for draft in drafts]


def test_an_article_of_years_ago_is_not_joined_by_a_text_that_only_shares_a_part(wire, story):
    old = wire("a.example", "Then", story(1))
    part = "\n\n".join([*story(2).split("\n\n"), story(1).split("\n\n")[3]])
    new = wire("b.example", "Now", part).model_copy(update={"published_at": old.published_at + timedelta(days=900)})
    assert kinds([old, new]) == ["new", "new"]
