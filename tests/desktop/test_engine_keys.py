"""Engines' keys: in the keychain, or in memory until the process ends."""

from __future__ import annotations

import pytest
from muniment_desktop.engine_keys import SERVICE, EngineKeys
from muniment_retrieval.model import VaultError


class Backend:
    def __init__(self):
        self.kept = {}
        self.refuses = False

    def get_password(self, service, name):
        if self.refuses:
            raise RuntimeError("locked")
        return self.kept.get((service, name))

    def set_password(self, service, name, value):
        self.kept[service, name] = value

    def delete_password(self, service, name):
        del self.kept[service, name]


def test_a_keychain_keeps_them_by_engine_and_secret():
    backend = Backend()
    keys = EngineKeys(backend)
    assert keys.get("office", "api_key") is None
    keys.set("office", "api_key", "sk-1")
    assert backend.kept == {(SERVICE, "office/api_key"): "sk-1"}
    assert EngineKeys(backend).get("office", "api_key") == "sk-1"
    keys.forget("office", "api_key")
    keys.forget("office", "api_key")
    assert backend.kept == {}
    assert keys.remembers


def test_without_a_keychain_they_are_gone_with_the_process():
    keys = EngineKeys(None)
    keys.set("office", "api_key", "sk-1")
    assert keys.get("office", "api_key") == "sk-1"
    assert EngineKeys(None).get("office", "api_key") is None
    keys.forget("office", "api_key")
    assert keys.get("office", "api_key") is None
    assert not keys.remembers


def test_a_keychain_that_refuses_is_said():
    backend = Backend()
    backend.refuses = True
    with pytest.raises(VaultError, match="keychain refuses"):
        EngineKeys(backend).get("office", "api_key")
