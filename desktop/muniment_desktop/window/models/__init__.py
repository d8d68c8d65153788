"""The room of the models: which one writes answers, and getting one."""
