import json

from click.testing import CliRunner

from services.cli.parse import command

FEED = b"<rss><channel><title>Lamp</title><item><title>Caf\xe9</title><link>/1</link></item></channel></rss>"


def test_each_file_gives_one_line_and_a_bad_one_is_named(tmp_path):
    good, page = tmp_path / "good.xml", tmp_path / "page.html"
    good.write_bytes(FEED)
    page.write_bytes(b"<!DOCTYPE html><html></html>")
    missing = tmp_path / "missing.xml"
    result = CliRunner().invoke(
        command,
        [
            str(page),
            str(missing),
            str(good),
            "--content-type",
            "text/xml; charset=latin1",
            "--url",
            "https://lamp.example/f",
        ],
    )
    (line,) = result.stdout.splitlines()
    said = json.loads(line)
    assert said["feed"]["title"] == "Lamp"
    assert "entries" not in said["feed"]
    assert [(entry["title"], entry["url"]) for entry in said["entries"]] == [("Café", "https://lamp.example/1")]
    assert "page.html: not a feed: it is a web page" in result.stderr
    assert "missing.xml: can't be read" in result.stderr
    assert result.exit_code == 1


def test_a_dash_is_standard_input():
    result = CliRunner().invoke(command, ["-"], input=FEED)
    assert (result.exit_code, result.stderr) == (0, "")
    assert json.loads(result.stdout)["feed"]["kind"] == "rss"


def test_no_file_is_a_usage_error():
    assert CliRunner().invoke(command, []).exit_code == 2
