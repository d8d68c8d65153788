"""Where Muniment keeps what is its own."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from muniment_desktop import paths


def test_one_folder_for_all(monkeypatch, tmp_path):
    monkeypatch.setenv("MUNIMENT_HOME", str(tmp_path))
    assert paths.data_folder() == tmp_path
    assert paths.models_folder() == tmp_path / "models"
    assert paths.plugins_folder() == tmp_path / "plugins"
    assert paths.keys_folder() == tmp_path / "keys"
    assert paths.settings_file() == tmp_path / "settings.json"


def test_it_may_be_named_from_where_one_is(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("MUNIMENT_HOME", "here")
    assert paths.data_folder() == tmp_path / "here"


def test_the_systems_own_places(monkeypatch):
    monkeypatch.delenv("MUNIMENT_HOME", raising=False)
    assert paths.models_folder().parent.name == "muniment"
    assert paths.settings_file().parent.name == "muniment"
    assert all(path.is_absolute() for path in (paths.data_folder(), paths.settings_file()))


def test_folders_are_made_for_this_user_only(tmp_path):
    made = paths.make_private(tmp_path / "a" / "b")
    assert made.is_dir()
    if os.name == "posix":
        assert all(stat.S_IMODE(folder.stat().st_mode) == 0o700 for folder in (made, made.parent))
    assert paths.make_private(made) == made


def test_several_paths_in_one_setting():
    assert paths.joined(["a", "b"]).split(os.pathsep) == ["a", "b"]
    assert paths.joined([]) == ""
    assert isinstance(paths.data_folder(), Path)
