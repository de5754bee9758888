"""Servers that break rules which tests/newsroom keeps: they talk to each connection as a test tells them."""

from __future__ import annotations

import asyncio
import shutil
import socket
import ssl
import subprocess
from asyncio import StreamReader, StreamWriter
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from tests.requirements import missing

Talk = Callable[[StreamReader, StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(talk: Talk, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """A server that talks as told to each connection; its address without the scheme."""
    talks: set[asyncio.Task[None]] = set()

    async def serve(reader: StreamReader, writer: StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        talks.add(task)
        try:
            await talk(reader, writer)
        except (OSError, asyncio.CancelledError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    server = await asyncio.start_server(serve, "127.0.0.1", 0, ssl=tls)
    yield "//{}:{}".format(*server.sockets[0].getsockname())
    server.close()
    for task in talks:
        task.cancel()
    await asyncio.gather(*talks, return_exceptions=True)


@contextmanager
def black_hole() -> Iterator[str]:
    """An address at which connections are neither taken nor refused: a listener whose queue is full."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for queued in waiting:
            queued.setblocking(False)
            queued.connect_ex(listener.getsockname())
        try:
            yield "//{}:{}".format(*listener.getsockname())
        finally:
            for queued in waiting:
                queued.close()


def certificates(folder: Path) -> dict[str, ssl.SSLContext]:
    """Servers' TLS contexts: `good`, `expired`, `wrong-host`, by the authority `folder`/ca.pem; and `self-signed`."""
    if shutil.which("openssl") is None:
        missing("openssl, which makes the certificates", "apt-get install openssl")

    def openssl(command: str) -> None:
        subprocess.run(["openssl", *command.split()], cwd=folder, check=True, capture_output=True)

    openssl("req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=authority -keyout ca.key -out ca.pem")
    openssl("req -newkey rsa:2048 -nodes -subj /CN=paper -keyout server.key -out server.csr")
    (folder / "here").write_text("subjectAltName=IP:127.0.0.1\n")
    (folder / "elsewhere").write_text("subjectAltName=DNS:other.example\n")
    sign = "x509 -req -in server.csr -CA ca.pem -CAkey ca.key -CAcreateserial"
    openssl(f"{sign} -days 2 -extfile here -out good.pem")
    openssl(f"{sign} -days -1 -extfile here -out expired.pem")
    openssl(f"{sign} -days 2 -extfile elsewhere -out wrong-host.pem")
    openssl("x509 -req -in server.csr -signkey server.key -days 2 -extfile here -out self-signed.pem")
    contexts = {}
    for name in ("good", "expired", "wrong-host", "self-signed"):
        contexts[name] = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
        contexts[name].load_cert_chain(folder / f"{name}.pem", folder / "server.key")
    return contexts
