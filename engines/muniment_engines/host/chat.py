"""A chat engine in a worker."""

from __future__ import annotations

from collections.abc import Iterator

from muniment_engines.api import Cancel, ChatRequest, TextDelta, TokenCount, Usage
from muniment_engines.host.exchange import Message
from muniment_engines.host.worker import Worker
from muniment_engines.wire.chat import count_from_json, piece_from_wire, request_to_wire
from muniment_engines.wire.parts import pack_texts


class ChatWorker(Worker):
    """Satisfies `api.Chat`."""

    def generate(self, request: ChatRequest, cancel: Cancel) -> Iterator[TextDelta | Usage]:
        """Yield pieces, then one `Usage`. Raises `Cancelled` soon after `cancel` is requested, and what `start` raises.

        A network engine sends only here, and its owner is asked on this thread, while a piece is waited for. Closing the iterator
        before its end stops the engine. Nothing happens before the first `next`.
        """
        for piece in self._call("generate", *request_to_wire(request), _piece, cancel=cancel, sends=True):
            if piece is not None:
                yield piece

    def count_tokens(self, text: str) -> TokenCount:
        (count,) = self._call("count_tokens", {}, pack_texts([text]), _count)
        return count


def _piece(message: Message) -> TextDelta | Usage | None:
    return piece_from_wire(message.fields, message.parts) if message.event == "piece" else None


def _count(message: Message) -> TokenCount:
    return count_from_json(message.fields)
