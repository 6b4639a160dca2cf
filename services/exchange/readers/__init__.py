"""One reader per group of files; each yields records and touches nothing."""
