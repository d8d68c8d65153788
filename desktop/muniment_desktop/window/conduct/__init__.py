"""What happens when: the signals of the work on lanes and of the widgets, joined.

A vault opens: its documents are listed, its questions can be asked (`vaults`). Files come: they are read, and the list follows
(`documents`). A question is asked: its hits and then its citations are shown at the right (`sources`). `stage` is what all of
them stand on, and `conductor` holds them.
"""
