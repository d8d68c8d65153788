"""The engines that come with Muniment. Each is found by its entry point, as anybody else's is."""
