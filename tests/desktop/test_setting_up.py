"""Setting an engine up: what is typed is checked, what it may reach is what was shown."""

from __future__ import annotations

import pytest
from muniment_desktop import setting_up
from muniment_desktop.set_up import SetUp, set_ups_from_json, with_set_up
from muniment_engines.api import API_VERSION, EngineInfo, Permissions, Setting
from muniment_engines.errors import MunimentError

SETTINGS = (
    Setting("base_url", "text", "Where it is.", required=True),
    Setting("context", "integer", "How much.", default=4096, minimum=512, maximum=10_000),
    Setting("price_in", "number", "What it costs.", minimum=0),
    Setting("usage", "flag", "Count.", default=True),
    Setting("limit", "text", "Which.", default="a", choices=("a", "b")),
    Setting("api_key", "text", "Key.", secret=True),
)


def info(*hosts):
    return EngineInfo(API_VERSION, "chat", "relay", settings=SETTINGS, permissions=Permissions(hosts=hosts or ("{base_url}",)))


def made(given=None, secrets=("api_key",), about=None, name="office"):
    return setting_up.set_up(name, about or info(), "relay", {"base_url": "https://api.example/v1", **(given or {})}, secrets)


def test_what_is_typed_becomes_what_the_plugin_wants():
    found = made({"context": " 8000 ", "price_in": "2.5", "usage": "off", "limit": "b"})
    values = {"base_url": "https://api.example/v1", "context": 8000, "price_in": 2.5, "usage": False, "limit": "b"}
    assert found == SetUp("office", "relay", values, ("https://api.example",), ("api_key",))


def test_what_is_left_out_is_the_plugins_default():
    values = made().values
    assert (values["context"], values["price_in"], values["usage"]) == (4096, None, True)


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"base_url": " "}, "“base_url” is needed"),
        ({"base_url": "api.example/v1"}, "no server's address"),
        ({"base_url": "https://me:secret@api.example/"}, "no server's address"),
        ({"base_url": "file:///etc/passwd"}, "no server's address"),
        ({"context": "many"}, "from 512 to 10000"),
        ({"context": "100"}, "from 512 to 10000"),
        ({"price_in": "-1"}, "from 0"),
        ({"price_in": "nan"}, "from 0"),
        ({"usage": "perhaps"}, "flag"),
        ({"limit": "c"}, "one of: a, b"),
        ({"colour": "red"}, "has no setting “colour”"),
        ({"api_key": "sk-1"}, "has no setting “api_key”"),
    ],
)
def test_what_will_not_do_is_said(given, words):
    with pytest.raises(MunimentError, match=words):
        made(given)


@pytest.mark.parametrize("name", ["", "a b", "../x", "-x", "x" * 42, "Ünal"])
def test_names_are_plain(name):
    with pytest.raises(MunimentError, match="name"):
        made(name=name)


def test_an_engine_that_sends_nothing_needs_no_setting_up():
    with pytest.raises(MunimentError, match="sends nothing"):
        made(about=EngineInfo(API_VERSION, "chat", "local"))


def test_a_plugin_that_wants_more_than_was_typed_is_seen():
    about = info("{base_url}", "Elsewhere.example", "{base_url}")
    found = made(about=about)
    assert found.addresses == ("https://api.example", "https://elsewhere.example")
    assert setting_up.typed_addresses(found, about) == ("https://api.example", "https://api.example")


def test_keys_are_one_line_without_spaces():
    assert setting_up.checked_key(" sk-123\n") == "sk-123"
    for text in ("", " ", "two words", "a\r\nX: y", "ключ", "x" * 5000):
        with pytest.raises(MunimentError) as caught:
            setting_up.checked_key(text)
        assert "words" not in str(caught.value)


# ── as they are kept ─────────────────────────────────────────────────────────────────────────────────────────────────

KEPT = {"name": "office", "plugin": "openai", "values": {"model": "m"}, "addresses": ["https://a"], "secrets": ["api_key"]}


def test_what_is_kept_comes_back():
    assert set_ups_from_json([KEPT]) == (SetUp("office", "openai", {"model": "m"}, ("https://a",), ("api_key",)),)


@pytest.mark.parametrize(
    "stored",
    [
        {},
        [4],
        [{}],
        [KEPT, KEPT],
        [{**KEPT, "name": "../x"}],
        [{**KEPT, "values": {"a": []}}],
        [{**KEPT, "values": []}],
        [{**KEPT, "addresses": [1]}],
        [{**KEPT, "secrets": None}],
    ],
)
def test_what_was_not_written_here_is_refused(stored):
    with pytest.raises(ValueError):
        set_ups_from_json(stored)


def test_setting_up_again_takes_the_place():
    first, other = SetUp("a", "openai", {}), SetUp("b", "openai", {})
    again = SetUp("a", "openai", {"model": "m"})
    assert with_set_up((first, other), again) == (other, again)
