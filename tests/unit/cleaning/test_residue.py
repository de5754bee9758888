"""What goes and what stays."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.unit.cleaning.residue_lines import PROSE, RESIDUE
from wirecopy.cleaning.phrases import LANGUAGES
from wirecopy.cleaning.residue import strip_residue
from wirecopy.cleaning.sentences import split_sentences

LEAD = "The harbour of Port Ellen reopened on Tuesday, three days after the storm had closed it for all ships."
STORY = [f"{LEAD} That was paragraph {number} of the story." for number in range(14)]


def strip(paragraphs, *, title="", authors=(), language="en"):
    return strip_residue(paragraphs, title=title, authors=authors, language=language)


def within(line, place):
    return [*STORY[:place], line, *STORY[place:]]


@pytest.mark.parametrize(("language", "reason", "line"), RESIDUE, ids=[line for *_, line in RESIDUE])
def test_residue_goes_from_the_end_of_a_story_with_its_reason(language, reason, line):
    kept, removed = strip([*STORY, line], language=language)

    assert [(removal.text, removal.reason) for removal in removed] == [(line, reason)]
    assert kept == STORY


@pytest.mark.parametrize(
    ("language", "reason", "line"),
    [entry for entry in RESIDUE if entry[1] in ("age-notice", "advertisement", "newsletter-prompt", "related-link")],
)
@pytest.mark.parametrize("place", [0, 7])
def test_notices_and_prompts_go_wherever_they_stand(language, reason, line, place):
    kept, removed = strip(within(line, place), language=language)

    assert kept == STORY
    assert [removal.reason for removal in removed] == [reason]


@pytest.mark.parametrize(("language", "line"), PROSE, ids=[line for _, line in PROSE])
@pytest.mark.parametrize("place", [0, 7, 14])
@pytest.mark.parametrize("all_languages", [False, True])
def test_a_story_about_such_things_keeps_every_sentence(language, line, place, all_languages):
    paragraphs = within(line, place)

    kept, removed = strip(paragraphs, language=None if all_languages else language)

    assert removed == []
    assert kept == paragraphs


def test_an_age_notice_is_cut_off_the_front_of_a_paragraph():
    kept, removed = strip([f"This story is over 5 years old. {LEAD}", *STORY])

    assert kept == [LEAD, *STORY]
    assert [(removal.text, removal.reason) for removal in removed] == [
        ("This story is over 5 years old.", "age-notice"),
    ]


def test_an_age_notice_is_cut_off_the_end_of_a_paragraph():
    kept, removed = strip([*STORY, f"{LEAD} This article is more than 2 years old."])

    assert kept == [*STORY, LEAD]
    assert [removal.text for removal in removed] == ["This article is more than 2 years old."]


def test_a_sentence_like_a_notice_in_the_middle_of_a_paragraph_stays():
    paragraph = f"{LEAD} This story is over 5 years old. {LEAD}"

    assert strip([*STORY, paragraph]) == ([*STORY, paragraph], [])


def test_a_prompt_is_cut_off_either_end_of_a_paragraph():
    kept, removed = strip([*STORY, f"Sign up for our newsletter. {LEAD} Read more: The bridge that never was"])

    assert kept == [*STORY, LEAD]
    assert [(removal.text, removal.reason) for removal in removed] == [
        ("Sign up for our newsletter.", "newsletter-prompt"),
        ("Read more: The bridge that never was", "related-link"),
    ]


def test_what_goes_with_a_prompt_is_cut_with_it():
    prompt = "Sign up for our newsletter. You can unsubscribe at any time."

    assert strip([*STORY, f"{LEAD} {prompt}"])[0] == [*STORY, LEAD]


def test_a_prompt_in_the_middle_of_a_paragraph_stays():
    paragraph = f"{LEAD} Sign up for our newsletter. {LEAD}"

    assert strip([*STORY, paragraph]) == ([*STORY, paragraph], [])


@pytest.mark.parametrize(
    "paragraph",
    [
        f"“{LEAD} Sign up for our newsletter.",
        f"{LEAD} “Sign up for our newsletter.”",
        f"{LEAD} He told them one thing. Share.",
        f"{LEAD} Sleep more. Read more.",
    ],
)
def test_what_someone_says_or_is_told_stays_at_a_paragraphs_end(paragraph):
    assert strip([*STORY, paragraph]) == ([*STORY, paragraph], [])


def test_an_authors_box_goes_from_below_the_story():
    box = "Ann Berg is a reporter for the Bay Post, where she covers housing. Follow her on Twitter @annberg."

    kept, removed = strip([*STORY, box], authors=["Ann Berg"])

    assert kept == STORY
    assert [removal.reason for removal in removed] == ["author-bio"]


@pytest.mark.parametrize(
    ("language", "box"),
    [
        ("en", "Ann Berg writes about things that take their time."),
        ("en", "Ann Berg has reported for the Bay Post since 2011. Have you got a story? Write to news@paper.example."),
        ("de", "Ann Berg ist Mitglied der Lokalredaktion des Hafenboten."),
        ("ja", "Ann Berg（港湾新聞記者）"),
    ],
)
def test_below_the_story_what_begins_with_its_authors_name_is_her_box(language, box):
    assert strip([*STORY, box], authors=["Ann Berg"], language=language)[0] == STORY
    assert strip([*STORY, box], authors=["Bo Lind"], language=language)[0][-1].startswith("Ann Berg")


def test_a_story_about_a_reporter_keeps_who_she_is():
    line = "Ann Berg is a reporter for the Bay Post who was arrested on Monday."

    assert strip([*STORY, line]) == ([*STORY, line], [])
    assert strip([*STORY, line], authors=["Bo Lind"]) == ([*STORY, line], [])
    assert strip(within("Ann Berg is a reporter for the Bay Post.", 7))[1] == []


def test_a_reporters_address_goes_and_a_helplines_stays():
    helpline = "The helpline can be reached at 0800 555 019 or at help@example.org."

    kept, removed = strip([*STORY, helpline, "Ann Berg can be reached at ann.berg@paper.example."])

    assert kept == [*STORY, helpline]
    assert [removal.reason for removal in removed] == ["contact-line"]


def test_a_row_of_labels_goes_and_a_row_of_names_stays():
    kept, removed = strip([*STORY, "Ann Berg · Bo Lind · Harbour", "Share this article · Print · Copy link"])

    assert kept == [*STORY, "Ann Berg · Bo Lind · Harbour"]
    assert [removal.reason for removal in removed] == ["share-line"]


def test_the_title_goes_from_the_top_and_stays_further_down():
    title = "Harbour reopens after three-day storm"

    kept, removed = strip([title.upper(), *STORY, title], title=title)

    assert kept == [*STORY, title]
    assert [(removal.text, removal.reason) for removal in removed] == [(title.upper(), "repeated-title")]


def test_a_lead_that_begins_like_the_title_stays():
    title = "Harbour reopens after three-day storm"

    kept, removed = strip([f"{title}, and the ferries sail again.", *STORY], title=title)

    assert removed == []
    assert len(kept) == 15


@pytest.mark.parametrize("line", ["By Ann Berg", "by Ann Berg, Staff Writer", "ANN BERG", "Words by Ann Berg"])
def test_a_known_authors_byline_goes_from_the_top(line):
    kept, removed = strip([line, *STORY], authors=["Ann Berg"])

    assert kept == STORY
    assert [removal.reason for removal in removed] == ["byline"]


@pytest.mark.parametrize(("language", "role"), [("en", "Correspondent"), ("en", "Staff writer"), ("de", "Redakteurin")])
def test_a_role_goes_from_the_top_and_stays_elsewhere(language, role):
    assert strip([role, *STORY], language=language)[0] == STORY
    assert strip(within(role, 7), language=language)[1] == []


def test_a_byline_of_someone_else_stays_where_the_authors_are_known():
    assert strip(["By Hilary Mantel", *STORY], authors=["Ann Berg"]) == (["By Hilary Mantel", *STORY], [])


def test_a_byline_in_the_middle_stays():
    paragraphs = within("By Ann Berg", 7)

    assert strip(paragraphs, authors=["Ann Berg"]) == (paragraphs, [])


def test_without_known_authors_what_looks_like_a_name_is_a_byline():
    assert strip(["By Ann Berg", *STORY])[0] == STORY


def test_dates_go_from_the_ends_and_stay_as_headings_in_the_middle():
    paragraphs = ["March 5, 2024", *STORY[:7], "March 6, 2024", *STORY[7:]]

    kept, removed = strip(paragraphs)

    assert kept == [*STORY[:7], "March 6, 2024", *STORY[7:]]
    assert [removal.reason for removal in removed] == ["dateline"]


def test_teasers_behind_a_last_label_go_with_it():
    kept, removed = strip([*STORY, "Related stories", "Wall or no wall: council decides", "Photos of the big wave"])

    assert kept == STORY
    assert [removal.reason for removal in removed] == ["related-link"] * 3


def test_prose_behind_such_a_label_stays():
    kept, removed = strip([*STORY, "Related stories", "A short line", LEAD])

    assert kept == [*STORY, "A short line", LEAD]
    assert [removal.text for removal in removed] == ["Related stories"]


def test_a_list_in_the_first_half_stays_below_a_label():
    kept, _ = strip(["Related stories", "Boats", "Ferries", "Ships", "Yachts"])

    assert kept == ["Boats", "Ferries", "Ships", "Yachts"]


_WORDS = st.lists(
    st.text("αβγδεζηθικλμνξοπρστυφχψωабвгд0123456789", min_size=1, max_size=9), min_size=12, max_size=60
).map(lambda words: " ".join(words) + ".")


@given(
    st.lists(st.one_of(st.text(max_size=400), st.sampled_from([line for *_, line in RESIDUE])), max_size=12),
    st.sampled_from([*LANGUAGES, None, "xx"]),
)
def test_what_is_kept_and_what_is_removed_are_together_what_came_in(paragraphs, language):
    kept, removed = strip_residue(paragraphs, title="A title", authors=["Ann Berg"], language=language)

    came = sorted("".join("".join(paragraphs).split()))
    went = sorted("".join("".join([*kept, *(removal.text for removal in removed)]).split()))
    assert went == came


@given(st.lists(_WORDS, max_size=8), st.sampled_from([*LANGUAGES, None]))
def test_long_sentences_of_other_words_are_never_touched(paragraphs, language):
    assert strip_residue(paragraphs, title="", authors=(), language=language) == (paragraphs, [])


@given(st.text(max_size=600))
def test_the_sentences_of_a_paragraph_joined_are_the_paragraph(text):
    assert "".join(split_sentences(text)) == text


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("One. Two! Three?", ["One. ", "Two! ", "Three?"]),
        ("Dr. Berg met J. Lind on Jan. 5. They talked.", ["Dr. Berg met J. Lind on Jan. 5. They talked."]),
        ("Er kam am 5. März. Es regnete.", ["Er kam am 5. März. ", "Es regnete."]),
        ("He said “Go.” She went.", ["He said “Go.” ", "She went."]),
        ("桥关闭了。船开走了。", ["桥关闭了。", "船开走了。"]),
    ],
)
def test_sentences_end_where_they_should(text, sentences):
    assert split_sentences(text) == sentences


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("Join us, read our newsletters and get our app.", "newsletter-prompt"),
        ("Get our app for our newsletters.", "app-prompt"),
    ],
)
def test_a_prompt_for_several_things_is_named_after_the_first(line, reason):
    _, removed = strip_residue([line], title="", authors=(), language="en")
    assert [removal.reason for removal in removed] == [reason]
