"""What is mounted in a folder, as the system's own table has it."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest
from muniment_retrieval import mounts

SCRIPT = """
import sys
from muniment_retrieval.mounts import mounts_below, silent_below
print(sorted(mounts_below(sys.argv[1])), sorted(silent_below(sys.argv[1])))
"""


def test_a_disk_is_found_by_the_name_that_the_folder_was_given(tmp_path: Path) -> None:
    disk = tmp_path / "papers" / "a disk"
    disk.mkdir(parents=True)
    (tmp_path / "link").symlink_to(tmp_path / "papers")
    command = 'mount -t tmpfs -o size=1m none "$0" && exec "$1" -c "$2" "$3"'
    words = ["unshare", "-rm", "sh", "-c", command, str(disk), sys.executable, SCRIPT, str(tmp_path / "link")]
    try:
        done = subprocess.run(words, capture_output=True, text=True, timeout=60, check=False)
    except FileNotFoundError:
        pytest.skip("this system has no unshare")
    if "unshare" in done.stderr or "mount:" in done.stderr:
        pytest.skip("this machine lets nobody mount a disk")
    assert done.stdout.strip() == f"{[str(tmp_path / 'link' / 'a disk')]} []"


def test_a_system_without_a_table_says_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mounts, "TABLE", tmp_path / "none")
    assert mounts.mounts_below("/") == frozenset()
