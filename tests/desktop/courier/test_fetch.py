"""Fetching a file: resumed, cut, redirected, refused."""

from __future__ import annotations

import socket

import pytest
from muniment_desktop.courier.client import Courier
from muniment_desktop.courier.failures import CourierFailed
from muniment_desktop.ledger import Ledger
from muniment_engines.api import Cancel, Cancelled

BODY = bytes(range(256)) * 8192  # 2 MB


@pytest.fixture
def courier(launcher, tmp_path):
    with Courier(launcher, tmp_path, Ledger(tmp_path.parent / "ledger"), "test") as made:
        yield made


def fetch(courier, url, hosts, offset=0, limit=2 << 20):
    return list(courier.fetch(url, hosts, "model.part", offset, limit, Cancel()))


def failure(courier, url, hosts, **how):
    with pytest.raises(CourierFailed) as caught:
        fetch(courier, url, hosts, **how)
    return caught.value


def test_a_file_comes_whole(courier, host, page, tmp_path):
    host.pages["/model"] = page(BODY)
    events = fetch(courier, host.url("/model"), [host.name])
    assert (tmp_path / "model.part").read_bytes() == BODY
    assert all(0 < done <= total == len(BODY) for done, total in events)


def test_nothing_is_said_but_what_is_needed(courier, host, page):
    host.pages["/model?download=true"] = page(BODY)
    fetch(courier, host.url("/model?download=true"), [host.name])
    ((path, headers),) = host.requests
    assert path == "/model?download=true"
    assert headers == {"Host": host.name, "Accept-Encoding": "identity", "Connection": "close"}


def test_it_goes_on_from_what_is_there(courier, host, page, tmp_path):
    host.pages["/model"] = page(BODY)
    (tmp_path / "model.part").write_bytes(BODY[:1000])
    fetch(courier, host.url("/model"), [host.name], offset=1000)
    assert (tmp_path / "model.part").read_bytes() == BODY
    assert host.requests[0][1]["Range"] == "bytes=1000-"


def test_a_host_that_cannot_go_on_begins_again(courier, host, page, tmp_path):
    host.pages["/model"] = page(BODY, ranges=False)
    (tmp_path / "model.part").write_bytes(b"x" * 1000)
    fetch(courier, host.url("/model"), [host.name], offset=1000)
    assert (tmp_path / "model.part").read_bytes() == BODY


def test_an_offset_beyond_what_is_there_is_not_believed(courier, host, page, tmp_path):
    host.pages["/model"] = page(BODY)
    fetch(courier, host.url("/model"), [host.name], offset=1000)
    assert (tmp_path / "model.part").read_bytes() == BODY


def test_what_came_before_a_cut_stays(courier, host, page, tmp_path):
    host.pages["/model"] = page(BODY, cut=[700_000])
    assert failure(courier, host.url("/model"), [host.name]).why == "cut"
    assert (tmp_path / "model.part").read_bytes() == BODY[:700_000]


def test_a_range_that_the_file_does_not_have(courier, host, page, tmp_path):
    host.pages["/model"] = page(b"short")
    (tmp_path / "model.part").write_bytes(BODY)
    assert failure(courier, host.url("/model"), [host.name], offset=len(BODY)).why == "range"


def test_a_redirect_within_the_list_is_followed(courier, host, other_host, page, tmp_path):
    host.pages["/model"] = page(status=302, headers={"Location": other_host.url("/store/1"), "Set-Cookie": "secret=1"})
    other_host.pages["/store/1"] = page(status=307, headers={"Location": "2?signed=x"})
    other_host.pages["/store/2?signed=x"] = page(BODY)
    fetch(courier, host.url("/model"), [host.name, other_host.name])
    assert (tmp_path / "model.part").read_bytes() == BODY
    assert all(set(headers) == {"Host", "Accept-Encoding", "Connection"} for _, headers in other_host.requests)


def test_a_redirect_to_another_host_is_refused(courier, host, other_host, page, tmp_path):
    host.pages["/model"] = page(status=302, headers={"Location": other_host.url("/model")})
    other_host.pages["/model"] = page(BODY)
    assert failure(courier, host.url("/model"), [host.name]).why == "host"
    assert other_host.requests == []
    assert not (tmp_path / "model.part").exists()


def test_redirects_without_end(courier, host, page):
    host.pages["/model"] = page(status=301, headers={"Location": "/model"})
    assert failure(courier, host.url("/model"), [host.name]).why == "redirects"
    assert len(host.requests) == 5


def test_more_than_the_model_is_stopped(courier, host, page, tmp_path):
    host.pages["/model"] = page(BODY, length=False)
    assert failure(courier, host.url("/model"), [host.name], limit=300_000).why == "too large"
    assert (tmp_path / "model.part").stat().st_size < 1_000_000


def test_a_host_that_has_it_not(courier, host):
    error = failure(courier, host.url("/model"), [host.name])
    assert (error.why, error.status) == ("status", 404)
    assert "404" in str(error)


def test_a_host_that_does_not_answer(courier):
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert failure(courier, f"http://127.0.0.1:{port}/model", [f"127.0.0.1:{port}"]).why == "unreachable"


def test_a_name_is_no_path(courier, host, page):
    host.pages["/model"] = page(BODY)
    with pytest.raises(CourierFailed, match="name"):
        list(courier.fetch(host.url("/model"), [host.name], "../model", 0, 10, Cancel()))
    assert host.requests == []


def test_one_courier_serves_many_orders(courier, launcher, host, page, tmp_path):
    host.pages["/a"] = page(b"a")
    failure(courier, host.url("/none"), [host.name])
    fetch(courier, host.url("/a"), [host.name])
    assert len(launcher.children) == 1
    assert launcher.specs[0]["writable"] == [str(tmp_path)]


def test_cancelling_ends_the_courier_and_the_next_order_starts_another(courier, launcher, host, page, tmp_path):
    host.pages["/model"] = page(BODY)
    cancel = Cancel()
    with pytest.raises(Cancelled):
        for _ in courier.fetch(host.url("/model"), [host.name], "model.part", 0, len(BODY), cancel):
            cancel.request()
    assert launcher.children[0].wait(10) == 0
    fetch(courier, host.url("/model"), [host.name], offset=1)
    assert (tmp_path / "model.part").read_bytes() == BODY
    assert len(launcher.children) == 2


def test_an_order_that_nobody_waits_for_ends_its_courier(courier, launcher, host, page):
    host.pages["/model"] = page(BODY)
    order = courier.fetch(host.url("/model"), [host.name], "model.part", 0, len(BODY), Cancel())
    next(order)
    order.close()
    assert launcher.children[0].wait(10) == 0
