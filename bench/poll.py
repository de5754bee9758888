"""What a poll costs: many feeds due at once, nearly all of them unchanged, over TLS, through the real fetcher.

    python -m bench.poll [--feeds 1000,10000,100000] [--database URL] [--changed 0.03]

A local origin (a process of its own) answers for every host: 304 to the validators that the ledger already holds, and
for `--changed` of the feeds a document of 30 known entries in which one is new. Two feeds share a host, as they do in
real lists. The whole fetcher service runs: leases, turns, guard, TLS, cells, ledger. Pages are not pulled.

Prints for each number of feeds: CPU milliseconds per poll (the fetcher's and its cells'), polls per second on one core,
milliseconds in ledger transactions per poll, memory. The limit in the same run is a bare aiohttp client that makes the
same conditional requests to the same origin and throws the answers away. Exit code 1 if a poll at the largest number
costs over 20% more than at the smallest.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import resource
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from ipaddress import ip_network
from pathlib import Path
from typing import Any

import aiohttp
from sqlalchemy import event, func, insert, select

from services.fetcher.fetcher import Fetcher
from wirecopy import log
from wirecopy.ledger import Ledger
from wirecopy.ledger import tables as t
from wirecopy.settings import Settings

# A suffix under which each name is a site of its own to the public suffix list, and one wildcard certificate fits all.
_SUFFIX = "co.uk"


@dataclass(frozen=True)
class Cost:
    """What a run came to. Times are in milliseconds a poll, memory in MiB."""

    cpu: float
    cells: float
    ledger: float
    per_second: float
    memory: float

    @property
    def total(self) -> float:
        """CPU of the fetcher and its cells."""
        return self.cpu + self.cells


def main() -> int:
    """Run the benchmark and print it."""
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--feeds", default="1000,10000,100000", help="numbers of feeds, with commas")
    options.add_argument("--database", help="PostgreSQL address of an empty database; default: SQLite in a new folder")
    options.add_argument("--changed", type=float, default=0.03, help="share of feeds with news")
    options.add_argument("--one", type=int, help=argparse.SUPPRESS)
    options.add_argument("--bare", type=int, help=argparse.SUPPRESS)
    options.add_argument("--port", type=int, help=argparse.SUPPRESS)
    given = options.parse_args()
    if given.one or given.bare:
        _answer_for_all_names()
        print(_poll_all(given) if given.one else _bare(given.bare, given.port))
        return 0
    with tempfile.TemporaryDirectory() as folder, _origin(Path(folder), given.changed) as port:
        return _compare(given, port, Path(folder))


def _compare(given: argparse.Namespace, port: int, folder: Path) -> int:
    def run(*arguments: object) -> str:
        command = [sys.executable, "-m", "bench.poll", "--port", str(port), *map(str, arguments)]
        environment = {**os.environ, "SSL_CERT_FILE": str(folder / "ca.pem")}
        return subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True, env=environment).stdout.strip()

    numbers = [int(number) for number in given.feeds.split(",")]
    database = ["--database", given.database] if given.database else []
    print("   feeds   CPU ms  cells ms  ledger ms  polls/s  bare ms  x bare    MiB")
    ratios: list[float] = []
    for number in numbers:
        # Machines are noisy: the limit is measured beside each figure, before and after.
        bare = float(run("--bare", 1000))
        cost = Cost(*map(float, run("--one", number, "--changed", given.changed, *database).split()))
        bare = (bare + float(run("--bare", 1000))) / 2
        ratios.append(cost.total / bare)
        print(
            f"{number:>8} {cost.cpu:>8.2f} {cost.cells:>9.2f} {cost.ledger:>10.2f} {cost.per_second:>8.0f}"
            f" {bare:>8.2f} {ratios[-1]:>7.2f} {cost.memory:>6.0f}",
            flush=True,
        )
    growth = ratios[-1] / ratios[0]
    print(f"\na poll of {numbers[-1]} costs {growth:.2f} times one of {numbers[0]}, both against the limit beside them")
    return 1 if growth > 1.2 else 0


# ---- one run


def _poll_all(given: argparse.Namespace) -> str:
    log.configure("warning", "bench")
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            data_dir=Path(folder),
            allow_networks=(ip_network("127.0.0.0/8"),),
            database_url=given.database or "",
            concurrency=64,
            cleaners=1,
            max_queued=1,
            lease_timeout=600,
        )
        ledger = Ledger(settings.ledger_url)
        ledger.migrate()
        # What starting and stopping costs, imports of the cell and all, is no poll's.
        started = _cpu(resource.RUSAGE_SELF)
        asyncio.run(_until_all_are_polled(settings, ledger, 0))
        fixed = _cpu(resource.RUSAGE_SELF) - started, _cpu(resource.RUSAGE_CHILDREN)
        _fill(ledger, given.one, given.port)
        spent = _time_transactions(ledger)
        before = _cpu(resource.RUSAGE_SELF), _cpu(resource.RUSAGE_CHILDREN)
        asyncio.run(_until_all_are_polled(settings, ledger, given.one))
        cpu = _cpu(resource.RUSAGE_SELF) - before[0] - fixed[0]
        cells = _cpu(resource.RUSAGE_CHILDREN) - before[1] - fixed[1]
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        ledger.close()
    each = 1000 / given.one
    return f"{cpu * each} {cells * each} {sum(spent) * each} {given.one / (cpu + cells)} {memory}"


async def _until_all_are_polled(settings: Settings, ledger: Ledger, number: int) -> None:
    stop = asyncio.Event()
    began = datetime.now(UTC)
    serving = asyncio.create_task(Fetcher(settings, ledger, lambda _batch: None, lambda: datetime.now(UTC)).run(stop))
    while not serving.done():
        await asyncio.sleep(min(5.0, 0.5 + number / 20_000))
        with ledger.read() as conn:
            left = conn.execute(
                select(func.count()).select_from(t.feeds).where(t.feeds.c.next_poll_at <= began)
            ).scalar_one()
        if sys.stderr.isatty():
            print(f"\r{number - left:>8} of {number}", end="", file=sys.stderr)
        if left == 0:
            break
    stop.set()
    await serving
    with ledger.read() as conn:
        failed = list(conn.scalars(select(t.polls.c.error).where(t.polls.c.outcome == "failed")))
    if failed:
        raise SystemExit(f"{len(failed)} of {number} polls failed: {failed[0]}")


def _fill(ledger: Ledger, number: int, port: int) -> None:
    """Feeds as they stand after an earlier poll: with validators, read a while ago, due now."""
    now = datetime.now(UTC)
    fixed: dict[str, Any] = {
        "title": "Bench",
        "state": "active",
        "tags": [],
        "etag": '"v1"',
        "wishes": {},
        "moved_polls": 0,
        "interval_seconds": 3600,
        "failures": 0,
        "created_at": now - timedelta(days=2),
        "read_at": now - timedelta(days=1),
        "last_polled_at": now - timedelta(hours=1),
        "rhythm": {
            "mostly": {"posts": 50.0, "days": 10.0},
            "hours": [2.0] * 24,
            "last_post_at": (now - timedelta(hours=3)).isoformat(),
            "learned_at": (now - timedelta(hours=1)).isoformat(),
        },
        "rate": 5.0,
    }
    with ledger.begin() as conn:
        for start in range(0, number, 5000):
            rows = []
            for n in range(start, min(start + 5000, number)):
                host = f"p{n // 2}.{_SUFFIX}"
                url = f"https://{host}:{port}/{n}/feed"
                due = now - timedelta(seconds=3600 * (number - n) / number)
                rows.append({**fixed, "url": url, "validators_from": url, "host": host, "next_poll_at": due})
            conn.execute(insert(t.feeds), rows)


def _time_transactions(ledger: Ledger) -> list[float]:
    """Seconds of each transaction from here on, from its begin to the end of its commit."""
    spent: list[float] = []
    engine: Any = ledger._engine

    @event.listens_for(engine, "begin")
    def _begin(conn: Any) -> None:
        conn.info["began"] = time.perf_counter()

    @event.listens_for(engine.pool, "checkin")
    def _end(_connection: Any, record: Any) -> None:
        began = record.info.pop("began", None)
        if began is not None:
            spent.append(time.perf_counter() - began)

    return spent


def _bare(number: int, port: int) -> float:
    """CPU milliseconds of a conditional request by aiohttp alone, a new connection each."""

    async def ask() -> None:
        slots = asyncio.Semaphore(64)
        connector = aiohttp.TCPConnector(limit=64, force_close=True)
        async with aiohttp.ClientSession(connector=connector) as session:

            async def one(n: int) -> None:
                async with (
                    slots,
                    session.get(
                        f"https://p{n // 2}.{_SUFFIX}:{port}/{n}/feed", headers={"If-None-Match": '"v1"'}
                    ) as answer,
                ):
                    await answer.read()

            await asyncio.gather(*(one(n) for n in range(number)))

    before = _cpu(resource.RUSAGE_SELF)
    asyncio.run(ask())
    return (_cpu(resource.RUSAGE_SELF) - before) * 1000 / number


def _cpu(whose: int) -> float:
    used = resource.getrusage(whose)
    return used.ru_utime + used.ru_stime


def _answer_for_all_names() -> None:
    """Every name leads to this machine; all else of name resolution stays as it is."""
    there: Callable[..., Any] = socket.getaddrinfo

    def here(host: Any, *rest: Any, **options: Any) -> Any:
        return there("127.0.0.1" if str(host).endswith(_SUFFIX) else host, *rest, **options)

    socket.getaddrinfo = here


# ---- the origin


@contextmanager
def _origin(folder: Path, changed: float) -> Iterator[int]:
    if shutil.which("openssl") is None:
        sys.exit("openssl is needed to make the origin's certificate (Debian: apt install openssl)")
    _certify(folder)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = int(probe.getsockname()[1])
    command = [sys.executable, "-m", "bench.poll_origin", str(folder), str(port), str(changed)]
    server = subprocess.Popen(command)
    try:
        for _ in range(200):
            with socket.socket() as knock:
                if knock.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        server.terminate()
        server.wait()


def _certify(folder: Path) -> None:
    """A certificate authority of our own and a certificate of it for every name under the suffix."""

    def openssl(*arguments: str) -> None:
        subprocess.run(["openssl", *arguments], check=True, cwd=folder, capture_output=True)

    curve = ("-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes")
    openssl("req", "-x509", *curve, "-keyout", "ca.key", "-out", "ca.pem", "-days", "2", "-subj", "/CN=bench")
    openssl("req", *curve, "-keyout", "origin.key", "-out", "origin.csr", "-subj", "/CN=origin")
    (folder / "names").write_text(f"subjectAltName=DNS:*.{_SUFFIX}\n")
    signing = ("-CA", "ca.pem", "-CAkey", "ca.key", "-CAcreateserial", "-extfile", "names", "-days", "2")
    openssl("x509", "-req", "-in", "origin.csr", "-out", "origin.pem", *signing)


if __name__ == "__main__":
    sys.exit(main())
