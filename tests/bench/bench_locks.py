"""After locking: what of a vault is still in memory, in temporary folders and beside the vault. Needs Linux, and root.

    python tests/bench/bench_locks.py [--sentences 1000]

A vault with a passphrase is made of generated documents, each sentence with a word that is nowhere else. The real program, with
its starter and its window (off the screen), opens it, searches, shows pages, and reads more documents; then it is locked. Before
that and after it, the memory of every process of the program is searched for the sentences, the vault's key (raw, hexadecimal,
base64) and the passphrase; afterwards the vault's folder, the program's home and its temporary folder, too. Before locking,
sentences and key must be found, or the search itself would be worth nothing.
"""

from __future__ import annotations

import argparse
import base64
import os
import random
import secrets
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any

ANCHOR = "zyqw"
"""Every sentence has a word that begins so."""

SYLLABLES = ("ba", "de", "fi", "go", "ku", "lo", "mi", "nu", "pa", "re", "so", "ta", "bel", "dor", "gan", "lim", "nor", "ras")
PATIENCE = 240.0


# ── inside of the program ────────────────────────────────────────────────────────────────────────────────────────────


def window_main(channel: Any, spec: Mapping[str, Any]) -> int:
    """The window's process, with a hand that does what a person would."""
    from muniment_desktop import paths, window_main
    from muniment_desktop.window import main_window
    from PySide6.QtCore import QTimer

    place = paths.data_folder().parent
    shown = main_window.MainWindow.show

    def show(self: Any) -> None:
        shown(self)
        timer = QTimer(self, interval=50)
        timer.timeout.connect(_hand(self, place))
        timer.start()

    main_window.MainWindow.show = show  # type: ignore[method-assign]
    return int(window_main.main(channel, spec))


def _hand(window: Any, place: Path) -> Callable[[], None]:
    done: set[str] = set()

    def once(what: str) -> bool:
        new = what not in done
        done.add(what)
        return new

    def step() -> None:
        vault, rooms = window.works.vault, window.rooms
        if (place / "locking").exists():
            if rooms.room == "lock" and once("fresh"):
                (place / "fresh").touch()
            return
        if rooms.room == "lock" and once("unlock"):
            vault.unlock(rooms.lock.folder, (place / "passphrase").read_text(), "")
        elif vault.session is not None and once("look"):
            session = vault.session

            def look() -> None:
                for document in session.documents():
                    session.page(document.id, 0)
                kept.append(session.search("the " + ANCHOR + "0001", _everything(), 50))
                kept.append([session.page(document.id, 0) for document in session.documents()])

            kept: list[Any] = []
            window.works.lanes.vault.call(look, lambda _: window.works.indexing.add([place / "more"]))
        elif (place / "lock now").exists() and once("lock"):
            (place / "locking").touch()
            window.locking.lock()
        elif window.works.indexing.running and once("working"):
            (place / "working").touch()

    return step


def _everything() -> Any:
    from muniment_retrieval.model import Scope

    return Scope()


# ── outside of it ────────────────────────────────────────────────────────────────────────────────────────────────────


def needles(key: bytes, passphrase: str) -> dict[str, list[bytes]]:
    as_text = [key.hex(), key.hex().upper(), base64.b64encode(key).decode()]
    texts = {"sentences": [ANCHOR], "key as text": as_text, "passphrase": [passphrase]}
    found = {
        name: [text.encode(code) for text in many for code in ("utf-8", "utf-16-le", "utf-32-le")] for name, many in texts.items()
    }
    return {**found, "key": [key]}


def words_at(data: bytes, start: int, width: int, known: set[str]) -> str:
    """The sentence's own word at a place where it may begin; empty where it is none of ours."""
    code = {1: "latin-1", 2: "utf-16-le", 4: "utf-32-le"}[width]
    word = data[start : start + 8 * width].decode(code, "replace")
    return word if word in known else ""


def search(data: bytes, wanted: dict[str, list[bytes]], known: set[str]) -> dict[str, set[str]]:
    """What is in some bytes: which sentences, and whether the key and the passphrase."""
    found: dict[str, set[str]] = {}
    for name, many in wanted.items():
        for number, needle in enumerate(many):
            start = data.find(needle)
            while start >= 0:
                what = words_at(data, start, 1 << number, known) if name == "sentences" else name
                if what:
                    found.setdefault(name, set()).add(what)
                start = data.find(needle, start + 1) if name == "sentences" else -1
    return found


def memory_of(pid: int) -> Iterator[bytes]:
    """All that a process can write to, a mapping at a time. Raises `OSError` where that is not allowed."""
    with Path(f"/proc/{pid}/maps").open() as maps, Path(f"/proc/{pid}/mem").open("rb", 0) as memory:
        for line in maps.read().splitlines():
            span, rights, *_ = line.split()
            first, last = (int(part, 16) for part in span.split("-"))
            if rights.startswith("rw") and "[v" not in line:
                memory.seek(first)
                parts = []
                while first < last:
                    try:
                        part = memory.read(min(last - first, 1 << 24))
                    except OSError:
                        break
                    if not part:
                        break
                    parts.append(part)
                    first += len(part)
                yield b"".join(parts)


