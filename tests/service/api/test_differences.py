"""What changed between two revisions."""

from datetime import UTC, datetime

from schemas.article import Revision
from services.api.dashboard.differences import difference


def revision(number: int, title: str, text: str) -> Revision:
    return Revision(
        article_id=1,
        number=number,
        seen_at=datetime(2026, 3, 1, tzinfo=UTC),
        title=title,
        text=text,
        content_hash=f"v1:{number}",
    )


def test_a_corrected_paragraph_is_shown_dropped_and_added():
    before = revision(1, "Ferry late", "Nine were aboard.\n\nNobody was hurt.")
    after = revision(2, "Ferry late", "Ten were aboard.\n\nNobody was hurt.")
    assert [(part.kind, part.text) for part in difference(before, after)] == [
        ("dropped", "Nine were aboard."),
        ("added", "Ten were aboard."),
    ]


def test_a_new_headline_is_a_change():
    before, after = revision(1, "Ferry late", "Text."), revision(2, "Ferry very late", "Text.")
    assert [part.text for part in difference(before, after)] == ["Ferry late", "Ferry very late"]


def test_equal_texts_have_no_difference():
    assert difference(revision(1, "A", "B"), revision(2, "A", "B")) == ()
