"""Cells: killable processes in which strangers' bytes are parsed.

A hostile feed can keep a parser busy for hours, or make it take all memory, and no thread can be stopped from outside.
A process can. So parsing and cleaning run here: over its time a call is killed, and only that call is lost.

    run ──▶ a free thread ──pickle──▶ its cell: function(*args) ──pickle──▶ result or exception
                        └── over time: kill the cell, start another, CellTimeout

What bounds a call, and why it is done this way:

- Time is watched from outside, on the clock. RLIMIT_CPU would count over the whole life of a process, so that a cell
  which served ten thousand pages well would die in the middle of the next one.
- Memory is RLIMIT_AS, set once (Linux): an allocation beyond it fails in the cell, and the cell is replaced.
- A cell whose parent was killed ends by itself: an idle one reads the end of its pipe, a busy one is ended by an alarm
  that the kernel delivers even while C code holds the interpreter.

This fences resources, it is no sandbox: a cell runs as the same user, and its results are unpickled here.

The cells are plain child processes, not `multiprocessing` ones: those import the program's main module again (for us
the whole command line, with its web framework and Celery, in every cell) and leave a resource tracker running.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import pickle
import queue
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import Pipe
from types import TracebackType
from typing import Any, ParamSpec, Self, TypeVar

from wirecopy.errors import WirecopyError

P = ParamSpec("P")
R = TypeVar("R")

_START_SECONDS = 60.0
"""How long a cell may take to import what it needs; seconds on a busy machine, and not part of any call's time."""

_CALLS = 2000
"""Calls after which a cell is replaced: parsers' caches and leaks grow, and would one day meet the memory cap."""


class CellError(WirecopyError):
    """A cell gave no result; it has been replaced."""


class CellTimeout(CellError):
    """Killed at its time limit. The same input would be again."""


class CellCrashed(CellError):
    """Died by itself, or ran out of memory or stack."""


