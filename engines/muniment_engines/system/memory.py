"""Memory that is kept where no swap reaches it, on systems that can."""

from __future__ import annotations

import ctypes
import os


def keep_out_of_swap(secret: bytes) -> bool:
    """Have the system keep these very bytes in memory until the process ends; false where it cannot, or refuses.

    Copies that are made of them are not kept so.
    """
    if os.name != "posix":
        return False
    start = ctypes.cast(ctypes.c_char_p(secret), ctypes.c_void_p)
    return bool(ctypes.CDLL(None).mlock(start, ctypes.c_size_t(len(secret))) == 0)
