"""Cells: real processes that are killed, crash, and run out of memory."""

import asyncio
import os
import subprocess
import sys
import time

import psutil
import pytest

from services.fetcher.cells import CellCrashed, Cells, CellTimeout
from wirecopy.errors import NotAFeed


def double(number):
    return 2 * number


def sleep(seconds):
    time.sleep(seconds)


def die():
    os._exit(3)


def eat():
    return len(bytearray(8 * 2**30))


def no_feed():
    raise NotAFeed("a page", looks_like_html=True)


def who():
    return os.getpid()


@pytest.fixture
async def cells():
    async with Cells(2, timeout=1.0, memory_bytes=2**31, imports=__name__) as found:
        yield found


async def test_calls_are_done_and_errors_come_back_as_they_are(cells):
    assert await asyncio.gather(*(cells.run(double, n) for n in range(10))) == [2 * n for n in range(10)]
    with pytest.raises(NotAFeed, match="a page") as error:
        await cells.run(no_feed)
    assert error.value.looks_like_html


async def test_a_call_that_takes_too_long_is_killed_and_the_next_one_is_done(cells):
    began = time.monotonic()
    with pytest.raises(CellTimeout, match="sleep took longer than 1 s"):
        await cells.run(sleep, 30)
    assert time.monotonic() - began < 20
    assert await asyncio.gather(*(cells.run(double, n) for n in range(4))) == [0, 2, 4, 6]


async def test_a_cell_that_dies_is_replaced(cells):
    with pytest.raises(CellCrashed, match="exit code 3"):
        await cells.run(die)
    assert await cells.run(double, 21) == 42


@pytest.mark.skipif(sys.platform != "linux", reason="the address space is capped on Linux")
async def test_a_glutton_does_not_take_the_machine_with_it(cells):
    with pytest.raises(CellCrashed, match="ran out of memory"):
        await cells.run(eat)
    assert await cells.run(double, 21) == 42


async def test_work_runs_side_by_side():
    async with Cells(2, timeout=10, memory_bytes=2**31, imports=__name__) as cells:
        await asyncio.gather(cells.run(who), cells.run(who))
        began = time.monotonic()
        await asyncio.gather(*(cells.run(sleep, 0.5) for _ in range(4)))
        assert time.monotonic() - began < 1.9


async def test_nothing_is_left_when_they_are_closed():
    before = set(psutil.Process().children())
    async with Cells(2, timeout=10, memory_bytes=2**31, imports=__name__) as cells:
        pids = {await cells.run(who), await cells.run(who)}
        assert pids
    left = [p for p in set(psutil.Process().children()) - before if p.pid in pids]
    assert left == []


def test_cells_end_when_their_fetcher_is_killed():
    script = (
        "import asyncio, os, time\n"
        "from services.fetcher.cells import Cells\n"
        "async def main():\n"
        "    async with Cells(1, timeout=10, memory_bytes=2**31, imports='os') as cells:\n"
        "        print(await cells.run(os.getpid), flush=True)\n"
        "        await asyncio.sleep(600)\n"
        "if __name__ == '__main__': asyncio.run(main())\n"
    )
    with subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True) as fetcher:
        assert fetcher.stdout
        cell = psutil.Process(int(fetcher.stdout.readline()))
        fetcher.kill()
        deadline = time.monotonic() + 10
        while cell.is_running() and cell.status() != psutil.STATUS_ZOMBIE:
            assert time.monotonic() < deadline, "the cell outlived its fetcher"
            time.sleep(0.05)
