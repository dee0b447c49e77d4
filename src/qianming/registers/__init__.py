"""Public registers behind one protocol each: what a register says of an enterprise, or of a trademark.

An imported table is the default, an HTTP service the alternative. Registers decide nothing and write nothing:
what they say are findings for a reviewer. They are never asked inside a transaction.
"""
