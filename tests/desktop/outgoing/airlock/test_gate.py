"""The airlock between a vault and a host on HTTPS: what was approved is what arrives, and without approval nothing does."""

from __future__ import annotations

import json
import random

import pytest
from muniment_desktop.airlock import (
    Change,
    Keep,
    KeptHere,
    Once,
    OnlyShown,
    ShowOnly,
    Standing,
    WholeJob,
)
from muniment_desktop.airlock.draft import Edits
from muniment_engines.api import Cancel as Stop
from muniment_engines.api import ChatRequest, Message, Page, TextDelta, Words
from muniment_retrieval.vault import audit
from muniment_retrieval.vault.policies import Policy
from muniment_retrieval.vault.writing import NewPassage, Reading, Source

from .conftest import TEXT

OK = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


def asked(text=TEXT):
    return ChatRequest((Message("system", "Answer briefly."), Message("user", text)), max_tokens=50)


def says(chat, document, request=None, purpose="a question"):
    with chat.job(purpose) as job:
        chat.reads([(document, 0)])
        text = "".join(p.text for p in chat.generate(request or asked(), Stop()) if isinstance(p, TextDelta))
    return text, job


def bodies(server):
    return [received.partition(b"\r\n\r\n")[2] for received in server.received]


def log(vault):
    entries, found = vault.leaving.log()
    assert found == []
    return [entry.said for entry in entries]


def test_what_was_shown_arrives_masked_and_the_reply_is_restored(chat, server, document, someone, vault):
    server.answers = [(OK, b"[MAIL_1] has [PERSON_7] and ninety days.")]
    text, job = says(chat, document)
    assert text == "anna.orion@example.com has [PERSON_7] and ninety days."
    assert job.unknown == ["[PERSON_7]"]
    ((sheet, request, bounds),) = someone.sheets
    assert bodies(server) == [request.body]
    assert b"orion" not in server.received[0]
    assert b"415" not in server.received[0]
    assert b"[MAIL_1]" in server.received[0]
    assert (bounds, sheet.pages, sheet.warnings) == (None, ("a.txt, p. 1",), ())
    assert sheet.price == pytest.approx((sheet.tokens * 2 + 50 * 10) / 1e6)
    assert job.price == pytest.approx(0.0021)
    approved, ended = log(vault)
    assert (approved["event"], approved["by"], approved["policy"]) == ("approved", "ada", "masked only")
    assert (approved["masked"], approved["documents"]) == ({"mail": 1, "phone": 1}, ["s1"])
    assert approved["sent_sha256"] == ended["sent_sha256"] == sheet.sha256
    assert (ended["event"], ended["status"], ended["received_bytes"]) == ("ended", 200, 40)


def test_for_many_requests_the_bytes_that_arrive_are_those_approved(chat, server, document, someone):
    chance = random.Random(3)
    for _ in range(25):
        says(chat, document, asked("".join(chance.choices('aé€𝄞\\"{}\n [PERSON_1]@x.org', k=chance.randrange(2000)))))
    assert bodies(server) == [request.body for _, request, _ in someone.sheets]


def test_after_a_no_nothing_arrives_and_the_log_has_it(chat, server, document, someone, vault):
    someone.says = [Keep("You kept it here.")]
    with pytest.raises(KeptHere, match="You kept it here"):
        says(chat, document)
    assert server.received == []
    (refused,) = log(vault)
    assert (refused["event"], refused["why"], refused["purpose"]) == ("refused", "You kept it here.", "a question")


def test_what_is_only_to_be_shown_is_not_sent(chat, server, document, someone):
    someone.says = [ShowOnly()]
    requests = [asked(f"Part {n}") for n in range(3)]
    with pytest.raises(OnlyShown), chat.job("a summary", [document]):
        chat.expect(requests, 0, Stop())
        list(chat.generate(requests[0], Stop()))
    assert (server.received, len(someone.sheets)) == ([], 3)


