"""The pool of killable processes: real processes, really killed."""

from __future__ import annotations

import asyncio
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import psutil
import pytest

from tests.service import cell_functions as call
from wirecopy.cells.pool import CellCrashed, Cells, CellTimeout
from wirecopy.errors import NotAFeed


def alive(pid: int) -> bool:
    return psutil.pid_exists(pid) and psutil.Process(pid).status() != psutil.STATUS_ZOMBIE


def wait_until_gone(pid: int, seconds: float) -> bool:
    end = time.monotonic() + seconds
    while alive(pid) and time.monotonic() < end:
        time.sleep(0.05)
    return not alive(pid)


async def test_a_result_comes_back_from_another_process():
    async with Cells(1, timeout=10) as cells:
        assert await cells.run(call.double, 21, plus=1) == 43
        assert await cells.run(call.process_id) != os.getpid()


def test_a_caller_without_a_loop_waits_for_the_result():
    with Cells(1, timeout=0.5) as cells:
        assert cells.call(call.double, 21, plus=1) == 43
        with pytest.raises(CellTimeout):
            cells.call(time.sleep, 60)
        child = cells.call(call.process_id)
    assert wait_until_gone(child, 5)


async def test_calls_run_side_by_side_in_as_many_processes_as_asked_for():
    async with Cells(2, timeout=10) as cells:
        started = time.monotonic()
        await asyncio.gather(cells.run(call.sleep, 0.5), cells.run(call.sleep, 0.5))
        assert time.monotonic() - started < 0.95


async def test_more_calls_than_cells_wait_for_their_turn_and_the_wait_is_not_on_their_time():
    async with Cells(1, timeout=0.8) as cells:
        results = await asyncio.gather(*(cells.run(call.sleep, 0.4) for _ in range(4)))
        assert results == [0.4] * 4


async def test_an_exception_of_the_function_comes_back_as_itself_with_the_cells_traceback():
    async with Cells(1, timeout=10) as cells:
        before = await cells.run(call.process_id)
        with pytest.raises(NotAFeed, match="nothing in it") as caught:
            await cells.run(call.fail_as_no_feed)
        assert caught.value.looks_like_html
        assert "fail_as_no_feed" in caught.value.__notes__[0]
        assert await cells.run(call.process_id) == before


async def test_an_exception_that_can_not_be_pickled_comes_back_as_text():
    async with Cells(1, timeout=10) as cells:
        with pytest.raises(RuntimeError, match=r"HttpStatus: http://paper\.example/feed answered 404"):
            await cells.run(call.fail_with_a_constructor_of_its_own)


async def test_a_call_over_its_time_is_killed_and_its_process_replaced(tmp_path: Path):
    async with Cells(1, timeout=0.5) as cells:
        note = tmp_path / "pid"
        started = time.monotonic()
        with pytest.raises(CellTimeout, match=r"note_process_then_backtrack took more than 0\.5 seconds"):
            await cells.run(call.note_process_then_backtrack, str(note))
        assert time.monotonic() - started < 2
        assert not alive(int(note.read_text()))
        assert await cells.run(call.double, 4) == 8


async def test_the_event_loop_runs_on_while_a_cell_is_busy():
    async with Cells(1, timeout=10) as cells:
        busy = asyncio.create_task(cells.run(call.sleep, 0.5))
        turns = 0
        while not busy.done():
            await asyncio.sleep(0.01)
            turns += 1
        assert turns > 20


@pytest.mark.parametrize(("function", "how"), [(call.die, "SIGABRT"), (call.leave, "exit status 3")])
async def test_a_process_that_dies_is_told_and_replaced(function, how):
    async with Cells(1, timeout=10) as cells:
        with pytest.raises(CellCrashed, match=how):
            await cells.run(function)
        assert await cells.run(call.double, 4) == 8


@pytest.mark.skipif(sys.platform != "linux", reason="the memory cap is set on Linux only")
async def test_memory_beyond_the_cap_fails_in_the_cell_and_the_next_call_gets_a_fresh_one():
    async with Cells(1, timeout=10, memory_bytes=512 * 2**20) as cells:
        assert await cells.run(call.take_memory, 64 * 2**20) == 64 * 2**20
        before = await cells.run(call.process_id)
        with pytest.raises(CellCrashed, match="take_memory ran out of memory"):
            await cells.run(call.take_memory, 1024 * 2**20)
        assert await cells.run(call.process_id) != before


