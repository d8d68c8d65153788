"""The environment of a child: an allow-list by kind of process, and the switches that keep libraries from calling home.

A variable that is not named here is not handed on. That keeps secrets of the person's shell, and paths that lead to code, out of
every process of ours.
"""

from __future__ import annotations

import os
import sys

TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Mapping

HAS_TERMINAL = frozenset({"window", "none"})
"""Profiles whose processes keep the terminal and its signals."""

_EVERYWHERE = ("LANG", "LANGUAGE", "TZ", "PATH", "SYSTEMROOT", "WINDIR", "TEMP", "TMP", "TMPDIR")
_EVERYWHERE_STARTING = ("LC_",)

_PERSON = ("HOME", "USER", "LOGNAME", "SHELL", "USERNAME", "USERPROFILE", "APPDATA", "LOCALAPPDATA", "PROGRAMDATA")
_PERSON_STARTING = ("MUNIMENT_", "XDG_")

_WINDOW = (
    "TERM",
    "COLORTERM",
    "COLUMNS",
    "LINES",
    "NO_COLOR",
    "DISPLAY",
    "WAYLAND_DISPLAY",
    "XAUTHORITY",
    "DBUS_SESSION_BUS_ADDRESS",
    "DESKTOP_SESSION",
    "GTK_THEME",
    "KDE_FULL_SESSION",
    "KDE_SESSION_VERSION",
    "GNOME_DESKTOP_SESSION_ID",
    "PYTHON_KEYRING_BACKEND",
    "LIBGL_ALWAYS_SOFTWARE",
    "QT_QPA_PLATFORM",
    "QT_QPA_PLATFORMTHEME",
    "QT_SCALE_FACTOR",
    "QT_SCREEN_SCALE_FACTORS",
    "QT_AUTO_SCREEN_SCALE_FACTOR",
    "QT_ENABLE_HIGHDPI_SCALING",
    "QT_FONT_DPI",
    "QT_IM_MODULE",
    "QT_STYLE_OVERRIDE",
    "QT_ACCESSIBILITY",
    "QT_LINUX_ACCESSIBILITY_ALWAYS_ON",
    "XMODIFIERS",
)

_CERTIFICATES = ("SSL_CERT_FILE", "SSL_CERT_DIR")
_NETWORK = (
    *_CERTIFICATES,
    "HTTP_PROXY",
    "HTTPS_PROXY",
    "ALL_PROXY",
    "NO_PROXY",
    "REQUESTS_CA_BUNDLE",
    "CURL_CA_BUNDLE",
    "HF_ENDPOINT",
)
_NETWORK_STARTING = ("PIP_",)

_QUIET = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DO_NOT_TRACK": "1",
    "TOKENIZERS_PARALLELISM": "false",
    "KMP_BLOCKTIME": "1",  # milliseconds that an idle OpenMP thread of LLVM's or Intel's runtime keeps a core busy
    "KMP_WARNINGS": "0",
    "MALLOC_ARENA_MAX": "1",  # glibc keeps what was freed in a heap for each thread; a worker computes for one caller
}

_ALLOWED: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    # The window and the command name the files that the courier reads, so they know what it and its pip were told.
    "window": (_EVERYWHERE + _PERSON + _WINDOW + _CERTIFICATES, _EVERYWHERE_STARTING + _PERSON_STARTING + _NETWORK_STARTING),
    "indexer": (_EVERYWHERE + _PERSON, _EVERYWHERE_STARTING + _PERSON_STARTING),
    "worker": (_EVERYWHERE, _EVERYWHERE_STARTING),
    "courier": (_EVERYWHERE + _PERSON + _NETWORK, _EVERYWHERE_STARTING + _PERSON_STARTING + _NETWORK_STARTING),
}


def child_environment(profile: str, parent: Mapping[str, str]) -> dict[str, str]:
    """What a child of this profile inherits of `parent`. Names are compared as the systems do that ignore case."""
    names, starts = _ALLOWED.get(profile, _ALLOWED["window"])
    kept = {name: value for name, value in parent.items() if name.upper() in names or name.upper().startswith(starts)}
    if profile != "worker":
        return kept
    # torch's inductor makes a folder in a home at import, unless it is told one that exists.
    return kept | _QUIET | {"TORCHINDUCTOR_CACHE_DIR": os.path.dirname(os.path.abspath(__file__))}  # noqa: PTH100, PTH120


def elsewhere_environment(parent: Mapping[str, str]) -> dict[str, str]:
    """The environment for a program of the system's: without the library path of a frozen application."""
    environment = dict(parent)
    for name in ("LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH"):
        original = environment.pop(f"{name}_ORIG", None)
        if original is not None:
            environment[name] = original
        elif frozen():
            environment.pop(name, None)
    return environment


def frozen() -> bool:
    """True in an application that PyInstaller has frozen."""
    return bool(getattr(sys, "frozen", False))
