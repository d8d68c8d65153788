"""How the values of `api` travel in frames, one file a kind. Nothing here does input or output.

What the host decodes comes from a process that third-party code runs in: every field's type and range is checked, and whatever is
not right is a `ProtocolError`.
"""
