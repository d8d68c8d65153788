"""The recovery key: 32 random bytes, which the person has on paper. It is a wrapping key as it is, and needs no slowing down.

On paper it is 56 letters and digits in 14 groups of four, without the ones that look like others, and with a checksum, so that a
slip of the pen is told from a wrong key.
"""

from __future__ import annotations

import hashlib
import hmac
import re
import secrets

from ..model import VaultError
from .wrapping import KEY_BYTES

KIND = "recovery"

_ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
_ALIKE = str.maketrans("OIL", "011")
_BITS, _GROUP, _CHECK_BYTES = 5, 4, 3
_LETTERS = (KEY_BYTES + _CHECK_BYTES) * 8 // _BITS


def new_key() -> bytes:
    return secrets.token_bytes(KEY_BYTES)


def written(key: bytes) -> str:
    """As it is shown and printed."""
    number = int.from_bytes(key + _checksum(key), "big")
    letters = "".join(_ALPHABET[number >> _BITS * place & 31] for place in reversed(range(_LETTERS)))
    return "-".join(letters[start : start + _GROUP] for start in range(0, _LETTERS, _GROUP))


def read(typed: str) -> bytes:
    """The key, typed with or without dashes, spaces and capitals. Raises `VaultError` where it is mistyped."""
    letters = re.sub(r"[\s\-\N{EN DASH}\N{HYPHEN}\N{NON-BREAKING HYPHEN}]", "", typed).upper().translate(_ALIKE)
    if len(letters) != _LETTERS:
        raise VaultError(f"A recovery key has {_LETTERS} letters and digits, and these are {len(letters)}; type it again.")
    number = 0
    for letter in letters:
        value = _ALPHABET.find(letter)
        if value < 0:
            raise VaultError("That has a character which is in no recovery key; compare it with the paper, and type it again.")
        number = number << _BITS | value
    whole = number.to_bytes(KEY_BYTES + _CHECK_BYTES, "big")
    key = whole[:KEY_BYTES]
    if not hmac.compare_digest(whole[KEY_BYTES:], _checksum(key)):
        raise VaultError("The recovery key is mistyped; compare it with the paper, and type it again.")
    return key


def _checksum(key: bytes) -> bytes:
    return hashlib.sha256(b"muniment recovery key" + key).digest()[:_CHECK_BYTES]
