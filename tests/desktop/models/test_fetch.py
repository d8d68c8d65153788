"""Fetching models from a host that imitates the hub: all of a model comes, or nothing that could be taken for one."""

from __future__ import annotations

import hashlib
import json
import threading

import pytest
from muniment_desktop.models import fetch as fetching
from muniment_desktop.models.catalogue import HubSource, Model, ModelFile
from muniment_engines.api import Cancel, Cancelled
from muniment_engines.errors import MunimentError, Offline


@pytest.fixture(autouse=True)
def no_pause(monkeypatch):
    monkeypatch.setattr(fetching, "_PAUSE_SECONDS", 0.0)


def get(store, name="tiny-chat", **how):
    return list(store.get(name, Cancel(), **how))


def left(folder):
    """What lies in the models' folder, but for locks."""
    return sorted(str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file() and path.suffix != ".lock")


def test_a_model_comes_and_is_listed(store, model, host, page, body, at_hub, folder):
    host.pages[at_hub] = page(body)
    models = store(model())
    assert not models.listing()[0].installed
    events = get(models)
    assert {event.stage for event in events} == {"fetching", "checking", "finished"}
    assert events[-1].stage == "finished"
    assert all(0 <= event.done <= event.total for event in events)
    assert (folder / "tiny-chat.gguf").read_bytes() == body
    assert left(folder) == ["tiny-chat.gguf"]
    assert models.listing()[0].installed
    assert models.pick("chat").path == folder / "tiny-chat.gguf"


def test_a_model_that_is_here_is_not_fetched_again(store, model, host, page, body, at_hub):
    host.pages[at_hub] = page(body)
    get(store(model()))
    assert [event.stage for event in get(store(model()))] == ["finished"]
    assert len(host.requests) == 1


def test_a_wrong_checksum_leaves_nothing(store, model, host, page, body, at_hub, folder):
    host.pages[at_hub] = page(body[:-1] + b"!")
    with pytest.raises(MunimentError, match=r"could not be fetched.*checksum"):
        get(store(model()))
    assert left(folder) == []
    assert store(model()).pick("chat") is None


def test_a_cut_connection_is_gone_on_with(store, model, host, page, body, at_hub, folder):
    host.pages[at_hub] = page(body, cut=[300_000, 200_000])
    get(store(model()))
    assert (folder / "tiny-chat.gguf").read_bytes() == body
    assert [headers.get("Range") for _, headers in host.requests] == [None, "bytes=300000-", "bytes=500000-"]


def test_a_connection_that_only_breaks_is_given_up_and_gone_on_with_another_day(store, model, host, page, body, at_hub, folder):
    host.pages[at_hub] = page(body, cut=[300_000, 0, 0, 0, 0])
    with pytest.raises(MunimentError, match="go on"):
        get(store(model()))
    row = store(model()).listing()[0]
    assert (row.installed, row.unfinished) == (False, 300_000)
    assert store(model()).pick("chat") is None
    get(store(model()))
    assert host.requests[-1][1]["Range"] == "bytes=300000-"
    assert (folder / "tiny-chat.gguf").read_bytes() == body


def test_cancelling_keeps_what_came(store, model, host, page, body, at_hub, folder):
    host.pages[at_hub] = page(body)
    cancel = Cancel()
    with pytest.raises(Cancelled):
        for event in store(model()).get("tiny-chat", cancel):
            assert event.stage != "finished"
            cancel.request()
    assert not (folder / "tiny-chat.gguf").exists()
    get(store(model()))
    assert (folder / "tiny-chat.gguf").read_bytes() == body


def test_a_part_that_is_too_long_is_thrown_away(store, model, host, page, body, at_hub, folder):
    host.pages[at_hub] = page(body, cut=[300_000, 0, 0, 0, 0])
    with pytest.raises(MunimentError):
        get(store(model()))
    (part,) = folder.rglob("*.part")
    part.write_bytes(body * 2)
    get(store(model()))
    assert (folder / "tiny-chat.gguf").read_bytes() == body


def test_a_redirect_to_the_hubs_store_and_none_elsewhere(store, model, host, other_host, page, body, at_hub, folder):
    host.pages[at_hub] = page(status=302, headers={"Location": other_host.url("/blob")})
    other_host.pages["/blob"] = page(body)
    with pytest.raises(MunimentError, match="not one that this model may come from"):
        get(store(model()))
    assert left(folder) == []
    get(store(model(), hosts=[other_host.name]))
    assert left(folder) == ["tiny-chat.gguf"]


