from __future__ import annotations

from pathlib import Path

import pytest
from muniment_desktop.settings import RECENT_VAULTS, SETTINGS, Settings, load, save, with_recent_vault
from muniment_engines.errors import MunimentError


def test_what_is_saved_is_loaded(tmp_path: Path) -> None:
    settings = Settings(chat_model="qwen", threads=3, lora=("a.gguf", "b.gguf"), offline=True)
    save(tmp_path / "deep" / "settings.json", settings)
    assert load(tmp_path / "deep" / "settings.json") == settings


def test_without_a_file_the_defaults_hold(tmp_path: Path) -> None:
    assert load(tmp_path / "settings.json") == Settings()


def test_an_unknown_setting_of_a_newer_version_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "settings.json").write_text('{"threads": 2, "from_the_future": 1}')
    assert load(tmp_path / "settings.json") == Settings(threads=2)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"threads": "two"}', '{"threads": true}', '{"lora": [1]}', '{"offline": 0}'])
def test_a_broken_file_is_named_and_not_overwritten(tmp_path: Path, text: str) -> None:
    path = tmp_path / "settings.json"
    path.write_text(text)
    with pytest.raises(MunimentError, match=r"settings\.json"):
        load(path)
    assert path.read_text() == text


def test_every_setting_is_described() -> None:
    assert all(str(s.metadata["description"]).endswith(".") for s in SETTINGS)


def test_recent_vaults_are_few_and_distinct_and_newest_first() -> None:
    settings = Settings()
    for number in [*range(RECENT_VAULTS + 3), 5]:
        settings = with_recent_vault(settings, Path(f"/vault{number}"))
    assert len(settings.recent_vaults) == RECENT_VAULTS
    assert settings.recent_vaults[0] == str(Path("/vault5"))
    assert len(set(settings.recent_vaults)) == RECENT_VAULTS
