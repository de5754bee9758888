"""Cleaning stored articles again, on both databases: from the real archive, in a real cell."""

import shutil
from datetime import timedelta

import pytest

from schemas.article import Article
from schemas.reprocess import Outcome
from schemas.revision import RevisionKind
from tests.contract.reprocessing.newspaper import NOTICE, story
from wirecopy.cells import craft
from wirecopy.cells.pool import Cells
from wirecopy.cleaning.sites.deciding import pin
from wirecopy.cleaning.version import VERSION
from wirecopy.errors import NotFound, UsageError
from wirecopy.ledger import articles, changes, entries, reprocessing, sites, stories
from wirecopy.ledger.known import LedgerKnown
from wirecopy.reprocessing import working
from wirecopy.reprocessing.reporting import report
from wirecopy.reprocessing.reverting import revert
from wirecopy.sitelearning import change


def told(paper):
    with paper.ledger.read() as conn:
        return [(change.kind, change.article_id, change.revision_kind) for change in changes.read(conn, limit=1000)]


def test_a_text_that_is_read_better_becomes_a_revision_and_consumers_hear_of_it(paper):
    (article_id,) = paper.read(story("one"))
    before = paper.get(article_id)
    assert NOTICE in before.text
    run, (result,) = paper.reprocess()
    after = paper.get(article_id)
    assert after.text == story("one").text
    assert (after.revision, after.provenance.version, after.section) == (2, VERSION, "Local")
    assert paper.kinds(article_id) == [None, RevisionKind.CLEANING]
    assert told(paper) == [("new", article_id, None), ("revised", article_id, RevisionKind.CLEANING)]
    assert (run.articles, run.done, run.is_open) == (1, 1, False)
    assert result.outcome is Outcome.TEXT
    assert (result.words_removed, result.words_added) == (len(NOTICE.split()), 0)
    assert result.lost == (NOTICE,)
    assert result.fields == {"section": ("Old section", "Local")}
    assert waiting_for_stories(paper) == [article_id]


def waiting_for_stories(paper) -> list[int]:
    """What is to be placed in a story; from here on it is not waiting any more."""
    with paper.ledger.begin() as conn:
        return [article.article_id for article in stories.take(conn, 10)]


def test_keys_are_those_of_the_new_text(paper):
    (article_id,) = paper.read(story("one"))
    paper.reprocess()
    drawn = working.sketch(story("one").title, story("one").text, "en")
    with paper.ledger.read() as conn:
        (candidate,) = LedgerKnown(conn).candidates(drawn.keys, None)
    assert (candidate.article_id, candidate.packed) == (article_id, drawn.packed)


def test_other_fields_alone_make_no_revision_but_an_entry_in_the_log(paper):
    (article_id,) = paper.read(story("one"), left_in="")
    _, (result,) = paper.reprocess()
    assert (result.outcome, list(result.fields)) == (Outcome.FIELDS, ["section"])
    after = paper.get(article_id)
    assert (after.revision, after.section, after.provenance.version) == (1, "Local", VERSION)
    assert told(paper) == [("new", article_id, None), ("metadata", article_id, None)]


def test_a_second_run_finds_all_as_it_should_be(paper):
    paper.read(story("one"), story("two"))
    paper.reprocess()
    log = told(paper)
    run, results = paper.reprocess()
    assert results == []
    with paper.ledger.read() as conn:
        assert reprocessing.outcomes(conn, run.id) == {Outcome.SAME: 2}
    assert told(paper) == log


def test_a_dry_run_tells_the_same_and_changes_nothing(paper):
    ids = paper.read(*(story(f"story-{number}") for number in range(12)))
    before = [paper.get(article_id) for article_id in ids]
    log = told(paper)
    run, results = paper.reprocess(dry_run=True)
    assert [paper.get(article_id) for article_id in ids] == before
    assert told(paper) == log
    _, changed = paper.reprocess()
    assert sorted(results, key=by_id) == sorted(changed, key=by_id)
    with paper.ledger.read() as conn:
        added_up = report(conn, run.id, worst=3)
    assert added_up.outcomes == {Outcome.TEXT: 12}
    assert added_up.words_removed == 12 * len(NOTICE.split())
    assert added_up.fields == {"section": 12}
    assert len(added_up.worst) == 3
    assert added_up.worst[0].loss == max(result.loss for result in results)


def by_id(result):
    return result.article_id


