"""Setting engines elsewhere up in the window: what is typed is checked, a key goes where keys go, and leaves with its engine."""

from __future__ import annotations

import pytest
from muniment_desktop.engine_keys import NOTICE, EngineKeys
from muniment_desktop.engine_shelf import added, removed
from muniment_desktop.settings import Settings
from muniment_engines.api import API_VERSION, EngineInfo, Permissions, Setting
from muniment_engines.errors import MunimentError

SETTINGS = (
    Setting("base_url", "text", "Where it is.", required=True),
    Setting("model", "text", "Which.", required=True),
    Setting("api_key", "text", "Key.", secret=True),
)
URL = "https://api.example/v1"


class Engines:
    """In the place of an `EngineSetup`; the plugin wants to reach `hosts`."""

    def __init__(self, *hosts):
        self.hosts = hosts or ("{base_url}",)

    def chat_engines(self):
        return {"openai", "llama-cpp"}

    def describe(self, plugin):
        return EngineInfo(API_VERSION, "chat", plugin, settings=SETTINGS, permissions=Permissions(hosts=self.hosts))


@pytest.fixture
def keys():
    return EngineKeys(None)


def test_an_engine_and_its_key_come_and_go_together(keys):
    settings, notice = added(Settings(), Engines(), keys, "office", URL, "large", " sk-1 ")
    (one,) = settings.engines
    assert (one.name, one.addresses, one.secrets) == ("office", ("https://api.example",), ("api_key",))
    assert one.values == {"base_url": URL, "model": "large"}
    assert notice == NOTICE
    assert keys.get("office", "api_key") == "sk-1"
    assert removed(settings, keys, "office").engines == ()
    assert keys.get("office", "api_key") is None


def test_without_a_key_and_in_plain_http_that_is_said(keys):
    settings, notice = added(Settings(), Engines(), keys, "here", "http://127.0.0.1:8080/v1", "m", "")
    assert settings.engines[0].secrets == ()
    assert "others can read" in notice


def test_one_that_was_asked_first_is_no_longer(keys):
    settings, _ = added(Settings(chat_engine="office"), Engines(), keys, "office", URL, "large", "")
    assert removed(settings, keys, "office").chat_engine == "llama-cpp"


@pytest.mark.parametrize(
    ("name", "address", "key", "hosts", "said"),
    [
        ("openai", URL, "", (), "already"),
        ("office", "nowhere", "", (), "server's address"),
        ("office", URL, "two words", (), "no key"),
        ("office", URL, "sk-1", ("{base_url}", "tracker.example"), "wants to reach more"),
    ],
)
def test_what_is_wrong_is_said_and_no_key_is_kept(keys, name, address, key, hosts, said):
    with pytest.raises(MunimentError, match=said):
        added(Settings(), Engines(*hosts), keys, name, address, "large", key)
    assert keys.get("office", "api_key") is None
