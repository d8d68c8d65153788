"""What is asked of all documents at once reads no page: with their texts and places they are nearly all that a vault holds."""

from __future__ import annotations

import pytest
from muniment_retrieval.vault.writing import Reading, Source

ASKED = {
    "documents": lambda vault: vault.documents(),
    "survey": lambda vault: vault.survey(),
    "pages that wait": lambda vault: vault.count_scans({7}),
    "the next of them": lambda vault: vault.next_scan((1, 0)),
    "how long one takes": lambda vault: vault.seconds_a_scan(),
}


@pytest.mark.parametrize("asked", ASKED)
def test_pages_are_found_by_an_index_of_those_that_matter(vault, write, asked):
    write(vault, "/a.txt", ["A text."])
    said = []
    vault.connection.set_trace_callback(said.append)
    ASKED[asked](vault)
    vault.connection.set_trace_callback(None)
    questions = [sql for sql in said if " pages" in sql]
    plans = [row[3] for sql in questions for row in vault.connection.execute(f"EXPLAIN QUERY PLAN {sql}").fetchall()]
    of_pages = [step for step in plans if step.startswith(("SCAN g", "SEARCH g", "SCAN pages", "SEARCH pages"))]
    assert of_pages
    assert [step for step in of_pages if "INDEX pages_" not in step] == []


def test_what_lies_in_a_file_in_a_copy_is_told_with_the_outermost_file(vault, write):
    mail = write(vault, "/m.eml", ["A mail."])
    vault.writing.copy(mail, Source("/copy.eml", "s", 1, 1, "message/rfc822", "/all.zip"))
    inner = vault.writing.put(Source("/copy.eml/a.txt", "t", 1, 1, "text/plain", "/copy.eml"), Reading("read"))
    write(vault, "/all.zip", ["An archive."])
    document = vault.document(inner)
    assert document.container == "/copy.eml"
    assert document.holder == "/all.zip"
