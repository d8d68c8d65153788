from __future__ import annotations

import pytest
from muniment_engines.elsewhere import CannotOpen, open_elsewhere
from muniment_engines.environment import child_environment, elsewhere_environment

SHELL = {
    "HOME": "/home/a",
    "LANG": "de_AT.UTF-8",
    "LC_ALL": "C",
    "PATH": "/bin",
    "DISPLAY": ":0",
    "DBUS_SESSION_BUS_ADDRESS": "unix:",
    "https_proxy": "http://proxy",
    "PIP_INDEX_URL": "https://index",
    "AWS_SECRET_ACCESS_KEY": "s",
    "OPENAI_API_KEY": "s",
    "LD_PRELOAD": "/x.so",
    "PYTHONPATH": "/x",
    "QT_PLUGIN_PATH": "/x",
    "MUNIMENT_HOME": "/home/a/m",
}


@pytest.mark.parametrize(
    ("profile", "kept"),
    [
        ("window", {"HOME", "LANG", "LC_ALL", "PATH", "DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "MUNIMENT_HOME", "PIP_INDEX_URL"}),
        ("indexer", {"HOME", "LANG", "LC_ALL", "PATH", "MUNIMENT_HOME"}),
        ("courier", {"HOME", "LANG", "LC_ALL", "PATH", "MUNIMENT_HOME", "https_proxy", "PIP_INDEX_URL"}),
        ("worker", {"LANG", "LC_ALL", "PATH"}),
    ],
)
def test_a_child_inherits_what_its_kind_needs(profile: str, kept: set[str]) -> None:
    assert child_environment(profile, SHELL).keys() & SHELL.keys() == kept


def test_only_a_worker_is_told_to_keep_quiet() -> None:
    assert child_environment("worker", {})["HF_HUB_OFFLINE"] == "1"
    assert "HF_HUB_OFFLINE" not in child_environment("courier", {})


def test_a_program_elsewhere_gets_the_library_path_back() -> None:
    assert elsewhere_environment({"LD_LIBRARY_PATH": "/frozen", "LD_LIBRARY_PATH_ORIG": "/own"}) == {"LD_LIBRARY_PATH": "/own"}
    assert elsewhere_environment({"LD_LIBRARY_PATH": "/own", "A": "b"}) == {"LD_LIBRARY_PATH": "/own", "A": "b"}


def test_a_frozen_librarys_path_is_taken_away(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.frozen", True, raising=False)
    assert elsewhere_environment({"LD_LIBRARY_PATH": "/frozen"}) == {}


@pytest.mark.parametrize("target", ["", "relative", "/no/such/file", "file:///etc/passwd", "javascript:alert(1)", "-h", "--help"])
def test_only_files_that_are_there_and_addresses_are_opened(target: str) -> None:
    with pytest.raises(CannotOpen):
        open_elsewhere(target, {})


def test_a_system_that_cannot_open_anything_says_so(monkeypatch: pytest.MonkeyPatch, tmp_path: object) -> None:
    with pytest.raises(CannotOpen):
        open_elsewhere("https://example.org", {"PATH": str(tmp_path)})
