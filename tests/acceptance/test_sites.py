"""`wirecopy sites` and `wirecopy clean --memory`, as processes."""

import json
import os
import shutil
import signal
import subprocess
from datetime import UTC, datetime
from html import escape
from pathlib import Path

import pytest

from tests.acceptance.command import WIRECOPY, environment, json_lines, wirecopy
from tests.newsroom import words
from tests.unit.cleaning.sites.little import LIKELY, Piece, article, lesson
from wirecopy import sitelearning
from wirecopy.cleaning.sites import Memory
from wirecopy.ledger import Ledger

pytestmark = pytest.mark.slow

PROMPT = "Get the harbour news in your mailbox every morning, with the tides and the ferries of the day."
HOST = "bay.example"


def html(seed: str, *, extra: str = PROMPT) -> str:
    story = "".join(f"<p>{escape(text)}</p>" for text in words.paragraphs(seed))
    return (
        f"<html lang=en><head><title>{escape(words.headline(seed))}</title></head><body><nav>Home World</nav>"
        f"<article class=story><h1>{escape(words.headline(seed))}</h1>{story}<p>{extra}</p></article></body></html>"
    )


def page_lines(*seeds: str, host: str = HOST) -> bytes:
    rows = [{"id": seed, "url": f"https://{host}/{seed}", "html": html(seed)} for seed in seeds]
    return "".join(json.dumps(row) + "\n" for row in rows).encode()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder whose ledger has learned a site."""
    folder = tmp_path / "data"
    folder.mkdir()
    ledger = Ledger(f"sqlite:///{folder / 'wirecopy.db'}")
    ledger.migrate()
    given = [lesson(Memory(), article(f"day-{day}", Piece(PROMPT, LIKELY)), with_words=True) for day in range(4)]
    sitelearning.teach(ledger, given, now=datetime.now(UTC))
    ledger.close()
    return folder


def shown(data: Path) -> dict:
    (known,) = json_lines(wirecopy("sites", "show", HOST, "--json", "--data", data).stdout)
    return known


def test_a_site_is_reviewed_pinned_and_forgotten(data):
    (site,) = json_lines(wirecopy("sites", "list", "--json", "--data", data).stdout)
    assert (site["host"], site["articles"], site["repeated_lines"]) == (HOST, 4, 1)
    table = wirecopy("sites", "show", HOST, "--data", data).stdout
    assert PROMPT in table
    assert "main>div.story>p" in table

    assert wirecopy("sites", "pin", HOST, PROMPT, "--keep", "--data", data).returncode == 0
    assert [line["pinned"] for line in shown(data)["lines"]] == ["keep"]
    assert wirecopy("sites", "forget", HOST, shown(data)["lines"][0]["id"], "--data", data).returncode == 0
    assert shown(data)["lines"] == []
    assert wirecopy("sites", "forget", HOST, "--data", data).returncode == 0
    assert shown(data)["summary"]["articles"] == 0


def test_what_can_not_be_decided_ends_with_two(data, tmp_path):
    (tmp_path / "page.html").write_text(html("one"), encoding="utf-8")
    for arguments in (
        ("pin", HOST, PROMPT),
        ("forget", HOST, "Never seen."),
        ("forget", "unknown.example"),
        ("show", "unknown.example"),
        ("teach", tmp_path / "page.html", "--url", "https://bay.example/one"),
        ("teach", tmp_path / "page.html", "--keep", "1"),
        ("teach", tmp_path / "page.html", "--url", "https://bay.example/one", "--keep", "1-x"),
    ):
        done = wirecopy("sites", *arguments, "--data", data)
        assert done.returncode == 2, arguments
        assert done.stderr.startswith("wirecopy: ")


def test_a_page_is_marked_by_its_true_text_and_by_numbers(data, tmp_path):
    (tmp_path / "page.html").write_text(html("one"), encoding="utf-8")
    (tmp_path / "true.txt").write_text("\n\n".join(words.paragraphs("one")), encoding="utf-8")
    given = (tmp_path / "page.html", "--url", "https://bay.example/one", "--json", "--data", data)
    (by_text,) = json_lines(wirecopy("sites", "teach", *given, "--text", tmp_path / "true.txt").stdout)
    assert (by_text["host"], by_text["taught_pages"], len(by_text["kept"])) == (HOST, 1, 6)
    first = by_text["kept"][0]
    (by_number,) = json_lines(
        wirecopy("sites", "teach", *given, "--text", tmp_path / "true.txt", "--drop", f"{first}-{first + 1}").stdout
    )
    assert by_number["kept"] == by_text["kept"][2:]
    assert [page["url"] for page in shown(data)["taught"]] == ["https://bay.example/one"]


def test_pages_of_a_site_inform_each_other_within_a_run_and_between_runs(tmp_path):
    folder = tmp_path / "memory"
    seeds = [f"day-{day}" for day in range(6)]
    done = wirecopy("clean", "--jsonl", "--memory", folder, stdin=page_lines(*seeds, "other", host=HOST))
    assert done.returncode == 0, done.stderr
    records = json_lines(done.stdout)
    assert [record["id"] for record in records] == [*seeds, "other"]
    for record in records:
        assert record["text"] == "\n\n".join(words.paragraphs(record["id"]))
        assert record["provenance"]["site_learned"] > 0
    later = json_lines(wirecopy("clean", "--jsonl", "--memory", folder, stdin=page_lines("later")).stdout)
    assert later[0]["text"] == "\n\n".join(words.paragraphs("later"))
    # One page alone, with the same memory.
    single = wirecopy("clean", "--url", f"https://{HOST}/single", "--memory", folder, stdin=html("single").encode())
    assert json_lines(single.stdout)[0]["text"] == "\n\n".join(words.paragraphs("single"))


def undated(output: str) -> list[dict]:
    """The records without the moments at which lines were met, which are those of the run."""
    records = json_lines(output)
    for record in records:
        for removal in record["provenance"]["removed"]:
            removal.pop("recurrence", None)
    return records


@pytest.mark.skipif(shutil.which("taskset") is None, reason="no taskset to keep it on one core")
def test_the_same_lines_give_the_same_records_once_more_and_on_one_core(tmp_path):
    given = page_lines(*(f"day-{day}" for day in range(5)))
    first = undated(wirecopy("clean", "--jsonl", "--memory", tmp_path / "a", stdin=given).stdout)
    assert undated(wirecopy("clean", "--jsonl", "--memory", tmp_path / "a", stdin=given).stdout) == first
    one = subprocess.run(
        ["taskset", "-c", "0", *WIRECOPY, "clean", "--jsonl", "--memory", str(tmp_path / "b")],
        input=given,
        capture_output=True,
        env=environment(),
        check=True,
    )
    assert undated(one.stdout.decode()) == first


def test_without_a_memory_nothing_is_remembered(tmp_path):
    done = wirecopy("clean", "--jsonl", stdin=page_lines(*(f"day-{day}" for day in range(6))))
    for record in json_lines(done.stdout):
        assert record["provenance"]["site_learned"] is None
        assert PROMPT in record["text"]


def test_a_run_that_is_killed_can_be_begun_again(tmp_path):
    folder = tmp_path / "memory"
    given = page_lines(*(f"day-{day}" for day in range(8)))
    with subprocess.Popen(
        [*WIRECOPY, "clean", "--jsonl", "--memory", str(folder)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=environment(),
        start_new_session=True,
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(given)
        process.stdin.close()
        process.stdout.readline()
        os.killpg(process.pid, signal.SIGKILL)
    again = json_lines(wirecopy("clean", "--jsonl", "--memory", folder, stdin=given).stdout)
    assert [record["text"] for record in again] == ["\n\n".join(words.paragraphs(f"day-{day}")) for day in range(8)]
    memory = json.loads((folder / f"{HOST}.json").read_text())["memory"]
    assert memory["articles"] == 8
