"""Conversations that are kept in memory."""

from __future__ import annotations

from dataclasses import replace

from muniment_desktop.exporting import Paper
from muniment_engines.api import Cancel
from muniment_retrieval.conversations import Conversation, FoundTalk, KeptAnswer, Meant, RewrittenBy
from muniment_retrieval.model import Answered, Citation
from muniment_retrieval.model import Kept as KeptAt
from muniment_retrieval.original_state import Original
from muniment_retrieval.reading.chronology import Chronicle, Chronicled
from muniment_retrieval.talking.recording import shown
from window_specimens import an_answer


class FakeTalks:
    """Conversations by their numbers; `states` says how files stand, by path; `standing` what a follow-up means,
    and `about` the documents that it is asked of.
    """

    def __init__(self) -> None:
        self.titles: dict[int, str] = {}
        self.kept: dict[int, KeptAnswer] = {}
        self.tables: dict[int, Chronicle] = {}
        self.states: dict[str, Original] = {}
        self.papers: list[int] = []
        self.standing: dict[str, str] = {}
        self.about: tuple[int, ...] | None = None

    def keep(self, event: Answered, question: str, conversation: int | None) -> Answered:
        number = conversation or max(self.titles, default=0) + 1
        self.titles.setdefault(number, question)
        answer_id = len(self.kept) + 1
        answer = replace(event.answer, question=question)
        self.kept[answer_id] = KeptAnswer(answer_id, number, f"2026-05-01T00:00:{answer_id:02}Z", answer)
        return replace(event, kept=KeptAt(answer_id, number))

    def keep_chronicle(self, event: Chronicled) -> Chronicled:
        answered = self.keep(Answered(an_answer("Chronology of all documents")), "Chronology of all documents", None)
        assert answered.kept is not None
        self.tables[answered.kept.answer] = event.chronicle
        return replace(event, kept=answered.kept)

    def listed(self) -> list[Conversation]:
        newest = {number: max(a.id for a in self.answers(number)) for number in self.titles}
        return [Conversation(n, self.titles[n], "", "", 1) for n in sorted(newest, key=lambda n: -newest[n])]

    def answers(self, conversation: int) -> list[KeptAnswer]:
        return [answer for answer in self.kept.values() if answer.conversation == conversation]

    def table(self, answer: KeptAnswer) -> Chronicle | None:
        return self.tables.get(answer.id)

    def meant(self, question: str, conversation: int | None, cancel: Cancel) -> Meant:
        standing = self.standing.get(question, "") if conversation is not None else ""
        return Meant(question, standing, RewrittenBy.CODE, (), self.about) if standing else Meant(question, question)

    def search(self, words: str) -> list[FoundTalk]:
        return [FoundTalk(one, one.title) for one in self.listed() if words.lower() in one.title.lower()]

    def rename(self, conversation: int, title: str) -> None:
        self.titles[conversation] = title

    def delete(self, conversation: int) -> None:
        del self.titles[conversation]
        self.kept = {n: a for n, a in self.kept.items() if a.conversation != conversation}

    def mark(self, answer_id: int, position: int, right: bool | None) -> None:
        kept = self.kept[answer_id]
        marks = {n: said for n, said in {**kept.marks, position: right}.items() if said is not None}
        self.kept[answer_id] = replace(kept, marks=marks)

    def record(self, answer_id: int) -> dict[str, object]:
        return shown(self.kept[answer_id], None)

    def original(self, citation: Citation) -> Original:
        return self.states.get(citation.path, Original.SAME)

    def paper(self, conversation: int) -> Paper:
        self.papers.append(conversation)
        return Paper(self.titles[conversation], "2026-05-01", (), ())
