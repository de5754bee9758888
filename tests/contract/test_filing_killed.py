"""A worker killed at each of its steps in turn, on both databases: the next one files each entry of its batch once."""

from __future__ import annotations

import multiprocessing
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
_PATIENCE = 180


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


def die_at_each_step(ledger_url: str, now: datetime) -> None:
    """File batch after batch, each by a worker that dies one step later than the one before, and by one that does not,
    until one comes to the end."""
    ledger = Ledger(ledger_url)
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
    ledger.close()


@pytest.mark.timeout(240)
def test_killed_at_each_step_a_batch_is_filed_once_by_the_next_worker(ledger_url, now):
    # In a process of its own: to fork is safe only where no other test has left a thread behind.
    process = multiprocessing.get_context("spawn").Process(target=die_at_each_step, args=(ledger_url, now))
    process.start()
    process.join(_PATIENCE)
    if process.is_alive():
        process.kill()
    assert process.exitcode == 0

    ledger = Ledger(ledger_url)
    with ledger.read() as conn:
        states = Counter(entry.state for entry in entries.page(conn, limit=1000))
        steps = states[EntryState.REVISED]
        assert steps > 20, "filing and placing take more statements than that"
        assert states == {EntryState.REVISED: steps, EntryState.STORED: 1, EntryState.DUPLICATE: steps}
        found, _ = articles.page(conn, after=None, limit=1000)
        assert Counter(article.revision for article in found) == {1: 1, 2: steps}
        assert Counter(len(articles.copies(conn, article.id)) for article in found) == {0: 1, 1: steps}
        told = Counter(change.kind for change in changes.read(conn, limit=10_000))
        assert (told["new"], told["duplicate"], told["revised"]) == (1 + steps, steps, steps)
        assert stories.waiting(conn) == 0
    ledger.close()
