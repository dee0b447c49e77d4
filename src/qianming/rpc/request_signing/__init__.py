"""Request signing: what a request claims, the canonical forms, the comparison. Pure: no clock, no rows."""
