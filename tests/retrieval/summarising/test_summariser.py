"""Summaries from end to end: sections, ways, support, receipts, and going on after a stop."""

from __future__ import annotations

from dataclasses import replace

import pytest
from muniment_engines.api import Cancel, Cancelled, Page, TextDelta, Usage, Words
from muniment_engines.conformance.fakes import ScriptedChat
from muniment_engines.errors import EngineCrashed
from muniment_retrieval.model import Badge, NameNotFound, Scope
from muniment_retrieval.summarising import Forecast, Speed, Speeds, State, Step, Summarised, Summariser, Way, Wish, Writer
from muniment_retrieval.summarising.kept import kept_summaries

TOPICS = ("delivery of pumps", "payment of invoices", "storage of chemicals", "insurance of vehicles", "repair of roofs")


class Repeats(ScriptedChat):
    """Tells every piece by its first sentence, as it stands there."""

    def generate(self, request, cancel):
        self.history.append(request)
        text = request.messages[1].content.split("\n\n", 1)[1]
        yield TextDelta(text.split(". ", 1)[0].replace("\n", " ") + ".")
        yield Usage(200, 20, 0, 2.0, 1.0)


class Slow(Speeds):
    def of(self, writer, cancel=None):
        return Speed(50.0, 10.0)


def pieces_of(chat):
    """The requests that are not to go on with what was told."""
    return [request for request in chat.history if all(message.role != "assistant" for message in request.messages)]


def contract(parts=TOPICS, sentences=14):
    pages = []
    for number, topic in enumerate(parts, 1):
        told = " ".join(
            f"The {topic} in case number {number}{n} shall be finished by the Supplier within {n + 10} days of the order."
            for n in range(sentences)
        )
        pages.append(f"ARTICLE {number} {topic.upper()}\n\n{told}")
    return pages


def writer(chat, context=4096):
    return Writer(chat, "scripted", "test", context, probes=False)


def summary_of(events):
    last = list(events)[-1]
    assert isinstance(last, Summarised)
    return last.summary


def test_without_a_model_the_sentences_themselves_are_the_summary(shelf):
    ids = shelf.put({"a.txt": contract()})

    summary = summary_of(Summariser(shelf.vault, shelf.vault).summarise(Wish(words=80, way=Way.WRITE)))

    assert summary.way is Way.EXTRACT
    assert summary.documents == tuple(ids.values())
    assert 40 <= len(summary.text.split()) <= 100
    for sentence in summary.sentences:
        (citation,) = sentence.citations
        assert sentence.badge is Badge.VERIFIED
        assert citation.quote == shelf.vault.page(citation.document_id, citation.page_index).text[citation.start : citation.end]
    assert len({c.page_index for c in summary.citations}) > 2
    assert summary.receipt.text.startswith("read 5 of 5 sections, 100 % of the text")


def test_a_focus_chooses_what_speaks_of_it(shelf):
    shelf.put({"a.txt": contract()})

    summary = summary_of(Summariser(shelf.vault).summarise(Wish(words=60, focus="insurance of the vehicles")))

    assert {c.page_index for c in summary.citations} == {3}


def test_a_kind_of_focus_means_what_is_of_that_kind_and_not_its_name(shelf):
    filler = " ".join(
        f"The word obligations stands in this long sentence number {n} about the history of words." for n in range(9)
    )
    duty = "The tenant shall clean the whole staircase of the house every Friday before noon."
    shelf.put({"a.txt": [f"{filler} {duty} {filler.replace('history', 'future')}"]})

    summary = summary_of(Summariser(shelf.vault).summarise(Wish(words=20, focus="only obligations")))

    assert summary.sentences[0].text == duty


