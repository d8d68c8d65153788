"""The airlock: what stands between a person's documents and an engine elsewhere.

`chat` is the engine as the rest of the program sees it: it masks what it is given, and puts the originals back in the reply.
`gate` is what each of its requests meets, complete as it would be sent: policies, approvals, the `person`, and the audit log.
`draft` is what a person changes before it is sent, `job` what belongs together, `sheet` what is shown.
"""

from .chat import AirlockChat, KeptHere, OnlyShown
from .decisions import Change, Decision, Keep, Nobody, Once, Person, ShowOnly, Standing, WholeJob
from .draft import Draft
from .gate import AirlockGate
from .job import Job
from .sheet import Sheet

__all__ = [
    "AirlockChat",
    "AirlockGate",
    "Change",
    "Decision",
    "Draft",
    "Job",
    "Keep",
    "KeptHere",
    "Nobody",
    "Once",
    "OnlyShown",
    "Person",
    "Sheet",
    "ShowOnly",
    "Standing",
    "WholeJob",
]
