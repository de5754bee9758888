"""The folder of `wirecopy clean --memory`: one writer, whole files whoever is killed when."""

import os
import signal
import subprocess
import sys
import time

import orjson
import pytest

from tests.unit.cleaning.sites.little import LIKELY, Piece, article, visited
from wirecopy.cleaning.sites import Memory
from wirecopy.errors import AlreadyRunning, SetupError
from wirecopy.sitefolder import SiteFolder

PROMPT = Piece("Get the harbour news in your mailbox every morning.", LIKELY)


def memory(articles: int = 3) -> Memory:
    return visited(article(f"day-{day}", PROMPT) for day in range(articles))


def test_a_memory_is_there_for_the_next_run(tmp_path):
    with SiteFolder(tmp_path / "new" / "folder") as folder:
        assert folder.load("bay.example") == Memory()
        folder.save("bay.example", memory())
        assert folder.load("bay.example").articles == 3
    with SiteFolder(tmp_path / "new" / "folder") as folder:
        assert folder.load("bay.example").articles == 3
        assert folder.load("other.example") == Memory()


def test_one_process_at_a_time_learns_into_a_folder(tmp_path):
    with SiteFolder(tmp_path), pytest.raises(AlreadyRunning, match="another process"):
        SiteFolder(tmp_path)
    SiteFolder(tmp_path).close()


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"host":"bay.example"}', b'{"host":"else.example","memory":{}}']
)
def test_a_file_that_can_not_be_understood_is_begun_anew(tmp_path, content):
    (tmp_path / "bay.example.json").write_bytes(content)
    with SiteFolder(tmp_path) as folder:
        assert folder.load("bay.example") == Memory()
        folder.save("bay.example", memory())
    with SiteFolder(tmp_path) as folder:
        assert folder.load("bay.example").articles == 3


@pytest.mark.parametrize("host", ["[2001:db8::1]", "../../etc", "a" * 200, "BAY.example", "."])
def test_no_host_leads_out_of_the_folder(tmp_path, host):
    directory = tmp_path / "memory"
    with SiteFolder(directory) as folder:
        folder.save(host, memory())
    assert {path.parent for path in tmp_path.rglob("*") if path.is_file()} == {directory}
    with SiteFolder(directory) as folder:
        assert folder.load(host).articles == 3


def test_a_place_that_can_not_hold_it_is_told(tmp_path):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(SetupError, match="can't hold a memory"):
        SiteFolder(tmp_path / "file")


_WRITER = """
import sys
from pathlib import Path
from tests.unit.test_sitefolder import memory
from wirecopy.sitefolder import SiteFolder
memories = [memory(number) for number in (3, 30)]
folder = SiteFolder(Path(sys.argv[1]))
print("writing", flush=True)
while True:
    for number in memories:
        folder.save("bay.example", number)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="no SIGKILL")
def test_whoever_is_killed_leaves_a_whole_memory(tmp_path):
    for attempt in range(4):
        writer = subprocess.Popen([sys.executable, "-c", _WRITER, str(tmp_path)], stdout=subprocess.PIPE)
        assert writer.stdout is not None
        assert writer.stdout.readline() == b"writing\n"
        time.sleep(0.05 + attempt * 0.013)
        os.kill(writer.pid, signal.SIGKILL)
        writer.wait()
        writer.stdout.close()
        assert orjson.loads((tmp_path / "bay.example.json").read_bytes())["host"] == "bay.example"
        with SiteFolder(tmp_path) as folder:
            assert folder.load("bay.example").articles in (3, 30)
