"""Files that want a password: which are tried, which is kept, and what of an archive comes out."""

from __future__ import annotations

import pytest
from muniment_engines.api import Cancel, Member
from muniment_engines.errors import DocumentError
from muniment_retrieval.unlocking import Passwords


class Document:
    def __init__(self, members: list[Member]) -> None:
        self._members = members

    def members(self, cancel: Cancel) -> list[Member]:
        return self._members

    def __enter__(self) -> Document:
        return self

    def __exit__(self, *_: object) -> None: ...


def locked(password: str):
    """A file that one password opens."""

    def opens(given: str | None) -> Document:
        if given == password:
            return Document([])
        raise DocumentError("encrypted", "It wants a password." if given is None else "That password does not open it.")

    return opens


def archive(given: str | None) -> Document:
    """An open file, one locked with "a" and one with "b"."""
    why = DocumentError("encrypted", "It wants a password.")
    inside = [("a.txt", "a"), ("open.txt", None), ("b.txt", "b")]
    return Document([Member(n, n.encode()) if key in (None, given) else Member(n, refused=why) for n, key in inside])


def test_what_is_open_is_opened_without_a_password() -> None:
    tried: list[str | None] = []
    Passwords(["known"]).open(lambda password: tried.append(password) or Document([]))  # type: ignore[func-returns-value]
    assert tried == [None]


def test_each_is_tried_and_the_one_that_fits_is_told() -> None:
    told: list[str] = []
    Passwords(["first", "right"], ["new"], told.append).open(locked("right"))
    assert told == ["right"]
    Passwords(["first"], ["new"], told.append).open(locked("new"))
    assert told == ["right", "new"]


def test_only_a_password_that_was_given_now_is_blamed() -> None:
    with pytest.raises(DocumentError, match="wants a password"):
        Passwords(["old"]).open(locked("x"))
    with pytest.raises(DocumentError, match="does not open"):
        Passwords(["old"], ["new"]).open(locked("x"))


def test_another_failure_ends_the_trying() -> None:
    def opens(password: str | None) -> Document:
        raise DocumentError("encrypted" if password is None else "damaged", "No.")

    with pytest.raises(DocumentError) as raised:
        Passwords(["one", "two"]).open(opens)
    assert raised.value.state == "damaged"


@pytest.mark.parametrize(
    ("known", "given", "out"),
    [
        ((), (), ["a.txt locked", "open.txt", "b.txt locked"]),
        (("a",), (), ["open.txt", "a.txt", "b.txt locked"]),
        (("a",), ("b",), ["open.txt", "b.txt", "a.txt"]),
        (("x",), (), ["open.txt", "a.txt locked", "b.txt locked"]),
    ],
)
def test_files_of_an_archive_are_opened_each_with_its_own(known: tuple[str, ...], given: tuple[str, ...], out: list[str]) -> None:
    told: list[str] = []
    passwords = Passwords(known, given, told.append)
    members = passwords.members(passwords.open(archive), archive, Cancel())  # type: ignore[arg-type]
    assert [m.name + (" locked" if m.refused else "") for m in members] == out
    assert set(told) == {*known, *given} - {"x"}


def test_passwords_are_not_shown() -> None:
    assert "sesame" not in repr(Passwords(["sesame"], ["sesame"]))
