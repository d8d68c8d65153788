"""The only way out for a network engine: rules, then a gate that a person stands at, then the courier, and the ledger of it all.

`Sender` is what a worker is given; `Gate` is who decides. The bytes that a gate approved are the bytes that are sent, the secret
apart, which takes the place of its name in the courier's process and nowhere before.
"""

from .gate import Approved, Closed, Gate, Outcome, Outgoing
from .rules import NotAllowed
from .sender import Sender

__all__ = ["Approved", "Closed", "Gate", "NotAllowed", "Outcome", "Outgoing", "Sender"]
