"""One cell: the child's side of `pool.py`. A small program that answers calls on a pipe until the pipe ends."""

from __future__ import annotations

import contextlib
import gc
import importlib
import pickle
import resource
import signal
import sys
import traceback
from multiprocessing.connection import Connection

_ALARM_GRACE = 2.0
"""Seconds beyond a call's time at which an orphaned cell is ended; its parent, if alive, has killed it by then."""


def _serve(pipe: Connection) -> None:
    """The cell's side: answer calls until the pipe ends."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the parent, which ends us
    signal.signal(signal.SIGALRM, signal.SIG_DFL)
    memory_bytes, imports = pipe.recv()
    problem = ""
    try:
        if memory_bytes is not None and sys.platform == "linux":
            resource.setrlimit(resource.RLIMIT_AS, (memory_bytes, memory_bytes))
        if imports is not None:
            importlib.import_module(imports)
            # What is loaded stays: the collector need not look through it again and again.
            gc.freeze()
    except Exception as error:  # noqa: BLE001 - told to the parent, which raises it
        problem = repr(error)
    pipe.send_bytes(problem.encode())
    while not problem:
        timeout = float(pipe.recv_bytes())
        call = pipe.recv_bytes()
        signal.setitimer(signal.ITIMER_REAL, timeout + _ALARM_GRACE)
        pipe.send_bytes(_answer(call))
        signal.setitimer(signal.ITIMER_REAL, 0)


def _answer(call: bytes) -> bytes:
    """Make one call; the pickled (failed, result or exception)."""
    try:
        function, args, kwargs = pickle.loads(call)  # noqa: S301 - from our parent
        return pickle.dumps((False, function(*args, **kwargs)), protocol=pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # noqa: BLE001 - whatever the function raises is its answer
        error.add_note("In a cell:\n" + "".join(traceback.format_exception(error)))
        return _pickled_error(error)


def _pickled_error(error: Exception) -> bytes:
    """An exception as it goes through the pipe; one that can't (its constructor takes other things than its args, say)
    goes as a RuntimeError that tells of it."""
    try:
        packed = pickle.dumps((True, error), protocol=pickle.HIGHEST_PROTOCOL)
        pickle.loads(packed)  # noqa: S301 - our own bytes
    except Exception:  # noqa: BLE001 - any failure to go through has the same answer
        stand_in = RuntimeError(f"{type(error).__name__}: {error}")
        for note in getattr(error, "__notes__", ()):
            stand_in.add_note(note)
        return pickle.dumps((True, stand_in))
    return packed


def main() -> None:
    """Run as a cell; the pipe's file descriptor is the one argument."""
    with contextlib.suppress(EOFError, ConnectionError), Connection(int(sys.argv[1])) as pipe:
        _serve(pipe)


if __name__ == "__main__":
    main()
