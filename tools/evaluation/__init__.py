"""Measures the rules on real names: labels, sets of our own, and the figures that are published."""
