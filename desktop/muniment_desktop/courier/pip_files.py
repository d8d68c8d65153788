"""The files that pip reads besides its own: its settings, and what those name on this machine.

The courier can read listed files only, so they are listed before it starts. Where pip looks for settings is documented by pip
("pip config debug" shows it); what is missing here is a file that pip does not see, and nothing worse.
"""

from __future__ import annotations

import configparser
import mimetypes
import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from urllib.parse import unquote, urlsplit

_NAMING = ("find-links", "index-url", "extra-index-url", "cert", "client-cert", "constraint", "build-constraint")
"""Options whose values may be files here; pip ends where it may not read one of them."""


def local_files() -> list[Path]:
    """Settings, logins and local indexes, in no order that matters. Some may not be there."""
    settings = list(_settings_files())
    named = [path for value in (*_from_environment(), *_from_settings(settings)) for path in _local_paths(value)]
    return [*settings, Path.home() / ".netrc", *_system_facts(), *named]


def _settings_files() -> Iterator[Path]:
    chosen = os.environ.get("PIP_CONFIG_FILE")
    if chosen:
        yield Path(chosen)
    for folder in os.environ.get("XDG_CONFIG_DIRS", "/etc/xdg").split(os.pathsep):
        yield Path(folder) / "pip" / "pip.conf"
    yield Path("/etc/pip.conf")
    yield Path.home() / ".pip" / "pip.conf"
    yield Path(os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config") / "pip" / "pip.conf"
    yield Path(sys.prefix) / "pip.conf"


def _system_facts() -> Iterator[Path]:
    """pip tells an index which distribution it runs on, guesses types of files, and fails where it may not read about either."""
    yield from (Path("/etc") / name for name in ("os-release", "lsb-release", "debian_version", "system-release"))
    yield from (Path(name) for name in mimetypes.knownfiles)


def _from_environment() -> Iterator[str]:
    for option in _NAMING:
        yield os.environ.get("PIP_" + option.upper().replace("-", "_"), "")


def _from_settings(files: Iterable[Path]) -> Iterator[str]:
    for file in files:
        parser = configparser.RawConfigParser()  # one for each: a later file would hide what an earlier one names
        try:
            parser.read(file, encoding="utf-8")
        except (configparser.Error, UnicodeDecodeError):  # pip itself will say so
            continue
        for section in parser.sections():
            for option in _NAMING:
                yield parser.get(section, option, fallback="")


def _local_paths(value: str) -> Iterator[Path]:
    for word in value.split():
        if word.startswith("file:"):
            yield Path(unquote(urlsplit(word).path))
        elif word.startswith(("/", "~")):
            yield Path(word).expanduser()
