"""Yes or no, where code can prove it from one sentence of the documents.

The question is put as a statement in the sentence's own order: its verb of may or must goes before the word that the sentence has
behind one, and for the opposite a "not" before the word that the sentence denies. Each is then proved as any sentence of an
answer is, with nothing taken from the question. Only where every word of the question stands in the sentence, and nothing is
excepted in it, one of the two holds and the other does not, there is an answer; the sentence itself always follows it.
"""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

from muniment_retrieval.answer.atoms import Kind, atoms_of
from muniment_retrieval.answer.covering import words_in
from muniment_retrieval.answer.prompt import yes_no_clause
from muniment_retrieval.answer.proving import judge
from muniment_retrieval.model import Badge, Sentence
from muniment_retrieval.search.query import is_function_word
from muniment_retrieval.search.words import words_of

_BINDING = {"may": "may", "can": "may", "could": "may", "must": "must", "shall": "must", "will": "must"} | {"should": "should"}
_OPENS = re.compile(r"^\W*(?P<word>yes|no)\b(?!\s+[a-z])", re.IGNORECASE)
_ONLY = re.compile(r"\b(?:only|solely|if|where|provided|subject to)\b", re.IGNORECASE)


def with_yes_or_no(question: str, told: tuple[Sentence, ...], context: frozenset[str]) -> tuple[Sentence, ...]:
    """An answer that begins with yes or no where its first place proves it; where it began otherwise, the place itself stands.

    `context` are words that need not stand in the sentence, for they only say which document is meant.
    """
    if not told or not told[0].citations:
        return told
    quote = " ".join(told[0].citations[0].quote.split())
    proven = proven_answer(question, quote, context)
    if proven is None:
        return told
    word = "Yes" if proven else "No"
    opening = _OPENS.match(told[0].text)
    if opening is None:
        return (replace(told[0], text=f"{word}. {told[0].text}"), *told[1:])
    if opening["word"].casefold() == word.casefold():
        return told
    return (Sentence(f"{word}. {quote}", Badge.VERIFIED, told[0].citations[:1]),)


def proven_answer(question: str, sentence: str, context: frozenset[str] = frozenset()) -> bool | None:
    """Whether a sentence says yes or no to a question; None where it proves neither."""
    clause = yes_no_clause(question)
    if clause is None or _ONLY.search(sentence) or any(a.kind is Kind.EXCEPTION for a in atoms_of(sentence)):
        return None
    verb, rest = clause
    asked = [word.term for word in words_of(rest) if not is_function_word(word.term)]
    have = words_in(sentence)
    if not asked or any(word not in have and word not in context for word in asked) or not _binds_alike(verb, asked, sentence):
        return None
    statement = _before(rest, _follows(sentence, Kind.MODAL), _BINDING.get(verb, ""))
    denial = _before(statement, _follows(sentence, Kind.NEGATION), "not")
    yes = _holds(statement, sentence, context)
    no = denial != statement and _holds(denial, sentence, context)
    return yes if yes != no else None


def _holds(claim: str, sentence: str, context: frozenset[str]) -> bool:
    return judge(claim, sentence, frozenset(), context, strictly=True).badge is Badge.VERIFIED


def _binds_alike(verb: str, asked: list[str], sentence: str) -> bool:
    """Whether what may be done is not taken for what is done: a question with "is" or "does" needs a sentence that says so."""
    modals = {a.key for a in atoms_of(sentence) if a.kind is Kind.MODAL}
    wanted = _BINDING.get(verb)
    return wanted in modals if wanted else modals <= {"must"}


def _follows(sentence: str, kind: Kind) -> list[str]:
    """The words that stand next behind each atom of a kind."""
    atoms = atoms_of(sentence)
    nexts = (after for atom, after in pairwise(atoms) if atom.kind is kind)
    return [word.term for after in nexts for word in words_of(sentence[after.start : after.end])]


def _before(text: str, wanted: list[str], word: str) -> str:
    """`text` with `word` before the first of the wanted words that it has; as it is where it has none."""
    if not word:
        return text
    found = [w for w in words_of(text) if w.term in wanted]
    return f"{text[: found[0].start]}{word} {text[found[0].start :]}" if found else text
