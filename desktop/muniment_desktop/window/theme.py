"""Light or dark, as the system has it, and the fonts: handed to every widget that paints itself."""

from __future__ import annotations

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont, QFontInfo, QFontMetricsF, QIcon, QPalette
from PySide6.QtWidgets import QApplication

from .icons import icon
from .stylesheet import stylesheet
from .tokens import DARK, LIGHT, MEASURE, PROSE_PIXELS, Tokens

USUAL_PIXELS = 13
SAMPLE = "The supplier shall give ninety days of written notice to the other party, "


class Theme(QObject):
    """The tokens of now; `changed` when the system turned light or dark."""

    changed = Signal()

    def __init__(self, application: QApplication) -> None:
        super().__init__(application)
        self._application = application
        self.tokens: Tokens = LIGHT
        application.setStyle("Fusion")
        application.styleHints().colorSchemeChanged.connect(self.follow)
        self.follow(application.styleHints().colorScheme())

    def sheet(self) -> str:
        """The style sheet of now. It is the window's, not the application's: that costs a fifth of the time."""
        return stylesheet(self.tokens, self._pixels())

    def colour(self, name: str) -> QColor:
        """A token as Qt has it."""
        return QColor(getattr(self.tokens, name))

    def icon(self, name: str, colour: str = "text") -> QIcon:
        """An icon in the colour of a token."""
        return icon(name, getattr(self.tokens, colour), faded=self.tokens.edge)

    def font(self, factor: float = 1.0, *, bold: bool = False) -> QFont:
        """The system's font, larger or smaller."""
        font = QFont(self._application.font())
        font.setPixelSize(max(9, round(self._pixels() * factor)))
        if bold:
            font.setWeight(QFont.Weight.DemiBold)
        return font

    def prose(self) -> QFont:
        """The font of an answer."""
        return self.font(max(PROSE_PIXELS / self._pixels(), PROSE_PIXELS / USUAL_PIXELS))

    def measure(self) -> int:
        """The width in pixels of a line of an answer."""
        return round(QFontMetricsF(self.prose()).horizontalAdvance(SAMPLE) / len(SAMPLE) * MEASURE)

    def _pixels(self) -> int:
        return QFontInfo(self._application.font()).pixelSize()

    def follow(self, scheme: Qt.ColorScheme) -> None:
        """Turn dark or light; what is unknown is light."""
        self.tokens = DARK if scheme == Qt.ColorScheme.Dark else LIGHT
        self._application.setPalette(_palette(self.tokens))
        self.changed.emit()


def _palette(tokens: Tokens) -> QPalette:
    role = QPalette.ColorRole
    colours = {
        role.Window: tokens.ground,
        role.Base: tokens.raised,
        role.AlternateBase: tokens.ground,
        role.Button: tokens.raised,
        role.ToolTipBase: tokens.raised,
        role.WindowText: tokens.text,
        role.Text: tokens.text,
        role.ButtonText: tokens.text,
        role.ToolTipText: tokens.text,
        role.PlaceholderText: tokens.quiet,
        role.Highlight: tokens.accent,
        role.HighlightedText: tokens.on_accent,
        role.Link: tokens.accent,
        role.Accent: tokens.accent,
    }
    palette = QPalette()
    for name, colour in colours.items():
        palette.setColor(name, QColor(colour))
    for name in (role.WindowText, role.Text, role.ButtonText):
        palette.setColor(QPalette.ColorGroup.Disabled, name, QColor(tokens.quiet))
    return palette
