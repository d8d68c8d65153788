"""Which rules hold for a document, and which approvals stand."""

from __future__ import annotations

import pytest
from muniment_retrieval.vault.approvals import Approvals
from muniment_retrieval.vault.policies import Policy
from muniment_retrieval.vault.writing import Reading, Source


def put(vault, path, sha256, container=""):
    return vault.writing.put(Source(path, sha256, 1, 1, "text/plain", container), Reading("read"))


def test_masked_only_holds_where_nothing_is_said(vault, write):
    one = write(vault, "/a.txt", ["A text."])
    assert vault.leaving.policies().of([one]) is Policy.MASKED_ONLY


@pytest.mark.parametrize(
    ("of_vault", "of_document", "holds"),
    [("ask", "never", "never"), ("never", "ask", "never"), ("masked only", "ask", "masked only"), ("ask", "ask", "ask")],
)
def test_the_strictest_rule_wins(vault, write, of_vault, of_document, holds):
    one, two = write(vault, "/a.txt", ["A text."]), write(vault, "/b.txt", ["Another."])
    vault.leaving.changes.for_vault(Policy(of_vault))
    vault.leaving.changes.for_document(vault.document(one), Policy(of_document))
    assert vault.leaving.policies().of([two, one]) == holds
    vault.leaving.changes.for_document(vault.document(one), None)
    assert vault.leaving.policies().of([two, one]) == of_vault


def test_a_rule_holds_for_a_file_that_is_read_again_moved_or_comes_back(vault):
    one = put(vault, "/a.txt", "s1")
    vault.leaving.changes.for_document(vault.document(one), Policy.NEVER)
    changed = put(vault, "/a.txt", "s2")
    moved = put(vault, "/elsewhere/b.txt", "s1")
    other = put(vault, "/c.txt", "s3")
    policies = vault.leaving.policies()
    assert policies.never([changed, moved, other]) == [changed, moved]
    vault.forget([changed])
    back = put(vault, "/a.txt", "s4")
    assert vault.leaving.policies().never([back])


def test_what_is_in_a_document_is_under_its_rule(vault):
    mail = put(vault, "/m.eml", "s1")
    attached = put(vault, "/m.eml/a.zip", "s2", "/m.eml")
    inner = put(vault, "/m.eml/a.zip/b.pdf", "s3", "/m.eml/a.zip")
    beside = put(vault, "/m.eml2", "s4")
    vault.leaving.changes.for_document(vault.document(mail), Policy.NEVER)
    vault.leaving.changes.label(vault.document(mail), privileged=True)
    policies = vault.leaving.policies()
    assert policies.never([mail, attached, inner, beside]) == [mail, attached, inner]
    assert policies.privileged == {mail, attached, inner}
    vault.leaving.changes.label(vault.document(mail), privileged=False)
    assert not vault.leaving.policies().privileged


def approvals_at(vault):
    times = [1000.0]
    return times, Approvals(vault.leaving.approvals._transaction, lambda: times[0])


def test_an_approval_stands_until_its_time_is_over_or_it_is_revoked(vault):
    times, approvals = approvals_at(vault)
    first, second = approvals.grant("office", "a question", 60), approvals.grant("office", "a summary", 600)
    times[0] += 59
    assert [a.id for a in approvals.standing()] == [second.id, first.id]
    times[0] += 1
    assert [a.id for a in approvals.standing()] == [second.id]
    assert approvals.revoke([first.id, second.id]) == 1
    assert approvals.standing() == []
    assert [a.ended for a in vault.leaving.granted()] == ["revoked", "its time is over"]


def test_a_clock_that_is_set_back_ends_them_for_good(vault):
    times, approvals = approvals_at(vault)
    approvals.grant("office", "a question", 600)
    times[0] += 300
    assert approvals.standing()
    times[0] -= 100
    assert approvals.standing() == []
    times[0] += 100
    assert approvals.standing() == []
    assert vault.leaving.granted()[0].ended == "the clock was set back"
