"""What a question asks for, taken apart once, before anything is looked up.

Its words without those that carry no meaning by themselves, in whatever language; the phrases that it puts in quotation marks;
the identifiers in it (numbers of cases, clauses, accidents, parts: anything with both digits and other characters, or five
digits and more); and the concepts of the vocabulary. A very long question is cut to what can still be searched for.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace

from muniment_retrieval.languages import language_of, small_words
from muniment_retrieval.search.vocabulary import Concept, concepts_of, function_words, self_words
from muniment_retrieval.search.words import folded, terms, words_of

MOST_CHARACTERS = 4_000
"""More of a question than this is not looked at."""

MOST_WORDS = 48
"""Of more different words than this, the first are searched for."""

NAMING = 0.2
"""What a word that only says which document is meant counts for the place in it."""

_MOSTLY_NAMES = 0.6
"""In a question of which more than this share is written with capitals, capitals say nothing."""

_LABEL_WORDS = 3

_PREFACE = re.compile(
    r"(?:in|under|according to|per|for|from|with|within|regarding|concerning|about|as to|as for|on)\b.{3,}[:,]\s+"
    r"(?=(?:who|whom|whose|what|which|when|where|why|how|is|are|was|were|do|does|did|can|could|may|must|shall|should|will|would"
    r"|has|have|had|list|name|give|tell|show|find)\b)",
    re.IGNORECASE,
)

_QUOTED = re.compile(r"[\"“„«]([^\"“”„«»]{3,200})[\"”“»]")
_IDENTIFIER = re.compile(r"(?<![\w-])(?=[\w./-]*\d)[A-Za-z0-9]+(?:[-./][A-Za-z0-9]+)*(?![\w-])")


@dataclass(frozen=True)
class Query:
    """A question that can be looked up.

    `terms` are comparable forms; `written` are the same words as they stand. `names` are those of the terms that are written as
    names, `labels` those that stand before an identifier and say what it is ("NTSB accident NYC08CA047"), `preface` those
    before the question itself ("In the lease of 2019: …"); `naming` are those that only say which document is meant,
    and `documents` those that are plainly meant, as far as the vault tells. `language` is the one it is in, where that is known
    and not English; `forms` are then those in which each term stands in the texts that were looked at, itself among them.
    """

    text: str
    terms: tuple[str, ...]
    written: tuple[str, ...]
    phrases: tuple[str, ...]
    identifiers: tuple[str, ...]
    concepts: tuple[Concept, ...]
    names: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()
    preface: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    documents: frozenset[int] = frozenset()
    language: str = ""
    forms: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def weights(self) -> dict[str, float]:
        """How much each term tells of the place in a document."""
        weak = self.naming | (self_words() if any(t not in self_words() for t in self.terms) else frozenset())
        return {term: NAMING if term in weak else 1.0 for term in self.terms}

    def forms_of(self, term: str) -> frozenset[str]:
        """The comparable forms of a text's words that are this term of the question."""
        return self.forms.get(term) or frozenset((term,))

    def had_by(self, words: Collection[str]) -> frozenset[str]:
        """Those of the terms that stand among a text's comparable words, in whatever form."""
        there = frozenset(words)
        return frozenset(term for term in self.terms if not self.forms_of(term).isdisjoint(there))

    @property
    def latin(self) -> bool:
        """Whether it is written in Latin letters."""
        letters = [character for character in self.text if character.isalpha()]
        return sum("LATIN" in unicodedata.name(letter, "") for letter in letters) * 2 > len(letters)

    def about(self, naming: frozenset[str]) -> Query:
        """The same question, where `naming` are the terms that only say which document is meant.

        They count little for the place in the document, and its concepts are those of the rest. A question of such terms alone
        stays as it is.
        """
        rest = [word for word in words_of(self.text) if word.term not in naming]
        if not naming or all(is_function_word(word.term) for word in rest):
            return self
        return replace(self, concepts=concepts_of([word.term for word in rest]), naming=naming)

    @property
    def place(self) -> str:
        """The question's text without the words that only say which document is meant."""
        if not self.naming:
            return self.text
        kept, at = "", 0
        for word in words_of(self.text):
            if word.term in self.naming:
                kept += self.text[at : word.start]
                at = word.end
        return re.sub(r"\s+", " ", re.sub(r"[(\"“”;:,'’)]+(?=[\s(\"“”;:,'’)]|$)|\(\s*", " ", kept + self.text[at:])).strip()


def understand(question: str) -> Query:
    """Take a question apart. Never fails; a question without words gives a query without terms."""
    text = " ".join(question[:MOST_CHARACTERS].split())
    words: dict[str, str] = {}
    for word in words_of(text):
        words.setdefault(word.term, text[word.start : word.end])
    small = function_words() | frozenset(terms(" ".join(small_words(text))))
    content = {t: w for t, w in words.items() if t not in small} or words
    kept = dict(list(content.items())[:MOST_WORDS])
    return Query(
        text,
        tuple(kept),
        tuple(kept.values()),
        tuple(found[1].strip() for found in _QUOTED.finditer(text)),
        _identifiers(text),
        concepts_of(terms(text)),
        _names(text),
        _labels(text),
        _preface(text),
        language=language_of(text),
    )


def is_function_word(comparable: str) -> bool:
    """Whether a term is one of those that carry no meaning by themselves."""
    return comparable in function_words()


def _names(text: str) -> frozenset[str]:
    words = [word for word in words_of(text)[1:] if not is_function_word(word.term)]
    names = [word.term for word in words if text[word.start].isupper()]
    return frozenset(names) if len(names) <= _MOSTLY_NAMES * len(words) else frozenset()


def _preface(text: str) -> frozenset[str]:
    """The words before the question itself that do not come again in it: "In the lease of 2019: who pays for repairs?"."""
    found = _PREFACE.match(text)
    if not found:
        return frozenset()
    asked = frozenset(terms(text[found.end() :]))
    return frozenset(t for t in terms(found.group()) if t not in asked and not is_function_word(t))


def _labels(text: str) -> frozenset[str]:
    """The words that stand directly before an identifier, back to the last function word or mark."""
    found: set[str] = set()
    for match in _IDENTIFIER.finditer(text):
        if not _is_identifier(match.group()):
            continue
        clause = re.split(r"[,;:()?!]", text[: match.start()])[-1]
        for word in reversed(words_of(clause)[-_LABEL_WORDS:]):
            if is_function_word(word.term):
                break
            found.add(word.term)
    return frozenset(found)


def _is_identifier(word: str) -> bool:
    plain = word.strip(".-/")
    digits = sum(c.isdigit() for c in plain)
    return digits >= 5 or (digits >= 2 and len(plain) >= 5 and any(c.isalpha() for c in plain))


def _identifiers(text: str) -> tuple[str, ...]:
    found = (match.group() for match in _IDENTIFIER.finditer(text))
    return tuple(dict.fromkeys(folded(word.strip(".-/")) for word in found if _is_identifier(word)))
