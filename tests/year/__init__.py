"""A year of the registry's life on a clock that tests move, and a small model that recomputes it."""
