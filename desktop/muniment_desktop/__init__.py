"""What a person touches: the window, the command line, settings and the courier; puts everything together."""