def test_only_what_holds_is_told_and_what_does_not_is_counted(shelf):
    shelf.put({"a.txt": ["The tenant pays 900 euros each month. The landlord repairs the roof before every winter. " * 3]})
    chat = ScriptedChat(["The tenant pays 900 euros each month. The landlord may sell the house to his cousin in Lisbon.", ""])

    summary = summary_of(Summariser(shelf.vault, None, writer(chat), Slow()).summarise(Wish(words=20, way=Way.WRITE)))

    assert "Lisbon" not in summary.text
    assert summary.sentences[0].text == "The tenant pays 900 euros each month."
    assert summary.sentences[0].badge is Badge.VERIFIED
    assert summary.receipt.dropped == 1
    assert summary.supported == 1.0


def test_a_changed_number_has_no_support(shelf):
    shelf.put({"a.txt": ["The tenant pays 900 euros each month to the landlord of the house. The roof is repaired in May."]})
    chat = ScriptedChat(["The tenant pays 950 euros each month to the landlord of the house."])

    summary = summary_of(Summariser(shelf.vault, None, writer(chat), Slow()).summarise(Wish(words=20, way=Way.WRITE)))

    assert "950" not in summary.text
    assert "900" in summary.text


def test_reading_all_takes_pieces_that_fit_and_summarises_their_summaries(shelf):
    shelf.put({"a.txt": contract(sentences=30)})
    chat = Repeats()

    events = list(Summariser(shelf.vault, None, writer(chat, 1024), Slow()).summarise(Wish(words=40, way=Way.READ)))

    forecast, steps, summary = events[0], [e for e in events if isinstance(e, Step)], summary_of(events)
    assert isinstance(forecast, Forecast)
    assert forecast.steps == len(steps) == len(pieces_of(chat))
    assert summary.forecast == forecast.seconds > 60
    assert [step.done for step in steps] == list(range(1, len(steps) + 1))
    assert all(chat.count_tokens(request.messages[-1].content).value < 1024 for request in chat.history)
    assert summary.way is Way.READ
    assert summary.receipt.read == 5


def test_one_request_is_enough_for_a_large_context(shelf):
    shelf.put({"a.txt": contract()})
    chat = Repeats()

    list(Summariser(shelf.vault, None, writer(chat, 128_000), Slow()).summarise(Wish(words=40, way=Way.READ)))

    assert len(pieces_of(chat)) == 1


def test_a_summary_that_was_stopped_goes_on_where_it_was(shelf):
    shelf.put({"a.txt": contract(sentences=30)})
    cancel, chat = Cancel(), Repeats()
    wish = Wish(words=40, way=Way.READ)

    stopped = None
    for event in Summariser(shelf.vault, shelf.vault, writer(chat, 1024), Slow()).summarise(wish, cancel):
        if isinstance(event, Step) and event.done == 2:
            cancel.request()
        stopped = event
    assert len(pieces_of(chat)) == 2
    assert stopped.summary.receipt.stopped
    assert {s.state for s in stopped.summary.receipt.sections} == {State.READ, State.SKIPPED}
    assert kept_summaries(shelf.vault) == []

    again = Repeats()
    events = list(Summariser(shelf.vault, shelf.vault, writer(again, 1024), Slow()).summarise(wish))
    assert events[0].reused == 2
    assert len(pieces_of(again)) == events[0].steps - 2
    assert [kept.summary for kept in kept_summaries(shelf.vault)] == [summary_of(events)]


def test_another_focus_or_model_does_not_take_up_what_was_written(shelf):
    shelf.put({"a.txt": contract()})
    wish = Wish(words=40, way=Way.WRITE)
    list(Summariser(shelf.vault, shelf.vault, writer(Repeats()), Slow()).summarise(wish))

    same, other, focused = Repeats(), Repeats(), Repeats()
    list(Summariser(shelf.vault, shelf.vault, writer(same), Slow()).summarise(wish))
    list(Summariser(shelf.vault, shelf.vault, Writer(other, "scripted", "other", probes=False), Slow()).summarise(wish))
    changed = Wish(words=40, way=Way.WRITE, focus="money")
    list(Summariser(shelf.vault, shelf.vault, writer(focused), Slow()).summarise(changed))

    assert not same.history
    assert other.history
    assert focused.history


