"""What kind of revision it is."""

import pytest

from schemas.revision import RevisionKind
from wirecopy.revisions import Version, classify

FERRY = (
    "The ferry left the harbour on Monday with 12 people aboard.\n\n"
    "All of them could swim rather well, the council said, and wore the vests that they had been given.\n\n"
    "The owner had been warned twice about the state of the engine, two of the crew said.\n\n"
    "Nobody knows when it will be back, though the mayor hopes for an answer within the week.\n\n"
    "The last ferry to be lost on this coast sank in 1911."
)
PARAGRAPHS = FERRY.split("\n\n")


def kind(text, title="Ferry lost", **after):
    return classify(Version("Ferry lost", FERRY), Version(title, text, **after))


def without(*places):
    return "\n\n".join(part for place, part in enumerate(PARAGRAPHS) if place not in places)


def test_the_same_is_no_revision():
    assert kind(FERRY) is None


@pytest.mark.parametrize(
    "line", ["12 comments", "Updated 5 minutes ago", "read 1,204 times", "Stand: 3. Mai 2026, 14:02"]
)
def test_churn_is_no_revision(line):
    assert kind(f"{line}\n\n{FERRY}") is None
    assert classify(Version("T", f"{FERRY}\n\n{line}"), Version("T", f"{FERRY}\n\n{line.replace('2', '7')}")) is None


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("counicl", "council"),
        ("the the council", "the council"),
        ("rathr well", "rather well"),
        ("every one knows", "everyone knows"),
        ("Jon Smith", "John Smith"),
        ("recieve", "receive"),
        ("adress", "address"),
    ],
)
def test_slips_mended_are_typos(wrong, right):
    before, after = (f"{FERRY}\n\nSo it is said that {word} of the harbour told them." for word in (wrong, right))
    assert classify(Version("T", before), Version("T", after)) is RevisionKind.TYPO


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("12 people", "14 people"),
        ("Monday", "Sunday"),
        ("a million", "a billion"),
        ("is now open", "is not open"),
        ("in Iraq", "in Iran"),
        ("is likely", "is unlikely"),
        ("he said", "she said"),
    ],
)
def test_another_fact_is_no_typo(one, other):
    before, after = (f"{FERRY}\n\nSo it was told that {words} there." for words in (one, other))
    assert classify(Version("T", before), Version("T", after)) is RevisionKind.UPDATE


def test_letters_without_spaces_may_be_mistyped_too():
    text = "船は月曜日に港を出た。乗客は泳ぎが得意だったと市議会は発表した。船長は健康だった。"
    assert classify(Version("T", text), Version("T", text.replace("健康", "建康"))) is RevisionKind.TYPO
    assert classify(Version("T", text), Version("T", text.replace("月曜日", "火曜日"))) is not None
    assert classify(Version("T", text + "死者は三人。"), Version("T", text + "死者は五人。")) is RevisionKind.UPDATE


@pytest.mark.parametrize(
    "note",
    [
        "This article was amended on 3 May 2026 to correct the number of people aboard.",
        "Correction: 12 people were aboard, not 13.",
        "Korrektur: Es waren zwölf Menschen an Bord.",
        "訂正：乗客は12人でした。",
    ],
)
def test_a_note_makes_it_a_correction_whatever_else_changed(note):
    assert kind(f"{FERRY}\n\n{note}") is RevisionKind.CORRECTION
    assert kind(f"{without(2)}\n\n{note}", title="Ferry found") is RevisionKind.CORRECTION


def test_a_note_that_was_there_already_corrects_nothing_now():
    noted = f"{FERRY}\n\nCorrection: 12 people were aboard, not 13."
    after = noted.replace("within the week.", "within the week. She has asked the navy.")
    assert classify(Version("T", noted), Version("T", after)) is RevisionKind.UPDATE


def test_a_new_headline():
    assert kind(FERRY, title="Ferry found") is RevisionKind.HEADLINE
    assert kind(FERRY.replace("council", "counsil"), title="All saved from the boat") is RevisionKind.HEADLINE
    assert kind(FERRY, title="Ferry  LOST") is None
    assert kind(FERRY, title="(2) Ferry lost") is None
    assert classify(Version("Fery lost", FERRY), Version("Ferry lost", FERRY)) is RevisionKind.TYPO


def test_a_paragraph_that_is_gone_without_a_word_was_removed():
    assert kind(without(2)) is RevisionKind.REMOVAL
    assert kind(without(1, 2)) is RevisionKind.REMOVAL
    assert kind(without(4)) is RevisionKind.REMOVAL
    assert kind(without(2).replace("12 people", "13 people")) is RevisionKind.REMOVAL


def test_a_shorter_text_was_cut():
    assert kind(without(2, 3, 4)) is RevisionKind.CUT
    assert kind(FERRY.replace(", and wore the vests that they had been given", "")) is RevisionKind.CUT


def test_more_or_other_words_are_an_update():
    assert kind(f"{FERRY}\n\nA rescue boat went out in the night and found nobody.") is RevisionKind.UPDATE
    assert kind("\n\n".join(PARAGRAPHS[::-1])) is RevisionKind.UPDATE
    rewritten = without(2).replace(
        "within the week", "soon, as there are holidays and people want to go to the islands"
    )
    assert kind(rewritten) is RevisionKind.UPDATE


def test_what_cleaning_took_out_was_not_removed_by_the_publisher():
    prompt = "Sign up here for the harbour newsletter, every Friday in your mailbox."
    before = Version("T", f"{FERRY}\n\n{prompt}")
    assert classify(before, Version("T", FERRY, removed=(prompt,))) is RevisionKind.CLEANING
    assert classify(Version("T", FERRY, removed=(prompt,)), before) is RevisionKind.CLEANING
    assert classify(before, Version("T", FERRY)) is RevisionKind.REMOVAL
    # Beside it the publisher's own change is told.
    assert classify(before, Version("T", without(2), removed=(prompt,))) is RevisionKind.REMOVAL


def test_another_cleaner_accuses_nobody_of_removals():
    before, after = Version("T", FERRY, cleaner="1"), Version("T", without(2), cleaner="2")
    assert classify(before, after) is RevisionKind.CLEANING
    more = Version("T", f"{FERRY}\n\nA rescue boat went out in the night and found nobody.", cleaner="2")
    assert classify(before, more) is RevisionKind.UPDATE


def test_a_summary_that_stands_in_for_the_page_is_no_revision():
    page = Version("T", FERRY, extractor="page:trafilatura")
    assert classify(page, Version("T", PARAGRAPHS[0], extractor="feed:summary")) is None
    assert classify(page, Version("T", PARAGRAPHS[0], extractor="feed:content")) is None
    longer = f"{FERRY}\n\nA rescue boat went out in the night and found nobody."
    assert classify(page, Version("T", longer, extractor="feed:content")) is RevisionKind.UPDATE


def test_the_page_that_comes_after_a_summary_is_a_better_reading():
    summary = Version("T", PARAGRAPHS[0], extractor="feed:summary")
    assert classify(summary, Version("T", FERRY, extractor="page:trafilatura")) is RevisionKind.CLEANING
