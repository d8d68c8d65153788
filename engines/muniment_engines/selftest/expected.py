"""What has to stay open, for whom, and why. Everything else that is open is a finding."""

from __future__ import annotations

_SAME_FILTER = "open, because a program that it starts is held by the same rules"
_PERSONS = "open, because it reads and writes the files that the person chooses"
_OWN_USER = "open, because it runs as the person, who owns that"

_WINDOW = {
    "a local socket, in Python": "open, because the display and the keychain are reached through local sockets",
    "a local socket, by system call": "open, because the display and the keychain are reached through local sockets",
    "a local socket that takes letters": "open, because the display and the keychain are reached through local sockets",
    "an abstract local socket": "open, because some displays are reached through them",
    "a pair of sockets": "open, because its processes talk through them",
    "the desktop's message bus": "open, because the keychain and the file dialogs are reached through it",
    "the system's message bus": "open, because it tells when the machine goes to sleep, so that vaults are locked before",
    "the system's name service": "open, because it cannot be told from the display",
    "the display": "open, because the window is drawn there",
    "containers' service": "open, because it cannot be told from the display",
    "a queue of messages (POSIX)": _OWN_USER,
    "a queue of messages (System V)": _OWN_USER,
    "shared memory (System V)": "open, because pictures reach some displays through it",
    "writing a file outside its folder, in Python": _PERSONS,
    "writing a file outside its folder": _PERSONS,
    "changing a file outside its folder": _PERSONS,
    "reading a file outside its folder": _PERSONS,
    "reading another vault": _PERSONS,
    "looking into the home folder": _PERSONS,
    "leaving a file in /tmp": _PERSONS,
    "leaving a file in /dev/shm": _PERSONS,
    "writing beside a file: extended attributes": _PERSONS,
    "writing beside a file: its times": _PERSONS,
    "writing beside a file: its rights": _PERSONS,
    "the terminal": "open, because it writes what was asked there",
    "starting a program": _SAME_FILTER,
    "a program that lies in memory only": _SAME_FILTER,
    "a session of its own, to outlive its owner": _SAME_FILTER,
}

_INDEXER = {
    "a pair of sockets": "open, because its workers talk through them",
    "reading a file outside its folder": "open, because it reads the documents that the person added",
    "reading another vault": "open, because it reads the documents that the person added; another vault is encrypted",
    "looking into the home folder": "open, because it reads the folders that the person added",
    "writing beside a file: its rights": "open, because the vault's database sets them for its own files",
    "starting a program": _SAME_FILTER,
    "a program that lies in memory only": _SAME_FILTER,
    "a session of its own, to outlive its owner": _SAME_FILTER,
}

_OPEN: dict[str, dict[str, str]] = {"window": _WINDOW, "indexer": _INDEXER, "worker": {}}


def why_open(profile: str, way: str) -> str:
    """Why this stays open in processes of this profile; empty where it must not."""
    return _OPEN.get(profile, {}).get(way, "")
