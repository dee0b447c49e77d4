"""Derives the tables of core from packages that may be shipped; one script per input."""
