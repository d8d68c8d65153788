"""Engines elsewhere, below the models: those that were set up, and the few fields that set another one up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from muniment_engines.errors import MunimentError
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ..choice_list import ChoiceList
from ..labels import plain_label
from ..lanes import Job, Lanes
from ..services import Services, SetUpEngine
from ..stylesheet import looks
from .engine_card import EngineCard

if TYPE_CHECKING:
    from muniment_engines.api import Cancel

ABOUT = (
    "They answer a question or write a summary only where you choose that for it, and you see what would be sent before it is."
)
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
        self.plugin = ChoiceList()
        self.plugin.setAccessibleName("Plugin that it is made with")
        self._made_with = plain_label("Made with the plugin", "quiet")
        for widget in (self.plugin, self._made_with):
            widget.hide()
        self.add = QPushButton("Set it up")
        self._cards: dict[str, EngineCard] = {}
        self._told: dict[str, tuple[str, str]] = {}
        self._testing = ""
        self._test: Job | None = None
        self._lay_out()
        self.add.clicked.connect(self._add)
        for field in self.fields:
            field.textChanged.connect(self._allow)
            field.returnPressed.connect(self.add.click)
        self._allow()

    def refresh(self) -> None:
        """Look anew what is set up."""
        self._lanes.privacy.call(self._services.engines, self._show, self._fail)
        self._lanes.privacy.call(self._services.chat_plugins, self._offer, self._fail)

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
        made = QHBoxLayout()
        made.addWidget(self._made_with)
        made.addWidget(self.plugin)
        made.addStretch(1)
        column.addLayout(made)
        column.addWidget(self.add, 0, Qt.AlignmentFlag.AlignLeft)

    def _allow(self) -> None:
        self.add.setEnabled(all(field.text().strip() for field in self.fields[:3]))

    def _add(self) -> None:
        name, address, model = (field.text().strip() for field in self.fields[:3])
        key, services, plugin = self.key.text(), self._services, self.plugin.currentText()
        self.key.clear()
        self._lanes.privacy.call(lambda: services.set_up_engine(name, address, model, key, plugin), self._added, self._fail)

    def _added(self, notice: str) -> None:
        for field in self.fields:
            field.clear()
        self._say(notice or "It is set up. Nothing has been sent.")
        self.refresh()

    def _remove(self, name: str) -> None:
        services = self._services
        self._told.pop(name, None)
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
        self._cards = {engine.name: self._card(engine) for engine in engines}
        for card in self._cards.values():
            self._list.addWidget(card)
        self._tell()

    def _card(self, engine: SetUpEngine) -> EngineCard:
        card, name = EngineCard(engine), engine.name
        card.remove_wanted.connect(lambda: self._remove(name))
        card.test_wanted.connect(lambda: self._try(name))
        card.stop_wanted.connect(self.stop)
        return card

    def _offer(self, plugins: Sequence[str]) -> None:
        """Where there are several plugins, one of them is chosen."""
        if [self.plugin.itemText(at) for at in range(self.plugin.count())] != list(plugins):
            self.plugin.clear()
            self.plugin.addItems(list(plugins))
        for widget in (self.plugin, self._made_with):
            widget.setVisible(len(plugins) > 1)

    def _try(self, name: str) -> None:
        """Have one sentence sent to an engine, which its owner is shown first."""
        if self._testing:
            return
        services = self._services
        self._testing = name
        self._told.pop(name, None)

        def events(cancel: Cancel) -> Iterator[str]:
            yield services.try_engine(name, cancel)

        def ended() -> None:
            self._testing = ""
            self._tell()

        self._test = self._lanes.trying.follow(
            events,
            lambda said: self._told.update({name: (said[-1], "quiet")}),
            lambda error: self._told.update({name: (str(error), "bad")}),
            ended,
        )
        self._tell()

    def stop(self) -> None:
        """Try no longer."""
        if self._test is not None:
            self._test.stop()

    def _tell(self) -> None:
        for name, card in self._cards.items():
            testing = name == self._testing
            said, look = self._told.get(name, ("Waiting for its answer …" if testing else "", "quiet"))
            card.tell(said, look, testing=testing)


def _field(name: str, example: str) -> QLineEdit:
    field = QLineEdit()
    field.setAccessibleName(name)
    field.setPlaceholderText(f"{name}, such as {example}" if example else name)
    return field
