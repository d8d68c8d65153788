"""What no request may do."""

from __future__ import annotations

import pytest
from muniment_desktop.outgoing import NotAllowed
from muniment_desktop.outgoing.rules import address_of, check, host_of
from muniment_engines.api import HttpRequest

OWN = "https://api.example"


def request(method="POST", url=f"{OWN}/v1", headers=(("Authorization", "Bearer {{key}}"),), body=b"{}"):
    return HttpRequest(method, url, tuple(headers), body).complete()


def why(asked):
    with pytest.raises(NotAllowed) as caught:
        check(asked, [OWN], ["key"])
    return caught.value.why


def test_a_plain_request_is_let_through():
    assert check(request(), [OWN], ["key"]) == OWN
    assert check(request("GET", f"{OWN}:443/v1?x=1", body=b""), [OWN], ["key"]) == OWN
    assert check(request(headers=(("api-key", "{{key}}"), ("Accept", "a/b; c=d"))), [OWN], ["key"]) == OWN


@pytest.mark.parametrize(
    "url",
    [
        "https://evil.example/v1",
        "https://api.example.evil.example/",
        "https://sub.api.example/",
        "https://api.example:8443/",
        "http://api.example/v1",
        "https://api.example./",
    ],
)
def test_another_host_is_refused(url):
    assert why(request(url=url)) == "host"


@pytest.mark.parametrize(
    "url",
    [
        "https://user:pass@api.example/",
        "https://api.example@evil.example/",
        "https://api.example\\@evil.example/",
        "https://api.example/#fragment",
        "https://api.example/a?",
        "https://api.example/a b",
        "https://api.example/é",
        "https://api.example/\r\nX: y",
        "https://api.example:port/",
        "ftp://api.example/",
        "//api.example/",
        "https:///",
        "",
        "https://api.example/" + "x" * 5000,
    ],
)
def test_what_is_no_plain_address_is_refused(url):
    asked = HttpRequest("POST", url, (("Host", "api.example"), ("Connection", "close"), ("Content-Length", "0")))
    assert why(asked) == "address"


def test_what_cannot_be_taken_apart_is_refused():
    with pytest.raises(NotAllowed):
        address_of("https://[::1/a")


@pytest.mark.parametrize("method", ["PUT", "CONNECT", "get", "POST /evil HTTP/1.1\r\n"])
def test_other_methods_are_refused(method):
    assert why(request(method, body=b"")) in ("method", "headers")


@pytest.mark.parametrize(
    "headers",
    [
        [("Host", "evil.example")],
        [("Host", "api.example"), ("host", "evil.example")],
        [("Content-Length", "3")],
        [("Content-Length", "2"), ("content-length", "9")],
        [("Transfer-Encoding", "chunked")],
        [("Connection", "keep-alive")],
        [("Proxy-Authorization", "x")],
        [("Expect", "100-continue")],
        [("Cookie", "a=b")],
        [("X-A", "1\r\nX-B: 2")],
        [("X A", "1")],
        [("X-A", "é")],
        [("", "x")],
        [("X-A", "x" * 5000)],
    ],
)
def test_headers_that_hide_something_are_refused(headers):
    assert why(request(headers=headers)) == "headers"


@pytest.mark.parametrize(
    "asked",
    [
        request(body=b'{"text": "{{key}}"}'),
        request(url=f"{OWN}/v1?k={{{{key}}}}"),
        request(headers=[("X-Forwarded-Key", "{{key}}")]),
        request(headers=[("Authorization", "Bearer {{other}}")]),
    ],
)
def test_a_keys_place_where_no_key_belongs_is_refused(asked):
    assert why(asked) == "secret"


def test_what_is_said_names_no_text():
    with pytest.raises(NotAllowed) as caught:
        check(request(body=b"secret words {{key}}", url=f"{OWN}/secret"), [OWN], ["key"])
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "address", "host"),
    [
        ("https://API.example:443/a", "https://api.example", "api.example"),
        ("http://127.0.0.1:8080/v1", "http://127.0.0.1:8080", "127.0.0.1:8080"),
        ("http://10.0.0.1:80/v1", "http://10.0.0.1", "10.0.0.1"),
        ("http://[::1]:8080/v1", "http://[::1]:8080", "::1:8080"),
    ],
)
def test_addresses_have_one_way_to_be_written(url, address, host):
    assert address_of(url) == address
    assert host_of(address) == host
