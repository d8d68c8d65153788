"""Privileged documents are held out of a scope, unless it names them."""

from __future__ import annotations

import pytest
from muniment_desktop.holding_back import whole
from muniment_desktop.leaving_text import asides, held_back_text
from muniment_desktop.scoping import scope_in
from muniment_engines.api import Page, Words
from muniment_engines.errors import MunimentError
from muniment_retrieval.model import Cost, Scope
from muniment_retrieval.narrowing import Narrow
from muniment_retrieval.reading.coverage import in_scope
from muniment_retrieval.search import Searcher
from muniment_retrieval.vault import create_vault
from muniment_retrieval.vault.writing import NewPassage, Reading, Source


@pytest.fixture
def vault(keeper, tmp_path):
    with create_vault(tmp_path / "vault", [keeper]) as made:
        yield made


def put(vault, path, container=""):
    page = Page(0, "1", "The notice is ninety days.", Words.none(), 612.0, 792.0)
    source = Source(path, f"sha of {path}", 1, 1, "text/plain", container)
    return vault.writing.put(source, Reading("read"), [page], [NewPassage(0, 0, 26, "", "")])


def test_what_is_privileged_is_left_out_unless_it_is_named(vault):
    plain, mail = put(vault, "/a.txt"), put(vault, "/m.eml")
    attached = put(vault, "/m.eml/b.txt", "/m.eml")
    vault.leaving.changes.label(vault.document(mail), privileged=True)
    everything = whole(vault, Scope())
    assert everything == Scope(None, (mail, attached))
    assert [d.id for d in in_scope(vault.documents(), everything)] == [plain]
    assert Searcher(vault).searched(everything) == (1, 3)
    assert {hit.document.id for hit in Searcher(vault).search("How long is the notice?", everything)} == {plain}
    named = whole(vault, Scope((mail,)))
    assert (named.documents, named.without) == ((mail, attached), ())


def test_what_is_privileged_in_a_document_that_is_named_is_left_out(vault):
    mail = put(vault, "/m.eml")
    attached = put(vault, "/m.eml/b.txt", "/m.eml")
    vault.leaving.changes.label(vault.document(attached), privileged=True)
    assert whole(vault, Scope((mail,))) == Scope((mail, attached), (attached,))
    assert whole(vault, Scope((attached,))).without == ()


def test_narrowing_holds_back_too_and_counts_only_what_it_would_have_left(vault):
    plain, mail, other = put(vault, "/in/a.txt"), put(vault, "/in/m.eml"), put(vault, "/out/n.eml")
    for document in (mail, other):
        vault.leaving.changes.label(vault.document(document), privileged=True)
    assert whole(vault, scope_in(vault, [], Narrow(folder="/in"))) == Scope((plain,), (mail,))
    assert whole(vault, scope_in(vault, ["m.eml"], Narrow(folder="/in"))) == Scope((mail,), ())
    with pytest.raises(MunimentError):
        scope_in(vault, [], Narrow(folder="/out"))


def test_what_is_held_back_is_said():
    assert (held_back_text(0), held_back_text(1)) == ("", "1 document is held back: privileged")
    assert held_back_text(2) == "2 documents are held back: privileged"
    assert asides(Cost()) == []
    assert asides(Cost(price=0.5, held_back=1, kept_here="You kept it here.")) == [
        "price 0.5000",
        "1 document is held back: privileged",
        "done on this machine: You kept it here.",
    ]
