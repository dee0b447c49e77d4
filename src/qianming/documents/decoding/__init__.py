"""Decodes files to the end, in a process that may die of it. Which process that is, `workers` says."""
