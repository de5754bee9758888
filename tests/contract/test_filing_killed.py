"""A worker killed at each of its steps in turn, on both databases: the next one files each entry of its batch once."""

from __future__ import annotations

import os
import traceback
from collections import Counter
from collections.abc import Callable
from datetime import datetime

import pytest
from sqlalchemy import event

from schemas.entry import Batch, EntryState
from tests.contract.test_filing import Desk, item, text
from wirecopy.filing import file_batch
from wirecopy.grouping import place_some
from wirecopy.ledger import Ledger, articles, changes, entries, stories

_KILLED = 9
_MOST_STEPS = 200


def work(ledger: Ledger, batch: Batch, now: datetime) -> None:
    """What a worker does with a batch."""
    file_batch(ledger, batch, now=now, max_attempts=5, retry_delay=10)
    placed = 1
    while placed:
        with ledger.begin() as conn:
            placed = place_some(conn, now=now)


def dies_at(ledger: Ledger, step: int, act: Callable[[], None]) -> bool:
    """Whether a process that is killed before its `step`th statement or commit does not come to the end of `act`."""
    child = os.fork()
    if child == 0:
        left = step

        def count(*_: object) -> None:
            nonlocal left
            left -= 1
            if left == 0:
                os._exit(_KILLED)

        event.listen(ledger._engine, "before_cursor_execute", count)
        event.listen(ledger._engine, "commit", count)
        try:
            act()
            os._exit(0)
        finally:
            traceback.print_exc()
            os._exit(1)
    status = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    assert status in (0, _KILLED)
    return status == _KILLED


@pytest.mark.timeout(240)
def test_killed_at_each_step_a_batch_is_filed_once_by_the_next_worker(ledger, now):
    desk = Desk(ledger, now)
    desk.publish(item(0))
    desk.file(desk.queue({"key-0": text("story 0")}))
    step, dies = 0, True
    while dies:
        step += 1
        assert step < _MOST_STEPS
        # A story that is new, its copy under another address, and another version of the story before.
        before, fresh, copy = 2 * step - 2, 2 * step, 2 * step + 1
        desk.publish(item(fresh), item(copy), item(before, updated_at=now))
        batch = desk.queue(
            {
                f"key-{fresh}": text(f"story {step}"),
                f"key-{copy}": text(f"story {step}"),
                f"key-{before}": text(f"story {step - 1}") + "\n\nA line was added.",
            }
        )
        assert len(batch.copies) == 3
        dies = dies_at(ledger, step, lambda batch=batch: work(ledger, batch, now))
        work(ledger, batch, now)

    assert step > 20, "filing and placing take more statements than that"
    with ledger.read() as conn:
        states = Counter(entry.state for entry in entries.page(conn, limit=1000))
    assert states == {EntryState.REVISED: step, EntryState.STORED: 1, EntryState.DUPLICATE: step}
    with ledger.read() as conn:
        found, _ = articles.page(conn, after=None, limit=1000)
        assert Counter(article.revision for article in found) == {1: 1, 2: step}
        assert Counter(len(articles.copies(conn, article.id)) for article in found) == {0: 1, 1: step}
        told = Counter(change.kind for change in changes.read(conn, limit=10_000))
        assert (told["new"], told["duplicate"], told["revised"]) == (1 + step, step, step)
        assert stories.waiting(conn) == 0