def test_what_a_newer_cleaner_made_is_left_alone(paper):
    (article_id,) = paper.read(story("one"), version="99.1")
    _, (result,) = paper.reprocess()
    assert (result.outcome, result.reason) == (Outcome.SKIPPED, "newer-cleaner")
    assert NOTICE in paper.get(article_id).text


def test_only_the_articles_of_a_host_are_cleaned(paper):
    here, there = paper.read(story("one"), story("two", host="news.other.example"))
    paper.reprocess(host="other.example")
    assert (paper.get(here).revision, paper.get(there).revision) == (1, 2)
    paper.reprocess(host="ther.example")
    assert paper.get(here).revision == 1


def test_a_record_is_kept_where_nothing_better_comes_of_it(paper, tmp_path):
    (damaged,) = paper.read(story("one"))
    shutil.rmtree(tmp_path / "archive")
    (walled, empty) = paper.read(story("two"), story("three"))
    with paper.ledger.begin() as conn:
        for article_id, markup in (
            (walled, "<html><title>Log in</title><h1>Log in</h1><form><input type=password></form></html>"),
            (empty, "<html><title>Nothing</title><body></body></html>"),
        ):
            (entry,) = (e for e in entries.page(conn) if e.article_id == article_id)
            entries.record_archive(conn, entry.id, paper.append(markup, entry.url))
    _, results = paper.reprocess()
    assert {result.article_id: result.outcome for result in results} == dict.fromkeys(
        (damaged, walled, empty), Outcome.KEPT
    )
    assert {result.article_id: result.reason for result in results}[damaged] == "archive-damaged"
    assert [paper.get(article_id).revision for article_id in (damaged, walled, empty)] == [1, 1, 1]


def test_an_article_made_from_its_feed_alone_is_made_from_it_again(paper):
    article_id = paper.read_from_feed(story("one"))
    assert paper.get(article_id).provenance.extractor == "feed:content"
    _, (result,) = paper.reprocess()
    assert result.outcome is Outcome.TEXT
    after = paper.get(article_id)
    assert (after.text, after.provenance.version) == (story("one").text, VERSION)


def test_an_article_of_several_pages_is_put_together_again(paper):
    from tests.newsroom.stories import page

    (article_id,) = paper.read(story("one"))
    first = story("one")
    second = story("one-further-on")
    further = page(first, "The Paper").replace(first.html, second.html)
    with paper.ledger.begin() as conn:
        (entry,) = entries.page(conn)
        more = (paper.append(further, f"{first.url}?page=2"),)
        entries.record_archive(conn, entry.id, entry.archived.model_copy(update={"more": more}))
    paper.reprocess()
    after = paper.get(article_id)
    assert after.text == f"{first.text}\n\n{second.text}"
    assert after.provenance.pages == 2


def test_a_page_that_kills_its_cell_costs_no_other(paper):
    ids = paper.read(story("one"), story("two"))
    with paper.ledger.begin() as conn:
        (entry,) = (e for e in entries.page(conn) if e.article_id == ids[0])
        slow = "<html><body>" + "<p>word</p>" * 20_000 + "</body></html>"
        entries.record_archive(conn, entry.id, paper.append(slow, entry.url))
    with Cells(1, timeout=0.001, imports=craft.__name__) as hasty:
        paper.cells, patient = hasty, paper.cells
        _, results = paper.reprocess()
        assert {result.reason for result in results} == {"page-unreadable"}
        paper.cells = patient
    assert [paper.get(article_id).revision for article_id in ids] == [1, 1]


def test_an_article_that_changed_meanwhile_is_left_to_its_newer_version(paper, monkeypatch):
    (article_id,) = paper.read(story("one"))
    real = working.read_again

    def read_slowly(entry, archive, cells, memory_of):
        copy = real(entry, archive, cells, memory_of)
        with paper.ledger.begin() as conn:
            draft = working.normalize(copy, now=paper.now)
            changed = draft.model_copy(update={"text": "The publisher was faster.", "content_hash": "v1:other"})
            articles.revise(
                conn,
                article_id,
                changed,
                kind=RevisionKind.UPDATE,
                sketch_keys=(),
                sketch_packed=b"",
                now=paper.now,
            )
        return copy

    monkeypatch.setattr(working, "read_again", read_slowly)
    _, (result,) = paper.reprocess()
    assert (result.outcome, result.reason) == (Outcome.SKIPPED, "changed-meanwhile")
    assert paper.get(article_id).text == "The publisher was faster."


