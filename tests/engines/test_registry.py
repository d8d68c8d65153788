from __future__ import annotations

import sys
from pathlib import Path

import pytest
from muniment_engines.registry import EngineEntry, find_engines, find_incompatible


def distribution(folder: Path, name: str, entry_points: str) -> str:
    """A plugin's folder as an unpacked wheel leaves it; its module must not be imported."""
    info = folder / f"{name}-1.5.dist-info"
    info.mkdir(parents=True)
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.5\n")
    (info / "entry_points.txt").write_text(entry_points)
    (folder / f"{name}.py").write_text("raise AssertionError('a registry imports nothing')")
    return str(folder)


def test_a_plugin_is_found_and_not_imported(tmp_path: Path) -> None:
    folder = distribution(
        tmp_path, "clever", "[muniment.chat.v0]\nclever = clever:engine\n[console_scripts]\nclever = clever:main\n"
    )
    assert find_engines([folder])["clever"] == EngineEntry("clever", "chat", "clever:engine", "clever", "1.5", folder)
    assert "clever" not in sys.modules


def test_a_plugin_of_another_version_is_listed_apart(tmp_path: Path) -> None:
    folder = distribution(tmp_path, "later", "[muniment.chat.v7]\nlater = later\n[muniment.dream.v0]\ndream = later\n")
    assert "later" not in find_engines([folder])
    assert find_incompatible([folder]) == [EngineEntry("later", "chat", "later", "later", "1.5", folder, api=7)]


def test_a_plugin_cannot_take_another_engines_place(tmp_path: Path) -> None:
    folders = [distribution(tmp_path / name, name, "[muniment.parse.v0]\nsame = " + name) for name in ("first", "second")]
    assert find_engines(folders)["same"].folder == folders[0]
    assert find_engines(folders[::-1])["same"].folder == folders[1]


def test_installed_engines_win_over_plugins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed = distribution(tmp_path / "installed", "installed", "[muniment.embed.v0]\nsame = installed\n")
    plugin = distribution(tmp_path / "plugin", "plugin", "[muniment.embed.v0]\nsame = plugin\n")
    monkeypatch.syspath_prepend(installed)
    entry = find_engines([plugin])["same"]
    assert (entry.reference, entry.folder) == ("installed", None)


def test_an_empty_folder_and_none_are_no_error(tmp_path: Path) -> None:
    assert find_engines([str(tmp_path), str(tmp_path / "absent")]) == find_engines()