def test_a_stop_before_anything_was_done_is_a_stop(shelf):
    shelf.put({"a.txt": contract()})
    cancel = Cancel()
    cancel.request()
    with pytest.raises(Cancelled):
        list(Summariser(shelf.vault).summarise(Wish(), cancel))


def test_a_model_that_fails_leaves_the_sentences_themselves(shelf):
    shelf.put({"a.txt": contract()})

    class Broken(ScriptedChat):
        def generate(self, request, cancel):
            yield TextDelta("The delivery")
            raise EngineCrashed("It is gone.")

    summary = summary_of(Summariser(shelf.vault, None, writer(Broken()), Slow()).summarise(Wish(words=60, way=Way.WRITE)))

    assert summary.sentences
    assert summary.supported == 1.0
    assert "the model failed" in summary.receipt.text


def test_a_part_that_the_model_fails_at_is_told_however_much_the_others_tell(shelf):
    shelf.put({"a.txt": contract(sentences=30)})

    class Fails(Repeats):
        def generate(self, request, cancel):
            if TOPICS[2] in request.messages[1].content:
                raise EngineCrashed("It is gone.")
            text = request.messages[1].content.split("\n\n", 1)[1]
            yield TextDelta(". ".join(text.split("\n\n")[0].replace("\n", " ").replace("… ", "").split(". ")[:8]) + ".")
            yield Usage(200, 20, 0, 2.0, 1.0)

    summary = summary_of(Summariser(shelf.vault, None, writer(Fails(), 1024), Slow()).summarise(Wish(words=300, way=Way.WRITE)))

    assert "the model failed" in summary.receipt.text
    assert TOPICS[2] in summary.text


def test_pages_that_nobody_has_read_stand_in_the_receipt(shelf):
    scan = Page(1, "2", "", Words.none(), scanned=True)
    shelf.put({"a.txt": [Page(0, "1", contract()[0], Words.none()), scan]})

    receipt = summary_of(Summariser(shelf.vault).summarise(Wish(words=40))).receipt

    lost = [section for section in receipt.sections if section.state is State.UNREADABLE]
    assert [section.name for section in lost] == ["p. 2"]
    assert 0.3 < receipt.share < 0.7
    assert receipt.read == 1


def test_a_document_that_is_forgotten_takes_its_summaries_along(shelf):
    ids = shelf.put({"a.txt": contract(), "b.txt": contract(("sale of horses",))})
    list(Summariser(shelf.vault, shelf.vault, writer(Repeats()), Slow()).summarise(Wish(Scope((ids["a.txt"],)), way=Way.WRITE)))
    list(Summariser(shelf.vault, shelf.vault).summarise(Wish(Scope((ids["b.txt"],)))))

    shelf.vault.forget([ids["a.txt"]])

    assert [kept.summary.documents for kept in kept_summaries(shelf.vault)] == [(ids["b.txt"],)]
    assert shelf.vault.connection.execute("SELECT count(*) FROM summary_parts").fetchone() == (0,)


def test_a_kept_summary_names_the_document_that_stands_there_after_it_was_read_again(shelf):
    before = shelf.put({"a.txt": contract(), "b.txt": contract(("sale of horses",))})
    list(Summariser(shelf.vault, shelf.vault).summarise(Wish()))

    after = shelf.put({"a.txt": [*contract(), "ARTICLE 9 NEW\n\nThis page was added to the contract in the spring of the year."]})

    (kept,) = kept_summaries(shelf.vault)
    assert after["a.txt"] not in before.values()
    assert set(kept.summary.documents) == {after["a.txt"], before["b.txt"]}
    assert {c.document_id for c in kept.summary.citations} == set(kept.summary.documents)
    assert {line.document_id for line in kept.summary.receipt.sections} == set(kept.summary.documents)
    assert all(shelf.vault.document(c.document_id).path == c.path for c in kept.summary.citations)


def test_nothing_to_summarise_is_said(shelf):
    with pytest.raises(NameNotFound):
        list(Summariser(shelf.vault).summarise(Wish()))


