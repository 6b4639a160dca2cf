"""The JSON door: the same search and the same words as the pages."""
