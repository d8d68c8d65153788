"""Time to the first word: `python tests/bench/bench_first_word.py --sets FOLDER`: how long until an answer begins?

Questions of `pageqa_ntsb` are asked of Muniment and, in turn with it and of the same worker and model, the way LlamaIndex asks
where nothing is set: the two best chunks of 1,024 tokens, whole, in its default prompt. Each waits for its first word only. The
time of the search counts for Muniment alone; the other's chunks are ready before its clock starts.
"""

from __future__ import annotations

import json
import random
import statistics
import time
from collections.abc import Iterator

from eval_sets import arguments, indexed, questions
from muniment_desktop import paths, settings
from muniment_desktop.roles import ROLES
from muniment_desktop.vault_session import VaultSession
from muniment_engines.api import Cancel, Chat, ChatRequest, Message, TextDelta, TokenCount, Usage
from muniment_engines.launcher import DirectLauncher
from muniment_retrieval.answer import Asker
from muniment_retrieval.model import Scope
from muniment_retrieval.search.words import terms

SET = "pageqa_ntsb"
ASKED = 20
TARGET = 0.35
CHUNK_TOKENS, CHUNKS = 1_024, 2
PROMPT = (
    "Context information is below.\n---------------------\n{context}\n---------------------\n"
    "Given the context information and not prior knowledge, answer the query.\nQuery: {question}\nAnswer: "
)


class Counting:
    """A chat engine that stops after the first word, and keeps how many tokens it was asked."""

    def __init__(self, chat: Chat) -> None:
        self._chat = chat
        self.prompt_tokens = 0

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        text = "".join(message.content for message in request.messages)
        self.prompt_tokens = self._chat.count_tokens(text).value
        short = ChatRequest(request.messages, max_tokens=2, seed=request.seed)
        return self._chat.generate(short, cancel)

    def count_tokens(self, text: str) -> TokenCount:
        return self._chat.count_tokens(text)


def first_word(events: Iterator[object], started: float) -> float:
    """Seconds until the first word; the rest is thrown away."""
    first = 0.0
    for event in events:
        if isinstance(event, TextDelta) and not first:
            first = time.perf_counter() - started
    return first


def chunks_of(session: VaultSession, chat: Chat) -> list[str]:
    """All documents in chunks of so many tokens."""
    made: list[str] = []
    for document in session.documents():
        words = " ".join(session.page(document.id, at).text for at in range(document.page_count)).split()
        each = max(1, int(len(words) * CHUNK_TOKENS / max(chat.count_tokens(" ".join(words)).value, 1)))
        made += [" ".join(words[at : at + each]) for at in range(0, len(words), each)]
    return made


def best_chunks(question: str, chunks: list[str]) -> str:
    """The two that have most of the question's words: whole ones, so that the prompt is as long as it is there."""
    wanted = set(terms(question))
    ranked = sorted(chunks, key=lambda chunk: (-len(wanted & set(terms(chunk))), -len(chunk)))
    return "\n\n".join(ranked[:CHUNKS])


def measure(session: VaultSession, asked: list[str]) -> None:
    chosen = session._writers.local
    if chosen is None:
        print("skipped, for there is no chat model; get one with “muniment models get”")
        return
    chat = Counting(chosen.worker)
    asker = Asker(session._finder.searcher(), session.vault, chat, chosen.engine, chosen.model)
    chunks = chunks_of(session, chosen.worker)
    ours, theirs, ratios, tokens = [], [], [], []
    for question in asked:
        started = time.perf_counter()
        own = first_word(asker.ask(question, Scope()), started)
        mine = chat.prompt_tokens
        prompt = PROMPT.format(context=best_chunks(question, chunks), question=question)
        started = time.perf_counter()
        other = first_word(chat.generate(ChatRequest((Message("user", prompt),), max_tokens=2), Cancel()), started)
        if own and other:
            ours.append(own)
            theirs.append(other)
            ratios.append(own / other)
            tokens.append((mine, chat.prompt_tokens))
            print(
                f"{len(ours):3}  {own:6.2f} s  {other:6.2f} s  {own / other:.2f}  {mine} and {chat.prompt_tokens} tokens",
                flush=True,
            )
    if not ours:
        print("nothing was answered by the model")
        return
    print(f"\n{chosen.model}, {len(ours)} questions, medians")
    usual, longest = statistics.median(t[0] for t in tokens), max(t[0] for t in tokens)
    print(f"Muniment    {statistics.median(ours):6.2f} s, prompt {usual:.0f} tokens, longest {longest}")
    print(f"LlamaIndex  {statistics.median(theirs):6.2f} s, prompt {statistics.median(t[1] for t in tokens):.0f} tokens")
    print(f"ratio of the medians {statistics.median(ours) / statistics.median(theirs):.2f}, wanted at most {TARGET}")


def main() -> None:
    parser = arguments(__doc__ or "")
    parser.add_argument("--questions", type=int, default=ASKED, help=f"how many (default {ASKED})")
    options = parser.parse_args()
    file = questions(options.sets, SET)
    if file is None:
        return
    lines = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    asked = [line.get("question_corpus") or line["question"] for line in lines if not line.get("unanswerable")]
    with indexed(file, options.vaults) as vault:
        launcher = DirectLauncher(ROLES)
        with VaultSession.open(vault, launcher, settings.load(paths.settings_file())) as session:
            measure(session, random.Random(0).sample(asked, min(options.questions, len(asked))))


if __name__ == "__main__":
    main()
