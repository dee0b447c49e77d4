"""The words that people read for every code, per language: what it is, why it matters, what to do."""
