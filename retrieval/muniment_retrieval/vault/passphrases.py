"""A passphrase becomes a wrapping key: NFC, UTF-8, Argon2id with a salt of its own and the cost that the header names.

The cost is bounded both ways when it is read. A header that asks for more memory than any Muniment ever did is hostile, and so is
one that asks for less: nobody's passphrase shall be worth less than it was.
"""

from __future__ import annotations

import base64
import secrets
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass

from ..model import VaultError, WrongKey, WrongPassphrase
from .wrapping import KEY_BYTES, Way, as_text, unwrap, wrap

KIND = "passphrase"
LONGEST = 4096
"""Characters of a passphrase."""

_SALT_BYTES = 16
_DAMAGED = "The header of this vault asks for what no passphrase needs: it is damaged; restore header.json from a copy."


@dataclass(frozen=True)
class Cost:
    """Of Argon2id: `memory` in KiB, `passes` over it, and `lanes`."""

    memory: int
    passes: int
    lanes: int


USUAL = Cost(192 * 1024, 3, 4)
"""Half a second to a second on a machine of today."""

LEAST = Cost(64 * 1024, 3, 1)
MOST = Cost(1024 * 1024, 16, 16)


def make(vault_id: str, passphrase: str, data_key: bytes) -> Way:
    """A way of opening with a passphrase, at the usual cost. Raises `VaultError` for one that is none."""
    salt, cost = secrets.token_bytes(_SALT_BYTES), USUAL
    numbers = {"memory": str(cost.memory), "passes": str(cost.passes), "lanes": str(cost.lanes)}
    return wrap(vault_id, KIND, _derived(passphrase, salt, cost), data_key, salt=as_text(salt), **numbers)


def open_with(vault_id: str, way: Mapping[str, str], passphrase: str) -> bytes:
    """The data key. Raises `WrongPassphrase`, and `VaultError` for a header that asks for what cannot be."""
    try:
        cost = Cost(int(way["memory"]), int(way["passes"]), int(way["lanes"]))
        salt = base64.b64decode(way["salt"], validate=True)
    except (KeyError, ValueError) as error:
        raise VaultError(_DAMAGED) from error
    _check(cost, salt)
    wrapping = _derived(passphrase, salt, cost)
    try:
        return unwrap(vault_id, way, wrapping)
    except WrongKey as error:
        raise WrongPassphrase("That passphrase does not open this vault; type it again, or use the recovery key.") from error


def _check(cost: Cost, salt: bytes) -> None:
    sound = (
        LEAST.memory <= cost.memory <= MOST.memory
        and LEAST.passes <= cost.passes <= MOST.passes
        and LEAST.lanes <= cost.lanes <= MOST.lanes
        and len(salt) == _SALT_BYTES
    )
    if not sound:
        raise VaultError(_DAMAGED)


def _derived(passphrase: str, salt: bytes, cost: Cost) -> bytes:
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=KEY_BYTES, iterations=cost.passes, lanes=cost.lanes, memory_cost=cost.memory)
    try:
        return kdf.derive(_encoded(passphrase))
    except MemoryError as error:
        needed = cost.memory // 1024
        raise VaultError(f"Opening this vault needs {needed} MB of free memory; close other programs and try again.") from error


def _encoded(passphrase: str) -> bytes:
    """The same bytes for the same characters, on whatever keyboard they were typed."""
    if not passphrase:
        raise VaultError("The passphrase is empty; type one.")
    if len(passphrase) > LONGEST:
        raise VaultError(f"The passphrase is longer than {LONGEST} characters; type a shorter one.")
    try:
        return unicodedata.normalize("NFC", passphrase).encode("utf-8")
    except UnicodeEncodeError as error:
        raise VaultError("The passphrase has a character that is none; type another one.") from error