def test_an_article_whose_entry_is_on_its_way_is_cleaned_anyway_soon(paper):
    (article_id,) = paper.read(story("one"))
    with paper.ledger.begin() as conn:
        (entry,) = entries.page(conn)
        changed = entry.item.model_copy(update={"title": "Another headline", "updated_at": paper.now})
        entries.merge(
            conn, paper.feed.id, [changed], now=paper.now, host_of=lambda _: "paper.example", key_of=lambda url: url
        )
    _, (result,) = paper.reprocess()
    assert (result.article_id, result.outcome, result.reason) == (article_id, Outcome.SKIPPED, "on-its-way")


def test_an_earlier_version_can_be_put_back_and_cleaning_leaves_it_then(paper):
    (article_id,) = paper.read(story("one"))
    original = paper.get(article_id)
    paper.reprocess()
    assert revert(paper.ledger, article_id, 1, now=paper.now) == 3
    after = paper.get(article_id)
    assert (after.text, after.content_hash, after.word_count) == (
        original.text,
        original.content_hash,
        original.word_count,
    )
    assert paper.kinds(article_id) == [None, RevisionKind.CLEANING, RevisionKind.CLEANING]
    assert told(paper)[-1] == ("revised", article_id, RevisionKind.CLEANING)
    assert waiting_for_stories(paper) == [article_id]
    _, (result,) = paper.reprocess()
    assert (result.outcome, result.reason) == (Outcome.SKIPPED, "put-back-by-a-person")
    with paper.ledger.read() as conn:
        held = LedgerKnown(conn).version(article_id)
    assert held is not None
    assert held.is_held


@pytest.mark.parametrize(("number", "error"), [(1, UsageError), (2, NotFound), (0, NotFound)])
def test_a_version_that_is_not_there_is_not_put_back(paper, number, error):
    (article_id,) = paper.read(story("one"))
    with pytest.raises(error, match="revision"):
        revert(paper.ledger, article_id, number, now=paper.now)
    assert isinstance(paper.get(article_id), Article)
    assert paper.get(article_id).revision == 1


def test_what_fails_is_told_and_fails_no_other(paper, monkeypatch):
    ids = paper.read(story("one"), story("two"))
    real = articles.revise

    def revise(conn, article_id, *given, **rest):
        number = real(conn, article_id, *given, **rest)
        if article_id == ids[0]:
            raise ValueError("the desk is on fire")
        return number

    monkeypatch.setattr(articles, "revise", revise)
    _, results = paper.reprocess()
    assert {result.article_id: (result.outcome, result.reason) for result in results} == {
        ids[0]: (Outcome.FAILED, "ValueError"),
        ids[1]: (Outcome.TEXT, None),
    }
    assert [paper.get(article_id).revision for article_id in ids] == [1, 2]


def test_a_worker_that_dies_leaves_its_batch_to_another(paper):
    ids = paper.read(story("one"))
    run = paper.begin()
    with paper.ledger.begin() as conn:
        assert reprocessing.lease(conn, now=paper.now, lease_seconds=60, at_once=8) is not None
    assert paper.work() is None
    paper.now += timedelta(seconds=61)
    assert paper.work() is not None
    with paper.ledger.read() as conn:
        assert not reprocessing.get(conn, run.id).is_open
    assert paper.get(ids[0]).revision == 2


def test_what_was_learned_of_a_site_is_taken_out_of_its_earlier_records(paper):
    (article_id,) = paper.read(story("one"), left_in="")
    paper.reprocess()
    line = story("one").paragraphs[2]
    change(paper.ledger, "paper.example", lambda memory: pin(memory, line=line, verdict="drop"), now=paper.now)
    with paper.ledger.begin() as conn:
        run = reprocessing.ask_for_site(conn, "paper.example", cleaner=VERSION, now=paper.now)
    while paper.work() is not None:
        pass
    after = paper.get(article_id)
    assert line not in after.text
    assert paper.kinds(article_id) == [None, RevisionKind.CLEANING]
    with paper.ledger.read() as conn:
        (result,) = reprocessing.results(conn, run.id)
        assert sites.load(conn, "paper.example").recleaned == after.provenance.site_learned
    assert [text[:300] for text in result.lost] == [line[:300]]
    assert [removal.text[:100] for removal in result.removed] == [line[:100]]