def processes(first: int) -> list[int]:
    found, waiting = [], [first]
    while waiting:
        pid = waiting.pop()
        found.append(pid)
        for task in Path(f"/proc/{pid}/task").glob("*/children"):
            waiting += [int(number) for number in task.read_text().split()]
    return found


def in_memory(first: int, wanted: dict[str, list[bytes]], known: set[str]) -> tuple[int, dict[str, set[str]]]:
    """How many processes were looked through, and what was found in them."""
    count = 0
    found: dict[str, set[str]] = {}
    for pid in processes(first):
        with suppress(FileNotFoundError, ProcessLookupError):  # it has ended meanwhile
            for data in memory_of(pid):
                for name, what in search(data, wanted, known).items():
                    found.setdefault(name, set()).update(what)
            count += 1
    return count, found


def on_disk(folders: list[Path], wanted: dict[str, list[bytes]], known: set[str]) -> tuple[int, dict[str, set[str]]]:
    found: dict[str, set[str]] = {}
    files = [path for folder in folders for path in folder.rglob("*") if path.is_file()]
    for path in files:
        for name, what in search(path.read_bytes(), wanted, known).items():
            found.setdefault(name, set()).update(what)
    return len(files), found


def documents(folder: Path, first: int, count: int, chance: random.Random) -> None:
    folder.mkdir()
    for start in range(first, first + count, 20):
        lines = []
        for number in range(start, min(start + 20, first + count)):
            words = ["".join(chance.choices(SYLLABLES, k=3)) for _ in range(9)]
            lines.append(f"The {ANCHOR}{number:04d} {' '.join(words)}.")
        (folder / f"{start:04}.txt").write_text("\n\n".join(lines))


def wait_for(path: Path, program: subprocess.Popen[bytes]) -> None:
    until = time.monotonic() + PATIENCE
    while not path.exists():
        if program.poll() is not None or time.monotonic() > until:
            raise SystemExit(f"The program did not come to “{path.name}”.")
        time.sleep(0.05)


def told(found: dict[str, set[str]]) -> str:
    return ", ".join(f"{name}: {len(what)}" for name, what in sorted(found.items())) or "nothing"


def run(place: Path, count: int) -> bool:
    from muniment_desktop import settings
    from muniment_desktop.roles import ROLES
    from muniment_desktop.settings import Settings
    from muniment_desktop.vault_session import VaultSession
    from muniment_engines.api import Cancel
    from muniment_engines.launcher import DirectLauncher, package_folders
    from muniment_engines.spawn import Roles, starter_command
    from muniment_retrieval.model import IndexReport
    from muniment_retrieval.vault import Typed

    home, folder, temporary = place / "home", place / "vault", place / "temporary"
    for made in (home, temporary):
        made.mkdir()
    os.environ |= {"MUNIMENT_HOME": str(home), "TMPDIR": str(temporary), "QT_QPA_PLATFORM": "offscreen"}
    chance = random.Random(0)
    documents(place / "papers", 0, count, chance)
    documents(place / "more", 5000, 3000, chance)
    passphrase = secrets.token_urlsafe(24)
    with VaultSession.open(folder, DirectLauncher(ROLES), Settings(), create=True, typed=Typed(passphrase)) as session:
        *_, report = session.index([place / "papers"], Cancel())
        assert isinstance(report, IndexReport)
        key = bytes(session.vault.key)
    print(f"indexed: {report.states}")
    (place / "passphrase").write_text(passphrase)
    settings.save(home / "settings.json", settings.with_recent_vault(Settings(), folder))
    known, wanted = {f"{ANCHOR}{number:04d}" for number in range(count)}, needles(key, passphrase)
    roles = {**ROLES, "window": ("bench_locks:window_main", "window")}
    command = starter_command(Roles(roles, [*package_folders(ROLES), str(Path(__file__).parent)]), "window", [])
    program = subprocess.Popen(command, start_new_session=True)
    try:
        wait_for(place / "working", program)
        time.sleep(2)  # the indexer and its workers are at it
        number, before = in_memory(program.pid, wanted, known)
        print(f"before locking, {number} processes: {told(before)}")
        (place / "lock now").touch()
        begun = time.perf_counter()
        wait_for(place / "fresh", program)
        print(f"from the lock to the fresh window's lock screen: {time.perf_counter() - begun:.1f} s")
        number, after = in_memory(program.pid, wanted, known)
        print(f"after locking, {number} processes: {told(after)}")
        files, disk = on_disk([folder, home, temporary], wanted, known)
        print(f"after locking, {files} files (vault, home, temporary folder): {told(disk)}")
    finally:
        os.killpg(program.pid, signal.SIGKILL)
        program.wait()
    return {"sentences", "key"} <= set(before) and not after and not disk


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--sentences", type=int, default=1000)
    options = parser.parse_args()
    if sys.platform != "linux" or os.geteuid() != 0:
        print("This reads other processes' memory: it needs Linux, and root.")
        return 0
    with tempfile.TemporaryDirectory() as place:
        return 0 if run(Path(place), options.sentences) else 1


if __name__ == "__main__":
    sys.exit(main())
