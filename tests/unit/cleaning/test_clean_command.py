"""`wirecopy clean` as a process: a filter for one page and for lines of pages."""

import json
import os
import subprocess
import sys

import pytest

from services.cli.cleanline import clean_line, ruined_line
from services.cli.crew import Crew
from wirecopy.cleaning import get_ready

LEAD = "The harbour of Port Ellen reopened on Tuesday, three days after the storm had closed it for all ships."
PAGE = f"<html lang=en><head><title>Harbour</title></head><body><article><p>{LEAD}</p></article></body></html>"
NAMES = (
    "url canonical_url source title text summary authors published_at modified_at date_source language section tags "
    "image paywalled rights word_count content_hash provenance"
).split()


def run(*arguments, given=""):
    code = "from services.cli.clean import command; command(prog_name='clean')"
    return subprocess.run(
        [sys.executable, "-c", code, *arguments], input=given.encode(), capture_output=True, check=False, timeout=120
    )


def lines_of(output):
    return [json.loads(line) for line in output.decode().splitlines()]


def test_a_page_on_standard_input_becomes_one_record():
    result = run("--url", "https://bay.example/harbour", given=PAGE)

    [record] = lines_of(result.stdout)
    assert result.returncode == 0
    assert list(record) == NAMES
    assert (record["text"], record["url"]) == (LEAD, "https://bay.example/harbour")
    assert record["source"] == {"host": "bay.example", "name": None}


def test_a_page_in_a_file_becomes_one_record(tmp_path):
    (tmp_path / "page.html").write_text(PAGE, encoding="utf-8")

    [record] = lines_of(run(str(tmp_path / "page.html")).stdout)

    assert record["text"] == LEAD


def test_lines_come_back_in_order_under_their_ids_and_bad_ones_as_errors():
    given = [
        json.dumps({"id": number, "url": None, "html": PAGE.replace("Port", f"Port{number}")}) for number in range(30)
    ]
    given[7:7] = ["not json", '{"id":"x"}', "", "[]"]

    result = run("--jsonl", given="\n".join(given))

    answers = lines_of(result.stdout)
    assert [answer["id"] for answer in answers] == [*range(7), None, "x", None, *range(7, 30)]
    assert all(f"Port{answer['id']}" in answer["text"] for answer in answers if isinstance(answer["id"], int))
    assert [answer["error"] for answer in answers if "error" in answer][1] == '"html" is not a string'
    assert list(answers[0]) == ["id", *NAMES]
    assert result.returncode == 1
    assert b"3 lines could not be cleaned" in result.stderr


def test_lines_are_answered_while_others_are_still_to_come():
    read, write = os.pipe()
    code = "from services.cli.clean import command; command(prog_name='clean')"
    line = json.dumps({"id": 1, "html": PAGE}).encode() + b"\n"
    with (
        os.fdopen(write, "wb", buffering=0) as given,
        subprocess.Popen([sys.executable, "-c", code, "--jsonl"], stdin=read, stdout=subprocess.PIPE) as process,
    ):
        os.close(read)
        for _ in range(200):
            given.write(line)
        assert process.stdout is not None
        assert json.loads(process.stdout.readline())["id"] == 1
        given.close()
        assert len(process.stdout.read().splitlines()) == 199


def _falls_dead(line):
    if b"poison" in line:
        os._exit(9)
    return clean_line(line)


def test_a_page_that_kills_its_process_takes_only_itself_with_it():
    lines = [json.dumps({"id": number, "html": "poison" if number == 5 else PAGE}).encode() for number in range(12)]

    with Crew(2, prepare=get_ready) as crew:
        answers = [json.loads(answer) for answer, _ in crew.run(_falls_dead, lines, ruined=ruined_line)]

    assert [answer["id"] for answer in answers] == list(range(12))
    assert [answer["id"] for answer in answers if "error" in answer] == [5]


@pytest.mark.parametrize("arguments", [("--jsonl", "--url", "https://bay.example"), ("--nonsense",)])
def test_a_wrong_call_ends_with_two(arguments):
    assert run(*arguments).returncode == 2
