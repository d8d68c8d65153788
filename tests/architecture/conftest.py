"""Every import of the three packages and the plugins, read from their source without running it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]


@dataclass(frozen=True)
class Import:
    """`module` is absolute, with the name that is taken from it, as in `PySide6.QtGui.QImage`.

    `at_once` means that importing the file does it.
    """

    file: str
    line: int
    module: str
    at_once: bool

    def __str__(self) -> str:
        return f"{self.file}:{self.line} {self.module}"

    def is_of(self, *packages: str) -> bool:
        return any(f"{self.module}.".startswith(f"{package}.") for package in packages)


@pytest.fixture(scope="session")
def sources() -> list[Path]:
    """Every file of the three packages and the plugins."""
    files = [path for folder in ("engines", "retrieval", "desktop", "plugins") for path in _sources(ROOT / folder)]
    assert len(files) > 100
    return files


@pytest.fixture(scope="session")
def imports(sources: list[Path]) -> list[Import]:
    return [found for path in sources for found in _imports_of(path)]


def _sources(folder: Path) -> list[Path]:
    """Every file of ours below `folder`: what a build has left there is a copy, whose path says nothing of its package."""
    return [path for path in sorted(folder.rglob("*.py")) if "build" not in path.relative_to(folder).parts[:-1]]


def _imports_of(path: Path) -> Iterator[Import]:
    file = path.relative_to(ROOT)
    folders = list(file.parts[1:-1])
    package = folders[folders.index("src") + 1 :] if "src" in folders else folders
    for node, at_once in _statements(ast.parse(path.read_bytes()), at_once=True):
        if isinstance(node, ast.Import):
            names = [alias.name for alias in node.names]
        else:
            base = package[: len(package) - node.level + 1] if node.level else []
            names = [".".join(filter(None, [*base, node.module, alias.name])) for alias in node.names]
        for name in names:
            yield Import(file.as_posix(), node.lineno, name, at_once)


def _statements(node: ast.AST, *, at_once: bool) -> Iterator[tuple[ast.Import | ast.ImportFrom, bool]]:
    for child in ast.iter_child_nodes(node):
        if isinstance(child, ast.Import | ast.ImportFrom):
            yield child, at_once
        elif not (isinstance(child, ast.If) and ast.unparse(child.test) == "TYPE_CHECKING"):
            function = isinstance(child, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda)
            yield from _statements(child, at_once=at_once and not function)