async def test_a_call_that_runs_out_of_stack_is_told_as_a_crash():
    async with Cells(1, timeout=10) as cells:
        with pytest.raises(CellCrashed, match="recurse ran out of stack"):
            await cells.run(call.recurse)
        assert await cells.run(call.double, 4) == 8


async def test_a_cell_serves_more_processor_time_in_all_than_one_call_may_take():
    async with Cells(1, timeout=2.5) as cells:
        burnt = [await cells.run(call.cpu_seconds_burnt, 0.7) for _ in range(4)]
        assert burnt[-1] > 2.5  # one process, counted over its life


async def test_large_arguments_and_results_pass():
    content = os.urandom(8 * 2**20)
    async with Cells(1, timeout=30) as cells:
        assert await cells.run(call.give_back, content) == content


async def test_what_a_parser_prints_stays_out_of_our_output(capfd):
    async with Cells(1, timeout=10) as cells:
        assert await cells.run(call.print_something) == "printed"
    assert capfd.readouterr().out == ""


async def test_its_module_is_imported_before_the_first_call():
    async with Cells(1, timeout=10, imports="xml.dom.minidom") as cells:
        assert await cells.run(call.loaded, "xml.dom.minidom")
        assert not await cells.run(call.loaded, "celery")


async def test_a_module_that_can_not_be_imported_fails_the_start_and_leaves_nothing():
    before = set(psutil.Process().children(recursive=True))
    with pytest.raises(CellCrashed, match="no_such_module"):
        await Cells(2, timeout=10, imports="no_such_module").start()
    assert set(psutil.Process().children(recursive=True)) <= before


async def test_closing_leaves_no_process_behind_and_ends_the_calls_under_way():
    before = set(psutil.Process().children(recursive=True))
    cells = Cells(3, timeout=60)
    await cells.start()
    calls = [asyncio.create_task(cells.run(call.sleep, 30)) for _ in range(5)]
    await asyncio.sleep(0.3)
    assert len(set(psutil.Process().children(recursive=True)) - before) == 3
    started = time.monotonic()
    await cells.close()
    outcomes = await asyncio.gather(*calls, return_exceptions=True)
    assert all(isinstance(outcome, CellCrashed | asyncio.CancelledError) for outcome in outcomes)
    assert time.monotonic() - started < 5
    assert set(psutil.Process().children(recursive=True)) <= before


async def test_a_cancelled_caller_does_not_cost_a_cell():
    async with Cells(1, timeout=10) as cells:
        task = asyncio.create_task(cells.run(call.sleep, 0.3))
        await asyncio.sleep(0.1)
        task.cancel()
        with pytest.raises(asyncio.CancelledError):
            await task
        assert await cells.run(call.double, 4) == 8


PARENT = """
import asyncio, sys
from wirecopy.cells.pool import Cells
from tests.service import cell_functions as call

async def main():
    async with Cells(2, timeout=float(sys.argv[2])) as cells:
        print(await cells.run(call.process_id), flush=True)
        await cells.run(getattr(call, sys.argv[3]), sys.argv[1])

asyncio.run(main())
"""


@pytest.mark.parametrize("busy_with", ["note_process_then_sleep", "note_process_then_backtrack"])
def test_no_cell_outlives_a_parent_that_is_killed(busy_with: str, tmp_path: Path):
    note = tmp_path / "pid"
    parent = subprocess.Popen(
        [sys.executable, "-c", PARENT, str(note), "1.5", busy_with],
        stdout=subprocess.PIPE,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    try:
        assert parent.stdout is not None
        assert parent.stdout.readline()
        children = psutil.Process(parent.pid).children(recursive=True)
        assert len(children) == 2
        end = time.monotonic() + 10
        while not (note.exists() and note.read_text()) and time.monotonic() < end:
            time.sleep(0.02)
        busy = int(note.read_text())
        idle = next(child.pid for child in children if child.pid != busy)
    finally:
        parent.send_signal(signal.SIGKILL)
        parent.wait()
        parent.stdout.close()
    assert wait_until_gone(idle, 2), "an idle cell reads the end of its pipe"
    assert wait_until_gone(busy, 6), "a busy cell is ended by its alarm"
