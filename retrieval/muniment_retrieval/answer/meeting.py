"""Whether what a model wrote meets its question, decided from the sentences that were found.

It does not where it only says the question again, where it has no value of the kind that is asked for though its sentence has
one, where it has a number, a date or a name that none of the sentences has, where another sentence has clearly more of the
question than the ones that it rests on, or where it leaves out what is rare in the question and stands in the very sentence that
it rests on ("Who did the sign language?" – "She sang the anthem."). Values and names that are the whole answer are no sentences
that could leave anything out. Fields of a form and clauses say in their own words what is asked for; of them, only that a
particular is strange or missing, or that nothing was said, is held against an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

from muniment_retrieval.answer.agreeing import same_date
from muniment_retrieval.answer.atoms import Atom, Kind, atoms_of
from muniment_retrieval.answer.covering import covered, rarities, words_in
from muniment_retrieval.answer.evidence import Excerpt, SourceSentence, is_of_clause, tells
from muniment_retrieval.answer.fields import fields_in
from muniment_retrieval.answer.prompt import asks_yes_no
from muniment_retrieval.answer.wanting import lacks_what_is_wanted
from muniment_retrieval.languages import is_other
from muniment_retrieval.model import Sentence
from muniment_retrieval.search.query import Query, is_function_word

CLEARLY = 0.3
"""So much more of the question another sentence must have."""

LEFT_OUT = 0.25
"""So much of the question, by the rarity of its words, an answer may leave out."""

_WHOLE = 4
"""An answer of fewer words of meaning is a value, and no sentence."""


def meets(query: Query, told: Sequence[Sentence], sources: Sequence[SourceSentence]) -> bool:
    """Whether the sentences of an answer, each with its place, answer the question."""
    said = frozenset[str]().union(*(words_in(sentence.text) for sentence in told))
    rests = frozenset[str]().union(*(words_in(c.quote) for sentence in told for c in sentence.citations))
    if not asks_yes_no(query.text) and _says_it_again(query, said):
        return False
    grounds = [best.text for best in (_best(sources),) if best] + [c.quote for sentence in told for c in sentence.citations]
    answer = " ".join(sentence.text for sentence in told)
    if any(lacks_what_is_wanted(query.text, answer, ground) for ground in grounds):
        return False
    if _has_a_strange_particular(query, told, sources):
        return False
    best = _best(sources)
    if best is None or is_of_clause(query) or _is_field(best.text) or any(_is_field(c.quote) for s in told for c in s.citations):
        return True
    weights = rarities(query, [source.text for source in sources if tells(source.text)])
    if best.covered > covered(weights, query.had_by(rests)) + CLEARLY:
        return False
    content = [word for word in said if not is_function_word(word)]
    left_out = query.had_by(rests) - query.had_by(said)
    return len(content) < _WHOLE or sum(weight for word, weight in weights.items() if word in left_out) <= LEFT_OUT * sum(
        weights.values()
    )


def best_alone(sources: Sequence[SourceSentence]) -> tuple[Excerpt, ...]:
    """The sentence that answers best by itself, after the one before it in its hit, which says who "he" and "they" are."""
    best = _best(sources)
    if best is None:
        return ()
    at = sources.index(best)
    before = [s for s in sources[max(at - 1, 0) : at] if s.hit == best.hit and tells(s.text)]
    return (Excerpt(best.document, (*before, best)),)


def _best(sources: Sequence[SourceSentence]) -> SourceSentence | None:
    return max((source for source in sources if tells(source.text)), key=lambda source: source.score, default=None)


def _is_field(text: str) -> bool:
    return bool(fields_in(text))


def _says_it_again(query: Query, said: frozenset[str]) -> bool:
    return not any(word not in query.terms and not is_function_word(word) for word in said)


def _has_a_strange_particular(query: Query, told: Sequence[Sentence], sources: Sequence[SourceSentence]) -> bool:
    """Whether a number of the answer stands neither in the question nor in anything that was found; or such a date or name of a
    sentence that has a place, for one without is shown as not found. A capital makes a name in English alone.
    """
    read = (query.text, *(s.text for s in sources), *{f"{s.document.title} {s.document.name} {s.heading}" for s in sources})
    known = [atom for text in read for atom in atoms_of(text)]
    keys = frozenset(atom.key for atom in known) | frozenset(atom.term for atom in known)
    cited = {Kind.NUMBER, Kind.DATE} if is_other(query.text) else {Kind.NUMBER, Kind.DATE, Kind.NAME}
    return any(
        _is_strange(atom, known, keys)
        for sentence in told
        for atom in atoms_of(sentence.text)
        if atom.kind in (cited if sentence.citations else {Kind.NUMBER})
    )


def _is_strange(atom: Atom, known: Sequence[Atom], keys: frozenset[str]) -> bool:
    if atom.kind is Kind.DATE:
        return not any(same_date(atom.date, other.date) for other in known)
    return atom.key not in keys and (not atom.term or atom.term not in keys)
