"""The origin of `bench.poll`: answers 304 for all but a share of the feeds.

    python -m bench.poll_origin DIR PORT SHARE

DIR holds its certificate. Feeds are known by number, the first part of the path.
"""

from __future__ import annotations

import asyncio
import ssl
import sys
from pathlib import Path

_ITEMS = 30


async def _serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, every: int) -> None:
    try:
        while True:
            head = await reader.readuntil(b"\r\n\r\n")
            number = int(head.split(b"/", 2)[1])
            closes = b"connection: close" in head.lower()
            if every and number % every == 0:
                body = _document(number)
                writer.write(
                    b'HTTP/1.1 200 OK\r\nContent-Type: application/rss+xml\r\nETag: "v2"\r\n'
                    b"Content-Length: %d\r\n\r\n%b" % (len(body), body)
                )
            else:
                writer.write(b'HTTP/1.1 304 Not Modified\r\nETag: "v1"\r\nCache-Control: max-age=300\r\n\r\n')
            await writer.drain()
            if closes:
                break
    except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError):
        pass  # the other side is done
    finally:
        writer.close()


def _document(number: int) -> bytes:
    items = "".join(
        f"<item><title>Story {n} of {number}</title><guid isPermaLink='false'>{number}-{n}</guid>"
        f"<pubDate>Mon, 02 Mar 2026 {n % 24:02}:00:00 GMT</pubDate>"
        f"<description>{'Words of it. ' * 20}</description></item>"
        for n in range(_ITEMS)
    )
    return f"<rss version='2.0'><channel><title>Feed {number}</title>{items}</channel></rss>".encode()


async def _main(folder: Path, port: int, share: float) -> None:
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.load_cert_chain(folder / "origin.pem", folder / "origin.key")
    every = round(1 / share) if share else 0
    server = await asyncio.start_server(
        lambda reader, writer: _serve(reader, writer, every), "127.0.0.1", port, ssl=context, backlog=1024
    )
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_main(Path(sys.argv[1]), int(sys.argv[2]), float(sys.argv[3])))
