"""What was read off a picture makes a sentence close at best, and never one with another number."""

from __future__ import annotations

from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge

CLEAR = "The modern cottage in Wilmington was rented to Mrs Calloway for 150 dollars."
READ = "The rnodern c0ttage in Wi1mington was rentecl to Mrs Ca11oway for 150 dol1ars."


def badge(sentence: str, *, blurred: bool) -> Badge:
    return judge(sentence, READ, frozenset({"hous"}), frozenset(), blurred=blurred).badge


def test_letters_that_look_alike_make_it_close() -> None:
    assert badge(CLEAR, blurred=True) is Badge.CLOSE
    assert badge(CLEAR, blurred=False) is Badge.NOT_FOUND


def test_a_number_that_differs_is_never_verified() -> None:
    assert badge(READ.replace("150", "160"), blurred=True) is not Badge.VERIFIED
    assert badge(READ, blurred=True) is Badge.VERIFIED
