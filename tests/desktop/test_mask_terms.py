"""The vault's words to mask: counted in what was read, and tried on a sentence."""

from __future__ import annotations

import pytest
from muniment_desktop.mask_terms import MaskTerms, Occurs, Tried, checked
from muniment_engines.api import Cancel, Cancelled, Page, Words
from muniment_engines.errors import MunimentError
from muniment_retrieval.masking import Masked, find
from muniment_retrieval.vault import create_vault
from muniment_retrieval.vault.writing import Reading, Source


class RulesOnly:
    models = ()

    def __init__(self, terms):
        self._terms = terms
        self.closed = False

    def mask(self, texts, cancel):
        return Masked(texts, [find(text, self._terms()) for text in texts])

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.closed = True


@pytest.fixture
def vault(keeper, tmp_path):
    with create_vault(tmp_path / "vault", [keeper]) as made:
        for path, texts in {"/a": ["Project Falcon and PROJECT-FALCON.", "Projects Falcon."], "/b": ["project  falcon"]}.items():
            pages = [Page(n, str(n + 1), text, Words.none()) for n, text in enumerate(texts)]
            made.writing.put(Source(path, f"sum of {path}", 1, 1, "text/plain"), Reading("read"), pages, [])
        yield made


def test_terms_are_counted_as_they_are_masked(vault):
    terms = MaskTerms(vault, lambda: RulesOnly(vault.mask_words))
    assert terms.counted(Cancel()) == {}
    terms.add(["Project   Falcon", "Kestrel"])
    assert terms.listed() == ["Kestrel", "Project Falcon"]
    assert terms.counted(Cancel()) == {"Kestrel": Occurs(0, 0), "Project Falcon": Occurs(3, 2)}
    terms.remove(["Kestrel"])
    assert terms.listed() == ["Project Falcon"]


def test_counting_can_be_stopped(vault):
    terms, cancel = MaskTerms(vault, lambda: RulesOnly(list)), Cancel()
    terms.add(["Falcon"])
    cancel.request()
    with pytest.raises(Cancelled):
        terms.counted(cancel)


def test_a_sentence_is_masked_as_it_would_leave(vault):
    made = []

    def masker():
        made.append(RulesOnly(vault.mask_words))
        return made[-1]

    terms = MaskTerms(vault, masker)
    terms.add(["Falcon"])
    tried = terms.tried("Falcon pays a@example.org.", Cancel())
    assert isinstance(tried, Tried)
    assert "Falcon" not in tried.masked
    assert "example" not in tried.masked
    assert not tried.with_models
    assert made[0].closed


def test_a_term_has_a_letter_or_a_digit():
    assert checked(["  Project \n Falcon "]) == ["Project Falcon"]
    with pytest.raises(MunimentError):
        checked(["Falcon", "—"])
