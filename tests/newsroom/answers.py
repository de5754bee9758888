"""What an origin server answers, put on the wire byte for byte: plain answers, conditional ones, and faults."""

from __future__ import annotations

import asyncio
import gzip
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from email.utils import format_datetime
from http import HTTPStatus


@dataclass
class Request:
    """One request as it came in. `status` is what it was answered with; None while (or if) it is not."""

    method: str
    path: str
    """The request target: path and query, as on the wire."""
    headers: dict[str, str]
    """By lower-case name; repeated fields joined with a comma."""
    body: bytes
    at: float
    """time.monotonic() when its head had been read."""
    site: str
    moment: datetime
    """The newsroom's own time then."""
    status: int | None = None


@dataclass(frozen=True)
class Answer:
    """What to answer. With only a body it is a plain 200; the rest are validators, delays and faults."""

    body: bytes = b""
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)
    etag: str | None = None
    """With this or `last_modified`, conditional requests that match are answered 304."""
    last_modified: str | None = None
    gzip: bool = False
    """Compress for those who accept it."""
    delay: float = 0.0
    """Seconds before the first byte."""
    drip: float = 0.0
    """Seconds between two bytes of the body."""
    cut: int | None = None
    """Close the connection after that many bytes of the body, of which all were announced."""
    drop: bool = False
    """Close the connection without an answer."""
    chunks: Iterable[bytes] | None = None
    """A body in chunked transfer coding; may be endless."""
    wire: bytes | None = None
    """Exactly these bytes, then close."""


Script = Answer | Callable[[Request], Answer]


def gzip_bomb(size: int) -> bytes:
    """`size` bytes of spaces, compressed about a thousand to one."""
    packer = zlib.compressobj(9, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    block = b" " * 2**20
    packed = [packer.compress(block) for _ in range(size // len(block))]
    return b"".join([*packed, packer.flush()])


def unchanged(answer: Answer, request: Request) -> bool:
    """RFC 9110 section 13.2.2: If-None-Match decides where it is given, If-Modified-Since only without it."""
    if "if-none-match" in request.headers:
        return answer.etag is not None and request.headers["if-none-match"] in (answer.etag, "*")
    return answer.last_modified is not None and request.headers.get("if-modified-since") == answer.last_modified


async def send(answer: Answer, request: Request, writer: asyncio.StreamWriter) -> None:
    await asyncio.sleep(answer.delay)
    if answer.drop or answer.wire is not None:
        writer.write(answer.wire or b"")
        await writer.drain()
        writer.close()
        return
    headers = {"Date": format_datetime(request.moment, usegmt=True), **answer.headers}
    if answer.etag is not None:
        headers["ETag"] = answer.etag
    if answer.last_modified is not None:
        headers["Last-Modified"] = answer.last_modified
    if answer.gzip and "gzip" in request.headers.get("accept-encoding", ""):
        answer = replace(answer, body=gzip.compress(answer.body, mtime=0))
        headers["Content-Encoding"] = "gzip"
    if answer.chunks is not None:
        headers["Transfer-Encoding"] = "chunked"
    elif answer.status != 304:
        headers.setdefault("Content-Length", str(len(answer.body)))
    reason = HTTPStatus(answer.status).phrase if answer.status in HTTPStatus._value2member_map_ else "Odd"
    lines = [f"HTTP/1.1 {answer.status} {reason}", *(f"{name}: {value}" for name, value in headers.items())]
    request.status = answer.status
    writer.write("\r\n".join([*lines, "", ""]).encode())
    if request.method != "HEAD":
        await _send_body(answer, writer)
    await writer.drain()
    if answer.cut is not None:
        writer.close()


async def _send_body(answer: Answer, writer: asyncio.StreamWriter) -> None:
    if answer.chunks is not None:
        for chunk in answer.chunks:
            writer.write(f"{len(chunk):x}\r\n".encode() + chunk + b"\r\n")
            await writer.drain()
        writer.write(b"0\r\n\r\n")
    elif answer.drip:
        for byte in answer.body:
            writer.write(bytes([byte]))
            await writer.drain()
            await asyncio.sleep(answer.drip)
    else:
        writer.write(answer.body if answer.cut is None else answer.body[: answer.cut])
