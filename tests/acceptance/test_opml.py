"""Lists of feeds in and out of the command line."""

import pytest

from tests.acceptance.command import json_lines, wirecopy

pytestmark = pytest.mark.slow

LIST = """<opml version="2.0"><body>
<outline text="Papers"><outline text="Local, daily">
  <outline type="rss" text="Lamp & Co" xmlUrl="https://lamp.example/feed?a=1&b=2" htmlUrl="https://lamp.example/"/>
</outline></outline>
<outline type="rss" text="Router" xmlUrl="http://192.168.0.1/feed"/>
<outline type="rss" text="Files" xmlUrl="file:///etc/passwd"/>
<outline type="rss" text="Blatt" xmlUrl="feed://blatt.example/feed"/>
</body></opml>
"""


def feeds_of(folder):
    return {feed["url"]: feed for feed in json_lines(wirecopy("feeds", "list", "--json", "--data", folder).stdout)}


def test_an_import_takes_what_is_good_and_lists_what_is_not_with_line_and_reason(tmp_path):
    (tmp_path / "list.opml").write_text(LIST)
    done = wirecopy("feeds", "import", tmp_path / "list.opml", "--data", tmp_path, allow_networks="")
    assert done.returncode == 1
    assert done.stdout == ""
    header, router, files, summary = done.stderr.splitlines()
    assert summary == "2 added, 0 known, 2 refused"
    assert header.split() == ["line", "feed", "address", "refused", "because"]
    assert router.split()[:3] == ["5", "Router", "http://192.168.0.1/feed"]
    assert "private use" in router
    assert files.split()[:2] == ["6", "Files"]
    assert "no http(s) address" in files
    found = feeds_of(tmp_path)
    assert found["https://lamp.example/feed?a=1&b=2"]["tags"] == ["Papers", "Local, daily"]
    assert found["https://lamp.example/feed?a=1&b=2"]["title"] == "Lamp & Co"
    assert set(found) == {"https://lamp.example/feed?a=1&b=2", "http://blatt.example/feed"}


def test_an_import_reads_standard_input_and_tells_programs_of_each_outline(tmp_path):
    done = wirecopy("feeds", "import", "-", "--json", "--data", tmp_path, stdin=LIST.encode(), allow_networks="")
    assert done.returncode == 1
    assert [(outline["line"], outline["status"]) for outline in json_lines(done.stdout)] == [
        (3, "accepted"),
        (5, "refused"),
        (6, "refused"),
        (7, "accepted"),
    ]


def test_an_export_is_imported_as_it_was(tmp_path):
    wirecopy("feeds", "import", "-", "--data", tmp_path / "one", stdin=LIST.encode())
    exported = wirecopy("feeds", "export", "--data", tmp_path / "one").stdout
    done = wirecopy("feeds", "import", "-", "--data", tmp_path / "two", stdin=exported.encode())
    assert (done.returncode, done.stdout) == (0, "")
    one, two = feeds_of(tmp_path / "one"), feeds_of(tmp_path / "two")
    assert {url: (feed["title"], feed["tags"]) for url, feed in one.items()} == {
        url: (feed["title"], feed["tags"]) for url, feed in two.items()
    }


def test_ten_thousand_inner_addresses_are_refused_each_by_itself(tmp_path):
    listed = "\n".join(
        f'<outline type="rss" xmlUrl="http://10.{number >> 8}.{number & 255}.1/feed"/>' for number in range(10_000)
    )
    done = wirecopy(
        "feeds", "import", "-", "--json", "--data", tmp_path, stdin=f"<opml>{listed}</opml>".encode(), allow_networks=""
    )
    assert done.returncode == 2
    outlines = json_lines(done.stdout)
    assert [outline["line"] for outline in outlines] == list(range(1, 10_001))
    assert all(outline["status"] == "refused" and "private use" in outline["reason"] for outline in outlines)
    assert feeds_of(tmp_path) == {}


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (b"hello", "this is no OPML file"),
        (b"<opml><body/></opml>", "names no feed"),
        (b"<html><body>News</body></html>", "this is no OPML file"),
    ],
)
def test_what_is_no_list_of_feeds_is_a_mistake_of_the_caller(tmp_path, body, said):
    done = wirecopy("feeds", "import", "-", "--data", tmp_path, stdin=body)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr
