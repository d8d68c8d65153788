"""The recovery key in the window: made anew, printed, saved; and a vault that is destroyed."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from muniment_desktop.window.conduct.destroying import GONE, SAID
from muniment_desktop.window.locking import paper
from muniment_desktop.window.locking.key_text import lines_of, text_of
from muniment_desktop.window.services import Start
from muniment_desktop.window.typed_name import TypedNameDialog
from muniment_retrieval.model import VaultBusy
from pypdf import PdfReader
from PySide6.QtCore import Qt, qInstallMessageHandler
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtTest import QTest
from window_driving import Bench, settle, until
from window_fakes import RECOVERY_KEY, FakeServices, FakeSession

Make = Callable[..., Bench]
TYPED = ("passphrase", "recovery")


@pytest.fixture
def shown(bench: Make, session: FakeSession) -> Bench:
    """A new key is on the screen."""
    session.opens_with = TYPED
    window = bench(session)
    window.chooser.password = "secret"
    window.rooms.menus["recovery-key"].trigger()
    until(lambda: window.rooms.room == "key")
    return window


def test_who_types_what_opens_the_vault_gets_a_new_key(shown: Bench, session: FakeSession) -> None:
    assert session.said("recovery") == [("recovery", "secret")]
    assert shown.chooser.asked == ["Passphrase or recovery key of this vault"]
    assert shown.rooms.key.shown.text().replace("\n", "-") == RECOVERY_KEY
    shown.press("Space")  # the focus is where one goes on
    assert shown.rooms.room == "ask"


def test_who_does_not_gets_none(bench: Make, session: FakeSession) -> None:
    session.opens_with = TYPED
    window = bench(session)
    window.chooser.password = "wrong"
    window.rooms.menus["recovery-key"].trigger()
    until(lambda: "does not open" in window.rooms.notice.text)
    assert window.rooms.room == "ask"


def test_a_vault_that_asks_for_nothing_gets_one_at_once(bench: Make, session: FakeSession) -> None:
    session.opens_with = ("keyfile",)
    window = bench(session)
    window.rooms.menus["recovery-key"].trigger()
    until(lambda: window.rooms.room == "key")
    assert not window.chooser.asked


def test_the_key_is_printed_and_nothing_of_it_lies_where_others_look(
    shown: Bench, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("XDG_RUNTIME_DIR", raising=False)
    monkeypatch.setenv("TMPDIR", "/tmp")
    spooled: list[str] = []
    draw = paper._draw
    monkeypatch.setattr(paper, "_draw", lambda *given: (spooled.append(os.environ["TMPDIR"]), draw(*given)))
    shown.services.private = tmp_path / "private"
    shown.chooser.paper = QPrinter()
    shown.chooser.paper.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    shown.chooser.paper.setOutputFileName(str(tmp_path / "paper.pdf"))
    shown.rooms.key.print.setFocus()
    shown.press("Space")
    (page,) = PdfReader(tmp_path / "paper.pdf").pages
    text = " ".join(page.extract_text().split())
    assert all(line in text for line in lines_of(RECOVERY_KEY))
    assert "vault “Miller v. Orion”" in text
    assert "Sent to the printer" in shown.rooms.key._said.text()
    assert (spooled, os.environ["TMPDIR"]) == ([str(tmp_path / "private")], "/tmp")


def test_a_printer_that_takes_nothing_is_told(shown: Bench, tmp_path: Path) -> None:
    shown.chooser.paper = QPrinter()
    shown.chooser.paper.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    shown.chooser.paper.setOutputFileName(str(tmp_path / "missing" / "paper.pdf"))
    shown.services.private = tmp_path
    qInstallMessageHandler(lambda *_: None)  # Qt tells the terminal, too
    shown.rooms.key.print.click()
    assert "did not take it" in shown.rooms.key._said.text()


def test_without_a_printer_it_is_saved_where_the_person_says(shown: Bench, tmp_path: Path) -> None:
    file = tmp_path / "stick.txt"
    shown.chooser.answer = [file]
    shown.rooms.key.print.click()
    until(file.exists)
    until(lambda: "Saved as stick.txt" in shown.rooms.key._said.text())
    assert file.read_text() == text_of(RECOVERY_KEY, shown.works.vault.folder.name)
    assert all(line in file.read_text() for line in lines_of(RECOVERY_KEY))
    assert file.stat().st_mode & 0o077 == 0


def test_it_is_not_saved_beside_what_it_opens(shown: Bench, tmp_path: Path) -> None:
    shown.works.vault.folder = tmp_path
    shown.chooser.answer = [tmp_path / "key.txt"]
    shown.rooms.key.save.click()
    settle()
    assert "protect nothing" in shown.rooms.key._said.text()
    assert not (tmp_path / "key.txt").exists()


def test_a_key_that_cannot_be_saved_is_told(shown: Bench, tmp_path: Path) -> None:
    shown.chooser.answer = [tmp_path / "missing" / "key.txt"]
    shown.rooms.key.save.click()
    until(lambda: "cannot be written" in shown.rooms.key._said.text())


# ── destroying ───────────────────────────────────────────────────────────────────────────────────────────────────────


def test_a_vault_is_closed_destroyed_and_a_fresh_window_says_so(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.services.left = ("notes.txt",)
    window.rooms.menus["destroy"].trigger()
    until(lambda: window.services.locked)
    assert window.services.destroyed == [(session.folder, True)]
    assert not window.window.isVisible()
    layout = window.services.layout
    assert layout[SAID] == f"{GONE} 1 file in its folder is not Muniment’s, and left."
    fresh = bench(start=Start(Path("/vaults"), vault=Path("/vaults/other"), layout=layout), services=FakeServices())
    assert fresh.rooms.room == "welcome"
    assert fresh.rooms.notice.text == layout[SAID]
    assert fresh.works.vault.folder is None


def test_a_vault_that_cannot_be_destroyed_is_locked_and_told(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.services.undestroyable = VaultBusy("Documents are being read into this vault; stop that, and try again.")
    window.rooms.menus["destroy"].trigger()
    until(lambda: window.services.locked)
    assert "stop that" in window.services.layout[SAID]
    assert session.folder in window.services.sessions


def test_who_thinks_better_of_it_keeps_the_vault(bench: Make, session: FakeSession) -> None:
    window = bench(session)
    window.chooser.sure = False
    window.rooms.menus["destroy"].trigger()
    settle()
    assert (window.services.destroyed, window.rooms.room) == ([], "ask")
    assert window.chooser.asked == [f"Destroy the vault “{session.folder.name}”?"]


def shown_quietly(dialog: TypedNameDialog) -> None:
    qInstallMessageHandler(lambda *_: None)  # without a display, Qt says that a dialog's least size means nothing
    dialog.open()


def test_the_name_has_to_be_typed_and_enter_alone_does_nothing(application: object) -> None:
    done: list[bool] = []
    dialog = TypedNameDialog("Destroy it?", "All of it.", "Miller & Sons", "Destroy it")
    dialog.accepted.connect(lambda: done.append(True))
    shown_quietly(dialog)
    assert dialog.focusWidget() is dialog.field
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    QTest.keyClicks(dialog.field, "miller & sons")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert (done, dialog.isVisible()) == ([], True)
    dialog.field.clear()
    QTest.keyClicks(dialog.field, "Miller & Sons")
    QTest.keyClick(dialog.field, Qt.Key.Key_Return)
    assert (done, dialog.isVisible()) == ([True], False)
    assert dialog.field.accessibleDescription() == "All of it."
    dialog.deleteLater()


def test_escape_keeps_it(application: object) -> None:
    dialog, kept = TypedNameDialog("Destroy it?", "All of it.", "Miller", "Destroy it"), []
    dialog.rejected.connect(lambda: kept.append(True))
    shown_quietly(dialog)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert kept
    dialog.deleteLater()
