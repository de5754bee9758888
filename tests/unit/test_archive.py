"""The archive: what is written, what is read back, and what is told when it can't be."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
import threading
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st
from warcio.archiveiterator import ArchiveIterator

from schemas.entry import ArchivedResponse
from wirecopy import archive as room
from wirecopy.archive import Archive
from wirecopy.errors import ArchiveDamaged
from wirecopy.web.response import Headers, Response

NOON = datetime(2026, 3, 14, 12, 0, 1, 250000, tzinfo=UTC)


def response(
    body: bytes = b"<p>Salt pans reopened</p>", url: str = "https://paper.example/a?b=1", **changes
) -> Response:
    made = Response(
        url=url,
        requested_url=url,
        status=200,
        reason="OK",
        headers=Headers(
            [
                ("Content-Type", "text/html; charset=utf-8"),
                ("Content-Encoding", "gzip"),
                ("Transfer-Encoding", "chunked"),
                ("Content-Length", "17"),
                ("ETag", 'W/"a"'),
                ("Link", "</a>; rel=x"),
                ("Link", "</b>; rel=y"),
            ]
        ),
        body=body,
        redirects=(),
        elapsed_ms=12,
        request_headers=Headers([("Host", "paper.example"), ("User-Agent", "wirecopy/0")]),
    )
    return replace(made, **changes)


@pytest.fixture
def archive(tmp_path: Path):
    with Archive(tmp_path) as opened:
        yield opened


def records(path: Path):
    with path.open("rb") as file:
        for record in ArchiveIterator(file, check_digests="raise"):
            yield record.rec_type, record.rec_headers, record.http_headers, record.content_stream().read()


def test_a_response_is_read_back_as_it_was(archive):
    archived = archive.append(response(), fetched_at=NOON)
    stored = archive.read(archived)
    assert (stored.body, stored.url, stored.status) == (
        b"<p>Salt pans reopened</p>",
        "https://paper.example/a?b=1",
        200,
    )
    assert stored.content_type == "text/html; charset=utf-8"
    assert archived.content_type == "text/html; charset=utf-8"
    assert archived.fetched_at == NOON


def test_the_stored_headers_are_true_of_the_stored_body(archive):
    stored = archive.read(archive.append(response(b"x" * 500), fetched_at=NOON))
    assert stored.headers["content-length"] == "500"
    assert "content-encoding" not in stored.headers
    assert "transfer-encoding" not in stored.headers
    assert stored.headers["x-crawler-content-encoding"] == "gzip"
    assert stored.headers["x-crawler-content-length"] == "17"
    assert stored.headers["link"] == "</a>; rel=x, </b>; rel=y"


def test_one_record_lies_between_offset_and_length(archive, tmp_path):
    archived = [archive.append(response(bytes([65 + n]) * 100), fetched_at=NOON) for n in range(3)]
    content = (tmp_path / archived[1].file).read_bytes()
    record = gzip.decompress(content[archived[1].offset : archived[1].offset + archived[1].length])
    assert record.startswith(b"WARC/1.1\r\n")
    assert record.endswith(b"\r\n\r\n" + b"B" * 100 + b"\r\n\r\n")


def test_any_warc_reader_understands_the_file(archive, tmp_path):
    archived = archive.append(response(), fetched_at=NOON)
    about, answer, request = records(tmp_path / archived.file)
    assert about[0] == "warcinfo"
    assert b"software: wirecopy/" in about[3]
    assert answer[0] == "response"
    assert answer[1]["WARC-Target-URI"] == "https://paper.example/a?b=1"
    assert answer[1]["WARC-Date"] == "2026-03-14T12:00:01.250000Z"
    assert answer[2].statusline == "200 OK"
    assert request[0] == "request"
    assert (request[2].protocol, request[2].statusline) == ("GET", "/a?b=1 HTTP/1.1")
    assert request[2]["User-Agent"] == "wirecopy/0"
    assert request[1]["WARC-Concurrent-To"] == answer[1]["WARC-Record-ID"]
    assert request[1]["WARC-Target-URI"] == "https://paper.example/a?b=1"


def test_a_body_that_was_cut_says_so(archive, tmp_path):
    archived = archive.append(response(truncated=True), fetched_at=NOON)
    assert next(r for r in records(tmp_path / archived.file) if r[0] == "response")[1]["WARC-Truncated"] == "length"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    body=st.binary(max_size=2000),
    reason=st.text("abc é\u4e2d", max_size=10),
    value=st.text(st.characters(blacklist_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=40),
    status=st.integers(200, 599),
)
@example(body=b"", reason="", value=";\xa0=0", status=200)
@example(body=b"", reason="", value="text/html; x=\udce9", status=200)
def test_any_response_is_read_back(archive, body, reason, value, status):
    odd = response(body, status=status, reason=reason, headers=Headers([("Content-Type", value), ("X-Odd", value)]))
    stored = archive.read(archive.append(odd, fetched_at=NOON))
    assert (stored.body, stored.status, stored.content_type) == (body, status, value)


def test_each_day_and_each_process_has_a_file_of_its_own(archive, tmp_path):
    first = archive.append(response(), fetched_at=NOON)
    again = archive.append(response(), fetched_at=NOON + timedelta(hours=3))
    next_day = archive.append(response(), fetched_at=NOON + timedelta(days=1))
    assert first.file == again.file
    assert first.file.startswith("20260314/wirecopy-")
    assert f"-{os.getpid()}-" in first.file
    assert next_day.file.startswith("20260315/")
    with Archive(tmp_path) as other:
        assert other.append(response(), fetched_at=NOON).file != first.file
    for archived in (first, again, next_day):
        assert archive.read(archived).status == 200


def test_the_day_is_that_of_utc(archive):
    moment = datetime(2026, 3, 15, 0, 30, tzinfo=timezone(timedelta(hours=2)))
    assert archive.append(response(), fetched_at=moment).file.startswith("20260314/")


def test_a_full_file_is_followed_by_another(archive, tmp_path, monkeypatch):
    monkeypatch.setattr(room, "FILE_BYTES", 20_000)
    archived = [archive.append(response(os.urandom(6000)), fetched_at=NOON) for _ in range(7)]
    assert len({one.file for one in archived}) == 4
    assert all((tmp_path / one.file).stat().st_size <= 20_000 for one in archived)
    assert all(len(archive.read(one).body) == 6000 for one in archived)


def test_threads_may_write_at_the_same_time(archive):
    archived: dict[int, ArchivedResponse] = {}

    def write(n: int) -> None:
        for m in range(20):
            archived[n * 20 + m] = archive.append(response(b"%d-%d" % (n, m) * 50), fetched_at=NOON)

    threads = [threading.Thread(target=write, args=(n,)) for n in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len({(one.file, one.offset) for one in archived.values()}) == 100
    for n, one in archived.items():
        assert archive.read(one).body == b"%d-%d" % divmod(n, 20) * 50


def test_an_appended_response_survives_the_death_of_its_process(tmp_path):
    script = """
