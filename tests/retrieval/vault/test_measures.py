"""What forecasts rest on is kept as numbers."""

from __future__ import annotations

import pytest
from muniment_retrieval.vault.measures import Came, ending


def test_the_newest_measures_weigh_most(vault):
    vault.measuring.keep({"meaning": (100.0, 10.0), "reading pdf": (0.0, 5.0)})
    assert vault.measures() == {"meaning": (100.0, 10.0)}
    vault.measuring.keep({"meaning": (50.0, 50.0)})
    units, came = vault.measures()["meaning"]
    assert (units, came) == (pytest.approx(100.0), pytest.approx(55.0))


def test_files_are_counted_by_their_endings(vault, write):
    assert vault.came_of_files() == {}
    write(vault, "/a/one.TXT", ["A text.", "Another page."])
    write(vault, "/a/two.txt", ["A text."])
    write(vault, "/a/three.pdf", ["A report."])
    found = vault.came_of_files()
    assert {end: came.files for end, came in found.items()} == {".txt": 2, ".pdf": 1}
    assert isinstance(found[".txt"], Came)
    assert found[".txt"].passages == 3
    assert ending("/a/one.TXT") == ".txt"
