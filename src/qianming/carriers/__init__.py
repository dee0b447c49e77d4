"""Carriers behind one protocol; the simulated one is the default."""
