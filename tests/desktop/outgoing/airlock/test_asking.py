"""Where it is kept here, the same is done on this machine, and what was sent by then is still said."""

from __future__ import annotations

from contextlib import contextmanager

from muniment_desktop.airlock import Job, KeptHere
from muniment_desktop.airlock.asking import accounted, through
from muniment_retrieval.model import Answer, Answered, Badge, Cost, Sentence


class Chat:
    @contextmanager
    def job(self, purpose, documents=()):
        yield Job(purpose, tuple(documents))


def answered(*sentences):
    told = tuple(Sentence(text, Badge.VERIFIED) for text in sentences)
    return Answered(Answer("q", told, False, 1, 1, Cost("office", "m")))


def test_what_breaks_off_is_done_here_with_the_reason():
    def elsewhere(job):
        job.sent.append({"sent_sha256": "s"})
        yield "begun"
        raise KeptHere("It broke off.")

    def here(job, why):
        yield accounted(answered("Yes."), job, why)

    begun, last = through(Chat(), "a question", (), elsewhere, here)
    assert begun == "begun"
    assert (last.answer.cost.sent_elsewhere, last.answer.cost.kept_here) == (True, "It broke off.")
    assert last.trace.sent == ({"sent_sha256": "s"},)


def test_what_comes_to_its_end_is_not_done_again():
    events = through(Chat(), "a question", (), lambda _: iter(["done"]), lambda *_: iter(["again"]))
    assert list(events) == ["done"]


def test_a_sentence_with_a_placeholder_that_was_made_up_is_not_found():
    job = Job("a question", (1,), unknown=["[PERSON_9]"])
    told = accounted(answered("[PERSON_9] agreed.", "It ends in May."), job).answer
    assert [s.badge for s in told.sentences] == [Badge.NOT_FOUND, Badge.VERIFIED]
    assert (told.cost.sent_elsewhere, told.cost.price) == (False, None)
