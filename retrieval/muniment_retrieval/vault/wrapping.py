"""The data key, wrapped: AES-256-GCM with a wrapping key, bound to the vault's identifier and to the way of opening."""

from __future__ import annotations

import base64
import secrets
from collections.abc import Mapping

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from ..model import WrongKey

KEY_BYTES = 32
_NONCE_BYTES = 12

Way = dict[str, str]
"""One way of opening, as the header has it: its `kind`, what that kind needs, and the wrapped key."""


def wrap(vault_id: str, kind: str, wrapping: bytes, data_key: bytes, **more: str) -> Way:
    """A way of opening; `more` is what it needs besides the wrapping key."""
    nonce = secrets.token_bytes(_NONCE_BYTES)
    sealed = AESGCM(wrapping).encrypt(nonce, data_key, _bound(vault_id, kind))
    return {"kind": kind, **more, "nonce": as_text(nonce), "key": as_text(sealed)}


def unwrap(vault_id: str, way: Mapping[str, str], wrapping: bytes) -> bytes:
    """The data key. Raises `WrongKey`."""
    try:
        nonce, sealed = base64.b64decode(way["nonce"]), base64.b64decode(way["key"])
        data_key = AESGCM(wrapping).decrypt(nonce, sealed, _bound(vault_id, way["kind"]))
    except (InvalidTag, ValueError, KeyError) as error:
        raise WrongKey("The key on this machine does not open this vault; restore the key that it was made with.") from error
    if len(data_key) != KEY_BYTES:
        raise WrongKey("The vault's header holds a key that is none; restore header.json from a copy.")
    return data_key


def as_text(data: bytes) -> str:
    return base64.b64encode(data).decode("ascii")


def _bound(vault_id: str, kind: str) -> bytes:
    return f"muniment {vault_id} {kind}".encode()
