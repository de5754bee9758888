"""The versions of an article as the dashboard shows them."""

from datetime import UTC, datetime

from schemas.revision import Change, Revision
from services.api.dashboard.differences import steps


def revision(number: int, title: str, text: str) -> Revision:
    return Revision(
        article_id=1,
        number=number,
        seen_at=datetime(2026, 3, 1, tzinfo=UTC),
        title=title,
        text=text,
        content_hash=f"v1:{number}",
    )


def test_steps_come_latest_first_with_unchanged_paragraphs_folded_away():
    first = revision(1, "Ferry late", "One.\n\nTwo.\n\nNine were aboard.\n\nNobody was hurt.")
    second = revision(2, "Ferry late", "One.\n\nTwo.\n\nTen were aboard.\n\nNobody was hurt.")
    third = revision(3, "Ferry lost", second.text)
    last, before = steps([first, second, third])
    assert (last.revision, before.revision) == (third, second)
    assert [row.unchanged for row in before.rows] == [2, 0, 1]
    assert before.rows[1].passage.change is Change.CHANGED
    assert [span.text for span in last.difference.title] == ["Ferry ", "late ", "lost"]


def test_one_version_took_no_step():
    assert steps([revision(1, "A", "B")]) == []
    assert steps([]) == []
