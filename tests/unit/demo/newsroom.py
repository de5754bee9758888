"""What the tests of the demo newsroom ask of it."""

import urllib.error
import urllib.request
from datetime import UTC, datetime

NOW = datetime(2026, 3, 14, 9, 26, 53, 589793, tzinfo=UTC)


def ask(url, method="GET", **headers):
    """The status, headers and body of an answer, whatever the status. Header names are given with underscores."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        answer = urllib.request.urlopen(urllib.request.Request(url, headers=named, method=method))
    except urllib.error.HTTPError as error:
        answer = error
    with answer:
        return answer.status, answer.headers, answer.read()


def get(url):
    """The body of an answer that must be good."""
    status, _, body = ask(url)
    assert status == 200, url
    return body
