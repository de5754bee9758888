"""Records made of a feed's own words."""

from datetime import UTC, datetime

from hypothesis import given, settings
from hypothesis import strategies as st

from schemas.feed import FeedEntry
from wirecopy.cleaning import VERSION
from wirecopy.cleaning.feedtext import clean_entry

LEAD = "The harbour of Port Ellen reopened on Tuesday, three days after the storm had closed it for all ships."


def entry(**fields):
    return FeedEntry(key="1", title="Harbour reopens", **fields)


def test_content_becomes_paragraphs_without_scripts_captions_and_residue():
    content = (
        f"<p>{LEAD}</p><script>alert(1)</script><figure><img src=x><figcaption>A pier</figcaption></figure>"
        f"<ul><li>One boat</li></ul><p onclick=x>{LEAD} Again.</p><p>Share this article</p>"
        "<p>The post <a href=x>Harbour reopens</a> appeared first on <a href=y>The Bay Post</a>.</p>"
    )

    cleaned = clean_entry(entry(content_html=content), url="https://bay.example/x")

    assert cleaned.text.split("\n\n") == [LEAD, "One boat", f"{LEAD} Again."]
    assert cleaned.provenance.extractor == "feed:content"
    assert cleaned.provenance.version == VERSION
    assert [removal.reason for removal in cleaned.provenance.removed] == ["share-line"]
    assert cleaned.url == "https://bay.example/x"


def test_without_content_the_summary_is_the_text():
    cleaned = clean_entry(entry(summary=f"{LEAD}\n\nA second paragraph."), url=None)

    assert cleaned.text.split("\n\n") == [LEAD, "A second paragraph."]
    assert cleaned.provenance.extractor == "feed:summary"


def test_fields_are_the_feeds_and_say_so():
    published = datetime(2024, 3, 5, 9, tzinfo=UTC)

    cleaned = clean_entry(
        entry(summary=LEAD, authors=("Ann Berg",), published_at=published, tags=("harbour",), language="en-GB"),
        url=None,
    )

    assert (cleaned.title, cleaned.authors, cleaned.published_at, cleaned.tags, cleaned.language) == (
        "Harbour reopens", ("Ann Berg",), published, ("harbour",), "en"
    )  # fmt: skip
    assert cleaned.date_source == "feed"
    assert set(cleaned.provenance.fields) == {"title", "summary", "authors", "published_at", "tags", "language"}


def test_content_that_was_escaped_twice_is_read():
    assert clean_entry(entry(content_html=f"&lt;p&gt;{LEAD}&lt;/p&gt;"), url=None).text == LEAD


@settings(deadline=None, max_examples=60)
@given(st.text(max_size=300), st.text(max_size=100))
def test_no_content_makes_it_fail(content, summary):
    clean_entry(entry(content_html=content, summary=summary), url=None)
