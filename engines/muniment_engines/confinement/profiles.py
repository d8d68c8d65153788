"""What each kind of process may do: the data that every system's confinement reads.

Only plain classes here. This runs at the very start of every process, before anything else is imported, and `dataclasses` or
`typing` alone would take longer than the whole confinement.
"""

from __future__ import annotations

AF_UNIX, AF_INET, AF_INET6, AF_NETLINK = 1, 2, 10, 16
"""Linux's numbers; also used as names on the other systems."""


class Profile:
    """The rights of one kind of process.

    `families` are the address families that it may make sockets of; `connects` says whether it may reach anything through one:
    where it may not, it makes pairs of connected streams only, because a datagram reaches whom it is addressed to unconnected;
    `executes` whether it may become another program; `reads` is "anything" or "listed"; `writes` likewise;
    `private` keeps its memory out of core dumps and of other processes' reach.
    """

    __slots__ = ("connects", "executes", "families", "name", "private", "reads", "writes")

    def __init__(
        self,
        name: str,
        *,
        families: tuple[int, ...],
        connects: bool,
        executes: bool,
        reads: str,
        writes: str,
        private: bool,
    ) -> None:
        self.name = name
        self.families = families
        self.connects = connects
        self.executes = executes
        self.reads = reads
        self.writes = writes
        self.private = private

    @property
    def network(self) -> bool:
        return AF_INET in self.families

    @property
    def limits_files(self) -> bool:
        return self.reads == "listed" or self.writes == "listed"


PROFILES = {
    profile.name: profile
    for profile in (
        # Not `private`: a desktop's portals look into /proc to see who asks, and refuse whom they cannot see.
        Profile(
            "window",
            families=(AF_UNIX,),
            connects=True,
            executes=True,
            reads="anything",
            writes="anything",
            private=False,
        ),
        # It never connects: a desktop's message bus would start any program, unconfined, for whoever reaches it.
        Profile(
            "indexer",
            families=(AF_UNIX,),
            connects=False,
            executes=True,
            reads="anything",
            writes="listed",
            private=True,
        ),
        Profile("worker", families=(), connects=False, executes=False, reads="listed", writes="listed", private=True),
        Profile(
            "courier",
            families=(AF_UNIX, AF_INET, AF_INET6, AF_NETLINK),
            connects=True,
            executes=True,
            reads="listed",
            writes="listed",
            private=True,
        ),
    )
}
