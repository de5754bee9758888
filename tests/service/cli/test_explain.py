"""`wirecopy explain`: on a terminal, as JSON, as a page that stands by itself."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from services.cli.explain import command
from tests.newsroom import Newsroom
from tests.service.api.newsdesk import Newsdesk
from wirecopy.ledger import Ledger
from wirecopy.settings import Settings

STORY = (
    "The ferry to the outer islands will sail again on Monday, the harbour authority said after a long meeting.",
    "Freight goes first. Islanders had waited for eleven days, and the shop at the northern pier sold its last tin.",
    "The crew repaired the bow door themselves, with steel that had been meant for a new bench on the quay.",
)
NOTICE = "This story is over 5 years old."


@pytest.fixture
def newsroom() -> Iterator[Newsroom]:
    with Newsroom() as room:
        yield room


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Newsdesk]:
    """What fills the ledger of the data folder."""
    ledger = Ledger(f"sqlite:///{tmp_path / 'wirecopy.db'}")
    ledger.migrate()
    yield Newsdesk(ledger, Settings(data_dir=tmp_path))
    ledger.close()


@pytest.fixture(autouse=True)
def _near(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("WIRECOPY_ALLOW_NETWORKS", "127.0.0.0/8")


def run(tmp_path: Path, *arguments: str) -> Result:
    result = CliRunner().invoke(command, [*arguments, "--data", str(tmp_path)])
    assert result.exception is None, result.exception
    return result


def test_a_page_reads_from_top_to_bottom_with_what_was_left_out_between(tmp_path, newsroom):
    story = newsroom.site("harbour").article("/ferry", "Ferry sails", STORY, notices=[NOTICE])
    shown = run(tmp_path, story.url).stdout
    assert shown.startswith("Ferry sails\n")
    places = [shown.index(text) for text in (f"{NOTICE}  age-notice: says how old the story is", *STORY)]
    assert places == sorted(places)
    assert "around the story left out" in shown
    assert "Salt pans reopen" not in shown
    assert "Salt pans reopen" in run(tmp_path, story.url, "--all").stdout


def test_square_brackets_and_control_characters_are_no_orders_to_the_terminal(tmp_path, newsroom):
    odd = f"[red]{STORY[0]}[/red] \u202eback\u202c"
    story = newsroom.site("harbour").article("/ferry", "Ferry sails", (odd, *STORY[1:]))
    shown = run(tmp_path, story.url).stdout
    assert f"[red]{STORY[0]}[/red]" in shown
    assert "\u202e" not in shown


def test_json_has_the_blocks_with_kind_and_reason(tmp_path, newsroom):
    story = newsroom.site("harbour").article("/ferry", "Ferry sails", STORY, notices=[NOTICE])
    told = json.loads(run(tmp_path, story.url, "--json").stdout)
    blocks = {block["text"]: block for block in told["blocks"]}
    assert blocks[STORY[0]] == {"text": STORY[0], "kind": "text", "kept": True, "reason": None}
    assert blocks[NOTICE]["reason"] == "age-notice"


def test_the_page_stands_by_itself(tmp_path, desk):
    root = desk.article("Ferry sails on Monday", "The ferry sails.")
    body = "".join(f"<p>{text}</p>" for text in (NOTICE, *STORY, "<script>alert(1)</script>"))
    html = f"<html lang=en><head><title>Ferry sails</title></head><body><article>{body}</article></body></html>"
    article = desk.pulled(html, duplicate_of=root, evidence={"score": 0.97})
    file = tmp_path / "ferry.html"
    result = run(tmp_path, str(article), "--html", str(file))
    assert result.stdout == ""
    page = file.read_text(encoding="utf-8")
    assert f'<del dir="auto">{NOTICE}</del>' in page
    assert f"A copy of article {root}" in page
    assert "0.97" in page
    assert ".kept > *" in page
    assert "<script" not in page
    assert " src=" not in page
    assert "default-src 'none'" in page


def test_a_file_that_cannot_be_written_is_said_so(tmp_path, newsroom):
    story = newsroom.site("harbour").article("/ferry", "Ferry sails", STORY)
    result = CliRunner().invoke(
        command, [story.url, "--html", str(tmp_path / "no" / "x.html"), "--data", str(tmp_path)]
    )
    assert "can't be written" in str(result.exception)


def test_html_and_json_are_one_too_many(tmp_path):
    result = CliRunner().invoke(command, ["1", "--html", "x.html", "--json", "--data", str(tmp_path)])
    assert result.exit_code == 2
