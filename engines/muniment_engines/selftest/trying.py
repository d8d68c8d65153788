"""One attempt in this process: the way is tried, and what stopped it is told from what was refused, and how."""

from __future__ import annotations

import errno
import sys

from muniment_engines.confinement.profiles import PROFILES
from muniment_engines.selftest.raw import CallRefused
from muniment_engines.selftest.way import Targets, Way

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping
    from typing import Any

SECCOMP, LANDLOCK, HOOK = "kernel (seccomp)", "kernel (Landlock)", "interpreter (audit hook)"
SANDBOX, OWN_RULES, NOT_THERE = "kernel (sandbox profile)", "kernel (its own rules)", "not there"
NOTHING = "nothing"

_ABSENT = frozenset(
    {
        errno.ENOENT, errno.ENXIO, errno.ENODEV, errno.ECONNREFUSED, errno.ENOSYS, errno.ESRCH, errno.EAFNOSUPPORT, errno.ENOTSUP,
        errno.EPROTONOSUPPORT, errno.EADDRNOTAVAIL, errno.ENOTDIR, errno.ENOTTY, errno.ESOCKTNOSUPPORT, errno.EINVAL, errno.EBADF,
    }
)  # fmt: skip
_FORBIDDEN = frozenset({errno.EPERM, errno.EACCES})


def attempt(way: Way, to: Targets, confined: Mapping[str, Any]) -> tuple[bool, str]:
    """Whether the way was closed, and by whom. `confined` is what was applied to this process."""
    if way.linux and sys.platform != "linux":
        return True, NOT_THERE
    try:
        way.do(to)
    except OSError as error:
        return True, _by(error, confined)
    except Exception:
        return True, NOT_THERE
    return False, NOTHING


def _by(error: OSError, confined: Mapping[str, Any]) -> str:
    inner = error.__cause__ or error.__context__ or getattr(error, "reason", None)
    if isinstance(error, PermissionError) and error.errno is None:
        return HOOK
    if error.errno is None and isinstance(inner, OSError):
        return _by(inner, confined)  # a library told it in words of its own
    if isinstance(error, CallRefused) and confined.get("seccomp") and _filtered(error, confined):
        return SECCOMP
    if error.errno in _FORBIDDEN:
        return _forbidden(error, confined)
    return NOT_THERE if error.errno in _ABSENT or error.errno is None else OWN_RULES


def _filtered(error: CallRefused, confined: Mapping[str, Any]) -> bool:
    from muniment_engines.selftest import verdict

    profile = str(confined["profile"])
    return sys.platform == "linux" and profile in PROFILES and verdict.refuses(profile, error.name, error.arguments)


def _forbidden(error: OSError, confined: Mapping[str, Any]) -> str:
    """Files and signals are Landlock's; what it does not know, the kernel forbids to everybody without a right to it."""
    if sys.platform == "darwin":
        return SANDBOX
    known = not isinstance(error, CallRefused) or error.name in {"openat", "kill", "pidfd_send_signal", "connect", "sendto"}
    return LANDLOCK if known and confined.get("landlock") else OWN_RULES
