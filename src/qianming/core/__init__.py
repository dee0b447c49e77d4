"""Pure decisions: what is allowed and what follows from what. No clock, no input or output, no framework."""
