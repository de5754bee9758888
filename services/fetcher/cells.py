"""Cells: processes that do one piece of the craft at a time and may be killed.

Feeds and pages come from strangers: one of them may take for ever, or all the memory. It then costs a cell and not the
fetcher. A cell that dies is replaced.
"""

from __future__ import annotations

import asyncio
import importlib
import multiprocessing
import pickle
import signal
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing.connection import Connection
from multiprocessing.context import SpawnProcess
from types import TracebackType
from typing import Any, ParamSpec, TypeVar

from wirecopy.errors import WirecopyError

P = ParamSpec("P")
T = TypeVar("T")

# Not fork: the fetcher has threads and open connections that a child must not share.
_spawning = multiprocessing.get_context("spawn")
# A new cell imports the craft first, which takes seconds on a busy machine.
_START_SECONDS = 60.0


class CellError(WirecopyError):
    """The work could not be done in its cell."""


class CellTimeout(CellError):
    """It took too long, and was killed."""


class CellCrashed(CellError):
    """Its process died, by itself or for want of memory."""


class _Cell:
    """One process and the pipe to it. Used by one thread at a time."""

    def __init__(self, memory_bytes: int, imports: str) -> None:
        self._memory_bytes = memory_bytes
        self._imports = imports
        self._process: SpawnProcess | None = None
        self._pipe: Connection | None = None
        self._ready = False

    def start(self) -> None:
        self._pipe, theirs = _spawning.Pipe()
        self._process = _spawning.Process(target=_live, args=(theirs, self._memory_bytes, self._imports), daemon=True)
        self._process.start()
        # Only the child holds its end now: when it dies we read EOF, and when we die it does.
        theirs.close()
        self._ready = False

    def call(self, function: Callable[..., Any], arguments: tuple[Any, ...], timeout: float) -> Any:
        if self._process is None or not self._process.is_alive():
            self.kill()
            self.start()
        assert self._pipe
        try:
            if not self._ready:
                if not self._pipe.poll(_START_SECONDS):
                    raise TimeoutError
                self._pipe.recv()
                self._ready = True
            self._pipe.send((function, arguments))
            if not self._pipe.poll(timeout):
                raise TimeoutError
            done, value = self._pipe.recv()
        except TimeoutError:
            self.kill()
            raise CellTimeout(f"{function.__name__} took longer than {timeout:g} s") from None
        except (EOFError, OSError, pickle.UnpicklingError):
            assert self._process
            self._process.join(1)
            code = self._process.exitcode
            self.kill()
            raise CellCrashed(f"the process of {function.__name__} died (exit code {code})") from None
        if done:
            return value
        if isinstance(value, MemoryError | RecursionError):
            raise CellCrashed(
                f"{function.__name__} ran out of {'memory' if isinstance(value, MemoryError) else 'stack'}"
            )
        raise value

    def kill(self) -> None:
        if self._process:
            self._process.kill()
            self._process.join()
            self._process.close()
            self._process = None
        if self._pipe:
            self._pipe.close()
            self._pipe = None


class Cells:
    """`count` cells; enter it to use it.

    `timeout` is in seconds a call; `memory_bytes` caps a cell's address space (on Linux: elsewhere the system does not
    enforce it); `imports` names a module that a cell imports before its first call, so that no call pays for it.
    """

    def __init__(self, count: int, *, timeout: float, memory_bytes: int, imports: str) -> None:
        self._timeout = timeout
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="cell")
        self._cells = [_Cell(memory_bytes, imports) for _ in range(count)]
        self._free: asyncio.Queue[_Cell] = asyncio.Queue()

    async def __aenter__(self) -> Cells:
        for cell in self._cells:
            cell.start()
            self._free.put_nowait(cell)
        return self

    async def run(self, function: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Call `function(*args)` in a cell. It must be importable by name, its arguments and result picklable.

        Raises CellTimeout, CellCrashed, or what the function raised.
        """
        assert not kwargs, "positional arguments only"
        cell = await self._free.get()
        loop = asyncio.get_running_loop()
        work = loop.run_in_executor(self._threads, cell.call, function, args, self._timeout)
        # Given back when the thread is done with it, even where the caller has been cancelled meanwhile.
        work.add_done_callback(lambda _: self._free.put_nowait(cell))
        result: T = await asyncio.shield(work)
        return result

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for cell in self._cells:
            cell.kill()
        self._threads.shutdown(wait=True)


def _live(pipe: Connection, memory_bytes: int, imports: str) -> None:
    """The life of a cell: take a call, do it, answer; until the pipe ends."""
    # Ctrl-C reaches the whole group; the fetcher decides when its cells end.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    if sys.platform == "linux":
        import resource  # noqa: PLC0415 - not on every platform

        resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
    importlib.import_module(imports)
    pipe.send("ready")
    while True:
        try:
            function, arguments = pipe.recv()
        except EOFError:
            return
        try:
            answer = (True, function(*arguments))
        except Exception as error:  # noqa: BLE001 - whatever it is goes back to the caller
            answer = (False, error)
        try:
            pipe.send(answer)
        except (TypeError, AttributeError, pickle.PicklingError) as error:
            pipe.send((False, CellError(f"{function.__name__} gave what can't be sent: {error}")))
