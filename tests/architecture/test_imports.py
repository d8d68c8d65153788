"""Who may import whom. The reasons stand in docs/ARCHITECTURE.md."""

from __future__ import annotations

import subprocess
import sys
from fnmatch import fnmatch
from pathlib import Path

import pytest

ENGINES, RETRIEVAL, DESKTOP = "engines/*", "retrieval/*", "desktop/*"
BUNDLED = "engines/muniment_engines/bundled"

# Which files may import it at all.
HOMES = {
    "PySide6": ["desktop/muniment_desktop/window/*"],
    "faiss": ["retrieval/muniment_retrieval/vectors.py"],
    "llama_cpp": [f"{BUNDLED}/llama_cpp_chat/*"],
    "torch": [f"{BUNDLED}/sentence_transformers_embed/*"],
    "sentence_transformers": [f"{BUNDLED}/sentence_transformers_embed/*"],
    "transformers": [f"{BUNDLED}/sentence_transformers_embed/*"],
    "pypdfium2": [f"{BUNDLED}/pdf/*"],
    "openai": ["plugins/openai/*"],
    "keyring": ["desktop/muniment_desktop/keys.py"],
    "sqlcipher3": ["retrieval/muniment_retrieval/vault/*"],
    "watchfiles": ["retrieval/muniment_retrieval/watching.py"],
    "http": ["desktop/muniment_desktop/courier/*"],
    "ssl": ["desktop/muniment_desktop/courier/*"],
    "urllib.request": ["desktop/muniment_desktop/courier/*", "engines/muniment_engines/selftest/ways_network.py"],
}
# These may be imported as soon as the file is: only the process that needs them imports such a file.
AT_ONCE = {"PySide6": HOMES["PySide6"], "pypdfium2": HOMES["pypdfium2"]}
HEAVY = [
    "PySide6",
    "faiss",
    "llama_cpp",
    "torch",
    "sentence_transformers",
    "transformers",
    "pypdfium2",
    "openai",
    "keyring",
]
NEVER = [
    "multiprocessing",
    "pickle",
    "pypdf",
    "PySide6.QtNetwork",
    "PySide6.QtPdf",
    "PySide6.QtPdfWidgets",
    "PySide6.QtWebEngineCore",
]
NEVER += ["PySide6.QtWebEngineWidgets", "PySide6.QtWebView", "PySide6.QtGui.QImageReader", "PySide6.QtWidgets.QTextBrowser"]
SYSTEMS = {
    "posix": ["fcntl", "grp", "posix", "pty", "pwd", "resource", "syslog", "termios", "tty"],
    "windows": ["_winapi", "msvcrt", "winreg", "winsound"],
}


@pytest.mark.parametrize(
    ("folder", "others"),
    [(ENGINES, ["muniment_retrieval", "muniment_desktop"]), (RETRIEVAL, ["muniment_desktop", "muniment_engines.bundled"])],
)
def test_arrows_point_one_way(imports, folder, others):
    assert not [str(found) for found in imports if fnmatch(found.file, folder) and found.is_of(*others)]


def test_plugins_see_the_protocol_only(imports):
    ours = [found for found in imports if found.file.startswith("plugins/") and found.module.startswith("muniment_engines")]
    assert ours
    assert not [str(found) for found in ours if not found.is_of("muniment_engines.api", "muniment_engines.errors")]


def test_engines_need_numpy_and_nothing_else(imports):
    """Except for what is bundled, and for pytest, which brings the conformance kit to life."""
    known = {*sys.stdlib_module_names, "numpy", "muniment_engines"}
    lean = [found for found in imports if fnmatch(found.file, ENGINES) and not found.file.startswith(BUNDLED)]
    strangers = [found for found in lean if found.module.split(".")[0] not in known]
    assert {found.module.split(".")[0] for found in strangers if "/conformance/" in found.file} <= {"pytest"}
    assert not [str(found) for found in strangers if "/conformance/" not in found.file]


@pytest.mark.parametrize("library", HOMES)
def test_each_library_has_its_home(imports, library):
    assert not [
        str(found) for found in imports if found.is_of(library) and not any(fnmatch(found.file, home) for home in HOMES[library])
    ]


@pytest.mark.parametrize("library", HEAVY)
def test_nothing_heavy_is_imported_at_once(imports, library):
    own = AT_ONCE.get(library, [])
    early = [found for found in imports if found.is_of(library) and found.at_once]
    assert not [str(found) for found in early if not any(fnmatch(found.file, home) for home in own)]


@pytest.mark.parametrize("module", NEVER)
def test_some_things_are_never_imported(imports, module):
    assert not [str(found) for found in imports if found.is_of(module)]


@pytest.mark.parametrize("system", SYSTEMS)
def test_what_one_system_has_stands_in_a_file_of_its_own(imports, system):
    """Its name, or that of another system of the same kind, is in the file's name."""
    names = {"posix": ("posix", "linux", "darwin"), "windows": ("windows",)}[system]
    own = [found for found in imports if found.is_of(*SYSTEMS[system])]
    assert own
    assert not [str(found) for found in own if not any(name in Path(found.file).stem for name in names)]


def test_a_command_starts_without_anything_heavy():
    """What the source cannot show: that no import drags another along."""
    code = f"import sys, muniment_desktop.cli.main, muniment_engines.bundled.pdf; print([m for m in {HEAVY} if m in sys.modules])"
    answer = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=True)
    assert answer.stdout.strip() == "[]"
