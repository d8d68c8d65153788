"""A host that starts a worker, says so, and goes on for ever: to be killed."""

from __future__ import annotations

import signal
import sys

from muniment_engines.api import Cancel, ChatRequest, Message
from muniment_engines.host import ChatWorker, WorkerSpec
from muniment_engines.launcher import DirectLauncher

launcher = DirectLauncher({"worker": ("muniment_engines.worker:main", "worker")})
worker = ChatWorker(launcher, WorkerSpec("muniment_engines.conformance.rogues:chat", "chat", {}))
pieces = worker.generate(ChatRequest((Message("user", sys.argv[1]),)), Cancel())
next(pieces)
print("begun", flush=True)
signal.pause()
