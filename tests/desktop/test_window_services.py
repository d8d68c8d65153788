"""What the window asks of the rest of the program, on real vaults and an empty folder of models."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from muniment_desktop import paths, settings
from muniment_desktop.roles import ROLES
from muniment_desktop.settings import Settings
from muniment_desktop.window_services import WindowServices, kept_layout, layout_file, recent_vaults
from muniment_engines.errors import EngineMissing, MunimentError
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.model import VaultError, WrongPassphrase


@pytest.fixture
def services(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[WindowServices]:
    monkeypatch.setenv("MUNIMENT_HOME", str(tmp_path / "home"))
    yield WindowServices(DirectLauncher(ROLES), Settings())


def test_a_vault_that_was_made_is_opened_again_and_remembered(services: WindowServices, tmp_path: Path) -> None:
    for folder in (tmp_path / "first", tmp_path / "second"):
        services.create_vault(folder).close()
    services.open_vault(tmp_path / "first").close()
    assert services.recent_vaults() == [tmp_path / "first", tmp_path / "second"]
    assert recent_vaults(settings.load(paths.settings_file())) == services.recent_vaults()


def test_a_vault_that_is_destroyed_is_gone_from_the_disk_and_from_what_is_remembered(
    services: WindowServices, tmp_path: Path
) -> None:
    folder = tmp_path / "vault"
    services.create_vault(folder).close()
    (folder / "notes.txt").write_text("mine")
    assert services.destroy_vault(folder) == ("notes.txt",)
    assert [path.name for path in folder.iterdir()] == ["notes.txt"]
    assert settings.load(paths.settings_file()).recent_vaults == ()
    with pytest.raises(VaultError):
        services.destroy_vault(folder)


def test_a_new_recovery_key_is_for_whoever_can_open_the_vault(services: WindowServices, tmp_path: Path) -> None:
    folder = tmp_path / "vault"
    session = services.create_vault(folder, "secret")
    first = session.replace_recovery_key("secret")
    with pytest.raises(WrongPassphrase):
        session.replace_recovery_key("wrong")
    second = session.replace_recovery_key(first)
    session.close()
    with pytest.raises(VaultError):
        services.unlock_vault(folder, "", first)
    services.unlock_vault(folder, "", second).close()


def test_what_is_private_can_only_be_looked_into_by_the_user(services: WindowServices) -> None:
    folder = services.private_folder()
    assert folder.is_dir()
    assert folder.stat().st_mode & 0o077 == 0


def test_a_recent_vault_that_is_gone_is_left_out(services: WindowServices, tmp_path: Path) -> None:
    services.create_vault(tmp_path / "vault").close()
    (tmp_path / "vault").rename(tmp_path / "elsewhere")
    assert services.recent_vaults() == []


def test_where_there_is_no_vault_none_is_made_by_opening(services: WindowServices, tmp_path: Path) -> None:
    with pytest.raises(VaultError, match="no vault"):
        services.open_vault(tmp_path / "nowhere")
    assert not (tmp_path / "nowhere").exists()
    assert services.recent_vaults() == []


def test_a_folder_with_other_things_in_it_becomes_no_vault(services: WindowServices, tmp_path: Path) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "letter.txt").write_text("Dear Sir")
    with pytest.raises(VaultError, match="not empty"):
        services.create_vault(tmp_path / "full")
    assert [p.name for p in (tmp_path / "full").iterdir()] == ["letter.txt"]


def test_models_are_offered_with_their_size_and_one_is_recommended_for_each_task(services: WindowServices) -> None:
    offers = services.models()
    assert {o.task for o in offers if o.recommended} == {"chat", "embed"}
    assert all(o.size > 10**7 and o.licence and o.title and not o.here and not o.chosen for o in offers)
    assert [o.recommended for o in offers] == sorted((o.recommended for o in offers), reverse=True)


def test_a_model_that_is_not_here_cannot_be_used(services: WindowServices) -> None:
    with pytest.raises(EngineMissing, match="smollm2-135m"):
        services.use_model("smollm2-135m")
    assert settings.load(paths.settings_file()) == Settings()


@pytest.mark.model
def test_a_model_that_is_here_is_used_in_the_open_vault_and_from_then_on(
    services: WindowServices, tmp_path: Path, find_model: Callable[[str], Path]
) -> None:
    paths.models_folder().mkdir(parents=True)
    name = "smollm2-135m-instruct-q4_1.gguf"
    session = services.create_vault(tmp_path / "vault")
    assert session.model_name == ""
    (paths.models_folder() / name).symlink_to(find_model(name))
    services.use_model("smollm2-135m")
    assert session.model_name == "smollm2-135m"
    assert settings.load(paths.settings_file()).chat_model == "smollm2-135m"
    assert [o.name for o in services.models() if o.chosen] == ["smollm2-135m"]
    session.close()


def test_the_layout_is_kept_and_a_broken_one_is_no_error(services: WindowServices) -> None:
    assert kept_layout() == {}
    services.keep_layout({"columns": "1,2,3"})
    assert kept_layout() == {"columns": "1,2,3"}
    layout_file().write_text("{")
    assert kept_layout() == {}


def test_offline_nothing_is_fetched(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from muniment_engines.api import Cancel

    monkeypatch.setenv("MUNIMENT_HOME", str(tmp_path / "home"))
    services = WindowServices(DirectLauncher(ROLES), Settings(offline=True))
    with pytest.raises(MunimentError, match="switched off"):
        list(services.get_model("smollm2-135m", Cancel()))
