"""Writes a number by the tokens of one section of a format code: digits, thousands, percent, exponent, fraction."""

from __future__ import annotations

import math
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

Tokens = Sequence[tuple[str, str]]

_DIGITS = "0#?"
_MOST_DECIMALS = 30


def general(value: float) -> str:
    """A number without a format: whole ones in full, others with the ten digits that fit into a cell."""
    if not math.isfinite(value):
        return str(value)
    if value == int(value) and abs(value) < 1e15:
        return str(int(value))
    mantissa, _, exponent = f"{value:.10g}".partition("e")
    if not exponent:
        return mantissa
    if int(exponent) < 0 and int(exponent) > -10:
        return f"{value:.10f}".rstrip("0")
    return f"{mantissa}E{exponent}"


def written(value: float, tokens: Tokens) -> str:
    """The number with everything around it. Raises `ValueError` or `ArithmeticError` for what is no number."""
    signs = [text for kind, text in tokens if kind == "sign"]
    if any(kind == "general" for kind, _ in tokens) or "@" in signs:
        return _around(tokens, ("general",), general(value), "@")
    if not any(sign in _DIGITS for sign in signs):
        return ("-" if value < 0 and not signs else "") + "".join(
            text for kind, text in tokens if kind == "literal" or text == "%"
        )
    exact = Decimal(repr(value)) * 100 ** signs.count("%")
    minus = "-" if exact < 0 else ""
    exact = abs(exact)
    if any(kind == "exponent" for kind, _ in tokens):
        return minus + _scientific(exact, tokens)
    if "/" in signs:
        return minus + _fraction(exact, tokens)
    text = _plain(exact, tokens)
    return minus + text if any(c in "123456789" for c in text) else text


def _around(tokens: Tokens, kinds: tuple[str, ...], number: str, sign: str) -> str:
    """`number` in the place of the tokens of these kinds or this sign, with the literals around it."""
    return "".join(
        number if kind in kinds or (kind == "sign" and text == sign) else text if kind == "literal" else ""
        for kind, text in tokens
    )


def _plain(exact: Decimal, tokens: Tokens) -> str:
    """Whole part and decimals, each digit in its place between the literals."""
    last = max(i for i, (kind, text) in enumerate(tokens) if kind == "sign" and text in _DIGITS)
    point = next((i for i, token in enumerate(tokens) if token == ("sign", ".")), len(tokens))
    commas = [i for i, token in enumerate(tokens) if token == ("sign", ",")]
    first = min(i for i, (kind, text) in enumerate(tokens) if kind == "sign" and text in _DIGITS)
    exact /= 1000 ** sum(i > last or (point < len(tokens) and i == point - 1) for i in commas)
    grouped = any(first < i < min(last, point) for i in commas)
    places = [text for kind, text in tokens[point + 1 :] if kind == "sign" and text in _DIGITS][:_MOST_DECIMALS]
    whole, decimals = _rounded(exact, len(places))
    while decimals and places[len(decimals) - 1] in "#?" and decimals[-1] == "0":
        decimals = decimals[:-1]
    return _whole(whole, tokens[:point], grouped) + _decimals(decimals, tokens[point:])


def _rounded(exact: Decimal, places: int) -> tuple[str, str]:
    text = f"{exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) if exact.adjusted() < 25 else exact:f}"
    whole, _, decimals = text.partition(".")
    return whole.lstrip("0"), decimals


def _whole(digits: str, tokens: Tokens, grouped: bool) -> str:
    """From the right, a digit for each place; the leftmost place takes all that are left."""
    written: list[str] = []
    left, count = digits, 0
    places = sum(kind == "sign" and text in _DIGITS for kind, text in tokens)
    for kind, text in reversed(tokens):
        if kind == "sign" and text in _DIGITS:
            places -= 1
            taken, left = (left[-1:], left[:-1]) if places else (left, "")
            taken = taken or ("0" if text == "0" else "")
            for digit in reversed(taken):
                if grouped and count and count % 3 == 0:
                    written.append(",")
                written.append(digit)
                count += 1
        elif kind == "literal":
            written.append(text[::-1])
        elif text == "%":
            written.append("%")
    return "".join(written)[::-1]


def _decimals(digits: str, tokens: Tokens) -> str:
    """The point, where a digit or a place that is always filled follows it, and what stands behind."""
    written, left = [], digits
    for kind, text in tokens:
        if kind == "sign" and text in _DIGITS:
            taken, left = left[:1], left[1:]
            written.append(taken or ("0" if text == "0" else ""))
        elif kind == "literal" or text == "%":
            written.append(text)
        elif text == "." and digits:
            written.append(".")
    return "".join(written)


def _scientific(exact: Decimal, tokens: Tokens) -> str:
    at = next(i for i, (kind, _) in enumerate(tokens) if kind == "exponent")
    before, behind = tokens[:at], tokens[at + 1 :]
    point = next((i for i, token in enumerate(before) if token == ("sign", ".")), len(before))
    wholes = max(1, sum(kind == "sign" and text in _DIGITS for kind, text in before[:point]))
    places = sum(kind == "sign" and text in _DIGITS for kind, text in before[point:])
    power = exact.adjusted() // wholes * wholes if exact else 0
    mantissa = exact.scaleb(-power)
    width = sum(kind == "sign" and text == "0" for kind, text in behind)
    sign = "-" if power < 0 else "+" if tokens[at][1].endswith("+") else ""
    around = "".join(text for kind, text in behind if kind == "literal")
    return f"{mantissa.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP):f}E{sign}{abs(power):0{width}d}{around}"


def _fraction(exact: Decimal, tokens: Tokens) -> str:
    slash = next(i for i, token in enumerate(tokens) if token == ("sign", "/"))
    behind = "".join(text for kind, text in tokens[slash + 1 :] if (kind == "sign" and text in _DIGITS) or text.isdigit())
    fixed = int(behind) if behind.isdigit() and int(behind) else 0
    whole, rest = divmod(Fraction(exact), 1)
    part = Fraction(round(rest * fixed), fixed) if fixed else rest.limit_denominator(10 ** min(max(1, len(behind)), 4) - 1)
    if part == 1:
        whole, part = whole + 1, Fraction(0)
    above = f"{part.numerator * (fixed // part.denominator)}/{fixed}" if fixed else f"{part.numerator}/{part.denominator}"
    return " ".join(filter(None, (str(whole) if whole or not part else "", above if part else "")))