def test_a_document_that_must_never_leave_is_not_even_shown(chat, server, document, someone, vault):
    vault.leaving.changes.for_document(vault.document(document), Policy.NEVER)
    with pytest.raises(KeptHere, match="never to leave"):
        says(chat, document)
    with pytest.raises(KeptHere), chat.job("a summary", [document]):
        pass
    assert (server.received, someone.sheets) == ([], [])
    assert [said["event"] for said in log(vault)] == ["refused", "refused"]


def test_masked_only_needs_a_model_that_finds_names(chat, server, document, someone, finder, vault):
    finder.models = ()
    with pytest.raises(KeptHere, match="names cannot be masked"):
        says(chat, document)
    assert (server.received, someone.sheets) == ([], [])
    vault.leaving.changes.for_vault(Policy.ASK)
    says(chat, document)
    assert "names cannot be masked" in someone.sheets[0][0].warnings[0]


@pytest.mark.parametrize(("policy", "arrives"), [(Policy.MASKED_ONLY, False), (Policy.ASK, True)])
def test_what_is_unmasked_is_sent_so_where_the_policy_allows_it(chat, server, document, someone, vault, policy, arrives):
    vault.leaving.changes.for_vault(policy)
    someone.says = [Change(Edits(bare=(("mail", "anna.orion@example.com"),))), Once()]
    says(chat, document)
    assert (b"anna.orion@example.com" in server.received[0]) is arrives
    assert bodies(server) == [someone.sheets[1][1].body]
    assert [said["event"] for said in log(vault)] == ["approved", "ended"]


def test_what_is_taken_out_or_masked_more_is_not_sent(chat, server, document, someone):
    server.answers = [(OK, b"[TEXT_1] days")]
    someone.says = [Change(Edits(out=frozenset({1}))), Change(Edits(out=frozenset({1}), more=("ninety",))), Once()]
    text, _ = says(chat, document)
    body = json.loads(bodies(server)[0])["messages"][1]["content"]
    assert body == "The notice is [TEXT_1] days.\nCall [PHONE_1] today."
    assert text == "ninety days"
    assert len(someone.sheets) == 3


def test_a_job_is_approved_once_within_what_was_shown(chat, server, document, someone, vault):
    someone.says = [WholeJob(), Keep("Enough.")]
    requests = [asked(f"Part {n}: {TEXT}") for n in range(3)]
    with chat.job("a summary", [document]):
        chat.expect(requests, 1, Stop())
        for request in [*requests, asked("And the parts together.")]:
            list(chat.generate(request, Stop()))
        assert (len(someone.sheets), len(server.received)) == (1, 4)
        assert someone.sheets[0][2].requests == 4
        with pytest.raises(KeptHere, match="Enough"):
            list(chat.generate(asked("A fifth."), Stop()))
    assert len(server.received) == 4
    assert [said["by"] for said in log(vault) if said["event"] == "approved"] == ["ada", *["ada, for the whole job"] * 3]
    with pytest.raises(KeptHere):
        says(chat, document, requests[0], "a summary")  # another job


@pytest.mark.parametrize("how", ["job", "standing"])
def test_what_an_engine_adds_of_its_own_is_shown_whatever_was_approved(chat, server, document, someone, how):
    someone.says = [WholeJob() if how == "job" else Standing(600), Keep("What is that?")]
    requests = [asked(f"Part {n}") for n in range(3)]
    with chat.job("a summary", [document]):
        chat.expect(requests, 0, Stop())
        list(chat.generate(requests[0], Stop()))
        chat.chosen.worker.added = {"metadata": "what I remember of another request " * 50}
        with pytest.raises(KeptHere, match="What is that"):
            list(chat.generate(requests[1], Stop()))
    assert len(server.received) == 1
    assert "added something of its own" in someone.sheets[1][0].warnings[0]


