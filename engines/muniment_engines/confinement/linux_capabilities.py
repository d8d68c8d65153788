"""Root's powers, where Muniment is run by root: all but those over the files that root may read anyway are given up, for good.

Without this a process of root's passes by Landlock where the kernel lets powers decide first, as with the memory maps and the
environment of other processes.
"""

from __future__ import annotations

import ctypes
import struct

_DROP_BOUNDING = 24
_VERSION = 0x20080522
_KEPT = 0b11111  # owners, reading and writing of files whatever their rights, and what goes with it
_HIGHEST = 63


def drop(libc: ctypes.CDLL) -> bool:
    """Give them up in this thread and in whatever is started; true where there were any."""
    header = struct.pack("=Ii", _VERSION, 0)
    held = ctypes.create_string_buffer(24)
    if libc.capget(header, held) != 0:
        return False
    words = struct.unpack("=6I", held.raw)
    if not any(words[at] & ~_KEPT for at in (0, 1)) and not words[3] | words[4]:
        return False
    for number in range(_HIGHEST + 1):
        if not _KEPT >> number & 1:
            libc.prctl(_DROP_BOUNDING, number, 0, 0, 0)
    kept = struct.pack("=6I", words[0] & _KEPT, words[1] & _KEPT, words[2] & _KEPT, 0, 0, 0)
    return bool(libc.capset(header, kept) == 0)
