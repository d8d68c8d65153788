"""The models that can be had and those that are here, a card each, with the one button that fits."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QProgressBar, QPushButton, QScrollArea, QVBoxLayout, QWidget

from ..labels import plain_label
from ..services import FetchProgress, ModelOffer
from ..sizes import size_text
from ..stylesheet import looks
from .elsewhere import Elsewhere
from .fetch_work import FetchWork

TASKS = {"chat": "Writes answers", "embed": "Finds by meaning", "redact": "Finds names to mask"}
WIDTH = 680


class ModelsPage(QScrollArea):
    """Follows a `FetchWork`."""

    def __init__(self, work: FetchWork, elsewhere: Elsewhere, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._work = work
        self.elsewhere = elsewhere
        self._cards: dict[str, ModelCard] = {}
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName("Models")
        title = plain_label("Models", "title")
        self._said = plain_label(wrap=True)
        self._list = QVBoxLayout()
        self._list.setSpacing(8)
        self._lay_out(title)
        work.listed.connect(self._show)
        work.progressed.connect(self._progress)
        work.failed.connect(lambda sentence: self._say(sentence, "bad"))
        self._say()

    def focus_target(self) -> QWidget:
        """Where one begins: at the first model that there is something to do with."""
        ready = (card.button for card in self._cards.values() if card.button.isEnabled())
        return next(ready, self.elsewhere.name)

    def _lay_out(self, title: QLabel) -> None:
        column = QVBoxLayout()
        column.addWidget(title)
        column.addWidget(self._said)
        column.addSpacing(10)
        column.addLayout(self._list)
        column.addWidget(self.elsewhere)
        column.addStretch(1)
        holder = QWidget()
        holder.setMaximumWidth(WIDTH)
        holder.setLayout(column)
        body = QWidget()
        looks(body, "ground")
        row = QHBoxLayout(body)
        row.setContentsMargins(28, 22, 28, 14)
        row.addWidget(holder, 100)
        row.addStretch(1)
        column.setContentsMargins(0, 0, 0, 0)
        self.setWidget(body)

    def _say(self, sentence: str = "", look: str = "quiet") -> None:
        usual = "They run on this machine. Only getting one uses the network, and only when you press."
        self._said.setText(sentence or usual)
        looks(self._said, look)

    def _show(self, offers: tuple[ModelOffer, ...]) -> None:
        focused = next((name for name, card in self._cards.items() if card.button.hasFocus()), "")
        while (item := self._list.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.hide()
                widget.deleteLater()
        self._cards = {}
        for task, heading in TASKS.items():
            self._show_task(heading, [o for o in offers if o.task == task])
        if focused:
            card = self._cards.get(focused)
            target = card.button if card is not None and card.button.isEnabled() else self.focus_target()
            target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_task(self, heading: str, offers: list[ModelOffer]) -> None:
        if not offers:
            return
        label = plain_label(heading, "heading")
        label.setContentsMargins(0, 10, 0, 0)
        self._list.addWidget(label)
        for offer in offers:
            card = self._cards[offer.name] = ModelCard(offer)
            card.get_wanted.connect(self._get)
            card.use_wanted.connect(self._work.use)
            card.stop_wanted.connect(self._work.stop)
            self._list.addWidget(card)

    def _get(self, name: str) -> None:
        self._say()
        self._work.get(name)

    def _progress(self, name: str, progress: FetchProgress | None) -> None:
        if name in self._cards:
            self._cards[name].show_progress(progress)


class ModelCard(QFrame):
    """One model: what it is, what it weighs, where it comes from."""

    get_wanted = Signal(str)
    use_wanted = Signal(str)
    stop_wanted = Signal()

    def __init__(self, offer: ModelOffer, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        looks(self, "card")
        self._offer = offer
        name = plain_label(offer.title, "name")
        self._facts = plain_label(_facts(offer), "quiet", wrap=True)
        self._bar = QProgressBar()
        self._bar.setTextVisible(False)
        self._bar.setAccessibleName(f"Getting {offer.title}")
        self._bar.hide()
        self.button = QPushButton()
        self.button.clicked.connect(self._press)
        text = QVBoxLayout()
        text.setSpacing(3)
        for widget in (name, self._facts, self._bar):
            text.addWidget(widget)
        if offer.note:
            text.insertWidget(2, plain_label(offer.note, "quiet", wrap=True))
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 11, 14, 11)
        row.addLayout(text, 1)
        row.addWidget(self.button, 0, Qt.AlignmentFlag.AlignVCenter)
        self._fetching = False
        self._show_button()

    def show_progress(self, progress: FetchProgress | None) -> None:
        """Show how far it has come; None when it ended, however it did."""
        self._fetching = progress is not None
        self._bar.setVisible(self._fetching)
        if progress is not None:
            thousandth = progress.done * 1_000 // progress.total if progress.total else 0
            self._bar.setRange(0, 1_000 if progress.total else 0)
            self._bar.setValue(thousandth)
            self._facts.setText(f"{size_text(progress.done)} of {size_text(progress.total or self._offer.size)}")
        self._show_button()

    def _show_button(self) -> None:
        offer = self._offer
        if self._fetching:
            text, name = "Stop", f"Stop getting {offer.title}"
        elif offer.here:
            text, name = ("In use", f"{offer.title} is in use") if offer.chosen else ("Use", f"Use {offer.title}")
        else:
            text, name = f"Get · {size_text(offer.size)}", f"Get {offer.title}, {size_text(offer.size)}"
        self.button.setText(text)
        self.button.setAccessibleName(name)
        self.button.setEnabled(self._fetching or not (offer.here and offer.chosen))
        wanted = offer.recommended and not offer.here and not self._fetching
        looks(self.button, "primary" if wanted else "")

    def _press(self) -> None:
        if self._fetching:
            self.stop_wanted.emit()
        elif self._offer.here:
            self.use_wanted.emit(self._offer.name)
        else:
            self.get_wanted.emit(self._offer.name)


def _facts(offer: ModelOffer) -> str:
    facts = [size_text(offer.size), offer.licence, f"from {offer.source}"]
    return " · ".join([*facts, "suits this machine"] if offer.recommended else facts)
