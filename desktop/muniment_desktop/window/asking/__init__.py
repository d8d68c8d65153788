"""The middle of the window when asking: the question box, the hits, and the answer as it comes."""
