"""What the self-test is told of the engines that are set up here, and how its result is put."""

from __future__ import annotations

from pathlib import Path

import pytest
from muniment_desktop.engine_setup import EngineSetup
from muniment_desktop.models.store import ModelStore
from muniment_desktop.privacy import kinds, verdict
from muniment_desktop.roles import ROLES
from muniment_desktop.settings import Settings
from muniment_engines.errors import Offline
from muniment_engines.launcher import DirectLauncher
from muniment_engines.selftest.run import Attempt


def test_each_kind_of_worker_is_given_what_its_engine_is_given(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("MUNIMENT_HOME", str(tmp_path))
    launcher = DirectLauncher(ROLES)
    found = {kind.process: kind for kind in kinds(EngineSetup(launcher, Settings(), ModelStore(tmp_path, launcher)))}
    assert len(found) == 8
    assert found["parse worker"].spec["memory_bytes"] == 3 * 1024**3
    assert found["window"].spec == {}
    assert {kind.profile for name, kind in found.items() if name.endswith("worker")} == {"worker"}


def test_an_engine_of_the_settings_that_is_not_here_keeps_nothing_from_being_tried(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("MUNIMENT_HOME", str(tmp_path))
    launcher = DirectLauncher(ROLES)
    setup = EngineSetup(launcher, Settings(chat_engine="nobody-has-this"), ModelStore(tmp_path, launcher))
    assert len(kinds(setup)) == 8


def test_what_got_out_is_counted_apart_from_what_has_to_stay_open() -> None:
    tried = [
        Attempt("a", "window", True, "kernel (seccomp)"),
        Attempt("b", "window", False, "open, because"),
        Attempt("c", "window", False, "nothing", expected=False),
    ]
    found = verdict(tried)
    assert (found.attempts, found.stopped, found.open, len(found.got_out)) == (3, 1, 1, 1)
    assert "1 of 3 attempts got out" in found.text
    assert "got out" not in verdict(tried[:2]).text


def test_offline_no_courier_is_started_and_a_running_one_is_ended() -> None:
    launcher = DirectLauncher({"listens": ("muniment_engines.selftest.listeners:main", "courier")})
    child = launcher.start("listens", {})
    assert child.channel.receive(60) is not None
    launcher.set_offline(True)
    assert child.wait(10) is not None
    with pytest.raises(Offline):
        launcher.start("listens", {})
    launcher.set_offline(False)
    again = launcher.start("listens", {})
    again.kill()