def test_a_transcript_is_told_as_a_meeting(shelf):
    turns = [
        f"Anna: The pump number {n} should be bought this year.\nBen: I agree that pump {n} is the best one." for n in range(9)
    ]
    shelf.put({"a.txt": ["\n".join(turns)]}, title="Anna: Well")
    shelf.put({"b.txt": contract()})
    asked = {}
    for name, document in (("a", "a.txt"), ("b", "b.txt")):
        chat = Repeats()
        scope = Scope((shelf.vault.resolve(document).id,))
        list(Summariser(shelf.vault, None, writer(chat), Slow()).summarise(Wish(scope, way=Way.WRITE)))
        asked[name] = chat.history[0].messages[-1].content

    assert "transcript of a meeting" in asked["a"]
    assert "From the transcript of a meeting, “a.txt”" in asked["a"]
    assert "Anna: The pump number" in asked["a"]
    assert "meeting" not in asked["b"]


def test_what_the_model_tells_too_shortly_is_filled_with_the_sentences_themselves(shelf):
    shelf.put({"a.txt": contract(sentences=4)})
    told = f"The {TOPICS[0]} in case number 11 shall be finished by the Supplier within 11 days of the order."
    wish = Wish(way=Way.WRITE, words=60)

    summary = summary_of(Summariser(shelf.vault, None, writer(ScriptedChat([told, ""])), Slow()).summarise(wish))

    assert summary.text.startswith(told)
    assert 48 <= len(summary.text.split()) <= 72


def test_a_model_that_tells_little_is_asked_to_go_on_with_what_it_did_not_tell(shelf):
    shelf.put({"a.txt": contract(sentences=4)})
    first, second = (
        f"The {topic} in case number {n}1 shall be finished by the Supplier within 11 days of the order."
        for n, topic in enumerate(TOPICS[:2], 1)
    )
    chat = ScriptedChat([f"{first} Whales sing in the deep cold sea of the north.", f"{first} {second}"])
    wish = Wish(way=Way.WRITE, words=55, focus="What shall the Supplier finish in cases 11 and 21?")

    summary = summary_of(Summariser(shelf.vault, None, writer(chat), Slow()).summarise(wish))

    assert [sentence.text for sentence in summary.sentences] == [first, second]
    asked, again = chat.history
    assert again.messages[:2] == asked.messages
    assert again.messages[2].content == first


def test_where_too_little_holds_what_the_question_asks_for_stands_in_in_its_place(shelf):
    shelf.put({"a.txt": contract(sentences=30)})
    told = f"The {TOPICS[2]} in case number 311 shall be finished by the Supplier within 21 days of the order."
    strange = "Whales sing in the deep cold sea of the north."
    chat = ScriptedChat([strange, strange, told])
    wish = Wish(way=Way.WRITE, words=100, focus="What is said of the payment of invoices?")
    for _ in range(9):
        chat.enqueue(strange)

    summary = summary_of(Summariser(shelf.vault, None, writer(chat), Slow()).summarise(wish))

    assert strange not in summary.text
    said = [next(topic for topic in TOPICS if topic in sentence.text) for sentence in summary.sentences]
    assert said == sorted(said, key=TOPICS.index)
    assert said.count(TOPICS[1]) > 1
    assert 80 <= len(summary.text.split()) <= 120


def test_where_nothing_holds_that_was_asked_for_the_model_is_asked_for_what_the_text_says(shelf):
    shelf.put({"a.txt": contract(sentences=4)})
    told = f"The {TOPICS[0]} in case number 11 shall be finished by the Supplier within 11 days of the order."
    chat = ScriptedChat(["Whales sing in the deep cold sea of the north.", told])
    wish = Wish(way=Way.WRITE, words=25, focus="How do the Supplier and the whales come to be friends?")

    summary = summary_of(Summariser(shelf.vault, None, writer(chat), Slow()).summarise(wish))

    asked, again = chat.history
    assert summary.text == told
    assert wish.focus in asked.messages[1].content and wish.focus not in again.messages[1].content
    assert again.messages[1].content.startswith(asked.messages[1].content.split("Summarise")[0])