class Cells:
    """A pool of `count` killable processes. An async context manager; `run` may be called by any number of tasks.

    Without a loop: a context manager as well, whose `call` blocks.

    `timeout` is in seconds a call, `memory_bytes` is the address space a cell may take (None: no cap). `imports` names
    a module that a cell imports before its first call, so that no page pays for it. A function that is run must be
    importable by name, and its arguments, result and exceptions picklable. A task that is cancelled stops waiting; its
    call goes on in the cell until it is done or over its time.
    """

    def __init__(
        self, count: int, timeout: float, memory_bytes: int | None = None, *, imports: str | None = None
    ) -> None:
        self._count = count
        self._timeout = timeout
        self._memory_bytes = memory_bytes
        self._imports = imports
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="cell")
        self._free: queue.SimpleQueue[_Cell] = queue.SimpleQueue()
        self._cells: set[_Cell] = set()
        self._closed = False

    async def __aenter__(self) -> Self:
        await self.start()
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()

    def __enter__(self) -> Self:
        for _ in range(self._count):
            self._add_cell()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._kill()
        self._clear_away()

    async def start(self) -> None:
        """Start all cells and wait until each has imported its module. Raises CellCrashed if one can't."""
        for _ in range(self._count):
            self._add_cell()
        loop = asyncio.get_running_loop()
        try:
            await asyncio.gather(*(loop.run_in_executor(None, cell.wait_ready) for cell in list(self._cells)))
        except BaseException:
            await self.close()
            raise

    async def run(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """Call `function(*args, **kwargs)` in a cell and return its result.

        An exception of the function is raised here, with the cell's traceback as a note. Raises CellTimeout for a call
        over its time (waiting for a free cell is not in it) and CellCrashed for a cell that died or was out of memory.
        """
        call = pickle.dumps((function, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)
        loop = asyncio.get_running_loop()
        failed, outcome = await loop.run_in_executor(self._threads, self._call, call, _name(function))
        if failed:
            raise outcome
        return outcome  # type: ignore[no-any-return]  # what came through the pipe is what the function returned

    def call(self, function: Callable[P, R], *args: P.args, **kwargs: P.kwargs) -> R:
        """The same as `run` for a caller who waits: blocks until the result is there. Raises what `run` raises."""
        call = pickle.dumps((function, args, kwargs), protocol=pickle.HIGHEST_PROTOCOL)
        failed, outcome = self._call(call, _name(function))
        if failed:
            raise outcome
        return outcome  # type: ignore[no-any-return]  # as above

    async def close(self) -> None:
        """Kill all cells, and return when they are gone. Calls under way raise CellCrashed."""
        self._kill()
        await asyncio.to_thread(self._clear_away)

    def _kill(self) -> None:
        self._closed = True
        for cell in list(self._cells):
            cell.kill()

    def _clear_away(self) -> None:
        self._threads.shutdown(wait=True, cancel_futures=True)
        for cell in list(self._cells):
            self._drop(cell)

    def _call(self, call: bytes, name: str) -> tuple[bool, Any]:
        """One call in a free cell; in a thread. There are as many threads as cells, so there is always a free one."""
        if self._closed:  # its cell is not replaced any more, so there may be none to wait for
            raise CellCrashed(f"{name} was not called: the cells are closed")
        cell = self._free.get()
        healthy = False
        try:
            cell.wait_ready()
            answer = cell.exchange(call, self._timeout, name)
            failed, outcome = pickle.loads(answer)  # noqa: S301 - from our own process, see the module's text
            if failed and isinstance(outcome, MemoryError | RecursionError):
                raise CellCrashed(f"{name} ran out of {'memory' if isinstance(outcome, MemoryError) else 'stack'}")
            healthy = cell.calls < _CALLS
            return failed, outcome
        finally:
            if healthy:
                self._free.put(cell)
            else:
                self._drop(cell)
                if not self._closed:
                    self._add_cell()

    def _add_cell(self) -> None:
        cell = _Cell(self._memory_bytes, self._imports)
        self._cells.add(cell)
        self._free.put(cell)
        if self._closed:  # closed meanwhile, by another thread
            cell.kill()

    def _drop(self, cell: _Cell) -> None:
        self._cells.discard(cell)
        cell.end()


class _Cell:
    """One child process and our end of its pipe. Used by one thread at a time, but killed by any."""

    def __init__(self, memory_bytes: int | None, imports: str | None) -> None:
        self.calls = 0
        self._ready = False
        self._pipe, theirs = Pipe()
        with theirs:
            # Its own module path, as ours may have been changed by whoever started us; no standard input or output, as
            # a parser that prints must not write into ours.
            self._child = subprocess.Popen(  # noqa: S603 - our own interpreter and module
                [sys.executable, "-m", "wirecopy.cells.cell", str(theirs.fileno())],
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                env={**os.environ, "PYTHONPATH": os.pathsep.join(path or os.getcwd() for path in sys.path)},
            )
        with contextlib.suppress(OSError):  # died already; `wait_ready` will tell
            self._pipe.send((memory_bytes, imports))

    def wait_ready(self) -> None:
        """Wait until the cell has imported its module."""
        if self._ready:
            return
        try:
            if not self._pipe.poll(_START_SECONDS):
                raise CellCrashed(f"a cell was not ready within {_START_SECONDS:g} seconds")
            problem = self._pipe.recv_bytes().decode()
        except (EOFError, OSError):
            raise CellCrashed("a cell ended while it started; its standard error says why") from None
        if problem:
            raise CellCrashed(f"a cell could not start: {problem}")
        self._ready = True

    def exchange(self, call: bytes, timeout: float, name: str) -> bytes:
        """Send a pickled call, return the pickled answer."""
        self.calls += 1
        try:
            self._pipe.send_bytes(repr(timeout).encode())
            self._pipe.send_bytes(call)
            if not self._pipe.poll(timeout):
                raise CellTimeout(f"{name} took more than {timeout:g} seconds")
            return self._pipe.recv_bytes()
        except (EOFError, OSError):
            raise CellCrashed(f"{name} ended its process: {self._ending()}") from None

    def kill(self) -> None:
        """End the process at once; whoever waits for its answer sees the end of the pipe."""
        self._child.kill()

    def end(self) -> None:
        """Kill the process, wait until it is gone, close the pipe."""
        self._child.kill()
        self._child.wait()
        self._pipe.close()

    def _ending(self) -> str:
        with contextlib.suppress(subprocess.TimeoutExpired):
            code = self._child.wait(timeout=5)
            return signal.Signals(-code).name if code < 0 else f"exit status {code}"
        return "it does not answer"


def _name(function: Callable[..., Any]) -> str:
    return f"{function.__module__}.{function.__qualname__}"
