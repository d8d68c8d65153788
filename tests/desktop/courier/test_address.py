"""Which addresses may be opened."""

from __future__ import annotations

import pytest
from muniment_desktop.courier.web import Refused, check_address

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
