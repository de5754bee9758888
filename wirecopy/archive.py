"""The archive: raw responses as WARC 1.1, so that a page can be cleaned again without asking its site again.

Each process appends to files of its own, a new one each day and past 256 MB. A record is one gzip member, so that file,
offset and length are enough to read it. `append` returns when the bytes are with the operating system: they survive the
death of the process, and a power cut may take the last seconds (those pages are then fetched again).
"""

from __future__ import annotations

import os
import secrets
import socket
import threading
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path
from typing import BinaryIO
from urllib.parse import urlsplit

from warcio.archiveiterator import ArchiveIterator
from warcio.exceptions import ArchiveLoadFailed
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from schemas.entry import ArchivedResponse
from wirecopy.errors import ArchiveDamaged
from wirecopy.web.response import Response

_ROLL_BYTES = 256 * 2**20
# They speak of the bytes on the wire; the archive holds the decoded body.
_OF_THE_WIRE = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection"})


@dataclass(frozen=True)
class StoredResponse:
    """A response read back."""

    body: bytes
    url: str
    status: int
    content_type: str | None


class Archive:
    """A folder of WARC files. Safe to use from several threads; each process needs its own."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._lock = threading.Lock()
        self._file: BinaryIO | None = None
        self._name = ""

    def append(self, response: Response, *, fetched_at: datetime) -> ArchivedResponse:
        """Write a response and its request; gives where the response lies. Raises OSError when the disk is full."""
        with self._lock:
            file = self._open(fetched_at)
            writer = WARCWriter(file, gzip=True, warc_version="WARC/1.1")
            date = {"WARC-Date": fetched_at.strftime("%Y-%m-%dT%H:%M:%SZ")}
            headers = [(name, value) for name, value in response.headers.pairs if name.lower() not in _OF_THE_WIRE]
            headers.append(("Content-Length", str(len(response.body))))
            record = writer.create_warc_record(
                response.url,
                "response",
                payload=BytesIO(response.body),
                # Given, or the library would copy every body to a temporary file to measure it.
                length=len(response.body),
                http_headers=StatusAndHeaders(f"{response.status} {response.reason}", headers, protocol="HTTP/1.1"),
                warc_headers_dict=date,
            )
            offset = file.tell()
            writer.write_record(record)
            length = file.tell() - offset
            parts = urlsplit(response.url)
            target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
            writer.write_record(
                writer.create_warc_record(
                    response.url,
                    "request",
                    payload=BytesIO(),
                    length=0,
                    http_headers=StatusAndHeaders(
                        f"GET {target} HTTP/1.1",
                        list(response.request_headers.pairs),
                        is_http_request=True,
                    ),
                    warc_headers_dict=date | {"WARC-Concurrent-To": record.rec_headers.get_header("WARC-Record-ID")},
                )
            )
            file.flush()
            return ArchivedResponse(
                file=self._name,
                offset=offset,
                length=length,
                url=response.url,
                status=response.status,
                content_type=response.content_type,
                fetched_at=fetched_at,
            )

    def read(self, where: ArchivedResponse) -> StoredResponse:
        """Read one response back. Raises ArchiveDamaged when it is not there or not whole."""
        path = (self._folder / where.file).resolve()
        if not path.is_relative_to(self._folder.resolve()):
            raise ArchiveDamaged(f"{where.file} lies outside of the archive {self._folder}")
        try:
            with path.open("rb") as file:
                file.seek(where.offset)
                raw = BytesIO(file.read(where.length))
            for record in ArchiveIterator(raw):
                body = record.content_stream().read()
                expected = record.http_headers.get_header("Content-Length") if record.http_headers else None
                if expected is not None and int(expected) != len(body):
                    break
                return StoredResponse(body, where.url, where.status, where.content_type)
        except (OSError, ArchiveLoadFailed, EOFError, ValueError) as error:
            raise ArchiveDamaged(f"{path} at {where.offset} can't be read: {error}") from error
        raise ArchiveDamaged(f"{path} at {where.offset} holds no whole response")

    def close(self) -> None:
        """Close the file that is being written."""
        with self._lock:
            if self._file:
                self._file.close()
                self._file = None

    def _open(self, moment: datetime) -> BinaryIO:
        day = moment.strftime("%Y%m%d")
        if self._file and self._name.startswith(day) and self._file.tell() < _ROLL_BYTES:
            return self._file
        if self._file:
            self._file.close()
        self._name = f"{day}/wirecopy-{socket.gethostname()}-{os.getpid()}-{secrets.token_hex(4)}.warc.gz"
        path = self._folder / self._name
        path.parent.mkdir(parents=True, exist_ok=True)
        self._file = path.open("xb")
        return self._file
