"""The archive: raw responses as WARC, so that any page can be cleaned again without asking its site again.

Each process writes files of its own, `YYYYMMDD/wirecopy-<host>-<pid>-<random>.warc.gz`, one record to a gzip member, so
that offset and length are enough to read one record. Any WARC tool reads them (ISO 28500:2017, WARC 1.1).

The body is stored decoded, as it was handed to the parsers. The stored headers are made true of it: Content-Length is
that of the decoded body, Content-Encoding and Transfer-Encoding are gone, and what the server had sent stands beside
under the names that Common Crawl gave them, `X-Crawler-Content-Encoding` and so on.
"""

from __future__ import annotations

import io
import os
import re
import secrets
import socket
import threading
import zlib
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from urllib.parse import quote

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.entry import ArchivedResponse
from wirecopy import __version__
from wirecopy.errors import ArchiveDamaged
from wirecopy.web.response import Headers, Response
from wirecopy.web.target import target

FILE_BYTES = 256 * 2**20
"""Size at which a file is closed and the next begun: some ten thousand pages, and still easy to copy."""

# Within one percent of level 9's size at 0.57 of its time, measured on 111 news pages.
_COMPRESSION = 6

_ASCII = "".join(map(chr, range(128)))
_WIRE_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length"})


@dataclass(frozen=True)
class StoredResponse:
    """A response read back. `body` is what the parsers were given, `headers` are true of it.

    Header values that are not ASCII come percent-encoded; `content_type` is as it was sent.
    """

    body: bytes
    headers: Headers
    url: str
    status: int
    content_type: str | None


class Archive:
    """Appends responses to files under `directory`, and reads them back by their ArchivedResponse.

    One for a process; its methods block (a few milliseconds a page) and may be called from several threads. It never
    deletes.
    """

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._lock = threading.Lock()
        self._file: io.FileIO | None = None
        self._name = ""
        self._day = ""
        self._end = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def append(self, response: Response, *, fetched_at: datetime) -> ArchivedResponse:
        """Write `response` and the request that led to it; return where the response lies.

        Both records have been handed to the operating system when this returns: they survive the end of this process,
        kill -9 included. They are on the disk once the file is closed, at 256 MB or at the day's end; a power cut
        before that can cost what the system had not written yet, which `read` then reports as ArchiveDamaged. Waiting
        for the disk on each page would cost more than fetching those few again.

        Raises OSError, having taken back what was half written, if the disk is full or the folder not writable.
        """
        moment = fetched_at.astimezone(UTC)
        records = _records(response, moment)
        with self._lock:
            file = self._open_for(moment, sum(map(len, records)))
            start = self._end
            self._write(file, b"".join(records))
            return ArchivedResponse(
                file=self._name,
                offset=start,
                length=len(records[0]),
                url=response.url,
                status=response.status,
                content_type=response.content_type,
                fetched_at=moment,
            )

    def read(self, archived: ArchivedResponse) -> StoredResponse:
        """The response that `archived` points to.

        Raises ArchiveDamaged where the file is missing, lies outside the archive, or does not hold that response whole
        (its digests are checked).
        """
        packed = self._slice(archived)
        place = f"{archived.file} at {archived.offset}"
        try:
            # "raise" makes warcio check both digests as the payload is read to its end.
            record = next(iter(ArchiveIterator(io.BytesIO(packed), check_digests="raise")))
            body = record.content_stream().read()
            status = int(record.http_headers.get_statuscode())
        except (ArchiveLoadFailed, zlib.error, EOFError, StopIteration, ValueError, AttributeError, OSError) as error:
            raise ArchiveDamaged(f"{place}: no whole record there ({type(error).__name__})") from error
        url = record.rec_headers.get_header("WARC-Target-URI")
        if (
            record.rec_type != "response"
            or url != archived.url
            or len(body) != int(record.http_headers["content-length"])
        ):
            raise ArchiveDamaged(f"{place}: not the response from {archived.url}")
        headers = Headers(record.http_headers.headers)
        return StoredResponse(body, headers, url, status, archived.content_type)

    def close(self) -> None:
        """Close the current file, and wait until it is on the disk. The archive can be used again after it."""
        with self._lock:
            self._close_file()

    def _slice(self, archived: ArchivedResponse) -> bytes:
        root = self._directory.resolve()
        try:
            path = (root / archived.file).resolve()
            if not path.is_relative_to(root):
                raise ArchiveDamaged(f"{archived.file}: not a path inside the archive")
            with path.open("rb") as file:
                file.seek(archived.offset)
                packed = file.read(archived.length)
        except (OSError, ValueError) as error:  # ValueError: a NUL in the name, a negative offset
            raise ArchiveDamaged(f"{archived.file}: can't be read ({error})") from error
        if len(packed) < archived.length:
            raise ArchiveDamaged(f"{archived.file} at {archived.offset}: the file ends early")
        return packed

    def _open_for(self, moment: datetime, size: int) -> io.FileIO:
        day = f"{moment:%Y%m%d}"
        if self._file is not None and (day != self._day or self._end + size > FILE_BYTES):
            self._close_file()
        if self._file is None:
            host = re.sub(r"[^A-Za-z0-9-]", "-", socket.gethostname())[:64]
            self._day, self._name = day, f"{day}/wirecopy-{host}-{os.getpid()}-{secrets.token_hex(4)}.warc.gz"
            path = self._directory / self._name
            path.parent.mkdir(parents=True, exist_ok=True)
            self._file = io.FileIO(path, "xb")
            self._end = 0
            self._write(self._file, _warcinfo(path.name, moment))
        return self._file

    def _write(self, file: io.FileIO, content: bytes) -> None:
        rest = memoryview(content)
        try:
            while rest:
                rest = rest[file.write(rest) or 0 :]
        except OSError:
            file.truncate(self._end)
            file.seek(self._end)
            raise
        self._end += len(content)

    def _close_file(self) -> None:
        if self._file is not None:
            try:
                os.fsync(self._file.fileno())
            finally:
                self._file.close()
                self._file = None


