"""The window. Qt is imported here and nowhere else; nothing of it before `run` is called."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from .services import Services, Start


def run(services: Services, start: Start) -> int:
    """Open the window, before any vault or model is loaded, and stay until it is closed; the exit status."""
    from .app import run_application

    return run_application(services, start)
