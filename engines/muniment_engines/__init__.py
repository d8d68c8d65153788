"""What can think, embed and read: the protocols, the host that runs engines in confined processes, and the bundled engines."""
