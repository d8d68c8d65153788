"""The recovery key as it is written: on the screen, on paper and in a file."""

from __future__ import annotations

TITLE = "Recovery key"
ABOUT = (
    "It opens the vault when the passphrase is forgotten. Whoever has this key and the vault's folder can read everything in it: "
    "keep it where the machine is not."
)


def lines_of(key: str) -> list[str]:
    """The key in two lines."""
    groups = key.split("-")
    half = (len(groups) + 1) // 2
    return ["-".join(groups[:half]), "-".join(groups[half:])]


def text_of(key: str, vault: str) -> str:
    """What is saved."""
    return "\n".join([f"{TITLE} of the vault “{vault}”", "", *lines_of(key), "", ABOUT, ""])
