"""The system's own dialogs: choosing files and folders, and the one decision that cannot be undone. None of them blocks."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFileDialog, QMessageBox, QPushButton, QWidget

from .secret import SecretDialog
from .typed_name import TypedNameDialog

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

Chosen = Callable[[Sequence[Path]], None]


class Chooser(Protocol):
    """What the window asks the person for. The tests answer in their place."""

    def files(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        """Choose files; `chosen` is called with them, and not at all if the person thinks better of it."""
        ...

    def folder(self, parent: QWidget, title: str, start: Path | None, chosen: Chosen) -> None:
        """Choose a folder."""
        ...

    def save(self, parent: QWidget, title: str, name: str, kinds: Sequence[str], chosen: Chosen) -> None:
        """Choose where to save a file called `name`; `kinds` are those that it may be of, each as "Excel (*.xlsx)"."""
        ...

    def confirm(self, parent: QWidget, question: str, detail: str, verb: str, confirmed: Callable[[], None]) -> None:
        """Ask before something that cannot be undone."""
        ...

    def secret(self, parent: QWidget, question: str, detail: str, verb: str, given: Callable[[str], None]) -> None:
        """Ask for a password, which is not shown; `given` is called with it, and not at all if the person thinks better of it."""
        ...

    def typed_name(
        self, parent: QWidget, question: str, detail: str, name: str, verb: str, confirmed: Callable[[], None]
    ) -> None:
        """Ask before something that cannot be undone, and have a name typed."""
        ...

    def printer(self, parent: QWidget, chosen: Callable[[QPrinter], None]) -> bool:
        """Choose a printer; false where there is none."""
        ...


class SystemChooser:
    """The real one."""

    def files(self, parent: QWidget, title: str, chosen: Chosen) -> None:
        dialog = QFileDialog(parent, title)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
        _open(dialog, chosen)

    def folder(self, parent: QWidget, title: str, start: Path | None, chosen: Chosen) -> None:
        dialog = QFileDialog(parent, title, str(start or ""))
        dialog.setFileMode(QFileDialog.FileMode.Directory)
        dialog.setOption(QFileDialog.Option.ShowDirsOnly)
        _open(dialog, chosen)

    def save(self, parent: QWidget, title: str, name: str, kinds: Sequence[str], chosen: Chosen) -> None:
        dialog = QFileDialog(parent, title)
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters(list(kinds))
        dialog.selectFile(name)
        dialog.setDefaultSuffix(_ending(kinds[0]))
        dialog.filterSelected.connect(lambda kind: dialog.setDefaultSuffix(_ending(kind)))
        _open(dialog, chosen)

    def confirm(self, parent: QWidget, question: str, detail: str, verb: str, confirmed: Callable[[], None]) -> None:
        box = QMessageBox(QMessageBox.Icon.NoIcon, "Muniment", question, parent=parent)
        box.setTextFormat(Qt.TextFormat.PlainText)
        box.setInformativeText(detail)
        do = QPushButton(verb)
        box.addButton(do, QMessageBox.ButtonRole.DestructiveRole)
        keep = box.addButton("Keep", QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keep)
        box.setEscapeButton(keep)
        do.clicked.connect(confirmed)
        box.finished.connect(box.deleteLater)
        box.open()

    def secret(self, parent: QWidget, question: str, detail: str, verb: str, given: Callable[[str], None]) -> None:
        dialog = SecretDialog(question, detail, verb, parent)
        dialog.accepted.connect(lambda: given(dialog.taken()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def typed_name(
        self, parent: QWidget, question: str, detail: str, name: str, verb: str, confirmed: Callable[[], None]
    ) -> None:
        dialog = TypedNameDialog(question, detail, name, verb, parent)
        dialog.accepted.connect(confirmed)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def printer(self, parent: QWidget, chosen: Callable[[QPrinter], None]) -> bool:
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo

        if not QPrinterInfo.availablePrinterNames():
            return False
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        dialog = QPrintDialog(printer, parent)
        dialog.accepted.connect(lambda: chosen(printer))
        dialog.finished.connect(dialog.deleteLater)
        QDialog.open(dialog)
        return True


def _ending(kind: str) -> str:
    """What the names of a kind of file end with: "xlsx" for "Excel (*.xlsx)"."""
    return kind.rsplit("*.", 1)[-1].rstrip(")")


def _open(dialog: QFileDialog, chosen: Chosen) -> None:
    dialog.filesSelected.connect(lambda names: chosen([Path(n) for n in names]))
    dialog.finished.connect(dialog.deleteLater)
    dialog.open()
