"""Functions for the cells of `test_cells.py` to run; importable by name, as they must be."""

from __future__ import annotations

import os
import re
import time

from wirecopy.errors import HttpStatus, NotAFeed


def double(number: int, *, plus: int = 0) -> int:
    return number * 2 + plus


def process_id() -> int:
    return os.getpid()


def sleep(seconds: float) -> float:
    time.sleep(seconds)
    return seconds


def note_process_then_backtrack(path: str) -> None:
    """Keep a C function busy that never lets the interpreter go, as a hostile page might."""
    with open(path, "w") as file:
        file.write(str(os.getpid()))
    re.match(r"(a+)+$", "a" * 64 + "!")


def note_process_then_sleep(path: str) -> None:
    with open(path, "w") as file:
        file.write(str(os.getpid()))
    time.sleep(60)


def fail_as_no_feed() -> None:
    raise NotAFeed("nothing in it", looks_like_html=True)


def fail_with_a_constructor_of_its_own() -> None:
    raise HttpStatus(404, "http://paper.example/feed")


def die() -> None:
    os.abort()


def leave() -> None:
    raise SystemExit(3)


def take_memory(size: int) -> int:
    return len(bytearray(size))


def recurse() -> int:
    return 1 + recurse()


def give_back(content: bytes) -> bytes:
    return content


def print_something() -> str:
    print("on standard output")
    return "printed"


def cpu_seconds_burnt(seconds: float) -> float:
    start = time.process_time()
    while time.process_time() - start < seconds:
        pass
    return time.process_time()


def loaded(module: str) -> bool:
    import sys

    return module in sys.modules
