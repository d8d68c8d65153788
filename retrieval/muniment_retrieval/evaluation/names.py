"""Which document of a set a path means: the one whose path within the set it ends with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any


def listed(value: Any) -> list[Any]:
    """A list as it is; a single value as a list of one; nothing as none."""
    if isinstance(value, list):
        return value
    return [value] if value else []


def documents_of(question: Mapping[str, Any]) -> list[str]:
    """The documents that a question is about, as its line names them: `docs`, or `doc`."""
    return [document for document in listed(question.get("docs") or question.get("doc")) if document]


def gold_documents(questions: Iterable[Mapping[str, Any]]) -> set[str]:
    return {document for question in questions for document in documents_of(question)}


class Names:
    """The documents of a set: "/home/ada/docs/en/one.txt" is "docs/en/one.txt", and so is "one.txt" where it is the only one."""

    def __init__(self, known: Iterable[str]) -> None:
        self._known = frozenset(known)
        self._by_last: dict[str, list[str]] = {}
        for document in self._known:
            self._by_last.setdefault(PurePosixPath(document).name, []).append(document)

    def __call__(self, path: str | None) -> str:
        """The set's own name for a path; the path itself where the set has no such document, or several."""
        parts = _parts(path or "")
        for start in range(len(parts)):
            end = "/".join(parts[start:])
            if end in self._known:
                return end
        alike = self._by_last.get(parts[-1], []) if parts else []
        return alike[0] if len(alike) == 1 else (path or "")


def _parts(path: str) -> Sequence[str]:
    return PurePosixPath(Path(path).as_posix()).parts
