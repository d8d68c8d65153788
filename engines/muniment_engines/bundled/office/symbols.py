"""Characters of fonts that show signs in the place of letters: Symbol and the Wingdings, as far as documents use them."""

from __future__ import annotations

_GREEK = dict(
    zip(
        "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
        "αβχδεφγηιϕκλμνοπθρστυϖωξψζΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ",
        strict=True,
    )
)
_SIGNS = {
    0xA3: "≤",
    0xA5: "∞",
    0xAB: "↔",
    0xAC: "←",
    0xAE: "→",
    0xB0: "°",
    0xB1: "±",
    0xB3: "≥",
    0xB4: "×",
    0xB7: "•",
    0xB8: "÷",
    0xB9: "≠",
    0xBB: "≈",
    0xD2: "®",
    0xD3: "©",
    0xD4: "™",
    0xD6: "√",
    0xE2: "®",
    0xE3: "©",
    0xE4: "™",
    0xE5: "∑",
    0xF2: "∫",
}
_DINGBATS = {
    0x6C: "●",
    0x6E: "■",
    0x6F: "☐",
    0x71: "❑",
    0x76: "❖",
    0x77: "◆",
    0x9F: "•",
    0xA7: "▪",
    0xA8: "☐",
    0xD8: "➢",
    0xE0: "→",
    0xFB: "☒",
    0xFC: "✓",
    0xFD: "☒",
    0xFE: "☑",
}
_DINGBATS_2 = {0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐"}


def sign(font: str, code: int) -> str:
    """The character that a font shows for a code of its own; "" for a picture that means nothing in a text."""
    code = code - 0xF000 if 0xF000 <= code <= 0xF0FF else code
    family = font.strip().lower()
    if family == "symbol":
        return _SIGNS.get(code) or _GREEK.get(chr(code)) or (chr(code) if 0x20 <= code < 0x7F else "")
    if family == "wingdings 2":
        return _DINGBATS_2.get(code, "")
    if family.startswith(("wingdings", "webdings")):
        return _DINGBATS.get(code, "")
    return chr(code) if 0x20 <= code < 0xD800 else ""