def test_two_at_once_fetch_once(store, model, host, page, body, at_hub, folder):
    host.pages[at_hub] = page(body)
    outcomes = []

    def run():
        outcomes.append(get(store(model()))[-1].stage)

    threads = [threading.Thread(target=run) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert outcomes == ["finished"] * 4
    assert len(host.requests) == 1
    assert (folder / "tiny-chat.gguf").read_bytes() == body


def test_whoever_waits_is_told_and_can_stop(store, model, host, page, body, at_hub):
    host.pages[at_hub] = page(body)
    first = store(model()).get("tiny-chat", Cancel())
    next(first)
    cancel = Cancel()
    second = store(model()).get("tiny-chat", cancel)
    assert next(second).stage == "waiting"
    with pytest.raises(MunimentError, match="being fetched"):
        store(model()).remove("tiny-chat")
    cancel.request()
    with pytest.raises(Cancelled):
        next(second)
    first.close()


def test_no_room_is_said_before_anything_is_fetched(store, model, host, page, body, at_hub, monkeypatch):
    host.pages[at_hub] = page(body)
    monkeypatch.setattr("shutil.disk_usage", lambda _: type("Usage", (), {"free": 30_000_000}))
    with pytest.raises(MunimentError, match=r"“Tiny Chat” needs 68 MB .* and 30 MB are free; make room"):
        get(store(model()))
    assert host.requests == []


def test_offline_nothing_is_started(store, model, launcher):
    with pytest.raises(Offline, match="switched off"):
        get(store(model(), offline=True))
    assert launcher.children == []


def test_a_model_that_nobody_knows(store, model):
    with pytest.raises(MunimentError, match="it knows tiny-chat"):
        get(store(model()), "huge-chat")


def test_a_way_that_there_is_not(store, model):
    with pytest.raises(MunimentError, match="cannot be fetched that way"):
        get(store(model()), source="wheels")


# ── what the hub states ──────────────────────────────────────────────────────────────────────────────────────────────

COMMIT = "0123456789abcdef0123456789abcdef01234567"


def put_api(host, page, entries):
    host.pages["/api/models/them/tiny/revision/main"] = page(json.dumps({"sha": COMMIT}).encode())
    host.pages[f"/api/models/them/tiny/tree/{COMMIT}?recursive=true"] = page(json.dumps(entries).encode())


def test_the_hubs_own_checksum_decides_where_the_catalogue_has_none(store, model, host, page, body, folder):
    stated = {"oid": hashlib.sha256(body).hexdigest(), "size": len(body), "pointerSize": 130}
    put_api(host, page, [{"type": "file", "path": "tiny chat.gguf", "size": len(body), "oid": "0" * 40, "lfs": stated}])
    host.pages[f"/them/tiny/resolve/{COMMIT}/tiny%20chat.gguf"] = page(body, cut=[1000])
    get(store(model(stated=True)))
    assert (folder / "tiny-chat.gguf").read_bytes() == body


def test_a_file_that_is_not_what_the_hub_states(store, model, host, page, body, folder):
    stated = {"oid": hashlib.sha256(b"other").hexdigest(), "size": len(body), "pointerSize": 130}
    put_api(host, page, [{"type": "file", "path": "tiny chat.gguf", "size": len(body), "oid": "0" * 40, "lfs": stated}])
    host.pages[f"/them/tiny/resolve/{COMMIT}/tiny%20chat.gguf"] = page(body)
    with pytest.raises(MunimentError, match="checksum"):
        get(store(model(stated=True)))
    assert left(folder) == []


def test_a_folder_with_small_files_by_the_checksums_of_git(store, host, page, folder):
    contents = {"config.json": b"{}", "1_Pooling/config.json": b"[1]"}
    entries = [
        {
            "type": "file",
            "path": path,
            "size": len(content),
            "oid": hashlib.sha1(b"blob %d\0%b" % (len(content), content)).hexdigest(),
        }
        for path, content in contents.items()
    ]
    put_api(host, page, [*entries, {"type": "directory", "path": "1_Pooling", "oid": "0" * 40}])
    for path, content in contents.items():
        host.pages[f"/them/tiny/resolve/{COMMIT}/{path}"] = page(content)
    files = tuple(ModelFile(path, 0, "", path) for path in contents)
    model = Model("tiny-embed", "Tiny", "embed", "MIT", 1, 0, 1, "tiny-embed", files, HubSource("them/tiny", "main"), None)
    get(store(model), "tiny-embed")
    assert {path: (folder / "tiny-embed" / path).read_bytes() for path in contents} == contents


@pytest.mark.parametrize("entries", [[], [{"type": "file", "path": "tiny chat.gguf"}], {"error": "x"}, "no"])
def test_a_hub_that_does_not_say_enough(store, model, host, page, entries):
    put_api(host, page, entries)
    with pytest.raises(MunimentError, match="does not say"):
        get(store(model(stated=True)))


def test_a_hub_that_answers_with_something_else(store, model, host, page):
    host.pages["/api/models/them/tiny/revision/main"] = page(b"<html>login</html>")
    with pytest.raises(MunimentError, match="could not be fetched"):
        get(store(model(stated=True)))
    host.pages["/api/models/them/tiny/revision/main"] = page(b"", status=401)
    with pytest.raises(MunimentError, match="401"):
        get(store(model(stated=True)))
