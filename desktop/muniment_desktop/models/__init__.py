"""Models: which there are, where each comes from, and which of them are here.

`catalogue` is the list, `store` what everybody uses; `fetch` and `importing` bring a model here, `check` says whether a file is
one.
"""