import os, signal, sys
from pathlib import Path
from tests.unit.test_archive import NOON, response
from wirecopy.archive import Archive
print(Archive(Path(sys.argv[1])).append(response(b"x" * 3000), fetched_at=NOON).model_dump_json(), flush=True)
os.kill(os.getpid(), signal.SIGKILL)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.returncode == -9, done.stderr
    assert Archive(tmp_path).read(ArchivedResponse.model_validate_json(done.stdout)).body == b"x" * 3000


def test_a_closed_archive_goes_on_in_a_new_file(archive):
    first = archive.append(response(), fetched_at=NOON)
    archive.close()
    assert archive.append(response(), fetched_at=NOON).file != first.file


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs Linux's resource limits")
def test_what_a_full_disk_cut_off_is_taken_back(tmp_path):
    """The file size limit stands in for the full disk: it cuts a write off in the same way."""
    script = """
import resource, signal, sys
from pathlib import Path
from tests.unit.test_archive import NOON, response
from wirecopy.archive import Archive
import os
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
archive = Archive(Path(sys.argv[1]))
first = archive.append(response(b"first"), fetched_at=NOON)
resource.setrlimit(resource.RLIMIT_FSIZE, (20_000, resource.RLIM_INFINITY))
try:
    archive.append(response(os.urandom(30_000)), fetched_at=NOON)
except OSError:
    print("told")
resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
second = archive.append(response(b"second"), fetched_at=NOON)
print(archive.read(first).body, archive.read(second).body, first.file == second.file)
"""
    done = subprocess.run(
        [sys.executable, "-c", script, str(tmp_path)],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )
    assert done.stdout.split("\n")[:2] == ["told", "b'first' b'second' True"], done.stderr
    [path] = tmp_path.glob("*/*.warc.gz")
    assert [record[0] for record in records(path)] == ["warcinfo", "response", "request", "response", "request"]


# ---- damage


@pytest.fixture
def archived(archive: Archive) -> ArchivedResponse:
    archive.append(response(b"another"), fetched_at=NOON)
    return archive.append(response(os.urandom(3000)), fetched_at=NOON)


@pytest.mark.parametrize(
    "file", ["../secret.warc.gz", "/etc/passwd", "20260314/../../secret.warc.gz", "a\0b", "", "20260314"]
)
def test_nothing_outside_the_archive_is_read(archive, archived, tmp_path, file):
    (tmp_path.parent / "secret.warc.gz").write_bytes((tmp_path / archived.file).read_bytes())
    with pytest.raises(ArchiveDamaged):
        archive.read(archived.model_copy(update={"file": file}))


def test_a_link_out_of_the_archive_is_not_followed(archive, archived, tmp_path):
    outside = tmp_path.parent / "outside.warc.gz"
    (tmp_path / archived.file).rename(outside)
    (tmp_path / archived.file).symlink_to(outside)
    with pytest.raises(ArchiveDamaged, match="not a path inside the archive"):
        archive.read(archived)


def test_a_missing_file_is_told(archive, archived, tmp_path):
    (tmp_path / archived.file).unlink()
    with pytest.raises(ArchiveDamaged, match="can't be read"):
        archive.read(archived)


def test_a_file_that_ends_early_is_told(archive, archived, tmp_path):
    os.truncate(tmp_path / archived.file, archived.offset + archived.length - 10)
    with pytest.raises(ArchiveDamaged, match="ends early"):
        archive.read(archived)


@pytest.mark.parametrize("place", [0.0, 0.1, 0.5, 0.9, 0.999])
def test_a_changed_byte_is_told(archive, archived, tmp_path, place):
    path = tmp_path / archived.file
    content = bytearray(path.read_bytes())
    content[archived.offset + int(place * archived.length)] ^= 0x55
    path.write_bytes(content)
    try:
        assert archive.read(archived).body == archive.read(archived).body
    except ArchiveDamaged:
        return
    pytest.fail("a damaged record was taken for a whole one")


@pytest.mark.parametrize(
    "change",
    [
        {"offset": 0},
        {"offset": 1},
        {"offset": -1},
        {"length": 0},
        {"length": 50},
        {"url": "https://paper.example/other"},
    ],
)
def test_a_place_that_holds_another_thing_is_told(archive, archived, change):
    with pytest.raises(ArchiveDamaged):
        archive.read(archived.model_copy(update=change))
