"""Handing a file's bytes to a worker: as a descriptor that cannot be written through, or in pieces where there is none."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from muniment_engines.errors import DocumentError
from muniment_engines.frames import MAX_ATTACHMENT
from muniment_engines.wire.parts import Buffer

_PIECE = 4 * MAX_ATTACHMENT


@contextmanager
def descriptor_of(source: int | bytes) -> Iterator[int | None]:
    """A read-only descriptor of `source` for the time of the call; None where the bytes must go over in `pieces`."""
    if isinstance(source, bytes):
        if sys.platform != "linux":
            yield None
            return
        from muniment_engines.system import linux

        descriptor = linux.sealed_memory([source])
    else:
        descriptor = _read_only(source)
    try:
        yield descriptor
    finally:
        os.close(descriptor)


def pieces(data: bytes) -> Iterator[dict[str, Buffer]]:
    """`data` as the parts of one call after the other."""
    view = memoryview(data)
    for at in range(0, len(view), _PIECE):
        yield {"data": view[at : at + _PIECE]}


def _read_only(descriptor: int) -> int:
    """The same file through a descriptor of our own that cannot be written through."""
    from muniment_engines.system import posix

    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        raise DocumentError("not supported", "This is not a file with content of its own; choose a file.")
    if not posix.may_write(descriptor):
        return os.dup(descriptor)
    return os.open(f"/dev/fd/{descriptor}", os.O_RDONLY | os.O_CLOEXEC)