def test_an_approval_that_stands_is_for_its_purpose_until_it_is_revoked(chat, server, document, someone, vault):
    someone.says = [Standing(10**9), Keep("Asked.")]
    says(chat, document)
    says(chat, document)
    assert (len(someone.sheets), len(server.received)) == (1, 2)
    with pytest.raises(KeptHere, match="Asked"):
        says(chat, document, purpose="a summary")
    (approval,) = vault.leaving.approvals.standing()
    assert approval.until - approval.granted == 8 * 3600
    vault.leaving.approvals.revoke()
    with pytest.raises(KeptHere, match="Asked"):
        says(chat, document)
    assert [said["by"] for said in log(vault) if said["event"] == "approved"] == ["ada", "approval 1, which stands"]


def test_where_the_log_was_tampered_with_nothing_is_sent(chat, server, document, vault):
    says(chat, document)
    (vault.folder / audit.SEAL_FILE).unlink()
    with pytest.raises(KeptHere, match="audit verify"):
        says(chat, document)
    assert len(server.received) == 1


def test_without_a_job_or_its_documents_nothing_is_sent(chat, server, someone):
    with pytest.raises(KeptHere):
        list(chat.generate(asked(), Stop()))
    with chat.job("a question"), pytest.raises(KeptHere, match="not known which documents"):
        list(chat.generate(asked(), Stop()))
    assert (server.received, someone.sheets) == ([], [])


def test_a_request_to_another_host_is_refused_and_in_the_log(chat, server, plain_server, document, someone, vault):
    chat.chosen.worker.url = f"{plain_server.address}/v1"
    with pytest.raises(KeptHere, match="not its own address"):
        says(chat, document)
    assert (server.received, plain_server.received, someone.sheets) == ([], [], [])
    (refused,) = log(vault)
    assert (refused["recipient"], refused["why"]) == (plain_server.name, "host")


def test_a_server_that_breaks_off_leaves_the_rest_to_this_machine(chat, server, document, vault):
    server.answers = [(b"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nhalf",)]
    with pytest.raises(KeptHere, match="broke off"):
        says(chat, document)
    assert [said.get("outcome") for said in log(vault)] == [None, "failed: cut"]


def test_another_job_is_kept_here_meanwhile(chat, server, document):
    with chat.job("a summary", [document]), pytest.raises(KeptHere, match="busy"), chat.job("a question"):
        pass
    says(chat, document)
    assert len(server.received) == 1


def test_a_prompt_that_comes_back_and_placeholders_that_were_made_up_are_only_text(chat, server, document):
    server.answers = [(OK, b"Write to [MAIL_1] about it. [MAIL_2] and [PHONE_1b] and [IBAN_1]")]
    text, job = says(chat, document)
    assert text == "Write to anna.orion@example.com about it. [MAIL_2] and [PHONE_1b] and [IBAN_1]"
    assert job.unknown == ["[MAIL_2]", "[PHONE_1b]", "[IBAN_1]"]


def test_a_reply_without_end_is_cut_off_and_done_here(chat, server, document, vault):
    server.answers = [(OK, *[b"x" * (1 << 20)] * 80)]
    with pytest.raises(KeptHere, match="more than any answer"):
        says(chat, document)
    assert log(vault)[-1]["outcome"] == "failed: too large"


def test_pages_that_follow_each_other_are_told_as_one(chat, server, someone, vault):
    pages = [Page(n, str(n + 1), f"Page {n} speaks of notice.", Words.none(), 612.0, 792.0) for n in range(6)]
    passages = [NewPassage(n, 0, 20, "", "b") for n in range(6)]
    other = vault.writing.put(Source("/b.txt", "s2", 1, 1, "text/plain"), Reading("read"), pages, passages)
    server.answers = [(OK + b"Yes.",)]
    for indexes in ((0, 1, 2, 4), range(6)):
        with chat.job("a question"):
            chat.reads([(other, index) for index in indexes])
            list(chat.generate(asked(), Stop()))
    assert [sheet.pages for sheet, *_ in someone.sheets] == [("b.txt, pp. 1–3", "b.txt, p. 5"), ("b.txt, all 6 pages",)]
