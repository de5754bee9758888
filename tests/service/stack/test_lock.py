"""The data folder's lock, held by real processes."""

import subprocess
import sys

import pytest

from services.stack.lock import FolderLock
from wirecopy.errors import AlreadyRunning, SetupError

HOLD = """
import sys
from pathlib import Path
from services.stack.lock import FolderLock
with FolderLock(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


@pytest.fixture
def holder(tmp_path):
    with subprocess.Popen(
        [sys.executable, "-c", HOLD, str(tmp_path)], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout
        assert process.stdout.readline() == "held\n"
        yield process
        process.kill()


def test_a_second_process_is_told_who_holds_the_folder(tmp_path, holder):
    with pytest.raises(AlreadyRunning, match=rf"already running on {tmp_path} \(process {holder.pid}\)"):
        FolderLock(tmp_path).__enter__()


def test_a_killed_holder_leaves_the_folder_free(tmp_path, holder):
    holder.kill()
    holder.wait()
    with FolderLock(tmp_path):
        pass


def test_a_folder_that_can_not_be_made_is_named(tmp_path):
    (tmp_path / "file").touch()
    with (
        pytest.raises(SetupError, match=r"data folder .*file.* can't be used"),
        FolderLock(tmp_path / "file"),
    ):
        pass
