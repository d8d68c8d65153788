"""Engines elsewhere, below the models: those that were set up, and the few fields that set another one up."""

from __future__ import annotations

from collections.abc import Sequence

from muniment_engines.errors import MunimentError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..labels import plain_label
from ..lanes import Lanes
from ..services import Services, SetUpEngine
from ..stylesheet import looks

ABOUT = "They answer a question only where you choose that for it, and you see what would be sent before it is."
FIELDS = (
    ("Name, as you will see it", "office"),
    ("Address of the server", "https://api.example.org/v1"),
    ("Model, as the server calls it", ""),
    ("Key; leave it empty where the server needs none", ""),
)


class Elsewhere(QWidget):
    """Reads and changes what is set up on the privacy lane."""

    def __init__(self, lanes: Lanes, services: Services, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._lanes, self._services = lanes, services
        self._said = plain_label(ABOUT, "quiet", wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self.fields = tuple(_field(name, example) for name, example in FIELDS)
        self.name, self.address, self.model, self.key = self.fields
        self.key.setEchoMode(QLineEdit.EchoMode.Password)
        self.key.setInputMethodHints(Qt.InputMethodHint.ImhSensitiveData | Qt.InputMethodHint.ImhNoPredictiveText)
        self.add = QPushButton("Set it up")
        self._lay_out()
        self.add.clicked.connect(self._add)
        for field in self.fields:
            field.textChanged.connect(self._allow)
            field.returnPressed.connect(self.add.click)
        self._allow()

    def refresh(self) -> None:
        """Look anew what is set up."""
        self._lanes.privacy.call(self._services.engines, self._show, self._fail)

    def _lay_out(self) -> None:
        heading = plain_label("Elsewhere", "heading")
        heading.setContentsMargins(0, 18, 0, 0)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        for widget in (heading, self._said):
            column.addWidget(widget)
        column.addLayout(self._list)
        column.addSpacing(8)
        column.addWidget(plain_label("Set one up that speaks OpenAI’s protocol, on the internet or in your own network", "small"))
        for field in self.fields:
            column.addWidget(field)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _allow(self) -> None:
        self.add.setEnabled(all(field.text().strip() for field in self.fields[:3]))

    def _add(self) -> None:
        name, address, model = (field.text().strip() for field in self.fields[:3])
        key, services = self.key.text(), self._services
        self.key.clear()
        self._lanes.privacy.call(lambda: services.set_up_engine(name, address, model, key), self._added, self._fail)

    def _added(self, notice: str) -> None:
        for field in self.fields:
            field.clear()
        self._say(notice or "It is set up. Nothing has been sent.")
        self.refresh()

    def _remove(self, name: str) -> None:
        services = self._services
        self._lanes.privacy.call(lambda: services.remove_engine(name), lambda _: self.refresh(), self._fail)

    def _fail(self, error: MunimentError) -> None:
        self._say(str(error), "bad")

    def _say(self, sentence: str, look: str = "quiet") -> None:
        self._said.setText(sentence)
        looks(self._said, look)

    def _show(self, engines: Sequence[SetUpEngine]) -> None:
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        for engine in engines:
            self._list.addWidget(self._card(engine))

    def _card(self, engine: SetUpEngine) -> QFrame:
        card = QFrame()
        looks(card, "card")
        remove = QPushButton("Remove")
        remove.setAccessibleName(f"Remove {engine.name} and its key")
        remove.clicked.connect(lambda: self._remove(engine.name))
        text = QVBoxLayout()
        text.setSpacing(3)
        text.addWidget(plain_label(engine.name, "name"))
        text.addWidget(plain_label(f"{engine.model} · {', '.join(engine.addresses)}", "quiet", wrap=True))
        row = QHBoxLayout(card)
        row.setContentsMargins(16, 11, 14, 11)
        row.addLayout(text, 1)
        row.addWidget(remove, 0, Qt.AlignmentFlag.AlignVCenter)
        return card


def _field(name: str, example: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(f"{name}, such as {example}" if example else name)
    return field
