"""The self-test of the confinement: children that try to get out by every way, and listeners that would hear them.

`run.attempts` starts, for each kind of process, a child that is confined exactly as the real one; the child tries the ways of
`ways_*` one by one (`trying`), and says what stopped each. A way counts as stopped only if no listener heard it either. What has
to stay open is in `expected`, with the reason. Nothing here reads a document, a vault or a key, and nothing is addressed beyond
this machine.
"""

from __future__ import annotations