def test_a_piece_that_is_told_at_too_great_length_is_cut_off(shelf):
    shelf.put({"a.txt": contract(sentences=4)})
    long = [
        f"The {topic} in case number {n}1 shall be finished by the Supplier within 11 days of the order."
        for n, topic in enumerate(TOPICS, 1)
    ]
    wish = Wish(way=Way.WRITE, words=45)

    summary = summary_of(Summariser(shelf.vault, None, writer(ScriptedChat([" ".join(long)])), Slow()).summarise(wish))

    assert [sentence.text for sentence in summary.sentences] == long[:2]
    assert summary.receipt.dropped == 0


def test_where_all_is_sent_elsewhere_nobody_is_asked_twice(shelf):
    shelf.put({"a.txt": contract(sentences=4)})
    chat = Repeats()

    list(Summariser(shelf.vault, None, replace(writer(chat), elsewhere=True), Slow()).summarise(Wish(way=Way.WRITE, words=60)))

    assert len(chat.history) == 1


def test_where_the_shorter_telling_holds_nothing_what_was_told_stays(shelf):
    shelf.put({"a.txt": contract(sentences=30)})

    class Forgets(Repeats):
        def generate(self, request, cancel):
            if TOPICS[0] in request.messages[1].content and TOPICS[3] in request.messages[1].content:
                yield TextDelta("Whales sing in the deep cold sea of the north.")
                yield Usage(200, 20, 0, 2.0, 1.0)
            else:
                yield from super().generate(request, cancel)

    summary = summary_of(Summariser(shelf.vault, None, writer(Forgets(), 1024), Slow()).summarise(Wish(words=40, way=Way.READ)))

    assert len(summary.sentences) > 2
    assert {sentence.badge for sentence in summary.sentences} <= {Badge.VERIFIED, Badge.CLOSE}


def test_what_is_said_in_a_story_does_not_stand_in_for_what_happens(shelf):
    spoken = '"I have never liked this cold and lonely house," said the captain number {n} to his wife.'
    happens = "The captain number {n} walked down to the harbour of the town and looked for the ship."
    shelf.put({"a.txt": [" ".join(f"{spoken} {happens}".format(n=n) for n in range(20))]})

    summary = summary_of(
        Summariser(shelf.vault, None, writer(ScriptedChat(["Whales sing in the sea."])), Slow()).summarise(
            Wish(way=Way.WRITE, words=60)
        )
    )

    assert summary.sentences
    assert not any("never liked" in sentence.text for sentence in summary.sentences)


def test_what_people_say_does_not_stand_in_beside_what_is_told_of_it(shelf):
    turns = [
        f"Anna: The pump number {n} should be bought this year.\nBen: I agree that pump {n} is the best one." for n in range(9)
    ]
    shelf.put({"a.txt": ["\n".join(turns)]})
    told = []
    for said in ("The pump number 3 should be bought this year.", "Whales sing in the deep cold sea of the north."):
        chat = ScriptedChat([said])
        told.append(summary_of(Summariser(shelf.vault, None, writer(chat), Slow()).summarise(Wish(way=Way.WRITE, words=20))).text)

    assert told[0] == "The pump number 3 should be bought this year."
    assert "Ben: I agree" in told[1]


def test_every_way_is_offered_with_its_time(shelf):
    shelf.put({"a.txt": contract(sentences=60)})

    offers = Summariser(shelf.vault, None, writer(Repeats(), 1024), Slow()).offers(Wish(words=40))

    assert [offer.way for offer in offers] == [Way.EXTRACT, Way.WRITE, Way.READ]
    assert offers[0].seconds < 1 < offers[1].seconds < offers[2].seconds
    assert [offer.way for offer in Summariser(shelf.vault).offers(Wish())] == [Way.EXTRACT]
