"""The window's process: learns what the window shows first, and opens it. Everything else comes after it is on the screen."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from muniment_engines.channel import Channel
from muniment_engines.launcher import launcher_from

from . import paths, settings, window
from .window.services import Start
from .window_services import WindowServices, kept_layout, recent_vaults


def main(_channel: Channel, spec: Mapping[str, Any]) -> int:
    """The process's entry; returns the exit status when the window is closed."""
    loaded = settings.load(paths.settings_file())
    recent = recent_vaults(loaded)
    start = Start(
        paths.vaults_folder(), tuple(recent), recent[0] if recent else None, kept_layout(), loaded.lock_after_minutes * 60
    )
    launcher = launcher_from(spec)
    if loaded.offline:
        launcher.set_offline(True)
    return window.run(WindowServices(launcher, loaded), start)
