"""Names that are no Unicode are found again by what a vault calls them."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest
from muniment_retrieval.listing import stored_path
from muniment_retrieval.system_paths import system_path


def test_a_name_in_unicode_is_itself(tmp_path: Path) -> None:
    for name in ("Größe.txt", "<e9>.txt", "a<b>.txt"):
        (tmp_path / name).touch()
        assert system_path(str(tmp_path / name)) == str(tmp_path / name)
    assert system_path(str(tmp_path / "gone <e9>.txt")) == str(tmp_path / "gone <e9>.txt")
    assert system_path("<e9>") == "<e9>"


@pytest.mark.skipif(sys.platform != "linux", reason="names are Unicode here")
def test_bytes_in_names_of_files_and_folders_are_found_again(tmp_path: Path) -> None:
    folder = os.fsencode(tmp_path) + b"/caf\xe9"
    os.mkdir(folder)  # noqa: PTH102
    path = os.fsdecode(folder + b"/r\xe9sum\xe9.txt")
    Path(path).touch()
    assert stored_path(path) == str(tmp_path / "caf<e9>" / "r<e9>sum<e9>.txt")
    assert system_path(stored_path(path)) == path
