"""Makes a vault whose key is in the real keychain, and opens it again; for a session bus of its own. Prints what happened."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from muniment_desktop import keys
from muniment_retrieval.vault import create_vault, open_vault, unlock


def main(place: Path) -> None:
    daemon = subprocess.Popen(
        ["gnome-keyring-daemon", "--unlock", "--foreground", "--components=secrets", "--control-directory", place / "control"],
        stdin=subprocess.PIPE,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        daemon.stdin.write(b"a password")
        daemon.stdin.close()
        subprocess.run(["gdbus", "wait", "--session", "--timeout", "20", "org.freedesktop.secrets"], check=True)
        use(place)
    finally:
        daemon.terminate()
        daemon.wait()


def use(place: Path) -> None:
    vault, key_folder = place / "vault", place / "keys"
    with create_vault(vault, keys.keepers(key_folder, vault)) as made:
        key = made.key
    keepers = keys.keepers(key_folder, vault)
    print([keeper.way for keeper in keepers], key_folder.exists(), repr(keys.notice(vault)))
    found = unlock(vault, keepers)
    print(found == key)
    with open_vault(vault, found, write=False) as opened:
        print(opened.counts()["documents"])
    print(keepers[0].get("another name"))


if __name__ == "__main__":
    os.environ.pop("PYTHON_KEYRING_BACKEND", None)
    main(Path(sys.argv[1]))
