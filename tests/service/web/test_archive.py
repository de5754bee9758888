"""The archive: what a real server answered, written and read back."""

from datetime import UTC, datetime
from ipaddress import ip_network

import pytest
from warcio.archiveiterator import ArchiveIterator

from tests.newsroom import Newsroom
from wirecopy.archive import Archive
from wirecopy.errors import ArchiveDamaged
from wirecopy.web.client import WebClient

NOON = datetime(2026, 3, 14, 12, tzinfo=UTC)


@pytest.fixture
async def responses():
    with Newsroom() as newsroom:
        async with WebClient(user_agent="t", allow=(ip_network("127.0.0.0/8"),), timeout=3, concurrency=1) as web:
            pages = [f"Seite {number} – äöü".encode() * 50 for number in range(3)]
            yield [
                await web.get(
                    newsroom.raw(f"/{n}?q=1", page, headers={"Content-Type": "text/html; charset=utf-8"}),
                    max_bytes=2**20,
                )
                for n, page in enumerate(pages)
            ]


async def test_each_response_is_read_back_as_it_was(tmp_path, responses):
    archive = Archive(tmp_path)
    places = [archive.append(response, fetched_at=NOON) for response in responses]
    # Readable at once: another process may clean it again while this one goes on writing.
    for place, response in zip(places, responses, strict=True):
        stored = Archive(tmp_path).read(place)
        assert (stored.body, stored.url, stored.status) == (response.body, response.url, 200)
        assert stored.content_type == "text/html; charset=utf-8"
    assert len({place.file for place in places}) == 1
    archive.close()


async def test_any_warc_reader_can_read_it(tmp_path, responses):
    archive = Archive(tmp_path)
    place = archive.append(responses[0], fetched_at=NOON)
    archive.close()
    with (tmp_path / place.file).open("rb") as file:
        found = [(r.rec_type, r.rec_headers.get_header("WARC-Target-URI")) for r in ArchiveIterator(file)]
    assert found[1:] == [("response", responses[0].url), ("request", responses[0].url)]


async def test_each_day_has_files_of_its_own(tmp_path, responses):
    archive = Archive(tmp_path)
    first = archive.append(responses[0], fetched_at=NOON)
    second = archive.append(responses[0], fetched_at=NOON.replace(day=15))
    assert first.file.startswith("20260314/")
    assert second.file.startswith("20260315/")
    archive.close()


async def test_what_is_missing_or_damaged_is_said_to_be(tmp_path, responses):
    archive = Archive(tmp_path)
    place = archive.append(responses[0], fetched_at=NOON)
    archive.close()
    path = tmp_path / place.file
    whole = path.read_bytes()
    for damaged in (whole[: place.offset + 40], whole[: place.offset] + b"\0" * place.length, b""):
        path.write_bytes(damaged)
        with pytest.raises(ArchiveDamaged):
            archive.read(place)
    path.unlink()
    with pytest.raises(ArchiveDamaged, match="can't be read"):
        archive.read(place)


async def test_a_place_outside_of_the_folder_is_refused(tmp_path, responses):
    archive = Archive(tmp_path / "archive")
    place = archive.append(responses[0], fetched_at=NOON)
    archive.close()
    with pytest.raises(ArchiveDamaged, match="not a path inside the archive"):
        archive.read(place.model_copy(update={"file": "../../etc/passwd"}))
