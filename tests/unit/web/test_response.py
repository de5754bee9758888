"""Headers and responses."""

import pickle

from wirecopy.web.response import Headers, Redirect, Response


def test_headers_are_found_in_any_case_and_repeated_ones_joined():
    headers = Headers([("ETag", '"a"'), ("Link", "<b>"), ("LINK", "<c>")])
    assert headers["etag"] == '"a"'
    assert headers["link"] == "<b>, <c>"
    assert "eTaG" in headers
    assert headers.get("age") is None
    assert headers.pairs == (("ETag", '"a"'), ("Link", "<b>"), ("LINK", "<c>"))
    assert len(headers) == 2


def response(*urls: str) -> Response:
    return Response(
        url=urls[-1],
        requested_url=urls[0],
        status=200,
        reason="OK",
        headers=Headers([("Content-Type", "text/html; charset=utf-8")]),
        body=b"",
        redirects=tuple(Redirect(302, url) for url in urls[:-1]),
        elapsed_ms=1,
        request_headers=Headers(),
    )


def test_a_redirect_from_https_to_http_is_noted():
    assert response("https://a.example/", "http://b.example/", "https://c.example/").downgraded
    assert not response("http://a.example/", "https://b.example/").downgraded
    assert not response("http://a.example/").downgraded


def test_a_response_can_be_sent_to_another_process():
    sent = response("https://a.example/", "https://b.example/")
    assert pickle.loads(pickle.dumps(sent)) == sent
    assert sent.content_type == "text/html; charset=utf-8"
