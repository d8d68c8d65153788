"""The window's icons: strokes on a square of 20, drawn in the colour of the text beside them."""

from __future__ import annotations

from functools import lru_cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QGuiApplication, QIcon, QImage, QPainter, QPixmap
from PySide6.QtSvg import QSvgRenderer

SIZE = 20
SMALL = 16

PATHS = {
    "vault": "M3.5 8 10 3.5 16.5 8M5 8.5V15M8.3 8.5V15M11.7 8.5V15M15 8.5V15M3.5 16.5H16.5",
    "ask": "M4 4.5H16V13.5H9.5L6 16.5V13.5H4Z",
    "summaries": "M5.5 3.5H14.5V16.5H5.5ZM8 7H12M8 10H12M8 13H10.5",
    "chronology": "M10 3.5A6.5 6.5 0 1 1 9.99 3.5M10 6.5V10L12.5 12",
    "library": "M4.5 3.5H7.5V16.5H4.5ZM7.5 3.5H10.5V16.5H7.5ZM11.6 4.4 14.4 3.6 17 15.7 14.2 16.4Z",
    "health": "M3 10.5H6.5L8.5 6 11.5 14.5 13.5 10.5H17",
    "models": "M6 6H14V14H6ZM8 3.5V6M12 3.5V6M8 14V16.5M12 14V16.5M3.5 8H6M3.5 12H6M14 8H16.5M14 12H16.5",
    "privacy": "M10 3.5 15.5 5.5V10C15.5 13 13.2 15.4 10 16.5 6.8 15.4 4.5 13 4.5 10V5.5Z",
    "lock": "M5.5 9H14.5V16H5.5ZM7.5 9V6.5A2.5 2.5 0 0 1 12.5 6.5V9",
    "sending": "M10 15.5V4.5M5.5 9 10 4.5 14.5 9",
    "add": "M10 4.5V15.5M4.5 10H15.5",
    "close": "M5.5 5.5 14.5 14.5M14.5 5.5 5.5 14.5",
    "send": "M15.5 5V10.5H4.8M8.3 7 4.8 10.5 8.3 14",
    "stop": "M6 6H14V14H6Z",
    "pause": "M7.5 5.5V14.5M12.5 5.5V14.5",
    "play": "M7 5 15 10 7 15Z",
    "verified": "M4.5 10.5 8.3 14.3 15.5 6",
    "close-match": "M4 8.2C6 6 8 6.2 10 7.7S14 9.3 16 7.2M4 13.2C6 11 8 11.2 10 12.7S14 14.3 16 12.2",
    "not-found": "M5.5 5.5 14.5 14.5M14.5 5.5 5.5 14.5",
    "back": "M12 5 7 10 12 15",
    "forward": "M8 5 13 10 8 15",
    "down": "M5.5 8 10 12.5 14.5 8",
    "up": "M5.5 12 10 7.5 14.5 12",
    "plus": "M10 5V15M5 10H15",
    "minus": "M5 10H15",
    "fit": "M4 8V4H8M12 4H16V8M16 12V16H12M8 16H4V12",
    "copy": "M7.5 7.5H15.5V15.5H7.5ZM12.5 7.5V4.5H4.5V12.5H7.5",
    "elsewhere": "M11 4.5H15.5V9M15.5 4.5 9.5 10.5M13.5 11.5V15.5H4.5V6.5H8.5",
    "search": "M8.8 4.2A4.6 4.6 0 1 1 8.79 4.2M12.2 12.2 16 16",
    "document": "M5.5 3.5H11.5L14.5 6.5V16.5H5.5ZM11.5 3.5V6.5H14.5",
    "folder": "M3.5 5.5H8L9.5 7H16.5V15.5H3.5Z",
    "warning": "M10 4 17 16H3ZM10 8.5V12M10 13.9V14",
    "side": "M3.5 4.5H16.5V15.5H3.5ZM12 4.5V15.5",
}


def draw_icon(painter: QPainter, name: str, colour: str, area: QRectF, weight: float = 1.5) -> None:
    """Draw an icon into `area` of whatever is being painted, sharp at any scale."""
    _renderer(name, colour, weight).render(painter, area)


def icon(name: str, colour: str, faded: str = "") -> QIcon:
    """An icon for a button, sharp at the sizes and on the screens that there are; `faded` is its colour when disabled."""
    result = QIcon()
    for size in (SMALL, SIZE):
        for scale in sorted({screen.devicePixelRatio() for screen in QGuiApplication.screens()}):
            result.addPixmap(_pixmap(name, colour, size, scale))
            if faded:
                result.addPixmap(_pixmap(name, faded, size, scale), QIcon.Mode.Disabled)
    return result


@lru_cache(maxsize=512)
def _pixmap(name: str, colour: str, size: int, scale: float) -> QPixmap:
    side = round(size * scale)
    image = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(Qt.GlobalColor.transparent)
    painter = QPainter(image)
    draw_icon(painter, name, colour, QRectF(0, 0, side, side))
    painter.end()
    pixmap = QPixmap.fromImage(image)
    pixmap.setDevicePixelRatio(scale)
    return pixmap


def _renderer(name: str, colour: str, weight: float) -> QSvgRenderer:
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {SIZE} {SIZE}"><path d="{PATHS[name]}" fill="none" '
        f'stroke="{colour}" stroke-width="{weight}" stroke-linecap="round" stroke-linejoin="round"/></svg>'
    )
    return QSvgRenderer(QByteArray(svg.encode()))
