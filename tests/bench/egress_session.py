"""A scripted session in the real window, as the first child of a starter: `bench_egress` runs it with every socket call watched.

It makes a vault, indexes the examples, looks at a page, asks, makes a chronology and saves it, summarises, tries the self-test's
room, and locks the vault; the fresh window that takes over finds the mark of the first, and ends.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

PATIENCE_SECONDS = 400.0


def main(_channel: object, spec: Mapping[str, Any]) -> int:
    """The target; `arguments` are a folder to work in and that of the examples."""
    folder, examples = map(Path, spec["arguments"])
    if (folder / "locked").exists():
        return 0
    from muniment_desktop import paths, settings
    from muniment_desktop.window.choosing import SystemChooser
    from muniment_desktop.window.main_window import MainWindow
    from muniment_desktop.window.services import Start
    from muniment_desktop.window.theme import Theme
    from muniment_desktop.window.works import Works
    from muniment_desktop.window_services import WindowServices
    from muniment_engines.launcher import launcher_from
    from PySide6.QtWidgets import QApplication

    application = QApplication(["muniment"])
    services = WindowServices(launcher_from(spec), settings.load(paths.settings_file()))
    works = Works(services)
    window = MainWindow(Theme(application), works, SystemChooser(), Start(folder))
    window.show()
    for step in (_make, _index, _look, _ask, _chronicle, _summarise, _ledger):
        step(works, window, folder, examples)
        print(step.__name__.strip("_"), flush=True)
    (folder / "locked").touch()
    print("lock", flush=True)
    services.lock({})
    return 1


def _until(condition: Callable[[], object]) -> None:
    from PySide6.QtWidgets import QApplication

    end = time.monotonic() + PATIENCE_SECONDS
    while not condition():
        if time.monotonic() > end:
            os._exit(3)
        QApplication.processEvents()
        time.sleep(0.005)


def _make(works: Any, _window: Any, folder: Path, _examples: Path) -> None:
    works.vault.create(folder / "vault")
    _until(lambda: works.vault.session is not None)


def _index(works: Any, _window: Any, _folder: Path, examples: Path) -> None:
    works.indexing.add([examples])
    _until(lambda: not works.indexing.running)
    works.listing.refresh()
    _until(lambda: len(works.listing.listing.documents) >= 4)


def _look(works: Any, _window: Any, _folder: Path, _examples: Path) -> None:
    drawn: list[object] = []
    session = works.vault.session
    document = next(d for d in works.listing.listing.documents.values() if d.name.endswith(".pdf"))
    works.lanes.drawing.call(lambda: session.draw(document.id, 0, 1.0), drawn.append)
    _until(lambda: drawn)


def _ask(works: Any, _window: Any, _folder: Path, _examples: Path) -> None:
    works.asking.ask("How long is the initial term?", None, "")
    _until(lambda: not works.asking.running)


def _chronicle(works: Any, _window: Any, folder: Path, _examples: Path) -> None:
    works.chronicling.make(None, "")
    _until(lambda: not works.chronicling.running)
    works.saving.save(works.chronicling.chronicle, folder / "chronology.xlsx")
    _until((folder / "chronology.xlsx").exists)


def _summarise(works: Any, _window: Any, _folder: Path, _examples: Path) -> None:
    from muniment_retrieval.summarising import Way, Wish

    works.summarising.make(Wish(words=60, way=Way.EXTRACT))
    _until(lambda: not works.summarising.running)


def _ledger(works: Any, window: Any, _folder: Path, _examples: Path) -> None:
    window.rooms.enter("privacy")
    _until(lambda: works.privacy.offline is not None)