def _records(response: Response, moment: datetime) -> list[bytes]:
    """The response record and its request record, each a gzip member."""
    writer = WARCWriter(None, gzip=False, warc_version="1.1")
    date = {"WARC-Date": _warc_date(moment)}
    # Servers put anything into the reason phrase, and the library takes nothing but ASCII there.
    status = f"{response.status} {response.reason.encode('ascii', 'replace').decode()}".rstrip()
    http = StatusAndHeaders(status, _true_headers(response), protocol=f"HTTP/{response.http_version}")
    answer = writer.create_warc_record(
        response.url,
        "response",
        payload=io.BytesIO(response.body),
        length=len(response.body),
        warc_headers_dict={
            **date,
            **({"WARC-Truncated": "length"} if response.truncated else {}),
        },
        http_headers=http,
    )
    asked = StatusAndHeaders(
        f"{target(response.url).request_target} HTTP/1.1", list(response.request_headers.pairs), protocol="GET"
    )
    request = writer.create_warc_record(
        response.url,
        "request",
        warc_headers_dict={**date, "WARC-Concurrent-To": answer.rec_headers.get_header("WARC-Record-ID")},
        http_headers=asked,
    )
    return [_packed(answer), _packed(request)]


def _true_headers(response: Response) -> list[tuple[str, str]]:
    kept = [
        (f"X-Crawler-{name}" if name.lower() in _WIRE_HEADERS else name, value)
        for name, value in response.headers.pairs
    ]
    # The library would encode what is not ASCII too, but not in the name of a parameter: there it fails.
    return [*((_ascii(name), _ascii(value)) for name, value in kept), ("Content-Length", str(len(response.body)))]


def _ascii(header: str) -> str:
    """A header's name or value with the bytes percent-encoded that are not ASCII, also those that are no UTF-8."""
    return quote(header, safe=_ASCII, encoding="utf-8", errors="surrogateescape")


def _warcinfo(name: str, moment: datetime) -> bytes:
    writer = WARCWriter(None, gzip=False, warc_version="1.1")
    record = writer.create_warcinfo_record(
        name,
        {
            "software": f"wirecopy/{__version__}",
            "format": "WARC File Format 1.1",
            "conformsTo": "http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/",
        },
    )
    record.rec_headers.replace_header("WARC-Date", _warc_date(moment))
    return _packed(record)


def _packed(record: Any) -> bytes:
    """One record as one gzip member."""
    plain = io.BytesIO()
    WARCWriter(plain, gzip=False, warc_version="1.1").write_record(record)
    packer = zlib.compressobj(_COMPRESSION, zlib.DEFLATED, 16 + zlib.MAX_WBITS)
    return packer.compress(plain.getbuffer()) + packer.flush()


def _warc_date(moment: datetime) -> str:
    return moment.strftime("%Y-%m-%dT%H:%M:%S.%fZ")
