"""Which addresses may be opened."""

from __future__ import annotations

import pytest
from muniment_desktop.courier.web import Refused, check_address, open_connection

HUB = ["huggingface.co", ".hf.co", "127.0.0.1:8080"]


@pytest.mark.parametrize(
    "url",
    [
        "https://huggingface.co/a/b",
        "https://HuggingFace.co:443/a",
        "https://cdn-lfs.hf.co/x?y=z",
        "https://a.b.hf.co/",
        "http://127.0.0.1:8080/a",
    ],
)
def test_listed_hosts_are_reached(url):
    assert check_address(url, HUB).hostname


@pytest.mark.parametrize(
    "url",
    [
        "http://huggingface.co/a",
        "https://huggingface.co.evil.example/a",
        "https://evil-huggingface.co/a",
        "https://sub.huggingface.co/a",
        "https://evilhf.co/a",
        "https://hf.co/a",
        "https://huggingface.co@evil.example/a",
        "https://user:secret@huggingface.co/a",
        "https://huggingface.co:8443/a",
        "https://huggingface.co:port/a",
        "http://127.0.0.1:8081/a",
        "http://127.0.0.1/a",
        "http://localhost:8080/a",
        "file:///etc/passwd",
        "ftp://huggingface.co/a",
        "//huggingface.co/a",
        "https:///a",
        "https://[::1/a",
        "",
    ],
)
def test_all_others_are_not(url):
    with pytest.raises(Refused):
        check_address(url, HUB)


@pytest.mark.parametrize("url", ["http://box.office/v1", "http://box.office:80/v1", "https://box.office/v1"])
def test_plain_http_to_others_is_only_for_who_says_so(url):
    assert check_address(url, ["box.office"], office=True).hostname == "box.office"
    if url.startswith("http:"):
        with pytest.raises(Refused):
            check_address(url, ["box.office"])


def refusing_all_but(address):
    def connect(connection):
        if connection.host != address:
            raise ConnectionRefusedError

    return connect


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("10.1.2.3", True),
        ("172.31.0.1", True),
        ("192.168.1.9", True),
        ("fd12::1", True),
        ("8.8.8.8", False),
        ("172.32.0.1", False),
        ("169.254.169.254", False),
        ("0.0.0.0", False),
        ("2001:4860:4860::8888", False),
    ],
)
def test_what_a_private_network_is(monkeypatch, address, private):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: [(2, 1, 6, "", ("127.0.0.1", 80)), (2, 1, 6, "", (address, 80))])
    connected = []
    monkeypatch.setattr("http.client.HTTPConnection.connect", lambda self: connected.append(self.host))
    parts = check_address("http://box.office/", ["box.office"], office=True)
    if private:
        open_connection(parts)
        assert connected == ["127.0.0.1"]
        monkeypatch.setattr("http.client.HTTPConnection.connect", refusing_all_but(address))
        open_connection(parts)  # it tries one after the other
        monkeypatch.setattr("http.client.HTTPConnection.connect", refusing_all_but("nobody"))
        with pytest.raises(ConnectionRefusedError):
            open_connection(parts)
    else:
        with pytest.raises(Refused):
            open_connection(parts)
        assert connected == []
