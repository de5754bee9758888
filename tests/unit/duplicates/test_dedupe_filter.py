import json

import pytest
from click.testing import CliRunner

from services.cli.dedupe import command


def run(lines, *arguments):
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    result = CliRunner().invoke(command, list(arguments), input=text)
    return result, [json.loads(line) for line in result.stdout.splitlines()]


def test_lines_come_out_in_order_with_the_ids_that_came_in(story):
    result, answers = run(
        [
            {
                "id": "x",
                "url": "https://a.example/one-1-a",
                "title": "One",
                "text": story(1),
                "published_at": "2026-03-02T06:00:00Z",
            },
            {
                "id": 2,
                "url": "https://b.example/two-2-b",
                "title": "Uno",
                "text": story(1)[:1200],
                "published_at": "2026-03-02T07:00:00Z",
            },
            {"id": ["odd"], "url": "https://a.example/one-1-a", "title": "One", "text": story(1) + " Corrected."},
            {"id": None, "url": "http://www.a.example/one-1-a/", "title": "One", "text": story(1) + " Corrected."},
            {"id": "y", "title": "Other", "text": story(9)},
        ]
    )
    assert result.exit_code == 0
    assert result.stderr == ""
    assert [(a["id"], a["verdict"], a["duplicate_of"], a["story"]) for a in answers] == [
        ("x", "new", None, "x"),
        (2, "duplicate", "x", "x"),
        (["odd"], "revision", None, "x"),
        (None, "duplicate", "x", "x"),
        ("y", "new", None, "y"),
    ]
    assert all(list(answer) == ["id", "verdict", "duplicate_of", "story", "score"] for answer in answers)
    assert all(0 <= answer["score"] <= 1 for answer in answers)


@pytest.mark.parametrize(
    ("line", "says"),
    [
        ("not json", "line 2: not JSON"),
        ("[1]", "line 2: not a JSON object"),
        ({"title": "T"}, 'line 2: no "id"'),
        ({"id": 1}, 'line 2: neither "title" nor "text"'),
        ({"id": 1, "text": 5}, 'line 2: "text" is not a string'),
    ],
)
def test_a_bad_line_is_told_and_the_rest_is_done(line, says):
    result, answers = run([{"id": "a", "text": "first"}, line, {"id": "b", "text": "last"}])
    assert [answer["id"] for answer in answers] == ["a", "b"]
    assert says in result.stderr
    assert result.exit_code == 1


def test_a_bad_address_or_date_is_told_and_left_out(story):
    result, answers = run([{"id": 1, "url": "nowhere", "text": story(1), "published_at": "yesterday"}])
    assert answers[0]["verdict"] == "new"
    assert result.stderr.count("line 1:") == 2
    assert result.exit_code == 0


def test_a_file_is_read_and_a_missing_one_is_a_usage_error(tmp_path):
    file = tmp_path / "in.jsonl"
    file.write_text('{"id": 1, "text": "x"}\n\n')
    result, answers = run([], str(file))
    assert (result.exit_code, len(answers)) == (0, 1)
    assert run([], str(tmp_path / "none"))[0].exit_code == 2
