"""Dated sets of the rulebook's figures, one file each, and how they are loaded."""
